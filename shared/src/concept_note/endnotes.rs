//! Finds where the notes at the end of a text begin, when they are listed like anything else.

use super::label::{self, Kind};
use super::letters::asks;
use super::lines::Line;
use super::vocabulary;

/// The last heading such as “Notes” or “References”.
pub(super) fn heading(lines: &[Line]) -> Option<usize> {
    lines.iter().rposition(|line| {
        let short = line.gap.blank && line.text.len() < 80;
        short && vocabulary::heads_notes(line.text.trim_start_matches('#'))
    })
}

/// Where the last numbered list of the text begins, if nothing in it asks and it counts from 1.
/// It holds the notes if the text refers to every one of its numbers.
pub(super) fn last_list(lines: &[Line]) -> Option<usize> {
    let mut later: Option<label::Label> = None;
    for (at, line) in lines.iter().enumerate().rev() {
        if line.text.starts_with('#') || asks(&line.text) {
            return None;
        }
        let Some((label, _)) =
            label::split(&line.text).filter(|(label, _)| matches!(label.kind, Kind::Number(_)))
        else {
            continue;
        };
        if later.is_some_and(|later| !later.follows(&label)) {
            return None;
        }
        if label.is_first() {
            return Some(at);
        }
        later = Some(label);
    }
    None
}
