//! The marks of footnotes: where one is printed in the text, and where a footnote begins.

use super::letters::{asks, bare_word, ends_sentence, fold, is_mark, words};
use super::lines::Line;
use super::{label, vocabulary};
use std::collections::{HashMap, HashSet};

/// What a footnote may begin with besides a number.
const SYMBOLS: [char; 5] = ['*', '†', '‡', '§', '¶'];

/// Abbreviations whose full stop goes before a number that is no mark.
const BEFORE_NUMBERS: [&str; 12] = [
    "art", "vol", "fig", "para", "sec", "chap", "pp", "res", "cap", "inc", "ibid", "núm",
];

/// The beginning of what may be a footnote.
#[derive(Debug, Clone)]
pub(super) struct Opening {
    /// The mark as printed, without brackets.
    pub mark: String,
    /// By what its references are found: `1`, `[1]`, `*`.
    pub key: String,
    /// Where its text begins in the line.
    pub text: usize,
    /// A list label that only counts as a mark among the notes at the end.
    pub listed: bool,
}

/// Where the text refers to a footnote.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reference {
    /// The line.
    pub line: usize,
    /// Where the mark begins in it, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// What the line opens, if it may open a footnote.
pub(super) fn opening(line: &str, among_notes: bool) -> Option<Opening> {
    raised(line)
        .or_else(|| bracketed(line))
        .or_else(|| symbol(line))
        .or_else(|| plain(line))
        .or_else(|| if among_notes { listed(line) } else { None })
}

fn opened(mark: &str, key: String, line: &str, length: usize) -> Opening {
    let text = line.len() - line[length..].trim_start().len();
    Opening {
        mark: mark.to_owned(),
        key,
        text,
        listed: false,
    }
}

fn raised(line: &str) -> Option<Opening> {
    let length: usize = line
        .chars()
        .map_while(|c| raised_digit(c).map(|_| c.len_utf8()))
        .sum();
    let mark: String = line[..length].chars().filter_map(raised_digit).collect();
    (1..=3)
        .contains(&mark.len())
        .then(|| opened(&mark, mark.clone(), line, length))
}

fn bracketed(line: &str) -> Option<Opening> {
    let near = &line[..line.floor_char_boundary(5)];
    let (mark, _) = near.strip_prefix('[')?.split_once(']')?;
    let fits = (1..=3).contains(&mark.len()) && mark.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| opened(mark, format!("[{mark}]"), line, mark.len() + 2))
}

fn symbol(line: &str) -> Option<Opening> {
    let shape = line.chars().next().filter(|c| SYMBOLS.contains(c))?;
    let length = line.len() - line.trim_start_matches(shape).len();
    let rest = line[length..].trim_start();
    let emphasis = shape == '*' && rest.ends_with('*');
    let fits = length <= 3 * shape.len_utf8() && !rest.is_empty() && !emphasis;
    fits.then(|| opened(&line[..length], line[..length].to_owned(), line, length))
}

/// `1 The following section …`, or the number alone on its line.
fn plain(line: &str) -> Option<Opening> {
    let length = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[length..];
    let text = rest.trim_start();
    let begins = |c: char| c.is_alphabetic() || matches!(c, '“' | '‘' | '"' | '\'' | '«' | '(');
    let fits = rest.is_empty() || (rest.starts_with(' ') && text.starts_with(begins));
    let heading =
        !ends_sentence(text) && (vocabulary::heads_questions(text) || vocabulary::is_generic(text));
    ((1..=3).contains(&length) && fits && !heading && !asks(text))
        .then(|| opened(&line[..length], line[..length].to_owned(), line, length))
}

fn listed(line: &str) -> Option<Opening> {
    let (label, rest) = label::split(line)?;
    let counted = matches!(label.kind, label::Kind::Number(_)) && !rest.is_empty();
    let mut opening = opened(
        &label.name,
        label.name.clone(),
        line,
        line.len() - rest.len(),
    );
    opening.listed = true;
    counted.then_some(opening)
}

/// The value of a superscript digit.
fn raised_digit(letter: char) -> Option<char> {
    Some(match letter {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁰' => '0',
        '⁴'..='⁹' => char::from_digit(letter as u32 - '⁰' as u32, 10)?,
        _ => return None,
    })
}

/// Where the text refers to any of those keys, in the order of the text.
pub(super) fn references(
    lines: &[Line],
    keys: &HashSet<String>,
) -> HashMap<String, Vec<Reference>> {
    let mut found: HashMap<String, Vec<Reference>> = HashMap::new();
    if keys.is_empty() {
        return found;
    }
    for (at, line) in lines.iter().enumerate() {
        let mut from = 0;
        while let Some((start, end, key)) = next_mark(&line.text, from) {
            from = end;
            if start > 0 && keys.contains(&key) {
                found.entry(key).or_default().push(Reference {
                    line: at,
                    start,
                    end,
                });
            }
        }
    }
    found
}

/// The next thing that is printed like a mark, at or after that byte.
fn next_mark(text: &str, from: usize) -> Option<(usize, usize, String)> {
    let is_raised = |c: char| raised_digit(c).is_some();
    let mut from = from;
    loop {
        let start = from
            + text[from..].find(|c: char| {
                c.is_ascii_digit() || c == '[' || is_raised(c) || SYMBOLS.contains(&c)
            })?;
        let rest = &text[start..];
        let first = rest.chars().next()?;
        let run = |same: &dyn Fn(char) -> bool| rest.find(|c| !same(c)).unwrap_or(rest.len());
        let (length, key) = if is_raised(first) {
            let length = run(&is_raised);
            (
                length,
                Some(rest[..length].chars().filter_map(raised_digit).collect()),
            )
        } else if first == '[' {
            let mark = bracketed(rest).map(|opening| opening.key);
            (mark.as_ref().map_or(1, String::len), mark)
        } else if first.is_ascii_digit() {
            let length = run(&|c| c.is_ascii_digit());
            let hangs =
                length <= 3 && hangs_on_word(&text[..start]) && stands_free(&rest[length..]);
            (length, hangs.then(|| rest[..length].to_owned()))
        } else {
            let length = run(&|c| c == first);
            let hangs = text[..start].ends_with(|c: char| !c.is_whitespace())
                && !rest[length..].starts_with(char::is_alphanumeric);
            (length, hangs.then(|| rest[..length].to_owned()))
        };
        from = start + length;
        if let Some(key) = key {
            return Some((start, from, key));
        }
    }
}

/// Whether a number after this hangs on a word or on what ends a sentence, and is not part of a
/// name, an amount or an address.
fn hangs_on_word(before: &str) -> bool {
    let tail = &before[before.floor_char_boundary(before.len().saturating_sub(80))..];
    let token = tail.rsplit(' ').next().unwrap_or_default();
    if token.contains(['/', '@', '=', '_', '<']) || token.chars().any(|c| c.is_ascii_digit()) {
        return false;
    }
    let word = token.trim_end_matches(|c: char| !c.is_alphanumeric());
    let marks = &token[word.len()..];
    let letters = word.chars().rev().take_while(|c| c.is_alphabetic()).count();
    if marks.is_empty() {
        let capital = word.chars().next_back().is_some_and(char::is_uppercase);
        return letters >= if capital { 4 } else { 3 };
    }
    let closed = marks.contains([')', ']', '”', '’', '"', '»', '…', '!', '?']);
    let ended = marks.ends_with(['.', ',', ';', ':']);
    let open = marks.ends_with(['(', '[', '-', '–', '‘', '“', '#', '+', '$', '€', '«']);
    let name = fold(bare_word(word));
    !open && (closed || (ended && letters >= 3 && !BEFORE_NUMBERS.contains(&name.as_str())))
}

/// Whether what follows a number leaves it whole.
fn stands_free(after: &str) -> bool {
    let mut letters = after.chars();
    match letters.next() {
        Some('.' | ',' | '-' | '–' | '/' | ':') => {
            !letters.next().is_some_and(char::is_alphanumeric)
        }
        Some(c) => !c.is_alphanumeric() && !matches!(c, '%' | '°' | '_' | '@'),
        None => true,
    }
}

/// The marks `[^…]` in a text, in order.
pub(super) fn cited(text: &str) -> impl Iterator<Item = &str> {
    text.split("[^")
        .skip(1)
        .filter_map(|rest| rest.split_once(']'))
        .map(|(mark, _)| mark)
        .filter(|mark| is_mark(mark))
}

/// Whether the line is long enough to be a footnote's words, not a stray number.
pub(super) fn has_words(text: &str) -> bool {
    words(text).next().is_some()
}
