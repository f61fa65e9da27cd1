// Coming back: soon after the server answers again, however long it was away and whatever hangs.

import { answer, reads, sits } from "../harness/table.mjs";
import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

const saved = (person) => person.page.locator('[data-keeping="saved"]').count();

/** How soon a page is back, in milliseconds: two seconds by plan, and as much again as a busy machine needs. */
const SOON = 8_000;

for (const [how, breaks] of [
  ["refused every connection", (wire, person) => wire.cut(person)],
  ["took connections and never answered", (wire, person) => wire.deafen(person)],
]) {
  story(`who was away for long is back soon after the server, which ${how}, answers again`, async (room) => {
    const server = await room.server({ demo: { delegations: 2 } });
    const wire = await room.wire(server);
    const ana = await room.person("Ana", server, { baseURL: wire.url });
    const ben = await room.person("Ben", server);
    await sits(ana, server, "delegate", 0);
    await sits(ben, server, "delegate", 1);
    await answer(ana).click();
    await ana.page.keyboard.type("Before. ");
    await reads(ben, "Before.");
    await breaks(wire, ana);
    // Who tries less and less often would by now wait for longer than anybody likes.
    const before = wire.tries;
    await until("it was tried again and again", () => wire.tries - before >= 8, 60_000);
    wire.mend();
    await until("Ana is back", () => saved(ana), SOON);
    await answer(ana).click();
    await ana.page.keyboard.type("After. ");
    await reads(ben, "After.");
  });
}

for (const [when, later] of [
  ["", 0],
  // The server is asked again before it is clear that it did not answer.
  [", also just before it is asked again", 2_600],
]) {
  story(`a connection that is dead without a word is found out when somebody looks${when}`, async (room) => {
    const server = await room.server({ demo: { delegations: 2 } });
    const ana = await room.person("Ana", server);
    const sockets = [];
    let pings = 0;
    await ana.context.routeWebSocket(/\/live\//, (socket) => {
      const far = socket.connectToServer();
      const state = { isDead: false };
      sockets.push(state);
      socket.onMessage((message) => {
        pings += String(message).includes('"ping"') ? 1 : 0;
        if (!state.isDead) far.send(message);
      });
      far.onMessage((message) => state.isDead || socket.send(message));
    });
    await sits(ana, server, "delegate", 0);
    await until("Ana is there", () => saved(ana));
    if (later > 0) {
      const before = pings;
      await until("the server is asked", () => pings > before);
      await new Promise((resolve) => setTimeout(resolve, later));
    }
    sockets.at(-1).isDead = true;
    const before = sockets.length;
    await ana.page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await until("there is another connection", () => sockets.length > before, 6_000);
    await until("Ana is back", () => saved(ana), SOON);
  });
}
