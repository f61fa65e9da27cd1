//! The ballots, and what came of them. A show of preferences is never called more than that.

use super::{Fact, Part, Row, Section, Span, fact, facts, moment, number, section as main_section};
use crate::features::ballots::agreement::Agreement;
use crate::features::ballots::count::{Attendance, Counted};
use crate::features::ballots::drawn::{self, Drawn, Names};
use crate::features::ballots::{Choice, DecisionRule, Tally, Wording};
use crate::ids::{DelegationId, OptionId, PracticeId};
use crate::outcome::{HeldBallot, Outcome, OutcomeStanding, PracticeTally};
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

/// What a ballot binds, and by which rule.
pub(super) fn kind<'a>(indicative: bool, rule: Option<DecisionRule>, words: &Words) -> Part<'a> {
    let sentence = match (indicative, rule) {
        (true, _) => words.say("outcome-ballot-indicative"),
        (false, Some(rule)) => words.say(&format!("outcome-ballot-{}", rule.as_str())),
        (false, None) => words.say("outcome-ballot-binding"),
    };
    Part::Sentence(sentence)
}

fn one<'a>(outcome: &'a Outcome, ballot: &'a HeldBallot, words: &Words) -> Part<'a> {
    let mut parts = if ballot.method.is_support() {
        let quorum = ballot.needs_quorum.then(|| words.say("terms-quorum"));
        let quorum = quorum.map(Part::Sentence);
        let kind = kind(ballot.indicative, ballot.rule, words);
        std::iter::once(kind).chain(quorum).collect()
    } else {
        let told = ballot.rules().told(words).into_iter();
        told.map(Part::Sentence).collect::<Vec<_>>()
    };
    let before = ballot.again.as_ref().and_then(|id| outcome.ballot(id));
    let mut told = vec![fact(words, "outcome-opened", moment(words, ballot.opened))];
    if let Some(before) = before {
        told.insert(0, fact(words, "outcome-again", Span::Theirs(&before.title)));
    }
    let asked = |practices: &'a [PracticeId]| {
        let titles = practices
            .iter()
            .map(|id| Span::Theirs(outcome.title_on(ballot, id)));
        let options = ballot.options.iter().map(|it| Span::Theirs(&it.text));
        facts(words, "outcome-voted-on", titles.chain(options).collect())
    };
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
            told.push(asked(practices));
            parts.push(Part::Facts(told));
        }
        OutcomeStanding::Closed {
            at,
            tallies,
            counted,
            attendance,
            on_paper,
        } => {
            told.push(fact(words, "outcome-closed", moment(words, *at)));
            if !on_paper.is_empty() {
                let of = on_paper.iter().map(|id| Span::Theirs(outcome.name_of(id)));
                let of = if outcome.telling.names() {
                    of.collect()
                } else {
                    vec![number(on_paper.len())]
                };
                told.push(facts(words, "outcome-on-paper", of));
            }
            if let Some(counted) = counted {
                let there = attendance.as_ref();
                parts.extend(whole(outcome, ballot, told, counted, there, words));
            } else {
                let there = attendance.as_ref().map(|it| drawn::attended(it, words));
                parts.extend(there.map(Part::Sentence));
                parts.extend(result(outcome, ballot, told, tallies, words));
            }
        }
        OutcomeStanding::Cancelled {
            at,
            reason,
            practices,
        } => {
            // What was to be recorded lies in the log, and is told to nobody.
            parts.push(Part::Sentence(words.say(if ballot.recorded {
                "outcome-ballot-cancelled-recorded"
            } else {
                "outcome-ballot-cancelled"
            })));
            told.push(fact(words, "outcome-cancelled", moment(words, *at)));
            told.push(fact(words, "outcome-reason", Span::Theirs(reason)));
            told.push(asked(practices));
            parts.push(Part::Facts(told));
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

/// The counts, what follows from them, who chose what, and the wording voted on where it has changed.
fn result<'a>(
    outcome: &'a Outcome,
    ballot: &'a HeldBallot,
    told: Vec<Fact<'a>>,
    tallies: &'a [PracticeTally],
    words: &Words,
) -> Vec<Part<'a>> {
    let recorded = if ballot.recorded && outcome.telling.names() {
        "outcome-ballot-recorded"
    } else if ballot.recorded {
        "outcome-ballot-not-told"
    } else {
        "outcome-ballot-counted"
    };
    let rows = tallies.iter().map(|tally| Row {
        practice: outcome.title_on(ballot, &tally.tally.practice),
        tally,
    });
    let mut parts = vec![
        Part::Sentence(words.say(recorded)),
        Part::Facts(told),
        Part::Tallies(rows.collect()),
    ];
    let counts: Vec<&Tally> = tallies.iter().map(|it| &it.tally).collect();
    parts.extend(agreement(outcome, ballot, &counts, None, words));
    let who = tallies
        .iter()
        .filter_map(|tally| who(outcome, ballot, &tally.tally, words));
    parts.extend(who);
    let changed = ballot.changed_since.iter();
    parts.extend(changed.map(|then| voted_on(outcome, then, words)));
    parts
}

/// The result of a ballot that was cast as a whole, and the wording voted on where it has changed.
fn whole<'a>(
    outcome: &'a Outcome,
    ballot: &'a HeldBallot,
    told: Vec<Fact<'a>>,
    counted: &'a Counted,
    attendance: Option<&Attendance>,
    words: &Words,
) -> Vec<Part<'a>> {
    let published = if ballot.recorded && outcome.telling.names() {
        "terms-recorded"
    } else if ballot.recorded {
        "outcome-ballot-not-told"
    } else {
        "terms-secret"
    };
    let names = Names {
        option: &|id: &OptionId| outcome.option_on(ballot, id).to_owned(),
        delegation: &|id: &DelegationId| outcome.name_of(id).to_owned(),
    };
    let drawn = Drawn::of(&ballot.rules(), counted, attendance, &names, words);
    let mut told = told;
    let silent = counted.not_voted.iter();
    let silent: Vec<_> = silent.map(|id| Span::Theirs(outcome.name_of(id))).collect();
    if !silent.is_empty() && outcome.telling.names_silent() {
        told.push(facts(words, "outcome-not-voted", silent));
    }
    let mut parts = vec![
        Part::Sentence(words.say(published)),
        Part::Facts(told),
        Part::Drawn(Box::new(drawn)),
    ];
    parts.extend(agreement(outcome, ballot, &[], Some(counted), words));
    let changed = ballot.changed_since.iter();
    parts.extend(changed.map(|then| voted_on(outcome, then, words)));
    parts
}

/// Who answered alike, where it is told who said what.
fn agreement<'a>(
    outcome: &'a Outcome,
    ballot: &'a HeldBallot,
    tallies: &[&Tally],
    counted: Option<&Counted>,
    words: &Words,
) -> Option<Part<'a>> {
    if !outcome.telling.names() {
        return None;
    }
    let names = Names {
        option: &|id: &OptionId| outcome.option_on(ballot, id).to_owned(),
        delegation: &|id: &DelegationId| outcome.name_of(id).to_owned(),
    };
    let map = Agreement::of(&ballot.rules(), tallies, counted, &names, words)?;
    Some(Part::Agreement(Box::new(map)))
}

/// What a practice said when it was voted on.
fn voted_on<'a>(outcome: &'a Outcome, then: &'a Wording, words: &Words) -> Part<'a> {
    let is_there = outcome.practices.iter().any(|it| it.id == then.practice);
    let why = if is_there {
        "outcome-changed-since"
    } else {
        "outcome-withdrawn-since"
    };
    let mut told = Vec::new();
    for (label, text) in [
        ("field-place-and-time", &then.card.place_and_time),
        ("field-theme", &then.card.theme),
        ("field-contact", &then.card.contact),
    ] {
        if !text.trim().is_empty() {
            told.push(fact(words, label, Span::Theirs(text)));
        }
    }
    for (field, text) in &then.fields {
        let label = format!("field-{}", field.as_str());
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        told.push(facts(words, &label, lines.map(Span::Theirs).collect()));
    }
    let mut parts = vec![Part::Sentence(words.say(why))];
    if !told.is_empty() {
        parts.push(Part::Facts(told));
    }
    Part::Section(Section {
        kind: "wording",
        kicker: words.say("outcome-wording"),
        title: Span::Theirs(&then.card.title),
        listed: false,
        parts,
    })
}

/// Who chose what on one practice, as far as that was recorded, and who did not vote.
fn who<'a>(
    outcome: &'a Outcome,
    ballot: &'a HeldBallot,
    tally: &'a Tally,
    words: &Words,
) -> Option<Part<'a>> {
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
    if !silent.is_empty() && outcome.telling.names_silent() {
        told.push(facts(words, "outcome-not-voted", silent));
    }
    (!told.is_empty()).then(|| {
        Part::Section(Section {
            kind: "choices",
            kicker: String::new(),
            title: Span::Theirs(outcome.title_on(ballot, &tally.practice)),
            listed: false,
            parts: vec![Part::Facts(told)],
        })
    })
}
