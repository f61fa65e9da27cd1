//! The guiding questions asked of a table.

use super::stage::{LeftStage, Staging};
use crate::document::Root;
use crate::ids::{DelegationId, QuestionId, Timestamp};
use crate::limits::{self, named, short};
use crate::names::clean;
use crate::refusal::{Noun, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
        }
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

/// The labels with a number behind those that occur more than once: `b` and `b` become `b.1` and `b.2`.
/// Empty ones stay empty.
pub fn distinct_labels(labels: &[&str]) -> Vec<String> {
    let taken: BTreeSet<String> = labels.iter().map(|label| same_label(label)).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut given = BTreeSet::new();
    let distinct = |label: &&str| {
        let key = same_label(label);
        let twins = labels.iter().filter(|other| same_label(other) == key);
        if key.is_empty() || twins.count() == 1 {
            return label.trim().to_owned();
        }
        let stem = label.trim().trim_end_matches(['.', ')', ':']);
        loop {
            let number = counts.entry(key.clone()).or_default();
            *number += 1;
            let label = format!("{stem}.{number}");
            let is_free = !taken.contains(&same_label(&label));
            if is_free && given.insert(same_label(&label)) {
                return label;
            }
        }
    };
    labels.iter().map(distinct).collect()
}

/// What people take for the same label: case, spaces and what ends it do not tell labels apart.
pub fn same_label(label: &str) -> String {
    let words: Vec<String> = label.split_whitespace().map(str::to_lowercase).collect();
    let label = words.join(" ");
    label
        .trim_matches(['.', ')', '(', ':', '[', ']'])
        .trim()
        .to_owned()
}

/// The label that is missing where labels that count up (`a`, `b`, … or `1`, `2`, …) leave one out.
pub fn missing_label(labels: &[&str]) -> Option<(String, String)> {
    let labels: Vec<String> = labels.iter().map(|label| same_label(label)).collect();
    let mut pairs = labels.iter().zip(labels.iter().skip(1));
    pairs.find_map(|(before, after)| {
        let (here, there) = (ordinal(before)?, ordinal(after)?);
        let is_gap = here.0 == there.0 && there.1 > here.1 + 1;
        is_gap.then(|| (before.clone(), after.clone()))
    })
}

/// What a label counts in, and where it stands there.
fn ordinal(label: &str) -> Option<(bool, u32)> {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(letter @ 'a'..='z'), None) => Some((true, u32::from(letter))),
        _ => label.parse().ok().map(|number| (false, number)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_occur_twice_are_numbered() {
        let cases: [(&[&str], &[&str]); 6] = [
            (&["a", "b", "b", "c"], &["a", "b.1", "b.2", "c"]),
            (&["a)", "A", "b."], &["a.1", "A.2", "b."]),
            (&["", "", "1"], &["", "", "1"]),
            (&["b", "b", "b.1"], &["b.2", "b.3", "b.1"]),
            (&["\u{627}", "\u{627}"], &["\u{627}.1", "\u{627}.2"]),
            (&[], &[]),
        ];
        for (labels, distinct) in cases {
            assert_eq!(distinct_labels(labels), distinct, "{labels:?}");
            let given = distinct_labels(labels);
            let again: Vec<&str> = given.iter().map(String::as_str).collect();
            assert_eq!(distinct_labels(&again), given, "once is enough");
        }
    }

    #[test]
    fn a_gap_is_found_where_labels_count_up() {
        let gap = |labels: &[&str]| missing_label(labels).map(|(before, after)| before + &after);
        assert_eq!(gap(&["a", "b", "d"]), Some("bd".to_owned()));
        assert_eq!(gap(&["1.", "3."]), Some("13".to_owned()));
        for labels in [
            &["a", "b", "c"][..],
            &["a", "1"],
            &["", "c"],
            &["b", "a"],
            &["a", "b.1", "b.2", "c"],
        ] {
            assert_eq!(gap(labels), None, "{labels:?}");
        }
    }
}
