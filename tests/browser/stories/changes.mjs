// What changed since a revision is taken along as tracked changes of a Word file; a calendar file that does not come says why.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { inflateRawSync } from "node:zlib";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, reads, sits } from "../harness/table.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

const dialog = (person) => person.page.getByRole("dialog");
const button = (where, name) => where.getByRole("button", { name, exact: true });
const at = (server) => `/tables/${server.demo.tables[0].id}`;

/** One part of an archive, by the table of contents at its end. */
function part(archive, name) {
  let entry = archive.readUInt32LE(archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6])) + 16);
  while (archive.readUInt32LE(entry) === 0x02014b50) {
    const [length, extra, comment] = [28, 30, 32].map((field) => archive.readUInt16LE(entry + field));
    if (archive.toString("utf8", entry + 46, entry + 46 + length) === name) {
      const local = archive.readUInt32LE(entry + 42);
      const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      const bytes = archive.subarray(from, from + archive.readUInt32LE(entry + 20));
      return (archive.readUInt16LE(entry + 10) === 0 ? bytes : inflateRawSync(bytes)).toString("utf8");
    }
    entry += 46 + length + extra + comment;
  }
  throw new Error(`${name} is not in the archive`);
}

/** The text of the file for Word, as the page offers it now. */
async function takesWord(person) {
  const files = person.page.getByRole("group", { name: "Take it along" });
  await files.getByRole("link", { name: "Word", exact: true }).focus();
  const [download] = await Promise.all([person.page.waitForEvent("download"), person.page.keyboard.press("Enter")]);
  return part(await readFile(await download.path()), "word/document.xml");
}

story("a Word file shows what changed since a revision as tracked changes", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server);
  const ana = await room.person("Ana", server, PHONE);
  await sits(ana, server, "delegate", 0);
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(at(server));
  await answer(ana).click();
  await ana.page.keyboard.type("States shall act.");
  await reads(grace, "States shall act.");
  await ana.page.locator('[data-keeping="saved"]').waitFor();

  await grace.page.getByRole("link", { name: /Revisions/ }).click();
  await button(grace.page, "Freeze as Rev.1").click();
  await dialog(grace).getByLabel("Name").fill("Zero draft");
  await button(dialog(grace), "Freeze").click();
  await grace.page.getByRole("heading", { name: "Rev.1 Zero draft" }).waitFor();
  await answer(ana).click();
  await ana.page.keyboard.press("Control+End");
  await ana.page.keyboard.type(" And soon.");
  await reads(ana, "And soon.");
  await ana.page.locator('[data-keeping="saved"]').waitFor();

  await ana.page.goto(`${at(server)}/outcome`);
  const since = ana.page.getByLabel("In the Word file, track changes");
  await since.waitFor();
  const plain = await takesWord(ana);
  assert.ok(plain.includes("And soon.") && !plain.includes("<w:ins "), "nothing is tracked unless that is asked for");
  await since.selectOption({ label: "Rev.1: Zero draft" });
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "changes-since-phone");
  const tracked = await takesWord(ana);
  const came = [...tracked.matchAll(/<w:ins .*?<\/w:ins>/gs)].map(([run]) => run).join("");
  assert.ok(came.includes("And soon"), "what came in is tracked");
  assert.ok(!came.includes("States shall act"), "what was there is not");
});

story("a calendar file that does not come says why", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const [rae, ana] = [await room.person("Rae", server), await room.person("Ana", server)];
  await sits(rae, server, "rapporteur");
  await sits(ana, server, "delegate", 0);
  // Nothing is sent out where nothing is written.
  await answer(ana).click();
  await ana.page.keyboard.type("States shall act.");
  await ana.page.locator('[data-keeping="saved"]').waitFor();
  await rae.page.waitForURL(/sessions\/|tables\//);
  await rae.page.goto(`${at(server)}/outcome`);
  const views = rae.page.getByRole("navigation", { name: "What to look at" });
  await views.getByRole("link", { name: "Draft and corrections", exact: true }).click();
  await button(rae.page, "Send the draft out").click();
  await button(dialog(rae), "Send the draft out").click();
  await dialog(rae).waitFor({ state: "hidden" });

  const calendar = rae.page.getByRole("link", { name: "For your calendar" });
  await rae.page.route("**/calendar.ics", (route) => route.abort());
  await rae.throughTrouble(async () => {
    await calendar.focus();
    await rae.page.keyboard.press("Enter");
    await rae.page.getByText(/^The server cannot be reached\./).first().waitFor();
  });
  await axe(rae.page);
  await shot(rae.page, "calendar-refused");

  // It comes once the way is free, and what was said goes.
  await rae.page.unroute("**/calendar.ics");
  const [download] = await Promise.all([rae.page.waitForEvent("download"), calendar.click()]);
  assert.match(await readFile(await download.path(), "utf8"), /^BEGIN:VCALENDAR\r\n/);
  await rae.page.getByText(/^The server cannot be reached\./).first().waitFor({ state: "detached" });
});
