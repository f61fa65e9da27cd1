// The agenda: made from the note, walked question by question, changed while it runs, with a clock that everybody shares.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, moves, reads, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

/** The facilitator at the demo's table. */
async function presides(grace, server) {
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  await grace.page.locator(".table-bar").waitFor();
}

const items = (person) => person.page.locator(".agenda .items li .clip").allTextContents();
const button = (place, name) => place.getByRole("button", { name, exact: true });

story("an agenda is changed while it runs, and everybody sees it at once", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, { viewport: { width: 1440, height: 900 } });
  const ana = await room.person("Ana", server, { ...PHONE, colorScheme: "dark" });
  await sits(ana, server, "delegate", 0);
  await presides(grace, server);
  await ana.page.getByRole("button", { name: "Agenda", exact: true }).click();
  const plain = ["Welcome", "Drafting", "Good practices", "Decisions", "Wrap-up"];
  assert.deepEqual(await items(grace), plain);
  await grace.page.getByText(/^Ends about /).waitFor();

  await button(grace.page, "Edit the agenda").click();
  const dialog = grace.page.getByRole("dialog", { name: "Agenda", exact: true });
  await axe(grace.page);
  await shot(grace.page, "agenda-edit");

  // An item more, put elsewhere, by keyboard alone.
  await button(dialog, "Add an item").press("Enter");
  await dialog.getByLabel("Title").fill("");
  await button(dialog, "Save").press("Enter");
  await dialog.getByText("Please give a title.").waitFor();
  await dialog.getByLabel("Title").fill("Coffee");
  await dialog.getByLabel("Minutes").fill("15");
  await axe(grace.page);
  await shot(grace.page, "agenda-item-form");
  await button(dialog, "Save").press("Enter");
  await button(dialog, "Move “Coffee” up").press("Enter");
  await until("Coffee is before the wrap-up", async () => (await items(grace)).indexOf("Coffee") === 4);
  const focused = () => grace.page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  await until("the keyboard stays", async () => (await focused()) === "Move “Coffee” up");
  await until("Ana sees it", async () => (await items(ana)).includes("Coffee"));

  // One made two, one taken off; where the table is stays.
  await button(dialog, "Change “Drafting”").click();
  await button(dialog, "Split").click();
  await until("it is two", async () => (await items(grace)).includes("Drafting (continued)"));
  assert.ok(await button(dialog, "Remove “Drafting”").isDisabled(), "the table is there");
  await button(dialog, "Remove “Good practices”").click();
  await until("it is gone", async () => !(await items(ana)).includes("Good practices"));

  // Another agenda: the item that the table is at stays.
  await dialog.getByText("Another agenda").click();
  await dialog.getByLabel("Begin with").selectOption("Question by question");
  await dialog.locator(".agenda-preview").getByText("Question 1").waitFor();
  await axe(grace.page);
  await shot(grace.page, "agenda-template");
  await button(dialog, "Keep as my template").click();
  await button(dialog, "Use this agenda").click();
  await until("it is walked", async () => (await items(ana)).some((title) => title.startsWith("Question 1")));
  assert.equal((await items(grace))[0], "Drafting");
  await grace.page.setViewportSize({ width: 390, height: 844 });
  await fits(grace.page);
  await shot(grace.page, "agenda-edit-phone");
  await grace.page.setViewportSize({ width: 1440, height: 900 });
  await grace.page.keyboard.press("Escape");
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "agenda-phone");
  await shot(grace.page, "agenda-desktop");

  // What is kept is offered where a session is convened, in this browser.
  await button(grace.page, "Edit the agenda").click();
  await dialog.getByText("Another agenda").click();
  const kept = await dialog.getByLabel("Begin with").locator("option", { hasText: "My own" }).count();
  assert.equal(kept, 1);
});

story("walked question by question, the last words of one land while the next is open", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, { viewport: { width: 1440, height: 900 } });
  const ana = await room.person("Ana", server);
  await sits(ana, server, "delegate", 0);
  await presides(grace, server);
  await button(grace.page, "Edit the agenda").click();
  const dialog = grace.page.getByRole("dialog", { name: "Agenda", exact: true });
  await dialog.getByText("Another agenda").click();
  await button(dialog, "Use this agenda").click();
  await until("it is walked", async () => (await items(grace)).length > 6);
  await grace.page.keyboard.press("Escape");
  const [, , first, second] = await items(grace);
  const goTo = (title) => grace.page.locator(".agenda .items button", { hasText: title }).click();
  await goTo(first);
  await button(grace.page.getByRole("dialog"), "Move on").click();
  await answer(ana).click();
  await ana.page.keyboard.type("Before. ");
  await ana.page.locator('[data-keeping="saved"]').waitFor();
  await goTo(second);
  const ahead = grace.page.getByRole("dialog");
  await ahead.getByText(/become read-only\. Whoever is writing has ten seconds/).waitFor();
  await ahead.getByText("One person is still writing:").waitFor();
  await shot(grace.page, "agenda-move-on");
  await button(ahead, "Move on").click();
  const closing = ana.page.getByText("Ten seconds for the last words: then this text is read-only");
  await closing.waitFor();
  await ana.page.keyboard.type("The last words.");
  await axe(ana.page);
  await shot(ana.page, "agenda-last-words");
  await ana.page.locator('[data-keeping="saved"]').waitFor();
  await until("then it is read only", async () => (await answer(ana).getAttribute("contenteditable")) === "false");
  await ana.page.getByText(/This question cannot be answered now/).waitFor();
  await reads(ana, "Before. The last words.");
  await ana.page.locator('[data-keeping="saved"]').waitFor();
});

story("the clock is paused, goes on, and is given more", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, { viewport: { width: 1440, height: 900 } });
  const ana = await room.person("Ana", server);
  await sits(ana, server, "delegate", 0);
  await presides(grace, server);
  await button(grace.page, "Set the clock to 5 min").click();
  const clock = ana.page.locator(".clock");
  await clock.waitFor();
  await button(grace.page, "Pause").click();
  await clock.filter({ hasText: "Paused at" }).waitFor();
  const paused = await clock.textContent();
  await shot(grace.page, "clock-paused");
  await ana.page.waitForTimeout(1_500);
  assert.equal(await clock.textContent(), paused, "it stands still");
  await button(grace.page, "5 min more").click();
  await clock.filter({ hasText: /9:5\d|10:00/ }).waitFor();
  await button(grace.page, "Go on").click();
  await until("it runs", async () => !(await clock.textContent()).includes("Paused"));
  await button(grace.page, "1 min less").click();
  await clock.filter({ hasText: /8:\d\d|9:00/ }).waitFor();
  await moves(grace, "Good practices");
  await clock.filter({ hasText: /9:5\d|10:00/ }).waitFor();
});
