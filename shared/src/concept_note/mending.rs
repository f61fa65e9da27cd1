//! Joins broken lines: words cut by a hyphen, addresses cut anywhere.

use super::letters::{bare_word, digit, is_unspaced};
use std::cell::RefCell;
use std::collections::HashSet;

/// What a line may end with when the word goes on in the next.
const SOFT_HYPHEN: char = '\u{AD}';

/// What a line ends with where a word, or a compound, is broken.
const HYPHENS: [char; 2] = ['-', '\u{2010}'];

/// Ends of English, French and Spanish words that are no words themselves: nobody need look at those.
const ENDINGS: [&str; 34] = [
    "tion", "tions", "tional", "tionally", "sion", "sions", "ment", "ments", "mental", "ness",
    "ities", "ties", "ings", "ance", "ances", "ence", "ences", "ency", "able", "ible", "ally",
    "tive", "tives", "tively", "gration", "ration", "zation", "cion", "ción", "ciones", "miento",
    "dades", "mente", "ceive",
];

/// What compounds begin with in English, French and Russian, and broken words do not.
const FIRST_HALVES: [&str; 24] = [
    "self",
    "well",
    "non",
    "cross",
    "vice",
    "quasi",
    "ex",
    "human-rights",
    "rights",
    "duty",
    "decision",
    "policy",
    "evidence",
    "celui",
    "celle",
    "ceux",
    "celles",
    "peut",
    "rendez",
    "социально",
    "северо",
    "северно",
    "юго",
    "научно",
];

/// What compounds end with, and broken words do not.
const SECOND_HALVES: [&str; 62] = [
    "term",
    "level",
    "based",
    "being",
    "sensitive",
    "responsive",
    "related",
    "specific",
    "oriented",
    "driven",
    "funded",
    "financed",
    "scale",
    "quality",
    "skilled",
    "income",
    "employed",
    "friendly",
    "centred",
    "centered",
    "focused",
    "owned",
    "linked",
    "effective",
    "called",
    "known",
    "paid",
    "trained",
    "equipped",
    "established",
    "economic",
    "political",
    "cultural",
    "governmental",
    "binding",
    "discrimination",
    "refoulement",
    "affected",
    "free",
    "year",
    "month",
    "week",
    "hour",
    "border",
    "country",
    "sector",
    "saharan",
    "profit",
    "up",
    "between",
    "makers",
    "making",
    "sharing",
    "être",
    "vous",
    "dire",
    "delà",
    "même",
    "mêmes",
    "либо",
    "нибудь",
    "экономический",
];

/// Compounds of halves that other words are broken into.
const COMPOUNDS: [&str; 10] = [
    "part-time",
    "full-time",
    "real-time",
    "follow-up",
    "e-mail",
    "из-за",
    "кто-то",
    "что-то",
    "celui-ci",
    "ceux-ci",
];

/// The words of a text, for telling a broken word from a compound.
#[derive(Default)]
pub(super) struct Lexicon {
    words: HashSet<String>,
    /// Words of which neither the text nor the lists tell whether they are compounds.
    doubted: RefCell<Vec<String>>,
}

impl Lexicon {
    /// Collects words only if some line ends in a hyphen.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Self {
        if !lines.clone().any(|line| line.ends_with(HYPHENS)) {
            return Self::default();
        }
        let mut words = HashSet::new();
        let mut halved = false;
        for line in lines {
            // The halves of what is broken are no words that the text has.
            let whole = line.strip_suffix(HYPHENS).map_or(line, |line| {
                line.rsplit_once(' ').map_or("", |(rest, _)| rest)
            });
            let spoken = whole.split(' ').skip(usize::from(halved)).map(bare_word);
            words.extend(spoken.filter(|word| word.len() >= 4).map(str::to_lowercase));
            halved = whole.len() < line.len();
        }
        Self {
            words,
            doubted: RefCell::default(),
        }
    }

    /// Words that may have been put together wrongly.
    pub(super) fn doubted(self) -> impl Iterator<Item = String> {
        self.doubted.into_inner().into_iter()
    }

    /// Whether the two halves make one word without the hyphen: the text itself is asked first, whether
    /// it has the word elsewhere, the compound, or both halves as words of their own. A page breaks far
    /// more words than compounds, so what nothing speaks against is one word.
    fn mends(&self, before: &str, after: &str) -> bool {
        // A very long “word” is none, and asking for many of them would cost.
        if before.len() + after.len() > 64 || !after.starts_with(char::is_lowercase) {
            return false;
        }
        let (first, second) = (before.to_lowercase(), after.to_lowercase());
        let (word, compound) = (format!("{first}{second}"), format!("{first}-{second}"));
        if self.words.contains(&compound) || first.ends_with(|c| digit(c).is_some()) {
            return false;
        }
        if self.words.contains(&word) {
            return true;
        }
        // “protection-sensitive” may have a hyphen before the last one.
        let last = first.rsplit('-').next().unwrap_or(&first);
        if FIRST_HALVES.contains(&last)
            || SECOND_HALVES.contains(&second.as_str())
            || COMPOUNDS.contains(&compound.as_str())
        {
            return false;
        }
        let plain = |half: &str| half.chars().count() >= 4;
        let both = self.words.contains(&first)
            && self.words.contains(&second)
            && plain(&first)
            && plain(&second);
        let ending = ENDINGS.contains(&second.as_str());
        if both || (plain(&first) && plain(&second) && !ending) {
            let word = if both {
                format!("{before}-{after}")
            } else {
                format!("{before}{after}")
            };
            let mut doubted = self.doubted.borrow_mut();
            if doubted.len() < 20 && !doubted.contains(&word) {
                doubted.push(word);
            }
        }
        !both
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
    if text.ends_with([SOFT_HYPHEN, '¬']) {
        text.pop();
    } else if is_address(last) {
        if !goes_on(last, first) {
            text.push(' ');
        }
    } else if let Some(half) = last.strip_suffix(HYPHENS) {
        let hyphen = last.len() - half.len();
        join_at_hyphen(text, half.len(), hyphen, first, lexicon);
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
fn join_at_hyphen(text: &mut String, half: usize, hyphen: usize, first: &str, lexicon: &Lexicon) {
    let before = &text[text.len() - hyphen - half..text.len() - hyphen];
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
