// Flat deltas: what crosses to the document and back. Lengths and offsets are UTF-16 units.

/** A value that counts: every attribute is a scalar, so that concurrent settings never mix. */
export type Value = string | number | boolean;
export type Attributes = Record<string, Value>;
/** What changes on retained text; `null` takes an attribute away. */
export type Change = Record<string, Value | null>;

export type Insert = { insert: string; attributes?: Attributes };
export type Retain = { retain: number; attributes?: Change };
export type Delete = { delete: number };
export type Op = Insert | Retain | Delete;
export type Delta = Op[];

/** One newline, or characters without one, and the attributes it carries. */
export type Piece = { text: string; attributes: Attributes };

export function sameAttributes(a: Change, b: Change): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

/** What turns `before` into `after`, or nothing if they are equal. */
export function changeBetween(before: Attributes, after: Attributes): Change | undefined {
  const change: Change = {};
  for (const key in before) if (!(key in after)) change[key] = null;
  for (const [key, value] of Object.entries(after)) if (before[key] !== value) change[key] = value;
  return Object.keys(change).length ? change : undefined;
}

/** Builds a delta, joining what can be joined and dropping what would retain to no purpose. */
export class DeltaBuilder {
  readonly ops: Delta = [];
  private passed = 0;

  retain(length: number, change?: Change): void {
    if (!length) return;
    if (!change) {
      this.passed += length;
      return;
    }
    const last = this.passed ? undefined : this.ops.at(-1);
    if (last && "retain" in last && last.attributes && sameAttributes(last.attributes, change)) last.retain += length;
    else this.push({ retain: length, attributes: change });
  }

  insert(text: string, attributes: Attributes): void {
    if (text) this.push(Object.keys(attributes).length ? { insert: text, attributes } : { insert: text });
  }

  delete(length: number): void {
    if (!length) return;
    const last = this.passed ? undefined : this.ops.at(-1);
    if (last && "delete" in last) last.delete += length;
    else this.push({ delete: length });
  }

  private push(op: Op): void {
    if (this.passed) this.ops.push({ retain: this.passed });
    this.passed = 0;
    this.ops.push(op);
  }
}

/** Where an offset comes to lie. It stays with the character before it, so a caret does not move when
 * somebody else writes right where it stands. */
export function mapOffset(delta: Delta, offset: number): number {
  let [before, after] = [0, 0];
  for (const op of delta) {
    if (before >= offset) break;
    if ("retain" in op) {
      if (offset <= before + op.retain) break;
      before += op.retain;
      after += op.retain;
    } else if ("delete" in op) {
      if (offset <= before + op.delete) return after;
      before += op.delete;
    } else {
      after += op.insert.length;
    }
  }
  return after + offset - before;
}

/** The pieces after a delta, for the rare change at the very start that cannot be shown step by step. */
export function compose(pieces: Piece[], delta: Delta): Piece[] {
  const left = pieces.map((piece) => ({ ...piece }));
  const out: Piece[] = [];
  const take = (length: number, keep: (piece: Piece) => void) => {
    for (let first = left[0]; length > 0 && first; first = left[0]) {
      const text = first.text.slice(0, length);
      keep({ text, attributes: first.attributes });
      length -= text.length;
      first.text = first.text.slice(text.length);
      if (!first.text) left.shift();
    }
  };
  for (const op of delta) {
    if ("insert" in op) out.push({ text: op.insert, attributes: op.attributes ?? {} });
    else if ("delete" in op) take(op.delete, () => {});
    else take(op.retain, (piece) => out.push({ ...piece, attributes: changed(piece.attributes, op.attributes) }));
  }
  return [...out, ...left];
}

/** Attributes after a change. */
export function changed(attributes: Attributes, change: Change = {}): Attributes {
  const result = { ...attributes };
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete result[key];
    else result[key] = value;
  }
  return result;
}
