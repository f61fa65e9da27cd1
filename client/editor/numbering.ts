// Numbers of numbered items, and the placeholder: shown, never stored.

import type { Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { schema } from "./schema.ts";

/** The number of each block, or nothing; the same count as `numbers` in `shared::prose`, and as the browser's in the
 * lists of `lists.ts`. A number goes on after deeper items, and begins again after anything else, or where an
 * item says with what. */
export function numbers(blocks: readonly Node[]): (number | undefined)[] {
  const counts: (number | undefined)[] = [];
  return blocks.map((block) => {
    const { indent, kind, start } = block.attrs;
    const item = block.type === schema.nodes.list_item;
    counts.length = item ? Math.min(counts.length, indent + 1) : 0;
    if (!item) return undefined;
    counts[indent] = kind === "ol" ? start ?? (counts[indent] ?? 0) + 1 : undefined;
    return counts[indent];
  });
}

/** The `start` that gives a block this number, if it were a numbered item: none if it would be counted so. */
export function startFor(doc: Node, index: number, number: number): number | null {
  const block = doc.child(index);
  const item = schema.node("list_item", { ...block.attrs, kind: "ol", start: null });
  // Nothing from above the last block that is no item counts here.
  let first = index;
  while (first > 0 && doc.child(first - 1).type === schema.nodes.list_item) first--;
  const counted = numbers([...doc.content.content.slice(first, index), item]).at(-1);
  return counted === number ? null : number;
}

/** Says what to write where nothing is written. */
export function placeholder(words: string): Plugin {
  return new Plugin({
    props: {
      decorations({ doc }) {
        const only = doc.childCount === 1 ? doc.firstChild : null;
        if (!only || only.content.size || only.type !== schema.nodes.paragraph) return null;
        const shown = Decoration.node(0, only.nodeSize, { class: "placeholder", "data-placeholder": words });
        return DecorationSet.create(doc, [shown]);
      },
    },
  });
}
