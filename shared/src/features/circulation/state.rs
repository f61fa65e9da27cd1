//! Which drafts went out, and what was said to them.

use super::correction::{Correction, CorrectionStanding};
use super::event::CirculationEvent;
use crate::ids::{CorrectionId, DraftId, ParticipantId, Timestamp};
use crate::seq::Seq;
use crate::table::Record;
use serde::{Deserialize, Serialize};

/// The drafts of a table's outcome, and the corrections that were offered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circulation {
    /// The drafts, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drafts: Vec<Draft>,
    /// The corrections, in the order in which they were offered, those taken back among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

/// A draft of the outcome that went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// Which it is, from 1.
    pub number: u32,
    /// When it went out.
    pub since: Timestamp,
    /// Until when corrections may be offered.
    pub until: Timestamp,
    /// What goes with it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Whether the corrigendum says which delegation offered what.
    #[serde(default)]
    pub by_name: bool,
    /// How many numbered paragraphs it has.
    pub paragraphs: u32,
    /// SHA-256 of its text, in hex.
    pub text: String,
    /// SHA-256 of all that was frozen, in hex.
    pub digest: String,
    /// Who sent it out.
    pub by: Option<ParticipantId>,
    /// The entry of the log that holds it.
    pub entry: Seq,
}

/// A draft with its paragraphs, as those at the table read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownDraft {
    /// Which it is.
    pub draft: Draft,
    /// Its paragraphs, in order.
    pub paragraphs: Vec<ShownParagraph>,
}

/// A paragraph of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownParagraph {
    /// Its number, from 1.
    pub number: u32,
    /// Under which heading it stands, told where that begins.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub under: String,
    /// What it says.
    pub words: String,
}

impl Draft {
    /// Whether corrections may be offered at a moment.
    pub fn runs_at(&self, now: Timestamp) -> bool {
        now < self.until
    }
}

impl Circulation {
    /// Whether nothing ever went out.
    pub fn is_untouched(&self) -> bool {
        self.drafts.is_empty() && self.corrections.is_empty()
    }

    /// The draft by that id.
    pub fn draft(&self, id: &DraftId) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.id == *id)
    }

    /// The draft that went out last: corrections are offered to no other.
    pub fn latest(&self) -> Option<&Draft> {
        self.drafts.last()
    }

    /// The correction by that id.
    pub fn correction(&self, id: &CorrectionId) -> Option<&Correction> {
        self.corrections.iter().find(|it| it.id == *id)
    }

    /// The corrections that wait for an answer.
    pub fn open(&self) -> impl Iterator<Item = &Correction> {
        self.corrections.iter().filter(|it| it.is_open())
    }

    /// How many characters people wrote in all of it.
    pub(super) fn characters(&self) -> usize {
        let notes = self.drafts.iter().map(|it| it.note.chars().count());
        let corrections = self.corrections.iter().map(Correction::characters);
        notes.chain(corrections).sum()
    }

    /// Takes in what happened.
    pub(crate) fn apply(&mut self, record: &Record, event: &CirculationEvent) {
        let at = record.at;
        match event {
            CirculationEvent::DraftCirculated {
                draft,
                number,
                until,
                note,
                by_name,
                paragraphs,
                text,
                digest,
            } => self.drafts.push(Draft {
                id: draft.clone(),
                number: *number,
                since: at,
                until: *until,
                note: note.clone(),
                by_name: *by_name,
                paragraphs: *paragraphs,
                text: text.clone(),
                digest: digest.clone(),
                by: record.by.clone(),
                entry: record.seq,
            }),
            CirculationEvent::CirculationExtended { draft, until } => {
                let there = self.drafts.iter_mut().find(|it| it.id == *draft);
                if let Some(there) = there {
                    there.until = *until;
                }
            }
            CirculationEvent::CorrectionOffered {
                correction,
                draft,
                paragraph,
                words,
                proposed,
                reason,
                delegation,
            } => self.corrections.push(Correction {
                id: correction.clone(),
                draft: draft.clone(),
                paragraph: *paragraph,
                words: words.clone(),
                proposed: proposed.clone(),
                reason: reason.clone(),
                delegation: delegation.clone(),
                at,
                standing: CorrectionStanding::Offered,
            }),
            CirculationEvent::CorrectionWithdrawn { correction } => {
                self.becomes(correction, CorrectionStanding::Withdrawn);
            }
            CirculationEvent::CorrectionAccepted {
                correction,
                read,
                answer,
            } => {
                let (read, answer) = (read.clone(), answer.clone());
                let standing = CorrectionStanding::Accepted { read, answer, at };
                self.becomes(correction, standing);
            }
            CirculationEvent::CorrectionAnswered { correction, answer } => {
                let answer = answer.clone();
                self.becomes(correction, CorrectionStanding::Answered { answer, at });
            }
        }
    }

    fn becomes(&mut self, id: &CorrectionId, standing: CorrectionStanding) {
        if let Some(there) = self.corrections.iter_mut().find(|it| it.id == *id) {
            there.standing = standing;
        }
    }
}
