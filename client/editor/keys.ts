// The keyboard, and what typing certain signs at the start of a block does.

import { chainCommands, deleteSelection, joinForward, pcBaseKeymap, selectAll } from "prosemirror-commands";
import { InputRule, inputRules } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { Node } from "prosemirror-model";
import { type Command, Plugin } from "prosemirror-state";
import { backspace, commands, enter, shiftTab, tab } from "./commands.ts";
import { type Change, changed } from "./delta.ts";
import { blockAttributes, createBlock } from "./flat.ts";
import { startFor } from "./numbering.ts";
import { isMac } from "../palette/singles.ts";

/** What the keyboard asks of the editor around the state. */
export interface Desires {
  undo(): boolean;
  redo(): boolean;
  askForLink(): boolean;
}

/** Mod-Alt-M, as in other editors. Where AltGr writes a letter by the same keys, it is that letter. */
export function isCommentKey(event: KeyboardEvent): boolean {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const isM = event.code === "KeyM" || event.key.toLowerCase() === "m";
  return isM && mod && event.altKey && !event.shiftKey && !event.getModifierState("AltGraph");
}

export function keyboard({ undo, redo, askForLink }: Desires): Plugin[] {
  const named = (name: string): Command => commands[name] ?? (() => false);
  return [
    leaving(),
    keymap({
      "Mod-b": named("strong"),
      "Mod-i": named("em"),
      "Mod-u": named("u"),
      "Mod-Shift-x": named("s"),
      "Mod-k": askForLink,
      "Mod-z": undo,
      "Mod-y": redo,
      "Mod-Shift-z": redo,
      "Mod-Alt-0": named("paragraph"),
      "Mod-Alt-1": named("h1"),
      "Mod-Alt-2": named("h2"),
      "Mod-Alt-3": named("h3"),
      "Mod-Shift-7": named("ol"),
      "Mod-Shift-8": named("ul"),
      "Mod-Shift-9": named("quote"),
      "Mod-]": named("indent"),
      "Mod-[": named("outdent"),
      "Mod-a": selectAll,
      Enter: enter,
      // A line break would be a newline within a block, which flat text does not have.
      "Shift-Enter": enter,
      Backspace: chainCommands(deleteSelection, backspace),
      "Mod-Backspace": chainCommands(deleteSelection, backspace),
      "Shift-Backspace": chainCommands(deleteSelection, backspace),
      Delete: chainCommands(deleteSelection, joinForward),
      "Mod-Delete": chainCommands(deleteSelection, joinForward),
    }),
    keymap({ Tab: tab, "Shift-Tab": shiftTab }),
    keymap(pcBaseKeymap),
  ];
}

/** After Escape, the next Tab leaves the editor even in a list, so that no keyboard is trapped. */
const leaving = (): Plugin => {
  let escaped = false;
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown(_view, event) {
          // The editor looks no further, and the browser does what a Tab does.
          if (escaped && event.key === "Tab") return true;
          if (event.key !== "Shift") escaped = event.key === "Escape";
          return false;
        },
        blur() {
          escaped = false;
          return false;
        },
      },
    },
  });
};

/** `# ` makes a heading, `- ` and `4. ` a list, `> ` a quote. */
export function signs(): Plugin {
  type Sign = { match: RegExpMatchArray; doc: Node; index: number };
  const rule = (sign: RegExp, change: (sign: Sign) => Change) =>
    new InputRule(sign, (state, match, start, end) => {
      const $start = state.doc.resolve(start);
      const before = blockAttributes($start.parent);
      const wanted = changed(before, change({ match, doc: state.doc, index: $start.index(0) }));
      // A list item that begins with a sign means the sign.
      if (before["t"] && wanted["t"] !== before["t"]) return null;
      const block = createBlock(wanted);
      return state.tr.delete(start, end).setNodeMarkup($start.before(), block.type, block.attrs);
    });
  return inputRules({
    rules: [
      rule(/^(#{1,3})\s$/, ({ match }) => ({ t: `h${match[1]?.length}` })),
      rule(/^[-*•]\s$/, () => ({ t: "ul" })),
      // Not a year, which may well begin a sentence.
      rule(/^([1-9]\d{0,2})[.)]\s$/, ({ match, doc, index }) => ({ t: "ol", start: startFor(doc, index, Number(match[1])) })),
      rule(/^>\s$/, () => ({ quote: true })),
    ],
  });
}
