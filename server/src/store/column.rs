//! Ids and numbers of entries in columns.

use sqlx::Row as _;
use sqlx::any::AnyRow;

use shared::seq::Seq;

use super::database::unsigned;
use super::error::StoreError;

/// An id in a column; one that is none was not written by this program.
pub(super) fn id_at<T>(row: &AnyRow, column: usize) -> Result<T, StoreError>
where
    T: TryFrom<String, Error = shared::ids::BadId>,
{
    let text: String = row.try_get(column)?;
    T::try_from(text).map_err(|error| sqlx::Error::Decode(error.into()).into())
}

/// The same, where there may be none.
pub(super) fn optional_id_at<T>(row: &AnyRow, column: usize) -> Result<Option<T>, StoreError>
where
    T: TryFrom<String, Error = shared::ids::BadId>,
{
    let text: Option<String> = row.try_get(column)?;
    let id = text.map(T::try_from).transpose();
    id.map_err(|error| sqlx::Error::Decode(error.into()).into())
}

/// The number of an entry in a column.
pub(super) fn seq_at(row: &AnyRow, column: usize) -> Result<Seq, StoreError> {
    Ok(Seq::new(unsigned(row.try_get(column)?)?))
}
