// The sheet of all keys, in groups: whoever adds one adds a line.

import { type Say, cross, dialog, element } from "./frame.ts";
import { isMac, isSinglesOn, setSingles } from "./singles.ts";

/** What it does, by its words' key, and the keys: alternatives of keys that are pressed together. */
type Line = [words: string, ...keys: string[]];

/** A sign is shown as it is; `Mod` is Ctrl, or Cmd on a Mac; whatever else is a name in the catalogues. */
const GROUPS: [title: string, lines: Line[]][] = [
  [
    "keys-anywhere",
    [
      ["palette-title", "Mod K"],
      ["keys-title", "?"],
      ["keys-announcements", "F8"],
      ["keys-close", "Esc"],
    ],
  ],
  [
    "keys-in-palette",
    [
      ["keys-choose", "Up", "Down"],
      ["keys-do", "Enter"],
    ],
  ],
  [
    "keys-in-text",
    [
      ["tool-strong", "Mod B"],
      ["tool-em", "Mod I"],
      ["tool-underline", "Mod U"],
      ["tool-strike", "Mod Shift X"],
      ["keys-link", "Mod K"],
      ["tool-undo", "Mod Z"],
      ["tool-redo", "Mod Shift Z", "Mod Y"],
      ["keys-comment", "Mod Alt M"],
    ],
  ],
  [
    "keys-in-blocks",
    [
      ["tool-h1", "Mod Alt 1", "#"],
      ["tool-h2", "Mod Alt 2", "##"],
      ["tool-h3", "Mod Alt 3", "###"],
      ["keys-paragraph", "Mod Alt 0"],
      ["tool-ul", "Mod Shift 8", "-"],
      ["tool-ol", "Mod Shift 7", "1."],
      ["tool-quote", "Mod Shift 9", ">"],
      ["tool-indent", "Mod ]"],
      ["tool-outdent", "Mod ["],
      ["keys-list-indent", "Tab"],
      ["keys-list-outdent", "Shift Tab"],
      ["keys-leave-text", "Esc", "Tab"],
    ],
  ],
];

/** Opens the sheet. */
export function keysDialog(say: Say): HTMLDialogElement {
  const sheet = dialog({ class: "dialog keys", "aria-labelledby": "keys-title" }, []);
  const title = element("h2", { id: "keys-title" }, say("keys-title"));
  const head = element("div", { class: "dialog-head" }, [title, cross(say, () => sheet.close())]);
  const groups = element("div", { class: "keys-groups" }, GROUPS.map((group) => section(say, group)));
  sheet.append(element("div", { class: "dialog-body" }, [head, groups, element("p", { class: "small" }, say("keys-signs")), singles(say)]));
  sheet.showModal();
  return sheet;
}

function section(say: Say, [title, lines]: (typeof GROUPS)[number]): HTMLElement {
  const rows = lines.map(([words, ...keys]) =>
    element("div", {}, [element("dt", {}, say(words)), element("dd", {}, keys.map((together) => combination(say, together)))]),
  );
  return element("section", {}, [element("h3", { class: "kicker" }, say(title)), element("dl", {}, rows)]);
}

const combination = (say: Say, keys: string): HTMLElement =>
  element("span", { class: "keys-together" }, keys.split(" ").map((key) => element("kbd", {}, named(say, key))));

/** Letters, digits and signs are the same on the keyboards of all languages; the names of the other keys are not. */
function named(say: Say, key: string): string {
  const name = isMac && (key === "Mod" || key === "Alt") ? `${key}-mac` : key;
  return /^[A-Z][a-z]/.test(name) ? say(`key-${name.toLowerCase()}`) : key;
}

/** Whoever speaks to their computer, or whose hand slips, wants no key that acts by itself. */
function singles(say: Say): HTMLElement {
  const box = element("input", { type: "checkbox" });
  box.checked = isSinglesOn();
  box.addEventListener("change", () => setSingles(box.checked));
  return element("label", { class: "check" }, [box, element("span", {}, say("keys-singles"))]);
}
