//! What happened to titles, and who may see it.

use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// What happened to titles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum TitleEvent {
    /// The table is called something else.
    TableRenamed {
        /// What it is called now.
        name: String,
    },
    /// The session has another title.
    TitleRevised {
        /// The title now.
        title: String,
    },
}

tagged!(TitleEvent, "event");

impl TitleEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::TableRenamed { .. } | Self::TitleRevised { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::TableRenamed { .. } | Self::TitleRevised { .. } => {}
        }
    }
}

/// Takes in what happened.
pub(crate) fn apply(table_name: &mut String, session_title: &mut String, event: &TitleEvent) {
    match event {
        TitleEvent::TableRenamed { name } => table_name.clone_from(name),
        TitleEvent::TitleRevised { title } => session_title.clone_from(title),
    }
}
