// Somebody else at the table, without a browser: fills a text, then types in it for as long as one measures.

import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

import { join, socketOf } from "./seat.mjs";
import { until } from "./wait.mjs";
import { write } from "./text.mjs";

/** How long a person takes between two keys, in milliseconds. */
const PACE = 180;

export class Other {
  #timer = null;
  #edits = 0;

  constructor(doc, provider, root) {
    this.doc = doc;
    this.provider = provider;
    this.root = root;
    this.text = doc.getText(root);
  }

  /** Takes a seat by an invitation's link and waits for the text. */
  static async comes(link, name, root) {
    const seat = await join(link, name);
    const doc = new Y.Doc();
    const address = `${seat.origin.replace(/^http/, "ws")}/live`;
    const provider = new WebsocketProvider(address, seat.tables[0], doc, { WebSocketPolyfill: socketOf(seat) });
    const other = new Other(doc, provider, root);
    await until("the other sees the text", () => other.text.length > 0);
    return other;
  }

  /** Fills the text, and waits until a newcomer could read it. */
  async fills(blocks) {
    write(this.text, blocks);
    await until("the text is sent", () => this.provider.ws?.bufferedAmount === 0);
  }

  /** Types at a place, with a caret that everybody sees, until `rests`. */
  types(index) {
    let place = this.#stick(index);
    const key = () => {
      const at = Y.createAbsolutePositionFromRelativePosition(place, this.doc).index;
      this.inserts(at, (this.#edits + 1) % 6 === 0 ? " " : "o");
      place = this.#stick(at + 1);
      this.points(at + 1);
      this.#timer = setTimeout(key, PACE);
    };
    key();
  }

  /** Writes something at a place. */
  inserts(index, text) {
    this.#edits += 1;
    this.text.insert(index, text, {});
  }

  /** Shows everybody a caret, or a selection. */
  points(head, anchor = head) {
    const ends = [anchor, head].map((index) => [...Y.encodeRelativePosition(this.#stick(index))]);
    const pointer = { root: this.root, anchor: ends[0], head: ends[1] };
    this.provider.awareness.setLocalState({ pointer, edits: this.#edits });
  }

  #stick(index) {
    return Y.createRelativePositionFromTypeIndex(this.text, index, -1);
  }

  rests() {
    clearTimeout(this.#timer);
  }

  leaves() {
    this.rests();
    this.provider.destroy();
    // Ends awareness too, whose timer would keep this process alive.
    this.doc.destroy();
  }
}
