// Lists and pastes at the table: one list to a screen reader, numbers that go on, and what a paste leaves out is said.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, reads, sits } from "../harness/table.mjs";
import { until } from "../harness/wait.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: "dark" };

/** The lists on the page within an element, as a screen reader is told of them: how many items each has of its own. */
async function listsIn(page, name) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const children = (node) => (node.childIds ?? []).map((id) => byId.get(id)).filter(Boolean);
  const known = (node) => children(node).flatMap((child) => (child.ignored ? known(child) : [child]));
  const lists = (node) => [
    ...(node.role?.value === "list" ? [known(node).filter((child) => child.role.value === "listitem").length] : []),
    ...children(node).flatMap(lists),
  ];
  const root = nodes.find((node) => node.name?.value === name && ["textbox", "main", "article"].includes(node.role?.value)) ?? nodes[0];
  return lists(root);
}

const hears = (person, wanted) =>
  until(`${person.name} is told of lists of ${wanted}`, async () => JSON.stringify(await listsIn(person.page, "Joint answer")) === JSON.stringify(wanted));

const paste = (page, html) =>
  page.evaluate((html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, html);

const marker = (sign) => `<span style='mso-list:Ignore'>${sign}<span>&nbsp;&nbsp; </span></span>`;
const point = (sign, text) => `<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>${marker(sign)}${text}</p>`;
const WORD = `${point("1.", "Share data at sea")}${point("2.", "Train crews")}<p class=MsoNormal>Two points were
  <ins cite="mailto:A" datetime="2026-01-01T00:00">added</ins><del cite="mailto:A" datetime="2026-01-01T00:00">dropped</del> later<span
  class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[AB1]</a></span>.</p>${point("3.", "Publish figures")}${point("4.", "Meet yearly")}
  <p><img width=300 height=200 src="file:///map.png"></p><table><tr><td>State</td><td>Ships</td></tr></table>
  <div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>Our capital would accept less.</p></div></div>`;

story("a list is one list, numbers go on, and a paste says what it left out", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  const ben = await room.person("Ben", server, PHONE);
  await sits(ana, server, "delegate", 0);
  await sits(ben, server, "delegate", 1);
  await answer(ana).click();
  await paste(ana.page, WORD);
  await ana.page.getByText("Pasted without 1 image and 1 comment. A table became lines with tabs.").waitFor();
  await shot(ana.page, "pasted");
  await reads(ben, "Meet yearly");
  const text = await answer(ben).textContent();
  assert.ok(!/AB1|capital|dropped/.test(text), `left in: ${text}`);
  assert.equal(await answer(ben).locator("u").count(), 0, "what was inserted is plain");
  for (const person of [ana, ben]) await hears(person, [2, 2]);
  assert.deepEqual(await answer(ben).locator("li[value]").evaluateAll((items) => items.map((item) => item.value)), [3]);

  // On, on the phone.
  await answer(ben).locator("li").last().click();
  await ben.page.keyboard.press("End");
  await ben.page.keyboard.press("Enter");
  await ben.page.keyboard.type("And on");
  await reads(ana, "And on");
  await hears(ana, [2, 3]);
  await ben.page.keyboard.press("Enter");
  await ben.page.keyboard.press("Enter");
  await ben.page.keyboard.type("9) from nine");
  // Right below, it is the same list still, with a number of its own.
  await hears(ana, [2, 4]);
  assert.equal(await answer(ana).locator("li[value]").last().evaluate((item) => item.value), 9);
  for (const person of [ana, ben]) {
    await axe(person.page, { within: ".prose-editor" });
    await fits(person.page);
  }
  await shot(ben.page, "lists-phone");
  await shot(ana.page, "lists");
});
