// Seeded chance: the same seed gives the same plan.

/** A mulberry32 generator and what is asked of it. */
export class Dice {
  #state;

  constructor(seed) {
    this.#state = seed | 0;
  }

  /** From 0 up to, not including, 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  below(limit) {
    return Math.floor(this.next() * limit);
  }

  pick(all) {
    return all[this.below(all.length)];
  }

  /** One of `[weight, value]` pairs. */
  weighted(pairs) {
    let left = this.below(pairs.reduce((sum, [weight]) => sum + weight, 0));
    return pairs.find(([weight]) => (left -= weight) < 0)[1];
  }
}
