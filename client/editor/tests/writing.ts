// Whose words are tinted how.

import { EditorState, TextSelection } from "prosemirror-state";
import { toDocument } from "../flat.ts";
import { type Stretches, plain, tint, writerHere, writers } from "../writers.ts";
import { equal, ok, test } from "./suite.ts";

const known = { "3": { name: "Ana", colour: "d1" }, "4": { name: "Ben", colour: "d2" } };

const stateOf = (text: string) => {
  const pieces = text.split(/(\n)/).filter(Boolean);
  return EditorState.create({ doc: toDocument(pieces.map((text) => ({ text, attributes: {} }))), plugins: [writers] });
};

/** The words that are tinted, with whose they are. */
const tinted = (state: EditorState) => {
  const set = writers.props.decorations?.call(writers, state) as unknown as { find(): { from: number; to: number; spec: { client: number } }[] };
  return set.find().map(({ from, to, spec }) => `${spec.client}:${state.doc.textBetween(from, to)}`);
};

export function writingTests(): void {
  test("every word is tinted for whoever wrote it, and words of nobody known are not", () => {
    // A newline of the house, then “Ana wrote” of one, “😀 Ben” and a new paragraph of another, “who?” of somebody unknown.
    const state = stateOf("\nAna wrote😀 Ben\nBen ends who?\n\nAna");
    const stretches: Stretches = [[1, 9_007_199_254_740_000], [9, 3], [16, 4], [4, 5], [2, 4], [3, 3]];
    equal(tinted(tint(state, stretches, known)), ["3:Ana wrote", "4:😀 Ben", "4:Ben ends ", "3:Ana"]);
  });

  test("tints follow the words, say whose they are at the caret, and go away", () => {
    const state = tint(stateOf("\nAna Ben"), [[1, 1], [4, 3], [3, 4]], known);
    const longer = state.apply(state.tr.insertText("new ", 1));
    equal(tinted(longer), ["3:Ana ", "4:Ben"]);
    const at = (position: number) => writerHere(longer.apply(longer.tr.setSelection(TextSelection.create(longer.doc, position))));
    equal([at(7), at(longer.doc.content.size - 1), at(2)], [3, 4, null]);
    const off = plain(longer);
    equal(tinted(off), []);
    ok(plain(off) === off, "nothing is drawn anew where nothing is tinted");
  });
}
