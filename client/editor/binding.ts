// Ties an editor's state to its text in the document. The document is written first: if it refuses, the
// editor does not change either, so the two never differ.

import { type EditorState, Plugin, TextSelection, type Transaction } from "prosemirror-state";
import { type Delta, type Insert } from "./delta.ts";
import { toDocument, toOffset, toPosition } from "./flat.ts";
import { FROM_DOCUMENT } from "./lists.ts";
import { deltaToTransaction } from "./remote.ts";
import { transactionToDeltas } from "./step.ts";

/** The text of one root, held by Rust: `ProsePort`. */
export interface Port {
  delta(): string;
  onDelta(listener: (delta: string) => void): void;
  /** No if it was too much at once; then nothing was written, and the words are offered back. */
  apply(deltas: string, anchor: number, head: number): boolean;
  undo(anchor: number, head: number): Uint32Array;
  redo(anchor: number, head: number): Uint32Array;
  closeStep(): void;
  canUndo(): boolean;
  canRedo(): boolean;
  anchor(offset: number): Uint8Array | undefined;
  offset(anchor: Uint8Array): number | undefined;
  writers(): string;
  hold(): void;
  release(): void;
  free(): void;
}

/** Whoever holds the editor's state: a view, or a test. */
export interface Holder {
  state(): EditorState;
  /** Brings the state up to where the browser has moved the selection without having told. */
  catchUp(): void;
  update(state: EditorState, transactions: readonly Transaction[]): void;
  trouble(error: unknown): void;
}

/** The document as it is now, for the editor's first state. */
export function read(port: Port): EditorState["doc"] {
  const inserts = JSON.parse(port.delta()) as Insert[];
  return toDocument(inserts.map(({ insert, attributes }) => ({ text: insert, attributes: attributes ?? {} })));
}

export class Binding {
  constructor(
    readonly port: Port,
    private readonly holder: Holder,
  ) {
    port.onDelta((delta) => this.show(JSON.parse(delta) as Delta));
  }

  /** Takes a transaction from the editor: into the document, then on screen. */
  dispatch(transaction: Transaction): void {
    const before = this.holder.state();
    const { state, transactions } = before.applyTransaction(transaction);
    const deltas = transactions.filter((each) => !each.getMeta(FROM_DOCUMENT)).flatMap(transactionToDeltas);
    if (deltas.length) {
      if (!this.port.apply(JSON.stringify(deltas), ...this.selection(before))) return;
    } else if (transaction.selectionSet && !transaction.docChanged) {
      this.port.closeStep();
    }
    this.holder.update(state, transactions);
  }

  undo(): boolean {
    if (!this.port.canUndo()) return false;
    this.select(this.port.undo(...this.selection()));
    return true;
  }

  redo(): boolean {
    if (!this.port.canRedo()) return false;
    this.select(this.port.redo(...this.selection()));
    return true;
  }

  /** The selection's anchor and head as flat offsets. */
  selection({ doc, selection } = this.holder.state()): [number, number] {
    return [toOffset(doc, selection.anchor), toOffset(doc, selection.head)];
  }

  private show(delta: Delta): void {
    try {
      this.holder.catchUp();
      const transaction = deltaToTransaction(this.holder.state(), delta);
      if (!transaction.docChanged) return;
      const { state, transactions } = this.holder.state().applyTransaction(transaction);
      this.holder.update(state, transactions);
    } catch (error) {
      this.holder.trouble(error);
    }
  }

  /** Selects between two flat offsets, or as near to them as the text allows. */
  select(ends: ArrayLike<number>): void {
    const { 0: anchor, 1: head } = ends;
    if (anchor === undefined || head === undefined) return;
    const { doc, tr } = this.holder.state();
    const place = (offset: number) => Math.max(1, toPosition(doc, offset));
    const transaction = tr.setSelection(TextSelection.create(doc, place(anchor), place(head)));
    const { state, transactions } = this.holder.state().applyTransaction(transaction.scrollIntoView());
    this.holder.update(state, transactions);
  }
}

// Newlines and other control characters mean something else in flat text; half a surrogate pair would
// be written as U+FFFD. Tabs are characters like any other.
const FORBIDDEN = /\p{Cs}|[^\P{Cc}\t]/u;

/** Whether text can stand in a block. */
export function mayStand(text: string): boolean {
  return !FORBIDDEN.test(text);
}

/** Refuses what would not be read back as it was written. */
export const guard = new Plugin({
  filterTransaction(transaction) {
    if (!transaction.docChanged || transaction.getMeta(FROM_DOCUMENT)) return true;
    let sound = true;
    transaction.mapping.maps.forEach((map, index) => {
      const rest = transaction.mapping.slice(index + 1);
      map.forEach((_from, _to, newFrom, newTo) => {
        const [from, to] = [rest.map(newFrom, -1), rest.map(newTo, 1)];
        transaction.doc.nodesBetween(from, Math.min(to, transaction.doc.content.size), (node) => {
          if (node.isTextblock && !mayStand(node.textContent)) sound = false;
          return false;
        });
      });
    });
    return sound;
  },
});
