// Passages that are tinted in the text, and followed through every change. Rust says where they are when there are others, and
// once the text has rested (`prose/passage.rs`); in between, nothing is looked up.

import { type EditorState, Plugin, PluginKey, type PluginSpec, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { toPosition } from "./flat.ts";

/** A passage, between two flat offsets. */
export interface Passage {
  id: string;
  from: number;
  to: number;
}

/** One kind of passages. */
export class Passages {
  private readonly key: PluginKey<DecorationSet>;

  constructor(name: string) {
    this.key = new PluginKey(name);
  }

  plugin(props: PluginSpec<DecorationSet>["props"] = {}): Plugin {
    const { key } = this;
    return new Plugin<DecorationSet>({
      key,
      state: {
        init: () => DecorationSet.empty,
        apply(transaction, shown) {
          const marks: DecorationSet | undefined = transaction.getMeta(key);
          return marks ?? (transaction.docChanged ? shown.map(transaction.mapping, transaction.doc) : shown);
        },
      },
      props: { ...props, decorations: (state) => key.getState(state) },
    });
  }

  /** A transaction that shows these and no others, each in its class. */
  show<Shown extends Passage>(state: EditorState, all: readonly Shown[], look: (passage: Shown) => string): Transaction {
    const { doc } = state;
    const marks = all.map((passage) => {
      // What is written beside it does not belong to it.
      const sticks = { inclusiveStart: false, inclusiveEnd: false, id: passage.id };
      const [from, to] = [Math.max(1, toPosition(doc, passage.from)), Math.max(1, toPosition(doc, passage.to))];
      return Decoration.inline(from, to, { class: look(passage) }, sticks);
    });
    return state.tr.setMeta(this.key, marks.length ? DecorationSet.create(doc, marks) : DecorationSet.empty).setMeta("addToHistory", false);
  }

  /** Whether any is shown. */
  has = (state: EditorState): boolean => (this.key.getState(state) ?? DecorationSet.empty) !== DecorationSet.empty;

  /** The one at a position; of several, the one of the fewest words. */
  at(state: EditorState, position: number): string | undefined {
    const here = this.key.getState(state)?.find(position, position) ?? [];
    const [least] = here.sort((one, other) => one.to - one.from - (other.to - other.from));
    return least && String(least.spec.id);
  }

  /** Where one begins. */
  start(state: EditorState, id: string): number | undefined {
    return this.key.getState(state)?.find(undefined, undefined, (spec) => spec["id"] === id)[0]?.from;
  }
}
