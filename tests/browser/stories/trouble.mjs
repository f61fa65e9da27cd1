// Bad Wi-Fi, a lock that came in the meantime, a browser nobody knows: told honestly, and no words lost.

import assert from "node:assert/strict";

import { axe, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, reads, sits } from "../harness/table.mjs";

story("what is written offline is kept, shown as kept, and merges on return", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const wire = await room.wire(server);
  const ana = await room.person("Ana", wire);
  const ben = await room.person("Ben", server);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await answer(ana).click();
  await ana.page.keyboard.type("Before. ");
  await reads(ben, "Before.");
  await wire.cut(ana);
  await ana.page.keyboard.type("Written in a tunnel. ");
  await ana.page.getByText(/changes? kept here/).waitFor();
  await axe(ana.page);
  await shot(ana.page, "offline");
  await answer(ben).click();
  await ben.page.keyboard.press("Control+End");
  await ben.page.keyboard.type("Written meanwhile. ");
  assert.ok(!(await answer(ben).textContent()).includes("tunnel"));
  wire.mend();
  await ana.page.getByRole("button", { name: "Try now" }).click();
  for (const person of [ana, ben]) {
    await reads(person, "Written in a tunnel.");
    await reads(person, "Written meanwhile.");
    await person.page.locator('[data-keeping="saved"]').waitFor();
  }
});

story("words that come too late are offered back", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const wire = await room.wire(server);
  const ana = await room.person("Ana", wire);
  const grace = await room.person("Grace", server);
  await sits(ana, server, "delegate", 0);
  await sits(grace, server, "facilitator");
  await answer(ana).click();
  await ana.page.keyboard.type("In time. ");
  await ana.page.locator('[data-keeping="saved"]').waitFor();
  await wire.cut(ana);
  await ana.page.keyboard.press("Enter");
  await ana.page.keyboard.type("Too late by a minute.");
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  await grace.page.getByRole("button", { name: "Lock the answers" }).click();
  await grace.page.getByRole("button", { name: "Unlock the answers" }).waitFor();
  wire.mend();
  await ana.page.getByRole("button", { name: "Try now" }).click();
  const back = ana.page.getByRole("group", { name: "Your words" });
  await back.getByText("Too late by a minute.").waitFor();
  await ana.page.getByText(/had locked these answers/).waitFor();
  await axe(ana.page);
  await shot(ana.page, "words-offered-back");
  assert.ok(!(await answer(ana).textContent()).includes("Too late"), "the table's own text is shown");
  await ana.page.getByRole("button", { name: "Dismiss" }).click();
  await back.waitFor({ state: "detached" });
});

story("a browser that nobody knows is told so", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const visitor = await room.person("Visitor", server);
  await visitor.throughTrouble(async () => {
    await visitor.page.goto(`/tables/${server.demo.tables[0].id}`);
    await visitor.page.getByRole("heading", { name: /no seat at this table/ }).waitFor();
    await axe(visitor.page);
    await shot(visitor.page, "stranger");
    await visitor.page.goto("/join#nosuchsecretnosuchsecretnosuchse");
    await visitor.page.getByText(/link/i).first().waitFor();
    await axe(visitor.page);
    await shot(visitor.page, "link-unknown");
  });
});
