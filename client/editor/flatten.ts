// From a tree of HTML to flat blocks: whatever it holds, only our blocks, our marks and links that may be
// followed come through, and what is left out is counted.

import type { Reading } from "./reading.ts";
import type { Attributes, Piece } from "./delta.ts";
import { numberOf } from "./markers.ts";
import { DEEPEST, HIGHEST_START, linkAllowed } from "./schema.ts";
import { type Omitted, type Style, asideOf, isDeleted, isHidden, isInserted, isMarker, styleOf, wordItemOf } from "./word.ts";

export type Block = { attributes: Attributes; pieces: Piece[] };

const ELEMENT = 1;
const TEXT = 3;
const names = (list: string) => new Set(list.split(" "));
const SKIPPED = names("STYLE SCRIPT HEAD TITLE META LINK TEMPLATE XML O:P NOSCRIPT SVG SELECT TEXTAREA BUTTON INPUT");
const PICTURES = names("IMG VIDEO AUDIO CANVAS OBJECT EMBED IFRAME V:IMAGEDATA");
const BLOCKS = names("P DIV H1 H2 H3 H4 H5 H6 UL OL LI DL DT DD BLOCKQUOTE PRE TABLE CAPTION TR SECTION ARTICLE ASIDE HEADER FOOTER MAIN NAV FIGURE FIGCAPTION HR ADDRESS BODY HTML FORM FIELDSET DETAILS SUMMARY");
const MARKS: Record<string, string> = { B: "strong", STRONG: "strong", I: "em", EM: "em", CITE: "em", DFN: "em", U: "u", INS: "u", S: "s", STRIKE: "s", DEL: "s" };

/** A list that is open, and the number of its next item. */
type List = { kind: "ul" | "ol"; next: number };
/** An item that is open: only its first block is the item, the others are set in under it. */
type Item = { list: List; depth: number; number: number | undefined; begun: boolean };
/** What holds for everything inside an element. */
type Context = { block: Attributes; marks: Attributes; lists: List[]; item: Item | undefined; verbatim: boolean; cell: boolean };

/** The blocks of a tree, and what was left out of it. */
export function flatten(root: Reading): { blocks: Block[]; omitted: Omitted } {
  const own = hasOwnBlocks(root);
  const flattening = new Flattening(own);
  flattening.read(root, { block: {}, marks: {}, lists: [], item: undefined, verbatim: own, cell: false });
  return { blocks: flattening.finish(), omitted: flattening.omitted };
}

/** Without what may not stand in a block: control characters (the tab may), halves of characters. */
export function clean(text: string): string {
  return text.replace(/\p{Cs}|[^\P{Cc}\t\n]/gu, "");
}

/** Whether an editor of ours wrote it. */
function hasOwnBlocks(node: Reading): boolean {
  return !!node.getAttribute?.("data-pm-slice") || Array.from(node.childNodes).some(hasOwnBlocks);
}

class Flattening {
  readonly omitted: Omitted = { images: 0, comments: 0, footnotes: 0, tables: 0 };
  private readonly blocks: Block[] = [];
  private open: Block | undefined;
  /** The number that an item was seen with, which is not yet the one that it would be counted with. */
  private readonly numbers = new Map<Block, number>();
  private readonly begun = new Map<Block, Item>();
  private readonly lastInWord = new Map<string, number>();
  private readonly noted = { comments: 0, footnotes: 0 };
  /** The tables that are open: how many cells their row has so far, and whether any row had several. */
  private readonly tables: { cells: number; tabbed: boolean }[] = [];

  /** Our own blocks are taken as they are, empty ones and all. */
  constructor(private readonly own: boolean) {}

  finish(): Block[] {
    // Word writes a mark in the text and the comment at the end; either may be copied alone.
    this.omitted.comments = Math.max(this.omitted.comments, this.noted.comments);
    this.omitted.footnotes = Math.max(this.omitted.footnotes, this.noted.footnotes);
    const counts: number[] = [];
    for (const block of this.blocks) {
      const { t, indent } = block.attributes;
      const depth = Number(indent ?? 0);
      const number = this.numbers.get(block);
      counts.length = t === "ol" || t === "ul" ? Math.min(counts.length, depth + 1) : 0;
      if (t === "ul") counts.length = Math.min(counts.length, depth);
      if (t !== "ol") continue;
      const counted = Number(block.attributes["start"] ?? (counts[depth] ?? 0) + 1);
      if (number !== undefined && number !== counted && number <= HIGHEST_START) block.attributes["start"] = number;
      counts[depth] = Number(block.attributes["start"] ?? counted);
    }
    return this.blocks;
  }

  read(node: Reading, context: Context): void {
    for (const child of Array.from(node.childNodes)) this.visit(child, context);
    if (BLOCKS.has(node.nodeName.toUpperCase())) this.breakAt(context);
  }

  private visit(node: Reading, context: Context): void {
    if (node.nodeType === TEXT) return this.write(node.nodeValue ?? "", context);
    const name = node.nodeName.toUpperCase();
    if (node.nodeType !== ELEMENT || SKIPPED.has(name)) return;
    const style = styleOf(node);
    if (this.leavesOut(node, name, style, context)) return;
    // The text after a line break begins another block like this one.
    if (name === "BR") return this.breakAt(context);
    if (name === "TD" || name === "TH") this.beginCell(context);
    if (BLOCKS.has(name)) this.breakAt(context);
    this.enterTable(name);
    const inner = this.contextIn(node, name, style, context);
    if (this.own && /^(P|H[1-6])$/.test(name)) this.begin(inner);
    const tabs = Number(style["mso-tab-count"]);
    if (tabs > 0) this.add("\t".repeat(Math.min(tabs, DEEPEST)), inner);
    else this.read(node, inner);
    if (name === "TABLE" && this.tables.pop()?.tabbed && !this.own) this.omitted.tables++;
  }

  private enterTable(name: string): void {
    if (name === "TABLE") this.tables.push({ cells: 0, tabbed: false });
    const table = this.tables.at(-1);
    if (name === "TR" && table) table.cells = 0;
  }

  private leavesOut(node: Reading, name: string, style: Style, context: Context): boolean {
    if (isMarker(style) || isHidden(node, style) || isDeleted(node, name)) return true;
    if (PICTURES.has(name)) return this.leavesPictureOut(node, name, style, context);
    const aside = asideOf(node, name, style);
    if (aside === "comment") this.omitted.comments++;
    if (aside === "comment-mark") this.noted.comments++;
    if (aside === "footnote") this.omitted.footnotes++;
    if (aside === "footnote-mark") this.noted.footnotes++;
    return aside !== undefined;
  }

  /** A picture of a character is that character; what one does not see counts for nothing. */
  private leavesPictureOut(node: Reading, name: string, style: Style, context: Context): true {
    const alt = node.getAttribute?.("alt") ?? "";
    const sizes = [node.getAttribute?.("width"), node.getAttribute?.("height"), style["width"], style["height"]];
    if (name === "IMG" && /^\p{Extended_Pictographic}/u.test(alt) && alt.length < 16) this.write(alt, context);
    else if (!/^(un)?checked$/i.test(alt) && !sizes.some((size) => size && Number.parseFloat(size) <= 1)) this.omitted.images++;
    return true;
  }

  private contextIn(node: Reading, name: string, style: Style, context: Context): Context {
    const opens = name === "UL" || name === "OL";
    const lists = opens ? [...context.lists, listAt(node, name)] : context.lists;
    const block = blockIn(node, name, style, context.block, this.own);
    const item = this.own ? undefined : this.itemIn(node, name, style, { ...context, lists });
    return {
      lists,
      item,
      block,
      marks: isInserted(node, name) ? context.marks : marksIn(node, name, style, context.marks),
      cell: name === "TR" || name === "TABLE" ? false : context.cell || name === "TD" || name === "TH",
      verbatim: context.verbatim || name === "PRE" || /^pre/.test(style["white-space"] ?? ""),
    };
  }

  private itemIn(node: Reading, name: string, style: Style, { lists, item }: Context): Item | undefined {
    // Outlook says both; what the HTML says is surer.
    const word = name === "LI" ? undefined : wordItemOf(node, name, style);
    if (word) return this.wordItem(word);
    if (name === "UL" || name === "OL") return undefined;
    const list = lists.at(-1);
    if (name !== "LI" || !list) return item;
    const value = Number.parseInt(node.getAttribute?.("value") ?? "", 10);
    const level = Number(node.getAttribute?.("aria-level"));
    return { list, depth: level > 0 ? level : lists.length, number: value > 0 ? value : undefined, begun: false };
  }

  private wordItem({ depth, list, marker }: { depth: number; list: string; marker: string }): Item {
    const place = `${list} ${depth}`;
    const number = numberOf(marker, (this.lastInWord.get(place) ?? 0) + 1);
    if (number !== undefined) this.lastInWord.set(place, number);
    for (const key of this.lastInWord.keys()) {
      const [other, deeper] = key.split(" ");
      if (other === list && Number(deeper) > depth) this.lastInWord.delete(key);
    }
    return { list: { kind: number === undefined ? "ul" : "ol", next: 1 }, depth, number, begun: false };
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
    const table = this.tables.at(-1);
    if (table && ++table.cells > 1) table.tabbed = true;
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

  private begin({ block, item }: Context): void {
    this.open = { attributes: item ? { ...block, ...attributesOf(item) } : { ...block }, pieces: [] };
    this.blocks.push(this.open);
    if (!item || item.begun) return;
    const number = item.number ?? item.list.next;
    item.list.next = number + 1;
    item.begun = true;
    this.begun.set(this.open, item);
    if (item.list.kind === "ol") this.numbers.set(this.open, number);
  }

  private close(): void {
    const block = this.open;
    this.open = undefined;
    if (!block || this.own) return;
    const last = block.pieces.at(-1);
    if (last) last.text = last.text.replace(/ +$/, "");
    block.pieces.splice(0, Infinity, ...block.pieces.filter((piece) => piece.text));
    if (block.attributes["dir"] === "ltr" && !beginsRtl(block.pieces)) delete block.attributes["dir"];
    // Word and browsers put empty paragraphs where we have margins.
    const blank = block.pieces.every((piece) => !piece.text.replace(/[\s\u00a0]/g, ""));
    if (!blank) return;
    this.blocks.pop();
    const item = this.begun.get(block);
    if (!item) return;
    item.begun = false;
    item.list.next--;
  }
}

function attributesOf({ list, depth, begun }: Item): Attributes {
  const indent = Math.min(begun ? depth : depth - 1, DEEPEST);
  return { ...(begun ? {} : { t: list.kind }), ...(indent > 0 ? { indent } : {}) };
}

function listAt(node: Reading, name: string): List {
  const start = Number.parseInt(node.getAttribute?.("start") ?? "", 10);
  return { kind: name === "OL" ? "ol" : "ul", next: start > 0 ? start : 1 };
}

/** Whether the first letter is of a script that is written from right to left. */
function beginsRtl(pieces: Piece[]): boolean {
  const letter = /\p{L}/u.exec(pieces.map((piece) => piece.text).join(""))?.[0] ?? "";
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]/.test(letter);
}

function blockIn(node: Reading, name: string, style: Style, around: Attributes, own: boolean): Attributes {
  const block = { ...around };
  const heading = /^H([1-6])$/.exec(name)?.[1];
  // Within an answer the headings begin at h2, because the question is h1.
  if (heading) block["t"] = `h${Math.min(Math.max(Number(heading) - (own ? 1 : 0), 1), 3)}`;
  if (name === "BLOCKQUOTE" || node.getAttribute?.("data-quote") != null) block["quote"] = true;
  const dir = (node.getAttribute?.("dir") ?? style["direction"])?.toLowerCase();
  if (BLOCKS.has(name) && (dir === "rtl" || dir === "ltr")) block["dir"] = dir;
  if (own && dir === "auto") delete block["dir"];
  return own ? { ...block, ...ownAttributes(node) } : block;
}

/** What our own blocks say of themselves. */
function ownAttributes(node: Reading): Attributes {
  const number = (name: string, most: number) => {
    const value = Number(node.getAttribute?.(name));
    return Number.isInteger(value) && value > 0 ? Math.min(value, most) : undefined;
  };
  const kind = node.getAttribute?.("data-item");
  const item = kind === "ul" || kind === "ol" ? kind : undefined;
  const [indent, start] = [number("data-indent", DEEPEST), item && number("data-start", HIGHEST_START)];
  return { ...(item ? { t: item } : {}), ...(indent ? { indent } : {}), ...(start ? { start } : {}) };
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
