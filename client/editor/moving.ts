// Keys that lead far away. Browsers find the way by what is laid out, and what is out of sight is not.

import { keymap } from "prosemirror-keymap";
import { type Command, Plugin, Selection, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

/** To the start or the end of the text, with the selection or without. */
function to(side: "start" | "end", extending: boolean): Command {
  return ({ doc, selection, tr }, dispatch) => {
    const { $head } = side === "start" ? Selection.atStart(doc) : Selection.atEnd(doc);
    const goal = extending ? TextSelection.between(selection.$anchor, $head) : TextSelection.create(doc, $head.pos);
    dispatch?.(tr.setSelection(goal).scrollIntoView());
    return true;
  };
}

/** On a Mac, arrows do what Home and End do elsewhere. */
const KEYS = /Mac|iP(hone|[oa]d)/.test(globalThis.navigator?.platform ?? "")
  ? { start: ["Mod-ArrowUp", "Mod-Home"], end: ["Mod-ArrowDown", "Mod-End"] }
  : { start: ["Mod-Home"], end: ["Mod-End"] };

export function moving(): Plugin[] {
  const bound = (["start", "end"] as const).flatMap((side) =>
    KEYS[side].flatMap((key) => [
      [key, to(side, false)],
      [`Shift-${key}`, to(side, true)],
    ]),
  );
  return [keymap(Object.fromEntries(bound)), paging];
}

/** A page up or down from a caret that is out of sight ends where nothing is laid out: for that key, all of the text is. */
const paging = new Plugin({
  props: {
    handleDOMEvents: {
      keydown(view, { key }) {
        if (key.startsWith("Page") && !isInSight(view)) layOutWhole(view);
        return false;
      },
    },
  },
});

function isInSight(view: EditorView): boolean {
  const { $head } = view.state.selection;
  const block = $head.depth ? view.nodeDOM($head.before(1)) : null;
  if (!(block instanceof Element)) return false;
  const { top, bottom } = block.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

function layOutWhole({ dom }: EditorView): void {
  dom.dataset["whole"] = "";
  // The browser has moved the caret by the next frame.
  requestAnimationFrame(() => delete dom.dataset["whole"]);
}
