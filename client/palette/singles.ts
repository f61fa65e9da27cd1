// Whether a key may act that is pressed without Ctrl or Alt: one may switch that off, for this browser.

const PLACE = "roundtable.single-keys";

export const isMac = /Mac|iP(hone|[oa]d)/.test(globalThis.navigator?.platform ?? "");

export function isSinglesOn(): boolean {
  try {
    return localStorage.getItem(PLACE) !== "off";
  } catch {
    return true;
  }
}

export function setSingles(on: boolean): void {
  try {
    localStorage.setItem(PLACE, on ? "on" : "off");
  } catch {
    // A browser that keeps nothing keeps the key.
  }
}
