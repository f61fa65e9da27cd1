// Which of many things somebody means who types a few letters of its name.

/** What can be found, as Rust lists it (`room/palette.rs`). */
export interface Row {
  /** What it is called. */
  name: string;
  /** What else it is found by, such as whose it is. */
  about: string;
  /** What it is: a question, a person. */
  kind: string;
  icon: string;
  /** Why it cannot be done now; empty if it can. */
  whyNot: string;
}

/** A row with its words as they are compared. */
export interface Sought {
  row: Row;
  name: string;
  about: string;
}

/** Left out when words are compared: accents and vowel signs that lie on a letter, the Arabic stroke, marks of direction. */
const UNHEARD = /[\p{Cf}\p{Script=Inherited}\u0591-\u05c7\u0640]/gu;
/** Written in two ways by different hands. */
const ALIKE: Record<string, string> = { ى: "ي", ة: "ه", ی: "ي", ک: "ك", ı: "i" };

/** Words as they are compared: without accents, without capitals, one space between them. */
export function fold(text: string): string {
  const bare = text.normalize("NFKD").replace(UNHEARD, "").toUpperCase().toLowerCase();
  return bare.replace(/[ىةیکı]/g, (letter) => ALIKE[letter] ?? letter).replace(/\s+/g, " ").trim();
}

export const sought = (row: Row): Sought => ({ row, name: fold(row.name), about: fold(`${row.about} ${row.kind}`) });

const LETTER = /[\p{L}\p{N}]/u;
/** Written without spaces between words, so that one may begin anywhere. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

function beginsWord(text: string, at: number): boolean {
  const before = text.slice(0, at).at(-1) ?? " ";
  return !LETTER.test(before) || UNSPACED.test(before);
}

/** How well a typed word fits: 0 begins the name, 1 begins a word of it, 2 a word about it, 3 and 4 are anywhere in the two. */
function fit({ name, about }: Sought, word: string): number | null {
  if (name.startsWith(word)) return 0;
  if (hasWord(name, word)) return 1;
  if (hasWord(about, word)) return 2;
  if (name.includes(word)) return 3;
  return about.includes(word) ? 4 : null;
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (beginsWord(text, at)) return true;
  }
  return false;
}

/** The rows in which every typed word is found, the best first, and those that fit alike as they came. */
export function search(all: Sought[], typed: string): Row[] {
  const whole = fold(typed);
  if (whole === "") return all.map(({ row }) => row);
  const words = whole.split(" ");
  const ranked = all.flatMap((one) => {
    if (one.name.startsWith(whole)) return [{ row: one.row, rank: 0 }];
    const fits = words.map((word) => fit(one, word));
    // A whole that is not the start of the name fits as badly as its worst word, and never as well as one that is.
    return fits.includes(null) ? [] : [{ row: one.row, rank: 1 + Math.max(...fits.map(Number)) }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ row }) => row);
}
