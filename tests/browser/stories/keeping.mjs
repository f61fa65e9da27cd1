// Words survive the network, the server, the tab and the facilitator's lock; and when they cannot be kept, that
// is said.

import assert from "node:assert/strict";

import { axe, shot } from "../harness/look.mjs";
import { answer, comesBack, lastWordsAreIn, onALeash, reads, sits, twoSit } from "../harness/table.mjs";
import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

const sign = (person, keeping, kept = null) =>
  person.page.locator(`[data-keeping="${keeping}"]${kept ? `[data-kept="${kept}"]` : ""}`).waitFor();

const offered = (person) => person.page.getByRole("group", { name: "Your words" });

/** Writes until all of it is counted and kept: what a browser does with a key may come a moment after the key. */
async function writesOffline(person, writes) {
  const changes = async () => {
    return Number(await person.page.locator("[data-keeping]").getAttribute("data-changes"));
  };
  const before = await changes();
  await writes();
  await until("it is counted", async () => (await changes()) > before);
  await sign(person, "offline", "here");
}

/** The tab is closed and another opened, by the same person in the same browser. */
async function comesAgain(person, path) {
  person.page = await person.context.newPage();
  await person.page.goto(path);
}

/** The renderer dies as it does when memory runs out: nothing is told to the page. */
async function crashes(person) {
  await person.throughTrouble(async () => {
    const crashed = person.page.waitForEvent("crash");
    const session = await person.context.newCDPSession(person.page);
    session.send("Page.crash").catch(() => {});
    await crashed;
  });
}

const path = (person) => new URL(person.page.url()).pathname;

for (const [how, ends] of [
  ["reloaded", (person) => person.page.reload()],
  ["closed", (person) => person.page.close()],
  ["crashed", crashes],
]) {
  story(`what was written offline is there after the tab was ${how}, and reaches the others`, async (room) => {
    const server = await room.server({ demo: { delegations: 2 } });
    const ana = await room.person("Ana", server);
    const ben = await room.person("Ben", server);
    const wire = await onALeash(ana);
    await sits(ana, server, "delegate", 0);
    await sits(ben, server, "delegate", 1);
    await answer(ana).click();
    await ana.page.keyboard.type("Before. ");
    await reads(ben, "Before.");
    await wire.cut();
    await sign(ana, "offline");
    await ana.page.keyboard.type("In a tunnel. ");
    await writesOffline(ana, () => deletesFirst(ana));
    const place = path(ana);
    await ends(ana);
    await answer(ben).click();
    await ben.page.keyboard.press("Control+End");
    await ben.page.keyboard.type("Meanwhile. ");
    await sign(ben, "saved");
    wire.mend();
    if (how !== "reloaded") await comesAgain(ana, place);
    for (const person of [ana, ben]) {
      await reads(person, "In a tunnel.");
      await reads(person, "Meanwhile.");
      await reads(person, "efore.");
      await sign(person, "saved");
      assert.ok(!(await answer(person).textContent()).includes("Before"), "what was deleted offline is deleted");
    }
    await ana.page.reload();
    await reads(ana, "In a tunnel.");
    assert.equal((await answer(ana).textContent()).match(/In a tunnel\./g).length, 1, "written once");
  });
}

story("what was written while the server was dead is there in a new tab, and is saved", async (room) => {
  const { server, ana, ben } = await twoSit(room);
  await answer(ana).click();
  await ana.page.keyboard.type("Alive. ");
  await reads(ben, "Alive.");
  const place = path(ana);
  await ana.throughTrouble(() =>
    ben.throughTrouble(async () => {
      await server.kill();
      await Promise.all([ana, ben].map((person) => sign(person, "offline")));
      await writesOffline(ana, () => ana.page.keyboard.type("Over a grave. "));
      await ana.page.close();
      await server.start();
      await sign(ben, "saved");
    }),
  );
  await comesAgain(ana, place);
  await reads(ana, "Over a grave.");
  await reads(ben, "Over a grave.");
  await sign(ana, "saved");
  assert.match(await server.command("verify", "--database", server.database), /sound/i);
});

story("a tab that lives keeps what is its own, and another takes over when it dies", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  const wire = await onALeash(ana, ana.page);
  await sits(ana, server, "delegate", 0);
  await answer(ana).click();
  await ana.page.keyboard.type("First. ");
  await sign(ana, "saved");
  await wire.cut();
  await sign(ana, "offline");
  await writesOffline(ana, () => ana.page.keyboard.type("From the first tab. "));
  const [place, first] = [path(ana), ana.page];
  await comesAgain(ana, place);
  await reads(ana, "First.");
  await answer(ana).click();
  await ana.page.keyboard.press("Control+End");
  await ana.page.keyboard.type("From the second tab. ");
  await sign(ana, "saved");
  assert.ok(!(await answer(ana).textContent()).includes("From the first tab"), "the first tab still has it");
  await first.close();
  await reads(ana, "From the first tab.");
  await reads(ana, "From the second tab.");
  await sign(ana, "saved");
});

story("nobody is handed what another wrote in the same browser", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  const wire = await onALeash(ana, ana.page);
  await sits(ana, server, "delegate", 0);
  await answer(ana).click();
  await ana.page.keyboard.type("Known to all. ");
  await sign(ana, "saved");
  await wire.cut();
  await sign(ana, "offline");
  await writesOffline(ana, () => ana.page.keyboard.type("Known to Ana. "));
  const first = ana.page;
  ana.page = await ana.context.newPage();
  await sits(ana, server, "delegate", 1);
  await reads(ana, "Known to all.");
  wire.mend();
  ana.page = first;
  await comesBack(ana);
  await sign(ana, "saved");
  await until("the table's own text is shown", async () => !(await answer(ana).textContent()).includes("to Ana"));
  await answer(ana).click();
  await ana.page.keyboard.press("Control+End");
  await ana.page.keyboard.type("By another. ");
  await sign(ana, "saved");
  await ana.page.reload();
  await reads(ana, "By another.");
  assert.ok(!(await answer(ana).textContent()).includes("to Ana"));
  assert.equal(await offered(ana).count(), 0);
});

story("words that came too late are still offered back after a reload", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  const grace = await room.person("Grace", server);
  const wire = await onALeash(ana);
  await sits(ana, server, "delegate", 0);
  await sits(grace, server, "facilitator");
  await answer(ana).click();
  await ana.page.keyboard.type("In time. ");
  await sign(ana, "saved");
  await wire.cut();
  await sign(ana, "offline");
  await ana.page.keyboard.press("Enter");
  await writesOffline(ana, () => ana.page.keyboard.type("Too late by a minute."));
  const place = path(ana);
  await grace.page.waitForURL(/sessions\/|tables\//);
  await grace.page.goto(place);
  await grace.page.getByRole("button", { name: "Lock the answers" }).click();
  await grace.page.getByRole("button", { name: "Unlock the answers" }).waitFor();
  await lastWordsAreIn(grace);
  await ana.page.close();
  wire.mend();
  await comesAgain(ana, place);
  await offered(ana).getByText("Too late by a minute.").waitFor();
  await ana.page.getByText(/had locked these answers/).waitFor();
  assert.ok(!(await offered(ana).textContent()).includes("In time"), "only what is not in the table");
  await sign(ana, "not-taken", "here");
  await ana.page.reload();
  await offered(ana).getByText("Too late by a minute.").waitFor();
  await crashes(ana);
  await comesAgain(ana, place);
  await offered(ana).getByText("Too late by a minute.").waitFor();
  assert.equal(await offered(ana).count(), 1, "once, however often it was refused");
  await axe(ana.page);
  await ana.page.getByRole("button", { name: "Dismiss" }).click();
  await offered(ana).waitFor({ state: "detached" });
  await sign(ana, "saved", "here");
  await ana.page.reload();
  await reads(ana, "In time.");
  assert.equal(await offered(ana).count(), 0, "dismissed is dismissed");
});

story("too much at once is offered back and not sent again and again", async (room) => {
  const server = await room.server({ demo: { delegations: 2 }, words: ["--message-bytes", "8192"] });
  const ana = await room.person("Ana", server);
  const ben = await room.person("Ben", server);
  let connections = 0;
  ana.page.on("websocket", () => (connections += 1));
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await answer(ana).click();
  await ana.page.keyboard.type("Small. ");
  await sign(ana, "saved");
  await pastes(ana, "A whole report. ".repeat(1_000));
  await offered(ana).getByText("A whole report.").waitFor();
  await ana.page.getByText(/too much at once/).waitFor();
  await axe(ana.page);
  await shot(ana.page, "too-much");
  await answer(ana).click();
  await ana.page.keyboard.press("Control+End");
  await ana.page.keyboard.type("And on. ");
  await reads(ben, "And on.");
  await sign(ana, "not-taken");
  assert.ok(!(await answer(ana).textContent()).includes("report"));
  assert.equal(connections, 1, "the connection was never lost");
  await ana.page.reload();
  await offered(ana).getByText("A whole report.").waitFor();
});

story("much written offline arrives in parts that are not too large", async (room) => {
  const server = await room.server({ demo: { delegations: 2 }, words: ["--message-bytes", "8192"] });
  const ana = await room.person("Ana", server);
  const ben = await room.person("Ben", server);
  const wire = await onALeash(ana);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await answer(ana).click();
  await sign(ana, "saved");
  await wire.cut();
  await sign(ana, "offline");
  for (let part = 1; part <= 4; part += 1) {
    await writesOffline(ana, () => pastes(ana, `Part ${part} of the report. ${"Long-winded words. ".repeat(250)}`));
  }
  wire.mend();
  await comesBack(ana);
  await reads(ben, "Part 4 of the report.");
  await reads(ben, "Part 1 of the report.");
  await sign(ana, "saved");
  assert.equal(await offered(ana).count(), 0);
});

story("two hours offline on both sides merge", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const people = [await room.person("Ana", server), await room.person("Ben", server)];
  const [ana, ben] = people;
  const wires = await Promise.all(people.map((person) => onALeash(person)));
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await answer(ana).click();
  await ana.page.keyboard.type("Both know this sentence. ");
  await reads(ben, "Both know this sentence.");
  await Promise.all(wires.map((wire) => wire.cut()));
  for (const person of people) {
    await sign(person, "offline");
    await answer(person).click();
    await person.page.keyboard.press(person === ana ? "Control+Home" : "Control+End");
    for (let n = 1; n <= 20; n += 1) {
      await person.page.keyboard.type(`${person.name} ${n}.`);
      await person.page.keyboard.press(n % 4 ? "Space" : "Enter");
      if (n % 5 === 0) await person.page.keyboard.press("Control+b");
      if (n % 7 === 0) await person.page.keyboard.press("Control+z");
    }
  }
  await writesOffline(ana, () => ana.page.keyboard.type("Last of Ana."));
  await ana.page.close();
  wires.forEach((wire) => wire.mend());
  await comesAgain(ana, path(ben));
  await comesBack(ben);
  await Promise.all(people.map((person) => sign(person, "saved")));
  await reads(ana, "Ben 19.");
  await reads(ben, "Ana 19.");
  const html = (person) => answer(person).evaluate((box) => {
    const copy = box.cloneNode(true);
    copy.querySelectorAll(".ProseMirror-widget, [class*=caret]").forEach((caret) => caret.remove());
    return [...copy.children].map((block) => `${block.tagName} ${block.textContent}`);
  });
  await until("both read the same", async () => {
    const [one, other] = await Promise.all(people.map(html));
    return JSON.stringify(one) === JSON.stringify(other);
  });
});

story("a browser that keeps nothing says so", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  await ana.page.addInitScript(() => Object.defineProperty(globalThis, "indexedDB", { value: undefined }));
  const wire = await onALeash(ana);
  await sits(ana, server, "delegate", 0);
  await answer(ana).click();
  await ana.page.keyboard.type("Still works. ");
  await sign(ana, "saved", "not");
  await wire.cut();
  await sign(ana, "offline");
  await ana.page.getByText(/lost if this page is closed/).waitFor();
  await ana.page.keyboard.type("x");
  await ana.page.getByText(/keeps nothing. Leave this page open/).waitFor();
  await axe(ana.page);
  await shot(ana.page, "nothing-kept");
  const asked = ana.page.waitForEvent("dialog");
  const closing = ana.page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), "beforeunload");
  await dialog.dismiss();
  await closing;
  wire.mend();
  await comesBack(ana);
  await sign(ana, "saved", "not");
});

/** Deletes the first letter. */
async function deletesFirst(person) {
  await person.page.keyboard.press("Control+Home");
  await person.page.keyboard.press("Delete");
}

/** Pastes text as the clipboard brings it. */
async function pastes(person, text) {
  await answer(person).evaluate((box, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
