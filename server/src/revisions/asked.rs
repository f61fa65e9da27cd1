//! What a command has written again, read from the log: which a table's task does not do while others wait.

use super::elsewhere::{Elsewhere, OwnTexts, own_texts};
use super::frozen::{self, KeptText};
use super::passage::Passage;
use crate::store::Store;
use crate::tables::state::TableState;
use shared::document::Root;
use shared::features::people::Participant;
use shared::features::pulling::{self, PullingCommand, Source, Taken};
use shared::features::report::ReportCommand;
use shared::features::revisions::RevisionCommand;
use shared::ids::{DelegationId, QuestionId, TableId};
use shared::refusal::{Noun, Refusal};
use shared::seq::Seq;
use shared::table::{Command, RoundTable};

/// Where the words are that are written again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// In a log, from which they are read beforehand.
    InLog,
    /// In a document that the table's task has at hand: on a desk, or for the report.
    AtHand,
}

/// Whether this has words written again, and where they are.
pub fn writes_again(command: &Command) -> Option<Read> {
    match command {
        Command::Revisions(RevisionCommand::RestorePassage { .. }) => Some(Read::InLog),
        Command::Pulling(PullingCommand::PullWords { from, .. }) => Some(match from {
            Source::Desk { .. } => Read::AtHand,
            Source::Compilation { .. } | Source::Table { .. } | Source::Own { .. } => Read::InLog,
        }),
        Command::Report(ReportCommand::BringIn { .. }) => Some(Read::AtHand),
        _ => None,
    }
}

/// The words, or why there are none.
pub async fn asked(
    (store, elsewhere): (&Store, &Elsewhere),
    (table, who): (&RoundTable, &Participant),
    command: &Command,
) -> Result<Passage, Refusal> {
    let nothing = Refusal::Unknown {
        what: Noun::Passage,
    };
    match command {
        Command::Revisions(RevisionCommand::RestorePassage {
            revision,
            root,
            block,
            ..
        }) => {
            let there = table.revisions.revision(revision);
            let there = there.ok_or(nothing.clone())?;
            let kept = read(store, &table.id, there.entry, &there.digest).await;
            let passage = kept.and_then(|kept| Passage::back(kept, root, *block));
            passage.ok_or(nothing)
        }
        Command::Pulling(PullingCommand::PullWords {
            from, taken, into, ..
        }) => {
            let into = Root::parse(into).ok_or(nothing.clone())?;
            match from {
                Source::Compilation { compilation } => {
                    let there = table.pulling.compilation(compilation);
                    let there = there.ok_or(nothing.clone())?;
                    let kept = read(store, &table.id, there.entry, &there.digest).await;
                    let kept = kept.ok_or(nothing.clone())?;
                    let order = answers(table, &there.question);
                    Passage::pulled(&kept, &order, taken, into).ok_or(nothing)
                }
                Source::Table { table: other, seen } => {
                    from_elsewhere((store, elsewhere), table, (other, seen), taken, into).await
                }
                Source::Own {
                    table: other,
                    of,
                    seen,
                } => {
                    let of = of.as_ref().ok_or(nothing)?;
                    own(store, (table, who), (other, of, seen), taken, into).await
                }
                Source::Desk { .. } => Err(nothing),
            }
        }
        _ => Err(nothing),
    }
}

/// Words of an answer at another table of the session as it is committed there, if they are what was seen.
async fn from_elsewhere(
    (store, elsewhere): (&Store, &Elsewhere),
    table: &RoundTable,
    (other, seen): (&TableId, &str),
    taken: &Taken,
    into: Root,
) -> Result<Passage, Refusal> {
    let unknown = |what| Refusal::Unknown { what };
    let root = taken.root().and_then(Root::parse);
    let root = root.ok_or(unknown(Noun::Passage))?;
    if store.session_of(other).await.ok().flatten().as_ref() != Some(&table.session) {
        return Err(unknown(Noun::Table));
    }
    let there = elsewhere.read(store, other).await.map_err(|error| {
        tracing::warn!(table = %other, %error, "what another table answers cannot be read");
        unknown(Noun::Table)
    })?;
    let kept = &there.text;
    let is_seen = kept
        .text
        .0
        .get(&root)
        .is_some_and(|text| pulling::seen(text) == seen);
    if !is_seen {
        return Err(Refusal::SourceHasChanged);
    }
    let passage = Passage::pulled(kept, &[root], taken, into);
    Ok(passage.ok_or(unknown(Noun::Passage))?.read_at(there.head))
}

/// What a delegation wrote for itself at another table, for whoever speaks for it there, too, if it is what was seen.
async fn own(
    store: &Store,
    (table, who): (&RoundTable, &Participant),
    (other, of, seen): (&TableId, &DelegationId, &str),
    taken: &Taken,
    into: Root,
) -> Result<Passage, Refusal> {
    let unknown = |what| Refusal::Unknown { what };
    if store.session_of(other).await.ok().flatten().as_ref() != Some(&table.session) {
        return Err(unknown(Noun::Table));
    }
    let root = taken.root().and_then(Root::parse);
    let root = root.ok_or(unknown(Noun::Passage))?;
    let roots = vec![root.clone()];
    let texts = own_texts(store, other, (&who.id, of), move |_| roots).await;
    let OwnTexts { kept, head, .. } = texts.map_err(|error| {
        tracing::warn!(table = %other, %error, "what a delegation wrote elsewhere cannot be read");
        unknown(Noun::Table)
    })?;
    let text = kept.text.0.get(&root);
    if text.is_none_or(|text| pulling::seen(text) != seen) {
        return Err(Refusal::SourceHasChanged);
    }
    let passage = Passage::pulled(&kept, &[root], taken, into);
    Ok(passage.ok_or(unknown(Noun::Passage))?.read_at(head))
}

/// Words on a desk as they are now, if they are what was seen.
pub fn on_desk(
    state: &mut TableState,
    seen: &str,
    taken: &Taken,
    into: &str,
) -> Result<Passage, Refusal> {
    let unknown = |what| Refusal::Unknown { what };
    let Taken::Stretch { root, from, to } = taken else {
        return Err(unknown(Noun::Passage));
    };
    let root = Root::parse(root).ok_or(unknown(Noun::Root))?;
    let into = Root::parse(into).ok_or(unknown(Noun::Root))?;
    let kept = KeptText::of(state, &root);
    let text = kept.text.0.get(&root).map_or(&[][..], Vec::as_slice);
    let words = pulling::stretch(text, *from, *to).into_iter();
    let words: Vec<_> = words.map(|it| it.block).collect();
    if pulling::seen(&words) != seen {
        return Err(Refusal::SourceHasChanged);
    }
    let passage = Passage::pulled(&kept, &[root], taken, into);
    passage.ok_or(unknown(Noun::Passage))
}

async fn read(store: &Store, table: &TableId, entry: Seq, digest: &str) -> Option<KeptText> {
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
