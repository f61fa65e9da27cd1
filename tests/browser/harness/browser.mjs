// Chromium, and the people who look through it.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

import { chromium as playwright } from "playwright-core";

import { watchWords } from "./words.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Where Chromium is installed: `CHROMIUM`, or the first of its names on the `PATH`. */
export function chromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return candidates.find(executable) ?? null;
}

/** A browser without a window, that asks nobody for anything. */
export async function launch() {
  const root = process.getuid?.() === 0;
  return playwright.launch({
    executablePath: chromium(),
    headless: true,
    // As root, Chromium's sandbox refuses to start.
    chromiumSandbox: !root,
    args: [
      ...(root ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** One person in a browser context of their own; whatever the page complains of is noted. */
export class Person {
  #troubled = 0;
  #tolerated = [];

  constructor(name, context, page) {
    this.name = name;
    this.context = context;
    this.page = page;
    this.complaints = [];
    this.#watch(page);
    context.on("page", (opened) => this.#watch(opened));
  }

  /** Opens a context; `options` are Playwright's, such as `viewport`, `locale` or `colorScheme`. A `newcomer` is shown the first steps. */
  static async enter(browser, name, url, { newcomer = false, ...options } = {}) {
    const context = await browser.newContext({
      baseURL: url,
      locale: "en-GB",
      reducedMotion: "reduce",
      viewport: { width: 1280, height: 800 },
      acceptDownloads: true,
      ...options,
    });
    context.setDefaultTimeout(15_000);
    await context.addInitScript(watchWords);
    if (!newcomer) await context.addInitScript(knowsTheRoom);
    return new Person(name, context, await context.newPage());
  }

  /** Complaints of this kind are the harness's fault, not the page's. */
  tolerates(kind) {
    this.#tolerated.push(kind);
  }

  /** Complaints during `work` are expected: the server is being killed, or the network cut. */
  async throughTrouble(work) {
    this.#troubled += 1;
    try {
      return await work();
    } finally {
      this.#troubled -= 1;
    }
  }

  /** From now on complaints are expected. */
  expectsTrouble() {
    this.#troubled += 1;
  }

  #watch(page) {
    const note = (what) => {
      if (this.#tolerated.some((kind) => kind.test(what))) return;
      if (this.#troubled === 0) this.complaints.push(`${this.name}: ${what}`);
    };
    page.on("console", (message) => {
      if (message.type() !== "error") return;
      note(`${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => note(error.stack ?? String(error)));
    page.on("crash", () => note("the page crashed"));
  }
}

/** Whoever has been at a table in this browser before is not shown the first steps. */
function knowsTheRoom() {
  try {
    localStorage.setItem("roundtable.tour", "facilitator delegate others");
  } catch {
    // A page of nobody's has no storage.
  }
}

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
