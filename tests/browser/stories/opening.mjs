// The text of a table is read before the program is there: in the page itself, and when one comes from another page.

import assert from "node:assert/strict";

import { axe, shot } from "../harness/look.mjs";
import { answer, sits } from "../harness/table.mjs";
import { story } from "../harness/story.mjs";
import { pause, until } from "../harness/wait.mjs";

/** Holds back the program of tables until it is let through. */
async function holdsBack(person) {
  const held = [];
  let open = false;
  await person.page.route(/\/assets\/(chunk|at_table|client)[^/]*\.wasm$/, async (route) => {
    if (!open) await new Promise((resolve) => held.push(resolve));
    await route.continue().catch(() => {});
  });
  return () => {
    open = true;
    for (const resolve of held) resolve();
  };
}

const saved = (person) => person.page.locator('[data-keeping="saved"]').waitFor();
const early = (person) => person.page.getByRole("region", { name: "The text so far" });

story("the text of a table is read before the program is there", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const [ana, ben] = [await room.person("Ana", server), await room.person("Ben", server)];
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await answer(ana).click();
  await ana.page.keyboard.type("Rivers <know> no borders. ");
  await saved(ana);

  const letThrough = await holdsBack(ben);
  // What is read is up to two seconds old, and a busy server sends the page without.
  await until("the page brings the text along", async () => {
    await ben.page.reload({ waitUntil: "commit" });
    await ben.page.locator("#opening").waitFor({ state: "attached" });
    return (await ben.page.locator("#opening").textContent()).includes("Rivers <know> no borders.");
  });
  await early(ben).getByText("Rivers <know> no borders.").waitFor();
  await early(ben).getByText(/^Opening…/).waitFor();
  await until("it shows", () => early(ben).isVisible());
  await axe(ben.page);
  await shot(ben.page, "opening");
  // It is there for the keyboard, too.
  await early(ben).focus();
  assert.ok(await early(ben).evaluate((it) => it === document.activeElement));
  letThrough();
  await answer(ben).getByText("Rivers <know> no borders.").waitFor();
  await until("what was shown meanwhile is gone", async () => (await ben.page.locator("#opening").count()) === 0);
  await answer(ben).click();
  await ben.page.keyboard.press("Control+End");
  await ben.page.keyboard.type("By Ben.");
  await saved(ben);
  await answer(ana).getByText("By Ben.").waitFor();
});

story("whoever comes in reads the text while the program is on its way, and strangers read nothing", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const [ana, ada, eve] = [await room.person("Ana", server), await room.person("Ada", server), await room.person("Eve", server)];
  await sits(ana, server, "delegate", 0);
  await answer(ana).click();
  await ana.page.keyboard.type("Rivers know no borders. ");
  await saved(ana);

  // What is read is up to two seconds old.
  await pause(2_100);
  await ada.page.goto(server.link("delegate", 1));
  const name = ada.page.getByLabel("Your name");
  await name.waitFor();
  const letThrough = await holdsBack(ada);
  await name.fill("Ada");
  await ada.page.getByRole("button", { name: "Join" }).click();
  await early(ada).getByText("Rivers know no borders.").waitFor();
  await axe(ada.page);
  await shot(ada.page, "opening-joined");
  letThrough();
  await answer(ada).getByText("Rivers know no borders.").waitFor();
  await until("what was shown meanwhile is gone", async () => (await ada.page.locator("#opening").count()) === 0);

  const path = new URL(ana.page.url()).pathname;
  eve.expectsTrouble();
  await eve.page.goto(`${server.url}${path}`, { waitUntil: "commit" });
  await eve.page.getByRole("heading", { name: "You have no seat at this table" }).waitFor();
  assert.equal(await eve.page.getByText("Rivers know no borders.").count(), 0);
});

story("where the program cannot be fetched, that is said in front of the text, and going elsewhere takes the text away", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server, { viewport: { width: 360, height: 740 }, hasTouch: true });
  await sits(ana, server, "delegate", 0);
  await answer(ana).click();
  await ana.page.keyboard.type("Rivers know no borders. ");
  await saved(ana);

  // The parts of a table do not come.
  const parts = /\/assets\/at_table[^/]*\.wasm$/;
  await ana.page.route(parts, (route) => route.abort());
  await ana.throughTrouble(async () => {
    await ana.page.reload({ waitUntil: "commit" });
    await ana.page.getByRole("button", { name: "Try now" }).waitFor();
    await until("the text is not in front of it", async () => (await ana.page.locator("#opening").count()) === 0);
  });
  await axe(ana.page);
  await shot(ana.page, "opening-unreachable");
  await ana.page.unroute(parts);
  await ana.page.getByRole("button", { name: "Try now" }).click();
  await answer(ana).getByText("Rivers know no borders.").waitFor();

  // Whoever goes back before the table is there is not left in front of its text.
  const table = new URL(ana.page.url()).pathname;
  await ana.page.goto(`${server.url}/sessions`);
  await ana.page.getByRole("link", { name: "Plenary" }).first().click();
  await answer(ana).waitFor();
  const letThrough = await holdsBack(ana);
  await until("the page brings the text along", async () => {
    await ana.page.reload({ waitUntil: "commit" });
    await ana.page.locator("#opening").waitFor({ state: "attached" });
    return (await ana.page.locator("#opening.early").count()) === 1;
  });
  await ana.page.goBack({ waitUntil: "commit" });
  letThrough();
  await until("the list is there alone", async () => {
    const at = new URL(ana.page.url()).pathname;
    return at !== table && (await ana.page.locator("#opening").count()) === 0;
  });
});
