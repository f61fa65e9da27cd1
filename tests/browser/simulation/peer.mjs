// Somebody at the table, whatever client they use. Subclasses know how to speak to it.

import { MARK } from "./wire.mjs";
import { until } from "../harness/wait.mjs";

let marks = 0;

/** Longer than anything takes on a busy machine, in milliseconds. */
const PATIENCE = 60_000;
const soon = (what, question) => until(what, question, PATIENCE, 2);

export class Peer {
  constructor(name, wire) {
    this.name = name;
    this.wire = wire;
  }

  get link() {
    return this.wire.link;
  }

  /** Whether a connection is open on both sides. */
  get isHere() {
    return Boolean(this.link?.near);
  }

  /** Whether what is said and heard on the wire is all there is to this client's document. Before that, yrs already
   * shows what has a place although words before it are missing, and Yjs does not. */
  get isKnown() {
    return this.isHere && this.link.hasCaughtUp && this.link.hasBeenTold;
  }

  /** Waits until all that this client has said so far waits at its end of the wire. */
  async hasSpoken() {
    const link = this.link;
    if (!link?.near) return;
    const word = MARK + (marks += 1);
    const marked = link.marked(word);
    if (await this.say(word)) await marked;
  }

  /** Waits until this client has taken in all that was handed to it. */
  async hasHeard() {
    const link = this.link;
    if (!link?.near) return;
    await soon(`${this.name} has heard ${link.delivered} frames`, () => !link.isOpen || this.heard(link.delivered));
  }

  /** The network goes, and the client notices. */
  async leaves() {
    this.wire.cut();
    await this.misses();
  }

  /** Waits until the client knows that it is alone. */
  async misses() {
    await soon(`${this.name} notices`, () => this.isAlone());
  }

  /** The network is back, and so is the client. */
  async returns() {
    this.wire.mend();
    await soon(`${this.name} is back`, async () => {
      if (!this.isHere) await this.reconnect();
      return this.isHere;
    });
    // The question with which every client begins.
    await this.hasSpoken();
  }
}
