// The network between one person and a server, which holds back, cuts and mends what passes.
//
// The order within one websocket always stays. Pings in words are answered here: a frame that is held
// back on purpose must not pass for a server that is gone.

import { createServer, request } from "node:http";

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import WebSocket, { WebSocketServer } from "ws";
import * as Y from "yjs";

/** The number of the table's document. */
const TABLE = 0;
const SYNC = 0;
const [STEP1, STEP2] = [0, 1];
/** How a text frame begins by which somebody says that everything before it has been said. */
export const MARK = "mark ";
/** Close codes that ask for coming back; the others are refusals. */
const TRANSIENT = new Set([1000, 1001, 1005, 1006, 1012]);
/** Asks for coming back because something is missing, which is no fault if another tab was to bring it. */
const RESYNC = 4509;

export class Wire {
  #proxy = createServer((asked, answer) => this.#forward(asked, answer));
  #sockets = new Set();
  #sitting = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  /** The connection, while there is one. */
  link = null;
  isCut = false;
  /** The first close that was a refusal. */
  refusal = null;

  constructor(server, name) {
    this.server = server;
    this.name = name;
    /** Whether this person hears by other ways what the server does not have yet. */
    this.mayLag = false;
    /** Whether everything passes at once. */
    this.flows = true;
    /** All that was said and heard here: what this person's document must hold while they are connected. */
    this.passed = onlooker();
  }

  static async open(server, name) {
    const wire = new Wire(server, name);
    wire.#proxy.on("connection", (socket) => {
      wire.#sockets.add(socket);
      socket.on("close", () => wire.#sockets.delete(socket));
    });
    wire.#proxy.on("upgrade", (asked, socket, head) => wire.#upgrade(asked, socket, head));
    await new Promise((resolve) => wire.#proxy.listen(0, "127.0.0.1", resolve));
    wire.address = `127.0.0.1:${wire.#proxy.address().port}`;
    wire.url = `http://${wire.address}`;
    return wire;
  }

  /** A link of the server's, by this way. */
  by(link) {
    return link.replace(this.server.url, this.url);
  }

  cut() {
    this.isCut = true;
    this.link?.break();
  }

  mend() {
    this.isCut = false;
  }

  /** Forgets what was said and heard: the person begins anew. */
  forget() {
    this.passed.destroy();
    this.passed = onlooker();
  }

  async close() {
    this.cut();
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#proxy.close(resolve));
    this.passed.destroy();
  }

  #forward(asked, answer) {
    const { hostname, port } = new URL(this.server.url);
    const headers = { ...asked.headers, host: `${hostname}:${port}` };
    if (headers.origin) headers.origin = this.server.url;
    const onward = request({ hostname, port, path: asked.url, method: asked.method, headers }, (came) => {
      answer.writeHead(came.statusCode, came.headers);
      came.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    asked.pipe(onward);
  }

  #upgrade(asked, socket, head) {
    socket.on("error", () => socket.destroy());
    if (this.isCut || this.link) {
      // A second one would be the first one's successor, before the first is seen to be gone.
      this.link?.break();
      socket.destroy();
      return;
    }
    const protocols = asked.headers["sec-websocket-protocol"]?.split(/,\s*/) ?? [];
    const headers = { cookie: asked.headers.cookie ?? "", origin: this.server.url };
    const far = new WebSocket(this.server.url.replace(/^http/, "ws") + asked.url, protocols, { headers, perMessageDeflate: false });
    const link = new Link(this, far);
    this.link = link;
    far.once("open", () => {
      if (this.link !== link) return socket.destroy();
      this.#sitting.handleUpgrade(asked, socket, head, (near) => link.join(near));
    });
    far.once("close", () => {
      if (!link.near) socket.destroy();
    });
  }
}

/** One websocket, in two halves. */
class Link {
  /** What waits on either side. */
  up = [];
  down = [];
  near = null;
  isOpen = true;
  /** Whether all that was written before this connection has been said on it. */
  hasCaughtUp = false;
  /** Whether the person has been handed all that they lacked when they came. */
  hasBeenTold = false;
  /** How many binary frames were handed to the person. */
  delivered = 0;
  /** Who asked for what is missing, in order: the person, or whoever waits for the answer here. */
  #asked = [];
  #marks = new Map();
  #ended = promise();

  constructor(wire, far) {
    this.wire = wire;
    this.far = far;
    far.on("message", (data, isBinary) => this.#answered({ data, isBinary }));
    far.on("error", () => this.break());
    far.on("close", (code, reason) => this.#closed(code, String(reason)));
  }

  join(near) {
    this.near = near;
    if (this.wire.flows) this.passDown(Infinity);
    near.on("message", (data, isBinary) => this.#said({ data, isBinary }));
    near.on("error", () => this.break());
    near.on("close", () => this.break());
  }

  /** Breaks off on both sides without a word; what was held back is lost. */
  break() {
    if (!this.isOpen) return;
    this.isOpen = false;
    if (this.wire.link === this) this.wire.link = null;
    this.far.terminate();
    this.near?.terminate();
    this.#ended.resolve();
  }

  /** Hands so many of the person's sync frames on to the server. */
  passUp(count) {
    return this.#pass(this.up, count, (frame) => {
      if (this.#sync(frame)[0] === STEP1) this.#asked.push(null);
      this.far.send(frame.data, { binary: frame.isBinary });
    });
  }

  /** Hands so many of the server's sync frames on to the person. */
  passDown(count) {
    return this.#pass(this.down, count, (frame) => {
      const [kind, body] = this.#sync(frame);
      if (kind !== null && kind !== STEP1) Y.applyUpdate(this.wire.passed, body);
      if (kind === STEP2) this.hasBeenTold = true;
      if (frame.isBinary) this.delivered += 1;
      this.near.send(frame.data, { binary: frame.isBinary });
    });
  }

  /** Waits until the server has done all that was passed on, and told this seat of it. */
  async answered() {
    if (this.far.readyState !== WebSocket.OPEN) return;
    const encoder = encoding.createEncoder();
    if (this.#hasHandles()) encoding.writeVarUint(encoder, TABLE);
    encoding.writeVarUint(encoder, SYNC);
    encoding.writeVarUint(encoder, STEP1);
    encoding.writeVarUint8Array(encoder, Y.encodeStateVector(this.wire.passed));
    const answer = promise();
    this.#asked.push(answer);
    this.far.send(encoding.toUint8Array(encoder));
    await Promise.race([answer.promise, this.#ended.promise]);
  }

  /** Waits until the person has said that word. */
  async marked(word) {
    const mark = promise();
    this.#marks.set(word, mark.resolve);
    await Promise.race([mark.promise, this.#ended.promise]);
  }

  /** Whether the number of a document stands before each message: under our own subprotocol. */
  #hasHandles() {
    return this.far.protocol.startsWith("roundtable.");
  }

  /** The kind and body of a sync frame on the table's document; nulls for any other. */
  #sync({ data, isBinary }) {
    if (!isBinary) return [null, null];
    const decoder = decoding.createDecoder(new Uint8Array(data.buffer, data.byteOffset, data.length));
    if (this.#hasHandles() && decoding.readVarUint(decoder) !== TABLE) return [null, null];
    if (decoding.readVarUint(decoder) !== SYNC) return [null, null];
    return [decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder)];
  }

  #pass(queue, count, pass) {
    let left = count;
    while (this.isOpen && queue.length > 0) {
      if (this.#sync(queue[0])[0] !== null && left-- === 0) return;
      pass(queue.shift());
    }
  }

  #said(frame) {
    const words = frame.isBinary ? "" : String(frame.data);
    if (words.startsWith(MARK)) {
      this.#marks.get(words)?.();
      this.#marks.delete(words);
    } else if (words.includes('"ping"')) {
      this.near.send(JSON.stringify({ say: "pong" }));
    } else {
      const [kind, body] = this.#sync(frame);
      if (kind !== null && kind !== STEP1) Y.applyUpdate(this.wire.passed, body);
      if (kind === STEP2) this.hasCaughtUp = true;
      this.up.push(frame);
      if (this.wire.flows) this.passUp(Infinity);
    }
  }

  #answered(frame) {
    const asker = this.#sync(frame)[0] === STEP2 ? this.#asked.shift() : null;
    if (asker) return asker.resolve();
    this.down.push(frame);
    if (this.wire.flows && this.near) this.passDown(Infinity);
  }

  #closed(code, reason) {
    if (!TRANSIENT.has(code) && !(code === RESYNC && this.wire.mayLag)) this.wire.refusal ??= `${code} ${reason}`;
    // What the person hears of it is what they would hear without a wire.
    if (code === 1005 || code === 1006) this.near?.terminate();
    else this.near?.close(code, reason);
    this.isOpen = false;
    if (this.wire.link === this) this.wire.link = null;
    this.#ended.resolve();
  }
}

/** A document that only holds what it is given. Yjs would tidy up formatting by itself, as not everybody does. */
function onlooker() {
  const doc = new Y.Doc();
  doc.on("afterTransaction", (transaction) => {
    transaction._needFormattingCleanup = false;
  });
  return doc;
}

/** A promise that others keep. */
function promise() {
  const kept = {};
  kept.promise = new Promise((resolve) => {
    kept.resolve = resolve;
  });
  return kept;
}
