// The passage that whoever presides points at.

import { type Passage, Passages } from "./passages.ts";

/** At most one. */
export const pointed = new Passages("pointer");

/** The one passage, by the name that all of the kind have. */
export const pointedAt = (from: number, to: number): Passage => ({ id: "pointed", from, to });
