//! The outcome as a document: which sections there are, in which order, and in which words. Both
//! forms for people, Markdown and HTML, render this and decide nothing.

mod at_hand;
mod background;
mod ballots;
mod changes;
mod concluded;
mod glance;
mod history;
mod no_objection;
mod practices;
mod questions;
mod sources;
mod written;

use super::changes::OutcomeText;
use super::{Outcome, Person, PracticeTally};
use crate::concept_note::Footnote;
use crate::features::ballots::agreement::Agreement;
use crate::features::ballots::drawn::Drawn;
use crate::ids::{QuestionId, Timestamp};
use crate::prose::Block;
use crate::words::Words;

/// The whole document.
pub struct Report<'a> {
    /// Its title.
    pub title: Span<'a>,
    /// What stands before the first section, and the sections.
    pub parts: Vec<Part<'a>>,
}

/// A few words in a line.
#[derive(Clone)]
pub enum Span<'a> {
    /// The catalogue's words.
    Ours(String),
    /// People's words: escaped, and kept apart from the direction of what surrounds them.
    Theirs(&'a str),
    /// A person's name with what stands before it, likewise.
    Person(&'a Person),
    /// The note's words, with references to its footnotes.
    Noted(&'a str, Notes<'a>),
}

/// The note's footnotes, and how many footnotes of the document come before them.
#[derive(Clone, Copy)]
pub struct Notes<'a> {
    /// The footnotes.
    pub list: &'a [Footnote],
    /// The number of the last footnote before them.
    pub before: usize,
}

/// A part of the document.
pub enum Part<'a> {
    /// A section; sections nest, and headings with them.
    Section(Section<'a>),
    /// A sentence of ours.
    Sentence(String),
    /// A paragraph of the note.
    Noted(&'a str, Notes<'a>),
    /// The footnotes of the note, after the text they hang in.
    Footnotes(Notes<'a>),
    /// What was written in the document.
    Prose(&'a [Block]),
    /// The same of a text that reads otherwise since a revision.
    Changed(Changed<'a>),
    /// People's plain words, a paragraph to a line.
    Said(&'a str),
    /// Labels, each with what there is to say under it.
    Facts(Vec<Fact<'a>>),
    /// What was asked on a practice, and answered.
    Talk(Vec<Turn<'a>>),
    /// Counts of votes.
    Tallies(Vec<Row<'a>>),
    /// The result of a ballot that was cast as a whole.
    Drawn(Box<Drawn>),
    /// Who answered alike on a ballot: a picture, so that only pages show it. What it shows stands beside it in words.
    Agreement(Box<Agreement>),
    /// What happened when.
    Times(Vec<(String, Vec<Span<'a>>)>),
}

/// A section.
pub struct Section<'a> {
    /// What it is, the same word for all of its kind.
    pub kind: &'static str,
    /// What stands before its title, such as a label or a place; may be empty.
    pub kicker: String,
    /// Its title.
    pub title: Span<'a>,
    /// Whether the table of contents lists it.
    pub listed: bool,
    /// What it holds.
    pub parts: Vec<Part<'a>>,
}

/// A label with what there is to say under it.
pub struct Fact<'a> {
    /// The label.
    pub label: Span<'a>,
    /// One thing or several.
    pub values: Vec<Span<'a>>,
}

/// Something asked on a practice.
pub struct Turn<'a> {
    /// Which delegation asked.
    pub asked_by: &'a str,
    /// What it asked.
    pub text: &'a str,
    /// Which delegation brought the practice.
    pub answered_by: &'a str,
    /// What that one answered.
    pub answer: Option<&'a str>,
}

/// The count on one practice.
pub struct Row<'a> {
    /// What was voted on.
    pub practice: &'a str,
    /// The count.
    pub tally: &'a PracticeTally,
}

impl<'a> Report<'a> {
    /// The text that is worked on, and where the table stands.
    pub fn at_hand(outcome: &'a Outcome, questions: &[QuestionId], words: &Words) -> Self {
        at_hand::page(outcome, questions, words)
    }

    /// One table at a glance.
    pub fn at_a_glance(outcome: &'a Outcome, words: &Words) -> Self {
        glance::page(outcome, words)
    }

    /// The document about these tables.
    pub fn of(outcomes: &'a [Outcome], words: &Words) -> Self {
        match outcomes {
            [] => Self {
                title: Span::Ours(words.say("outcome-title")),
                parts: vec![Part::Sentence(words.say("outcome-no-table"))],
            },
            [outcome] => Self {
                title: titled(outcome, words),
                parts: alone(outcome, words),
            },
            [first, rest @ ..] => {
                let alike = |other: &Outcome| {
                    (&first.background, &first.footnotes) == (&other.background, &other.footnotes)
                };
                let shared = rest.iter().all(alike);
                let mut parts = Vec::new();
                if shared && !first.practices_only {
                    parts.extend(background::section(first, 0, words));
                }
                let mut before = 0;
                for table in outcomes {
                    parts.push(among_others(table, (!shared).then_some(before), words));
                    before += table.footnotes.len();
                }
                Self {
                    title: titled(first, words),
                    parts,
                }
            }
        }
    }
}

fn titled<'a>(outcome: &'a Outcome, words: &Words) -> Span<'a> {
    if outcome.title.trim().is_empty() {
        Span::Ours(words.say("outcome-title"))
    } else {
        Span::Theirs(&outcome.title)
    }
}

fn alone<'a>(outcome: &'a Outcome, words: &Words) -> Vec<Part<'a>> {
    if outcome.practices_only {
        return practices::booklet(outcome, words);
    }
    let table = fact(words, "outcome-table", Span::Theirs(&outcome.table_name));
    let mut parts = opening(outcome, vec![table], words);
    parts.extend(background::section(outcome, 0, words));
    parts.extend(body(outcome, words));
    parts
}

/// One table of several; with its background, after that many footnotes, unless that was told.
fn among_others<'a>(outcome: &'a Outcome, before: Option<usize>, words: &Words) -> Part<'a> {
    if outcome.practices_only {
        return Part::Section(Section {
            kind: "table",
            kicker: String::new(),
            title: Span::Theirs(&outcome.table_name),
            listed: true,
            parts: practices::of_table(outcome, words),
        });
    }
    let mut parts = opening(outcome, Vec::new(), words);
    parts.extend(before.and_then(|before| background::section(outcome, before, words)));
    parts.extend(body(outcome, words));
    Part::Section(Section {
        kind: "table",
        kicker: String::new(),
        title: Span::Theirs(&outcome.table_name),
        listed: true,
        parts,
    })
}

/// What the reader must know first: which table, when, how final, and the rapporteur's own words.
fn opening<'a>(outcome: &'a Outcome, mut facts: Vec<Fact<'a>>, words: &Words) -> Vec<Part<'a>> {
    let report = outcome.report.as_ref();
    facts.extend(
        report
            .into_iter()
            .flat_map(|it| written::setting(it, outcome.sign_off.is_some(), words)),
    );
    facts.push(fact(words, "outcome-made", moment(words, outcome.made)));
    let mut parts = vec![Part::Facts(facts)];
    if !outcome.telling.names() {
        let key = format!("outcome-told-{}", outcome.telling.attribution.as_str());
        parts.push(Part::Sentence(words.say(&key)));
    }
    parts.extend(concluded::status(outcome, words));
    parts.extend(changes::sentence(outcome, words));
    if outcome.glance_first {
        parts.push(glance::section(outcome, words));
    }
    if report.is_some() && !outcome.is_out() {
        parts.push(Part::Sentence(words.say("outcome-report-not-circulated")));
    }
    if let Some(summary) = changes::prose(outcome, &OutcomeText::Summary, &outcome.summary) {
        parts.push(section(words, "summary", vec![summary]));
    }
    parts
}

fn body<'a>(outcome: &'a Outcome, words: &Words) -> Vec<Part<'a>> {
    if let Some(report) = &outcome.report {
        return written::body(outcome, report, words);
    }
    let mut parts = vec![questions::section(outcome, words)];
    parts.push(practices::section(outcome, words));
    parts.extend(changes::gone(outcome, words));
    parts.extend(no_objection::section(outcome, words));
    parts.extend(ballots::section(outcome, words));
    parts.extend(concluded::corrigendum(outcome, words));
    parts.extend(concluded::steps(outcome, words));
    parts.extend(history::people(outcome, words));
    parts.push(history::course(outcome, words));
    parts.extend(sources::section(outcome, words));
    parts.push(history::log(outcome, words));
    parts
}

/// A main section, called by the catalogue.
fn section<'a>(words: &Words, kind: &'static str, parts: Vec<Part<'a>>) -> Part<'a> {
    let title = Span::Ours(words.say(&format!("outcome-section-{kind}")));
    Part::Section(Section {
        kind,
        kicker: String::new(),
        title,
        listed: true,
        parts,
    })
}

/// A section within one, called by the catalogue.
fn subsection<'a>(words: &Words, kind: &'static str, parts: Vec<Part<'a>>) -> Part<'a> {
    let title = Span::Ours(words.say(&format!("outcome-section-{kind}")));
    Part::Section(Section {
        kind,
        kicker: String::new(),
        title,
        listed: false,
        parts,
    })
}

fn or_sentence<'a>(parts: Vec<Part<'a>>, words: &Words, key: &str) -> Vec<Part<'a>> {
    if parts.is_empty() {
        vec![Part::Sentence(words.say(key))]
    } else {
        parts
    }
}

fn fact<'a>(words: &Words, label: &str, value: Span<'a>) -> Fact<'a> {
    facts(words, label, vec![value])
}

fn facts<'a>(words: &Words, label: &str, values: Vec<Span<'a>>) -> Fact<'a> {
    Fact {
        label: Span::Ours(words.say(label)),
        values,
    }
}

fn moment(words: &Words, at: Timestamp) -> Span<'static> {
    Span::Ours(words.moment(at))
}

fn number(count: usize) -> Span<'static> {
    Span::Ours(count.to_string())
}

pub use changes::{Changed, author};
pub use sources::{stood, whose};

/// What was decided, in a word.
pub fn verdict(tally: &crate::features::ballots::Tally, words: &Words) -> String {
    let verdict = tally.verdict.map(|it| format!("verdict-{}", it.as_str()));
    verdict.map_or_else(String::new, |key| words.say(&key))
}
