// Keys and commands on blocks, and the numbers of lists.

import type { Node } from "prosemirror-model";
import { type Command, TextSelection } from "prosemirror-state";
import { guard } from "../binding.ts";
import { backspace, commands, enter, setLink, shiftTab, tab } from "../commands.ts";
import { signs } from "../keys.ts";
import { lists, wrapsAround } from "../lists.ts";
import { numbers } from "../numbering.ts";
import { schema } from "../schema.ts";
import { toolbarState } from "../toolbar.ts";
import { blockAttributes } from "../flat.ts";
import { Peer, listsAround } from "./peer.ts";
import { equal, ok, test } from "./suite.ts";

const run = (peer: Peer, command: Command | undefined) => {
  const done = command?.(peer.state, peer.dispatch) ?? false;
  peer.check("after a command");
  return done;
};
const type = (peer: Peer, text: string) => peer.dispatch(peer.state.tr.insertText(text));
const show = (peer: Peer) =>
  peer.state.doc.content.content.map((node) => {
    const { t = "p", indent = "", quote } = blockAttributes(node);
    return `${t}${indent}${quote ? ">" : ""}:${node.textContent}`;
  });

export function typingTests(): void {
  test("Enter goes on with a list, and an empty item ends it step by step", () => {
    const peer = new Peer(20);
    run(peer, commands["ol"]);
    type(peer, "a");
    run(peer, enter);
    run(peer, tab);
    type(peer, "b");
    run(peer, enter);
    equal(show(peer), ["ol:a", "ol1:b", "ol1:"]);
    run(peer, enter);
    equal(show(peer), ["ol:a", "ol1:b", "ol:"]);
    run(peer, enter);
    equal(show(peer), ["ol:a", "ol1:b", "p:"]);
  });

  test("Enter after a heading begins a paragraph, before it leaves one above", () => {
    const peer = new Peer(20);
    run(peer, commands["h2"]);
    type(peer, "T");
    run(peer, enter);
    type(peer, "x");
    equal(show(peer), ["h2:T", "p:x"]);
    peer.dispatch(peer.state.tr.setSelection(TextSelection.create(peer.state.doc, 1)));
    run(peer, enter);
    equal(show(peer), ["p:", "h2:T", "p:x"]);
  });

  test("Backspace at the start takes the block's form away before it joins", () => {
    const peer = new Peer(20);
    type(peer, "a");
    run(peer, enter);
    run(peer, commands["quote"]);
    run(peer, commands["ul"]);
    run(peer, commands["indent"]);
    for (const wanted of ["ul>:", "p>:", "p:"]) {
      ok(run(peer, backspace), "handled");
      equal(show(peer)[1], wanted);
    }
    run(peer, backspace);
    equal(show(peer), ["p:a"]);
  });

  test("Tab indents list items only, and leaves the editor elsewhere", () => {
    const peer = new Peer(20);
    ok(!run(peer, tab) && !run(peer, shiftTab), "a paragraph keeps no Tab");
    run(peer, commands["ul"]);
    for (let i = 0; i < 12; i++) ok(run(peer, tab), "a list item does");
    equal(show(peer), ["ul8:"]);
    for (let i = 0; i < 8; i++) ok(run(peer, shiftTab), "back");
    ok(!run(peer, shiftTab), "then Shift-Tab leaves");
  });

  test("commands toggle, and the toolbar shows it", () => {
    const peer = new Peer(20);
    run(peer, commands["h1"]);
    run(peer, commands["rtl"]);
    run(peer, commands["strong"]);
    type(peer, "x");
    const { kind, dir, strong, em } = toolbarState(peer.state);
    equal([kind, dir, strong, em], ["h1", "rtl", true, false]);
    run(peer, commands["h1"]);
    run(peer, commands["rtl"]);
    equal([toolbarState(peer.state)["kind"], toolbarState(peer.state)["dir"]], ["paragraph", null]);
  });

  test("links: set, changed as a whole, refused, taken away", () => {
    const peer = new Peer(20);
    type(peer, "see there now");
    const select = (from: number, to = from) => peer.dispatch(peer.state.tr.setSelection(TextSelection.create(peer.state.doc, from, to)));
    select(5, 10);
    ok(!run(peer, setLink("javascript:alert(1)")), "refused");
    ok(run(peer, setLink("https://un.org")), "set");
    select(7);
    equal(toolbarState(peer.state)["link"], "https://un.org");
    run(peer, setLink("https://iom.int"));
    equal(peer.pieces.map(({ text, attributes }) => [text, attributes["link"] ?? null]), [["\n", null], ["see ", null], ["there", "https://iom.int"], [" now", null]]);
    select(7);
    run(peer, commands["unlink"]);
    equal(peer.pieces.length, 2);
  });

  test("numbers go on after deeper items and begin again after anything else", () => {
    const item = (kind: string, indent: number, start?: number) => schema.node("list_item", { kind, indent, start });
    const counted = (...blocks: Node[]) => numbers(blocks).map((number) => number ?? 0);
    equal(counted(item("ol", 0), item("ol", 1), item("ol", 1), item("ol", 0), item("ol", 1), item("ul", 0), item("ol", 0), schema.node("paragraph"), item("ol", 0)), [1, 1, 2, 2, 1, 0, 1, 0, 1]);
    const numbered = schema.node("paragraph", { start: 9 });
    equal(counted(item("ol", 0), numbered, item("ol", 0, 4), item("ol", 1, 3), item("ol", 1), item("ol", 0), item("ol", 0, 1), item("ul", 0, 7), item("ol", 0)), [1, 0, 4, 3, 4, 5, 1, 0, 1]);
  });

  test("a list goes on after a remark, with the number that one types", () => {
    const peer = new Peer(20, { plugins: [guard, lists, signs()] });
    const sign = (text: string) => typeSigns(peer, text);
    sign("1. a");
    run(peer, enter);
    sign("b");
    run(peer, enter);
    run(peer, enter);
    sign("a remark");
    run(peer, enter);
    sign("3) c");
    run(peer, enter);
    sign("d");
    const start = (index: number) => blockAttributes(peer.state.doc.child(index))["start"];
    equal(show(peer), ["ol:a", "ol:b", "p:a remark", "ol:c", "ol:d"]);
    equal([start(0), start(3), start(4)], [undefined, 3, undefined]);
    equal(numbers(peer.state.doc.content.content), [1, 2, undefined, 3, 4]);
    const other = new Peer(40);
    for (const update of peer.sent) other.receive(update);
    equal(numbers(other.state.doc.content.content), [1, 2, undefined, 3, 4]);
    for (let i = 0; i < 2; i++) run(peer, commands["ol"]);
    equal([show(peer)[4], numbers(peer.state.doc.content.content)[4]], ["ol:d", 4]);
  });

  test("the number that would follow anyway is not stored, another one is, and a year is none", () => {
    const peer = new Peer(20, { plugins: [guard, lists, signs()] });
    for (const [text, wanted] of [["1. a", "1"], ["2. b", "2"], ["7. c", "7"], ["d", "8"]]) {
      typeSigns(peer, text as string);
      equal(String(numbers(peer.state.doc.content.content).at(-1)), wanted as string);
      run(peer, enter);
    }
    equal(peer.pieces.filter((piece) => "start" in piece.attributes).length, 1);
    run(peer, enter);
    for (const text of ["2026. ", "0. ", "1000. "]) {
      typeSigns(peer, text);
      equal(show(peer).at(-1), `p:${text}`);
      run(peer, enter);
    }
    typeSigns(peer, "12. ");
    ok(run(peer, backspace), "handled");
    equal([show(peer).at(-1), blockAttributes(peer.state.doc.lastChild as Node)["start"]], ["p:", undefined]);
  });

  test("neighbouring items lie in one list, deeper ones in the item above", () => {
    const peer = new Peer(20);
    const item = (kind: string, indent: number) => schema.node("list_item", { kind, indent }, schema.text("x"));
    peer.dispatch(peer.state.tr.replaceWith(0, peer.state.doc.content.size, [item("ul", 0), item("ul", 0), item("ol", 1), item("ol", 1), item("ul", 0), item("ol", 0), schema.node("paragraph"), item("ul", 2)]));
    const lines = listsAround(peer.state.doc).replaceAll(",", "").split("\n");
    equal(lines, ["0:ul00 li00", "1:li00", "2:ol10 li10", "3:li10", "1:li00", "0:ol00 li00", "0:", "0:ul22 li20"]);
    const [first, second] = [wrapsAround(peer.state.doc.child(0)), wrapsAround(peer.state.doc.child(1))];
    peer.dispatch(peer.state.tr.insertText("y", 2));
    ok(peer.state.doc.child(0).marks.at(-1) === first.at(-1) && peer.state.doc.child(1).marks.at(-1) === second.at(-1), "a letter changes no list");
    peer.dispatch(peer.state.tr.split(2));
    ok(wrapsAround(peer.state.doc.child(0))[1]?.eq(first[1] as never) && wrapsAround(peer.state.doc.child(2))[1]?.eq(second[1] as never), "the items around a new one stay");
    peer.check("split");
  });
}

/** Types one character after another, with what signs do at the start of a block. */
function typeSigns(peer: Peer, text: string): void {
  for (const character of text) {
    const view = { state: peer.state, dispatch: peer.dispatch, composing: false };
    const { from, to } = peer.state.selection;
    const taken = peer.state.plugins.some((plugin) => plugin.props.handleTextInput?.call(plugin, view as never, from, to, character, () => peer.state.tr));
    if (!taken) type(peer, character);
    peer.check(`typing ${text}`);
  }
}
