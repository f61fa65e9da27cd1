// A stock Yjs client with y-websocket takes a seat: it sees the text and writes into it.

import assert from "node:assert/strict";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

import { join, socketOf } from "../harness/seat.mjs";
import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

/** A y-websocket provider on a seat's table. */
function sits(seat) {
  const doc = new Y.Doc();
  const address = `${seat.origin.replace(/^http/, "ws")}/live`;
  const provider = new WebsocketProvider(address, seat.tables[0], doc, { WebSocketPolyfill: socketOf(seat) });
  return { doc, provider };
}

story("a stock Yjs client sits at the table beside a person in a browser", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  await ana.page.goto(server.link("delegate", 0));
  await ana.page.getByLabel("Your name").fill("Ana");
  await ana.page.getByRole("button", { name: "Join" }).click();
  const answer = ana.page.getByRole("textbox", { name: "Joint answer" });
  await answer.click();
  await ana.page.keyboard.type("From a browser. ");
  await ana.page.locator('[data-keeping="saved"]').waitFor();

  const seat = await join(server.link("delegate", 1), "Script");
  const { doc, provider } = sits(seat);
  try {
    const text = doc.getText("answer/q1");
    await until("the script sees the text", () => text.toString().includes("From a browser."));
    text.insert(text.length, "From a script.");
    text.format(text.length - 7, 6, { strong: true });
    await until("the browser shows it", async () => (await answer.textContent()).includes("From a script."));
    assert.equal(await answer.locator("strong").textContent(), "script");
    await ana.page.keyboard.type("And back. ");
    await until("the script sees the answer", () => text.toString().includes("And back."));
  } finally {
    provider.destroy();
    // Ends awareness too, whose timer would keep this process alive.
    doc.destroy();
  }
});
