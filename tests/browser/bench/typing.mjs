// Key to paint in long texts, while somebody else types too: `cargo xtask bench typing`, or by hand
//   ROUNDTABLE=… CHROMIUM=… node bench/typing.mjs [--chars 100000,500000] [--keys 80] [--places start,middle,end] [--profile FOLDER]

import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";

import { Person, launch } from "../harness/browser.mjs";
import { Server } from "../harness/server.mjs";
import { answer, sits } from "../harness/table.mjs";
import { pause, until } from "../harness/wait.mjs";
import { noted, percentile, watch } from "./gauge.mjs";
import { Other } from "../harness/other.mjs";
import { blocksOf } from "../harness/text.mjs";

const { values: chosen } = parseArgs({
  options: {
    chars: { type: "string", default: "100000,500000" },
    keys: { type: "string", default: "80" },
    places: { type: "string", default: "start,middle,end" },
    profile: { type: "string" },
  },
});

const ROOT = "answer/q1";
/** How many times slower the processor is made, and within how many milliseconds 95 of 100 keys are to be painted then. */
const PROCESSORS = [
  { slower: 1, goal: 16 },
  { slower: 4, goal: 32 },
];
/** Between two keys of a quick writer, in milliseconds, and what is added at random so that keys do not march with frames. */
const [PACE, SWING] = [90, 60];
const LIMITS = ["--no-limits", "--message-bytes", String(16 << 20), "--document-bytes", String(64 << 20)];

const rows = [];
for (const chars of chosen.chars.split(",").map(Number)) await measure(chars);
print(rows);

async function measure(chars) {
  const server = await Server.open({ demo: { delegations: 2 }, words: LIMITS });
  const browser = await launch();
  let other;
  try {
    other = await Other.comes(server.link("delegate", 1), "Ben", ROOT);
    await other.fills(blocksOf(chars));
    const ana = await Person.enter(browser, "Ana", server.url);
    ana.context.setDefaultTimeout(120_000);
    await ana.page.addInitScript(watch);
    const devtools = await ana.context.newCDPSession(ana.page);
    await opens(ana, server, other, chars);
    for (const place of chosen.places.split(",")) {
      for (const { slower, goal } of PROCESSORS) {
        await devtools.send("Emulation.setCPUThrottlingRate", { rate: slower });
        rows.push({ chars, place, slower, goal, ...(await types(ana, other, place, devtools, `${chars}-${place}-${slower}`)) });
        await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
      }
    }
    if (ana.complaints.length > 0) console.log(ana.complaints.join("\n"));
  } finally {
    other?.leaves();
    await browser.close();
    await server.close();
  }
}

/** Opens the text, and says how long that took. */
async function opens(ana, server, other, chars) {
  await sits(ana, server, "delegate", 0);
  const whole = other.text.toString();
  const last = whole.slice(whole.lastIndexOf("\n") + 1);
  const begun = Date.now();
  await until("the text is shown", () => answer(ana).evaluate((box, last) => box.textContent.endsWith(last), last), 120_000);
  const { tasks } = await noted(ana.page);
  console.log(`${chars} characters: shown ${Date.now() - begun} ms after joining, longest task ${Math.max(0, ...tasks)} ms`);
}

async function types(ana, other, place, devtools, name) {
  const { page } = ana;
  const box = answer(ana);
  await box.focus();
  await page.keyboard.press(place === "end" ? "Control+End" : "Control+Home");
  if (place === "middle") {
    await box.evaluate((box) => {
      const blocks = box.querySelectorAll("p, h2, h3, h4");
      const block = blocks[Math.floor(blocks.length / 2)];
      block.scrollIntoView({ block: "center" });
      getSelection().selectAllChildren(block);
      getSelection().collapseToEnd();
    });
  }
  // Beside where one writes oneself, in the same window.
  const whole = other.text.toString();
  other.types({ start: 60, middle: middle(whole), end: whole.length - 30 }[place]);
  await pause(1000);
  await page.keyboard.type("warm up ", { delay: PACE });
  await pause(500);
  await noted(page);
  if (chosen.profile) {
    await devtools.send("Profiler.enable");
    await devtools.send("Profiler.start");
  }
  const words = "the quick word ";
  for (let nth = 0; nth < Number(chosen.keys); nth++) {
    await page.keyboard.press(words[nth % words.length]);
    await pause(PACE + Math.random() * SWING);
  }
  if (chosen.profile) {
    const { profile } = await devtools.send("Profiler.stop");
    await writeFile(`${chosen.profile}/${name}.cpuprofile`, JSON.stringify(profile));
  }
  await pause(300);
  other.rests();
  return noted(page);
}

/** In the block before the middle one. */
function middle(whole) {
  const blocks = whole.split("\n");
  const before = blocks.slice(0, Math.floor(blocks.length / 2) - 1);
  return before.join("\n").length - 5;
}

function print(rows) {
  const head = ["characters", "place", "processor", "keys", "p50 ms", "p95 ms", "max ms", "Event Timing p95", "long tasks", "goal p95"];
  const lines = rows.map(({ chars, place, slower, goal, paints, events, tasks }) => {
    const p95 = percentile(paints, 95);
    // Event Timing tells only of what took 16 ms or more, in steps of 8.
    const shorter = Array.from({ length: Math.max(0, paints.length - events.length) }, () => 8);
    const told = percentile([...shorter, ...events], 95);
    const kept = p95 <= goal && tasks.length === 0;
    return [
      chars,
      place,
      slower === 1 ? "as it is" : `${slower} times slower`,
      paints.length,
      percentile(paints, 50).toFixed(1),
      p95.toFixed(1),
      Math.max(...paints).toFixed(1),
      told < 16 ? "< 16" : told,
      tasks.length === 0 ? "none" : `${tasks.length}, longest ${Math.max(...tasks)}`,
      `${goal}, no long task: ${kept ? "kept" : "missed"}`,
    ].map(String);
  });
  const widths = head.map((title, nth) => Math.max(title.length, ...lines.map((line) => line[nth].length)));
  for (const line of [head, ...lines]) console.log(line.map((cell, nth) => cell.padStart(widths[nth])).join("  "));
}
