// The schema. Every block is a textblock directly under the document, so that a document and a flat
// text correspond exactly; every block attribute is legal on every block, every mark everywhere. The
// lists around items are marks of blocks (`lists.ts`): they take no position.

import { type DOMOutputSpec, type Mark, type Node, type NodeSpec, Schema } from "prosemirror-model";

/** Levels of indentation below the margin. */
export const DEEPEST = 8;

/** The highest number that an item may be given; `HIGHEST_START` in `shared::prose`. */
export const HIGHEST_START = 9_999;

const common = { indent: { default: 0 }, dir: { default: null }, quote: { default: false }, start: { default: null } };

/** Attributes that every block's element carries. */
function shape(node: Node, more: Record<string, string> = {}): Record<string, string> {
  const { indent, quote } = node.attrs;
  const attributes = { ...more };
  if (indent) attributes["data-indent"] = String(indent);
  if (quote) attributes["data-quote"] = "";
  return attributes;
}

const directed = (node: Node) => shape(node, { dir: node.attrs["dir"] ?? "auto" });

/** Inline marks only: those of blocks are lists. */
const INLINE = "link s u em strong";

const block = (spec: NodeSpec): NodeSpec => ({ group: "block", content: "text*", marks: INLINE, selectable: false, ...spec });

/** An item's own text. Its direction is that of the `li` around it, where its number stands. */
function itemText(node: Node): DOMOutputSpec {
  const { kind, start } = node.attrs;
  return ["p", shape(node, { "data-item": kind, ...(start ? { "data-start": String(start) } : {}) }), 0];
}

function readItemText(element: HTMLElement): Record<string, unknown> {
  const { item, indent, start, quote } = element.dataset;
  return { kind: item === "ol" ? "ol" : "ul", indent: Number(indent ?? 0), start: start ? Number(start) : null, quote: quote !== undefined };
}

/** A list, or one of its items. Neighbours with equal marks share one element. */
function wrapper(mark: Mark): DOMOutputSpec {
  const { tag, indent, inset, value, dir } = mark.attrs;
  if (tag === "li") return ["li", { "aria-level": String(indent + 1), dir: dir ?? "auto", ...(value ? { value: String(value) } : {}) }, 0];
  return [tag, { ...(indent ? { "data-indent": String(indent) } : {}), ...(inset ? { "data-inset": String(inset) } : {}) }, 0];
}

// The question is the page's first heading, so headings within an answer begin at the second.
const headingTag = (level: number) => `h${level + 1}`;

export const schema = new Schema({
  nodes: {
    doc: { content: "block+", marks: "part wrap" },
    paragraph: block({ attrs: common, parseDOM: [{ tag: "p" }], toDOM: (node) => ["p", directed(node), 0] }),
    heading: block({
      attrs: { level: { default: 1 }, ...common },
      defining: true,
      parseDOM: [1, 2, 3].map((level) => ({ tag: headingTag(level), attrs: { level } })),
      toDOM: (node) => [headingTag(node.attrs["level"]), directed(node), 0],
    }),
    list_item: block({
      attrs: { kind: { default: "ul" }, ...common },
      defining: true,
      parseDOM: [{ tag: "p[data-item]", priority: 60, getAttrs: readItemText }],
      toDOM: itemText,
    }),
    text: { inline: true },
  },
  marks: {
    part: {
      attrs: { id: {}, size: { default: 0 } },
      excludes: "",
      toDOM: (mark) => ["div", { class: "part", ...(mark.attrs["size"] ? { style: `--size: ${mark.attrs["size"]}` } : {}) }, 0],
    },
    wrap: {
      attrs: { tag: {}, indent: {}, inset: { default: 0 }, id: { default: 0 }, value: { default: null }, dir: { default: null } },
      excludes: "",
      toDOM: wrapper,
    },
    link: {
      attrs: { href: {} },
      inclusive: false,
      toDOM: (mark: Mark) => ["a", { href: mark.attrs["href"], rel: "noopener noreferrer", target: "_blank" }, 0],
    },
    s: { parseDOM: [{ tag: "s" }], toDOM: () => ["s", 0] },
    u: { parseDOM: [{ tag: "u" }], toDOM: () => ["u", 0] },
    em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
    strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
  },
});

const LONGEST_LINK = 2048;

/** Whether a link may be followed; the same rule as `link_allowed` in `shared::prose`. */
export function linkAllowed(href: string): boolean {
  const named = /^(https?:\/\/|mailto:)./iu.test(href);
  return named && new TextEncoder().encode(href).length <= LONGEST_LINK && !/[\s\p{Cc}]/u.test(href);
}
