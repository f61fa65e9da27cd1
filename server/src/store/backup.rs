//! A copy of a running database.

use std::ffi::OsStr;
use std::io::ErrorKind;
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
    if in_the_way(to).is_some() {
        return Err(StoreError::BackupExists);
    }
    let partial = beside(to);
    let name = partial.to_str().ok_or_else(|| {
        failed(std::io::Error::new(
            ErrorKind::InvalidInput,
            "the path is not unicode",
        ))
    })?;
    let mut connection = database.connect().await?;
    let copied = sqlx::query("VACUUM INTO $1")
        .bind(name)
        .execute(&mut connection)
        .await;
    let placed = copied
        .map_err(StoreError::from)
        .and_then(|_| match place(&partial, to) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(StoreError::BackupExists),
            placed => placed.map_err(failed),
        });
    if placed.is_err() {
        remove_leftover(&partial)?;
    }
    placed
}

/// The name under which a file is written before it gets its own: a new one each time, which is nobody's.
pub fn beside(to: &Path) -> PathBuf {
    with(to, format!(".{:016x}.partial", rand::random::<u64>()))
}

/// The first that is there of a file and those that SQLite may have left beside it, which it would take for its own.
pub fn in_the_way(to: &Path) -> Option<PathBuf> {
    ["", "-wal", "-shm", "-journal"]
        .map(|end| with(to, end))
        .into_iter()
        .find(|file| file.symlink_metadata().is_ok())
}

/// The file whose name ends like that, too.
pub fn with(file: &Path, end: impl AsRef<OsStr>) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

fn remove_leftover(partial: &Path) -> Result<(), StoreError> {
    match std::fs::remove_file(partial) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(error)),
        _ => Ok(()),
    }
}

/// Gives a complete file its name, once it is on the disk, for nobody but its owner.
pub fn place(partial: &Path, to: &Path) -> std::io::Result<()> {
    private(partial)?;
    std::fs::File::open(partial)?.sync_all()?;
    if let Some(file) = in_the_way(to) {
        let told = format!("{} is there already", file.display());
        return Err(std::io::Error::new(ErrorKind::AlreadyExists, told));
    }
    // Neither replaces a file that appeared meanwhile, as a rename would.
    match std::fs::hard_link(partial, to) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => copy_privately(partial, to)?,
        linked => linked?,
    }
    let _ = std::fs::remove_file(partial);
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    std::fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Copies a file into a new one, which only its owner may read from the first byte on.
pub fn copy_privately(file: &Path, copy: &Path) -> std::io::Result<()> {
    let mut from = std::fs::File::open(file)?;
    let mut new = std::fs::OpenOptions::new();
    new.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
    let mut to = new.open(copy)?;
    let copied = std::io::copy(&mut from, &mut to).and_then(|_| to.sync_all());
    if copied.is_err() {
        let _ = std::fs::remove_file(copy);
    }
    copied
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
