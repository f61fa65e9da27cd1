// A server of its own for each story: a free port, a database in a temporary folder, killed at the end.

import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { roundtable } from "./places.mjs";
import { until } from "./wait.mjs";

const run = promisify(execFile);

/** The most of the log that is kept to explain a failure, in characters. */
const LOG = 200_000;

export class Server {
  #process = null;
  #ended = null;

  constructor(home, port, words) {
    this.home = home;
    this.port = port;
    this.words = words;
    this.url = `http://127.0.0.1:${port}`;
    this.database = `sqlite:${join(home, "roundtable.db")}`;
    this.log = "";
  }

  /** A server that answers; `demo` fills its database first, `words` are further options of `serve`. */
  static async open({ demo = null, words = [] } = {}) {
    const home = await mkdtemp(join(tmpdir(), "roundtable-"));
    const server = new Server(home, await freePort(), words);
    try {
      if (demo) server.demo = await server.#fill(demo);
      await server.start();
    } catch (error) {
      await server.close();
      throw error;
    }
    return server;
  }

  /** Starts on the same port and database as ever, and waits until it is ready. */
  async start() {
    const words = ["serve", "--listen", `127.0.0.1:${this.port}`, "--database", this.database];
    const child = spawn(roundtable, [...words, "--public-url", this.url, ...this.words]);
    const note = (text) => {
      this.log = (this.log + text).slice(-LOG);
    };
    child.stdout.on("data", note);
    child.stderr.on("data", note);
    child.on("error", (error) => note(String(error)));
    this.#process = child;
    this.#ended = new Promise((resolve) => child.on("close", resolve));
    await until("the server is ready", async () => {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
        throw new Error(`the server ended before it was ready:\n${this.log}`);
      }
      return this.answers("/readyz");
    });
  }

  /** Whether a path answers with success. */
  async answers(path) {
    return fetch(this.url + path).then(
      (response) => response.ok,
      () => false,
    );
  }

  /** The end without warning: `kill -9`. */
  async kill() {
    await this.#end("SIGKILL");
  }

  /** The end as an administrator asks for it; returns the exit code. */
  async stop() {
    return this.#end("SIGTERM");
  }

  /** Killed, and started again. */
  async restart() {
    await this.kill();
    await this.start();
  }

  /** What the `roundtable` command prints, on this server's database. */
  async command(...words) {
    const { stdout } = await run(roundtable, words, { cwd: this.home, maxBuffer: 64 << 20 });
    return stdout;
  }

  /** The link of a demo's invitation, by role and, where there are several, the place in their order. */
  link(role, place = 0) {
    const invitations = this.demo.invitations.filter((invitation) => invitation.role === role);
    const { link } = invitations[place];
    return `${this.url}/join${link.slice(link.indexOf("#"))}`;
  }

  /** Ends the process and forgets the database. */
  async close() {
    await this.kill();
    await rm(this.home, { recursive: true, force: true });
  }

  async #fill({ tables = 1, delegations = 4 }) {
    const amounts = ["--tables", String(tables), "--delegations", String(delegations)];
    return JSON.parse(await this.command("demo", "--database", this.database, ...amounts, "--json"));
  }

  async #end(signal) {
    const child = this.#process;
    this.#process = null;
    if (!child) return null;
    child.kill(signal);
    return this.#ended;
  }
}

/** A port that nobody listens on, kept over restarts. */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
