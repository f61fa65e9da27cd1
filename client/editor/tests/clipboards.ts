// What word processors put on the clipboard: comments, tracked changes, lists that go on, what one does not see.

import { TextSelection } from "prosemirror-state";
import { schema } from "../schema.ts";
import { blockAttributes, createBlock } from "../flat.ts";
import { numberOf } from "../markers.ts";
import { numbers } from "../numbering.ts";
import { htmlToSlice, insertSlice, textToSlice } from "../paste.ts";
import { parseHtml } from "./html.ts";
import { pasted, show } from "./pasting.ts";
import { Peer } from "./peer.ts";
import { equal, test } from "./suite.ts";

const marker = (sign: string) => `<![if !supportLists]><span style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>`;
const item = (sign: string, text: string, level = 1, list = "l0") => `<p class=MsoListParagraph style='margin-left:36pt;mso-list:${list} level${level} lfo1'>${marker(sign)}${text}<o:p></o:p></p>\n`;

function omitted(name: string, html: string, wanted: Record<string, number>, ...blocks: string[]): void {
  test(`clipboard: ${name}`, () => {
    let told = {};
    equal(show(htmlToSlice(parseHtml(html), (omitted) => (told = omitted))), blocks.join("\n"));
    equal(Object.fromEntries(Object.entries(told).filter(([, count]) => count)), wanted);
  });
}

function wordTests(): void {
  const comment = (nth: number, text: string) => `<div style='mso-element:comment'><div id="_com_${nth}" class=msocomtxt language=JavaScript><span style='mso-comment-author:"A. Boe"'><a name="_msocom_${nth}"></a></span><p class=MsoCommentText><span class=MsoCommentReference>&nbsp;<a href="#_msoanchor_${nth}" class=msocomoff>[AB${nth}]</a></span>${text}</p><p class=MsoCommentText>and more</p></div></div>`;
  const anchor = (nth: number) => `<span class=MsoCommentReference><span style='font-size:8.0pt'><![if !supportAnnotations]><a class=msocomanchor id="_anchor_${nth}" href="#_msocom_${nth}" language=JavaScript name="_msoanchor_${nth}">[AB${nth}]</a><![endif]><span style='mso-special-character:comment'>&nbsp;</span></span></span>`;
  omitted(
    "comments in Word, and their marks",
    `<p class=MsoNormal>Ministers <a style='mso-comment-reference:AB_1;mso-comment-date:20260101T0900'>call for</a>${anchor(1)} ships<a style='mso-comment-reference:AB_2'>.</a>${anchor(2)}</p><div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff align=left size=1 width="33%"><![endif]>${comment(1, "Not agreed in capital")}${comment(2, "Delete?")}</div>`,
    { comments: 2 },
    "[]Ministers call for ships.",
  );
  omitted("the mark of a comment alone", `<p>One${anchor(7)} two</p>`, { comments: 1 }, "[]One two");
  omitted(
    "footnotes in Word",
    `<p>Fact<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference><span style='mso-special-character:footnote'>[1]</span></span></a>.</p><div style='mso-element:footnote-list'><br clear=all><hr width="33%"><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1">[1]</a> Source</p></div></div>`,
    { footnotes: 1 },
    "[]Fact.",
  );
  omitted("tracked changes in Word", `<p class=MsoNormal>We <span class=msoDel><del cite="mailto:A" datetime="2026-01-01T10:00">reject</del></span><span class=msoIns><ins cite="mailto:A" datetime="2026-01-01T10:00">welcome <b>all</b> <u>of</u></ins></span> it</p>`, {}, "[]We welcome {strong|all} {u|of} it");
  omitted("hidden text in Word", `<p>seen<span style='display:none;mso-hide:all'>unseen</span><span style='mso-hide:all'>unseen</span><span style='visibility:hidden'>unseen</span><span hidden>unseen</span></p>`, {}, "[]seen");
  omitted("smart tags and tabs in Word", `<p>In <st1:City w:st="on"><st1:place w:st="on">Geneva</st1:place></st1:City><span style='mso-tab-count:1'>&nbsp;&nbsp;&nbsp; </span>today</p>`, {}, "[]In Geneva\ttoday");
  omitted("pictures in Word", `<p>a<v:shape id="_x0000_i1025"><v:imagedata src="file:///x.png"></v:imagedata></v:shape></p><p><img width=600 height=20 src="file:///y.png"></p>`, { images: 2 }, "[]a");
  omitted(
    "a list in Word that goes on after a remark",
    item("1.", "a") + item("2.", "b") + "<p class=MsoNormal>A remark.</p>" + item("3.", "c") + item("i.", "c1", 2) + item("ii.", "c2", 2) + item("4.", "d"),
    {},
    "[t=ol]a", "[t=ol]b", "[]A remark.", "[t=ol start=3]c", "[t=ol indent=1]c1", "[t=ol indent=1]c2", "[t=ol]d",
  );
  omitted("a list in Word that begins in mid-course, lettered", item("(h)", "a") + item("(i)", "b") + item("(j)", "c") + item("o", "deep", 2), {}, "[t=ol start=8]a", "[t=ol]b", "[t=ol]c", "[t=ul indent=1]deep");
  omitted("Word Online", `<div class="OutlineElement"><p class="Paragraph"><span class="TextRun"><span class="NormalTextRun CommentStart">One</span><span class="TrackChangeTextInsertion TrackedChange" style="text-decoration:underline">new</span><span class="TrackChangeTextDeletion TrackedChange" style="text-decoration:line-through">old</span></span><span class="EOP">&nbsp;</span></p></div><div class="ListContainerWrapper"><ol class="NumberListStyle1" role="list" start="3"><li data-aria-level="1" aria-level="1"><p class="Paragraph">Three</p></li></ol></div><div class="ListContainerWrapper"><ol role="list" start="1"><li aria-level="2"><p>deep</p></li></ol></div><div class="ListContainerWrapper"><ol role="list" start="4"><li aria-level="1"><p>Four</p></li></ol></div>`, {}, "[]Onenew", "[t=ol start=3]Three", "[t=ol indent=1]deep", "[t=ol]Four");
}

function otherTests(): void {
  omitted(
    "comments and footnotes of Google Docs",
    `<b style="font-weight:normal" id="docs-internal-guid-1"><p dir="ltr"><span>Text</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p></b><hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> Source</p></div><div style="border:1px solid black;margin:5px"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>for us only</span></p><p>second line</p></div>`,
    { comments: 1, footnotes: 1 },
    "[]Text",
  );
  omitted("lists of Google Docs", `<ol><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400">a</span></p></li><ol><li dir="ltr" aria-level="2"><p>b</p></li></ol><li aria-level="1"><p>c</p></li></ol><p dir="ltr">remark</p><ol start="3"><li aria-level="1"><p>d</p></li></ol>`, {}, "[t=ol]a", "[t=ol indent=1]b", "[t=ol]c", "[]remark", "[t=ol start=3]d");
  omitted("LibreOffice", `<p>Fact<sup><a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></sup> <ins cite="x" datetime="2026-01-01">new</ins><!-- a note --></p><ol start="5"><li><p>five</p></li></ol><div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Source</p></div>`, { footnotes: 1 }, "[]Fact new", "[t=ol start=5]five");
  omitted("Outlook", `<p class=MsoNormal><span style='mso-bookmark:_MailOriginal'>Dear all,<o:p></o:p></span></p><ul type=disc><li class=MsoListParagraph style='mso-list:l0 level1 lfo1'>a<o:p></o:p></li></ul><ol start=3 type=1><li class=MsoNormal style='mso-list:l1 level1 lfo2'>b</li></ol>`, {}, "[]Dear all,", "[t=ul]a", "[t=ol start=3]b");
  omitted("PowerPoint", `<div class=O style='text-indent:-.3in'><span style='mso-special-format:bullet;position:absolute;left:-1%'>•</span>a</div><div class=O><span style='mso-special-format:"numbullet,3";position:absolute'>3.</span>b</div>`, {}, "[t=ul]a", "[t=ol start=3]b");
  omitted("a web page", `<article><h2>News</h2><p>Ships<sup class="reference"><a href="#cite_note-1">[1]</a></sup> <img alt="😀" src="e.png"> <ins>sail</ins> <a href="https://un.org/#x">here</a></p><figure><img src="a.jpg" width="600"><figcaption>At sea</figcaption></figure><img width="1" height="1" src="t.gif"><iframe src="x">no</iframe></article>`, { images: 2, footnotes: 1 }, "[t=h2]News", "[]Ships 😀 {u|sail} {link=https://un.org/#x|here}", "[]At sea");
  omitted("tables, and what is laid out as one", `<table><tr><td><p>a</p></td></tr></table><table><tr><td>b</td><td>c</td></tr></table><table><tr><td><table><tr><td>d</td><td>e</td></tr></table></td></tr></table>`, { tables: 2 }, "[]a", "[]b\tc", "[]d\te");
  omitted("numbers said by the items", `<ol start="3"><li>c</li><li value="7">g</li><li>h</li></ol><ol><li>new</li></ol><ul><li>x<br>under it</li></ul>`, {}, "[t=ol start=3]c", "[t=ol start=7]g", "[t=ol]h", "[t=ol start=1]new", "[t=ul]x", "[indent=1]under it");
  omitted("paragraphs within items", `<ol><li><p>a</p><p>more</p></li><li><p>&nbsp;</p></li><li><p>b</p></li></ol>`, {}, "[t=ol]a", "[indent=1]more", "[t=ol start=2]b");
  omitted("directions", `<div dir="rtl"><p>ا</p><p dir="ltr">a</p><p dir="ltr">ا</p></div><p style="direction:rtl;unicode-bidi:embed">٣</p>`, {}, "[dir=rtl]ا", "[]a", "[dir=ltr]ا", "[dir=rtl]٣");
}

function markerTests(): void {
  test("clipboard: markers of all scripts say their number", () => {
    const cases: [string, number | undefined, number?][] = [
      ["1.", 1], ["12)", 12], ["(3)", 3], ["2.4.", 4], ["1.2.3", 3], ["IV.", 4], ["xii)", 12], ["a)", 1], ["(aa)", 27], ["i.", 1], ["i.", 9, 9], ["v)", 22, 22], ["c.", 3], ["C)", 3], ["m.", 13],
      ["А)", 1], ["б.", 2], ["١.", 1], ["(۱۲)", 12], ["३.", 3], ["１．", 1], ["أ.", 1], ["ب-", 2], ["ج)", 3, 3], ["ج)", 5], ["א.", 1], ["γ)", 3],
      ["一、", 1], ["十二、", 12], ["二十三、", 23], ["（三）", 3], ["第四条", 4], ["①", 1], ["⑫", 12], ["㈢", 3], ["⒌", 5], ["甲、", 1], ["ア.", 1], ["가.", 1], ["Article 4.", 4], ["1st", 1],
      ["·", undefined], ["o", undefined], ["§", undefined], ["–", undefined], ["•", undefined], ["Ø", undefined], ["", undefined],
    ];
    for (const [text, wanted, expected] of cases) equal(numberOf(text, expected) ?? null, wanted ?? null, text);
  });
  for (const [name, signs] of [["Cyrillic", ["А)", "Б)", "В)"]], ["Arabic", ["١.", "٢.", "٣."]], ["Arabic letters", ["أ)", "ب)", "ت)"]], ["abjad", ["أ.", "ب.", "ج."]], ["Chinese", ["一、", "二、", "三、"]], ["roman", ["i.", "ii.", "iii."]]] as const) {
    omitted(`a list of Word numbered in ${name}`, signs.map((sign) => item(sign, "x")).join(""), {}, "[t=ol]x", "[t=ol]x", "[t=ol]x");
  }
}

function lineTests(): void {
  const plain = (name: string, text: string, ...wanted: string[]) => test(`clipboard: ${name}`, () => equal(show(textToSlice(text)), wanted.map((line) => `[]${line}`).join("\n")));
  plain(
    "text of a PDF viewer",
    "The States gathered in the meeting discussed ways in which\r\nthe safety of seafarers can be improved, and agreed that all\r\nof them will report.\r\nThe second paragraph speaks of training at sea and on shore,\r\nand of self-\r\nreliance.\r\n1. A point\r\n2. Another point",
    "The States gathered in the meeting discussed ways in which the safety of seafarers can be improved, and agreed that all of them will report.",
    "The second paragraph speaks of training at sea and on shore, and of self-",
    "reliance.",
    "1. A point",
    "2. Another point",
  );
  plain("lines that were ended on purpose", "Dear all\nHere are two\nshort lines\n\nRegards", "Dear all", "Here are two", "short lines", "Regards");
  plain("comments in the plain text of Word", "Ministers call for[AB1] ships.\n\n [AB1]Not agreed in capital\nand more\n [CD2]Delete?\n", "Ministers call for ships.");
  plain("what only looks like comments", "[UN1] is a code\n[UN2] is another", "[UN1] is a code", "[UN2] is another");
  plain("a table as text", "Country name and its region\tthe year of the report\nKenya in the east of Africa\tthe year of our report", "Country name and its region\tthe year of the report", "Kenya in the east of Africa\tthe year of our report");
}

function placeTests(): void {
  const [rtl, quoted] = [createBlock({ dir: "rtl" }, undefined), createBlock({ quote: true })];
  const paste = (peer: Peer, html: string) => {
    peer.dispatch(insertSlice(peer.state, htmlToSlice(parseHtml(html))) as never);
    peer.check("pasted");
  };
  const shape = (peer: Peer) => peer.state.doc.content.content.map((block) => `${JSON.stringify(blockAttributes(block)).replaceAll('"', "")}${block.textContent}`);
  const caret = (peer: Peer, at: number, to = at) => peer.dispatch(peer.state.tr.setSelection(TextSelection.create(peer.state.doc, at, to)));

  test("clipboard: into an empty answer, the first block keeps its form", () => {
    for (const [html, wanted] of [
      ["<p dir=RTL>UNHCR أولا</p><p dir=RTL>ILO ثانيا</p>", ["{dir:rtl}UNHCR أولا", "{dir:rtl}ILO ثانيا"]],
      ["<p dir=RTL>واحد</p>", ["{dir:rtl}واحد"]],
      ["<blockquote><p>one</p><p>two</p></blockquote>", ["{quote:true}one", "{quote:true}two"]],
      ["<h1>one</h1><p>two</p>", ["{t:h1}one", "{}two"]],
      ["<ol start=4><li>one</li></ol>", ["{t:ol,start:4}one"]],
    ] as const) {
      const peer = new Peer(20);
      paste(peer, html);
      equal(shape(peer), [...wanted]);
      equal(peer.state.selection.head, peer.state.doc.content.size - 1);
    }
  });

  test("clipboard: what is around keeps its form too", () => {
    const peer = new Peer(20);
    peer.dispatch(peer.state.tr.replaceWith(0, 2, [createBlock({ t: "ul" }, schema.text("onetwo") as never), rtl, quoted]));
    caret(peer, 4);
    paste(peer, "<p dir=RTL>ا</p>");
    equal(shape(peer)[0], "{t:ul}oneاtwo");
    paste(peer, "<h2>x</h2><p>y</p><blockquote>z</blockquote>");
    equal(shape(peer).slice(0, 3), ["{t:ul}oneاx", "{}y", "{t:ul}ztwo"]);
    caret(peer, peer.state.doc.content.size - 1);
    paste(peer, "<p>said</p><p>more</p>");
    equal(shape(peer).slice(3), ["{dir:rtl}", "{quote:true}said", "{}more"]);
    caret(peer, 1, peer.state.doc.content.size - 1);
    paste(peer, "<p>all</p>");
    equal(shape(peer), ["{t:ul}all"]);
  });

  test("clipboard: a list that goes on is numbered so by both, and undone as one", () => {
    const [ana, ben] = [new Peer(30), new Peer(40)];
    paste(ana, item("1.", "a") + item("2.", "b") + "<p>remark</p>" + item("3.", "c") + item("4.", "d"));
    for (const update of ana.sent) ben.receive(update);
    equal(numbers(ben.state.doc.content.content), [1, 2, undefined, 3, 4]);
    ana.binding.undo();
    ana.check("undone");
    equal(ana.text, "\n");
  });
}

export function clipboardTests(): void {
  wordTests();
  otherTests();
  markerTests();
  lineTests();
  placeTests();
  pasted("a comment in Word for an empty answer is not pasted as text", "<p class=MsoCommentText>for us</p><p>b</p>", "[]b");
}
