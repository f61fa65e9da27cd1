//! What the command line understands. Each command has a file of its own.

#![allow(
    clippy::doc_markdown,
    reason = "help is read on a terminal, where Markdown is noise"
)]

mod calendar;
mod check;
mod demo;
mod export;
mod maintenance;
mod make_file;
mod note;
mod practices;
mod restore;
mod serve;
mod settings;
mod transfer;
mod verify_ballot;
mod verify_outcome;

use std::fmt::Display;
use std::future::Future;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
pub use serve::LogFormat;
use server::store::Store;
use shared::words::{Language, Words};
use tokio::runtime::Runtime;

/// A round table: delegations draft answers together, bring practices, vote, and leave with an
/// agreed outcome.
///
/// What operators follow is written to stderr; ROUNDTABLE_LOG chooses how much (error, warn, info,
/// debug), as in ROUNDTABLE_LOG=server=debug.
#[derive(Debug, Parser)]
#[command(name = "roundtable", version, max_term_width = 100)]
pub struct CommandLine {
    #[command(subcommand)]
    command: Command,
    /// What the server runs with, if it is to be run.
    #[arg(skip)]
    settings: Vec<settings::Setting>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server.
    Serve(serve::Serve),
    /// See whether the server can run with these settings: database, bus, clocks, disk, TLS. Exits with 1 if it cannot.
    Check(check::Check),
    /// Make a session to try, with a link for everybody.
    Demo(demo::Demo),
    /// Show what the importer understands of a concept note (text, Markdown or .docx).
    Note(note::Note),
    /// Show what a table could bring in from a file of practices (.xlsx or JSON).
    Practices(practices::Practices),
    /// Write the outcome of a session into a file, from its log, with or without a running server.
    Export(export::Export),
    /// Write the agenda of a session as a file for calendars, with the times that follow from when it begins.
    Calendar(calendar::Calendar),
    #[command(hide = true)]
    MakeFile(make_file::MakeFile),
    /// Check every digest and chain of the log, and every snapshot against a replay of its log. Exits
    /// with 1 if anything is damaged.
    Verify(maintenance::Verify),
    /// Count the ballots of an exported outcome (JSON) again, without a server. Exits with 1 if anything is wrong.
    VerifyBallot(verify_ballot::VerifyBallot),
    /// Check an exported outcome (JSON): the text that was signed, the corrigendum, the ballots, and with its database the log. Exits
    /// with 1 if anything is wrong.
    VerifyOutcome(verify_outcome::VerifyOutcome),
    /// Copy a database that may be in use (SQLite) into a new file.
    Backup(maintenance::Backup),
    /// Make a database of a backup (SQLite), once everything in it was checked. One that exists is never overwritten.
    Restore(restore::Restore),
    /// Write one session into a file, for another house: its logs as they are, its people, and how they come in.
    ExportSession(transfer::ExportSession),
    /// Take in a session that another house has exported. Refused if anything of it is here.
    ImportSession(transfer::ImportSession),
    /// Thin the log: remove prose edits older than a date that snapshots hold. What was decided stays.
    #[command(alias = "fold")]
    Compact(maintenance::Compact),
}

/// Where the log is kept.
#[derive(Debug, Args)]
struct Database {
    /// Where everything is kept: sqlite:FILE (made if absent) or postgres://USER:PASSWORD@HOST/NAME.
    #[arg(
        long,
        value_name = "URL",
        env = "ROUNDTABLE_DATABASE",
        hide_env_values = true,
        default_value = "sqlite:roundtable.db"
    )]
    database: String,
    /// A file of settings (TOML), called as on the command line, such as listen = "[::]:8080". What the command line says holds
    /// first, then the environment, then the file.
    #[arg(long, value_name = "FILE", env = "ROUNDTABLE_CONFIG")]
    config: Option<PathBuf>,
}

impl Database {
    async fn open(&self) -> anyhow::Result<Store> {
        Ok(Store::open(&self.database).await?)
    }

    /// The database that there is: a mistaken name does not make a new one.
    async fn open_there(&self, words: &Words) -> anyhow::Result<Store> {
        self.is_there(words).await?;
        self.open().await
    }

    async fn is_there(&self, words: &Words) -> anyhow::Result<()> {
        if server::store::is_ours(&self.database).await? {
            return Ok(());
        }
        let file = server::store::file_of(&self.database)?.unwrap_or_default();
        let told = [("file", file.display().to_string().into())];
        anyhow::bail!(words.tell("database-not-there", &told))
    }
}

impl CommandLine {
    /// What the command line says, the environment, and the file of settings that they name.
    pub fn read() -> anyhow::Result<Self> {
        settings::read()
    }

    /// How what operators follow is written.
    pub fn log_format(&self) -> LogFormat {
        match &self.command {
            Command::Serve(serve) => serve.log_format(),
            _ => LogFormat::Text,
        }
    }

    /// Does what was asked.
    pub fn obey(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Command::Serve(serve) if serve.print_config => {
                let words = words();
                tell(format_args!("# {}", words.say("config-holds")))?;
                for setting in &self.settings {
                    tell(setting.line(&words))?;
                }
                Ok(ExitCode::SUCCESS)
            }
            Command::Serve(serve) => run(serve.obey()).map(|()| ExitCode::SUCCESS),
            Command::Check(check) => run(check.obey()),
            Command::Demo(demo) => run(demo.obey()).map(|()| ExitCode::SUCCESS),
            Command::Note(note) => note.obey().map(|()| ExitCode::SUCCESS),
            Command::Practices(practices) => practices.obey().map(|()| ExitCode::SUCCESS),
            Command::Export(export) => run(export.obey()).map(|()| ExitCode::SUCCESS),
            Command::Calendar(calendar) => run(calendar.obey()).map(|()| ExitCode::SUCCESS),
            Command::MakeFile(make) => make.obey().map(|()| ExitCode::SUCCESS),
            Command::Verify(verify) => run(verify.obey()),
            Command::VerifyBallot(verify) => verify.obey(),
            Command::VerifyOutcome(verify) => run(verify.obey()),
            Command::Backup(backup) => run(backup.obey()).map(|()| ExitCode::SUCCESS),
            Command::Restore(restore) => run(restore.obey()),
            Command::ExportSession(export) => run(export.obey()),
            Command::ImportSession(import) => run(import.obey()),
            Command::Compact(compact) => run(compact.obey()).map(|()| ExitCode::SUCCESS),
        }
    }
}

/// Prints a line of what was asked for.
fn tell(line: impl Display) -> io::Result<()> {
    writeln!(io::stdout(), "{line}")
}

fn run<T>(task: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    Runtime::new()?.block_on(task)
}

/// What is printed, in the language of the terminal.
fn words() -> Words {
    let wanted = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let wanted = wanted.iter().find_map(|name| std::env::var(name).ok());
    Words::of(Language::negotiated(&wanted.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_agrees_with_itself() {
        CommandLine::command().debug_assert();
    }
}
