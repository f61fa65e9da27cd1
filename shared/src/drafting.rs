//! Drafting habits of the United Nations, as a checker that explains itself: what it finds in a text, where, why, and, where that is
//! safe, what could stand there instead. It writes nothing. A finding too few is better than one too many, so that people go on
//! looking at them: whatever could be meant is let be, and so are quotations.
//!
//! `context` is what the rules have to know of the table, `line` a block as it is searched; the others are rules, one file for each kind: `headings`, `numbering`, `quotes`, `style`
//! (Member States, and what is called adopted), `length`, `order` (lists of delegations), `names` (of whom an unattributed text
//! shall not speak) and `quantities`.

mod context;
mod headings;
mod length;
mod line;
mod names;
mod numbering;
mod order;
mod quantities;
mod quotes;
mod style;
mod why;

pub use context::Context;
pub use length::words_of;
pub use line::is_han;
pub use names::{Named, mentions};
pub use quantities::{Quantity, Scale};
pub use why::Why;

use crate::gather::sort_by_key;
use crate::prose::Block;
use line::Line;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How many findings there are at most: more help nobody.
pub const MOST: usize = 200;

/// How many letters before and after its words tell a finding from others that are alike.
const AROUND: usize = 16;

/// A habit that is checked; each can be switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// No heading stands alone, with nothing below it.
    HeadingAlone,
    /// No level of headings is skipped.
    HeadingSkipped,
    /// Below numbered paragraphs stand (a), and (i) below these.
    Numbering,
    /// Delegations are listed in the alphabetical order of the language.
    Order,
    /// Quotation marks are curly: “ ”, and ‘ ’ within.
    Quotes,
    /// “Member States” is written so.
    MemberStates,
    /// Nothing is called adopted, or voted, where preferences were shown.
    Adopted,
    /// The text is no longer than it may be.
    Length,
    /// Nobody is named where nothing is attributed.
    Names,
    /// What “some”, “several” and “most” delegations means is said, and can be so.
    Quantities,
}

impl Rule {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 10] = [
        Self::HeadingAlone,
        Self::HeadingSkipped,
        Self::Numbering,
        Self::Order,
        Self::Quotes,
        Self::MemberStates,
        Self::Adopted,
        Self::Length,
        Self::Names,
        Self::Quantities,
    ];

    /// Its name in catalogues, and where it is kept.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HeadingAlone => "heading-alone",
            Self::HeadingSkipped => "heading-skipped",
            Self::Numbering => "numbering",
            Self::Order => "order",
            Self::Quotes => "quotes",
            Self::MemberStates => "member-states",
            Self::Adopted => "adopted",
            Self::Length => "length",
            Self::Names => "names",
            Self::Quantities => "quantities",
        }
    }

    /// The rule by that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.as_str() == name)
    }
}

/// Where something is: in one block, from one character to before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which block, from 0.
    pub block: usize,
    /// Its first character.
    pub from: usize,
    /// The character after its last.
    pub to: usize,
}

impl Place {
    /// The same in the flat text, in UTF-16 units: one newline leads each block.
    pub fn flat(self, blocks: &[Block]) -> (u32, u32) {
        let units = |letters: &mut dyn Iterator<Item = char>| letters.map(char::len_utf16).sum();
        let letters = |block: &Block| -> Vec<char> {
            block.runs.iter().flat_map(|run| run.text.chars()).collect()
        };
        let before = blocks.iter().take(self.block);
        let before: usize = before
            .map(|block| 1 + units(&mut letters(block).into_iter()))
            .sum();
        let here = blocks.get(self.block).map(letters).unwrap_or_default();
        let up_to = |end: usize| -> usize { units(&mut here.iter().copied().take(end)) };
        let at = |end: usize| u32::try_from(before + 1 + up_to(end)).unwrap_or(u32::MAX);
        (at(self.from), at(self.to))
    }
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// By which rule.
    pub rule: Rule,
    /// Where; nothing for what is found in the text as a whole.
    pub place: Option<Place>,
    /// The words there.
    pub words: String,
    /// Why it is one.
    pub why: Why,
    /// What could stand there instead, where that cannot change what is meant.
    pub instead: Option<String>,
}

impl Finding {
    fn at(rule: Rule, line: &Line, from: usize, to: usize, why: Why) -> Self {
        Self {
            rule,
            place: Some(Place {
                block: line.block,
                from,
                to,
            }),
            words: line.text(from, to),
            why,
            instead: None,
        }
    }

    fn or(mut self, instead: impl Into<String>) -> Self {
        self.instead = Some(instead.into());
        self
    }

    /// The same finding as long as it is called the same: its rule, its words, and some letters before and after them in
    /// the text in which it was found.
    pub fn sign(&self, blocks: &[Block]) -> String {
        let (before, after) = self
            .place
            .and_then(|place| Some(around(blocks.get(place.block)?, place)))
            .unwrap_or_default();
        format!("{} {before}|{}|{after}", self.rule.as_str(), self.words)
    }
}

/// The letters before and after a place in its block.
fn around(block: &Block, place: Place) -> (String, String) {
    let letters = || block.runs.iter().flat_map(|run| run.text.chars());
    let from = place.from.saturating_sub(AROUND);
    let before = letters().take(place.from).skip(from);
    (
        before.collect(),
        letters().skip(place.to).take(AROUND).collect(),
    )
}

/// What these rules find in a text, in the order of the text; what is found in the text as a whole comes first.
pub fn check(blocks: &[Block], rules: &BTreeSet<Rule>, context: &Context) -> Vec<Finding> {
    let lines = Line::all(blocks);
    let mut findings = Vec::new();
    for rule in rules {
        match rule {
            Rule::HeadingAlone => headings::alone(&lines, &mut findings),
            Rule::HeadingSkipped => headings::skipped(&lines, &mut findings),
            Rule::Numbering => numbering::check(&lines, &mut findings),
            Rule::Order => order::check(&lines, context, &mut findings),
            Rule::Quotes => quotes::check(&lines, &mut findings),
            Rule::MemberStates => style::member_states(&lines, &mut findings),
            Rule::Adopted if context.only_shown => style::adopted(&lines, &mut findings),
            Rule::Length => length::check(blocks, context.most_words, &mut findings),
            Rule::Names if context.is_unattributed => names::check(&lines, context, &mut findings),
            Rule::Adopted | Rule::Names => {}
            Rule::Quantities => quantities::check(&lines, context, &mut findings),
        }
    }
    sort_by_key(&mut findings, |finding| (finding.place, finding.rule));
    findings.truncate(MOST);
    for finding in &mut findings {
        if finding
            .place
            .is_some_and(|place| !is_of_one_run(blocks, place))
        {
            finding.instead = None;
        }
    }
    findings
}

/// Whether all letters there are marked alike: otherwise other words would lose how some of them are.
fn is_of_one_run(blocks: &[Block], place: Place) -> bool {
    let mut at = 0;
    let mut runs = blocks.get(place.block).into_iter().flat_map(|it| &it.runs);
    runs.any(|run| {
        let from = at;
        at += run.text.chars().count();
        (from..=at).contains(&place.from) && place.to <= at
    })
}
