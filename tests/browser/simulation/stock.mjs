// A stock client: Yjs and y-websocket as their authors ship them.

import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

import { socketOf } from "../harness/seat.mjs";
import { deltas } from "./delta.mjs";
import { Peer } from "./peer.mjs";
import { ROOTS, WORDS } from "./words.mjs";

const MARKS = [["strong", true], ["strong", null], ["em", true], ["em", null], ["link", "https://example.org/"]];
const FORMS = [["t", "h2"], ["t", "ul"], ["t", "ol"], ["t", null], ["indent", 2], ["indent", null], ["quote", true], ["dir", "rtl"]];

export class Stock extends Peer {
  /** `tabs` names the browser whose tabs tell each other directly; without it, this is one by itself. */
  constructor(name, wire, seat, { tabs = null, reads = false } = {}) {
    super(name, wire);
    this.seat = seat;
    this.tabs = tabs;
    wire.mayLag = tabs !== null;
    this.onlyReads = reads;
  }

  /** A new document under a client id of its own. */
  begin(client) {
    this.end();
    this.wire.forget();
    this.doc = new Y.Doc();
    this.doc.clientID = client;
    this.undo = new Y.UndoManager(ROOTS.map((root) => this.doc.getText(root)), { captureTimeout: 0, trackedOrigins: new Set([this]) });
    const Socket = socketOf(this.seat);
    class Counting extends Socket {
      frames = 0;
      constructor(...words) {
        super(...words);
        this.on("message", () => (this.frames += 1));
      }
    }
    const options = { WebSocketPolyfill: Counting, connect: false, disableBc: !this.tabs };
    this.provider = new WebsocketProvider(`ws://${this.wire.address}/live`, this.seat.tables[0], this.doc, options);
    if (this.tabs) this.provider.bcChannel = this.tabs;
    this.provider.connect();
  }

  async renew(client) {
    await this.leaves();
    this.begin(client);
    await this.returns();
  }

  end() {
    this.provider?.destroy();
    // Ends awareness too, whose timer would keep this process alive.
    this.doc?.destroy();
  }

  // What another tab tells does not come over the wire.
  get isKnown() {
    return !this.tabs && super.isKnown;
  }

  say(word) {
    const { ws } = this.provider;
    if (ws?.readyState !== 1) return false;
    ws.send(word);
    return true;
  }

  heard(frames) {
    return this.provider.ws?.frames >= frames;
  }

  isAlone() {
    return !this.provider.wsconnected;
  }

  reconnect() {
    this.provider.connect();
  }

  contents() {
    return deltas(this.doc, ROOTS);
  }

  vector() {
    return Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(this.doc)));
  }

  /** Writes, deletes, formats or takes back something somewhere. */
  edit(root, dice) {
    if (this.onlyReads) return;
    const text = this.doc.getText(root);
    const whole = text.toString();
    const places = placesIn(whole);
    const anywhere = dice.below(places.length);
    // Now and then what was marked as a whole is deleted as a whole.
    const from = dice.below(2) ? anywhere : anywhere - (anywhere % 4);
    const to = Math.min(from + dice.below(4), places.length - 1);
    const [at, length] = [places[from], places[to] - places[from]];
    const change = dice.weighted([
      [40, () => text.insert(at, dice.pick(WORDS))],
      [6, () => text.insert(at, dice.pick(WORDS), { em: true })],
      [8, () => text.insert(at, "\n", dice.pick([{}, { t: "h1" }, { t: "ul", indent: 1 }]))],
      [2, () => text.insert(at, `${dice.pick(WORDS)}\n${dice.pick(WORDS).repeat(9)}\n${dice.pick(WORDS)}`)],
      [1, () => text.insert(0, dice.pick(WORDS))],
      [16, () => length && text.delete(at, length)],
      [15, () => length && text.format(at, length, Object.fromEntries([dice.pick(MARKS)]))],
      [8, () => formBlock(text, whole, dice)],
      [7, null],
      [4, undefined],
    ]);
    if (change) this.doc.transact(change, this);
    else if (change === null) this.undo.undo();
    else this.undo.redo();
  }
}

function formBlock(text, whole, dice) {
  const newlines = [...whole.matchAll(/\n/g)].map((match) => match.index);
  if (newlines.length > 0) text.format(dice.pick(newlines), 1, Object.fromEntries([dice.pick(FORMS)]));
}

/** Offsets between which no character is torn apart, after the first newline if it is there. */
function placesIn(text) {
  const places = text.startsWith("\n") ? [] : [0];
  let at = 0;
  for (const letter of text) places.push((at += letter.length));
  return places;
}
