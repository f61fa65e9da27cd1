// Blocks that follow each other are drawn in one element, a part: the browser lays out, paints and looks through what is
// in sight part by part, so that a key does not cost what the whole text costs. Like lists, parts are marks of blocks
// (`lists.ts`): they are never stored, and positions and flat offsets know nothing of them.

import { DOMSerializer, type Mark, type Node } from "prosemirror-model";
import { schema } from "./schema.ts";

/** How much stands in a part when a text is opened, and how much may come to stand in it, in characters. */
const [FILLED, FULL] = [4_000, 12_000];
/** What a block takes besides its words. */
const BLOCK = 80;

let lastId = 0;

/** The part in which a block is drawn. */
export const partOf = (block: Node): Mark | undefined => schema.marks["part"]?.isInSet(block.marks);

const idOf = (part: Mark): number => part.attrs["id"];
const sizeOf = (block: Node) => block.content.size + BLOCK;

/** Goes from block to block and says in which part each is to be drawn. */
export class Parts {
  private current: Mark | undefined;
  private size = 0;
  /** The parts of the blocks before, once somebody wants to know, and of those gone through since. */
  private before: Set<number> | undefined;
  private readonly entered = new Set<number>();

  /** Goes on after the first so many blocks, which are as they shall be. */
  constructor(
    private readonly blocks: readonly Node[],
    private readonly index = 0,
  ) {
    const above = blocks[index - 1];
    this.current = above && partOf(above);
    for (let at = index - 1; at >= 0 && this.current; at--) {
      const block = blocks[at] as Node;
      if (!partOf(block)?.eq(this.current)) break;
      this.size += sizeOf(block);
    }
  }

  /** The part of the next block; a list is never divided. */
  next(block: Node, continues: boolean): Mark {
    const own = partOf(block);
    const mine = own && this.current?.eq(own) ? this.current : undefined;
    const starts = own && !mine && !continues && !this.isTaken(own);
    if (starts) this.enter(own);
    else if (!this.current || (!continues && this.size + sizeOf(block) > FULL)) this.enter(schema.mark("part", { id: ++lastId }));
    this.size += sizeOf(block);
    return this.current as Mark;
  }

  private enter(part: Mark): void {
    this.current = part;
    this.size = 0;
    this.entered.add(idOf(part));
  }

  private isTaken(part: Mark): boolean {
    this.before ??= new Set(this.blocks.slice(0, this.index).flatMap((block) => partOf(block) ?? []).map(idOf));
    return this.before.has(idOf(part)) || this.entered.has(idOf(part));
  }
}

/** Divides a text that is opened into parts, each of which says how much stands in it. */
export function divide(blocks: readonly Node[], continues: (index: number) => boolean): Mark[] {
  const parts: { id: number; size: number }[] = [];
  const owners = blocks.map((block, index) => {
    let part = parts.at(-1);
    if (!part || (part.size > FILLED && !continues(index))) parts.push((part = { id: ++lastId, size: 0 }));
    part.size += sizeOf(block);
    return part;
  });
  const marks = new Map(parts.map((part) => [part, schema.mark("part", part)]));
  return owners.map((part) => marks.get(part) as Mark);
}

/** Writes what is copied: parts are for the page only. */
export function clipboardSerializer(): DOMSerializer {
  const { part: _, ...marks } = DOMSerializer.marksFromSchema(schema);
  return new DOMSerializer(DOMSerializer.nodesFromSchema(schema), marks);
}
