// A delegation's desk is its own until it is shared; what lies on it goes into an answer by hand.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { answer, comesBack, onALeash, sits, twoSit } from "../harness/table.mjs";
import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };
const TABLET = { viewport: { width: 820, height: 1180 }, hasTouch: true };

const agenda = (person) => person.page.getByRole("navigation", { name: "Agenda", exact: true });
const ours = (person) => agenda(person).getByRole("link", { name: "Our desk" });
const box = (person, name = "Our desk") => person.page.getByRole("textbox", { name });
const saved = (person) => person.page.locator('[data-keeping="saved"]').waitFor();
const offline = (person) => person.page.locator('[data-keeping="offline"][data-kept="here"]').waitFor();
const button = (person, name) => person.page.getByRole("button", { name, exact: true });
const shape = (locator) =>
  locator.evaluate((editor) => [...editor.querySelectorAll("h2, h3, p, strong")].map((it) => [it.closest("li") ? `li ${it.localName}` : it.localName, it.textContent]));

/** Goes to one's own desk, by way of the agenda where that is a part of its own. */
async function atDesk(person, link = ours(person)) {
  await person.page.locator(".table-bar").waitFor();
  const part = person.page.locator(".dock").getByRole("button", { name: "Agenda", exact: true });
  if (await part.isVisible()) await part.click();
  await link.click();
}

async function reads(person, text, name) {
  await until(`${person.name} reads “${text}”`, async () => (await box(person, name).textContent()).includes(text));
}

/** Writes a heading, a list with something bold in it, and a paragraph. */
async function drafts(person) {
  const { keyboard } = person.page;
  await box(person).click();
  await keyboard.type("# Our line");
  await keyboard.press("Enter");
  await keyboard.type("- Referral is ");
  await keyboard.press("Control+b");
  await keyboard.type("followed up");
  await keyboard.press("Control+b");
  await keyboard.press("Enter");
  await keyboard.type("Within a week");
  await keyboard.press("Enter");
  await keyboard.press("Enter");
  await keyboard.type("Not for everybody.");
  await saved(person);
}

/** Selects both items of the list. */
async function selectsTheList(person) {
  const { keyboard } = person.page;
  await box(person).locator("li").first().click();
  await keyboard.press("Home");
  await keyboard.press("Shift+ArrowDown");
  await keyboard.press("Shift+End");
  const selected = await person.page.evaluate(() => getSelection().toString());
  assert.match(selected, /Referral is followed up\s+Within a week/);
}

async function shares(person, name) {
  await person.page.getByLabel("Share with…").selectOption({ label: name });
  await button(person, "Share").click();
  await button(person, `Stop sharing with ${name}`).waitFor();
}

/** The names of the delegations, as those of the demo are called. */
async function delegations(person) {
  const options = await person.page.getByLabel("Share with…").locator("option").allTextContents();
  return options.slice(1);
}

story("a desk is written by one delegation in two browsers, and nobody else sees it", async (room) => {
  const server = await room.server({ demo: { delegations: 3 } });
  const people = {};
  for (const [name, role, place] of [["Ana", "delegate", 0], ["Ada", "delegate", 0], ["Ben", "delegate", 1], ["Grace", "facilitator", 0]]) {
    people[name] = await room.person(name, server);
    await sits(people[name], server, role, place);
  }
  await atDesk(people.Ana);
  await atDesk(people.Ada);
  await people.Ana.page.getByText(/^Only .+ reads and writes here\.$/).waitFor();
  await drafts(people.Ana);
  await reads(people.Ada, "Not for everybody.");
  await people.Ada.page.keyboard.press("Tab");
  await box(people.Ada).click();
  await people.Ada.page.keyboard.press("Control+End");
  await people.Ada.page.keyboard.type(" By Ada.");
  await reads(people.Ana, "By Ada.");
  // Ada's caret goes by her name.
  await until("there is a caret of Ada", async () => (await box(people.Ana).innerHTML()).includes("Ada"));

  const address = new URL(people.Ana.page.url());
  assert.match(address.hash, /^#desk\//);
  await atDesk(people.Ben);
  await reads(people.Ben, "");
  assert.ok(!(await box(people.Ben).textContent()).includes("everybody."));
  await people.Ben.page.goto(address.pathname + address.hash);
  await people.Ben.page.locator(".table-bar").waitFor();
  await until("Ben is shown the work instead", async () => !people.Ben.page.url().includes(address.hash));
  assert.equal(await box(people.Ben).count(), 0);

  await people.Grace.page.waitForURL(/sessions\/|tables\//);
  await people.Grace.page.goto(address.pathname + address.hash);
  await answer(people.Grace).waitFor();
  assert.equal(await agenda(people.Grace).getByText("desk").count(), 0);
  assert.ok(!(await people.Grace.page.content()).includes("Not for everybody."));
  const asked = await people.Ben.page.request.get(`/api/tables/${server.demo.tables[0].id}/deleted?root=${address.hash.slice(1)}`);
  assert.ok(!asked.ok(), "nor what was deleted from it");
});

story("what is selected on a desk is copied into an answer as it is, and moved, and each is one step to undo", async (room) => {
  const { ana, ben } = await twoSit(room);
  await answer(ana).click();
  await ana.page.keyboard.type("Agreed before.");
  await saved(ana);
  await atDesk(ana);
  await drafts(ana);
  const before = await shape(box(ana));
  await selectsTheList(ana);
  await button(ana, "Put into an answer…").click();
  const dialog = ana.page.getByRole("dialog");
  await dialog.getByText("The words that you have selected").waitFor();
  await axe(ana.page);
  await shot(ana.page, "desk-put");
  await dialog.getByRole("button", { name: "Copy", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
  assert.deepEqual(await shape(box(ana)), before, "it stays on the desk");
  const items = [["li p", "Referral is followed up"], ["li strong", "followed up"], ["li p", "Within a week"]];
  await until("Ben has it", async () => (await answer(ben).textContent()).includes("Within a week"));
  assert.deepEqual(await shape(answer(ben)), [["p", "Agreed before."], ...items]);
  await ana.page.getByRole("button", { name: "Go there" }).click();
  await answer(ana).click();
  assert.deepEqual(await shape(answer(ana)), [["p", "Agreed before."], ...items]);
  await ana.page.keyboard.press("Control+z");
  await until("it is undone", async () => (await answer(ben).textContent()) === "Agreed before.");

  // With the keyboard alone.
  await atDesk(ana);
  await selectsTheList(ana);
  const put = button(ana, "Put into an answer…");
  await ana.page.keyboard.press("Escape");
  for (let tabs = 0; tabs < 8 && !(await put.evaluate((it) => it === document.activeElement)); tabs += 1) {
    await ana.page.keyboard.press("Tab");
  }
  await ana.page.keyboard.press("Enter");
  await dialog.getByText("The words that you have selected").waitFor();
  await ana.page.keyboard.press("Tab");
  await ana.page.keyboard.press("Tab");
  await ana.page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await until("Ben has it again", async () => (await answer(ben).textContent()).includes("Within a week"));
  assert.deepEqual(await shape(box(ana)), [["h2", "Our line"], ["p", "Not for everybody."]]);
  await box(ana).click();
  await ana.page.keyboard.press("Control+z");
  await until("it is back on the desk", async () => (await box(ana).textContent()).includes("Within a week"));
  assert.deepEqual(await shape(box(ana)), before);
  await saved(ana);
});

story("all of a desk goes into an empty answer of one's own, and nothing is put where nothing is", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  await sits(ana, server, "delegate", 0);
  await atDesk(ana);
  await box(ana).waitFor();
  await button(ana, "Put into an answer…").click();
  const dialog = ana.page.getByRole("dialog");
  await dialog.getByText("There is nothing on this desk").waitFor();
  assert.ok(await dialog.getByRole("button", { name: "Copy", exact: true }).isDisabled());
  await ana.page.keyboard.press("Escape");
  await drafts(ana);
  await ana.page.keyboard.press("ArrowLeft");
  await button(ana, "Put into an answer…").click();
  await dialog.getByText("All that is on the desk").waitFor();
  const own = dialog.getByLabel("Answer").locator("option", { hasText: "Our answer" }).first();
  await dialog.getByLabel("Answer").selectOption(await own.getAttribute("value"));
  await dialog.getByRole("button", { name: "Move", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
  assert.deepEqual(await shape(box(ana)), [["p", ""]]);
  await ana.page.getByRole("button", { name: "Go there" }).click();
  const mine = ana.page.getByRole("textbox", { name: /^Answer of/ }).first();
  await mine.waitFor();
  assert.equal((await shape(mine))[0].join(), "h2,Our line");
  await saved(ana);
});

story("a desk is shared with another delegation, and what was written before one knew of that is offered back", async (room) => {
  const server = await room.server({ demo: { delegations: 3 } });
  const [ana, ada, ben] = [await room.person("Ana", server), await room.person("Ada", server), await room.person("Ben", server)];
  const wire = await onALeash(ada);
  await sits(ana, server, "delegate", 0);
  await sits(ada, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await atDesk(ana);
  await atDesk(ada);
  await drafts(ana);
  await reads(ada, "Not for everybody.");
  await wire.cut();
  await box(ada).click();
  await ada.page.keyboard.press("Control+End");
  await ada.page.keyboard.press("Enter");
  await ada.page.keyboard.type("Between ourselves.");
  await offline(ada);

  const [second] = await delegations(ana);
  await shares(ana, second);
  await axe(ana.page);
  await shot(ana.page, "desk-shared");
  await ana.page.getByText(/ and .+ read and write here\./).waitFor();
  await ben.page.getByText(/shares its desk with you/).waitFor();
  await ben.page.getByRole("button", { name: "Go there" }).click();
  const theirs = /^Desk of/;
  await reads(ben, "Not for everybody.", theirs);
  await axe(ben.page);
  await box(ben, theirs).click();
  await ben.page.keyboard.press("Control+End");
  await ben.page.keyboard.type(" By Ben.");
  await reads(ana, "By Ben.");
  await saved(ben);

  wire.mend();
  await comesBack(ada);
  const offered = ada.page.getByRole("region", { name: "Needs your attention" });
  await offered.getByText("Between ourselves.").waitFor();
  await offered.getByText(/More people read this text now/).waitFor();
  await reads(ada, "By Ben.");
  await axe(ada.page);
  await shot(ada.page, "desk-revealed");
  assert.ok(!(await box(ben, theirs).textContent()).includes("Between ourselves."));
  await box(ada).click();
  await ada.page.keyboard.press("Control+End");
  await ada.page.keyboard.type(" Ada knows.");
  await reads(ben, "Ada knows.", theirs);
  await offered.getByRole("button", { name: "Dismiss" }).click();
  await saved(ada);

  // They keep what they have read, and are shown no more.
  await button(ana, `Stop sharing with ${second}`).click();
  await until("Ben is elsewhere", async () => !ben.page.url().includes("#desk/"));
  assert.equal(await agenda(ben).getByRole("link", { name: theirs }).count(), 0);
  await box(ana).click();
  await ana.page.keyboard.press("Control+End");
  await ana.page.keyboard.type(" Ours again.");
  await reads(ada, "Ours again.");
  await saved(ana);
  await saved(ben);

  // And again, over the same connections.
  await shares(ana, second);
  await agenda(ben).getByRole("link", { name: theirs }).click();
  await reads(ben, "Ours again.", theirs);
  await box(ben, theirs).click();
  await ben.page.keyboard.press("Control+End");
  await ben.page.keyboard.press("Backspace");
  await saved(ben);
  await box(ana).click();
  await ana.page.keyboard.press("Control+End");
  await ana.page.keyboard.press("Backspace");
  await saved(ana);
});

story("what is written on a desk offline survives a reload, and is offered back if the desk was shared meanwhile", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const [ana, ada] = [await room.person("Ana", server), await room.person("Ada", server)];
  const wire = await onALeash(ada);
  await sits(ana, server, "delegate", 0);
  await sits(ada, server, "delegate", 0);
  await atDesk(ana);
  await atDesk(ada);
  await box(ada).click();
  await ada.page.keyboard.type("Kept. ");
  await saved(ada);
  await wire.cut();
  await ada.page.locator('[data-keeping="offline"]').waitFor();
  await ada.page.keyboard.type("In a tunnel. ");
  await offline(ada);
  await ada.page.reload();
  wire.mend();
  await reads(ada, "In a tunnel.");
  await reads(ana, "In a tunnel.");
  await saved(ada);
  await ada.page.reload();
  await reads(ada, "In a tunnel.");
  assert.equal((await box(ada).textContent()).match(/In a tunnel\./g).length, 1, "written once");

  await wire.cut();
  await ada.page.locator('[data-keeping="offline"]').waitFor();
  await box(ada).click();
  await ada.page.keyboard.press("Control+End");
  await ada.page.keyboard.type("Between ourselves.");
  await offline(ada);
  const path = new URL(ada.page.url());
  await ada.page.close();
  const [second] = await delegations(ana);
  await shares(ana, second);
  wire.mend();
  ada.page = await ada.context.newPage();
  await ada.page.goto(path.pathname + path.hash);
  const offered = ada.page.getByRole("region", { name: "Needs your attention" });
  await offered.getByText("Between ourselves.").waitFor();
  await reads(ada, "In a tunnel.");
  assert.ok(!(await box(ana).textContent()).includes("Between ourselves."));
  // It is offered until it is dismissed, and not sent.
  await ada.page.reload();
  await offered.getByText("Between ourselves.").waitFor();
  assert.equal(await offered.getByText("Between ourselves.").count(), 1);
  await saved(ana);
});

for (const [where, options] of [
  ["desktop", {}],
  ["tablet", TABLET],
  ["phone", PHONE],
  ["dark", { colorScheme: "dark" }],
  ["phone-dark", { ...PHONE, colorScheme: "dark" }],
]) {
  story(`a desk looks as it should: ${where}`, async (room) => {
    const server = await room.server({ demo: { delegations: 3 } });
    const ana = await room.person("Ana", server, options);
    await sits(ana, server, "delegate", 0);
    await atDesk(ana);
    await drafts(ana);
    const [second] = await delegations(ana);
    await shares(ana, second);
    await axe(ana.page);
    await fits(ana.page);
    await shot(ana.page, `desk-${where}`, { fullPage: true });
    await button(ana, "Put into an answer…").click();
    await axe(ana.page);
    await fits(ana.page);
    await shot(ana.page, `desk-${where}-put`);
    await ana.page.keyboard.press("Escape");
    const part = ana.page.locator(".dock").getByRole("button", { name: "Agenda", exact: true });
    if (await part.isVisible()) await part.click();
    await shot(ana.page, `desk-${where}-agenda`);
  });
}
