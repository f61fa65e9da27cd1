// Ballots by other methods: approval of options that the facilitator writes, a ranking by buttons and by number, scores on criteria;
// all secret, on a phone and by keys alone, with the bars, the tables behind them, the projector and the outcome.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { brings, moves, sits } from "../harness/table.mjs";
import { pause, until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 360, height: 780 }, hasTouch: true };

/** The facilitator at the demo's table. */
async function presides(grace, server) {
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");
  await grace.page.locator('a[href^="/tables/"]:not([href$="outcome"])').first().click();
  await grace.page.locator(".table-bar").waitFor();
}

const card = (person) => person.page.locator(".ballot").first();
const button = (where, name) => where.getByRole("button", { name, exact: true });

/** Opens a ballot by a method on these options, one to a line. */
async function opens(grace, method, title, options = null) {
  const form = grace.page.locator("form.open-ballot");
  await form.getByLabel("What is asked").fill(title);
  await form.getByLabel("How delegations vote").selectOption({ label: method });
  if (options) {
    await form.getByRole("radio", { name: "Options that I write" }).check();
    await form.getByLabel("One option on each line").fill(options.join("\n"));
  }
  await button(form, "Open the ballot").click();
  await card(grace).getByRole("heading", { name: title }).waitFor();
}

/** Closes the open ballot, whoever has yet to vote. */
async function closes(grace) {
  await button(card(grace), "Close the ballot").click();
  const anyway = grace.page.getByRole("dialog").getByRole("button", { name: "Close the ballot" });
  const result = card(grace).locator(".result-bars");
  await anyway.or(result).first().waitFor();
  if (await anyway.isVisible()) await anyway.click();
  await result.waitFor();
}

story("a secret approval of options is cast on a phone, changed by another of the delegation, and drawn", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, { viewport: { width: 1440, height: 900 } });
  const ana = await room.person("Ana", server, PHONE);
  const amir = await room.person("أمير", server, PHONE);
  await sits(ana, server, "delegate", 0);
  await sits(amir, server, "delegate", 0);
  await presides(grace, server);
  for (const to of ["Good practices", "Decisions"]) await moves(grace, to);
  await grace.page.getByRole("link", { name: /^Ballots/ }).click();

  // There is no practice, and still something can be put to the vote; what is missing is said by its field.
  const form = grace.page.locator("form.open-ballot");
  await form.getByLabel("How delegations vote").selectOption({ label: "Approval" });
  await form.getByText("marks every option that it approves of").waitFor();
  await form.getByRole("radio", { name: "Options that I write" }).check();
  await button(form, "Open the ballot").click();
  await form.getByText("Write at least one option.").waitFor();
  await axe(grace.page);
  await shot(grace.page, "methods-form", { fullPage: true });
  await opens(grace, "Approval", "When do we meet?", ["In spring", "In summer", "في الخريف"]);

  for (const person of [ana, amir]) {
    await person.page.getByRole("button", { name: /People and votes/ }).click();
    await card(person).getByText("Secret: only totals are shown, and who has voted.").waitFor();
  }
  await card(ana).getByText("Who could learn what my delegation says?").click();
  await card(ana).getByText("When the ballot closes, that is erased.").waitFor();
  await card(ana).getByRole("checkbox", { name: "In spring" }).check();
  await card(ana).getByText("has not cast this ballot yet").waitFor();
  await button(card(ana), "Cast the ballot").click();
  await card(ana).getByText(/Cast for your delegation by .*Ana/).waitFor();
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "methods-approval-phone");

  // The other sees what was cast, and who did; and changes it.
  await until("Amir sees it", () => card(amir).getByRole("checkbox", { name: "In spring" }).isChecked());
  await card(amir).getByRole("checkbox", { name: "في الخريف" }).check();
  await card(amir).getByText("What you changed here is not cast yet.").waitFor();
  await button(card(amir), "Change the ballot").click();
  await card(ana).getByText(/Changed last for your delegation by/).waitFor();
  await until("Ana sees it", () => card(ana).getByRole("checkbox", { name: "في الخريف" }).isChecked());
  await card(grace).getByText("1 of 2 delegations have voted.").waitFor();
  assert.equal(await card(grace).getByRole("checkbox").count(), 0, "who facilitates sees no ballot");

  await closes(grace);
  for (const person of [grace, ana, amir]) {
    await card(person).getByText("First, tied:").waitFor();
    await card(person).locator(".result-bar").first().waitFor();
    await axe(person.page);
    await fits(person.page);
  }
  await card(ana).getByText("As a table").click();
  await card(ana).getByRole("row", { name: /1\. In spring 1/ }).waitFor();
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "methods-approval-result-phone");
});

story("a ranking is filled in by keys alone, outlasts a reload, and its pairs are shown", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, { viewport: { width: 1440, height: 900 } });
  const ana = await room.person("Ana", server, PHONE);
  const ben = await room.person("Ben", server, { viewport: { width: 1440, height: 900 }, colorScheme: "dark" });
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await presides(grace, server);
  for (const to of ["Good practices", "Decisions"]) await moves(grace, to);
  await grace.page.getByRole("link", { name: /^Ballots/ }).click();
  await opens(grace, "Ranking", "Which theme first?", ["Water", "Energy", "Transport"]);

  // By keys: up puts what has no place at the end, again moves it up; a number puts it anywhere.
  const press = async (name, key = "Enter") => {
    await button(card(ben), name).focus();
    await ben.page.keyboard.press(key);
  };
  await press("Move Transport up");
  await press("Move Water up");
  await card(ben).getByText("Your order: 1. Transport 2. Water").waitFor();
  await press("Move Water up", "Space");
  await card(ben).getByText("Your order: 1. Water 2. Transport").waitFor();
  await card(ben).getByLabel("Energy", { exact: true }).selectOption("1");
  await card(ben).getByText("Your order: 1. Energy 2. Water 3. Transport").waitFor();
  await press("Move Energy down");
  await card(ben).getByText("Your order: 1. Water 2. Energy 3. Transport").waitFor();
  await press("Cast the ballot");
  await card(ben).getByText(/Cast for your delegation by/).waitFor();
  await axe(ben.page);
  await shot(ben.page, "methods-ranking-dark");

  await ana.page.getByRole("button", { name: /People and votes/ }).click();
  await card(ana).getByLabel("Energy", { exact: true }).selectOption("1");
  await button(card(ana), "Cast the ballot").click();
  await card(ana).getByText(/Cast for your delegation by/).waitFor();
  await fits(ana.page);
  await axe(ana.page);
  await shot(ana.page, "methods-ranking-phone");
  await ana.page.reload();
  await ana.page.getByRole("button", { name: /People and votes/ }).click();
  await until("it is there again", async () => (await card(ana).getByLabel("Energy", { exact: true }).inputValue()) === "1");

  await closes(grace);
  await card(ana).getByText("First, tied:").waitFor();
  await card(ana).getByText("As a table").click();
  await card(ana).getByText("How many rank the option of the row above that of the column").first().waitFor();
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "methods-ranking-result-phone");

  // The room sees it, and so does whoever reads the outcome.
  await grace.page.getByRole("link", { name: "Outcome" }).first().click();
  const outcome = grace.page.locator(".outcome-preview");
  await outcome.getByText("Schulze").first().waitFor();
  await outcome.locator(".result-bars").first().waitFor();
  await outcome.locator(".result-table").first().waitFor();
  await axe(grace.page);
  await shot(grace.page, "methods-outcome", { fullPage: true });
});

story("practices are scored on criteria, and no delegation scores its own where the rules say so", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, { viewport: { width: 1440, height: 900 } });
  const ana = await room.person("Ana", server, PHONE);
  const ben = await room.person("Ben", server);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await presides(grace, server);
  await moves(grace, "Good practices");
  await brings(ben, "Night bus");
  await moves(grace, "Decisions");
  await grace.page.getByRole("link", { name: /^Ballots/ }).click();
  const form = grace.page.locator("form.open-ballot");
  await form.getByLabel("How delegations vote").selectOption({ label: "Scores on criteria" });
  for (const name of ["Sustainable", "Replicable", "Participatory", "Gender-sensitive"]) {
    await form.getByRole("checkbox", { name, exact: true }).uncheck();
  }
  await form.getByRole("checkbox", { name: "A delegation may score its own practice" }).uncheck();
  await axe(grace.page);
  await opens(grace, "Scores on criteria", "How good is it?");

  await card(ben).getByText("This is your delegation’s own practice").waitFor();
  await ana.page.getByRole("button", { name: /People and votes/ }).click();
  await card(ana).getByText("Criteria: Relevant, Effective, Feasible, Evidenced.").waitFor();
  await card(ana).getByLabel("Relevant", { exact: true }).selectOption("4");
  await card(ana).getByLabel("Feasible", { exact: true }).selectOption("1");
  await button(card(ana), "Cast the ballot").click();
  await card(ana).getByText(/Cast for your delegation by/).waitFor();
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "methods-score-phone");
  await closes(grace);
  await card(ana).getByText("mean 2.50").waitFor();
  await card(ana).getByText("As a table").click();
  await card(ana).getByRole("row", { name: /^All criteria 2\.50 2\.5 1–4/ }).waitFor();
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "methods-score-result-phone");
});

story("marks are kept until they are cast, an empty ballot is asked about, and who has yet to vote is reminded", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, { viewport: { width: 1440, height: 900 } });
  const ana = await room.person("Ana", server, { viewport: { width: 1440, height: 900 } });
  const ben = await room.person("Ben", server, PHONE);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await presides(grace, server);
  for (const to of ["Good practices", "Decisions"]) await moves(grace, to);
  await grace.page.getByRole("link", { name: /^Ballots/ }).click();
  await opens(grace, "Approval", "When do we meet?", ["In spring", "In summer"]);

  // What is marked and not cast is there again, until one puts it away.
  const spring = () => card(ana).getByRole("checkbox", { name: "In spring" });
  await spring().check();
  await ana.page.reload();
  await card(ana).getByText("You marked this before and have not cast it.").waitFor();
  assert.equal(await spring().isChecked(), true);
  await axe(ana.page);
  await shot(ana.page, "methods-kept");
  await button(card(ana), "Put my marks away").click();
  await until("nothing is marked", async () => !(await spring().isChecked()));

  // On an empty one somebody may have forgotten to mark.
  await button(card(ana), "Cast the ballot").click();
  const asked = ana.page.getByRole("dialog", { name: "Cast an empty ballot?" });
  await asked.getByText("your delegation abstains").waitFor();
  await axe(ana.page);
  await asked.getByRole("button", { name: "Cancel" }).click();
  await card(ana).getByText("has not cast this ballot yet").waitFor();
  await spring().check();
  await button(card(ana), "Cast the ballot").click();
  await card(ana).getByText(/Cast for your delegation by/).waitFor();

  // A word to those who have yet to vote, by keyboard; only they see it.
  await button(card(grace), "Remind those yet to vote").focus();
  await grace.page.keyboard.press("Enter");
  await grace.page.getByText("One delegation was reminded. Only they see it.").waitFor();
  await ben.page.getByText(/Your delegation has not voted yet, and is reminded to:/).first().waitFor();
  await ben.page.getByRole("button", { name: /People and votes/ }).click();
  await card(ben).getByText("The facilitator reminds your delegation").waitFor();
  assert.equal(await ana.page.getByText(/is reminded to:/).count(), 0);
  assert.equal(await card(ana).getByText("The facilitator reminds your delegation").count(), 0);
  // Pressed twice, it is one reminder; and not again and again.
  await pause(3_100);
  await button(card(grace), "Remind those yet to vote").click();
  await card(grace).getByText(/too often|a minute/i).first().waitFor();
  await axe(ben.page);
  await fits(ben.page);

  // Only what still needs us: it does not need Ana's.
  await ana.page.getByRole("link", { name: /^Ballots/ }).click();
  const needing = ana.page.getByRole("checkbox", { name: "Only what still needs us" });
  await needing.check();
  await ana.page.getByText("Nothing here needs your delegation now.").waitFor();
  await needing.uncheck();
  await card(ana).getByText("When do we meet?").first().waitFor();

  // What was marked as it closes did not count, and that stays to be read; the room is shown the result.
  await card(ben).getByRole("checkbox", { name: "In summer" }).check();
  await closes(grace);
  await ben.page.getByText(/^Your vote did not count:/).waitFor();
  await axe(ben.page);
  await fits(ben.page);
  await button(card(grace), "Show the result to the room").click();
  await card(grace).getByText("The room is shown the result.").waitFor();
  await axe(grace.page);
});

story("a vote on paper is entered by the facilitator where nothing is secret", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, { viewport: { width: 1440, height: 900 } });
  const ana = await room.person("Ana", server, PHONE);
  await sits(ana, server, "delegate", 0);
  await presides(grace, server);
  for (const to of ["Good practices", "Decisions"]) await moves(grace, to);
  await grace.page.getByRole("link", { name: /^Ballots/ }).click();
  const form = grace.page.locator("form.open-ballot");
  await form.getByRole("radio", { name: "The counts, and which delegation chose what" }).check();
  await opens(grace, "Approval", "When do we meet?", ["In spring", "In summer"]);

  // The paper has boxes, and a code that leads to the form.
  const print = card(grace).getByRole("link", { name: /^Print this ballot/ });
  const sheet = await room.person("Grace again", server, { viewport: { width: 1440, height: 900 } });
  await sheet.context.addCookies(await grace.context.cookies());
  await sheet.page.goto(await print.getAttribute("href"));
  const paper = sheet.page.locator(".paper-ballot");
  await paper.getByText("In summer").waitFor();
  await paper.locator(".paper-code svg").waitFor();
  await axe(sheet.page);
  await shot(sheet.page, "methods-paper", { fullPage: true });

  await button(card(grace), "Enter a vote from paper").focus();
  await grace.page.keyboard.press("Enter");
  const dialog = grace.page.getByRole("dialog", { name: "A vote from paper" });
  const of = dialog.getByLabel("Delegation", { exact: true });
  await of.selectOption({ index: 1 });
  await dialog.getByRole("checkbox", { name: "In summer" }).check();
  await axe(grace.page);
  await shot(grace.page, "methods-from-paper");
  await dialog.getByRole("button", { name: "Enter it" }).click();
  await dialog.waitFor({ state: "hidden" });
  await ana.page.getByRole("button", { name: /People and votes/ }).click();
  await card(ana).getByText(/Entered from paper by .*Grace/).waitFor();
  await until("Ana sees it", () => card(ana).getByRole("checkbox", { name: "In summer" }).isChecked());
  await fits(ana.page);
  await axe(ana.page);

  // The code leads to the form; a secret ballot has neither.
  const { pathname } = new URL(grace.page.url());
  const id = (await card(grace).getAttribute("id")).replace("ballot-", "");
  await grace.page.goto(`${pathname}?enter=${id}#ballots`);
  await grace.page.getByRole("dialog", { name: "A vote from paper" }).waitFor();
  await grace.page.keyboard.press("Escape");
  await closes(grace);
  await form.getByRole("radio", { name: "Only the counts" }).check();
  await opens(grace, "Approval", "And where?", ["Here", "There"]);
  await card(grace).getByRole("heading", { name: "And where?" }).waitFor();
  assert.equal(await button(card(grace), "Enter a vote from paper").count(), 0);
});
