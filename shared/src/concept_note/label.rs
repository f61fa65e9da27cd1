//! The labels that items are listed by: `a)`, `(ii)`, `3.`, `Question 1:`, bullets.

use super::letters::{digit, fold, is_unspaced};

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
    /// A letter of another script, or an Arabic or Chinese ordinal.
    Letter(Closing),
    /// A Chinese number, `一、` or `（一）`.
    Han(Closing),
    /// `①`.
    Circled,
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
        .or_else(|| circled(line))
        .or_else(|| ordinal(line))
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
                "1" | "１" | "a" | "i" | "١" | "۱" | "ا" | "а" | "一" | "①" | "اولا"
            )
    }
}

/// Whether the second name counts on from the first, in any way of counting.
fn successor(before: &str, after: &str) -> bool {
    let counts = |count: fn(&str) -> Option<u32>| matches!((count(before), count(after)), (Some(b), Some(a)) if b + 1 == a);
    counts(number) || counts(roman) || counts(letter) || counts(han) || in_alphabet(before, after)
}

/// The orders in which letters and words count, folded: Arabic by its two orders and its ordinals,
/// and Russian, which leaves letters out.
const ALPHABETS: [&str; 5] = [
    "ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي",
    "ا ب ج د ه و ز ح ط ي ك ل م ن س ع ف ص ق ر ش ت",
    "اولا ثانيا ثالثا رابعا خامسا سادسا سابعا ثامنا تاسعا عاشرا",
    "الاول الثاني الثالث الرابع الخامس السادس السابع الثامن",
    "а б в г д е ж з и к л м н о п р с т у ф х ц ч ш щ э ю я",
];

/// Whether one of the alphabets has them next to each other.
fn in_alphabet(before: &str, after: &str) -> bool {
    let (before, after) = (fold(before), fold(after));
    ALPHABETS.iter().any(|alphabet| {
        let mut letters = alphabet.split(' ').skip_while(|letter| *letter != before);
        letters.next().is_some() && letters.next() == Some(after.as_str())
    })
}

/// The value of a Chinese number up to 99.
fn han(name: &str) -> Option<u32> {
    let ones = |c: char| "一二三四五六七八九".chars().position(|d| d == c);
    let ones = |c: char| u32::try_from(ones(c)? + 1).ok();
    let letters: Vec<char> = name.chars().take(4).collect();
    match letters[..] {
        ['十'] => Some(10),
        [one] => ones(one),
        ['十', one] => Some(10 + ones(one)?),
        [ten, '十'] => Some(ones(ten)? * 10),
        [ten, '十', one] => Some(ones(ten)? * 10 + ones(one)?),
        _ => None,
    }
}

/// `①`, which nothing closes.
fn circled(line: &str) -> Option<(Label, &str)> {
    let first = line.chars().next().filter(|c| matches!(c, '①'..='⑳'))?;
    let (name, rest) = line.split_at(first.len_utf8());
    let label = Label {
        printed: name.to_owned(),
        name: name.to_owned(),
        kind: Kind::Circled,
    };
    Some((label, rest.trim_start()))
}

/// `أولاً:`
fn ordinal(line: &str) -> Option<(Label, &str)> {
    let end = line
        .find([' ', ':', '.', '-', '،', '–'])
        .filter(|end| *end <= 24)?;
    let (name, after) = line.split_at(end);
    let known = fold(name);
    if !ALPHABETS[2].split(' ').any(|word| word == known) {
        return None;
    }
    let rest = after.trim_start().strip_prefix([':', '.', '-', '،', '–'])?;
    let label = Label {
        printed: line[..line.len() - rest.len()].trim_end().to_owned(),
        name: name.to_owned(),
        kind: Kind::Letter(Closing::Dash),
    };
    Some((label, rest.trim_start()))
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
    let numbered = line[start..]
        .chars()
        .next()
        .is_some_and(|c| han(&c.to_string()).is_some());
    if line[start..].starts_with(char::is_alphabetic) && !numbered {
        return None;
    }
    let rest = line[start..].trim_start();
    let rest = rest
        .strip_prefix('#')
        .or_else(|| rest.strip_prefix("n°"))
        .or_else(|| rest.strip_prefix("nº"))
        .or_else(|| rest.strip_prefix("N°"))
        .or_else(|| rest.strip_prefix('№'))
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
    let ordinal = || ALPHABETS[3].split(' ').any(|word| word == fold(name));
    count == 1
        || roman(name).is_some()
        || han(name).is_some()
        || ordinal()
        || (count <= 12 && name.chars().any(|c| digit(c).is_some()))
}

/// `1.2` or `1.2.3.`
fn dotted(line: &str) -> Option<(Label, &str)> {
    let end = line.find(' ').unwrap_or(line.len());
    let printed = &line[..end];
    let name = printed.trim_end_matches(['.', ')']);
    let mut parts = 0;
    for part in name.split('.') {
        // “2.a” counts within 2 as “2.1” does.
        let counts = number(part).is_some()
            || (parts > 0 && part.chars().all(char::is_alphabetic) && part.len() == 1);
        if !counts || part.len() > 2 {
            return None;
        }
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
    let rest = line[end..].trim_start();
    let rest = rest.strip_prefix(['–', '—']).map_or(rest, str::trim_start);
    Some((label, rest))
}

/// `1.`, `1)`, `(1)`, `a.`, `iv)`, `1 –`, `1:`.
fn short(line: &str) -> Option<(Label, &str)> {
    let (open, inner) = match line.strip_prefix(['(', '（']) {
        Some(inner) => (true, inner),
        None => (false, line),
    };
    let end = inner.find(|c: char| !c.is_alphanumeric())?;
    let (name, after) = inner.split_at(end);
    let (closing, rest) = closing(open, name, after)?;
    let kind = if number(name).is_some_and(|value| value < 100) {
        Kind::Number(closing)
    } else if han(name).is_some() && closing != Closing::Dash {
        Kind::Han(closing)
    } else if matches!(closing, Closing::Dash) {
        // “а - …” is prose, “أ- …” is how Arabic lists its points.
        letter(name).filter(|_| name.starts_with(is_arabic))?;
        Kind::Letter(closing)
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

/// A letter that a sentence may begin with in its script.
fn begins_sentence(letter: char) -> bool {
    letter == '¿' || letter.is_uppercase() || is_arabic(letter) || is_unspaced(letter)
}

fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{621}'..='\u{64A}')
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
        // “1.What”, as lists come out of some programs; “3.2” and “u.a.” are no labels.
        '.' if number(name).is_some() && rest.starts_with(begins_sentence) => {
            Some((Closing::Dot, rest))
        }
        '、' | '．' => Some((Closing::Dot, rest)),
        '/' if spaced => Some((Closing::Bracket, rest)),
        ':' | '-' if spaced => Some((Closing::Dash, rest)),
        '-' if rest.starts_with(is_arabic) => Some((Closing::Dash, rest)),
        ' ' => {
            let rest = rest.strip_prefix(['–', '—', '-'])?.strip_prefix(' ')?;
            // “3 – 5 March” is a date.
            (!rest.starts_with(|c| digit(c).is_some())).then_some((Closing::Dash, rest))
        }
        _ => None,
    }
}
