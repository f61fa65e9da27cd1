// A temperature check: asked by whoever runs the table, answered by tapping, seen by the room as numbers only, gone with the item.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { moves, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };
const WALL = { viewport: { width: 1920, height: 1080 } };

const check = (person) => person.page.locator("#temperature");
const button = (person, name) => person.page.getByRole("button", { name, exact: true });
const pressed = (person, name) => check(person).getByRole("button", { name, exact: true }).getAttribute("aria-pressed");
/** How many lean which way, as this person reads it. */
const counts = (person, where = check(person)) => where.locator(".leanings .count").allTextContents();
const who = (person) => check(person).locator(".leanings .who").allTextContents();

story("the room's temperature is taken by keyboard alone, and is no vote", async (room) => {
  const server = await room.server({ demo: { delegations: 3 } });
  const grace = await room.person("Grace", server, DESK);
  const ana = await room.person("Ana", server, PHONE);
  const ben = await room.person("Ben", server, { ...DESK, colorScheme: "dark" });
  const wall = await room.person("Hall A", server, WALL);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await sits(wall, server, "projector");
  await wall.page.waitForURL(/\/t\/[^/]+\/projector$/);
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);

  // Asked, by keyboard alone.
  const take = button(grace, "Take the temperature");
  await take.focus();
  await grace.page.keyboard.press("Enter");
  const dialog = grace.page.getByRole("dialog", { name: "Temperature check" });
  await dialog.getByText(/not a vote/).waitFor();
  await axe(grace.page);
  await shot(grace.page, "temperature-ask");
  await dialog.getByLabel("What you ask").fill("Consensus on the first paragraph?");
  await grace.page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await take.waitFor({ state: "hidden" });

  // On a phone, the line under the bar leads there.
  await ana.page.getByText("Temperature check: Consensus on the first paragraph?").waitFor();
  await button(ana, "Say how you lean").click();
  await check(ana).getByText(/^This is not a vote/).waitFor();
  assert.deepEqual(await counts(ana), ["0", "0", "0", "0"]);
  await check(ana).getByRole("button", { name: "Yes", exact: true }).click();
  await until("what was tapped is shown", async () => (await pressed(ana, "Yes")) === "true");
  await check(ben).getByRole("button", { name: "No", exact: true }).focus();
  await ben.page.keyboard.press("Enter");
  const screen = wall.page.locator(".temperature.on-screen");
  for (const [person, where] of [[grace], [ana], [ben], [wall, screen]]) {
    await until("all see how many", async () => (await counts(person, where)).join() === "1,0,1,0");
  }
  // Who said what: the facilitator only.
  assert.equal((await who(grace)).filter(Boolean).length, 2);
  for (const person of [ana, ben]) assert.equal((await who(person)).filter(Boolean).length, 0);
  assert.equal((await screen.locator(".who").allTextContents()).filter(Boolean).length, 0);
  // Not on a screen that the facilitator opens as themselves, either: a hall looks on.
  const opened = await grace.context.newPage();
  await opened.goto(`/t/${server.demo.tables[0].id}/projector`);
  const hall = opened.locator(".temperature.on-screen");
  await until("it shows how many", async () => (await hall.locator(".leanings .count").allTextContents()).join() === "1,0,1,0");
  assert.equal((await hall.locator(".who").allTextContents()).filter(Boolean).length, 0);
  await opened.close();

  // What is said last counts.
  await check(ben).getByRole("button", { name: "With concerns" }).click();
  await until("the room is told", async () => (await counts(wall, screen)).join() === "1,1,0,0");
  for (const person of [grace, ana, ben, wall]) await axe(person.page);
  for (const person of [grace, ana, ben]) await fits(person.page);
  await shot(grace.page, "temperature", { fullPage: true });
  await shot(ana.page, "temperature-phone", { fullPage: true });
  await shot(ben.page, "temperature-dark", { fullPage: true });
  await shot(wall.page, "temperature-projector");

  // Who comes later, or loads the page anew, sees the same and no more.
  await ana.page.reload();
  await button(ana, "Say how you lean").click();
  await until("it is there again", async () => (await counts(ana)).join() === "1,1,0,0");
  assert.equal(await pressed(ana, "Yes"), "true");
  assert.equal((await who(ana)).filter(Boolean).length, 0);

  // Ended by keyboard; asked again with the usual question, it goes with the item.
  await check(grace).getByRole("button", { name: "End the check" }).focus();
  await grace.page.keyboard.press("Enter");
  await check(ben).waitFor({ state: "detached" });
  await screen.waitFor({ state: "detached" });
  await take.click();
  await dialog.getByRole("button", { name: "Ask the room" }).click();
  await check(ben).getByText("Could your delegation agree to this?").waitFor();
  await moves(grace, "Good practices");
  await check(ben).waitFor({ state: "detached" });
  await check(grace).waitFor({ state: "detached" });
});
