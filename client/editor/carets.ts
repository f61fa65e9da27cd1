// Where others are. Colour never stands alone: a monogram is always there, and the name for two
// seconds after a caret has moved.

import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import type { Port } from "./binding.ts";
import { toPosition } from "./flat.ts";

/** Somebody's caret, as Rust sends it. */
export interface Caret {
  client: number;
  anchor: number[];
  head: number[];
  name: string;
  monogram: string;
  colour: string;
}

const key = new PluginKey<DecorationSet>("carets");

export const carets = new Plugin<DecorationSet>({
  key,
  state: {
    init: () => DecorationSet.empty,
    apply(transaction, set) {
      const fresh: Decoration[] | undefined = transaction.getMeta(key);
      return fresh ? DecorationSet.create(transaction.doc, fresh) : set.map(transaction.mapping, transaction.doc);
    },
  },
  props: { decorations: (state) => key.getState(state) },
});

/** A transaction that shows these carets and no others. */
export function showCarets(state: EditorState, port: Port, all: Caret[]): Transaction {
  const decorations = all.flatMap((caret) => decorate(state, port, caret));
  return state.tr.setMeta(key, decorations).setMeta("addToHistory", false);
}

function decorate(state: EditorState, port: Port, caret: Caret): Decoration[] {
  const anchor = port.offset(Uint8Array.from(caret.anchor));
  const head = port.offset(Uint8Array.from(caret.head));
  // Words that have not arrived yet; the caret comes with the next message.
  if (anchor === undefined || head === undefined) return [];
  const [at, other] = [head, anchor].map((offset) => Math.max(1, toPosition(state.doc, offset))) as [number, number];
  // The element is kept while the key is, so its animation plays once for every move.
  const moved = `${caret.client} ${caret.colour} ${caret.monogram} ${caret.name} ${caret.head.join()}`;
  const widget = Decoration.widget(at, () => element(caret), { key: moved, side: -1, ignoreSelection: true, marks: [] });
  if (at === other) return [widget];
  const range = { class: "caret-range", style: `--c: ${colour(caret)}` };
  return [widget, Decoration.inline(Math.min(at, other), Math.max(at, other), range)];
}

/** Whatever it is, it goes into a style attribute: nothing but a colour may come through. */
function colour({ colour }: Caret): string {
  return /^(#[0-9a-f]{3,8}|var\(--[\w-]+\)|[a-z]+)$/i.test(colour) ? colour : "currentColor";
}

function element(caret: Caret): HTMLElement {
  const make = (className: string, text: string) => {
    const span = document.createElement("span");
    span.className = className;
    span.textContent = text;
    return span;
  };
  const outer = make("caret", "");
  outer.style.setProperty("--c", colour(caret));
  // Who is where is told in the list of people; here it would interrupt every line.
  outer.setAttribute("aria-hidden", "true");
  outer.append(make("caret-monogram", caret.monogram), make("caret-name", caret.name));
  return outer;
}
