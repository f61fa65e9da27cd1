// The practices of one table are taken along and brought in at another; a ranking with a tie is made by keys alone.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { moves, seesPractices, sits } from "../harness/table.mjs";

const [PLENARY, SECOND] = [0, 1];
const TITLE = "Joint register of assessments";
const DONE = "Two countries share one register.";

const button = (where, name) => where.getByRole("button", { name, exact: true });
const dialog = (person) => person.page.getByRole("dialog");

/** Goes to a table of the session. */
async function goesTo(person, server, place) {
  await person.page.goto(`/tables/${server.demo.tables[place].id}`);
  await person.page.locator(".table-bar").waitFor();
}

async function comesIn(person, server, role, place = 0) {
  await sits(person, server, role, place);
  await person.page.waitForURL(/sessions\/|tables\/|\/t\//);
  await goesTo(person, server, PLENARY);
}

story("practices are taken along as a workbook and brought in at another table", async (room) => {
  const server = await room.server({ demo: { tables: 2, delegations: 2 } });
  const grace = await room.person("Grace", server);
  const ana = await room.person("Ana", server);
  await comesIn(grace, server, "facilitator");
  await comesIn(ana, server, "delegate", 0);
  await seesPractices(ana);
  await button(ana.page, "Bring a practice").click();
  await dialog(ana).getByLabel("Title").fill(TITLE);
  await dialog(ana).getByLabel("What was done").fill(DONE);
  await button(dialog(ana), "Put it on the table").click();
  await ana.page.getByRole("heading", { name: TITLE, level: 2 }).waitFor();
  await ana.page.locator('[data-keeping="saved"]').waitFor();

  await seesPractices(grace);
  await grace.page.getByText("Take along", { exact: true }).click();
  const workbook = grace.page.getByRole("link", { name: "Workbook (Excel)", exact: true });
  const [download] = await Promise.all([grace.page.waitForEvent("download"), workbook.click()]);
  assert.match(download.suggestedFilename(), /\.xlsx$/);
  const file = await download.path();

  // At the other table it is looked at before anything is brought.
  await goesTo(grace, server, SECOND);
  await seesPractices(grace);
  await button(grace.page, "Bring in from a file…").click();
  await dialog(grace).getByLabel("The file").setInputFiles({
    name: "register.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: await readFile(file),
  });
  await dialog(grace).getByText("One practice can be brought.").waitFor();
  await dialog(grace).getByRole("checkbox", { name: TITLE }).waitFor();
  await dialog(grace).getByText(/^There: /).waitFor();
  await axe(grace.page);
  await fits(grace.page);
  await shot(grace.page, "collection-preview");
  await dialog(grace).getByLabel("Where they come from").fill("Last year’s consultation");
  await dialog(grace).getByLabel("Whose it is here").selectOption({ index: 1 });
  await button(dialog(grace), "Bring one practice").click();
  await dialog(grace).getByText("At the table.", { exact: true }).waitFor();
  await button(dialog(grace), "Close").last().click();
  await dialog(grace).waitFor({ state: "hidden" });

  // Its card has its words, and says where it comes from.
  await grace.page.getByRole("link", { name: TITLE }).first().click();
  await grace.page.getByRole("heading", { name: TITLE, level: 2 }).waitFor();
  await grace.page.getByText(DONE).first().waitFor();
  await grace.page.getByText(/^From a file: .*Last year’s consultation/).waitFor();
  await axe(grace.page);
  await shot(grace.page, "collection-card");
});

story("a ranking with a tie is made by keys alone", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server);
  const ben = await room.person("Ben", server, { colorScheme: "dark" });
  await comesIn(grace, server, "facilitator");
  await comesIn(ben, server, "delegate", 1);
  for (const to of ["Good practices", "Decisions"]) await moves(grace, to);
  await grace.page.getByRole("link", { name: /^Ballots/ }).click();
  const form = grace.page.locator("form.open-ballot");
  await form.getByLabel("What is asked").fill("Which theme first?");
  await form.getByLabel("How delegations vote").selectOption({ label: "Ranking" });
  await form.getByRole("radio", { name: "Options that I write" }).check();
  await form.getByLabel("One option on each line").fill("Water\nEnergy\nTransport");
  await button(form, "Open the ballot").click();

  const card = (person) => person.page.locator(".ballot").first();
  const press = async (name, key = "Enter") => {
    await button(card(ben), name).focus();
    await ben.page.keyboard.press(key);
  };
  await press("Move Transport up");
  await press("Move Water up");
  await press("Rank Water level with the one before it", "Space");
  const places = ["Transport", "Water"].map((name) => card(ben).getByLabel(name, { exact: true }).inputValue());
  assert.deepEqual(await Promise.all(places), ["1", "1"], "both stand first");
  await axe(ben.page);
  await fits(ben.page);
  await shot(ben.page, "ranking-tie-dark");
  await press("Cast the ballot");
  await card(ben).getByText(/Cast for your delegation by/).waitFor();

  await button(card(grace), "Close the ballot").click();
  await button(dialog(grace), "Close the ballot").click();
  await card(ben).getByText("First, tied:").waitFor();
  assert.equal(await card(ben).getByText("place 1, tied").count(), 2);
});
