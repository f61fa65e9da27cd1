// What two people meant, when they did it at once. Each case runs with either client id the larger.

import { deleteSelection, setBlockType, splitBlock } from "prosemirror-commands";
import type { Node } from "prosemirror-model";
import { type Command, TextSelection } from "prosemirror-state";
import { backspace, enter } from "../commands.ts";
import { schema } from "../schema.ts";
import { Peer, meet } from "./peer.ts";
import { agree } from "./simulation.ts";
import { equal, ok, test } from "./suite.ts";

type Act = (peer: Peer) => void;

const block = (type: string, text: string, attrs?: Record<string, unknown>) => schema.node(type, attrs, text ? schema.text(text) : undefined);
const paragraph = (text: string) => block("paragraph", text);
const heading = (text: string) => block("heading", text, { level: 1 });
const item = (text: string) => block("list_item", text, { kind: "ul" });

const end = ({ state: { doc } }: Peer, index: number) => {
  let position = 0;
  for (let i = 0; i <= index; i++) position += doc.child(i).nodeSize;
  return position - 1;
};
const start = (peer: Peer, index: number) => end(peer, index) - peer.state.doc.child(index).content.size;

const at = (peer: Peer, from: number, to = from) => peer.dispatch(peer.state.tr.setSelection(TextSelection.create(peer.state.doc, from, to)));
const run = (peer: Peer, command: Command) => command(peer.state, peer.dispatch);
const type = (text: string): Act => (peer) => peer.dispatch(peer.state.tr.insertText(text));
const both = (...acts: Act[]): Act => (peer) => acts.forEach((act) => act(peer));
const press = (command: Command): Act => (peer) => void run(peer, command);
const caretAt = (where: (peer: Peer) => number): Act => (peer) => at(peer, where(peer));

const atEnd = (index: number) => caretAt((peer) => end(peer, index));
const atStart = (index: number) => caretAt((peer) => start(peer, index));
const title = (index: number) => both(atEnd(index), press(setBlockType(schema.nodes.heading, { level: 1 })));
const insert = (index: number, ...nodes: Node[]): Act => (peer) => peer.dispatch(peer.state.tr.insert(end(peer, index) + 1, nodes));

function show(peer: Peer): string {
  const kinds: Record<string, string> = { heading: "h", list_item: "li", paragraph: "p" };
  return peer.state.doc.content.content.map((node) => `${kinds[node.type.name]}:${node.textContent}`).join(" | ");
}

/** Both act on the same document, then meet. The outcome must be among those wanted, whoever wins ties. */
function intent(name: string, blocks: Node[], ana: Act, ben: Act, ...wanted: string[]): void {
  test(`intent: ${name}`, () => {
    for (const [first, second] of [[30, 40], [40, 30]] as const) {
      const peers = [new Peer(first), new Peer(second)] as const;
      peers[0].dispatch(peers[0].state.tr.replaceWith(0, peers[0].state.doc.content.size, blocks));
      meet(...peers);
      ana(peers[0]);
      ben(peers[1]);
      meet(...peers);
      agree([...peers], name);
      const got = show(peers[0]);
      ok(wanted.includes(got), `got    ${got}\nwanted ${wanted.join("\n   or  ")}`);
    }
  });
}

export function intentTests(): void {
  const two = [paragraph("one"), paragraph("two")];
  intent("Enter at the end of a block, while it becomes a heading", two, both(atEnd(0), press(splitBlock), type("x")), title(0), "h:one | p:x | p:two");
  intent("Enter at the end of the last block, while it becomes a heading", two, both(atEnd(1), press(splitBlock), type("x")), title(1), "p:one | h:two | p:x");
  intent("Enter at the start of a block, while it becomes a heading", two, both(atStart(1), press(splitBlock)), title(1), "p:one | h: | p:two", "p:one | h: | h:two");
  intent("Enter in mid-word, while it becomes a heading", two, both(caretAt(() => 2), press(enter)), title(0), "h:o | p:ne | p:two");
  intent("two blocks joined, while the first becomes a heading", two, both(atStart(1), press(backspace)), title(0), "h:onetwo");
  intent("two blocks joined, while the second becomes a heading", two, both(atStart(1), press(backspace)), title(1), "p:onetwo");
  intent("a block split, while another types in its later half", two, both(caretAt(() => 2), press(enter)), both(atEnd(0), type("!")), "p:o | p:ne! | p:two");
  intent("two blocks joined, while another types in the second", two, both(atStart(1), press(backspace)), both(atEnd(1), type("!")), "p:onetwo!");
  intent("a heading joined with what follows, while it is followed by a new block", [heading("H"), paragraph("two")], both(atStart(1), press(backspace)), both(atEnd(0), press(enter), type("y")), "h:H | p:ytwo");
  intent("a block removed, while another types in it", [heading("H"), item("mid"), paragraph("end")], (peer) => peer.dispatch(peer.state.tr.delete(start(peer, 1) - 1, end(peer, 1) + 1)), (peer) => peer.dispatch(peer.state.tr.insertText("Z", start(peer, 1) + 1)), "h:HZ | p:end");
  intent("typing at the end of a block, while a block is put after it", two, (peer) => peer.dispatch(peer.state.tr.insertText("A", end(peer, 0))), insert(0, heading("NEW")), "p:oneA | h:NEW | p:two", "p:one | h:NEWA | p:two");
  intent("two go on at the end", two, both(atEnd(1), press(enter), type("aaa")), both(atEnd(1), press(enter), type("bbb")), "p:one | p:two | p:aaa | p:bbb", "p:one | p:two | p:bbb | p:aaa");
  intent("two paste at the same place", two, insert(0, heading("A1"), paragraph("A2")), insert(0, heading("B1"), paragraph("B2")), "p:one | h:A1 | p:A2 | h:B1 | p:B2 | p:two", "p:one | h:B1 | p:B2 | h:A1 | p:A2 | p:two");
  intent("everything replaced, while another types in it", two, (peer) => peer.dispatch(peer.state.tr.replaceWith(0, peer.state.doc.content.size, heading("new"))), (peer) => peer.dispatch(peer.state.tr.insertText("Z", end(peer, 1))), "h:newZ", "h:Znew");
  intent("one makes it bold, another types inside", [paragraph("one two")], (peer) => peer.dispatch(peer.state.tr.addMark(1, 8, schema.mark("strong"))), (peer) => peer.dispatch(peer.state.tr.insertText("-", 4)), "p:one- two");

  test("the caret stays where it was while others write around it", () => {
    const [ana, ben] = [new Peer(30), new Peer(40)];
    ana.dispatch(ana.state.tr.insertText("one two", 1));
    meet(ana, ben);
    at(ana, 4);
    const around = () => {
      const { $head } = ana.state.selection;
      return [$head.parent.textContent.slice(0, $head.parentOffset), $head.parent.textContent.slice($head.parentOffset)];
    };
    const cases: [Act, [string, string]][] = [
      [(peer) => peer.dispatch(peer.state.tr.insertText("BB", 1)), ["BBone", " two"]],
      [(peer) => peer.dispatch(peer.state.tr.insertText("!", 6)), ["BBone", "! two"]],
      [(peer) => peer.dispatch(peer.state.tr.split(3)), ["one", "! two"]],
      [(peer) => peer.dispatch(peer.state.tr.split(8)), ["one", ""]],
      [(peer) => peer.dispatch(peer.state.tr.setNodeMarkup(4, schema.nodes.heading, { level: 2 })), ["one", ""]],
      [(peer) => (at(peer, 5, 8), run(peer, deleteSelection)), ["", ""]],
    ];
    for (const [act, wanted] of cases) {
      act(ben);
      meet(ana, ben);
      agree([ana, ben], "around the caret");
      equal(around(), wanted);
    }
  });

  test("stored marks outlive what others write", () => {
    const [ana, ben] = [new Peer(30), new Peer(40)];
    ana.dispatch(ana.state.tr.setStoredMarks([schema.mark("strong")]));
    ben.dispatch(ben.state.tr.insertText("x", 1));
    meet(ana, ben);
    ana.dispatch(ana.state.tr.replaceSelectionWith(schema.text("y", ana.state.storedMarks), false));
    meet(ana, ben);
    equal(ben.pieces.filter((piece) => piece.attributes["strong"]).map((piece) => piece.text), ["y"]);
  });
}
