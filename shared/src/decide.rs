//! The rules of facilitation: what follows from a command, or why nothing does. Run by the server
//! to decide, and by the client to disable what would be refused and say why.

mod ballots;
mod names;
mod phases;
mod practices;

pub use names::{check_delegation, named};
pub use phases::MoveAhead;
pub use practices::card_faults;

use crate::command::Command;
use crate::delegation::Delegation;
use crate::event::Event;
use crate::ids::{DelegationId, QuestionId};
use crate::limits;
use crate::names::clean;
use crate::participant::{Participant, Role};
use crate::phase::Phase;
use crate::refusal::{Noun, Refusal};
use crate::round_table::RoundTable;

/// What follows, or why nothing does. No events means that it is so already.
pub type Decision = Result<Vec<Event>, Refusal>;

impl RoundTable {
    /// Decides what a participant asks. Asking again what has been done is granted and changes
    /// nothing, so that a retry is always safe.
    pub fn decide(&self, who: &Participant, command: Command) -> Decision {
        self.needs_seat(who)?;
        match command {
            Command::MovePhase {
                from,
                to,
                stop_clock,
            } => self.move_phase(who, from, to, stop_clock),
            Command::TakeBackMove { from, to } => self.take_back_move(who, from, to),
            Command::KeepTime { ends } => self.keep_time(who, ends),
            Command::SeatDelegation { delegation } => self.seat_delegation(who, delegation),
            Command::LockAnswer { question, locked } => self.lock_answer(who, question, locked),
            Command::ShowReadiness { ready } => self.show_readiness(who, ready),
            Command::BringPractice { practice, card } => {
                self.bring_practice(who, practice, card.cleaned())
            }
            Command::RevisePractice { practice, card } => {
                self.revise_practice(who, practice, card.cleaned())
            }
            Command::WithdrawPractice { practice } => self.withdraw_practice(who, practice),
            Command::EndorsePractice { practice, endorsed } => {
                self.endorse(who, practice, endorsed)
            }
            Command::AskOnPractice {
                practice,
                remark,
                text,
            } => self.ask(who, practice, remark, text),
            Command::AnswerRemark {
                practice,
                remark,
                text,
            } => self.answer(who, practice, remark, text),
            Command::OpenBallot { ballot, rules } => self.open_ballot(who, ballot, rules.cleaned()),
            Command::CloseBallot { ballot } => self.close_ballot(who, ballot),
            Command::CancelBallot { ballot, reason } => {
                self.cancel_ballot(who, ballot, clean(&reason))
            }
            Command::CastVote {
                ballot,
                practice,
                choice,
            } => self.cast_vote(who, ballot, practice, choice),
        }
    }

    /// Lets somebody in: whoever holds an invitation has been checked before this.
    pub fn admit(&self, participant: Participant) -> Decision {
        let participant = participant.cleaned();
        named(&participant.name, Noun::Name, limits::NAME)?;
        match (participant.role, &participant.delegation) {
            (Role::Delegate, None) => return Err(Refusal::NeedsDelegation),
            (Role::Delegate, Some(delegation)) => {
                self.delegation(delegation).ok_or(Refusal::Unknown {
                    what: Noun::Delegation,
                })?;
            }
            // Whoever speaks for a delegation sees and casts its votes: delegates only.
            (Role::Facilitator | Role::Rapporteur | Role::Observer, Some(_)) => {
                return Err(Refusal::NeedsRole {
                    role: Role::Delegate,
                });
            }
            (Role::Facilitator | Role::Rapporteur | Role::Observer, None) => {}
        }
        let here = self.participants.get(&participant.id);
        if here.is_none() && self.participants.len() >= limits::PARTICIPANTS {
            return Err(Refusal::TooMany {
                what: Noun::Participant,
                most: limits::PARTICIPANTS,
            });
        }
        Ok(unless(
            here == Some(&participant),
            Event::ParticipantAdmitted { participant },
        ))
    }

    /// Gives a delegation a seat, whoever asks and whatever the phase.
    pub fn seat(&self, delegation: Delegation) -> Decision {
        let delegation = delegation.cleaned();
        if self.delegations.contains(&delegation) {
            return Ok(Vec::new());
        }
        if self.delegation(&delegation.id).is_some() {
            return Err(Refusal::IdTaken {
                what: Noun::Delegation,
            });
        }
        if self.delegations.len() >= limits::DELEGATIONS {
            return Err(Refusal::TooMany {
                what: Noun::Delegation,
                most: limits::DELEGATIONS,
            });
        }
        check_delegation(&self.delegations, &delegation)?;
        Ok(vec![Event::DelegationSeated { delegation }])
    }

    fn seat_delegation(&self, who: &Participant, delegation: Delegation) -> Decision {
        needs_role(who, Role::Facilitator)?;
        let events = self.seat(delegation)?;
        if !events.is_empty() {
            self.needs_phase(&Phase::OPEN)?;
        }
        Ok(events)
    }

    fn lock_answer(&self, who: &Participant, question: QuestionId, locked: bool) -> Decision {
        needs_role(who, Role::Facilitator)?;
        let found = self.question(&question).ok_or(Refusal::Unknown {
            what: Noun::Question,
        })?;
        if found.locked == locked {
            return Ok(Vec::new());
        }
        self.needs_phase(&Phase::OPEN)?;
        Ok(vec![Event::AnswerLocked { question, locked }])
    }

    fn show_readiness(&self, who: &Participant, ready: bool) -> Decision {
        let delegation = speaks_for(who)?.clone();
        self.needs_phase(&Phase::OPEN)?;
        let is_so = self.ready.contains(&delegation) == ready;
        Ok(unless(is_so, Event::ReadinessShown { delegation, ready }))
    }

    /// Refuses whoever is not at the table just as they say they are.
    pub(crate) fn needs_seat(&self, who: &Participant) -> Result<(), Refusal> {
        if self.participants.get(&who.id) == Some(who) {
            Ok(())
        } else {
            Err(Refusal::Stranger)
        }
    }

    /// Refuses unless the table is in one of these phases.
    pub(crate) fn needs_phase(&self, needed: &[Phase]) -> Result<(), Refusal> {
        if needed.contains(&self.phase) {
            return Ok(());
        }
        Err(Refusal::WrongPhase {
            needed: needed.to_vec(),
        })
    }
}

fn unless(is_so: bool, event: Event) -> Vec<Event> {
    if is_so { Vec::new() } else { vec![event] }
}

fn needs_role(who: &Participant, role: Role) -> Result<(), Refusal> {
    if who.role == role {
        Ok(())
    } else {
        Err(Refusal::NeedsRole { role })
    }
}

fn speaks_for(who: &Participant) -> Result<&DelegationId, Refusal> {
    who.speaks_for().ok_or(Refusal::NeedsDelegation)
}
