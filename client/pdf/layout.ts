// Text as it reads, from pieces of text as they stand on pages: lines, columns, paragraphs, footnotes.

/** A piece of text on a page. Heights are counted from the foot of the page, as PDF does. */
export interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly rightToLeft: boolean;
}

/** Pieces that stand on one line without a wide space between them. */
interface Chunk {
  pieces: Piece[];
  left: number;
  right: number;
  y: number;
  size: number;
}

/** A line as it reads. */
interface Line {
  text: string;
  left: number;
  right: number;
  y: number;
  size: number;
  rightToLeft: boolean;
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * The text of all pages, with a page break before each and one at the end: what stands at the top of every page is no
 * part of the text, and a page that gave none is seen to have stood there.
 */
export function readPages(pages: readonly (readonly Piece[])[]): string {
  const texts = pages.map(readPage);
  return texts.length > 1 ? texts.map((text) => `\f${text}`).join("") + "\f" : texts.join("");
}

function readPage(pieces: readonly Piece[]): string {
  const chunks = toChunks(pieces.filter((piece) => piece.text.trim()));
  const body = median(chunks.flatMap((chunk) => Array<number>(length(chunk)).fill(chunk.size)));
  return inColumns(chunks)
    .map((column) => writeColumn(toLines(column), body))
    .filter(Boolean)
    .join("\n\n");
}

const length = (chunk: Chunk): number => Math.min(200, chunk.pieces.reduce((sum, piece) => sum + piece.text.length, 0));

/** Puts pieces that touch on one baseline together. A raised piece belongs to the line that it hangs on. */
function toChunks(pieces: readonly Piece[]): Chunk[] {
  const rows: Piece[][] = [];
  // The largest first, so that what is raised finds its line and not the other way round.
  const sorted = [...pieces].sort((a, b) => b.size - a.size || b.y - a.y);
  for (const piece of sorted) {
    const row = rows.find((row) => onOneLine(row[0]!, piece));
    if (row) row.push(piece);
    else rows.push([piece]);
  }
  return rows.flatMap(splitRow).sort((a, b) => b.y - a.y || a.left - b.left);
}

function onOneLine(first: Piece, piece: Piece): boolean {
  const offset = piece.y - first.y;
  return Math.abs(offset) < first.size * 0.25 || (piece.size < first.size * 0.85 && offset > 0 && offset < first.size * 0.7);
}

/** Cuts a row where the space is wider than between words. */
function splitRow(row: Piece[]): Chunk[] {
  const pieces = row.sort((a, b) => a.x - b.x);
  const chunks: Chunk[] = [];
  const size = Math.max(...pieces.map((piece) => piece.size));
  const y = pieces.find((piece) => piece.size === size)!.y;
  for (const piece of pieces) {
    const last = chunks.at(-1);
    if (last && piece.x - last.right < size * 1.2) {
      last.pieces.push(piece);
      last.right = Math.max(last.right, piece.x + piece.width);
    } else {
      chunks.push({ pieces: [piece], left: piece.x, right: piece.x + piece.width, y, size });
    }
  }
  return chunks;
}

/** The columns in the order in which they are read; what goes across stands between what is above and below. */
function inColumns(chunks: Chunk[]): Chunk[][] {
  const gutter = findGutter(chunks);
  if (gutter === undefined) return [chunks];
  const columns: Chunk[][] = [];
  let [left, right]: [Chunk[], Chunk[]] = [[], []];
  let across: Chunk[] = [];
  const rightToLeft = chunks.filter(isRightToLeft).length * 2 > chunks.length;
  const flush = (): void => {
    columns.push(...(rightToLeft ? [right, left] : [left, right]).filter((column) => column.length));
    [left, right] = [[], []];
  };
  for (const chunk of chunks) {
    if (chunk.left < gutter && chunk.right > gutter) {
      flush();
      across.push(chunk);
      continue;
    }
    if (across.length) columns.push(across);
    across = [];
    (chunk.right <= gutter ? left : right).push(chunk);
  }
  flush();
  if (across.length) columns.push(across);
  return columns;
}

/** Where two columns of prose part, if there are two. The cells of a table do not fill their columns. */
function findGutter(chunks: Chunk[]): number | undefined {
  const left = Math.min(...chunks.map((chunk) => chunk.left));
  const right = Math.max(...chunks.map((chunk) => chunk.right));
  const width = right - left;
  let best: { at: number; crossing: number } | undefined;
  for (let part = 0.3; part <= 0.7; part += 0.01) {
    const at = left + width * part;
    const crossing = chunks.filter((chunk) => chunk.left < at && chunk.right > at).length;
    const nearer = Math.abs(part - 0.5) < Math.abs((best?.at ?? left) - left - width / 2) / width;
    if (!best || crossing < best.crossing || (crossing === best.crossing && nearer)) best = { at, crossing };
  }
  if (!best) return undefined;
  const { at } = best;
  const sides = [chunks.filter((chunk) => chunk.right <= at), chunks.filter((chunk) => chunk.left >= at)] as const;
  const prose = sides.every((side) => {
    const extent = Math.max(...side.map((chunk) => chunk.right)) - Math.min(...side.map((chunk) => chunk.left));
    const filled = side.filter((chunk) => chunk.right - chunk.left >= extent * 0.75).length;
    return side.length >= 3 && extent >= width * 0.25 && filled * 2 >= side.length;
  });
  const beside = sides[0].filter((chunk) => sides[1].some((other) => Math.abs(other.y - chunk.y) < chunk.size)).length;
  return prose && beside >= 3 && best.crossing * 2 <= sides[0].length + sides[1].length ? at : undefined;
}

function isRightToLeft(chunk: Chunk): boolean {
  const turned = chunk.pieces.filter((piece) => piece.rightToLeft).reduce((sum, piece) => sum + piece.text.length, 0);
  return turned * 2 > length(chunk);
}

/** The lines of a column, from top to bottom. */
function toLines(chunks: Chunk[]): Line[] {
  const lines: Chunk[][] = [];
  for (const chunk of chunks) {
    const last = lines.at(-1);
    if (last && Math.abs(last[0]!.y - chunk.y) < chunk.size * 0.25) last.push(chunk);
    else lines.push([chunk]);
  }
  return lines.map((row) => {
    const pieces = row.flatMap((chunk) => chunk.pieces).sort((a, b) => a.x - b.x);
    const whole = { pieces, left: row[0]!.left, right: Math.max(...row.map((chunk) => chunk.right)), y: row[0]!.y, size: Math.max(...row.map((chunk) => chunk.size)) };
    const rightToLeft = isRightToLeft(whole);
    return { text: write(whole, rightToLeft), left: whole.left, right: whole.right, y: whole.y, size: whole.size, rightToLeft };
  });
}

/** The pieces of a line, in the order in which they read, with spaces and raised figures. */
function write(line: Chunk, rightToLeft: boolean): string {
  const pieces = rightToLeft ? turned(line.pieces) : line.pieces;
  let text = "";
  let last: Piece | undefined;
  for (const piece of pieces) {
    const [first, second] = last && last.x > piece.x ? [piece, last] : [last, piece];
    const gap = first ? second.x - first.x - first.width : 0;
    const raised = isRaised(piece, line);
    // A mark hangs on the word before it.
    if (last && gap > line.size * (raised ? 0.6 : 0.12) && !text.endsWith(" ")) text += " ";
    text += raised ? piece.text.trim().replace(/\d/g, (digit) => RAISED[Number(digit)]!) : plain(piece.text);
    // What follows a mark at the beginning of a footnote is its text.
    if (raised && text.trim() === piece.text.trim()) text += " ";
    last = piece;
  }
  return text.replace(/\s+/g, " ").trim();
}

/** A number, smaller than its line and above it. */
function isRaised(piece: Piece, line: Chunk): boolean {
  return piece.size < line.size * 0.85 && piece.y > line.y + line.size * 0.12 && /^\s*\d{1,3}\s*$/.test(piece.text);
}

/** Pieces of a line that reads from right to left. What runs the other way within it keeps its order. */
function turned(pieces: Piece[]): Piece[] {
  const order: Piece[] = [];
  let run: Piece[] = [];
  const flush = (): void => {
    // The full stop of “1.” goes the way of the line.
    const end = run.findLastIndex(says) + 1;
    order.push(...run.slice(0, end).reverse(), ...run.slice(end));
    run = [];
  };
  for (const piece of [...pieces].reverse()) {
    if (piece.rightToLeft || (!run.length && !says(piece))) {
      flush();
      order.push(piece);
    } else {
      run.push(piece);
    }
  }
  flush();
  return order;
}

const says = (piece: Piece): boolean => /[\p{L}\p{N}]/u.test(piece.text);

/** A piece's text in ordinary letters: files hold the shapes that Arabic letters take, and joined Latin ones. */
function plain(text: string): string {
  return text.replace(/[\uFB00-\uFB4F\uFB50-\uFDFF\uFE70-\uFEFC]+/g, (shapes) => shapes.normalize("NFKC"));
}

/** A column as text: an empty line where the lines stand further apart, and a rule above footnotes. */
function writeColumn(lines: Line[], body: number): string {
  const leading = median(lines.flatMap((line, at) => (at && Math.abs(line.size - lines[at - 1]!.size) < 0.5 ? [lines[at - 1]!.y - line.y] : [])));
  const left = Math.min(...lines.map((line) => line.left));
  const right = Math.max(...lines.map((line) => line.right));
  const indent = (line: Line): number => (line.rightToLeft ? right - line.right : line.left - left);
  let ruled = false;
  let text = "";
  lines.forEach((line, at) => {
    const [before, after] = [lines[at - 1], lines[at + 1]];
    if (before) {
      const further = before.y - line.y > leading * 1.25 + 0.5;
      const another = Math.abs(before.size - line.size) > line.size * 0.08;
      // A paragraph whose first line is set in, between lines that are not.
      const begins = indent(line) > line.size * 0.8 && indent(before) < line.size * 0.5 && (!after || indent(after) < line.size * 0.5);
      text += further || another || begins ? "\n\n" : "\n";
    }
    const noted = line.size < body * 0.95 && /^(?:[⁰¹²³⁴-⁹]{1,3}|\d{1,3}|[*†‡])\s*\S/u.test(line.text);
    if (noted && !ruled && before && before.size > line.size * 1.05) {
      text += `${"_".repeat(24)}\n`;
      ruled = true;
    }
    text += " ".repeat(Math.min(24, Math.round(indent(line) / (line.size * 0.6)))) + line.text;
  });
  return text;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
