//! What is asked about the report.

use super::section::SectionAbout;
use super::setting::{ReportKind, ReportSetting};
use super::source::ReportSource;
use crate::ids::{PullId, SectionId};
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What is asked about the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum ReportCommand {
    /// Begin it, from what happened so far.
    BeginReport {
        /// What kind it is.
        kind: ReportKind,
        /// What stands before it.
        setting: ReportSetting,
    },
    /// Say otherwise what kind it is, and what stands before it.
    ChangeReport {
        /// What kind it is.
        kind: ReportKind,
        /// What stands before it.
        setting: ReportSetting,
    },
    /// Add a section.
    AddSection {
        /// Its new id.
        section: SectionId,
        /// What it is about.
        about: SectionAbout,
        /// What it is called.
        #[serde(default)]
        title: String,
        /// After which it stands; first if after none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<SectionId>,
    },
    /// Call a section otherwise; by nothing, as the catalogue or the question calls it.
    RenameSection {
        /// Which.
        section: SectionId,
        /// What it is called.
        #[serde(default)]
        title: String,
    },
    /// Put a section somewhere else.
    PlaceSection {
        /// Which.
        section: SectionId,
        /// After which it stands; first if after none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<SectionId>,
    },
    /// Take a section out of the report, with its words, or put it back.
    LeaveOutSection {
        /// Which.
        section: SectionId,
        /// Whether it is out.
        left_out: bool,
    },
    /// Write what the table has now at the end of a section, in its authors' names: what is new since it was brought in last, or all
    /// of it where the section is empty.
    BringIn {
        /// The new id of doing so.
        bringing: PullId,
        /// Into which section.
        section: SectionId,
        /// What.
        from: ReportSource,
    },
}

tagged!(ReportCommand, "command");
