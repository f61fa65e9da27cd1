//! The rules of facilitation: what follows from a command, or why nothing does. Run by the server
//! to decide, and by the client to disable what would be refused and say why.

use super::command::Command;
use super::context::Context;
use super::event::Event;
use super::state::RoundTable;
use crate::features::agenda::AgendaEvent;
use crate::features::people::Participant;
use crate::features::{
    agenda, answers, ballots, chair, circulation, comments, commitments, desks, floor, lead,
    no_objection, practices, projector, pulling, report, revisions, roll_call, sign_off,
    temperature, themes,
};
use crate::ids::{DelegationId, Timestamp};
use crate::refusal::Refusal;

/// What follows, or why nothing does. No events means that it is so already.
pub type Decision = Result<Vec<Event>, Refusal>;

impl RoundTable {
    /// Decides what a participant asks. Asking again what has been done is granted and changes
    /// nothing, so that a retry is always safe.
    ///
    /// What has begun a moment ago is taken to be long past: where that may matter, see [`Self::decide_at`].
    pub fn decide(&self, who: &Participant, command: impl Into<Command>) -> Decision {
        self.decide_at(Timestamp(u64::MAX), who, command)
    }

    /// The same at a moment: what begins by mistake can be taken back for a while, without having happened.
    pub fn decide_at(
        &self,
        now: Timestamp,
        who: &Participant,
        command: impl Into<Command>,
    ) -> Decision {
        let asked = Context {
            now,
            ..Context::of(self, who)?
        };
        match command.into() {
            Command::Agenda(command) => {
                let decided = agenda::decide(asked, command)?;
                // Whoever speaks as the table closes is done.
                let closes = decided.iter().any(AgendaEvent::closes);
                let ended = closes.then(|| floor::ends_all(&self.floor, now));
                let ended = ended.into_iter().flatten().map(Event::from);
                Ok(ended.chain(decided.into_iter().map(Event::from)).collect())
            }
            Command::Desks(command) => events(desks::decide(asked, command)),
            Command::Answers(command) => events(answers::decide(asked, command)),
            Command::Practices(command) => events(practices::decide(asked, command)),
            Command::Themes(command) => events(themes::decide(asked, command)),
            Command::Ballots(command) => events(ballots::decide(asked, command)),
            Command::Projector(command) => events(projector::decide(asked, command)),
            Command::Chair(command) => events(chair::decide(asked, command)),
            Command::Floor(command) => events(floor::decide(asked, command)),
            Command::Lead(command) => events(lead::decide(asked, command)),
            Command::Comments(command) => events(comments::decide(asked, command)),
            Command::Revisions(command) => events(revisions::decide(asked, command)),
            Command::Temperature(command) => events(temperature::decide(asked, command)),
            Command::Pulling(command) => events(pulling::decide(asked, command)),
            Command::RollCall(command) => events(roll_call::decide(asked, command)),
            Command::Report(command) => events(report::decide(asked, command)),
            Command::NoObjection(command) => events(no_objection::decide(asked, command)),
            Command::Circulation(command) => events(circulation::decide(asked, command)),
            Command::Commitments(command) => events(commitments::decide(asked, command)),
            Command::SignOff(command) => events(sign_off::decide(asked, command)),
        }
    }
}

/// What happens without anybody asking.
impl RoundTable {
    /// What the server closes by that moment.
    pub fn closes_due(&self, now: Timestamp) -> Vec<Event> {
        let closed = no_objection::closes_due(&self.no_objections, now);
        closed.into_iter().map(Event::from).collect()
    }

    /// What is given back for the time in which the server was down. Told again of the same time, it gives nothing more.
    pub fn makes_up(&self, since: Timestamp, through: Timestamp) -> Vec<Event> {
        let made_up = no_objection::makes_up(&self.no_objections, since, through);
        made_up.into_iter().map(Event::from).collect()
    }
}

impl RoundTable {
    /// Whether this participant may read what other tables of the session answer, before it is pulled; if not, why.
    pub fn may_read_elsewhere(&self, who: &Participant) -> Result<(), Refusal> {
        pulling::may_read_elsewhere(Context::of(self, who)?)
    }

    /// Whether this participant writes the report; if not, why.
    pub fn may_report(&self, who: &Participant) -> Result<(), Refusal> {
        Context::of(self, who)?.needs_to_report()
    }

    /// Whether this participant may publish what is a delegation's, as far as that is reserved to its head; if not, why.
    pub fn may_publish_for(
        &self,
        who: &Participant,
        delegation: &DelegationId,
    ) -> Result<(), Refusal> {
        Context::of(self, who)?.needs_to_publish_for(delegation)
    }
}

fn events<E: Into<Event>>(decided: Result<Vec<E>, Refusal>) -> Decision {
    decided.map(|events| events.into_iter().map(Into::into).collect())
}
