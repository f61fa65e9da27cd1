//! How the texts read otherwise since a revision. Only Word files show it; every other form shows the texts as they are.

use super::{Part, Section};
use crate::features::revisions::WordChange;
use crate::outcome::Outcome;
use crate::outcome::changes::{GoneFrom, GoneText, OutcomeText, TrackedBlock};
use crate::outcome::sources::Whose;
use crate::prose::{Block, BlockKind};
use crate::words::Words;
use std::borrow::Cow;

/// A text that reads otherwise since a revision.
pub struct Changed<'a> {
    /// As it is now; empty if nothing is left.
    pub now: &'a [Block],
    /// Its paragraphs with their changes.
    pub blocks: Cow<'a, [TrackedBlock]>,
    /// The outcome that it is of, which names those whose words came in.
    pub outcome: &'a Outcome,
}

impl Section<'_> {
    /// Whether it holds one text that stands only in the revision, or only since: then so does its title.
    pub fn came(&self) -> Option<WordChange> {
        let [Part::Changed(changed)] = self.parts.as_slice() else {
            return None;
        };
        // Each question has a joint answer, whether or not anything is written in it; so has it in the report.
        let stays = matches!(self.kind, "joint" | "report");
        let first = changed.blocks.first().filter(|_| !stays)?;
        let change = first.mark.change;
        let are_all = changed.blocks.iter().all(|it| it.mark.change == change);
        (are_all && change != WordChange::Same).then_some(change)
    }
}

/// A text, with its changes where those are told; nothing if it is empty and was.
pub(super) fn prose<'a>(
    outcome: &'a Outcome,
    text: &OutcomeText,
    now: &'a [Block],
) -> Option<Part<'a>> {
    let changes = outcome.changes.as_ref();
    let Some(blocks) = changes.and_then(|changes| changes.text(text)) else {
        return (!now.is_empty()).then_some(Part::Prose(now));
    };
    Some(Part::Changed(Changed {
        now,
        blocks: blocks.into(),
        outcome,
    }))
}

/// What the changes are that are shown.
pub(super) fn sentence<'a>(outcome: &Outcome, words: &Words) -> Option<Part<'a>> {
    let changes = outcome.changes.as_ref()?;
    let number = ("number", changes.since.to_string().into());
    Some(Part::Sentence(match changes.frozen {
        Some(at) => {
            let at = ("at", words.moment(at).into());
            words.tell("outcome-changes-since", &[number, at])
        }
        None => words.tell("outcome-changes-unknown", &[number]),
    }))
}

/// The texts of the revision that have no place any more, under headings that go with them; delegations' own answers only where such are
/// told.
pub(super) fn gone<'a>(outcome: &'a Outcome, words: &Words) -> Option<Part<'a>> {
    let is_told =
        |text: &&GoneText| outcome.tells_own_answers() || !matches!(text.was, GoneFrom::Own { .. });
    let gone = outcome.changes.as_ref()?.gone.iter();
    let gone: Vec<_> = gone.filter(is_told).collect();
    let titled = |text: &'a GoneText| {
        let title = match &text.was {
            GoneFrom::Practice { field } => {
                let field = words.say(&format!("field-{}", field.as_str()));
                words.tell("outcome-gone-practice", &[("field", field.into())])
            }
            GoneFrom::Own {
                delegation: Some(delegation),
            } => {
                let who = outcome.name_of(delegation).to_owned();
                words.tell("outcome-gone-own", &[("who", who.into())])
            }
            GoneFrom::Own { delegation: None } => words.say("outcome-gone-own-untold"),
            GoneFrom::Joint => words.say("outcome-gone-joint"),
        };
        let heading = TrackedBlock::heading(BlockKind::H2, &title);
        std::iter::once(heading).chain(text.blocks.iter().cloned())
    };
    let all = words.say("outcome-section-gone");
    let all = std::iter::once(TrackedBlock::heading(BlockKind::H1, &all));
    (!gone.is_empty()).then(|| {
        let blocks: Vec<_> = all.chain(gone.into_iter().flat_map(titled)).collect();
        Part::Changed(Changed {
            now: &[],
            blocks: blocks.into(),
            outcome,
        })
    })
}

/// Who is told to have made a change.
pub fn author(outcome: &Outcome, whose: Option<&Whose>, words: &Words) -> String {
    whose.map_or_else(
        || words.say("outcome-change-by-table"),
        |whose| super::sources::named(outcome, whose, words),
    )
}
