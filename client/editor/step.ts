// From a ProseMirror step to the smallest delta. Exact: nothing compares the two sides afterwards.

import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { AddMarkStep, AttrStep, RemoveMarkStep, type Step } from "prosemirror-transform";
import { type Attributes, type Change, type Delta, DeltaBuilder, type Piece, changeBetween } from "./delta.ts";
import { blockAttributes, markAttributes, toOffset } from "./flat.ts";

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000;

/** Where a step replaced something: `from` to `to` before it, `newFrom` to `newTo` after it. */
type Range = { from: number; to: number; newFrom: number; newTo: number };

/** One delta for each step that changes something, to be applied in order. */
export function transactionToDeltas(transaction: Transaction): Delta[] {
  const deltas = transaction.steps.map((step, index) => {
    const before = transaction.docs[index] as Node;
    return stepToDelta(step, before, transaction.docs[index + 1] ?? transaction.doc);
  });
  return deltas.filter((delta) => delta.length > 0);
}

export function stepToDelta(step: Step, before: Node, after: Node): Delta {
  const delta = new DeltaBuilder();
  let offset = 0;
  for (const touched of rangesOf(step)) {
    const range = widen(touched, before, after);
    const start = toOffset(before, range.from);
    delta.retain(start - offset);
    offset = start + describe(range, before, after, delta);
  }
  return delta.ops;
}

function rangesOf(step: Step): Range[] {
  const still = (from: number, to: number) => [{ from, to, newFrom: from, newTo: to }];
  if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) return still(step.from, step.to);
  // The map of an attribute step is empty.
  if (step instanceof AttrStep) return still(step.pos, step.pos + 1);
  const ranges: Range[] = [];
  step.getMap().forEach((from, to, newFrom, newTo) => {
    if (from !== to || newFrom !== newTo) ranges.push({ from, to, newFrom, newTo });
  });
  return ranges;
}

/** Widens a range so that it neither removes the first newline nor cuts a surrogate pair. */
function widen({ from, to, newFrom, newTo }: Range, before: Node, after: Node): Range {
  if (from === 0 && to < before.content.size && before.resolve(to).depth === 0) {
    to++;
    newTo++;
  }
  if (isHigh(unitAt(before, from - 1))) {
    from--;
    newFrom--;
  }
  if (isLow(unitAt(before, to)) || isLow(unitAt(after, newTo))) {
    to++;
    newTo++;
  }
  return { from, to, newFrom, newTo };
}

/** The UTF-16 unit right after a position, or 0 where a token stands. */
function unitAt(doc: Node, position: number): number {
  if (position < 0 || position >= doc.content.size) return 0;
  const $position = doc.resolve(position);
  const text = $position.depth ? $position.parent.childAfter($position.parentOffset) : null;
  return text?.node?.text?.charCodeAt($position.parentOffset - text.offset) ?? 0;
}

/** Characters and open tokens between two positions; a block's close token is nothing in flat text. */
function atoms(doc: Node, from: number, to: number): Piece[] {
  const pieces: Piece[] = [];
  doc.nodesBetween(from, Math.min(to, doc.content.size), (block, start) => {
    if (start >= from && start < to) pieces.push({ text: "\n", attributes: blockAttributes(block) });
    block.forEach((node, inside) => {
      const at = start + 1 + inside;
      const text = node.text?.slice(Math.max(from - at, 0), Math.max(to - at, 0));
      if (text) pieces.push({ text, attributes: markAttributes(node.marks) });
    });
    return false;
  });
  return pieces;
}

const textOf = (pieces: Piece[]) => pieces.map((piece) => piece.text).join("");

/** Describes one range: the units equal at both ends are retained, the middle replaced. Which units
 * are equal is decided without their attributes, so that words outlive a change of their marks.
 * Returns how long the range was before. */
function describe(range: Range, before: Node, after: Node, delta: DeltaBuilder): number {
  const old = atoms(before, range.from, range.to);
  const now = atoms(after, range.newFrom, range.newTo);
  const [oldText, newText] = [textOf(old), textOf(now)];
  // At the start of the document both begin with the first newline, so it is always retained.
  const { prefix, suffix } = commonEnds(oldText, newText);
  const end = oldText.length - suffix;
  for (const [length, change] of compare(old, now, 0, prefix, 0)) delta.retain(length, change);
  for (const { text, attributes } of slice(now, prefix, newText.length - suffix)) delta.insert(text, attributes);
  delta.delete(end - prefix);
  const shift = newText.length - oldText.length;
  for (const [length, change] of compare(old, now, end, oldText.length, shift)) delta.retain(length, change);
  return oldText.length;
}

/** How many units two texts share at either end, counted in whole characters. */
function commonEnds(a: string, b: string): { prefix: number; suffix: number } {
  const shorter = Math.min(a.length, b.length);
  let prefix = 0;
  while (prefix < shorter && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++;
  if (prefix && isHigh(a.charCodeAt(prefix - 1))) prefix--;
  let suffix = 0;
  while (suffix < shorter - prefix && a.charCodeAt(a.length - suffix - 1) === b.charCodeAt(b.length - suffix - 1)) suffix++;
  if (suffix && isLow(a.charCodeAt(a.length - suffix))) suffix--;
  return { prefix, suffix };
}

function slice(pieces: Piece[], from: number, to: number): Piece[] {
  let at = 0;
  return pieces.map(({ text, attributes }) => {
    const part = text.slice(Math.max(from - at, 0), Math.max(to - at, 0));
    at += text.length;
    return { text: part, attributes };
  });
}

/** Runs of equal change of attributes between old[from, to) and now[from + shift, to + shift). */
function* compare(old: Piece[], now: Piece[], from: number, to: number, shift: number): Generator<[number, Change | undefined]> {
  const [left, right] = [slice(old, from, to), slice(now, from + shift, to + shift)].map((pieces) => pieces.filter((piece) => piece.text));
  let [i, j, a, b] = [0, 0, 0, 0];
  for (let [x, y] = [left?.[i], right?.[j]]; x && y; [x, y] = [left?.[i], right?.[j]]) {
    const length = Math.min(x.text.length - a, y.text.length - b);
    yield [length, changeBetween(x.attributes as Attributes, y.attributes as Attributes)];
    a += length;
    b += length;
    if (a === x.text.length) [i, a] = [i + 1, 0];
    if (b === y.text.length) [j, b] = [j + 1, 0];
  }
}
