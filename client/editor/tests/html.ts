// As much of an HTML parser as the pastes in these tests need: well-formed tags, quoted attributes.

import type { Reading } from "../reading.ts";

class Element implements Reading {
  readonly childNodes: Reading[] = [];
  readonly nodeType = 1;
  readonly nodeValue = null;
  constructor(
    readonly nodeName: string,
    private readonly attributes: Map<string, string>,
  ) {}
  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }
}

const ENTITIES: Record<string, string> = { nbsp: "\u00a0", amp: "&", lt: "<", gt: ">", quot: '"', middot: "·" };
const decode = (text: string) => text.replace(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? "");

export function parseHtml(html: string): Reading {
  const root = new Element("BODY", new Map());
  const open = [root];
  const comments = /<!--[\s\S]*?-->|<!\[.*?\]>/g;
  for (const [token, close, name, attributes] of html.replace(comments, "").matchAll(/<(\/?)([\w:]+)((?:\s+[\w:-]+(?:="[^"]*"|='[^']*'|=[^\s>]+)?)*)\s*\/?>|[^<]+/g)) {
    const parent = open.at(-1) as Element;
    if (!name) parent.childNodes.push({ nodeType: 3, nodeValue: decode(token), nodeName: "#text", childNodes: [] });
    else if (close) {
      if (parent.nodeName === name.toUpperCase()) open.pop();
    } else {
      const pairs = [...(attributes ?? "").matchAll(/([\w:-]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g)];
      const element = new Element(name.toUpperCase(), new Map(pairs.map(([, key, a, b, c]) => [String(key).toLowerCase(), decode(a ?? b ?? c ?? "")])));
      parent.childNodes.push(element);
      if (!/^(br|img|hr|meta|link)$/i.test(name)) open.push(element);
    }
  }
  return root;
}
