// A table is closed to observers, and opened to them again: they are told, everybody else goes on.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, reads, sits } from "../harness/table.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

story("a table is closed to observers from the lobby, and opened again", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server);
  const ana = await room.person("Ana", server);
  const obi = await room.person("Obi", server, PHONE);
  const table = server.demo.tables[0].id;
  await sits(ana, server, "delegate", 0);
  await ana.page.waitForURL(/\/tables\//);
  await sits(obi, server, "observer");
  await obi.page.waitForURL(/sessions\/|tables\//);
  await obi.page.goto(`/tables/${table}`);
  await obi.page.locator(".table-bar").waitFor();
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\//);
  await grace.page.goto(new URL(grace.page.url()).pathname.replace(/\/?$/, "/lobby"));

  const close = grace.page.getByRole("button", { name: "Close to observers" }).first();
  await close.focus();
  await grace.page.keyboard.press("Enter");
  await grace.page.getByText("Closed to observers", { exact: true }).first().waitFor();
  await axe(grace.page);
  await shot(grace.page, "lobby-closed-to-observers");

  // Whoever looked on is told, and reads nothing more; the delegates see it and go on.
  await obi.throughTrouble(async () => {
    await obi.page.getByRole("heading", { name: "This table is closed to observers" }).waitFor();
  });
  assert.equal(await obi.page.locator(".table-bar").count(), 0);
  await axe(obi.page);
  await fits(obi.page);
  await shot(obi.page, "closed-to-observers-phone");
  await ana.page.getByRole("img", { name: "Closed to observers" }).waitFor();
  await answer(ana).click();
  await ana.page.keyboard.type("Among ourselves.");
  await ana.page.locator('[data-keeping="saved"]').waitFor();
  await axe(ana.page);
  await shot(ana.page, "room-closed-to-observers");
  await obi.throughTrouble(async () => {
    await obi.page.getByRole("button", { name: "Look again" }).click();
    await obi.page.getByRole("heading", { name: "This table is closed to observers" }).waitFor();
  });

  await grace.page.getByRole("button", { name: "Open to observers" }).first().click();
  await grace.page.getByRole("button", { name: "Close to observers" }).first().waitFor();
  await obi.page.getByRole("button", { name: "Look again" }).click();
  await reads(obi, "Among ourselves.");
});
