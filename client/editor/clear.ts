// What of the window is free of bars that stand still over the page: whatever one goes to must come to lie there.

export type Band = { top: number; bottom: number };

/** What stays free between a bar and what one goes to, in pixels. */
const AIR = 8;
/** More of the window than this is no bar. */
const MOST = 0.5;

/** For so long a band is not looked for again, in milliseconds: asking what lies where takes long in a long text. */
const FRESH = 200;
let last = { inside: null as Element | null, height: 0, at: -FRESH, band: { top: 0, bottom: 0 } };

/** As `clearBand`, but what was found a moment ago will do. */
export function recentClearBand(x: number, inside: Element): Band {
  const [now, height] = [performance.now(), window.visualViewport?.height ?? window.innerHeight];
  const isFresh = now - last.at < FRESH && last.inside === inside && last.height === height;
  if (!isFresh) last = { inside, height, at: now, band: clearBand(x, inside) };
  return last.band;
}

/** From where to where a column of the window is free, for something inside an element; in the coordinates of client rectangles. */
export function clearBand(x: number, inside: Element | null = null): Band {
  const seen = window.visualViewport;
  // With a keyboard on the screen, or zoomed in, one sees a part of the window only.
  const [top, height] = seen ? [seen.offsetTop, seen.height] : [0, window.innerHeight];
  const bottom = top + height;
  const column = Math.min(Math.max(x, 1), window.innerWidth - 1);
  return { top: past(column, top, 1, height, inside), bottom: past(column, bottom, -1, height, inside) };
}

/** Where the bars end that begin at an edge; `way` leads into the window. */
function past(x: number, edge: number, way: 1 | -1, height: number, inside: Element | null): number {
  let y = edge;
  for (;;) {
    const bar = barAt(x, y + way, inside);
    if (!bar) return y;
    const { top, bottom } = bar.getBoundingClientRect();
    const next = way > 0 ? bottom : top;
    if ((next - y) * way <= 0 || Math.abs(next - edge) > height * MOST) return y;
    y = next;
  }
}

/** The bar at a point, if there is one. */
function barAt(x: number, y: number, inside: Element | null): Element | null {
  for (let element = document.elementFromPoint(x, y); element; element = element.parentElement) {
    if (inside && element.contains(inside)) return null;
    if (/^(fixed|sticky)$/.test(getComputedStyle(element).position)) return element;
  }
  return null;
}

/** Tells the browser how much the bars cover, before it goes to an anchor or moves the focus. */
export function keepClear(): void {
  const tell = () => {
    const root = document.documentElement;
    const { top, bottom } = clearBand(root.clientWidth / 2, null);
    const { offsetTop = 0, height = window.innerHeight } = window.visualViewport ?? {};
    const padding = `${Math.ceil(top - offsetTop) + AIR}px 0 ${Math.ceil(offsetTop + height - bottom) + AIR}px`;
    if (root.style.scrollPadding !== padding) root.style.scrollPadding = padding;
  };
  const goes = ({ key, target }: KeyboardEvent) => {
    if (key === "Tab") return true;
    // Within a text the editor sees to its own caret; here every key counts.
    const types = target instanceof HTMLElement && target.isContentEditable;
    return !types && (key === "Enter" || key.startsWith("Arrow") || key.startsWith("Page"));
  };
  addEventListener("keydown", (event) => goes(event) && tell(), { capture: true });
  addEventListener("click", tell, { capture: true });
  addEventListener("hashchange", tell, { capture: true });
  addEventListener("focusin", ({ target }) => target instanceof HTMLElement && stayInSight(target));
}

/** For how long what the keyboard has gone to may be pushed away by a text that is only now laid out, in milliseconds. */
const SETTLES = 500;

/** Keeps what the keyboard has gone to in sight while the page above it grows. */
function stayInSight(element: HTMLElement): void {
  if (element.isContentEditable || !element.matches(":focus-visible") || element.offsetHeight > window.innerHeight * MOST) return;
  const growth = new ResizeObserver(() => {
    if (document.activeElement === element) element.scrollIntoView({ block: "nearest", behavior: "instant" });
  });
  growth.observe(document.body);
  setTimeout(() => growth.disconnect(), SETTLES);
}
