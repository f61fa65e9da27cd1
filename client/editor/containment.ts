// Blocks that are out of sight are not laid out (`editor.css`). So that the page has its length all the same, each says
// how many lines it is likely to take until it has been seen.

import { DOMSerializer, type Node } from "prosemirror-model";
import { type EditorState, Plugin } from "prosemirror-state";
import { Decoration, DecorationSet, type NodeView } from "prosemirror-view";
import { schema } from "./schema.ts";

/** What a character takes of its line's height, roughly, in width. */
const CHARACTER = 0.27;

/** Node views that draw blocks as the schema says, with the number of lines that they will take in an element's width. */
export function measured(element: HTMLElement): Record<string, (node: Node) => NodeView> {
  let perLine = 0;
  const view = (node: Node): NodeView => {
    // Once: asking for it lays the page out.
    perLine ||= charactersPerLine(element);
    const drawn = DOMSerializer.renderSpec(document, node.type.spec.toDOM?.(node) ?? ["p", 0]);
    const dom = drawn.dom as HTMLElement;
    dom.style.setProperty("--lines", String(Math.ceil((node.content.size + 1) / perLine)));
    return { dom, contentDOM: drawn.contentDOM ?? dom };
  };
  const blocks = Object.keys(schema.nodes).filter((name) => schema.nodes[name]?.isTextblock);
  return Object.fromEntries(blocks.map((name) => [name, view]));
}

function charactersPerLine(element: HTMLElement): number {
  const line = Number.parseFloat(getComputedStyle(element).lineHeight) || 28;
  return Math.max(20, element.clientWidth / (line * CHARACTER));
}

/**
 * Marks the blocks in which the selection begins and ends, and their neighbours: they are laid out wherever they are. A new
 * block would wait for the next frame otherwise, and what is typed until then would come to stand in the wrong order; and
 * the browser would not find its way into the line above or below.
 */
export function here(): Plugin {
  let [last, set]: [EditorState | undefined, DecorationSet] = [undefined, DecorationSet.empty];
  return new Plugin({
    props: {
      decorations(state) {
        const { doc, selection } = state;
        if (last?.doc !== doc || !last.selection.eq(selection)) [last, set] = [state, DecorationSet.create(doc, blocksOf(state))];
        return set;
      },
    },
  });
}

function blocksOf({ doc, selection: { $anchor, $head } }: EditorState): Decoration[] {
  const indices = new Set([$anchor, $head].flatMap((end) => [-1, 0, 1].map((by) => end.index(0) + by)));
  const blocks = [...indices].filter((index) => index >= 0 && index < doc.childCount);
  return blocks.map((index) => {
    const start = $head.posAtIndex(index, 0);
    return Decoration.node(start, start + doc.child(index).nodeSize, { class: "here" });
  });
}
