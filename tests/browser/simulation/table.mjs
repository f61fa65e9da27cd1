// A table at which a plan is carried out.
//
// Every frame waits at a wire until the plan lets it pass, and after each step everybody has said and
// heard what the step let them, so that a seed tells the same story again. What it cannot repeat is how
// far the server came before a `kill`, and which keys a page undoes together, since that goes by the clock.

import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

import * as Y from "yjs";

import { until } from "../harness/wait.mjs";
import { Dice } from "./dice.mjs";
import { deltas, joined } from "./delta.mjs";
import { plan } from "./plan.mjs";
import { ROOTS } from "./words.mjs";

/** How often everything may pass before everybody must have said all. */
const ROUNDS = 50;

export class Table {
  isUp = true;

  /** `ids` makes the client ids of those who begin anew. */
  constructor(server, peers, seed) {
    this.server = server;
    this.peers = peers;
    this.seed = seed;
    this.ids = new Dice(seed ^ 0x5eed);
  }

  peer(name) {
    return this.peers.find((peer) => peer.name === name);
  }

  /** Carries out the plan of the seed, and ends quietly. */
  async carryOut(length) {
    for (const { wire } of this.peers) wire.flows = false;
    const steps = plan(this.seed, this.peers.map(({ name }) => name), length);
    for (const [at, step] of steps.entries()) {
      await this.#telling(`step ${at}: ${JSON.stringify(step)}`, () => this[step.does](step));
    }
    await this.#telling("the end", () => this.everybodyBack());
  }

  async #telling(where, happen) {
    try {
      await happen();
      this.nobodyWasRefused();
    } catch (error) {
      throw new Error(`seed ${this.seed}, ${where}`, { cause: error });
    }
  }

  nobodyWasRefused() {
    for (const { name, wire, panics } of this.peers) {
      assert.equal(wire.refusal, null, `the server refused ${name}, who is honest`);
      assert.deepEqual(panics ?? [], [], `${name}'s page failed`);
    }
  }

  async edit({ who, root, seed }) {
    const peer = this.peer(who);
    await peer.edit(root, new Dice(seed));
    await this.#heardFrom(peer);
  }

  async up({ who, count }) {
    const { link } = this.peer(who);
    if (!link?.near) return;
    link.passUp(count);
    await this.#settled();
  }

  async down({ who, count }) {
    const peer = this.peer(who);
    if (!peer.isHere) return;
    peer.link.passDown(count);
    await peer.hasHeard();
    await this.#heardFrom(peer);
    await this.#shows(peer);
  }

  async leave({ who }) {
    await this.peer(who).leaves();
    await this.#settled();
  }

  async return({ who }) {
    if (!this.isUp || this.peer(who).isHere) return;
    await this.peer(who).returns();
    await this.#settled();
  }

  /** A client that has nothing of its own to lose begins anew, as somebody else to the document. */
  async renew({ who }) {
    const peer = this.peer(who);
    if (!peer.renew || !peer.isHere || !this.isUp) return;
    await this.quiet();
    if (!peer.isHere) return;
    await peer.renew(this.freshClient());
    await this.#settled();
  }

  /** A client id that nobody has. */
  freshClient() {
    return 1 + this.ids.below(2 ** 31);
  }

  /** The server stops as its operator stops it. */
  async stop() {
    if (!this.isUp) return;
    this.isUp = false;
    assert.equal(await this.server.stop(), 0, "the server stops well");
    await this.#allMiss();
  }

  /** The server is killed while what somebody has said is on its way. */
  async kill({ who }) {
    if (!this.isUp) return;
    this.isUp = false;
    if (this.peer(who).isHere) this.peer(who).link.passUp(Infinity);
    await this.server.kill();
    await this.#allMiss();
  }

  /** The server is there again, and so is everybody whose network is. */
  async start() {
    if (this.isUp) return;
    await this.server.start();
    this.isUp = true;
    for (const peer of this.peers) if (!peer.wire.isCut) await peer.returns();
    await this.#settled();
  }

  /** Everything passes, and everybody who is there has the same. */
  async quiet() {
    for (let round = 0; ; round++) {
      const here = this.peers.filter((peer) => peer.isHere);
      const isQuiet = here.every(({ link }) => link.up.length + link.down.length === 0 && link.hasCaughtUp && link.hasBeenTold);
      if (isQuiet) return this.#agree(here.filter((peer) => !this.#hearsOfTheAbsent(peer)));
      assert.ok(round < ROUNDS, "they never stop talking");
      for (const peer of here) {
        peer.link?.passUp(Infinity);
        peer.link?.passDown(Infinity);
      }
      for (const peer of here) {
        await peer.hasHeard();
        await peer.hasSpoken();
      }
      // One that was told to come back and resync does so.
      for (const peer of this.peers) if (this.isUp && !peer.wire.isCut && !peer.isHere) await peer.returns();
      await this.#settled();
    }
  }

  async everybodyBack() {
    await this.start();
    for (const peer of this.peers) if (!peer.isHere) await peer.returns();
    await this.quiet();
    for (const peer of this.peers) await peer.saved?.();
    await this.quiet();
  }

  /** Whether another tab may have told what it could not tell the server yet. */
  #hearsOfTheAbsent({ tabs }) {
    return tabs && this.peers.some((tab) => tab.tabs === tabs && !tab.isHere);
  }

  async #allMiss() {
    for (const peer of this.peers) {
      peer.wire.link?.break();
      await peer.misses();
    }
  }

  /** What everybody has been told waits at their wires. */
  async #settled() {
    await Promise.all(this.peers.map(({ link }) => link?.near && link.answered()));
  }

  async #heardFrom(peer) {
    await peer.hasSpoken();
    for (const tab of this.peers) if (tab !== peer && tab.tabs && tab.tabs === peer.tabs) await tab.hasSpoken();
  }

  /** The client holds what was said and heard on its wire. */
  async #shows(peer) {
    if (!peer.isKnown) return;
    if (peer.expected) {
      // The editor shows what came a frame later.
      let shown;
      const same = async () => {
        shown = joined((await peer.contents())[peer.root]);
        return !peer.isKnown || JSON.stringify(shown) === JSON.stringify(peer.expected()[peer.root]);
      };
      await until(`${peer.name} is shown the document`, same, undefined, 5).catch(() => {
        assert.deepEqual(shown, peer.expected()[peer.root], `${peer.name} is shown something else`);
      });
    } else {
      assert.deepEqual(await peer.contents(), deltas(peer.wire.passed, ROOTS), `${peer.name} has something else`);
    }
  }

  async #agree(peers) {
    const views = [];
    for (const peer of peers) {
      await this.#shows(peer);
      // Of a page, only what it shows can be read; what it was sent must be the same all the same.
      const roots = peer.vector ? await peer.contents() : deltas(peer.wire.passed, ROOTS);
      const vector = await (peer.vector?.() ?? vectorOf(peer.wire.passed));
      views.push({ name: peer.name, roots, vector });
    }
    const [first] = views;
    const same = (view) => isDeepStrictEqual(view.roots, first.roots) && isDeepStrictEqual(view.vector, first.vector);
    const others = views.filter((view) => !same(view));
    if (others.length === 0) return;
    const names = (all) => all.map(({ name }) => name).join(", ");
    const [{ roots, vector }] = others;
    const message = `${names(views.filter(same))} have something else than ${names(others)}`;
    assert.deepEqual({ roots: first.roots, vector: first.vector }, { roots, vector }, message);
  }
}

function vectorOf(doc) {
  return Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(doc)));
}
