//! What happened to the report, and who may see it. What kind it is, what stands before it and what its sections are called is no
//! secret at the table, nor that words were brought in that everybody reads; its own words are, and they are in no event.

use super::section::{ReportSection, SectionAbout};
use super::setting::{ReportKind, ReportSetting};
use super::source::ReportSource;
use crate::features::revisions::Hand;
use crate::ids::{PullId, SectionId};
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What happened to the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum ReportEvent {
    /// It was begun.
    ReportBegun {
        /// What kind it is.
        kind: ReportKind,
        /// What stands before it.
        setting: Box<ReportSetting>,
        /// Its sections.
        sections: Vec<ReportSection>,
    },
    /// It is of another kind, or something else stands before it.
    ReportChanged {
        /// What kind it is.
        kind: ReportKind,
        /// What stands before it.
        setting: Box<ReportSetting>,
    },
    /// There is one section more.
    SectionAdded {
        /// Its id.
        section: SectionId,
        /// What it is about.
        about: SectionAbout,
        /// What it is called.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        title: String,
        /// After which it stands; first if after none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<SectionId>,
    },
    /// A section is called otherwise.
    SectionRenamed {
        /// Which.
        section: SectionId,
        /// What it is called.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        title: String,
    },
    /// A section stands somewhere else.
    SectionPlaced {
        /// Which.
        section: SectionId,
        /// After which it stands; first if after none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<SectionId>,
    },
    /// A section was taken out, or put back.
    SectionLeftOut {
        /// Which.
        section: SectionId,
        /// Whether it is out.
        left_out: bool,
    },
    /// What the table had was written into a section. The words are the update that follows in the log; what the source said stands
    /// beside the event in its entry.
    BroughtIn {
        /// The id of doing so.
        bringing: PullId,
        /// Into which section.
        section: SectionId,
        /// From where.
        from: ReportSource,
        /// A short sign of each paragraph of the source; the server fills it in, who has the texts.
        #[serde(default)]
        signs: Vec<String>,
        /// SHA-256 of the canonical form of the source's text, in hex; the server fills it in.
        #[serde(default)]
        digest: String,
        /// Under which ids the server writes the words, and whose they are; the server fills it in.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        hands: Vec<Hand>,
    },
}

tagged!(ReportEvent, "event");

impl ReportEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::ReportBegun { .. }
            | Self::ReportChanged { .. }
            | Self::SectionAdded { .. }
            | Self::SectionRenamed { .. }
            | Self::SectionPlaced { .. }
            | Self::SectionLeftOut { .. }
            | Self::BroughtIn { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::ReportBegun { .. }
            | Self::ReportChanged { .. }
            | Self::SectionAdded { .. }
            | Self::SectionRenamed { .. }
            | Self::SectionPlaced { .. }
            | Self::SectionLeftOut { .. }
            | Self::BroughtIn { .. } => {}
        }
    }
}
