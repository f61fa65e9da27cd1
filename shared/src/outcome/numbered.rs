//! The paragraphs of an outcome, numbered throughout: what a correction names.

use super::written::Place;
use super::{Asked, Outcome, PutToTable, RankedPractice, WrittenSection};
use crate::features::circulation::ShownParagraph;
use crate::features::practices::PracticeField;
use crate::features::report::SectionAbout;
use crate::ids::DelegationId;
use crate::prose::{Block, is_blank};
use crate::words::Words;

/// What a text of the outcome is called.
enum Called<'a> {
    Summary,
    Section(&'a WrittenSection),
    Joint(&'a Asked),
    Own(&'a Asked, &'a DelegationId),
    Practice(&'a RankedPractice, PracticeField),
    Wording(&'a PutToTable),
}

impl Outcome {
    /// The paragraphs that say something, in order and numbered from 1; the first one under a heading says which.
    pub fn paragraphs(&self, words: &Words) -> Vec<ShownParagraph> {
        let mut all: Vec<ShownParagraph> = Vec::new();
        for (called, blocks) in texts(self) {
            let mut under = Some(heading(self, &called, words));
            for block in written(blocks) {
                all.push(ShownParagraph {
                    number: u32::try_from(all.len() + 1).unwrap_or(u32::MAX),
                    under: under.take().unwrap_or_default(),
                    words: plain(block),
                });
            }
        }
        all
    }

    /// Whether these words stand in the paragraph of that number, however they are spaced.
    pub fn stands_in(&self, number: u32, words: &str) -> bool {
        let texts = texts(self).into_iter();
        let mut all = texts.flat_map(|(_, blocks)| written(blocks));
        let nth = usize::try_from(number)
            .ok()
            .and_then(|it| it.checked_sub(1));
        let block = nth.and_then(|nth| all.nth(nth));
        block.is_some_and(|block| holds(&plain(block), words))
    }

    /// How many there are.
    pub fn paragraph_count(&self) -> usize {
        let texts = texts(self).into_iter();
        texts.map(|(_, blocks)| written(blocks).count()).sum()
    }
}

fn written(blocks: &[Block]) -> impl Iterator<Item = &Block> {
    let says_something = |it: &&Block| !is_blank(std::slice::from_ref(*it));
    blocks.iter().filter(says_something)
}

type Texts<'a> = Vec<(Called<'a>, &'a [Block])>;

/// All texts, in the order in which they stand.
fn texts(outcome: &Outcome) -> Texts<'_> {
    let mut all: Texts<'_> = vec![(Called::Summary, &outcome.summary)];
    if let Some(report) = &outcome.report {
        for place in report.places(outcome) {
            match place {
                Place::Written(section) => all.push((Called::Section(section), &section.text)),
                Place::Told(about) => all.extend(told(outcome, &about)),
            }
        }
        return all;
    }
    for asked in &outcome.questions {
        all.extend(answers(outcome, asked));
    }
    all.extend(told(outcome, &SectionAbout::Practices));
    all.extend(told(outcome, &SectionAbout::Decisions));
    all
}

/// The texts of what the outcome tells of that.
fn told<'a>(outcome: &'a Outcome, about: &SectionAbout) -> Texts<'a> {
    match about {
        SectionAbout::Question { question } => {
            let asked = outcome.question(question).into_iter();
            asked.flat_map(|asked| answers(outcome, asked)).collect()
        }
        SectionAbout::Practices => {
            let practices = outcome.practices.iter();
            let all = practices.flat_map(|practice| {
                let fields = practice.fields.iter();
                fields.map(move |(field, text)| (Called::Practice(practice, *field), &text[..]))
            });
            all.collect()
        }
        SectionAbout::Decisions => {
            let all = outcome.no_objections.iter().flat_map(|put| {
                let parts = put.wording.parts.iter();
                parts.map(move |part| (Called::Wording(put), &part.blocks[..]))
            });
            all.collect()
        }
        SectionAbout::Introduction
        | SectionAbout::Agenda
        | SectionAbout::Participants
        | SectionAbout::Proceedings
        | SectionAbout::Recommendations
        | SectionAbout::Conclusions
        | SectionAbout::NextSteps
        | SectionAbout::Annexes
        | SectionAbout::Own => Vec::new(),
    }
}

fn answers<'a>(outcome: &Outcome, asked: &'a Asked) -> Texts<'a> {
    let joint = asked.joint.iter();
    let joint = joint.map(|joint| (Called::Joint(asked), &joint[..]));
    let own = asked.by_delegation.iter().flatten();
    let own = own.filter(|_| outcome.tells_own_answers());
    let own = own.map(|own| (Called::Own(asked, &own.delegation), &own.answer[..]));
    joint.chain(own).collect()
}

fn heading(outcome: &Outcome, called: &Called<'_>, words: &Words) -> String {
    match called {
        Called::Summary => words.say("outcome-section-summary"),
        Called::Section(section) => section.called(words),
        Called::Joint(asked) => question(asked),
        Called::Own(asked, delegation) => {
            format!("{} — {}", question(asked), outcome.name_of(delegation))
        }
        Called::Practice(practice, field) => {
            let field = words.say(&format!("field-{}", field.as_str()));
            format!("{} — {field}", practice.card.title)
        }
        Called::Wording(put) => put.title.clone(),
    }
}

fn question(asked: &Asked) -> String {
    let (label, name) = (asked.label.trim(), asked.name.trim());
    let name = if name.is_empty() { &asked.text } else { name };
    if label.is_empty() {
        name.to_owned()
    } else {
        format!("{label} · {name}")
    }
}

fn plain(block: &Block) -> String {
    block.runs.iter().map(|run| run.text.as_str()).collect()
}

fn holds(text: &str, words: &str) -> bool {
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    spaced(text).contains(&spaced(words))
}

impl ShownParagraph {
    /// Whether these words stand in it, however they are spaced.
    pub fn holds(&self, words: &str) -> bool {
        holds(&self.words, words)
    }
}
