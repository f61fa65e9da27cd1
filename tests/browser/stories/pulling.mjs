// The delegations' answers are compiled, and words of them are taken into the joint answer.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { answer, reads, sits } from "../harness/table.mjs";
import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, colorScheme: "dark" };

const saved = (person) => person.page.locator('[data-keeping="saved"]').waitFor();
const tab = (person, name) => person.page.getByRole("tab", { name, exact: true });
const button = (person, name) => person.page.getByRole("button", { name, exact: true });
const compiled = (person) => person.page.getByRole("region", { name: "Compilation" });
/** The row of a paragraph that says this. */
const row = (person, text) => compiled(person).locator(".compared-block", { hasText: text });

/** Everybody is told that the answers were compiled; on a phone, that lies over the tabs until it is closed. */
async function closesToasts(person) {
  await person.page.getByText(/^The answers were compiled: /).first().waitFor();
  const dismiss = person.page.locator(".toast").getByRole("button", { name: "Dismiss" });
  await until("no toast is in the way", async () => {
    if ((await dismiss.count()) === 0) return true;
    // It may go by itself meanwhile.
    await dismiss.first().click({ timeout: 1_000 }).catch(() => {});
    return false;
  });
}

/** The facilitator at the demo's table. */
async function facilitates(grace, server) {
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");
  await grace.page.locator('a[href^="/tables/"]:not([href$="outcome"])').first().click();
  await grace.page.locator(".table-bar").waitFor();
}

/** Writes into the answer of one's own delegation. */
async function answersAlone(person, words) {
  await tab(person, "By delegation").click();
  await person.page.locator(".own-answer").getByRole("textbox").first().click();
  await person.page.keyboard.press("Control+End");
  await person.page.keyboard.type(words);
  await saved(person);
}

story("own answers are compiled, and their paragraphs are taken into the joint answer", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, DESK);
  const ana = await room.person("Ana", server);
  const ben = await room.person("Ben", server, PHONE);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await facilitates(grace, server);

  // Nothing is compiled where nothing is answered.
  await tab(grace, "Compilation").click();
  await grace.page.getByText("The answers have not been compiled yet.").waitFor();
  await button(grace, "Compile the answers").click();
  await grace.page.getByText("No delegation has answered this question yet.").waitFor();
  await axe(grace.page);

  await answersAlone(ana, "We propose a fund.\nAnd a report each year.");
  await answersAlone(ben, "No new fund.");
  await button(grace, "Compile the answers").click();
  await row(grace, "We propose a fund.").waitFor();
  await row(grace, "No new fund.").waitFor();
  assert.equal(await compiled(grace).getByRole("heading", { level: 3 }).count(), 2);
  await axe(grace.page);
  await fits(grace.page);
  await shot(grace.page, "pulling-compilation", { fullPage: true });

  // Everybody is told, reads it, and whoever may write the joint answer takes from it.
  await closesToasts(ben);
  await tab(ben, "Compilation").click();
  assert.equal(await button(ben, "Take all answers").isVisible(), false);
  // Whose answer it is stays as it is drawn, whatever happens at the table.
  const changes = await compiled(grace).evaluateHandle((region) => {
    const seen = [];
    const observer = new MutationObserver((all) => seen.push(...all));
    for (const heading of region.querySelectorAll("h3")) observer.observe(heading, { childList: true, characterData: true, subtree: true });
    return seen;
  });
  // Pressed twice, it is taken once.
  await row(ben, "And a report each year.").getByRole("button", { name: "Take into the joint answer" }).dblclick();
  await ben.page.getByText("It is at the end of the joint answer, as its authors wrote it.").first().waitFor();
  await row(grace, "And a report each year.").getByText("Taken").waitFor();
  assert.equal(await changes.evaluate((seen) => seen.length), 0);
  await fits(ben.page);
  await axe(ben.page);
  await shot(ben.page, "pulling-compilation-phone", { fullPage: true });

  // What is compiled stays as it was, and says so; compiled again, what was written since is there.
  const changed = (person) => person.page.getByText("The answers have changed since they were compiled.");
  assert.equal(await changed(grace).filter({ visible: true }).count(), 0);
  await answersAlone(ana, " Now.");
  await changed(grace).waitFor();
  await button(grace, "Compile again").click();
  await row(grace, "Now.").waitFor();
  await button(grace, "Compile again").click();
  await grace.page.getByText("Nothing has changed since the answers were compiled.").waitFor();
  await button(grace, "Take all answers").click();
  await row(grace, "No new fund.").getByText("Taken").waitFor();
  await tab(grace, "Joint answer").click();
  for (const words of ["And a report each year.", "We propose a fund.", "No new fund."]) await reads(grace, words);
  const times = (await answer(grace).textContent()).split("And a report each year.").length - 1;
  assert.equal(times, 2, "by Ben, and with all answers");

  // The words are those of who wrote them.
  await grace.page.getByRole("button", { name: "Who wrote what" }).click();
  const legend = grace.page.locator(".writers .legend");
  for (const name of ["Ana", "Ben"]) await legend.getByText(name).first().waitFor();
  assert.equal(await legend.getByText("Grace").count(), 0);
  await axe(grace.page);
  await shot(grace.page, "pulling-joint");
});

story("all of it is done by keyboard, and who only looks on takes nothing", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, DESK);
  const ana = await room.person("Ana", server);
  const olga = await room.person("Olga", server);
  await sits(ana, server, "delegate", 0);
  await sits(olga, server, "observer", 0);
  await facilitates(grace, server);
  await answersAlone(ana, "First.\nSecond.");

  await tab(grace, "Joint answer").focus();
  await grace.page.keyboard.press("ArrowRight");
  await grace.page.keyboard.press("ArrowRight");
  await until("the tab has the focus", () => grace.page.evaluate(() => document.activeElement?.id === "tab-compilation"));
  await button(grace, "Compile the answers").focus();
  await grace.page.keyboard.press("Enter");
  const take = row(grace, "Second.").getByRole("button", { name: "Take into the joint answer" });
  await take.focus();
  await grace.page.keyboard.press("Enter");
  await row(grace, "Second.").getByRole("button", { name: "Take again" }).waitFor();
  await until("the button keeps the focus", () => grace.page.evaluate(() => document.activeElement?.textContent === "Take again"));
  await tab(grace, "Compilation").focus();
  await grace.page.keyboard.press("Home");
  await reads(grace, "Second.");
  assert.ok(!(await answer(grace).textContent()).includes("First."));

  await tab(olga, "Compilation").click();
  await row(olga, "First.").waitFor();
  assert.equal(await compiled(olga).getByRole("button").filter({ visible: true }).count(), 0);
  assert.equal(await olga.page.getByRole("button", { name: /Compile/ }).count(), 0);
  await axe(olga.page);
});

story("a question goes by stages, which say who writes and can be undone", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, DESK);
  const ana = await room.person("Ana", server, PHONE);
  await sits(ana, server, "delegate", 0);
  await facilitates(grace, server);
  const stages = (person) => person.page.getByRole("list", { name: "Stages of the question" });
  const step = (name) => stages(grace).getByRole("button", { name, exact: true });
  const current = (person) => stages(person).locator('[aria-current="step"]');
  const at = (person, name) => until(`${person.name} sees ${name}`, async () => (await current(person).textContent()) === name);

  // Until somebody wants stages, delegates see none.
  await step("Own answers").waitFor();
  await grace.page.getByText("Everybody writes the joint answer, and each delegation its own.").waitFor();
  assert.equal(await stages(ana).filter({ visible: true }).count(), 0);
  await step("Own answers").click();
  await at(grace, "Own answers");
  await at(ana, "Own answers");
  await ana.page.getByText("Each delegation writes its own answer.").waitFor();
  assert.equal(await stages(ana).getByRole("button").count(), 0);
  await answersAlone(ana, "We propose a fund.");
  await fits(ana.page);
  await axe(ana.page);
  await shot(ana.page, "stages-phone");

  // One press leads there, and the server compiles once the last words are in, those, too, of whoever was still writing: whatever
  // becomes of the page on which it was pressed.
  await step("Compilation").click();
  await at(ana, "Compilation");
  await grace.page.reload();
  await tab(grace, "Compilation").click();
  await grace.page.getByText("Last words still come in.").waitFor();
  await axe(grace.page);
  await row(grace, "We propose a fund.").waitFor({ timeout: 30_000 });
  assert.equal(await grace.page.getByText("Last words still come in.").filter({ visible: true }).count(), 0);
  await button(grace, "Take all answers").click();
  await row(grace, "We propose a fund.").getByText("Taken").waitFor();
  await closesToasts(ana);
  await tab(ana, "Compilation").click();
  await row(ana, "We propose a fund.").waitFor();
  assert.equal(await button(ana, "Take into the joint answer").filter({ visible: true }).count(), 0);
  await axe(grace.page);
  await shot(grace.page, "stages-compilation");

  // Too early: undone, by keyboard.
  await step("Joint answer").click();
  await at(ana, "Joint answer");
  await reads(grace, "We propose a fund.");
  const undo = button(grace, "Undo: back to Compilation");
  await undo.focus();
  await grace.page.keyboard.press("Enter");
  await at(ana, "Compilation");

  await step("Joint answer").click();
  await at(ana, "Joint answer");
  await tab(ana, "Joint answer").click();
  await answer(ana).click();
  await ana.page.keyboard.press("Control+End");
  await ana.page.keyboard.type(" Together.");
  await reads(grace, "Together.");
  await button(grace, "All at once").click();
  await grace.page.getByText("Everybody writes the joint answer, and each delegation its own.").waitFor();
  await axe(grace.page);
});

story("what another table answers is taken into the plenary's answer", async (room) => {
  const server = await room.server({ demo: { tables: 2, delegations: 2 } });
  const grace = await room.person("Grace", server, DESK);
  const ana = await room.person("Ana", server);
  const rae = await room.person("Rae", server, PHONE);
  const table = (place) => `/tables/${server.demo.tables[place].id}`;
  const sitsAt = async (person, role, place) => {
    await sits(person, server, role);
    await person.page.waitForURL(/sessions\/|tables\/|\/t\//);
    await person.page.goto(table(place));
    await person.page.locator(".table-bar").waitFor();
  };
  await sitsAt(ana, "delegate", 1);
  await sitsAt(grace, "facilitator", 0);
  await sitsAt(rae, "rapporteur", 0);
  const elsewhere = (person) => person.page.getByRole("region", { name: "Other tables" });
  const there = (person, text) => elsewhere(person).locator(".compared-block", { hasText: text });

  await answer(ana).click();
  await ana.page.keyboard.type("Agreed at the second table.\nAnd this, too.");
  await saved(ana);
  assert.equal(await tab(ana, "Other tables").count(), 0, "delegates read it once it is pulled");
  await tab(grace, "Other tables").click();
  await there(grace, "Agreed at the second table.").waitFor();
  await axe(grace.page);
  await fits(grace.page);
  await shot(grace.page, "elsewhere", { fullPage: true });

  // By keyboard; what has changed since is not taken unseen.
  await answer(ana).click();
  await ana.page.keyboard.press("Control+End");
  await ana.page.keyboard.type(" Now.");
  await saved(ana);
  const take = there(grace, "And this, too.").getByRole("button", { name: "Take into the joint answer" });
  await take.focus();
  await grace.page.keyboard.press("Enter");
  await grace.page.getByText("The text has changed since it was shown here.").first().waitFor();
  await button(grace, "Look again").focus();
  await grace.page.keyboard.press("Enter");
  await there(grace, "And this, too. Now.").getByRole("button", { name: "Take into the joint answer" }).click();
  await there(grace, "And this, too. Now.").getByText("Taken").waitFor();
  await tab(rae, "Other tables").click();
  await there(rae, "Agreed at the second table.").getByRole("button", { name: "Take into the joint answer" }).click();
  await there(rae, "Agreed at the second table.").getByText("Taken").waitFor();
  await axe(rae.page);
  await fits(rae.page);
  await shot(rae.page, "elsewhere-phone", { fullPage: true });
  await tab(grace, "Joint answer").click();
  for (const words of ["Agreed at the second table.", "And this, too. Now."]) await reads(grace, words);
  await grace.page.getByRole("button", { name: "Who wrote what" }).click();
  await grace.page.locator(".writers .legend").getByText("Ana").first().waitFor();
});

story("whoever stops presiding while they read other tables is shown the answer", async (room) => {
  const server = await room.server({ demo: { tables: 2, delegations: 2 } });
  const grace = await room.person("Grace", server, DESK);
  const ana = await room.person("Ana", server, DESK);
  for (const [person, role] of [[ana, "delegate"], [grace, "facilitator"]]) {
    await sits(person, server, role);
    await person.page.waitForURL(/sessions\/|tables\/|\/t\//);
    await person.page.goto(`/tables/${server.demo.tables[1].id}`);
    await person.page.locator(".table-bar").waitFor();
  }
  const dialog = grace.page.getByRole("dialog", { name: "Hand over the chair" });
  const presides = dialog.getByRole("checkbox", { name: /Ana/ });
  const handsOver = async (to) => {
    await button(grace, "Hand over the chair").click();
    await presides.setChecked(to);
    await dialog.getByRole("button", { name: "Hand over" }).click();
    await dialog.waitFor({ state: "hidden" });
  };
  await handsOver(true);
  await tab(ana, "Other tables").click();
  await ana.page.getByRole("region", { name: "Other tables" }).waitFor();
  await handsOver(false);
  await tab(ana, "Other tables").waitFor({ state: "detached" });
  await answer(ana).waitFor();
  assert.equal(await tab(ana, "Joint answer").getAttribute("aria-selected"), "true");
  await axe(ana.page);
});

story("words of a desk are published in their authors' names", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server, DESK);
  const ada = await room.person("Ada", server);
  const ben = await room.person("Ben", server);
  await sits(ana, server, "delegate", 0);
  await sits(ada, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  const box = (person) => person.page.getByRole("textbox", { name: "Our desk" });
  const atDesk = (person) => person.page.getByRole("navigation", { name: "Agenda", exact: true }).getByRole("link", { name: "Our desk" }).click();
  await atDesk(ana);
  await atDesk(ada);
  await box(ada).click();
  await ada.page.keyboard.type("Not for everybody.\nAda proposes a fund.");
  await saved(ada);
  await until("Ana reads it", async () => (await box(ana).textContent()).includes("Ada proposes a fund."));

  // Ana selects the last paragraph, and publishes it: by keyboard.
  await box(ana).click();
  await ana.page.keyboard.press("Control+End");
  await ana.page.keyboard.press("Shift+Home");
  await button(ana, "Put into an answer…").focus();
  await ana.page.keyboard.press("Enter");
  const dialog = ana.page.getByRole("dialog", { name: "Put into an answer" });
  await dialog.getByText("The words that you have selected").waitFor();
  await dialog.getByText("Published words stay on the desk").waitFor();
  await axe(ana.page);
  await shot(ana.page, "desk-publish");
  await dialog.getByRole("button", { name: "Publish", exact: true }).focus();
  await ana.page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await ana.page.getByText(/^Published in an answer\./).first().waitFor();
  await reads(ben, "Ada proposes a fund.");
  assert.ok(!(await ben.page.content()).includes("Not for everybody."));
  assert.ok((await box(ana).textContent()).includes("Ada proposes a fund."), "it stays on the desk");

  // The words are Ada's.
  await ben.page.getByRole("button", { name: "Who wrote what" }).click();
  const legend = ben.page.locator(".writers .legend");
  await legend.getByText("Ada").first().waitFor();
  assert.equal(await legend.getByText("Ana").count(), 0);
});
