//! `roundtable export`.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use clap::Args;
use server::clock::now;
use server::export::saving::save;
use server::export::telling::{Wanted, changes, sources};
use server::export::{Format, written};
use server::revisions::{ReadTable, read_signed};
use server::tables::state::TableState;
use shared::document::DocumentId;
use shared::ids::SessionId;
use shared::outcome::{Changes, Outcome, Sources};
use shared::table::Audience;

use super::{Database, words};

/// Write the outcome of a session into a file: all of its tables, as far as they have come.
#[derive(Debug, Args)]
pub struct Export {
    #[command(flatten)]
    database: Database,
    /// The session's id.
    #[arg(long, value_name = "ID")]
    session: SessionId,
    /// As what.
    #[arg(long, value_enum)]
    format: Format,
    #[command(flatten)]
    wanted: Wanted,
    /// Into which file; - for stdout.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// With the report of each table even where it has not been circulated yet.
    #[arg(long)]
    draft_report: bool,
}

impl Export {
    /// Reads the session's logs and writes the file.
    pub async fn obey(self) -> anyhow::Result<()> {
        let words = words();
        if !self.wanted.can_be(self.format) {
            bail!(words.say("problem-changes-only-in-word"));
        }
        let store = self.database.open().await?;
        let session = store.session(&self.session).await?;
        let session = session.with_context(|| format!("there is no session {}", self.session))?;
        let mut outcomes = Vec::with_capacity(session.tables.len());
        let mut left = 0;
        // The tables that have no such revision.
        let mut lacking = Vec::new();
        for table in &session.tables {
            let mut state = TableState::open(&store, table).await?;
            let prose = state.prose();
            let mut outcome = Outcome::of(&state.table, &prose, state.head, state.chain, now());
            let everybody = state.table.readers(&DocumentId::Report) == Audience::Everybody;
            if everybody || self.draft_report {
                let report = state.report_prose();
                outcome.take_report(&state.table, &report);
            }
            let people: Vec<_> = state.table.participants.keys().cloned().collect();
            outcome.entitle(&store.titles_of(&people).await?);
            let signed = state.table.sign_off.current().cloned();
            if let Some(signed) = &signed {
                let read = read_signed(&store, table, signed.entry).await?;
                outcome = read.context("what was signed off cannot be read")?;
                // The texts may read otherwise by now: of these, nothing is told.
                outcome.sources = self.wanted.sources.then(Sources::default);
            }
            let read = Arc::new(ReadTable::at(state));
            if self.wanted.sources && signed.is_none() {
                outcome.sources = Some(sources(&store, &read).await?);
            }
            if let Some(number) = self.wanted.changes_since {
                outcome.changes = changes(&store, &read, &outcome, number).await?;
                if outcome.changes.is_none() {
                    lacking.push(outcome.table_name.clone());
                }
                outcome
                    .changes
                    .get_or_insert_with(|| Changes::unknown(number));
            }
            let named = outcome.all_named();
            let outcome = self.wanted.of(outcome, &words);
            if !outcome.telling.names() {
                left += outcome.names_left(&named, &words).len();
            }
            outcomes.push(outcome);
        }
        store.close().await?;
        if let Some(number) = self.wanted.changes_since {
            // One that was frozen at no table was meant otherwise.
            if lacking.len() == outcomes.len() {
                let values = [("number", number.to_string().into())];
                bail!(words.tell("export-no-revision", &values));
            }
            for table in lacking {
                let values = [
                    ("number", number.to_string().into()),
                    ("table", table.into()),
                ];
                eprintln!("{}", words.tell("export-lacks-revision", &values));
            }
        }
        if left > 0 {
            // What people wrote is theirs to change.
            eprintln!("{}", words.tell("names-left", &[("count", left.into())]));
        }
        let bytes = written(self.format, &outcomes, &words)?;
        if self.out.as_os_str() == "-" {
            return Ok(std::io::Write::write_all(&mut std::io::stdout(), &bytes)?);
        }
        let name = self.out.display().to_string();
        save(&self.out, &bytes).with_context(|| format!("cannot write {name}"))?;
        eprintln!("{}", words.tell("export-done", &[("file", name.into())]));
        Ok(())
    }
}
