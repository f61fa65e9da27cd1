//! Names that things go by on the wire, in the log and in links.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a text cannot be an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id is 1 to 32 characters of a-z, 0-9 and -")]
pub struct BadId;

/// Ids name document roots (`answer/{question}`), so their alphabet is small on purpose.
fn check(text: &str) -> Result<(), BadId> {
    let fits = (1..=32).contains(&text.len());
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if fits && text.bytes().all(plain) {
        Ok(())
    } else {
        Err(BadId)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Takes a text of 1 to 32 characters of `a-z`, `0-9` and `-`.
            pub fn new(text: impl Into<String>) -> Result<Self, BadId> {
                let text = text.into();
                check(&text).map(|()| Self(text))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                Self::new(text)
            }
        }
    )*};
}

ids! {
    /// A gathering: a concept note, delegations, one or more tables.
    SessionId
    /// One round table, with its documents and its one log.
    TableId
    /// A guiding question of a table.
    QuestionId
    /// Who has a seat and one vote.
    DelegationId
    /// A person.
    ParticipantId
    /// The link that lets people in.
    InvitationId
    /// What practices speak to.
    ThemeId
    /// A practice or lesson that a delegation brought.
    PracticeId
    /// A question that a delegation asked on a practice.
    RemarkId
    /// A question put to the delegations.
    BallotId
    /// A comment on a passage.
    CommentId
    /// What was said to a comment.
    ReplyId
    /// What stands on the agenda of a table.
    AgendaItemId
    /// A delegation's place on the list of speakers.
    SpeechId
    /// Something that a facilitator said to tables.
    AnnouncementId
    /// The table's text as it was frozen.
    RevisionId
    /// Putting back a paragraph of a revision.
    RestorationId
    /// A temperature check.
    CheckId
    /// What the delegations had answered to a question, side by side.
    CompilationId
    /// Pulling words from one text into another.
    PullId
    /// Wording that was put with a time to object.
    DecisionId
    /// A section of the report.
    SectionId
    /// A draft of the outcome that went out.
    DraftId
    /// A correction that a delegation offered to a draft.
    CorrectionId
    /// Something that somebody will do.
    CommitmentId
    /// Somebody who knocks.
    KnockId
    /// Something put to the delegations on a ballot.
    OptionId
}

impl From<&PracticeId> for OptionId {
    /// A practice is put to them by its own id.
    fn from(practice: &PracticeId) -> Self {
        Self(practice.0.clone())
    }
}

impl SessionId {
    /// The id of its own log, which is kept as those of its tables are.
    pub fn log(&self) -> TableId {
        TableId(self.0.clone())
    }
}

/// Milliseconds since 1970-01-01 UTC. The domain reads no clock: time is always handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub u64);
