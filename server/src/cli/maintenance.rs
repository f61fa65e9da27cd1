//! `roundtable verify`, `backup` and `compact`: looking after a house.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use server::tables::audit;
use shared::ids::Timestamp;

use super::{Database, tell, words};

/// Check every digest and chain of the log, and every snapshot against a replay of its log.
///
/// A snapshot that is not what its log adds up to is set aside: the table opens from its log. Works on a
/// database in use.
#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    database: Database,
}

impl Verify {
    /// Checks, and prints what is damaged.
    pub async fn obey(self) -> anyhow::Result<ExitCode> {
        let words = words();
        let store = self.database.open().await?;
        let report = audit::audit(&store).await?;
        store.close().await?;
        let counts = [
            ("tables", report.tables.into()),
            ("entries", report.entries.into()),
            ("events", report.events.into()),
            ("snapshots", report.snapshots.into()),
        ];
        if report.is_sound() {
            tell(words.tell("verify-sound", &counts))?;
            return Ok(ExitCode::SUCCESS);
        }
        tell(words.tell("verify-damaged", &counts))?;
        for damage in &report.damage {
            tell(format_args!("  {damage}"))?;
        }
        for line in &report.file {
            tell(format_args!("  {line}"))?;
        }
        Ok(ExitCode::FAILURE)
    }
}

/// Copy a database that may be in use into a new file.
#[derive(Debug, Args)]
pub struct Backup {
    #[command(flatten)]
    database: Database,
    /// The new file; one that exists is never overwritten.
    file: PathBuf,
}

impl Backup {
    /// Copies it.
    pub async fn obey(self) -> anyhow::Result<()> {
        let store = self.database.open().await?;
        let copied = store.backup(&self.file).await;
        store.close().await?;
        copied?;
        let file = self.file.display().to_string();
        tell(words().tell("backup-done", &[("file", file.into())]))?;
        Ok(())
    }
}

/// Thin the log: remove prose edits older than a date that snapshots hold.
#[derive(Debug, Args)]
pub struct Compact {
    #[command(flatten)]
    database: Database,
    /// Before which day (UTC), such as 2026-11-23.
    #[arg(long, value_name = "DATE", value_parser = day)]
    before: Timestamp,
}

impl Compact {
    /// Folds, and says how much.
    pub async fn obey(self) -> anyhow::Result<()> {
        let store = self.database.open().await?;
        let compacted = store.compact(self.before).await;
        store.close().await?;
        let compacted = compacted?;
        let counts = [
            ("updates", compacted.updates.into()),
            ("tables", compacted.tables.into()),
        ];
        tell(words().tell("compact-done", &counts))?;
        Ok(())
    }
}

/// Midnight UTC at the beginning of a day written as `2026-11-23`.
fn day(text: &str) -> Result<Timestamp, String> {
    parse_day(text).ok_or_else(|| "a date is written as 2026-11-23, from 1970 on".to_owned())
}

pub(super) fn parse_day(text: &str) -> Option<Timestamp> {
    let mut parts = text.split('-');
    let mut next = |digits: usize| {
        let part = parts.next().filter(|part| part.len() == digits)?;
        part.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| part.parse::<u64>().ok())?
    };
    let (year, month, day) = (next(4)?, next(2)?, next(2)?);
    if parts.next().is_some() || year < 1970 || !(1..=12).contains(&month) {
        return None;
    }
    if !(1..=days_in(year, month)).contains(&day) {
        return None;
    }
    let years: u64 = (1970..year)
        .map(|year| if is_leap(year) { 366 } else { 365 })
        .sum();
    let months: u64 = (1..month).map(|month| days_in(year, month)).sum();
    Some(Timestamp((years + months + day - 1) * 24 * 60 * 60 * 1000))
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_in(year: u64, month: u64) -> u64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_print_it() {
        let words = words();
        for date in ["1970-01-01", "2000-02-29", "2026-11-23", "2100-03-01"] {
            let at = parse_day(date).unwrap();
            assert_eq!(words.moment(at), format!("{date} 00:00 UTC"));
        }
        for bad in [
            "2026-02-29",
            "2026-13-01",
            "2026-1-1",
            "1969-12-31",
            "2026-11-23-1",
            "today",
            "",
        ] {
            assert_eq!(parse_day(bad), None, "{bad}");
        }
    }
}
