// Every part of the room in its states, with names as long as they come: it fits, it reads, it passes axe.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, onALeash, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const ARABIC = "المملكة المغربية الصديقة — الوفد الدائم لدى المنظمات الدولية في جنيف";
const GERMAN = "Bundesarbeitsgemeinschaft Berufsqualifikationsfeststellungsverfahren";
const LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwe Maria-Theresia von Hohenlohe-Waldenburg-Schillingsfürst";

async function facilitates(grace, server) {
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL("**/sessions/*");
  const session = new URL(grace.page.url()).pathname.split("/").pop();
  const posts = async (path, data) => {
    const answered = await grace.page.request.post(`${server.url}/api/sessions/${session}/${path}`, {
      data,
      headers: { origin: server.url },
    });
    assert.ok(answered.ok(), await answered.text());
    return answered.json();
  };
  return async (name, short) => {
    const { id } = await posts("delegations", { name, short });
    return (await posts("invitations", { role: "delegate", delegation: id })).link;
  };
}

async function joins(person, link) {
  const { pathname, hash } = new URL(link);
  await person.page.goto(pathname + hash);
  await person.page.getByLabel("Your name").fill(person.name);
  await person.page.getByRole("button", { name: /^(Join|Continue as)/ }).click();
  await answer(person).waitFor();
}

const WINDOWS = [
  ["desktop", { viewport: { width: 1440, height: 900 } }],
  ["tablet", { viewport: { width: 768, height: 1024 }, hasTouch: true }],
  ["phone", { viewport: { width: 390, height: 844 }, hasTouch: true }],
  ["narrow", { viewport: { width: 320, height: 568 }, hasTouch: true }],
];

for (const [where, options] of WINDOWS) {
  for (const colorScheme of ["light", "dark"]) {
    story(`long names in every part of the room: ${where}, ${colorScheme}`, async (room) => {
      const server = await room.server({ demo: { delegations: 1 } });
      const grace = await room.person("Grace", server);
      const invites = await facilitates(grace, server);
      const amal = await room.person("السفيرة فاطمة الزهراء بنت عبد الرحمن", server);
      const hans = await room.person(LONG, server, { ...options, colorScheme });
      const wire = await onALeash(hans);
      await joins(amal, await invites(ARABIC, "المغرب"));
      await joins(hans, await invites(GERMAN, "BAG BQF"));
      const looks = async (what) => {
        await fits(hans.page);
        await axe(hans.page);
        await shot(hans.page, `state-${where}-${colorScheme}-${what}`);
      };
      const goes = (to) => hans.page.evaluate((hash) => (location.hash = hash), to);
      await looks("answer-empty");
      await goes("#note");
      await hans.page.locator(".note").waitFor();
      await looks("note");
      await goes("#practices");
      await hans.page.getByText("No practice has been brought yet").waitFor();
      await looks("practices-empty");
      await goes("#ballots");
      await hans.page.getByText("No ballot yet").waitFor();
      await looks("ballots-empty");
      for (const part of ["Agenda", /People and votes/]) {
        const dock = hans.page.getByRole("button", { name: part });
        if (!(await dock.isVisible())) continue;
        await dock.click();
        await looks(`part-${typeof part === "string" ? "agenda" : "side"}`);
      }
      await wire.cut();
      await hans.page.locator('[data-keeping="offline"]').waitFor();
      await looks("offline");
    });
  }
}

story("the outcome's page has one title, and Remove ends the line of the longest name", async (room) => {
  const server = await room.server({ demo: { delegations: 1 } });
  const grace = await room.person("Grace", server, { viewport: { width: 390, height: 844 } });
  const invites = await facilitates(grace, server);
  const hans = await room.person(LONG, server);
  await joins(hans, await invites(GERMAN, "BAG BQF"));
  const people = grace.page.getByRole("region", { name: "People who have joined" });
  const remove = people.getByRole("button", { name: `Remove ${LONG}` });
  for (const width of [390, 768, 1280]) {
    await grace.page.setViewportSize({ width, height: 844 });
    await remove.waitFor();
    const row = people.locator("li li", { hasText: LONG });
    const [button, name, all] = await Promise.all(
      [remove, row.locator("[dir=auto]").first(), row].map((one) => one.boundingBox()),
    );
    assert.ok(button.x >= name.x + name.width, `after the name at ${width} px`);
    assert.ok(button.y < name.y + name.height && button.y + button.height > name.y, `on its line at ${width} px`);
    assert.ok(all.x + all.width - (button.x + button.width) < 24, `at the end at ${width} px`);
    await fits(grace.page);
    await axe(grace.page);
  }
  await shot(grace.page, "people-long-name", { fullPage: true });

  await hans.page.goto(`/tables/${server.demo.tables[0].id}/outcome`);
  await hans.page.locator(".outcome-title").waitFor();
  await until("there is one title", async () => (await hans.page.locator("h1").count()) === 1);
  const levels = await hans.page.evaluate(() =>
    [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map(({ tagName }) => Number(tagName[1])),
  );
  levels.reduce((before, level) => (assert.ok(level <= before + 1, `${levels}`), level));
  await axe(hans.page);
  await shot(hans.page, "outcome-one-title");
});
