// Whoever empties a text and leaves takes nothing away for good.

import assert from "node:assert/strict";

import { axe, shot } from "../harness/look.mjs";
import { answer, reads, sits, twoSit } from "../harness/table.mjs";
import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

const saved = (person) => person.page.locator('[data-keeping="saved"]').waitFor();
const summary = (person) => person.page.getByText("Deleted lately").first();
const item = (person) => person.page.locator(".deleted li").first();
const kinds = (person) => answer(person).evaluate((editor) => [...editor.querySelectorAll("h2, h3, li, strong")].map((it) => it.localName));

story("what somebody emptied is put back by another, as it was", async (room) => {
  const { ana, ben } = await twoSit(room);
  await answer(ana).click();
  await ana.page.keyboard.type("# What we agreed");
  await ana.page.keyboard.press("Enter");
  await ana.page.keyboard.type("- A long point, ");
  await ana.page.keyboard.press("Control+b");
  await ana.page.keyboard.type("made with care");
  await reads(ben, "made with care");
  await saved(ana);
  const before = await kinds(ben);
  assert.deepEqual(before, ["h2", "li", "strong"]);

  await answer(ben).click();
  await ben.page.keyboard.press("Control+a");
  await ben.page.keyboard.press("Delete");
  await until("it is gone", async () => !(await answer(ana).textContent()).includes("care"));
  await saved(ben);
  await ben.page.close();

  await ana.page.reload();
  await answer(ana).waitFor();
  await summary(ana).focus();
  await ana.page.keyboard.press("Enter");
  await item(ana).waitFor();
  const told = await item(ana).textContent();
  assert.match(told, /Ben/);
  assert.match(told, /What we agreed\s*A long point, made with care/);
  await axe(ana.page);
  await shot(ana.page, "deleted-lately");
  await item(ana).getByRole("button", { name: "Put back" }).click();
  await reads(ana, "made with care");
  assert.deepEqual(await kinds(ana), before);
  await saved(ana);

  // It is an ordinary edit: it is there for who comes later, and is told no more.
  await ana.page.reload();
  await reads(ana, "made with care");
  await summary(ana).click();
  await ana.page.getByText("Nothing has been deleted lately.").first().waitFor();
});

story("who only reads sees what was deleted, and cannot put it back", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  const ben = await room.person("Ben", server);
  const olga = await room.person("Olga", server);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await sits(olga, server, "observer", 0);
  await answer(ana).click();
  await ana.page.keyboard.type("Words that stand for a while.");
  await reads(ben, "for a while");
  await reads(olga, "for a while");
  await summary(olga).click();
  await olga.page.getByText("Nothing has been deleted lately.").first().waitFor();
  await answer(ben).click();
  await ben.page.keyboard.press("Control+a");
  await ben.page.keyboard.press("Delete");
  await until("it is gone", async () => !(await answer(olga).textContent()).includes("while"));
  await saved(ben);
  await summary(olga).click();
  await summary(olga).click();
  await item(olga).waitFor();
  assert.match(await item(olga).textContent(), /Words that stand for a while/);
  assert.equal(await olga.page.getByRole("button", { name: "Put back" }).count(), 0);
});
