// Bad Wi-Fi, a lock that came in the meantime, a browser nobody knows: told honestly, and no words lost.

import assert from "node:assert/strict";

import { axe, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, comesBack, lastWordsAreIn, reads, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

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
  await ana.page.getByText(/What you wrote is kept here/).waitFor();
  await axe(ana.page);
  await shot(ana.page, "offline");
  await answer(ben).click();
  await ben.page.keyboard.press("Control+End");
  await ben.page.keyboard.type("Written meanwhile. ");
  assert.ok(!(await answer(ben).textContent()).includes("tunnel"));
  wire.mend();
  await comesBack(ana);
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
  await lastWordsAreIn(grace);
  wire.mend();
  await comesBack(ana);
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

story("what cannot be opened or read is told in a sentence, and nothing typed is lost", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server);
  const house = new URL(server.log.match(/http\S+join#\S+/)[0]);
  await grace.page.goto(house.pathname + house.hash);
  await grace.page.getByLabel("Your name").fill("Grace");
  await grace.page.getByRole("button", { name: "Join" }).click();
  await grace.page.getByRole("link", { name: "New session" }).click();

  // Files that hold no note.
  await grace.page.getByLabel("Text of the concept note").fill("# On the move\n\n## Guiding questions\n\na) What helps?\n");
  const brings = (name, text) =>
    grace.page.locator('input[type="file"]').setInputFiles({ name, mimeType: "", buffer: Buffer.from(text) });
  for (const [name, text, why] of [
    ["note.docx", "no zip", "This is not a Word document."],
    ["note.pdf", "%PDF-1.7", "This PDF is damaged."],
    ["note.txt", " \n", "It holds no text that can be read here."],
  ]) {
    await brings(name, text);
    await grace.page.getByText(`${name} was not read. ${why}`).waitFor();
  }
  assert.equal(await grace.page.getByLabel("Title of the session").inputValue(), "On the move");
  await axe(grace.page);

  // A link that was taken back.
  await grace.page.getByLabel("Name of delegation 1", { exact: true }).fill("Northern Route Process");
  await grace.page.getByRole("button", { name: "Create the session" }).click();
  await grace.page.getByRole("button", { name: "Make a link for Northern Route Process" }).click();
  const link = new URL(await grace.page.getByLabel("Link for Northern Route Process", { exact: true }).inputValue());
  await grace.page.getByRole("button", { name: "Take back the link for Northern Route Process" }).click();
  await grace.page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
  await grace.page.getByText("The link is taken back.").waitFor();
  await until("the focus is not lost", () => grace.page.evaluate(() => document.activeElement !== document.body));
  const late = await room.person("Late", server);
  await late.throughTrouble(async () => {
    await late.page.goto(link.pathname + link.hash);
    await late.page.getByText("This link was taken back. Ask the facilitator for a new one.").waitFor();
    await axe(late.page);
  });
});
