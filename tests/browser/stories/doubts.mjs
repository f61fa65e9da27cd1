// What the importer guessed stands beside what it concerns, until somebody says that it is right; what it left out
// can be read.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";

/** Joins through a link, under one's own name. */
async function joins(person, link) {
  await person.page.goto(link);
  await person.page.getByLabel("Your name").fill(person.name);
  await person.page.getByRole("button", { name: /^(Join|Continue)/ }).click();
}

const NOTE = `Harbour cooperation – concept note

Rest on board small ferries

Table of contents
1. Background ............ 1
2. Guiding questions ..... 2

1. Background

Ferry crews live on board for three weeks at a time, and nobody compares their contracts.

Page 1 of 2
\fHarbour cooperation – concept note

2. Guiding questions

Resting

1. How is rest recorded on board?

The second survey has figures. They are not public.

2. Who checks the record?

Getting there

The hall is five minutes from the pier.

Page 2 of 2
`;

story("what the importer guessed stands beside it, and what it left out is listed", async (room) => {
  const server = await room.server();
  const house = server.log.match(/http\S+\/join#\w+/)[0];
  for (const [device, viewport, colorScheme] of [
    ["desktop", { width: 1440, height: 900 }, "light"],
    ["phone", { width: 390, height: 844 }, "dark"],
  ]) {
    const grace = await room.person(`Grace at the ${device}`, server, { viewport, colorScheme });
    const { page } = grace;
    await joins(grace, house);
    await page.waitForURL("**/sessions");
    await page.getByRole("link", { name: "New session" }).first().click();
    await page.waitForURL("**/sessions/new");
    await page.getByLabel("Text of the concept note").fill(NOTE);

    const preview = page.getByRole("region", { name: "Preview", exact: true });
    await preview.getByText(/^3 things below were guessed/).waitFor();
    const ending = preview.getByRole("article").filter({ hasText: "Getting there" });
    await ending.getByText(/The questions were taken to end before “Getting there”/).waitFor();
    const first = preview.getByRole("group", { name: "Question 1" });
    await first.getByText(/“The second survey has figures. They are not public.” stands apart and was joined/).waitFor();
    await first.getByText(/“Resting” stands among the questions and was taken as the theme/).waitFor();
    assert.equal(await first.getByLabel("Session or theme").inputValue(), "Resting");
    await axe(page);
    await fits(page);
    await shot(page, `doubts-${device}`, { fullPage: true });

    const left = preview.getByText(/^\d+ things in the source are not in the note$/);
    await left.click();
    for (const text of ["Harbour cooperation – concept note × 2", "2. Guiding questions ..... 2", "Page 1 of 2"]) {
      await preview.getByText(text, { exact: true }).waitFor();
    }
    await axe(page);
    await fits(page);
    await left.scrollIntoViewIfNeeded();
    await shot(page, `doubts-${device}-left-out`);

    // Correcting something else silences nothing.
    await page.getByLabel("Title of the session").fill("Rest on board");
    await preview.getByText(/^3 things below were guessed/).waitFor();
    await preview.getByText(/things? in the source/).waitFor();

    // With the keyboard to the first, and each is settled where it stands.
    await page.getByRole("button", { name: "Go to the first" }).click();
    await page.waitForFunction(() => /^It is right/.test(document.activeElement.textContent));
    await page.keyboard.press("Enter");
    await preview.getByText(/^2 things below were guessed/).waitFor();
    await ending.getByRole("button", { name: /^It is right/ }).click();
    await preview.getByText(/^One thing below was guessed/).waitFor();
    assert.equal(await ending.getByText(/taken to end before/).count(), 0);
    await preview.getByRole("button", { name: /^It is right/ }).click();
    await preview.getByText(/thing below was guessed/).waitFor({ state: "detached" });
    await axe(page);
    await page.close();
  }
});
