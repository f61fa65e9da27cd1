// What people do at a table, and what can happen to the wire that leads there.

import { until } from "./wait.mjs";

/** Lets a story cut the connections to the table and mend them: all of a person's, or one page's. */
export async function onALeash(person, where = person.context) {
  const leash = { isCut: false, live: [] };
  // What stands in for the page's websocket calls itself open for a moment longer than the one behind it.
  person.tolerates(/WebSocket is already in CLOSING or CLOSED state/);
  await where.routeWebSocket(/\/live\//, (socket) => {
    if (leash.isCut) {
      socket.close();
      return;
    }
    socket.connectToServer();
    leash.live.push(socket);
  });
  return {
    async cut() {
      leash.isCut = true;
      await Promise.all(leash.live.splice(0).map((socket) => socket.close()));
    },
    mend() {
      leash.isCut = false;
    },
  };
}

/** Comes in by an invitation. */
export async function sits(person, server, role, place = 0) {
  // Not the whole link: who sits behind a wire gets there by it.
  const { pathname, hash } = new URL(server.link(role, place));
  await person.page.goto(pathname + hash);
  await person.page.getByLabel("Your name").fill(person.name);
  await person.page.getByRole("button", { name: /^(Join|Continue as)/ }).click();
}

/** A server with one table of two delegations, at which Ana and Ben sit for one each. */
export async function twoSit(room) {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  const ben = await room.person("Ben", server);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  return { server, ana, ben };
}

/** Moves the table as a facilitator does, with a look at what that will do; `to` is what the item is called, or `Closed`. */
export async function moves(person, to) {
  const name = to === "Closed" ? "Close the table" : new RegExp(`^(On|Back) to ${to}$|^Move on to ${to}$`);
  await person.page.getByRole("button", { name }).first().click();
  const dialog = person.page.getByRole("dialog");
  await dialog.getByRole("button", { name: to === "Closed" ? "Close the table" : "Move on" }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** Lets the time pass in which last words still land after a lock or a move. */
export async function lastWordsAreIn(person) {
  await person.page.waitForTimeout(10_500);
}

/** Goes to the practices, by way of the agenda where that is a part of its own. */
export async function seesPractices(person) {
  await person.page.locator(".table-bar").waitFor();
  const agenda = person.page.getByRole("button", { name: "Agenda", exact: true });
  if (await agenda.isVisible()) await agenda.click();
  await person.page.getByRole("link", { name: /All practices/ }).click();
}

/** Brings a practice by its title alone. */
export async function brings(person, title) {
  await seesPractices(person);
  await person.page.getByRole("button", { name: "Bring a practice" }).click();
  const form = person.page.getByRole("dialog");
  await form.getByLabel("Title").fill(title);
  await form.getByRole("button", { name: "Put it on the table" }).click();
  await person.page.getByRole("heading", { name: title, level: 2 }).waitFor();
}

/** The text box of the joint answer. */
export const answer = (person) => person.page.getByRole("textbox", { name: "Joint answer" });

/** Waits until a person sees some words in the joint answer. */
export async function reads(person, text) {
  await until(`${person.name} reads “${text}”`, async () => (await answer(person).textContent()).includes(text));
}

/** Selects some words of a text, as a pointer does. */
export async function selects(person, words, box = answer(person)) {
  await box.evaluate((editor, words) => {
    editor.focus();
    const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(words);
      if (at >= 0) return getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
    }
    throw new Error(`“${words}” is not there`);
  }, words);
}

/** Tries to come back at once, unless the page has come back by itself in the meantime. */
export async function comesBack(person) {
  const tries = person.page.getByRole("button", { name: "Try now" }).click();
  const isBack = person.page.locator('[data-keeping="saved"], [data-keeping="saving"], [data-keeping="not-taken"]').first().waitFor();
  // Whichever is not needed may wait in vain.
  await Promise.race([tries, isBack].map((one) => one.catch(() => {})));
}
