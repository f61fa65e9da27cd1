// A small test suite: names, verdicts, a closing line.

import { freshCore } from "./core.ts";

type Test = { name: string; act: () => void };

const tests: Test[] = [];

/** Registers a test. */
export function test(name: string, act: () => void): void {
  tests.push({ name, act });
}

/** Runs all of them; returns how many failed. */
export function runAll(): number {
  let failed = 0;
  for (const { name, act } of tests) {
    const start = Date.now();
    try {
      freshCore();
      act();
      console.log(`ok   ${name} (${Date.now() - start} ms)`);
    } catch (error) {
      failed++;
      console.log(`FAIL ${name}\n${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  console.log(`${tests.length - failed} passed, ${failed} failed`);
  return failed;
}

/** Fails unless the two are the same value. */
export function equal<T>(got: T, wanted: T, where = ""): void {
  const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${where}\n got    ${a}\n wanted ${b}`);
}

export function ok(value: unknown, where: string): void {
  if (!value) throw new Error(where);
}
