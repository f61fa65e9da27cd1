// The rapporteur sends the draft out, a delegation offers a correction, it is accepted and comes out as a corrigendum; chair and rapporteur
// sign; the outcome is published, read without an account, and taken away again.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, reads, sits } from "../harness/table.mjs";

const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

const WORDS = "Referral is followed up by whoever made it.";

const button = (person, name) => person.page.getByRole("button", { name, exact: true });
const dialog = (person, name) => person.page.getByRole("dialog", { name });
const views = (person) => person.page.getByRole("navigation", { name: "What to look at" });
const goesTo = (person, name) => views(person).getByRole("link", { name, exact: true }).click();
const outcome = (server) => `/tables/${server.demo.tables[0].id}/outcome`;

async function meeting(room) {
  const server = await room.server({ demo: { delegations: 3 } });
  const grace = await room.person("Grace", server, DESK);
  const rae = await room.person("Rae", server, { ...DESK, colorScheme: "dark" });
  const ana = await room.person("Ana", server, PHONE);
  await sits(ana, server, "delegate", 0);
  await sits(rae, server, "rapporteur");
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  await answer(ana).click();
  await ana.page.keyboard.type(WORDS);
  await reads(grace, WORDS);
  await ana.page.locator('[data-keeping="saved"]').waitFor();
  for (const person of [grace, rae, ana]) await person.page.goto(outcome(server));
  return { server, grace, rae, ana };
}

/** Signs what the page shows, by keyboard. */
async function signs(person, name) {
  const shown = person.page.waitForResponse(/\/outcome\/shown/);
  await button(person, "Show the latest").click();
  await (await shown).finished();
  await button(person, name).focus();
  await person.page.keyboard.press("Enter");
  const asks = dialog(person, "Sign the outcome");
  await asks.getByText("You sign the text as it is shown on this page.").waitFor();
  await axe(person.page);
  await asks.getByRole("button", { name: "Sign", exact: true }).click();
  await asks.waitFor({ state: "hidden" });
}

story("an outcome goes out as a draft, is corrected, signed, published and taken away", async (room) => {
  const { server, grace, rae, ana } = await meeting(room);

  // The rapporteur sends it out, for a week as a rule.
  await goesTo(rae, "Draft and corrections");
  await rae.page.getByText("No draft has gone out yet.").waitFor();
  await button(rae, "Send the draft out").focus();
  await rae.page.keyboard.press("Enter");
  const form = dialog(rae, "Send the draft out");
  await form.getByLabel("Corrections until").fill("");
  await form.getByRole("button", { name: "Send the draft out" }).click();
  await form.getByText("Give a day and a time.").waitFor();
  const week = await rae.page.evaluate(() => {
    const at = new Date(Date.now() + 7 * 86_400_000);
    return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  });
  await form.getByLabel("Corrections until").fill(week);
  await form.getByLabel("What goes with it").fill("Please look at the first paragraph.");
  await axe(rae.page);
  await shot(rae.page, "circulation-form-dark");
  await form.getByRole("button", { name: "Send the draft out" }).click();
  await form.waitFor({ state: "hidden" });
  await rae.page.locator(".draft-paragraph").getByText(WORDS).waitFor();

  // Everybody is told; a delegation reads it on a phone, and offers a correction.
  await ana.page.getByText(/^Draft 1 in circulation until /).waitFor();
  await ana.page.getByRole("link", { name: "Read it and offer corrections" }).click();
  await ana.page.getByText("Please look at the first paragraph.").waitFor();
  const href = await ana.page.getByRole("link", { name: "For your calendar" }).getAttribute("href");
  const calendar = await ana.page.evaluate((href) => fetch(href).then((file) => file.text()), href);
  assert.match(calendar, /^BEGIN:VCALENDAR\r\n/);
  await button(ana, "Copy a text to mail").waitFor();
  await button(ana, "Offer a correction to paragraph 1").click();
  const offer = dialog(ana, "Correction to paragraph 1");
  await offer.getByLabel("These words").fill("is paid for");
  await offer.getByRole("button", { name: "Offer", exact: true }).click();
  await offer.getByText(/These words do not stand in that paragraph/).waitFor();
  await offer.getByLabel("These words").fill("is followed up");
  await offer.getByLabel("Should read").fill("is looked after");
  await offer.getByLabel("Why").fill("It is more than a call.");
  await fits(ana.page);
  await axe(ana.page);
  await shot(ana.page, "correction-form-phone");
  await offer.getByRole("button", { name: "Offer", exact: true }).click();
  await offer.waitFor({ state: "hidden" });
  await ana.page.locator(".correction").getByText("Waits for an answer").waitFor();

  // Nobody signs before it is answered; it is accepted in other words.
  const correction = rae.page.locator(".correction");
  await correction.getByText("It is more than a call.").waitFor();
  await axe(rae.page);
  await shot(rae.page, "draft-dark", { fullPage: true });
  await button(grace, "Sign as the one who presides").waitFor();
  await grace.page.getByText("Corrections wait for an answer. Accept or answer each of them first.").waitFor();
  assert.equal(await button(grace, "Sign as the one who presides").isDisabled(), true);
  await correction.getByRole("button", { name: "Accept", exact: true }).click();
  const accepts = dialog(rae, "Accept the correction");
  await accepts.getByLabel("It reads from now on").fill("is looked after, and reported on");
  await accepts.getByRole("button", { name: "Accept", exact: true }).click();
  await accepts.waitFor({ state: "hidden" });
  await ana.page.locator(".correction").getByText("is looked after, and reported on").waitFor();
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "correction-accepted-phone", { fullPage: true });

  // Next steps, and all of it at a glance.
  await goesTo(rae, "At a glance");
  await button(rae, "Add a next step").click();
  const step = dialog(rae, "Write a next step down");
  await step.getByRole("button", { name: "Save" }).click();
  await step.getByText("Please give a text.").waitFor();
  await step.getByLabel("What", { exact: true }).fill("Report on referrals");
  await step.getByLabel("Their name").fill("The secretariat");
  await step.getByLabel("By when").fill("the next session");
  await step.getByRole("button", { name: "Save" }).click();
  await step.waitFor({ state: "hidden" });
  const glance = rae.page.locator(".outcome-preview");
  await glance.getByRole("heading", { name: "What was agreed" }).waitFor();
  await glance.getByText("Report on referrals").waitFor();
  await axe(rae.page);
  await fits(rae.page);
  await shot(rae.page, "glance-dark", { fullPage: true });

  // The corrigendum stands in the outcome; both sign it.
  await goesTo(rae, "Outcome");
  await rae.page.locator(".outcome-preview").getByRole("heading", { name: "Corrigendum" }).waitFor();
  await grace.page.locator(".outcome-preview").getByRole("heading", { name: "Corrigendum" }).waitFor();
  await signs(grace, "Sign as the one who presides");
  await rae.page.getByText(/^Signed by Grace, who presides, on /).waitFor();
  await signs(rae, "Sign as rapporteur");
  for (const person of [grace, rae]) await person.page.locator(".sign-off-state").getByText(/^Signed off as version 1 on /).waitFor();
  await grace.page.locator(".outcome-preview").getByText(/Signed off as version 1/).waitFor();
  await axe(grace.page);
  await shot(grace.page, "signed-off", { fullPage: true });

  // The facilitator publishes it; it is read in a browser that was never here.
  await button(grace, "Publish").click();
  await dialog(grace, "Publish the outcome").getByRole("button", { name: "Publish" }).click();
  const link = grace.page.locator(".published-page");
  await link.waitFor();
  const address = await link.getAttribute("href");
  const anybody = await room.person("Anybody", server, PHONE);
  const read = await anybody.page.goto(address);
  assert.equal(read.status(), 200);
  assert.match(read.headers()["x-robots-tag"], /noindex/);
  assert.deepEqual(await anybody.context.cookies(), []);
  await anybody.page.getByRole("heading", { name: "Corrigendum" }).waitFor();
  await anybody.page.getByRole("heading", { name: "How to check this" }).waitFor();
  await fits(anybody.page);
  await axe(anybody.page);
  await shot(anybody.page, "published-phone", { fullPage: true });
  const [download] = await Promise.all([anybody.page.waitForEvent("download"), anybody.page.getByRole("link", { name: "JSON, to be checked" }).click()]);
  assert.ok(download.suggestedFilename().endsWith(".json"), download.suggestedFilename());

  // Taken away, it is nowhere.
  await button(grace, "Take the page away").click();
  await dialog(grace, "Take the published page away").getByRole("button", { name: "Take it away" }).click();
  await link.waitFor({ state: "hidden" });
  const gone = await anybody.throughTrouble(() => anybody.page.goto(address));
  assert.equal(gone.status(), 404);
});
