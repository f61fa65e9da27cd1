// Where things lie.

import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the stories. */
export const folder = dirname(dirname(fileURLToPath(import.meta.url)));

/** The repository's root. */
export const root = resolve(folder, "../..");

/** The server under test. */
export const roundtable = process.env.ROUNDTABLE ?? join(root, "target/debug/roundtable");

/** The clients in Rust. */
export const seats = process.env.ROUNDTABLE_SEATS ?? join(root, "target/debug/seats");

/** Whether the long versions are wanted. */
export const long = Boolean(process.env.ROUNDTABLE_LONG);
