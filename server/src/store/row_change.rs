//! Rows about people and sessions that change.

use shared::ids::{InvitationId, KnockId, ParticipantId, SessionId, Timestamp};
use sqlx::AnyConnection;

use super::code::{self, CodeRow};
use super::database::Dialect;
use super::device;
use super::digest::Digest;
use super::error::StoreError;
use super::invitation;
use super::knock::{self, KnockRow};
use super::participant::{self, Membership, NewParticipant};
use super::roster::{self, Came, RosterRow};
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
    /// Something else stands before somebody's name.
    PersonTitle(ParticipantId, String),
    /// A session is listed under another title.
    Title(SessionId, String),
    /// A session has one table more, with the first entries of its log.
    Table(SessionId, NewTable),
    /// Somebody comes in by an invitation; [`StoreError::Missing`] if it is used up.
    InvitationUsed(InvitationId),
    /// Somebody has a link for one more device, in the place of the one before, from that moment until the other.
    DeviceLink(Digest, ParticipantId, (Timestamp, Timestamp)),
    /// The link with that secret is used up for a device with that token, at that moment; [`StoreError::Missing`] if it is not good.
    Device {
        /// SHA-256 of the secret in the link.
        secret: Digest,
        /// SHA-256 of the token in the device's cookie.
        token: Digest,
        /// SHA-256 of the token that its browser had before, if it had one.
        before: Option<Digest>,
        /// When.
        at: Timestamp,
    },
    /// Nobody comes in with that token any more; what takes its place, which no cookie has.
    DeviceGone(Digest, Digest),
    /// Somebody comes in with that token only; [`StoreError::Missing`] if it is not theirs.
    OtherDevicesGone(ParticipantId, Digest),
    /// A session has a code, in the place of the one before.
    Code(CodeRow),
    /// A session has no code any more.
    NoCode(SessionId, Timestamp),
    /// Somebody knocks, in the place of their knock at that session before; [`StoreError::Missing`] if so many wait that nobody
    /// else may.
    Knock(KnockRow),
    /// Somebody who knocks is somebody of the session now; [`StoreError::Missing`] if they do not wait any more.
    KnockAdmitted {
        /// Who knocks.
        knock: KnockId,
        /// Who they are.
        participant: ParticipantId,
        /// When they were let in.
        at: Timestamp,
        /// By which line of the roster, if by one; [`StoreError::Missing`] if somebody has come in by it.
        line: Option<RosterRow>,
    },
    /// Somebody who knocks is not let in; [`StoreError::Missing`] if they do not wait any more.
    KnockDeclined(KnockId, String, Timestamp),
    /// Somebody does not knock any more.
    NoKnock(KnockId),
    /// Nobody is to come in any more by the line of somebody who is in, or has been.
    Came(SessionId, Came),
    /// Other people are expected at a session.
    Roster(SessionId, Vec<RosterRow>, Timestamp),
    /// What names people who knocked or were expected, and is of no use any more by then, is erased.
    ForgetKnocks(Timestamp),
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
            Self::PersonTitle(who, title) => participant::entitle(connection, who, title).await,
            Self::Title(session, title) => session::retitle(connection, session, title).await,
            Self::Table(session, table) => {
                session::add_table(connection, dialect, session, table).await
            }
            Self::InvitationUsed(id) => invitation::take(connection, id).await,
            Self::DeviceLink(secret, who, times) => {
                device::put_link(connection, secret, who, *times).await
            }
            Self::Device {
                secret,
                token,
                before,
                at,
            } => device::add(connection, secret, token, (before.as_ref(), *at)).await,
            Self::DeviceGone(token, nobody) => device::end(connection, token, nobody).await,
            Self::OtherDevicesGone(who, token) => device::end_others(connection, who, token).await,
            Self::Code(code) => code::put(connection, code).await,
            Self::NoCode(session, at) => code::revoke(connection, session, *at).await,
            Self::Knock(knock) => knock::put(connection, knock).await,
            Self::KnockAdmitted {
                knock,
                participant,
                at,
                line,
            } => {
                if let Some(line) = line {
                    roster::strike(connection, knock, line, participant, *at).await?;
                }
                knock::admit(connection, knock, participant, *at, line.is_some()).await
            }
            Self::KnockDeclined(knock, word, at) => {
                knock::decline(connection, knock, word, *at).await
            }
            Self::NoKnock(knock) => knock::remove(connection, knock).await,
            Self::Came(session, came) => roster::strike_like(connection, session, came).await,
            Self::Roster(session, rows, at) => roster::put(connection, session, rows, *at).await,
            Self::ForgetKnocks(now) => {
                let knocks = knock::forget(connection, *now).await?;
                Ok(knocks + roster::forget(connection, *now).await?)
            }
        }
    }
}
