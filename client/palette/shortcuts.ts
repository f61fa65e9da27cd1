// The keys that open the palette and the sheet, heard as long as a table is shown. What they open is fetched a while after
// the table, or when it is first wanted.

import type { Palette, Palettes } from "./palette.ts";
import { isMac, isSinglesOn } from "./singles.ts";

/** What is asked of the application. */
export interface Host extends Palettes {
  /** The palette is open and wants its rows. */
  opened(): void;
  /** It could not be fetched. */
  failed(): void;
}

/** How long after the table it is fetched, in milliseconds. */
const AHEAD = 3_000;

const fetched = () => import("./palette.ts");
const fetchedKeys = () => import("./keys.ts");

export class Shortcuts {
  private palette: Palette | undefined;
  private sheet: HTMLDialogElement | undefined;
  private readonly ahead = setTimeout(() => void fetched().catch(() => {}), AHEAD);
  private readonly host: Host;

  constructor(host: Host) {
    const closed = (row?: number) => {
      this.palette = undefined;
      host.closed(row);
    };
    this.host = { ...host, closed };
    addEventListener("keydown", this.pressed);
  }

  /** Opens the palette. */
  async find(): Promise<void> {
    await this.open(fetched, ({ Palette }) => {
      this.palette = new Palette(this.host);
      this.host.opened();
    });
  }

  /** Opens the sheet of all keys. */
  async keys(): Promise<void> {
    await this.open(fetchedKeys, ({ keysDialog }) => {
      this.sheet = keysDialog(this.host.say);
    });
  }

  /** What can be found now, each as `Row` has its fields. */
  show(rows: string[][]): void {
    this.palette?.show(rows.map(([name = "", about = "", kind = "", icon = "", whyNot = ""]) => ({ name, about, kind, icon, whyNot })));
  }

  stop(): void {
    clearTimeout(this.ahead);
    removeEventListener("keydown", this.pressed);
    this.palette?.close();
    this.sheet?.close();
  }

  private async open<Part>(fetch: () => Promise<Part>, show: (part: Part) => void): Promise<void> {
    const part = await fetch().catch(() => undefined);
    if (!part) this.host.failed();
    // Meanwhile something else may have opened; nothing is put over it.
    else if (!isBehindDialog()) show(part);
  }

  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if (isPalettes(event)) {
      // Browsers go to their own search field.
      event.preventDefault();
      if (this.palette) this.palette.close();
      else if (!isBehindDialog()) void this.find();
    } else if (isSheets(event) && isSinglesOn() && !isBehindDialog()) {
      event.preventDefault();
      void this.keys();
    }
  };
}

const isBehindDialog = () => document.querySelector("dialog:modal") !== null;

/** Ctrl+K, or Cmd+K on a Mac, where Ctrl+K deletes to the end of the line. */
function isPalettes({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  const [mod, other] = isMac ? [metaKey, ctrlKey] : [ctrlKey, metaKey];
  // On a keyboard of other letters, the key that is K elsewhere.
  const isK = /^[a-z]$/i.test(key) ? key.toLowerCase() === "k" : code === "KeyK";
  return isK && mod && !other && !altKey && !shiftKey;
}

const FIELDS = "input, textarea, select, [contenteditable], [role=textbox]";

function isSheets({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  const isTyped = target instanceof Element && target.closest(FIELDS) !== null;
  return (key === "?" || key === "؟") && !ctrlKey && !metaKey && !altKey && !isTyped;
}
