// What is left of pasted HTML.

import type { Slice } from "prosemirror-model";
import { toPieces } from "../flat.ts";
import { htmlToSlice, textToSlice } from "../paste.ts";
import { schema } from "../schema.ts";
import { parseHtml } from "./html.ts";
import { Peer } from "./peer.ts";
import { equal, test } from "./suite.ts";

/** `[h1]Title [li]{b}bold{/}` and so on: blocks on lines of their own, marks in braces. */
export function show(slice: Slice): string {
  return toPieces(schema.node("doc", null, slice.content))
    .map(({ text, attributes }) => {
      const marks = Object.entries(attributes).map(([key, value]) => (value === true ? key : `${key}=${value}`)).join(" ");
      if (text === "\n") return `\n[${marks}]`;
      return marks ? `{${marks}|${text}}` : text;
    })
    .join("")
    .slice(1);
}

export function pasted(name: string, html: string, ...wanted: string[]): void {
  test(`paste: ${name}`, () => equal(show(htmlToSlice(parseHtml(html))), wanted.join("\n")));
}

const marker = (sign: string) => `<span style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>`;
const wordItem = (level: number, sign: string, text: string) => `<p class=MsoListParagraph style='margin-left:36pt;mso-list:l0 level${level} lfo1'><![if !supportLists]>${marker(sign)}<![endif]>${text}<o:p></o:p></p>\n`;

export function pastingTests(): void {
  pasted("headings and marks", "<h1>One</h1><h5>Deep</h5><p>a <b>b</b> <i>c</i> <u>d</u> <del>e</del></p>", "[t=h1]One", "[t=h3]Deep", "[]a {strong|b} {em|c} {u|d} {s|e}");
  pasted("lists within lists", "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", "[t=ul]a", "[t=ol indent=1]b", "[t=ul]c");
  pasted("white space as the browser shows it", "<div>\n  <p>a\n   b </p>\n\n <p> c<br>d<br></p></div>", "[]a b", "[]c", "[]d");
  pasted("links that may be followed, and no others", `<p><a href="https://un.org/x">a</a> <a href="javascript:alert(1)">b</a> <a href=" mailto:x@y.int ">c</a></p>`, "[]{link=https://un.org/x|a} b {link=mailto:x@y.int|c}");
  pasted("nothing that acts", `<style>p{}</style><script>alert(1)</script><p onclick="x()">a<img src=x onerror="alert(1)"><iframe>b</iframe></p><svg><p>c</p></svg>`, "[]a");
  pasted("a list from Word", wordItem(1, "1.", "first") + wordItem(2, "·", "second") + wordItem(1, "2.", "third"), "[t=ol]first", "[t=ul indent=1]second", "[t=ol]third");
  pasted("tracked changes from Word", `<p class=MsoNormal>keep <ins cite="mailto:A" datetime="2026-01-01">new</ins><del cite="mailto:A" datetime="2026-01-01">old</del></p>`, "[]keep new");
  pasted("empty paragraphs and namespaced tags from Word", "<p class=MsoNormal>a<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>b</p>", "[]a", "[]b");
  pasted("a table", "<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr><tr><td></td><td>d</td></tr></table>", "[]a b\tc", "[]\td");
  pasted("styles instead of tags", `<p><span style="font-weight:700">a</span><span style="font-style:italic;text-decoration:underline line-through">b</span></p>`, "[]{strong|a}{s u em|b}");
  pasted("a wrapper that only looks bold", `<b style="font-weight:normal"><p>a</p></b>`, "[]a");
  pasted("direction and quotation", `<blockquote><p dir="RTL">ا</p></blockquote>`, "[dir=rtl quote]ا");
  pasted("verbatim lines", "<pre>a\n  b\r\n\nc</pre>", "[]a", "[]  b", "[]c");
  pasted("our own blocks as they were", `<h2 data-pm-slice="1 1 []" dir="auto">T</h2><ol data-indent="2"><li dir="rtl"><p data-item="ol" data-indent="2" data-quote="" data-start="4">x</p></li></ol><p dir="auto"></p>`, "[t=h1]T", "[t=ol indent=2 dir=rtl quote start=4]x", "[]");

  test("paste: plain text, a block for each line", () => equal(show(textToSlice("a\r\n\r\nb\u2028c\u0000")), "[]a\n[]b\n[]c"));

  test("paste: into a document, exactly", () => {
    const peer = new Peer(20);
    peer.dispatch(peer.state.tr.insertText("beforeafter", 1));
    const slice = htmlToSlice(parseHtml(`<h2>Title</h2><p>مرحبا 😀</p>${wordItem(1, "1.", "<b>x</b>")}`));
    peer.dispatch(peer.state.tr.replaceRange(7, 7, slice));
    peer.check("pasted");
    equal(peer.text, "\nbeforeTitle\nمرحبا 😀\nxafter");
  });
}
