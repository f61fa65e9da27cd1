//! Rows about people and sessions that change.

use shared::ids::{ParticipantId, SessionId};
use sqlx::AnyConnection;

use super::database::Dialect;
use super::error::StoreError;
use super::participant::{self, Membership, NewParticipant};
use super::session::{self, NewTable};

/// A row about people or sessions. Most change with an event in the log of a session, in one transaction.
#[derive(Debug, Clone)]
pub enum RowChange {
    /// Somebody comes who was not known.
    Newcomer(NewParticipant),
    /// Somebody who is known belongs to a session or to the house; this replaces what they were there.
    Membership(ParticipantId, Membership),
    /// Somebody does not belong to a session any more; [`StoreError::Missing`] if they did not.
    NoMembership(ParticipantId, SessionId),
    /// Somebody has another name; [`StoreError::Missing`] if there is nobody.
    Name(ParticipantId, String),
    /// A session is listed under another title.
    Title(SessionId, String),
    /// A session has one table more, with the first entries of its log.
    Table(SessionId, NewTable),
}

impl RowChange {
    pub(super) async fn make(
        &self,
        connection: &mut AnyConnection,
        dialect: Dialect,
    ) -> Result<u64, StoreError> {
        match self {
            Self::Newcomer(new) => participant::add(connection, new).await,
            Self::Membership(who, membership) => {
                participant::add_membership(connection, who, membership).await
            }
            Self::NoMembership(who, session) => {
                participant::remove_membership(connection, who, session).await
            }
            Self::Name(who, name) => participant::rename(connection, who, name).await,
            Self::Title(session, title) => session::retitle(connection, session, title).await,
            Self::Table(session, table) => {
                session::add_table(connection, dialect, session, table).await
            }
        }
    }
}
