//! `roundtable restore`, and what it shares with whatever else opens a file that came from elsewhere.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use server::store::{self, Damage, Report, Store, StoreError};
use server::tables::audit;
use shared::words::{Value, Words};

use super::{Database, tell, words};

/// Make a database of a backup (SQLite), once everything in it was checked.
///
/// Every digest, chain and snapshot is checked first; of a damaged backup nothing is restored. A database that exists is never
/// overwritten.
#[derive(Debug, Args)]
pub struct Restore {
    #[command(flatten)]
    database: Database,
    /// The backup.
    file: PathBuf,
}

impl Restore {
    /// Restores, and says what is there now.
    pub async fn obey(self) -> anyhow::Result<ExitCode> {
        let words = words();
        let to = self.target(&words)?;
        let partial = store::beside(&to);
        let opened = opened_copy(&self.file, &partial, &words).await;
        let (report, left) = match opened {
            Ok((store, report, left)) => {
                store.close().await?;
                (report, left)
            }
            Err(error) => {
                remove(&partial);
                return Err(error);
            }
        };
        if !report.is_sound() {
            remove(&partial);
            tell_damage("restore-damaged", &self.file, &report, &words)?;
            return Ok(ExitCode::FAILURE);
        }
        store::place(&partial, &to).with_context(|| format!("cannot write {}", to.display()))?;
        remove(&partial);
        tell_left_out(&left, &words)?;
        let file = [("file", to.display().to_string().into())];
        tell(words.tell("restore-done", &[&file[..], &counts(&report)].concat()))?;
        Ok(ExitCode::SUCCESS)
    }

    /// The file that is to be, which is not there yet.
    fn target(&self, words: &Words) -> anyhow::Result<PathBuf> {
        let url = &self.database.database;
        let Some(to) = store::file_of(url)? else {
            let is_memory = url.starts_with("sqlite:");
            anyhow::bail!(words.say(if is_memory {
                "restore-in-memory"
            } else {
                "restore-elsewhere"
            }));
        };
        if let Some(file) = store::in_the_way(&to) {
            let told = [("file", file.display().to_string().into())];
            anyhow::bail!(words.tell("restore-exists", &told));
        }
        Ok(to)
    }
}

/// A copy of a database that came from elsewhere, opened and checked; and the snapshots that were left out of it. The file itself is left as it is: opening one of an older
/// program would change it.
pub(super) async fn opened_copy(
    file: &Path,
    copy: &Path,
    words: &Words,
) -> anyhow::Result<(Store, Report, Vec<Damage>)> {
    let name = || ("file", file.display().to_string().into());
    let beside = store::with(file, "-wal");
    let written_ahead = beside.metadata().map_or(0, |about| about.len());
    if written_ahead > 0 {
        let told = [name(), ("other", beside.display().to_string().into())];
        anyhow::bail!(words.tell("restore-in-use", &told));
    }
    store::copy_privately(file, copy).map_err(|error| {
        let told = [name(), ("why", error.to_string().into())];
        anyhow::anyhow!(words.tell("restore-no-file", &told))
    })?;
    let no_database = |error: StoreError| {
        let told = [name(), ("why", error.to_string().into())];
        anyhow::anyhow!(words.tell("restore-no-database", &told))
    };
    if !store::is_file_ours(copy).await.map_err(no_database)? {
        anyhow::bail!(words.tell("restore-not-ours", &[name()]));
    }
    let store = Store::open_file(copy).await.map_err(no_database)?;
    let (report, left) = checked(&store).await?;
    Ok((store, report, left))
}

/// Checks a copy that nobody works with. Damaged snapshots are left out of it where everything is sound without them.
pub(super) async fn checked(copy: &Store) -> anyhow::Result<(Report, Vec<Damage>)> {
    let report = audit::audit(copy).await?;
    if report.is_sound() || !report.is_sound_but_for_snapshots() {
        return Ok((report, Vec::new()));
    }
    copy.leave_out(&report.damage).await?;
    Ok((audit::audit(copy).await?, report.damage))
}

/// Prints which snapshots were left out, if any were.
pub(super) fn tell_left_out(left: &[Damage], words: &Words) -> anyhow::Result<()> {
    if !left.is_empty() {
        tell(words.say("restore-left-out"))?;
    }
    for damage in left {
        tell(format_args!("  {damage}"))?;
    }
    Ok(())
}

/// Removes a file that is not of use any more, and what SQLite puts beside it.
pub(super) fn remove(file: &Path) {
    for end in ["", "-wal", "-shm"] {
        // It need not be there.
        let _ = std::fs::remove_file(store::with(file, end));
    }
}

/// How much was looked at.
pub(super) fn counts(report: &Report) -> [(&'static str, Value<'static>); 4] {
    [
        ("tables", report.tables.into()),
        ("entries", report.entries.into()),
        ("events", report.events.into()),
        ("snapshots", report.snapshots.into()),
    ]
}

/// Prints what is damaged.
pub(super) fn tell_damage(
    key: &str,
    file: &Path,
    report: &Report,
    words: &Words,
) -> anyhow::Result<()> {
    let told = [("file", file.display().to_string().into())];
    tell(words.tell(key, &told))?;
    for damage in &report.damage {
        tell(format_args!("  {damage}"))?;
    }
    for line in &report.file {
        tell(format_args!("  {line}"))?;
    }
    Ok(())
}
