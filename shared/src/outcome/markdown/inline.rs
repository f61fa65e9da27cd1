//! Words and marks within a line.

use crate::outcome::links::{self, Stretch};
use crate::prose::attribute::link_allowed;
use crate::prose::{Marks, Run};

/// The mark of a heading; Markdown has six levels.
pub(super) fn heading_mark(level: usize) -> String {
    "#".repeat(level.min(6))
}

/// Plain words on one line: white space, line breaks among it, counts as single spaces.
pub(super) fn line(text: &str) -> String {
    words(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Plain words with nothing in them that Markdown would take for markup. Addresses can be followed.
pub(super) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for stretch in links::split(text) {
        match stretch {
            Stretch::Words(words) => escape(words, &mut out),
            Stretch::Address(address) => out.extend(["<", address, ">"]),
        }
    }
    out
}

fn escape(text: &str, out: &mut String) {
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let is_markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '{' | '}' | '^'
            | '#' => true,
            '&' => next.is_some_and(|next| next.is_alphanumeric() || next == '#'),
            // What comes after these words may begin with a bracket, and make an image of it.
            '!' => next.is_none_or(|next| next == '['),
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
}

/// A line that begins a block, with nothing at its start that would make it a list, a rule, the
/// underline of a heading, or code.
pub(super) fn guarded(line: &str) -> String {
    let line = line.trim();
    if line.starts_with(['-', '+', '=', ':', '%']) {
        return format!("\\{line}");
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => format!("{}\\{}", &line[..digits], &line[digits..]),
        _ => line.to_owned(),
    }
}

/// Runs on one line.
pub(super) fn runs(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        let core = run.text.trim();
        let lead = run.text.len() - run.text.trim_start().len();
        if core.is_empty() {
            out.push(' ');
            continue;
        }
        if lead > 0 {
            out.push(' ');
        }
        out += &marked(core, &run.marks, out.ends_with(['*', '~']));
        if lead + core.len() < run.text.len() {
            out.push(' ');
        }
    }
    out.trim().to_owned()
}

/// Words with their marks; `crowded` if a mark stands right before them.
fn marked(core: &str, marks: &Marks, crowded: bool) -> String {
    let Some(href) = marks.link.as_deref().filter(|href| link_allowed(href)) else {
        return emphasised(words(core), marks, crowded);
    };
    let mut text = String::new();
    escape(core, &mut text);
    format!("[{}](<{}>)", emphasised(text, marks, false), address(href))
}

/// Stars where Markdown is sure to read them as they are meant, tags otherwise: whether a star opens or
/// closes depends on the characters around it, and neighbouring stars run into one.
fn emphasised(words: String, marks: &Marks, crowded: bool) -> String {
    let stars = match (marks.strong, marks.em, marks.strike) {
        (false, false, false) => "",
        (true, false, false) => "**",
        (false, true, false) => "*",
        (true, true, false) => "***",
        (false, false, true) => "~~",
        (_, _, true) => "tags",
    };
    let is_sure =
        words.starts_with(char::is_alphanumeric) && words.ends_with(char::is_alphanumeric);
    if is_sure && !crowded && !marks.underline && stars != "tags" {
        return format!("{stars}{words}{stars}");
    }
    let tags = [
        (marks.strike, "del"),
        (marks.underline, "u"),
        (marks.em, "em"),
        (marks.strong, "strong"),
    ];
    let worn = tags.into_iter().filter(|(is_worn, _)| *is_worn);
    worn.fold(words, |inner, (_, tag)| format!("<{tag}>{inner}</{tag}>"))
}

/// An address between angle brackets.
fn address(href: &str) -> String {
    let mut out = String::with_capacity(href.len());
    for c in href.chars() {
        match c {
            '<' => out += "%3C",
            '>' => out += "%3E",
            '\\' => out += "%5C",
            '|' => out += "%7C",
            '`' => out += "%60",
            // `&copy;` would be read as a character.
            '&' => out += "\\&",
            _ => out.push(c),
        }
    }
    out
}
