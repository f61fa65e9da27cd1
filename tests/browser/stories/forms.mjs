// Forms and who one is: words first and faults by their field, drafts that stay, a name in the bar and the way out.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, brings, moves, onALeash, seesPractices, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const TABLET = { viewport: { width: 768, height: 1024 }, hasTouch: true };

const button = (person, name) => person.page.getByRole("button", { name, exact: true });
const isOn = (locator) => locator.evaluate((element) => element === document.activeElement);
const box = (person, name) => person.page.getByRole("textbox", { name });

/** A field is marked, described by why, and has the focus. */
async function isAtFault(field, why) {
  await until("it has the focus", () => isOn(field));
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  const said = await field.evaluate((element) =>
    element
      .getAttribute("aria-describedby")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent ?? "")
      .join(" "),
  );
  assert.match(said, why);
}

async function presides(grace, server) {
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");
  await grace.page.locator('a[href^="/tables/"]:not([href$="outcome"])').first().click();
  await grace.page.locator(".table-bar").waitFor();
}

story("a practice is told first and filed after, and nothing typed is lost", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server, { ...TABLET });
  const ben = await room.person("Ben", server, { ...PHONE, colorScheme: "dark" });
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  for (const person of [ana, ben]) await person.page.locator(".table-bar").waitFor();
  await seesPractices(ana);
  await button(ana, "Bring a practice").click();
  const form = ana.page.getByRole("dialog", { name: "Bring a practice or a lesson learned" });
  const labels = await form.locator("label").allTextContents();
  assert.deepEqual(labels.map((label) => label.trim()), [
    "Title",
    "Good practice",
    "Lesson learned",
    "What was done",
    "Results and evidence",
    "What made it work",
    "Can others do it?",
    "Problem and context",
    "Who benefited",
    "Constraints, and how they were overcome",
    "Does it last?",
    "Gender and age",
    "Where, and since when",
    "Guiding question it answers",
    "Theme",
    "Contact or link",
    "Results were followed with figures",
    "Evaluated by others",
    "Done again elsewhere",
    "Part of law, policy or a lasting budget",
    "Validated by",
  ]);
  await button(ana, "Put it on the table").click();
  await isAtFault(form.getByLabel("Title"), /title/);
  await axe(ana.page);
  await shot(ana.page, "practice-form-fault-tablet");
  await form.getByLabel("Title").fill("Shared desk\nfor referrals");
  await form.getByLabel("What was done").fill("Two ministries run one desk.\nThree associations help.");
  await form.getByLabel("Theme").fill("x".repeat(121));
  await button(ana, "Put it on the table").click();
  await isAtFault(form.getByLabel("Theme"), /120/);
  await form.getByLabel("Theme").fill("Borders");

  // The tab is closed by mistake: the draft is there, and only for her.
  await ana.page.reload();
  await seesPractices(ana);
  await button(ana, "Bring a practice").click();
  await form.getByText("This is the practice that you began earlier.").waitFor();
  assert.equal(await form.getByLabel("Title").inputValue(), "Shared desk\nfor referrals");
  await axe(ana.page);
  await shot(ana.page, "practice-form-tablet");
  await form.getByLabel("Results and evidence").fill("Waiting fell from nine days to one.");
  await button(ana, "Put it on the table").click();
  await ana.page.getByRole("heading", { name: "Shared desk for referrals", level: 2 }).waitFor();
  await box(ana, "What was done").getByText("Three associations help.").waitFor();
  await ana.page.locator('[data-keeping="saved"]').waitFor();
  await seesPractices(ben);
  await ben.page.getByRole("link", { name: "Shared desk for referrals" }).click();
  await box(ben, "Results and evidence").getByText("Waiting fell from nine days to one.").waitFor();
  assert.equal(await box(ben, "What was done").locator("p").count(), 2, "two paragraphs");
  await fits(ben.page);

  // The next one begins empty.
  await seesPractices(ana);
  await button(ana, "Bring a practice").click();
  assert.equal(await form.getByLabel("Title").inputValue(), "");
  await ana.page.keyboard.press("Escape");

  // A question without words is told by its field, not in a corner.
  await ben.page.getByRole("button", { name: "Ask", exact: true }).click();
  await isAtFault(ben.page.getByLabel(/Ask the delegation/), /text/);
  await axe(ben.page);
});

story("a practice brought offline arrives whole when one is back", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  const leash = await onALeash(ana);
  await sits(ana, server, "delegate", 0);
  await seesPractices(ana);
  await button(ana, "Bring a practice").click();
  await ana.page.locator('[data-keeping="saved"]').waitFor();
  const form = ana.page.getByRole("dialog");
  await form.getByLabel("Title").fill("Referral desk");
  await form.getByLabel("What was done").fill("One desk.");
  await leash.cut();
  await ana.page.locator('[data-keeping="offline"]').waitFor();
  await button(ana, "Put it on the table").click();
  leash.mend();
  await ana.page.getByRole("heading", { name: "Referral desk", level: 2 }).waitFor({ timeout: 30_000 });
  await box(ana, "What was done").getByText("One desk.").waitFor();
  await ana.page.locator('[data-keeping="saved"]').waitFor();
});

story("everybody sees who they are, and leaves knowingly", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server, PHONE);
  const grace = await room.person("Grace", server, { colorScheme: "dark" });
  const leash = await onALeash(ana);
  await sits(ana, server, "delegate", 0);
  await presides(grace, server);
  for (const [person, about] of [
    [ana, ["Ana", "Delegate", "Republic of Valdoria"]],
    [grace, ["Grace", "Facilitator"]],
  ]) {
    await person.page.getByRole("button", { name: new RegExp(`^${about[0]}: who you are here`) }).click();
    const card = person.page.locator("#you");
    for (const line of about) await card.getByText(line, { exact: true }).waitFor();
    await axe(person.page);
    await fits(person.page);
    await shot(person.page, `you-${about[0].toLowerCase()}`);
    await person.page.keyboard.press("Escape");
    await card.waitFor({ state: "hidden" });
  }

  // Words that are not saved are named before one leaves.
  await answer(ana).click();
  await leash.cut();
  await ana.page.locator('[data-keeping="offline"]').waitFor();
  await ana.page.keyboard.type("Not sent yet");
  await ana.page.getByText("What you wrote is kept here").waitFor();
  assert.ok(!/\d/.test(await ana.page.locator("[data-keeping]").textContent()), "no keystrokes are counted");
  await fits(ana.page);
  await shot(ana.page, "offline-words-phone");
  await ana.page.getByRole("button", { name: /^Ana: who you are/ }).click();
  await ana.page.locator("#you").getByRole("button", { name: "Leave" }).click();
  const dialog = ana.page.getByRole("dialog", { name: "Leave on this browser?" });
  await dialog.getByText("Some of your words have not reached the table yet.").waitFor();
  await axe(ana.page);
  await shot(ana.page, "leave-unsaved-phone");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  leash.mend();
  await ana.page.locator('[data-keeping="saved"]').waitFor({ timeout: 30_000 });

  await ana.page.getByRole("button", { name: /^Ana: who you are/ }).click();
  await ana.page.locator("#you").getByRole("button", { name: "Leave" }).click();
  assert.equal(await dialog.getByText("have not reached").count(), 0);
  const other = await ana.context.newPage();
  await other.goto(ana.page.url());
  await other.getByRole("textbox", { name: "Joint answer" }).waitFor();
  await dialog.getByRole("button", { name: "Leave" }).click();
  await ana.page.waitForURL((url) => url.pathname === "/");
  // Whoever comes next finds no page that still writes as her.
  await other.waitForURL((url) => url.pathname === "/");
  assert.equal((await ana.context.cookies()).length, 0, "this browser has forgotten who she is");
  await axe(ana.page);

  // On the other pages it is the same name and the same way out.
  await grace.page.goto("/sessions");
  await grace.page.getByRole("button", { name: /^Grace: who you are/ }).click();
  await grace.page.locator("#you").getByText(/^Facilitator · /).waitFor();
  await axe(grace.page);
  await shot(grace.page, "you-sessions-dark");
});

story("questions that wait for an answer are counted for those whom they concern", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server);
  const ana = await room.person("Ana", server);
  const ben = await room.person("Ben", server);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await presides(grace, server);
  await moves(grace, "Good practices");
  await brings(ana, "Referral desk");
  await seesPractices(ben);
  await ben.page.getByRole("link", { name: "Referral desk" }).click();
  await ben.page.getByLabel(/Ask the delegation/).fill("Who pays for the desk?");
  await button(ben, "Ask").click();
  const badge = (person) => person.page.getByRole("img", { name: "One question waits for an answer" });
  await badge(grace).waitFor();
  await badge(ana).waitFor();
  assert.equal(await badge(ben).count(), 0, "whoever asked is not asked");
  await axe(grace.page);
  await shot(grace.page, "unanswered-badge");
  await seesPractices(grace);
  await grace.page.getByText("one not answered").waitFor();
  await axe(grace.page);
  await ana.page.getByLabel("Your answer").fill("The districts, in turn.");
  await button(ana, "Answer").click();
  for (const person of [grace, ana]) await badge(person).waitFor({ state: "detached" });
});

story("the forms outside the table tell faults by their field", async (room) => {
  const server = await room.server();
  const house = server.log.match(/http\S+\/join#\w+/)[0];
  const grace = await room.person("Grace", server, PHONE);
  await grace.page.goto("/join");
  await grace.page.getByRole("button", { name: "Open" }).click();
  await isAtFault(grace.page.getByLabel("Your invitation link"), /whole invitation link/);
  await axe(grace.page);
  await grace.page.goto(house);
  await grace.page.reload();
  await grace.page.getByRole("button", { name: "Join" }).click();
  await isAtFault(grace.page.getByLabel("Your name"), /name/);
  await axe(grace.page);
  await grace.page.getByLabel("Your name").fill("Grace");
  await grace.page.getByRole("button", { name: "Join" }).click();
  await grace.page.getByRole("link", { name: "New session" }).first().click();

  // Two questions under one label are told apart before anybody has to ask which one is meant.
  const note = "# Skills that travel\n\n## Guiding questions\n\na) What works?\nb) What does not?\nc) Who acts?\n";
  await grace.page.getByLabel("Text of the concept note").fill(note);
  const label = grace.page.getByLabel("Label").nth(2);
  await until("the questions are read", async () => (await grace.page.getByLabel("Label").count()) === 3);
  await label.fill("B.");
  await grace.page.getByLabel("Name of delegation 1", { exact: true }).fill("Northern Route");
  const create = grace.page.getByRole("button", { name: "Create the session" });
  await create.click();
  await grace.page.locator("#faults").getByText("Another question has the label “B.”").click();
  await isAtFault(label, /Another question has the label/);
  await axe(grace.page);
  await shot(grace.page, "same-label-phone", { fullPage: true });
  await label.fill("d");
  await grace.page.getByText("The labels go from “b” to “d”.").waitFor();
  await label.fill("c");
  await create.click();
  await grace.page.waitForURL(/sessions\/(?!new)/);

  // A delegation more, and a link for everybody who has none: all of them, said so.
  await button(grace, "Add").click();
  await isAtFault(grace.page.getByLabel("Name", { exact: true }), /name/);
  await grace.page.getByLabel("Name", { exact: true }).fill("South Dialogue");
  await button(grace, "Add").click();
  await grace.page.getByText("South Dialogue has a seat.").waitFor();
  await button(grace, "Make all missing links").click();
  await grace.page.getByText("7 links are made.").waitFor();
  assert.equal(await grace.page.locator(".shown-link").count(), 7, "two delegations and five roles");
  await button(grace, "Make all missing links").click();
  await grace.page.getByText("Everybody in the list has a valid link already.").waitFor();
  await axe(grace.page);
});

story("an invitation opens whatever a mail gateway made of its link", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  const secret = new URL(server.link("delegate", 0)).hash.slice(1);
  for (const mangled of [
    `/join%23${secret}`,
    `/JOIN#${secret}`,
    `/join/#${secret}`,
    `/join#${secret}.`,
    `/join#${secret})`,
    `/join#${secret}%3E,`,
    `/join#%E2%80%8B${secret}%E2%80%8B`,
    `/join?utm_source=mail#${secret}`,
  ]) {
    await ana.page.goto("about:blank");
    await ana.page.goto(mangled);
    await ana.page.getByText("Republic of Valdoria").first().waitFor();
    await ana.page.getByLabel("Your name").waitFor();
  }
  // One that is none says so, and does not ask for a name.
  ana.tolerates(/404 \(Not Found\)/);
  await ana.page.goto("about:blank");
  await ana.page.goto(`/join#${secret.slice(0, -6)}`);
  await ana.page.getByRole("heading", { name: "This link does not open" }).waitFor();
  assert.equal(await ana.page.getByLabel("Your name").count(), 0);
  await axe(ana.page);
});
