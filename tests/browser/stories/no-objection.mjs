// Wording is put to the table: in the room, counted down on every screen, with an objection that is withdrawn; and under silence, listed
// with its end, a file for calendars and a text to mail. It stands, or is objected to; nothing is adopted.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, reads, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };
const WALL = { viewport: { width: 1920, height: 1080 } };

const button = (person, name) => person.page.getByRole("button", { name, exact: true });
/** The card of the wording that is called so. */
const card = (person, title) => person.page.locator("section.card.no-objection").filter({ has: person.page.getByRole("heading", { name: title }) });

/** Opens the form by keyboard. */
async function puts(person) {
  await button(person, "Put wording to the table…").focus();
  await person.page.keyboard.press("Enter");
  const dialog = person.page.getByRole("dialog", { name: "Put wording to the table" });
  await dialog.waitFor();
  return dialog;
}

async function meeting(room) {
  const server = await room.server({ demo: { delegations: 3 } });
  const grace = await room.person("Grace", server, DESK);
  const ana = await room.person("Ana", server, PHONE);
  const ben = await room.person("Ben", server, { ...DESK, colorScheme: "dark" });
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  return { server, grace, ana, ben };
}

story("wording is counted down in the room, and an objection is withdrawn in time", async (room) => {
  const { server, grace, ana, ben } = await meeting(room);
  const wall = await room.person("Hall A", server, WALL);
  await sits(wall, server, "projector");
  await wall.page.waitForURL(/\/t\/[^/]+\/projector$/);
  await answer(ben).click();
  await ben.page.keyboard.type("Referral is followed up.");
  await ben.page.keyboard.press("Enter");
  await ben.page.keyboard.type("It is paid for.");
  await reads(grace, "It is paid for.");

  // Put by keyboard alone: some of the joint answer, for half a minute, by name.
  const dialog = await puts(grace);
  await dialog.getByRole("button", { name: "Put it to the table" }).click();
  await dialog.getByText("Please give a text.").waitFor();
  const what = dialog.getByLabel("Which wording");
  const joint = await what.locator("option").filter({ hasText: "Joint answer:" }).first().textContent();
  await what.selectOption({ label: joint });
  await dialog.getByText("It is paid for.").waitFor();
  await dialog.getByLabel("Some paragraphs").check();
  await dialog.getByLabel("From paragraph").selectOption({ label: "2" });
  await until("one paragraph is left", async () => (await dialog.locator(".put-wording li").count()) === 1);
  await dialog.getByLabel("For how long").selectOption({ label: "30 seconds" });
  await dialog.getByLabel("By name, with the paragraphs and reasons").check();
  await axe(grace.page);
  await shot(grace.page, "no-objection-form", { fullPage: true });
  await dialog.getByRole("button", { name: "Put it to the table" }).focus();
  await grace.page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  const title = joint.replace("Joint answer: ", "");

  // Every screen counts down, and the phone's strip leads there.
  const screen = wall.page.locator(".no-objection.on-screen");
  await screen.getByText("It is paid for.").waitFor();
  await screen.getByText(/^0:[0-3]\d$/).waitFor();
  await ana.page.locator(".no-objection-strip").getByText(/^0:[0-3]\d$/).waitFor();
  await ana.page.locator(".no-objection-strip").getByRole("button", { name: "Look at it" }).click();
  await card(ana, title).getByText("Objections are published by name, with their reasons.").waitFor();
  await fits(ana.page);
  await axe(ana.page);
  await shot(ana.page, "no-objection-phone", { fullPage: true });

  // One press objects, for all to see; another takes it back.
  await card(ana, title).getByRole("button", { name: "Object", exact: true }).click();
  await card(ana, title).getByText("Your delegation objects.").waitFor();
  await screen.getByText("1 objection").waitFor();
  await card(ben, title).getByRole("heading", { name: "Who objects" }).waitFor();
  await axe(ben.page);
  await shot(ben.page, "no-objection-dark", { fullPage: true });
  await shot(wall.page, "no-objection-projector");
  await card(ana, title).getByRole("button", { name: "Withdraw our objection" }).click();
  await screen.getByText("Nobody objects so far.").waitFor();

  // It is closed by the server, and stands.
  for (const person of [grace, ana, ben]) await card(person, title).getByText("No objection: stands as agreed wording").waitFor({ timeout: 45_000 });
  await screen.getByText("No objection: stands as agreed wording").waitFor();
  assert.equal(await grace.page.getByText(/adopted/i).count(), 0);
  await axe(wall.page);

  // Positions are explained, by keyboard; and one stands beside it.
  await card(ben, title).getByRole("button", { name: "Explain our position…" }).focus();
  await ben.page.keyboard.press("Enter");
  const explains = ben.page.getByRole("dialog", { name: "Explanation of position" });
  await explains.getByLabel("Explanation of position").fill("We read this as a beginning.");
  await explains.getByRole("button", { name: "Save" }).click();
  await card(grace, title).getByText("We read this as a beginning.").waitFor();
  await card(ana, title).getByRole("button", { name: "Reservation…" }).click();
  const reserves = ana.page.getByRole("dialog", { name: "Your delegation and this decision" });
  await reserves.getByLabel("Withdraws from the consensus").check();
  await fits(ana.page);
  await axe(ana.page);
  await reserves.getByRole("button", { name: "Save" }).click();
  await card(grace, title).getByText("Withdraws from the consensus").waitFor();

  // Whoever changes the text afterwards does not change what stands.
  await answer(ben).click();
  await ben.page.keyboard.press("Control+A");
  await ben.page.keyboard.type("Something else.");
  await card(grace, title).getByText(/The text was changed after this was put/).waitFor();
  await shot(grace.page, "no-objection-stands", { fullPage: true });
  await grace.page.goto(`/tables/${server.demo.tables[0].id}/outcome`);
  await grace.page.getByText("No objection: this stands as agreed wording.").waitFor();
  await grace.page.getByText("We read this as a beginning.").waitFor();
  await shot(grace.page, "no-objection-outcome", { fullPage: true });
});

story("wording under silence is listed with its end, and who objects to it stays unknown", async (room) => {
  const { server, grace, ana, ben } = await meeting(room);
  const text = "التحويل is followed up, by whoever made it.";

  const dialog = await puts(grace);
  await dialog.getByLabel("Text", { exact: true }).fill(text);
  await dialog.getByLabel("Under silence, until").check();
  // Two hours are fewer than capitals need: a warning, and no refusal.
  const soon = await grace.page.evaluate(() => {
    const at = new Date(Date.now() + 2 * 3_600_000);
    return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  });
  await dialog.getByLabel("Until", { exact: true }).fill(soon);
  await dialog.getByText("This is less than 72 hours. Capitals may need longer.").waitFor();
  await axe(grace.page);
  await shot(grace.page, "no-objection-silence-form");
  await dialog.getByRole("button", { name: "Put it to the table" }).click();
  await dialog.waitFor({ state: "hidden" });

  // Listed for everybody, with what can be taken along.
  for (const person of [grace, ben]) await card(person, text).getByText("Objections until").waitFor();
  const href = await card(ben, text).getByRole("link", { name: "For your calendar" }).getAttribute("href");
  const calendar = await ben.page.evaluate((href) => fetch(href).then((file) => file.text()), href);
  assert.match(calendar, /^BEGIN:VCALENDAR\r\n/);
  assert.match(calendar, /\r\nDTSTART:\d{8}T\d{6}Z\r\n/);
  await card(ben, text).getByRole("button", { name: "Copy a text to mail" }).waitFor();

  // Ana's delegation objects with a reason: others learn how many.
  await ana.page.getByText(/^Time to object: /).first().waitFor();
  await ana.page.locator(".dock").getByRole("button").nth(2).click();
  await card(ana, text).getByRole("button", { name: "Object with a reason…" }).click();
  const objects = ana.page.getByRole("dialog", { name: "Object for your delegation" });
  await objects.getByLabel("To what").selectOption({ label: "to paragraph 1" });
  await objects.getByLabel("Why").fill("Whoever made it may be gone.");
  await fits(ana.page);
  await axe(ana.page);
  await shot(ana.page, "no-objection-reason-phone");
  await objects.getByRole("button", { name: "Object", exact: true }).click();
  await card(ana, text).getByText("Your delegation objects. (to paragraph 1)").waitFor();
  for (const person of [grace, ben]) {
    await card(person, text).getByText("1 objection").waitFor();
    assert.equal(await person.page.getByText("Whoever made it may be gone.").count(), 0);
    assert.equal(await card(person, text).getByRole("heading", { name: "Who objects" }).count(), 0);
    await axe(person.page);
    await fits(person.page);
  }
  await shot(ben.page, "no-objection-silence-dark", { fullPage: true });

  // More time, never less; and in the lobby.
  await card(grace, text).getByRole("button", { name: "More time…" }).focus();
  await grace.page.keyboard.press("Enter");
  const more = grace.page.getByRole("dialog", { name: "Give more time" });
  const sooner = await grace.page.evaluate(() => {
    const at = new Date(Date.now() + 3_600_000);
    return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  });
  await more.getByLabel("Until", { exact: true }).fill(sooner);
  await more.getByRole("button", { name: "Save" }).click();
  await more.getByText("The time can be made longer, not shorter.").waitFor();
  await more.getByRole("button", { name: "24 hours more" }).click();
  await more.waitFor({ state: "hidden" });
  await grace.page.goto(`/sessions/${server.demo.session}/lobby`);
  await grace.page.getByText(/^1 objection: “/).waitFor();
  await axe(grace.page);
  await shot(grace.page, "no-objection-lobby", { fullPage: true });

  // It survives the page, and is withdrawn with a reason.
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  await card(grace, text).getByRole("button", { name: "Withdraw it…" }).click();
  const withdraws = grace.page.getByRole("dialog", { name: "Withdraw this wording?" });
  await withdraws.getByRole("button", { name: "Withdraw it", exact: true }).click();
  await withdraws.getByText("Please give a reason.").waitFor();
  await withdraws.getByLabel("Why it is withdrawn").fill("Worded anew after lunch.");
  await withdraws.getByRole("button", { name: "Withdraw it", exact: true }).click();
  await card(ben, text).getByText("Withdrawn: nothing follows from it").waitFor();
  await card(ben, text).getByText("Worded anew after lunch.").waitFor();
});

story("a joint answer that is written on while it is put is shown again instead", async (room) => {
  const { grace, ben } = await meeting(room);
  await answer(ben).click();
  await ben.page.keyboard.type("Referral is followed up.");
  await reads(grace, "Referral is followed up.");
  const dialog = await puts(grace);
  const what = dialog.getByLabel("Which wording");
  const joint = await what.locator("option").filter({ hasText: "Joint answer:" }).first().textContent();
  await what.selectOption({ label: joint });
  await dialog.getByText("Referral is followed up.").waitFor();
  await ben.page.keyboard.type(" It is paid for.");
  await ben.page.locator('[data-keeping="saved"]').waitFor();
  await reads(grace, "It is paid for.");
  const put = dialog.getByRole("button", { name: "Put it to the table" });
  await put.click();
  await dialog.getByText("The text has changed since it was shown here.").waitFor();
  const preview = dialog.locator("#put-preview");
  await preview.getByText("It is paid for.").waitFor();
  await until("the newer text has the focus", () => preview.evaluate((it) => it === document.activeElement));
  await axe(grace.page);
  // What is seen now is put.
  await put.click();
  await dialog.waitFor({ state: "hidden" });
  const title = joint.replace("Joint answer: ", "");
  await card(ben, title).getByText("Referral is followed up. It is paid for.").waitFor();
});
