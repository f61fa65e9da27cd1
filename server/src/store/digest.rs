//! How an outsider recomputes what the log says of itself.
//!
//! The canonical encoding of an entry is the concatenation of
//!
//! | part | bytes |
//! | --- | --- |
//! | table | length as u64, then the id in ASCII |
//! | seq | u64 |
//! | kind | one byte: `u` for an update, `p` for one of a document that not everybody reads, `e` for an event, `s` for a snapshot |
//! | participant | length as u64, then the id in ASCII; nobody is a length of 0 |
//! | at | u64, milliseconds since 1970 |
//! | body | length as u64, then the bytes |
//!
//! with every number big-endian. Then
//!
//! - an update's digest is SHA-256(encoding): a checksum of that row;
//! - an event's digest is SHA-256(digest of the table's previous event ‖ encoding), where the first
//!   event's previous digest is 32 zero bytes: the events form a chain, and its last digest is the
//!   table's `chain`;
//! - a snapshot's digest is SHA-256(encoding), with the sequence number of the last entry it holds.

use sha2::{Digest as _, Sha256};
use shared::ids::{ParticipantId, TableId, Timestamp};
use shared::seq::Seq;

use super::kind::Kind;

/// A SHA-256 digest.
pub type Digest = [u8; 32];

/// Where every table's chain of events begins.
pub const CHAIN_START: Digest = [0; 32];

/// What a digest is computed over.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// The table whose log it is.
    pub table: &'a TableId,
    /// Its number in that log.
    pub seq: Seq,
    /// Who did it.
    pub participant: Option<&'a ParticipantId>,
    /// When.
    pub at: Timestamp,
    /// The update, the event or the snapshot.
    pub body: &'a [u8],
}

impl Record<'_> {
    /// The digest of an entry of this kind; `previous` is the digest of the event before it.
    pub fn entry_digest(&self, kind: Kind, previous: &Digest) -> Digest {
        let mut hash = Sha256::new();
        if kind == Kind::Event {
            hash.update(previous);
        }
        self.encode(kind.letter(), &mut hash);
        hash.finalize().into()
    }

    /// The digest of a snapshot.
    pub fn snapshot_digest(&self) -> Digest {
        let mut hash = Sha256::new();
        self.encode(b's', &mut hash);
        hash.finalize().into()
    }

    fn encode(&self, kind: u8, hash: &mut Sha256) {
        let mut counted = |bytes: &[u8], then: &[u8]| {
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
            hash.update(then);
        };
        let mut after_table = [0; 9];
        after_table[..8].copy_from_slice(&self.seq.get().to_be_bytes());
        after_table[8] = kind;
        counted(self.table.as_str().as_bytes(), &after_table);
        let participant = self.participant.map_or("", ParticipantId::as_str);
        counted(participant.as_bytes(), &self.at.0.to_be_bytes());
        counted(self.body, &[]);
    }
}
