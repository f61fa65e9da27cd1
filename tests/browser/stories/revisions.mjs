// The text is frozen, compared word by word, and a paragraph of it put back.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { answer, reads, sits } from "../harness/table.mjs";
import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };
const DARK = { viewport: { width: 1280, height: 800 }, colorScheme: "dark" };

/** The facilitator at the demo's table. */
async function facilitates(grace, server) {
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");
  await grace.page.locator('a[href^="/tables/"]:not([href$="outcome"])').first().click();
  await grace.page.locator(".table-bar").waitFor();
}

const saved = (person) => person.page.locator('[data-keeping="saved"]').waitFor();
const dialog = (person) => person.page.getByRole("dialog");
const compared = (person) => person.page.getByRole("region", { name: "Compare" });

/** Goes to the revisions by the agenda, where that may be a part of its own. */
async function seesRevisions(person) {
  const agenda = person.page.getByRole("button", { name: "Agenda", exact: true });
  if (await agenda.isVisible()) await agenda.click();
  await person.page.getByRole("link", { name: /Revisions/ }).click();
  await person.page.getByRole("heading", { name: "Revisions", level: 2 }).waitFor();
}

async function freezes(person, number, name) {
  await person.page.getByRole("button", { name: `Freeze as Rev.${number}` }).click();
  await dialog(person).getByLabel("Name").fill(name);
  await dialog(person).getByRole("button", { name: "Freeze", exact: true }).click();
  await dialog(person).waitFor({ state: "hidden" });
  await person.page.getByRole("heading", { name: `Rev.${number} ${name}` }).waitFor();
}

/** Words that came and went, as they are seen. */
const words = (person, what) =>
  compared(person)
    .locator(`${what} > :not(.unseen)`)
    .evaluateAll((all) => all.map((it) => it.textContent.trim()));

story("two revisions are compared word by word, and a paragraph that went is put back", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, DESK);
  const ana = await room.person("Ana", server, PHONE);
  await sits(ana, server, "delegate", 0);
  await facilitates(grace, server);
  await answer(ana).click();
  await ana.page.keyboard.type("States shall consider measures.\nA second thought, by Ana.\nحماية حقوق المهاجرين\n各国应当保护移民。");
  await reads(ana, "各国应当保护移民。");
  await saved(ana);

  await seesRevisions(grace);
  await grace.page.getByText("Nothing has been frozen yet.").waitFor();
  await axe(grace.page);
  await grace.page.getByRole("button", { name: "Freeze as Rev.1" }).click();
  await dialog(grace).getByRole("button", { name: "Freeze", exact: true }).click();
  await dialog(grace).getByText("Please give a name.").waitFor();
  await axe(grace.page);
  await shot(grace.page, "revisions-freeze");
  await grace.page.keyboard.press("Escape");
  await freezes(grace, 1, "Zero draft");

  // Everybody is told, with the way there.
  await ana.page.getByText("The text was frozen as Rev.1: Zero draft").first().waitFor();
  await shot(ana.page, "revisions-told-phone");

  // The same text is not frozen twice.
  await grace.page.getByRole("button", { name: "Freeze as Rev.2" }).click();
  await dialog(grace).getByLabel("Name").fill("Again");
  await dialog(grace).getByRole("button", { name: "Freeze", exact: true }).click();
  await dialog(grace).getByText("Nothing has changed since Rev.1 was frozen.").waitFor();
  await grace.page.keyboard.press("Escape");

  const words1 = [/shall/, /A second thought, by Ana\./, /حقوق/, /当/];
  await answer(ana).click();
  await ana.page.keyboard.press("Control+a");
  await ana.page.keyboard.type("States should consider new measures.\nحماية كرامة المهاجرين\n各国应该保护移民。");
  await saved(ana);
  await freezes(grace, 2, "After the first reading");

  // Anew, so that the last two are compared.
  await grace.page.reload();
  await grace.page.getByRole("heading", { name: "Rev.2 After the first reading" }).waitFor();
  await compared(grace).locator("ins").first().waitFor();
  const gone = (await words(grace, "del")).join(" | ");
  for (const word of words1) assert.match(gone, word);
  const come = (await words(grace, "ins")).join(" | ");
  for (const word of [/should/, /new/, /كرامة/, /该/]) assert.match(come, word);
  assert.doesNotMatch(come, /States|measures|المهاجرين|移民/, "what is the same is not marked");
  const heard = await compared(grace).locator("ins").first().textContent();
  assert.match(heard, /^\[inserted:.*end of insertion\]$/);
  const arabic = compared(grace).locator("p", { hasText: "كرامة" });
  assert.equal(await arabic.evaluate((it) => getComputedStyle(it).direction), "rtl");
  await axe(grace.page);
  await fits(grace.page);
  await shot(grace.page, "revisions-compare", { fullPage: true });

  // On a phone, by the toast's way; a paragraph that went is put back.
  await seesRevisions(ana);
  await compared(ana).getByText("Paragraph gone").waitFor();
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "revisions-compare-phone", { fullPage: true });
  const block = compared(ana).locator(".compared-block", { hasText: "A second thought, by Ana." });
  await block.getByRole("button", { name: "Put back" }).click();
  await ana.page.getByText("The paragraph is in the text again").first().waitFor();
  await until("the focus is on the comparison", () =>
    ana.page.evaluate(() => document.activeElement?.id === "compared"),
  );
  await ana.page.goBack();
  await reads(ana, "A second thought, by Ana.");

  // The outcome tells of it.
  await grace.page.getByRole("link", { name: /Outcome/ }).first().click();
  await grace.page.getByText(/The text was frozen as Rev\.2 \(SHA-256 [0-9a-f]{64}\)/).first().waitFor();
});

story("all of it is done by keyboard, and who only looks on freezes and puts back nothing", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, DARK);
  const ana = await room.person("Ana", server);
  const olga = await room.person("Olga", server);
  await sits(ana, server, "delegate", 0);
  await sits(olga, server, "observer", 0);
  await facilitates(grace, server);
  await answer(ana).click();
  await ana.page.keyboard.type("First.\nSecond, to be lost.");
  await saved(ana);
  await reads(olga, "to be lost");

  // By the palette, from wherever one is.
  await grace.page.keyboard.press("Control+k");
  await dialog(grace).getByRole("combobox").fill("Freeze as");
  await grace.page.getByRole("option", { name: /Freeze as Rev\.1/ }).waitFor();
  await grace.page.keyboard.press("Enter");
  await dialog(grace).getByLabel("Name").waitFor();
  await until("the name has the focus", () =>
    grace.page.evaluate(() => document.activeElement?.id === "revision-name"),
  );
  await grace.page.keyboard.type("Zero draft");
  await grace.page.keyboard.press("Enter");
  await grace.page.getByRole("heading", { name: "Rev.1 Zero draft" }).waitFor();

  // Read.
  const read = grace.page.getByRole("button", { name: "Read Rev.1" });
  await read.focus();
  await grace.page.keyboard.press("Enter");
  const text = grace.page.getByRole("region", { name: "Rev.1, as it was frozen" });
  await text.getByText("Second, to be lost.").waitFor();
  await until("the focus is on its heading", () =>
    grace.page.evaluate(() => document.activeElement?.id === "revision-text"),
  );
  await axe(grace.page);
  await shot(grace.page, "revisions-read-dark", { fullPage: true });
  await grace.page.keyboard.press("Tab");
  await grace.page.keyboard.press("Enter");
  await compared(grace).getByText("No text has changed.").waitFor();

  await answer(ana).click();
  await ana.page.keyboard.press("Control+a");
  await ana.page.keyboard.type("First.");
  await saved(ana);
  await until("it is gone", async () => !(await answer(olga).textContent()).includes("lost"));
  await compared(grace).getByRole("button", { name: "Compare again" }).click();
  await compared(grace).locator("del").first().waitFor();
  await axe(grace.page);
  await shot(grace.page, "revisions-compare-dark", { fullPage: true });
  await seesRevisions(olga);
  await compared(olga).locator("del").first().waitFor();
  assert.equal(await olga.page.getByRole("button", { name: /Put back|Freeze/ }).count(), 0);
  await axe(olga.page);

  await seesRevisions(ana);
  assert.equal(await ana.page.getByRole("button", { name: /Freeze/ }).count(), 0);
  const back = compared(ana).getByRole("button", { name: "Put back" });
  await back.focus();
  await ana.page.keyboard.press("Enter");
  await compared(ana).getByText("No text has changed.").waitFor();
  await olga.page.goBack();
  await reads(olga, "Second, to be lost.");
});
