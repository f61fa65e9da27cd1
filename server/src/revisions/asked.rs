//! What a command has written again, read from the log: which a table's task does not do while others wait.

use super::frozen::{self, KeptText};
use super::passage::Passage;
use crate::store::Store;
use shared::document::Root;
use shared::features::pulling::{PullingCommand, Source};
use shared::features::revisions::RevisionCommand;
use shared::ids::{QuestionId, TableId};
use shared::table::{Command, RoundTable};

/// Whether this has words written again.
pub fn writes_again(command: &Command) -> bool {
    matches!(
        command,
        Command::Revisions(RevisionCommand::RestorePassage { .. })
            | Command::Pulling(PullingCommand::PullWords { .. })
    )
}

/// The words. Nothing if they are not there, or cannot be read: then the table says no.
pub async fn asked(store: &Store, table: &RoundTable, command: &Command) -> Option<Passage> {
    match command {
        Command::Revisions(RevisionCommand::RestorePassage {
            revision,
            root,
            block,
            ..
        }) => {
            let there = table.revisions.revision(revision)?;
            let kept = read(store, &table.id, there.entry, &there.digest).await?;
            Passage::back(kept, root, *block)
        }
        Command::Pulling(PullingCommand::PullWords {
            from, taken, into, ..
        }) => {
            let into = Root::parse(into)?;
            let Source::Compilation { compilation } = from;
            let there = table.pulling.compilation(compilation)?;
            let kept = read(store, &table.id, there.entry, &there.digest).await?;
            let order = answers(table, &there.question);
            Passage::pulled(&kept, &order, taken, into)
        }
        _ => None,
    }
}

async fn read(store: &Store, table: &TableId, entry: u64, digest: &str) -> Option<KeptText> {
    let kept = frozen::read(store, table, entry, digest).await;
    kept.unwrap_or_else(|error| {
        tracing::error!(%error, "a text that was kept cannot be read");
        None
    })
}

/// Where the delegations answer a question so that everybody may read it sooner or later, in the order of the delegations.
pub fn answers(table: &RoundTable, question: &QuestionId) -> Vec<Root> {
    let of = table.delegations.iter().flat_map(|delegation| {
        let (question, of) = (question.clone(), delegation.id.clone());
        // What was written for everybody before answers were private comes first.
        [
            Root::Own(question.clone(), of.clone()),
            Root::Private(question, of),
        ]
    });
    of.collect()
}
