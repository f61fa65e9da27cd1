//! Why a message was refused.

use shared::protocol::CloseReason;
use shared::protocol::lib0::BadBytes;
use std::sync::Arc;

/// Why a message was refused. [`Reason::code`] is stable; the rest is for the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// More bytes than the limit.
    #[error("{bytes} bytes, {limit} allowed")]
    TooLarge {
        /// What came.
        bytes: usize,
        /// What is allowed.
        limit: usize,
    },
    /// More of something than the limit.
    #[error("too many {0}")]
    TooMany(&'static str),
    /// A name or value longer than the limit.
    #[error("the {0} is too long")]
    TooLong(&'static str),
    /// The bytes end before the message does.
    #[error("the message ends early")]
    Truncated,
    /// The message ends before the bytes do.
    #[error("bytes after the end of the message")]
    Trailing,
    /// Something that no encoder writes.
    #[error("malformed {0}")]
    Malformed(&'static str),
    /// A text that is not UTF-8.
    #[error("text that is not UTF-8")]
    NotUtf8,
    /// A client id that is zero or beyond 53 bits.
    #[error("client id out of range")]
    ClientId,
    /// A clock that yrs could not count on from.
    #[error("clock out of range")]
    Clock,
    /// The same client twice in one list.
    #[error("client {0} twice")]
    RepeatedClient(u64),
    /// A kind of block that flat prose does not have (garbage, embeds, binaries, documents, …).
    #[error("blocks of kind {0} have no place in prose")]
    Content(u8),
    /// A shared type inside another.
    #[error("nested types have no place in prose")]
    Nested,
    /// A key of a map.
    #[error("map entries have no place in prose")]
    MapEntry,
    /// A formatting value that is not a JSON scalar.
    #[error("a formatting value must be a JSON scalar")]
    FormatValue,
    /// Blocks of a client before the ones that come first.
    #[error("client {client} sent clock {from} but {known} comes next")]
    Gap {
        /// Whose blocks.
        client: u64,
        /// Where they start.
        from: u32,
        /// Where the document ends.
        known: u32,
    },
    /// An origin that the document does not hold.
    #[error("block {client}:{clock} hangs on one that is not here")]
    MissingOrigin {
        /// Whose block.
        client: u64,
        /// Its clock.
        clock: u32,
    },
    /// A deletion of what the document does not hold.
    #[error("deletes {client}:{clock}, which is not here")]
    MissingDelete {
        /// Whose block.
        client: u64,
        /// The clock after the last one deleted.
        clock: u32,
    },
    /// A block that hangs on two roots.
    #[error("block {client}:{clock} hangs on two roots")]
    CrossRoot {
        /// Whose block.
        client: u64,
        /// Its clock.
        clock: u32,
    },
    /// The document holds as much as it may.
    #[error("the document is full")]
    DocumentFull,
    /// A block that reaches over something its author knew, or to the left.
    #[error("some block has neighbours that never were")]
    CrossedOrigins,
    /// A root that this seat may not write now.
    #[error("this seat may not write {0} now")]
    Root(Arc<str>),
    /// yrs could not read the update although the walk could.
    #[error("yrs could not read it: {0}")]
    Undecodable(String),
    /// yrs panicked.
    #[error("yrs panicked")]
    Panicked,
    /// yrs could not place all of it.
    #[error("part of it was left pending")]
    Pending,
    /// yrs did something other than what was foreseen.
    #[error("it did not do what it seemed to")]
    Unforeseen,
    /// An awareness state that is neither an object nor null, or nests too deep.
    #[error("an awareness state must be a shallow JSON object or null")]
    AwarenessState,
    /// A frame of no kind that the protocol knows.
    #[error("unknown kind of frame")]
    UnknownFrame,
}

impl From<BadBytes> for Reason {
    fn from(bad: BadBytes) -> Self {
        match bad {
            BadBytes::Truncated => Self::Truncated,
            BadBytes::Trailing => Self::Trailing,
            BadBytes::Malformed(what) => Self::Malformed(what),
            BadBytes::NotUtf8 => Self::NotUtf8,
            BadBytes::ClientId => Self::ClientId,
            BadBytes::Clock => Self::Clock,
            BadBytes::UnknownFrame => Self::UnknownFrame,
        }
    }
}

impl Reason {
    /// Why the connection is closed that sent it.
    pub fn close(&self) -> CloseReason {
        match self {
            // A second tab of a stock client hears the first one's edits before the server does.
            Self::Gap { .. } | Self::MissingOrigin { .. } | Self::MissingDelete { .. } => {
                CloseReason::Incomplete(self.code().into())
            }
            _ => CloseReason::refused(self.code()),
        }
    }

    /// A short stable name in kebab-case, for metrics and close reasons.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too-large",
            Self::TooMany(_) => "too-many",
            Self::TooLong(_) => "too-long",
            Self::Truncated => "truncated",
            Self::Trailing => "trailing-bytes",
            Self::Malformed(_) => "malformed",
            Self::NotUtf8 => "not-utf8",
            Self::ClientId => "client-id",
            Self::Clock => "clock-range",
            Self::RepeatedClient(_) => "repeated-client",
            Self::Content(_) => "content-kind",
            Self::Nested => "nested-type",
            Self::MapEntry => "map-entry",
            Self::FormatValue => "format-value",
            Self::Gap { .. } => "gap",
            Self::MissingOrigin { .. } => "missing-origin",
            Self::MissingDelete { .. } => "missing-delete",
            Self::CrossRoot { .. } => "cross-root",
            Self::DocumentFull => "document-full",
            Self::CrossedOrigins => "crossed-origins",
            Self::Root(_) => "root-not-writable",
            Self::Undecodable(_) => "undecodable",
            Self::Panicked => "panicked",
            Self::Pending => "pending",
            Self::Unforeseen => "unforeseen",
            Self::AwarenessState => "awareness-state",
            Self::UnknownFrame => "unknown-frame",
        }
    }
}
