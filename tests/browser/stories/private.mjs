// Delegations answer a question privately, and all answers are revealed at once.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { comesBack, onALeash, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, colorScheme: "dark" };

const button = (person, name) => person.page.getByRole("button", { name, exact: true });
const tab = (person) => person.page.getByRole("tab", { name: "By delegation" });
const saved = (person) => person.page.locator('[data-keeping="saved"]').waitFor();
/** The answers by delegation, one's own first. */
const boxes = (person) => person.page.locator(".own-answer").getByRole("textbox");
const PRIVATE = "Each delegation answers by itself here.";
const REVEALED = "These answers were written privately and then revealed, all at once.";

/** The facilitator at the demo's table. */
async function presides(grace, server) {
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");
  await grace.page.locator('a[href^="/tables/"]:not([href$="outcome"])').first().click();
  await grace.page.locator(".table-bar").waitFor();
}

/** Presses a step of disclosing, and means it. */
async function means(person, name) {
  await button(person, name).click();
  const dialog = person.page.getByRole("dialog", { name });
  await axe(person.page);
  await shot(person.page, `private-${name.split(" ")[0].toLowerCase()}`);
  await dialog.getByRole("button", { name }).click();
  await dialog.waitFor({ state: "hidden" });
}

async function writes(person, words) {
  await boxes(person).first().click();
  await person.page.keyboard.press("Control+End");
  await person.page.keyboard.type(words);
}

story("delegations answer privately, and all answers are revealed at once", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, { viewport: { width: 1440, height: 900 } });
  const ana = await room.person("Ana", server);
  const ada = await room.person("Ada", server);
  const ben = await room.person("Ben", server, PHONE);
  const leash = await onALeash(ada);
  await sits(ana, server, "delegate", 0);
  await sits(ada, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await presides(grace, server);
  for (const person of [ana, ada, ben, grace]) await tab(person).click();
  await writes(ana, "Said before, for all to read.");
  await saved(ana);
  await means(grace, "Keep answers private");
  for (const person of [ana, ada, ben, grace]) {
    await person.page.getByText(PRIVATE).waitFor();
    await person.page.getByText("Not revealed yet.").first().waitFor();
    await until("what was said before stays", async () => (await person.page.content()).includes("Said before, for all to read."));
  }

  // Two of one delegation write together, and nobody else sees a word of it.
  const ours = (person) => person.page.locator(".own-answer").first().getByRole("textbox").last();
  await ours(ana).click();
  await ana.page.keyboard.type("We propose a fund.");
  await until("Ada reads it", async () => (await ours(ada).textContent()).includes("We propose a fund."));
  await ours(ben).click();
  await ben.page.keyboard.type("No new fund.");
  await saved(ana);
  await saved(ben);
  for (const person of [ben, grace]) assert.ok(!(await person.page.content()).includes("We propose a fund."), person.name);
  assert.ok(!(await grace.page.content()).includes("No new fund."));
  await axe(ana.page);
  await shot(ana.page, "private-own");
  await fits(ben.page);
  await axe(ben.page);
  await shot(ben.page, "private-phone");

  // Ada is away when all is revealed, and goes on writing for her own delegation.
  await leash.cut();
  await ours(ada).click();
  await ada.page.keyboard.press("Control+End");
  await ada.page.keyboard.type(" Between us: half would do.");
  await until("it waits in her browser", async () => (await ada.page.locator('[data-keeping="offline"]').count()) > 0);
  await means(grace, "Reveal all answers");
  for (const person of [ana, ben, grace]) {
    await person.page.getByText(REVEALED).waitFor();
    for (const words of ["We propose a fund.", "No new fund."]) {
      await until(`${person.name} reads ${words}`, async () => (await person.page.content()).includes(words));
    }
  }
  assert.equal(await button(grace, "Reveal all answers").count(), 0);
  await ben.page.getByText(/^The answers are revealed:/).first().waitFor();
  await axe(grace.page);
  await shot(grace.page, "private-revealed", { fullPage: true });
  await shot(ben.page, "private-revealed-phone");

  // What Ada wrote without knowing is offered back to her, and published by nobody.
  leash.mend();
  await comesBack(ada);
  await until("it is offered back", async () => (await ada.page.content()).includes("Between us: half would do."));
  await ada.page.getByText(REVEALED).waitFor();
  assert.ok(!(await ben.page.content()).includes("Between us"));
  await shot(ada.page, "private-offered-back");

  // After a reload everything is there, and goes on to be written by its own delegation.
  await ben.page.reload();
  await tab(ben).click();
  await until("Ben reads it again", async () => (await ben.page.content()).includes("We propose a fund."));
  await ours(ana).click();
  await ana.page.keyboard.press("Control+End");
  await ana.page.keyboard.type(" For all now.");
  await until("Ben reads on", async () => (await ben.page.content()).includes("For all now."));
});
