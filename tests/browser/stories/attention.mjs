// What needs attention is where people look, whatever they are doing, and the keyboard stays where it is.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { isInView, pastes, writesMuch } from "../harness/much.mjs";
import { answer, comesBack, lastWordsAreIn, onALeash, reads, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

const attention = (person) => person.page.getByRole("region", { name: "Needs your attention" });

const focused = (person) =>
  person.page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.tagName);

async function locks(grace, server) {
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(`/tables/${server.demo.tables[0].id}`);
  const lock = grace.page.getByRole("button", { name: "Lock the answers", exact: true });
  await lock.focus();
  await grace.page.keyboard.press("Enter");
  await grace.page.getByRole("button", { name: "Unlock the answers" }).waitFor();
  const pressed = await grace.page.evaluate(() => document.activeElement.textContent);
  assert.equal(pressed, "Unlock the answers", "the button that was pressed keeps the keyboard");
}

for (const [where, options] of [
  ["on a desktop", {}],
  ["on a phone", PHONE],
  ["on a tablet held upright", { viewport: { width: 768, height: 1024 } }],
  ["in the dark", { colorScheme: "dark" }],
]) {
  story(`words that came too late are offered back in view, ${where}, far down in a long text`, async (room) => {
    const server = await room.server({ demo: { delegations: 2 } });
    const ana = await room.person("Ana", server, options);
    const grace = await room.person("Grace", server);
    const wire = await onALeash(ana);
    await sits(ana, server, "delegate", 0);
    await sits(grace, server, "facilitator");
    await writesMuch(ana);
    await wire.cut();
    await ana.page.locator('[data-keeping="offline"]').waitFor();
    await ana.page.keyboard.press("Enter");
    await ana.page.keyboard.type("Too late by a minute.");
    await ana.page.locator('[data-keeping="offline"][data-kept="here"]').waitFor();
    await locks(grace, server);
    await lastWordsAreIn(grace);
    wire.mend();
    await comesBack(ana);
    await attention(ana).getByText("Too late by a minute.").waitFor();
    const badge = ana.page.locator('[data-keeping="not-taken"]');
    await badge.waitFor();
    assert.match(await badge.textContent(), /Not taken/);
    await isInView(attention(ana));
    await isInView(badge);
    assert.equal(await focused(ana), "Joint answer", "the keyboard is where it was");
    assert.ok((await ana.page.evaluate(() => scrollY)) > 300, "the text has not jumped");
    await axe(ana.page);
    await fits(ana.page);
    await shot(ana.page, `attention-${where.replaceAll(" ", "-")}`);

    // Also while other parts of the room are shown.
    const votes = ana.page.getByRole("button", { name: /People and votes/ });
    if (await votes.isVisible()) {
      await votes.click();
      await isInView(attention(ana));
      await axe(ana.page);
      await ana.page.getByRole("button", { name: "Draft", exact: true }).click();
    }

    // By keyboard: hidden, shown, dismissed, and the focus stays in the page.
    await attention(ana).getByRole("button", { name: "Hide the words" }).focus();
    await ana.page.keyboard.press("Enter");
    await attention(ana).getByRole("group", { name: "Your words" }).waitFor({ state: "hidden" });
    await ana.page.keyboard.press("Enter");
    await attention(ana).getByRole("group", { name: "Your words" }).waitFor();
    await attention(ana).getByRole("button", { name: "Dismiss" }).focus();
    await ana.page.keyboard.press("Enter");
    await attention(ana).waitFor({ state: "detached" });
    await until("the focus is on the page", async () => (await focused(ana)) !== "BODY");
    await ana.page.locator('[data-keeping="saved"]').waitFor();
  });
}

story("whoever writes when the answers are locked keeps the keyboard", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  const grace = await room.person("Grace", server);
  await sits(ana, server, "delegate", 0);
  await sits(grace, server, "facilitator");
  await writesMuch(ana);
  await locks(grace, server);
  await ana.page.locator('[aria-label="Joint answer"][aria-readonly="true"]').waitFor();
  assert.equal(await focused(ana), "Joint answer");
  await grace.page.keyboard.press("Enter");
  await ana.page.locator('[aria-label="Joint answer"][aria-readonly="false"]').waitFor();
  await ana.page.keyboard.type("And on.");
  await reads(grace, "And on.");
});

story("too much at once is said in view, and one goes on writing where one was", async (room) => {
  const server = await room.server({ demo: { delegations: 2 }, words: ["--message-bytes", "8192"] });
  const ana = await room.person("Ana", server, PHONE);
  const ben = await room.person("Ben", server);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await answer(ana).click();
  await ana.page.keyboard.type("First. Last.");
  await ana.page.locator('[data-keeping="saved"]').waitFor();
  for (let back = 0; back < 5; back += 1) await ana.page.keyboard.press("ArrowLeft");
  await pastes(ana, "A whole report. ".repeat(1_000));
  await attention(ana).getByText(/too much at once/).waitFor();
  await isInView(attention(ana));
  assert.equal(await focused(ana), "Joint answer");
  await ana.page.keyboard.type("Between. ");
  // Elsewhere her caret stands in it.
  await reads(ana, "First. Between. Last.");
  await reads(ben, "First. Between.");
  await axe(ana.page);
  await shot(ana.page, "attention-too-much-phone");
});

story("whoever is removed with words that were not saved gets them back", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server);
  const eve = await room.person("Eve", server, PHONE);
  const wire = await onALeash(eve);
  await sits(eve, server, "delegate", 1);
  await answer(eve).click();
  await eve.page.keyboard.type("In time. ");
  await eve.page.locator('[data-keeping="saved"]').waitFor();
  await wire.cut();
  await eve.page.locator('[data-keeping="offline"]').waitFor();
  await eve.page.keyboard.press("Enter");
  await eve.page.keyboard.type("Never sent.");
  await eve.page.locator('[data-keeping="offline"][data-kept="here"]').waitFor();
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");
  const people = grace.page.getByRole("region", { name: "People who have joined" });
  await people.getByRole("button", { name: "Remove Eve" }).click();
  await grace.page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await grace.page.getByText("Eve is removed.").waitFor();
  await eve.throughTrouble(async () => {
    wire.mend();
    await eve.page.getByRole("heading", { name: "You were removed from this session" }).waitFor();
    await eve.page.getByText("Never sent.").waitFor();
    assert.ok(!(await attention(eve).textContent()).includes("In time"), "what was saved is at the table");
    await axe(eve.page);
    await fits(eve.page);
    await shot(eve.page, "removed-with-words-phone");
    await eve.page.reload();
    await eve.page.getByRole("heading", { name: "You were removed from this session" }).waitFor();
    await axe(eve.page);
  });
});

story("a page that does not understand the server asks to be loaded anew", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  ana.tolerates(/not understood/);
  ana.tolerates(/WebSocket is already in CLOSING or CLOSED state/);
  let page;
  await ana.context.routeWebSocket(/\/live\//, (socket) => {
    socket.connectToServer();
    page = socket;
  });
  await sits(ana, server, "delegate", 0);
  await writesMuch(ana);
  page.send(JSON.stringify({ say: "something of next year", of: 7 }));
  await attention(ana).getByText(/Reload the page/).first().waitFor();
  await isInView(attention(ana));
  assert.equal(await focused(ana), "Joint answer");
  await axe(ana.page);
  await shot(ana.page, "attention-outdated");
  await attention(ana).getByRole("button", { name: "Reload the page" }).click();
  await reads(ana, "1. The delegations agreed");
  await ana.page.locator('[data-keeping="saved"]').waitFor();
  assert.equal(await attention(ana).count(), 0);
});
