// Elements, and a dialog over the page like `views/dialog.rs`: Escape, its cross or a press beside it close it.

/** Words by their key in the catalogues; `count` is what some of them speak of. */
export type Say = (key: string, count?: number) => string;

type Attributes = Record<string, string>;

/** An element with what is in it. Words are the whole content of one (`views/said.rs`). */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  content: string | Node[] = [],
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (typeof content === "string") made.textContent = content;
  else made.append(...content);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** One of the drawings that the build puts into the page. */
export function icon(name: string): SVGElement {
  const drawing = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  drawing.setAttribute("class", "pictogram");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  drawing.append(use);
  return drawing;
}

export function button(attributes: Attributes, content: string | Node[], press: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, content);
  made.addEventListener("click", press);
  return made;
}

export const cross = (say: Say, close: () => void): HTMLButtonElement =>
  button({ class: "icon", "aria-label": say("close") }, [icon("x")], close);

/** So long a closed dialog stays in the page, in milliseconds: the text that gets the focus back looks where the selection is. */
const STAY = 200;

let left: HTMLElement | undefined;

/** A dialog, not open yet, that is taken out of the page when it is closed. The browser gives the focus back. */
export function dialog(attributes: Attributes, content: Node[]): HTMLDialogElement {
  const made = element("dialog", attributes, content);
  made.addEventListener("click", ({ target }) => {
    if (target === made) made.close();
  });
  made.addEventListener("close", () => {
    left = made;
    setTimeout(() => made.remove(), STAY);
  });
  // Its ids are wanted again.
  left?.remove();
  document.body.append(made);
  return made;
}
