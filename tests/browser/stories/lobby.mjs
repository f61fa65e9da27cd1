// Several tables at once: the facilitator's lobby, what is said from there, calling everybody back, and moving somebody.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, onALeash, reads, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };
const DARK = { colorScheme: "dark" };
const [PLENARY, SECOND, THIRD] = [0, 1, 2];

const toast = (person, text) => person.page.locator(".toast").filter({ hasText: text });
const button = (person, name) => person.page.getByRole("button", { name, exact: true });
const card = (person, name) => person.page.locator(".lobby-table").filter({ has: person.page.getByRole("link", { name, exact: true }) });
const path = (server, place) => `/tables/${server.demo.tables[place].id}`;

/** Comes in, and goes to one of the tables. */
async function sitsAt(person, server, table, role, place = 0) {
  await sits(person, server, role, place);
  await person.page.waitForURL(/sessions\/|tables\/|\/t\//);
  await person.page.goto(path(server, table));
  await person.page.locator(".table-bar, .screen").first().waitFor();
}

/** Comes in as the facilitator, and to the lobby by the link on the session's page. */
async function watches(grace, server) {
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\//);
  await grace.page.getByRole("link", { name: "Lobby: all tables at once" }).click();
  await card(grace, "Plenary").waitFor();
}

const says = async (grace, text, whom = "All tables") => {
  await grace.page.getByLabel("To whom").selectOption(whom);
  await grace.page.getByRole("textbox", { name: /^Say something to/ }).fill(text);
  await button(grace, "Say it").click();
};

for (const [where, options] of [
  ["on a desktop", {}],
  ["on a phone in the dark", { ...PHONE, ...DARK }],
]) {
  story(`the lobby shows what happens at the tables, ${where}`, async (room) => {
    const server = await room.server({ demo: { tables: 3, delegations: 4 } });
    const grace = await room.person("Grace", server, options);
    const [ana, ben, cleo] = await Promise.all(["Ana", "Ben", "Cleo"].map((name) => room.person(name, server)));
    const wire = await onALeash(ben);
    await watches(grace, server);
    await grace.page.reload();
    await card(grace, "Table 2").getByText("Nobody is here").waitFor();
    await sitsAt(ana, server, SECOND, "delegate", 0);
    await sitsAt(ben, server, SECOND, "delegate", 1);
    await sitsAt(cleo, server, PLENARY, "delegate", 2);

    // Who is where, and who writes.
    const second = card(grace, "Table 2");
    await second.getByText("2 of 4 delegations here").waitFor();
    await second.getByText(/Not here: .*\(at Plenary\)/).waitFor();
    await answer(ana).click();
    const typing = ana.page.keyboard.type("Access to legal aid at every crossing of the border. ", { delay: 40 });
    await second.getByText(/Writing: Ana/).waitFor();
    await typing;
    // Who waits to speak.
    await button(ben, "Ask for the floor").click();
    const asks = ben.page.getByRole("dialog", { name: "Ask for the floor" });
    await asks.getByRole("radio", { name: /^Statement/ }).check();
    await asks.getByRole("button", { name: "Ask", exact: true }).click();
    await second.getByText(/1 waits to speak: /).waitFor();
    // The clock is the table's, to the second.
    const hugo = await room.person("Hugo", server);
    await sitsAt(hugo, server, SECOND, "facilitator");
    await button(hugo, "Set the clock to 10 min").click();
    await ana.page.locator(".clock").waitFor();
    await second.locator(".clock").waitFor();
    await until("the lobby and the table show the same second", async () => {
      const [there, here] = await Promise.all([ana.page.locator(".clock").textContent(), second.locator(".clock").textContent()]);
      return there === here;
    });
    await button(ben, "We are ready").click();
    await second.getByText("Ready to move on: 1 of 4").waitFor();
    // One press goes there, and another comes back.
    await second.getByRole("link", { name: "Table 2" }).click();
    await grace.page.locator(".table-bar").waitFor();
    await fits(grace.page);
    await shot(grace.page, `lobby-and-table-${where.replaceAll(" ", "-")}`);
    await grace.page.goBack();
    await second.getByText("Ready to move on: 1 of 4").waitFor();
    await axe(hugo.page);
    await axe(grace.page);
    await fits(grace.page);
    await shot(grace.page, `lobby-${where.replaceAll(" ", "-")}`, { fullPage: true });

    // A connection that breaks is seen.
    await wire.cut();
    await second.getByText(/Left in the last three minutes: Ben/).waitFor();
    wire.mend();
    await second.getByText("2 of 4 delegations here").waitFor();
    await wire.cut();
    await second.getByText("1 of 4 delegations here").waitFor();
    wire.mend();
    await second.getByText(/Connection comes and goes: Ben/).waitFor();

    // A server that is away is told to be, and what was there last stays.
    for (const person of [grace, hugo, ana, ben, cleo]) person.expectsTrouble();
    await server.kill();
    await grace.page.getByText(/Not reached since/).waitFor();
    await second.getByText(/2 of 4 delegations here/).waitFor();
    await shot(grace.page, `lobby-away-${where.replaceAll(" ", "-")}`);
    await server.start();
    await grace.page.getByText("Up to date").waitFor();
  });
}

for (const [where, options] of [
  ["on a desktop", {}],
  ["on a phone in the dark", { ...PHONE, ...DARK }],
]) {
  story(`an announcement is seen at once by who is typing, ${where}`, async (room) => {
    const server = await room.server({ demo: { tables: 2, delegations: 3 } });
    const grace = await room.person("Grace", server);
    const ana = await room.person("Ana", server, options);
    const ben = await room.person("Ben", server);
    const wall = await room.person("Hall A", server, { viewport: { width: 1920, height: 1080 } });
    await sitsAt(ana, server, SECOND, "delegate", 0);
    await sitsAt(ben, server, PLENARY, "delegate", 1);
    await sitsAt(wall, server, SECOND, "projector");
    await watches(grace, server);
    await answer(ana).click();
    await ana.page.keyboard.type("Half a sent");
    await says(grace, "Lunch is served until two.");
    await toast(ana, "From the facilitator: Lunch is served until two.").waitFor();
    await ana.page.keyboard.type("ence.");
    await reads(ana, "Half a sentence.");
    await toast(ben, "Lunch is served").waitFor();
    await wall.page.locator(".screen-said", { hasText: "Lunch is served until two." }).waitFor();
    await axe(ana.page);
    await fits(ana.page);
    await shot(ana.page, `said-${where.replaceAll(" ", "-")}`);
    await shot(wall.page, "said-projector");

    // To one table only; and from the table's own controls.
    await says(grace, "Please speak up.", "Table 2");
    await toast(ana, "Please speak up.").waitFor();
    await card(grace, "Plenary").getByRole("link", { name: "Plenary" }).click();
    await grace.page.getByRole("textbox", { name: "Say something to this table" }).fill("The plenary begins.");
    await button(grace, "Say it").click();
    await toast(ben, "The plenary begins.").waitFor();
    assert.equal(await toast(ana, "The plenary begins.").count(), 0);
    assert.equal(await toast(ben, "Please speak up.").count(), 0);
    await axe(grace.page);

    // Whoever comes later is told, too; what was closed stays closed, and can be read again.
    const cleo = await room.person("Cleo", server);
    await sitsAt(cleo, server, SECOND, "delegate", 2);
    await toast(cleo, "Lunch is served").waitFor();
    await toast(ana, "Lunch is served").getByRole("button", { name: "Dismiss" }).click();
    await toast(ana, "Lunch is served").waitFor({ state: "detached" });
    await ana.page.reload();
    await toast(ana, "Please speak up.").waitFor();
    assert.equal(await toast(ana, "Lunch is served").count(), 0, "what was closed is not shown again");
    await cleo.page.getByText("What was said before").click();
    await cleo.page.locator(".said-list").getByText("From the facilitator: Lunch is served until two.").waitFor();
    await shot(cleo.page, "said-list");
  });
}

story("everybody is called back in two minutes, and goes when ready", async (room) => {
  const server = await room.server({ demo: { tables: 3, delegations: 3 } });
  const grace = await room.person("Grace", server);
  const ana = await room.person("Ana", server, PHONE);
  const ben = await room.person("Ben", server, DARK);
  const wall = await room.person("Hall A", server, { viewport: { width: 1920, height: 1080 } });
  await sitsAt(ana, server, SECOND, "delegate", 0);
  await sitsAt(ben, server, THIRD, "delegate", 1);
  await sitsAt(wall, server, SECOND, "projector");
  await watches(grace, server);
  await answer(ana).click();
  await ana.page.keyboard.type("To be continued");
  await button(grace, "Call everybody back in 2 minutes").click();
  const ticks = (person) => person.page.locator(".toast .ticks");
  await ticks(ana).filter({ hasText: /^Back to Plenary in 1:\d\d\.$/ }).waitFor();
  const text = (locator) => locator.textContent();
  const same = new Set();
  await until("both count down the same, for three seconds", async () => {
    const [one, other, room] = await Promise.all([text(ticks(ana)), text(ticks(ben)), text(wall.page.locator(".screen-said"))]);
    if (one === other && one === room) same.add(one);
    return same.size >= 3;
  });
  await grace.page.getByText(/Everybody is called back to Plenary: 1:\d\d/).waitFor();
  await card(grace, "Table 3").getByText(/Called back in/).waitFor();
  assert.ok(await ana.page.evaluate(() => document.activeElement.getAttribute("aria-label") === "Joint answer"), "she can go on");
  await ana.page.keyboard.type(", soon.");
  await reads(ana, "To be continued, soon.");
  await axe(ana.page);
  await fits(ana.page);
  await axe(ben.page);
  await axe(wall.page);
  await axe(grace.page);
  await shot(ana.page, "call-phone");
  await shot(ben.page, "call-dark");
  await shot(wall.page, "call-projector");
  await shot(grace.page, "call-lobby");

  // Nobody is moved; one goes by a press, and by keyboard.
  await ben.page.keyboard.press("F8");
  assert.equal(await ben.page.evaluate(() => document.activeElement.textContent), "Go there");
  await ben.page.keyboard.press("Enter");
  await ben.page.waitForURL(new RegExp(path(server, PLENARY)));
  await card(grace, "Plenary").getByText("1 of 3 delegations here").waitFor();
  assert.ok(ana.page.url().includes(path(server, SECOND)), "she stays until she goes");

  // It is called off.
  await button(grace, "Call it off").click();
  await toast(ana, "Nobody is called back any more. Go on here.").waitFor();
  await ticks(ana).waitFor({ state: "detached" });
  await wall.page.locator(".screen-said").waitFor({ state: "detached" });

  // Another table is the plenary: who sits there is told that everybody comes.
  await grace.page.getByLabel("Back to").selectOption("Table 2");
  await grace.page.getByLabel("Minutes").fill("5");
  await button(grace, "Call everybody back in 5 minutes").click();
  await ticks(ana).filter({ hasText: /^Everybody comes back here in 4:\d\d\.$/ }).waitFor();
  assert.equal(await toast(ana, "comes back here").getByRole("button", { name: "Go there" }).count(), 0);
  await ticks(ben).filter({ hasText: /^Back to Table 2 in 4:\d\d\.$/ }).waitFor();
});

story("a delegation is moved to another table, and what it wrote stays", async (room) => {
  const server = await room.server({ demo: { tables: 2, delegations: 2 } });
  const grace = await room.person("Grace", server, PHONE);
  const [ana, ben] = await Promise.all(["Ana", "Ben"].map((name) => room.person(name, server)));
  await sitsAt(ana, server, PLENARY, "delegate", 0);
  await sitsAt(ben, server, PLENARY, "delegate", 1);
  await watches(grace, server);
  await answer(ana).click();
  await ana.page.keyboard.type("What Ana wrote.");
  await card(grace, "Plenary").getByText("2 of 2 delegations here").waitFor();
  await card(grace, "Plenary").getByRole("button", { name: "Move somebody…" }).click();
  const dialog = grace.page.getByRole("dialog");
  await axe(grace.page);
  await shot(grace.page, "move-phone");
  await dialog.getByRole("button", { name: "Move", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
  await toast(ana, "The facilitator moved your delegation to Table 2.").waitFor();
  assert.equal(await toast(ben, "moved").count(), 0, "it is told to those who are moved");
  // She may finish her sentence first.
  await ana.page.keyboard.type(" And on.");
  await reads(ben, "What Ana wrote. And on.");
  await axe(ana.page);
  await shot(ana.page, "moved");
  await toast(ana, "moved your delegation").getByRole("button", { name: "Go there" }).click();
  await ana.page.waitForURL(new RegExp(path(server, SECOND)));
  await card(grace, "Plenary").getByText(/Moved on:/).waitFor();
  await card(grace, "Table 2").getByText(/Ana|1 of 2 delegations here/).first().waitFor();
  // And back, to read it.
  await ana.page.goBack();
  await reads(ana, "What Ana wrote. And on.");
});

story("a text is put under silence at two tables in one go", async (room) => {
  const server = await room.server({ demo: { tables: 2, delegations: 2 } });
  const grace = await room.person("Grace", server, { viewport: { width: 1440, height: 900 } });
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\//);
  await grace.page.goto(`/sessions/${server.demo.session}/lobby`);
  const form = grace.page.locator(".put-at");
  await form.getByText("Put a text under silence at several tables").click();
  await form.getByRole("button", { name: "Put it to these tables" }).click();
  await form.getByText("Please give a text.").waitFor();
  await form.getByLabel("The text").fill("Referral is followed up.");
  await form.getByRole("button", { name: "Put it to these tables" }).click();
  await form.getByText("Choose at least one table.").waitFor();
  const tables = form.getByRole("checkbox");
  await tables.nth(0).check();
  await tables.nth(1).check();
  await axe(grace.page);
  await shot(grace.page, "lobby-silence", { fullPage: true });
  await form.getByRole("button", { name: "Put it to these tables" }).focus();
  await grace.page.keyboard.press("Enter");
  await grace.page.getByText("It was put to 2 tables.").waitFor();
  for (const { id } of server.demo.tables) {
    await grace.page.goto(`/tables/${id}`);
    await grace.page.locator("section.card.no-objection").getByText("Referral is followed up.").first().waitFor();
  }
});
