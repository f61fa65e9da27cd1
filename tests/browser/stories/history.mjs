// One slides through a whole session: what stood in a text at each moment, whose words they were, and what happened meanwhile.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { answer, moves, reads, sits } from "../harness/table.mjs";
import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

const saved = (person) => person.page.locator('[data-keeping="saved"]').waitFor();
const slider = (person) => person.page.getByRole("slider", { name: "Moment" });
const past = (person) => person.page.locator(".past .prose-editor");

/** What the text said, without the signs of its authors. */
const said = (person) =>
  past(person).evaluate((text) => {
    const copy = text.cloneNode(true);
    copy.querySelectorAll(".sign").forEach((sign) => sign.remove());
    return copy.textContent;
  });
const shows = (person, words) => until(`${person.name} is shown “${words}”`, async () => (await said(person)) === words);

/** Whose colour and name the words have. */
const signed = (person, words) => past(person).locator(".by", { hasText: words }).first().evaluate((run) => [run.className, run.title]);

/** Two who write into one answer, and a facilitator who moves the table on in between. */
async function meet(room, dark) {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  const ben = await room.person("Ben", server, { colorScheme: dark });
  const fatou = await room.person("Fatou", server);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await sits(fatou, server, "facilitator");
  await fatou.page.getByRole("link", { name: "Plenary", exact: true }).click();
  await answer(ana).click();
  await ana.page.keyboard.type("Ana begins. ");
  await reads(ben, "Ana begins.");
  await saved(ana);
  await moves(fatou, "Good practices");
  await moves(fatou, "Drafting");
  await answer(ben).click();
  await ben.page.keyboard.press("Control+End");
  await ben.page.keyboard.type("Ben goes on.");
  await reads(ana, "Ben goes on.");
  await saved(ben);
  return { server, ana, ben, fatou };
}

story("a session is slid through with the keyboard, each in the colours of whoever wrote", async (room) => {
  const { server, ana, ben } = await meet(room, "dark");
  await ana.page.getByRole("link", { name: "History" }).click();
  await shows(ana, "Ana begins. Ben goes on.");
  const [mine, theirs] = [await signed(ana, "Ana begins"), await signed(ana, "Ben goes on")];
  assert.notEqual(mine[0], theirs[0], "each delegation has its colour");
  assert.match(mine[1], /Ana/);
  assert.match(theirs[1], /Ben/);
  assert.equal(await past(ana).locator(".sign").count(), 2, "colour never stands alone");
  assert.equal(await ana.page.locator(".legend li").count(), 2);
  assert.match(await slider(ana).getAttribute("aria-valuetext"), /Ben.*wrote/);
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "history-desk");

  // Home, where nothing stood; then what happened next, and next.
  await slider(ana).focus();
  await ana.page.keyboard.press("Home");
  await until("it says where one is", async () => /convened/.test(await slider(ana).getAttribute("aria-valuetext")));
  await ana.page.getByText("Nothing is written here at this moment.").waitFor();
  await ana.page.keyboard.press("PageUp");
  await shows(ana, "Ana begins. ");
  await ana.page.keyboard.press("PageUp");
  await ana.page.locator(".moment").getByText(/^Agenda: Good practices/).first().waitFor();
  await shows(ana, "Ana begins. ");
  await ana.page.keyboard.press("End");
  await shows(ana, "Ana begins. Ben goes on.");
  // A step back from now: some letters of what was written last are not there yet.
  await ana.page.keyboard.press("ArrowLeft");
  await until("some letters are missing", async () => {
    const text = await said(ana);
    return text.startsWith("Ana begins.") && text.length < "Ana begins. Ben goes on.".length;
  });
  await ana.page.getByRole("button", { name: /Ana.*wrote/ }).click();
  await shows(ana, "Ana begins. ");

  // What is written meanwhile is there when one looks again.
  await ben.page.keyboard.type(" And on.");
  await saved(ben);
  await ana.page.getByRole("button", { name: "Look again" }).click();
  await shows(ana, "Ana begins. Ben goes on. And on.");

  await ben.page.keyboard.press("Control+k");
  await ben.page.getByRole("combobox").fill("history");
  await ben.page.keyboard.press("Enter");
  await shows(ben, "Ana begins. Ben goes on. And on.");
  await axe(ben.page);
  await shot(ben.page, "history-desk-dark");

  const phone = await room.person("Carla", server, PHONE);
  await sits(phone, server, "observer", 0);
  await phone.page.locator(".table-bar").waitFor();
  await phone.page.goto(`${new URL(phone.page.url()).pathname}/history`);
  await shows(phone, "Ana begins. Ben goes on. And on.");
  await fits(phone.page);
  await axe(phone.page);
  await shot(phone.page, "history-phone", { fullPage: true });
});

story("a session is played like a film, by the space bar, and stops at events", async (room) => {
  const { server, ana, ben } = await meet(room, "dark");
  await ana.page.getByRole("link", { name: "History" }).click();
  await shows(ana, "Ana begins. Ben goes on.");
  const play = (person) => person.page.getByRole("button", { name: "Play", exact: true });
  const pause = (person) => person.page.getByRole("button", { name: "Pause", exact: true });
  const speed = (person) => person.page.getByLabel("Speed");
  const at = (person) => slider(person).inputValue().then(Number);

  // Where little shall move, it goes from event to event unless another speed is chosen.
  assert.equal(await speed(ana).inputValue(), "0");
  await speed(ana).selectOption("Step by step");
  await slider(ana).focus();
  await ana.page.keyboard.press("Space");
  await pause(ana).waitFor();
  await until("it begins anew and goes on", async () => (await at(ana)) > 0 && (await at(ana)) < 200);
  // It stops by itself at what happened, and goes on from there.
  await play(ana).waitFor();
  const first = await slider(ana).getAttribute("aria-valuetext");
  const end = Number(await slider(ana).getAttribute("max"));
  assert.ok((await at(ana)) < end, first);
  await ana.page.getByLabel("Stop at events").uncheck();
  await play(ana).click();
  await ana.page.keyboard.press("Space");
  await play(ana).waitFor();
  const where = await at(ana);
  await ana.page.waitForTimeout(700);
  assert.equal(await at(ana), where, "it stands still");
  await speed(ana).selectOption("5 minutes in a second");
  await play(ana).click();
  await until("it ends at the end", async () => (await at(ana)) === end && (await play(ana).count()) === 1);
  await shows(ana, "Ana begins. Ben goes on.");
  await axe(ana.page);
  await shot(ana.page, "history-play");

  // Space means what it does elsewhere: it opens nothing and ticks what is ticked.
  await ana.page.getByLabel("Stop at events").focus();
  await ana.page.keyboard.press("Space");
  assert.equal(await ana.page.getByLabel("Stop at events").isChecked(), true);
  assert.equal(await play(ana).count(), 1);

  await ben.page.goto(`${new URL(ana.page.url()).pathname}`);
  await shows(ben, "Ana begins. Ben goes on.");
  await axe(ben.page);
  await shot(ben.page, "history-play-dark");
  const phone = await room.person("Carla", server, PHONE);
  await sits(phone, server, "observer", 0);
  await phone.page.locator(".table-bar").waitFor();
  await phone.page.goto(new URL(ana.page.url()).pathname);
  await play(phone).click();
  await pause(phone).waitFor();
  await fits(phone.page);
  await axe(phone.page);
  await shot(phone.page, "history-play-phone");
});

story("who wrote what is shown in the text itself, while one goes on writing", async (room) => {
  const { server, ana, ben } = await meet(room, "dark");
  const tint = (person) => answer(person).locator(".by");
  const of = (person, words) => tint(person).filter({ hasText: words }).first();
  assert.equal(await tint(ana).count(), 0, "nothing is tinted before one asks");
  await ana.page.getByRole("button", { name: "Who wrote what" }).first().click();
  await of(ana, "Ana begins").waitFor();
  await of(ana, "Ben goes on").waitFor();
  const title = (person, words) => of(person, words).getAttribute("title");
  assert.match(await title(ana, "Ana begins"), /Ana/);
  assert.match(await title(ana, "Ben goes on"), /Ben/);
  assert.equal(await ana.page.locator(".writers .legend li").count(), 2);

  // At the caret it is said whose words they are; what is written meanwhile is tinted, too.
  await answer(ana).click();
  await ana.page.keyboard.press("Control+End");
  await ana.page.locator(".writers").getByText(/At the caret:.*Ben/).waitFor();
  await ana.page.keyboard.type(" Ana ends.");
  await of(ana, "Ana ends").waitFor();
  assert.match(await title(ana, "Ana ends"), /Ana/);
  await ben.page.keyboard.type(" So does Ben.");
  await until("what another writes is tinted", async () => (await tint(ana).allTextContents()).join("").includes("So does Ben."));
  assert.equal(await answer(ana).textContent(), await answer(ben).textContent());
  await axe(ana.page);
  await shot(ana.page, "writers-desk");

  // Whoever has left is known all the same.
  await ben.page.getByRole("button", { name: "Who wrote what" }).first().click();
  await of(ben, "Ana begins").waitFor();
  await axe(ben.page);
  await shot(ben.page, "writers-desk-dark");
  await saved(ana);
  await ana.page.close();
  const phone = await room.person("Carla", server, PHONE);
  await sits(phone, server, "observer", 0);
  await reads(phone, "Ana begins.");
  await phone.page.getByRole("button", { name: "Who wrote what" }).first().click();
  await of(phone, "Ana begins").waitFor();
  assert.match(await title(phone, "Ana begins"), /Ana/);
  await fits(phone.page);
  await axe(phone.page);
  await shot(phone.page, "writers-phone");

  // Off again, nothing of it stays.
  await ben.page.getByRole("button", { name: "Who wrote what" }).first().click();
  await until("nothing is tinted", async () => (await tint(ben).count()) === 0);
});
