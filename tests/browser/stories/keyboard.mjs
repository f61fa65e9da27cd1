// The table with the keyboard alone: every control is reached, no focus is lost, nothing holds it.

import assert from "node:assert/strict";

import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

/** What the keyboard acts on, by its accessible name or its words. */
const focused = (page) =>
  page.evaluate(() => {
    const { activeElement: at } = document;
    return at.labels?.[0]?.textContent.trim() || at.getAttribute("aria-label") || at.textContent.trim();
  });

const focuses = (page, name) => until(`“${name}” has the focus`, async () => (await focused(page)) === name);

story("the table is worked with the keyboard alone", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const { page } = await room.person("Ana", server);
  const { pathname, hash } = new URL(server.link("delegate", 0));
  await page.goto(pathname + hash);
  await page.getByLabel("Your name").waitFor();
  await page.getByLabel("Your name").focus();
  await page.keyboard.type("Ana");
  await page.keyboard.press("Enter");

  // From the tabs to the tools, and from a tool into the text.
  await page.getByRole("tab", { name: "Joint answer" }).focus();
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Bold");
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(page), "Italic");
  await page.keyboard.press("Enter");
  await focuses(page, "Joint answer");
  await page.keyboard.type("slanted");
  await page.locator(".prose-editor em").getByText("slanted").waitFor();

  // Tab indents in a list; after Escape it leads on.
  await page.keyboard.press("Enter");
  await page.keyboard.type("- item");
  await page.keyboard.press("Tab");
  await page.locator(".prose-editor li[aria-level='2']").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await focused(page), "Italic");

  // A dialog begins where there is something to fill in, and gives the focus back.
  await page.getByRole("textbox", { name: "Joint answer" }).focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+k");
  await focuses(page, "Where it leads");
  await page.keyboard.press("Escape");
  await focuses(page, "Joint answer");
  await page.getByRole("link", { name: /All practices/ }).focus();
  await page.keyboard.press("Enter");
  await focuses(page, "What has worked");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await focuses(page, "Title");

  // What is wrong is said where one looks, and what was typed stays.
  await page.keyboard.press("Enter");
  await page.getByText("Please give a title.").waitFor();
  await page.keyboard.type("Shared desk");
  await page.getByLabel("Theme").fill("x".repeat(200));
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByText(/The theme is too long/).waitFor();
  await page.getByLabel("Theme").fill("Borders");
  await page.keyboard.press("Enter");
  await focuses(page, "Shared desk");
});
