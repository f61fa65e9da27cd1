//! What is read of a table before the program that shows it is there: where it stands, and the text that is worked on.

use super::{Part, Report, Span, background, fact, questions};
use crate::ids::QuestionId;
use crate::outcome::Outcome;
use crate::words::Words;

/// A page of its own; where no question is at hand, with the background and all of them.
pub(super) fn page<'a>(outcome: &'a Outcome, at_hand: &[QuestionId], words: &Words) -> Report<'a> {
    let place = words.place(&outcome.phase, &outcome.item);
    let mut parts = vec![Part::Facts(vec![
        fact(words, "at-hand-session", Span::Theirs(&outcome.title)),
        fact(words, "at-hand-now", Span::Ours(place)),
    ])];
    if at_hand.is_empty() {
        parts.extend(background::section(outcome, 0, words));
        parts.push(questions::section(outcome, words));
    } else {
        let asked = outcome.questions.iter();
        let asked = asked.filter(|asked| at_hand.contains(&asked.id));
        parts.extend(asked.map(|asked| questions::question(outcome, asked, words)));
    }
    // The text itself comes first, and no contents.
    for part in &mut parts {
        if let Part::Section(section) = part {
            section.listed = false;
        }
    }
    Report {
        title: Span::Theirs(&outcome.table_name),
        parts,
    }
}
