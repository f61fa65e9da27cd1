//! What happens by the clock alone: nobody has to be there for it, and no browser does it.

use super::state::RoundTable;
use crate::features::answers::{GuidingQuestion, Stage};
use crate::features::floor::ListStanding;
use crate::features::pulling;
use crate::ids::{QuestionId, Timestamp};
use crate::limits;
use crate::table::GRACE;

/// How long after the last words the answers are compiled, in milliseconds: what was sent in time is taken in by then.
const MARGIN: u64 = 500;
/// For how long something is due that was not done, say because the server was away, in milliseconds. After that it would surprise.
const LATE: u64 = 60 * 60 * 1000;

/// What happens by the clock alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// The list of speakers closes, as was announced.
    ListCloses,
    /// The answers to a question that is at the stage of compilation are compiled, since no last words land any more.
    Compiles {
        /// To which.
        question: QuestionId,
        /// Since when it is at that stage.
        since: Timestamp,
    },
}

impl RoundTable {
    /// What happens by the clock alone, and when; nothing at a table that is closed, and nothing that is too late at that moment.
    pub fn due(&self, now: Timestamp) -> Vec<(Timestamp, Due)> {
        if self.agenda.is_closed() {
            return Vec::new();
        }
        let closes = match self.floor.list {
            ListStanding::Closing { closes } => Some((closes, Due::ListCloses)),
            ListStanding::Open | ListStanding::Closed => None,
        };
        let compiles = self.questions.iter().filter_map(|it| self.compiles(it));
        let in_time = compiles.filter(|(at, _)| now.0 <= at.0.saturating_add(LATE));
        closes.into_iter().chain(in_time).collect()
    }

    /// What of it is due at a moment.
    pub fn due_at(&self, now: Timestamp) -> Vec<Due> {
        let is_due = |(at, due): (Timestamp, Due)| (at <= now).then_some(due);
        self.due(now).into_iter().filter_map(is_due).collect()
    }

    fn compiles(&self, question: &GuidingQuestion) -> Option<(Timestamp, Due)> {
        let since = question.is_at_since(Stage::Compilation)?;
        let compiled = self.pulling.newest(&question.id);
        let is_done = compiled.is_some_and(|it| it.at.0 >= since.0.saturating_add(GRACE));
        let is_full = self.pulling.compilations.len() >= limits::COMPILATIONS;
        if is_done || is_full || pulling::can_be_compiled(question).is_err() {
            return None;
        }
        let at = since.0.saturating_add(GRACE).saturating_add(MARGIN);
        let question = question.id.clone();
        Some((Timestamp(at), Due::Compiles { question, since }))
    }
}
