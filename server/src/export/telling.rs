//! What is asked of an outcome that is taken along: how it tells of delegations and people, whether it says whose words stand where,
//! and what changed since a revision.

use clap::Args;
use clap::ValueEnum;
use serde::Deserialize;
use shared::features::pulling::Compilation;
use shared::outcome::sources::Kept;
use shared::outcome::{Attribution, Changes, Outcome, Sources, Telling};
use shared::words::Words;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::export::Format;
use crate::revisions::{self, KeptText, ReadTable};
use crate::store::{Store, StoreError};

/// Whose things are said to be, on the command line and in addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Named {
    /// Delegations and people are named.
    #[default]
    Named,
    /// Groups of delegations are named, and nobody else.
    Group,
    /// Nobody is named.
    None,
}

impl From<Named> for Attribution {
    fn from(named: Named) -> Self {
        match named {
            Named::Named => Self::Named,
            Named::Group => Self::Group,
            Named::None => Self::None,
        }
    }
}

/// What is asked for on the command line.
#[derive(Debug, Clone, Copy, Default, Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "independent flags of a command line, not a state"
)]
pub struct Wanted {
    /// Whose things are said to be: of delegations, of groups of them, or of nobody.
    #[arg(long, value_enum, default_value_t)]
    pub attribution: Named,
    /// Name those, too, that did not answer or vote; only where delegations are named.
    #[arg(long)]
    pub silent_too: bool,
    /// Add whose words stand in each paragraph, and what was dropped.
    #[arg(long)]
    pub sources: bool,
    /// Tell each table at a glance first.
    #[arg(long)]
    pub glance: bool,
    /// Show what changed in the texts since this revision of each table, by its number, as tracked changes: in Word files only.
    #[arg(long, value_name = "REV")]
    pub changes_since: Option<u32>,
    /// Only the practices: a booklet, or as xlsx or json a collection that another table can bring in.
    #[arg(long)]
    pub practices: bool,
}

impl Wanted {
    /// How the outcome tells of delegations and people.
    pub fn telling(self) -> Telling {
        Telling {
            attribution: self.attribution.into(),
            silent_too: self.silent_too,
        }
    }

    /// Whether a file of this form can be made so: changes are tracked by Word files of the outcome only.
    pub fn can_be(self, format: Format) -> bool {
        self.changes_since.is_none() || (format == Format::Docx && !self.practices)
    }

    /// The outcome as it is wanted.
    pub fn of(self, outcome: Outcome, words: &Words) -> Outcome {
        let mut told = outcome.told(self.telling(), words);
        told.glance_first = self.glance;
        told.practices_only = self.practices;
        told
    }
}

/// What is asked for in an address: `?attribution=none&silent=1&sources=1&glance=1&changes-since=2`.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Asked {
    attribution: Named,
    silent: u8,
    sources: u8,
    glance: u8,
    changes_since: Option<u32>,
}

impl From<Asked> for Wanted {
    fn from(asked: Asked) -> Self {
        Self {
            attribution: asked.attribution,
            silent_too: asked.silent > 0,
            sources: asked.sources > 0,
            glance: asked.glance > 0,
            changes_since: asked.changes_since,
            practices: false,
        }
    }
}

/// Whose words stand where at a table, and what was dropped, as its log has it.
///
/// # Errors
/// If a revision or a compilation cannot be read.
pub async fn sources(store: &Store, read: &ReadTable) -> Result<Sources, StoreError> {
    let table = &read.table;
    let mut frozen = Vec::with_capacity(table.revisions.frozen.len());
    for revision in &table.revisions.frozen {
        let kept = revisions::read(store, &table.id, revision.entry, &revision.digest);
        frozen.extend(kept.await?.map(|it| (revision.number, kept_of(&it))));
    }
    // Of each question the last: there may be many, and each holds what all of them answered by then.
    let all = &table.pulling.compilations;
    let is_last = |(nth, it): &(usize, &Compilation)| {
        all[nth + 1..]
            .iter()
            .all(|later| later.question != it.question)
    };
    let mut compiled = Vec::new();
    for (_, compilation) in all.iter().enumerate().filter(is_last) {
        let kept = revisions::read(store, &table.id, compilation.entry, &compilation.digest);
        compiled.extend(kept.await?.map(|it| kept_of(&it)));
    }
    let now = kept_of(&read.text);
    Ok(Sources::of(&table.seen_by_all(), &now, &frozen, &compiled))
}

/// How long texts are compared: what is not told apart by then is told as gone and come.
const PATIENCE: Duration = Duration::from_secs(2);
/// Comparing takes a processor for itself: one after the other, whoever asks.
static COMPARING: Semaphore = Semaphore::const_new(1);

/// What changed in an outcome of this table since a revision, by its number; nothing if there is none of that number.
///
/// # Errors
/// If the revision cannot be read.
pub async fn changes(
    store: &Store,
    read: &Arc<ReadTable>,
    outcome: &Outcome,
    number: u32,
) -> Result<Option<Changes>, StoreError> {
    let Some(revision) = read.table.revisions.numbered(number).cloned() else {
        return Ok(None);
    };
    let kept = revisions::read(store, &read.table.id, revision.entry, &revision.digest);
    let older = kept.await?.ok_or(StoreError::Missing)?;
    let turn = COMPARING.acquire().await.map_err(|_| StoreError::Closed)?;
    let (read, outcome) = (read.clone(), outcome.clone());
    let compared = spawn_blocking(move || {
        let _turn = turn;
        let deadline = Instant::now() + PATIENCE;
        revisions::since(&outcome, &read, (&revision, &older), deadline)
    });
    Ok(Some(compared.await.map_err(|_| StoreError::Closed)?))
}

fn kept_of(kept: &KeptText) -> Kept {
    Kept {
        texts: kept.text.0.clone(),
        authors: kept.authors.clone(),
    }
}
