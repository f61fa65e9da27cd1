//! Random stories: which seed they have, how long they are, and how one edits at random.

use crate::seat::Seat;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

const WORDS: [&str; 8] = [
    "water ",
    "and",
    " élan",
    "\n",
    "مياه",
    "🌊",
    "a👩‍👩‍👧b",
    "the quick brown fox ",
];

/// Whether the long versions were asked for.
pub fn is_long() -> bool {
    std::env::var_os("ROUNDTABLE_LONG").is_some_and(|value| value != "0")
}

/// How much of something: the first number, or the second in the long version.
pub fn much(short: usize, long: usize) -> usize {
    if is_long() { long } else { short }
}

/// Chance with a seed that is printed; `ROUNDTABLE_SEED` tells a story again.
///
/// # Panics
/// If the seed that is asked for is no number.
pub fn chance() -> StdRng {
    let asked = std::env::var("ROUNDTABLE_SEED").ok();
    let seed: u64 = asked.map_or_else(rand::random, |seed| {
        seed.parse().expect("a seed is a number")
    });
    println!("tell this again with ROUNDTABLE_SEED={seed}");
    StdRng::seed_from_u64(seed)
}

impl Seat {
    /// Writes, deletes or formats something somewhere.
    pub fn edits(&self, root: &str, chance: &mut StdRng) {
        let places = places(&self.text(root));
        let from = chance.random_range(0..places.len());
        let to = (from + chance.random_range(0..4)).min(places.len() - 1);
        let (at, len) = (places[from], places[to] - places[from]);
        match chance.random_range(0..10) {
            0..3 if len > 0 => self.deletes(root, at, len),
            3..5 if len > 0 => {
                self.marks(root, at, len, ["strong", "em"][chance.random_range(0..2)]);
            }
            _ => self.inserts(root, at, WORDS[chance.random_range(0..WORDS.len())]),
        }
    }
}

/// Offsets in UTF-16 code units between which nothing is torn apart, after the first newline.
fn places(text: &str) -> Vec<u32> {
    let mut at = 0;
    let mut places = Vec::new();
    for letter in text.chars() {
        at += u32::try_from(letter.len_utf16()).unwrap_or(2);
        places.push(at);
    }
    places
}
