// What a root holds, in one form for everybody: runs of text with their attributes.

/** Joins neighbours that look the same, and puts attributes in order; documents may split runs anywhere. */
export function joined(delta) {
  const runs = [];
  for (const { insert, attributes = {} } of delta) {
    const set = Object.entries(attributes).filter(([, value]) => value !== null);
    const looks = Object.fromEntries(set.sort(([one], [other]) => (one < other ? -1 : 1)));
    const last = runs.at(-1);
    if (last && JSON.stringify(last.attributes) === JSON.stringify(looks)) last.insert += insert;
    else runs.push({ insert, attributes: looks });
  }
  return runs;
}

/** The joined runs of some roots of a Yjs document. */
export function deltas(doc, roots) {
  return Object.fromEntries(roots.map((root) => [root, joined(doc.getText(root).toDelta())]));
}

const OF_BLOCKS = ["t", "indent", "dir", "quote"];

/** Runs as our editor has them: block attributes on newlines only, others on characters only, a first newline. */
export function shown(delta) {
  const runs = [];
  for (const { insert, attributes = {} } of delta) {
    for (const part of insert.split(/(\n)/).filter(Boolean)) {
      const counts = ([key]) => OF_BLOCKS.includes(key) === (part === "\n");
      runs.push({ insert: part, attributes: Object.fromEntries(Object.entries(attributes).filter(counts)) });
    }
  }
  if (runs[0]?.insert !== "\n") runs.unshift({ insert: "\n" });
  return joined(runs);
}
