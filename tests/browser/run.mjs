// The stories, told in a real browser against a real server: `node run.mjs [part of a story's name]`.
// `cargo xtask test` builds what is needed first; by hand, `cargo xtask build --quick` does, and `cargo build -p tests`
// for the seats of the simulation.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

import { folder, roundtable } from "./harness/places.mjs";
import { chromium } from "./harness/browser.mjs";

const [filter] = process.argv.slice(2);

if (!existsSync(roundtable)) {
  fail(`there is no server at ${roundtable}: run \`cargo xtask build --quick\``);
}
if (!chromium()) {
  fail("Chromium is missing: install chromium (or Google Chrome), or name it in CHROMIUM");
}

for (const results of ["screenshots", "test-results"]) {
  await rm(join(folder, results), { recursive: true, force: true });
  await mkdir(join(folder, results), { recursive: true });
}

const stories = (await readdir(join(folder, "stories")))
  .filter((name) => name.endsWith(".mjs"))
  .sort()
  .map((name) => join("stories", name));

// Two files at a time: most of a story is waiting, and more would be slower on two cores.
const words = ["--test", "--test-concurrency=2", "--test-force-exit", "--test-reporter=spec"];
if (filter) words.push(`--test-name-pattern=${escaped(filter)}`);

const teller = spawn(process.execPath, [...words, ...stories], { cwd: folder, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => teller.kill(signal));
teller.on("exit", (code) => {
  process.exitCode = code ?? 1;
});

/** The words of a filter as a pattern, whatever signs are in them. */
function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

function fail(why) {
  console.error(`stories: ${why}`);
  process.exit(1);
}
