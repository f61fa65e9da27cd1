// The passages that comments are on.

import type { Plugin } from "prosemirror-state";
import { type Passage, Passages } from "./passages.ts";

/** A passage that is commented on. */
export interface Commented extends Passage {
  /** Whether its thread is the one that is looked at. */
  chosen: boolean;
}

/** All of them. */
export const commented = new Passages("comments");

/** How one looks. */
export const commentedClass = ({ chosen }: Commented): string => (chosen ? "commented chosen" : "commented");

/** Calls back with the comment whose passage is pressed; with nothing where none is. */
export const comments = (pressed: (id: string) => void): Plugin =>
  commented.plugin({
    handleClick(view, position) {
      const id = commented.at(view.state, position);
      if (id !== undefined) pressed(id);
      return false;
    },
  });
