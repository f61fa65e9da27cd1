//! Outcomes that can be read without an account: rows that are written with the events that say so, and name the entry of the log that
//! holds what is shown.

use shared::features::sign_off::Published;
use shared::ids::TableId;
use shared::outcome::Attribution;
use shared::seq::Seq;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};

use super::column::{id_at, seq_at};
use super::error::StoreError;

/// What an event says of a published page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedPage {
    /// The end of its address.
    pub page: String,
    /// The entry of the log that holds what it shows; without one, it is gone.
    pub shows: Option<Seq>,
    /// Whose things are said to be there.
    pub attribution: Attribution,
}

impl From<Published<'_>> for PublishedPage {
    fn from(said: Published<'_>) -> Self {
        let (page, shows, attribution) = match said {
            Published::Put(page, entry, attribution) => (page, Some(entry), attribution),
            Published::TakenOut(page) => (page, None, Attribution::default()),
        };
        Self {
            page: page.to_owned(),
            shows,
            attribution,
        }
    }
}

/// What is written of it, in the transaction of its event.
pub(super) const PUT: &str =
    "INSERT INTO published (page, table_id, entry, attribution) VALUES ($1, $2, $3, $4)";
pub(super) const TAKE_OUT: &str = "DELETE FROM published WHERE page = $1 AND table_id = $2";

/// The table and the entry of its log that a page shows, and whose things are said to be there; nothing if there is no such page.
pub(super) async fn find(
    connection: &mut AnyConnection,
    page: &str,
) -> Result<Option<(TableId, Seq, Attribution)>, StoreError> {
    let row = sqlx::query("SELECT table_id, entry, attribution FROM published WHERE page = $1")
        .bind(page)
        .fetch_optional(connection)
        .await?;
    let read = |row: AnyRow| {
        let told: String = row.try_get(2)?;
        let mut all = Attribution::ALL.into_iter();
        // What is not known names nobody.
        let attribution = all.find(|it| it.as_str() == told);
        let attribution = attribution.unwrap_or(Attribution::None);
        Ok((id_at(&row, 0)?, seq_at(&row, 1)?, attribution))
    };
    row.map(read).transpose()
}
