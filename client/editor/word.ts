// What Word means by its HTML.

import type { Reading } from "./paste.ts";

export type Style = Record<string, string | undefined>;

/** An element's own style, in lower case. Read as text: browsers drop `mso-…` when they parse it. */
export function styleOf(node: Reading): Style {
  const style: Style = {};
  for (const part of (node.getAttribute?.("style") ?? "").split(";")) {
    const colon = part.indexOf(":");
    if (colon > 0) style[part.slice(0, colon).trim().toLowerCase()] = part.slice(colon + 1).trim().toLowerCase();
  }
  return style;
}

/** The bullet or number that Word writes out as text. */
export function isMarker(style: Style): boolean {
  return style["mso-list"] === "ignore";
}

/** Deleted while Word tracked changes. Word's `del` is dated; anybody else's is a strike. */
export function wordDeleted(node: Reading, name: string): boolean {
  return name === "DEL" && (node.getAttribute?.("datetime") != null || /\bmso/i.test(node.getAttribute?.("class") ?? ""));
}

/** A paragraph that Word numbers or bullets: `mso-list: l0 level2 lfo1`. */
export function listItemOf(node: Reading, style: Style): { kind: "ul" | "ol"; depth: number } | undefined {
  const depth = /\blevel(\d+)/.exec(style["mso-list"] ?? "")?.[1];
  if (!depth) return undefined;
  const numbered = /^\s*\(?(\d+|[a-z]{1,5})[.)]/i.test(markerText(node));
  return { kind: numbered ? "ol" : "ul", depth: Number(depth) };
}

function markerText(node: Reading): string {
  for (const child of Array.from(node.childNodes)) {
    const text = isMarker(styleOf(child)) ? textOf(child) : markerText(child);
    if (text) return text;
  }
  return "";
}

function textOf(node: Reading): string {
  return (node.nodeValue ?? "") + Array.from(node.childNodes).map(textOf).join("");
}
