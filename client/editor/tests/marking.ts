// What has just been written is marked for those who watch.

import { EditorState } from "prosemirror-state";
import { toDocument } from "../flat.ts";
import { forget, fresh, hasFresh } from "../fresh.ts";
import { equal, test } from "./suite.ts";

const begun = () =>
  EditorState.create({
    doc: toDocument([
      { text: "\n", attributes: {} },
      { text: "One two.", attributes: {} },
      { text: "\n", attributes: {} },
      { text: "Three.", attributes: {} },
    ]),
    plugins: [fresh],
  });

/** The words that are marked, in the order of the text. */
const marked = (state: EditorState): string[] => {
  const all = fresh.getState(state)?.find() ?? [];
  return all.sort((one, other) => one.from - other.from).map(({ from, to }) => state.doc.textBetween(from, to, "\n"));
};

export function markingTests(): void {
  test("what is written is marked, follows the text, and is forgotten in its time", () => {
    let state = begun();
    equal(hasFresh(state), false, "nothing is new at first");
    state = state.apply(state.tr.insertText("new ", 5));
    equal(marked(state), ["new "]);
    state = state.apply(state.tr.insertText("Ahead: ", 1));
    equal(marked(state), ["Ahead: ", "new "], "it moved with its words");
    state = state.apply(state.tr.insertText("!", state.doc.content.size - 1));
    state = state.apply(state.tr.delete(1, 4));
    equal(marked(state), ["ad: ", "new ", "!"], "what goes is marked by nothing");
    equal(marked(state.apply(forget(state, 0))), ["ad: ", "new ", "!"], "it is too soon");
    state = state.apply(forget(state, performance.now()));
    equal(hasFresh(state), false, "it is over");
    equal(state.doc.textContent, "ad: One new two.Three.!");
  });

  test("one transaction of several steps is marked where its words end up", () => {
    let state = begun();
    const both = state.tr.insertText("second ", 5).insertText("first ", 1);
    state = state.apply(both);
    equal(marked(state), ["first ", "second "]);
    state = state.apply(state.tr.setMeta("addToHistory", false));
    equal(marked(state), ["first ", "second "], "what changes nothing marks nothing");
  });
}
