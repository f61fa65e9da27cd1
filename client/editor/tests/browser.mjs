// What only a real browser can show of the editor: typing, keys, input methods, pasting, carets.
//   ROUNDTABLE_PROSE=target/prose-out CHROMIUM=/usr/bin/chromium node client/editor/tests/browser.mjs [part of a name]

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import listTests from "./browser-lists.mjs";
import { partTests } from "./browser-parts.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const prose = resolve(process.env.ROUNDTABLE_PROSE ?? "target/prose-out");
const { chromium } = createRequire(resolve(here, "../../../tests/browser/package.json"))("playwright-core");

const { outputFiles } = await build({
  entryPoints: [join(here, "page.ts")],
  bundle: true,
  format: "esm",
  target: "es2022",
  write: false,
  alias: { "roundtable-client": join(prose, "client.js") },
});
const files = {
  "/": ["text/html", `<!doctype html><html lang="en"><title>Editor</title><link rel="stylesheet" href="/tokens.css"><link rel="stylesheet" href="/editor.css"><link rel="icon" href="data:,"><body><script type="module" src="/page.js"></script>`],
  "/page.js": ["text/javascript", outputFiles[0].text],
  "/client_bg.wasm": ["application/wasm", await readFile(join(prose, "client_bg.wasm"))],
  "/tokens.css": ["text/css", await readFile(join(here, "../../style/tokens.css"))],
  "/editor.css": ["text/css", await readFile(join(here, "../../style/editor.css"))],
};
const server = createServer((request, response) => {
  const [type, body] = files[request.url] ?? [];
  response.writeHead(body ? 200 : 404, { "content-type": type ?? "text/plain" });
  response.end(body);
}).listen(0, "127.0.0.1");
await new Promise((done) => server.once("listening", done));
const url = `http://127.0.0.1:${server.address().port}/`;
const only = process.argv[2];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

let [passed, failed] = [0, 0];

/** Opens the page anew, acts, and ends with both sides showing what both documents hold. */
async function test(name, act, options = {}) {
  if (only && !name.includes(only)) return;
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"], ...options });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  try {
    await page.goto(url);
    await page.waitForFunction(() => globalThis.sides, undefined, { timeout: 5000 });
    const table = new Table(page);
    await act(table, page);
    await table.agree();
    assert.deepEqual(errors, []);
    passed++;
    console.log(`ok   ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAIL ${name}\n${error.stack}\n${errors.join("\n")}`);
  } finally {
    await context.close();
  }
}

class Table {
  constructor(page) {
    this.page = page;
  }

  side(name) {
    return this.page.locator(`#${name} [role=textbox]`);
  }

  read(name, what, ...rest) {
    return this.page.evaluate(([name, what, rest]) => {
      const value = globalThis.sides[name][what];
      return typeof value === "function" ? value.call(globalThis.sides[name], ...rest) : JSON.parse(JSON.stringify(value));
    }, [name, what, rest]);
  }

  command(name, ...rest) {
    return this.page.evaluate(([name, rest]) => globalThis.sides[name].editor.command(...rest), [name, rest]);
  }

  /** Waits until both documents and both pages say the same. */
  async agree(wanted) {
    await this.page.waitForFunction((wanted) => {
      const { ana, ben } = globalThis.sides;
      const all = [ana.text(), ben.text(), ana.shown(), ben.shown()];
      return all.every((text) => text === (wanted ?? all[0]));
    }, wanted, { timeout: 3000 }).catch(async () => {
      const all = {};
      for (const name of ["ana", "ben"]) all[name] = [await this.read(name, "text"), await this.read(name, "shown")];
      assert.fail(`wanted ${JSON.stringify(wanted)}, got ${JSON.stringify(all)}`);
    });
    for (const name of ["ana", "ben"]) assert.deepEqual((await this.read(name, "heard")).trouble, []);
  }
}

await test("two people type, and each sees the other's words", async (table, page) => {
  await table.side("ana").click();
  await page.keyboard.type("hello");
  await page.keyboard.press("Enter");
  await page.keyboard.type("مرحبا 😀");
  await table.agree("\nhello\nمرحبا 😀");
  await table.side("ben").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("!");
  await table.agree("\nhello\nمرحبا 😀!");
});

/** Moves the caret to the end as the End key does: the browser's event comes later. */
function jump() {
  const last = [...document.querySelectorAll("#ana .prose-editor :is(p, h2, h3, h4)")].at(-1);
  getSelection().selectAllChildren(last);
  getSelection().collapseToEnd();
}

await test("a key acts where the caret has just jumped", async (table, page) => {
  await table.side("ana").click();
  await page.keyboard.type("one\ntwo");
  await page.keyboard.press("Control+Home");
  await page.evaluate(`(${jump})();
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 13, bubbles: true, cancelable: true }))`);
  await page.keyboard.type("three");
  await table.agree("\none\ntwo\nthree");
});

await test("a caret that has just jumped is not put back by what others do", async (table, page) => {
  await table.side("ana").click();
  await page.keyboard.type("one\ntwo");
  await table.agree("\none\ntwo");
  for (const [redraw, mark] of [
    ['sides.ana.editor.setCarets("[]")', "!"],
    // Not `command`, which would take the focus along.
    ['sides.ben.editor.run("h1"); sides.ana.copy.settle()', "?"],
  ]) {
    await page.keyboard.press("Control+Home");
    await page.evaluate(`(${jump})(); ${redraw}`);
    await page.keyboard.type(mark);
  }
  await table.agree("\none\ntwo!?");
});

await test("signs make headings, lists and quotes; keys make marks", async (table, page) => {
  await table.side("ana").click();
  await page.keyboard.type("## Title\n- one\n\n1. first\nsecond");
  await page.keyboard.press("Control+b");
  await page.keyboard.type(" bold");
  await table.agree("\nTitle\none\nfirst\nsecond bold");
  const tags = await page.locator("#ben .part > *").evaluateAll((all) => all.map((e) => `${e.localName}${e.childElementCount || ""}`));
  assert.deepEqual(tags, ["h3", "ul1", "ol2"]);
  assert.equal(await page.locator("#ben strong").textContent(), " bold");
  assert.equal(await page.locator("#ben li").first().getAttribute("aria-level"), "1");
});

await test("Tab leaves a paragraph and indents a list, which Escape and Tab leave", async (table, page) => {
  const focused = () => page.evaluate(() => document.activeElement.closest("[id]")?.id);
  await table.side("ana").click();
  await page.keyboard.type("x");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "ben");
  await table.agree("\nx");
  await page.keyboard.press("Home");
  await page.keyboard.type("- ");
  await page.keyboard.press("Tab");
  assert.equal(await page.locator("#ben ul").getAttribute("data-indent"), "1");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "after");
});

await test("undo takes back one's own words only", async (table, page) => {
  await table.side("ana").click();
  await page.keyboard.type("ana");
  await table.agree("\nana");
  await table.side("ben").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("ben");
  await table.agree("\nanaben");
  await table.side("ana").click();
  for (let i = 0; i < 3; i++) await page.keyboard.press("Control+z");
  await table.agree("\nben");
  for (let i = 0; i < 3; i++) await page.keyboard.press("Control+y");
  await table.agree("\nanaben");
});

await test("the caret stays where it was while another writes before it", async (table, page) => {
  await table.side("ana").click();
  await page.keyboard.type("one two");
  for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowLeft");
  await table.agree("\none two");
  await page.evaluate(() => globalThis.sides.ben.port.apply('[[{"retain":1},{"insert":"zero "},{"retain":7},{"insert":"\\n","attributes":{"t":"h1"}},{"insert":"next"}]]', 1, 1));
  await page.waitForFunction(() => globalThis.sides.ana.text() === "\nzero one two\nnext");
  await page.keyboard.type("X");
  // Ben's editor was not asked: what was applied under it is not shown there.
  assert.equal(await table.read("ana", "shown"), "\nzero oneX two\nnext");
  await page.evaluate(() => location.reload());
  await page.waitForFunction(() => globalThis.sides, undefined, { timeout: 5000 });
});

for (const [name, write, wanted] of [
  ["before the word", (side) => side.editor.view.dispatch(side.editor.view.state.tr.insertText("BEN ", 1)), "\nBEN abc日本"],
  ["right after the word", (side) => side.editor.view.dispatch(side.editor.view.state.tr.insertText(" BEN", 4)), ["\nabc日本 BEN", "\nabc BEN日本"]],
  ["by splitting its block", (side) => side.editor.view.dispatch(side.editor.view.state.tr.split(2)), "\na\nbc日本"],
  ["by making its block a heading", (side) => side.editor.view.dispatch(side.editor.view.state.tr.setNodeMarkup(0, side.editor.view.state.schema.nodes.heading)), "\nabc日本"],
  ["by marking its block bold", (side) => side.editor.view.dispatch(side.editor.view.state.tr.addMark(1, 4, side.editor.view.state.schema.marks.strong.create())), "\nabc日本"],
]) {
  await test(`an input method composes while another edits ${name}`, async (table, page) => {
    await table.side("ana").click();
    await page.keyboard.type("abc");
    await table.agree("\nabc");
    const input = await page.context().newCDPSession(page);
    const compose = (text) => input.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await compose("に");
    await page.waitForTimeout(50);
    await page.evaluate(`(${write})(globalThis.sides.ben)`);
    await page.waitForTimeout(150);
    await compose("にほ");
    await page.waitForTimeout(50);
    await compose("にほん");
    await page.waitForTimeout(50);
    assert.ok((await table.read("ana", "shown")).includes("abcにほん"), "the word being composed was disturbed");
    await input.send("Input.insertText", { text: "日本" });
    await page.waitForTimeout(300);
    await table.agree();
    const got = await table.read("ana", "text");
    assert.ok([wanted].flat().includes(got), `got ${JSON.stringify(got)}`);
    await page.keyboard.type("!");
    await table.agree();
    assert.ok((await table.read("ana", "text")).includes("日本!"), "the caret has moved");
  });
}

await test("pasted HTML comes through as blocks, without what acts", async (table, page) => {
  await table.side("ana").click();
  await page.evaluate(async () => {
    const html = `<h1>T</h1><script>alert(1)</script><p onclick="x()">a <b>b</b></p><p style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">1.&nbsp;</span>c</p>`;
    const data = new DataTransfer();
    data.setData("text/html", html);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await table.agree("\nT\na b\nc");
  const tags = await page.locator("#ben .part > *").evaluateAll((all) => all.map((e) => e.localName));
  assert.deepEqual(tags, ["h2", "p", "ol"]);
});

await test("copied and pasted back, our own blocks are as they were", async (table, page) => {
  await table.side("ana").click();
  await page.keyboard.type("# Title\n- one");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Control+End");
  await page.waitForFunction(() => JSON.stringify(globalThis.sides.ana.heard.selection) === "[10,10]");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+v");
  const shape = () => page.locator("#ben .part > *").evaluateAll((all) => all.map((e) => `${e.localName}${e.dataset.indent ?? ""}:${e.textContent}`));
  await table.agree("\nTitle\none\nTitle\none");
  assert.deepEqual(await shape(), ["h2:Title", "ul1:one", "h2:Title", "ul1:one"]);
});

await test("another's caret has a name for a while, and a monogram always", async (table, page) => {
  await table.side("ana").click();
  await page.keyboard.type("one two");
  await page.keyboard.press("Shift+Home");
  await page.waitForFunction(() => JSON.stringify(globalThis.sides.ana.heard.selection) === "[8,1]");
  await page.evaluate(() => {
    const [anchor, head] = globalThis.sides.ana.anchors.map((bytes) => [...bytes]);
    globalThis.sides.ben.editor.setCarets(JSON.stringify([{ client: 30, anchor, head, name: "Ana of Kenya", monogram: "KE", colour: "var(--d1)" }]));
  });
  await page.locator("#ben .caret-monogram", { hasText: "KE" }).waitFor();
  await page.locator("#ben .caret-name", { hasText: "Ana of Kenya" }).waitFor({ state: "visible" });
  assert.equal(await page.locator("#ben .caret-range").textContent(), "one two");
  await page.locator("#ben .caret-name").waitFor({ state: "hidden", timeout: 4000 });
  await table.side("ben").click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("zero ");
  assert.equal(await page.locator("#ben .caret-range").textContent(), "one two");
});

await test("the toolbar hears of it, and what is closed stays closed", async (table, page) => {
  await table.side("ana").click();
  await page.keyboard.type("x");
  await table.command("ana", "h2");
  await table.command("ana", "strong");
  await page.waitForFunction(() => JSON.parse(globalThis.sides.ana.heard.state).strong);
  const state = JSON.parse((await table.read("ana", "heard")).state);
  assert.deepEqual([state.kind, state.strong, state.canUndo, state.focused], ["h2", true, true, true]);
  const isTaken = () => page.evaluate(() => {
    const key = new KeyboardEvent("keydown", { key: "k", code: "KeyK", ctrlKey: true, bubbles: true, cancelable: true });
    return !document.activeElement.dispatchEvent(key);
  });
  assert.equal(await isTaken(), false, "without words to link, the key is somebody else's");
  await page.keyboard.press("Shift+ArrowLeft");
  assert.equal(await isTaken(), true);
  assert.equal((await table.read("ana", "heard")).link, "");
  await page.evaluate(() => globalThis.sides.ana.editor.setEditable(false));
  assert.equal(await table.side("ana").getAttribute("aria-readonly"), "true");
  await table.side("ana").click();
  await page.keyboard.type("never");
  assert.equal(await table.command("ana", "h1"), false);
  await table.agree("\nx");
});

await listTests(test);
await partTests(test);

await browser.close();
server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
