// The roll is called by keyboard, the quorum is a fact at the ballot, and the list of participants can be printed.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { brings, moves, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

const button = (person, name) => person.page.getByRole("button", { name, exact: true });

story("the roll is called, the quorum is reached, and the ballot says so", async (room) => {
  const server = await room.server({ demo: { delegations: 3 } });
  const grace = await room.person("Grace", server, DESK);
  const ana = await room.person("Ana", server, DESK);
  const ben = await room.person("Ben", server, PHONE);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  const roll = grace.page.getByRole("region", { name: "Presence and quorum" });
  await roll.waitFor();
  assert.equal(await ana.page.getByRole("region", { name: "Presence and quorum" }).count(), 0);

  // By keyboard alone: one is declared present, and the quorum is set.
  await roll.getByRole("button", { name: "Call the roll" }).focus();
  await grace.page.keyboard.press("Enter");
  const dialog = grace.page.getByRole("dialog", { name: "Call the roll" });
  const boxes = dialog.getByRole("checkbox");
  assert.equal(await boxes.count(), 3);
  assert.equal(await dialog.getByText("not connected", { exact: true }).count(), 1);
  await boxes.first().focus();
  await grace.page.keyboard.press("Space");
  await dialog.getByText("1 of 3 delegations are present.").waitFor();
  await dialog.getByLabel("Quorum", { exact: true }).selectOption({ label: "More than half of the delegations" });
  await dialog.getByText(/The quorum of 2 is not reached\./).waitFor();
  await axe(grace.page);
  await shot(grace.page, "roll-call");

  // What the connections suggest is taken over in one go.
  await dialog.getByRole("button", { name: "Declare those present who are connected" }).click();
  await dialog.getByText(/2 of 3 delegations are present\. The quorum of 2 is reached\./).waitFor();
  await dialog.getByLabel("Quorum", { exact: true }).selectOption({ label: "A number of delegations" });
  await dialog.getByLabel("How many delegations").fill("none");
  await grace.page.keyboard.press("Enter");
  await dialog.getByText("Give a whole number from 1.").waitFor();
  await dialog.getByLabel("How many delegations").fill("3");
  await grace.page.keyboard.press("Enter");
  await dialog.getByText(/The quorum of 3 is not reached\./).waitFor();
  await axe(grace.page);
  await shot(grace.page, "roll-call-number");
  await dialog.getByRole("button", { name: "Done" }).click();
  await dialog.waitFor({ state: "hidden" });
  await roll.getByText(/The quorum of 3 is not reached\./).waitFor();

  // A connection that ends changes nothing of it.
  await ben.page.goto("about:blank");
  await grace.page.locator(".people li[data-state='people-away']").nth(1).waitFor();
  await roll.getByText(/2 of 3 delegations are present\./).waitFor();

  // At a ballot it is a fact.
  await moves(grace, "Good practices");
  await brings(ana, "Shared referral desk");
  await moves(grace, "Decisions");
  await grace.page.evaluate(() => (location.hash = "#ballots"));
  await button(grace, "Open the ballot").click();
  const fact = ana.page.locator(".ballot .roll-fact").first();
  await until("the ballot says so", async () => /2 of 3 .* The quorum of 3 is not reached\.$/.test(await fact.textContent()));
  await axe(ana.page);
  await shot(ana.page, "roll-ballot", { fullPage: true });
});

story("a head of delegation is named, and the list of participants is printed", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, DESK);
  const ana = await room.person("Ana", server, PHONE);
  const abel = await room.person("Abel", server);
  await sits(ana, server, "delegate", 0);
  await sits(abel, server, "delegate", 0);
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  await grace.page.getByRole("link", { name: "List of participants" }).click();
  await grace.page.waitForURL(/\/participants$/);
  await grace.page.getByRole("heading", { name: "List of participants", level: 1 }).waitFor();
  const names = (person) => person.page.locator(".participants").first().locator("li > span:first-child").allTextContents();
  await until("both are listed", async () => (await names(grace)).join() === "Abel,Ana");
  await grace.page.getByLabel(/^Head of delegation/).first().selectOption({ label: "Ana" });
  await until("the head comes first", async () => (await names(grace)).join() === "Ana,Abel");
  await grace.page.getByRole("checkbox", { name: "Only the head casts the votes" }).focus();
  await grace.page.keyboard.press("Space");
  await axe(grace.page);
  await shot(grace.page, "participants", { fullPage: true });
  await grace.page.emulateMedia({ media: "print" });
  assert.equal(await grace.page.getByLabel(/^Head of delegation/).first().isVisible(), false);
  assert.ok(await grace.page.getByText("Head of delegation", { exact: true }).first().isVisible());
  await shot(grace.page, "participants-print", { fullPage: true });

  // Everybody at the table reads it; nobody else names a head.
  await ana.page.goto(`/tables/${server.demo.tables[0].id}/participants`);
  await until("the same", async () => (await names(ana)).join() === "Ana,Abel");
  assert.equal(await ana.page.getByLabel(/^Head of delegation/).count(), 0);
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "participants-phone", { fullPage: true });

  // The other members are told why they do not vote.
  await grace.page.emulateMedia({ media: "screen" });
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  await moves(grace, "Good practices");
  await brings(abel, "Shared referral desk");
  await moves(grace, "Decisions");
  await grace.page.evaluate(() => (location.hash = "#ballots"));
  await button(grace, "Open the ballot").click();
  await abel.page.getByText("The votes of your delegation are reserved to its head.").first().waitFor();
  assert.equal(await abel.page.locator(".ballot .choice").count(), 0);
  await ana.page.goto(`/tables/${server.demo.tables[0].id}#ballots`);
  await ana.page.locator(".ballot .choice").first().waitFor();

  // The same for what a delegation publishes.
  await grace.page.goto(`/tables/${server.demo.tables[0].id}/participants`);
  await grace.page.getByLabel("Only the head publishes from the desk and hands in statements").first().check();
  await abel.page.getByRole("button", { name: "Ask for the floor" }).first().click();
  const asking = abel.page.getByRole("dialog", { name: "Ask for the floor" });
  await asking.getByText(/is reserved to its head/).waitFor();
  await axe(abel.page);
  await shot(abel.page, "publishing-reserved");
});
