//! What was written in a row, tied together so that a timeline stays small.

use super::mark::{Mark, What};
use crate::ids::{ParticipantId, Timestamp};
use crate::seq::Seq;
use std::collections::BTreeSet;

/// After a pause of so many milliseconds, something else is being written.
const PAUSE: u64 = 30_000;
/// A stretch lasts at most so many milliseconds.
const LONGEST: u64 = 120_000;
/// How many people and texts a stretch names.
const NAMED: usize = 8;

/// Something that was written, in one entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stroke {
    /// The entry.
    pub seq: Seq,
    /// When.
    pub at: Timestamp,
    /// Who wrote.
    pub by: ParticipantId,
    /// In which text, by its number among the timeline's, if that is known.
    pub text: Option<u32>,
}

/// The events with what was written between them, all in the order of the log.
pub fn stretches(events: Vec<Mark>, strokes: &[Stroke]) -> Vec<Mark> {
    let mut marks = Vec::with_capacity(events.len());
    let mut rest = strokes;
    for event in events {
        let (before, after) = rest.split_at(rest.partition_point(|it| it.seq < event.seq));
        tie(&mut marks, before);
        marks.push(event);
        rest = after;
    }
    tie(&mut marks, rest);
    marks
}

fn tie(marks: &mut Vec<Mark>, strokes: &[Stroke]) {
    let mut rest = strokes;
    while let Some(first) = rest.first() {
        let goes_on = |pair: &[Stroke]| {
            let [one, next] = pair else { return false };
            next.at.0.saturating_sub(one.at.0) <= PAUSE
                && next.at.0.saturating_sub(first.at.0) <= LONGEST
        };
        let count = 1 + rest.windows(2).take_while(|pair| goes_on(pair)).count();
        let (stretch, after) = rest.split_at(count);
        marks.push(tied(first, stretch));
        rest = after;
    }
}

fn tied(first: &Stroke, stretch: &[Stroke]) -> Mark {
    let last = stretch.last().unwrap_or(first);
    let people: BTreeSet<_> = stretch.iter().map(|stroke| &stroke.by).collect();
    let texts: BTreeSet<_> = stretch.iter().filter_map(|stroke| stroke.text).collect();
    let by = (people.len() == 1).then(|| first.by.clone());
    Mark {
        seq: last.seq,
        at: last.at,
        by,
        what: What::Wrote {
            since: first.at,
            people: people.into_iter().take(NAMED).cloned().collect(),
            texts: texts.into_iter().take(NAMED).collect(),
        },
    }
}

/// At most about `most` moments that can be shown: every mark, and of what was written between as much as there is room for.
pub fn moments(marks: &[Mark], strokes: &[Stroke], most: usize) -> Vec<(Seq, Timestamp)> {
    let step = strokes.len().div_ceil(most).max(1);
    let some = strokes.iter().skip(step - 1).step_by(step);
    let mut moments: Vec<_> = some.map(|stroke| (stroke.seq, stroke.at)).collect();
    moments.extend(marks.iter().map(|mark| (mark.seq, mark.at)));
    moments.sort_unstable();
    moments.dedup();
    moments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stroke(seq: u64, seconds: u64, by: &str, text: u32) -> Stroke {
        Stroke {
            seq: Seq::new(seq),
            at: Timestamp(seconds * 1_000),
            by: by.parse().unwrap(),
            text: Some(text),
        }
    }

    fn event(seq: u64, seconds: u64) -> Mark {
        Mark {
            seq: Seq::new(seq),
            at: Timestamp(seconds * 1_000),
            by: None,
            what: What::ListClosed,
        }
    }

    /// The last entry of each mark, and who wrote it.
    fn told(marks: &[Mark]) -> Vec<(u64, usize)> {
        let people = |mark: &Mark| match &mark.what {
            What::Wrote { people, .. } => people.len(),
            _ => 0,
        };
        let told = marks.iter().map(|mark| (mark.seq.get(), people(mark)));
        told.collect()
    }

    #[test]
    fn what_is_written_in_a_row_is_one_mark_until_something_happens_or_nobody_writes() {
        let strokes = [
            stroke(2, 0, "ana", 0),
            stroke(3, 5, "ben", 1),
            stroke(5, 6, "ana", 0),
            stroke(6, 40, "ana", 0),
            stroke(7, 41, "ana", 2),
        ];
        let marks = stretches(vec![event(1, 0), event(4, 5)], &strokes);
        assert_eq!(told(&marks), [(1, 0), (3, 2), (4, 0), (5, 1), (7, 1)]);
        let What::Wrote { texts, .. } = &marks[4].what else {
            panic!("{marks:?}")
        };
        assert_eq!(texts, &[0, 2]);
    }

    #[test]
    fn who_never_pauses_gets_a_mark_now_and_then() {
        let strokes: Vec<_> = (0..100).map(|n| stroke(n + 1, n * 10, "ana", 0)).collect();
        assert_eq!(stretches(Vec::new(), &strokes).len(), 8);
    }

    #[test]
    fn a_long_session_has_as_many_moments_as_a_slider_can_take() {
        let strokes: Vec<_> = (0..100_000).map(|n| stroke(n + 1, n, "ana", 0)).collect();
        let marks = stretches(vec![event(100_001, 100_000)], &strokes);
        let moments = moments(&marks, &strokes, 1_000);
        assert!(moments.len() <= 1_000 + marks.len(), "{}", moments.len());
        for mark in marks {
            assert!(moments.contains(&(mark.seq, mark.at)));
        }
        assert!(moments.is_sorted());
    }
}
