// The rules of facilitation, as people meet them: a move says what it will do and can be undone; a ballot says what it
// decides and what it publishes, can be cancelled, and held again.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, brings, moves, reads, seesPractices, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const TABLET = { viewport: { width: 768, height: 1024 }, hasTouch: true };

/** The facilitator at the demo's table. */
async function presides(grace, server) {
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");
  await grace.page.locator('a[href^="/tables/"]:not([href$="outcome"])').first().click();
  await grace.page.locator(".table-bar").waitFor();
}

const button = (person, name) => person.page.getByRole("button", { name, exact: true });
const isOn = (locator) => locator.evaluate((element) => element === document.activeElement);

story("a move says what it will do, and is undone with clock and readiness as they were", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, { viewport: { width: 1440, height: 900 } });
  const ana = await room.person("Ana", server, { ...TABLET, colorScheme: "dark" });
  await sits(ana, server, "delegate", 0);
  await presides(grace, server);
  await button(ana, "We are ready").click();
  await button(grace, "Set the clock to 30 min").click();
  await grace.page.getByRole("timer").waitFor();

  await button(grace, "On to Good practices").click();
  const dialog = grace.page.getByRole("dialog", { name: "Move on to Good practices?" });
  await dialog.getByText("What is open stays the same.").waitFor();
  await dialog.getByText("One delegation has nobody connected.").waitFor();
  await dialog.getByText("One delegation is ready. At the next item it starts as not ready.").waitFor();
  const anew = dialog.getByRole("checkbox", { name: "Start the clock: 10 minutes" });
  assert.ok(await anew.isChecked(), "the item is given its time");
  await until("the move has the focus", () => isOn(dialog.getByRole("button", { name: "Move on" })));
  await anew.uncheck();
  const keep = dialog.getByRole("checkbox", { name: /Let the clock run on. It has 30 minutes left./ });
  assert.ok(await keep.isChecked(), "the clock survives a move");
  await axe(grace.page);
  await shot(grace.page, "move-dialog");
  await grace.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await grace.page.locator('.phases [aria-current="step"]').textContent(), "Drafting");

  // By keyboard alone, with the clock stopped; and back by one tap.
  await until("the focus is back", () => isOn(button(grace, "On to Good practices")));
  await grace.page.keyboard.press("Enter");
  await until("the move has the focus", () => isOn(dialog.getByRole("button", { name: "Move on" })));
  await anew.uncheck();
  await keep.uncheck();
  await dialog.getByRole("button", { name: "Move on" }).press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await grace.page.getByRole("timer").waitFor({ state: "detached" });
  await button(ana, "We are ready").waitFor();
  const undo = grace.page.getByRole("region", { name: "Last move" });
  await undo.getByText("The table is at Good practices now.").waitFor();
  await axe(grace.page);
  await shot(grace.page, "move-undo");
  await undo.getByRole("button", { name: "Undo: back to Drafting" }).click();
  await undo.waitFor({ state: "detached" });
  await grace.page.getByRole("timer").waitFor();
  await button(ana, "Ready").waitFor();
  await grace.page.locator('.phases [aria-current="step"]', { hasText: "Drafting" }).waitFor();
});

story("closing the table names who is writing, has to be meant, and can be taken back", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, PHONE);
  const ana = await room.person("Ana", server);
  await sits(ana, server, "delegate", 0);
  await presides(grace, server);
  await grace.page.getByRole("button", { name: /People and votes/ }).click();
  for (const to of ["Good practices", "Decisions", "Wrap-up"]) await moves(grace, to);
  await button(grace, "Set the clock to 5 min").click();
  await grace.page.getByRole("timer").waitFor();
  await answer(ana).click();
  await ana.page.keyboard.type("Still writing");

  await button(grace, "Close the table").click();
  const dialog = grace.page.getByRole("dialog", { name: "Close the table?" });
  for (const line of [
    "Nothing can be changed any more, until a facilitator reopens the table.",
    "The clock stops.",
    "One person is still writing:",
  ]) {
    await dialog.getByText(line).waitFor();
  }
  await dialog.getByText(/Ana$/).waitFor();
  await until("Cancel has the focus", () => isOn(dialog.getByRole("button", { name: "Cancel" })));
  await axe(grace.page);
  await fits(grace.page);
  await shot(grace.page, "move-close-phone");
  // Enter twice does not close a table.
  await grace.page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await moves(grace, "Closed");
  await until("nobody writes", async () => (await answer(ana).getAttribute("contenteditable")) === "false");
  await axe(grace.page);
  await fits(grace.page);
  await shot(grace.page, "move-closed-phone");
  await grace.page.getByRole("button", { name: "Undo: back to Wrap-up" }).click();
  await grace.page.getByRole("timer").waitFor();
  await until("writing goes on", async () => (await answer(ana).getAttribute("contenteditable")) === "true");

  // Long after, the way back is the button.
  await moves(grace, "Closed");
  await grace.page.getByRole("region", { name: "Last move" }).getByRole("button", { name: "Dismiss" }).click();
  await grace.page.locator(".steps").getByRole("button", { name: "Reopen the table" }).click();
  const reopen = grace.page.getByRole("dialog", { name: "Reopen the table?" });
  await reopen.getByText("Answers can be written.").waitFor();
  await reopen.getByText("Good practices can be brought, revised and discussed.").waitFor();
  await reopen.getByRole("button", { name: "Reopen the table" }).click();
  await until("writing goes on again", async () => (await answer(ana).getAttribute("contenteditable")) === "true");
  await answer(ana).click();
  await ana.page.keyboard.press("Control+End");
  await ana.page.keyboard.type(" and on.");
  await reads(ana, "Still writing and on.");
  await ana.page.locator('[data-keeping="saved"]').waitFor();
});

story("a ballot says what it decides and publishes, is cancelled, and held again", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, { viewport: { width: 1440, height: 900 } });
  const ana = await room.person("Ana", server, { ...TABLET, colorScheme: "dark" });
  const ben = await room.person("Ben", server, PHONE);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await presides(grace, server);
  await moves(grace, "Good practices");
  await brings(ana, "Referral desk");
  await grace.page.getByRole("link", { name: /^Ballots/ }).click();
  await moves(grace, "Decisions");

  // Indicative, and no names, unless somebody chooses otherwise.
  const form = grace.page.locator("form.open-ballot");
  assert.ok(await form.getByRole("radio", { name: /^Indicative/ }).isChecked());
  assert.ok(await form.getByRole("radio", { name: "Only the counts" }).isChecked());
  await axe(grace.page);
  await shot(grace.page, "ballot-form", { fullPage: true });
  // Faults stand by their field, and the first one has the focus.
  await form.getByLabel("What is asked").fill(" ");
  await form.getByRole("checkbox").first().uncheck();
  await button(grace, "Open the ballot").click();
  const title = form.getByLabel("What is asked");
  await until("the title has the focus", () => isOn(title));
  assert.equal(await title.getAttribute("aria-invalid"), "true");
  await title.fill("Does it belong in the outcome?");
  await button(grace, "Open the ballot").click();
  await form.getByText("Choose at least one practice.").waitFor();
  await axe(grace.page);
  await form.getByRole("checkbox").first().check();
  await button(grace, "Open the ballot").click();

  // Who votes reads it before voting.
  for (const person of [ana, ben]) await person.page.getByRole("button", { name: /People and votes/ }).click();
  const card = (person) => person.page.locator(".ballot").first();
  for (const person of [ana, ben]) {
    await card(person).getByText("Indicative: it shows preferences and decides nothing.").waitFor();
    await card(person).getByText("only the counts are shown, not which delegation chose what").waitFor();
    await axe(person.page);
    await fits(person.page);
  }
  await shot(ben.page, "ballot-terms-phone");
  await shot(ana.page, "ballot-terms-tablet-dark");
  await card(ana).getByRole("button", { name: "Cannot support" }).click();
  await card(grace).getByText("1 of 2 delegations have voted.").waitFor();

  // An open ballot keeps the table; the dialog says which, and leads there.
  await button(grace, "On to Wrap-up").click();
  const blocked = grace.page.getByRole("dialog");
  await blocked.getByText("A ballot is still open. Close or cancel it first:").waitFor();
  await blocked.getByText("Does it belong in the outcome?").waitFor();
  assert.equal(await blocked.getByRole("button", { name: /Move on/ }).count(), 0);
  await axe(grace.page);
  await shot(grace.page, "move-blocked");
  await blocked.getByRole("button", { name: "Show the ballots" }).click();

  // Cancelled, with a reason; nobody sees what was voted.
  await card(grace).getByRole("button", { name: "Cancel the ballot" }).click();
  const cancelling = grace.page.getByRole("dialog", { name: "Cancel this ballot?" });
  await cancelling.getByRole("button", { name: "Cancel the ballot" }).click();
  const reason = cancelling.getByLabel("Why it is cancelled");
  await until("the reason has the focus", () => isOn(reason));
  assert.equal(await reason.getAttribute("aria-invalid"), "true");
  await axe(grace.page);
  await shot(grace.page, "ballot-cancel");
  await reason.fill("The question was not clear.");
  await cancelling.getByRole("button", { name: "Cancel the ballot" }).click();
  for (const person of [ana, ben, grace]) {
    await card(person).getByText("The question was not clear.").waitFor();
    await card(person).getByText(/^Cancelled ballot/).waitFor();
    assert.equal(await person.page.locator(".meter").count(), 0);
  }
  await axe(ana.page);
  await shot(ana.page, "ballot-cancelled-tablet-dark");

  // Held again, and this time it decides, by a rule that everybody reads before.
  await card(grace).getByRole("button", { name: "Hold again" }).click();
  await until("the title says so", async () => (await title.inputValue()) === "Does it belong in the outcome? (vote 2)");
  await form.getByRole("radio", { name: /^Decides by simple majority/ }).check();
  await form.getByRole("radio", { name: "The counts, and which delegation chose what" }).check();
  await button(grace, "Open the ballot").click();
  await card(ben).getByText(/^Decides by simple majority/).waitFor();
  await card(ben).getByText("everybody sees which delegation chose what").waitFor();
  await card(ben).getByRole("button", { name: "Support", exact: true }).click();
  await card(ana).getByRole("button", { name: "Support", exact: true }).click();
  await card(grace).getByText("2 of 2 delegations have voted.").waitFor();
  await card(grace).getByRole("button", { name: "Close the ballot" }).click();
  for (const person of [ana, ben, grace]) {
    await card(person).getByText("Adopted", { exact: true }).waitFor();
    await axe(person.page);
    await fits(person.page);
  }
  await shot(grace.page, "ballot-adopted", { fullPage: true });
  await shot(ben.page, "ballot-adopted-phone");

  // And once more: what was balloted is not locked for ever. The result keeps the wording voted on.
  await seesPractices(ana);
  await ana.page.getByRole("link", { name: "Referral desk" }).click();
  await button(ana, "Edit title and details").click();
  await ana.page.getByRole("dialog").getByLabel("Title").fill("Referral desks");
  await button(ana, "Save").click();
  await card(ben).getByText("The practice was changed after this vote.").waitFor();
  await card(grace).getByRole("button", { name: "Hold again" }).click();
  await until("the third", async () => (await title.inputValue()) === "Does it belong in the outcome? (vote 3)");

  // The outcome tells all three.
  await grace.page.getByRole("link", { name: "Outcome" }).first().click();
  const outcome = grace.page.locator(".outcome-preview");
  for (const said of [
    "This ballot was cancelled. Its votes were discarded and never published.",
    "The question was not clear.",
    "Held again after",
    "The practice was changed after this vote. This is what was voted on.",
  ]) {
    await outcome.getByText(said).first().waitFor();
  }
  await outcome.getByRole("cell", { name: "Adopted" }).first().waitFor();
  await axe(grace.page);
  await shot(grace.page, "outcome-ballots", { fullPage: true });
});
