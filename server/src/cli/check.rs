//! `roundtable check`: whether the server can run with these settings, and what to do if not.
//!
//! [`finding`] is a line of what it says; then a file for each thing that is looked at: [`database`], [`host`] (clock, disk, open files,
//! files for offices), [`outside`] (bus, address, TLS, settings that nobody reads).

mod database;
mod finding;
mod host;
mod outside;

use std::process::ExitCode;

use clap::Args;

use super::serve::Chosen;
use super::{tell, words};
use finding::Verdict;

/// See whether the server can run with these settings. Nothing is changed, and a database is not made.
///
/// Each line says ok, warning or failed, and what to do. Exits with 1 if anything failed.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    chosen: Chosen,
    /// Print it as JSON: what was looked at, and what came of it.
    #[arg(long)]
    json: bool,
}

impl Check {
    /// Looks at everything, and says what was found.
    pub async fn obey(self) -> anyhow::Result<ExitCode> {
        let words = words();
        let mut all = host::clock(&words);
        let (found, nodes) = database::look(&self.chosen.database.database, &words).await;
        all.extend(found);
        all.extend(outside::bus(self.chosen.bus.as_deref(), nodes, &words).await);
        all.extend(outside::address(&self.chosen, &words));
        all.extend(outside::tls(&self.chosen, &words));
        all.extend(host::open_files(&words));
        all.extend(host::files(&words).await);
        all.extend(outside::settings(&self.chosen, &words));
        let worst = all.iter().map(|it| it.verdict).max();
        let worst = worst.unwrap_or(Verdict::Ok);
        if self.json {
            let told = serde_json::json!({ "verdict": worst, "checks": all });
            tell(serde_json::to_string_pretty(&told)?)?;
        } else {
            for finding in &all {
                tell(finding.line(&words))?;
            }
        }
        Ok(match worst {
            Verdict::Ok | Verdict::Warning => ExitCode::SUCCESS,
            Verdict::Failed => ExitCode::FAILURE,
        })
    }
}
