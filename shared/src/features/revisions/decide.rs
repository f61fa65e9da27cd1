//! Freezing the text, and putting a paragraph of what was frozen back.

use super::command::RevisionCommand;
use super::event::RevisionEvent;
use super::state::Restored;
use crate::document::{DocumentId, Root};
use crate::features::people::Role;
use crate::ids::RevisionId;
use crate::limits;
use crate::names::clean;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found, has_room, same_or_taken};

type Decision = Result<Vec<RevisionEvent>, Refusal>;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: RevisionCommand) -> Decision {
    match command {
        RevisionCommand::FreezeRevision { revision, name } => freeze(asked, revision, &name),
        RevisionCommand::RestorePassage {
            restoration: id,
            revision,
            root,
            block,
        } => restore(
            asked,
            Restored {
                id,
                revision,
                root,
                block,
            },
        ),
    }
}

/// Whoever presides freezes, and so does any facilitator. Whether the text has changed since the last time, only the
/// server knows.
fn freeze(asked: Context<'_>, id: RevisionId, name: &str) -> Decision {
    if asked.who.role != Role::Facilitator {
        asked.needs_to_preside()?;
    }
    let name = clean(name);
    let revisions = &asked.table.revisions;
    if let Some(there) = revisions.revision(&id) {
        return same_or_taken(Noun::Revision, there.name == name);
    }
    asked.needs_open_table()?;
    limits::named(&name, Noun::Name, limits::NAME)?;
    let there = revisions.frozen.len();
    has_room(Noun::Revision, there, limits::REVISIONS)?;
    let last = revisions.frozen.last().map_or(0, |last| last.number);
    Ok(vec![RevisionEvent::RevisionFrozen {
        revision: id,
        number: last.saturating_add(1),
        name,
        digest: String::new(),
    }])
}

/// Whoever may write a text now puts words back into it.
fn restore(asked: Context<'_>, wanted: Restored) -> Decision {
    let revisions = &asked.table.revisions;
    if let Some(there) = revisions.restored.iter().find(|it| it.id == wanted.id) {
        return same_or_taken(Noun::Passage, *there == wanted);
    }
    found(Noun::Revision, revisions.revision(&wanted.revision))?;
    let root = Root::parse(&wanted.root);
    let root = root.filter(|root| root.document() == DocumentId::Table);
    let root = found(Noun::Root, root)?;
    asked.table.may_write(asked.who, &root)?;
    let there = revisions.restored.len();
    has_room(Noun::Passage, there, limits::RESTORATIONS)?;
    Ok(vec![RevisionEvent::PassageRestored {
        restoration: wanted.id,
        revision: wanted.revision,
        root: wanted.root,
        block: wanted.block,
        hands: Vec::new(),
    }])
}
