// Our own client, in a browser, by keyboard.

import { deltas, shown } from "./delta.mjs";
import { Peer } from "./peer.mjs";
import { ROOTS, WORDS } from "./words.mjs";

const MOVES = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "Control+Home", "Control+End"];
const FORMS = ["Control+Alt+1", "Control+Alt+0", "Control+Shift+7", "Control+Shift+8", "Control+Shift+9", "Control+]", "Control+["];
const MARKS = ["Control+b", "Control+i", "Control+u"];

export class Page extends Peer {
  constructor(person, wire) {
    super(person.name, wire);
    this.person = person;
    this.page = person.page;
    this.root = ROOTS[0];
    this.panics = [];
    // Complaints about the network are part of the plan; these never are.
    this.page.on("pageerror", (error) => this.panics.push(error.stack ?? String(error)));
    this.page.on("console", (message) => {
      if (/panicked|not understood|RuntimeError/.test(message.text())) this.panics.push(message.text());
    });
  }

  /** The seed decides what the page takes for chance, such as its client id, which breaks ties. */
  async begin(link, seed) {
    await this.person.context.addInitScript(watchSockets);
    await this.person.context.addInitScript(drawsBy, seed);
    await this.page.goto(this.wire.by(link));
    await this.page.getByLabel("Your name").fill(this.name);
    await this.page.getByRole("button", { name: "Join" }).click();
    await this.turnsTo(this.root);
  }

  /** Loads the page again: to the document, that is somebody new. */
  async renew() {
    this.wire.forget();
    this.wire.flows = true;
    await this.page.reload();
    await this.turnsTo(this.root);
    await this.saved();
    this.wire.flows = false;
  }

  /** Opens another question, with the caret in its joint answer. */
  async turnsTo(root) {
    await this.page.locator(`nav.agenda a[href="#question/${root.split("/")[1]}"]`).click();
    this.root = root;
    const box = this.page.getByRole("textbox", { name: "Joint answer" });
    await box.waitFor();
    await box.focus();
  }

  say(word) {
    return this.page.evaluate(saysOnSocket, word);
  }

  heard(frames) {
    return this.page.evaluate((wanted) => window.tableSocket?.frames >= wanted, frames);
  }

  isAlone() {
    return this.page.evaluate(() => !window.tableSocket || window.tableSocket.readyState === WebSocket.CLOSED);
  }

  /** As a browser tells a page that the network is back. */
  async reconnect() {
    await this.page.evaluate(() => window.dispatchEvent(new Event("online")));
  }

  /** What the editor shows, and what it should. */
  async contents() {
    return { [this.root]: await this.page.evaluate(readsEditor) };
  }

  expected() {
    return { [this.root]: shown(deltas(this.wire.passed, [this.root])[this.root]) };
  }

  async edit(root, dice) {
    if (dice.below(12) === 0) await this.turnsTo(root);
    for (let times = 1 + dice.below(3); times > 0; times--) await this.#act(dice);
    // A task later everything that a key caused has been sent.
    await this.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  }

  async #act(dice) {
    const { keyboard } = this.page;
    const press = async (key, most = 1) => {
      for (let times = 1 + dice.below(most); times > 0; times--) await keyboard.press(key);
    };
    const act = dice.weighted([
      [30, () => keyboard.insertText(dice.pick(WORDS))],
      [8, () => keyboard.type("typed ")],
      [10, () => press("Enter")],
      [10, () => press(dice.pick(["Backspace", "Delete"]), 3)],
      [15, () => press(dice.pick(MOVES), 4)],
      [12, async () => {
        await press(`Shift+${dice.pick(["ArrowLeft", "ArrowRight", "ArrowUp", "Home"])}`, 6);
        await press(dice.pick([...MARKS, "Backspace"]));
      }],
      [8, () => press(dice.pick(FORMS))],
      [8, () => press("Control+z", 2)],
      [4, () => press("Control+Shift+z", 2)],
    ]);
    await act();
  }

  async saved() {
    await this.page.locator('[data-keeping="saved"]').waitFor();
  }
}

/** In the page: keeps the websocket in sight, and counts what comes. */
function watchSockets() {
  window.WebSocket = class extends WebSocket {
    frames = 0;
    constructor(...words) {
      super(...words);
      window.tableSocket = this;
      this.addEventListener("message", ({ data }) => {
        if (typeof data !== "string") this.frames += 1;
      });
    }
  };
}

/** In the page: another draw each time it is loaded. */
function drawsBy(seed) {
  const loads = Number(sessionStorage.getItem("loads") ?? 0);
  sessionStorage.setItem("loads", loads + 1);
  let state = (seed + loads * 7919) | 0;
  const draw = () => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32;
  };
  Math.random = draw;
  crypto.getRandomValues = (array) => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    bytes.forEach((_, at) => (bytes[at] = draw() * 256));
    return array;
  };
}

/** In the page. */
function saysOnSocket(word) {
  const socket = window.tableSocket;
  if (socket?.readyState !== WebSocket.OPEN) return false;
  socket.send(word);
  return true;
}

/** In the page: the editor's document as runs; ProseMirror leaves it on its element. */
function readsEditor() {
  const doc = document.querySelector(".ProseMirror")?.pmViewDesc?.node;
  const runs = [];
  doc?.forEach((block) => {
    const { level, kind, indent, dir, quote } = block.attrs;
    const all = { t: block.type.name === "heading" ? `h${level}` : kind, indent, dir, quote };
    runs.push({ insert: "\n", attributes: Object.fromEntries(Object.entries(all).filter(([, value]) => value)) });
    block.forEach((node) => {
      const marks = node.marks.map((mark) => [mark.type.name, mark.attrs.href ?? true]);
      runs.push({ insert: node.text, attributes: Object.fromEntries(marks) });
    });
  });
  return runs;
}
