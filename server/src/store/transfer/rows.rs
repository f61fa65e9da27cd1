//! Which rows are a session's.
//!
//! Not carried along: who knocks at this moment and links for another device, which are of use for minutes; and what is the
//! house's: other sessions, its facilitators, its processes.

use super::super::error::StoreError;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    Number,
    Bytes,
}

/// A column and what it holds.
pub(super) type Column = (&'static str, Holds);

/// What it means that a row is in the other database.
#[derive(Debug, Clone, Copy)]
pub(super) enum Taken {
    /// Nothing is carried over.
    Refuses,
    /// Where these columns are the same, the row is the same; otherwise nothing is carried over.
    IsTheSame(&'static [&'static str]),
    /// It takes the place of one that came with another session and opens nothing; otherwise nothing is carried over.
    TakesThePlace,
}

/// Rows of one kind.
pub(super) struct Rows {
    pub(super) table: &'static str,
    pub(super) columns: &'static [Column],
    /// What stands for a column instead of it.
    instead: &'static [(&'static str, &'static str)],
    /// The column that is drawn anew.
    pub(super) drawn: Option<&'static str>,
    /// Which of them; every `$` is the session's id, and `NOW` the time in milliseconds.
    of: &'static str,
    pub(super) taken: Taken,
}

use Holds::{Bytes, Number, Text};

const OF_TABLES: &str = "table_id IN (SELECT id FROM tables WHERE session_id = $)";

/// All of it, in the order in which one refers to another.
pub(super) const ALL: &[Rows] = &[
    Rows {
        table: "sessions",
        columns: &[
            ("id", Text),
            ("title", Text),
            ("created_at", Number),
            ("created_by", Text),
        ],
        instead: &[],
        drawn: None,
        of: "id = $",
        taken: Taken::Refuses,
    },
    Rows {
        table: "tables",
        columns: &[
            ("id", Text),
            ("session_id", Text),
            ("position", Number),
            ("head", Number),
            ("folded", Number),
            ("chain", Bytes),
            ("fence", Number),
        ],
        instead: &[],
        drawn: None,
        of: "session_id = $",
        taken: Taken::Refuses,
    },
    Rows {
        table: "participants",
        columns: &[
            ("id", Text),
            ("name", Text),
            ("token_hash", Bytes),
            ("created_at", Number),
            ("title", Text),
        ],
        instead: &[],
        drawn: None,
        of: "id IN (SELECT participant FROM memberships WHERE session_id = $) \
             OR id IN (SELECT created_by FROM sessions WHERE id = $) \
             OR id IN (SELECT used_by FROM roster WHERE session_id = $) \
             OR id IN (SELECT participant FROM entries WHERE table_id IN \
                (SELECT id FROM tables WHERE session_id = $))",
        // Whoever signed out meanwhile has another token; what this house knows of them holds.
        taken: Taken::IsTheSame(&["id"]),
    },
    Rows {
        table: "invitations",
        columns: INVITATIONS,
        instead: &[],
        drawn: None,
        of: "session_id = $",
        taken: Taken::TakesThePlace,
    },
    // Whoever convened came by a link into the house, or into another session. That opens nothing in another house: it is carried
    // over as one that was taken back, whose secret nobody has.
    Rows {
        table: "invitations",
        columns: INVITATIONS,
        instead: &[
            ("session_id", "CAST($ AS TEXT)"),
            ("revoked_at", "created_at"),
        ],
        drawn: Some("secret_hash"),
        of: "(session_id IS NULL OR session_id <> $) AND \
             (id IN (SELECT invitation FROM memberships WHERE session_id = $) \
             OR id IN (SELECT invitation FROM join_codes WHERE session_id = $))",
        taken: Taken::IsTheSame(&["id"]),
    },
    Rows {
        table: "memberships",
        columns: &[
            ("participant", Text),
            ("session_id", Text),
            ("role", Text),
            ("delegation", Text),
            ("invitation", Text),
        ],
        instead: &[],
        drawn: None,
        of: "session_id = $",
        taken: Taken::Refuses,
    },
    Rows {
        table: "devices",
        columns: &[
            ("token_hash", Bytes),
            ("participant", Text),
            ("added_at", Number),
        ],
        instead: &[],
        drawn: None,
        of: "participant IN (SELECT participant FROM memberships WHERE session_id = $)",
        taken: Taken::IsTheSame(&["token_hash", "participant"]),
    },
    Rows {
        table: "entries",
        columns: &[
            ("table_id", Text),
            ("seq", Number),
            ("kind", Text),
            ("participant", Text),
            ("at", Number),
            ("body", Bytes),
            ("digest", Bytes),
        ],
        instead: &[],
        drawn: None,
        of: OF_TABLES,
        taken: Taken::Refuses,
    },
    Rows {
        table: "snapshots",
        columns: &[
            ("table_id", Text),
            ("seq", Number),
            ("at", Number),
            ("body", Bytes),
            ("digest", Bytes),
            ("quarantined", Number),
        ],
        instead: &[],
        drawn: None,
        of: OF_TABLES,
        taken: Taken::Refuses,
    },
    Rows {
        table: "quarantine",
        columns: &[
            ("table_id", Text),
            ("seq", Number),
            ("kind", Text),
            ("through", Number),
            ("found_at", Number),
        ],
        instead: &[],
        drawn: None,
        of: OF_TABLES,
        taken: Taken::Refuses,
    },
    Rows {
        table: "choices",
        columns: &[
            ("table_id", Text),
            ("ballot", Text),
            ("delegation", Text),
            ("said_on", Text),
            ("body", Bytes),
        ],
        instead: &[],
        drawn: None,
        of: OF_TABLES,
        taken: Taken::Refuses,
    },
    Rows {
        table: "due",
        columns: &[("table_id", Text), ("id", Text), ("at", Number)],
        instead: &[],
        drawn: None,
        of: OF_TABLES,
        taken: Taken::Refuses,
    },
    // What it was owed before; [`super::copy`] adds the time of the move.
    Rows {
        table: "owed",
        columns: &[("table_id", Text), ("since", Number), ("through", Number)],
        instead: &[],
        drawn: None,
        of: OF_TABLES,
        taken: Taken::Refuses,
    },
    Rows {
        table: "published",
        columns: &[
            ("page", Text),
            ("table_id", Text),
            ("entry", Number),
            ("attribution", Text),
        ],
        instead: &[],
        drawn: None,
        of: OF_TABLES,
        taken: Taken::Refuses,
    },
    Rows {
        table: "join_codes",
        columns: &[
            ("code", Text),
            ("session_id", Text),
            ("invitation", Text),
            ("made_at", Number),
            ("expires_at", Number),
            ("revoked_at", Number),
        ],
        instead: &[],
        drawn: None,
        of: "session_id = $ AND revoked_at IS NULL AND expires_at > NOW",
        taken: Taken::Refuses,
    },
    Rows {
        table: "roster",
        columns: &[
            ("session_id", Text),
            ("line", Number),
            ("name", Text),
            ("likeness", Text),
            ("role", Text),
            ("delegation", Text),
            ("used_by", Text),
            ("touched_at", Number),
        ],
        instead: &[],
        drawn: None,
        of: "session_id = $",
        taken: Taken::Refuses,
    },
];

const INVITATIONS: &[Column] = &[
    ("id", Text),
    ("secret_hash", Bytes),
    ("session_id", Text),
    ("role", Text),
    ("delegation", Text),
    ("created_at", Number),
    ("expires_at", Number),
    ("revoked_at", Number),
    ("used", Number),
    ("most", Number),
];

impl Rows {
    /// Where a column stands.
    pub(super) fn place(&self, column: &str) -> Result<usize, StoreError> {
        let place = self.columns.iter().position(|(name, _)| *name == column);
        place.ok_or(StoreError::OutOfRange)
    }

    /// The query for them, whose every placeholder is the session's id.
    pub(super) fn select(&self, now: i64) -> String {
        let columns: Vec<_> = self
            .columns
            .iter()
            .map(|(name, _)| self.told(name))
            .collect();
        let text = format!(
            "SELECT {} FROM {} WHERE {}",
            columns.join(", "),
            self.table,
            self.of.replace("NOW", &now.to_string())
        );
        numbered(&text)
    }

    fn told(&self, column: &'static str) -> &'static str {
        let instead = self.instead.iter().find(|(name, _)| *name == column);
        instead.map_or(column, |(_, told)| told)
    }

    /// The statement that brings one; it changes no row if another is in the way of one that would take its place.
    pub(super) fn insert(&self) -> String {
        let columns: Vec<_> = self.columns.iter().map(|(name, _)| *name).collect();
        let places = vec!["$"; columns.len()].join(", ");
        let text = format!(
            "INSERT INTO {} ({}) VALUES ({places}){}",
            self.table,
            columns.join(", "),
            match self.taken {
                Taken::TakesThePlace => self.taking_the_place(),
                Taken::Refuses | Taken::IsTheSame(_) => String::new(),
            }
        );
        numbered(&text)
    }

    fn taking_the_place(&self) -> String {
        let columns = self.columns.iter().map(|(name, _)| name);
        let anew: Vec<_> = columns
            .map(|name| format!("{name} = excluded.{name}"))
            .collect();
        let (table, anew) = (self.table, anew.join(", "));
        format!(
            " ON CONFLICT (id) DO UPDATE SET {anew} WHERE {table}.revoked_at = {table}.created_at \
             AND {table}.session_id <> excluded.session_id"
        )
    }

    /// The query for how many there are with the same in these columns.
    pub(super) fn count_like(&self, columns: &[&str]) -> String {
        let like: Vec<_> = columns.iter().map(|name| format!("{name} = $")).collect();
        let text = format!(
            "SELECT COUNT(*) FROM {} WHERE {}",
            self.table,
            like.join(" AND ")
        );
        numbered(&text)
    }
}

/// Placeholders as both databases take them.
fn numbered(text: &str) -> String {
    let mut parts = text.split('$');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.zip(1..).fold(first, |text, (part, number)| {
        format!("{text}${number}{part}")
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::database::Database;
    use super::super::super::schema;
    use super::*;
    use sqlx::{AssertSqlSafe, Row as _};
    use std::collections::{BTreeMap, BTreeSet};

    /// What is the house's, or of use for minutes.
    const LEFT: [&str; 7] = [
        "alive",
        "bus_key",
        "device_links",
        "knocks",
        "nodes",
        "probe",
        "schema_version",
    ];

    #[test]
    fn placeholders_are_numbered() {
        assert_eq!(numbered("a = $ OR b = $"), "a = $1 OR b = $2");
        assert_eq!(numbered("a"), "a");
    }

    /// A table or a column that comes later must be carried over, or be named here as left.
    #[tokio::test]
    async fn every_column_of_the_schema_is_carried_over_or_left_on_purpose() {
        let database = Database::at("sqlite::memory:").unwrap();
        let mut connection = database.writer().await.unwrap();
        schema::migrate(&database, &mut connection).await.unwrap();
        let sql = "SELECT name FROM sqlite_master WHERE type = 'table'";
        let tables = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
        let mut there = BTreeMap::new();
        for table in &tables {
            let table: String = table.get(0);
            if LEFT.contains(&table.as_str()) {
                continue;
            }
            let sql = format!("SELECT name, type FROM pragma_table_info('{table}')");
            let columns = sqlx::query(AssertSqlSafe(sql));
            let columns = columns.fetch_all(&mut connection).await.unwrap();
            let columns: BTreeSet<(String, String)> =
                columns.iter().map(|row| (row.get(0), row.get(1))).collect();
            there.insert(table, columns);
        }
        let mut carried = BTreeMap::new();
        for rows in ALL {
            let columns = rows.columns.iter().map(|(name, holds)| {
                let kind = match holds {
                    Text => "TEXT",
                    Number => "BIGINT",
                    Bytes => "BLOB",
                };
                ((*name).to_owned(), kind.to_owned())
            });
            carried.insert(rows.table.to_owned(), columns.collect::<BTreeSet<_>>());
        }
        assert_eq!(carried, there);
    }
}
