// What word processors mean by their HTML: Word (desktop and online), Outlook, Google Docs, LibreOffice.

import type { Reading } from "./reading.ts";

export type Style = Record<string, string | undefined>;

/** What was left out of a paste, or changed, so that it can be said. */
export interface Omitted {
  images: number;
  comments: number;
  footnotes: number;
  tables: number;
}

/** An element's own style, in lower case. Read as text: browsers drop `mso-…` when they parse it. */
export function styleOf(node: Reading): Style {
  const style: Style = {};
  for (const part of (node.getAttribute?.("style") ?? "").split(";")) {
    const colon = part.indexOf(":");
    if (colon > 0) style[part.slice(0, colon).trim().toLowerCase()] = part.slice(colon + 1).replace(/!important/i, "").trim().toLowerCase();
  }
  return style;
}

const attribute = (node: Reading, name: string) => node.getAttribute?.(name) ?? "";
const classOf = (node: Reading) => attribute(node, "class");

/** The bullet or number that Word and PowerPoint write out as text. */
export function isMarker(style: Style): boolean {
  return style["mso-list"] === "ignore" || /bullet/.test(style["mso-special-format"] ?? "");
}

/** Text that its author does not see, or that only holds a place. */
export function isHidden(node: Reading, style: Style): boolean {
  if (node.getAttribute?.("hidden") != null || /^(all|screen)$/.test(style["mso-hide"] ?? "")) return true;
  if (style["display"] === "none" || /^(hidden|collapse)$/.test(style["visibility"] ?? "")) return true;
  // Word Online ends every paragraph with a space of its own.
  return /^0(\D|$)/.test(style["font-size"] ?? "") || /(^|\s)EOP(\s|$)/.test(classOf(node));
}

/** Whether changes were tracked there: an `ins` or `del` of a web page has neither author nor date. */
function isTracked(node: Reading, name: string): boolean {
  const dated = node.getAttribute?.("datetime") != null || node.getAttribute?.("cite") != null || /\bmso/i.test(classOf(node));
  return (name === "INS" || name === "DEL") && dated;
}

/** Inserted while changes were tracked: the words are plain, however they are shown. */
export function isInserted(node: Reading, name: string): boolean {
  return (name === "INS" && isTracked(node, name)) || /\b(msoIns|TrackChangeTextInsertion|TrackedInsert\w*)\b/i.test(classOf(node));
}

/** Deleted, or moved away, while changes were tracked. */
export function isDeleted(node: Reading, name: string): boolean {
  return (name === "DEL" && isTracked(node, name)) || /\b(msoDel|TrackChangeTextDeletion|TrackedDelete\w*)\b/i.test(classOf(node));
}

/** What an element is that is left out with all that is in it. */
export type Aside = "comment" | "comment-mark" | "footnote" | "footnote-mark" | "furniture";

export function asideOf(node: Reading, name: string, style: Style): Aside | undefined {
  const element = style["mso-element"] ?? "";
  if (/^(comment|footnote|endnote)$/.test(element)) return element === "comment" ? "comment" : "footnote";
  if (/^((footnote|endnote)(-continuation)?-separator|header|footer|field-(begin|separator|end))$/.test(element)) return "furniture";
  return commentAside(node, name, style) ?? footnoteAside(node, name, style);
}

function commentAside(node: Reading, name: string, style: Style): Aside | undefined {
  const kind = classOf(node);
  if (/\bmsocomtxt\b/i.test(kind)) return "comment";
  if (/\bMsoComment(Text|Subject|SubjectCxSp\w*)\b/i.test(kind)) return "comment";
  if (/\b(msocomanchor|MsoCommentReference)\b/i.test(kind) || style["mso-special-character"] === "comment") return "comment-mark";
  if (/\bmsocomoff\b/i.test(kind)) return "furniture";
  if (name === "A" && /#?_?(msocom|msoanchor|cmnt_ref|cmnt|sdcomment)_?\d+$/i.test(anchorOf(node))) return "comment-mark";
  // Google Docs sets comments in boxes at the end, each paragraph led by a link back.
  const boxed = name === "P" || (name === "DIV" && /border/.test(attribute(node, "style")));
  if (boxed && leads(node, (link) => /#cmnt_ref\d+$/i.test(attribute(link, "href")))) return "comment";
  // LibreOffice and OpenOffice.
  if (/^(sdcomment|annotation|comment)\d+$/i.test(attribute(node, "id")) && name === "DIV") return "comment";
  return name === "OFFICE:ANNOTATION" ? "comment" : undefined;
}

function footnoteAside(node: Reading, name: string, style: Style): Aside | undefined {
  const kind = classOf(node);
  if (/\bMso(Footnote|Endnote)Text\b/i.test(kind) || (name === "DIV" && /^(ftn|edn|sdfootnote|sdendnote)\d+$/i.test(attribute(node, "id")))) return "footnote";
  if (/\bMso(Footnote|Endnote)Reference\b/i.test(kind) || /^(footnote|endnote)$/.test(style["mso-special-character"] ?? "")) return "footnote-mark";
  if (style["mso-footnote-id"] || style["mso-endnote-id"]) return "footnote-mark";
  const role = attribute(node, "role");
  if (/^doc-(noteref|backlink)$/.test(role)) return "footnote-mark";
  if (name === "A" && /#(_ftn|_edn|_ftnref|_ednref|sdfootnote|sdendnote|ftnt|ftnt_ref|cite_note|fn|fnref|footnote)[\w:.-]*$/i.test(attribute(node, "href"))) {
    return /^\W{0,2}([\divxlc*†‡§]{1,5}|\p{L}{1,2})\W{0,2}$/iu.test(textOf(node).trim()) ? "footnote-mark" : undefined;
  }
  const boxed = name === "P" || name === "LI" || (name === "DIV" && !/\b(page|body|content)\b/i.test(attribute(node, "id")));
  if (boxed && leads(node, (link) => /#(ftnt_ref|_ftnref|_ednref)\d+$/i.test(attribute(link, "href")))) return "footnote";
  return name === "SUP" && /\breference\b/i.test(kind) ? "footnote-mark" : undefined;
}

/** Where an anchor leads, or what it is called. */
const anchorOf = (node: Reading) => attribute(node, "href") || attribute(node, "name") || attribute(node, "id");

/** Whether the first words in an element are those of such a link. */
function leads(node: Reading, wanted: (link: Reading) => boolean): boolean {
  for (const child of Array.from(node.childNodes)) {
    if (child.nodeName.toUpperCase() === "A" && wanted(child)) return true;
    if (textOf(child).trim()) return child.nodeName.toUpperCase() !== "A" && leads(child, wanted);
  }
  return false;
}

/** How deep a paragraph lies in Word's lists, and the marker before it: `mso-list: l0 level2 lfo1`. PowerPoint has
 * markers only. */
export function wordItemOf(node: Reading, name: string, style: Style): { depth: number; list: string; marker: string } | undefined {
  const [, list = "", depth] = /^(l\d+)?.*\blevel(\d+)/.exec(style["mso-list"] ?? "") ?? [];
  if (depth) return { depth: Number(depth), list, marker: markerText(node) };
  const slide = (name === "DIV" || name === "P") && Array.from(node.childNodes).some((child) => styleOf(child)["mso-special-format"]);
  return slide ? { depth: 1, list, marker: markerText(node) } : undefined;
}

function markerText(node: Reading): string {
  for (const child of Array.from(node.childNodes)) {
    const text = isMarker(styleOf(child)) ? textOf(child) : markerText(child);
    if (text) return text;
  }
  return "";
}

export function textOf(node: Reading): string {
  return (node.nodeValue ?? "") + Array.from(node.childNodes).map(textOf).join("");
}
