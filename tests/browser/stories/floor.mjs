// The floor: asked for, given, timed; a point of order; the list closed after a warning; the chair handed over.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const DESK = { viewport: { width: 1440, height: 900 } };
const TABLET = { viewport: { width: 768, height: 1024 }, hasTouch: true, colorScheme: "dark" };
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

/** The facilitator at the demo's table. */
async function facilitates(grace, server) {
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");
  await grace.page.locator('a[href^="/tables/"]:not([href$="outcome"])').first().click();
  await grace.page.locator(".table-bar").waitFor();
}

const floor = (person) => person.page.getByRole("region", { name: "The floor" });
const button = (person, name) => person.page.getByRole("button", { name, exact: true });
const strip = (person) => person.page.getByRole("region", { name: "Now speaking" });
const isOn = (locator) => locator.evaluate((element) => element === document.activeElement);

/** The side of the room, where it is a part of its own. */
const seesSide = (person) => person.page.getByRole("button", { name: /People and votes/ }).click();

/** Asks for the floor as the dialog offers it. */
async function asks(person, kind = "Statement", others = "") {
  await floor(person).getByRole("button", { name: "Ask for the floor" }).click();
  const dialog = person.page.getByRole("dialog", { name: "Ask for the floor" });
  await dialog.getByRole("radio", { name: new RegExp(`^${kind}`) }).check();
  if (others) await dialog.getByLabel("On behalf of").fill(others);
  await dialog.getByRole("button", { name: "Ask", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** Who waits, in order. */
const waiting = (person) =>
  floor(person).locator("ol.speakers > li .who > span:first-child").allTextContents();

story("the floor is asked for and given, a point of order interrupts, and the speaker goes on", async (room) => {
  const server = await room.server({ demo: { delegations: 3 } });
  const grace = await room.person("Grace", server, DESK);
  const ana = await room.person("Ana", server, TABLET);
  const ben = await room.person("Ben", server, PHONE);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await facilitates(grace, server);
  for (const person of [ana, ben]) await seesSide(person);

  await asks(ana, "Statement", "Group of Friends");
  await asks(ben, "Intervention");
  await until("both wait", async () => (await waiting(grace)).length === 2);
  await floor(grace).getByText("Statement, on behalf of Group of Friends").waitFor();
  await floor(grace).getByText("In the order of asking").first().waitFor();
  assert.equal(await button(ana, "Ask for the floor").isVisible(), false, "one place on the list");
  for (const person of [grace, ana, ben]) {
    await axe(person.page);
    await fits(person.page);
  }
  await shot(grace.page, "floor-waiting", { fullPage: true });
  await shot(ben.page, "floor-waiting-phone", { fullPage: true });

  // Given: the speaker is told, and time runs for all.
  await floor(grace).getByRole("button", { name: /^Give the floor to/ }).first().click();
  await ana.page.getByText("You have the floor", { exact: true }).waitFor();
  const timer = (person) => strip(person).getByRole("timer");
  for (const person of [grace, ana, ben]) {
    await until("time runs", async () => /^2:5\d left$/.test(await timer(person).textContent()));
  }
  await strip(ben).getByText("You are next").waitFor();

  // A point of order jumps the list; the speaker is paused until the chair has ruled.
  await floor(ben).getByRole("button", { name: "Point of order" }).click();
  await grace.page.getByText(/raises a point of order$/).waitFor();
  await floor(grace).getByText("Before everybody: point of order").waitFor();
  await axe(grace.page);
  await shot(grace.page, "floor-point", { fullPage: true });
  await floor(grace).locator(".call-next").click();
  await floor(ana).getByText("Paused", { exact: true }).waitFor();
  assert.equal(await floor(grace).locator(".call-next").isVisible(), false, "the chair rules first");
  await axe(grace.page);
  await axe(ben.page);
  await shot(grace.page, "floor-point-heard", { fullPage: true });
  await shot(ana.page, "floor-point-heard-tablet-dark");
  await floor(grace).getByRole("button", { name: "Well taken", exact: true }).click();
  await floor(ana).getByText("Paused", { exact: true }).waitFor({ state: "detached" }).catch(() => {});
  await until("the speaker goes on", async () => /left$/.test(await timer(ana).textContent()));

  // More time, for one and then for all.
  await floor(grace).getByRole("button", { name: "Give 1 min more" }).click();
  await until("there is more time", async () => /^3:\d\d left$/.test(await timer(ana).textContent()));
  await floor(grace).getByRole("button", { name: "Give it to all" }).click();
  await button(grace, "Give it to all").waitFor({ state: "hidden" });

  // By keyboard alone: the next, and the end.
  const next = floor(grace).locator(".call-next");
  await next.focus();
  await grace.page.keyboard.press("Enter");
  await ben.page.getByText("You have the floor", { exact: true }).waitFor();
  const end = floor(grace).getByRole("button", { name: "End the speech" });
  await end.focus();
  await grace.page.keyboard.press("Enter");
  await floor(ben).getByText("Nobody has the floor.").waitFor();
  await until("the focus is in the panel", () =>
    floor(grace).evaluate((panel) => panel.contains(document.activeElement)),
  );

  // Balance shows.
  await floor(ben).getByText(/^Speaking time by delegation/).click();
  await floor(ben).getByText(/one speech/).first().waitFor();
  await axe(ben.page);
  await fits(ben.page);
  await shot(ben.page, "floor-totals-phone", { fullPage: true });
});

story("the list is closed after a warning, put in order, and a tour calls on everybody", async (room) => {
  const server = await room.server({ demo: { delegations: 3 } });
  const grace = await room.person("Grace", server, { ...DESK, colorScheme: "dark" });
  const ana = await room.person("Ana", server, TABLET);
  await sits(ana, server, "delegate", 0);
  await facilitates(grace, server);
  await seesSide(ana);

  await button(grace, "Close the list in two minutes").click();
  await ana.page.getByText("The list of speakers closes in two minutes").waitFor();
  await floor(ana).getByText(/^The list closes in [12]:\d\d\.$/).waitFor();
  await button(grace, "Close the list now").click();
  await floor(ana).getByText("The list is closed.").waitFor();
  const ask = floor(ana).getByRole("button", { name: "Ask for the floor" });
  await ask.click();
  const dialog = ana.page.getByRole("dialog", { name: "Ask for the floor" });
  assert.ok(await dialog.getByRole("radio", { name: /^Statement/ }).isDisabled());
  assert.ok(await dialog.getByRole("radio", { name: /^Right of reply/ }).isEnabled());
  await axe(ana.page);
  await shot(ana.page, "floor-ask-closed-tablet-dark");
  await ana.page.keyboard.press("Escape");
  await until("the focus is back", () => isOn(ask));
  await button(grace, "Reopen the list").click();
  await floor(ana).getByText("The list is closed.").waitFor({ state: "hidden" });

  // Everybody sees what was drawn.
  await floor(grace).getByText("Order and time limits").click();
  await floor(grace).getByLabel("Who speaks first").selectOption({ label: "by lot" });
  await button(grace, "Draw the order").click();
  await ana.page.getByText("The order of speakers was drawn").waitFor();
  await floor(ana).getByText(/^Order: by lot [\d,]+, drawn once in this round$/).waitFor();
  await button(grace, "Draw the order").click();
  await floor(ana).getByText(/drawn 2 times in this round$/).waitFor();
  await floor(grace).getByLabel("Statement", { exact: true }).selectOption({ label: "0:30" });
  await axe(grace.page);
  await shot(grace.page, "floor-order-dark", { fullPage: true });

  // A tour de table, with pass.
  await button(grace, "Begin a tour de table").click();
  await until("everybody is on it", async () => (await waiting(grace)).length === 3);
  await floor(ana).getByRole("button", { name: "Pass" }).click();
  await until("one has passed", async () => (await waiting(grace)).length === 2);
  const [first, second] = await waiting(grace);
  await floor(grace).getByRole("button", { name: /^Move .* down$/ }).first().click();
  await until("moved", async () => (await waiting(grace)).join() === [second, first].join());
  await floor(grace).getByText("Moved by the chair").waitFor();
  await axe(grace.page);
  await shot(grace.page, "floor-tour-dark", { fullPage: true });
  await button(grace, "Begin a new round").click();
  const round = grace.page.getByRole("dialog", { name: "Begin a new round?" });
  await round.getByRole("button", { name: "Begin a new round" }).click();
  await round.waitFor({ state: "hidden" });
  await until("nobody waits", async () => (await waiting(grace)).length === 0);
});

story("the chair is handed over explicitly, shared, and given back", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, DESK);
  const ana = await room.person("Ana", server, PHONE);
  await sits(ana, server, "delegate", 0);
  await facilitates(grace, server);
  await seesSide(ana);
  assert.equal(await button(ana, "Hand over the chair").count(), 0, "nobody seizes it");

  await button(grace, "Hand over the chair").click();
  const dialog = (person) => person.page.getByRole("dialog", { name: "Hand over the chair" });
  await dialog(grace).getByRole("checkbox", { name: /Ana/ }).check();
  await dialog(grace).getByText("You will not preside any more.").waitFor();
  await axe(grace.page);
  await shot(grace.page, "chair-hand-over");
  await dialog(grace).getByRole("button", { name: "Hand over" }).click();
  await dialog(grace).waitFor({ state: "hidden" });
  await ana.page.getByText("Presiding now: Ana").waitFor();
  await grace.page.getByText("Presiding: Ana", { exact: true }).waitFor();
  await button(ana, "Close the list in two minutes").waitFor();
  await button(grace, "Close the list in two minutes").waitFor({ state: "detached" });
  for (const person of [grace, ana]) {
    await axe(person.page);
    await fits(person.page);
  }
  await shot(ana.page, "chair-phone", { fullPage: true });

  // A reload moves nothing.
  await ana.page.reload();
  await seesSide(ana);
  await button(ana, "Close the list in two minutes").waitFor();

  // Shared, by keyboard alone.
  await button(ana, "Hand over the chair").focus();
  await ana.page.keyboard.press("Enter");
  const both = dialog(ana).getByRole("checkbox", { name: /Grace/ });
  await both.focus();
  await ana.page.keyboard.press("Space");
  await ana.page.keyboard.press("Enter");
  await dialog(ana).waitFor({ state: "hidden" });
  await button(grace, "Close the list in two minutes").waitFor();
  await grace.page.getByText(/^Presiding: (Ana, Grace|Grace, Ana)$/).waitFor();
});
