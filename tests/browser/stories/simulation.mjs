// Stock clients, ours and Rust ones write at one table while the network and the server come and go.

import assert from "node:assert/strict";

import { long, seats as binary } from "../harness/places.mjs";
import { join } from "../harness/seat.mjs";
import { story } from "../harness/story.mjs";
import { Wire } from "../simulation/wire.mjs";
import { joined } from "../simulation/delta.mjs";
import { Page } from "../simulation/page.mjs";
import { Seat, Seats } from "../simulation/seats.mjs";
import { Stock } from "../simulation/stock.mjs";
import { Table } from "../simulation/table.mjs";
import { ROOTS } from "../simulation/words.mjs";

const asked = process.env.ROUNDTABLE_SEED;
const first = asked ? Number(asked) : Math.floor(Math.random() * 2 ** 31);
const seeds = Array.from({ length: asked || !long ? 1 : 20 }, (_, nth) => first + nth);
const STEPS = long ? 600 : 250;
/** On a busy machine, in milliseconds. */
const PATIENCE = 600_000;

for (const seed of seeds) {
  story(`simulation: all clients end with the same (${seed})`, (room) => simulate(room, seed), { patience: PATIENCE });
}

async function simulate(room, seed) {
  console.log(`tell this again with ROUNDTABLE_SEED=${seed}${long ? " ROUNDTABLE_LONG=1" : ""}`);
  const server = await room.server({ demo: { delegations: 6 }, words: ["--no-limits"] });
  const seats = new Seats(binary);
  const wires = [];
  const table = new Table(server, [], seed);
  const wire = async (name) => {
    wires.push(await Wire.open(server, name));
    return wires.at(-1);
  };
  try {
    await gather(room, table, wire, seats);
    await table.carryOut(STEPS);
    const expected = await table.peer("Carl").contents();
    const vector = await table.peer("Carl").vector();
    for (const peer of table.peers) peer.end?.();
    await leavesTheSame(server, seats, { roots: expected, vector });
  } finally {
    for (const peer of table.peers) peer.end?.();
    seats.end();
    await Promise.all(wires.map((wire) => wire.close()));
  }
}

/** Two of our own clients, three stock ones, of which two are tabs of one browser and one only reads, two in Rust. */
async function gather(room, table, wire, seats) {
  const { server, peers } = table;
  const id = server.demo.tables[0].id;
  for (const [place, name] of ["Ana", "Ben"].entries()) {
    const way = await wire(name);
    const person = await room.person(name, way);
    // The network is cut and the server killed: that is what the browser complains of.
    person.expectsTrouble();
    const page = new Page(person, way);
    await page.begin(server.link("delegate", place), table.freshClient());
    peers.push(page);
  }
  const stock = async (names, link, options) => {
    const seat = await join(link, names[0]);
    for (const name of names) {
      const peer = new Stock(name, await wire(name), seat, options);
      peer.begin(table.freshClient());
      peers.push(peer);
    }
  };
  await stock(["Carl"], server.link("delegate", 2));
  await stock(["Dora", "Dora's other tab"], server.link("delegate", 3), { tabs: "Dora's browser" });
  await stock(["Olga"], server.link("observer"), { reads: true });
  for (const [place, name] of ["Emil", "Fay"].entries()) {
    const seat = new Seat(name, await wire(name), seats);
    const secret = server.link("delegate", 4 + place).split("#")[1];
    await seat.begin(table.freshClient(), id, secret);
    peers.push(seat);
  }
  for (const peer of peers) await peer.returns();
  await table.quiet();
}

/** The log's replay, the snapshot, and what a newcomer is sent are what everybody had. */
async function leavesTheSame(server, seats, expected) {
  assert.equal(await server.stop(), 0, "the server stops well");
  const table = server.demo.tables[0].id;
  const kept = await seats.ask({ do: "read", database: server.database, table, roots: ROOTS });
  assert.ok(kept.has_snapshot, "stopping takes a snapshot");
  assert.ok(kept.is_sound, "the log is sound");
  for (const way of ["log", "snapshot", "whole"]) {
    const roots = Object.fromEntries(Object.entries(kept[way].roots).map(([root, delta]) => [root, joined(delta)]));
    const { vector } = kept[way];
    assert.deepEqual(roots, expected.roots, `by its ${way} the document is another`);
    assert.deepEqual(vector, expected.vector, `by its ${way} the document has come elsewhere`);
  }
  await server.command("verify", "--database", server.database);
}
