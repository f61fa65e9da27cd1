// Reading the clipboard: whatever the HTML, only our blocks, our marks and links that may be followed
// come through. In TypeScript because the browser has already parsed it into a tree.

import { Fragment, Slice } from "prosemirror-model";
import type { Attributes, Piece } from "./delta.ts";
import { createBlock, createText } from "./flat.ts";
import { DEEPEST, linkAllowed } from "./schema.ts";
import { type Style, isMarker, listItemOf, styleOf, wordDeleted } from "./word.ts";

/** As much of a DOM node as is read here. */
export interface Reading {
  readonly nodeType: number;
  readonly nodeValue: string | null;
  readonly nodeName: string;
  readonly childNodes: ArrayLike<Reading>;
  getAttribute?(name: string): string | null;
}

const ELEMENT = 1;
const TEXT = 3;
const SKIPPED = new Set(["STYLE", "SCRIPT", "HEAD", "TITLE", "META", "LINK", "TEMPLATE", "XML", "O:P", "NOSCRIPT", "IFRAME", "OBJECT", "SVG", "SELECT", "TEXTAREA", "BUTTON"]);
const BLOCKS = new Set(["P", "DIV", "H1", "H2", "H3", "H4", "H5", "H6", "UL", "OL", "LI", "DL", "DT", "DD", "BLOCKQUOTE", "PRE", "TABLE", "CAPTION", "TR", "SECTION", "ARTICLE", "ASIDE", "HEADER", "FOOTER", "MAIN", "NAV", "FIGURE", "FIGCAPTION", "HR", "ADDRESS", "BODY", "HTML", "FORM", "FIELDSET", "DETAILS", "SUMMARY"]);
const MARKS: Record<string, string> = { B: "strong", STRONG: "strong", I: "em", EM: "em", CITE: "em", DFN: "em", U: "u", INS: "u", S: "s", STRIKE: "s", DEL: "s" };

/** What holds for everything inside an element. */
type Context = { block: Attributes; marks: Attributes; lists: string[]; verbatim: boolean; cell: boolean };

/** Pasted HTML as a slice of our own blocks; the signature of `DOMParser.parseSlice`. */
export function htmlToSlice(root: Reading): Slice {
  const own = hasOwnBlocks(root);
  const flattening = new Flattening(own);
  flattening.read(root, { block: {}, marks: {}, lists: [], verbatim: own, cell: false });
  return toSlice(flattening.blocks);
}

/** Pasted plain text: a block for each line that is not empty. */
export function textToSlice(text: string): Slice {
  const lines = clean(text.replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, "\n")).split("\n").filter((line) => line.trim());
  return toSlice(lines.map((line) => ({ attributes: {}, pieces: [{ text: line, attributes: {} }] })));
}

type Block = { attributes: Attributes; pieces: Piece[] };

function toSlice(blocks: Block[]): Slice {
  const nodes = blocks.map(({ attributes, pieces }) => createBlock(attributes, Fragment.fromArray(pieces.map(createText))));
  return Slice.maxOpen(Fragment.fromArray(nodes));
}

/** Without what may not stand in a block: control characters (the tab may), halves of characters. */
function clean(text: string): string {
  return text.replace(/\p{Cs}|[^\P{Cc}\t\n]/gu, "");
}

/** Whether an editor of ours wrote it. */
function hasOwnBlocks(node: Reading): boolean {
  return !!node.getAttribute?.("data-pm-slice") || Array.from(node.childNodes).some(hasOwnBlocks);
}

class Flattening {
  readonly blocks: Block[] = [];
  private open: Block | undefined;

  /** Our own blocks are taken as they are, empty ones and all. */
  constructor(private readonly own: boolean) {}

  read(node: Reading, context: Context): void {
    for (const child of Array.from(node.childNodes)) this.visit(child, context);
    if (BLOCKS.has(node.nodeName.toUpperCase())) this.breakAt(context);
  }

  private visit(node: Reading, context: Context): void {
    if (node.nodeType === TEXT) return this.write(node.nodeValue ?? "", context);
    const name = node.nodeName.toUpperCase();
    if (node.nodeType !== ELEMENT || SKIPPED.has(name)) return;
    const style = styleOf(node);
    if (isMarker(style) || style["display"] === "none" || wordDeleted(node, name)) return;
    // The text after a line break begins another block like this one.
    if (name === "BR") return this.breakAt(context);
    if (name === "TD" || name === "TH") this.beginCell(context);
    if (BLOCKS.has(name)) this.breakAt(context);
    const inner = this.contextIn(node, name, style, context);
    if (this.own && /^(P|H[1-6]|LI)$/.test(name)) this.begin(inner);
    this.read(node, inner);
  }

  private contextIn(node: Reading, name: string, style: Style, context: Context): Context {
    const lists = name === "UL" || name === "OL" ? [...context.lists, name.toLowerCase()] : context.lists;
    return {
      lists,
      block: blockIn(node, name, style, { ...context, lists }, this.own),
      marks: marksIn(node, name, style, context.marks),
      cell: name === "TR" || name === "TABLE" ? false : context.cell || name === "TD" || name === "TH",
      verbatim: context.verbatim || name === "PRE" || /^pre/.test(style["white-space"] ?? ""),
    };
  }

  private write(raw: string, context: Context): void {
    if (context.verbatim) {
      const lines = clean(raw.replace(/\r\n?/g, "\n")).split("\n");
      lines.forEach((line, index) => {
        if (index > 0) this.breakAt(context);
        if (line) this.add(line, context);
      });
      return;
    }
    // As the browser shows it: runs of white space are one space, none at the start of a block.
    const text = clean(raw.replace(/[ \t\n\r\f]+/g, " "));
    const last = this.open?.pieces.at(-1)?.text;
    const trimmed = !last || /[ \t]$/.test(last) ? text.replace(/^ /, "") : text;
    if (trimmed) this.add(trimmed, context);
  }

  private add(text: string, context: Context): void {
    if (!this.open) this.begin(context);
    this.open?.pieces.push({ text, attributes: context.marks });
  }

  /** Cells of a row stand in one block, between tabs. */
  private beginCell(context: Context): void {
    const last = this.open?.pieces.at(-1);
    if (last) last.text = last.text.replace(/ +$/, "");
    if (this.open) this.add("\t", context);
    else this.begin(context);
  }

  /** A block ends; within a cell, only a paragraph of it. */
  private breakAt(context: Context): void {
    if (!context.cell) this.close();
    else if (/\S$/.test(this.open?.pieces.at(-1)?.text ?? "")) this.add(" ", context);
  }

  private begin({ block }: Context): void {
    this.open = { attributes: block, pieces: [] };
    this.blocks.push(this.open);
  }

  private close(): void {
    const block = this.open;
    this.open = undefined;
    if (!block || this.own) return;
    const last = block.pieces.at(-1);
    if (last) last.text = last.text.replace(/ +$/, "");
    block.pieces.splice(0, Infinity, ...block.pieces.filter((piece) => piece.text));
    // Word and browsers put empty paragraphs where we have margins.
    const blank = block.pieces.every((piece) => !piece.text.replace(/[\s\u00a0]/g, ""));
    if (blank) this.blocks.pop();
  }
}

function blockIn(node: Reading, name: string, style: Style, context: Context, own: boolean): Attributes {
  const block = { ...context.block };
  const heading = /^H([1-6])$/.exec(name)?.[1];
  // Within an answer the headings begin at h2, because the question is h1.
  if (heading) block["t"] = `h${Math.min(Math.max(Number(heading) - (own ? 1 : 0), 1), 3)}`;
  if (name === "BLOCKQUOTE" || node.getAttribute?.("data-quote") != null) block["quote"] = true;
  const dir = (node.getAttribute?.("dir") ?? style["direction"])?.toLowerCase();
  if (BLOCKS.has(name) && (dir === "rtl" || (own && dir === "ltr"))) block["dir"] = dir;
  const depth = Number(node.getAttribute?.("data-indent"));
  if (own && depth > 0) block["indent"] = Math.min(depth, DEEPEST);
  const list = context.lists.at(-1);
  if (name === "LI" && list) Object.assign(block, item(list, own ? undefined : context.lists.length));
  const word = listItemOf(node, style);
  if (word) Object.assign(block, item(word.kind, word.depth));
  return block;
}

function item(kind: string, depth: number | undefined): Attributes {
  return { t: kind, ...(depth && depth > 1 ? { indent: Math.min(depth - 1, DEEPEST) } : {}) };
}

function marksIn(node: Reading, name: string, style: Style, around: Attributes): Attributes {
  const marks = { ...around };
  const mark = MARKS[name];
  if (mark) marks[mark] = true;
  const set = (key: string, on: boolean, off: boolean) => {
    if (on) marks[key] = true;
    else if (off) delete marks[key];
  };
  const { "font-weight": weight = "", "font-style": slant = "", "text-decoration": line = style["text-decoration-line"] ?? "" } = style;
  set("strong", /^(bold|bolder|[6-9]00)$/.test(weight), /^(normal|[1-4]00)$/.test(weight));
  set("em", /^(italic|oblique)/.test(slant), slant === "normal");
  set("s", /line-through/.test(line), false);
  // Links are underlined by themselves.
  set("u", /underline/.test(line) && name !== "A" && !marks["link"], false);
  const href = name === "A" ? node.getAttribute?.("href")?.trim() : undefined;
  if (href && linkAllowed(href)) marks["link"] = href;
  return marks;
}
