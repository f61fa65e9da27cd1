//! Outcomes that can be read without an account: rows that are written with the events that say so, and name the entry of the log that
//! holds what is shown.

use shared::features::sign_off::Published;
use shared::ids::TableId;
use shared::seq::Seq;
use sqlx::AnyConnection;

use super::column::{id_at, seq_at};
use super::error::StoreError;

/// What an event says of a published page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedPage {
    /// The end of its address.
    pub page: String,
    /// The entry of the log that holds what it shows; without one, it is gone.
    pub shows: Option<Seq>,
}

impl From<Published<'_>> for PublishedPage {
    fn from(said: Published<'_>) -> Self {
        let (page, shows) = match said {
            Published::Put(page, entry) => (page, Some(entry)),
            Published::TakenOut(page) => (page, None),
        };
        Self {
            page: page.to_owned(),
            shows,
        }
    }
}

/// What is written of it, in the transaction of its event.
pub(super) const PUT: &str = "INSERT INTO published (page, table_id, entry) VALUES ($1, $2, $3)";
pub(super) const TAKE_OUT: &str = "DELETE FROM published WHERE page = $1 AND table_id = $2";

/// The table and the entry of its log that a page shows; nothing if there is no such page.
pub(super) async fn find(
    connection: &mut AnyConnection,
    page: &str,
) -> Result<Option<(TableId, Seq)>, StoreError> {
    let row = sqlx::query("SELECT table_id, entry FROM published WHERE page = $1")
        .bind(page)
        .fetch_optional(connection)
        .await?;
    row.map(|row| Ok((id_at(&row, 0)?, seq_at(&row, 1)?)))
        .transpose()
}
