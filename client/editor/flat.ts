// Blocks, marks and positions of a ProseMirror document as flat text has them: one newline leads each
// block and carries its attributes, so an open token is a newline and flat offset = position − index.

import { Fragment, type Mark, type Node } from "prosemirror-model";
import type { Attributes, Change, Piece } from "./delta.ts";
import { wrapAll } from "./lists.ts";
import { schema } from "./schema.ts";

/** A block's attributes as its newline carries them. */
export function blockAttributes(node: Node): Attributes {
  const attributes: Attributes = {};
  const { level, kind, indent, dir, quote, start } = node.attrs;
  if (node.type.name === "heading") attributes["t"] = `h${level}`;
  if (node.type.name === "list_item") attributes["t"] = kind;
  if (indent) attributes["indent"] = indent;
  if (dir) attributes["dir"] = dir;
  if (quote) attributes["quote"] = true;
  if (start) attributes["start"] = start;
  return attributes;
}

/** A block with these attributes. */
export function createBlock({ t, indent = 0, dir = null, quote = false, start = null }: Change, content?: Fragment): Node {
  const common = { indent, dir, quote, start };
  if (t === "ul" || t === "ol") return schema.node("list_item", { kind: t, ...common }, content);
  if (typeof t === "string") return schema.node("heading", { level: Number(t[1]), ...common }, content);
  return schema.node("paragraph", common, content);
}

/** The attributes that characters with these marks carry. */
export function markAttributes(marks: readonly Mark[]): Attributes {
  return Object.fromEntries(marks.map((mark) => [mark.type.name, mark.attrs["href"] ?? true]));
}

/** The mark that an attribute stands for; nothing if it belongs to a block. */
export function markOf(key: string, value: unknown): Mark | undefined {
  return schema.marks[key]?.create(key === "link" ? { href: value } : null);
}

/** Characters with the marks that their attributes stand for. */
export function createText({ text, attributes }: Piece): Node {
  let marks: readonly Mark[] = [];
  for (const [key, value] of Object.entries(attributes)) marks = markOf(key, value)?.addToSet(marks) ?? marks;
  return schema.text(text, marks);
}

/** Whether two blocks are the same in flat text, which knows nothing of the lists around them. */
export function sameBlock(a: Node, b: Node): boolean {
  return a === b || (a.hasMarkup(b.type, b.attrs, a.marks) && a.content.eq(b.content));
}

/** The whole document as flat text. */
export function toPieces(doc: Node): Piece[] {
  const pieces: Piece[] = [];
  doc.forEach((block) => {
    pieces.push({ text: "\n", attributes: blockAttributes(block) });
    block.forEach((node) => pieces.push({ text: node.text ?? "", attributes: markAttributes(node.marks) }));
  });
  return pieces;
}

/** Flat text, which begins with a newline, as a document. */
export function toDocument(pieces: Piece[]): Node {
  const blocks: { attributes: Attributes; content: Node[] }[] = [];
  for (const piece of pieces) {
    if (piece.text === "\n") blocks.push({ attributes: piece.attributes, content: [] });
    else blocks.at(-1)?.content.push(createText(piece));
  }
  // fromArray joins neighbours with equal marks, as a delta may have them in several inserts.
  const nodes = blocks.map(({ attributes, content }) => createBlock(attributes, Fragment.fromArray(content)));
  return schema.node("doc", null, wrapAll(nodes));
}

/** The flat offset of a position. */
export function toOffset(doc: Node, position: number): number {
  return position - doc.resolve(position).index(0);
}

/** The position of a flat offset; before a newline, that is the end of the block it closes. */
export function toPosition(doc: Node, offset: number): number {
  if (offset <= 0) return 0;
  let end = 0;
  for (let index = 0; index < doc.childCount; index++) {
    end += 1 + doc.child(index).content.size;
    if (offset <= end) return offset + index;
  }
  return doc.content.size - 1;
}

/** The block at a position, and where it starts. */
export function blockAt(doc: Node, position: number): { node: Node; start: number; end: number } {
  const $position = doc.resolve(position);
  const index = Math.min($position.index(0), doc.childCount - 1);
  const start = $position.posAtIndex(index, 0);
  const node = doc.child(index);
  return { node, start, end: start + node.nodeSize };
}
