// A page with two editors on one text, for the tests that need a real browser.

import init, { DocumentPort } from "roundtable-client";
import type { Port } from "../binding.ts";
import type { Insert } from "../delta.ts";
import { Editor } from "../editor.ts";

const ROOT = "answer/q1";

type Heard = { selection: [number, number] | null; state: string; link: string | null; omitted: string[]; trouble: string[] };

class Side {
  readonly port: Port;
  readonly editor: Editor;
  readonly heard: Heard = { selection: null, state: "{}", link: null, omitted: [], trouble: [] };
  readonly anchors: Uint8Array[] = [];

  constructor(
    readonly name: string,
    readonly copy: DocumentPort,
    grouping = 0,
  ) {
    this.port = copy.open(ROOT, grouping);
    const element = document.body.appendChild(document.createElement("div"));
    element.id = name;
    const options = { label: `Answer of ${name}`, describedBy: null, editable: true, dir: null, placeholder: "Write here", highlights: false };
    const { heard } = this;
    // A port of its own: the editor frees the one it is given.
    this.editor = new Editor(element, this.port, options, {
      onSelection: (anchor, head) => {
        this.anchors.splice(0, 2, ...(anchor && head ? [anchor, head] : []));
        heard.selection = anchor && head ? [this.port.offset(anchor) ?? -1, this.port.offset(head) ?? -1] : null;
      },
      onState: (json) => {
        heard.state = json;
      },
      onLink: (href) => {
        heard.link = href;
      },
      onComment: () => {},
      onPassage: () => {},
      onRested: () => {},
      onWriters: () => undefined,
      onOmitted: (json) => heard.omitted.push(json),
      onTrouble: (message) => heard.trouble.push(message),
    });
  }

  text(): string {
    return (JSON.parse(this.port.delta()) as Insert[]).map(({ insert }) => insert).join("");
  }

  /** The text as it stands on the page, one line for each block. */
  shown(): string {
    const blocks = [...document.querySelectorAll(`#${this.name} .prose-editor :is(p, h2, h3, h4)`)];
    return blocks.map((block) => `\n${block.textContent ?? ""}`).join("");
  }
}

/** Carries what one side writes to the other, unless the line is cut. */
function connect(from: Side, to: Side): void {
  from.copy.onLocal((update) => to.copy.receive(update));
}

await init();
const [ana, ben] = [new DocumentPort(30), new DocumentPort(40)];
const first = new DocumentPort(1);
first.open(ROOT).apply('[[{"retain":1,"attributes":{"quote":null}}]]', 0, 0);
for (const copy of [ana, ben]) {
  copy.receive(first.encodeState());
  copy.settle();
  copy.settleEachFrame((message) => console.error(message));
}
const sides = { ana: new Side("ana", ana), ben: new Side("ben", ben) };
document.body.appendChild(document.createElement("button")).id = "after";
connect(sides.ana, sides.ben);
connect(sides.ben, sides.ana);

/** Opens a side's text anew, as somebody who comes later does. */
function reopen(name: "ana" | "ben"): void {
  const { editor, copy } = sides[name];
  editor.destroy();
  document.getElementById(name)?.remove();
  sides[name] = new Side(name, copy);
}

Object.assign(globalThis, { sides, reopen });
