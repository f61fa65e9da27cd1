//! A table of a demo session, and the links to it.

use crate::door::Door;
use crate::seat::Seat;
use serde_json::Value;
use shared::ids::{SessionId, TableId};
use std::sync::Arc;

/// A link into the session.
#[derive(Debug, Clone)]
struct Link {
    role: String,
    delegation: Option<String>,
    secret: String,
}

/// A table of a demo session.
#[derive(Debug, Clone)]
pub struct Table {
    /// The session.
    pub session: SessionId,
    /// The table.
    pub id: TableId,
    /// Where it is.
    pub door: Arc<Door>,
    links: Vec<Link>,
}

impl Table {
    /// The tables of a demo, as `roundtable demo --json` tells of it.
    ///
    /// # Panics
    /// If it tells something else.
    pub fn all_of(demo: &Value, door: &Arc<Door>) -> Vec<Self> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let link = |link: &Value| Link {
            role: text(&link["role"]).expect("a role"),
            delegation: text(&link["delegation"]),
            secret: text(&link["link"])
                .and_then(|link| Some(link.split_once('#')?.1.to_owned()))
                .expect("a secret"),
        };
        let links: Vec<_> = demo["invitations"]
            .as_array()
            .expect("links")
            .iter()
            .map(link)
            .collect();
        let session = SessionId::new(text(&demo["session"]).expect("a session")).expect("an id");
        let table = |table: &Value| Self {
            session: session.clone(),
            id: TableId::new(text(&table["id"]).expect("a table")).expect("an id"),
            door: door.clone(),
            links: links.clone(),
        };
        demo["tables"]
            .as_array()
            .expect("tables")
            .iter()
            .map(table)
            .collect()
    }

    /// The same table, as it is found behind another door.
    #[must_use]
    pub fn behind(&self, door: &Arc<Door>) -> Self {
        let door = door.clone();
        Self {
            door,
            ..self.clone()
        }
    }

    /// People of as many delegations, in their order, take their seats.
    pub async fn seats<const N: usize>(&self, names: [&str; N]) -> [Seat; N] {
        let mut seats = Vec::with_capacity(N);
        for (place, name) in names.into_iter().enumerate() {
            seats.push(self.delegate(place, name).await);
        }
        seats
            .try_into()
            .unwrap_or_else(|_| unreachable!("one seat was made for each name"))
    }

    /// Somebody of the delegation with that place in the order takes a seat.
    pub async fn delegate(&self, place: usize, name: &str) -> Seat {
        Seat::taken(
            self.door.clone(),
            self.id.clone(),
            &self.secret("delegate", place),
            name,
        )
        .await
    }

    /// Somebody who facilitates takes a seat.
    pub async fn facilitator(&self, name: &str) -> Seat {
        Seat::taken(
            self.door.clone(),
            self.id.clone(),
            &self.secret("facilitator", 0),
            name,
        )
        .await
    }

    /// A rapporteur takes a seat.
    pub async fn rapporteur(&self, name: &str) -> Seat {
        Seat::taken(
            self.door.clone(),
            self.id.clone(),
            &self.secret("rapporteur", 0),
            name,
        )
        .await
    }

    /// Somebody who looks on takes a seat.
    pub async fn observer(&self, name: &str) -> Seat {
        Seat::taken(
            self.door.clone(),
            self.id.clone(),
            &self.secret("observer", 0),
            name,
        )
        .await
    }

    /// Somebody who interprets takes a seat.
    pub async fn interpreter(&self, name: &str) -> Seat {
        Seat::taken(
            self.door.clone(),
            self.id.clone(),
            &self.secret("interpreter", 0),
            name,
        )
        .await
    }

    /// The secret of the invitation for that role.
    ///
    /// # Panics
    /// If there is none.
    pub fn secret(&self, role: &str, place: usize) -> String {
        let mut links = self.links.iter().filter(|link| link.role == role);
        links
            .nth(place)
            .expect("there is such an invitation")
            .secret
            .clone()
    }

    /// The id of the delegation with that place in the order.
    ///
    /// # Panics
    /// If there is none.
    pub fn delegation(&self, place: usize) -> String {
        let mut seated = self.links.iter().filter_map(|link| link.delegation.clone());
        seated.nth(place).expect("there is such a delegation")
    }
}
