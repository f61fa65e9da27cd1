// Keys and commands on blocks, and the numbers of lists.

import { type Command, TextSelection } from "prosemirror-state";
import { backspace, commands, enter, setLink, shiftTab, tab } from "../commands.ts";
import { numbers } from "../numbering.ts";
import { schema } from "../schema.ts";
import { toolbarState } from "../toolbar.ts";
import { blockAttributes } from "../flat.ts";
import { Peer } from "./peer.ts";
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
    const item = (kind: string, indent: number) => schema.node("list_item", { kind, indent });
    const doc = schema.node("doc", null, [item("ol", 0), item("ol", 1), item("ol", 1), item("ol", 0), item("ol", 1), item("ul", 0), item("ol", 0), schema.node("paragraph"), item("ol", 0)]);
    equal(numbers(doc).map((number) => number ?? 0), [1, 1, 2, 2, 1, 0, 1, 0, 1]);
  });
}
