// Random edits, of every kind that people, commands and pastes make, and some that only a test would.

import { deleteSelection, joinBackward, joinForward, setBlockType, splitBlock, splitBlockKeepMarks, toggleMark } from "prosemirror-commands";
import { Fragment, type Mark, type Node, Slice } from "prosemirror-model";
import { AllSelection, type Command, TextSelection } from "prosemirror-state";
import { commands, enter } from "../commands.ts";
import { toPosition } from "../flat.ts";
import { schema } from "../schema.ts";
import type { Peer } from "./peer.ts";
import type { Random } from "./random.ts";

const WORDS = ["a", "bc", "hello ", "wor", "😀", "👩‍👩‍👧", "😁", "مرحبا", " العالم", "é", "e\u0301", "aa", "a", "\u200f", "𝒳", "\t"];
const LINKS = ["https://un.org/a", "https://un.org/b", "mailto:c@un.org"];

type Edit = () => void;

/** A position that does not cut a character in two. */
function safe(doc: Node, position: number): number {
  const $position = doc.resolve(position);
  if (!$position.depth || !$position.parentOffset) return position;
  const unit = $position.parent.textContent.charCodeAt($position.parentOffset);
  return unit >= 0xdc00 && unit < 0xe000 ? position - 1 : position;
}

export class Editing {
  constructor(
    readonly peer: Peer,
    readonly random: Random,
  ) {}

  private get doc(): Node {
    return this.peer.state.doc;
  }

  private run(command: Command): boolean {
    return command(this.peer.state, this.peer.dispatch);
  }

  /** Anywhere, between blocks too. */
  private anywhere(): number {
    return safe(this.doc, this.random.below(this.doc.content.size + 1));
  }

  /** Anywhere inside a block. */
  private inside(): number {
    const index = this.random.below(this.doc.childCount);
    return safe(this.doc, this.start(index) + 1 + this.random.below(this.doc.child(index).content.size + 1));
  }

  private span(position: () => number): [number, number] {
    const [a, b] = [position(), position()];
    return [Math.min(a, b), Math.max(a, b)];
  }

  private start(index: number): number {
    let size = 0;
    for (let i = 0; i < index; i++) size += this.doc.child(i).nodeSize;
    return size;
  }

  private someBlock(): number {
    return this.start(this.random.below(this.doc.childCount));
  }

  select(): void {
    const { chance, below } = this.random;
    const anchor = this.inside();
    const near = () => safe(this.doc, Math.min(this.doc.content.size - 1, anchor + below(12)));
    const head = chance(0.5) ? anchor : chance(0.6) ? near() : this.inside();
    const { state } = this.peer;
    const selection = TextSelection.between(state.doc.resolve(anchor), state.doc.resolve(head));
    this.peer.dispatch(state.tr.setSelection(selection));
  }

  private marks(): readonly Mark[] {
    const { chance, pick } = this.random;
    const chosen = (["strong", "em", "u", "s"] as const).filter(() => chance(0.2)).map((name) => schema.mark(name));
    if (chance(0.15)) chosen.push(schema.mark("link", { href: pick(LINKS) }));
    return chosen.reduce<readonly Mark[]>((set, mark) => mark.addToSet(set), []);
  }

  private words(): Node {
    let text = "";
    for (let i = this.random.below(3); i >= 0; i--) text += this.random.pick(WORDS);
    return schema.text(text, this.marks());
  }

  private kind(): { name: string; attrs: Record<string, unknown> } {
    const { pick, below } = this.random;
    const name = pick(["paragraph", "paragraph", "heading", "list_item"]);
    if (name === "heading") return { name, attrs: { level: 1 + below(3) } };
    return { name, attrs: name === "list_item" ? { kind: pick(["ul", "ol"]) } : {} };
  }

  private block(): Node {
    const { chance, pick, below } = this.random;
    const { name, attrs } = this.kind();
    const common = { indent: pick([0, 0, 1, 2, 8]), dir: pick([null, null, "rtl", "ltr"]), quote: chance(0.15), start: pick([null, null, null, 1, 4, 9_999]) };
    const content = Array.from({ length: chance(0.15) ? 0 : 1 + below(2) }, () => this.words());
    return schema.node(name, { ...attrs, ...common }, Fragment.fromArray(content));
  }

  private blocks(most: number): Fragment {
    return Fragment.fromArray(Array.from({ length: 1 + this.random.below(most) }, () => this.block()));
  }

  private readonly edits: Record<string, Edit> = {
    type: () => {
      this.select();
      this.peer.dispatch(this.peer.state.tr.insertText(this.random.pick(WORDS)));
    },
    typeMarked: () => {
      this.select();
      this.peer.dispatch(this.peer.state.tr.replaceSelectionWith(this.words(), false));
    },
    remove: () => {
      this.select();
      this.run(deleteSelection);
    },
    removeAny: () => this.peer.dispatch(this.peer.state.tr.delete(...this.span(() => this.anywhere()))),
    removeRange: () => this.peer.dispatch(this.peer.state.tr.deleteRange(...this.span(() => this.anywhere()))),
    backspace: () => {
      this.select();
      if (this.run(joinBackward)) return;
      const { head, $head } = this.peer.state.selection;
      if ($head.parentOffset > 0) this.peer.dispatch(this.peer.state.tr.delete(safe(this.doc, head - 1), head));
    },
    enter: () => {
      this.select();
      this.run(splitBlock);
    },
    enterItem: () => {
      this.select();
      this.run(enter);
    },
    enterMarked: () => {
      this.select();
      this.run(splitBlockKeepMarks);
    },
    split: () => {
      const types = this.random.chance(0.5) ? [{ type: schema.nodes.paragraph }] : undefined;
      this.peer.dispatch(this.peer.state.tr.split(this.inside(), 1, types));
    },
    join: () => {
      const index = this.random.below(this.doc.childCount);
      if (index > 0) this.peer.dispatch(this.peer.state.tr.join(this.start(index)));
    },
    joinForward: () => {
      this.select();
      this.run(joinForward);
    },
    command: () => {
      this.select();
      const name = this.random.pick(["ul", "ol", "indent", "outdent", "h2", "quote", "rtl", "paragraph"]);
      this.run(commands[name] as Command);
    },
    toggle: () => {
      this.select();
      this.run(toggleMark(this.random.pick([schema.marks.strong, schema.marks.em, schema.marks.u, schema.marks.s])));
    },
    mark: () => {
      const [from, to] = this.span(() => this.anywhere());
      const { tr } = this.peer.state;
      for (const mark of this.marks()) tr.addMark(from, to, mark);
      this.peer.dispatch(tr);
    },
    link: () => {
      const mark = schema.mark("link", { href: this.random.pick(LINKS) });
      this.peer.dispatch(this.peer.state.tr.addMark(...this.span(() => this.inside()), mark));
    },
    unmark: () => this.peer.dispatch(this.peer.state.tr.removeMark(...this.span(() => this.anywhere()))),
    blockType: () => {
      this.select();
      const { name, attrs } = this.kind();
      this.run(setBlockType(schema.nodes[name as "paragraph"], attrs));
    },
    attribute: () => {
      const { pick, below, chance } = this.random;
      const [name, value] = pick<[string, unknown]>([
        ["indent", below(3)],
        ["dir", pick([null, "rtl", "ltr"])],
        ["quote", chance(0.5)],
        ["start", pick([null, 1, 7])],
      ]);
      this.peer.dispatch(this.peer.state.tr.setNodeAttribute(this.someBlock(), name, value));
    },
    markup: () => {
      const block = this.block();
      this.peer.dispatch(this.peer.state.tr.setNodeMarkup(this.someBlock(), block.type, block.attrs));
    },
    paste: () => {
      this.select();
      this.peer.dispatch(this.peer.state.tr.replaceSelection(new Slice(this.blocks(4), 1, 1)));
    },
    pasteClosed: () => {
      this.select();
      const [open, close] = [this.random.below(2), this.random.below(2)];
      this.peer.dispatch(this.peer.state.tr.replaceSelection(new Slice(this.blocks(3), open, close)));
    },
    replaceRange: () => {
      const slice = new Slice(this.blocks(3), this.random.below(2), this.random.below(2));
      this.peer.dispatch(this.peer.state.tr.replaceRange(...this.span(() => this.anywhere()), slice));
    },
    insertBlocks: () => {
      const at = this.start(this.random.below(this.doc.childCount + 1));
      this.peer.dispatch(this.peer.state.tr.insert(at, this.blocks(2)));
    },
    removeBlocks: () => {
      const { below } = this.random;
      const first = below(this.doc.childCount);
      const end = Math.min(this.doc.childCount, first + 1 + below(3));
      if (end - first < this.doc.childCount) this.peer.dispatch(this.peer.state.tr.delete(this.start(first), this.start(end)));
    },
    move: () => {
      if (this.doc.childCount < 2) return;
      const index = this.random.below(this.doc.childCount);
      const block = this.doc.child(index);
      const tr = this.peer.state.tr.delete(this.start(index), this.start(index) + block.nodeSize);
      let at = 0;
      for (let i = this.random.below(tr.doc.childCount + 1) - 1; i >= 0; i--) at += tr.doc.child(i).nodeSize;
      this.peer.dispatch(tr.insert(at, block));
    },
    everything: () => {
      const { state } = this.peer;
      const { chance } = this.random;
      if (chance(0.06)) this.peer.dispatch(state.tr.replaceWith(0, state.doc.content.size, this.blocks(4)));
      else if (chance(0.06)) this.peer.dispatch(state.tr.setSelection(new AllSelection(state.doc)).replaceSelection(new Slice(this.blocks(2), 1, 1)));
      else if (chance(0.05)) this.peer.dispatch(state.tr.setSelection(new AllSelection(state.doc)).deleteSelection());
    },
    swapEmoji: () => {
      // The browser reports only the half of the pair that differs.
      const at = this.doc.textBetween(0, this.doc.content.size, "\n").indexOf("😀");
      const position = toPosition(this.doc, at + 1);
      if (at >= 0) this.peer.dispatch(this.peer.state.tr.insertText("😁", position, position + 2));
    },
    several: () => {
      const { tr } = this.peer.state;
      const { chance, below, pick } = this.random;
      for (let i = 0; i < 3; i++) {
        const at = Math.max(1, safe(tr.doc, toPosition(tr.doc, 1 + below(tr.doc.content.size - tr.doc.childCount))));
        if (chance(0.5)) tr.insertText(pick(WORDS), at);
        else if (chance(0.5)) tr.split(at);
        else tr.addMark(1, at, schema.mark("strong"));
      }
      this.peer.dispatch(tr);
    },
  };

  /** Which edit was made last, for a message. */
  last = "";

  /** Makes one random edit. */
  edit(): void {
    const { chance, pick } = this.random;
    let names = Object.keys(this.edits);
    if (this.doc.content.size > 1500) names = ["removeAny", "removeBlocks", "remove"];
    else if (chance(0.35)) names = ["type", "typeMarked", "enter", "backspace"];
    this.last = pick(names);
    this.edits[this.last]?.();
  }
}
