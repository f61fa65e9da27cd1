// The palette: one types, and chooses among what can be done and where one can go. A combobox with a list of its own, as
// the ARIA practices have it: the focus stays in the field, and `aria-activedescendant` names what Enter would choose.

import { type Say, button, cross, dialog, element, icon } from "./frame.ts";
import { type Row, type Sought, search, sought } from "./search.ts";
import { keysDialog } from "./keys.ts";

/** What the palette asks of the application. */
export interface Palettes {
  say: Say;
  /** It is closed; a row was chosen, by its place in what was shown last, or none. */
  closed(row?: number): void;
}

/** So many are shown: whoever sees more types on. */
const SHOWN = 60;
/** How far Page Up and Page Down lead. */
const PAGE = 8;
/** So long nothing is typed before the count is read aloud, in milliseconds. */
const PAUSE = 600;

export class Palette {
  private all: Sought[] = [];
  private found: Row[] = [];
  private active = 0;
  private saying: ReturnType<typeof setTimeout> | undefined;
  /** What comes once it is closed, with the focus back where it was. */
  private next = () => this.host.closed();
  private readonly frame: HTMLDialogElement;
  private readonly field: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly status: HTMLElement;

  constructor(private readonly host: Palettes) {
    const { say } = host;
    this.field = element("input", {
      type: "text",
      role: "combobox",
      "aria-label": say("palette-label"),
      "aria-autocomplete": "list",
      "aria-controls": "palette-list",
      "aria-expanded": "false",
      placeholder: say("palette-label"),
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
      enterkeyhint: "go",
      dir: "auto",
    });
    this.list = element("div", { id: "palette-list", role: "listbox", "aria-label": say("palette-list"), class: "finder-list" });
    this.status = element("p", { class: "finder-status small", role: "status" });
    const head = element("div", { class: "finder-head" }, [icon("search"), this.field, cross(say, () => this.close())]);
    const keys = button({ class: "quiet small" }, [icon("keyboard"), element("span", {}, say("keys-title"))], () => this.turnToKeys());
    const foot = element("div", { class: "finder-foot" }, [this.status, keys]);
    this.frame = dialog({ class: "dialog finder", "aria-label": say("palette-title") }, [head, this.list, foot]);
    this.listen();
    this.frame.showModal();
    this.field.focus();
  }

  /** What can be found now: as long as it is open, it follows what happens at the table. */
  show(rows: Row[]): void {
    const before = this.found[this.active];
    this.all = rows.map(sought);
    this.find();
    this.activate(Math.max(this.found.findIndex((row) => isSame(row, before)), 0));
  }

  close(): void {
    this.frame.close();
  }

  private listen(): void {
    this.field.addEventListener("input", () => {
      this.find();
      this.activate(0);
      this.list.scrollTop = 0;
    });
    this.field.addEventListener("keydown", (event) => this.pressed(event));
    this.list.addEventListener("click", ({ target }) => {
      const option = target instanceof Element && target.closest("[role=option]");
      if (option) this.choose([...this.list.children].indexOf(option));
    });
    // A press on the list takes no focus from the field, where the keys are heard.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.frame.addEventListener("close", () => {
      clearTimeout(this.saying);
      this.next();
    });
  }

  private find(): void {
    this.found = search(this.all, this.field.value).slice(0, SHOWN);
    this.list.replaceChildren(...this.found.map((row, at) => this.option(row, at)));
    this.list.hidden = this.found.length === 0;
    this.field.setAttribute("aria-expanded", String(this.found.length > 0));
    clearTimeout(this.saying);
    const { say } = this.host;
    if (this.found.length === 0) this.status.textContent = say("palette-none");
    else this.saying = setTimeout(() => (this.status.textContent = say("palette-found", this.found.length)), PAUSE);
  }

  private option(row: Row, at: number): HTMLElement {
    const name = element("span", { class: "finder-name", dir: "auto" }, row.name);
    const about = element("span", { class: "small finder-about", dir: "auto" }, row.about);
    const kind = element("span", { class: "small finder-kind" }, row.kind);
    const whyNot = element("span", { class: "small finder-why-not" }, row.whyNot);
    const words = [name, ...(row.about ? [about] : []), ...(row.whyNot ? [whyNot] : [])];
    const attributes = { id: `palette-${at}`, role: "option", "aria-selected": "false", ...(row.whyNot ? { "aria-disabled": "true" } : {}) };
    return element("div", attributes, [icon(row.icon), element("span", { class: "finder-words" }, words), kind]);
  }

  private activate(at: number): void {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = at;
    const option = this.list.children[at];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.field.setAttribute("aria-activedescendant", option.id);
    } else {
      this.field.removeAttribute("aria-activedescendant");
    }
  }

  private pressed(event: KeyboardEvent): void {
    // An input method is still choosing a word.
    if (event.isComposing) return;
    const last = this.found.length - 1;
    const { active } = this;
    const ways: Record<string, () => void> = {
      ArrowDown: () => this.activate(active >= last ? 0 : active + 1),
      ArrowUp: () => this.activate(active <= 0 ? last : active - 1),
      PageDown: () => this.activate(Math.min(active + PAGE, last)),
      PageUp: () => this.activate(Math.max(active - PAGE, 0)),
      Enter: () => this.choose(active),
    };
    const way = ways[event.key];
    if (!way || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (last >= 0) way();
  }

  /** Does it; what cannot be done now says why, and one may choose something else. */
  private choose(at: number): void {
    const row = this.found[at];
    if (!row) return;
    if (row.whyNot) {
      clearTimeout(this.saying);
      this.activate(at);
      this.status.textContent = row.whyNot;
      return;
    }
    this.leaveFor(() => {
      // What is at the table may have changed in between.
      const place = this.all.findIndex((one) => isSame(one.row, row));
      this.host.closed(place < 0 ? undefined : place);
    });
  }

  private turnToKeys(): void {
    this.leaveFor(() => {
      this.host.closed();
      keysDialog(this.host.say);
    });
  }

  private leaveFor(next: () => void): void {
    this.next = next;
    this.close();
  }
}

const isSame = (row: Row, other: Row | undefined): boolean =>
  row.kind === other?.kind && row.name === other.name && row.about === other.about;
