// The rapporteur's wording is checked, and the outcome is taken along without names, or with where its words come from.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { axe, fits, shot } from "../harness/look.mjs";
import { answer, sits } from "../harness/table.mjs";
import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

/** A rapporteur on the page of the outcome, with the caret in their summary. */
async function reports(room, server, name, options) {
  const person = await room.person(name, server, options);
  await sits(person, server, "rapporteur");
  await person.page.locator(".table-bar").waitFor();
  await person.page.goto(`/tables/${server.demo.tables[0].id}/outcome`);
  const summary = person.page.getByRole("textbox", { name: "Rapporteur’s summary" });
  await summary.click();
  return { person, page: person.page, summary };
}

/** The names of the demo session's delegations. */
async function delegationsOf(server, page) {
  const told = await page.request.get(`/api/tables/${server.demo.tables[0].id}/outcome.json`);
  return (await told.json()).delegations;
}

/** What is selected in a text. */
const selected = (page) => page.evaluate(() => getSelection().toString());

/** Follows a link to a file, and reads it. */
async function taken(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name, exact: true }).click()]);
  return (await readFile(await download.path())).toString("utf8");
}

story("the checker finds a heading alone and a name, goes there, and replaces what it safely can", async (room) => {
  const server = await room.server({ demo: { delegations: 3 } });
  const { page, summary } = await reports(room, server, "Rosa");
  const [first] = await delegationsOf(server, page);
  await page.keyboard.type(`As ${first.name} said, all member states may join.`);
  await page.keyboard.press("Enter");
  await page.keyboard.type("# What remains");
  await page.locator('[data-keeping="saved"]').waitFor();

  await page.getByRole("button", { name: "Check the wording" }).click();
  const panel = page.getByRole("region", { name: "Check the wording" });
  const findings = panel.getByRole("list", { name: "Findings" }).getByRole("listitem");
  await findings.filter({ hasText: "Nothing stands below this heading." }).waitFor();
  // Names matter only where nothing is attributed.
  assert.equal(await findings.filter({ hasText: "is named" }).count(), 0);
  await page.getByLabel("Unattributed", { exact: true }).check();
  const named = findings.filter({ hasText: "is named" });
  await named.waitFor();
  await fits(page);
  await axe(page);
  await shot(page, "drafting-findings");

  await named.getByRole("button", { name: "Go there" }).press("Enter");
  await until(`“${first.name}” is selected`, async () => (await selected(page)) === first.name);
  const capitals = findings.filter({ hasText: "Both words begin" });
  await capitals.getByRole("button", { name: /^Replace by/ }).press("Enter");
  await summary.getByText("all Member States may join").waitFor();
  await capitals.waitFor({ state: "detached" });
  await page.locator("#drafting-count:focus", { hasText: "finding" }).waitFor();

  // An ordinary edit: it is taken back as any other.
  await summary.click();
  await page.keyboard.press("ControlOrMeta+z");
  await summary.getByText("all member states may join").waitFor();
  await capitals.waitFor();
  await capitals.getByRole("button", { name: "Leave it" }).click();
  await capitals.waitFor({ state: "detached" });
  await panel.getByText("1 finding left as it is").waitFor();
  await panel.getByRole("button", { name: "Show again" }).click();
  await capitals.waitFor();

  // A rule that is off finds nothing, and stays off in this browser.
  await panel.getByText("Rules", { exact: true }).first().click();
  await panel.getByLabel(/Headings with nothing below them/).uncheck();
  await findings.filter({ hasText: "Nothing stands below" }).waitFor({ state: "detached" });
  await page.reload();
  await page.getByRole("button", { name: "Check the wording" }).click();
  await findings.first().waitFor();
  assert.equal(await findings.filter({ hasText: "Nothing stands below" }).count(), 0);
});

story("an unattributed outcome has no name but those that people wrote, which are told before", async (room) => {
  const server = await room.server({ demo: { delegations: 3 } });
  const amal = await room.person("Amal Xyzzy", server);
  await sits(amal, server, "delegate", 0);
  await answer(amal).click();
  await amal.page.keyboard.type("We refer within a week.");
  await amal.page.locator('[data-keeping="saved"]').waitFor();
  const { page } = await reports(room, server, "Rosa Plugh", PHONE);
  const all = await delegationsOf(server, page);
  assert.match(await taken(page, "Markdown"), /Amal Xyzzy/);

  await page.getByLabel("Unattributed", { exact: true }).check();
  await page.getByText("No name is left in the text.").waitFor();
  const none = await taken(page, "Markdown");
  for (const name of [...all.map(({ name }) => name), "Amal Xyzzy", "Rosa Plugh"]) {
    assert.ok(!none.includes(name), `${name} is not in it`);
  }
  assert.match(none, /We refer within a week/);

  await page.getByRole("textbox", { name: "Rapporteur’s summary" }).click();
  await page.keyboard.type(`${all[1].name} agreed.`);
  await page.locator('[data-keeping="saved"]').waitFor();
  await page.getByLabel("By group").check();
  await page.getByText("1 name is left in the text.").waitFor();
  await page.getByRole("button", { name: "See them" }).click();
  await page.locator("mark").getByText(all[1].name).waitFor();
  await fits(page);
  await axe(page);
  await shot(page, "outcome-names-left-phone");
});

story("where the words come from is an annex for whoever asks, and what was dropped is in it", async (room) => {
  const server = await room.server({ demo: { delegations: 3 } });
  const ana = await room.person("Ana", server);
  await sits(ana, server, "delegate", 0);
  await answer(ana).click();
  await ana.page.keyboard.type("Every referral is followed up within a week.");
  await ana.page.locator('[data-keeping="saved"]').waitFor();
  const { page } = await reports(room, server, "Rosa");
  const [first] = await delegationsOf(server, page);
  assert.doesNotMatch(await taken(page, "Markdown"), /Where the words come from/);
  await page.getByLabel("Also where the words come from").check();
  const preview = page.locator(".outcome-preview");
  await preview.getByRole("heading", { name: "Where the words come from" }).waitFor();
  await preview.getByText(`${first.name}: 100 %`).first().waitFor();
  const markdown = await taken(page, "Markdown");
  assert.match(markdown, /Where the words come from/);
  assert.ok(markdown.includes(`${first.name}: 100 %`), "whose words they are");
  assert.match(markdown, /What was dropped/);
  await axe(page);
});
