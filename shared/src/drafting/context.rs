//! What the rules have to know of the table that a text is of.

use super::names::Named;
use super::quantities::Scale;
use crate::features::ballots::Ballot;
use crate::features::no_objection::NoObjectionStanding;
use crate::table::RoundTable;

/// What the rules have to know of the table.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The language of the text, as a tag such as `en`: its alphabet orders lists.
    pub language: String,
    /// What delegations are called, full names and short ones.
    pub delegations: Vec<Named>,
    /// What people are called.
    pub people: Vec<Named>,
    /// Whether the text shall name nobody.
    pub is_unattributed: bool,
    /// Whether preferences were shown, and nothing was decided.
    pub only_shown: bool,
    /// How many words the text may have, if that is limited.
    pub most_words: Option<usize>,
    /// What words for quantities mean.
    pub scale: Scale,
    /// How many delegations there are to be counted.
    pub present: usize,
}

impl Context {
    /// What a table tells, for a text in that language. How long it may be and whether it names nobody is for others to say.
    pub fn of(table: &RoundTable, language: impl Into<String>) -> Self {
        let called = table.delegations.iter();
        let people = table.participants.values();
        Self {
            language: language.into(),
            delegations: called.map(|it| Named::new(&it.name, &it.short)).collect(),
            people: people.map(|it| Named::new(&it.name, "")).collect(),
            is_unattributed: false,
            only_shown: only_shown(table),
            most_words: None,
            scale: Scale::default(),
            present: match table.roll_call.at {
                Some(_) => table.roll_call.present.len(),
                None => table.delegations.len(),
            },
        }
    }
}

/// Whether there was a show of preferences, and neither a ballot that decided nor wording that stands.
fn only_shown(table: &RoundTable) -> bool {
    let mut closed = table.ballots.iter().filter(|it| is_closed(it)).peekable();
    let was_shown = closed.peek().is_some();
    let stands = table
        .no_objections
        .iter()
        .any(|it| matches!(it.standing, NoObjectionStanding::Closed { count: 0, .. }));
    was_shown && !stands && closed.all(|ballot| ballot.rules.indicative)
}

fn is_closed(ballot: &Ballot) -> bool {
    ballot.results().is_some() || ballot.counted().is_some()
}
