// From a concept note to an exported outcome: the main job, end to end, by people in front of browsers.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { axe, fits, shot } from "../harness/look.mjs";
import { root } from "../harness/places.mjs";
import { story } from "../harness/story.mjs";
import { moves } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

/** Joins through a link, under one's own name. */
async function joins(person, link) {
  await person.page.goto(link);
  await person.page.getByLabel("Your name").fill(person.name);
  await person.page.getByRole("button", { name: /^(Join|Continue)/ }).click();
}

/** Waits until the table says that everything is saved. */
async function saved(person) {
  await person.page.locator('[data-keeping="saved"]').waitFor();
}

/** The text box of an answer or of a field of a practice. */
function box(person, name) {
  return person.page.getByRole("textbox", { name, exact: true });
}

async function writes(person, name, text) {
  await box(person, name).click();
  await person.page.keyboard.press("Control+End");
  await person.page.keyboard.type(text);
}

async function reads(person, name, text) {
  await until(`${person.name} reads “${text}”`, async () => {
    return (await box(person, name).textContent()).includes(text);
  });
}

/** The facilitator makes every link at one press and reads them off the page. */
async function links(page) {
  await page.getByRole("button", { name: /Make all missing links/ }).click();
  return until("the links are shown", async () => {
    const found = await page.evaluate(() => document.body.innerText.match(/http\S+\/join#\w+/g));
    const values = await page.$$eval("input, textarea", (fields) => fields.map((field) => field.value));
    const all = [...new Set([...(found ?? []), ...values.filter((value) => /\/join#/.test(value))])];
    return all.length >= 3 ? all : null;
  });
}

/** A file that is saved: what is in it, and what it is called. */
async function taken(person, name) {
  const [download] = await Promise.all([
    person.page.waitForEvent("download"),
    person.page.getByRole("link", { name }).click(),
  ]);
  return [await readFile(await download.path(), "utf8"), download.suggestedFilename()];
}

/** A page that opens in a tab of its own, and what a browser calls it when it prints to a file. */
async function opened(person, name) {
  const [tab] = await Promise.all([
    person.context.waitForEvent("page"),
    person.page.getByRole("link", { name }).click(),
  ]);
  await tab.getByRole("heading", { level: 1 }).waitFor();
  await shot(tab, "15-page-to-print", { fullPage: true });
  const told = [await tab.locator("body").innerText(), await tab.title()];
  await tab.close();
  return told;
}

story("a session, from a concept note to an exported outcome", async (room) => {
  const server = await room.server();
  const house = server.log.match(/http\S+\/join#\w+/)[0];

  // Grace convenes. The note comes in without a hand correction.
  const grace = await room.person("Grace", server, { viewport: { width: 1440, height: 900 } });
  await joins(grace, house);
  await grace.page.waitForURL("**/sessions");
  await axe(grace.page);
  await shot(grace.page, "01-sessions-empty");
  await grace.page.getByRole("link", { name: "New session" }).first().click();
  await grace.page.waitForURL("**/sessions/new");
  const real = join(root, "../shared/fixtures/concept-note.txt");
  const note = existsSync(real) ? real : join(root, "samples/concept-note.txt");
  await grace.page.setInputFiles("input[type=file]", note);
  await until("the questions are recognised", async () => {
    return (await grace.page.getByLabel(/^Label/).count()) >= 2;
  });
  await axe(grace.page);
  await shot(grace.page, "02-new-session", { fullPage: true });
  await grace.page.getByLabel("Title of the session").fill("Rights of people on the move");
  for (const [at, [name, short]] of [
    ["Northern Route Process", "NR"],
    ["South Dialogue", "SD"],
  ].entries()) {
    const field = grace.page.getByLabel(`Name of delegation ${at + 1}`, { exact: true });
    if ((await field.count()) === 0) await grace.page.getByRole("button", { name: "Add a delegation" }).click();
    await field.fill(name);
    await grace.page.getByLabel(`Short name of delegation ${at + 1}`, { exact: true }).fill(short);
  }
  // Two answers are asked for at once: of the usual agendas, the short one.
  const agenda = grace.page.getByRole("list").filter({ hasText: "Wrap-up" });
  await agenda.getByText(/^Question (a|1)$/).first().waitFor();
  await grace.page.getByLabel("Begin with").selectOption("Short consultation");
  await agenda.getByText("Drafting").waitFor();
  await shot(grace.page, "03-new-session-filled", { fullPage: true });
  await grace.page.getByRole("button", { name: /^(Create|Convene)/ }).click();
  await grace.page.waitForURL(/sessions\/(?!new)/);
  await axe(grace.page);
  const invitations = await links(grace.page);
  await shot(grace.page, "04-session-links", { fullPage: true });
  const session = grace.page.url();

  // Two delegations and a rapporteur open their links; each is told what it is for.
  const openers = [];
  for (const link of invitations) {
    const visitor = await room.person("Visitor", server);
    await visitor.page.goto(link);
    await visitor.page.getByLabel("Your name").waitFor();
    openers.push([await visitor.page.locator("main").innerText(), link]);
  }
  const linkOf = (words) => {
    const found = openers.find(([text]) => text.includes(words));
    assert.ok(found, `a link for ${words} among ${JSON.stringify(openers.map(([text]) => text))}`);
    return found[1];
  };

  const ana = await room.person("Ana", server, { colorScheme: "dark" });
  const ben = await room.person("Ben", server, PHONE);
  const rosa = await room.person("Rosa", server);
  await joins(ana, linkOf("Northern Route Process"));
  await joins(ben, linkOf("South Dialogue"));
  await joins(rosa, linkOf("rapporteur"));
  for (const person of [ana, ben]) await person.page.waitForURL(/\/tables\//);
  await saved(ana);
  await axe(ana.page);
  await shot(ana.page, "05-table-welcome-dark");

  // Grace goes to the table and begins the drafting.
  await grace.page.goto(session);
  await grace.page.locator('a[href^="/tables/"]:not([href$="outcome"])').first().click();
  await grace.page.waitForURL(/\/tables\//);
  await moves(grace, "Drafting");
  await grace.page.getByRole("button", { name: "Set the clock to 10 min" }).click();

  // Nobody is moved from the note; both go where the work is, and write in the same joint answer at once.
  for (const person of [ana, ben]) {
    await person.page.locator(".toast").getByRole("button", { name: "Go there" }).first().click();
  }
  await box(ana, "Joint answer").waitFor();
  await until("writing is open", async () => (await box(ben, "Joint answer").getAttribute("contenteditable")) === "true");
  await Promise.all([
    writes(ana, "Joint answer", "Regional processes see where a right stops being applied. "),
    writes(ben, "Joint answer", "They are small enough to agree on who acts. "),
  ]);
  for (const person of [ana, ben]) {
    await reads(person, "Joint answer", "where a right stops being applied.");
    await reads(person, "Joint answer", "agree on who acts.");
  }
  await ben.page.locator(".caret").first().waitFor({ state: "attached" });
  await saved(ana);
  await saved(ben);
  await shot(ana.page, "06-drafting-dark");
  await axe(ben.page);
  await shot(ben.page, "07-drafting-phone");

  // Form: a heading, bold, a list, a link, a quote, right to left; and undo takes back one's own only.
  await box(ana, "Joint answer").click();
  await ana.page.keyboard.press("Control+End");
  await ana.page.keyboard.press("Enter");
  await ana.page.keyboard.type("# Three contributions");
  await ana.page.keyboard.press("Enter");
  await ana.page.keyboard.type("- a list of focal points");
  await ana.page.keyboard.press("Enter");
  await ana.page.keyboard.press("Control+b");
  await ana.page.keyboard.type("common training");
  // Not at once: Ana's caret, where it was a moment ago, may still stand in the middle of the words.
  await box(ben, "Joint answer").locator("h2").getByText("Three contributions").waitFor();
  await box(ben, "Joint answer").locator("li").getByText("a list of focal points").waitFor();
  await box(ben, "Joint answer").locator("strong").getByText("common training").waitFor();
  await ana.page.waitForTimeout(700);
  await ana.page.keyboard.type(" for all");
  await writes(ben, "Joint answer", "!");
  await reads(ana, "Joint answer", "!");
  await ana.page.getByRole("button", { name: "Undo your own last change" }).click();
  await until("Ana's words are gone and Ben's are not", async () => {
    const text = await box(ben, "Joint answer").textContent();
    return !text.includes(" for all") && text.includes("!");
  });

  // Each in its own answer; the other cannot write there.
  for (const person of [ana, ben]) await person.page.getByRole("tab", { name: "By delegation" }).click();
  await writes(ana, "Answer of Northern Route Process", "We began with border towns.");
  await reads(ben, "Answer of Northern Route Process", "We began with border towns.");
  assert.equal(await box(ben, "Answer of Northern Route Process").getAttribute("contenteditable"), "false");
  await fits(ben.page);
  await axe(ana.page);

  // A practice comes as a card; the other delegation endorses it and asks.
  await ana.page.getByRole("link", { name: /All practices/ }).click();
  await axe(ana.page);
  await ana.page.getByRole("button", { name: "Bring a practice" }).click();
  await ana.page.getByLabel("Title").fill("Shared referral desk");
  await ana.page.getByLabel("Where, and since when").fill("Three border districts, since 2021");
  await ana.page.getByLabel("Guiding question it answers").selectOption({ index: 1 });
  await ana.page.getByLabel("Another theme").fill("Protection at borders");
  await shot(ana.page, "08-bring-a-practice-dark");
  await ana.page.getByRole("button", { name: "Put it on the table" }).click();
  await box(ana, "What was done").waitFor();
  await writes(ana, "What was done", "Two ministries and three associations run one desk.");
  await writes(ana, "Results and evidence", "Waiting fell from nine days to one.");
  await saved(ana);
  await shot(ana.page, "09-practice-dark", { fullPage: true });
  await axe(ana.page);
  await ben.page.getByRole("button", { name: "Agenda", exact: true }).click();
  await shot(ben.page, "10-agenda-phone");
  await axe(ben.page);
  await ben.page.getByRole("link", { name: /All practices/ }).click();
  await ben.page.getByRole("link", { name: "Shared referral desk" }).click();
  await reads(ben, "Results and evidence", "nine days to one");
  await ben.page.getByRole("button", { name: "Endorse", exact: true }).click();
  await ben.page.getByLabel(/Ask the delegation/).fill("Who pays for the desk?");
  await ben.page.getByRole("button", { name: "Ask", exact: true }).click();
  await ana.page.getByText("Who pays for the desk?").waitFor();
  await ana.page.getByLabel("Your answer").fill("The districts, in turn.");
  await ana.page.getByRole("button", { name: "Answer", exact: true }).click();
  await ben.page.getByText("The districts, in turn.").waitFor();
  await fits(ben.page);
  await shot(ben.page, "11-practice-phone", { fullPage: true });
  await ben.page.goBack();
  await ben.page.getByRole("heading", { name: "What has worked" }).waitFor();
  await ben.page.goForward();
  await ben.page.getByRole("heading", { name: "Shared referral desk" }).waitFor();

  // The ballot: one vote a delegation, nobody sees a result before it closes.
  await grace.page.getByRole("link", { name: /Ballots/ }).click();
  await axe(grace.page);
  await moves(grace, "Decisions");
  await grace.page.getByRole("button", { name: "Open the ballot" }).click();
  await ben.page.getByRole("button", { name: /People and votes/ }).click();
  await ben.page.getByRole("button", { name: "Support", exact: true }).click();
  await ana.page.getByText("1 of 2 delegations have voted.").first().waitFor();
  assert.equal(await ana.page.locator(".meter").count(), 0, "no result before closing");
  assert.equal(await ana.page.locator('.choice [aria-pressed="true"]').count(), 0, "no choice of others before closing");
  await shot(ben.page, "12-ballot-open-phone");
  await axe(ben.page);
  await ana.page.getByRole("button", { name: "Abstain", exact: true }).first().click();
  await ana.page.getByRole("button", { name: "Support", exact: true }).first().click();
  await grace.page.getByText("2 of 2 delegations have voted.").first().waitFor();
  await shot(grace.page, "13-ballot-open");
  await grace.page.getByRole("button", { name: "Close the ballot" }).click();
  for (const person of [ana, ben, grace]) {
    await person.page.getByText("2 support · 0 cannot support · 0 abstain").first().waitFor();
  }
  await shot(grace.page, "14-ballot-closed");
  await axe(grace.page);

  // On, and back: the agenda is the facilitator's.
  await moves(grace, "Wrap-up");
  await moves(grace, "Decisions");
  await moves(grace, "Wrap-up");

  // The rapporteur reads the outcome and takes it along.
  await rosa.page.getByRole("link", { name: /Outcome/ }).first().click();
  await rosa.page.waitForURL("**/outcome");
  await writes(rosa, "Rapporteur’s summary", "The table names three contributions.");
  await saved(rosa);
  await rosa.page.getByRole("button", { name: "Show the latest" }).click();
  for (const text of ["where a right stops being applied", "Shared referral desk", "Northern Route Process"]) {
    await rosa.page.locator(".outcome-preview").getByText(text).first().waitFor();
  }
  await axe(rosa.page);
  await shot(rosa.page, "15-outcome", { fullPage: true });
  for (const [name, ending, wanted] of [
    ["Page to print", "html", "Rights of people on the move"],
    ["Markdown", "md", "# Rights of people on the move"],
    ["JSON", "json", '"Shared referral desk"'],
  ]) {
    const [text, called] = await (ending === "html" ? opened : taken)(rosa, name);
    assert.ok(called.startsWith("Rights of people on the move - "), called);
    assert.match(called, /- \d{4}-\d\d-\d\d(\.|$)/);
    assert.ok(text.includes(wanted), `${ending} has ${wanted}`);
    assert.ok(text.includes("Waiting fell from nine days to one"), `${ending} has the evidence`);
  }

  // The server dies and comes back: so does everybody, and nothing is missing.
  await ben.page.getByRole("button", { name: "Draft", exact: true }).click();
  const before = await box(ben, "Results and evidence").textContent();
  for (const person of [ana, ben, rosa, grace]) person.throughTrouble(() => new Promise(() => {}));
  await server.kill();
  await ana.page.locator('[data-keeping="offline"]').waitFor();
  await shot(ana.page, "16-offline-dark");
  await ben.page.locator('[data-keeping="offline"]').waitFor();
  await fits(ben.page);
  await shot(ben.page, "17-offline-phone");
  await server.start();
  for (const person of [ana, ben]) await saved(person);
  assert.equal(await box(ben, "Results and evidence").textContent(), before);
  await ben.page.getByText("The districts, in turn.").waitFor();
});
