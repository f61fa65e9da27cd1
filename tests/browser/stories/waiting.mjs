// What waits: words while the database is locked, and what is clicked while the server is away.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";

import { axe, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, comesBack, moves, onALeash, reads, sits, twoSit } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const sign = (person) => person.page.locator("[data-keeping]");
const says = (person, words) =>
  until(`${person.name} is told ${words}`, async () => words.test(await sign(person).textContent()), 40_000);
const button = (place, name) => place.getByRole("button", { name, exact: true });

/** Locks a server's database from outside, as a backup or a curious administrator does; returns what unlocks it. */
async function locks(server) {
  const program = [
    "import sqlite3, sys",
    "database = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)",
    "database.execute('BEGIN EXCLUSIVE')",
    "print('locked', flush=True)",
    "sys.stdin.read()",
  ].join("\n");
  const child = spawn("python3", ["-c", program, server.database.replace("sqlite:", "")]);
  const ended = new Promise((resolve) => child.on("close", resolve));
  await new Promise((resolve, reject) => {
    child.stdout.once("data", resolve);
    child.on("error", reject);
    child.on("close", () => reject(new Error("the database was not locked")));
  });
  return () => {
    child.stdin.end();
    return ended;
  };
}

story("while the database is locked, the page says what is going on, and all is saved afterwards", async (room) => {
  const { server, ana, ben } = await twoSit(room);
  await answer(ana).click();
  await ana.page.keyboard.type("Before. ");
  await says(ana, /Saved/);
  const unlock = await locks(server);
  await ana.page.keyboard.type("Meanwhile. ");
  await says(ana, /Not saved yet: the server takes long|The server cannot save/);
  assert.equal(await sign(ana).getAttribute("role"), "status", "it is read aloud");
  await axe(ana.page, { within: ".table-bar" });
  await shot(ana.page, "saving-slow");
  // SQLite itself gives up after some seconds, and the server says so.
  await says(ana, /The server cannot save/);
  await ana.page.keyboard.type("And on. ");
  await unlock();
  await says(ana, /^Saved/);
  await reads(ben, "Meanwhile. And on.");
});

/** A table of Ana and Ben, led by Grace, with a practice and an open ballot on it. */
async function voting(room) {
  const server = await room.server({ demo: { delegations: 2 } });
  const people = {};
  for (const name of ["Ana", "Ben", "Grace"]) people[name.toLowerCase()] = await room.person(name, server);
  const wire = await onALeash(people.ana);
  await sits(people.ana, server, "delegate", 0);
  await sits(people.ben, server, "delegate", 1);
  await sits(people.grace, server, "facilitator");
  await people.grace.page.waitForURL(/sessions\//);
  await says(people.ana, /Saved/);
  await people.grace.page.goto(new URL(people.ana.page.url()).pathname);
  await people.ana.page.getByRole("link", { name: /All practices/ }).click();
  await button(people.ana.page, "Bring a practice").click();
  await people.ana.page.getByLabel("Title").fill("A desk for referrals");
  await button(people.ana.page, "Put it on the table").click();
  await people.ana.page.getByRole("heading", { name: "A desk for referrals" }).waitFor();
  await people.grace.page.getByRole("link", { name: /Ballots/ }).click();
  await moves(people.grace, "Decisions");
  await button(people.grace.page, "Open the ballot").click();
  await people.ana.page.locator(".ballot .choice").waitFor();
  return { ...people, wire };
}

story("a vote cast offline shows that it waits, and is cast on return", async (room) => {
  const { ana, ben, wire } = await voting(room);
  const card = ana.page.locator(".ballot");
  await wire.cut();
  await says(ana, /Offline/);
  await button(card, "Support").click();
  await card.getByText("Waiting to be cast").waitFor();
  assert.equal(await button(card, "Support").getAttribute("aria-pressed"), "true");
  await ana.page.getByText(/Waits for the server: Support on “A desk for referrals”/).waitFor();
  await ana.page.locator(".ready").click();
  assert.equal(await ana.page.locator(".ready").getAttribute("aria-pressed"), "true");
  await axe(ana.page);
  await shot(ana.page, "vote-waits");
  wire.mend();
  await comesBack(ana);
  // A cut that came in between makes it wait for the next try.
  await card.getByText("1 of 2 delegations have voted.").waitFor({ timeout: 45_000 });
  await until("nothing waits any more", async () => (await ana.page.getByText("Waiting to be cast").count()) === 0);
  assert.equal(await button(card, "Support").getAttribute("aria-pressed"), "true");
  await ben.page.getByText("1 of 2 delegations have voted.").first().waitFor();
});

story("who voted offline is told that the vote did not count when the ballot closed meanwhile", async (room) => {
  const { ana, grace, wire } = await voting(room);
  const card = ana.page.locator(".ballot");
  await wire.cut();
  await says(ana, /Offline/);
  await button(card, "Support").click();
  await card.getByText("Waiting to be cast").waitFor();
  await button(grace.page, "Close the ballot").click();
  await grace.page.getByRole("dialog").getByRole("button", { name: "Close the ballot" }).click();
  await grace.page.getByText("0 support").first().waitFor();
  wire.mend();
  await comesBack(ana);
  const told = ana.page.locator(".too-late");
  await told.getByText(/Your vote did not count: Support on “A desk for referrals”/).waitFor({ timeout: 45_000 });
  await until("it is in sight", () =>
    told.evaluate((place) => {
      const { top, bottom } = place.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }),
  );
  await axe(ana.page);
  await shot(ana.page, "vote-too-late");
  await button(told, "Dismiss").click();
  await told.waitFor({ state: "detached" });
});
