// What a page looks like, to the eye and to a screen reader.

import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

import { folder } from "./places.mjs";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Fails on any violation that axe finds on the page, or in the part that `within` selects. */
export async function axe(page, { within = null } = {}) {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async (selector) => {
    const root = selector ? document.querySelector(selector) : document;
    const found = await window.axe.run(root, { resultTypes: ["violations"] });
    return found.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map(({ html, failureSummary }) => `${html}\n      ${failureSummary}`),
    }));
  }, within);
  if (violations.length === 0) return;
  const report = violations.map(({ id, help, nodes }) => `  ${id}: ${help}\n    ${nodes.join("\n    ")}`);
  throw new Error(`axe at ${page.url()}:\n${report.join("\n")}`);
}

/** Fails when the page is wider than its window, so that one would have to push it sideways to read it. */
export async function fits(page) {
  const [wide, room] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return [scrollWidth, clientWidth];
  });
  if (wide > room) throw new Error(`${page.url()} is ${wide} px wide in a window of ${room} px`);
}

/** Leaves a picture of the page in `screenshots`. */
export async function shot(page, name, options = {}) {
  const pictures = join(folder, "screenshots");
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: "disabled", ...options });
}
