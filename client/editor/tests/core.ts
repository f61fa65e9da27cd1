// The prose core in wasm. Each test takes a fresh one, so that a seed replays exactly.

import type * as Glue from "roundtable-client";

export type Core = typeof Glue;

let source: (() => Core) | undefined;
let current: Core | undefined;

/** Says where fresh cores come from. */
export function coresFrom(fresh: () => Core): void {
  source = fresh;
}

/** Begins anew: nothing made before may be used after. */
export function freshCore(): void {
  current = source?.();
}

/** The core of the running test. */
export function core(): Core {
  if (!current) throw new Error("no core: call freshCore first");
  return current;
}
