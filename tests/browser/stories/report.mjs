// The report is written live by rapporteurs, from what the table has, and nobody else opens it.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { answer, reads, sits } from "../harness/table.mjs";
import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

const DESK = { viewport: { width: 1440, height: 900 } };
const DARK = { viewport: { width: 1280, height: 800 }, colorScheme: "dark" };
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

const saved = (person) => person.page.locator('[data-keeping="saved"]').waitFor();
/** The text of the section that is shown. */
const text = (person) => person.page.locator(".report-text [contenteditable]");
const sections = (person) => person.page.getByRole("navigation", { name: "Sections" });
const beside = (person) => person.page.getByRole("region", { name: "What the table has for this section" });

/** Goes to a section. */
async function goes(person, name) {
  await sections(person).getByRole("button", { name }).click();
  await person.page.getByRole("heading", { level: 2, name }).waitFor();
  await until("the heading has the focus", () =>
    person.page.evaluate(() => document.activeElement?.id === "report-section"),
  );
}

/** Waits until a section's text has some words. */
async function has(person, words) {
  await until(`${person.name} has “${words}”`, async () => (await text(person).textContent()).includes(words));
}

/** The page of the report, from the table. */
async function opens(person) {
  await person.page.getByRole("link", { name: "The report" }).click();
  await person.page.waitForURL("**/report");
  await person.page.getByRole("heading", { level: 1, name: "Report" }).waitFor();
}

story("rapporteurs begin a report, bring in an answer, and are told when it changes", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const [{ id }] = server.demo.tables;
  const rae = await room.person("Rae", server, DESK);
  const ana = await room.person("Ana", server);
  await sits(rae, server, "rapporteur");
  await sits(ana, server, "delegate", 0);
  await answer(ana).click();
  await ana.page.keyboard.type("States shall agree on a fund.\nIt is paid for.");
  await saved(ana);
  await reads(rae, "It is paid for.");

  // It is begun once it is said what kind it is; faults stand by their fields.
  await opens(rae);
  await rae.page.getByRole("heading", { name: "Begin the report" }).waitFor();
  await axe(rae.page);
  await rae.page.getByLabel("Symbol").fill("RT/2026/1");
  await rae.page.getByLabel("Most words").fill("many");
  await rae.page.getByRole("button", { name: "Begin", exact: true }).click();
  await rae.page.getByText("Give a number, or nothing.").waitFor();
  await until("the focus is on what is wrong", () =>
    rae.page.evaluate(() => document.activeElement?.id === "report-most-words"),
  );
  await rae.page.getByLabel("Most words").fill("8,500");
  await shot(rae.page, "report-begin");
  await rae.page.getByRole("button", { name: "Begin", exact: true }).click();
  await sections(rae).waitFor();
  await rae.page.getByText("0 words of 8500").or(rae.page.getByText("0 words of 8,500")).waitFor();

  // What the table did comes in plain sentences.
  await goes(rae, "Participants");
  await beside(rae).getByRole("button", { name: "Bring in what the table did" }).click();
  await has(rae, "2 delegations took part.");
  await beside(rae).getByText("This is what the table has now.").waitFor();

  // The joint answer comes in; then somebody changes it, and the page tells.
  const question = sections(rae).getByRole("button").nth(3);
  const name = (await question.locator("span").first().textContent()).trim();
  await question.click();
  await rae.page.getByRole("heading", { level: 2, name }).waitFor();
  await beside(rae).getByRole("button", { name: "Bring in the joint answer" }).click();
  await has(rae, "States shall agree on a fund.");
  await has(rae, "It is paid for.");
  await beside(rae).getByText("This is what the table has now.").waitFor();
  await text(rae).click();
  await rae.page.keyboard.press("Control+End");
  await rae.page.keyboard.type("\nThe Chair thanked the delegations.");
  await saved(rae);
  await answer(ana).click();
  await ana.page.keyboard.press("Control+End");
  await ana.page.keyboard.type(" By all.\nIt is reviewed.");
  await saved(ana);
  await beside(rae).getByText("The joint answer has changed since this was written: 2 paragraphs.").waitFor();
  await sections(rae).getByText("changed at the table").waitFor();
  await beside(rae).getByRole("button", { name: "See what changed" }).click();
  await beside(rae).locator("ins").first().waitFor();
  const come = await beside(rae).locator("ins").allTextContents();
  assert.match(come.join(" "), /By all/);
  assert.match(come.join(" "), /It is reviewed/);
  await axe(rae.page);
  await fits(rae.page);
  await shot(rae.page, "report-changed", { fullPage: true });
  await beside(rae).getByRole("button", { name: "Bring in what is new" }).click();
  await has(rae, "It is paid for. By all.");
  await has(rae, "It is reviewed.");
  await beside(rae).getByText("This is what the table has now.").waitFor();
  await has(rae, "The Chair thanked the delegations.");
  await until("the focus is on the section", () =>
    rae.page.evaluate(() => document.activeElement?.id === "report-section"),
  );

  // A section of one's own, moved and left out and put back, by the keyboard.
  await sections(rae).getByRole("button", { name: "Add a section" }).focus();
  await rae.page.keyboard.press("Enter");
  await sections(rae).getByLabel("Title").fill("Follow-up");
  await rae.page.keyboard.press("Enter");
  await rae.page.getByRole("heading", { level: 2, name: "Follow-up" }).waitFor();
  await text(rae).click();
  await rae.page.keyboard.type("In a year.");
  await saved(rae);
  await rae.page.getByRole("button", { name: "Change this section" }).click();
  await rae.page.getByRole("button", { name: "Move up" }).click();
  await until("it is the last but one", async () => {
    const all = await sections(rae).locator("ol li").allTextContents();
    return all.at(-2).includes("Follow-up");
  });
  await rae.page.getByRole("button", { name: "Leave out" }).click();
  await sections(rae).getByRole("button", { name: "Put back" }).click();
  await rae.page.getByRole("heading", { level: 2, name: "Follow-up" }).waitFor();
  await has(rae, "In a year.");

  // Another rapporteur, on a phone in the dark, writes at the same time.
  const ron = await room.person("Ron", server, { ...PHONE, colorScheme: "dark" });
  await sits(ron, server, "rapporteur");
  await ron.page.waitForURL(/\/tables\//);
  await ron.page.goto(`/tables/${id}/report`);
  await goes(ron, "Follow-up");
  await has(ron, "In a year.");
  await text(ron).click();
  await ron.page.keyboard.press("Control+End");
  await ron.page.keyboard.type(" Or two.");
  await has(rae, "In a year. Or two.");
  await saved(ron);
  await axe(ron.page);
  await fits(ron.page);
  await shot(ron.page, "report-phone-dark", { fullPage: true });

  // The outcome takes it in, for those who write it.
  await rae.page.getByRole("link", { name: "The outcome, with its files" }).click();
  await rae.page.locator(".outcome-preview").getByText("RT/2026/1").waitFor();
  await rae.page.locator(".outcome-preview").getByText("In a year. Or two.").waitFor();
  assert.equal(await rae.page.getByRole("link", { name: "The report" }).count(), 1);
  for (const form of ["md", "json", "html"]) {
    const path = `/api/tables/${id}/outcome.${form}`;
    const told = await (await rae.page.request.get(path)).text();
    assert.ok(told.includes("In a year. Or two."), form);
    const kept = await (await ana.page.request.get(path)).text();
    assert.ok(!kept.includes("In a year") && !kept.includes("RT/2026/1"), form);
  }

  // It is there after a reload.
  await rae.page.goto(`/tables/${id}/report`);
  await goes(rae, "Follow-up");
  await has(rae, "In a year. Or two.");
});

story("a delegate cannot open the report, and a facilitator can", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const [{ id }] = server.demo.tables;
  const grace = await room.person("Grace", server, DARK);
  const ana = await room.person("Ana", server);
  await sits(ana, server, "delegate", 0);
  await answer(ana).waitFor();
  assert.equal(await ana.page.getByRole("link", { name: "The report" }).count(), 0);
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/\/sessions\//);
  await grace.page.goto(`/tables/${id}`);
  await opens(grace);
  await grace.page.getByLabel("Chair’s summary").check();
  await grace.page.getByRole("button", { name: "Begin", exact: true }).click();
  await goes(grace, "The chair’s conclusions");
  await text(grace).click();
  await grace.page.keyboard.type("The Chair concludes.");
  await saved(grace);
  await axe(grace.page);
  await shot(grace.page, "report-summary-dark");

  await ana.page.goto(`/tables/${id}/report`);
  await ana.page.getByText("You will read it when it is circulated.").waitFor();
  assert.equal(await ana.page.getByText("The Chair concludes.").count(), 0);
  await axe(ana.page);
});
