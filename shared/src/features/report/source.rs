//! What is brought into a section, and how one knows that the table has something else by now.

use crate::document::Root;
use crate::features::pulling::seen;
use crate::ids::{DelegationId, ParticipantId, QuestionId, Timestamp};
use crate::prose::{Block, is_blank};
use crate::seq::Seq;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};

/// How many signs of a paragraph's sign are kept: enough to tell those of one text apart.
const SIGN: usize = 8;

/// What is brought in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum ReportSource {
    /// What the delegations answer together.
    Joint {
        /// To which question.
        question: QuestionId,
    },
    /// What one delegation answers, as far as everybody reads it: into a chair's summary only.
    Own {
        /// To which question.
        question: QuestionId,
        /// Which delegation.
        delegation: DelegationId,
    },
    /// What the table did, in plain sentences.
    Facts,
}

tagged!(ReportSource, "is");

impl ReportSource {
    /// The texts that it is, in order; none for facts.
    pub fn roots(&self) -> Vec<Root> {
        match self {
            Self::Joint { question } => vec![Root::Joint(question.clone())],
            Self::Own {
                question,
                delegation,
            } => vec![
                // What was written for everybody before answers were private comes first.
                Root::Own(question.clone(), delegation.clone()),
                Root::Private(question.clone(), delegation.clone()),
            ],
            Self::Facts => Vec::new(),
        }
    }
}

/// What was brought in last from a source. The text itself stands beside the event in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// From where.
    pub from: ReportSource,
    /// A short sign of each paragraph that the source had then.
    pub signs: Vec<String>,
    /// SHA-256 of the canonical form of the source's text, in hex.
    pub digest: String,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ParticipantId>,
    /// The entry of the log that holds the text.
    pub entry: Seq,
}

/// How far a source has moved since it was brought in, in paragraphs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drift {
    /// Which are new, or say something else.
    pub come: usize,
    /// Which are gone, or said something else.
    pub gone: usize,
}

impl Drift {
    /// Between the signs of what was brought in and those of what is there now.
    pub fn between(then: &[String], now: &[String]) -> Self {
        Self {
            come: missing(now, then),
            gone: missing(then, now),
        }
    }

    /// In how many paragraphs they differ.
    pub fn paragraphs(self) -> usize {
        self.come.max(self.gone)
    }
}

/// How many of the first are not among the second, each of which stands for one.
fn missing(some: &[String], among: &[String]) -> usize {
    let mut left: Vec<&String> = among.iter().collect();
    let mut missing = 0;
    for sign in some {
        match left.iter().position(|it| *it == sign) {
            Some(at) => drop(left.swap_remove(at)),
            None => missing += 1,
        }
    }
    missing
}

/// A short sign of one paragraph.
pub fn sign(block: &Block) -> String {
    let mut sign = seen(std::slice::from_ref(block));
    sign.truncate(SIGN);
    sign
}

/// The signs of the paragraphs of a text that say something.
pub fn signs(text: &[Block]) -> Vec<String> {
    let worded = text
        .iter()
        .filter(|block| !is_blank(std::slice::from_ref(block)));
    worded.map(sign).collect()
}
