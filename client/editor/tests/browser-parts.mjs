// A long text in a browser: what is out of sight is not laid out, and yet everything finds its way there.

import assert from "node:assert/strict";

/** So many paragraphs of about three lines, each with its number. */
const paragraphs = (count) => Array.from({ length: count }, (_, nth) => `Paragraph ${nth}: ${"some words that take their room, ".repeat(7)}end of ${nth}`);

/** Ana's text, written in one go. */
async function fill(page, blocks) {
  await page.evaluate((blocks) => {
    const { view } = globalThis.sides.ana.editor;
    const { schema, tr } = view.state;
    view.dispatch(tr.replaceWith(0, view.state.doc.content.size, blocks.map((text) => schema.node("paragraph", null, schema.text(text)))));
  }, blocks);
}

/** Opens the text anew, as somebody who comes later does. */
async function reopen(page) {
  await page.evaluate(() => globalThis.reopen("ben"));
}

const selected = (page, side) => page.evaluate((side) => globalThis.sides[side].editor.view.state.selection.toJSON(), side);

export async function partTests(test) {
  await test("a long text is drawn in parts, of which those in sight are laid out", async (table, page) => {
    await fill(page, paragraphs(300));
    await table.agree();
    await reopen(page);
    const parts = await page.locator("#ben .part").count();
    assert.ok(parts > 5 && parts < 60, `${parts} parts`);
    const laidOut = await page.locator("#ben .part").evaluateAll((all) => all.filter((part) => part.firstElementChild.checkVisibility({ contentVisibilityAuto: true })).length);
    assert.ok(laidOut < parts / 2, `${laidOut} of ${parts} parts are laid out`);
    // About as high as it will be.
    const height = () => page.locator("#ben .prose-editor").evaluate((box) => box.scrollHeight);
    const thought = await height();
    await page.emulateMedia({ media: "print" });
    const shown = await page.locator("#ben .part p").evaluateAll((all) => all.every((block) => block.checkVisibility({ contentVisibilityAuto: true })));
    assert.ok(shown, "on paper everything is laid out");
    const real = await height();
    await page.emulateMedia({ media: null });
    assert.ok(thought > real * 0.6 && thought < real * 1.6, `thought ${thought} px, is ${real} px`);
  });

  await test("find-in-page and screen readers reach what is out of sight", async (table, page) => {
    await fill(page, paragraphs(200));
    await table.agree();
    await reopen(page);
    assert.ok(await page.evaluate(() => window.find("end of 187")), "found");
    const devtools = await page.context().newCDPSession(page);
    const deadline = Date.now() + 10_000;
    for (;;) {
      const { nodes } = await devtools.send("Accessibility.getFullAXTree");
      const read = nodes.map(({ name }) => name?.value ?? "").join("\n");
      if (read.includes("Paragraph 150:") && read.includes("Paragraph 199:")) break;
      assert.ok(Date.now() < deadline, "read aloud");
      await page.waitForTimeout(100);
    }
  });

  await test("keys that lead far away arrive", async (table, page) => {
    await fill(page, paragraphs(200));
    await table.agree();
    await reopen(page);
    const ben = table.side("ben");
    await ben.focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("!");
    await table.agree(`\n${paragraphs(200).join("\n")}!`);
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("¡");
    await table.agree(`\n¡${paragraphs(200).join("\n")}!`);
    await page.keyboard.press("Control+Shift+End");
    const { anchor, head } = await selected(page, "ben");
    assert.ok(head - anchor > 40_000);
    await page.keyboard.press("ArrowLeft");
    // Out of sight, and then on by the arrows and by pages.
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await page.keyboard.press("PageDown");
    const far = () => {
      const { head } = globalThis.sides.ben.editor.view.state.selection;
      return head > 100 && head < 12_000;
    };
    await page.waitForFunction(far);
    const { head: lower } = await selected(page, "ben");
    for (let nth = 0; nth < 60; nth++) await page.keyboard.press("ArrowDown");
    await page.waitForFunction((lower) => globalThis.sides.ben.editor.view.state.selection.head > lower + 2_000, lower);
  });

  await test("what is typed into new blocks stands in order, however quickly", async (table, page) => {
    await fill(page, paragraphs(40));
    await table.side("ana").focus();
    await page.keyboard.press("Control+End");
    const lines = Array.from({ length: 60 }, (_, nth) => `${nth % 7 ? "" : "## "}line ${nth} of what is typed`);
    await page.keyboard.press("Enter");
    await page.keyboard.type(lines.join("\n"));
    await table.agree(`\n${[...paragraphs(40), ...lines.map((line) => line.replace("## ", ""))].join("\n")}`);
  });

  await test("a part that grows is divided, and each part stays one element", async (table, page) => {
    await fill(page, paragraphs(10));
    await table.side("ana").focus();
    await page.keyboard.press("Control+Home");
    for (let nth = 0; nth < 12; nth++) {
      await page.evaluate(([nth, all]) => {
        const { view } = globalThis.sides.ana.editor;
        const { schema, tr, doc } = view.state;
        // In the middle, at the end, and at the start.
        const at = [doc.resolve(Math.floor(doc.content.size / 2)).after(1), doc.content.size, 0][nth % 3];
        view.dispatch(tr.insert(at, all.map((text) => schema.node("paragraph", null, schema.text(text)))));
      }, [nth, paragraphs(20)]);
      // Blocks carried to another place bring no part along.
      await page.evaluate(() => {
        const { view } = globalThis.sides.ana.editor;
        const { doc, tr } = view.state;
        const slice = doc.slice(0, doc.child(0).nodeSize + doc.child(1).nodeSize);
        view.dispatch(tr.insert(doc.content.size, slice.content));
      });
    }
    await table.agree();
    const runs = await page.evaluate(() => {
      const runs = [];
      globalThis.sides.ana.editor.view.state.doc.forEach((block) => {
        const id = block.marks[0].attrs.id;
        if (runs.at(-1)?.id === id) runs.at(-1).size += block.content.size;
        else runs.push({ id, size: block.content.size });
      });
      return runs;
    });
    assert.equal(new Set(runs.map(({ id }) => id)).size, runs.length, "no part stands in two places");
    assert.ok(runs.every(({ size }) => size < 13_000), JSON.stringify(runs));
    assert.equal(await page.locator("#ana .part").count(), runs.length);
  });
}
