// What people write.

export const WORDS = [
  "water ",
  "and",
  " élan",
  "مياه",
  "水は流れる",
  "🌊",
  "a👩‍👩‍👧b",
  "the quick brown fox ",
];

/** The texts that everybody writes in. */
export const ROOTS = ["answer/q1", "answer/q2", "answer/q3"];
