// The chair points at words, and everybody who follows sees them: also on the projector, never under somebody's hands.

import assert from "node:assert/strict";

import { axe, shot } from "../harness/look.mjs";
import { answer, reads, selects, sits } from "../harness/table.mjs";
import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };
const DARK = { colorScheme: "dark" };
const WALL = { viewport: { width: 1920, height: 1080 } };
const POINT = "Show everybody the selected words";
const LONG = Array.from({ length: 60 }, (_, nth) => `Paragraph ${nth + 1} says what is done in harbour ${nth + 1}.`);

const saved = (person) => person.page.locator('[data-keeping="saved"]').waitFor();
const strip = (person) => person.page.locator(".lead-strip");

/** Waits until words are marked as what the chair points at, and can be seen. */
async function seesPointed(person, words) {
  await until(`${person.name} sees “${words}”`, () =>
    person.page.evaluate((words) => {
      const marks = [...document.querySelectorAll(".pointed")];
      const box = marks[0]?.getBoundingClientRect();
      return marks.map((it) => it.textContent).join("") === words && box.top > 0 && box.bottom < innerHeight;
    }, words),
  );
}

story("the chair points at words, and everybody who follows sees them", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, { viewport: { width: 1440, height: 900 } });
  const ana = await room.person("Ana", server, DARK);
  const ben = await room.person("Ben", server, PHONE);
  const wall = await room.person("Hall A", server, WALL);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await sits(wall, server, "projector");
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  await answer(ana).click();
  for (const [nth, line] of LONG.entries()) {
    if (nth) await ana.page.keyboard.press("Enter");
    await ana.page.keyboard.insertText(line);
  }
  await saved(ana);
  await reads(grace, LONG.at(-1));
  await reads(ben, LONG.at(-1));

  // Ben reads something else; Grace points far down. Ana is writing, and stays where she is.
  await ana.page.keyboard.type(" Ana");
  const place = () => answer(ana).locator("p").last().evaluate((it) => Math.round(it.getBoundingClientRect().top));
  const before = await place();
  await selects(grace, "done in harbour 31");
  await grace.page.getByRole("toolbar").getByRole("button", { name: POINT }).click();
  await grace.page.locator(".pointed", { hasText: "done in harbour 31" }).waitFor();
  await seesPointed(ben, "done in harbour 31");
  await seesPointed(wall, "done in harbour 31");
  await strip(ana).getByText("done in harbour 31").waitFor();
  assert.equal(await place(), before, "nothing moves under the hands of who writes");
  await axe(ben.page);
  await shot(ben.page, "pointing-phone");
  await axe(wall.page);
  await shot(wall.page, "pointing-projector");
  await shot(grace.page, "pointing-chair");
  await strip(ana).getByRole("button", { name: "Go there" }).click();
  await seesPointed(ana, "done in harbour 31");
  await axe(ana.page);
  await shot(ana.page, "pointing-dark");

  // Whoever looks at another page is led there, with the keyboard alone as well.
  await grace.page.getByRole("navigation", { name: "Agenda" }).getByRole("link", { name: "Context and background" }).click();
  await grace.page.getByRole("button", { name: "Show this to everybody" }).click();
  await until("Ben is led to the note", async () => ben.page.url().endsWith("#note"));
  await grace.page.getByRole("navigation", { name: "Agenda" }).locator("a[href^='#question/']").first().click();
  await reads(grace, LONG[4]);
  await selects(grace, "Paragraph 5 says");
  await grace.page.keyboard.press("Shift+Tab");
  const isThere = () => grace.page.evaluate((name) => document.activeElement.ariaLabel === name, POINT);
  for (let nth = 0; nth < 20 && !(await isThere()); nth += 1) await grace.page.keyboard.press("ArrowRight");
  await grace.page.keyboard.press("Enter");
  await seesPointed(ben, "Paragraph 5 says");

  // Words that are written beside do not belong to it, and it goes when its words go.
  await selects(ana, "Paragraph 5 says");
  await ana.page.keyboard.press("ArrowRight");
  await ana.page.keyboard.type(" clearly");
  await reads(ben, "Paragraph 5 says clearly");
  await seesPointed(ben, "Paragraph 5 says");
  await grace.page.getByRole("button", { name: "Stop showing" }).click();
  for (const person of [ana, ben, wall]) await person.page.locator(".pointed").first().waitFor({ state: "detached" });
  await strip(ben).waitFor({ state: "detached" });
});
