//! The items of a plain agenda, and of every table that was convened before tables had agendas of their own.

use super::item::{AgendaItem, DraftingMode, OpenAnswers, Openings};
use super::point::AgendaPoint;
use crate::ids::AgendaItemId;

/// Where a table with a plain agenda is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// People arrive and read the concept note.
    Welcome,
    /// Answers are written.
    Drafting,
    /// Practices are brought, read and discussed.
    Practices,
    /// Ballots are held.
    Voting,
    /// The last words are put in order.
    WrapUp,
    /// Nothing changes any more.
    Closed,
}

impl Phase {
    /// Every phase, in order.
    pub const ALL: [Self; 6] = [
        Self::Welcome,
        Self::Drafting,
        Self::Practices,
        Self::Voting,
        Self::WrapUp,
        Self::Closed,
    ];

    /// The phases in which answers are written, and practices brought, revised and discussed.
    pub const WORKING: [Self; 4] = [Self::Drafting, Self::Practices, Self::Voting, Self::WrapUp];

    /// The id of its item, and what the log calls it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Drafting => "drafting",
            Self::Practices => "practices",
            Self::Voting => "voting",
            Self::WrapUp => "wrap-up",
            Self::Closed => "closed",
        }
    }

    /// Its item, without a title; none for a closed table.
    pub fn item(self) -> Option<AgendaItem> {
        if self == Self::Closed {
            return None;
        }
        let working = Self::WORKING.contains(&self);
        Some(AgendaItem {
            id: AgendaItemId::new(self.as_str()).ok()?,
            title: String::new(),
            minutes: 0,
            open: Openings {
                answers: if working {
                    OpenAnswers::All
                } else {
                    OpenAnswers::None
                },
                drafting: DraftingMode::Open,
                practices: working,
                ballots: self == Self::Voting,
            },
        })
    }

    /// The items of all.
    pub fn items() -> Vec<AgendaItem> {
        Self::ALL.into_iter().filter_map(Self::item).collect()
    }
}

impl From<Phase> for AgendaPoint {
    fn from(phase: Phase) -> Self {
        phase.item().map_or(Self::Closed, |item| item.point())
    }
}

impl PartialEq<Phase> for AgendaPoint {
    fn eq(&self, phase: &Phase) -> bool {
        self.as_str() == phase.as_str()
    }
}
