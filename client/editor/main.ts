// The page's script: starts the application, and fetches the editor when the application asks for it.

import init from "roundtable-client";
import { keepClear } from "./clear.ts";

const roundtableEditor = {
  /** Makes `mount` available; without it there is nothing to come back to, so it never fails. */
  fetch: async () => {
    try {
      Object.assign(roundtableEditor, await import("./mount.ts"));
    } catch (error) {
      showBroken();
      console.error(error);
      await new Promise(() => {});
    }
  },
};

Object.assign(globalThis, { roundtableEditor });
keepClear();

try {
  await init();
} catch (error) {
  document.getElementById("opening")?.remove();
  showBroken();
  throw error;
}

/** Its words are in the page: the program that would say them is what did not come. */
function showBroken(): void {
  document.getElementById("broken")?.removeAttribute("hidden");
}
