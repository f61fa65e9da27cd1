//! The guiding questions asked of a table.

use super::stage::{LeftStage, Staging};
use crate::document::Root;
use crate::ids::{DelegationId, QuestionId, Timestamp};
use crate::limits::{self, named, short};
use crate::names::clean;
use crate::refusal::{Noun, Refusal};
use serde::{Deserialize, Serialize};

/// A guiding question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuidingQuestion {
    /// Its id; `answer/{id}` is the root of its joint answer.
    pub id: QuestionId,
    /// Its label in the note, such as `a`; may be empty.
    pub label: String,
    /// A short name for the agenda; may be empty.
    pub name: String,
    /// The question itself.
    pub text: String,
    /// Who answers it.
    #[serde(default)]
    pub answered: Answered,
    /// Whether the facilitator has locked its answers.
    #[serde(default)]
    pub locked: bool,
    /// When that was, if it is locked and was locked at this table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked_at: Option<Timestamp>,
    /// Who reads what each delegation answers.
    #[serde(default, skip_serializing_if = "Disclosure::is_open")]
    pub disclosure: Disclosure,
    /// Since when its answers are private, while they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub private_since: Option<Timestamp>,
    /// At which stage it is, and was, if it goes by stages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staging: Option<Staging>,
    /// The stages that it left shortly before the last step: last words land as if it were there still.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_stages: Vec<LeftStage>,
    /// What it asked first, once it was worded otherwise: by that it is known at another table, where it may read as before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_text: Option<String>,
}

/// How a question is worded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionWording {
    /// Its label in the note, such as `a`; may be empty.
    #[serde(default)]
    pub label: String,
    /// A short name for the agenda; may be empty.
    #[serde(default)]
    pub name: String,
    /// The question itself.
    pub text: String,
}

impl QuestionWording {
    /// It, without what nobody sees.
    #[must_use]
    pub fn cleaned(self) -> Self {
        Self {
            label: clean(&self.label),
            name: clean(&self.name),
            text: self.text.trim().to_owned(),
        }
    }

    /// Everything that is wrong with it, in the order of its fields.
    pub fn faults(&self) -> Vec<Refusal> {
        let checked = [
            short(&self.label, Noun::Label, limits::LABEL),
            named(&self.text, Noun::Question, limits::REMARK),
            short(&self.name, Noun::ShortName, limits::NAME),
        ];
        checked.into_iter().filter_map(Result::err).collect()
    }
}

impl GuidingQuestion {
    /// A question that has just been asked.
    pub(super) fn asked(id: &QuestionId, wording: &QuestionWording, answered: Answered) -> Self {
        let QuestionWording { label, name, text } = wording.clone();
        Self {
            id: id.clone(),
            label,
            name,
            text,
            answered,
            locked: false,
            locked_at: None,
            disclosure: Disclosure::Open,
            private_since: None,
            staging: None,
            left_stages: Vec::new(),
            first_text: None,
        }
    }

    /// Whether the other, of another table, asks the same: by the same id, and in the same words or in those that one of them had first. Tables
    /// with questions of their own number these from the same beginning.
    pub fn is_same_as(&self, other: &Self) -> bool {
        let first = |it: &Self| it.first_text.clone();
        let (theirs, other_first) = (&other.text, first(other));
        let asks = |text: &str| text == theirs || other_first.as_deref() == Some(text);
        self.id == other.id && (asks(&self.text) || first(self).as_deref().is_some_and(asks))
    }

    /// What it is called: its short name, or what it asks.
    pub fn called(&self) -> &str {
        if self.name.is_empty() {
            &self.text
        } else {
            &self.name
        }
    }

    /// The same behind its label: "a. Referral".
    pub fn titled(&self) -> String {
        match self.label.as_str() {
            "" => self.called().to_owned(),
            label => format!("{label}. {}", self.called()),
        }
    }

    /// Where a delegation answers it now.
    pub fn own_answer(&self, delegation: &DelegationId) -> Root {
        let (question, delegation) = (self.id.clone(), delegation.clone());
        match self.disclosure {
            Disclosure::Open => Root::Own(question, delegation),
            Disclosure::Private | Disclosure::Revealed => Root::Private(question, delegation),
        }
    }

    /// How it is worded.
    pub fn wording(&self) -> QuestionWording {
        QuestionWording {
            label: self.label.clone(),
            name: self.name.clone(),
            text: self.text.clone(),
        }
    }

    /// Words it otherwise.
    pub(super) fn word(&mut self, wording: &QuestionWording) {
        let QuestionWording { label, name, text } = wording.clone();
        if self.first_text.is_none() && self.text != text {
            self.first_text = Some(std::mem::take(&mut self.text));
        }
        (self.label, self.name, self.text) = (label, name, text);
    }
}

/// Who answers a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answered {
    /// The table writes one answer.
    Jointly,
    /// Each delegation writes its own.
    ByDelegation,
    /// Both.
    #[default]
    Both,
}

impl Answered {
    /// Whether there is a joint answer.
    pub fn jointly(self) -> bool {
        self != Self::ByDelegation
    }

    /// Whether each delegation has an answer of its own.
    pub fn by_delegation(self) -> bool {
        self != Self::Jointly
    }
}

/// Who reads what each delegation answers. What was once written for everybody, or revealed, is never private again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disclosure {
    /// Everybody, as it is written.
    #[default]
    Open,
    /// Nobody but the delegation itself, until all answers are revealed at once.
    Private,
    /// Everybody, what was written privately, too.
    Revealed,
}

impl Disclosure {
    /// Whether it was never private.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    pub(super) fn is_open(&self) -> bool {
        *self == Self::Open
    }
}
