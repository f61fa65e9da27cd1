// Clients of tokio-tungstenite and yrs, in a process of their own that is told what to do.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { joined } from "./delta.mjs";
import { Peer } from "./peer.mjs";
import { ROOTS } from "./words.mjs";

/** The process. It answers in the order in which it is asked. */
export class Seats {
  #waiting = [];
  #said = "";

  constructor(binary) {
    this.process = spawn(binary, { stdio: ["pipe", "pipe", "pipe"] });
    this.process.stderr.on("data", (words) => (this.#said = (this.#said + words).slice(-4_000)));
    createInterface({ input: this.process.stdout }).on("line", (line) => {
      if (line.startsWith("{")) this.#waiting.shift()?.resolve(JSON.parse(line));
    });
    const end = () => {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error(`the seats' process ended:\n${this.#said}`));
    };
    this.process.on("error", (error) => ((this.#said += error), end()));
    this.process.on("close", end);
    this.process.stdin.on("error", () => {});
  }

  ask(words) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.process.stdin.write(`${JSON.stringify(words)}\n`);
      if (this.process.exitCode !== null) reject(new Error(`the seats' process has ended:\n${this.#said}`));
    });
  }

  end() {
    this.process.kill("SIGKILL");
  }
}

export class Seat extends Peer {
  constructor(name, wire, seats) {
    super(name, wire);
    this.seats = seats;
    this.isOut = true;
  }

  #ask(what, more = {}) {
    return this.seats.ask({ do: what, seat: this.name, ...more });
  }

  /** Takes the seat by an invitation's secret, to write by that client id. */
  async begin(client, table, secret) {
    await this.#ask("join", { door: this.wire.address, table, secret, client });
    await this.reconnect();
  }

  async reconnect() {
    this.isOut = !(await this.#ask("return")).back;
  }

  async say(word) {
    await this.#ask("say", { text: word });
    return true;
  }

  async heard(frames) {
    await this.#ask("hear", { frames });
    return true;
  }

  async isAlone() {
    // This client only comes back when it is told to.
    if (!this.isOut) await this.#ask("drop");
    this.isOut = true;
    return true;
  }

  edit(root, dice) {
    return this.#ask("edit", { root, seed: dice.below(2 ** 31) });
  }

  async contents() {
    const { roots } = await this.#ask("tell", { roots: ROOTS });
    return Object.fromEntries(Object.entries(roots).map(([root, delta]) => [root, joined(delta)]));
  }

  async vector() {
    return (await this.#ask("tell", { roots: ROOTS })).vector;
  }

  saved() {
    return this.#ask("save");
  }
}
