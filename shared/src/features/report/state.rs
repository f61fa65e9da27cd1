//! The report of a table, but for its words.

use super::event::ReportEvent;
use super::section::ReportSection;
use super::setting::{ReportKind, ReportSetting};
use super::source::Brought;
use crate::document::Root;
use crate::ids::{PullId, SectionId, Timestamp};
use crate::table::Record;
use serde::{Deserialize, Serialize};

/// A report that was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// What kind it is.
    pub kind: ReportKind,
    /// What stands before it.
    pub setting: ReportSetting,
    /// Its sections, in order, those left out among them.
    pub sections: Vec<ReportSection>,
    /// When it was begun.
    pub begun: Timestamp,
    /// What was brought in, by the ids of doing so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bringings: Vec<PullId>,
}

impl Report {
    /// The section by that id.
    pub fn section(&self, id: &SectionId) -> Option<&ReportSection> {
        self.sections.iter().find(|section| section.id == *id)
    }

    /// The sections that are in it, in order.
    pub fn shown(&self) -> impl Iterator<Item = &ReportSection> {
        self.sections.iter().filter(|section| !section.left_out)
    }

    /// The roots of its document.
    pub fn roots(&self) -> Vec<Root> {
        self.sections.iter().map(ReportSection::root).collect()
    }

    /// Takes in what happened.
    pub(crate) fn apply(report: &mut Option<Self>, record: &Record, event: &ReportEvent) {
        if let ReportEvent::ReportBegun {
            kind,
            setting,
            sections,
        } = event
        {
            *report = Some(Self {
                kind: *kind,
                setting: (**setting).clone(),
                sections: sections.clone(),
                begun: record.at,
                bringings: Vec::new(),
            });
        } else if let Some(report) = report {
            report.go_on(record, event);
        }
    }

    fn go_on(&mut self, record: &Record, event: &ReportEvent) {
        match event {
            ReportEvent::ReportBegun { .. } => {}
            ReportEvent::ReportChanged { kind, setting } => {
                self.kind = *kind;
                self.setting.clone_from(setting);
            }
            ReportEvent::SectionAdded {
                section,
                about,
                title,
                after,
            } => {
                let new = ReportSection::new(section.clone(), about.clone(), title.clone());
                self.put(new, after.as_ref());
            }
            ReportEvent::SectionRenamed { section, title } => {
                self.change(section, |it| it.title.clone_from(title));
            }
            ReportEvent::SectionPlaced { section, after } => {
                let at = self.sections.iter().position(|it| it.id == *section);
                if let Some(at) = at {
                    let moved = self.sections.remove(at);
                    self.put(moved, after.as_ref());
                }
            }
            ReportEvent::SectionLeftOut { section, left_out } => {
                self.change(section, |it| it.left_out = *left_out);
            }
            ReportEvent::BroughtIn {
                bringing,
                section,
                from,
                signs,
                digest,
                hands: _,
            } => {
                self.bringings.push(bringing.clone());
                let brought = Brought {
                    from: from.clone(),
                    signs: signs.clone(),
                    digest: digest.clone(),
                    at: record.at,
                    by: record.by.clone(),
                    entry: record.seq,
                };
                self.change(section, |it| {
                    it.brought.retain(|before| before.from != *from);
                    it.brought.push(brought);
                });
            }
        }
    }

    /// Where a section stands that follows another; first if it follows none.
    fn put(&mut self, section: ReportSection, after: Option<&SectionId>) {
        let before = after.and_then(|after| self.sections.iter().position(|it| it.id == *after));
        let at = before.map_or(0, |before| before + 1);
        self.sections.insert(at, section);
    }

    fn change(&mut self, id: &SectionId, change: impl FnOnce(&mut ReportSection)) {
        let mut all = self.sections.iter_mut();
        if let Some(section) = all.find(|section| section.id == *id) {
            change(section);
        }
    }
}
