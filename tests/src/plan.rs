//! Random stories: which seed they have, how long they are, and how one edits at random.

use crate::seat::Seat;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use yrs::Any;

const WORDS: [&str; 9] = [
    "water ",
    "水は流れる",
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
        let text = self.text(root);
        let places = places(&text);
        let mut from = chance.random_range(0..places.len());
        if chance.random_bool(0.5) {
            // Now and then what was marked as a whole is deleted as a whole.
            from -= from % 4;
        }
        let to = (from + chance.random_range(0..4)).min(places.len() - 1);
        let (at, len) = (places[from], places[to] - places[from]);
        match chance.random_range(0..12) {
            0..3 if len > 0 => self.deletes(root, at, len),
            3..6 if len > 0 => {
                let (key, value) = one_of(&marks(), chance);
                self.formats(root, at, len, &key, value);
            }
            6..8 => {
                let newlines = newlines(&text);
                if !newlines.is_empty() {
                    let (key, value) = one_of(&forms(), chance);
                    self.formats(root, one_of(&newlines, chance), 1, &key, value);
                }
            }
            _ => self.inserts(root, at, WORDS[chance.random_range(0..WORDS.len())]),
        }
    }
}

fn one_of<T: Clone>(all: &[T], chance: &mut StdRng) -> T {
    all[chance.random_range(0..all.len())].clone()
}

/// What can be set on characters.
fn marks() -> Vec<(String, Any)> {
    let link = Any::from("https://example.org/");
    let set = |(key, value): (&str, Any)| (key.to_owned(), value);
    let all = [
        ("strong", Any::Bool(true)),
        ("strong", Any::Null),
        ("em", Any::Bool(true)),
        ("em", Any::Null),
        ("link", link),
    ];
    all.map(set).to_vec()
}

/// What can be set on the newline that leads a block.
fn forms() -> Vec<(String, Any)> {
    let set = |(key, value): (&str, Any)| (key.to_owned(), value);
    let all = [
        ("t", Any::from("h2")),
        ("t", Any::from("ul")),
        ("t", Any::from("ol")),
        ("t", Any::Null),
        ("indent", Any::from(2)),
        ("indent", Any::Null),
        ("quote", Any::Bool(true)),
        ("dir", Any::from("rtl")),
    ];
    all.map(set).to_vec()
}

/// Offsets in UTF-16 code units of all newlines.
fn newlines(text: &str) -> Vec<u32> {
    let units = (0..).zip(text.encode_utf16());
    units
        .filter(|(_, unit)| *unit == u16::from(b'\n'))
        .map(|(at, _)| at)
        .collect()
}

/// Offsets in UTF-16 code units between which nothing is torn apart, after the first newline if there
/// is one: other clients may have written before it, or deleted it.
fn places(text: &str) -> Vec<u32> {
    let mut at = 0;
    let mut places = Vec::new();
    if !text.starts_with('\n') {
        places.push(0);
    }
    for letter in text.chars() {
        at += u32::try_from(letter.len_utf16()).unwrap_or(2);
        places.push(at);
    }
    places
}
