//! A table's history: what happened when, on one timeline, and what a text said at any moment of it.
//!
//! [`marked`] says what an event is on the timeline; [`stretches`] ties what was written in a row.

mod mark;
mod stretch;

pub use mark::{Mark, What, marked};
pub use stretch::{Stroke, moments, stretches};

use crate::features::delegations::Delegation;
use crate::features::people::Participant;
use crate::features::pulling::Guest;
use crate::ids::{ParticipantId, Timestamp};
use crate::prose::authored::AuthoredBlock;
use crate::seq::Seq;
use serde::{Deserialize, Serialize};

/// The whole of a table's history, as whoever asks may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// What the table is called.
    pub table: String,
    /// The entry that the texts' history begins with, if what was written before was cleared away.
    pub begins: Option<Seq>,
    /// The texts of the table, those included that are there no more.
    pub texts: Vec<NamedText>,
    /// Who sits at the table.
    pub delegations: Vec<Delegation>,
    /// Who was ever let in.
    pub people: Vec<Participant>,
    /// Who never sat here and wrote words that were pulled from other tables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guests: Vec<Guest>,
    /// What happened, in order.
    pub marks: Vec<Mark>,
    /// The moments that can be shown, in order: the number of the last entry of each, and when that was.
    pub moments: Vec<(Seq, Timestamp)>,
}

/// A text of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedText {
    /// Its root, by name.
    pub root: String,
    /// The label of its question, if it has one.
    pub label: String,
    /// What its question or practice is called.
    pub name: String,
}

/// A text at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Then {
    /// The last entry of the log that counts.
    pub seq: Seq,
    /// When that was.
    pub at: Timestamp,
    /// The text that is shown, by its root; none if nothing was written yet, or it is not known any more.
    pub root: Option<String>,
    /// Whose words it holds.
    pub authors: Vec<ParticipantId>,
    /// The text.
    pub blocks: Vec<AuthoredBlock>,
}
