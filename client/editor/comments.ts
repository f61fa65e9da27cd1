// The passages that comments are on: tinted in the text, and followed through every change. Rust says where they are when
// there are others, and once the text has rested (`prose/passage.rs`); in between, nothing is looked up.

import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { toPosition } from "./flat.ts";

/** A passage, between two flat offsets. */
export interface Commented {
  id: string;
  from: number;
  to: number;
  /** Whether its thread is the one that is looked at. */
  chosen: boolean;
}

const key = new PluginKey<DecorationSet>("comments");

/** Calls back with the comment whose passage is pressed; with nothing where none is. */
export const comments = (pressed: (id: string) => void): Plugin =>
  new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, shown) {
        const marks: DecorationSet | undefined = transaction.getMeta(key);
        return marks ?? (transaction.docChanged ? shown.map(transaction.mapping, transaction.doc) : shown);
      },
    },
    props: {
      decorations: (state) => key.getState(state),
      handleClick(view, position) {
        const id = commentAt(view.state, position);
        if (id !== undefined) pressed(id);
        return false;
      },
    },
  });

/** A transaction that shows these passages and no others. */
export function showComments(state: EditorState, all: readonly Commented[]): Transaction {
  const { doc } = state;
  const marks = all.map(({ id, from, to, chosen }) => {
    const look = { class: chosen ? "commented chosen" : "commented" };
    // What is written beside it does not belong to it.
    const sticks = { inclusiveStart: false, inclusiveEnd: false, id };
    return Decoration.inline(Math.max(1, toPosition(doc, from)), Math.max(1, toPosition(doc, to)), look, sticks);
  });
  return state.tr.setMeta(key, marks.length ? DecorationSet.create(doc, marks) : DecorationSet.empty).setMeta("addToHistory", false);
}

/** Whether any passage is shown. */
export const hasComments = (state: EditorState): boolean => (key.getState(state) ?? DecorationSet.empty) !== DecorationSet.empty;

/** The comment on what is at a position; of several, the one on the fewest words. */
export function commentAt(state: EditorState, position: number): string | undefined {
  const here = key.getState(state)?.find(position, position) ?? [];
  const [least] = here.sort((one, other) => one.to - one.from - (other.to - other.from));
  return least && String(least.spec.id);
}

/** Where a comment's passage begins. */
export function passageOf(state: EditorState, id: string): number | undefined {
  return key.getState(state)?.find(undefined, undefined, (spec) => spec["id"] === id)[0]?.from;
}
