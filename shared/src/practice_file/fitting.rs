//! What of a file could be brought to a table: its themes and questions are found by their words, and what a card would refuse is told
//! before anything is asked.

use super::column::{Column, folded};
use super::doubt::{Doubt, DoubtKind, bounded};
use super::reading::{Row, Rows};
use crate::features::practices::{PracticeCard, PracticeField};
use crate::ids::{DelegationId, QuestionId, ThemeId};
use crate::limits;
use crate::names::{clean, is_invisible};
use crate::prose::attribute::{DEEPEST, HIGHEST_START, link_allowed};
use crate::prose::{Block, Run};
use crate::table::RoundTable;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Lines that are read of themes, and of evidence: more than a table has of either.
pub(super) const LINES: usize = 50;

/// What would come of a file, and what would not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Preview {
    /// What the collection is called; empty where the file does not say.
    pub collection: String,
    /// The practices that can be brought, in order.
    pub coming: Vec<Coming>,
    /// What was left out, changed or not understood, in order of rows.
    pub doubts: Vec<Doubt>,
}

/// A practice that can be brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coming {
    /// Where in the file it stands, as [`Row::at`] says.
    pub row: u32,
    /// Whose it was, as the file says; may be empty.
    pub whose: String,
    /// The delegation at the table that is called so.
    pub delegation: Option<DelegationId>,
    /// Its short facts.
    pub card: PracticeCard,
    /// What its prose fields say; those without words are not there.
    pub fields: BTreeMap<PracticeField, Vec<Block>>,
    /// Whether one by its title is at the table, or stands in the file before.
    pub is_there: bool,
}

impl Rows {
    /// What of it could be brought to this table; without one, all questions and themes are as good as unknown and nothing is said of them.
    pub fn fitted(self, table: Option<&RoundTable>) -> Preview {
        let known = table.map(Known::of);
        let mut preview = Preview {
            collection: clean(&self.title).chars().take(limits::TITLE).collect(),
            coming: Vec::new(),
            doubts: self.doubts,
        };
        let mut titles = BTreeSet::new();
        for row in self.rows {
            let mut fitting = Fitting {
                at: row.at,
                doubts: Vec::new(),
            };
            let coming = fitting.fit(row, known.as_ref(), &mut titles);
            let is_kept_out = fitting.doubts.iter().any(|it| it.what.keeps_out());
            preview.doubts.append(&mut fitting.doubts);
            if !is_kept_out {
                preview.coming.push(coming);
            }
        }
        bounded(&mut preview.doubts);
        preview
    }
}

/// What a table has, by its words.
struct Known {
    delegations: BTreeMap<String, DelegationId>,
    questions: BTreeMap<String, QuestionId>,
    themes: BTreeMap<String, ThemeId>,
    titles: BTreeSet<String>,
}

impl Known {
    fn of(table: &RoundTable) -> Self {
        let named = table.delegations.iter();
        let delegations = named.flat_map(|it| [&it.short, &it.name].map(|name| (name, &it.id)));
        let asked = table.questions.iter();
        let questions = asked.flat_map(|it| [&it.name, &it.text].map(|text| (text, &it.id)));
        let themes = table.themes.iter().map(|it| (&it.name, &it.id));
        let titles = table.practices.iter().map(|it| folded(&it.card.title));
        Self {
            delegations: delegations
                .map(|(it, id)| (folded(it), id.clone()))
                .collect(),
            questions: questions.map(|(it, id)| (folded(it), id.clone())).collect(),
            themes: themes.map(|(it, id)| (folded(it), id.clone())).collect(),
            titles: titles.collect(),
        }
    }
}

/// One row on its way.
struct Fitting {
    at: u32,
    doubts: Vec<Doubt>,
}

impl Fitting {
    fn doubts(&mut self, column: Column, what: DoubtKind, text: &str) {
        self.doubts.push(Doubt::at(self.at, column, what, text));
    }

    fn fit(
        &mut self,
        Row { at, practice }: Row,
        known: Option<&Known>,
        titles: &mut BTreeSet<String>,
    ) -> Coming {
        let title = self.fact(Column::Title, &practice.title, limits::TITLE);
        if title.is_empty() {
            self.doubts(Column::Title, DoubtKind::Untitled, "");
        }
        let whose = self.fact(Column::BroughtBy, &practice.brought_by, limits::NAME);
        let (themes, theme) = self.themes(&practice.themes, &practice.own_theme, known);
        let card = PracticeCard {
            place_and_time: self.fact(Column::Place, &practice.place_and_time, limits::TITLE),
            contact: self.fact(Column::Contact, &practice.contact, limits::CONTACT),
            validated_by: self.fact(Column::ValidatedBy, &practice.validated_by, limits::TITLE),
            question: self.question(&practice.question, known),
            kind: practice.kind,
            evidence: practice.evidence,
            title,
            themes,
            theme,
        };
        let fields = practice.fields.into_iter();
        let fields = fields.map(|(field, blocks)| (field, self.prose(field, blocks)));
        let fields = fields.filter(|(_, blocks)| !blocks.is_empty()).collect();
        let called = folded(&card.title);
        let is_at_table = known.is_some_and(|known| known.titles.contains(&called));
        let is_twice = !titles.insert(called);
        if is_at_table {
            self.doubts(Column::Title, DoubtKind::IsThere, &card.title);
        } else if is_twice {
            self.doubts(Column::Title, DoubtKind::Twice, &card.title);
        }
        Coming {
            row: at,
            delegation: known.and_then(|it| it.delegations.get(&folded(&whose)).cloned()),
            whose,
            card,
            fields,
            is_there: is_at_table || is_twice,
        }
    }

    /// One line, of at most that many characters.
    fn fact(&mut self, column: Column, text: &str, most: usize) -> String {
        let sound: String = text.chars().map(spaced).collect();
        if text.chars().any(|c| is_hidden(c) || is_odd(c)) {
            self.doubts(column, DoubtKind::Invisible, text);
        }
        let line = clean(&sound);
        if line.chars().count() > most {
            self.doubts(column, DoubtKind::TooLong, &line);
        }
        line
    }

    fn question(&mut self, text: &str, known: Option<&Known>) -> Option<QuestionId> {
        let (text, known) = (folded(text), known?);
        if text.is_empty() {
            return None;
        }
        let found = known.questions.get(&text).cloned();
        if found.is_none() {
            self.doubts(Column::Question, DoubtKind::Question, &text);
        }
        found
    }

    /// Those that the table has; the first of all others is the card's own.
    fn themes(
        &mut self,
        themes: &[String],
        own: &str,
        known: Option<&Known>,
    ) -> (BTreeSet<ThemeId>, String) {
        let mut own = self.fact(Column::OwnTheme, own, limits::NAME);
        let mut found = BTreeSet::new();
        if let Some(beyond) = themes.get(LINES) {
            self.doubts(Column::Themes, DoubtKind::Beyond, beyond);
        }
        for name in themes.iter().take(LINES) {
            let name = self.fact(Column::Themes, name, limits::NAME);
            let theirs = known.and_then(|known| known.themes.get(&folded(&name)));
            match theirs {
                Some(id) => drop(found.insert(id.clone())),
                None if name.is_empty() || folded(&name) == folded(&own) => {}
                None if own.is_empty() => {
                    if known.is_some() {
                        self.doubts(Column::Themes, DoubtKind::OwnTheme, &name);
                    }
                    own = name;
                }
                None => self.doubts(Column::Themes, DoubtKind::Theme, &name),
            }
        }
        (found, own)
    }

    /// Blocks as a document holds them.
    fn prose(&mut self, field: PracticeField, blocks: Vec<Block>) -> Vec<Block> {
        let column = Column::Field(field);
        let mut sound: Vec<Block> = Vec::with_capacity(blocks.len());
        let (mut is_cleaned, mut characters) = (false, 0);
        for block in blocks {
            let mut runs: Vec<Run> = Vec::with_capacity(block.runs.len());
            for mut run in block.runs {
                if run.text.chars().any(|c| is_turning(c) || is_odd(c)) {
                    is_cleaned = true;
                    let kept = run.text.chars().filter(|c| !is_turning(*c));
                    run.text = kept.map(spaced).collect();
                }
                // A block is one line, whatever the file says.
                run.text = run.text.replace('\n', " ");
                if let Some(link) = run.marks.link.take_if(|link| !link_allowed(link)) {
                    self.doubts(column, DoubtKind::Link, &link);
                }
                characters += run.text.chars().count();
                if !run.text.is_empty() {
                    runs.push(run);
                }
            }
            characters += 1;
            let is_blank = runs.iter().all(|run| run.text.trim().is_empty());
            if !is_blank {
                let start = block
                    .start
                    .filter(|start| (1..=HIGHEST_START).contains(start));
                sound.push(Block {
                    indent: block.indent.min(DEEPEST),
                    start,
                    runs,
                    ..block
                });
            }
        }
        let first = || sound.first().and_then(|block| block.runs.first());
        let begins = first().map(|run| run.text.clone()).unwrap_or_default();
        if is_cleaned {
            self.doubts(column, DoubtKind::Invisible, &begins);
        }
        if characters > limits::WORDING {
            self.doubts(column, DoubtKind::TooLong, &begins);
        }
        sound
    }
}

/// Controls, but for the ends of lines and tabs, which are spaces.
fn is_odd(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

fn spaced(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

/// What nobody sees in a name, but for what scripts need between their letters, and marks that turn nothing.
fn is_hidden(c: char) -> bool {
    is_invisible(c) && !matches!(c, '\u{200c}'..='\u{200f}' | '\u{ad}' | '\u{feff}')
}

/// What turns the words around it, in prose; direction is a block's.
fn is_turning(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
