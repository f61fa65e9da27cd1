// The outcome is taken along in the forms that offices open.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { axe, fits, shot } from "../harness/look.mjs";
import { answer, sits } from "../harness/table.mjs";
import { story } from "../harness/story.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

/** The button, and what its file begins with and ends in. */
const FILES = [
  ["Word", "PK", ".docx"],
  ["OpenDocument", "PK", ".odt"],
  ["Excel: votes and people", "PK", ".xlsx"],
  ["CSV: votes and people", "PK", ".csv.zip"],
  ["Markdown", "# ", ".md"],
];

story("the outcome is taken along as Word, OpenDocument, Excel and CSV, by keyboard and on a phone", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const amal = await room.person("أمل", server, PHONE);
  await sits(amal, server, "delegate", 0);
  await answer(amal).click();
  await amal.page.keyboard.type("نحن معا, and <w:p>=1+1");
  await amal.page.locator('[data-keeping="saved"]').waitFor();
  await amal.page.goto(`/tables/${server.demo.tables[0].id}/outcome`);
  await amal.page.locator(".outcome-preview").getByText("نحن معا").first().waitFor();
  await fits(amal.page);
  await axe(amal.page);
  await shot(amal.page, "outcome-files-phone");

  const files = amal.page.getByRole("group", { name: "Take it along" });
  for (const [name, begins, ending] of FILES) {
    await files.getByRole("link", { name, exact: true }).focus();
    const [download] = await Promise.all([amal.page.waitForEvent("download"), amal.page.keyboard.press("Enter")]);
    const told = download.suggestedFilename();
    assert.ok(told.startsWith("Skills that travel") && told.endsWith(ending), told);
    const bytes = await readFile(await download.path());
    assert.ok(bytes.toString("latin1").startsWith(begins), `${name} begins with ${bytes.subarray(0, 4)}`);
    // An archive ends with its table of contents: it is whole.
    if (begins === "PK") assert.ok(bytes.includes(Buffer.from([0x50, 0x4b, 5, 6])), `${name} is whole`);
  }
});
