// The room keeps its shape: what stands beside the text stays there, each part remembers its place, and every
// window has room to write in.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, moves, reads, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";
import { isInView, writesMuch } from "../harness/much.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

const scrolled = (person) => person.page.evaluate(() => Math.round(scrollY));

/** The paragraph at the top of the window, and how far up it begins. */
const reading = (person) =>
  person.page.evaluate(() => {
    const shown = [...document.querySelectorAll(".page .prose-editor :is(p, h1, h2, h3)")];
    const first = shown.find((block) => block.getBoundingClientRect().bottom > 0);
    return first && { words: first.textContent.slice(0, 8), top: first.getBoundingClientRect().top };
  });

/** Waits until a person reads where they read before. */
const readsOn = (what, person, before) =>
  until(what, async () => {
    const now = await reading(person);
    return now?.words === before.words && Math.abs(now.top - before.top) < 4;
  });

/** As a reader does it: a page that is still looking for its place lets them. */
const scrollsTo = ({ page }, top) =>
  page.evaluate((top) => {
    dispatchEvent(new WheelEvent("wheel"));
    scrollTo(0, top);
  }, top);

async function leads(grace, server) {
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  await grace.page.getByRole("heading", { name: "Facilitate" }).waitFor();
}

for (const [where, viewport] of [
  ["on a desktop", { width: 1440, height: 900 }],
  ["on a tablet held across", { width: 1024, height: 768 }],
  ["in a low window", { width: 1280, height: 420 }],
]) {
  story(`agenda, ballots and controls stay in view ${where}, however far one has read`, async (room) => {
    const server = await room.server({ demo: { delegations: 6 } });
    const ana = await room.person("Ana", server, { viewport });
    const grace = await room.person("Grace", server, { viewport });
    await sits(ana, server, "delegate", 0);
    await leads(grace, server);
    await writesMuch(ana);
    for (const person of [ana, grace]) {
      await person.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await until("it is scrolled", async () => (await scrolled(person)) > 300);
      await isInView(person.page.getByRole("link", { name: /background/ }));
      await isInView(person.page.locator(".table-bar"));
      await fits(person.page);
      await axe(person.page);
    }
    await isInView(grace.page.getByRole("heading", { name: "Facilitate" }));
    await shot(grace.page, `room-scrolled-${where.replaceAll(" ", "-")}`);

    // What is longer than the window is scrolled to by keyboard.
    const side = grace.page.locator(".side");
    await side.focus();
    await grace.page.keyboard.press("End");
    await until("the end of it is in view", () =>
      isInView(grace.page.locator(".people li").last()).then(
        () => true,
        () => false,
      ),
    );
  });
}

for (const [where, options, least] of [
  ["held upright", { viewport: { width: 768, height: 1024 } }, 640],
  ["held upright, by touch", { viewport: { width: 820, height: 1180 }, hasTouch: true }, 640],
  ["held across", { viewport: { width: 1024, height: 768 } }, 500],
]) {
  story(`a tablet ${where} gives the text its width, and the tools one row`, async (room) => {
    const server = await room.server({ demo: { delegations: 4 } });
    const ana = await room.person("Ana", server, options);
    await sits(ana, server, "delegate", 0);
    await writesMuch(ana);
    const text = await answer(ana).boundingBox();
    assert.ok(text.width >= least, `${text.width} px to write in`);
    const rows = await ana.page
      .locator(".tools button")
      .evaluateAll((buttons) => new Set(buttons.map((button) => Math.round(button.getBoundingClientRect().top))).size);
    assert.equal(rows, 1, "rows of tools");
    await fits(ana.page);
    await axe(ana.page);
    await shot(ana.page, `tablet-${where.replaceAll(/\W+/g, "-")}`);
    const votes = ana.page.getByRole("button", { name: /People and votes/ });
    if (await votes.isVisible()) {
      await votes.click();
      await axe(ana.page);
      await shot(ana.page, `tablet-side-${where.replaceAll(/\W+/g, "-")}`);
    }
  });
}

story("on a phone each part remembers its place, and votes open at their top", async (room) => {
  const server = await room.server({ demo: { delegations: 6 } });
  const ana = await room.person("Ana", server, PHONE);
  const grace = await room.person("Grace", server);
  await sits(ana, server, "delegate", 0);
  await leads(grace, server);
  await writesMuch(ana);
  const dock = (name) => ana.page.getByRole("button", { name });
  const question = new URL(ana.page.url()).hash;
  await scrollsTo(ana, 700);
  const read = await reading(ana);
  await dock(/People and votes/).click();
  await until("people are read from their top", async () => (await scrolled(ana)) === 0);
  await dock("Agenda").click();
  await until("so is the agenda", async () => (await scrolled(ana)) === 0);
  await dock("Draft").click();
  await readsOn("the text is where it was left", ana, read);

  // Three practices on one ballot: more than a phone shows at once.
  await ana.page.evaluate(() => (location.hash = "#practices"));
  for (const title of ["Shared referral desk", "Joint training of border officials", "A list of interpreters"]) {
    await ana.page.evaluate(() => (location.hash = "#practices"));
    await ana.page.getByRole("button", { name: "Bring a practice" }).click();
    await ana.page.getByRole("dialog").getByLabel("Title").fill(title);
    await ana.page.getByRole("button", { name: "Put it on the table" }).click();
    await ana.page.getByRole("heading", { name: title }).waitFor();
  }
  await ana.page.evaluate((question) => (location.hash = question), question);
  await reads(ana, "1. The delegations agreed");
  await readsOn("the question is where it was left", ana, read);
  await scrollsTo(ana, 500);
  const later = await reading(ana);
  for (const to of ["Good practices", "Decisions"]) {
    await grace.page.getByRole("button", { name: new RegExp(`^On to ${to}`) }).click();
    const dialog = grace.page.getByRole("dialog");
    if (await dialog.isVisible()) await dialog.locator(".primary").click();
    await grace.page.locator(".phases [aria-current]", { hasText: to }).waitFor();
  }
  await grace.page.evaluate(() => (location.hash = "#ballots"));
  await grace.page.getByRole("button", { name: "Open the ballot" }).click();
  await ana.page.getByRole("img", { name: "Your vote is awaited" }).waitFor();
  await dock(/People and votes/).click();
  const ballot = ana.page.locator(".side .ballot").first();
  await until("the ballot is read from its top", () =>
    ballot.evaluate((card) => {
      const top = card.getBoundingClientRect().top;
      return top > 0 && top < 200;
    }),
  );
  await axe(ana.page);
  await shot(ana.page, "votes-phone");
  await scrollsTo(ana, 300);
  const at = await scrolled(ana);
  await dock("Draft").click();
  await readsOn("the text is where it was left again", ana, later);
  await dock(/People and votes/).click();
  await until("with nothing new to vote on, so are the votes", async () => (await scrolled(ana)) === at);
});

for (const [where, options] of [
  ["on a phone", PHONE],
  ["on a tablet held upright", { viewport: { width: 768, height: 1024 } }],
  ["on a desktop", {}],
]) {
  story(`what comes and goes around a text does not move it ${where}`, async (room) => {
    const server = await room.server({ demo: { delegations: 2 } });
    const ana = await room.person("Ana", server, options);
    const grace = await room.person("Grace", server);
    await sits(ana, server, "delegate", 0);
    await leads(grace, server);
    await writesMuch(ana);
    await scrollsTo(ana, 700);
    const read = await reading(ana);
    const toasts = ana.page.locator(".toast");
    const press = (name) => grace.page.getByRole("button", { name, exact: true }).click();
    for (const [what, act, seen] of [
      ["the answers are locked", () => press("Lock the answers"), () => ana.page.locator(".why-not").first().waitFor({ state: "attached" })],
      ["they are unlocked", () => press("Unlock the answers"), () => ana.page.locator(".tools").waitFor({ state: "attached" })],
      ["the table is moved", () => moves(grace, "Good practices"), () => toasts.filter({ hasText: "now at: Good practices" }).waitFor()],
      ["a notice goes", () => ana.page.getByRole("button", { name: "Dismiss" }).first().click(), () => toasts.filter({ hasText: "now at: Good practices" }).waitFor({ state: "detached" })],
      ["it is moved back", () => moves(grace, "Drafting"), () => ana.page.locator(".tools").waitFor({ state: "attached" })],
    ]) {
      await act();
      await seen();
      await readsOn(`the text stands still when ${what}`, ana, read);
    }
  });
}

for (const [where, options] of [
  ["on a phone", PHONE],
  ["on a desktop", {}],
]) {
  story(`going to another question and back, by agenda and by browser, finds one's place ${where}`, async (room) => {
    const server = await room.server({ demo: { delegations: 2 } });
    const ana = await room.person("Ana", server, options);
    await sits(ana, server, "delegate", 0);
    await writesMuch(ana);
    const goes = async (name) => {
      const agenda = ana.page.getByRole("button", { name: "Agenda", exact: true });
      if (await agenda.isVisible()) await agenda.click();
      await ana.page.getByRole("navigation", { name: "Agenda", exact: true }).getByRole("link", { name }).first().click();
    };
    const question = new URL(ana.page.url()).hash;
    assert.match(question, /^#question\//, "the address says what is shown");
    await scrollsTo(ana, 640);
    const read = await reading(ana);
    await goes(/background/);
    await ana.page.waitForURL(/#note$/);
    await until("a page that is new begins at its top", async () => (await scrolled(ana)) === 0);
    await ana.page.goBack();
    await readsOn("back", ana, read);
    await ana.page.goForward();
    await until("forward", async () => (await scrolled(ana)) === 0);
    await goes(/All practices/);
    await ana.page.goBack();
    await ana.page.goBack();
    await readsOn("back twice", ana, read);
    await reads(ana, "1. The delegations agreed");
  });
}

story("the agenda says where the room opens, and nobody is moved who is in it", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  const grace = await room.person("Grace", server);
  await leads(grace, server);
  await grace.page.getByRole("button", { name: "Back to Welcome" }).click();
  const dialog = grace.page.getByRole("dialog");
  if (await dialog.isVisible()) await dialog.locator(".primary").click();
  await grace.page.locator(".phases [aria-current]", { hasText: "Welcome" }).waitFor();
  await sits(ana, server, "delegate", 0);
  const here = ana.page.locator(".agenda a[aria-current]");
  await ana.page.waitForURL(/#note$/);
  assert.match(await here.textContent(), /background/);
  await axe(ana.page);
  await shot(ana.page, "welcome");
  await grace.page.getByRole("button", { name: /^On to Drafting/ }).click();
  if (await dialog.isVisible()) await dialog.locator(".primary").click();
  const told = ana.page.locator(".toast").filter({ hasText: "now at: Drafting" });
  await told.waitFor();
  assert.match(ana.page.url(), /#note$/, "nobody is moved");
  await told.getByRole("button", { name: "Go there" }).click();
  await answer(ana).waitFor();
  await ana.page.waitForURL(/#question\//);
  const [address, marked] = [new URL(ana.page.url()).hash, await here.getAttribute("href")];
  assert.equal(marked, address);
});

story("icons are drawings with names beside them, in forced colours too", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server, { forcedColors: "active" });
  await sits(ana, server, "delegate", 0);
  await answer(ana).click();
  await ana.page.keyboard.type("One. ");
  await ana.page.locator('[data-keeping="saved"]').waitFor();
  const wrong = await ana.page.evaluate(() => {
    const faults = [];
    for (const drawing of document.querySelectorAll(".pictogram")) {
      const sprite = document.querySelector(drawing.firstElementChild.getAttribute("href"));
      if (!sprite?.firstElementChild) faults.push(`${drawing.outerHTML} shows nothing`);
      if (drawing.getAttribute("aria-hidden") !== "true") faults.push(`${drawing.outerHTML} is read aloud`);
      const { width, height } = drawing.getBoundingClientRect();
      if (width && (width < 12 || width > 28 || height < 12)) faults.push(`${drawing.outerHTML} is ${width} px wide`);
      const button = drawing.closest("button, a");
      if (button && !(button.getAttribute("aria-label") || button.textContent.trim())) {
        faults.push(`${button.outerHTML} has no name`);
      }
    }
    return faults;
  });
  assert.deepEqual(wrong, []);
  const tools = ana.page.getByRole("toolbar").getByRole("button");
  assert.equal(await tools.locator(".pictogram").count(), await tools.count());
  const letters = await ana.page.evaluate(() => document.body.innerText.match(/[\u2190-\u2bff\u{1f000}-\u{1ffff}§¶❖]/gu));
  assert.equal(letters, null, "no sign depends on a font");
  await axe(ana.page);
  await shot(ana.page, "icons-forced-colours");
});

story("the room on paper is what is shown in the middle, under its name", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  await sits(ana, server, "delegate", 0);
  await writesMuch(ana);
  await ana.page.emulateMedia({ media: "print" });
  for (const selector of [".agenda", ".side", ".tools", ".toasts", ".dock", ".attention", ".lock"]) {
    const shown = await ana.page.locator(selector).filter({ visible: true }).count();
    assert.equal(shown, 0, `${selector} on paper`);
  }
  assert.ok(await ana.page.locator("h1").isVisible(), "the table's name");
  assert.ok(await ana.page.getByText("16. The delegations agreed").isVisible());
  await shot(ana.page, "room-print", { fullPage: true });
});
