// Pasting: the clipboard as blocks of our own, put where the caret is. In TypeScript because the browser has
// already parsed the HTML into a tree.

import { Fragment, type Node, Slice } from "prosemirror-model";
import { type EditorState, Plugin, TextSelection, type Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import type { EditorView } from "prosemirror-view";
import { blockAttributes, createBlock, createText } from "./flat.ts";
import { type Block, clean, flatten } from "./flatten.ts";
import type { Reading } from "./reading.ts";
import { withoutComments, wrappedLines } from "./lines.ts";
import type { Omitted } from "./word.ts";

/** Pasted HTML as a slice of our own blocks; says what was left out. */
export function htmlToSlice(root: Reading, tell: (omitted: Omitted) => void = () => {}): Slice {
  const { blocks, omitted } = flatten(root);
  tell(omitted);
  return toSlice(blocks);
}

/** Pasted plain text: a block for each line that is not empty; says what was left out. */
export function textToSlice(text: string, tell: (omitted: Omitted) => void = () => {}): Slice {
  const all = clean(text.replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, "\n")).split("\n");
  const { lines, comments } = withoutComments(all);
  tell({ images: 0, comments, footnotes: 0, tables: 0 });
  return toSlice(wrappedLines(lines).map((line) => ({ attributes: {}, pieces: [{ text: line, attributes: {} }] })));
}

function toSlice(blocks: Block[]): Slice {
  const nodes = blocks.map(({ attributes, pieces }) => createBlock(attributes, Fragment.fromArray(pieces.map(createText))));
  return Slice.maxOpen(Fragment.fromArray(nodes));
}

/** Puts blocks where the selection is. What is around them keeps its form, and so do they: only words that come to
 * stand in a block that had words before take its form. */
export function insertSlice(state: EditorState, slice: Slice): Transaction | undefined {
  const blocks = slice.content.content;
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (!first || !last || !blocks.every((block) => block.isTextblock)) return undefined;
  const transaction = state.tr.deleteSelection();
  const { $from } = transaction.selection;
  const target = $from.parent;
  if (!target.isTextblock) return undefined;
  const [before, after] = [target.content.cut(0, $from.parentOffset), target.content.cut($from.parentOffset)];
  const put: Node[] = blocks.map((block) => block.mark([]));
  put[0] = before.size ? target.copy(before.append(first.content)) : formed(target, first, after.size > 0 && blocks.length === 1);
  const end = put[put.length - 1] as Node;
  const length = end.content.size;
  if (after.size) put[put.length - 1] = (blocks.length === 1 ? end : target.mark([])).copy(end.content.append(after));
  const start = $from.before();
  // A plain step: ProseMirror would fit the blocks to its own taste.
  transaction.step(new ReplaceStep(start, $from.after(), new Slice(Fragment.fromArray(put), 0, 0)));
  const size = put.slice(0, -1).reduce((sum, block) => sum + block.nodeSize, 0);
  transaction.setSelection(TextSelection.create(transaction.doc, start + size + 1 + length));
  return transaction.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste");
}

/** The first pasted block in place of an empty one, or before words that keep their form. */
function formed(target: Node, pasted: Node, keeps: boolean): Node {
  const [around, own] = [blockAttributes(target), blockAttributes(pasted)];
  const attributes = keeps ? around : own["t"] ? own : { ...around, ...own };
  return createBlock(attributes, pasted.content).mark(target.marks);
}

/** Pasting and dropping as `insertSlice` does it; says when there was nothing but pictures. */
export function pasting(tell: (omitted: Omitted) => void): Plugin {
  const put = (view: EditorView, slice: Slice): boolean => {
    const transaction = insertSlice(view.state, slice);
    if (transaction) view.dispatch(transaction);
    return !!transaction;
  };
  const sayPictures = (data: DataTransfer | null): boolean => {
    const images = [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/")).length;
    if (images) tell({ images, comments: 0, footnotes: 0, tables: 0 });
    return images > 0;
  };
  return new Plugin({
    props: {
      handlePaste(view, event, slice) {
        if (slice.size) return put(view, slice);
        // What was left out of HTML has been said; the browser would put pictures in, or take away what is selected.
        return !!event.clipboardData?.getData("text/html") || sayPictures(event.clipboardData);
      },
      handleDrop(view, event, slice) {
        // What is dragged about within the text stays with ProseMirror.
        if (view.dragging) return false;
        // The browser would open a picture in place of the page.
        if (!slice.size) return sayPictures(event.dataTransfer);
        const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (!place) return false;
        const { doc, tr } = view.state;
        view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(place.pos))));
        view.focus();
        return put(view, slice);
      },
    },
  });
}
