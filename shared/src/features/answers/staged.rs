//! How a question goes from stage to stage, and at which it is for whoever has not heard yet.

use super::question::GuidingQuestion;
use super::stage::{LeftStage, Stage, Staging};
use crate::ids::Timestamp;
use crate::table::GRACE;

/// So many are kept: who steps on faster than once a second leads nobody.
const LEFT: usize = 10;

impl GuidingQuestion {
    /// At which stage it is; nothing where all is open that the agenda item opens.
    pub fn stage(&self) -> Option<Stage> {
        self.staging?.now
    }

    /// Since when it is at a stage, if it is.
    pub fn is_at_since(&self, stage: Stage) -> Option<Timestamp> {
        let staging = self.staging.filter(|it| it.now == Some(stage))?;
        Some(staging.since)
    }

    /// The first that is not refused of the stages at which it is for somebody who may know of no change since a moment; the
    /// refusal of the stage at which it is, if there is none.
    pub(super) fn at_any_stage_known_to<E>(
        &self,
        unaware_since: Option<Timestamp>,
        check: impl Fn(Option<Stage>) -> Result<(), E>,
    ) -> Result<(), E> {
        let Err(refusal) = check(self.stage()) else {
            return Ok(());
        };
        let known = self
            .last_left()
            .into_iter()
            .chain(self.left_stages.iter().copied());
        let mut known = known.filter(|left| unaware_since.is_some_and(|since| left.until > since));
        if known.any(|left| check(left.stage).is_ok()) {
            return Ok(());
        }
        Err(refusal)
    }

    /// It comes to a stage, or goes by none.
    pub(super) fn comes_to(&mut self, stage: Option<Stage>, at: Timestamp) {
        self.left_stages.extend(self.last_left());
        let is_over = Timestamp(at.0.saturating_sub(GRACE));
        self.left_stages.retain(|left| left.until > is_over);
        let too_many = self.left_stages.len().saturating_sub(LEFT);
        self.left_stages.drain(..too_many);
        self.staging = Some(Staging {
            now: stage,
            before: self.stage(),
            since: at,
        });
    }

    fn last_left(&self) -> Option<LeftStage> {
        self.staging.map(|staging| LeftStage {
            stage: staging.before,
            until: staging.since,
        })
    }
}
