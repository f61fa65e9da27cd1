// The page's script: registers the editor, then starts the application, which mounts it where needed.

import init from "roundtable-client";
import type { Port } from "./binding.ts";
import { Editor, type Listeners, type Options } from "./editor.ts";

const roundtableEditor = {
  mount: (element: HTMLElement, port: Port, options: string, listeners: Listeners) =>
    new Editor(element, port, JSON.parse(options) as Options, listeners),
};

Object.assign(globalThis, { roundtableEditor });

try {
  await init();
} catch (error) {
  // Its words are in the page: the program that would say them is what did not come.
  document.getElementById("opening")?.remove();
  document.getElementById("broken")?.removeAttribute("hidden");
  throw error;
}
