// What stands before people's names: asked for when one comes in, read where people are listed.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { sits } from "../harness/table.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

story("a title stands before the name on the lists, and may be left out", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("أنا الهاشمي", server, PHONE);
  const ben = await room.person("Ben", server);
  const { pathname, hash } = new URL(server.link("delegate", 0));
  await ana.page.goto(pathname + hash);
  await ana.page.getByLabel("Your name").fill(ana.name);
  const title = ana.page.getByLabel("Title (optional)");
  await title.fill("x".repeat(61));
  await ana.page.getByRole("button", { name: "Join" }).click();
  await ana.page.getByText(/too long|at most 60|longer than/i).first().waitFor();
  assert.equal(await title.getAttribute("aria-invalid"), "true");
  await title.fill("H.E.");
  await axe(ana.page);
  await fits(ana.page);
  await shot(ana.page, "join-title-phone");
  await ana.page.getByRole("button", { name: "Join" }).click();
  await ana.page.waitForURL(/\/tables\//);
  await sits(ben, server, "delegate", 1);
  await ben.page.waitForURL(/\/tables\//);

  await ben.page.goto(`/tables/${server.demo.tables[0].id}/participants`);
  await ben.page.getByText(`H.E. ${ana.name}`).waitFor();
  await ben.page.getByText("Ben", { exact: true }).first().waitFor();
  assert.equal(await ben.page.getByText("H.E. Ben").count(), 0);
  await axe(ben.page);
  await shot(ben.page, "participants-titles", { fullPage: true });
});
