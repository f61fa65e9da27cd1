// A long text for measuring, always the same: paragraphs, headings, lists, some bold, and the traces of many edits.

import { Dice } from "../simulation/dice.mjs";

const WORDS =
  "access agreed and area before both by care city clinic community cost country coverage data delegation each evidence family finance for from health home in insurance island local measure medicine national nurse of on only option outreach partner people plan primary province quality region report rural service share since staff support system team that the their through training under village visit ward water with within without workers young";

/** The blocks of a text of about so many characters. */
export function blocksOf(length) {
  const dice = new Dice(length);
  const words = WORDS.split(" ");
  const sentence = () => {
    const chosen = Array.from({ length: 6 + dice.below(16) }, () => words[dice.below(words.length)]);
    const text = chosen.join(" ");
    return `${text[0].toUpperCase()}${text.slice(1)}. `;
  };
  const blocks = [];
  for (let written = 0; written < length; ) {
    const kind = dice.below(12);
    const t = kind === 0 ? "h2" : kind < 3 ? "ol" : kind < 4 ? "ul" : undefined;
    const sentences = kind === 0 ? 1 : t ? 1 + dice.below(2) : 2 + dice.below(6);
    const text = Array.from({ length: sentences }, sentence).join("").trimEnd();
    blocks.push({ t, text });
    written += text.length + 1;
  }
  return blocks;
}

/** One edit in so many characters. */
const EDIT_EACH = 200;

/** Writes blocks behind what stands in a Yjs text, then mends many of them, as people do who have worked on it. */
export function write(text, blocks) {
  const dice = new Dice(blocks.length);
  const start = text.length;
  const edits = [];
  let at = start;
  for (const block of blocks) {
    // Nobody edits a newline: that would make other blocks.
    for (let inside = dice.below(2 * EDIT_EACH); inside < block.text.length - 10; inside += 1 + dice.below(2 * EDIT_EACH)) {
      edits.push(at + 1 + inside);
    }
    at += 1 + block.text.length;
  }
  text.doc.transact(() => {
    const inserts = blocks.flatMap(({ t, text }) => [{ insert: "\n", attributes: t ? { t } : {} }, { insert: text }]);
    text.applyDelta([{ retain: start }, ...inserts]);
    // From the end, so that no edit moves the place of another.
    for (const place of edits.reverse()) edit(text, place, dice.below(8));
  });
}

function edit(text, place, kind) {
  if (kind === 0) text.format(place, 8, { strong: true });
  else if (kind < 4) text.insert(place, "and so on ", {});
  else if (kind < 6) text.delete(place, 1);
  else text.insert(place, "e", {});
}
