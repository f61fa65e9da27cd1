// Good practices as a collection: themes that come from the note, what shows that something works, what is covered, and two side
// by side.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { seesPractices, sits } from "../harness/table.mjs";
import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

const button = (where, name) => where.getByRole("button", { name, exact: true });

/** Fills in a card: its title, what it speaks to, and what shows that it works. */
async function brings(person, title, { themes = [], evidence = [], lesson = false, done = "" }) {
  await button(person.page, "Bring a practice").click();
  const form = person.page.getByRole("dialog");
  await form.getByLabel("Title").fill(title);
  if (lesson) await form.getByLabel("Lesson learned").check();
  await form.getByLabel("What was done").fill(done);
  for (const theme of themes) await form.getByLabel(theme, { exact: true }).check();
  for (const given of evidence) await form.getByLabel(given).check();
  return form;
}

async function puts(form, person, title) {
  await button(form, "Put it on the table").click();
  await person.page.getByRole("heading", { name: title, level: 2 }).waitFor();
}

story("practices speak to themes, say what shows that they work, and are looked at as a collection", async (room) => {
  const server = await room.server({ demo: { delegations: 3 } });
  const grace = await room.person("Grace", server, { viewport: { width: 768, height: 1024 }, hasTouch: true });
  const ana = await room.person("Ana", server, PHONE);
  const ben = await room.person("Ben", server, { colorScheme: "dark" });
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);

  // The facilitator says which themes there are, by keyboard.
  await seesPractices(grace);
  await button(grace.page, "Edit the themes").focus();
  await grace.page.keyboard.press("Enter");
  const list = grace.page.getByRole("dialog").getByLabel("Themes");
  await list.fill("Fees\nRegisters\nالعودة");
  await axe(grace.page);
  await shot(grace.page, "themes-edit-tablet");
  await button(grace.page.getByRole("dialog"), "Save").click();
  await grace.page.getByText("nobody speaks to 3 themes").waitFor();

  // What is given makes it more mature, and says so at once.
  await seesPractices(ana);
  const form = await brings(ana, "Joint register of assessments", { themes: ["Registers", "العودة"], done: "Two countries share one register." });
  await form.getByText("By that it counts as: Innovation").waitFor();
  await form.getByLabel("Done again elsewhere").check();
  await form.getByText("By that it counts as: Good practice, confirmed").waitFor();
  await form.getByText("Context, who benefited").click();
  await form.getByLabel("Who benefited").fill("Nurses who moved.");
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "practice-form-phone");
  await puts(form, ana, "Joint register of assessments");
  await ana.page.getByText("Good practice, confirmed · Done again elsewhere").waitFor();
  await ana.page.getByText("Nurses who moved.").waitFor();
  await fits(ana.page);

  await seesPractices(ben);
  await puts(await brings(ben, "Fees that nobody could foresee", { themes: ["Fees"], lesson: true, done: "Fees were raised twice." }), ben, "Fees that nobody could foresee");
  await seesPractices(ben);

  // What is covered, and what is not.
  await grace.page.getByText("nobody speaks to 0 themes").waitFor({ state: "detached" });
  await grace.page.getByText("What the practices cover", { exact: true }).click();
  const table = grace.page.getByRole("table");
  await table.getByRole("row", { name: /Registers/ }).getByRole("cell", { name: "1", exact: true }).waitFor();
  await axe(grace.page);
  await fits(grace.page);
  await shot(grace.page, "coverage-tablet");

  // Filtered, and all again.
  const titles = () => ben.page.locator(".practice-row h3").allInnerTexts();
  await ben.page.getByText("Filter and sort").click();
  await ben.page.getByLabel("Kind").selectOption({ label: "Lesson learned" });
  await ben.page.getByText("1 of 2 are shown.").waitFor();
  assert.deepEqual(await titles(), ["Fees that nobody could foresee"]);
  await axe(ben.page);
  await shot(ben.page, "practices-chosen-dark");
  await button(ben.page, "Show all").click();
  await ben.page.getByLabel("Order").selectOption({ label: "By title" });
  await until("they stand by title", async () => (await titles())[0] === "Fees that nobody could foresee" && (await titles()).length === 2);

  // Two side by side; what neither tells is not there.
  await ben.page.getByText("Compare two").click();
  await ben.page.getByLabel("One", { exact: true }).selectOption({ label: "Joint register of assessments" });
  await ben.page.getByLabel("Beside it").selectOption({ label: "Fees that nobody could foresee" });
  const column = ben.page.getByRole("region", { name: "Joint register of assessments" });
  await column.getByText("Two countries share one register.").waitFor();
  await column.getByText("Nurses who moved.").waitFor();
  await until("what is blank is not there", async () => !(await column.getByText("Does it last?").isVisible()));
  await axe(ben.page);
  await fits(ben.page);
  await shot(ben.page, "practices-compared-dark", { fullPage: true });

  // A theme by another name is the same theme.
  await button(grace.page, "Edit the themes").click();
  await grace.page.getByRole("dialog").getByLabel("Themes").fill("Fees\nJoint registers\nالعودة");
  await button(grace.page.getByRole("dialog"), "Save").click();
  await ana.page.getByText("Joint registers · العودة").waitFor();
});
