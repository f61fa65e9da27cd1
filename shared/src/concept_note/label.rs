//! The labels that items are listed by: `a)`, `(ii)`, `3.`, `Question 1:`, bullets.

use super::letters::{digit, fold};

/// A label as it stands before an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// As printed, such as `a)`; `-` for any bullet.
    pub printed: String,
    /// Without punctuation, such as `a`; empty for a bullet.
    pub name: String,
    /// Which list it belongs to: labels of one list are of one kind.
    pub kind: Kind,
}

/// What a label is made of. Two lists next to each other differ in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `1.` or `1)` or `(1)`, by what closes it.
    Number(Closing),
    /// `a.` or `iv)`.
    Small(Closing),
    /// `A.` or `IV)`.
    Capital(Closing),
    /// A letter of another script.
    Letter(Closing),
    /// `1.2`.
    Dotted,
    /// `Question 1:`.
    Named,
    /// A bullet of that shape.
    Bullet(char),
}

/// The punctuation around a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closing {
    /// `1.`
    Dot,
    /// `1)`
    Bracket,
    /// `(1)`
    Brackets,
    /// `1 –`, `1:` or `1 -`
    Dash,
}

/// Splits a line into its label and what follows.
pub(super) fn split(line: &str) -> Option<(Label, &str)> {
    bullet(line)
        .or_else(|| named(line))
        .or_else(|| dotted(line))
        .or_else(|| short(line))
}

impl Label {
    /// Whether it is a bullet.
    pub(super) fn is_bullet(&self) -> bool {
        matches!(self.kind, Kind::Bullet(_))
    }

    /// Whether it may come directly after that one in the same list.
    pub(super) fn follows(&self, before: &Self) -> bool {
        self.kind == before.kind && (self.is_bullet() || successor(&before.name, &self.name))
    }

    /// Whether a list begins with it.
    pub(super) fn is_first(&self) -> bool {
        self.is_bullet()
            || matches!(
                fold(&self.name).as_str(),
                "1" | "a" | "i" | "١" | "۱" | "أ" | "а"
            )
    }
}

/// Whether the second name counts on from the first, in any way of counting.
fn successor(before: &str, after: &str) -> bool {
    let counts = |count: fn(&str) -> Option<u32>| matches!((count(before), count(after)), (Some(b), Some(a)) if b + 1 == a);
    counts(number) || counts(roman) || counts(letter)
}

/// The value of a number of up to three digits.
fn number(name: &str) -> Option<u32> {
    if name.is_empty() || name.chars().count() > 3 {
        return None;
    }
    name.chars()
        .try_fold(0, |value, c| Some(value * 10 + digit(c)?))
}

/// The value of a Roman number up to 49.
fn roman(name: &str) -> Option<u32> {
    let mut value = 0_i64;
    let mut largest = 0_u32;
    if name.is_empty() || name.len() > 6 {
        return None;
    }
    for c in name.chars().rev() {
        let worth = match c.to_ascii_lowercase() {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            _ => return None,
        };
        if worth < largest {
            value -= i64::from(worth);
        } else {
            value += i64::from(worth);
            largest = worth;
        }
    }
    u32::try_from(value).ok().filter(|value| *value < 50)
}

/// The place of a single letter in its alphabet's code points.
fn letter(name: &str) -> Option<u32> {
    let mut letters = name.chars();
    let only = letters.next().filter(|_| letters.next().is_none())?;
    only.is_alphabetic().then_some(only as u32)
}

/// `- `, `• ` and the like.
fn bullet(line: &str) -> Option<(Label, &str)> {
    let shape = line.chars().next()?;
    let rest = &line[shape.len_utf8()..];
    let spaced = rest.is_empty() || rest.starts_with(' ');
    let is_bullet = match shape {
        // Symbol and Wingdings bullets come out of Word as private characters.
        '•' | '▪' | '◦' | '●' | '■' | '○' | '‣' | '➢' | '➤' | '✓' | '\u{F000}'..='\u{F0FF}' => {
            true
        }
        '-' | '*' | '+' | '·' | '–' | '—' | '>' if shape != '>' => spaced,
        'o' => rest.starts_with(' ') && rest[1..].starts_with(char::is_uppercase),
        _ => false,
    };
    let label = Label {
        printed: "-".into(),
        name: String::new(),
        kind: Kind::Bullet(shape),
    };
    is_bullet.then(|| (label, rest.trim_start()))
}

/// `Question 1:`, `Q1.`, `Pregunta 2 –`.
fn named(line: &str) -> Option<(Label, &str)> {
    const NAMES: [&str; 9] = [
        "guiding question",
        "question",
        "pregunta",
        "вопрос",
        "السؤال",
        "سؤال",
        "问题",
        "q.",
        "q",
    ];
    if !line.starts_with(['g', 'G', 'q', 'Q', 'p', 'P', 'в', 'В', 'ا', 'س', '问']) {
        return None;
    }
    let head: String = line.chars().take(24).collect();
    let folded = fold(&head);
    let length = NAMES
        .iter()
        .find(|name| folded.starts_with(**name))
        .map(|name| name.chars().count())?;
    let start = line
        .char_indices()
        .nth(length)
        .map_or(line.len(), |(at, _)| at);
    if line[start..].starts_with(char::is_alphabetic) {
        return None;
    }
    let rest = line[start..].trim_start();
    let rest = rest
        .strip_prefix('#')
        .or_else(|| rest.strip_prefix("n°"))
        .unwrap_or(rest)
        .trim_start();
    let end = rest
        .find(|c: char| !(c.is_alphanumeric() || c == '-' || (c == '.' && length != 1)))
        .unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    let name = name.trim_end_matches(['.', '-']);
    let counted = number(name).is_some() || (length > 2 && is_short_name(name));
    // “Question a matter …” is prose: only a line end or punctuation closes the label.
    let closed = after.is_empty()
        || rest[name.len()..]
            .trim_start()
            .starts_with([':', '.', ')', '–', '—', '-', '：', '、']);
    if !counted || !closed {
        return None;
    }
    let text =
        rest[name.len()..].trim_start_matches([' ', ':', '.', ')', '–', '—', '-', '：', '、']);
    let printed = line[..line.len() - text.len()].trim_end().to_owned();
    Some((
        Label {
            printed,
            name: name.to_owned(),
            kind: Kind::Named,
        },
        text,
    ))
}

/// What a named question may be called besides a number: `a`, `IV`, `2b`, `1.2`.
fn is_short_name(name: &str) -> bool {
    let count = name.chars().count();
    count == 1 || roman(name).is_some() || (count <= 12 && name.chars().any(|c| digit(c).is_some()))
}

/// `1.2` or `1.2.3.`
fn dotted(line: &str) -> Option<(Label, &str)> {
    let end = line.find(' ').unwrap_or(line.len());
    let printed = &line[..end];
    let name = printed.trim_end_matches(['.', ')']);
    let mut parts = 0;
    for part in name.split('.') {
        number(part).filter(|_| part.len() <= 2)?;
        parts += 1;
    }
    if !(2..=4).contains(&parts) || end == line.len() {
        return None;
    }
    let label = Label {
        printed: printed.to_owned(),
        name: name.to_owned(),
        kind: Kind::Dotted,
    };
    Some((label, line[end..].trim_start()))
}

/// `1.`, `1)`, `(1)`, `a.`, `iv)`, `1 –`, `1:`.
fn short(line: &str) -> Option<(Label, &str)> {
    let (open, inner) = match line.strip_prefix('(') {
        Some(inner) => (true, inner),
        None => (false, line),
    };
    let end = inner.find(|c: char| !c.is_alphanumeric())?;
    let (name, after) = inner.split_at(end);
    let (closing, rest) = closing(open, name, after)?;
    let kind = if number(name).is_some_and(|value| value < 100) {
        Kind::Number(closing)
    } else if matches!(closing, Closing::Dash) {
        return None;
    } else if name.len() == 1 || roman(name).is_some() {
        let small = name.chars().all(|c| c.is_ascii_lowercase());
        let capital = name.chars().all(|c| c.is_ascii_uppercase());
        match (small, capital) {
            (true, _) => Kind::Small(closing),
            (_, true) => Kind::Capital(closing),
            _ => return None,
        }
    } else {
        letter(name)?;
        Kind::Letter(closing)
    };
    let printed = line[..line.len() - rest.len()].trim_end().to_owned();
    Some((
        Label {
            printed,
            name: name.to_owned(),
            kind,
        },
        rest.trim_start(),
    ))
}

/// What closes a label, and what follows it.
fn closing<'a>(open: bool, name: &str, after: &'a str) -> Option<(Closing, &'a str)> {
    if name.is_empty() {
        return None;
    }
    let mut marks = after.chars();
    let mark = marks.next()?;
    let rest = marks.as_str();
    let spaced = rest.is_empty() || rest.starts_with(' ');
    match mark {
        ')' | '）' if open => Some((Closing::Brackets, rest)),
        _ if open => None,
        ')' | '）' => Some((Closing::Bracket, rest)),
        '.' if rest.starts_with('-') => Some((Closing::Dot, &rest[1..])),
        '.' if spaced => Some((Closing::Dot, rest)),
        '、' | '．' => Some((Closing::Dot, rest)),
        ':' | '-' if spaced => Some((Closing::Dash, rest)),
        ' ' => {
            let rest = rest.strip_prefix(['–', '—', '-'])?.strip_prefix(' ')?;
            // “3 – 5 March” is a date.
            (!rest.starts_with(|c| digit(c).is_some())).then_some((Closing::Dash, rest))
        }
        _ => None,
    }
}
