//! Good practices and lessons learned, as cards.

use crate::ids::{DelegationId, ParticipantId, PracticeId, QuestionId, RemarkId};
use crate::names::clean;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A practice or lesson that a delegation brought. Its prose lives in the document, a root a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodPractice {
    /// Its id, made by the client that brought it.
    pub id: PracticeId,
    /// Who brought it.
    pub delegation: DelegationId,
    /// The card's short facts.
    pub card: PracticeCard,
    /// Delegations that endorse it.
    pub endorsed_by: BTreeSet<DelegationId>,
    /// Questions asked on it, in order.
    pub remarks: Vec<Remark>,
}

impl GoodPractice {
    /// A practice as it is brought, before anybody has said anything to it.
    pub fn brought(id: PracticeId, delegation: DelegationId, card: PracticeCard) -> Self {
        Self {
            id,
            delegation,
            card,
            endorsed_by: BTreeSet::new(),
            remarks: Vec::new(),
        }
    }

    /// Takes in the answer to a question asked on it, in place of an earlier one.
    pub fn answer(&mut self, remark: &RemarkId, text: &str) {
        if let Some(remark) = self.remarks.iter_mut().find(|r| &r.id == remark) {
            remark.answer = Some(text.to_owned());
        }
    }
}

/// The short facts on a practice's card.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PracticeCard {
    /// What it is called.
    pub title: String,
    /// Where, and since when.
    #[serde(default)]
    pub place_and_time: String,
    /// Whom to ask, or where to read more.
    #[serde(default)]
    pub contact: String,
    /// The guiding question it speaks to.
    #[serde(default)]
    pub question: Option<QuestionId>,
    /// The theme it speaks to.
    #[serde(default)]
    pub theme: String,
}

impl PracticeCard {
    /// It, with what names it without what nobody sees.
    #[must_use]
    pub fn cleaned(self) -> Self {
        Self {
            title: clean(&self.title),
            place_and_time: clean(&self.place_and_time),
            theme: clean(&self.theme),
            ..self
        }
    }
}

/// The prose fields of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PracticeField {
    /// What was done.
    Done,
    /// What came of it, and how one knows.
    Results,
    /// What made it work.
    Enablers,
    /// Whether others can do it.
    Transfer,
}

impl PracticeField {
    /// Every prose field, in the order in which a card shows them.
    pub const ALL: [Self; 4] = [Self::Done, Self::Results, Self::Enablers, Self::Transfer];

    /// The field's name in its root and in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Results => "results",
            Self::Enablers => "enablers",
            Self::Transfer => "transfer",
        }
    }
}

/// A question that a delegation asked on a practice, and what was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Its id, made by the client that asked.
    pub id: RemarkId,
    /// Who asked.
    pub by: ParticipantId,
    /// For which delegation they asked.
    pub delegation: DelegationId,
    /// What they asked.
    pub text: String,
    /// What the delegation that brought the practice answered.
    pub answer: Option<String>,
}

impl Remark {
    /// A question as it is asked, before it is answered.
    pub fn asked(id: &RemarkId, by: &ParticipantId, delegation: &DelegationId, text: &str) -> Self {
        Self {
            id: id.clone(),
            by: by.clone(),
            delegation: delegation.clone(),
            text: text.to_owned(),
            answer: None,
        }
    }
}
