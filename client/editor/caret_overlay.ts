// The carets of others, on a layer over the text: nothing on it takes room, catches the pointer or is read aloud.
// Colour never stands alone: a monogram is always there, and the name for two seconds after somebody has moved.

import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { type Placed, caretsOf, colourOf } from "./carets.ts";
import { type Band, recentClearBand } from "./clear.ts";

/** How long a name stays, and how long somebody rests before a move shows it again, in milliseconds. */
const NAMED = 2_000;
/** Somebody who is this far from where they were, in positions, did not get there by typing. */
const JUMP = 80;
/** A flag without a name is lower than this, and reaches so far into its own line, in pixels. */
const [SMALL, SUNK] = [15, 3];
/** How far bars reach into the window at most, in pixels. */
const BARS = 200;

/** A caret as the layer draws it. */
interface Drawn {
  element: HTMLElement;
  flag: HTMLElement;
  /** What its words are. */
  words: string;
  /** Where it is: the position, and the anchor, which others' edits do not move. */
  head: number;
  anchor: string;
  moved: number;
  /** When the name goes away again. */
  until: number;
}

/** The part of a caret's line, in client coordinates. */
type Line = Band & { x: number };

export const overlay = (): Plugin => new Plugin({ view: (view) => new Overlay(view) });

class Overlay {
  private readonly layer = document.createElement("div");
  private readonly drawn = new Map<number, Drawn>();
  private readonly resizes: ResizeObserver;
  private planned = 0;
  private fading: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly view: EditorView) {
    this.layer.className = "carets";
    // Who is where is told in the list of people; here it would interrupt every line.
    this.layer.setAttribute("aria-hidden", "true");
    // Places are counted from the left, whatever the page's direction.
    this.layer.dir = "ltr";
    view.dom.after(this.layer);
    this.resizes = new ResizeObserver(() => this.plan());
    this.resizes.observe(view.dom);
    addEventListener("scroll", this.plan, { capture: true, passive: true });
  }

  update(): void {
    if (this.drawn.size || caretsOf(this.view.state).length) this.plan();
  }

  destroy(): void {
    cancelAnimationFrame(this.planned);
    clearTimeout(this.fading);
    this.resizes.disconnect();
    removeEventListener("scroll", this.plan, { capture: true });
    this.layer.remove();
  }

  /** Draws with the next frame, when the page is laid out anyway. */
  private readonly plan = () => {
    if (!this.drawn.size && !caretsOf(this.view.state).length) return;
    this.planned ||= requestAnimationFrame(() => {
      this.planned = 0;
      this.draw();
    });
  };

  private draw(): void {
    if (this.view.isDestroyed) return;
    const now = performance.now();
    const placed = caretsOf(this.view.state);
    const here = new Set(placed.map(({ caret }) => caret.client));
    for (const [client, { element }] of this.drawn) {
      if (here.has(client)) continue;
      element.remove();
      this.drawn.delete(client);
    }
    // First everything is read, then everything is written: the page is laid out once.
    const room = this.layer.getBoundingClientRect();
    const moves = placed.map((each) => this.move(each, room, now));
    for (const move of moves) move();
    this.fadeLater(now);
  }

  /** Works out where a caret goes; what is returned puts it there. */
  private move(placed: Placed, room: DOMRect, now: number): () => void {
    const drawn = this.meet(placed, now);
    const { element, flag } = drawn;
    const line = this.lineAt(placed.head);
    if (!line) return () => (element.hidden = true);
    element.hidden = false;
    flag.classList.toggle("named", now < drawn.until);
    const { offsetWidth: width, offsetHeight: height } = flag;
    const place = this.placeFlag(placed.head, line, width, height, room);
    return () => {
      element.style.translate = `${line.x - room.left}px ${line.top - room.top}px`;
      element.style.blockSize = `${line.bottom - line.top}px`;
      flag.style.translate = `${place.x - line.x}px ${place.y - line.top}px`;
      flag.dataset["side"] = place.side;
    };
  }

  private meet({ caret, head }: Placed, now: number): Drawn {
    const anchor = caret.head.join();
    const words = `${colourOf(caret)} ${caret.monogram} ${caret.name}`;
    let drawn = this.drawn.get(caret.client);
    if (!drawn || drawn.words !== words) {
      drawn?.element.remove();
      const element = this.layer.appendChild(make("caret"));
      element.style.setProperty("--c", colourOf(caret));
      const flag = element.appendChild(make("caret-flag"));
      flag.append(make("caret-monogram", caret.monogram), make("caret-name", caret.name));
      drawn = { element, flag, words, head, anchor, moved: now, until: now + NAMED };
      this.drawn.set(caret.client, drawn);
    } else if (drawn.anchor !== anchor) {
      // While somebody goes on typing, their name would stand over the line above all the time.
      if (now - drawn.moved > NAMED || Math.abs(head - drawn.head) > JUMP) drawn.until = now + NAMED;
      drawn.moved = now;
    }
    return Object.assign(drawn, { head, anchor });
  }

  /** Where a position is, if that is in sight. What is out of sight is not laid out, and must not be for this. */
  private lineAt(position: number): Line | null {
    const { doc } = this.view.state;
    const $position = doc.resolve(Math.min(position, doc.content.size));
    const block = $position.depth ? this.view.nodeDOM($position.before(1)) : null;
    if (!(block instanceof Element) || !isNear(block.closest(".part") ?? block) || !isNear(block)) return null;
    const line = this.view.coordsAtPos(position, -1);
    return { x: line.left, top: line.top, bottom: line.bottom };
  }

  /** Where the flag covers nothing, or as little as can be, and not the line that one writes in oneself. */
  private placeFlag(head: number, line: Line, width: number, height: number, room: DOMRect): { x: number; y: number; side: string } {
    const x = Math.max(room.left, Math.min(line.x - 1, room.right - width));
    const middle = (line.top + line.bottom - height) / 2;
    const $head = this.view.state.doc.resolve(head);
    if ($head.parentOffset === $head.parent.content.size) {
      const after = this.isRightToLeft(head) ? line.x - width - 5 : line.x + 5;
      if (after >= room.left && after + width <= room.right) return { x: after, y: middle, side: "beside" };
    }
    // What stays takes a little of its own line's headroom rather than more of the line above.
    const within = height < SMALL ? SUNK : 0;
    const [above, below] = [line.top - height + within, line.bottom - within];
    const own = this.ownLine();
    const covers = (y: number) => y < room.top || y + height > room.bottom || (own && y < own.bottom && y + height > own.top) || this.isCovered(line.x, y, height);
    if (covers(above) && !covers(below)) return { x, y: below, side: "below" };
    return { x, y: above, side: "above" };
  }

  /** Whether something of this height would lie under a bar. */
  private isCovered(x: number, y: number, height: number): boolean {
    // Asking what lies where takes long in a long text, and bars are at the edges.
    if (y > BARS && y + height < window.innerHeight - BARS) return false;
    const free = recentClearBand(x, this.view.dom);
    return y < free.top || y + height > free.bottom;
  }

  private isRightToLeft(head: number): boolean {
    const { node } = this.view.domAtPos(head);
    const element = node instanceof Element ? node : node.parentElement;
    return element !== null && getComputedStyle(element).direction === "rtl";
  }

  /** The line of one's own caret. */
  private ownLine(): Band | null {
    return this.view.hasFocus() ? this.lineAt(this.view.state.selection.head) : null;
  }

  private fadeLater(now: number): void {
    clearTimeout(this.fading);
    const next = Math.min(...[...this.drawn.values()].map(({ until }) => until).filter((until) => until > now));
    if (Number.isFinite(next)) this.fading = setTimeout(this.plan, next - now + 10);
  }
}

function isNear(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

function make(className: string, text = ""): HTMLElement {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
}
