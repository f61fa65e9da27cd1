//! The outcome at a glance, for the minute after the session: what was agreed, what stays open, who will do what by when.

use super::{Fact, Part, Report, Section, Span, concluded, fact, moment, or_sentence, titled};
use crate::features::ballots::Verdict;
use crate::features::ballots::count::{Count, Decision};
use crate::features::no_objection::NoObjectionStanding;
use crate::outcome::{HeldBallot, Outcome, OutcomeStanding};
use crate::words::Words;

/// A page of its own.
pub(super) fn page<'a>(outcome: &'a Outcome, words: &Words) -> Report<'a> {
    let told = vec![
        fact(words, "outcome-table", Span::Theirs(&outcome.table_name)),
        fact(words, "outcome-made", moment(words, outcome.made)),
    ];
    let mut parts = vec![Part::Facts(told)];
    parts.extend(concluded::status(outcome, words));
    parts.extend(groups(outcome, words));
    Report {
        title: titled(outcome, words),
        parts,
    }
}

/// The same as a section of the whole.
pub(super) fn section<'a>(outcome: &'a Outcome, words: &Words) -> Part<'a> {
    super::section(words, "glance", groups(outcome, words))
}

fn groups<'a>(outcome: &'a Outcome, words: &Words) -> Vec<Part<'a>> {
    let group = |kind: &'static str, facts: Vec<Fact<'a>>, none: &str| {
        let facts = (!facts.is_empty()).then_some(Part::Facts(facts));
        Part::Section(Section {
            kind,
            kicker: String::new(),
            title: Span::Ours(words.say(&format!("outcome-section-{kind}"))),
            listed: false,
            parts: or_sentence(facts.into_iter().collect(), words, none),
        })
    };
    let steps = concluded::commitments(outcome);
    vec![
        group(
            "agreed",
            agreed(outcome, words),
            "outcome-glance-none-agreed",
        ),
        group("open", open(outcome, words), "outcome-glance-none-open"),
        group("steps", steps, "outcome-glance-no-steps"),
    ]
}

/// A line, unless there is nothing to say.
fn some<'a>(words: &Words, label: &str, values: Vec<Span<'a>>) -> Option<Fact<'a>> {
    (!values.is_empty()).then(|| super::facts(words, label, values))
}

fn agreed<'a>(outcome: &'a Outcome, words: &Words) -> Vec<Fact<'a>> {
    let stands = outcome
        .no_objections
        .iter()
        .filter(|it| matches!(it.standing, NoObjectionStanding::Closed { count: 0, .. }));
    let stands = stands.map(|it| Span::Theirs(&it.title)).collect();
    let decided = outcome.ballots.iter().filter(|it| !it.indicative);
    let decided = decided.flat_map(|it| chosen(outcome, it)).collect();
    let answered = outcome.questions.iter();
    let answered = answered.filter(|it| it.joint.as_ref().is_some_and(|it| !it.is_empty()));
    let answered = answered.map(|it| Span::Theirs(called(it))).collect();
    [
        some(words, "outcome-glance-stands", stands),
        some(words, "outcome-glance-decided", decided),
        some(words, "outcome-glance-answered", answered),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What a ballot decided for.
fn chosen<'a>(outcome: &'a Outcome, ballot: &'a HeldBallot) -> Vec<Span<'a>> {
    let OutcomeStanding::Closed {
        tallies, counted, ..
    } = &ballot.standing
    else {
        return Vec::new();
    };
    let adopted = tallies
        .iter()
        .filter(|it| it.tally.verdict == Some(Verdict::Adopted));
    let adopted = adopted.map(|it| outcome.title_on(ballot, &it.tally.practice));
    let mut all: Vec<&'a str> = adopted.collect();
    if let Some(counted) = counted {
        match (&counted.decision, &counted.count) {
            (Some(Decision::Chosen { option }), _) => all.push(outcome.option_on(ballot, option)),
            (Some(Decision::Each), Count::Majority { options }) => {
                let won = options
                    .iter()
                    .filter(|it| it.verdict == Some(Verdict::Adopted));
                all.extend(won.map(|it| outcome.option_on(ballot, &it.option)));
            }
            _ => {}
        }
    }
    all.into_iter().map(Span::Theirs).collect()
}

fn open<'a>(outcome: &'a Outcome, words: &Words) -> Vec<Fact<'a>> {
    let put = |is: fn(&NoObjectionStanding) -> bool| {
        let those = outcome.no_objections.iter();
        let those = those.filter(move |it| is(&it.standing));
        those.map(|it| Span::Theirs(&it.title)).collect()
    };
    let running = put(|it| matches!(it, NoObjectionStanding::Running));
    let objected = put(|it| matches!(it, NoObjectionStanding::Closed { count: 1.., .. }));
    let voting = outcome.ballots.iter();
    let voting = voting.filter(|it| matches!(it.standing, OutcomeStanding::Open { .. }));
    let voting = voting.map(|it| Span::Theirs(&it.title)).collect();
    let unanswered = outcome.questions.iter();
    let unanswered = unanswered.filter(|it| it.joint.as_ref().is_some_and(Vec::is_empty));
    let unanswered = unanswered.map(|it| Span::Theirs(called(it))).collect();
    let waiting = outcome.counts.corrections_open;
    let waiting = (waiting > 0).then(|| super::number(waiting));
    [
        some(words, "outcome-glance-running", running),
        some(words, "outcome-glance-objected", objected),
        some(words, "outcome-glance-voting", voting),
        some(words, "outcome-glance-unanswered", unanswered),
        some(
            words,
            "outcome-count-corrections-open",
            waiting.into_iter().collect(),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn called(asked: &crate::outcome::Asked) -> &str {
    let name = asked.name.trim();
    if name.is_empty() { &asked.text } else { name }
}
