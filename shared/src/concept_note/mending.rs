//! Joins broken lines: words cut by a hyphen, addresses cut anywhere.

use super::letters::{bare_word, is_unspaced};
use std::collections::HashSet;

/// What a line may end with when the word goes on in the next.
const SOFT_HYPHEN: char = '\u{AD}';

/// Ends of English, French and Spanish words that are no words themselves.
const ENDINGS: [&str; 38] = [
    "tion", "tions", "tional", "tionally", "sion", "sions", "ment", "ments", "mental", "ness",
    "ity", "ities", "ties", "ty", "ing", "ings", "ance", "ances", "ence", "ences", "ency", "able",
    "ible", "ally", "ly", "tive", "tives", "tively", "gration", "ration", "zation", "cion", "ción",
    "ciones", "miento", "dad", "dades", "mente",
];

/// The words of a text, for telling a broken word from a compound.
#[derive(Default)]
pub(super) struct Lexicon(HashSet<String>);

impl Lexicon {
    /// Collects words only if some line ends in a hyphen.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Self {
        if !lines.clone().any(|line| line.ends_with('-')) {
            return Self::default();
        }
        let words = lines.flat_map(|line| line.split(' ')).map(bare_word);
        Self(
            words
                .filter(|word| word.len() >= 4)
                .map(str::to_owned)
                .collect(),
        )
    }

    /// Whether the two halves make one word without the hyphen.
    fn mends(&self, before: &str, after: &str) -> bool {
        // A very long “word” is none, and asking for many of them would cost.
        before.len() + after.len() <= 64
            && (self.0.contains(&format!("{before}{after}")) || ENDINGS.contains(&after))
            && !self.0.contains(&format!("{before}-{after}"))
    }
}

/// Appends the next line to what came before it.
pub(super) fn join(text: &mut String, next: &str, lexicon: &Lexicon) {
    if text.is_empty() {
        text.push_str(next);
        return;
    }
    let last = last_word(text);
    let first = next.split(' ').next().unwrap_or_default();
    if text.ends_with(SOFT_HYPHEN) {
        text.pop();
    } else if is_address(last) {
        if !goes_on(last, first) {
            text.push(' ');
        }
    } else if let Some(half) = last.strip_suffix('-') {
        join_at_hyphen(text, half.len(), first, lexicon);
    } else if !touches(text, next) {
        text.push(' ');
    }
    text.push_str(next);
}

/// The last word; of a text without spaces its end, so that joining many lines stays linear.
fn last_word(text: &str) -> &str {
    let tail = &text[text.floor_char_boundary(text.len().saturating_sub(1_000))..];
    tail.rsplit(' ').next().unwrap_or_default()
}

/// Drops the hyphen of a broken word, keeps that of a compound, and spaces out a dash.
fn join_at_hyphen(text: &mut String, half: usize, first: &str, lexicon: &Lexicon) {
    let before = &text[text.len() - 1 - half..text.len() - 1];
    let compound =
        before.ends_with(char::is_alphanumeric) && first.starts_with(char::is_alphanumeric);
    if !compound {
        text.push(' ');
    } else if lexicon.mends(bare_word(before), bare_word(first)) {
        text.pop();
    }
}

/// Chinese and Japanese lines meet without a space.
fn touches(text: &str, next: &str) -> bool {
    text.chars().next_back().is_some_and(is_unspaced)
        && next.chars().next().is_some_and(is_unspaced)
}

/// Whether the word is, or ends in, a web address.
fn is_address(word: &str) -> bool {
    ["http://", "https://", "www.", "ftp://"]
        .iter()
        .any(|scheme| word.contains(scheme))
}

/// Whether an address at the end of a line goes on with the first word of the next.
fn goes_on(address: &str, first: &str) -> bool {
    let open = address.ends_with(['-', '_', '=', '&', '%', '#', '~'])
        || first.starts_with(['_', '=', '&', '%', '#', '~', '/', '?']);
    let first = first.trim_end_matches(['.', ',', ';', ')', '>', ']', '”', '"']);
    let path_like = first.contains(['/', '_', '=', '&', '%'])
        || [
            ".pdf", ".html", ".htm", ".docx", ".doc", ".php", ".aspx", ".org", ".int", ".com",
        ]
        .iter()
        .any(|end| first.ends_with(end));
    let numbered = address.ends_with('/') && first.chars().any(|c| c.is_ascii_digit());
    let finished = address.ends_with(['.', ',', ';', ')', '>', ']', '”', '"']);
    let another = is_address(first);
    !another && !first.is_empty() && (open || (path_like && !finished) || numbered)
        || (address.ends_with('.')
            && path_like
            && !another
            && !first.starts_with(char::is_uppercase))
}
