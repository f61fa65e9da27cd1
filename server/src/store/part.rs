//! What a batch is made of: the drafts of each caller, and on what they stand.

use std::collections::BTreeMap;

use shared::features::ballots::SecretChange;
use shared::ids::TableId;
use shared::seq::Seq;

use super::digest::Digest;
use super::due::Due;
use super::entry::Draft;
use super::published::PublishedPage;

/// The drafts of one caller. Several parts of a batch may name the same table.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) table: &'a TableId,
    pub(super) drafts: &'a [Draft],
    /// What becomes of what is kept beside the log.
    pub(super) choices: &'a [SecretChange],
    /// What they say of what is closed by itself.
    pub(super) due: &'a [Due],
    /// What they say of pages that need no account.
    pub(super) pages: &'a [PublishedPage],
    /// On what they were decided; without it, they are appended to whatever is there.
    pub(super) seen: Option<Seen>,
}

/// On what something was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// The number of the last entry of the table's log.
    pub head: Seq,
    /// The digest of its last event.
    pub chain: Digest,
    /// Up to which entry the log of its session was followed.
    pub session: Seq,
}

/// The end of a log.
#[derive(Clone, Copy)]
pub(super) struct Tip {
    /// The number of its last entry.
    pub(super) head: Seq,
    /// The digest of its last event.
    pub(super) chain: Digest,
}

/// Where logs are taken to end, and up to which entry their sessions were followed: true, or nothing is written.
pub(super) type Tips<'a> = BTreeMap<&'a TableId, (Tip, i64)>;
