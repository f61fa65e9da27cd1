//! The report as the rapporteurs wrote it, within an outcome.

use super::{Changes, Outcome};
use crate::document::Root;
use crate::features::report::{ReportKind, ReportSection, ReportSetting, SectionAbout};
use crate::ids::{QuestionId, SectionId};
use crate::prose::{Block, is_blank};
use crate::table::{Audience, RoundTable};
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
    /// What the sections that were left out are about: that is told nowhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<SectionAbout>,
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
            left_out: {
                let left_out = report.sections.iter().filter(|it| it.left_out);
                left_out.map(|it| it.about.clone()).collect()
            },
        });
        self.report_is_out = self.report.is_some() && table.report_readers() == Audience::Everybody;
    }

    /// The same without the report.
    pub fn leave_report(&mut self) {
        self.report = None;
        self.changes.iter_mut().for_each(Changes::leave_report);
        self.report_is_out = false;
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

/// What stands in a place of the report.
pub(super) enum Place<'a> {
    /// What was written in a section.
    Written(&'a WrittenSection),
    /// What the outcome tells of that anyhow.
    Told(SectionAbout),
}

impl WrittenReport {
    /// What stands where: its sections, with what the outcome tells in the place of those that are not written, and after them what stands
    /// nowhere yet and was not left out. An answer is not told twice: a section that is written says it.
    pub(super) fn places(&self, outcome: &Outcome) -> Vec<Place<'_>> {
        let mut told: Vec<SectionAbout> = Vec::new();
        let mut all = Vec::new();
        for section in &self.sections {
            if !section.text.is_empty() {
                all.push(Place::Written(section));
            } else if !told.contains(&section.about) {
                told.push(section.about.clone());
                all.push(Place::Told(section.about.clone()));
            }
        }
        let asked = outcome.questions.iter().map(|asked| &asked.id);
        let asked = asked.filter(|id| !self.has_written(id)).cloned();
        let asked = asked.map(|question| SectionAbout::Question { question });
        let records = [
            SectionAbout::Practices,
            SectionAbout::Decisions,
            SectionAbout::NextSteps,
            SectionAbout::Participants,
            SectionAbout::Proceedings,
        ];
        let rest = asked.chain(records);
        let rest = rest.filter(|it| !told.contains(it) && !self.left_out.contains(it));
        all.extend(rest.map(Place::Told));
        all
    }

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
