//! What only the table's task knows of an outcome that goes out, or is signed: what it says, as its log and its documents have it.

use super::Table;
use super::batch::Batch;
use super::revisions::within_limits;
use crate::clock::now;
use crate::revisions::{Frozen, sha256};
use shared::features::circulation::CirculationEvent;
use shared::features::sign_off::SignOffEvent;
use shared::outcome::Outcome;
use shared::refusal::{Noun, Refusal};

impl Table {
    /// Fills in what goes out. `why_not` is what the log said to the words of a correction.
    pub(super) fn circulated(
        &mut self,
        event: &mut CirculationEvent,
        why_not: Option<&Refusal>,
        batch: &Batch,
    ) -> Result<Option<Frozen>, Refusal> {
        match event {
            CirculationEvent::DraftCirculated {
                paragraphs,
                text,
                digest,
                ..
            } => {
                let outcome = self.outcome_now(batch);
                let count = outcome.paragraph_count();
                if count == 0 {
                    return Err(Refusal::Empty { what: Noun::Draft });
                }
                *paragraphs = u32::try_from(count).unwrap_or(u32::MAX);
                *text = sha256(&outcome.text());
                let frozen = within_limits(Frozen::outcome(&outcome))?;
                *digest = frozen.digest();
                Ok(Some(frozen))
            }
            CirculationEvent::CorrectionOffered { .. } => match why_not {
                Some(why) => Err(why.clone()),
                None => Ok(None),
            },
            CirculationEvent::CirculationExtended { .. }
            | CirculationEvent::CorrectionWithdrawn { .. }
            | CirculationEvent::CorrectionAccepted { .. }
            | CirculationEvent::CorrectionAnswered { .. } => Ok(None),
        }
    }

    /// Fills in what is signed and where it is published; refuses to sign what was not shown.
    pub(super) fn signed(
        &mut self,
        event: &mut SignOffEvent,
        batch: &Batch,
    ) -> Result<Option<Frozen>, Refusal> {
        match event {
            SignOffEvent::OutcomeSigned { text, .. } => {
                let now = sha256(&self.outcome_now(batch).text());
                if now == *text {
                    Ok(None)
                } else {
                    Err(Refusal::OutcomeHasChanged)
                }
            }
            SignOffEvent::OutcomeSignedOff {
                digest,
                head,
                chain,
                ..
            } => {
                let outcome = self.outcome_now(batch);
                let frozen = within_limits(Frozen::outcome(&outcome))?;
                *digest = frozen.digest();
                *head = outcome.log.head;
                *chain = outcome.log.chain.unwrap_or_default();
                Ok(Some(frozen))
            }
            SignOffEvent::OutcomePublished { page, .. } => {
                *page = format!("{:032x}", rand::random::<u128>());
                Ok(None)
            }
            SignOffEvent::OutcomeReopened { .. } | SignOffEvent::OutcomeUnpublished { .. } => {
                Ok(None)
            }
        }
    }

    /// The outcome as it reads now, as of what is committed of the log.
    fn outcome_now(&mut self, batch: &Batch) -> Outcome {
        let prose = self.state.prose();
        let report = self.state.report_prose();
        // The chain is known as far as it is committed.
        let head = self.state.head.before(batch.uncommitted());
        let mut outcome = Outcome::of(&self.state.table, &prose, head, self.state.chain, now());
        // Whoever sends it out or signs it reads the report, and all others do from then on.
        outcome.take_report(&self.state.table, &report);
        outcome
    }
}
