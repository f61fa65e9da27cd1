// The editor as the application mounts it.

import { EditorState, Plugin, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { Binding, type Port, guard, read } from "./binding.ts";
import { type Caret, carets, hasRanges, showCarets } from "./carets.ts";
import { commands, linkHere, setLink } from "./commands.ts";
import { type Commented, commented, commentedClass, comments } from "./comments.ts";
import { Composition } from "./composition.ts";
import { here, measured } from "./containment.ts";
import { toOffset } from "./flat.ts";
import { STAYS, forget, fresh, hasFresh } from "./fresh.ts";
import type { Reading } from "./reading.ts";
import { intents } from "./intents.ts";
import { isCommentKey, keyboard, signs } from "./keys.ts";
import { lists, readByBlock } from "./lists.ts";
import { moving } from "./moving.ts";
import type { Passage, Passages } from "./passages.ts";
import { pointed, pointedAt } from "./pointer.ts";
import { placeholder } from "./numbering.ts";
import { overlay } from "./caret_overlay.ts";
import { clipboardSerializer } from "./parts.ts";
import { htmlToSlice, pasting, textToSlice } from "./paste.ts";
import { Revealing } from "./reveal.ts";
import { toolbarState } from "./toolbar.ts";
import type { Omitted } from "./word.ts";
import { type Stretches, type Writers, plain, tint, writerHere, writers } from "./writers.ts";

/** How long the selection rests before others are told, in milliseconds. */
const RESTING = 60;

/** How soon words are tinted that were written meanwhile, in milliseconds. */
const TINTED = 500;

/** How long after the focus the selection is looked at for the last time, in milliseconds: after ProseMirror has (20). */
const SETTLED = 50;

/** How long a text rests before it is looked where the commented passages are, in milliseconds. */
const RESTED = 400;

export interface Options {
  label: string;
  describedBy: string | null;
  editable: boolean;
  dir: "ltr" | "rtl" | null;
  placeholder: string;
  /** Whether what has just been written is marked for some seconds. */
  highlights: boolean;
}

export interface Listeners {
  onSelection(anchor: Uint8Array | undefined, head: Uint8Array | undefined): void;
  onState(json: string): void;
  onLink(href: string): void;
  /** What a paste had to do without, as JSON. */
  onOmitted(json: string): void;
  /** Comment on what is selected; without a selection, go to the comment at the caret, if there is one. */
  onComment(at: string): void;
  /** A commented passage was pressed. */
  onPassage(id: string): void;
  /** The text has changed, and rests. */
  onRested(nothing: string): void;
  /** Under which client ids the text was written, and the word before the caret, as JSON. */
  onWriters(json: string): void;
  onTrouble(message: string): void;
}

export class Editor {
  private readonly view: EditorView;
  private readonly binding: Binding;
  private readonly composition: Composition;
  private readonly revealing: Revealing;
  private others: Caret[] = [];
  private rested: ReturnType<typeof setTimeout> | undefined;
  private editable: boolean;
  private told = "";
  private resting: ReturnType<typeof setTimeout> | undefined;
  private telling = false;
  private writers: Writers | undefined;
  private stretches: Stretches = [];
  private tinting: ReturnType<typeof setTimeout> | undefined;
  private toldWriters = "";
  private fading: ReturnType<typeof setTimeout> | undefined;

  constructor(
    element: HTMLElement,
    private readonly port: Port,
    private readonly options: Options,
    private readonly listeners: Listeners,
  ) {
    this.editable = options.editable;
    this.composition = new Composition(port, () => this.view.composing);
    element.classList.add("prose-place");
    this.view = new EditorView(element, {
      state: EditorState.create({ doc: read(port), plugins: this.plugins() }),
      dispatchTransaction: (transaction) => this.dispatch(transaction),
      editable: () => this.editable,
      attributes: () => this.attributes(),
      handleScrollToSelection: () => {
        this.revealing.plan();
        return true;
      },
      clipboardSerializer: clipboardSerializer(),
      clipboardTextParser: (text) => textToSlice(text, this.omitted),
      // ProseMirror asks it for one thing only: a slice of what was pasted.
      clipboardParser: { parseSlice: (root: Reading) => htmlToSlice(root, this.omitted) } as never,
      clipboardTextSerializer: (slice) => slice.content.textBetween(0, slice.content.size, "\n"),
    });
    this.revealing = new Revealing(this.view);
    readByBlock(this.view);
    this.binding = new Binding(port, {
      state: () => this.view.state,
      catchUp: () => this.catchUp(),
      update: (state, transactions) => this.update(state, transactions),
      trouble: (error) => listeners.onTrouble(String(error)),
    });
    this.tell();
  }

  setEditable(editable: boolean): void {
    if (this.editable === editable) return;
    this.editable = editable;
    this.view.updateState(this.view.state);
  }

  setCarets(json: string): void {
    this.others = JSON.parse(json) as Caret[];
    this.drawCarets();
  }

  /** Shows these passages as commented on, and no others. */
  setComments(json: string): void {
    this.setPassages(commented, JSON.parse(json) as Commented[], commentedClass);
  }

  /** Shows one passage as pointed at; none where it ends before it begins. */
  setPointed(from: number, to: number): void {
    this.setPassages(pointed, from < to ? [pointedAt(from, to)] : [], () => "pointed");
  }

  private setPassages<Shown extends Passage>(kind: Passages, all: readonly Shown[], look: (passage: Shown) => string): void {
    if (!all.length && !kind.has(this.view.state)) return;
    if (this.view.composing) {
      // Colour put around the word being composed would end the composition, and later they are elsewhere.
      this.rest();
      return;
    }
    this.catchUp();
    this.view.updateState(this.view.state.apply(kind.show(this.view.state, all, look)));
  }

  /** Brings a passage that is commented on, or pointed at, into sight, with the caret at its start if the keyboard shall go there. */
  showPassage(id: string, focus: boolean): boolean {
    const position = commented.start(this.view.state, id) ?? pointed.start(this.view.state, id);
    if (position === undefined) return false;
    const offset = toOffset(this.view.state.doc, position);
    if (focus) this.resume([offset, offset]);
    // What comes into sight is laid out only then, and may be higher than was thought.
    const look = () => !this.view.isDestroyed && this.blockAt(position)?.scrollIntoView({ block: "center", behavior: "instant" });
    if (!focus) look();
    if (!focus) requestAnimationFrame(look);
    return true;
  }

  /** Tints the words of these; nothing takes all tints away. */
  setWriters(json: string | undefined): void {
    this.writers = json === undefined ? undefined : (JSON.parse(json) as Writers);
    this.toldWriters = "";
    this.tint();
  }

  command(name: string, argument?: string): boolean {
    if (name === "comment") return this.askForComment();
    if (!this.editable) return false;
    this.catchUp();
    const done = this.run(name, argument);
    this.view.focus();
    return done;
  }

  focus(): void {
    this.view.focus();
  }

  /** Where the selection is, in flat offsets, while the editor has the keyboard. */
  place(): number[] | undefined {
    return this.view.hasFocus() ? this.binding.selection() : undefined;
  }

  /** Where the selection is, in flat offsets, whoever has the keyboard. */
  selection(): number[] {
    return this.binding.selection();
  }

  /** Takes the keyboard, with the selection where it was in an editor before. */
  resume(place: ArrayLike<number>): void {
    this.binding.select(place);
    // ProseMirror gives the keyboard to what may be written in only.
    if (this.editable) this.view.focus();
    else this.view.dom.focus({ preventScroll: true });
  }

  destroy(): void {
    clearTimeout(this.resting);
    clearTimeout(this.rested);
    clearTimeout(this.tinting);
    clearTimeout(this.fading);
    this.composition.release();
    this.revealing.destroy();
    this.view.destroy();
    this.port.free();
  }

  private run(name: string, argument = ""): boolean {
    if (name === "undo") return this.undo();
    if (name === "redo") return this.redo();
    const command = name === "link" ? setLink(argument) : commands[name];
    return command?.(this.view.state, this.view.dispatch) ?? false;
  }

  private readonly undo = () => (this.binding.undo(), true);
  private readonly redo = () => (this.binding.redo(), true);

  /** Of what is selected, or of the link at the caret; without either, the key is the palette's. */
  private readonly askForLink = () => {
    const { state } = this.view;
    const link = linkHere(state);
    if (link === null && state.selection.empty) return false;
    this.listeners.onLink(link ?? "");
    return true;
  };

  /** On what is selected, or to the comment at the caret; one may comment where one may not write. */
  private askForComment(): boolean {
    this.catchUp();
    const { selection } = this.view.state;
    const at = selection.empty ? commented.at(this.view.state, selection.head) : undefined;
    this.listeners.onComment(at ?? "");
    return true;
  }

  /** The element of the words at a position. */
  private blockAt(position: number): Element | null {
    const { node } = this.view.domAtPos(position);
    return node instanceof Element ? node : node.parentElement;
  }

  private readonly omitted = (omitted: Omitted) => {
    if (Object.values(omitted).some(Boolean)) this.listeners.onOmitted(JSON.stringify(omitted));
  };

  private plugins(): Plugin[] {
    const { undo, redo, askForLink, options } = this;
    const own = [intents, pasting(this.omitted), lists, placeholder(options.placeholder)];
    const onPassages = [comments((id) => this.listeners.onPassage(id)), pointed.plugin()];
    const view = [measured(), here(), ...onPassages, carets, writers, overlay(), this.events()];
    if (options.highlights) view.push(fresh);
    return [guard, signs(), ...moving(), ...keyboard({ undo, redo, askForLink }), ...own, ...view];
  }

  private events(): Plugin {
    return new Plugin({
      props: {
        handleDOMEvents: {
          keydown: (_view, event) => {
            this.catchUp();
            this.revealing.pressed(event);
            // Not a key of the keymap, which is heard only where one may write.
            if (!isCommentKey(event)) return false;
            event.preventDefault();
            return this.askForComment();
          },
          compositionstart: () => this.quietly(() => this.composition.begin()),
          compositionend: () => this.quietly(() => this.composition.end()),
          focus: () =>
            this.quietly(() => {
              this.tell();
              this.resettle();
            }),
          blur: () => this.quietly(() => this.tell()),
          // Menus and shaking a phone undo as well; the browser's own undo knows nothing of others.
          beforeinput: (_view, event) => this.travels(event),
        },
      },
    });
  }

  /**
   * A dialog gives the focus back and is then taken out with the browser's selection in it, which ends nowhere; ProseMirror
   * looks once, and leaves a selection alone that has moved meanwhile.
   */
  private resettle(): void {
    const look = () => {
      const { view } = this;
      if (view.isDestroyed || !this.editable || !view.hasFocus()) return;
      if (!view.dom.contains(document.getSelection()?.anchorNode ?? null)) view.focus();
    };
    requestAnimationFrame(look);
    setTimeout(look, SETTLED);
  }

  private quietly(act: () => void): false {
    act();
    return false;
  }

  private travels(event: InputEvent): boolean {
    if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return false;
    event.preventDefault();
    return event.inputType === "historyUndo" ? this.undo() : this.redo();
  }

  private attributes(): Record<string, string> {
    const { label, describedBy, dir, placeholder } = this.options;
    return {
      class: "prose-editor",
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": label,
      "aria-placeholder": placeholder,
      "aria-readonly": String(!this.editable),
      // What a browser translates in here would be taken for written, and go to everybody.
      translate: "no",
      // Without it, a text that may not be written now could not be reached to be read.
      tabindex: "0",
      ...(describedBy ? { "aria-describedby": describedBy } : {}),
      ...(dir ? { dir } : {}),
    };
  }

  private dispatch(transaction: Transaction): void {
    try {
      this.binding.dispatch(transaction);
    } catch (error) {
      // Nothing was written and nothing is shown: the two are still the same.
      this.view.updateState(this.view.state);
      this.listeners.onTrouble(String(error));
    }
  }

  private update(state: EditorState, transactions: readonly Transaction[]): void {
    this.view.updateState(state);
    if (transactions.some((each) => each.selectionSet && !each.docChanged)) this.revealing.selected();
    if (transactions.some((each) => each.docChanged)) this.rest();
    if (hasFresh(state)) this.fading ??= setTimeout(() => this.fade(), STAYS);
    if (transactions.some((each) => each.docChanged || each.selectionSet || each.storedMarksSet)) this.tell();
    if (this.writers && transactions.some((each) => each.docChanged)) this.tinting ??= setTimeout(() => this.tint(), TINTED);
    else if (this.writers) this.tellWriters();
  }

  /**
   * A browser moves the selection first and tells of it in a task of its own. A key that comes in between would act
   * where the selection was, and a redraw would put it back there. ProseMirror reads it when it flushes.
   */
  private catchUp(): void {
    if (this.view.composing) return;
    (this.view as unknown as { domObserver: { flush(): void } }).domObserver.flush();
  }

  private drawCarets(): void {
    const shown = this.view.state.apply(showCarets(this.view.state, this.port, this.others));
    // Colour put around the word being composed would end the composition.
    if (this.view.composing && (hasRanges(shown) || hasRanges(this.view.state))) {
      setTimeout(() => !this.view.isDestroyed && this.drawCarets(), 10 * RESTING);
      return;
    }
    this.catchUp();
    this.view.updateState(this.view.state.apply(showCarets(this.view.state, this.port, this.others)));
  }

  /** What was written a while ago is not marked any more. */
  private fade(): void {
    this.fading = undefined;
    if (this.view.isDestroyed) return;
    const { state } = this.view;
    this.view.updateState(state.apply(forget(state, performance.now() - STAYS)));
    if (hasFresh(this.view.state)) this.fading = setTimeout(() => this.fade(), STAYS / 4);
  }

  /** Says when the text has rested. */
  private rest(): void {
    clearTimeout(this.rested);
    this.rested = setTimeout(() => this.listeners.onRested(""), RESTED);
  }

  /** Not while a word is being composed: a tint put around it would end the composition. */
  private tint(): void {
    clearTimeout(this.tinting);
    this.tinting = undefined;
    if (this.view.isDestroyed) return;
    if (this.view.composing) {
      this.tinting = setTimeout(() => this.tint(), TINTED);
      return;
    }
    this.stretches = this.writers ? (JSON.parse(this.port.writers()) as Stretches) : [];
    this.catchUp();
    const { state } = this.view;
    const tinted = this.writers ? tint(state, this.stretches, this.writers) : plain(state);
    if (tinted !== state) this.view.updateState(tinted);
    if (this.writers) this.tellWriters();
  }

  private tellWriters(): void {
    const clients = [...new Set(this.stretches.map(([, client]) => client))];
    const json = JSON.stringify({ clients, here: writerHere(this.view.state) });
    if (json === this.toldWriters) return;
    this.toldWriters = json;
    queueMicrotask(() => this.listeners.onWriters(json));
  }

  /** Tells the toolbar after this task, and others once the selection rests: a listener may call back. */
  private tell(): void {
    if (!this.telling) {
      this.telling = true;
      queueMicrotask(() => this.tellToolbar());
    }
    this.resting ??= setTimeout(() => this.tellOthers(), RESTING);
  }

  private tellToolbar(): void {
    this.telling = false;
    if (this.view.isDestroyed) return;
    const history = { canUndo: this.port.canUndo(), canRedo: this.port.canRedo(), focused: this.view.hasFocus() };
    const json = JSON.stringify({ ...toolbarState(this.view.state), ...history });
    if (json === this.told) return;
    this.told = json;
    this.listeners.onState(json);
  }

  private tellOthers(): void {
    this.resting = undefined;
    if (this.view.isDestroyed) return;
    const [anchor, head] = this.view.hasFocus() ? this.binding.selection() : [];
    const at = (offset: number | undefined) => (offset === undefined ? undefined : this.port.anchor(offset));
    const start = at(anchor);
    // Finding a place walks through the text: once is enough for a caret.
    this.listeners.onSelection(start, anchor === head ? start : at(head));
  }
}
