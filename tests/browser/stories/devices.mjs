// One's way in on another device, made by oneself.

import assert from "node:assert/strict";

import { axe, fits, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";
import { answer, reads, sits } from "../harness/table.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

story("a delegate goes on with their phone, without asking anybody", async (room) => {
  const server = await room.server({ demo: { delegations: 2 } });
  const ana = await room.person("Ana", server);
  const phone = await room.person("Ana’s phone", server, PHONE);
  const eve = await room.person("Eve", server);
  await sits(ana, server, "delegate", 0);
  await answer(ana).click();
  await ana.page.keyboard.type("Begun on the tablet. ");
  await ana.page.locator('[data-keeping="saved"]').waitFor();

  // By the keyboard alone.
  await ana.page.getByRole("button", { name: /^Ana: who you are here/ }).focus();
  await ana.page.keyboard.press("Enter");
  const offered = ana.page.locator("#you").getByRole("button", { name: "Use another device" });
  await offered.waitFor();
  await axe(ana.page);
  await shot(ana.page, "you-another-device");
  await offered.focus();
  await ana.page.keyboard.press("Enter");
  const dialog = ana.page.getByRole("dialog", { name: "Use another device" });
  await dialog.getByText(/Give it to nobody else/).waitFor();
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const field = dialog.getByLabel("Link for your other device");
  await field.waitFor();
  await dialog.locator(".qr svg").waitFor();
  await axe(ana.page);
  await shot(ana.page, "device-link");
  const link = await field.inputValue();
  await ana.page.keyboard.press("Escape");

  await phone.page.goto(link);
  await phone.page.getByText("You will be Ana on this device").waitFor();
  await axe(phone.page);
  await fits(phone.page);
  await shot(phone.page, "device-phone");
  await phone.page.getByRole("button", { name: "Continue as Ana" }).click();
  await phone.page.waitForURL(/\/tables\//);
  await reads(phone, "Begun on the tablet.");
  await answer(phone).click();
  await phone.page.keyboard.press("Control+End");
  await phone.page.keyboard.type("Ended on the phone.");
  await reads(ana, "Ended on the phone.");

  // It has worked once.
  await eve.throughTrouble(async () => {
    await eve.page.goto(link);
    await eve.page.getByText("This link does not work any more.").waitFor();
  });
  await axe(eve.page);
  assert.equal(await eve.page.getByRole("button", { name: /^Continue/ }).count(), 0);

  // A device that is lost is signed out from the one at hand, at once; so is whoever had the link.
  await phone.page.getByRole("button", { name: /^Ana: who you are here/ }).click();
  await phone.page.locator("#you").getByRole("button", { name: "Use another device" }).click();
  const there = phone.page.getByRole("dialog", { name: "Use another device" });
  await there.getByText("You are in on one other device.").waitFor();
  await axe(phone.page);
  await fits(phone.page);
  await shot(phone.page, "devices-signing-out");
  const signOut = there.getByRole("button", { name: "Sign out my other devices" });
  await signOut.focus();
  await phone.page.keyboard.press("Enter");
  await there.getByText("You are signed out everywhere else.").waitFor();
  await ana.throughTrouble(async () => {
    await ana.page.getByRole("heading", { name: "You are signed out on this device" }).waitFor();
  });
  await axe(ana.page);
  await shot(ana.page, "device-signed-out");
  await phone.page.keyboard.press("Escape");
  await answer(phone).click();
  await phone.page.keyboard.press("Control+End");
  await phone.page.keyboard.type(" Still here.");
  await phone.page.locator('[data-keeping="saved"]').waitFor();
});
