// Concept notes in PDF: read in the browser, or refused in words.

import assert from "node:assert/strict";

import { axe, shot } from "../harness/look.mjs";
import { drawn, locked, numbered, printed } from "../harness/paper.mjs";
import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

const HEAD = `<p style="font:9pt serif;margin:0 0 12mm">Forum of the Ports – third meeting</p>`;

/** Two pages with running heads, a footnote on each, and a word that goes on over the page. */
const NOTE = `
<style>
  body { font: 12pt/1.4 serif; margin: 0 }
  .page { position: relative; height: 250mm; break-after: page }
  .notes { position: absolute; bottom: 0; font-size: 9pt; border-top: 1px solid; }
  sup { font-size: 65%; line-height: 0 }
  h2 { font-size: 14pt } p { margin: 0 0 10pt }
</style>
<div class="page">${HEAD}
  <h1 style="font-size:22pt">Rest on board of ferries</h1>
  <h2>1) Background</h2>
  <p>Crews on the short routes work in shifts of six hours and rest for as long, in theory; in practice the hours between
  two harbours are spent on cargo and on papers.<sup>1</sup> Owners and unions agree that the rules are known well enough and that few apply them.</p>
  <p>Two of the harbours have begun to count the hours of every crew, and three more would follow if the papers were the same
  everywhere. The cost of counting falls upon the smaller owners, who have asked for a common form and for</p>
  <div class="notes"><sup>1</sup> Survey of the harbours of the inner sea, second part.</div>
</div>
<div class="page">${HEAD}
  <p>some help with it in the first year.<sup>2</sup></p>
  <h2>2) Guiding questions</h2>
  <p style="margin-left:10mm;text-indent:-7mm">a) How do the harbours of your country count the hours of rest, and who looks at what they have counted in the end?</p>
  <p style="margin-left:10mm;text-indent:-7mm">b) What would a common form need to hold?</p>
  <div class="notes"><sup>2</sup> Letter of the owners, page 3.</div>
</div>`;

const SENTENCES = (word, count) =>
  Array.from({ length: count }, (_, at) => `The ${word} paragraph has a sentence with number ${at + 1} in it, which is long enough to fill its line.`).join(" ");

/** A title across, then two columns that each go on for a while. */
const COLUMNS = `
<style>body{font:11pt/1.35 serif} .two{columns:2;column-gap:12mm;text-align:justify} h1{font-size:20pt}</style>
<h1>Harbours and their hours of rest</h1>
<div class="two">
  <p><b>Background</b></p>
  <p>${SENTENCES("first", 9)}</p>
  <p>${SENTENCES("second", 9)}</p>
  <p><b>Guiding questions</b></p>
  <p>1. How are hours counted in the harbours of your country, and by whom are they looked at?</p>
  <p>2. Who pays for it?</p>
</div>`;

const ARABIC = `
<style>body{font:14pt/1.6 "Noto Naskh Arabic","Noto Sans Arabic","DejaVu Sans",serif}</style>
<div dir="rtl" lang="ar">
<h1>ساعات الراحة على متن السفن</h1>
<h2>خلفية</h2>
<p>تعمل الطواقم في نوبات من ست ساعات وتستريح مثلها من حيث المبدأ، غير أن الوقت بين ميناءين يذهب في معظمه إلى البضائع والأوراق في 12 ميناء.</p>
<h2>الأسئلة التوجيهية</h2>
<p>1. كيف تحسب ساعات الراحة في موانئ بلدكم؟</p>
<p>2. من يدفع تكلفة ذلك؟</p>
</div>`;

/** A facilitator at the page where sessions are created, and a page to print on. */
async function desk(room, options) {
  const server = await room.server();
  const grace = await room.person("Grace", server, options);
  const fetched = [];
  grace.page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await grace.page.goto(server.log.match(/http\S+\/join#\w+/)[0]);
  await grace.page.getByLabel("Your name").fill("Grace");
  await grace.page.getByRole("button", { name: /^(Join|Continue)/ }).click();
  await grace.page.waitForURL("**/sessions");
  await grace.page.goto("/sessions/new");
  await grace.page.getByLabel("Text of the concept note").waitFor();
  const press = await room.person("Press", server);
  const brings = (name, buffer) => grace.page.setInputFiles("input[type=file]", { name, mimeType: "application/pdf", buffer });
  const text = () => grace.page.getByLabel("Text of the concept note").inputValue();
  return { grace, press, brings, text, fetched };
}

const title = (person) => person.page.getByLabel("Title of the session");
const questions = (person) => person.page.getByLabel(/^Question [0-9]+$/);

async function shows(person, expected) {
  await until(`the title is “${expected}”`, async () => (await title(person).inputValue()) === expected);
}

story("a PDF is read in the browser, by a reader that comes with the first one", async (room) => {
  const { grace, press, brings, text, fetched } = await desk(room);
  assert.ok(!fetched.some((path) => path.includes("pdf")), "nothing of it is fetched before");
  await brings("note.pdf", await printed(press.page, NOTE));
  await shows(grace, "Rest on board of ferries");
  assert.ok(fetched.some((path) => /assets\/pdf[-.]/.test(path)) && fetched.some((path) => /pdf\.worker/.test(path)));
  const preview = await grace.page.locator(".preview").innerText();
  const flat = preview.replace(/\s+/g, " ");
  assert.ok(flat.includes("for a common form and for some help with it"), flat);
  assert.ok(!flat.includes("Forum of the Ports – third meeting Rest"), flat);
  assert.equal(await grace.page.locator(".preview .section sup").count(), 2, "both footnotes hang where they belong");
  assert.ok(flat.includes("Survey of the harbours of the inner sea, second part."), flat);
  assert.deepEqual(await labels(grace), ["a", "b"]);
  assert.ok((await text()).includes("Letter of the owners"));
  await axe(grace.page);
  await shot(grace.page, "pdf-note", { fullPage: true });
});

const labels = (person) => person.page.getByLabel(/^Label/).evaluateAll((fields) => fields.map((field) => field.value));

story("two columns are read one after the other, and Arabic from the right", async (room) => {
  const { grace, press, brings, text } = await desk(room);
  await brings("columns.pdf", await printed(press.page, COLUMNS));
  await shows(grace, "Harbours and their hours of rest");
  const read = (await text()).replace(/\s+/g, " ");
  const order = ["first paragraph has a sentence with number 1 ", "first paragraph has a sentence with number 9 ", "second paragraph has a sentence with number 1 ",
    "second paragraph has a sentence with number 9 ", "Guiding questions", "Who pays for it?"].map((words) => read.indexOf(words));
  assert.ok(order.every((at, nth) => at >= 0 && (nth === 0 || at > order[nth - 1])), `${order}\n${read}`);
  assert.deepEqual(await labels(grace), ["1", "2"]);

  await brings("arabic.pdf", await printed(press.page, ARABIC));
  await shows(grace, "ساعات الراحة على متن السفن");
  const arabic = await text();
  for (const words of ["تعمل الطواقم في نوبات من ست ساعات", "12", "كيف تحسب ساعات الراحة في موانئ بلدكم؟", "من يدفع تكلفة ذلك؟"]) {
    assert.ok(arabic.replace(/\s+/g, " ").includes(words), arabic);
  }
  assert.equal((await labels(grace)).length, 2);
});

story("a PDF names its letters by number, and pages that are pictures are told", async (room) => {
  const { grace, press, brings, text } = await desk(room);
  await brings("numbers.pdf", numbered([[20, "渡轮船员的休息时间"], [14, "一、背景"], [12, "短途航线的船员每六小时轮班一次，休息时间同样为六小时。"], [14, "二、指导性问题"],
    [12, "1. 贵国港口如何计算休息时间？"], [12, "2. 费用由谁承担？"]]));
  await shows(grace, "渡轮船员的休息时间");
  assert.ok((await text()).includes("贵国港口如何计算休息时间？"), await text());

  const picture = `<svg width="400" height="500" style="display:block;break-before:page"><rect width="400" height="500" fill="#ccc"/></svg>`;
  const parts = NOTE.split('<div class="page">');
  await brings("half.pdf", await printed(press.page, `${parts[0]}<div class="page">${parts[1]}${picture}<div class="page" style="break-before:page">${parts[2]}`));
  await shows(grace, "Rest on board of ferries");
  const doubt = grace.page.locator(".preview").getByText("These pages gave no text: 2.");
  await doubt.waitFor();
  await axe(grace.page);
  await shot(grace.page, "pdf-half-pictures");
  await grace.page.getByRole("button", { name: /^It is right: These pages/ }).click();
  await doubt.waitFor({ state: "detached" });
});

story("a PDF that gives no text is refused in words, by the field, and nothing typed is lost", async (room) => {
  for (const options of [{}, { viewport: { width: 390, height: 844 }, hasTouch: true }]) {
    const { grace, press, brings, text } = await desk(room, options);
    await grace.page.getByLabel("Text of the concept note").fill("# What was typed\n\n## Background\n\nWords.");
    const whole = await printed(press.page, NOTE);
    for (const [name, file, why] of [
      ["scan.pdf", await printed(press.page, `<svg width="400" height="500"><rect width="400" height="500" fill="#ccc"/></svg>`), /pictures of pages/],
      ["locked.pdf", locked(), /has a password/],
      ["cut.pdf", whole.subarray(0, 300), /is damaged/],
      ["noise.pdf", Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(4_000, 7)]), /is damaged/],
    ]) {
      await brings(name, file);
      const notice = grace.page.locator(".note-source").getByText(why);
      await notice.waitFor();
      assert.ok((await notice.innerText()).includes(name));
      assert.ok((await text()).includes("What was typed"));
    }
    await axe(grace.page);
    await shot(grace.page, `pdf-refused-${options.hasTouch ? "phone" : "desk"}`);
    // After all that, a good one is read.
    await brings("fine.pdf", drawn("BT /F 20 Tf 72 760 Td (Rest and pay) Tj /F 12 Tf 0 -40 Td (Background) Tj 0 -30 Td (Crews work long hours on most of the routes, and few are paid for them.) Tj ET"));
    await shows(grace, "Rest and pay");
    assert.equal(await grace.page.locator(".note-source").getByText("was not read").count(), 0);
  }
});
