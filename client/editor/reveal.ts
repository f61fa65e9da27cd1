// Brings the caret to where it can be seen: not under bars, not behind a keyboard on the screen.

import type { EditorView } from "prosemirror-view";
import { type Band, recentClearBand } from "./clear.ts";

/** The least that stays free above and below the caret, in pixels. */
const AIR = 12;
/** Keys by which the browser itself moves the caret. */
const MOVES = /^(Arrow|Page|Home$|End$)/;
/** Within how many milliseconds it has done so, on the slowest of machines. */
const MOVED = 1_000;
/** For how many frames in a row it is looked again. */
const TRIES = 6;

/** Brings the selection's head into the part of the window that no bar covers, scrolling as little as that takes; says whether
 * it had to. */
export function reveal(view: EditorView): boolean {
  const { head } = view.state.selection;
  // Where a line wraps, the caret is at the end of one or at the start of the next.
  const [before, after] = [view.coordsAtPos(head, -1), view.coordsAtPos(head, 1)];
  let caret: Band = { top: Math.min(before.top, after.top) - AIR, bottom: Math.max(before.bottom, after.bottom) + AIR };
  let scrolled = 0;
  for (let parent = view.dom.parentElement; parent && parent !== document.body; parent = parent.parentElement) {
    if (!scrolls(parent)) continue;
    const { top } = parent.getBoundingClientRect();
    const from = parent.scrollTop;
    parent.scrollTop += lacking(caret, { top: top + parent.clientTop, bottom: top + parent.clientTop + parent.clientHeight });
    const moved = parent.scrollTop - from;
    caret = { top: caret.top - moved, bottom: caret.bottom - moved };
    scrolled += Math.abs(moved);
  }
  const missing = Math.round(lacking(caret, recentClearBand(after.left, view.dom)));
  if (missing) window.scrollBy({ top: missing, behavior: "instant" });
  return scrolled > 0 || missing !== 0;
}

function scrolls(element: Element): boolean {
  return element.scrollHeight > element.clientHeight && /^(auto|scroll)$/.test(getComputedStyle(element).overflowY);
}

/** How far to scroll so that something lies in a band; if it does not fit, its top does. */
function lacking(wanted: Band, band: Band): number {
  if (wanted.top < band.top || wanted.bottom - wanted.top > band.bottom - band.top) return wanted.top - band.top;
  return Math.max(0, wanted.bottom - band.bottom);
}

/** Reveals the caret once a frame, however often it is asked; the page is laid out once then, not at every key. */
export class Revealing {
  private planned = 0;
  private seen = seen();
  private movedBy = 0;

  constructor(private readonly view: EditorView) {
    window.visualViewport?.addEventListener("resize", this.resized);
  }

  /** A keyboard comes onto the screen after the caret was placed; whoever zooms looks for something else. */
  private readonly resized = () => {
    const [before, now] = [this.seen, seen()];
    this.seen = now;
    if (now.scale === before.scale && now.height < before.height && this.view.hasFocus()) this.plan();
  };

  /** A key goes down: the caret may be about to move, and the browser tells of that later. */
  pressed({ key }: KeyboardEvent): void {
    if (MOVES.test(key)) this.movedBy = performance.now() + MOVED;
  }

  /** The selection has changed on this side. */
  selected(): void {
    if (performance.now() > this.movedBy) return;
    this.movedBy = 0;
    this.plan(true);
  }

  /** Reveals it with the next frame; the browser may scroll after that, if it has moved the caret itself. */
  plan(byBrowser = false, tries = TRIES): void {
    this.planned ||= requestAnimationFrame(() => {
      this.planned = 0;
      if (this.view.isDestroyed) return;
      // What comes into sight is laid out only then, and may be higher than was thought.
      const again = reveal(this.view) || byBrowser;
      if (again && tries > 1) this.plan(byBrowser, tries - 1);
    });
  }

  destroy(): void {
    cancelAnimationFrame(this.planned);
    window.visualViewport?.removeEventListener("resize", this.resized);
  }
}

function seen(): { scale: number; height: number } {
  const { scale = 1, height = window.innerHeight } = window.visualViewport ?? {};
  return { scale, height };
}
