//! How final it is, the corrigendum, and who will do what by when.

use super::{Fact, Part, Section, Span, fact, moment, section as main_section};
use crate::features::commitments::{Commitment, Holder};
use crate::outcome::{Outcome, OutcomeCorrection};
use crate::words::Words;

/// How final it is: signed off, or a draft.
pub(super) fn status<'a>(outcome: &'a Outcome, words: &Words) -> Vec<Part<'a>> {
    let Some(signed) = &outcome.sign_off else {
        let phase = words.place(&outcome.phase, &outcome.item);
        let draft = if outcome.is_closed() {
            words.say("outcome-draft-unsigned")
        } else {
            words.tell("outcome-draft", &[("phase", phase.into())])
        };
        return vec![Part::Sentence(draft)];
    };
    let told = [
        ("version", signed.version.into()),
        ("at", words.moment(signed.at).into()),
    ];
    let mut facts = Vec::new();
    for (capacity, signature) in &signed.signatures {
        let mut values: Vec<Span<'a>> = signature.by.iter().map(Span::Person).collect();
        values.push(moment(words, signature.at));
        if signature.alone {
            values.push(Span::Ours(words.say("outcome-signed-alone")));
        }
        facts.push(Fact {
            label: Span::Ours(words.say(&format!("outcome-signed-{}", capacity.as_str()))),
            values,
        });
    }
    vec![
        Part::Sentence(words.tell("outcome-signed-off", &told)),
        Part::Facts(facts),
    ]
}

/// The hashes of what was signed; nothing before it is.
pub(super) fn hashes<'a>(outcome: &'a Outcome, words: &Words) -> Vec<Fact<'a>> {
    let signed = outcome.sign_off.iter();
    signed
        .flat_map(|it| {
            [
                ("outcome-signed-text", it.text.clone()),
                ("outcome-signed-digest", it.digest.clone()),
            ]
        })
        .map(|(label, hash)| fact(words, label, Span::Ours(hash)))
        .collect()
}

/// The consolidated corrigendum; nothing if nothing was accepted or answered.
pub(super) fn corrigendum<'a>(outcome: &'a Outcome, words: &Words) -> Option<Part<'a>> {
    let all = outcome.corrections.iter();
    let lines: Vec<Part<'a>> = all.map(|it| line(outcome, it, words)).collect();
    (!lines.is_empty()).then(|| {
        let told = [Part::Sentence(words.say("outcome-corrigendum-meaning"))];
        let parts = told.into_iter().chain(lines).collect();
        main_section(words, "corrigendum", parts)
    })
}

fn line<'a>(outcome: &'a Outcome, it: &'a OutcomeCorrection, words: &Words) -> Part<'a> {
    let taken_out = |text: &'a str| {
        if text.is_empty() {
            Span::Ours(words.say("outcome-correction-taken-out"))
        } else {
            Span::Theirs(text)
        }
    };
    let mut facts = vec![fact(
        words,
        "outcome-correction-for",
        Span::Theirs(&it.words),
    )];
    let read = it.read();
    if let Some(read) = read {
        facts.push(fact(words, "outcome-correction-read", taken_out(read)));
    }
    if read != Some(&it.proposed) {
        let proposed = taken_out(&it.proposed);
        facts.push(fact(words, "outcome-correction-proposed", proposed));
    }
    if !it.reason.is_empty() {
        facts.push(fact(words, "outcome-reason", Span::Theirs(&it.reason)));
    }
    if let Some(delegation) = &it.delegation {
        let name = Span::Theirs(outcome.name_of(delegation));
        facts.push(fact(words, "outcome-correction-by", name));
    }
    if !it.answer().is_empty() {
        let answer = Span::Theirs(it.answer());
        facts.push(fact(words, "outcome-correction-answer", answer));
    }
    let place = [("number", it.paragraph.into()), ("draft", it.draft.into())];
    let kicker = if read.is_some() {
        "outcome-correction-accepted"
    } else {
        "outcome-correction-answered"
    };
    Part::Section(Section {
        kind: "correction",
        kicker: words.say(kicker),
        title: Span::Ours(words.tell("outcome-correction-paragraph", &place)),
        listed: false,
        parts: vec![Part::Facts(facts)],
    })
}

/// Who will do what by when; nothing if nobody said so.
pub(super) fn steps<'a>(outcome: &'a Outcome, words: &Words) -> Option<Part<'a>> {
    let facts = commitments(outcome);
    (!facts.is_empty()).then(|| main_section(words, "steps", vec![Part::Facts(facts)]))
}

pub(super) fn commitments(outcome: &Outcome) -> Vec<Fact<'_>> {
    let told = |it| {
        let it: &Commitment = it;
        let who = match &it.who {
            Holder::Delegation { delegation } => outcome.name_of(delegation),
            Holder::Other { name } => name,
        };
        let mut values = vec![Span::Theirs(&it.what)];
        if !it.when.is_empty() {
            values.push(Span::Theirs(&it.when));
        }
        Fact {
            label: Span::Theirs(who),
            values,
        }
    };
    outcome.commitments.iter().map(told).collect()
}
