//! What a table does by its own clock: closing the list of speakers when the announced time is over, compiling answers when no last
//! words land any more. Nobody has to be there, and what a browser asks meanwhile is decided as if it had been done.

use super::Table;
use super::batch::Batch;
use crate::auth::secret::FreshId as _;
use crate::clock::now;
use shared::features::floor::FloorEvent;
use shared::features::pulling::PullingEvent;
use shared::ids::{CompilationId, Timestamp};
use shared::refusal::Refusal;
use shared::table::{Due, Event};
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::time::Instant;

/// How long it waits after it has tried, in case that could not be committed.
const AGAIN: Duration = Duration::from_secs(1);

/// What is not tried again, and when something was tried last.
#[derive(Default)]
pub(super) struct Clock {
    /// What cannot be done: nothing was written that could be compiled, say.
    refused: BTreeSet<Due>,
    tried: Option<Instant>,
}

impl Table {
    /// When something is due next, if anything is.
    pub(super) fn next_due(&self) -> Option<Instant> {
        let now = now();
        let due = self.state.table.due(now).into_iter();
        let possible = due.filter(|(_, due)| !self.clock.refused.contains(due));
        let first = possible.map(|(at, _)| at).min()?;
        let at = Instant::now() + until(first, now);
        Some(self.clock.tried.map_or(at, |tried| at.max(tried + AGAIN)))
    }

    /// Does what is due.
    pub(super) fn does_what_is_due(&mut self, batch: &mut Batch) {
        let tried = self.clock.tried;
        if tried.is_some_and(|tried| tried.elapsed() < AGAIN) {
            return;
        }
        for due in self.state.table.due_at(now()) {
            if self.clock.refused.contains(&due) {
                continue;
            }
            self.clock.tried = Some(Instant::now());
            let event = happens(due.clone());
            match self.filled_in((None, vec![event]), None, batch) {
                Ok(decided) => self.record(None, decided, None, batch),
                Err(refusal) => self.not_done(due, &refusal),
            }
        }
    }

    fn not_done(&mut self, due: Due, refusal: &Refusal) {
        tracing::debug!(?due, code = refusal.code(), "what is due is not done");
        self.clock.refused.insert(due);
    }
}

fn happens(due: Due) -> Event {
    match due {
        Due::ListCloses => FloorEvent::ListClosed.into(),
        Due::Compiles { question, .. } => PullingEvent::AnswersCompiled {
            compilation: CompilationId::fresh(),
            question,
            digest: String::new(),
        }
        .into(),
    }
}

/// How long it is until then, at most a day: the clock of the house may be put right meanwhile.
fn until(then: Timestamp, now: Timestamp) -> Duration {
    Duration::from_millis(then.0.saturating_sub(now.0)).min(Duration::from_hours(24))
}
