// A wire between a browser and a server, which a story can cut and mend: connections through it end as they do on bad
// Wi-Fi, without a goodbye.

import { connect, createServer } from "node:net";

/** How a server says that a websocket is open. */
const SWITCHED = "HTTP/1.1 101";

export class Wire {
  #carrier;
  #ends = new Set();
  #isCut = false;
  #isDeaf = false;
  #delay = 0;
  #waiting = 0;
  #line = Promise.resolve();
  #endTrouble = null;
  /** How many connections were tried. */
  tries = 0;

  /** Lays a wire to a server; what goes through it asks for `wire.url`. */
  static async lay(server) {
    const wire = new Wire();
    wire.#carrier = createServer((near) => wire.#carry(near, server.port));
    await new Promise((resolve) => wire.#carrier.listen(0, "127.0.0.1", resolve));
    wire.url = `http://127.0.0.1:${wire.#carrier.address().port}`;
    return wire;
  }

  /** Cuts the wire; until it is mended and the page is back, Chromium complains of what it cannot reach. */
  async cut(person) {
    this.#isCut = true;
    if (!this.#endTrouble) person.throughTrouble(() => new Promise((resolve) => (this.#endTrouble = resolve)));
    this.#hangUp();
    await person.page.locator('[data-keeping="offline"]').waitFor();
  }

  /** From now on connections are made and nothing comes of them, as on a network that has lost its way out. */
  async deafen(person) {
    await this.cut(person);
    this.#isDeaf = true;
  }

  /** Lets connections through again; those that hang go on hanging. */
  mend() {
    this.#isCut = false;
    this.#isDeaf = false;
  }

  /** From now on, what the server says takes so long, in milliseconds, as on a network that is overloaded. */
  slow(delay) {
    this.#delay = delay;
  }

  async close() {
    this.#hangUp();
    await new Promise((resolve) => this.#carrier.close(resolve));
  }

  #hangUp() {
    for (const end of this.#ends) end.destroy();
  }

  #carry(near, port) {
    this.tries += 1;
    if (this.#isDeaf) return this.#ends.add(near.on("error", () => {}));
    if (this.#isCut) return near.destroy();
    const far = connect(port, "127.0.0.1");
    far.once("data", (answer) => {
      if (answer.subarray(0, SWITCHED.length).toString() === SWITCHED) this.#reached();
    });
    for (const [end, other] of [
      [near, far],
      [far, near],
    ]) {
      this.#ends.add(end);
      end.setNoDelay(true);
      // The other end goes with it; why it went is of no interest.
      end.on("error", () => {});
      end.on("close", () => {
        this.#ends.delete(end);
        other.destroy();
      });
      if (end === near) end.pipe(other);
      else end.on("data", (bytes) => this.#later(() => near.writable && near.write(bytes)));
    }
    return near;
  }

  /** At once while the wire is fast; in order in any case. */
  #later(send) {
    if (this.#delay === 0 && this.#waiting === 0) return send();
    this.#waiting += 1;
    const due = Date.now() + this.#delay;
    this.#line = this.#line.then(async () => {
      await new Promise((resolve) => setTimeout(resolve, due - Date.now()));
      this.#waiting -= 1;
      send();
    });
  }

  #reached() {
    this.#endTrouble?.();
    this.#endTrouble = null;
  }
}
