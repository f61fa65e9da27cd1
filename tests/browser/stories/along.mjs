// A delegation is asked to another table, and takes its own words along, or leaves them.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { sits } from "../harness/table.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };
const [PLENARY, SECOND] = [0, 1];
const path = (server, place) => `/tables/${server.demo.tables[place].id}`;
const button = (person, name) => person.page.getByRole("button", { name });

async function sitsAt(person, server, table, role, place = 0) {
  await sits(person, server, role, place);
  await person.page.waitForURL(/sessions\/|tables\/|\/t\//);
  await person.page.goto(path(server, table));
  await person.page.locator(".table-bar").waitFor();
}

for (const [where, options] of [
  ["on a desktop", {}],
  ["on a phone", PHONE],
]) {
  story(`a delegation that was moved brings its own answer along, ${where}`, async (room) => {
    const server = await room.server({ demo: { tables: 2, delegations: 2 } });
    const grace = await room.person("Grace", server);
    const ana = await room.person("Ana", server, options);
    await sitsAt(ana, server, PLENARY, "delegate", 0);
    await ana.page.getByRole("tab", { name: "By delegation", exact: true }).click();
    await ana.page.locator(".own-answer").getByRole("textbox").first().click();
    await ana.page.keyboard.type("We propose a fund.");
    await ana.page.locator('[data-keeping="saved"]').waitFor();
    await sits(grace, server, "facilitator");
    await grace.page.waitForURL(/sessions\//);
    const session = server.demo.session;
    const { delegations } = await (await grace.page.request.get(`/api/sessions/${session}`)).json();
    const moved = await grace.page.request.post(`/api/sessions/${session}/moves`, {
      headers: { "content-type": "application/json", origin: new URL(grace.page.url()).origin },
      data: {
        id: "m1",
        whom: { who: "delegation", delegation: delegations[0].id },
        from: server.demo.tables[PLENARY].id,
        to: server.demo.tables[SECOND].id,
      },
    });
    assert.equal(moved.status(), 204);

    await ana.page.goto(path(server, SECOND));
    await ana.page.locator(".table-bar").waitFor();
    await ana.page.getByText("its own words can come along").first().waitFor();
    const beside = button(ana, /People and votes/);
    if (await beside.isVisible()) await beside.click();
    const bring = button(ana, /^Bring along your answer to/).first();
    await bring.waitFor();
    await axe(ana.page);
    await fits(ana.page);
    await shot(ana.page, `left-there-${where === "on a phone" ? "phone" : "desktop"}`);
    await bring.focus();
    await ana.page.keyboard.press("Enter");
    await bring.waitFor({ state: "hidden" });
    await ana.page.goto(path(server, SECOND));
    await ana.page.getByRole("tab", { name: "By delegation", exact: true }).click();
    await ana.page.locator(".own-answer").getByText("We propose a fund.").first().waitFor();
  });
}

story("an answer to a question that the other table does not ask goes where its delegation says", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const grace = await room.person("Grace", server);
  const ana = await room.person("Ana", server);
  await sitsAt(ana, server, PLENARY, "delegate", 0);
  await ana.page.getByRole("tab", { name: "By delegation", exact: true }).click();
  await ana.page.locator(".own-answer").getByRole("textbox").first().click();
  await ana.page.keyboard.type("We propose a fund.");
  await ana.page.locator('[data-keeping="saved"]').waitFor();
  await sits(grace, server, "facilitator");
  await grace.page.waitForURL(/sessions\//);
  const session = server.demo.session;
  const headers = { "content-type": "application/json", origin: new URL(grace.page.url()).origin };
  const { delegations } = await (await grace.page.request.get(`/api/sessions/${session}`)).json();
  // Its own first question has the id of the session's first.
  const question = { label: "1", name: "", text: "Who pays for it?", answered: "both" };
  const made = await grace.page.request.post(`/api/sessions/${session}/tables`, {
    headers,
    data: { name: "Hall", delegations: delegations.map((it) => it.id), questions: [question] },
  });
  assert.equal(made.status(), 201);
  const hall = await made.json();
  const moved = await grace.page.request.post(`/api/sessions/${session}/moves`, {
    headers,
    data: {
      id: "m1",
      whom: { who: "delegation", delegation: delegations[0].id },
      from: server.demo.tables[PLENARY].id,
      to: hall.id,
    },
  });
  assert.equal(moved.status(), 204);
  await grace.page.goto(`/tables/${hall.id}`);
  await grace.page.getByRole("button", { name: /^Move on to|^On to/ }).first().click();
  const dialog = grace.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Move on" }).click();
  await dialog.waitFor({ state: "hidden" });

  await ana.page.goto(`/tables/${hall.id}`);
  await ana.page.locator(".table-bar").waitFor();
  const left = ana.page.locator(".left-there");
  const where = left.getByLabel("Where does it go?");
  await where.waitFor();
  await axe(ana.page);
  await shot(ana.page, "left-other-question");
  await where.selectOption({ label: "1. Who pays for it?" });
  await left.getByRole("button", { name: /^Bring along your answer to/ }).click();
  await left.waitFor({ state: "hidden" });
  await ana.page.getByRole("tab", { name: "By delegation", exact: true }).click();
  await ana.page.locator(".own-answer").getByText("We propose a fund.").first().waitFor();
});
