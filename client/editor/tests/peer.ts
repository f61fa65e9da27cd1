// A peer at the table: a document in wasm and the state of an editor bound to it.

import type { Mark, Node } from "prosemirror-model";
import { EditorState, type Plugin, type Transaction } from "prosemirror-state";
import type { DocumentPort } from "roundtable-client";
import { Binding, type Port, guard, read } from "../binding.ts";
import { type Insert, type Piece, sameAttributes } from "../delta.ts";
import { sameBlock, toDocument, toPieces } from "../flat.ts";
import { lists, wrapsAround } from "../lists.ts";
import { partOf } from "../parts.ts";
import { core } from "./core.ts";

export const ROOT = "answer/q1";

/** The one update that makes the root, as the server writes it when the question is made. */
export function firstNewline(): Uint8Array {
  const copy = new (core().DocumentPort)(1);
  const port = copy.open(ROOT);
  // Editing an empty root writes its first newline; marking that newline changes nothing else.
  port.apply('[[{"retain":1,"attributes":{"quote":null}}]]', 0, 0);
  return copy.encodeState();
}

let seedUpdate: Uint8Array | undefined;

export class Peer {
  readonly copy: DocumentPort;
  readonly port: Port;
  readonly binding: Binding;
  readonly sent: Uint8Array[] = [];
  state: EditorState;
  /** How many transactions of its own changed the document. */
  written = 0;

  constructor(
    readonly client: number,
    { grouping = 0, plugins = [guard, lists] }: { grouping?: number; plugins?: Plugin[] } = {},
  ) {
    seedUpdate ??= firstNewline();
    this.copy = new (core().DocumentPort)(client);
    this.copy.receive(seedUpdate);
    this.copy.settle();
    this.port = this.copy.open(ROOT, grouping);
    this.state = EditorState.create({ doc: read(this.port), plugins });
    this.copy.onLocal((update) => this.sent.push(update));
    this.binding = new Binding(this.port, {
      state: () => this.state,
      update: (state) => {
        this.state = state;
      },
      catchUp: () => {},
      trouble: (error) => {
        throw error;
      },
    });
  }

  readonly dispatch = (transaction: Transaction): void => {
    if (transaction.docChanged) this.written++;
    this.binding.dispatch(transaction);
  };

  /** The document's own text. */
  get pieces(): Piece[] {
    return (JSON.parse(this.port.delta()) as Insert[]).map(({ insert, attributes }) => ({ text: insert, attributes: attributes ?? {} }));
  }

  get text(): string {
    return this.pieces.map((piece) => piece.text).join("");
  }

  receive(...updates: Uint8Array[]): void {
    for (const update of updates) this.copy.receive(update);
    this.copy.settle();
  }

  /** Fails unless editor and document are the same, read either way. */
  check(where: string): void {
    const [own, shown] = [this.pieces, toPieces(this.state.doc)];
    const wanted = toDocument(own);
    const same = shown.length === own.length && shown.every((piece, i) => piece.text === own[i]?.text && sameAttributes(piece.attributes, own[i].attributes));
    if (!same || !sameBlocks(this.state.doc, wanted)) {
      throw new Error(`${where}: the editor shows\n${JSON.stringify(shown)}\nwhere the document holds\n${JSON.stringify(own)}`);
    }
    const [around, meant] = [listsAround(this.state.doc), listsAround(wanted)];
    if (around !== meant) throw new Error(`${where}: the lists are\n${around}\nwanted\n${meant}`);
    if (own.some((piece) => piece.text.includes("\ufffd"))) throw new Error(`${where}: U+FFFD in ${JSON.stringify(own)}`);
    this.state.doc.check();
    const { $from, $to } = this.state.selection;
    if (!$from.parent.isTextblock || !$to.parent.isTextblock) {
      if (this.state.selection.constructor.name !== "AllSelection") throw new Error(`${where}: the selection is between blocks`);
    }
  }

  free(): void {
    this.port.free();
    this.copy.free();
  }
}

const sameBlocks = (a: Node, b: Node) => a.childCount === b.childCount && a.content.content.every((block, i) => sameBlock(block, b.child(i)));

/** The lists and items around each block, as the page shows them: neighbours with equal marks share an element. */
export function listsAround(doc: Node): string {
  let above: readonly Mark[] = [];
  let part: Mark | undefined;
  const shown = doc.content.content.map((block) => {
    const marks = wrapsAround(block);
    let shared = 0;
    while (marks[shared] && above[shared]?.eq(marks[shared] as Mark)) shared++;
    if (shared && !partOf(block)?.eq(part as Mark)) throw new Error("a list is divided between two parts");
    [above, part] = [marks, partOf(block)];
    const opened = marks.slice(shared).map(({ attrs: { tag, indent, inset, value, dir } }) => [tag, indent, inset, value ?? "", dir ?? ""].join(","));
    return `${shared}:${opened.join(" ")}`;
  });
  return shown.join("\n");
}

/** Hands everything the peers have sent to all others, until nothing is left. */
export function meet(...peers: Peer[]): void {
  while (peers.some((peer) => peer.sent.length)) {
    for (const peer of peers) {
      const updates = peer.sent.splice(0);
      for (const other of peers) if (other !== peer && updates.length) other.receive(...updates);
    }
  }
}
