// Plain text whose lines were broken to fit a page, as viewers of PDF files and mail programs hand it over.

/** From how many characters on a line may have been broken for want of room. */
const FULL = 40;

/** The lines that are not empty; those that were broken to fit a page are one again. */
export function wrappedLines(lines: string[]): string[] {
  const widest = Math.max(...lines.map((line) => line.trim().length));
  const out: string[] = [];
  let goesOn = false;
  for (const line of lines) {
    if (!line.trim()) {
      goesOn = false;
      continue;
    }
    const last = out.at(-1);
    if (goesOn && last !== undefined && continues(last, line)) out[out.length - 1] = joined(last, line);
    else out.push(line);
    // A line that has room left was ended on purpose.
    const length = line.trim().length;
    goesOn = length >= FULL && length >= 0.75 * widest;
  }
  return out;
}

/** Whether a line that fills the page goes on in the next one. */
function continues(line: string, next: string): boolean {
  const [end, start] = [line.trimEnd(), next.trimStart()];
  if (/^([-–•▪◦*·]|\(?[\p{L}\p{N}]{1,4}[.)])\s/u.test(start) || next.startsWith("\t") || line.includes("\t")) return false;
  return /^\p{Ll}/u.test(start) || !/[.!?:;。！？：；؟۔]["'”’»)\]]?$/u.test(end);
}

/** With a space, where the script has spaces and no hyphen stands at the end. */
function joined(line: string, next: string): string {
  const [end, start] = [line.trimEnd(), next.trimStart()];
  if (end.endsWith("\u00ad")) return end.slice(0, -1) + start;
  const solid = /[\p{L}]-$/u.test(end) || (/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}、。，]$/u.test(end) && /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u.test(start));
  return solid ? end + start : `${end} ${start}`;
}

/** Word's plain text has its comments at the end, each led by the mark that stands in the text: `[AB1]`. */
export function withoutComments(lines: string[]): { lines: string[]; comments: number } {
  const led = (line: string) => /^\s*(\[\p{Lu}{1,5}\d{1,4}\])/u.exec(line)?.[1];
  const first = lines.findIndex((line, nth) => {
    const mark = led(line);
    return mark !== undefined && lines.slice(0, nth).some((before) => before.trim() !== mark && before.includes(mark));
  });
  if (first < 0) return { lines, comments: 0 };
  const marks = new Set(lines.slice(first).map(led).filter((mark) => mark !== undefined));
  const clear = (line: string) => [...marks].reduce((text, mark) => text.replaceAll(mark, ""), line);
  return { lines: lines.slice(0, first).map(clear), comments: marks.size };
}
