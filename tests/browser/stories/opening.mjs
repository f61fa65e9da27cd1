// The text of a table is read before the program is there: in the page itself, and when one comes from another page.

import assert from "node:assert/strict";

import { axe, shot } from "../harness/look.mjs";
import { answer, sits } from "../harness/table.mjs";
import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

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
  await ben.page.reload({ waitUntil: "commit" });
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
