// Real lists around consecutive items. They follow from the items and are never stored; in ProseMirror they are
// marks of the blocks, so that positions and flat offsets know nothing of them: for each level, one mark is
// the list and one the item that stays open. What is set in deeper lies in the item above it.

import type { Mark, Node } from "prosemirror-model";
import { type EditorState, Plugin, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { Parts, divide, partOf } from "./parts.ts";
import { schema } from "./schema.ts";

/** Marks a transaction that shows what the document already holds. */
export const FROM_DOCUMENT = "fromDocument";

const wrap = (attrs: Record<string, unknown>): Mark => schema.mark("wrap", attrs);

let lastId = 0;

/** The lists and items that a block is drawn in now. */
export const wrapsAround = (block: Node): readonly Mark[] => (partOf(block) ? block.marks.slice(1) : block.marks);

/** The lists and items that a block lies in, if the block above it lies in `above`. */
function wrapsOf(block: Node, above: readonly Mark[]): readonly Mark[] {
  if (block.type !== schema.nodes.list_item) return [];
  const { kind, indent, start, dir } = block.attrs;
  let open = 0;
  while ((above[open]?.attrs["indent"] ?? indent) < indent) open += 2;
  const floor = open ? above[open - 2]?.attrs["indent"] + 1 : 0;
  const list = wrap({ tag: kind, indent, inset: indent - floor });
  const item = { tag: "li", indent, value: kind === "ol" ? start : null, dir };
  const own = wrapsAround(block)[open + 1]?.attrs["id"];
  // Halves of a split item have the same id; each item has an element of its own.
  const taken = above[open]?.eq(list) && above[open + 1]?.attrs["id"] === own;
  return [...above.slice(0, open), list, wrap({ ...item, id: own && !taken ? own : ++lastId })];
}

const same = (a: readonly Mark[], b: readonly Mark[]) => a.length === b.length && a.every((mark, i) => mark.eq(b[i] as Mark));

/** Blocks with the parts and lists around them. */
export function wrapAll(blocks: Node[]): Node[] {
  let above: readonly Mark[] = [];
  const wraps = blocks.map((block) => (above = wrapsOf(block, above)));
  const parts = divide(blocks, (index) => continues(wraps[index - 1] ?? [], wraps[index] ?? []));
  return blocks.map((block, index) => block.mark([parts[index] as Mark, ...(wraps[index] ?? [])]));
}

/** Whether a list that begins in one block goes on in the next. */
const continues = ([above]: readonly Mark[], [list]: readonly Mark[]) => above !== undefined && list !== undefined && above.eq(list);

/** What puts parts and lists right after a change, from where it begins to where they are right again. */
function rewrap(old: Node, state: EditorState): Transaction | null {
  const { doc, tr, storedMarks } = state;
  const shorter = Math.min(old.childCount, doc.childCount);
  let [head, position, tail] = [0, 0, 0];
  while (head < shorter && old.child(head) === doc.child(head)) position += doc.child(head++).nodeSize;
  while (tail < shorter - head && old.child(old.childCount - tail - 1) === doc.child(doc.childCount - tail - 1)) tail++;
  let above = head ? wrapsAround(doc.child(head - 1)) : [];
  const parts = new Parts(doc.content.content, head);
  for (let index = head; index < doc.childCount; index++) {
    const block = doc.child(index);
    const wraps = wrapsOf(block, above);
    const marks = [parts.next(block, continues(above, wraps)), ...wraps];
    if (!same(marks, block.marks)) tr.setNodeMarkup(position, null, block.attrs, marks);
    else if (index >= doc.childCount - tail) break;
    above = wraps;
    position += block.nodeSize;
  }
  if (!tr.docChanged) return null;
  if (storedMarks) tr.setStoredMarks(storedMarks);
  return tr.setMeta(FROM_DOCUMENT, true).setMeta("addToHistory", false);
}

/** Keeps the lists right. */
export const lists = new Plugin({
  appendTransaction(transactions, { doc }, state) {
    return transactions.some((each) => each.docChanged) ? rewrap(doc, state) : null;
  },
});

/** As much of what ProseMirror draws as is used here. */
interface Drawn {
  children: Drawn[];
  size: number;
  border: number;
  node?: Node;
  parseRange(from: number, to: number, base?: number): unknown;
}

/**
 * ProseMirror does not look for a block inside of marks when it reads what the browser has changed, and would read a
 * whole list at every key in it.
 */
export function readByBlock(view: EditorView): void {
  let drawn = Object.getPrototypeOf((view as unknown as { docView: Drawn }).docView);
  while (!Object.hasOwn(drawn, "parseRange")) drawn = Object.getPrototypeOf(drawn);
  const whole: Drawn["parseRange"] & { byBlock?: true } = drawn.parseRange;
  if (whole.byBlock) return;
  const parseRange = function (this: Drawn, from: number, to: number, base = 0): unknown {
    const [block, start] = blockAround(this, from, to, base);
    return block ? block.parseRange(from, to, start) : whole.call(this, from, to, base);
  };
  drawn.parseRange = Object.assign(parseRange, { byBlock: true });
}

/** The block that holds a range, and where its content begins; marks have neither a node nor tokens of their own. */
function blockAround({ children }: Drawn, from: number, to: number, base: number): [Drawn, number] | [] {
  for (const child of children) {
    const end = base + child.size;
    if (from < end) {
      if (!child.node) return to <= end ? blockAround(child, from, to, base) : [];
      const inside = child.node.isTextblock && from >= base + child.border && to <= end - child.border;
      return inside ? [child, base + child.border] : [];
    }
    base = end;
  }
  return [];
}
