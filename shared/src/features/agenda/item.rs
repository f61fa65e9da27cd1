//! What stands on the agenda.

use super::point::AgendaPoint;
use crate::ids::{AgendaItemId, QuestionId};
use crate::limits::{self, named};
use crate::names::clean;
use crate::refusal::{Noun, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// An item of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// Its id.
    pub id: AgendaItemId,
    /// What it is called. Empty only where a log began before tables had agendas of their own: its id is then the name
    /// of a [`Phase`](super::Phase), whose words are in the catalogues.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// For how many minutes it is planned; 0 if nobody said.
    #[serde(default)]
    pub minutes: u32,
    /// What is open meanwhile.
    #[serde(default)]
    pub open: Openings,
}

/// What is open while the table is at an item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Openings {
    /// Which questions may be answered.
    #[serde(default)]
    pub answers: OpenAnswers,
    /// Who writes their joint answers.
    #[serde(default)]
    pub drafting: DraftingMode,
    /// Whether practices are brought, revised and discussed.
    #[serde(default)]
    pub practices: bool,
    /// Whether ballots are held.
    #[serde(default)]
    pub ballots: bool,
}

/// Which questions may be answered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OpenAnswers {
    /// None.
    #[default]
    None,
    /// All there are, those added later too.
    All,
    /// These.
    To(BTreeSet<QuestionId>),
}

/// Who writes a joint answer. (A delegation's own is its own in any mode.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DraftingMode {
    /// Everybody.
    #[default]
    Open,
    /// Who presides.
    ChairOnly,
}

impl OpenAnswers {
    /// Whether this question is among them.
    pub fn holds(&self, question: &QuestionId) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::To(questions) => questions.contains(question),
        }
    }
}

impl Openings {
    /// Nothing may be changed.
    pub const NOTHING: Self = Self {
        answers: OpenAnswers::None,
        drafting: DraftingMode::Open,
        practices: false,
        ballots: false,
    };
}

impl AgendaItem {
    /// Where a table is that is at it.
    pub fn point(&self) -> AgendaPoint {
        AgendaPoint::Item(self.id.clone())
    }

    /// It, without what nobody sees.
    #[must_use]
    pub fn cleaned(mut self) -> Self {
        self.title = clean(&self.title);
        self
    }

    /// What is wrong with it, if something is: no title, too long a time.
    pub fn check(&self) -> Result<(), Refusal> {
        named(&self.title, Noun::Title, limits::NAME)?;
        if self.minutes > limits::MINUTES {
            let (what, most) = (Noun::Minutes, limits::MINUTES as usize);
            return Err(Refusal::TooMany { what, most });
        }
        Ok(())
    }
}
