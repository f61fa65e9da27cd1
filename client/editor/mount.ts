// The editor as the application mounts it; fetched when a page with prose is first shown.

import type { Port } from "./binding.ts";
import { Editor, type Listeners, type Options } from "./editor.ts";

/** Puts an editor into an element. */
export function mount(element: HTMLElement, port: Port, options: string, listeners: Listeners): Editor {
  return new Editor(element, port, JSON.parse(options) as Options, listeners);
}
