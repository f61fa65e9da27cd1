// What the toolbar shows.

import type { EditorState } from "prosemirror-state";
import { linkHere } from "./commands.ts";
import { blockAttributes } from "./flat.ts";
import { schema } from "./schema.ts";

/** As `ToolbarState` in Rust has it, without what only the view and the document know. */
export function toolbarState(state: EditorState): Record<string, unknown> {
  const { empty, $from } = state.selection;
  const { t = "paragraph", indent = 0, quote = false, dir = null } = blockAttributes($from.parent);
  const marks = ["strong", "em", "u", "s"].map((name) => [name, isMarked(state, name)]);
  return { ...Object.fromEntries(marks), link: linkHere(state), kind: t, indent, quote, dir, empty };
}

/** Whether what is typed next would have the mark, or all of the selection has it. */
function isMarked(state: EditorState, name: string): boolean {
  const type = schema.marks[name];
  const { empty, $from, from, to } = state.selection;
  if (!type) return false;
  if (empty) return !!type.isInSet(state.storedMarks ?? $from.marks());
  let [some, all] = [false, true];
  state.doc.nodesBetween(from, to, (node) => {
    if (!node.isText) return;
    some = true;
    if (!type.isInSet(node.marks)) all = false;
  });
  return some && all;
}
