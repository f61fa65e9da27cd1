//! Good practices and lessons learned, as cards.

use super::filed::Filed;
use super::maturity::{Evidence, Maturity};
use crate::ids::{DelegationId, ParticipantId, PracticeId, QuestionId, RemarkId, ThemeId};
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
    /// That it was brought from a file, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed: Option<Filed>,
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
            filed: None,
        }
    }

    /// Takes in the answer to a question asked on it, in place of an earlier one.
    pub fn answer(&mut self, remark: &RemarkId, text: &str) {
        if let Some(remark) = self.remarks.iter_mut().find(|r| &r.id == remark) {
            remark.answer = Some(text.to_owned());
        }
    }
}

/// What a card is about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum PracticeKind {
    /// Something that works.
    #[default]
    Practice,
    /// Something that was learned, also from what did not work.
    Lesson,
}

impl PracticeKind {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Practice, Self::Lesson];

    /// Its name on the wire and in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Lesson => "lesson",
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    fn is_usual(&self) -> bool {
        *self == Self::default()
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
    /// A theme that is none of the table's, in the delegation's own words.
    #[serde(default)]
    pub theme: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "PracticeKind::is_usual")]
    pub kind: PracticeKind,
    /// The table's themes that it speaks to.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub themes: BTreeSet<ThemeId>,
    /// What shows its results.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub evidence: BTreeSet<Evidence>,
    /// Who has validated it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub validated_by: String,
}

impl PracticeCard {
    /// It, with what names it without what nobody sees.
    #[must_use]
    pub fn cleaned(self) -> Self {
        Self {
            title: clean(&self.title),
            place_and_time: clean(&self.place_and_time),
            theme: clean(&self.theme),
            validated_by: clean(&self.validated_by),
            ..self
        }
    }

    /// How mature the practice is; what was learned has no maturity.
    pub fn maturity(&self) -> Option<Maturity> {
        (self.kind == PracticeKind::Practice).then(|| Maturity::of(&self.evidence))
    }
}

/// The prose fields of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PracticeField {
    /// What was to be solved, and where.
    Context,
    /// What was done.
    Done,
    /// Who benefited.
    Beneficiaries,
    /// What came of it, and how one knows.
    Results,
    /// What stood in the way, and how it was overcome.
    Constraints,
    /// What made it work.
    Enablers,
    /// Whether it lasts.
    Sustainability,
    /// Whether others can do it.
    Transfer,
    /// What it means for women and men, girls and boys, young and old.
    Inclusion,
}

impl PracticeField {
    /// Every prose field, in the order in which a card shows them.
    pub const ALL: [Self; 9] = [
        Self::Context,
        Self::Done,
        Self::Beneficiaries,
        Self::Results,
        Self::Constraints,
        Self::Enablers,
        Self::Sustainability,
        Self::Transfer,
        Self::Inclusion,
    ];
    /// Those that every card is expected to tell; the others are there for who has something to say.
    pub const EXPECTED: [Self; 4] = [Self::Done, Self::Results, Self::Enablers, Self::Transfer];

    /// The field's name in its root and in catalogues.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Context => "context",
            Self::Done => "done",
            Self::Beneficiaries => "beneficiaries",
            Self::Results => "results",
            Self::Constraints => "constraints",
            Self::Enablers => "enablers",
            Self::Sustainability => "sustainability",
            Self::Transfer => "transfer",
            Self::Inclusion => "inclusion",
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
