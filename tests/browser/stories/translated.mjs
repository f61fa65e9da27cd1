// Pages that the browser translates: words follow the state, nothing breaks, and what people draft is left alone.

import assert from "node:assert/strict";

import { story } from "../harness/story.mjs";
import { answer, comesBack, moves, onALeash, reads, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";
import { translates } from "../harness/words.mjs";

/** What is read there, without what the translation put around it. */
const plain = async (place) => (await place.innerText()).replaceAll("\u200b", "").trim();

const sign = (person) => person.page.locator("[data-keeping]");

/** The sign in the bar says this and nothing else. */
async function says(person, words) {
  await until(`${person.name} is told ${words}`, async () => words.test(await plain(sign(person))));
}

const button = (person, name) => person.page.getByRole("button", { name, exact: true });

/** Counts what the browser has translated, so that no story is told in a page that it leaves alone. */
const translated = (person) => person.page.evaluate(() => globalThis.translated ?? 0);

story("in a translated page, words follow a table through its whole life", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const people = [];
  for (const name of ["Ana", "Ben", "Grace"]) {
    const person = await room.person(name, server);
    await translates(person);
    people.push(person);
  }
  const [ana, ben, grace] = people;
  const wire = await onALeash(ana);

  // Coming in: what is wrong is said and taken back.
  await ana.page.goto(new URL(server.link("delegate", 0)).pathname + new URL(server.link("delegate", 0)).hash);
  await button(ana, "Join").click();
  const wrong = ana.page.locator("#name-wrong");
  await until("a name is asked for", async () => (await plain(wrong)) !== "");
  await ana.page.getByLabel("Your name").fill("Ana");
  await until("it was given", async () => (await plain(wrong)) === "");
  await button(ana, "Join").click();
  await sits(ben, server, "delegate", 1);
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\//);
  await says(ana, /^Saved$/);
  const table = new URL(ana.page.url()).pathname;
  await grace.page.goto(table);

  // Saved, away, back.
  await answer(ana).click();
  await ana.page.keyboard.type("Said in a translated page. ");
  await reads(ben, "Said in a translated page.");
  await says(ana, /^Saved$/);
  await wire.cut();
  await says(ana, /^Offline/);
  await ana.page.keyboard.type("x");
  await until("it is counted", async () => /What you wrote is kept/.test(await plain(sign(ana))));
  wire.mend();
  await comesBack(ana);
  await says(ana, /^Saved$/);

  // People come and go.
  const row = (person, name) => person.page.locator(".people li", { hasText: name });
  const state = async (person, name) => plain(row(person, name).first().locator(".state"));
  const names = await ana.page.locator(".people:not(.others) li .who > :first-child").allInnerTexts();
  const ofBen = names.at(1).replaceAll("\u200b", "");
  const here = await state(ana, ofBen);
  await ben.page.goto("about:blank");
  await until("Ben is away", async () => (await state(ana, ofBen)) !== here);
  await ben.page.goto(table);
  await until("Ben is back", async () => (await state(ana, ofBen)) === here);

  // The agenda, the clock, readiness, the lock.
  const now = ana.page.locator(".table-bar .unseen");
  const before = await plain(now);
  const next = grace.page.locator(".steps .primary");
  const words = await plain(next);
  await moves(grace, "Good practices");
  await until("where the table is is said", async () => (await plain(now)) !== before);
  await until("the next step is offered", async () => (await plain(next)) !== words);
  await grace.page.getByRole("button", { name: "Set the clock to 10 min" }).click();
  const clock = ana.page.locator(".clock");
  await clock.waitFor();
  const shown = await plain(clock);
  await until("the clock ticks", async () => (await plain(clock)) !== shown);
  const ready = ana.page.locator(".ready");
  const notYet = await plain(ready);
  await ready.click();
  await until("Ana is ready", async () => (await plain(ready)) !== notYet);
  await grace.page.getByText("1 of 2 delegations").first().waitFor();
  await ready.click();
  await until("Ana is not", async () => (await plain(ready)) === notYet);
  await until("nobody is", async () => (await grace.page.getByText("1 of 2 delegations").count()) === 0);
  await button(grace, "Lock the answers").click();
  await button(grace, "Lock the answers").waitFor({ state: "detached" });
  await ana.page.locator(".why-not").first().waitFor();
  await button(grace, "Unlock the answers").click();
  await button(grace, "Unlock the answers").waitFor({ state: "detached" });
  await ana.page.locator(".pane .why-not").waitFor({ state: "detached" });

  // A practice: brought, counted, endorsed, asked about, answered.
  const count = ben.page.locator(".agenda a .count").first();
  await ana.page.getByRole("link", { name: /All practices/ }).click();
  await button(ana, "Bring a practice").click();
  await ana.page.getByLabel("Title").fill("A desk for referrals");
  await button(ana, "Put it on the table").click();
  await ana.page.getByRole("heading", { name: "A desk for referrals" }).waitFor();
  await until("it is counted", async () => /1/.test(await plain(count)));
  await ben.page.getByRole("link", { name: /All practices/ }).click();
  await ben.page.getByRole("link", { name: "A desk for referrals" }).click();
  const endorsed = ana.page.locator(".endorsing .small");
  const nobody = await plain(endorsed);
  await button(ben, "Endorse").click();
  await until("Ana is told", async () => (await plain(endorsed)) !== nobody);
  await button(ben, "Endorse").waitFor({ state: "detached" });
  await ben.page.getByLabel(/Ask the delegation/).fill("Who pays for it?");
  await button(ben, "Ask").click();
  await ana.page.getByText("Who pays for it?").waitFor();
  await ana.page.getByLabel("Your answer").fill("All of us.");
  await button(ana, "Answer").click();
  await ben.page.getByText("All of us.").waitFor();

  // A ballot: opened, counted while it runs, closed.
  await grace.page.getByRole("link", { name: /Ballots/ }).click();
  await moves(grace, "Decisions");
  await button(grace, "Open the ballot").click();
  const card = ana.page.locator(".ballot");
  await card.getByText("0 of 2 delegations have voted.").waitFor();
  await until("it is open", async () => /open/i.test(await plain(card.locator(".kicker"))));
  await ben.page.locator(".ballot").getByRole("button", { name: "Support", exact: true }).click();
  await card.getByText("1 of 2 delegations have voted.").waitFor();
  assert.equal(await card.getByText("0 of 2 delegations").count(), 0);
  await card.getByRole("button", { name: "Abstain", exact: true }).click();
  await grace.page.getByText("2 of 2 delegations have voted.").first().waitFor();
  await grace.page.getByRole("button", { name: "Close the ballot" }).click();
  await card.getByText("1 support · 0 cannot support · 1 abstain").waitFor();
  await until("it is closed", async () => {
    const kicker = await plain(card.locator(".kicker"));
    return /closed/i.test(kicker) && !/open/i.test(kicker);
  });
  assert.equal(await card.getByText("have voted").count(), 0, "what was counted meanwhile is gone");

  // From page to page, and to the outcome and back.
  for (const person of people) assert.ok((await translated(person)) > 20, "the browser translated");
  await ana.page.goBack();
  await ana.page.goForward();
  await ana.page.getByRole("link", { name: /Outcome/ }).first().click();
  await ana.page.locator(".outcome-preview").getByText("Said in a translated page.").waitFor();
  await until("the page is called after the outcome", async () => /Outcome/i.test(await ana.page.title()));
  for (const person of people) {
    assert.ok(await person.page.locator("#broken").isHidden(), `${person.name}'s page is whole`);
  }
});

story("what people draft is never translated, and nothing of a translation is written", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const [ana, ben] = [await room.person("Ana", server), await room.person("Ben", server)];
  await translates(ana);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await answer(ben).click();
  await ben.page.keyboard.type("First of Ben. ");
  await reads(ana, "First of Ben.");
  await answer(ana).click();
  await ana.page.keyboard.press("Control+End");
  await ana.page.keyboard.type("Then Ana.");
  await ana.page.keyboard.press("Enter");
  await ana.page.keyboard.type("- and a list");
  await reads(ben, "and a list");
  await answer(ben).click();
  await ben.page.keyboard.press("Control+Home");
  await ben.page.keyboard.type("Above all: ");
  await reads(ana, "Above all: ");
  assert.ok((await translated(ana)) > 20, "the page around it is translated");
  assert.equal(await answer(ana).locator("font").count(), 0, "the draft is not");
  for (const person of [ana, ben]) {
    const text = await answer(person).textContent();
    assert.ok(!text.includes("\u200b"), "nothing of a translation was written");
  }
  const box = ana.page.getByRole("tab", { name: "By delegation" });
  await box.click();
  await until("answers of others are left alone, too", async () => {
    const panes = ana.page.locator(".prose [role=textbox]");
    return (await panes.count()) > 1 && (await ana.page.locator(".prose font").count()) === 0;
  });
});
