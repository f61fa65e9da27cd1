// Where others are. Their selections are coloured in the text; their carets and flags lie over it (`caret_overlay.ts`),
// so that they never move a word.

import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import type { Port } from "./binding.ts";
import { toPosition } from "./flat.ts";

/** Somebody's caret, as Rust sends it. */
export interface Caret {
  client: number;
  anchor: number[];
  head: number[];
  name: string;
  monogram: string;
  colour: string;
}

/** Somebody's caret where it is in the document. */
export interface Placed {
  caret: Caret;
  anchor: number;
  head: number;
}

interface Shown {
  placed: readonly Placed[];
  ranges: DecorationSet;
}

const key = new PluginKey<Shown>("carets");
const nothing: Shown = { placed: [], ranges: DecorationSet.empty };

/** Everybody else's carets. */
export const caretsOf = (state: EditorState): readonly Placed[] => key.getState(state)?.placed ?? [];

/** Whether anybody has selected something: that is drawn into the text itself. */
export const hasRanges = (state: EditorState): boolean => caretsOf(state).some(({ anchor, head }) => anchor !== head);

export const carets = new Plugin<Shown>({
  key,
  state: {
    init: () => nothing,
    apply(transaction, shown) {
      const placed: readonly Placed[] | undefined = transaction.getMeta(key);
      if (placed) return { placed, ranges: ranges(transaction.doc, placed) };
      if (!transaction.docChanged || shown === nothing) return shown;
      const { mapping, doc } = transaction;
      const moved = shown.placed.map(({ caret, anchor, head }) => ({ caret, anchor: mapping.map(anchor, -1), head: mapping.map(head, -1) }));
      return { placed: moved, ranges: shown.ranges.map(mapping, doc) };
    },
  },
  props: { decorations: (state) => key.getState(state)?.ranges },
});

/** A transaction that shows these carets and no others. */
export function showCarets(state: EditorState, port: Port, all: Caret[]): Transaction {
  const placed = all.flatMap((caret) => place(state, port, caret));
  return state.tr.setMeta(key, placed).setMeta("addToHistory", false);
}

function place(state: EditorState, port: Port, caret: Caret): Placed[] {
  const find = (anchor: number[]) => port.offset(Uint8Array.from(anchor));
  const head = find(caret.head);
  // Finding an offset walks through the text: once is enough where nothing is selected.
  const anchor = String(caret.anchor) === String(caret.head) ? head : find(caret.anchor);
  // Words that have not arrived yet; the caret comes with the next message.
  if (anchor === undefined || head === undefined) return [];
  const position = (offset: number) => Math.max(1, toPosition(state.doc, offset));
  return [{ caret, anchor: position(anchor), head: position(head) }];
}

function ranges(doc: EditorState["doc"], placed: readonly Placed[]): DecorationSet {
  const selecting = placed.filter(({ anchor, head }) => anchor !== head);
  if (!selecting.length) return DecorationSet.empty;
  const decorations = selecting.map(({ caret, anchor, head }) =>
    Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), { class: "caret-range", style: `--c: ${colourOf(caret)}` }),
  );
  return DecorationSet.create(doc, decorations);
}

/** Whatever it is, it goes into a style: nothing but a colour may come through. */
export function colourOf({ colour }: Caret): string {
  return /^(#[0-9a-f]{3,8}|var\(--[\w-]+\)|[a-z]+)$/i.test(colour) ? colour : "currentColor";
}
