//! What stands side by side in a text: two columns of prose, and the cells of a table.

use super::label;
use super::letters::{digit, ends_sentence, one_line, starts_small, width};

/// So many spaces part two columns.
const GUTTER: usize = 3;

/// The lines of a page, with two columns of prose put one under the other; and whether there were any.
pub(super) fn unfold(page: Vec<&str>) -> (Vec<String>, bool) {
    let Some(Columns { from, to, at }) = find(&page) else {
        return (page.into_iter().map(str::to_owned).collect(), false);
    };
    let mut lines: Vec<String> = page[..from].iter().map(|line| (*line).to_owned()).collect();
    let cut = |line: &&str| split_at(line, at);
    let sides: Vec<_> = page[from..to].iter().map(cut).collect();
    lines.extend(sides.iter().map(|(left, _)| left.trim_end().to_owned()));
    lines.extend(sides.into_iter().map(|(_, right)| right));
    lines.extend(page[to..].iter().map(|line| (*line).to_owned()));
    (lines, true)
}

/// A stretch of lines with two columns, the second from that character on.
struct Columns {
    from: usize,
    to: usize,
    at: usize,
}

fn split_at(line: &str, at: usize) -> (String, String) {
    (
        line.chars().take(at).collect(),
        line.chars().skip(at).collect(),
    )
}

/// Finds a gutter that at least four lines share, with prose on both of its sides.
fn find(page: &[&str]) -> Option<Columns> {
    let gutters: Vec<Option<usize>> = page.iter().map(|line| only_gutter(line)).collect();
    let mut counts = [0_usize; 161];
    for at in gutters.iter().flatten() {
        counts[(*at).min(160)] += 1;
    }
    let (at, most) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    if *most < 4 || !(20..160).contains(&at) {
        return None;
    }
    let shares = |gutter: &Option<usize>| *gutter == Some(at);
    let from = gutters.iter().position(shares)?;
    let to = gutters.iter().rposition(shares)? + 1;
    let within: Vec<_> = page[from..to]
        .iter()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let crossed = within.iter().any(|line| crosses(line, at));
    if crossed || most * 3 < within.len() * 2 {
        return None;
    }
    let sides = within.iter().map(|line| split_at(line, at));
    let (left, right): (Vec<_>, Vec<_>) = sides.unzip();
    (is_prose(&left) && is_prose(&right)).then_some(Columns { from, to, at })
}

/// Where the second half begins, if the line has exactly one wide gap.
fn only_gutter(line: &str) -> Option<usize> {
    let letters: Vec<char> = line.trim_end().chars().collect();
    let start = letters.iter().position(|c| !c.is_whitespace())?;
    let (mut gap, mut found) = (0, None);
    for (at, letter) in letters.iter().enumerate().skip(start) {
        if *letter == ' ' || *letter == '\u{A0}' {
            gap += 1;
        } else {
            if gap >= GUTTER {
                if found.is_some() {
                    return None;
                }
                found = Some(at);
            }
            gap = 0;
        }
    }
    found
}

/// Whether a word stands across the gutter.
fn crosses(line: &str, at: usize) -> bool {
    let near: Vec<char> = line.chars().skip(at - 2).take(2).collect();
    near.iter().any(|c| !c.is_whitespace())
}

/// Whether lines run on into each other, as those of a table do not.
fn is_prose(side: &[String]) -> bool {
    let lines: Vec<&str> = side
        .iter()
        .map(|line| line.trim())
        .filter(|line| !line.is_empty())
        .collect();
    let wide = lines.iter().map(|line| width(line)).sum::<usize>() >= lines.len() * 15;
    let runs_on = lines
        .windows(2)
        .filter(|pair| !ends_sentence(pair[0]) && (starts_small(pair[1]) || !has_case(pair[1])))
        .count();
    wide && lines.len() >= 3 && runs_on * 10 >= lines.len() * 3
}

fn has_case(text: &str) -> bool {
    text.contains(|c: char| c.is_lowercase() || c.is_uppercase())
}

/// The cells of a line that may be the row of a table, each with the column where it begins.
pub(super) fn cells(raw: &str) -> Vec<(usize, String)> {
    let bare = raw.trim();
    if bare.len() > 2 && bare.starts_with('|') && bare.ends_with('|') {
        let inner = bare[1..bare.len() - 1].split('|');
        return inner
            .enumerate()
            .map(|(nth, cell)| (nth * 10, one_line(cell)))
            .collect();
    }
    let tabbed = bare.contains('\t');
    let mut cells: Vec<(usize, String)> = Vec::new();
    let (mut cell, mut begins, mut gap, mut spaced) = (String::new(), 0, 0, false);
    for (at, letter) in raw.trim_end().chars().enumerate() {
        let apart = if tabbed {
            letter == '\t'
        } else {
            letter.is_whitespace()
        };
        if apart {
            gap += usize::from(matches!(letter, ' ' | '\u{A0}' | '\t'));
            spaced = true;
            continue;
        }
        if (gap >= GUTTER || (tabbed && gap > 0)) && !cell.is_empty() {
            cells.push((begins, one_line(&cell)));
            cell.clear();
        } else if spaced && !cell.is_empty() {
            cell.push(' ');
        }
        if cell.is_empty() {
            begins = at;
        }
        (gap, spaced) = (0, false);
        cell.push(letter);
    }
    cells.push((begins, one_line(&cell)));
    cells.retain(|(_, cell)| !cell.is_empty());
    // A label with its tab is no cell.
    if cells.len() > 1
        && label::split(&format!("{} x", cells[0].1)).is_some_and(|(_, rest)| rest == "x")
    {
        let (begins, printed) = cells.remove(0);
        cells[0] = (begins, format!("{printed} {}", cells[0].1));
    }
    cells
}

/// The length of a time of day that the line begins with, alone or from one to another.
pub(super) fn time(line: &str) -> Option<usize> {
    let first = moment(line)?;
    let rest = &line[first.0..];
    let dash = rest
        .trim_start()
        .strip_prefix(['-', '–', '—', '~', '～', '至', 'à', 'a']);
    let until = dash.and_then(|rest| {
        let rest = rest.trim_start();
        moment(rest).map(|(length, sure)| (line.len() - rest.len() + length, sure))
    });
    match until {
        Some((length, sure)) if sure || first.1 || first.0 > 2 => Some(length),
        Some(_) | None => first.1.then_some(first.0),
    }
}

/// `09:30`, `9h30`, `9.30`, `9:30 a.m.`; and whether nothing but a time looks like that.
fn moment(line: &str) -> Option<(usize, bool)> {
    let number = |text: &str| {
        text.chars()
            .take_while(|c| digit(*c).is_some())
            .map(char::len_utf8)
            .sum::<usize>()
    };
    let hours = number(line);
    if hours == 0 || line[..hours].chars().count() > 2 {
        return None;
    }
    let rest = &line[hours..];
    let divider = rest
        .chars()
        .next()
        .filter(|c| matches!(c, ':' | '.' | 'h' | 'H' | '：'))?;
    let after = &rest[divider.len_utf8()..];
    let minutes = number(after);
    let count = after[..minutes].chars().count();
    if count != 2 && !(count == 0 && matches!(divider, 'h' | 'H')) {
        return None;
    }
    let minute = after.chars().next().and_then(digit);
    if count == 2 && minute.is_none_or(|ten| ten > 5) {
        return None;
    }
    let mut length = hours + divider.len_utf8() + minutes;
    let tail = line[length..].trim_start();
    let noon = ["a.m.", "p.m.", "am", "pm", "AM", "PM", "h"];
    let marked = noon.iter().find(|mark| {
        tail.strip_prefix(**mark)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    if let Some(mark) = marked {
        length = line.len() - tail.len() + mark.len();
    }
    let free = line[length..]
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric() && c != '.' && c != '%');
    let sure = divider != '.' || line.starts_with('0') || marked.is_some();
    free.then_some((length, sure))
}
