// The palette and the sheet of keys: what can be done and where one can go, found by typing, with the keyboard alone.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, brings, moves, reads, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, colorScheme: "dark" };

const ARABIC = "إدارة الحُدود المُشتركة";
const CHINESE = "联合边境管理办法";
const FRENCH = "École des métiers frontaliers";

const palette = ({ page }) => page.getByRole("dialog", { name: "Find or do" });
const field = (person) => palette(person).getByRole("combobox");
const options = (person) => palette(person).getByRole("option");
const sheet = ({ page }) => page.getByRole("dialog", { name: "Keyboard shortcuts" });

/** What Enter would choose, as a screen reader is told. */
const active = ({ page }) =>
  page.evaluate(() => {
    const id = document.activeElement.getAttribute("aria-activedescendant");
    return document.getElementById(id)?.querySelector(".finder-name").textContent;
  });

const isActive = (person, name) => until(`“${name}” would be chosen`, async () => (await active(person)) === name);

/** The name of what has the focus, or its words. */
const focused = ({ page }) =>
  page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent.trim());

const hasFocus = (person, name) => until(`“${name}” has the focus`, async () => (await focused(person)) === name);

/** Opens the palette with the keys, and types. */
async function looksFor(person, typed) {
  await person.page.keyboard.press("Control+k");
  await field(person).waitFor();
  await person.page.keyboard.type(typed);
}

async function presides(grace, server) {
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  await grace.page.getByRole("heading", { name: "Facilitate" }).waitFor();
}

story("everything is found and done by typing a little of it, and the focus returns", async (room) => {
  const server = await room.server({ demo: { delegations: 4 } });
  const grace = await room.person("Grace", server, { viewport: { width: 1440, height: 900 } });
  const ana = await room.person("Ana", server);
  await sits(ana, server, "delegate", 0);
  await presides(grace, server);
  await moves(grace, "Good practices");
  for (const title of [ARABIC, CHINESE, FRENCH]) await brings(ana, title);
  await grace.page.getByRole("link", { name: "All practices 3" }).waitFor();

  // From within a text: what is typed goes on where it was.
  await ana.page.locator('.agenda a[href^="#question"]').first().click();
  await answer(ana).click();
  await ana.page.keyboard.type("before");
  await looksFor(ana, "ecole");
  await isActive(ana, FRENCH);
  assert.equal(await options(ana).count(), 1);
  await axe(ana.page);
  await ana.page.keyboard.press("Escape");
  await palette(ana).waitFor({ state: "detached" });
  await hasFocus(ana, "Joint answer");
  await ana.page.keyboard.type(" and after");
  await reads(ana, "before and after");

  // With words selected, the same key links them.
  await ana.page.keyboard.press("Shift+Home");
  await ana.page.keyboard.press("Control+k");
  await ana.page.getByRole("dialog", { name: "Link" }).waitFor();
  await ana.page.keyboard.press("Escape");
  await hasFocus(ana, "Joint answer");
  await until("they are selected again", () => ana.page.evaluate(() => String(getSelection()) === "before and after"));
  await ana.page.keyboard.press("End");

  // Scripts without capitals, accents or spaces; with and without vowel signs and hamza.
  for (const [typed, title] of [
    ["الحدود", ARABIC],
    ["اداره", ARABIC],
    ["边境", CHINESE],
    ["METIERS ecole", FRENCH],
  ]) {
    await looksFor(ana, typed);
    await isActive(ana, title);
    await ana.page.keyboard.press("Enter");
    await ana.page.getByRole("heading", { name: title, level: 2 }).waitFor();
    await hasFocus(ana, title);
  }

  // Arrow keys lead around the list; the start of a name comes before the start of a word, and that before the rest.
  await looksFor(ana, "a");
  await until("much is found", async () => (await options(ana).count()) > 3);
  const names = await options(ana).locator(".finder-name").allTextContents();
  const rank = (name) => (/^a/i.test(name) ? 0 : /\ba/i.test(name) ? 1 : 2);
  assert.ok(names.indexOf("All practices") >= 0 && rank(names[0]) === 0, names.join());
  const first = await active(ana);
  await ana.page.keyboard.press("ArrowUp");
  assert.equal(await active(ana), names.at(-1));
  await ana.page.keyboard.press("ArrowDown");
  assert.equal(await active(ana), first);
  await ana.page.keyboard.type("zzz");
  await palette(ana).getByText("Nothing here is called that.").waitFor();
  await axe(ana.page);
  // Once more, the key closes it.
  await ana.page.keyboard.press("Control+k");
  await palette(ana).waitFor({ state: "detached" });

  // A person is found in the list of people, by their delegation as well.
  await looksFor(grace, "ana");
  await isActive(grace, "Ana");
  await shot(grace.page, "palette-person");
  await grace.page.keyboard.press("Enter");
  await until("their row has the focus", () => grace.page.evaluate(() => document.activeElement.textContent.includes("Ana")));

  // Actions: of the facilitator only; and what cannot be done now says why.
  await looksFor(grace, "");
  await until("all is shown", async () => (await options(grace).count()) > 10);
  await axe(grace.page);
  await shot(grace.page, "palette");
  await grace.page.keyboard.type("open a ballot");
  await isActive(grace, "Open a ballot");
  const why = options(grace).first();
  assert.equal(await why.getAttribute("aria-disabled"), "true");
  await grace.page.keyboard.press("Enter");
  const said = await why.locator(".finder-why-not").textContent();
  await palette(grace).getByRole("status").filter({ hasText: said }).waitFor();
  assert.ok(await palette(grace).isVisible(), "it stays open");
  await axe(grace.page);
  await shot(grace.page, "palette-disabled");
  // It follows the table: once it can be done, it is.
  await grace.page.keyboard.press("Escape");
  await looksFor(grace, "on to decisions");
  await isActive(grace, "On to Decisions");
  await grace.page.keyboard.press("Enter");
  const moving = grace.page.getByRole("dialog", { name: "Move on to Decisions?" });
  await moving.getByRole("button", { name: "Move on" }).press("Enter");
  await moving.waitFor({ state: "hidden" });
  await looksFor(grace, "open a ballot");
  await isActive(grace, "Open a ballot");
  await grace.page.keyboard.press("Enter");
  await until("the form has the focus", () => grace.page.evaluate(() => document.activeElement.id === "ballot-title"));
  await looksFor(ana, "on to");
  await until("delegates move nothing", async () => !(await options(ana).allTextContents()).some((it) => it.includes("On to")));
  await ana.page.keyboard.press("Escape");
});

story("it follows the table while it is open", async (room) => {
  const server = await room.server({ demo: { delegations: 60 } });
  const ana = await room.person("Ana", server);
  const grace = await room.person("Grace", server);
  await sits(ana, server, "delegate", 0);
  await presides(grace, server);
  await answer(ana).waitFor();
  await ana.page.keyboard.press("Control+k");
  await options(ana).first().waitFor();
  await ana.page.keyboard.type("bring a practice");
  await isActive(ana, "Bring a practice");
  assert.equal(await options(ana).first().getAttribute("aria-disabled"), null);
  for (const to of ["Good practices", "Decisions", "Wrap-up", "Closed"]) await moves(grace, to);
  await options(ana).first().and(ana.page.locator("[aria-disabled=true]")).waitFor();
  await isActive(ana, "Bring a practice");
});

story("the sheet of keys opens with ?, never while one types, and the key can be switched off", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server, { viewport: { width: 1440, height: 900 } });
  await sits(ana, server, "delegate", 0);
  await answer(ana).click();
  await ana.page.keyboard.type("why?");
  await reads(ana, "why?");
  assert.equal(await sheet(ana).count(), 0);
  const link = ana.page.getByRole("link", { name: /All practices/ });
  await link.focus();
  await ana.page.keyboard.press("?");
  await sheet(ana).waitFor();
  await sheet(ana).getByText("Bulleted list").waitFor();
  await axe(ana.page);
  await shot(ana.page, "keys");
  await ana.page.keyboard.press("Control+k");
  assert.equal(await palette(ana).count(), 0, "nothing opens over a dialog");
  await sheet(ana).getByRole("checkbox", { name: /the \? key alone/ }).uncheck();
  await ana.page.keyboard.press("Escape");
  await sheet(ana).waitFor({ state: "detached" });
  await until("the focus is back", () => link.evaluate((it) => it === document.activeElement));
  await ana.page.keyboard.press("?");
  await ana.page.keyboard.press("Control+k");
  await palette(ana).waitFor();
  assert.equal(await sheet(ana).count(), 0);
  await palette(ana).getByRole("button", { name: "Keyboard shortcuts" }).press("Enter");
  await sheet(ana).waitFor();
  await ana.page.keyboard.press("Escape");
  await until("the focus is back", () => link.evaluate((it) => it === document.activeElement));
  await ana.page.getByRole("button", { name: "Keyboard shortcuts" }).click();
  await sheet(ana).waitFor();
});

story("on a phone a button opens it, and on a page that is translated it goes on", async (room) => {
  const server = await room.server({ demo: { delegations: 4 } });
  const ana = await room.person("Ana", server, PHONE);
  await sits(ana, server, "delegate", 0);
  await answer(ana).waitFor();
  await ana.page.getByRole("button", { name: "Find", exact: true }).tap();
  await until("all is shown", async () => (await options(ana).count()) > 5);
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "palette-phone");
  await field(ana).fill("ballots");
  await options(ana).filter({ hasText: "Ballots" }).first().tap();
  await ana.page.getByRole("heading", { name: "Ballots", level: 2 }).waitFor();
  await palette(ana).waitFor({ state: "detached" });
  await ana.page.getByRole("button", { name: "Find", exact: true }).tap();
  await field(ana).fill("leave");
  await options(ana).first().tap();
  await ana.page.getByRole("dialog", { name: "Leave on this browser?" }).waitFor();
  await ana.page.keyboard.press("Escape");
  await ana.page.getByRole("button", { name: "Find", exact: true }).tap();
  await palette(ana).getByRole("button", { name: "Keyboard shortcuts" }).tap();
  await sheet(ana).waitFor();
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "keys-phone");
});
