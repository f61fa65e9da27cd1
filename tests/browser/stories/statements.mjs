// Statements handed in: with the request for the floor, from the desk, changed; read by interpreters, then by everybody; the pace.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const DESK = { viewport: { width: 1440, height: 900 } };
const TABLET = { viewport: { width: 768, height: 1024 }, hasTouch: true, colorScheme: "dark" };
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

const floor = (person) => person.page.getByRole("region", { name: "The floor" });
const button = (person, name) => person.page.getByRole("button", { name, exact: true });
const strip = (person) => person.page.getByRole("region", { name: "Now speaking" });
const now = (ivy) => ivy.page.locator(".booth-now");
const next = (ivy) => ivy.page.locator(".booth-next");

story("interpreters read a statement before it is delivered, and everybody after", async (room) => {
  const server = await room.server({ demo: { delegations: 3 } });
  const grace = await room.person("Grace", server, DESK);
  const ana = await room.person("Ana", server, DESK);
  const ben = await room.person("Ben", server, PHONE);
  const ivy = await room.person("Ivy", server, TABLET);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await sits(ivy, server, "interpreter");
  await ivy.page.waitForURL(/\/t\/[^/]+\/interpreter$/);
  await next(ivy).getByText("Nobody waits.").waitFor();
  await axe(ivy.page);
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);

  // With the request, by keyboard alone.
  await floor(ana).getByRole("button", { name: "Ask for the floor" }).focus();
  await ana.page.keyboard.press("Enter");
  const asking = ana.page.getByRole("dialog", { name: "Ask for the floor" });
  const more = asking.getByText("Hand in the text as well");
  await more.focus();
  await ana.page.keyboard.press("Enter");
  const text = asking.getByLabel("Text of the statement");
  await text.focus();
  await ana.page.keyboard.insertText("Chair, my delegation welcomes the draft.\nWe would add one word.");
  await asking.getByText(/words a minute \(11 words in all\)/).waitFor();
  await axe(ana.page);
  await shot(ana.page, "statement-ask");
  await asking.getByRole("button", { name: "Ask", exact: true }).focus();
  await ana.page.keyboard.press("Enter");
  await asking.waitFor({ state: "hidden" });
  await next(ivy).getByText("Read the text").click();
  await next(ivy).getByText("We would add one word.").waitFor();
  await floor(grace).locator("summary", { hasText: "Text handed in" }).waitFor();

  // Others see that there is one, and not what it says.
  await ben.page.getByRole("button", { name: /People and votes/ }).click();
  await floor(ben).getByText("Text handed in").waitFor();
  assert.equal(await ben.page.getByText("We would add one word.").count(), 0);
  await fits(ben.page);
  await axe(ben.page);

  // Changed: far too long for three minutes.
  await button(ana, "Change the text").click();
  const dialog = ana.page.getByRole("dialog", { name: "Text of your statement" });
  await dialog.getByLabel("Text of the statement").fill("word ".repeat(479) + "end.");
  await dialog.getByText(/^160 words a minute: too fast/).waitFor();
  await axe(ana.page);
  await shot(ana.page, "statement-fast");
  await dialog.getByRole("button", { name: "Hand it in" }).click();
  await dialog.waitFor({ state: "hidden" });

  await floor(grace).locator(".call-next").click();
  await strip(ana).getByText(/^160 words a minute: too fast/).waitFor();
  await now(ivy).getByText(/^160 words a minute: too fast/).waitFor();
  await now(ivy).getByRole("timer").waitFor();
  assert.equal(await strip(ben).getByText(/words a minute/).count(), 0, "it is the speaker's and the interpreters'");
  await button(ana, "Change the text").waitFor({ state: "detached" });
  for (const person of [grace, ana, ben, ivy]) {
    await axe(person.page);
    await fits(person.page);
  }
  await shot(ivy.page, "interpreter-tablet-dark", { fullPage: true });
  await shot(ana.page, "statement-speaking");

  // Time is given, and the pace is fine; a reload changes nothing.
  await floor(grace).getByRole("button", { name: "Give 1 min more" }).click();
  await strip(ana).getByText(/words a minute/).waitFor({ state: "detached" });
  await now(ivy).getByText(/^120 words a minute/).waitFor();
  await ivy.page.reload();
  await now(ivy).getByText(/^120 words a minute/).waitFor();
  await now(ivy).getByText(/end\.$/).waitFor();

  // Delivered, by whoever has spoken for half a minute.
  await grace.page.waitForTimeout(30_500);
  await floor(grace).getByRole("button", { name: "End the speech" }).click();
  await floor(ben).getByText("Statements delivered: 1").click();
  await floor(ben).locator(".delivered li summary").click();
  await until("everybody reads it", async () => (await floor(ben).locator(".delivered .statement-text").textContent()).endsWith("end."));
  await axe(ben.page);
  await fits(ben.page);
  await shot(ben.page, "statement-delivered-phone", { fullPage: true });
});

story("a statement is taken from the desk, and taken back", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server, DESK);
  const ivy = await room.person("Ivy", server, DESK);
  await sits(ana, server, "delegate", 0);
  await sits(ivy, server, "interpreter");
  await ana.page.locator(".table-bar").waitFor();
  const agenda = ana.page.getByRole("navigation", { name: "Agenda", exact: true });
  await agenda.getByRole("link", { name: /^Our desk/ }).click();
  const desk = ana.page.locator(".page [contenteditable='true']").first();
  await desk.click();
  await ana.page.keyboard.type("谢谢主席。我们支持草案。");
  await ana.page.locator('[data-keeping="saved"]').waitFor();

  await floor(ana).getByRole("button", { name: "Ask for the floor" }).click();
  const asking = ana.page.getByRole("dialog", { name: "Ask for the floor" });
  await asking.getByRole("button", { name: "Ask", exact: true }).click();
  await asking.waitFor({ state: "hidden" });
  await button(ana, "Hand in the text").click();
  const dialog = ana.page.getByRole("dialog", { name: "Text of your statement" });
  const text = dialog.getByLabel("Text of the statement");
  await text.fill("Typed here.");
  await dialog.getByRole("button", { name: "Take it from our desk" }).click();
  assert.equal(await text.inputValue(), "Typed here.\n谢谢主席。我们支持草案。", "what is typed stays");
  await text.fill("");
  await dialog.getByRole("button", { name: "Take it from our desk" }).click();
  assert.equal(await text.inputValue(), "谢谢主席。我们支持草案。");
  await dialog.getByText(/\(6 words in all\)/).waitFor();
  await dialog.getByRole("button", { name: "Hand it in" }).click();
  await dialog.waitFor({ state: "hidden" });
  await next(ivy).getByText("Read the text").waitFor();

  await button(ana, "Change the text").click();
  await dialog.getByRole("button", { name: "Take the text back" }).click();
  await dialog.waitFor({ state: "hidden" });
  await next(ivy).getByText("No text was handed in.").waitFor();
  await axe(ivy.page);
});

story("what is typed is kept, and a floor that is given by mistake publishes nothing", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, DESK);
  const ana = await room.person("Ana", server, PHONE);
  await sits(ana, server, "delegate", 0);
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  const seesSide = () => ana.page.getByRole("button", { name: /People and votes/ }).click();
  const dialog = ana.page.getByRole("dialog", { name: "Text of your statement" });
  const text = dialog.getByLabel("Text of the statement");
  const unsent = dialog.getByText("This is what you typed last. It is not handed in yet.");

  // With the request: Escape and a reload lose nothing.
  await seesSide();
  const asking = ana.page.getByRole("dialog", { name: "Ask for the floor" });
  const withText = asking.getByLabel("Text of the statement");
  await floor(ana).getByRole("button", { name: "Ask for the floor" }).click();
  await asking.getByText("Hand in the text as well").click();
  await withText.fill("My first thought.");
  await ana.page.keyboard.press("Escape");
  await asking.waitFor({ state: "hidden" });
  await ana.page.reload();
  await seesSide();
  await floor(ana).getByRole("button", { name: "Ask for the floor" }).click();
  assert.equal(await withText.inputValue(), "My first thought.");
  await asking.getByRole("button", { name: "Ask", exact: true }).click();
  await asking.waitFor({ state: "hidden" });

  // Nor when a text that is handed in is changed.
  await button(ana, "Change the text").click();
  assert.equal(await unsent.count(), 0);
  assert.equal(await text.inputValue(), "My first thought.");
  await text.fill("My second thought.");
  await ana.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await ana.page.reload();
  await seesSide();
  await button(ana, "Change the text").click();
  await unsent.waitFor();
  assert.equal(await text.inputValue(), "My second thought.");
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "statement-unsent-phone");
  await dialog.getByRole("button", { name: "Discard it" }).click();
  assert.equal(await text.inputValue(), "My first thought.");
  await text.fill("My second thought.");
  await dialog.getByRole("button", { name: "Hand it in" }).click();
  await dialog.waitFor({ state: "hidden" });
  await button(ana, "Change the text").click();
  assert.equal(await unsent.count(), 0, "what is handed in is no draft");
  await ana.page.keyboard.press("Escape");

  // A slip of the chair, taken back by keyboard.
  await floor(grace).locator(".call-next").click();
  const back = floor(grace).getByRole("button", { name: "Back to the list" });
  await back.waitFor();
  await button(ana, "Change the text").waitFor({ state: "detached" });
  await axe(grace.page);
  await shot(grace.page, "floor-back-to-the-list");
  await back.focus();
  await grace.page.keyboard.press("Enter");
  await floor(grace).getByText("Nobody has the floor.").waitFor();
  await button(ana, "Change the text").waitFor();
  assert.equal(await floor(ana).getByText(/^Statements delivered/).count(), 0);

  // Who is skipped has the text when they ask again.
  await floor(grace).getByRole("button", { name: /^Skip / }).click();
  await button(ana, "Change the text").waitFor({ state: "detached" });
  await floor(ana).getByRole("button", { name: "Ask for the floor" }).click();
  await asking.getByText("Hand in the text as well").click();
  await asking.getByRole("button", { name: "Take the text handed in before" }).click();
  assert.equal(await withText.inputValue(), "My second thought.");
  await axe(ana.page);
});

story("an interpreter of several tables finds the page that is made for it, and back", async (room) => {
  const server = await room.server({ demo: { tables: 2, delegations: 2 } });
  const ivy = await room.person("Ivy", server, DESK);
  await sits(ivy, server, "interpreter");
  await ivy.page.waitForURL(/\/sessions\//);
  await ivy.page.locator(`a.way[href="/t/${server.demo.tables[1].id}/interpreter"]`).click();
  await next(ivy).waitFor();
  await ivy.page.getByRole("link", { name: "Go to the table" }).click();
  await ivy.page.locator(".table-bar").waitFor();
  const booth = ivy.page.getByRole("link", { name: "The page for interpreters" });
  await booth.waitFor();
  await axe(ivy.page);
  await fits(ivy.page);
  await booth.focus();
  await ivy.page.keyboard.press("Enter");
  await next(ivy).waitFor();
  await ivy.page.waitForURL(new RegExp(`/t/${server.demo.tables[1].id}/interpreter$`));
});

story("a moment's floor publishes nothing, and the text that is kept is taken back", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, DESK);
  const ana = await room.person("Ana", server, PHONE);
  await sits(ana, server, "delegate", 0);
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  await ana.page.getByRole("button", { name: /People and votes/ }).click();
  const asks = async () => {
    await floor(ana).getByRole("button", { name: "Ask for the floor" }).click();
    return ana.page.getByRole("dialog", { name: "Ask for the floor" });
  };
  const asking = await asks();
  await asking.getByText("Hand in the text as well").click();
  await asking.getByLabel("Text of the statement").fill("Not to be said yet.");
  await asking.getByRole("button", { name: "Ask", exact: true }).click();
  await asking.waitFor({ state: "hidden" });
  await floor(grace).locator(".call-next").click();
  await floor(grace).getByRole("button", { name: "End the speech" }).click();
  await floor(ana).getByRole("button", { name: "Ask for the floor" }).waitFor();
  assert.equal(await floor(grace).getByText(/^Statements delivered/).count(), 0);

  const again = await asks();
  await again.getByText("Hand in the text as well").click();
  const back = again.getByRole("button", { name: "Take back the text handed in before" });
  await back.waitFor();
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "statement-kept-phone");
  await back.focus();
  await ana.page.keyboard.press("Enter");
  await back.waitFor({ state: "hidden" });
});

story("a short statement is published if its delegation says that it was one", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, DESK);
  const ana = await room.person("Ana", server, PHONE);
  const ben = await room.person("Ben", server, DESK);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  await ana.page.getByRole("button", { name: /People and votes/ }).click();
  await floor(ana).getByRole("button", { name: "Ask for the floor" }).click();
  const asking = ana.page.getByRole("dialog", { name: "Ask for the floor" });
  await asking.getByText("Hand in the text as well").click();
  await asking.getByLabel("Text of the statement").fill("We agree.");
  await asking.getByRole("button", { name: "Ask", exact: true }).click();
  await asking.waitFor({ state: "hidden" });
  await floor(grace).locator(".call-next").click();
  await floor(grace).getByRole("button", { name: "End the speech" }).click();

  // Who speaks for it and who presides are asked, and nobody else.
  const row = floor(ana).locator(".not-published");
  await row.getByText(/had the floor for less than 30 seconds/).waitFor();
  await floor(grace).locator(".not-published").waitFor();
  assert.equal(await floor(ben).locator(".not-published").count(), 0);
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "statement-short-phone");
  await row.getByRole("button", { name: "That was the statement" }).focus();
  await ana.page.keyboard.press("Enter");
  await row.waitFor({ state: "hidden" });
  await floor(ben).getByText(/^Statements delivered/).click();
  await floor(ben).locator(".delivered .who summary").first().click();
  await floor(ben).getByText("We agree.").waitFor();
});
