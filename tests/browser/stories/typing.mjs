// Writing in a long text beside others: what one reads stays where it is, one's own caret is in sight, others' carets
// move nothing, and nobody is said to do what they do not do.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { Other } from "../harness/other.mjs";
import { story } from "../harness/story.mjs";
import { answer, reads, sits } from "../harness/table.mjs";
import { blocksOf } from "../harness/text.mjs";
import { until } from "../harness/wait.mjs";

const ROOT = "answer/q1";
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** A table with a long text, Ana in front of it, and Ben without a browser. */
async function table(room, { options, role = "delegate", chars = 15_000 } = {}) {
  const server = await room.server({ demo: { delegations: 2 } });
  const ben = await Other.comes(server.link("delegate", 1), "Ben", ROOT);
  room.ends(() => ben.leaves());
  const blocks = blocksOf(chars);
  if (chars) await ben.fills(blocks);
  const ana = await room.person("Ana", server, options);
  await sits(ana, server, role, 0);
  await answer(ana).waitFor();
  if (chars) await reads(ana, blocks.at(-1).text.slice(-30));
  return { server, ana, ben };
}

/** The page has been drawn, with all that was to be drawn with it. */
const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)))));

/** The words at the middle of the window, and where they are. */
function atTheMiddle() {
  const box = document.querySelector(".prose-editor").getBoundingClientRect();
  const { offsetNode, offset } = document.caretPositionFromPoint(box.left + 40, innerHeight / 2);
  globalThis.marked ??= { node: offsetNode, offset };
  const range = new Range();
  range.setStart(globalThis.marked.node, globalThis.marked.offset);
  return range.getBoundingClientRect().top;
}

/** The lines in which words stand, as their client rectangles. */
const words = (page) =>
  page.evaluate(() => {
    const all = [];
    for (const block of document.querySelectorAll(".prose-editor :is(p, h2, h3, h4)")) {
      const range = new Range();
      range.selectNodeContents(block);
      for (const { left, top, width, height } of range.getClientRects()) if (width > 1) all.push([left, top, width, height].map(Math.round));
    }
    return all;
  });

for (const [how, options] of [
  ["on a desk", undefined],
  ["on a phone", PHONE],
]) {
  for (const writes of [false, true]) {
    story(`what one ${writes ? "writes in" : "reads"} ${how} stays in place while others write above`, async (room) => {
      const { ana, ben } = await table(room, { options });
      const { page } = ana;
      await page.evaluate(() => document.querySelectorAll(".prose-editor :is(p, h2, h3, h4)")[25].scrollIntoView({ block: "center" }));
      await drawn(page);
      if (writes) {
        const { width, height } = page.viewportSize();
        await page.mouse.click(width / 2, height / 2);
        await page.keyboard.type("x");
        await drawn(page);
      }
      const before = await page.evaluate(atTheMiddle);
      const stays = async (what) => {
        await drawn(page);
        const after = await page.evaluate(atTheMiddle);
        assert.ok(Math.abs(after - before) <= 1, `${what}: moved by ${after - before} px`);
      };
      ben.inserts(1, "First of all, in a paragraph of its own, a few words more than one line takes on a desk.\nAnd another.\n");
      await reads(ana, "And another.");
      await stays("paragraphs at the top");
      // Just above the window.
      const place = ben.text.toString().split("\n").slice(0, 12).join("\n").length;
      ben.inserts(place, "\nNear by, and long enough for two lines on a desk and for three or four on a phone, so that it shows.");
      await reads(ana, "Near by, and");
      await stays("a paragraph near by");
      ben.text.delete(1, 60);
      await until("the start is gone", async () => !(await answer(ana).textContent()).includes("First of all"));
      await stays("words taken away");
    });
  }
}

story("another's caret at the edge of a phone makes nothing wider and moves no word", async (room) => {
  const { ana, ben } = await table(room, { options: { ...PHONE, viewport: { width: 360, height: 740 } }, chars: 900 });
  const { page } = ana;
  const before = await words(page);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  const text = ben.text.toString();
  for (let place = 1; place < Math.min(text.length, 400); place += 7) {
    ben.points(place);
    const monogram = page.locator(".caret-flag").first();
    await monogram.waitFor();
    await drawn(page);
    await fits(page);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    const outside = await page.evaluate(() => {
      const pane = document.querySelector(".prose").getBoundingClientRect();
      const flag = document.querySelector(".caret-flag").getBoundingClientRect();
      return flag.left < pane.left - 1 || flag.right > pane.right + 1;
    });
    assert.ok(!outside, `the flag at ${place} is within the pane`);
  }
  assert.deepEqual(await words(page), before);
  await shot(page, "typing-caret-phone");
  await axe(page);
});

story("a flag fades while its owner goes on typing, and keeps off the line that one writes in", async (room) => {
  const { ana, ben } = await table(room, { chars: 6_000 });
  const { page } = ana;
  // Into the middle of the second line of a long paragraph.
  const long = await answer(ana).evaluate((box) => [...box.querySelectorAll("p, h2, h3, h4")].findIndex((block) => block.textContent.length > 450));
  const start = ben.text.toString().split("\n").slice(0, long + 1).join("\n").length + 1;
  const [width, height] = [1280, 800];
  assert.deepEqual(page.viewportSize(), { width, height });
  await answer(ana).evaluate((box, nth) => box.querySelectorAll("p, h2, h3, h4")[nth].scrollIntoView({ block: "center" }), long);
  ben.types(start + 240);
  const flag = page.locator(".caret-flag");
  await page.locator(".caret-flag.named .caret-name").waitFor();
  await shot(page, "typing-flag-named");
  await page.locator(".caret-flag:not(.named) .caret-monogram").waitFor();
  // He has not stopped.
  const before = ben.text.length;
  await until("Ben goes on", () => ben.text.length > before + 5);
  assert.equal(await page.locator(".caret-name").isVisible(), false);
  assert.ok((await flag.boundingBox()).height <= 14, "what stays is small enough to stand between two lines");
  ben.rests();
  // Her own caret in the line above his: the flag goes below.
  const mine = await page.evaluate(
    ([nth]) => {
      const caret = document.querySelector(".caret").getBoundingClientRect();
      const block = document.querySelectorAll(".prose-editor :is(p, h2, h3, h4)")[nth];
      return { x: block.getBoundingClientRect().left + 30, y: caret.top - caret.height / 2 };
    },
    [long],
  );
  await page.mouse.click(mine.x, mine.y);
  await page.locator(".caret-flag[data-side=below]").waitFor();
  // And in the line below it: above.
  const caret = await page.locator(".caret").boundingBox();
  await page.mouse.click(mine.x, caret.y + caret.height * 1.5);
  await page.locator(".caret-flag[data-side=above]").waitFor();
  // At the end of a paragraph there is room beside it.
  const end = ben.text.toString().indexOf("\n", start);
  ben.points(end);
  await page.locator(".caret-flag[data-side=beside]").waitFor();
  await shot(page, "typing-flag-beside");
});

/** Where one's own caret is, and what of the window is free of bars there. */
const caretAndRoom = (page) =>
  page.evaluate(() => {
    const selection = getSelection();
    const range = selection.getRangeAt(0).cloneRange();
    let rect = range.getBoundingClientRect();
    // Without a rectangle it stands at the end of a block, or in an empty one.
    if (!rect.height) {
      range.selectNodeContents(range.startContainer);
      rect = [...range.getClientRects()].at(-1) ?? range.startContainer.getBoundingClientRect();
    }
    const bars = [...document.querySelectorAll(".bar, .tools, .dock, [data-bar]")].map((bar) => bar.getBoundingClientRect()).filter(({ height }) => height > 0);
    const { offsetTop, height } = visualViewport;
    const covering = bars.filter((bar) => bar.top < rect.bottom - 1 && bar.bottom > rect.top + 1 && bar.left <= rect.left && bar.right >= rect.left);
    return { rect: rect.toJSON(), covering: covering.map((bar) => bar.toJSON()), seen: [offsetTop, offsetTop + height] };
  });

async function isInSight(page, when) {
  await drawn(page);
  let last;
  await until(`the caret is in sight ${when}`, async () => {
    last = await caretAndRoom(page);
    const { rect, covering, seen } = last;
    return covering.length === 0 && rect.top >= seen[0] - 1 && rect.bottom <= seen[1] + 1;
  }, 3_000).catch((error) => assert.fail(`${error.message}: ${JSON.stringify(last)}`));
}

story("one's own caret hides behind no bar", async (room) => {
  const { ana } = await table(room, { chars: 8_000 });
  const { page } = ana;
  await answer(ana).focus();
  await page.keyboard.press("Control+End");
  await isInSight(page, "at the end");
  for (let nth = 0; nth < 45; nth++) {
    await page.keyboard.press("ArrowUp");
    if (nth % 3 === 0) await isInSight(page, `after ${nth} lines up`);
  }
  await page.keyboard.press("Control+Home");
  await isInSight(page, "at the start");
  for (let nth = 0; nth < 45; nth++) {
    await page.keyboard.press("ArrowDown");
    if (nth % 5 === 0) await isInSight(page, `after ${nth} lines down`);
  }
  for (const key of ["PageUp", "PageDown", "PageDown", "Control+Home"]) {
    await page.keyboard.press(key);
    await isInSight(page, `after ${key}`);
  }
});

story("one's own caret is in sight on a phone, with the keyboard on the screen too", async (room) => {
  const { ana } = await table(room, { options: PHONE, chars: 4_000 });
  const { page } = ana;
  await answer(ana).focus();
  await page.keyboard.press("Control+End");
  for (let nth = 0; nth < 6; nth++) {
    await page.keyboard.press("Enter");
    await page.keyboard.type(`line ${nth} `);
    await isInSight(page, `in line ${nth}`);
  }
  // The keyboard takes the lower half; then it goes, and comes again.
  await page.setViewportSize({ width: 390, height: 440 });
  await isInSight(page, "above the keyboard");
  await page.keyboard.type("typed above it ");
  await isInSight(page, "while typing above the keyboard");
  await shot(page, "typing-keyboard-phone");
  await page.setViewportSize({ width: 390, height: 844 });
  // Where the keyboard covers the page without making it smaller, one sees a part of it only.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setPageScaleFactor", { pageScaleFactor: 1.6 });
  for (let nth = 0; nth < 4; nth++) {
    await page.keyboard.press("Enter");
    await page.keyboard.type(`z${nth}`);
    await isInSight(page, `in line ${nth} of what one sees`);
  }
});

story("what the focus goes to is not under the bars", async (room) => {
  const { ana } = await table(room, { options: PHONE, chars: 4_000 });
  const { page } = ana;
  const tabs = async (key, times) => {
    for (let nth = 0; nth < times; nth++) {
      await page.keyboard.press(key);
      await drawn(page);
      const hidden = await page.evaluate(() => {
        const at = document.activeElement;
        const { left, top, right, bottom, height } = at.getBoundingClientRect();
        // What is taller than the window is reached by its top or its bottom.
        if (at === document.body || !height || height > innerHeight / 2 || at.closest(".bar, .dock, .tools, [data-bar]")) return null;
        for (const y of [top + 2, bottom - 2]) {
          let cover = document.elementFromPoint((left + right) / 2, y);
          while (cover && !cover.contains(at) && !at.contains(cover) && !/fixed|sticky/.test(getComputedStyle(cover).position)) cover = cover.parentElement;
          if (cover && !cover.contains(at) && !at.contains(cover)) return `${at.outerHTML.slice(0, 120)} under ${cover.className}`;
        }
        return null;
      });
      assert.equal(hidden, null);
    }
  };
  await page.evaluate(() => document.activeElement.blur());
  await tabs("Tab", 25);
  await tabs("Shift+Tab", 25);
});

story("writing is said of who writes, and nothing of anybody while one is offline", async (room) => {
  const { server, ana, ben } = await table(room, { chars: 0 });
  const { page } = ana;
  const row = page.locator(".people li").nth(1);
  await row.getByText("here", { exact: true }).waitFor();
  // A caret is placed, and moved.
  ben.points(1);
  await page.locator(".caret-flag").waitFor();
  await drawn(page);
  assert.equal(await row.locator(".state").textContent(), "here");
  ben.inserts(1, "word");
  ben.points(5);
  await row.getByText("writing", { exact: true }).waitFor();
  // He rests; his caret stays where it is.
  await row.getByText("here", { exact: true }).waitFor();
  assert.ok(await page.locator(".caret-flag").isVisible());
  ben.points(2);
  await drawn(page);
  assert.equal(await row.locator(".state").textContent(), "here");

  // And the same between two browsers: a click is not writing, a key is.
  const eve = await room.person("Eve", server);
  await sits(eve, server, "delegate", 1);
  await answer(eve).click();
  await page.locator(".caret-flag").nth(1).waitFor();
  assert.equal(await row.locator(".state").textContent(), "here");
  await eve.page.keyboard.press("Backspace");
  await row.getByText("writing", { exact: true }).waitFor();
  await row.getByText("here", { exact: true }).waitFor();

  eve.expectsTrouble();
  await ana.throughTrouble(async () => {
    await server.kill();
    await page.locator(".people li[data-state=people-unknown]").nth(1).waitFor();
    await page.getByText("Without the server it is not known who is here.").waitFor();
    assert.equal(await page.locator(".people li:not([data-state=people-unknown])").count(), 0);
    assert.equal(await page.locator(".faces .mono").count(), 0);
    assert.equal(await page.locator(".caret").count(), 0);
    await axe(page, { within: ".side" });
    await shot(page, "typing-presence-unknown");
  });
  ana.expectsTrouble();
  await server.start();
  await row.getByText("here", { exact: true }).waitFor({ timeout: 60_000 });
});

story("right to left, others' carets stand at the left of what they wrote", async (room) => {
  const { ana, ben } = await table(room, { options: PHONE, chars: 0 });
  const { page } = ana;
  const text = "المملكة المغربية الصديقة تكتب هنا جملة طويلة تكفي لسطرين على الهاتف";
  ben.inserts(1, text);
  await reads(ana, text.slice(-10));
  ben.points(1 + text.length);
  await page.locator(".caret-flag[data-side]").waitFor();
  await drawn(page);
  const [caret, last, flag, pane] = await page.evaluate(() => {
    const range = new Range();
    const node = document.querySelector(".prose-editor p").lastChild;
    range.setStart(node, node.length - 1);
    range.setEnd(node, node.length);
    const box = (selector) => document.querySelector(selector).getBoundingClientRect().toJSON();
    return [box(".caret"), range.getBoundingClientRect().toJSON(), box(".caret-flag"), box(".prose")];
  });
  assert.ok(Math.abs(caret.left - last.left) <= 3, `the caret is at ${caret.left}, the last letter at ${last.left}`);
  assert.ok(flag.left >= pane.left && flag.right <= pane.right);
  await fits(page);
  await shot(page, "typing-rtl-phone");
});

for (const [where, options] of [
  ["on a desk", undefined],
  ["on a phone", PHONE],
]) {
  story(`what the outcome's contents lead to is not under the bar ${where}`, async (room) => {
    const { server, ben } = await table(room, { chars: 3_000 });
    const rosa = await room.person("Rosa", server, options);
    await sits(rosa, server, "rapporteur");
    const { page } = rosa;
    await reads(rosa, ben.text.toString().slice(-20));
    const { pathname } = new URL(page.url());
    await page.goto(`${pathname}/outcome`);
    await page.getByRole("button", { name: "Show the latest" }).click();
    const links = page.locator(".outcome-contents a");
    await links.first().waitFor();
    const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    assert.ok(addresses.length > 3);
    // Down, and up again: both ways lead under the bar.
    for (const address of [...addresses.slice(0, 5), ...addresses.slice(0, 3).reverse()]) {
      await links.and(page.locator(`[href="${address}"]`)).first().evaluate((link) => link.click());
      await drawn(page);
      const found = await page.evaluate((id) => {
        const heading = document.getElementById(id);
        const { left, top, height } = heading.getBoundingClientRect();
        const at = document.elementFromPoint(left + 5, top + Math.min(height / 2, 8));
        return { top, isFree: heading === at || heading.contains(at) || at?.contains(heading), lowest: innerHeight };
      }, decodeURIComponent(address.slice(1)));
      assert.ok(found.isFree && found.top >= 0 && found.top < found.lowest, `${address}: ${JSON.stringify(found)}`);
    }
  });
}
