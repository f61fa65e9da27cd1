// The lights beside the delegations: not ready, ready, away, and behind on the network, which only a late answer tells.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const DESK = { viewport: { width: 1440, height: 900 } };

/** Longer than an answer may take, and shorter than the silence after which a page takes its connection for lost. */
const LATE = 4_600;

story("a delegation whose network is slow is shown to be behind, and when it has caught up", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const wire = await room.wire(server);
  const grace = await room.person("Grace", server, DESK);
  const ana = await room.person("Ana", wire, DESK);
  const ben = await room.person("Ben", server, { viewport: { width: 360, height: 740 }, hasTouch: true });
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  const row = (person, of) => person.page.locator(".people li", { hasText: of });
  await row(grace, "Ana").getByText("here", { exact: true }).waitFor();
  const names = grace.page.locator(".behind-names");
  assert.equal(await names.textContent(), "");

  wire.slow(LATE);
  await row(grace, "Ana").getByText("behind on the network", { exact: true }).waitFor({ timeout: 40_000 });
  await grace.page.getByText(/^Behind on the network: /).waitFor();
  await row(grace, "Ben").getByText("here", { exact: true }).waitFor();
  await axe(grace.page);
  await fits(grace.page);
  await shot(grace.page, "behind", { fullPage: true });
  await ben.page.getByRole("button", { name: /People and votes/ }).click();
  await row(ben, "Ana").getByText("behind on the network", { exact: true }).waitFor();
  await axe(ben.page);
  await fits(ben.page);
  await shot(ben.page, "behind-phone", { fullPage: true });

  wire.slow(0);
  await row(grace, "Ana").getByText("here", { exact: true }).waitFor({ timeout: 40_000 });
  await until("nobody is behind", async () => (await names.textContent()) === "");
});
