// A table on paper: printed in two taps, read from the PDF that comes out.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { answer, brings, moves, reads, sits } from "../harness/table.mjs";
import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

const saved = (person) => person.page.locator('[data-keeping="saved"]').waitFor();
const paper = (person) => person.page.locator(".paper");

/** Notes how often the page is printed. */
async function watchesThePrinter(person) {
  await person.context.addInitScript(() => {
    window.printed = 0;
    window.print = () => (window.printed += 1);
  });
}

/** The text of a PDF, as the house itself reads one: dropped where concept notes are. */
async function readsPdf(person, buffer) {
  // Nothing is left of the one before.
  await person.page.evaluate(() => localStorage.removeItem("roundtable.new-session"));
  await person.page.goto("/sessions/new");
  await person.page.getByLabel("Text of the concept note").waitFor();
  await person.page.setInputFiles("input[type=file]", { name: "sheet.pdf", mimeType: "application/pdf", buffer });
  const text = () => person.page.getByLabel("Text of the concept note").inputValue();
  await until("the sheet is read", async () => (await text()).includes("borders"));
  return (await text()).replace(/\s+/g, " ");
}

story("the facilitator prints a table in two taps, and nothing private is on it", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, DESK);
  const ana = await room.person("Ana", server);
  await watchesThePrinter(grace);
  await sits(ana, server, "delegate", 0);
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  await grace.page.locator(".table-bar").waitFor();
  await answer(ana).click();
  await ana.page.keyboard.type("Rivers know no borders.\nA second thought.\nحماية حقوق المهاجرين");
  await reads(grace, "A second thought.");
  await saved(ana);
  await ana.page.getByRole("link", { name: "Our desk" }).click();
  await ana.page.getByRole("textbox", { name: "Our desk" }).click();
  await ana.page.keyboard.type("For our delegation alone.");
  await saved(ana);
  await moves(grace, "Good practices");
  await brings(ana, "Shared referral desk");
  await grace.page.evaluate(() => (location.hash = "#practices"));
  await grace.page.getByText("Shared referral desk").first().waitFor();

  // One tap, and another.
  await grace.page.evaluate(() => (location.hash = "#question/q1"));
  await answer(grace).waitFor();
  await grace.page.getByRole("link", { name: "On paper" }).first().click();
  await paper(grace).getByText("A second thought.").waitFor();
  await grace.page.getByRole("button", { name: "Print" }).click();
  assert.equal(await grace.page.evaluate(() => window.printed), 1);
  const numbers = await paper(grace).locator(".paper-number").allTextContents();
  assert.deepEqual(numbers, ["1.1", "1.2", "1.3"]);
  assert.match(await paper(grace).innerText(), /entry \d+ of the log/);
  assert.ok(!(await paper(grace).innerText()).includes("For our delegation alone."));
  // A paragraph from right to left has its number at its own start.
  const sides = await paper(grace).locator(".paper-row").evaluateAll((rows) =>
    rows.map((row) => row.querySelector(".paper-number").getBoundingClientRect().left < row.querySelector(".paper-text").getBoundingClientRect().left),
  );
  assert.deepEqual(sides, [true, true, false]);
  await axe(grace.page);
  await fits(grace.page);
  await shot(grace.page, "sheet-desk", { fullPage: true });

  // All of it, on either paper; what comes out is read as any other PDF.
  await grace.page.getByLabel("The whole table").check();
  await paper(grace).getByText("Shared referral desk").waitFor();
  const printed = [];
  for (const [format, wide] of [["A4", /MediaBox ?\[0 0 59[45]/], ["Letter", /MediaBox ?\[0 0 612/]]) {
    const pdf = await grace.page.pdf({ format, preferCSSPageSize: true });
    assert.match(pdf.toString("latin1"), wide, format);
    printed.push(pdf);
  }
  for (const pdf of printed) {
    const text = await readsPdf(grace, pdf);
    for (const words of ["Rivers know no borders.", "1.2", "A second thought.", "Shared referral desk", "of the log", "Remark or proposed wording"]) {
      assert.ok(text.includes(words), `${words}\n${text}`);
    }
    for (const words of ["For our delegation alone.", "Back to the table", "Draw again"]) assert.ok(!text.includes(words), `${words}\n${text}`);
  }
});

story("whoever sits at the table finds it by the keyboard, on a phone and in the dark", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server, { colorScheme: "dark" });
  await sits(ana, server, "delegate", 0);
  await answer(ana).click();
  await ana.page.keyboard.type("Rivers know no borders.");
  await saved(ana);
  await ana.page.keyboard.press("Control+k");
  await ana.page.getByRole("combobox").fill("On paper");
  await ana.page.keyboard.press("Enter");
  await paper(ana).getByText("Rivers know no borders.").waitFor();
  await axe(ana.page);
  await shot(ana.page, "sheet-desk-dark");

  const phone = await room.person("Carla", server, PHONE);
  await sits(phone, server, "observer", 0);
  await phone.page.getByRole("button", { name: "Agenda", exact: true }).click();
  await phone.page.getByRole("link", { name: "On paper" }).click();
  await paper(phone).getByText("Rivers know no borders.").waitFor();
  await phone.page.getByRole("button", { name: "Print" }).waitFor();
  await fits(phone.page);
  await axe(phone.page);
  await shot(phone.page, "sheet-phone");
});
