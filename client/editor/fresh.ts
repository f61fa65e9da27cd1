// What has just been written, gently marked for some seconds: for whoever watches a text that others write. It takes no room and
// moves nothing; how it fades is the styles' business.

import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

/** How long it stays marked, in milliseconds. */
export const STAYS = 6_000;

const key = new PluginKey<DecorationSet>("fresh");

export const fresh = new Plugin<DecorationSet>({
  key,
  state: {
    init: () => DecorationSet.empty,
    apply(transaction, shown) {
      const until: number | undefined = transaction.getMeta(key);
      if (until !== undefined) return shown.remove(shown.find(undefined, undefined, ({ at }) => at <= until));
      if (!transaction.docChanged) return shown;
      const moved = shown.map(transaction.mapping, transaction.doc);
      const at = performance.now();
      // What is written beside it is marked by itself.
      const spec = { at, inclusiveStart: false, inclusiveEnd: false };
      const marks = written(transaction).map(([from, to]) => Decoration.inline(from, to, { class: "just-written" }, spec));
      return marks.length ? moved.add(transaction.doc, marks) : moved;
    },
  },
  props: { decorations: (state) => key.getState(state) },
});

/** Whether anything is marked. */
export const hasFresh = (state: EditorState): boolean => (key.getState(state) ?? DecorationSet.empty) !== DecorationSet.empty;

/** A transaction after which nothing is marked that was written up to that moment. */
export function forget(state: EditorState, until: number): Transaction {
  return state.tr.setMeta(key, until).setMeta("addToHistory", false);
}

/** Where a transaction has put something, in the document that it leads to. */
function written({ mapping }: Transaction): [number, number][] {
  const places: [number, number][] = [];
  mapping.maps.forEach((map, nth) => {
    const later = mapping.slice(nth + 1);
    map.forEach((_oldStart, _oldEnd, start, end) => {
      const [from, to] = [later.map(start, 1), later.map(end, -1)];
      if (from < to) places.push([from, to]);
    });
  });
  return places;
}
