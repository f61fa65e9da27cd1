// Parts of the text that are out of sight are not laid out (`editor.css`). So that the page has its length all the same,
// each says how much stands in it, and the text how much room that takes.

import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

/** How wide a character is, in heights of its line. */
const WIDTH = 0.27;

/** Says how high a character makes a text of this width. */
export function measured(): Plugin {
  return new Plugin({
    view({ dom }) {
      const line = Number.parseFloat(getComputedStyle(dom).lineHeight) || 28;
      const perLine = Math.max(20, dom.clientWidth / (line * WIDTH));
      dom.style.setProperty("--per-character", `${(line / perLine).toFixed(3)}px`);
      return {};
    },
  });
}

/**
 * Marks the blocks in which the selection begins and ends, and their neighbours: they are laid out wherever they are. A new
 * block would wait for the next frame otherwise, and what is typed until then would come to stand in the wrong order; and
 * the browser would not find its way into the line above or below.
 */
export function here(): Plugin {
  const key = new PluginKey<Here>("here");
  return new Plugin<Here>({
    key,
    state: {
      init: (_config, state) => marked(state),
      apply(transaction, before, _old, state) {
        if (!transaction.docChanged && !transaction.selectionSet) return before;
        const blocks = blocksOf(state);
        // Making a set anew looks at every block of the text: at every key that would be too much.
        const isAsBefore = blocks.length === before.blocks.length && blocks.every((block, nth) => isSame(block, before.blocks[nth]));
        const set = isAsBefore ? before.set.map(transaction.mapping, state.doc) : DecorationSet.empty;
        // A block that was replaced by one like it has lost its mark.
        return set.find().length === blocks.length ? { blocks, set } : marked(state);
      },
    },
    props: { decorations: (state) => key.getState(state)?.set },
  });
}

type Block = { index: number; start: number; node: Node };
type Here = { blocks: Block[]; set: DecorationSet };

function marked(state: EditorState): Here {
  const blocks = blocksOf(state);
  const decorations = blocks.map(({ start, node }) => Decoration.node(start, start + node.nodeSize, { class: "here" }));
  return { blocks, set: DecorationSet.create(state.doc, decorations) };
}

/** Whether only words have changed in a block. */
const isSame = (a: Block, b: Block | undefined) => b !== undefined && a.index === b.index && a.node.hasMarkup(b.node.type, b.node.attrs, b.node.marks);

function blocksOf({ doc, selection: { $anchor, $head } }: EditorState): Block[] {
  const indices = new Set([$anchor, $head].flatMap((end) => [-1, 0, 1].map((by) => end.index(0) + by)));
  const inside = [...indices].filter((index) => index >= 0 && index < doc.childCount);
  return inside.map((index) => ({ index, start: $head.posAtIndex(index, 0), node: doc.child(index) }));
}
