//! Tables of contents, typed or copied: they repeat the headings and are no text of the note.

use super::letters::{digit, fold, one_line};
use super::lines::{Gap, Line};
use super::omission::{Omission, Omitted};
use super::{label, vocabulary};
use std::collections::HashMap;

/// Takes tables of contents out of the lines.
pub(super) fn lift(lines: &mut Vec<Line>, omissions: &mut Vec<Omission>) {
    let last_places = last_places(lines);
    let mut taken = vec![false; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let headed = vocabulary::heads_contents(&bare_heading(&lines[at].text));
        let first = if headed { at + 1 } else { at };
        let end = end_of_entries(lines, first, headed, &last_places);
        if end >= first + 2 || (headed && end > first) {
            taken[at..end].fill(true);
            at = end;
        } else {
            at += 1;
        }
    }
    let mut nth = 0;
    let mut lifted = false;
    lines.retain_mut(|line| {
        nth += 1;
        if taken[nth - 1] {
            omissions.push(Omission::new(Omitted::Contents, &line.text));
            lifted = true;
            return false;
        }
        if std::mem::take(&mut lifted) {
            line.gap = line.gap.and(Gap::LIFTED);
        }
        true
    });
}

/// Where the entries that begin at this line end.
fn end_of_entries(
    lines: &[Line],
    first: usize,
    headed: bool,
    last_places: &HashMap<String, usize>,
) -> usize {
    let mut end = first;
    while end < lines.len() {
        let text = &lines[end].text;
        let led = has_leader(text);
        let recurs = || {
            last_places
                .get(&words_of(text))
                .is_some_and(|last| *last > end)
        };
        let entry = led || (headed && !lines[end].gap.page && recurs());
        // A long entry breaks before its dots.
        let goes_on = (headed || end > first)
            && lines
                .get(end + 1)
                .is_some_and(|next| !next.gap.blank && has_leader(&next.text));
        if !(entry || goes_on) || text.len() > 300 {
            break;
        }
        end += 1;
    }
    end
}

/// Where each line's words stand last.
fn last_places(lines: &[Line]) -> HashMap<String, usize> {
    let places = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.text.len() <= 300);
    places
        .map(|(at, line)| (words_of(&line.text), at))
        .filter(|(words, _)| !words.is_empty())
        .collect()
}

/// Dots, or a long gap, before the number of a page at the end.
fn has_leader(text: &str) -> bool {
    let number = text.trim_end_matches(|c: char| digit(c).is_some());
    let number = if number.len() == text.len() {
        // Front matter counts in small Roman numbers.
        text.trim_end_matches(['i', 'v', 'x'])
    } else {
        number
    };
    if number.len() == text.len() || text.len() - number.len() > 8 {
        return false;
    }
    let dots = number
        .chars()
        .rev()
        .take_while(|c| matches!(c, '.' | '…' | '·' | '_' | ' ' | '‥' | '․'));
    let (mut count, mut points) = (0, 0);
    for dot in dots {
        count += usize::from(dot == '.' || dot == '·' || dot == '_' || dot == '․');
        points += usize::from(dot == '…' || dot == '‥') * 3;
    }
    count + points >= 3 && number.chars().any(char::is_alphabetic)
}

/// The words of an entry or a heading, without number, dots and page.
fn words_of(text: &str) -> String {
    let text = bare_heading(text);
    let end = text
        .trim_end_matches(|c: char| digit(c).is_some())
        .trim_end_matches(['.', '…', '·', '_', ' ', '–', '-', '\t']);
    fold(&one_line(end))
}

/// A heading without what marks it.
fn bare_heading(text: &str) -> String {
    let bare = text.trim_matches(['#', '*', ' ', ':', '：']);
    let bare = label::split(bare).map_or(bare, |(_, rest)| rest);
    let number = bare.trim_start_matches(|c: char| digit(c).is_some() || c == '.');
    number.trim().to_owned()
}
