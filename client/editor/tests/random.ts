// Seeded randomness: the same seed gives the same run.

export type Random = ReturnType<typeof random>;

export function random(seed: number) {
  let state = seed | 0;
  /** From 0 up to, not including, 1. */
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const chance = (odds: number) => next() < odds;
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  return { next, below, chance, pick };
}
