//! Wording that was put with a time to object, and what came of it. It stands or was objected to, and is never called more than that.

use super::{Fact, Part, Section, Span, fact, facts, moment, section as main_section};
use crate::features::no_objection::{NoObjectionStanding, OnParagraph};
use crate::ids::DelegationId;
use crate::outcome::{Outcome, PutToTable};
use crate::words::Words;

/// All of it; nothing if none was put.
pub(super) fn section<'a>(outcome: &'a Outcome, words: &Words) -> Option<Part<'a>> {
    let put = outcome.no_objections.iter();
    let put: Vec<Part<'a>> = put.map(|it| one(outcome, it, words)).collect();
    (!put.is_empty()).then(|| main_section(words, "no-objection", put))
}

fn one<'a>(outcome: &'a Outcome, it: &'a PutToTable, words: &Words) -> Part<'a> {
    let mut parts = vec![Part::Sentence(result(it, words))];
    if it.changed_since {
        parts.push(Part::Sentence(words.say("outcome-put-changed")));
    }
    let mut told = vec![
        fact(words, "outcome-put", moment(words, it.since)),
        fact(words, "outcome-put-until", moment(words, it.until)),
    ];
    match &it.standing {
        NoObjectionStanding::Running => {}
        NoObjectionStanding::Closed { at, on, .. } => {
            told.push(fact(words, "outcome-closed", moment(words, *at)));
            if !it.by_name && !on.is_empty() {
                let on = on.iter().map(|on| Span::Ours(counted(*on, words)));
                told.push(facts(words, "outcome-put-on", on.collect()));
            }
        }
        NoObjectionStanding::Cancelled { at, reason } => {
            told.push(fact(words, "outcome-put-withdrawn", moment(words, *at)));
            told.push(fact(words, "outcome-reason", Span::Theirs(reason)));
        }
    }
    if !it.digest.is_empty() {
        told.push(fact(
            words,
            "outcome-put-digest",
            Span::Ours(it.digest.clone()),
        ));
    }
    parts.push(Part::Facts(told));
    parts.extend(wording(it, words));
    parts.extend(objecting(outcome, it, words));
    let of = |delegation: &'a DelegationId, kicker: String, text: &'a str| {
        let said = (!text.is_empty()).then_some(Part::Said(text));
        Part::Section(Section {
            kind: "position",
            kicker,
            title: Span::Theirs(outcome.name_of(delegation)),
            listed: false,
            parts: said.into_iter().collect(),
        })
    };
    let reserved = it.reservations.iter().map(|said| {
        let key = format!("reservation-{}", said.kind.as_str());
        of(&said.delegation, words.say(&key), &said.text)
    });
    let explained = it.explanations.iter().map(|said| {
        let kicker = words.say("outcome-put-explains");
        of(&said.delegation, kicker, &said.text)
    });
    parts.extend(reserved.chain(explained));
    Part::Section(Section {
        kind: "put",
        kicker: String::new(),
        title: Span::Theirs(&it.title),
        listed: true,
        parts,
    })
}

fn result(it: &PutToTable, words: &Words) -> String {
    let count = [("count", it.objections.into())];
    match it.standing {
        NoObjectionStanding::Running => words.tell("outcome-put-running", &count),
        NoObjectionStanding::Closed { count: 0, .. } => words.say("outcome-put-stands"),
        NoObjectionStanding::Closed { .. } => words.tell("outcome-put-objected", &count),
        NoObjectionStanding::Cancelled { .. } => words.say("outcome-put-cancelled"),
    }
}

/// How many object to a paragraph.
fn counted(on: OnParagraph, words: &Words) -> String {
    let values = [
        ("number", on.paragraph.saturating_add(1).into()),
        ("count", on.count.into()),
    ];
    words.tell("no-objection-on-paragraph", &values)
}

fn wording<'a>(it: &'a PutToTable, words: &Words) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    for part in &it.wording.parts {
        let prose = Part::Prose(&part.blocks);
        parts.push(match part.field {
            None => prose,
            Some(field) => Part::Section(Section {
                kind: "field",
                kicker: String::new(),
                title: Span::Ours(words.say(&format!("field-{}", field.as_str()))),
                listed: false,
                parts: vec![prose],
            }),
        });
    }
    parts
}

/// Who objects to what and why, where that is published.
fn objecting<'a>(outcome: &'a Outcome, it: &'a PutToTable, words: &Words) -> Option<Part<'a>> {
    let objecting = it.objecting.iter().map(|(delegation, said)| {
        let to = said.paragraph.map_or_else(
            || words.say("no-objection-to-all"),
            |nth| {
                let number = nth.saturating_add(1);
                words.tell("no-objection-to-paragraph", &[("number", number.into())])
            },
        );
        let why = said.reason.lines().filter(|line| !line.trim().is_empty());
        Fact {
            label: Span::Theirs(outcome.name_of(delegation)),
            values: [Span::Ours(to)]
                .into_iter()
                .chain(why.map(Span::Theirs))
                .collect(),
        }
    });
    let objecting: Vec<_> = objecting.collect();
    (!objecting.is_empty()).then(|| {
        Part::Section(Section {
            kind: "objecting",
            kicker: String::new(),
            title: Span::Ours(words.say("no-objection-who")),
            listed: false,
            parts: vec![Part::Facts(objecting)],
        })
    })
}
