// What does not come from our own editor: other clients, odd bytes, unsound deltas.

import { EditorState, TextSelection } from "prosemirror-state";
import { schema } from "../schema.ts";
import { core } from "./core.ts";
import { Peer, ROOT, meet } from "./peer.ts";
import { agree } from "./simulation.ts";
import { equal, ok, test } from "./suite.ts";

const bytesOf = (text: string) => {
  const bytes = [...new TextEncoder().encode(text)];
  return [bytes.length, ...bytes];
};

/** An update (v1) of a client 0 that knows no newline: text without origins, which sorts before all others. */
const before = (text: string) => Uint8Array.from([1, 1, 0, 0, 4, 1, ...bytesOf(ROOT), ...bytesOf(text), 0]);

/** An update (v1) without blocks, whose delete set holds the first block of client 1: the first newline. */
const FIRST_NEWLINE_REMOVED = Uint8Array.from([0, 1, 1, 1, 0, 1]);

function refuses(act: () => void, where: string): void {
  try {
    act();
  } catch {
    return;
  }
  throw new Error(where);
}

export function strangerTests(): void {
  test("words before the first newline are a block of their own, and may be edited", () => {
    const [ana, ben] = [new Peer(30), new Peer(40)];
    ana.dispatch(ana.state.tr.insertText("one", 1));
    meet(ana, ben);
    for (const peer of [ana, ben]) peer.receive(before("stray"));
    agree([ana, ben], "arrived");
    equal(ana.text, "\nstray\none");
    equal(ben.copy.clock(), 0, "reading repairs nothing");
    ana.dispatch(ana.state.tr.insertText("A", 1));
    meet(ana, ben);
    agree([ana, ben], "Ana writes there");
    equal(ana.text, "\nAstray\none");
    ana.binding.undo();
    meet(ana, ben);
    agree([ana, ben], "undone");
    equal(ben.text, "\nstray\none");
  });

  test("both writing there at once is shown by both", () => {
    const [ana, ben] = [new Peer(30), new Peer(40)];
    for (const peer of [ana, ben]) peer.receive(before("stray"));
    ana.dispatch(ana.state.tr.insertText("A", 1));
    ben.dispatch(ben.state.tr.setNodeMarkup(0, schema.nodes.heading, { level: 1 }));
    meet(ana, ben);
    agree([ana, ben], "met");
    // Each wrote the newline that was lacking, so there is an empty or a broken block; no word is lost.
    equal(ana.text.replaceAll("\n", ""), "Astray");
  });

  test("the first newline removed by a stranger leaves its words, and one may go on", () => {
    const [ana, ben] = [new Peer(30), new Peer(40)];
    ana.dispatch(ana.state.tr.insertText("one", 1).split(2).insertText("x", 1));
    ana.dispatch(ana.state.tr.setSelection(TextSelection.create(ana.state.doc, 3)));
    meet(ana, ben);
    for (const peer of [ana, ben]) peer.receive(FIRST_NEWLINE_REMOVED);
    agree([ana, ben], "removed");
    equal(ana.text, "\nxo\nne");
    equal(ana.state.selection.head, 3, "the caret stays");
    ben.dispatch(ben.state.tr.insertText("!", 3));
    meet(ana, ben);
    agree([ana, ben], "written again");
    equal(ana.text, "\nxo!\nne");
  });

  test("a text emptied by a stranger can be written again", () => {
    const peer = new Peer(30);
    peer.receive(FIRST_NEWLINE_REMOVED);
    peer.check("emptied");
    peer.dispatch(peer.state.tr.insertText("x", 1));
    peer.check("written");
    equal(peer.text, "\nx");
  });

  test("an empty root gets its first newline from whoever writes first, and it is not undone", () => {
    const copy = new (core().DocumentPort)(7);
    const port = copy.open(ROOT);
    equal(JSON.parse(port.delta()), [{ insert: "\n" }]);
    equal(copy.clock(), 0, "reading writes nothing");
    port.apply('[[{"retain":1},{"insert":"x"}]]', 1, 1);
    port.undo(1, 1);
    equal(JSON.parse(port.delta()), [{ insert: "\n" }]);
    ok(!port.canUndo(), "nothing left to undo");
  });

  test("unsound deltas are refused whole", () => {
    const peer = new Peer(20);
    peer.dispatch(peer.state.tr.insertText("abc", 1));
    const before = [peer.text, peer.copy.clock()];
    const unsound = [
      '[[{"retain":1},{"delete":4}]]',
      '[[{"delete":1}]]',
      '[[{"retain":9,"attributes":{"strong":true}}]]',
      '[[{"retain":1},{"insert":"x","attributes":{"link":"javascript:alert(1)"}}]]',
      '[[{"retain":1},{"insert":"x","attributes":{"colour":"red"}}]]',
      '[[{"retain":1,"attributes":{"t":"h9"}}]]',
      '[[{"retain":1},{"insert":"a\\rb"}]]',
      '[[{"retain":1},{"insert":"fine"}],[{"retain":1},{"delete":99}]]',
      '{"insert":"x"}',
      "[[{}]]",
    ];
    for (const delta of unsound) refuses(() => peer.port.apply(delta, 1, 1), delta);
    equal([peer.text, peer.copy.clock()], before);
    peer.check("after refusals");
  });

  test("newlines, control characters and halves of characters never get into a block", () => {
    const peer = new Peer(20);
    peer.dispatch(peer.state.tr.insertText("😀", 1));
    for (const text of ["a\nb", "a\rb", "\u0000", "\ud83d", "\ude00"]) peer.dispatch(peer.state.tr.insertText(text, 1));
    peer.dispatch(peer.state.tr.delete(1, 2));
    peer.dispatch(peer.state.tr.insertText("b\tc", 3));
    equal(peer.text, "\n😀b\tc");
    peer.check("after refusals");
  });

  test("a delta is shown in the editor only after the document has taken it", () => {
    const peer = new Peer(20);
    const bare = EditorState.create({ doc: peer.state.doc });
    peer.state = bare; // without the guard
    refuses(() => peer.dispatch(peer.state.tr.insertText("a\u0007b", 1)), "a control character was written");
    peer.check("after the refusal");
  });

  test("bytes that are no update are refused, and nothing is lost", () => {
    const peer = new Peer(20);
    for (const bytes of [[], [1], [255, 255, 255, 255, 15], [0, 1, 2, 3]]) refuses(() => peer.copy.receive(Uint8Array.from(bytes)), JSON.stringify(bytes));
    peer.dispatch(peer.state.tr.insertText("x", 1));
    peer.check("afterwards");
  });

  test("what was written before its turn waits for what fills the gap", () => {
    const [ana, ben] = [new Peer(30), new Peer(40)];
    for (const letter of "abc") ana.dispatch(ana.state.tr.insertText(letter));
    const [first, ...later] = ana.sent.splice(0) as [Uint8Array, ...Uint8Array[]];
    ben.receive(...later.reverse());
    equal(ben.text, "\n");
    ben.receive(first);
    equal(ben.text, "\nabc");
    ben.check("arrived");
  });

  test("an anchor moves with its character, and another root's is refused", () => {
    const [ana, ben] = [new Peer(30), new Peer(40)];
    ana.dispatch(ana.state.tr.insertText("one two", 1));
    meet(ana, ben);
    const anchor = ana.port.anchor(4) as Uint8Array;
    ben.dispatch(ben.state.tr.insertText("zero ", 1));
    meet(ana, ben);
    equal([ana.port.offset(anchor), ben.port.offset(anchor)], [9, 9]);
    const elsewhere = ana.copy.open("answer/q2");
    equal(elsewhere.offset(anchor), undefined);
    equal(ana.port.offset(Uint8Array.from([9, 9, 9])), undefined);
  });
}
