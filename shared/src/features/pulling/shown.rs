//! What is told over HTTP: the texts of a compilation, what other tables answer, and who wrote what was pulled from there.

use super::state::Compilation;
use crate::document::Root;
use crate::features::answers::{Disclosure, GuidingQuestion};
use crate::features::delegations::Delegation;
use crate::features::revisions::ShownText;
use crate::ids::{DelegationId, ParticipantId, QuestionId, TableId};
use serde::{Deserialize, Serialize};

/// A compilation with its texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownCompilation {
    /// Which it is.
    pub compilation: Compilation,
    /// What each delegation had answered, in the order of the delegations; no text in which nothing was written.
    pub texts: Vec<ShownText>,
}

/// What another table of the session answers to a question, so that everybody there may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswersElsewhere {
    /// Which table.
    pub table: TableId,
    /// What it is called.
    pub name: String,
    /// Who sits there.
    pub delegations: Vec<Delegation>,
    /// What is asked there, if it is not [the same](GuidingQuestion::is_same_as): then it is for people to say that it belongs here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// The joint answer, and what each delegation answers; no text in which nothing is written.
    pub texts: Vec<ShownText>,
}

/// Somebody who wrote words that were pulled from another table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guest {
    /// Their id.
    pub id: ParticipantId,
    /// What they are called; nothing if their name was erased.
    pub name: String,
    /// The delegation that they speak for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegation: Option<Delegation>,
    /// What the table is called that the words were pulled from.
    pub table: String,
}

/// What a delegation wrote at a table from which it was asked to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftBehind {
    /// That table.
    pub table: TableId,
    /// What it is called.
    pub name: String,
    /// Its own texts there in which something is written.
    pub texts: Vec<LeftText>,
}

/// One of these texts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LeftText {
    /// Its root's name, there.
    pub root: String,
    /// Its [sign](super::seen).
    pub seen: String,
    /// Whether nobody but the delegation reads it there.
    pub private: bool,
    /// The question that it answers, as it is called there; nothing if it is the desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// The question here that is [the same](GuidingQuestion::is_same_as), if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<QuestionId>,
}

/// Into which text of a delegation its words from another table go, as an answer to a question here or else to its desk: what only itself read
/// there, nobody else reads here.
pub fn lands(of: &DelegationId, private: bool, question: Option<&GuidingQuestion>) -> Root {
    let desk = || Root::Desk(of.clone());
    question
        .filter(|it| it.answered.by_delegation())
        .filter(|it| !private || it.disclosure == Disclosure::Private)
        .map_or_else(desk, |it| it.own_answer(of))
}
