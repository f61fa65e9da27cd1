// All of the editor's tests.

import { clipboardTests } from "./clipboards.ts";
import { composingTests } from "./composing.ts";
import { type Core, coresFrom, freshCore } from "./core.ts";
import { intentTests } from "./intent.ts";
import { markingTests } from "./marking.ts";
import { pastingTests } from "./pasting.ts";
import { searchingTests } from "./searching.ts";
import { simulate } from "./simulation.ts";
import { strangerTests } from "./strangers.ts";
import { runAll, test } from "./suite.ts";
import { typingTests } from "./typing.ts";
import { undoTests } from "./undo.ts";
import { writingTests } from "./writing.ts";

/** How many transactions the simulation writes, and how often the undo tests run. */
const DAILY = { transactions: 4_000, undo: 60 };
const LONG = { transactions: 100_000, undo: 600 };

/** Runs everything, or only what a seed that failed had done; returns how many failed. */
export function run(fresh: () => Core, { long, seed }: { long: boolean; seed?: number }): number {
  coresFrom(fresh);
  const { transactions, undo } = long ? LONG : DAILY;
  const first = seed ?? 1 + (Date.now() % 1_000_000_000);
  console.log(`seed ${first}${seed === undefined ? "" : " (given)"}`);
  if (seed === undefined) {
    strangerTests();
    intentTests();
    typingTests();
    pastingTests();
    clipboardTests();
    composingTests();
    searchingTests();
    markingTests();
    writingTests();
  }
  undoTests(first, seed === undefined ? undo : 1);
  const wanted = seed === undefined ? transactions : 1;
  test(`three peers, at least ${wanted} transactions: every editor shows its document after every step`, () => {
    let written = 0;
    for (let at = first; written < wanted; at++) {
      freshCore();
      written += simulate(at);
    }
    console.log(`     ${written} transactions`);
  });
  return runAll();
}
