//! The links that let people in, each for one role (and delegation), for a time.

use shared::features::people::Role;
use shared::ids::{DelegationId, InvitationId, SessionId, Timestamp};

use crate::auth::secret::{FreshId as _, Secret};
use crate::clock::now;
use crate::error::Problem;
use crate::store::{InvitationRow, NewInvitation, Store, StoreError};

/// For how many days a link is good unless somebody chooses.
pub const DAYS: u32 = 14;
/// For how many days it can be good at most.
pub const MOST_DAYS: u32 = 366;

/// For how many people it can be good at most, if for so many.
pub const MOST_USES: u32 = 1_000;

const DAY: u64 = 24 * 60 * 60 * 1000;

/// What an invitation is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purpose {
    /// The session it lets into; none for the house.
    pub session: Option<SessionId>,
    /// The role it gives.
    pub role: Role,
    /// The delegation it seats with.
    pub delegation: Option<DelegationId>,
}

/// An invitation that is good now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// What it is for.
    pub purpose: Purpose,
    /// For how many people it was, if so many have come in by it: they may come back, and nobody else may come.
    pub used_up: Option<u32>,
}

/// An invitation just made; nobody will be told its secret again.
#[derive(Debug)]
pub struct Made {
    /// Its id.
    pub id: InvitationId,
    /// What its link carries.
    pub secret: Secret,
    /// From when on it is refused.
    pub expires: Timestamp,
}

/// Makes an invitation that is good for so many days from now, for any number of people.
pub async fn make(store: &Store, purpose: &Purpose, days: u32) -> Result<Made, StoreError> {
    make_for(store, purpose, days, None).await
}

/// The same for so many people.
pub async fn make_for(
    store: &Store,
    purpose: &Purpose,
    days: u32,
    most: Option<u32>,
) -> Result<Made, StoreError> {
    let at = now();
    let made = Made {
        id: InvitationId::fresh(),
        secret: Secret::of_link(),
        expires: Timestamp(at.0 + u64::from(days) * DAY),
    };
    let new = NewInvitation {
        id: made.id.clone(),
        secret_hash: made.secret.hash(),
        session: purpose.session.clone(),
        role: purpose.role.as_str().to_owned(),
        delegation: purpose.delegation.clone(),
        at,
        expires_at: made.expires,
        most,
    };
    store.add_invitation(new).await?;
    Ok(made)
}

/// The invitation with that secret, if it is good now.
pub async fn find(store: &Store, secret: &Secret) -> Result<Invitation, Problem> {
    let found = store.invitation_by_secret(&secret.hash()).await?;
    good(found.ok_or(Problem::InvitationUnknown)?, now())
}

fn good(row: InvitationRow, now: Timestamp) -> Result<Invitation, Problem> {
    if row.revoked_at.is_some() {
        return Err(Problem::InvitationRevoked);
    }
    if now >= row.expires_at {
        return Err(Problem::InvitationExpired { at: row.expires_at });
    }
    let role = role(&row)?;
    let purpose = Purpose {
        session: row.session,
        role,
        delegation: row.delegation,
    };
    Ok(Invitation {
        id: row.id,
        purpose,
        used_up: row.most.filter(|most| row.used >= *most),
    })
}

/// The role that a stored invitation gives.
pub fn role(row: &InvitationRow) -> Result<Role, Problem> {
    row.role.parse().map_err(|error| {
        tracing::error!(%error, "the store holds an invitation of no known role");
        Problem::Internal
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> InvitationRow {
        InvitationRow {
            id: InvitationId::fresh(),
            session: None,
            role: "facilitator".to_owned(),
            delegation: None,
            created_at: Timestamp(0),
            expires_at: Timestamp(10),
            revoked_at: None,
            used: 0,
            most: None,
        }
    }

    #[test]
    fn an_invitation_is_used_up_by_as_many_as_it_is_for() {
        let used = |used, most| {
            let row = InvitationRow {
                used,
                most,
                ..row()
            };
            good(row, Timestamp(9)).unwrap().used_up
        };
        assert_eq!(used(9_999, None), None);
        assert_eq!(used(2, Some(3)), None);
        assert_eq!(used(3, Some(3)), Some(3));
    }

    #[test]
    fn an_invitation_is_good_until_it_expires_or_is_taken_back() {
        assert!(good(row(), Timestamp(9)).is_ok());
        let expired = Problem::InvitationExpired { at: Timestamp(10) };
        assert_eq!(good(row(), Timestamp(10)), Err(expired));
        let revoked = InvitationRow {
            revoked_at: Some(Timestamp(3)),
            ..row()
        };
        assert_eq!(good(revoked, Timestamp(4)), Err(Problem::InvitationRevoked));
    }
}
