//! The annex that says whose words stand where, and what was dropped.

use super::{Fact, Part, Section, Span, section as main_section};
use crate::ids::QuestionId;
use crate::names::isolated;
use crate::outcome::Outcome;
use crate::outcome::sources::{Dropped, ParagraphSources, Share, Whose};
use crate::words::Words;

/// The annex; nothing unless it was asked for.
pub(super) fn section<'a>(outcome: &'a Outcome, words: &Words) -> Option<Part<'a>> {
    let sources = outcome.sources.as_ref()?;
    if outcome.sign_off.is_some() {
        let told = vec![Part::Sentence(words.say("outcome-sources-signed"))];
        return Some(main_section(words, "sources", told));
    }
    let mut parts = vec![Part::Sentence(words.say("outcome-sources-meaning"))];
    for text in &sources.texts {
        let paragraphs = text.paragraphs.iter();
        let facts = paragraphs.map(|it| paragraph(outcome, it, words));
        parts.push(Part::Section(Section {
            kind: "text-sources",
            kicker: String::new(),
            title: titled(outcome, text.question.as_ref(), words),
            listed: false,
            parts: vec![Part::Facts(facts.collect())],
        }));
    }
    let dropped = sources.dropped.iter();
    let dropped: Vec<_> = dropped.map(|it| one(outcome, it, words)).collect();
    let told = if dropped.is_empty() {
        Part::Sentence(words.say("outcome-nothing-dropped"))
    } else {
        Part::Facts(dropped)
    };
    parts.push(super::subsection(words, "dropped", vec![told]));
    Some(main_section(words, "sources", parts))
}

fn titled<'a>(outcome: &'a Outcome, question: Option<&QuestionId>, words: &Words) -> Span<'a> {
    let asked = question.and_then(|id| outcome.question(id));
    asked.map_or_else(
        || Span::Ours(words.say("outcome-section-summary")),
        |asked| Span::Theirs(&asked.text),
    )
}

fn paragraph<'a>(outcome: &'a Outcome, it: &'a ParagraphSources, words: &Words) -> Fact<'a> {
    let all: u32 = it.shares.iter().map(|share| share.characters).sum();
    let shares = it.shares.iter();
    let mut values = vec![Span::Theirs(it.begins.as_str())];
    values.extend(shares.map(|share| {
        let percent = percent(share.characters, all);
        let values = [
            ("who", isolated(&whose(outcome, share, words)).into()),
            ("percent", percent.into()),
        ];
        Span::Ours(words.tell("outcome-share", &values))
    }));
    Fact {
        label: Span::Ours(words.tell(
            "outcome-paragraph",
            &[("number", it.number.to_string().into())],
        )),
        values,
    }
}

/// How many in a hundred, and never none of what is there.
pub(crate) fn percent(part: u32, all: u32) -> u32 {
    let rounded = (u64::from(part) * 200 + u64::from(all)) / (u64::from(all.max(1)) * 2);
    u32::try_from(rounded).unwrap_or(100).max(1)
}

/// Whose words they are.
pub fn whose(outcome: &Outcome, share: &Share, words: &Words) -> String {
    named(outcome, &share.whose, words)
}

/// What those are called whose words they are.
pub(super) fn named(outcome: &Outcome, whose: &Whose, words: &Words) -> String {
    match &whose.delegation {
        Some(delegation) => outcome.name_of(delegation).to_owned(),
        None if whose.elsewhere => words.say("outcome-from-elsewhere"),
        None => words.say("outcome-from-secretariat"),
    }
}

/// Where a paragraph stood that was dropped.
pub fn stood(outcome: &Outcome, it: &Dropped, words: &Words) -> String {
    match (it.revision, &it.delegation) {
        (Some(number), _) => {
            let values = [("number", number.to_string().into())];
            words.tell("outcome-dropped-revision", &values)
        }
        (None, Some(delegation)) => {
            let values = [("who", isolated(outcome.name_of(delegation)).into())];
            words.tell("outcome-dropped-own", &values)
        }
        (None, _) => words.say("outcome-dropped-somebody"),
    }
}

fn one<'a>(outcome: &'a Outcome, it: &'a Dropped, words: &Words) -> Fact<'a> {
    let lines = it.text.lines().filter(|line| !line.trim().is_empty());
    Fact {
        label: Span::Ours(stood(outcome, it, words)),
        values: lines.map(Span::Theirs).collect(),
    }
}
