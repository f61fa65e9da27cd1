// The projector's page: what the facilitator shows, live and read-only, through ten minutes without network.

import assert from "node:assert/strict";

import { axe, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, brings, moves, onALeash, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const WALL = { viewport: { width: 1920, height: 1080 } };

story("the room is shown what the facilitator says, and nothing can be done there", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, { viewport: { width: 1440, height: 900 } });
  const wall = await room.person("Hall A", server, WALL);
  const ana = await room.person("Ana", server);
  await sits(ana, server, "delegate", 0);
  const wire = await onALeash(wall);
  await sits(wall, server, "projector");
  await wall.page.waitForURL(/\/t\/[^/]+\/projector$/);
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);

  // It follows the agenda, and the text as it is written.
  const body = wall.page.locator(".screen-body");
  await wall.page.getByRole("heading", { name: "Drafting" }).waitFor();
  await answer(ana).click();
  await ana.page.keyboard.type("Access to legal aid at every crossing.");
  await body.getByText("Access to legal aid at every crossing.").waitFor();
  assert.equal(await wall.page.locator('[contenteditable="true"]').count(), 0);
  assert.equal(await wall.page.getByRole("button").filter({ visible: true }).count(), 0, "nothing to press");
  await button(grace, "Set the clock to 10 min").click();
  await wall.page.locator(".clock").waitFor();
  await axe(wall.page);
  await shot(wall.page, "projector-question");

  // What the facilitator says is shown.
  await brings(ana, "Shared referral desk");
  const shows = grace.page.getByLabel("The room sees");
  await shows.selectOption("Practice: Shared referral desk");
  await wall.page.getByRole("heading", { name: "Shared referral desk" }).waitFor();
  await axe(wall.page);
  await shot(wall.page, "projector-practice");
  await shows.selectOption("Pause");
  await grace.page.getByLabel("What the pause slide says").fill("Back at 15:30");
  await grace.page.keyboard.press("Enter");
  await wall.page.getByText("Back at 15:30").waitFor();
  await shot(wall.page, "projector-pause");
  await axe(grace.page);
  await shot(grace.page, "projector-control");
  await shows.selectOption("What the agenda is at");
  await moves(grace, "Good practices");
  await body.getByText("Shared referral desk").waitFor();
  await moves(grace, "Decisions");
  await grace.page.evaluate(() => (location.hash = "#ballots"));
  await grace.page.getByRole("button", { name: "Open the ballot" }).click();
  await body.getByText(/0 of 2 delegations have voted/).waitFor();
  await wall.page.setViewportSize({ width: 1024, height: 768 });
  await axe(wall.page);
  await shot(wall.page, "projector-ballot-4-3");

  // Without network it shows what was there, says so quietly, and goes on by itself.
  await wire.cut();
  await wall.page.getByText(/No connection: this is what was there last/).waitFor();
  await body.getByText(/0 of 2 delegations have voted/).waitFor();
  await shot(wall.page, "projector-away");
  await ana.page.getByRole("button", { name: "Support", exact: true }).first().click();
  wire.mend();
  await until("it goes on", async () => (await body.getByText(/1 of 2 delegations have voted/).count()) > 0);
  assert.equal(await wall.page.locator(".screen-foot").textContent(), "");
});

story("what has just been written is marked for a while, and the facilitator sees small what the room sees", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, { viewport: { width: 1440, height: 900 } });
  const wall = await room.person("Hall A", server, WALL);
  const ana = await room.person("Ana", server);
  await sits(ana, server, "delegate", 0);
  await sits(wall, server, "projector");
  await wall.page.waitForURL(/\/t\/[^/]+\/projector$/);
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  // What comes in several frames is marked in several stretches.
  const marked = async () => (await wall.page.locator(".just-written").allTextContents()).join("").trim();

  await answer(ana).click();
  await ana.page.keyboard.type("Access to legal aid.");
  await wall.page.getByText("Access to legal aid.").waitFor();
  await until("it is marked", async () => (await marked()).endsWith("aid."));
  // What stands below it does not move, and only who watches sees it marked.
  assert.equal(await ana.page.locator(".just-written").count(), 0);
  const place = () => wall.page.locator(".screen-body .prose-editor p").first().boundingBox();
  const before = await place();
  await shot(wall.page, "projector-fresh");
  await axe(wall.page);
  await until("it is not marked any more", async () => (await marked()) === "");
  assert.deepEqual(await place(), before);
  assert.ok((await answer(ana).textContent()).includes("Access to legal aid."));
  await ana.page.keyboard.type(" At once.");
  await until("only what is new is marked", async () => (await marked()) === "At once.");

  // The thumbnail is the page itself; whoever looks at it is counted once, and the keyboard passes it by.
  const people = async () => {
    const lobby = await (await grace.page.request.get(`/api/sessions/${server.demo.session}/lobby`)).json();
    return lobby.tables[0].here.map(({ name, line }) => `${name} ${line}`).sort();
  };
  const there = await people();
  assert.equal(there.length, 3);
  await grace.page.getByRole("button", { name: "See what the room sees" }).click();
  const seen = grace.page.frameLocator(".thumbnail iframe");
  await seen.getByText("Access to legal aid. At once.").waitFor();
  await ana.page.keyboard.type(" For all.");
  await seen.getByText("At once. For all.").waitFor();
  await grace.page.getByLabel("The room sees").selectOption("Pause");
  await seen.locator(".pause").waitFor();
  assert.deepEqual(await people(), there, "nobody has come");
  await grace.page.getByLabel("4:3").check();
  await grace.page.getByRole("button", { name: "Hide what the room sees" }).focus();
  await grace.page.keyboard.press("Tab");
  assert.equal(await grace.page.evaluate(() => document.activeElement.tagName), "INPUT", "not into the picture");
  await grace.page.getByLabel("The room sees").selectOption("What the agenda is at");
  await seen.getByText("At once. For all.").waitFor();
  await axe(grace.page);
  await grace.page.locator(".thumbnail").scrollIntoViewIfNeeded();
  await shot(grace.page, "projector-thumbnail");
  await grace.page.getByRole("button", { name: "Hide what the room sees" }).click();
  assert.equal(await grace.page.locator("iframe").count(), 0, "nothing is left running");
  for (let times = 0; times < 2; times++) {
    await grace.page.getByRole("button", { name: "See what the room sees" }).click();
    await seen.locator(".screen-body").waitFor();
    await grace.page.getByRole("button", { name: "Hide what the room sees" }).click();
  }
  assert.deepEqual(await people(), there, "nor has anybody gone, or a connection in trouble");

  // On a screen of 4:3, letters are as large a share of its height as on a wide one.
  const share = () => wall.page.evaluate(() => parseFloat(getComputedStyle(document.querySelector(".screen")).fontSize) / innerHeight);
  assert.ok((await share()) >= 0.029);
  await wall.page.setViewportSize({ width: 1024, height: 768 });
  assert.ok((await share()) >= 0.029, `${await share()}`);
  await shot(wall.page, "projector-4-3");
});

const button = (person, name) => person.page.getByRole("button", { name, exact: true });
