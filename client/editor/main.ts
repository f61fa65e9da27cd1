// The page's script: starts the application, and fetches the editor when the application asks for it.

import init from "roundtable-client";
import { fetchAhead } from "./ahead.ts";
import { keepClear } from "./clear.ts";
import { type Host, Shortcuts } from "../palette/shortcuts.ts";

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

const roundtablePdf = {
  /** The text of a PDF; the reader weighs more than the rest of the page and comes with the first file. */
  read: async (bytes: Uint8Array): Promise<string> => {
    const reader = await import("../pdf/pdf.ts").catch((error: unknown) => {
      console.error(error);
      throw "unreachable";
    });
    return reader.read(bytes);
  },
};

const roundtablePalette = {
  /** Hears the keys that open the palette, until it is stopped. */
  listen: (host: Host) => new Shortcuts(host),
};

Object.assign(globalThis, { roundtableEditor, roundtablePdf, roundtablePalette });
keepClear();
// Whoever leaves in one page has left in all of this browser's (`views/you.rs`).
addEventListener("storage", ({ key }) => {
  if (key === "roundtable.left") location.replace("/");
});
fetchAhead("at once");

try {
  await init();
  fetchAhead("when there is time");
} catch (error) {
  document.getElementById("opening")?.remove();
  showBroken();
  throw error;
}

/** Its words are in the page: the program that would say them is what did not come. */
function showBroken(): void {
  document.getElementById("broken")?.removeAttribute("hidden");
}
