// What facilitators note for each other: written together, and seen by nobody else.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { answer, reads, sits } from "../harness/table.mjs";
import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

const DESK = { viewport: { width: 1440, height: 900 } };
const DARK = { viewport: { width: 1440, height: 900 }, colorScheme: "dark" };
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

const notes = (person) => person.page.getByRole("textbox", { name: "Facilitators’ notes" });
const saved = (person) => person.page.locator('[data-keeping="saved"]').waitFor();

/** A facilitator at the demo's table. */
async function facilitates(person, server) {
  await sits(person, server, "facilitator");
  await person.page.waitForURL("**/sessions/*");
  await person.page.goto(`/tables/${server.demo.tables[0].id}`);
  await person.page.locator(".table-bar").waitFor();
}

story("facilitators write their notes together, and nobody else has them", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, DESK);
  const fatou = await room.person("Fatou", server, DARK);
  const ana = await room.person("Ana", server);
  await facilitates(grace, server);
  await facilitates(fatou, server);
  await sits(ana, server, "delegate", 0);
  await answer(ana).waitFor();

  // Nothing is shown before it is asked for; with the keyboard, the palette leads there.
  assert.equal(await notes(grace).count(), 0);
  await grace.page.getByRole("button", { name: "Open the notes" }).click();
  await notes(grace).click();
  await grace.page.keyboard.type("South will not move before lunch.");
  await saved(grace);
  await fatou.page.keyboard.press("Control+k");
  await fatou.page.getByRole("dialog").getByRole("combobox").fill("Facilitators’ notes");
  await fatou.page.keyboard.press("Enter");
  await until("Fatou reads the notes", async () => (await notes(fatou).textContent()).includes("South will not move"));
  await notes(fatou).click();
  await fatou.page.keyboard.press("Control+End");
  await fatou.page.keyboard.type(" Then after it.");
  await until("Grace reads on", async () => (await notes(grace).textContent()) === "South will not move before lunch. Then after it.");
  await axe(grace.page);
  await shot(grace.page, "notes-desk");
  await axe(fatou.page);
  await shot(fatou.page, "notes-desk-dark");

  // The text is written as ever beside them.
  await answer(grace).click();
  await grace.page.keyboard.type("For all to read.");
  await reads(ana, "For all to read.");
  await saved(grace);

  // Nobody else is offered them, nor finds them in what leaves the room.
  assert.equal(await ana.page.getByText("Facilitators’ notes").count(), 0);
  await ana.page.keyboard.press("Control+k");
  await ana.page.getByRole("dialog").getByRole("combobox").fill("Facilitators’ notes");
  assert.equal(await ana.page.getByRole("option", { name: /Facilitators’ notes/ }).count(), 0);
  await ana.page.keyboard.press("Escape");
  for (const path of ["outcome.html", "outcome.json", "sheet.html", "history"]) {
    for (const person of [ana, grace]) {
      const answer = await person.page.request.get(`/api/tables/${server.demo.tables[0].id}/${path}`);
      assert.equal(answer.status(), 200, path);
      assert.ok(!(await answer.text()).includes("South will not move"), path);
    }
  }

  // They are there after a reload, on a phone as well.
  const phone = await room.person("Gro", server, PHONE);
  await facilitates(phone, server);
  await phone.page.locator(".dock button").nth(2).click();
  await phone.page.getByRole("button", { name: "Open the notes" }).click();
  await until("they are there", async () => (await notes(phone).textContent()).includes("Then after it."));
  await fits(phone.page);
  await axe(phone.page);
  await notes(phone).scrollIntoViewIfNeeded();
  await shot(phone.page, "notes-phone");
});
