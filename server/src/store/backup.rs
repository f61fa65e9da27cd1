//! A copy of a running database.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::database::{Database, Dialect};
use super::error::StoreError;

/// Copies the database into a new file; the file appears under its name only when it is complete
/// and on the disk.
pub(super) async fn backup(database: &Database, to: &Path) -> Result<(), StoreError> {
    if database.dialect == Dialect::Postgres {
        return Err(StoreError::BackupElsewhere);
    }
    if to.try_exists().map_err(failed)? {
        return Err(StoreError::BackupExists);
    }
    let partial = beside(to);
    let name = partial.to_str().ok_or_else(|| {
        failed(std::io::Error::new(
            std::io::ErrorKind::InvalidInput,
            "the path is not unicode",
        ))
    })?;
    remove_leftover(&partial)?;
    let mut connection = database.connect().await?;
    let copied = sqlx::query("VACUUM INTO $1")
        .bind(name)
        .execute(&mut connection)
        .await;
    let placed = copied
        .map_err(StoreError::from)
        .and_then(|_| place(&partial, to).map_err(failed));
    if placed.is_err() {
        remove_leftover(&partial)?;
    }
    placed
}

/// The name under which a file is written before it gets its own.
pub fn beside(to: &Path) -> PathBuf {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".partial");
    to.with_file_name(name)
}

fn remove_leftover(partial: &Path) -> Result<(), StoreError> {
    match std::fs::remove_file(partial) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed(error)),
        _ => Ok(()),
    }
}

/// Gives a complete file its name, once it is on the disk, for nobody but its owner.
pub fn place(partial: &Path, to: &Path) -> std::io::Result<()> {
    private(partial)?;
    std::fs::File::open(partial)?.sync_all()?;
    // A link, unlike a rename, never replaces a file that appeared meanwhile.
    std::fs::hard_link(partial, to).or_else(|_| std::fs::rename(partial, to))?;
    let _ = std::fs::remove_file(partial);
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    std::fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(unix)]
fn private(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn private(_: &Path) -> std::io::Result<()> {
    Ok(())
}

fn failed(error: std::io::Error) -> StoreError {
    StoreError::BackupFile(Arc::new(error))
}
