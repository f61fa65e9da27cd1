// A whole session in fast time: two tables of four delegations and a plenary, from the first words to the outcome.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, brings, moves, reads, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };
const WALL = { viewport: { width: 1920, height: 1080 } };
const [PLENARY, SECOND, THIRD] = [0, 1, 2];
const JOINT = "Referral is followed up within a week.";

const button = (place, name) => place.getByRole("button", { name, exact: true });
const saved = (person) => person.page.locator('[data-keeping="saved"]').waitFor();
const dialog = (person) => person.page.getByRole("dialog");
const floor = (person) => person.page.getByRole("region", { name: "The floor" });
const agenda = (person) => person.page.getByRole("navigation", { name: "Agenda", exact: true });
const own = (person) => person.page.locator(".own-answer").first().getByRole("textbox").last();
const says = async (person, text) => (await person.page.content()).includes(text);

/** Comes in, and goes to one of the tables. */
async function sitsAt(person, server, table, role, place = 0) {
  await sits(person, server, role, place);
  await person.page.waitForURL(/sessions\/|tables\/|\/t\//);
  await goes(person, server, table);
}

async function goes(person, server, table) {
  await person.page.goto(`/tables/${server.demo.tables[table].id}`);
  await person.page.locator(".table-bar, .screen").first().waitFor();
}

/** Presses something that asks first, and means it. */
async function means(person, name) {
  await button(person.page, name).click();
  const asked = person.page.getByRole("dialog", { name });
  await asked.getByRole("button", { name }).click();
  await asked.waitFor({ state: "hidden" });
}

async function writes(person, box, words) {
  await box.click();
  await person.page.keyboard.press("Control+End");
  await person.page.keyboard.type(words);
}

async function freezes(person, number, name) {
  await agenda(person).getByRole("link", { name: /^Revisions/ }).click();
  await button(person.page, `Freeze as Rev.${number}`).click();
  await dialog(person).getByLabel("Name").fill(name);
  await button(dialog(person), "Freeze").click();
  await dialog(person).waitFor({ state: "hidden" });
}

/** At a working table: a desk, answers that are private and then revealed, a comment, two revisions. */
async function drafts(server, grace, ana, ben) {
  // Ana's desk is her delegation's.
  await agenda(ana).getByRole("link", { name: "Our desk" }).click();
  await writes(ana, ana.page.getByRole("textbox", { name: "Our desk" }), "We could give more.");
  await saved(ana);
  await agenda(ana).locator("a[href^='#question/']").first().click();

  // Each delegation answers by itself, and all is revealed at once.
  await means(grace, "Keep answers private");
  for (const person of [ana, ben]) await person.page.getByRole("tab", { name: "By delegation" }).click();
  for (const person of [ana, ben]) await person.page.getByText(/^Each delegation answers by itself here/).waitFor();
  await writes(ana, own(ana), "Ana’s delegation proposes a desk at every crossing.");
  await writes(ben, own(ben), "Ben’s delegation proposes a hotline.");
  for (const person of [ana, ben]) await saved(person);
  assert.ok(!(await says(ben, "at every crossing")), "nobody reads it before");
  await means(grace, "Reveal all answers");
  await until("Ben reads Ana’s answer", () => says(ben, "at every crossing"));
  await until("Ana reads Ben’s answer", () => says(ana, "proposes a hotline"));

  // The joint text, a comment on it, and two revisions.
  for (const person of [ana, ben]) await person.page.getByRole("tab", { name: "Joint answer" }).click();
  await writes(ana, answer(ana), JOINT);
  await reads(ben, JOINT);
  await answer(ben).click();
  await ben.page.keyboard.press("Control+a");
  await ben.page.keyboard.press("Control+Alt+m");
  const form = ben.page.getByRole("dialog", { name: "Comment on this passage" });
  await form.getByLabel("Comment", { exact: true }).fill("By whom?");
  await button(form, "Comment").click();
  await form.waitFor({ state: "hidden" });
  await until("Ana sees what it is on", async () => (await ana.page.locator(".commented").count()) > 0);
  await axe(ana.page);
  await shot(ana.page, "hour-delegate");
  await freezes(grace, 1, "Zero draft");
  await ana.page.getByText(/^The text was frozen as Rev\.1/).first().waitFor();
  await writes(ana, answer(ana), " By the district office.");
  await saved(ana);
  await freezes(grace, 2, "With an answer to the comment");
  await grace.page.reload();
  const compared = grace.page.getByRole("region", { name: "Compare" });
  await compared.locator("ins", { hasText: "district office" }).first().waitFor();
  await shot(grace.page, "hour-compare");
}

/** In the plenary: the floor with a point of order, everybody shown a page, the room with them. */
async function confers(grace, ana, ben, wall) {
  for (const person of [ana, ben]) {
    await floor(person).getByRole("button", { name: "Ask for the floor" }).click();
    const asked = person.page.getByRole("dialog", { name: "Ask for the floor" });
    await button(asked, "Ask").click();
    await asked.waitFor({ state: "hidden" });
  }
  await floor(grace).getByRole("button", { name: /^Give the floor to/ }).first().click();
  await ana.page.getByText("You have the floor", { exact: true }).waitFor();
  await floor(ben).getByRole("button", { name: "Point of order" }).click();
  await floor(grace).getByText("Before everybody: point of order").waitFor();
  await floor(grace).locator(".call-next").click();
  await button(floor(grace), "Well taken").click();
  await wall.page.getByRole("region", { name: "Now speaking" }).waitFor();
  await shot(wall.page, "hour-projector");

  // Everybody is shown what the chair sees; Ben looks elsewhere, and comes back.
  await agenda(grace).getByRole("link", { name: "Context and background" }).click();
  await button(grace.page, "Show this to everybody").click();
  for (const person of [ana, ben]) await until(`${person.name} is led there`, async () => person.page.url().endsWith("#note"));
  await ben.page.getByText("The chair shows: Context and background").waitFor();
  await agenda(ben).getByRole("link", { name: /^All practices/ }).click();
  await agenda(grace).locator("a[href^='#question/']").first().click();
  await button(grace.page, "Show this to everybody").click();
  await until("Ana is led on", async () => /#question\//.test(ana.page.url()));
  assert.match(ben.page.url(), /#practices$/, "whoever has gone elsewhere is left there");
  await axe(ben.page);
  await shot(ben.page, "hour-led-elsewhere");
  await ben.page.locator(".lead-strip").getByRole("button", { name: "Go there" }).click();
  await until("Ben is back", async () => /#question\//.test(ben.page.url()));
  await axe(grace.page);
  for (const person of [grace, ben]) {
    await fits(person.page);
    const you = person.page.locator(".table-bar .you-name");
    await until("who one is is not cut off", async () => {
      const box = await you.boundingBox();
      return box.x + box.width <= 1440;
    });
  }
  await shot(grace.page, "hour-leading");
  await button(grace.page, "Stop showing").click();
  await ben.page.locator(".lead-strip").waitFor({ state: "detached" });
}

/** The plenary's agenda to its end: a practice, a ballot, the close. */
async function decides(grace, ana, ben) {
  await moves(grace, "Good practices");
  await brings(ana, "Shared referral desk");
  await moves(grace, "Decisions");
  await agenda(grace).getByRole("link", { name: /^Ballots/ }).click();
  await button(grace.page, "Open the ballot").click();
  for (const person of [ana, ben]) await person.page.getByRole("button", { name: "Support", exact: true }).first().click();
  await grace.page.getByText(/2 of 4 delegations have voted/).first().waitFor();
  await grace.page.getByRole("button", { name: /^Close/ }).filter({ hasText: /ballot|Close/ }).first().click();
  const asked = grace.page.getByRole("dialog");
  if (await asked.isVisible()) await asked.getByRole("button").filter({ hasText: /^Close/ }).first().click();
  await moves(grace, "Wrap-up");
  await moves(grace, "Closed");
}

story("an hour: two tables and a plenary, from the first words to the outcome", async (room) => {
  const server = await room.server({ demo: { tables: 3, delegations: 4 } });
  const grace = await room.person("Grace", server, DESK);
  const wall = await room.person("Hall A", server, WALL);
  const [ana, ben] = await Promise.all(["Ana", "Ben"].map((name) => room.person(name, server, DESK)));
  const cleo = await room.person("Cleo", server, PHONE);
  const dan = await room.person("Dan", server, { ...DESK, colorScheme: "dark" });
  await sitsAt(wall, server, PLENARY, "projector");
  await sitsAt(ana, server, SECOND, "delegate", 0);
  await sitsAt(ben, server, SECOND, "delegate", 1);
  await sitsAt(cleo, server, THIRD, "delegate", 2);
  await sitsAt(dan, server, THIRD, "delegate", 3);
  await sitsAt(grace, server, SECOND, "facilitator");

  // Two tables at work at once.
  await writes(dan, answer(dan), "Recruitment fees are paid by employers.");
  await reads(cleo, "paid by employers");
  await fits(cleo.page);
  await shot(cleo.page, "hour-phone");
  await drafts(server, grace, ana, ben);
  for (const person of [cleo, dan]) assert.ok(!(await says(person, "at every crossing")), "another table’s is its own");

  // The lobby calls everybody back, and they go.
  await grace.page.goto(`/sessions/${server.demo.session}/lobby`);
  const third = grace.page.locator(".lobby-table").filter({ has: grace.page.getByRole("link", { name: "Table 3", exact: true }) });
  await third.getByText(/2 of 4 delegations here/).waitFor();
  await axe(grace.page);
  await shot(grace.page, "hour-lobby", { fullPage: true });
  await grace.page.getByRole("button", { name: /^Call everybody back in/ }).click();
  for (const person of [ana, ben, cleo, dan]) {
    const told = person.page.locator(".toast").filter({ has: person.page.locator(".ticks") });
    await told.getByRole("button", { name: "Go there" }).click();
    await person.page.waitForURL(new RegExp(server.demo.tables[PLENARY].id));
    await person.page.locator(".table-bar").waitFor();
  }
  await goes(grace, server, PLENARY);
  await confers(grace, ana, ben, wall);
  await decides(grace, ana, ben);

  // What was when, and what leaves the room.
  await goes(dan, server, SECOND);
  await agenda(dan).getByRole("link", { name: "History" }).click();
  await dan.page.getByRole("slider", { name: "Moment" }).waitFor();
  await dan.page.getByText(/^Frozen as Rev\.2/).first().waitFor();
  await axe(dan.page);
  await shot(dan.page, "hour-history-dark");
  await dan.page.goto(`/tables/${server.demo.tables[SECOND].id}/outcome`);
  for (const words of ["By the district office.", "proposes a hotline", "at every crossing"]) {
    await until(`the outcome has ${words}`, () => says(dan, words));
  }
  for (const words of ["We could give more.", "By whom?"]) assert.ok(!(await says(dan, words)), words);
});
