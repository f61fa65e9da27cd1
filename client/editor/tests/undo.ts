// Everybody undoes their own work only, and it comes back exactly.

import { TextSelection } from "prosemirror-state";
import { Editing } from "./edits.ts";
import { freshCore } from "./core.ts";
import { Peer, meet } from "./peer.ts";
import { random } from "./random.ts";
import { equal, ok, test } from "./suite.ts";

const ALL = 500;

const content = (peer: Peer) => JSON.stringify(peer.pieces);

function undoAll(peer: Peer, where: string): void {
  for (let i = 0; i < ALL && peer.port.canUndo(); i++) {
    peer.binding.undo();
    peer.check(where);
  }
}

function redoAll(peer: Peer, where: string): void {
  for (let i = 0; i < ALL && peer.port.canRedo(); i++) {
    peer.binding.redo();
    peer.check(where);
  }
}

/** Alone, undoing everything leads back and redoing everything leads forth again, exactly. */
function alone(seed: number): void {
  const dice = random(seed);
  const peer = new Peer(20);
  const editing = new Editing(peer, dice);
  const before = content(peer);
  for (let i = 0; i < 30; i++) editing.edit();
  const after = content(peer);
  undoAll(peer, `seed ${seed}, undo`);
  equal(content(peer), before, `seed ${seed}: undone`);
  redoAll(peer, `seed ${seed}, redo`);
  equal(content(peer), after, `seed ${seed}: redone`);
  peer.free();
}

/** Ana edits at random, deleting too, while Ben types `§`; Ana undoes everything: every one of Ben's
 * is there, and nothing of hers. */
function together(seed: number): void {
  const dice = random(seed);
  const [ana, ben] = [new Peer(30), new Peer(31)];
  const editing = new Editing(ana, dice);
  let written = 0;
  for (let i = 0; i < 20; i++) {
    editing.edit();
    if (dice.chance(0.6)) meet(ana, ben);
    if (dice.chance(0.5)) {
      typeSign(ben, dice.below(ben.state.doc.content.size));
      written++;
    }
  }
  meet(ana, ben);
  const signs = (peer: Peer) => [...peer.text].filter((c) => c === "§").length;
  undoAll(ana, `seed ${seed}, undo`);
  meet(ana, ben);
  ben.check(`seed ${seed}, Ben`);
  equal(content(ana), content(ben), `seed ${seed}: the two differ`);
  equal(signs(ana), written, `seed ${seed}: Ben's words`);
  equal(ana.text.replaceAll("§", ""), "\n", `seed ${seed}: what is left of Ana's`);
  ana.free();
  ben.free();
}

function typeSign(peer: Peer, near: number): void {
  const { doc, tr } = peer.state;
  const { $from } = TextSelection.near(doc.resolve(near));
  const unit = $from.parent.textContent.charCodeAt($from.parentOffset);
  const within = unit >= 0xdc00 && unit < 0xe000;
  peer.dispatch(tr.insertText("§", within ? $from.pos - 1 : $from.pos));
}

export function undoTests(seed: number, runs: number): void {
  const each = (act: (seed: number) => void) => () => {
    for (let i = 0; i < runs; i++) {
      freshCore();
      act(seed + i);
    }
  };
  test(`undo and redo alone return exactly, ${runs} times`, each(alone));
  test(`undo takes back one's own words only, ${runs} times`, each(together));
  test("undo gives the selection back", () => {
    const peer = new Peer(20);
    peer.dispatch(peer.state.tr.insertText("one two three", 1));
    const { state } = peer;
    peer.dispatch(state.tr.setSelection(TextSelection.create(state.doc, 5, 8)));
    peer.dispatch(peer.state.tr.deleteSelection());
    peer.binding.undo();
    equal([peer.state.selection.anchor, peer.state.selection.head], [5, 8]);
    peer.binding.redo();
    equal([peer.state.selection.anchor, peer.state.selection.head], [5, 5]);
  });
  test("edits close together are one step until the selection is moved by hand", () => {
    const peer = new Peer(20, { grouping: 60_000 });
    for (const letter of "abc") peer.dispatch(peer.state.tr.insertText(letter));
    peer.dispatch(peer.state.tr.setSelection(TextSelection.create(peer.state.doc, 2)));
    for (const letter of "xy") peer.dispatch(peer.state.tr.insertText(letter));
    equal(peer.text, "\naxybc");
    peer.binding.undo();
    equal(peer.text, "\nabc");
    peer.binding.undo();
    equal(peer.text, "\n");
    ok(!peer.port.canUndo(), "the first newline is nobody's to undo");
  });
}
