// A story: some servers, some people, and an end at which everything is put away and every complaint counts.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import test, { after } from "node:test";

import { Person, launch } from "./browser.mjs";
import { folder } from "./places.mjs";
import { Server } from "./server.mjs";
import { Wire } from "./wire.mjs";

/** Longer than any honest story; a hang must not stop the night's run. */
const PATIENCE = 180_000;

let browser = null;
after(() => browser?.close());

/** Tells a story; `tell` gets the room. It fails on any console error, page error or crash not announced as trouble. */
export function story(name, tell, { patience = PATIENCE } = {}) {
  test(name, async () => {
    const room = new Room(name);
    try {
      await within(patience, tell(room));
      room.hearComplaints();
    } catch (error) {
      await room.leaveEvidence();
      throw error;
    } finally {
      await room.close();
    }
  });
}

/** What a story happens in. */
class Room {
  #people = [];
  #servers = [];
  #wires = [];
  #ends = [];

  constructor(name) {
    this.name = name;
  }

  /** A server of the story's own; see `Server.open` for the options. */
  async server(options) {
    const server = await Server.open(options);
    this.#servers.push(server);
    return server;
  }

  /** A person in front of a server; `options` are those of a Playwright context. */
  async person(name, server, options) {
    browser ??= await launch();
    const person = await Person.enter(browser, name, server.url, options);
    this.#people.push(person);
    return person;
  }

  /** A wire to a server, for people whose connection is to break. */
  async wire(server) {
    const wire = await Wire.lay(server);
    this.#wires.push(wire);
    return wire;
  }

  /** Puts something away at the end. */
  ends(end) {
    this.#ends.push(end);
  }

  /** Fails if any page complained. */
  hearComplaints() {
    const complaints = this.#people.flatMap((person) => person.complaints);
    if (complaints.length > 0) {
      throw new Error(`pages complained:\n${complaints.join("\n")}`);
    }
  }

  /** Leaves what everybody saw, and what the servers said, in `test-results`. */
  async leaveEvidence() {
    const place = (what) => join(folder, "test-results", `${slug(this.name)}-${what}`);
    for (const { name, page, complaints } of this.#people) {
      await page.screenshot({ path: place(`${slug(name)}.png`) }).catch(() => {});
      if (complaints.length > 0) await writeFile(place(`${slug(name)}.txt`), complaints.join("\n"));
    }
    for (const server of this.#servers) {
      await writeFile(place(`server-${server.port}.log`), server.log);
    }
  }

  async close() {
    for (const end of this.#ends) end();
    await Promise.all(this.#people.map(({ context }) => context.close().catch(() => {})));
    await Promise.all([...this.#wires, ...this.#servers].map((one) => one.close()));
  }
}

/** Not the test runner's own timeout: that one would end the story without closing the room. */
async function within(patience, telling) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not told within ${patience / 1000} s`)), patience);
  });
  await Promise.race([telling, late]).finally(() => clearTimeout(timer));
}

function slug(text) {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
}
