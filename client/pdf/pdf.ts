// Reads the text of a PDF; fetched when the first one is dropped. pdf.js does it in a worker of its own,
// which ends with the task: a file can keep it busy for ever.

import { getDocument, PDFWorker, PasswordException, VerbosityLevel } from "pdfjs-dist";
import type { PDFDocumentProxy } from "pdfjs-dist";
import workerFile from "pdfjs-dist/build/pdf.worker.min.mjs";

import { type Piece, readPages } from "./layout.ts";

/** The folder of tables by which letters are found that a file names by number only; the build names it. */
declare const PDF_MAPS: string;

/** Why a file gives no text; the application has the words. */
type Why = "locked" | "scanned" | "damaged" | "slow";

/** How long a file may take, in milliseconds. */
const PATIENCE = 30_000;
/** Pages that are read; a concept note has a few. */
const PAGES = 200;
/** Letters below which a file is taken for pictures of pages. */
const LETTERS = 20;

/** The text of a PDF, with a page break after each page; or rejects with a [`Why`]. */
export async function read(bytes: Uint8Array): Promise<string> {
  const port = new Worker(new URL(workerFile, import.meta.url), { type: "module" });
  const worker = PDFWorker.create({ port, verbosity: VerbosityLevel.ERRORS });
  let late: ReturnType<typeof setTimeout> | undefined;
  try {
    const tooLate = new Promise<never>((_, reject) => {
      late = setTimeout(() => reject("slow" satisfies Why), PATIENCE);
    });
    const broken = new Promise<never>((_, reject) => {
      port.addEventListener("error", () => reject("damaged" satisfies Why));
    });
    return await Promise.race([textOf(bytes, worker), tooLate, broken]);
  } finally {
    clearTimeout(late);
    worker.destroy();
    port.terminate();
  }
}

async function textOf(data: Uint8Array, worker: PDFWorker): Promise<string> {
  const pages: Piece[][] = [];
  try {
    const cMapUrl = new URL(PDF_MAPS, import.meta.url).href;
    const silent = { disableFontFace: true, useSystemFonts: false, enableXfa: false, verbosity: VerbosityLevel.ERRORS };
    const options = { data, worker, cMapUrl, stopAtErrors: false, ...silent };
    const file = await getDocument(options).promise;
    for (let number = 1; number <= Math.min(file.numPages, PAGES); number++) pages.push(await piecesOf(file, number));
  } catch (error) {
    console.warn("a PDF was not read:", error);
    throw (error instanceof PasswordException ? "locked" : "damaged") satisfies Why;
  }
  const text = readPages(pages);
  if (text.replace(/[^\p{L}\p{N}]/gu, "").length < LETTERS) throw "scanned" satisfies Why;
  return text;
}

/** The pieces of a page's text. What stands upright only: the rest is put at its foot. */
async function piecesOf(file: PDFDocumentProxy, number: number): Promise<Piece[]> {
  const page = await file.getPage(number);
  const { items } = await page.getTextContent();
  const pieces: Piece[] = [];
  let foot = 0;
  for (const item of items) {
    if (!("str" in item) || !item.str.trim()) continue;
    const [a, b, c, d, x, y] = item.transform as [number, number, number, number, number, number];
    const size = Math.hypot(c, d) || item.height || 1;
    const upright = Math.abs(b) < Math.abs(a) * 0.1;
    pieces.push({
      text: item.str,
      x: upright ? x : 0,
      y: upright ? y : (foot -= 1_000),
      width: upright ? item.width : 0,
      size,
      rightToLeft: item.dir === "rtl",
    });
  }
  page.cleanup();
  return pieces;
}
