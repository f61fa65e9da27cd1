// The server is there, and opening it shows a page.

import assert from "node:assert/strict";

import { axe, shot } from "../harness/look.mjs";
import { story } from "../harness/story.mjs";

story("the server says that it is well, also after being killed", async (room) => {
  const server = await room.server();
  assert.ok(await server.answers("/healthz"));
  await server.kill();
  assert.ok(!(await server.answers("/healthz")));
  await server.start();
  assert.ok(await server.answers("/healthz"));
  assert.ok(await server.answers("/readyz"));
});

story("the first page opens, in light and in dark", async (room) => {
  const server = await room.server();
  for (const colorScheme of ["light", "dark"]) {
    const visitor = await room.person(`visitor in ${colorScheme}`, server, { colorScheme });
    await visitor.page.goto("/");
    await visitor.page.getByRole("heading", { level: 1 }).waitFor();
    await axe(visitor.page);
    await shot(visitor.page, `landing-${colorScheme}`);
  }
});
