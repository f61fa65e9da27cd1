// What happens elsewhere at the table is told where one is, with the way there, and only once.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, comesBack, onALeash, reads, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

const told = (person, text) => person.page.locator(".toast").filter({ hasText: text });
const corner = (person) => person.page.getByRole("region", { name: /^Announcements/ });

async function leads(grace, server) {
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  await grace.page.getByRole("heading", { name: "Facilitate" }).waitFor();
}

async function moves(grace, to) {
  await grace.page.getByRole("button", { name: new RegExp(`^(On|Back) to ${to}$`) }).click();
  // Some moves are asked about.
  const dialog = grace.page.getByRole("dialog");
  if (await dialog.isVisible()) await dialog.locator(".primary").click();
  await grace.page.locator(".phases [aria-current]", { hasText: to }).waitFor();
}

async function brings(ana) {
  await ana.page.evaluate(() => (location.hash = "#practices"));
  await ana.page.getByRole("button", { name: "Bring a practice" }).click();
  await ana.page.getByRole("dialog").getByLabel("Title").fill("Shared referral desk");
  await ana.page.getByRole("button", { name: "Put it on the table" }).click();
  await ana.page.getByRole("heading", { name: "Shared referral desk" }).waitFor();
}

for (const [where, options] of [
  ["on a desktop", {}],
  ["on a phone in the dark", { ...PHONE, colorScheme: "dark" }],
]) {
  story(`a move, a question and a ballot are told ${where}, and lead there`, async (room) => {
    const server = await room.server({ demo: { delegations: 2 } });
    const ana = await room.person("Ana", server, options);
    const ben = await room.person("Ben", server);
    const grace = await room.person("Grace", server);
    await sits(ana, server, "delegate", 0);
    await sits(ben, server, "delegate", 1);
    await leads(grace, server);
    await answer(ana).click();
    await ana.page.keyboard.type("Half a sent");

    // The move: nobody is moved, and whoever moved the table is not told.
    await moves(grace, "Good practices");
    await told(ana, "The table is now at: Good practices").waitFor();
    await ana.page.keyboard.type("ence.");
    await reads(ben, "Half a sentence.");
    assert.equal(await told(grace, /now at/).count(), 0, "one's own move is no news");
    await axe(ana.page);
    await fits(ana.page);
    await shot(ana.page, `told-move-${where.replaceAll(" ", "-")}`);
    await told(ana, "The table is now").getByRole("button", { name: "Go there" }).click();
    await ana.page.getByRole("heading", { name: "What has worked" }).waitFor();
    await told(ana, "The table is now").waitFor({ state: "detached" });

    // A question to one's delegation, answered where the way leads.
    await brings(ana);
    await ana.page.evaluate(() => (location.hash = "#note"));
    const practice = server.url;
    assert.ok(practice);
    await ben.page.evaluate(() => (location.hash = "#practices"));
    await ben.page.getByRole("link", { name: "Shared referral desk" }).click();
    await ben.page.getByLabel(/Ask the delegation/).fill("Who pays?");
    await ben.page.getByRole("button", { name: "Ask", exact: true }).click();
    await told(ana, "Your practice was asked a question: Shared referral desk").waitFor();
    assert.equal(await told(grace, /asked/).count(), 0, "it is told to those who are asked");
    await told(ana, "asked a question").getByRole("button", { name: "Go there" }).click();
    await until("the question is in view and has the focus", () =>
      ana.page.evaluate(() => {
        const { top, bottom } = document.activeElement.getBoundingClientRect();
        return document.activeElement.matches(".remark") && top >= 0 && bottom <= innerHeight;
      }),
    );
    await ana.page.getByLabel("Your answer").fill("The districts.");
    await ana.page.getByRole("button", { name: "Answer", exact: true }).click();
    await told(ben, "Your question was answered: Shared referral desk").waitFor();

    // A ballot, opened and over.
    await moves(grace, "Decisions");
    await grace.page.evaluate(() => (location.hash = "#ballots"));
    await grace.page.getByRole("button", { name: "Open the ballot" }).click();
    await told(ana, "A ballot is open:").waitFor();
    await told(ana, "now at: Decisions").waitFor();
    assert.equal(await told(grace, /ballot/).count(), 0);
    await axe(ana.page);
    await shot(ana.page, `told-ballot-${where.replaceAll(" ", "-")}`);
    await told(ana, "A ballot is open:").getByRole("button", { name: "Go there" }).click();
    await ana.page.getByRole("button", { name: "Support", exact: true }).first().waitFor();
    await told(ben, "A ballot is open:").waitFor();
    await ana.page.getByRole("button", { name: "Support", exact: true }).first().click();
    await grace.page.getByRole("button", { name: "Close the ballot" }).first().click();
    await grace.page.getByRole("dialog").getByRole("button", { name: "Close the ballot" }).click();
    await told(ana, "A ballot is over:").waitFor();
    // A newer word about the same takes the place of the older.
    await told(ben, "A ballot is over:").waitFor();
    assert.equal(await told(ben, "A ballot is open:").count(), 0);
  });
}

story("announcements are reached, followed and put away by keyboard, and give the keyboard back", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  const grace = await room.person("Grace", server);
  await sits(ana, server, "delegate", 0);
  await leads(grace, server);
  await answer(ana).click();
  await ana.page.keyboard.type("Here ");
  await moves(grace, "Good practices");
  await told(ana, "now at: Good practices").waitFor();
  await ana.page.keyboard.press("F8");
  assert.equal(await ana.page.evaluate(() => document.activeElement.textContent), "Go there");
  await ana.page.keyboard.press("Escape");
  await ana.page.keyboard.type("again. ");
  await reads(grace, "Here again.");
  await ana.page.keyboard.press("F8");
  await ana.page.keyboard.press("Tab");
  await ana.page.keyboard.press("Enter");
  await told(ana, "now at: Good practices").waitFor({ state: "detached" });
  await until("the keyboard is back in the text", () =>
    ana.page.evaluate(() => document.activeElement.getAttribute("aria-label") === "Joint answer"),
  );
  await ana.page.keyboard.type("And on.");
  await reads(grace, "Here again. And on.");
});

story("what happened while one was away is told on return, and not told again", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  const grace = await room.person("Grace", server);
  const wire = await onALeash(ana);
  await sits(ana, server, "delegate", 0);
  await leads(grace, server);
  await ana.page.locator('[data-keeping="saved"]').waitFor();
  await wire.cut();
  await ana.page.locator('[data-keeping="offline"]').waitFor();
  await moves(grace, "Good practices");
  wire.mend();
  await comesBack(ana);
  await told(ana, "now at: Good practices").waitFor();
  await told(ana, "now at: Good practices").getByRole("button", { name: "Dismiss" }).click();
  await wire.cut();
  await ana.page.locator('[data-keeping="offline"]').waitFor();
  wire.mend();
  await comesBack(ana);
  await ana.page.locator('[data-keeping="saved"]').waitFor();
  assert.equal(await told(ana, /now at/).count(), 0);
  await ana.page.reload();
  await ana.page.locator('[data-keeping="saved"]').waitFor();
  assert.equal(await told(ana, /now at/).count(), 0, "what one finds is no news");
});

story("an announcement waits for whoever looks at another tab", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  const grace = await room.person("Grace", server);
  await ana.page.clock.install();
  await sits(ana, server, "delegate", 0);
  await leads(grace, server);
  await answer(ana).waitFor();
  const hides = (hidden) =>
    ana.page.evaluate((is) => Object.defineProperty(document, "hidden", { value: is, configurable: true }), hidden);
  await hides(true);
  await moves(grace, "Good practices");
  await told(ana, "now at: Good practices").waitFor();
  await ana.page.clock.runFor(600_000);
  assert.equal(await told(ana, "now at: Good practices").count(), 1);
  await hides(false);
  // Held by hand or keyboard, it stays too.
  await ana.page.keyboard.press("F8");
  await ana.page.clock.runFor(120_000);
  assert.equal(await told(ana, "now at: Good practices").count(), 1);
  await ana.page.keyboard.press("Escape");
  await ana.page.clock.runFor(60_000);
  await told(ana, "now at: Good practices").waitFor({ state: "detached" });
});

story("two minutes and the end are told, once each, and lead to the work", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  const grace = await room.person("Grace", server);
  ana.tolerates(/WebSocket is already in CLOSING or CLOSED state/);
  // Five minutes are the fewest that can be set: what comes to Ana's page is put nearer.
  let left = 0;
  await ana.context.routeWebSocket(/\/live\//, (socket) => {
    const far = socket.connectToServer();
    far.onMessage((message) => {
      const said = typeof message === "string" ? JSON.parse(message) : {};
      if (said.record?.event !== "time-kept") return socket.send(message);
      said.record.ends = Date.now() + left * 1_000;
      socket.send(JSON.stringify(said));
    });
  });
  await sits(ana, server, "delegate", 0);
  await leads(grace, server);
  await answer(ana).waitFor();
  await ana.page.evaluate(() => (location.hash = "#note"));
  left = 124;
  await grace.page.getByRole("button", { name: "Set the clock to 5 min" }).first().click();
  await ana.page.getByRole("timer").waitFor();
  assert.equal(await told(ana, /minutes/).count(), 0);
  await told(ana, "Less than two minutes are left").waitFor();
  await axe(ana.page);
  left = 3;
  await grace.page.getByRole("button", { name: "Set the clock to 10 min" }).first().click();
  await told(ana, "Time is up").waitFor();
  assert.equal(await told(ana, "Less than two minutes").count(), 0);
  await told(ana, "Time is up").getByRole("button", { name: "Go there" }).click();
  await answer(ana).waitFor();
  assert.equal(await corner(ana).locator(".toast").count(), 0);
});
