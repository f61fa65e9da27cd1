//! A text as lines: characters made plain, empty lines, rules and page breaks turned into what stood
//! before a line, columns put one under the other, rows of tables cut into their cells.

use super::columns;
use super::letters::{is_unwanted, one_line, width};

/// A line that says something.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Its words, with single spaces.
    pub text: String,
    /// How many spaces it was indented by.
    pub indent: usize,
    /// What stood between it and the line before.
    pub gap: Gap,
    /// The cells of a table's row; empty if it is none.
    pub cells: Vec<String>,
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

/// A text as lines.
pub(super) struct Read {
    /// The lines that say something.
    pub lines: Vec<Line>,
    /// Whether some of them stood in two columns.
    pub columned: bool,
    /// The numbers of the pages on which there was nothing.
    pub empty_pages: Vec<usize>,
}

/// Reads a text line by line.
pub(super) fn read(text: &str) -> Read {
    let mut reader = Reader::default();
    let mut page = Vec::new();
    let mut columned = false;
    let mut empty = Vec::new();
    for raw in physical_lines(text) {
        for (nth, piece) in raw.split('\u{C}').enumerate() {
            if nth > 0 {
                empty.push(is_empty(&page));
                columned |= reader.page(std::mem::take(&mut page));
                reader.gap = reader.gap.and(Gap::LIFTED);
            }
            page.push(piece);
        }
    }
    empty.push(is_empty(&page));
    columned |= reader.page(page);
    rows(&mut reader.lines, &reader.candidates);
    Read {
        lines: reader.lines,
        columned,
        empty_pages: numbers(&empty),
    }
}

fn is_empty(page: &[&str]) -> bool {
    page.iter().all(|piece| piece.trim().is_empty())
}

/// The numbers of pages that are empty. A break may stand before the first page and after the last.
fn numbers(mut empty: &[bool]) -> Vec<usize> {
    if let [true, rest @ ..] = empty {
        empty = rest;
    }
    if let [rest @ .., true] = empty {
        empty = rest;
    }
    let numbered = (1..).zip(empty);
    numbered
        .filter_map(|(number, is_empty)| is_empty.then_some(number))
        .collect()
}

/// Lines as they come, with the cells that each may have.
#[derive(Default)]
struct Reader {
    lines: Vec<Line>,
    candidates: Vec<Vec<(usize, String)>>,
    gap: Gap,
}

impl Reader {
    fn page(&mut self, page: Vec<&str>) -> bool {
        let (page, columned) = columns::unfold(page);
        for piece in page {
            self.line(&piece);
        }
        columned
    }

    fn line(&mut self, piece: &str) {
        let text = one_line(piece);
        if text.is_empty() {
            self.gap.blank = true;
            self.gap.rule |= width(piece) >= 20;
        } else if is_rule(&text) && !underlines(&text, self.gap, &mut self.lines) {
            self.gap = self.gap.and(Gap {
                blank: true,
                rule: true,
                page: false,
            });
        } else if !is_rule(&text) {
            let indent = piece
                .chars()
                .take_while(|c| c.is_whitespace())
                .map(columns)
                .sum();
            self.candidates.push(columns::cells(piece));
            self.lines.push(Line {
                text,
                indent,
                gap: std::mem::take(&mut self.gap),
                cells: Vec::new(),
            });
        }
    }
}

/// Gives their cells to the lines that are rows: those that begin with a time of day, and those next
/// to others with as many cells.
fn rows(lines: &mut [Line], candidates: &[Vec<(usize, String)>]) {
    let alike = |one: &[(usize, String)], other: &[(usize, String)]| {
        let near =
            |(one, other): (&(usize, String), &(usize, String))| one.0.abs_diff(other.0) <= 4;
        one.len() >= 2 && one.len() == other.len() && one.iter().zip(other).skip(1).all(near)
    };
    for at in 0..lines.len() {
        if lines[at].text.starts_with(['#', '\\', '>', '[']) {
            continue;
        }
        if let Some(length) = columns::time(&lines[at].text) {
            let text = lines[at].text.clone();
            let (time, rest) = text.split_at(length);
            let rest = rest.trim_start_matches([' ', '–', '—', '-', '|', ':', '：']);
            let cells = &candidates[at];
            let timed = cells.len() > 1 && cells[0].1 == time.trim();
            lines[at].cells = if timed {
                cells.iter().map(|(_, cell)| cell.clone()).collect()
            } else {
                [time, rest]
                    .iter()
                    .filter(|cell| !cell.is_empty())
                    .map(ToString::to_string)
                    .collect()
            };
            continue;
        }
        let before = at.checked_sub(1).filter(|_| !lines[at].gap.page);
        let beside = [before, Some(at + 1)];
        let mut beside = beside
            .iter()
            .flatten()
            .filter_map(|other| candidates.get(*other));
        let field = candidates[at].len() == 2 && candidates[at][0].1.ends_with([':', '：']);
        if !field && beside.any(|other| alike(&candidates[at], other)) {
            lines[at].cells = candidates[at]
                .iter()
                .map(|(_, cell)| cell.clone())
                .collect();
        }
    }
    for line in lines.iter_mut().filter(|line| !line.cells.is_empty()) {
        line.text = line.cells.join(" – ");
    }
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
pub(super) fn is_rule(line: &str) -> bool {
    let drawn = |c: char| {
        matches!(
            c,
            '-' | '_' | '=' | '*' | '—' | '–' | '―' | '─' | '━' | '⎯' | ' ' | '|' | '+'
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
