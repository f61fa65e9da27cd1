// From a link to the first character that can be typed, on slow networks: `cargo xtask bench loading`, or by hand
//   ROUNDTABLE=… CHROMIUM=… node bench/loading.mjs [--pause 5]
// Chromium's own throttling: so many bits a second shared by all requests, and so long before every answer begins.

import { parseArgs } from "node:util";

import { Person, launch } from "../harness/browser.mjs";
import { Server } from "../harness/server.mjs";
import { answer } from "../harness/table.mjs";
import { pause } from "../harness/wait.mjs";

const { values: chosen } = parseArgs({
  options: {
    // How long a person takes for their name, in seconds; it is not counted.
    pause: { type: "string", default: "5" },
  },
});

/** Bits a second in either direction, milliseconds until an answer begins, and the goal in seconds. */
const NETWORKS = [
  { name: "1.6 Mbit/s, 150 ms", down: 1_600_000, up: 750_000, latency: 150, goal: 4 },
  { name: "400 kbit/s, 400 ms", down: 400_000, up: 400_000, latency: 400, goal: 12 },
];

const seconds = (milliseconds) => (milliseconds / 1000).toFixed(1).padStart(6);

/** Slows a person's page down, and counts what comes in by file. */
async function slowly(person, { down, up, latency }) {
  const session = await person.context.newCDPSession(person.page);
  const files = new Map();
  const names = new Map();
  session.on("Network.requestWillBeSent", ({ requestId, request }) => names.set(requestId, new URL(request.url).pathname));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const name = names.get(requestId);
    if (name) files.set(name, (files.get(name) ?? 0) + encodedDataLength);
  });
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency,
    downloadThroughput: down / 8,
    uploadThroughput: up / 8,
  });
  return files;
}

/** Whether the text is there to be read: the table's own, or what is shown until that is there. Returns how long that took from `begun`. */
async function reads(person, begun) {
  const shown = person.page.getByRole("region", { name: "The text so far" }).or(answer(person)).first();
  await shown.waitFor({ timeout: 120_000 });
  return performance.now() - begun;
}

/** Types a character as soon as the answer takes one; returns how long that took from `begun`. */
async function types(person, begun) {
  const box = answer(person).and(person.page.locator('[contenteditable="true"]'));
  await box.click({ timeout: 120_000 });
  await person.page.keyboard.type("x");
  await box.getByText("x").first().waitFor();
  return performance.now() - begun;
}

/** Somebody new: the link, the name, the first character. */
async function comes(browser, server, network, place, thinking) {
  const person = await Person.enter(browser, `P${place}`, server.url);
  const files = await slowly(person, network);
  const begun = performance.now();
  await person.page.goto(server.link("delegate", place), { waitUntil: "commit" });
  const field = person.page.getByLabel("Your name");
  await field.waitFor({ timeout: 120_000 });
  const named = performance.now() - begun;
  await pause(thinking);
  const asked = performance.now();
  await field.fill(person.name);
  await person.page.getByRole("button", { name: /^(Join|Continue as)/ }).click();
  const read = await reads(person, asked);
  const table = await types(person, asked);
  return { person, named, read, table, files };
}

/** The same person again, with the cookie: with an empty cache, or with what the first visit left in it. */
async function returns(browser, server, network, person, cold) {
  const path = new URL(person.page.url()).pathname;
  let again = person;
  if (cold) {
    again = await Person.enter(browser, person.name, server.url, { storageState: await person.context.storageState() });
    await slowly(again, network);
  }
  const begun = performance.now();
  await again.page.goto(path, { waitUntil: "commit" });
  const read = await reads(again, begun);
  const table = await types(again, begun);
  if (again !== person) await again.context.close();
  return `${seconds(read)} to read${seconds(table)} to write`;
}

const server = await Server.open({ demo: { delegations: 4 } });
const browser = await launch();
try {
  for (const [at, network] of NETWORKS.entries()) {
    console.log(`\n${network.name}, seconds (goal ${network.goal})`);
    for (const [row, thinking] of [
      ["name given at once", 0],
      [`name given after ${chosen.pause} s, not counted`, Number(chosen.pause) * 1000],
    ]) {
      const came = await comes(browser, server, network, at * 2 + (thinking ? 1 : 0), thinking);
      const whole = came.named + came.table;
      console.log(`  ${row.padEnd(38)} link to name${seconds(came.named)}   name to text${seconds(came.read)}   name to first character${seconds(came.table)}   together${seconds(whole)}`);
      if (thinking) {
        console.log(`  ${"comes back, empty cache".padEnd(38)} ${await returns(browser, server, network, came.person, true)}`);
        console.log(`  ${"comes back, warm cache".padEnd(38)} ${await returns(browser, server, network, came.person, false)}`);
      } else if (at === 0) {
        const all = [...came.files].sort(([, a], [, b]) => b - a).filter(([, bytes]) => bytes > 1_000);
        for (const [name, bytes] of all) console.log(`    ${name.padEnd(44)}${String(bytes).padStart(9)} bytes`);
      }
      await came.person.context.close();
    }
  }
} finally {
  await browser.close();
  await server.close();
}
