//! `roundtable calendar`: the agenda of a session, for the calendars of those who come.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use server::clock::now;
use server::config::PublicUrl;
use server::export::saving::save;
use server::tables::state::TableState;
use shared::calendar::{Planned, agenda};
use shared::ids::{SessionId, Timestamp};
use shared::words::Words;

use super::maintenance::parse_day;
use super::{Database, words};

/// Milliseconds of a minute.
const MINUTE: u64 = 60_000;

/// Write the agenda of a session as a file for calendars, with the times that follow from when it begins.
///
/// Each table has its own agenda, and all begin together. Written again after the agenda was changed, the file takes the place of the
/// one before in calendars.
#[derive(Debug, Args)]
pub struct Calendar {
    #[command(flatten)]
    database: Database,
    /// The session's id.
    #[arg(long, value_name = "ID")]
    session: SessionId,
    /// When it begins, such as 2026-11-23T14:00Z or 2026-11-23T15:00+01:00.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    begins: Timestamp,
    /// Into which file; - for stdout.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Where people find the server: the file leads there.
    #[arg(
        long,
        value_name = "URL",
        env = "ROUNDTABLE_PUBLIC_URL",
        default_value = "http://127.0.0.1:8080"
    )]
    public_url: PublicUrl,
}

impl Calendar {
    /// Reads the tables' agendas and writes the file.
    pub async fn obey(self) -> anyhow::Result<()> {
        let words = words();
        let store = self.database.open().await?;
        let session = store.session(&self.session).await?;
        let session = session.with_context(|| {
            let told = [("session", self.session.to_string().into())];
            words.tell("transfer-no-session", &told)
        })?;
        let mut items = Vec::new();
        let is_one = session.tables.len() == 1;
        for table in &session.tables {
            let state = TableState::open(&store, table).await?;
            items.extend(self.planned(&state, is_one, &words));
        }
        store.close().await?;
        let file = agenda(now(), &items);
        if self.out.as_os_str() == "-" {
            return Ok(std::io::Write::write_all(
                &mut std::io::stdout(),
                file.as_bytes(),
            )?);
        }
        let name = self.out.display().to_string();
        save(&self.out, file.as_bytes()).with_context(|| format!("cannot write {name}"))?;
        eprintln!("{}", words.tell("export-done", &[("file", name.into())]));
        Ok(())
    }

    /// The items of a table, one after the other.
    fn planned(&self, state: &TableState, is_one: bool, words: &Words) -> Vec<Planned> {
        let (table, mut begins) = (&state.table, self.begins);
        let items = table.agenda.items.iter().map(|item| {
            let title = words.item(item);
            let told = [
                ("item", title.as_str().into()),
                ("table", table.name.as_str().into()),
            ];
            let planned = Planned {
                uid: format!("{}@{}", item.id, table.id),
                sequence: state.head.get(),
                begins,
                minutes: item.minutes,
                summary: if is_one {
                    title.clone()
                } else {
                    words.tell("calendar-item", &told)
                },
                url: self.public_url.table(&table.id),
            };
            begins = Timestamp(begins.0 + u64::from(item.minutes) * MINUTE);
            planned
        });
        items.collect()
    }
}

/// A moment written as `2026-11-23T14:00Z`, or with how far the clocks of its place are ahead of UTC.
fn moment(text: &str) -> Result<Timestamp, String> {
    parse_moment(text).ok_or_else(|| {
        "a time is written as 2026-11-23T14:00Z, or as 2026-11-23T15:00+01:00".to_owned()
    })
}

fn parse_moment(text: &str) -> Option<Timestamp> {
    let (day, rest) = text.split_once('T')?;
    let Timestamp(day) = parse_day(day)?;
    let (clock, zone) = rest.split_at_checked(5)?;
    let at = day + minutes(clock)? * MINUTE;
    let ahead = |zone: &str| minutes(zone).map(|it| it * MINUTE);
    let at = match zone.split_at_checked(1)? {
        ("Z", "") => at,
        ("+", zone) => at.checked_sub(ahead(zone)?)?,
        ("-", zone) => at + ahead(zone)?,
        _ => return None,
    };
    Some(Timestamp(at))
}

/// The minutes of a time written as `14:00`.
fn minutes(clock: &str) -> Option<u64> {
    let (hours, minutes) = clock.split_once(':')?;
    let number = |text: &str, below: u64| {
        let is_plain = text.len() == 2 && text.bytes().all(|it| it.is_ascii_digit());
        let number: u64 = is_plain.then(|| text.parse().ok())??;
        (number < below).then_some(number)
    };
    Some(number(hours, 24)? * 60 + number(minutes, 60)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_with_its_zone() {
        let words = words();
        for (text, told) in [
            ("2026-11-23T14:00Z", "2026-11-23 14:00 UTC"),
            ("2026-11-23T15:00+01:00", "2026-11-23 14:00 UTC"),
            ("2026-11-23T19:30-05:30", "2026-11-24 01:00 UTC"),
        ] {
            assert_eq!(words.moment(parse_moment(text).unwrap()), told, "{text}");
        }
        for bad in [
            "2026-11-23",
            "2026-11-23T14:00",
            "2026-11-23T24:00Z",
            "2026-11-23T1:00Z",
            "2026-11-23T14:00ZZ",
            "2026-11-23T14:00+1",
            "2026-11-23T14:0éZ",
            "1970-01-01T00:00+01:00",
        ] {
            assert_eq!(parse_moment(bad), None, "{bad}");
        }
    }
}
