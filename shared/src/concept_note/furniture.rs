//! What paper adds to a text: numbers of pages, and the heads and feet that run through them.

use super::letters::{digit, ends_sentence, one_line, starts_small, width};
use super::lines::{Gap, Line, is_rule};
use super::omission::{Omission, Omitted};
use super::{cover, label, vocabulary};
use std::collections::HashMap;

/// Drops page numbers and then running heads, and remembers that a page ended there. Returns the head
/// that stood where a title does, if it might have been one.
pub(super) fn lift(lines: &mut Vec<Line>, omissions: &mut Vec<Omission>) -> Option<String> {
    drop_lines(lines, omissions, Omitted::PageNumber, is_page_number);
    let mut title = None;
    // A head of two lines shows its second when the first is gone.
    for _ in 0..4 {
        let heads = running_heads(lines);
        let first = lines
            .first()
            .filter(|line| heads.contains_key(&head(&line.text)));
        let first = first.map(|line| line.text.clone());
        let keep_first = first.is_some() && title.is_none() && !has_other_title(lines);
        let before = lines.len();
        let mut nth = 0;
        drop_lines(lines, omissions, Omitted::RunningHead, |line, next| {
            nth += 1;
            let edge = at_edge(line, next) || nth == 1;
            let repeated = heads
                .get(&head(&line.text))
                .is_some_and(|anywhere| *anywhere || edge);
            repeated && !(nth == 1 && keep_first)
        });
        if lines.len() == before {
            break;
        }
        let plain = |text: &String| {
            !keep_first && !cover::names_kind(text) && !text.contains(|c| digit(c).is_some())
        };
        title = title.or(first.filter(plain));
        if keep_first {
            break;
        }
    }
    title
}

/// Drops some lines, each known with the gap after it.
fn drop_lines(
    lines: &mut Vec<Line>,
    omissions: &mut Vec<Omission>,
    what: Omitted,
    mut dropped: impl FnMut(&Line, Option<Gap>) -> bool,
) {
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut gap = Gap::default();
    let mut rest = std::mem::take(lines).into_iter().peekable();
    while let Some(mut line) = rest.next() {
        let next = rest.peek().map(|next| next.gap);
        if dropped(&line, next) {
            omissions.push(Omission::new(what, &line.text));
            gap = gap.and(line.gap).and(Gap::LIFTED);
            continue;
        }
        line.gap = line.gap.and(std::mem::take(&mut gap));
        kept.push(line);
    }
    *lines = kept;
}

/// Whether such a line, standing alone, is taken for a rule or a page number.
pub(super) fn is_dropped(text: &str) -> bool {
    let gap = Gap {
        blank: true,
        ..Gap::default()
    };
    let line = Line {
        text: one_line(text),
        gap,
        ..Line::default()
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
    if width(&line.text) <= 3 && line.text.chars().all(|c| digit(c).is_some()) {
        return alone;
    }
    if line.text.len() > 200
        || !line.text.contains(|c| digit(c).is_some())
        || !line.cells.is_empty()
    {
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

/// The pattern without the number at its edge, which the head of the first page may lack.
fn head(text: &str) -> String {
    let pattern = pattern(text);
    let bare = pattern.trim_matches(['#', ' ', '|', '–', '—', '·', '•', '-']);
    if bare.is_empty() {
        pattern
    } else {
        bare.to_owned()
    }
}

/// Short lines that stand at the edge of two pages or more, the first line of the text included; and
/// those that come again and stand between the halves of a sentence (`true`: dropped anywhere).
fn running_heads(lines: &[Line]) -> HashMap<String, bool> {
    let mut seen: HashMap<String, (usize, usize, bool)> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        if width(&line.text) > 100 || !line.cells.is_empty() {
            continue;
        }
        let next = lines.get(at + 1);
        let edge = at == 0 || at_edge(line, next.map(|next| next.gap));
        let before = at.checked_sub(1).map(|before| &lines[before]);
        let interrupts = before.zip(next).is_some_and(|(before, next)| {
            !ends_sentence(&before.text)
                && width(&before.text) > 30
                && !starts_small(&line.text)
                && starts_small(&next.text)
        });
        let marked = line.text.starts_with(['#', '\\', '>', '[', '*', '-'])
            || label::split(&line.text).is_some();
        let telling = !marked && (interrupts || cover::names_kind(&line.text));
        let times = seen.entry(head(&line.text)).or_default();
        times.0 += usize::from(edge);
        times.1 += 1;
        times.2 |= telling;
    }
    seen.into_iter()
        .filter(|(text, (edges, times, telling))| {
            *edges > 1 || (*times > 1 && *telling && width(text) >= 8)
        })
        .map(|(text, (edges, _, _))| (text, edges < 2))
        .collect()
}

/// Whether another line on the cover may be the title, so that the first need not be it.
fn has_other_title(lines: &[Line]) -> bool {
    let short = |line: &Line| width(&line.text) <= 160 && !ends_sentence(&line.text);
    let first = lines.first().map(|line| head(&line.text));
    let cover: Vec<&Line> = lines
        .iter()
        .skip(1)
        .take(6)
        .take_while(|line| short(line))
        .collect();
    cover.iter().enumerate().any(|(at, line)| {
        let heading = vocabulary::is_generic(&line.text) || vocabulary::heads_questions(&line.text);
        let titled = line.text.contains(char::is_alphabetic)
            && !cover::is_kind(&line.text)
            && !cover::is_dateline(&line.text)
            && label::split(&line.text).is_none();
        let over_prose = lines
            .get(at + 2)
            .is_none_or(|next| width(&next.text) >= 60 || ends_sentence(&next.text));
        titled && !heading && !over_prose && Some(head(&line.text)) != first
    })
}
