//! Which revisions there are.

use super::event::RevisionEvent;
use crate::ids::{ParticipantId, RestorationId, RevisionId, Timestamp};
use crate::seq::Seq;
use crate::table::{Moment, Record};
use serde::{Deserialize, Serialize};

/// The revisions of a table, and what was put back of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revisions {
    /// What was frozen, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frozen: Vec<Revision>,
    /// What was put back, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub restored: Vec<Restored>,
}

/// The table's text as it was frozen once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// Its id.
    pub id: RevisionId,
    /// Which it is, from 1.
    pub number: u32,
    /// What it is called.
    pub name: String,
    /// SHA-256 of the text's canonical form, in hex.
    pub digest: String,
    /// When it was frozen.
    pub at: Timestamp,
    /// Who froze it.
    pub by: Option<ParticipantId>,
    /// The entry of the log that holds the text.
    pub entry: Seq,
}

/// A paragraph that was put back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    /// The id of putting it back.
    pub id: RestorationId,
    /// Of which revision.
    pub revision: RevisionId,
    /// In which text, by its root's name.
    pub root: String,
    /// Which paragraph of it.
    pub block: u32,
}

impl Revision {
    /// The beginning of its digest: enough to tell two apart by eye.
    pub fn short_digest(&self) -> &str {
        self.digest.get(..12).unwrap_or(&self.digest)
    }
}

impl Revisions {
    /// Whether nothing was ever frozen.
    pub fn is_empty(&self) -> bool {
        self.frozen.is_empty() && self.restored.is_empty()
    }

    /// The revision by that id.
    pub fn revision(&self, id: &RevisionId) -> Option<&Revision> {
        self.frozen.iter().find(|revision| &revision.id == id)
    }

    /// The revision by that number.
    pub fn numbered(&self, number: u32) -> Option<&Revision> {
        self.frozen
            .iter()
            .find(|revision| revision.number == number)
    }

    /// Takes in what happened.
    pub(crate) fn apply(&mut self, record: &Record, event: &RevisionEvent) -> Option<Moment> {
        match event {
            RevisionEvent::RevisionFrozen {
                revision,
                number,
                name,
                digest,
            } => {
                self.frozen.push(Revision {
                    id: revision.clone(),
                    number: *number,
                    name: name.clone(),
                    digest: digest.clone(),
                    at: record.at,
                    by: record.by.clone(),
                    entry: record.seq,
                });
                Some(Moment::RevisionFrozen {
                    number: *number,
                    name: name.clone(),
                    digest: digest.clone(),
                })
            }
            RevisionEvent::PassageRestored {
                restoration,
                revision,
                root,
                block,
                hands: _,
            } => {
                self.restored.push(Restored {
                    id: restoration.clone(),
                    revision: revision.clone(),
                    root: root.clone(),
                    block: *block,
                });
                None
            }
        }
    }
}
