//! People, and where they belong. Only the hash of a cookie's token is ever stored.

use shared::ids::{DelegationId, InvitationId, ParticipantId, SessionId, Timestamp};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};
use std::collections::HashMap;

use super::column::{id_at, optional_id_at};
use super::database::{changed_one, signed, unsigned};
use super::device;
use super::digest::Digest;
use super::error::StoreError;
use super::knock;

/// A person who just joined.
#[derive(Debug, Clone)]
pub struct NewParticipant {
    /// Their id.
    pub id: ParticipantId,
    /// The name they gave.
    pub name: String,
    /// What stands before it; may be empty.
    pub title: String,
    /// SHA-256 of the token in their cookie.
    pub token_hash: Digest,
    /// When they joined.
    pub at: Timestamp,
    /// What the invitation gave them.
    pub first: Membership,
}

/// Where a person belongs, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The session; none for the house.
    pub session: Option<SessionId>,
    /// As what.
    pub role: String,
    /// With which delegation.
    pub delegation: Option<DelegationId>,
    /// The invitation that gave it.
    pub invitation: InvitationId,
}

/// A person as they are stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParticipantRow {
    /// Their id.
    pub id: ParticipantId,
    /// The name they gave.
    pub name: String,
    /// What stands before it; may be empty.
    pub title: String,
    /// When they joined.
    pub created_at: Timestamp,
}

/// A person with everywhere they belong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The person.
    pub participant: ParticipantRow,
    /// Everywhere they belong.
    pub memberships: Vec<Membership>,
}

pub(super) async fn add(
    connection: &mut AnyConnection,
    new: &NewParticipant,
) -> Result<u64, StoreError> {
    sqlx::query(
        "INSERT INTO participants (id, name, token_hash, created_at, title) \
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(new.id.as_str())
    .bind(new.name.as_str())
    .bind(new.token_hash.as_slice())
    .bind(signed(new.at.0)?)
    .bind(new.title.as_str())
    .execute(&mut *connection)
    .await?;
    add_membership(connection, &new.id, &new.first).await
}

/// Joining a session again replaces what the earlier invitation gave.
pub(super) async fn add_membership(
    connection: &mut AnyConnection,
    participant: &ParticipantId,
    membership: &Membership,
) -> Result<u64, StoreError> {
    sqlx::query(
        "INSERT INTO memberships (participant, session_id, role, delegation, invitation) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (participant, session_id) DO UPDATE SET \
         role = excluded.role, delegation = excluded.delegation, invitation = excluded.invitation",
    )
    .bind(participant.as_str())
    .bind(membership.session.as_ref().map_or("", SessionId::as_str))
    .bind(membership.role.as_str())
    .bind(membership.delegation.as_ref().map(DelegationId::as_str))
    .bind(membership.invitation.as_str())
    .execute(&mut *connection)
    .await?;
    knock::remove_of_member(connection, participant).await?;
    Ok(1)
}

pub(super) async fn remove_membership(
    connection: &mut AnyConnection,
    participant: &ParticipantId,
    session: &SessionId,
) -> Result<u64, StoreError> {
    let done = sqlx::query("DELETE FROM memberships WHERE participant = $1 AND session_id = $2")
        .bind(participant.as_str())
        .bind(session.as_str())
        .execute(connection)
        .await?;
    changed_one(&done)
}

pub(super) async fn rename(
    connection: &mut AnyConnection,
    id: &ParticipantId,
    name: &str,
) -> Result<u64, StoreError> {
    let done = sqlx::query("UPDATE participants SET name = $1 WHERE id = $2")
        .bind(name)
        .bind(id.as_str())
        .execute(connection)
        .await?;
    changed_one(&done)
}

pub(super) async fn entitle(
    connection: &mut AnyConnection,
    id: &ParticipantId,
    title: &str,
) -> Result<u64, StoreError> {
    let done = sqlx::query("UPDATE participants SET title = $1 WHERE id = $2")
        .bind(title)
        .bind(id.as_str())
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}

pub(super) async fn by_token(
    connection: &mut AnyConnection,
    hash: &Digest,
) -> Result<Option<Known>, StoreError> {
    let row =
        sqlx::query("SELECT id, name, created_at, title FROM participants WHERE token_hash = $1")
            .bind(hash.as_slice())
            .fetch_optional(&mut *connection)
            .await?;
    let row = match row {
        Some(row) => row,
        // Another device of theirs.
        None => match device::owner(connection, hash).await? {
            Some(owner) => {
                sqlx::query("SELECT id, name, created_at, title FROM participants WHERE id = $1")
                    .bind(owner.as_str())
                    .fetch_one(&mut *connection)
                    .await?
            }
            None => return Ok(None),
        },
    };
    let participant = read(&row)?;
    let memberships = sqlx::query(
        "SELECT session_id, role, delegation, invitation FROM memberships \
         WHERE participant = $1 ORDER BY session_id",
    )
    .bind(participant.id.as_str())
    .fetch_all(connection)
    .await?;
    let memberships = memberships
        .iter()
        .map(|row| read_membership(row, 0))
        .collect::<Result<_, _>>()?;
    Ok(Some(Known {
        participant,
        memberships,
    }))
}

pub(super) async fn of_session(
    connection: &mut AnyConnection,
    session: &SessionId,
) -> Result<Vec<(ParticipantRow, Membership)>, StoreError> {
    let rows = sqlx::query(
        "SELECT p.id, p.name, p.created_at, p.title, m.session_id, m.role, m.delegation, m.invitation \
         FROM memberships m JOIN participants p ON p.id = m.participant \
         WHERE m.session_id = $1 ORDER BY p.created_at, p.id",
    )
    .bind(session.as_str())
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| Ok((read(row)?, read_membership(row, 4)?)))
        .collect()
}

fn read(row: &AnyRow) -> Result<ParticipantRow, StoreError> {
    Ok(ParticipantRow {
        id: id_at(row, 0)?,
        name: row.try_get(1)?,
        created_at: Timestamp(unsigned(row.try_get(2)?)?),
        title: row.try_get(3)?,
    })
}

fn read_membership(row: &AnyRow, first: usize) -> Result<Membership, StoreError> {
    let session: &str = row.try_get(first)?;
    let session = if session.is_empty() {
        None
    } else {
        Some(id_at(row, first)?)
    };
    Ok(Membership {
        session,
        role: row.try_get(first + 1)?,
        delegation: optional_id_at(row, first + 2)?,
        invitation: id_at(row, first + 3)?,
    })
}

/// How many names are asked for at a time.
const NAMES: usize = 64;

/// The names of these people; whoever is not known has none.
pub(super) async fn names_of(
    connection: &mut AnyConnection,
    people: &[ParticipantId],
) -> Result<HashMap<ParticipantId, String>, StoreError> {
    said_of(connection, "name", people).await
}

/// What stands before the names of these people; whoever is not known has nothing.
pub(super) async fn titles_of(
    connection: &mut AnyConnection,
    people: &[ParticipantId],
) -> Result<HashMap<ParticipantId, String>, StoreError> {
    said_of(connection, "title", people).await
}

async fn said_of(
    connection: &mut AnyConnection,
    column: &'static str,
    people: &[ParticipantId],
) -> Result<HashMap<ParticipantId, String>, StoreError> {
    let places: Vec<_> = (1..=NAMES).map(|number| format!("${number}")).collect();
    let text = format!(
        "SELECT id, {column} FROM participants WHERE id IN ({})",
        places.join(", ")
    );
    let mut said = HashMap::with_capacity(people.len());
    for some in people.chunks(NAMES) {
        let mut query = sqlx::query(AssertSqlSafe(text.clone()));
        // One text stays prepared, however few are asked for: the last stands for all that are missing.
        for id in some
            .iter()
            .chain(some.last().into_iter().cycle())
            .take(NAMES)
        {
            query = query.bind(id.as_str());
        }
        for row in query.fetch_all(&mut *connection).await? {
            said.insert(id_at(&row, 0)?, row.try_get(1)?);
        }
    }
    Ok(said)
}
