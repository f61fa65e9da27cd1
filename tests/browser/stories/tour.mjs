// The first steps: a quiet card for whoever comes for the first time, that never comes back by itself.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { answer, reads, sits } from "../harness/table.mjs";
import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

const card = (person) => person.page.getByRole("region", { name: "First steps" });
const button = (person, name) => card(person).getByRole("button", { name, exact: true });
const speaksOf = (person) => person.page.locator(".room").getAttribute("data-tour");

/** What is outlined lies beside the card, not under it. */
async function coversNothing(person, selector) {
  const [over, under] = [await card(person).boundingBox(), await person.page.locator(selector).first().boundingBox()];
  const apart = over.y + over.height <= under.y || under.y + under.height <= over.y || over.x + over.width <= under.x || under.x + under.width <= over.x;
  assert.ok(apart, `${selector} is under the card: ${JSON.stringify([over, under])}`);
}

story("a newcomer is shown four steps by the keyboard, and never again", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server, { newcomer: true });
  await sits(ana, server, "delegate", 0);
  await card(ana).waitFor();
  assert.ok(!(await ana.page.evaluate(() => document.activeElement.closest(".tour"))), "it takes the keyboard from nobody");
  assert.equal(await ana.page.getByRole("dialog").count(), 0);
  assert.equal(await speaksOf(ana), "text");
  await coversNothing(ana, ".page .prose");
  await axe(ana.page);
  await shot(ana.page, "tour-desk");
  // One writes as if it were not there.
  await answer(ana).click();
  await ana.page.keyboard.type("Written beside it.");
  await reads(ana, "Written beside it.");

  await button(ana, "Next").focus();
  for (const [nth, of] of ["agenda", "side", "find"].entries()) {
    await ana.page.keyboard.press("Enter");
    await card(ana).getByText(`${nth + 2} of 4`).waitFor();
    assert.equal(await speaksOf(ana), of);
  }
  await button(ana, "Back").press("Enter");
  assert.equal(await speaksOf(ana), "side");
  await button(ana, "Next").press("Enter");
  await button(ana, "Done").press("Enter");
  await card(ana).waitFor({ state: "detached" });
  assert.equal(await speaksOf(ana), null);
  await ana.page.reload();
  await reads(ana, "Written beside it.");
  await ana.page.getByRole("button", { name: "Who wrote what" }).first().waitFor();
  assert.equal(await card(ana).count(), 0);

  // Unless one asks for it.
  await ana.page.keyboard.press("Control+k");
  await ana.page.getByRole("combobox").fill("First steps");
  await ana.page.keyboard.press("Enter");
  await card(ana).waitFor();
  await until("the keyboard is there", () => ana.page.evaluate(() => document.activeElement.id === "tour"));
  await ana.page.keyboard.press("Escape");
  await card(ana).waitFor({ state: "detached" });
});

story("facilitators and observers have steps of their own, and a screen has none", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server, { newcomer: true, colorScheme: "dark", viewport: { width: 1440, height: 900 } });
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");
  assert.equal(await card(grace).count(), 0);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  await card(grace).getByText(/moves the table along its agenda/).waitFor();
  await coversNothing(grace, ".side");
  await axe(grace.page);
  await shot(grace.page, "tour-desk-dark");
  await button(grace, "Skip").click();
  await card(grace).waitFor({ state: "detached" });
  await grace.page.goto(`/t/${server.demo.tables[0].id}/projector`);
  await grace.page.locator(".screen").waitFor();
  assert.equal(await card(grace).count(), 0);

  const wall = await room.person("Hall A", server, { newcomer: true });
  await sits(wall, server, "projector");
  await wall.page.locator(".screen-body").waitFor();
  assert.equal(await card(wall).count(), 0);

  const phone = await room.person("Carla", server, { ...PHONE, newcomer: true });
  await sits(phone, server, "observer", 0);
  await card(phone).getByText(/as it is being written/).waitFor();
  await fits(phone.page);
  await coversNothing(phone, ".page .prose");
  await axe(phone.page);
  await shot(phone.page, "tour-phone");
  for (const [of, place] of [["agenda", 1], ["side", 3], ["find", 4]]) {
    await button(phone, "Next").tap();
    await until(`it speaks of ${of}`, async () => (await speaksOf(phone)) === of);
    await coversNothing(phone, `.dock button:nth-of-type(${place})`);
  }
  await button(phone, "Done").tap();
  await card(phone).waitFor({ state: "detached" });
});

story("the card comes to whoever was writing, and moves nothing from under the pointer", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server, { newcomer: true });
  await sits(ana, server, "delegate", 0);
  await card(ana).waitFor();
  // They write already as the page comes: a field holds the keyboard until it is let go.
  await ana.page.addInitScript(() => {
    addEventListener("DOMContentLoaded", () => {
      const field = document.createElement("input");
      field.id = "busy";
      field.style.position = "fixed";
      field.addEventListener("blur", () => field.dataset.free || field.focus());
      document.body.append(field);
      field.focus();
    });
  });
  await ana.page.reload();
  const lately = ana.page.locator(".deleted summary").first();
  await lately.waitFor();
  assert.ok(await ana.page.evaluate(() => document.activeElement.id === "busy"));
  assert.equal(await card(ana).count(), 0);
  await ana.page.evaluate(() => {
    document.querySelector("#busy").dataset.free = "yes";
  });
  await lately.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await lately.boundingBox();
  await ana.page.mouse.move(x + width / 2, y + height / 2);
  await ana.page.mouse.down();
  await ana.page.waitForTimeout(500);
  assert.equal(await card(ana).count(), 0, "not while something is being pressed");
  await ana.page.mouse.up();
  await ana.page.locator("details.deleted[open]").first().waitFor();
  await card(ana).waitFor();
});
