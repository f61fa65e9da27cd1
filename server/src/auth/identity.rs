//! Who is asking: the person whom a request's cookie names.
//!
//! A handler that takes a [`Someone`] is open to everybody who joined; one that takes an
//! `Option<Someone>` is open to strangers too.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use shared::api::You;
use shared::features::people::{Participant, Role};
use shared::ids::{DelegationId, InvitationId, ParticipantId, SessionId};

use crate::App;
use crate::auth::secret::Secret;
use crate::error::Problem;
use crate::store::{Known, Membership as StoredMembership};

/// What the cookie is called.
const COOKIE: &str = "roundtable";
/// How long a browser keeps it: a session may be prepared long before it is held.
const MAX_AGE: u32 = 180 * 24 * 60 * 60;

/// A person who joined, and everywhere they belong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Someone {
    /// Their id.
    pub id: ParticipantId,
    /// The name they gave.
    pub name: String,
    /// What stands before it; may be empty.
    pub title: String,
    /// Everywhere they belong: at most once in each session, and in the house.
    pub memberships: Vec<Membership>,
}

/// Where a person belongs, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The session; none for the house.
    pub session: Option<SessionId>,
    /// As what.
    pub role: Role,
    /// For whom.
    pub delegation: Option<DelegationId>,
    /// The invitation that let them in.
    pub invitation: InvitationId,
}

impl Someone {
    /// The person as the store knows them.
    pub fn known(known: Known) -> Result<Self, Problem> {
        let memberships = known.memberships.into_iter().map(Membership::stored);
        Ok(Self {
            id: known.participant.id,
            name: known.participant.name,
            title: known.participant.title,
            memberships: memberships.collect::<Result<_, _>>()?,
        })
    }

    /// As they are greeted.
    pub fn you(self) -> You {
        You {
            name: self.name,
            title: self.title,
        }
    }

    /// What they are in the session, or in the house.
    pub fn membership(&self, session: Option<&SessionId>) -> Option<&Membership> {
        self.memberships
            .iter()
            .find(|membership| membership.session.as_ref() == session)
    }

    /// The person as the tables of that session know them.
    pub fn at(&self, session: &SessionId) -> Result<Participant, Problem> {
        let membership = self.membership(Some(session)).ok_or(Problem::NotAMember)?;
        Ok(Participant {
            id: self.id.clone(),
            name: self.name.clone(),
            role: membership.role,
            delegation: membership.delegation.clone(),
        })
    }

    /// Refuses whoever does not facilitate the session.
    pub fn facilitates(&self, session: &SessionId) -> Result<&Membership, Problem> {
        let membership = self.membership(Some(session)).ok_or(Problem::NotAMember)?;
        match membership.role {
            Role::Facilitator => Ok(membership),
            Role::Delegate
            | Role::Rapporteur
            | Role::Observer
            | Role::Projector
            | Role::Interpreter => Err(Problem::NotAFacilitator),
        }
    }

    /// What lets them convene a session: facilitating the house, or any session.
    pub fn may_convene(&self) -> Result<&Membership, Problem> {
        let facilitates = |membership: &&Membership| membership.role == Role::Facilitator;
        self.memberships
            .iter()
            .find(facilitates)
            .ok_or(Problem::NotAFacilitator)
    }
}

impl Membership {
    /// A membership as the store knows it.
    pub fn stored(stored: StoredMembership) -> Result<Self, Problem> {
        let role = stored.role.parse().map_err(|error| {
            tracing::error!(%error, "the store holds a membership of no known role");
            Problem::Internal
        })?;
        let StoredMembership {
            session,
            delegation,
            invitation,
            ..
        } = stored;
        Ok(Self {
            session,
            role,
            delegation,
            invitation,
        })
    }

    /// The membership as the store takes it.
    pub fn to_store(&self) -> StoredMembership {
        StoredMembership {
            session: self.session.clone(),
            role: self.role.as_str().to_owned(),
            delegation: self.delegation.clone(),
            invitation: self.invitation.clone(),
        }
    }
}

impl OptionalFromRequestParts<App> for Someone {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Problem> {
        let Some(token) = token(&parts.headers) else {
            return Ok(None);
        };
        let known = app.store.participant_by_token(&token.hash()).await?;
        known.map(Self::known).transpose()
    }
}

impl FromRequestParts<App> for Someone {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let someone =
            <Self as OptionalFromRequestParts<App>>::from_request_parts(parts, app).await?;
        someone.ok_or(Problem::Stranger)
    }
}

/// The token in a request's cookie.
pub fn token(headers: &HeaderMap) -> Option<Secret> {
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';'));
    let value = pairs.find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))?;
    Some(Secret::given(value))
}

/// The header that gives a browser its cookie.
pub fn cookie(token: &Secret, is_https: bool) -> HeaderValue {
    set_cookie(token.reveal(), MAX_AGE, is_https)
}

/// The header that takes it back.
pub fn no_cookie(is_https: bool) -> HeaderValue {
    set_cookie("", 0, is_https)
}

fn set_cookie(value: &str, max_age: u32, is_https: bool) -> HeaderValue {
    let secure = if is_https { "; Secure" } else { "" };
    let text =
        format!("{COOKIE}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::try_from(text).expect("a token is of letters and digits")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(cookies: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for cookie in cookies {
            headers.append(header::COOKIE, cookie.parse().unwrap());
        }
        headers
    }

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let found = |cookies: &[&str]| token(&headers(cookies)).map(|t| t.reveal().to_owned());
        assert_eq!(found(&["a=b; roundtable=abc; c=d"]), Some("abc".to_owned()));
        assert_eq!(found(&["a=b", "roundtable=abc"]), Some("abc".to_owned()));
        assert_eq!(found(&["roundtables=abc; my-roundtable=x"]), None);
        assert_eq!(found(&[]), None);
    }

    #[test]
    fn a_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let header = cookie(&Secret::given("abc"), true);
        let text = header.to_str().unwrap();
        assert!(
            text.starts_with("roundtable=abc; Path=/; Max-Age="),
            "{text}"
        );
        for wanted in ["HttpOnly", "SameSite=Lax", "Secure"] {
            assert!(text.contains(wanted), "{text}");
        }
        assert!(
            !cookie(&Secret::given("abc"), false)
                .to_str()
                .unwrap()
                .contains("Secure")
        );
    }
}
