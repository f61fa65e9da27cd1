// From a delta to a ProseMirror transaction that shows it and leaves the selection where it was.

import { Fragment, type Node, Slice } from "prosemirror-model";
import { type EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { ReplaceAroundStep, ReplaceStep } from "prosemirror-transform";
import { type Attributes, type Change, type Delta, type Piece, changed, compose, mapOffset, sameAttributes } from "./delta.ts";
import { blockAt, blockAttributes, createBlock, createText, markOf, sameBlock, toDocument, toOffset, toPieces, toPosition } from "./flat.ts";
import { FROM_DOCUMENT } from "./lists.ts";
import { schema } from "./schema.ts";

export function deltaToTransaction(state: EditorState, delta: Delta): Transaction {
  const transaction = state.tr;
  const [first] = delta;
  if (first && !("retain" in first)) replaceAll(transaction, delta);
  else applyOps(transaction, delta);
  const { selection, storedMarks } = state;
  if (transaction.docChanged && selection instanceof TextSelection) {
    const place = (position: number) => toPosition(transaction.doc, mapOffset(delta, toOffset(state.doc, position)));
    const inside = (position: number) => Math.max(1, place(position));
    transaction.setSelection(TextSelection.create(transaction.doc, inside(selection.anchor), inside(selection.head)));
  }
  // Steps clear them, but somebody is about to type with them.
  if (storedMarks) transaction.setStoredMarks(storedMarks);
  return transaction.setMeta(FROM_DOCUMENT, true).setMeta("addToHistory", false);
}

function applyOps(transaction: Transaction, delta: Delta): void {
  let offset = 0;
  let inserted: Piece[] = [];
  const flush = () => {
    if (!inserted.length) return;
    insertPieces(transaction, offset, inserted);
    for (const { text } of inserted) offset += text.length;
    inserted = [];
  };
  for (const op of delta) {
    if ("insert" in op) {
      inserted.push({ text: op.insert, attributes: op.attributes ?? {} });
      continue;
    }
    flush();
    if ("delete" in op) deleteRange(transaction, offset, offset + op.delete);
    else {
      if (op.attributes) formatRange(transaction, offset, offset + op.retain, op.attributes);
      offset += op.retain;
    }
  }
  flush();
}

/** A change at the very start may have no first newline half-way through, which cannot be shown: the
 * result is worked out first, and the blocks that differ are replaced. */
function replaceAll(transaction: Transaction, delta: Delta): void {
  const { doc } = transaction;
  const next = toDocument(compose(toPieces(doc), delta));
  const shorter = Math.min(doc.childCount, next.childCount);
  let [head, tail] = [0, 0];
  while (head < shorter && sameBlock(doc.child(head), next.child(head))) head++;
  while (tail < shorter - head && sameBlock(doc.child(doc.childCount - tail - 1), next.child(next.childCount - tail - 1))) tail++;
  const [from, to] = [sizeUpTo(doc, head), sizeUpTo(doc, doc.childCount - tail)];
  const fresh = next.content.cut(sizeUpTo(next, head), sizeUpTo(next, next.childCount - tail));
  if (from !== to || fresh.size) transaction.step(new ReplaceStep(from, to, new Slice(fresh, 0, 0)));
}

function sizeUpTo(doc: Node, index: number): number {
  let size = 0;
  for (let i = 0; i < index; i++) size += doc.child(i).nodeSize;
  return size;
}

function insertPieces(transaction: Transaction, offset: number, pieces: Piece[]): void {
  const text: Node[] = [];
  const blocks: { attributes: Attributes; content: Node[] }[] = [];
  for (const piece of pieces) {
    if (piece.text === "\n") blocks.push({ attributes: piece.attributes, content: [] });
    else (blocks.at(-1)?.content ?? text).push(createText(piece));
  }
  const nodes = blocks.map(({ attributes, content }) => createBlock(attributes, Fragment.fromArray(content)));
  const position = toPosition(transaction.doc, offset);
  const { node, end } = blockAt(transaction.doc, position);
  if (!nodes.length) {
    replace(transaction, position, position, new Slice(Fragment.fromArray(text), 0, 0));
  } else if (position === end - 1 && !text.length) {
    replace(transaction, end, end, new Slice(Fragment.fromArray(nodes), 0, 0));
  } else {
    const head = node.copy(Fragment.fromArray(text));
    replace(transaction, position, position, new Slice(Fragment.fromArray([head, ...nodes]), 1, 1));
  }
}

function deleteRange(transaction: Transaction, from: number, to: number): void {
  const [start, end] = [toPosition(transaction.doc, from), toPosition(transaction.doc, to)];
  const [first, last] = [blockAt(transaction.doc, start), blockAt(transaction.doc, end)];
  // Whole blocks go as whole blocks: joining would redraw the one that stays.
  const whole = first.start !== last.start && start === first.end - 1 && end === last.end - 1;
  if (whole) replace(transaction, first.end, last.end, Slice.empty);
  else replace(transaction, start, end, Slice.empty);
}

/** A plain step: `Transaction.replace` would fit the slice to its own taste. */
function replace(transaction: Transaction, from: number, to: number, slice: Slice): void {
  transaction.step(new ReplaceStep(from, to, slice));
}

function formatRange(transaction: Transaction, from: number, to: number, change: Change): void {
  let [offset, position] = [0, 0];
  for (let index = 0; index < transaction.doc.childCount && offset < to; index++) {
    const block = transaction.doc.child(index);
    const length = block.content.size;
    if (offset >= from) setBlock(transaction, position, block, change);
    const [start, end] = [Math.max(from, offset + 1), Math.min(to, offset + 1 + length)];
    const shift = position - offset;
    if (start < end) setMarks(transaction, start + shift, end + shift, change);
    offset += 1 + length;
    position += block.nodeSize;
  }
}

function setBlock(transaction: Transaction, start: number, block: Node, change: Change): void {
  const before = blockAttributes(block);
  const own = Object.fromEntries(Object.entries(change).filter(([key]) => !(key in schema.marks)));
  const after = changed(before, own);
  if (sameAttributes(before, after)) return;
  const next = createBlock(after).mark(block.marks);
  if (next.type === block.type) {
    for (const [key, value] of Object.entries(next.attrs)) {
      if (block.attrs[key] !== value) transaction.setNodeAttribute(start, key, value);
    }
    return;
  }
  const end = start + block.nodeSize;
  transaction.step(new ReplaceAroundStep(start, end, start + 1, end - 1, new Slice(Fragment.from(next), 0, 0), 1, true));
}

function setMarks(transaction: Transaction, from: number, to: number, change: Change): void {
  for (const [key, value] of Object.entries(change)) {
    const type = schema.marks[key];
    if (!type) continue;
    const mark = value === null ? undefined : markOf(key, value);
    if (mark) transaction.addMark(from, to, mark);
    else transaction.removeMark(from, to, type);
  }
}
