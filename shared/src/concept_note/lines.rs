//! A text as lines: characters made plain, empty lines, rules, page breaks and page furniture turned
//! into what stood before a line.

use super::letters::{digit, is_unwanted, one_line, width};
use super::{label, vocabulary};
use std::collections::HashMap;

/// A line that says something.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Its words, with single spaces.
    pub text: String,
    /// How many spaces it was indented by.
    pub indent: usize,
    /// What stood between it and the line before.
    pub gap: Gap,
}

/// What stood between two lines. All false: they follow each other directly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Gap {
    /// An empty line, or one of the others.
    pub blank: bool,
    /// A ruled line, or the long run of spaces that it becomes in text pulled from a PDF.
    pub rule: bool,
    /// The end of a page, or something lifted out from there.
    pub page: bool,
}

impl Gap {
    /// Where something was taken out of the flow.
    pub(super) const LIFTED: Self = Self {
        blank: true,
        rule: false,
        page: true,
    };

    /// Both, one after the other.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            blank: self.blank || other.blank,
            rule: self.rule || other.rule,
            page: self.page || other.page,
        }
    }
}

/// The lines of a text.
pub(super) fn read(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut gap = Gap::default();
    for raw in physical_lines(text) {
        for (nth, piece) in raw.split('\u{C}').enumerate() {
            if nth > 0 {
                gap = gap.and(Gap::LIFTED);
            }
            let line = one_line(piece);
            if line.is_empty() {
                gap.blank = true;
                gap.rule |= width(piece) >= 20;
            } else if is_rule(&line) && !underlines(&line, gap, &mut lines) {
                gap = gap.and(Gap {
                    blank: true,
                    rule: true,
                    page: false,
                });
            } else if !is_rule(&line) {
                let indent = piece
                    .chars()
                    .take_while(|c| c.is_whitespace())
                    .map(columns)
                    .sum();
                lines.push(Line {
                    text: line,
                    indent,
                    gap,
                });
                gap = Gap::default();
            }
        }
    }
    without_furniture(lines)
}

/// Cuts at every kind of line end.
fn physical_lines(text: &str) -> impl Iterator<Item = &str> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut after_return = false;
    text.split_inclusive(['\n', '\r', '\u{B}', '\u{85}', '\u{2028}', '\u{2029}'])
        .filter(move |piece| {
            let second_half = after_return && *piece == "\n";
            after_return = piece.ends_with('\r');
            !second_half
        })
        .map(|piece| {
            piece.trim_end_matches(['\n', '\r', '\u{B}', '\u{85}', '\u{2028}', '\u{2029}'])
        })
}

/// How far a space indents.
fn columns(space: char) -> usize {
    if space == '\t' {
        4
    } else {
        usize::from(!is_unwanted(space))
    }
}

/// Nothing but a drawn line.
fn is_rule(line: &str) -> bool {
    let drawn = |c: char| {
        matches!(
            c,
            '-' | '_' | '=' | '*' | '—' | '–' | '―' | '─' | '━' | '⎯' | ' '
        )
    };
    line.chars().filter(|c| *c != ' ').count() >= 3 && line.chars().all(drawn)
}

/// Turns a Markdown heading that is underlined into one that begins with `#`.
fn underlines(rule: &str, gap: Gap, lines: &mut [Line]) -> bool {
    let level = match rule {
        _ if rule.chars().all(|c| c == '=') => "# ",
        _ if rule.chars().all(|c| c == '-') => "## ",
        _ => return false,
    };
    let first = lines.len() == 1;
    let Some(heading) = lines.last_mut().filter(|line| first || line.gap.blank) else {
        return false;
    };
    if gap.blank || width(&heading.text) > 120 || heading.text.starts_with(['#', '\\', '[']) {
        return false;
    }
    heading.text.insert_str(0, level);
    true
}

/// Drops page numbers and then running heads, and remembers that a page ended there.
fn without_furniture(lines: Vec<Line>) -> Vec<Line> {
    let numbered = without(lines, is_page_number);
    let heads = running_heads(&numbered);
    if heads.is_empty() {
        return numbered;
    }
    without(numbered, |line, next| {
        at_edge(line, next) && heads.contains_key(&pattern(&line.text))
    })
}

/// Drops some lines, each known with the gap after it.
fn without(lines: Vec<Line>, dropped: impl Fn(&Line, Option<Gap>) -> bool) -> Vec<Line> {
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut gap = Gap::default();
    let mut rest = lines.into_iter().peekable();
    while let Some(mut line) = rest.next() {
        let next = rest.peek().map(|next| next.gap);
        if dropped(&line, next) {
            gap = gap.and(line.gap).and(Gap::LIFTED);
            continue;
        }
        line.gap = line.gap.and(std::mem::take(&mut gap));
        kept.push(line);
    }
    kept
}

/// Whether such a line, standing alone, is taken for a rule or a page number.
pub(super) fn is_dropped(text: &str) -> bool {
    let gap = Gap {
        blank: true,
        ..Gap::default()
    };
    let line = Line {
        text: one_line(text),
        indent: 0,
        gap,
    };
    line.text.is_empty() || is_rule(&line.text) || is_page_number(&line, None)
}

/// Whether a page begins or ends at this line.
fn at_edge(line: &Line, next: Option<Gap>) -> bool {
    line.gap.page || next.is_some_and(|gap| gap.page)
}

/// `Page 2 of 3`, alone or at the end of a footer; or a number standing alone.
fn is_page_number(line: &Line, next: Option<Gap>) -> bool {
    let alone = line.gap.blank && next.is_none_or(|gap| gap.blank);
    if width(&line.text) <= 3 && line.text.chars().all(|c| c.is_ascii_digit()) {
        return alone;
    }
    if line.text.len() > 200 || !line.text.contains(|c| digit(c).is_some()) {
        return false;
    }
    let pattern = pattern(&line.text);
    // A heading or an item may well end with the number of a page.
    let marked = line.text.starts_with(['#', '\\', '>', '[']) || label::split(&line.text).is_some();
    vocabulary::is_page_number(&pattern) || (!marked && vocabulary::is_page_footer(&pattern))
}

/// The line with every number as `#`, so that footers of two pages are alike.
fn pattern(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for letter in text.chars() {
        let letter = if digit(letter).is_some() { '#' } else { letter };
        if letter != '#' || !pattern.ends_with('#') {
            pattern.push(letter);
        }
    }
    pattern
}

/// Short lines that stand at the edge of two pages or more.
fn running_heads(lines: &[Line]) -> HashMap<String, usize> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1).map(|next| next.gap);
        if at_edge(line, next) && width(&line.text) <= 100 {
            *seen.entry(pattern(&line.text)).or_default() += 1;
        }
    }
    seen.retain(|_, times| *times > 1);
    seen
}
