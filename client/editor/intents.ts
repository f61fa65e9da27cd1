// What an on-screen keyboard wants, in the browser's own words: its keys come as number 229 or not at all. Left
// to itself, the browser would take blocks apart in its own way, and the editor would have to guess what was meant.

import { chainCommands, deleteSelection, joinForward } from "prosemirror-commands";
import { type Command, Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { backspace, enter } from "./commands.ts";

const back = chainCommands(deleteSelection, backspace);
const forward = chainCommands(deleteSelection, joinForward);

/** Only what concerns whole blocks: within one, the browser knows better what a character or a word is. */
const INTENTS: Record<string, Command> = {
  insertParagraph: enter,
  // A line break would be a newline within a block, which flat text does not have.
  insertLineBreak: enter,
  deleteContentBackward: back,
  deleteWordBackward: back,
  deleteSoftLineBackward: back,
  deleteHardLineBackward: back,
  deleteContentForward: forward,
  deleteWordForward: forward,
  deleteSoftLineForward: forward,
  deleteHardLineForward: forward,
};

export const intents = new Plugin({
  props: {
    handleDOMEvents: {
      beforeinput(view, event) {
        const command = INTENTS[intentOf(event)];
        if (!command || !event.cancelable || !view.editable) return false;
        readPage(view);
        if (!command(view.state, view.dispatch, view)) return false;
        event.preventDefault();
        forgetKey(view);
        return true;
      },
    },
  },
});

/** Some keyboards type a line break as they would a letter. */
const intentOf = ({ inputType, data }: InputEvent) => (inputType === "insertText" && data === "\n" ? "insertParagraph" : inputType);

/** The word being composed, and where the caret has just been put, are not in the editor's state yet. */
function readPage(view: EditorView): void {
  const { domObserver } = view as unknown as { domObserver: { flush(): void; forceFlush(): void } };
  domObserver.forceFlush();
  domObserver.flush();
}

/** ProseMirror waits for what follows a key, and would do the same again. */
function forgetKey(view: EditorView): void {
  Object.assign((view as unknown as { input: object }).input, { lastKeyCode: null, lastIOSEnter: 0 });
}
