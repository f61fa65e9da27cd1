// The schema. Every block is a textblock directly under the document, so that a document and a flat
// text correspond exactly; every block attribute is legal on every block, every mark everywhere.

import { type DOMOutputSpec, type Mark, type Node, type NodeSpec, Schema } from "prosemirror-model";

/** Levels of indentation below the margin. */
export const DEEPEST = 8;

const common = { indent: { default: 0 }, dir: { default: null }, quote: { default: false } };

/** Attributes that every block's outer element carries. */
function shape(node: Node, more: Record<string, string> = {}): Record<string, string> {
  const { indent, dir, quote } = node.attrs;
  const attributes: Record<string, string> = { dir: dir ?? "auto", ...more };
  if (indent) attributes["data-indent"] = String(indent);
  if (quote) attributes["data-quote"] = "";
  return attributes;
}

const block = (spec: NodeSpec): NodeSpec => ({ group: "block", content: "text*", selectable: false, ...spec });

/** A list of one item: a bare `role=listitem` means nothing to screen readers. Its number is a decoration. */
function listItem(node: Node): DOMOutputSpec {
  return [node.attrs["kind"], shape(node), ["li", { "aria-level": String(node.attrs["indent"] + 1) }, 0]];
}

// The question is the page's first heading, so headings within an answer begin at the second.
const headingTag = (level: number) => `h${level + 1}`;

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: block({ attrs: common, parseDOM: [{ tag: "p" }], toDOM: (node) => ["p", shape(node), 0] }),
    heading: block({
      attrs: { level: { default: 1 }, ...common },
      defining: true,
      parseDOM: [1, 2, 3].map((level) => ({ tag: headingTag(level), attrs: { level } })),
      toDOM: (node) => [headingTag(node.attrs["level"]), shape(node), 0],
    }),
    list_item: block({
      attrs: { kind: { default: "ul" }, ...common },
      defining: true,
      parseDOM: [{ tag: "li", getAttrs: (li) => ({ kind: li.parentElement?.localName === "ol" ? "ol" : "ul" }) }],
      toDOM: listItem,
    }),
    text: { inline: true },
  },
  marks: {
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
