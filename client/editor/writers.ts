// Who wrote what, as a tint under the words, while somebody wants to see it. Words typed meanwhile are tinted once their writer
// pauses: nothing is done for a key, and nothing at all while it is off.

import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

/** Whose words they are, as Rust sends it, by client id. */
export type Writers = Record<string, { name: string; colour: string }>;

/** How many UTF-16 units were written under a client id, one stretch after the other. */
export type Stretches = [length: number, client: number][];

const key = new PluginKey<DecorationSet>("writers");

export const writers = new Plugin<DecorationSet>({
  key,
  state: {
    init: () => DecorationSet.empty,
    apply(transaction, shown) {
      const drawn: DecorationSet | undefined = transaction.getMeta(key);
      if (drawn) return drawn;
      return transaction.docChanged && shown !== DecorationSet.empty ? shown.map(transaction.mapping, transaction.doc) : shown;
    },
  },
  props: { decorations: (state) => key.getState(state) },
});

/** The state with these words tinted and no others. */
export function tint(state: EditorState, stretches: Stretches, known: Writers): EditorState {
  const tints = DecorationSet.create(state.doc, decorations(state.doc, stretches, known));
  return state.apply(state.tr.setMeta(key, tints).setMeta("addToHistory", false));
}

/** The state without any tint; itself if there is none. */
export function plain(state: EditorState): EditorState {
  if (key.getState(state) === DecorationSet.empty) return state;
  return state.apply(state.tr.setMeta(key, DecorationSet.empty).setMeta("addToHistory", false));
}

/** Who wrote the word before the caret. */
export function writerHere(state: EditorState): number | null {
  const { head } = state.selection;
  const [found] = key.getState(state)?.find(head - 1, head) ?? [];
  return found?.spec.client ?? null;
}

function decorations(doc: Node, stretches: Stretches, known: Writers): Decoration[] {
  const all: Decoration[] = [];
  let [nth, client, end] = [0, 0, 0];
  doc.forEach((block, position, index) => {
    // An open token is a newline: the words of a block begin one unit after it.
    let offset = position - index + 1;
    const last = offset + block.content.size;
    while (offset < last) {
      for (; end <= offset && nth < stretches.length; nth++) {
        const [length, by] = stretches[nth] ?? [0, 0];
        [client, end] = [by, end + length];
      }
      const until = Math.min(end, last);
      if (until <= offset) return;
      const writer = known[String(client)];
      if (writer) all.push(Decoration.inline(offset + index, until + index, { class: `by ${writer.colour}`, title: writer.name }, { client }));
      offset = until;
    }
  });
  return all;
}
