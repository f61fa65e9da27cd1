// Comments hang on words, and keep their place while the text around them moves; they are told to whom they are addressed,
// answered and resolved, and outlive what they hung on.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { answer, reads, selects, sits } from "../harness/table.mjs";
import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };
const DARK = { colorScheme: "dark" };
const WORDS = "Referral is followed up within a week. Not everywhere, and not for everybody.";

const threads = (person) => person.page.getByRole("region", { name: "Comments", exact: true });
const thread = (person, text) => person.page.locator(".thread", { hasText: text });
const form = (person) => person.page.getByRole("dialog", { name: "Comment on this passage" });
const button = (place, name) => place.getByRole("button", { name, exact: true });
const saved = (person) => person.page.locator('[data-keeping="saved"]').waitFor();

/** The passages that are marked, each with its words. */
const marked = (person) => person.page.locator(".commented").allTextContents();

async function isMarked(person, ...words) {
  await until(`${person.name} sees marks on ${words.join(", ")}`, async () => String(await marked(person)) === String(words));
}

/** Comments on some words, with the button over the text. */
async function comments(person, words, text, to = null) {
  await selects(person, words);
  await button(person.page.getByRole("toolbar"), "Comment").click();
  await form(person).locator(".comment-quote", { hasText: words }).waitFor();
  await form(person).getByLabel("Comment", { exact: true }).fill(text);
  if (to) await form(person).getByLabel("To", { exact: true }).selectOption({ label: to });
  await button(form(person), "Comment").click();
  await form(person).waitFor({ state: "hidden" });
}

/** The delegations of the table, as they can be addressed. */
async function delegations(person, words) {
  await selects(person, words);
  await button(person.page.getByRole("toolbar"), "Comment").click();
  await form(person).getByRole("combobox").waitFor();
  const names = await form(person).getByLabel("To", { exact: true }).locator("option").allTextContents();
  await person.page.keyboard.press("Escape");
  await form(person).waitFor({ state: "hidden" });
  return names.slice(1);
}

async function writes(person, words) {
  await answer(person).click();
  await person.page.keyboard.type(words);
  await saved(person);
}

story("a comment is told to whom it is addressed, keeps its place, is answered, and outlives its words", async (room) => {
  const server = await room.server({ demo: { delegations: 3 } });
  const ana = await room.person("Ana", server);
  const ben = await room.person("Ben", server, DARK);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await writes(ana, WORDS);
  await reads(ben, WORDS);
  const [, second] = await delegations(ana, "followed up");
  await ben.page.getByRole("link", { name: "Context and background" }).click();

  await selects(ana, "followed up");
  await ana.page.keyboard.press("Control+Alt+m");
  await form(ana).getByText("followed up").waitFor();
  await axe(ana.page);
  await shot(ana.page, "comment-form");
  await button(form(ana), "Comment").click();
  await form(ana).getByText("Please give a text.").waitFor();
  await form(ana).getByLabel("Comment", { exact: true }).fill("By whom, and who pays for it?");
  await form(ana).getByLabel("To", { exact: true }).selectOption({ label: second });
  await button(form(ana), "Comment").click();
  await form(ana).waitFor({ state: "hidden" });
  await isMarked(ana, "followed up");
  await comments(ana, "within a week", "Why not at once?");
  await comments(ana, "everybody", "Who is left out?");
  const inOrder = () => threads(ana).locator(".comment-quote").allTextContents();
  await until("they stand in the order of the text", async () => String(await inOrder()) === "followed up,within a week,everybody");
  await axe(ana.page);
  await shot(ana.page, "comments");

  // The one that it is addressed to hears of it, wherever they are, and is led there.
  await ben.page.getByText(/comments, to your delegation: By whom/).waitFor();
  await ben.page.getByRole("img", { name: "One comment to your delegation" }).waitFor();
  await ben.page.getByRole("button", { name: "Go there" }).click();
  await thread(ben, "By whom").waitFor();
  await until("Ben is at the thread", () => thread(ben, "By whom").evaluate((it) => it === document.activeElement));
  await isMarked(ben, "followed up", "within a week", "everybody");
  await axe(ben.page);
  await shot(ben.page, "comments-dark");

  // The text is edited before it, beside it and within.
  await answer(ben).click();
  await ben.page.keyboard.press("Control+Home");
  await ben.page.keyboard.type("In all provinces, as far as we know: ");
  await isMarked(ben, "followed up", "within a week", "everybody");
  await selects(ana, "followed");
  await ana.page.keyboard.press("ArrowRight");
  await ana.page.keyboard.type(" closely");
  await isMarked(ana, "followed closely up", "within a week", "everybody");
  await isMarked(ben, "followed closely up", "within a week", "everybody");

  // What is gone is shown with the words that it had, to both; an undo brings it back.
  await selects(ben, "within a week");
  await ben.page.keyboard.press("Delete");
  for (const person of [ana, ben]) {
    await isMarked(person, "followed closely up", "everybody");
    await threads(person).getByText("Their words are gone").waitFor();
    await threads(person).locator(".comment-quote.gone").getByText("within a week").waitFor();
  }
  await shot(ana.page, "comments-gone");
  await ben.page.keyboard.press("Control+z");
  for (const person of [ana, ben]) {
    await isMarked(person, "followed closely up", "within a week", "everybody");
    await until("no words are gone", async () => !(await threads(person).getByText("Their words are gone").isVisible()));
  }
  await selects(ben, "within a week");
  await ben.page.keyboard.press("Delete");

  // A thread leads to its passage, and a passage to its thread.
  await thread(ana, "Who is left out?").getByRole("button", { name: /^Go to the passage/ }).click();
  await until("the caret is there", () => answer(ana).evaluate((it) => it === document.activeElement));
  await ana.page.locator(".commented.chosen", { hasText: "everybody" }).waitFor();
  await ben.page.locator(".commented", { hasText: "everybody" }).click();
  await ben.page.locator(".thread.chosen", { hasText: "Who is left out?" }).waitFor();

  // It is answered and resolved; what one has made oneself is taken back.
  await button(thread(ben, "By whom"), "Reply").click();
  await thread(ben, "By whom").getByLabel("Reply").fill("By the ministry. It pays, too.");
  await button(thread(ben, "By whom"), "Reply").click();
  await ana.page.getByText(/replies to a comment: By the ministry/).waitFor();
  assert.ok(!(await button(thread(ben, "Who is left out?"), "Resolve").isVisible()), "it does not concern Ben");
  await button(thread(ana, "Who is left out?"), "Take back").click();
  await isMarked(ben, "followed closely up");
  await button(thread(ana, "By whom"), "Resolve").click();
  await isMarked(ben);
  await button(threads(ana), "Show 1 resolved").click();
  await thread(ana, "By the ministry").getByText(/^Resolved by/).waitFor();
  await axe(ana.page);

  // All of it is there after a reload, and after the server was gone.
  await saved(ana);
  await ana.throughTrouble(() =>
    ben.throughTrouble(async () => {
      await server.restart();
      for (const person of [ana, ben]) {
        await person.page.reload();
        await reads(person, "Not everywhere");
      }
    }),
  );
  for (const person of [ana, ben]) {
    await threads(person).getByText("Their words are gone").waitFor();
    await button(threads(person), "Show 1 resolved").click();
    await thread(person, "By whom").getByText("By the ministry. It pays, too.").waitFor();
  }
  await isMarked(ana);
  const outcome = await ana.page.request.get(`/api/tables/${server.demo.tables[0].id}/outcome.html`);
  assert.ok(outcome.ok() && !(await outcome.text()).includes("By the ministry"), "no comment leaves the room");
  assert.match(await server.command("verify", "--database", server.database), /sound/i);
});

story("with the keyboard alone one comments, answers and resolves", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  await sits(ana, server, "delegate", 0);
  await writes(ana, WORDS);
  const { keyboard } = ana.page;
  const hasFocus = (locator) => locator.evaluate((it) => it === document.activeElement);
  const tabsTo = async (what, locator, key = "Tab") => {
    for (let tabs = 0; tabs < 12 && !(await hasFocus(locator)); tabs += 1) await keyboard.press(key);
    assert.ok(await hasFocus(locator), `${what} is reached by ${key}`);
  };
  await keyboard.press("Control+Alt+m");
  await ana.page.getByText("Select the words that you want to comment on first.").waitFor();
  await keyboard.press("Control+Home");
  for (let letter = 0; letter < "Referral".length; letter += 1) await keyboard.press("Shift+ArrowRight");
  await keyboard.press("Control+Alt+m");
  await form(ana).getByLabel("Comment", { exact: true }).waitFor();
  await until("one can write", () => hasFocus(form(ana).getByLabel("Comment", { exact: true })));
  await keyboard.type("To whom?");
  await tabsTo("the button", button(form(ana), "Comment"));
  await keyboard.press("Enter");
  await form(ana).waitFor({ state: "hidden" });
  await isMarked(ana, "Referral");
  await until("one goes on writing", () => hasFocus(answer(ana)));

  // From within the passage, the same keys lead to its thread.
  await keyboard.press("Control+Home");
  await keyboard.press("ArrowRight");
  await keyboard.press("Control+Alt+m");
  await until("the thread has the keyboard", () => hasFocus(thread(ana, "To whom?")));
  await tabsTo("the way to reply", button(thread(ana, "To whom?"), "Reply"));
  await keyboard.press("Enter");
  await until("one can reply", () => hasFocus(thread(ana, "To whom?").getByLabel("Reply")));
  await keyboard.type("To the clinic.");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await thread(ana, "To whom?").getByText("To the clinic.").waitFor();
  await until("one is at the thread", () => hasFocus(thread(ana, "To whom?")));
  await tabsTo("its passage", thread(ana, "To whom?").getByRole("button", { name: /^Go to the passage/ }));
  await keyboard.press("Enter");
  await until("one is at the passage", () => hasFocus(answer(ana)));
  await keyboard.type("A ");
  await isMarked(ana, "Referral");
  await keyboard.press("ArrowRight");
  await keyboard.press("Control+Alt+m");
  await until("and at the thread again", () => hasFocus(thread(ana, "To whom?")));
  await tabsTo("the way to resolve", button(thread(ana, "To whom?"), "Resolve"));
  await keyboard.press("Enter");
  await isMarked(ana);
  await until("the focus is not lost", () => ana.page.evaluate(() => document.activeElement !== document.body));
});

story("on a phone the threads come up as a sheet, and one comments on what one may not write", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  const ben = await room.person("Ben", server, PHONE);
  const obi = await room.person("Obi", server);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await sits(obi, server, "observer");
  await ana.page.getByRole("tab", { name: "By delegation" }).click();
  const own = (person) => person.page.getByRole("textbox", { name: /^Answer of/ });
  await own(ana).first().click();
  await ana.page.keyboard.type(WORDS);
  await saved(ana);
  await ben.page.getByRole("tab", { name: "By delegation" }).click();
  const theirs = own(ben).filter({ hasText: "Referral" });
  await theirs.waitFor();
  await selects(ben, "within a week", theirs);
  await ben.page.locator(".own-answer", { hasText: "Referral" }).getByRole("button", { name: "Comment", exact: true }).click();
  await form(ben).getByLabel("Comment", { exact: true }).fill("How do you manage that?");
  await axe(ben.page);
  await shot(ben.page, "comment-form-phone");
  await button(form(ben), "Comment").click();
  await form(ben).waitFor({ state: "hidden" });
  await isMarked(ben, "within a week");
  await isMarked(ana, "within a week");

  // Pressing the passage offers its thread, and the sheet leads back.
  await fits(ben.page);
  await ben.page.locator(".commented").click();
  await shot(ben.page, "comments-pressed-phone");
  await ben.page.getByRole("button", { name: "Show this comment" }).click();
  const sheet = ben.page.getByRole("dialog", { name: "Comments" });
  await sheet.getByText("How do you manage that?").waitFor();
  await until("the sheet is still", () => thread(ben, "How do you").evaluate((it) => it === document.activeElement));
  await axe(ben.page);
  await shot(ben.page, "comments-phone");
  await sheet.getByRole("button", { name: /^Go to the passage/ }).click();
  await sheet.waitFor({ state: "hidden" });
  await until("the passage is in sight", () =>
    ben.page.locator(".commented.chosen").evaluate((it) => {
      const { top, bottom } = it.getBoundingClientRect();
      return top > 0 && bottom < innerHeight;
    }),
  );

  // Whoever looks on reads them, and says nothing.
  await obi.page.getByRole("tab", { name: "By delegation" }).click();
  await isMarked(obi, "within a week");
  await thread(obi, "How do you manage that?").waitFor();
  assert.equal(await button(obi.page, "Comment").count(), 0);
  for (const name of ["Reply", "Resolve", "Take back"]) assert.ok(!(await button(thread(obi, "How do you"), name).isVisible()), name);
  await axe(obi.page);
});
