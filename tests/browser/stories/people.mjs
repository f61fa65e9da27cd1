// Who has joined, and somebody who is sent away: told on both sides, and what was written stays.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, reads, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

story("a facilitator sends a delegate away, and their words stay", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server);
  const ana = await room.person("Ana", server);
  const eve = await room.person("Eve", server, { viewport: { width: 360, height: 740 }, hasTouch: true });
  await sits(ana, server, "delegate", 0);
  await sits(eve, server, "delegate", 1);
  await answer(eve).click();
  await eve.page.keyboard.type("Said in time. ");
  await reads(ana, "Said in time.");
  await eve.page.locator('[data-keeping="saved"]').waitFor();

  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");
  const people = grace.page.getByRole("region", { name: "People who have joined" });
  await people.getByText("you", { exact: true }).waitFor();
  assert.equal(await people.getByRole("button").count(), 2, "everybody but herself");
  await axe(grace.page);
  await shot(grace.page, "people", { fullPage: true });

  // Thought better of.
  const remove = people.getByRole("button", { name: "Remove Eve" });
  await remove.click();
  const dialog = grace.page.getByRole("dialog", { name: "Remove Eve?" });
  await dialog.getByText(/What they wrote stays/).waitFor();
  await axe(grace.page);
  await shot(grace.page, "people-remove");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await until("the focus is back on the button", () => remove.evaluate((button) => button === document.activeElement));

  await remove.click();
  await dialog.getByRole("button", { name: "Remove" }).click();
  await grace.page.getByText("Eve is removed.").waitFor();
  await remove.waitFor({ state: "detached" });
  await until("the focus is on the heading of the list", () =>
    people.getByRole("heading").evaluate((heading) => heading === document.activeElement),
  );
  await axe(grace.page);

  await eve.page.getByRole("heading", { name: "You were removed from this session" }).waitFor();
  await axe(eve.page);
  await fits(eve.page);
  await shot(eve.page, "removed-phone");
  await reads(ana, "Said in time.");
  await answer(ana).click();
  await ana.page.keyboard.press("Control+End");
  await ana.page.keyboard.type("And on.");
  await reads(ana, "Said in time. And on.");
  await ana.page.locator('[data-keeping="saved"]').waitFor();

  // Later there is no connection to say why; the page asks.
  await eve.throughTrouble(async () => {
    await eve.page.reload();
    await eve.page.getByRole("heading", { name: "You were removed from this session" }).waitFor();
  });

  // Her link was not taken back, and the list is kept up without a reload.
  await sits(eve, server, "delegate", 1);
  await reads(eve, "Said in time. And on.");
  await remove.waitFor();
});
