//! The ballots, and what came of them. A show of preferences is never called more than that.

use super::{Fact, Part, Row, Section, Span, fact, facts, moment, section as main_section};
use crate::ballot::{Choice, Tally};
use crate::outcome::{HeldBallot, Outcome, OutcomeStanding};
use crate::words::Words;

/// The ballots; nothing if none was held.
pub(super) fn section<'a>(outcome: &'a Outcome, words: &Words) -> Option<Part<'a>> {
    let held: Vec<Part<'a>> = outcome
        .ballots
        .iter()
        .map(|ballot| one(outcome, ballot, words))
        .collect();
    (!held.is_empty()).then(|| main_section(words, "ballots", held))
}

/// What a ballot binds.
pub(super) fn kind<'a>(indicative: bool, words: &Words) -> Part<'a> {
    let key = if indicative {
        "outcome-ballot-indicative"
    } else {
        "outcome-ballot-binding"
    };
    Part::Sentence(words.say(key))
}

fn one<'a>(outcome: &'a Outcome, ballot: &'a HeldBallot, words: &Words) -> Part<'a> {
    let recorded = if ballot.recorded {
        "outcome-ballot-recorded"
    } else {
        "outcome-ballot-counted"
    };
    let mut parts = vec![
        kind(ballot.indicative, words),
        Part::Sentence(words.say(recorded)),
    ];
    let opened = fact(words, "outcome-opened", moment(words, ballot.opened));
    match &ballot.standing {
        OutcomeStanding::Open {
            voted,
            delegations,
            practices,
        } => {
            let values = [
                ("voted", (*voted).into()),
                ("delegations", (*delegations).into()),
            ];
            parts.push(Part::Sentence(words.tell("outcome-ballot-open", &values)));
            let titles = practices
                .iter()
                .map(|id| Span::Theirs(outcome.title_of(id)));
            let asked = facts(words, "outcome-voted-on", titles.collect());
            parts.push(Part::Facts(vec![opened, asked]));
        }
        OutcomeStanding::Closed { at, tallies } => {
            let closed = fact(words, "outcome-closed", moment(words, *at));
            parts.push(Part::Facts(vec![opened, closed]));
            let counted = tallies.iter().map(|tally| Row {
                practice: outcome.title_of(&tally.tally.practice),
                tally,
            });
            parts.push(Part::Tallies(counted.collect()));
            parts.extend(
                tallies
                    .iter()
                    .filter_map(|tally| who(outcome, &tally.tally, words)),
            );
        }
    }
    Part::Section(Section {
        kind: "ballot",
        kicker: String::new(),
        title: Span::Theirs(&ballot.title),
        listed: true,
        parts,
    })
}

/// Who chose what on one practice, as far as that was recorded, and who did not vote.
fn who<'a>(outcome: &'a Outcome, tally: &'a Tally, words: &Words) -> Option<Part<'a>> {
    let mut told: Vec<Fact<'a>> = Vec::new();
    for choice in Choice::ALL {
        let chose = tally
            .recorded
            .iter()
            .filter(|(_, chosen)| **chosen == choice);
        let names: Vec<_> = chose
            .map(|(id, _)| Span::Theirs(outcome.name_of(id)))
            .collect();
        if !names.is_empty() {
            told.push(facts(words, &format!("choice-{}", choice.as_str()), names));
        }
    }
    let silent: Vec<_> = tally
        .not_voted
        .iter()
        .map(|id| Span::Theirs(outcome.name_of(id)))
        .collect();
    if !silent.is_empty() {
        told.push(facts(words, "outcome-not-voted", silent));
    }
    (!told.is_empty()).then(|| {
        Part::Section(Section {
            kind: "choices",
            kicker: String::new(),
            title: Span::Theirs(outcome.title_of(&tally.practice)),
            listed: false,
            parts: vec![Part::Facts(told)],
        })
    })
}
