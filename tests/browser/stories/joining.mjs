// Coming in without a link: a code is shown, somebody knocks on a phone, and is let in at the desk.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

const region = (person, name) => person.page.getByRole("region", { name });
const button = (where, name) => where.getByRole("button", { name, exact: true });

/** A facilitator at the session's page, with a code. */
async function makesACode(grace, server) {
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");
  const card = region(grace, "Join code");
  await button(card, "Make a code").click();
  const letters = card.locator(".code-letters");
  await letters.waitFor();
  return letters.textContent();
}

/** Types a code, gives a name and a delegation, and knocks. */
async function knocks(person, code, delegation) {
  await person.page.goto("/join");
  await person.page.getByLabel("Code", { exact: true }).fill(code);
  await person.page.keyboard.press("Enter");
  await person.page.getByRole("heading", { name: "Say who you are" }).waitFor();
  await person.page.getByLabel("Your name").fill(person.name);
  await person.page.getByLabel("Delegation", { exact: true }).selectOption({ label: delegation });
  await button(person.page, "Knock").click();
  await person.page.getByRole("heading", { name: "Waiting to be let in" }).waitFor();
}

const OBSERVE = "None: I come to observe";

story("somebody knocks on a phone and is let in at the desk", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server);
  const ana = await room.person("Ana", server, PHONE);
  const code = await makesACode(grace, server);
  assert.match(code, /^[B-Z]{4} [B-Z]{4}$/);
  const card = region(grace, "Join code");
  await card.getByText("Valid until").waitFor();
  await axe(grace.page);
  await shot(grace.page, "join-code-made", { fullPage: true });
  await button(card, "Show large").click();
  await grace.page.getByRole("dialog").locator(".qr svg").waitFor();
  await axe(grace.page);
  await shot(grace.page, "join-code-large");
  await grace.page.keyboard.press("Escape");

  // From the start page, by the keyboard alone, faults by their field.
  await ana.page.goto("/");
  await ana.page.getByRole("link", { name: "I have a code" }).click();
  await ana.page.getByRole("heading", { name: "Come in" }).waitFor();
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "join-outside-phone");
  const typed = ana.page.getByLabel("Code", { exact: true });
  await typed.fill("abc");
  await ana.page.keyboard.press("Enter");
  await ana.page.getByText("A code has eight letters.").waitFor();
  await typed.fill("zzzz-zzzz");
  await ana.throughTrouble(async () => {
    await ana.page.keyboard.press("Enter");
    await ana.page.getByText("This code is not known.").waitFor();
  });
  await axe(ana.page);
  await shot(ana.page, "join-code-unknown-phone");
  await ana.page.getByLabel("Code", { exact: true }).fill(code.toLowerCase().replace(" ", "-"));
  await ana.page.keyboard.press("Enter");
  await ana.page.getByRole("heading", { name: "Say who you are" }).waitFor();
  await button(ana.page, "Knock").click();
  await until("the name is asked for", () =>
    ana.page.evaluate(() => document.activeElement.id === "knock-name"),
  );
  await ana.page.keyboard.type("Ana");
  await ana.page.keyboard.press("Enter");
  await ana.page.getByText("Choose the delegation that you speak for").waitFor();
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "knock-form-phone");
  await ana.page.getByLabel("Delegation", { exact: true }).selectOption({ index: 1 });
  await button(ana.page, "Knock").click();

  // She waits, also after a reload, also while the server is started anew.
  const waits = ana.page.getByRole("heading", { name: "Waiting to be let in" });
  await waits.waitFor();
  await until("the keyboard is at what it waits for", () =>
    waits.evaluate((heading) => heading === document.activeElement),
  );
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "knock-waits-phone");
  await ana.page.reload();
  await waits.waitFor();
  for (const person of [grace, ana]) person.expectsTrouble();
  await server.restart();
  await waits.waitFor();

  // At the desk.
  const door = region(grace, "At the door");
  const admit = door.getByRole("button", { name: "Let in: Ana" });
  await admit.waitFor();
  await door.getByText("One person is waiting to be let in").waitFor();
  await axe(grace.page);
  await shot(grace.page, "door-one", { fullPage: true });
  await admit.focus();
  await grace.page.keyboard.press("Enter");
  await grace.page.getByText("Ana is let in.").waitFor();
  await door.getByText("Nobody is waiting to be let in.").waitFor();
  await until("the keyboard is at the heading of the door", () =>
    door.getByRole("heading", { name: "At the door" }).evaluate((heading) => heading === document.activeElement),
  );
  await ana.page.waitForURL(/\/tables\//);
  await answer(ana).click();
  await ana.page.keyboard.type("I am in.");
  await ana.page.locator('[data-keeping="saved"]').waitFor();
});

story("several knock at once: some are let in together, one is declined with a word, the list lets in whom it expects", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server);
  const names = ["Ben", "Eve", "Obi", "Rae"];
  const people = await Promise.all(names.map((name) => room.person(name, server, PHONE)));
  const [ben, eve, obi, rae] = people;
  const code = await makesACode(grace, server);

  // The list is brought, with a line that is not right.
  await grace.page.getByText("People you expect").click();
  const list = grace.page.getByLabel("Who is let in without being looked at");
  await list.fill("RAE; ; rapporteur\nZoe; Atlantis");
  await button(grace.page, "Keep this list").click();
  await grace.page.getByText("Line 2: no delegation is called “Atlantis”.").waitFor();
  await grace.page.getByText("0 of 1 have come in").waitFor();
  await axe(grace.page);
  await shot(grace.page, "roster", { fullPage: true });

  await knocks(ben, code, "Republic of Valdoria");
  await knocks(eve, code, OBSERVE);
  await knocks(obi, code, OBSERVE);
  await rae.page.goto("/join");
  await rae.page.getByLabel("Code", { exact: true }).fill(code);
  await rae.page.keyboard.press("Enter");
  await rae.page.getByLabel("Your name").fill("Rae");
  await rae.page.getByLabel("Delegation", { exact: true }).selectOption({ label: OBSERVE });
  await button(rae.page, "Knock").click();
  await rae.page.waitForURL(/\/tables\//);

  const door = region(grace, "At the door");
  await door.getByText("3 people are waiting to be let in").waitFor();
  await door.getByText("by the list").waitFor();
  await axe(grace.page);
  await shot(grace.page, "door-several", { fullPage: true });
  await door.getByRole("button", { name: "Decline: Eve" }).click();
  const dialog = grace.page.getByRole("dialog", { name: "Decline Eve?" });
  await dialog.getByLabel("A word about it").fill("This session is for delegations.");
  await axe(grace.page);
  await shot(grace.page, "door-decline");
  await button(dialog, "Decline").click();
  await grace.page.getByText("They are told that they are not let in.").waitFor();
  await eve.page.getByText("This session is for delegations.").waitFor();
  await axe(eve.page);
  await fits(eve.page);
  await shot(eve.page, "knock-declined-phone");

  // Obi said that he observes, and is let in as somebody else; both at once.
  await door.getByLabel("As what Obi comes in").selectOption({ label: "Rapporteur" });
  await door.getByLabel("All", { exact: true }).check();
  await button(door, "Let in 2").click();
  await grace.page.getByText("2 people are let in.").waitFor();
  await ben.page.waitForURL(/\/tables\//);
  await obi.page.waitForURL(/\/tables\//);
  const inside = region(grace, "People who have joined");
  await inside.getByText("Obi").waitFor();

  // A code that is taken back opens nothing.
  await button(region(grace, "Join code"), "Take back").click();
  await grace.page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
  await grace.page.getByText("The code is taken back.").waitFor();
  await eve.throughTrouble(async () => {
    await eve.page.goto("/join");
    await eve.page.getByLabel("Code", { exact: true }).fill(code);
    await eve.page.keyboard.press("Enter");
    await eve.page.getByText("This code was taken back.").waitFor();
  });
});

story("the code is on the projector when the facilitator says so, and who knocks is seen at the table and in the lobby", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, { viewport: { width: 1440, height: 900 } });
  const wall = await room.person("Hall A", server, { viewport: { width: 1920, height: 1080 } });
  const ana = await room.person("Ana", server, PHONE);
  const ben = await room.person("Ben", server, PHONE);
  const code = await makesACode(grace, server);
  await sits(wall, server, "projector");
  await wall.page.waitForURL(/\/t\/[^/]+\/projector$/);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  await grace.page.getByRole("heading", { name: "Facilitate" }).waitFor();
  assert.equal(await grace.page.locator(".door-strip").count(), 0, "nothing while nobody knocks");
  await grace.page.getByLabel("The room sees").selectOption("Join code");
  await wall.page.getByRole("heading", { name: "Join this session" }).waitFor();
  const letters = wall.page.locator(".code-letters");
  await letters.waitFor();
  assert.equal(await letters.textContent(), code);
  await axe(wall.page);
  await fits(wall.page);
  await shot(wall.page, "projector-join-code");

  // The QR code's address leads to the same door.
  await ana.page.goto(`/join#${code.replace(" ", "").toLowerCase()}`);
  await ana.page.getByRole("heading", { name: "Say who you are" }).waitFor();
  await ana.page.getByLabel("Your name").fill("Ana");
  await ana.page.getByLabel("Delegation", { exact: true }).selectOption({ index: 1 });
  await button(ana.page, "Knock").click();
  const strip = grace.page.locator(".door-strip");
  await strip.getByText("One person is waiting to be let in").click();
  await axe(grace.page);
  await shot(grace.page, "door-at-the-table");
  await strip.getByRole("button", { name: "Let in: Ana" }).click();
  await ana.page.waitForURL(/\/tables\//);
  await strip.waitFor({ state: "detached" });

  // Whoever thinks better of it does not wait any more.
  await knocks(ben, code, OBSERVE);
  await button(ben.page, "Do not wait any more").click();
  await ben.page.getByText("You are not waiting anywhere.").waitFor();
  await axe(ben.page);
  await knocks(ben, code, OBSERVE);
  await grace.page.goto(`/sessions/${server.demo.session}/lobby`);
  await strip.getByText("One person is waiting to be let in").click();
  await axe(grace.page);
  await shot(grace.page, "door-in-the-lobby");
  await strip.getByRole("button", { name: "Let in: Ben" }).click();
  await ben.page.waitForURL(/\/tables\//);

  // Whoever is in need not knock.
  await ben.page.goto("/join");
  await ben.page.getByLabel("Code", { exact: true }).fill(code);
  await ben.page.keyboard.press("Enter");
  await ben.page.getByText("You have a place in this session already.").waitFor();
  await axe(ben.page);
});

story("a link for one person lets in one, and says so to the next", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server);
  const ana = await room.person("Ana", server, PHONE);
  const eve = await room.person("Eve", server, PHONE);
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");
  const links = region(grace, "Invitation links");
  await links.locator(".uses select").selectOption({ label: "one person" });
  await button(links, "Make a link for Observer").click();
  const field = links.getByLabel("Link for Observer", { exact: true });
  await field.waitFor();
  await links.getByText("for one person", { exact: false }).last().waitFor();
  await axe(grace.page);
  await shot(grace.page, "link-for-one", { fullPage: true });
  const link = await field.inputValue();
  await ana.page.goto(link);
  await ana.page.getByLabel("Your name").fill("Ana");
  await button(ana.page, "Join").click();
  await ana.page.waitForURL(/\/tables\//);
  await eve.throughTrouble(async () => {
    await eve.page.goto(link);
    await eve.page.getByText("This link was for one person, who has come in.").waitFor();
  });
  await axe(eve.page);
  await shot(eve.page, "link-used-up-phone");
  await ana.page.goto(link);
  await button(ana.page, "Continue as Ana").click();
  await ana.page.waitForURL(/\/tables\//);
  await grace.page.reload();
  const handed = region(grace, "Links handed out");
  await handed.getByText("1 of 1 have come in by it").waitFor();
  await handed.getByText("used up").waitFor();
  await axe(grace.page);
});
