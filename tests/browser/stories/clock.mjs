// The time left, on a device whose own clock is wrong and is put right while the page is open.

import assert from "node:assert/strict";

import { sits } from "../harness/table.mjs";
import { story } from "../harness/story.mjs";
import { until } from "../harness/wait.mjs";

/** Runs in the page before it: a device's clock that can be set. */
function settable() {
  const Real = Date;
  let ahead = 0;
  class Settable extends Real {
    constructor(...parts) {
      if (parts.length === 0) super(Real.now() + ahead);
      else super(...parts);
    }
    static now() {
      return Real.now() + ahead;
    }
  }
  globalThis.Date = Settable;
  globalThis.setClock = (hours) => (ahead = hours * 3_600_000);
}

/** The time left in seconds. */
async function left(person) {
  const text = await person.page.locator(".clock").textContent();
  const [, minutes, seconds] = /(\d+):(\d\d)/.exec(text);
  assert.ok(!/over/.test(text), text);
  return Number(minutes) * 60 + Number(seconds);
}

story("the time left stays right when the device's clock is put right", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  const grace = await room.person("Grace", server);
  await ana.context.addInitScript(settable);
  await sits(ana, server, "delegate", 0);
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\//);
  await grace.page.goto(new URL(ana.page.url()).pathname);
  await grace.page.getByRole("button", { name: "Set the clock to 10 min" }).click();
  await ana.page.locator(".clock").waitFor();
  for (const hours of [1, -1, 30, 0]) {
    const before = await left(ana);
    await ana.page.evaluate((to) => globalThis.setClock(to), hours);
    // Until it has ticked on the new time, and a few times more.
    await until("the clock ticks", async () => (await left(ana)) < before - 1);
    const apart = Math.abs((await left(ana)) - (await left(grace)));
    assert.ok(apart <= 2, `${apart} s apart after the clock was set by ${hours} h`);
    assert.ok((await left(ana)) <= 600);
  }
  assert.equal(await ana.page.locator('[data-keeping="saved"]').count(), 1, "and the connection was not given up");
});
