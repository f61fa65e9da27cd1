//! Whether the words that a correction is about stand in the draft that went out: only the log holds it.

use super::frozen::read_outcome;
use crate::store::Store;
use shared::features::circulation::CirculationCommand;
use shared::refusal::{Noun, Refusal};
use shared::table::{Command, RoundTable};

/// Whether a command speaks of words of a draft.
pub const fn is_of_a_draft(command: &Command) -> bool {
    matches!(
        command,
        Command::Circulation(CirculationCommand::OfferCorrection { .. })
    )
}

/// Refuses a correction whose words do not stand in its paragraph.
pub async fn stands_there(
    store: &Store,
    table: &RoundTable,
    command: &Command,
) -> Result<(), Refusal> {
    let Command::Circulation(CirculationCommand::OfferCorrection {
        draft,
        paragraph,
        words,
        ..
    }) = command
    else {
        return Ok(());
    };
    let unknown = Refusal::Unknown { what: Noun::Draft };
    let draft = table.circulation.draft(draft).ok_or(unknown.clone())?;
    let read = read_outcome(store, &table.id, draft.entry, &draft.digest).await;
    let outcome = read.unwrap_or_else(|error| {
        tracing::error!(%error, "a draft that went out cannot be read");
        None
    });
    let outcome = outcome.ok_or(unknown)?;
    if outcome.stands_in(*paragraph, words) {
        Ok(())
    } else {
        Err(Refusal::NotInPassage)
    }
}
