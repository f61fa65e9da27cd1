// What a facilitator changes while the session is on: a table more, another wording, other names.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, moves, reads, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

story("a table is added to a running session, and whoever sits at it writes there", async (room) => {
  const server = await room.server({ demo: { delegations: 3 } });
  const grace = await room.person("Grace", server);
  const ana = await room.person("Ana", server);
  const ben = await room.person("Ben", server, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");

  const form = grace.page.getByRole("form", { name: "Add a table" });
  await form.getByRole("button", { name: "Add the table" }).click();
  await form.getByText(/must not be empty|is empty|Give/i).first().waitFor();
  await axe(grace.page);
  await form.getByLabel("Name of the table").fill("Table of the Coast");
  const seats = form.getByRole("checkbox");
  assert.equal(await seats.count(), 3);
  await seats.nth(1).uncheck();
  await form.getByLabel("Its own questions").fill("Who waits at sea?\nWho answers their calls?");
  await shot(grace.page, "table-add", { fullPage: true });
  await form.getByRole("button", { name: "Add the table" }).click();
  await grace.page.getByText(/Table of the Coast is added/).waitFor();
  await axe(grace.page);
  await grace.page.setViewportSize({ width: 390, height: 844 });
  await fits(grace.page);
  await shot(grace.page, "table-add-phone", { fullPage: true });
  await grace.page.emulateMedia({ colorScheme: "dark" });
  await grace.page.setViewportSize({ width: 768, height: 1024 });
  await fits(grace.page);
  await axe(grace.page);
  await shot(grace.page, "table-add-tablet-dark", { fullPage: true });
  await grace.page.emulateMedia({ colorScheme: "light" });
  await grace.page.setViewportSize({ width: 1280, height: 800 });

  // A newcomer sits where it is wanted.
  const newcomer = grace.page.getByRole("form", { name: "Seat another delegation" });
  await newcomer.getByLabel("Name", { exact: true }).fill("Talmira");
  await newcomer.getByLabel("Plenary").uncheck();
  await newcomer.getByRole("button", { name: "Add" }).click();
  await grace.page.getByText("Talmira has a seat.").waitFor();
  await axe(grace.page);

  // It is given another table later.
  const another = grace.page.getByRole("form", { name: "Seat a delegation at another table" });
  const who = another.getByLabel("Delegation", { exact: true });
  await who.selectOption({ label: "Talmira" });
  assert.deepEqual(await another.getByLabel("Table", { exact: true }).locator("option").allTextContents(), ["Plenary"]);
  await axe(grace.page);
  await grace.page.setViewportSize({ width: 390, height: 844 });
  await fits(grace.page);
  await shot(grace.page, "another-seat-phone", { fullPage: true });
  await grace.page.setViewportSize({ width: 1280, height: 800 });
  await another.getByRole("button", { name: "Give the seat" }).press("Enter");
  await grace.page.getByText("Talmira sits at Plenary now.").waitFor();
  assert.ok(!(await who.locator("option").allTextContents()).includes("Talmira"));
  await axe(grace.page);

  // Who sits there finds it and writes; who does not is not let in.
  await ana.page.goto(`${server.url}/sessions`);
  await ana.page.getByRole("link", { name: "Table of the Coast", exact: true }).click();
  await ana.page.getByRole("link", { name: /Who waits at sea/ }).waitFor();
  const address = ana.page.url().split("#")[0];
  await grace.page.goto(address);
  await grace.page.getByRole("button", { name: /^On to Question/ }).click();
  const dialog = grace.page.getByRole("dialog");
  await dialog.locator(".primary").click();
  await ana.page.getByRole("link", { name: /Who waits at sea/ }).click();
  await answer(ana).click();
  await ana.page.keyboard.type("Those whom nobody looks for.");
  await ana.page.locator('[data-keeping="saved"]').waitFor();
  await grace.page.locator(".side").getByText("Talmira").waitFor();
  await grace.page.getByRole("link", { name: /Who waits at sea/ }).click();
  await reads(grace, "Those whom nobody looks for.");
  await ben.page.goto(address);
  await ben.page.getByRole("heading", { level: 1 }).waitFor();
  assert.equal(await ben.page.getByText("Those whom nobody looks for.").count(), 0);
});

story("a question is worded otherwise and things get other names while everybody is at work", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server);
  const ana = await room.person("Ana", server);
  await sits(ana, server, "delegate", 0);
  await answer(ana).click();
  await ana.page.keyboard.type("What we have seen.");
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");
  const session = grace.page.url();
  await grace.page.goto(`${server.url}/tables/${server.demo.tables[0].id}`);
  await grace.page.getByRole("button", { name: "Change the question" }).click();
  const dialog = grace.page.getByRole("dialog", { name: "Change the question" });
  const text = dialog.getByLabel("Question", { exact: true });
  await text.fill(" ");
  await dialog.getByRole("button", { name: "Save the question" }).click();
  await dialog.locator('[aria-invalid="true"]').waitFor();
  await axe(grace.page);
  await text.fill("What has each of you seen at sea?");
  await dialog.getByLabel("Name in the agenda").fill("At sea");
  await shot(grace.page, "question-change");
  await dialog.getByRole("button", { name: "Save the question" }).click();
  await dialog.waitFor({ state: "detached" }).catch(() => {});
  await ana.page.getByRole("heading", { name: "What has each of you seen at sea?" }).waitFor();
  await ana.page.getByRole("link", { name: /At sea/ }).waitFor();
  await reads(ana, "What we have seen.");
  assert.equal(await ana.page.getByRole("button", { name: "Change the question" }).count(), 0);

  await grace.page.goto(session);
  const names = grace.page.locator("details.names");
  await names.locator("summary").click();
  const table = names.getByLabel("Name of the table");
  await table.fill("Table of the Harbour");
  await table.press("Enter");
  await grace.page.getByText("It is called “Table of the Harbour” now.").waitFor();
  await ana.page.getByText("Table of the Harbour").first().waitFor();
  const delegation = names.getByLabel("Name of the delegation").first();
  const before = await delegation.inputValue();
  await delegation.fill(await names.getByLabel("Name of the delegation").nth(1).inputValue());
  await delegation.press("Enter");
  await names.getByText(/already/).first().waitFor();
  await axe(grace.page);
  await delegation.fill(`Free ${before}`);
  await delegation.press("Enter");
  await grace.page.getByText(`It is called “Free ${before}” now.`).waitFor();
  await ana.page.getByRole("region", { name: "At the table" }).or(ana.page.locator(".side")).getByText(`Free ${before}`).first().waitFor();
  const title = names.getByLabel("Title of the session");
  await title.fill("Rights at sea");
  await title.press("Enter");
  await grace.page.getByRole("heading", { name: "Rights at sea", level: 1 }).waitFor();
  await shot(grace.page, "names", { fullPage: true });
  await grace.page.setViewportSize({ width: 390, height: 844 });
  await fits(grace.page);
  await shot(grace.page, "names-phone", { fullPage: true });
});

story("a question is added while two delegates are at work, who both answer it", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server);
  const ana = await room.person("Ana", server);
  const ben = await room.person("Ben", server, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await answer(ana).click();
  await ana.page.keyboard.type("What we have seen");
  await reads(ben, "What we have seen");
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");
  const address = `${server.url}/tables/${server.demo.tables[0].id}`;
  await grace.page.goto(address);

  // By keyboard alone, with a look at what a mistake leads to.
  const add = grace.page.getByRole("button", { name: "Add a question" });
  await add.focus();
  await axe(grace.page);
  await shot(grace.page, "question-add-agenda");
  await grace.page.keyboard.press("Enter");
  const dialog = grace.page.getByRole("dialog", { name: "Add a question" });
  const text = dialog.getByLabel("Question", { exact: true });
  await isFocused(text);
  await grace.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await isFocused(add);
  await grace.page.keyboard.press("Enter");
  await isFocused(text);
  await grace.page.keyboard.press("Tab");
  await grace.page.keyboard.press("Enter");
  await dialog.getByText("Please give a").waitFor();
  await isFocused(text);
  await axe(grace.page);
  await grace.page.keyboard.type("Who waits at sea?");
  const label = dialog.getByLabel(/^Label/);
  await label.fill("a label of more than twenty letters");
  await label.press("Enter");
  await dialog.getByText(/label is too long/i).waitFor();
  await isFocused(label);
  await shot(grace.page, "question-add");
  await label.fill("z");
  await dialog.getByLabel("Name in the agenda").fill("At sea");
  assert.equal(await dialog.getByLabel("Answered").inputValue(), "0");
  // A window that grows narrow shows the text instead of the agenda, and the dialog still.
  await grace.page.setViewportSize({ width: 390, height: 844 });
  await dialog.waitFor();
  await fits(grace.page);
  await axe(grace.page);
  await shot(grace.page, "question-add-phone");
  await grace.page.setViewportSize({ width: 1280, height: 800 });
  await label.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await grace.page.getByRole("heading", { name: "Who waits at sea?", level: 2 }).waitFor();
  await axe(grace.page);

  // Everybody finds it, nobody is disturbed, and both answer it.
  const added = (person) => person.page.getByRole("link", { name: /At sea/ });
  await added(ana).waitFor();
  await ana.page.keyboard.type(" goes on.");
  await reads(ben, "What we have seen goes on.");
  await added(ana).click();
  await ana.page.getByRole("heading", { name: "Who waits at sea?", level: 2 }).waitFor();
  await answer(ana).click();
  await ana.page.keyboard.type("Those whom nobody looks for.");
  await ana.page.locator('[data-keeping="saved"]').waitFor();
  await ben.page.getByRole("button", { name: "Agenda", exact: true }).click();
  assert.equal(await ben.page.getByRole("button", { name: "Add a question" }).count(), 0);
  await added(ben).click();
  await reads(ben, "Those whom nobody looks for.");
  await ben.page.getByRole("tab", { name: "By delegation" }).click();
  await ben.page.getByRole("textbox", { name: /^Answer of/ }).first().click();
  await ben.page.keyboard.type("Our boats are out.");
  await ben.page.locator('[data-keeping="saved"]').waitFor();
  await reads(grace, "Those whom nobody looks for.");

  // It stays over a reload, and is in the outcome.
  await ana.page.reload();
  await added(ana).click();
  await reads(ana, "Those whom nobody looks for.");
  await grace.page.goto(`${address}/outcome`);
  const outcome = grace.page.locator(".outcome-preview");
  for (const said of ["Who waits at sea?", "Those whom nobody looks for.", "Our boats are out."]) {
    await outcome.getByText(said).first().waitFor();
  }

  // At a closed table nothing is asked any more, and the agenda says why.
  await grace.page.goto(address);
  for (const phase of ["Good practices", "Decisions", "Wrap-up", "Closed"]) await moves(grace, phase);
  const why = grace.page.locator(".add-question .why-not");
  await why.getByText(/The table is closed/).waitFor();
  assert.equal(await add.isDisabled(), true);
  await axe(grace.page);
  await shot(grace.page, "question-add-closed");
});

/** Waits until the keyboard is in an element. */
async function isFocused(locator) {
  await until("the keyboard is there", () => locator.evaluate((it) => it === document.activeElement));
}
