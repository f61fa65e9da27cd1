//! What happened to the outcome in the end, and who may see it: everybody at the table.

use super::signature::{Capacity, Signature};
use crate::features::report::Attribution;
use crate::seq::Seq;
use crate::table::Audience;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What happened to the outcome in the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum SignOffEvent {
    /// Somebody signed the text.
    OutcomeSigned {
        /// As what.
        capacity: Capacity,
        /// SHA-256 of the text, in hex.
        text: String,
        /// Whether it is signed without the rapporteur.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        alone: bool,
    },
    /// All who had to have signed the same text. The outcome stands beside the event in its entry of the log.
    OutcomeSignedOff {
        /// Which version it is, from 1.
        version: u32,
        /// SHA-256 of the text, in hex.
        text: String,
        /// As what the last one signed, who is whoever did this.
        capacity: Capacity,
        /// Whether that was without the rapporteur.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        alone: bool,
        /// Who had signed before.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        before: BTreeMap<Capacity, Signature>,
        /// SHA-256 of all that was frozen, in hex; the server fills it in, who has it.
        #[serde(default)]
        digest: String,
        /// The last entry of the log that was committed before; the server fills it in.
        #[serde(default = "start")]
        head: Seq,
        /// Where the chain of events ended there, in hex; the server fills it in.
        #[serde(default)]
        chain: String,
    },
    /// What was signed is open again.
    OutcomeReopened {
        /// Why.
        reason: String,
    },
    /// What was signed off can be read without an account.
    OutcomePublished {
        /// The end of its address, which nobody guesses; the server fills it in.
        #[serde(default)]
        page: String,
        /// The entry of the log that holds what is published.
        entry: Seq,
        /// Whose things are said to be there.
        #[serde(default)]
        attribution: Attribution,
    },
    /// It cannot any more.
    OutcomeUnpublished {
        /// The end of the address that it had.
        page: String,
    },
}

tagged!(SignOffEvent, "event");

const fn start() -> Seq {
    Seq::START
}

/// What an event says of a published page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published<'a> {
    /// This page shows what stands beside that entry from here on, told so.
    Put(&'a str, Seq, Attribution),
    /// This page is gone.
    TakenOut(&'a str),
}

impl SignOffEvent {
    /// Who may see all of it.
    pub(crate) const fn audience(&self) -> Audience<'_> {
        match self {
            Self::OutcomeSigned { .. }
            | Self::OutcomeSignedOff { .. }
            | Self::OutcomeReopened { .. }
            | Self::OutcomePublished { .. }
            | Self::OutcomeUnpublished { .. } => Audience::Everybody,
        }
    }

    /// Takes out what the others do not see.
    pub(crate) const fn veil(&mut self) {
        match self {
            Self::OutcomeSigned { .. }
            | Self::OutcomeSignedOff { .. }
            | Self::OutcomeReopened { .. }
            | Self::OutcomePublished { .. }
            | Self::OutcomeUnpublished { .. } => {}
        }
    }

    /// What it says of a published page.
    pub fn published(&self) -> Option<Published<'_>> {
        match self {
            Self::OutcomePublished {
                page,
                entry,
                attribution,
            } => Some(Published::Put(page, *entry, *attribution)),
            Self::OutcomeUnpublished { page } => Some(Published::TakenOut(page)),
            Self::OutcomeSigned { .. }
            | Self::OutcomeSignedOff { .. }
            | Self::OutcomeReopened { .. } => None,
        }
    }
}
