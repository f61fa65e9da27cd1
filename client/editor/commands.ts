// What the toolbar and the keyboard can do to blocks and marks.

import { deleteSelection, joinBackward, toggleMark } from "prosemirror-commands";
import type { Node } from "prosemirror-model";
import { type Command, type EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { type Change, changed, sameAttributes } from "./delta.ts";
import { blockAttributes, createBlock } from "./flat.ts";
import { DEEPEST, linkAllowed, schema } from "./schema.ts";

const KINDS = ["h1", "h2", "h3", "ul", "ol"];
const { strong, em, u, s, link } = schema.marks;

const isListItem = (node: Node) => node.type === schema.nodes.list_item;

/** The blocks that the selection touches, with their positions. */
function selectedBlocks(state: EditorState): { node: Node; position: number }[] {
  const blocks: { node: Node; position: number }[] = [];
  const { from, to } = state.selection;
  state.doc.nodesBetween(from, to, (node, position) => {
    if (node.isTextblock) blocks.push({ node, position });
    return false;
  });
  return blocks;
}

function setBlock(transaction: Transaction, { node, position }: { node: Node; position: number }, change: Change): void {
  const before = blockAttributes(node);
  const after = changed(before, change);
  if (sameAttributes(before, after)) return;
  const next = createBlock(after);
  transaction.setNodeMarkup(position, next.type, next.attrs);
}

/** Changes every selected block. */
function setBlocks(change: (node: Node) => Change): Command {
  return (state, dispatch) => {
    const transaction = state.tr;
    for (const block of selectedBlocks(state)) setBlock(transaction, block, change(block.node));
    dispatch?.(transaction.scrollIntoView());
    return true;
  };
}

/** Sets an attribute of the selected blocks, or takes it away if all of them have it. */
function toggleBlocks(key: string, value: string | true): Command {
  return (state, dispatch) => {
    const all = selectedBlocks(state).every(({ node }) => blockAttributes(node)[key] === value);
    return setBlocks(() => ({ [key]: all ? null : value }))(state, dispatch);
  };
}

/** Another kind of block; one that changes begins with no number of its own. */
const become = (node: Node, t: string | null): Change => ((blockAttributes(node)["t"] ?? null) === t ? {} : { t, start: null });

/** Makes the selected blocks this kind, or paragraphs if all of them are. */
function toggleKind(kind: string): Command {
  return (state, dispatch) => {
    const all = selectedBlocks(state).every(({ node }) => blockAttributes(node)["t"] === kind);
    return setBlocks((node) => become(node, all ? null : kind))(state, dispatch);
  };
}

function level(step: 1 | -1) {
  return (node: Node): Change => {
    const indent = Math.min(Math.max(node.attrs["indent"] + step, 0), DEEPEST);
    return { indent: indent || null };
  };
}

export const indent: Command = setBlocks(level(1));
export const outdent: Command = setBlocks(level(-1));

/** Links the selection, or the link that the caret stands in. */
export function setLink(href: string): Command {
  return (state, dispatch) => {
    if (!linkAllowed(href)) return false;
    const { from, to } = linkRange(state);
    const transaction = state.tr;
    const mark = schema.mark("link", { href });
    if (from === to) transaction.replaceWith(from, to, schema.text(href, mark.addToSet(state.selection.$from.marks())));
    else transaction.removeMark(from, to, link).addMark(from, to, mark);
    dispatch?.(transaction.scrollIntoView());
    return true;
  };
}

export const unlink: Command = (state, dispatch) => {
  const { from, to } = linkRange(state);
  dispatch?.(state.tr.removeMark(from, to, link));
  return true;
};

/** The link that the selection touches, or nothing. */
export function linkHere(state: EditorState): string | null {
  const { from, to, empty, $from } = state.selection;
  if (empty) {
    const marks = [$from.nodeBefore, $from.nodeAfter].map((node) => node && link?.isInSet(node.marks));
    return marks.find(Boolean)?.attrs["href"] ?? null;
  }
  let href: string | null = null;
  state.doc.nodesBetween(from, to, (node) => {
    href ??= link?.isInSet(node.marks)?.attrs["href"] ?? null;
  });
  return href;
}

/** The selection, or the whole of the link around the caret. */
function linkRange(state: EditorState): { from: number; to: number } {
  const { from, to, empty, $from } = state.selection;
  const href = linkHere(state);
  if (!empty || !href) return { from, to };
  const linked = (node: Node | null) => node && link?.isInSet(node.marks)?.attrs["href"] === href;
  let [start, end] = [from, from];
  const near = $from.parent;
  near.forEach((node, offset) => {
    const at = $from.start() + offset;
    if (linked(node) && at <= end && at + node.nodeSize >= start) [start, end] = [Math.min(start, at), Math.max(end, at + node.nodeSize)];
  });
  return { from: start, to: end };
}

/** Enter: an empty list item or quote ends its list or quote; a heading is followed by a paragraph. */
export const enter: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const block = $from.parent;
  if (!block.isTextblock) return deleteSelection(state, dispatch);
  if (empty && !block.content.size && leaveBlock(state, dispatch)) return true;
  const transaction = state.tr.deleteSelection();
  const $at = transaction.selection.$from;
  const node = $at.parent;
  const heading = node.type === schema.nodes.heading;
  const plain = createBlock(changed(blockAttributes(node), { t: null, start: null }));
  // The item below is counted from the one above.
  const next = createBlock(changed(blockAttributes(node), { start: null }));
  const below = heading && $at.parentOffset === node.content.size ? plain : next;
  transaction.split($at.pos, 1, [{ type: below.type, attrs: below.attrs }]);
  // At its very start, the heading moves down and leaves a paragraph above.
  if (heading && $at.parentOffset === 0 && node.content.size) transaction.setNodeMarkup($at.before(), plain.type, plain.attrs);
  const marks = state.storedMarks ?? (heading ? [] : $from.marks());
  dispatch?.(transaction.ensureMarks(marks.filter((mark) => mark.type !== link)).scrollIntoView());
  return true;
};

/** Takes away what the block at the caret has beyond a paragraph, one thing at a time. */
const leaveBlock: Command = (state, dispatch) => {
  const { node, position } = { node: state.selection.$from.parent, position: state.selection.$from.before() };
  const { t, indent: depth, quote } = blockAttributes(node);
  let change: Change | undefined;
  if (depth && isListItem(node)) change = level(-1)(node);
  else if (t) change = become(node, null);
  else if (quote) change = { quote: null };
  else if (depth) change = level(-1)(node);
  if (!change) return false;
  const transaction = state.tr;
  setBlock(transaction, { node, position }, change);
  dispatch?.(transaction.scrollIntoView());
  return true;
};

/** Backspace at the start of a block: first it becomes a paragraph, then it joins the one before. */
export const backspace: Command = (state, dispatch, view) => {
  const { selection } = state;
  if (!(selection instanceof TextSelection) || !selection.empty || selection.$from.parentOffset > 0) return false;
  return leaveBlock(state, dispatch) || joinBackward(state, dispatch, view);
};

/** Tab indents only where that is what it means everywhere; elsewhere it leaves the editor. */
export const tab: Command = (state, dispatch) => {
  return selectedBlocks(state).every(({ node }) => isListItem(node)) && indent(state, dispatch);
};

/** Shift-Tab leaves the editor once there is nothing left to move back. */
export const shiftTab: Command = (state, dispatch) => {
  const blocks = selectedBlocks(state);
  const movable = blocks.every(({ node }) => isListItem(node)) && blocks.some(({ node }) => node.attrs["indent"] > 0);
  return movable && outdent(state, dispatch);
};

const toggle = (type: typeof strong): Command => (type ? toggleMark(type) : () => false);

/** Commands by the name that Rust knows them by; `undo`, `redo` and `link` need more than a state. */
export const commands: Record<string, Command> = {
  strong: toggle(strong),
  em: toggle(em),
  u: toggle(u),
  s: toggle(s),
  unlink,
  paragraph: setBlocks((node) => become(node, null)),
  ...Object.fromEntries(KINDS.map((kind) => [kind, toggleKind(kind)])),
  indent,
  outdent,
  quote: toggleBlocks("quote", true),
  rtl: toggleBlocks("dir", "rtl"),
  ltr: toggleBlocks("dir", "ltr"),
};
