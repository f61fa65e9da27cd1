// What goes wrong at the door: answers that are lost, a server that is busy, a code that is scanned twice.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };
const OBSERVE = "None: I come to observe";

const region = (person, name) => person.page.getByRole("region", { name });
const button = (where, name) => where.getByRole("button", { name, exact: true });

/** The next answer of that address is that the server is busy. */
async function busyOnce(person, address, method) {
  let left = 1;
  await person.page.route(address, async (route) => {
    if (left === 0 || route.request().method() !== method) return route.fallback();
    left -= 1;
    const failure = { code: "busy", message: "The server is busy. Try again in a moment." };
    return route.fulfill({ status: 503, contentType: "application/json", body: JSON.stringify(failure) });
  });
}

async function makesACode(grace) {
  const card = region(grace, "Join code");
  await button(card, "Make a code").click();
  const letters = card.locator(".code-letters");
  await letters.waitFor();
  return (await letters.textContent()).replace(" ", "").toLowerCase();
}

async function fills(person) {
  await person.page.getByLabel("Your name").fill(person.name);
  await person.page.getByLabel("Delegation", { exact: true }).selectOption({ label: OBSERVE });
}

/** Scans the code, and fills in the form. */
async function scans(person, code) {
  await person.page.goto(`/join#${code}`);
  await person.page.getByRole("heading", { name: "Say who you are" }).waitFor();
  await fills(person);
}

async function knocks(person) {
  await button(person.page, "Knock").click();
  await person.page.getByRole("heading", { name: "Waiting to be let in" }).waitFor();
}

/** Grace leads a session with a code, and Ana stands outside with a phone. */
async function theDoor(room) {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server);
  const ana = await room.person("Ana", server, PHONE);
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");
  return { grace, ana, code: await makesACode(grace) };
}

story("an answer that is lost on its way is asked for again, and nobody knocks twice", async (room) => {
  const { grace, ana, code } = await theDoor(room);

  // The server is busy when the code is looked at: the same code is tried again.
  await busyOnce(ana, "**/api/code", "POST");
  await ana.throughTrouble(async () => {
    await ana.page.goto(`/join#${code}`);
    await ana.page.getByText("The server is busy.").waitFor();
  });
  await axe(ana.page);
  await shot(ana.page, "knock-busy-phone");
  await button(ana.page, "Try again").click();
  await ana.page.getByRole("heading", { name: "Say who you are" }).waitFor();

  // The knock arrives, its answer does not.
  let lost = 0;
  await ana.page.route("**/api/knocks", async (route) => {
    if (lost > 0) return route.fallback();
    lost += 1;
    await route.fetch();
    return route.abort();
  });
  await fills(ana);
  await ana.throughTrouble(async () => {
    await button(ana.page, "Knock").click();
    await ana.page.getByText("The server cannot be reached.").waitFor();
  });
  const door = region(grace, "At the door");
  await door.getByText("One person is waiting to be let in").waitFor();
  await button(ana.page, "Knock").click();
  const waits = ana.page.getByRole("heading", { name: "Waiting to be let in" });
  await waits.waitFor();

  // Whoever scans the code again goes on waiting.
  await ana.page.goto("/");
  await ana.page.goto(`/join#${code}`);
  await waits.waitFor();
  await door.getByText("One person is waiting to be let in").waitFor();
  await door.getByRole("button", { name: "Let in: Ana" }).click();
  await ana.page.waitForURL(/\/tables\//);
  const inside = region(grace, "People who have joined");
  await inside.getByText("Ana").waitFor();
  assert.equal(await inside.getByText("Ana", { exact: true }).count(), 1);
});

story("a code that is taken back while one types keeps the name for the next code", async (room) => {
  const { grace, ana, code: old } = await theDoor(room);
  await scans(ana, old);
  const card = region(grace, "Join code");
  const letters = card.locator(".code-letters");
  const was = await letters.textContent();
  await button(card, "Make a new code").click();
  // The words that say so stood there for the first code already.
  const now = await until("another code is shown", async () => {
    const shown = await letters.textContent();
    return shown !== was && shown;
  });
  await ana.throughTrouble(async () => {
    await button(ana.page, "Knock").click();
    await ana.page.getByLabel("Code", { exact: true }).waitFor();
  });
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "knock-code-taken-back-phone");
  await ana.page.getByLabel("Code", { exact: true }).fill(now);
  await ana.page.keyboard.press("Enter");
  await ana.page.getByLabel("Code", { exact: true }).waitFor({ state: "detached" });
  assert.equal(await ana.page.getByLabel("Your name").inputValue(), "Ana");
  await fills(ana);
  await knocks(ana);
});

story("what goes wrong at the door is said there, and the list is not written over before it was seen", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server);
  const ana = await room.person("Ana", server, PHONE);
  await busyOnce(grace, "**/api/sessions/*/roster", "GET");
  await grace.throughTrouble(async () => {
    await sits(grace, server, "facilitator");
    await grace.page.waitForURL("**/sessions/*");
    await grace.page.getByText("People you expect").click();
    await grace.page.locator("details.roster").getByText("The server is busy.").waitFor();
  });
  const list = grace.page.locator("details.roster");
  assert.equal(await button(list, "Keep this list").count(), 0, "nothing to press");
  await axe(grace.page);
  await shot(grace.page, "roster-away", { fullPage: true });
  await button(list, "Try again").click();
  await button(list, "Keep this list").waitFor();

  const code = await makesACode(grace);
  await scans(ana, code);
  await knocks(ana);
  const door = region(grace, "At the door");
  const admit = door.getByRole("button", { name: "Let in: Ana" });
  await admit.waitFor();
  await busyOnce(grace, "**/api/sessions/*/knocks/admit", "POST");
  await grace.throughTrouble(async () => {
    await admit.click();
    await door.getByText("The server is busy.").waitFor();
  });
  await axe(grace.page);
  await shot(grace.page, "door-refused", { fullPage: true });

  // It is not said again where somebody else is declined.
  await door.getByRole("button", { name: "Decline: Ana" }).click();
  const dialog = grace.page.getByRole("dialog", { name: "Decline Ana?" });
  await dialog.waitFor();
  assert.equal(await grace.page.getByText("The server is busy.").count(), 0);
  await grace.page.keyboard.press("Escape");
  await admit.click();
  await grace.page.getByText("Ana is let in.").waitFor();
  await ana.page.waitForURL(/\/tables\//);
});

story("whoever does not wait any more is carried nowhere, and may knock again", async (room) => {
  const { grace, ana, code } = await theDoor(room);
  await scans(ana, code);
  await knocks(ana);

  // What she is told next hangs, until she has gone: it says that she waits.
  let release;
  const gone = new Promise((resolve) => (release = resolve));
  let hanging;
  const hangs = new Promise((resolve) => (hanging = resolve));
  await ana.page.route("**/api/knock", async (route) => {
    if (route.request().method() !== "GET") return route.fallback();
    const answer = await route.fetch();
    hanging();
    await gone;
    return route.fulfill({ response: answer });
  });
  await hangs;
  await button(ana.page, "Do not wait any more").click();
  const nothing = ana.page.getByText("You are not waiting anywhere.");
  await nothing.waitFor();
  const late = ana.page.waitForResponse("**/api/knock");
  release();
  await late;
  await nothing.waitFor();
  assert.equal(await ana.page.getByRole("heading", { name: "Waiting to be let in" }).count(), 0);
  await axe(ana.page);
});
