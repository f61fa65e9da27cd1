//! The report as the rapporteurs wrote it, within an outcome.

use super::Outcome;
use crate::document::Root;
use crate::features::report::{ReportKind, ReportSection, ReportSetting, SectionAbout};
use crate::ids::{QuestionId, SectionId};
use crate::prose::{Block, is_blank};
use crate::table::RoundTable;
use crate::words::Words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The report as far as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenReport {
    /// What kind it is.
    pub kind: ReportKind,
    /// What stands before it.
    pub setting: ReportSetting,
    /// Its sections, in order, without those that were left out.
    pub sections: Vec<WrittenSection>,
}

/// A section of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenSection {
    /// Its id.
    pub id: SectionId,
    /// What it is about.
    #[serde(flatten)]
    pub about: SectionAbout,
    /// What it is called; empty where the catalogue names it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What was written; empty if nothing was.
    pub text: Vec<Block>,
}

impl Outcome {
    /// Takes in the report, if one was begun, with what was written in its sections. Only for those who may read it: without this,
    /// an outcome says nothing of it.
    pub fn take_report(&mut self, table: &RoundTable, prose: &BTreeMap<Root, Vec<Block>>) {
        let section = |section: &ReportSection| WrittenSection {
            id: section.id.clone(),
            about: section.about.clone(),
            title: title(table, section),
            text: prose
                .get(&section.root())
                .filter(|blocks| !is_blank(blocks))
                .cloned()
                .unwrap_or_default(),
        };
        self.report = table.report.as_ref().map(|report| WrittenReport {
            kind: report.kind,
            setting: report.setting.clone(),
            sections: report.shown().map(section).collect(),
        });
    }
}

impl WrittenSection {
    /// What it is called, by its writers or by the catalogue.
    pub fn called(&self, words: &Words) -> String {
        if self.title.is_empty() {
            words.say(&format!("report-section-{}", self.about.as_str()))
        } else {
            self.title.clone()
        }
    }
}

impl WrittenReport {
    /// Whether a section about this question is in it, and written.
    pub(super) fn has_written(&self, question: &QuestionId) -> bool {
        let of_it = |it: &&WrittenSection| it.about.question() == Some(question);
        self.sections
            .iter()
            .filter(of_it)
            .any(|it| !it.text.is_empty())
    }
}

/// What a section is called: nothing where the catalogue names it.
fn title(table: &RoundTable, section: &ReportSection) -> String {
    let question = section.about.question().and_then(|id| table.question(id));
    match question {
        Some(question) if section.title.is_empty() => question.titled(),
        _ => section.title.clone(),
    }
}
