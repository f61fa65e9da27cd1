//! The guiding questions, and what was answered.

use super::{
    Part, Section, Span, changes, facts, or_sentence, section as main_section, subsection,
};
use crate::features::revisions::WordChange;
use crate::outcome::changes::OutcomeText;
use crate::outcome::{Asked, Outcome, OwnAnswer};
use crate::words::Words;

pub(super) fn section<'a>(outcome: &'a Outcome, words: &Words) -> Part<'a> {
    let asked = outcome
        .questions
        .iter()
        .map(|asked| question(outcome, asked, words));
    let parts = or_sentence(asked.collect(), words, "outcome-no-question");
    main_section(words, "questions", parts)
}

pub(super) fn question<'a>(outcome: &'a Outcome, asked: &'a Asked, words: &Words) -> Part<'a> {
    let mut parts = Vec::new();
    if let Some(joint) = &asked.joint {
        let text = OutcomeText::Joint {
            question: asked.id.clone(),
        };
        let mut written: Vec<_> = changes::prose(outcome, &text, joint).into_iter().collect();
        if joint.is_empty() {
            written.push(Part::Sentence(words.say("outcome-nothing-written")));
        }
        parts.push(subsection(words, "joint", written));
    }
    let own = asked.by_delegation.as_ref();
    if own.is_some() && asked.joint.is_none() && !outcome.tells_own_answers() {
        parts.push(Part::Sentence(words.say("outcome-own-not-told")));
    }
    if let Some(own) = own.filter(|_| outcome.tells_own_answers()) {
        let answer = |(nth, own): (usize, &'a OwnAnswer)| {
            let question = asked.id.clone();
            let text = OutcomeText::Own { question, nth };
            Some(Part::Section(Section {
                kind: "own",
                kicker: String::new(),
                title: Span::Theirs(outcome.name_of(&own.delegation)),
                listed: false,
                parts: vec![changes::prose(outcome, &text, &own.answer)?],
            }))
        };
        let mut answers: Vec<Part<'a>> = own.iter().enumerate().filter_map(answer).collect();
        let silent = own.iter().filter(|own| own.answer.is_empty());
        let silent: Vec<_> = silent
            .map(|own| Span::Theirs(outcome.name_of(&own.delegation)))
            .collect();
        if !silent.is_empty() && outcome.telling.names_silent() {
            answers.push(Part::Facts(vec![facts(words, "outcome-silent", silent)]));
        }
        // Answers that are there no more are told as such.
        let is_gone = |part: &Part<'_>| matches!(part, Part::Section(own) if own.came() == Some(WordChange::Deleted));
        if answers.iter().all(is_gone) {
            answers.push(Part::Sentence(words.say("outcome-nothing-written")));
        }
        parts.push(subsection(words, "by-delegation", answers));
    }
    Part::Section(Section {
        kind: "question",
        kicker: called(asked, words),
        title: Span::Theirs(&asked.text),
        listed: true,
        parts,
    })
}

/// What a question goes by: its label, its name, both or neither.
fn called(asked: &Asked, words: &Words) -> String {
    let (label, name) = (asked.label.trim(), asked.name.trim());
    let key = match (label.is_empty(), name.is_empty()) {
        (true, true) => return String::new(),
        (true, false) => return name.to_owned(),
        (false, true) => "outcome-question-labelled",
        (false, false) => "outcome-question-both",
    };
    words.tell(key, &[("label", label.into()), ("name", name.into())])
}
