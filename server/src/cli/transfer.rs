//! `roundtable export-session` and `import-session`: one session moves from one house into another.
//!
//! The file is a small house: a SQLite database with that session only, so that everything that checks a house checks it, too.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use server::auth::secret::FreshId as _;
use server::store::{self, Store, StoreError};
use shared::ids::SessionId;
use shared::words::Words;

use super::restore::{checked, counts, opened_copy, remove, tell_damage, tell_left_out};
use super::{Database, tell, words};

/// Write one session into a file, for another house: its logs as they are, its people, and how they come in.
///
/// What is written meanwhile is not in it: close the session's tables first, or stop the server.
#[derive(Debug, Args)]
pub struct ExportSession {
    #[command(flatten)]
    database: Database,
    /// The session's id.
    #[arg(value_name = "ID")]
    session: SessionId,
    /// The new file; one that exists is never overwritten.
    file: PathBuf,
}

impl ExportSession {
    /// Writes it, and checks it.
    pub async fn obey(self) -> anyhow::Result<ExitCode> {
        let words = words();
        if self.file.symlink_metadata().is_ok() {
            let told = [("file", self.file.display().to_string().into())];
            anyhow::bail!(words.tell("transfer-exists", &told));
        }
        let store = self.database.open_there(&words).await?;
        let partial = store::beside(&self.file);
        let done = self.write(&store, &partial, &words).await;
        store.close().await?;
        if done.is_err() {
            remove(&partial);
        }
        done
    }

    async fn write(
        &self,
        store: &Store,
        partial: &Path,
        words: &Words,
    ) -> anyhow::Result<ExitCode> {
        let session = ("session", self.session.to_string().into());
        let house = Store::open_file(partial).await?;
        match store.copy_session(&self.session, &house).await {
            Err(StoreError::Missing) => {
                house.close().await?;
                anyhow::bail!(words.tell("transfer-no-session", &[session]))
            }
            copied => copied?,
        };
        let (report, left) = checked(&house).await?;
        house.close().await?;
        if !report.is_sound() {
            remove(partial);
            tell_damage("transfer-damaged", &self.file, &report, words)?;
            return Ok(ExitCode::FAILURE);
        }
        let name = self.file.display().to_string();
        store::place(partial, &self.file).with_context(|| format!("cannot write {name}"))?;
        remove(partial);
        tell_left_out(&left, words)?;
        let told = [session, ("file", name.into())];
        tell(words.tell("transfer-exported", &told))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Take in a session that another house has exported, once everything in it was checked. Refused if anything of it is here.
#[derive(Debug, Args)]
pub struct ImportSession {
    #[command(flatten)]
    database: Database,
    /// The file that the other house has written.
    file: PathBuf,
}

impl ImportSession {
    /// Checks it, and takes it in.
    pub async fn obey(self) -> anyhow::Result<ExitCode> {
        let words = words();
        let copy = std::env::temp_dir().join(format!("roundtable-{}.db", SessionId::fresh()));
        let taken = self.take(&copy, &words).await;
        remove(&copy);
        taken
    }

    async fn take(&self, copy: &Path, words: &Words) -> anyhow::Result<ExitCode> {
        let (house, report, left) = opened_copy(&self.file, copy, words).await?;
        if !report.is_sound() {
            house.close().await?;
            tell_damage("transfer-damaged", &self.file, &report, words)?;
            return Ok(ExitCode::FAILURE);
        }
        let sessions = house.sessions().await?;
        let [session] = &sessions[..] else {
            house.close().await?;
            let told = [
                ("file", self.file.display().to_string().into()),
                ("sessions", sessions.len().into()),
            ];
            anyhow::bail!(words.tell("transfer-not-one", &told));
        };
        let store = match self.open_unused(words).await {
            Ok(store) => store,
            Err(error) => {
                house.close().await?;
                return Err(error);
            }
        };
        let copied = house.copy_session(session, &store).await;
        store.close().await?;
        house.close().await?;
        let told = [("session", session.to_string().into())];
        match copied {
            Err(StoreError::Taken) => anyhow::bail!(words.tell("transfer-taken", &told)),
            copied => copied?,
        };
        tell_left_out(&left, words)?;
        let told = [&told[..], &counts(&report)].concat();
        tell(words.tell("transfer-imported", &told))?;
        Ok(ExitCode::SUCCESS)
    }

    /// The house that takes it in: one transaction takes in everything, for which a server on SQLite would wait in vain.
    async fn open_unused(&self, words: &Words) -> anyhow::Result<Store> {
        self.database.is_there(words).await?;
        if store::is_in_use(&self.database.database).await? {
            anyhow::bail!(words.say("transfer-in-use"));
        }
        self.database.open_there(words).await
    }
}
