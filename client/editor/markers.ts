// The numbers that word processors write out before items, in whichever script: `3.`, `(iv)`, `б)`, `٣-`, `三、`.

/** Letters and signs that count from one, each in the order of its script. */
const SEQUENCES = [
  "abcdefghijklmnopqrstuvwxyz",
  "абвгдежзиклмнопрстуфхцчшщыэюя",
  "αβγδεζηθικλμνξοπρστυφχψω",
  "אבגדהוזחטיכלמנסעפצקרשת",
  // Arabic counts by its alphabet or by the older order of values.
  "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
  "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
  "甲乙丙丁戊己庚辛壬癸",
  "子丑寅卯辰巳午未申酉戌亥",
  "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホ",
  "イロハニホヘトチリヌルヲワカヨタレソツネナラム",
  "가나다라마바사아자차카타파하",
  "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
  "กขคงจฉชซ",
].map((letters) => [...letters]);

/** Numbers in one character, from one on. */
const ENCLOSED = [0x2460, 0x2474, 0x2488, 0x249c, 0x24b6, 0x24d0, 0x3220, 0x3280, 0x2776].map((first) => ({ first, last: first + (first < 0x249c ? 19 : first < 0x24ff ? 25 : 9) }));

const HAN: Record<string, number> = { 〇: 0, 零: 0, 一: 1, 壹: 1, 二: 2, 贰: 2, 貳: 2, 三: 3, 叁: 3, 參: 3, 四: 4, 肆: 4, 五: 5, 伍: 5, 六: 6, 陆: 6, 陸: 6, 七: 7, 柒: 7, 八: 8, 捌: 8, 九: 9, 玖: 9 };
const ROMAN: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };

/** The number that a marker says, the one expected if it may be read so; nothing if it is a bullet. */
export function numberOf(marker: string, expected = 1): number | undefined {
  const readings = readingsOf(marker);
  return readings.includes(expected) ? expected : readings[0];
}

function readingsOf(marker: string): number[] {
  const text = marker.replace(/[\s\u00a0\u200e\u200f\u061c]+/gu, " ").trim();
  const enclosed = ENCLOSED.find(({ first, last }) => text.length === 1 && text.charCodeAt(0) >= first && text.charCodeAt(0) <= last);
  if (enclosed) return [text.charCodeAt(0) - enclosed.first + 1];
  // The last part of `1.2.3` or `Article 4` is the item's own.
  const [, before = "", own = "", after = ""] = /^(.*?)([\p{L}\p{N}]+)([^\p{L}\p{N}]*)$/u.exec(text) ?? [];
  if (!own || [...text].length > 24) return [];
  const digits = decimal(own.replace(/(?<=\d)(st|nd|rd|th)$/i, ""));
  if (digits !== undefined) return digits > 0 ? [digits] : [];
  // A letter alone may be a bullet: Word draws a circle as an `o`.
  if (!/[.)\]:、．）。‑–—-]/u.test(after) && !/[(（[]\s?$/u.test(before) && !own.startsWith("第")) return [];
  return [roman(own), han(own.replace(/^第|[章条條节節款项項]$/gu, "")), ...SEQUENCES.map((letters) => placeIn(letters, own))].filter((number) => number !== undefined);
}

/** Digits of any script: each script's lie in a row from nought on. */
function decimal(text: string): number | undefined {
  let value = 0;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (!/\p{Nd}/u.test(character)) return undefined;
    const low = code & 0xf;
    value = 10 * value + (/\p{Nd}/u.test(String.fromCodePoint(code - low)) ? low : low - 6);
  }
  return value;
}

function roman(text: string): number | undefined {
  const lower = text.toLowerCase();
  if (!/^m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$/.test(lower)) return undefined;
  const values = [...lower].map((letter) => ROMAN[letter] ?? 0);
  const value = values.reduce((sum, each, nth) => sum + (each < (values[nth + 1] ?? 0) ? -each : each), 0);
  // A lone c, d, l or m is a letter rather.
  return lower.length === 1 && value > 10 ? undefined : value;
}

function han(text: string): number | undefined {
  const parts = /^(?:([一二三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸]?)[百佰])?[零〇]?(?:([一二三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸]?)([十拾]))?([一二三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸]?)$/u.exec(text);
  if (!parts || !text) return undefined;
  const [, hundreds, tens, ten, ones = ""] = parts;
  const digit = (sign: string | undefined) => (sign ? HAN[sign] ?? 0 : 1);
  return (hundreds === undefined ? 0 : 100 * digit(hundreds)) + (ten ? 10 * digit(tens) : 0) + (ones ? digit(ones) : 0) || undefined;
}

/** `a` is 1, `z` 26, `aa` 27, as Word counts: a letter again for every turn. */
function placeIn(letters: string[], text: string): number | undefined {
  const [first, ...more] = [...text.toLowerCase().normalize("NFC")];
  const place = letters.indexOf(first ?? "");
  const alike = more.length < 3 && more.every((letter) => letter === first);
  return place >= 0 && alike ? place + 1 + letters.length * more.length : undefined;
}
