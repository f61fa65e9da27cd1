// Numbers of numbered items, and the placeholder: shown, never stored.

import type { Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { schema } from "./schema.ts";

/** The number of each block, or nothing; the same count as `numbers` in `shared::prose`. A number goes
 * on after deeper items, and begins again after anything else. */
export function numbers(doc: Node): (number | undefined)[] {
  const counts: (number | undefined)[] = [];
  return doc.content.content.map((block) => {
    const { indent, kind } = block.attrs;
    const item = block.type === schema.nodes.list_item;
    counts.length = item ? Math.min(counts.length, indent + 1) : 0;
    if (!item) return undefined;
    counts[indent] = kind === "ol" ? (counts[indent] ?? 0) + 1 : undefined;
    return counts[indent];
  });
}

function decorate(doc: Node, placeholder: string): DecorationSet {
  const decorations: Decoration[] = [];
  const counted = numbers(doc);
  doc.forEach((block, position, index) => {
    const number = counted[index];
    if (number === undefined || number === 1) return;
    decorations.push(Decoration.node(position, position + block.nodeSize, { start: String(number) }));
  });
  const only = doc.childCount === 1 ? doc.firstChild : null;
  if (only && !only.content.size && only.type === schema.nodes.paragraph) {
    decorations.push(Decoration.node(0, only.nodeSize, { class: "placeholder", "data-placeholder": placeholder }));
  }
  return DecorationSet.create(doc, decorations);
}

export function numbering(placeholder: string): Plugin {
  let [last, set]: [Node | undefined, DecorationSet] = [undefined, DecorationSet.empty];
  return new Plugin({
    props: {
      decorations({ doc }) {
        if (doc !== last) [last, set] = [doc, decorate(doc, placeholder)];
        return set;
      },
    },
  });
}
