// A plan: who does what, and when the network and the server do what they should not. Made of a seed alone.

import { Dice } from "./dice.mjs";
import { ROOTS } from "./words.mjs";

/** The steps of a plan for these people. What cannot be done when its time comes is left out. */
export function plan(seed, names, length) {
  const dice = new Dice(seed);
  const steps = [];
  while (steps.length < length) steps.push(...step(dice, dice.pick(names)));
  return steps;
}

function step(dice, who) {
  const count = 1 + dice.below(4);
  const edit = (name = who) => ({ does: "edit", who: name, root: dice.pick(ROOTS), seed: dice.below(2 ** 31) });
  return dice.weighted([
    [100, () => [edit()]],
    [40, () => [{ does: "up", who, count }]],
    [40, () => [{ does: "down", who, count }]],
    // Several at once, as when somebody comes out of a tunnel.
    [10, () => [{ does: "up", who, count: Infinity }, { does: "down", who, count: Infinity }]],
    [10, () => [{ does: "leave", who }, ...Array.from({ length: count }, () => edit())]],
    [18, () => [{ does: "return", who }]],
    [4, () => [{ does: "quiet" }]],
    [3, () => [{ does: "renew", who }]],
    [2, () => [{ does: "stop" }]],
    [3, () => [{ does: "kill", who }]],
    [6, () => [{ does: "start" }]],
  ])();
}
