// A text that is longer than a window, and what of a page is in view.

import assert from "node:assert/strict";

import { answer } from "./table.mjs";
import { until } from "./wait.mjs";

/** Fails unless all of the element is in the window, and nothing lies on top of its middle. */
export async function isInView(locator) {
  const seen = await locator.evaluate((element) => {
    const { top, bottom, left, width } = element.getBoundingClientRect();
    const on = document.elementFromPoint(left + width / 2, (top + bottom) / 2);
    return top >= -1 && bottom <= innerHeight + 1 && (element.contains(on) || on?.contains(element));
  });
  assert.ok(seen, `${locator} is in view`);
}

/** Pastes a plain text where the person writes. */
export async function pastes(person, text) {
  await person.page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** Two pages in the joint answer, and the caret at their end. */
export async function writesMuch(person) {
  await answer(person).click();
  const sentence = "The delegations agreed that a referral that nobody follows up is not a referral. ";
  await pastes(person, Array.from({ length: 16 }, (_, n) => `${n + 1}. ${sentence.repeat(5)}`).join("\n\n"));
  await person.page.locator('[data-keeping="saved"]').waitFor();
  await person.page.keyboard.press("Control+End");
  // Whoever scrolls before the caret is in view is taken to the caret.
  const last = answer(person).locator("p").last();
  await until("the end is in view", () =>
    last.evaluate((end) => end.getBoundingClientRect().bottom <= innerHeight && getSelection().focusNode?.parentElement.closest("p") === end),
  );
}
