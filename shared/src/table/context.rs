//! What a command is decided on, and the guards that nearly every command passes.

use super::state::RoundTable;
use crate::features::agenda::Openings;
use crate::features::answers::GuidingQuestion;
use crate::features::ballots::Ballot;
use crate::features::floor::Speech;
use crate::features::people::{Participant, Role};
use crate::features::practices::GoodPractice;
use crate::ids::{
    BallotId, DelegationId, ParticipantId, PracticeId, QuestionId, SpeechId, Timestamp,
};
use crate::refusal::{Noun, Refusal};

/// The table as it is, and who asks something of it.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The table.
    pub table: &'a RoundTable,
    /// Who asks.
    pub who: &'a Participant,
    /// What is taken to be open: what is, or what was when somebody wrote who could not know yet.
    pub open: &'a Openings,
    /// When it is asked, where that matters; else later than anything was.
    pub now: Timestamp,
    /// Since when a lock, or that answers became private, is taken to be unknown to whoever wrote.
    pub unaware_since: Option<Timestamp>,
}

impl<'a> Context<'a> {
    /// Refuses whoever is not at the table just as they say they are.
    pub fn of(table: &'a RoundTable, who: &'a Participant) -> Result<Self, Refusal> {
        if table.participants.get(&who.id) == Some(who) {
            Ok(Self {
                table,
                who,
                open: table.agenda.open(),
                now: Timestamp(u64::MAX),
                unaware_since: None,
            })
        } else {
            Err(Refusal::Stranger)
        }
    }

    /// Refuses everybody in another role.
    pub fn needs_role(self, role: Role) -> Result<(), Refusal> {
        if self.who.role == role {
            Ok(())
        } else {
            Err(Refusal::NeedsRole { role })
        }
    }

    /// Refuses whoever does not preside. A facilitator does while nobody was asked to.
    pub fn needs_to_preside(self) -> Result<(), Refusal> {
        if self.table.presides(&self.who.id) {
            Ok(())
        } else {
            Err(Refusal::NeedsChair)
        }
    }

    /// Refuses whoever does not run the table: facilitates it, or presides.
    pub fn needs_to_run(self) -> Result<(), Refusal> {
        if self.who.role == Role::Facilitator {
            return Ok(());
        }
        self.needs_to_preside()
    }

    /// Refuses whoever does not write the report: the rapporteurs do, and those who run the table.
    pub fn needs_to_report(self) -> Result<(), Refusal> {
        let runs = self.needs_to_run();
        runs.or_else(|_| self.needs_role(Role::Rapporteur))
    }

    /// Refuses whoever does not keep the outcome: the rapporteur, facilitators, and whoever presides.
    pub fn needs_to_conclude(self) -> Result<(), Refusal> {
        match self.who.role {
            Role::Rapporteur | Role::Facilitator => Ok(()),
            _ if self.table.presides(&self.who.id) => Ok(()),
            _ => Err(Refusal::NeedsToConclude),
        }
    }

    /// Refuses while the outcome is signed off.
    pub fn needs_unsigned_outcome(self) -> Result<(), Refusal> {
        if self.table.sign_off.is_signed_off() {
            Err(Refusal::OutcomeSignedOff)
        } else {
            Ok(())
        }
    }

    /// The delegation that is spoken for; refuses whoever speaks for none.
    pub fn speaks_for(self) -> Result<&'a DelegationId, Refusal> {
        self.who.speaks_for().ok_or(Refusal::NeedsDelegation)
    }

    /// Refuses whoever may not cast the votes of the delegation that they speak for: where those are reserved to its head. A head
    /// who speaks for it no longer holds up nobody.
    pub fn needs_the_vote_of(self, delegation: &DelegationId) -> Result<(), Refusal> {
        let head = self.table.roll_call.votes_by(delegation);
        if self.may_act_for(delegation, head) {
            Ok(())
        } else {
            Err(Refusal::HeadVotes)
        }
    }

    /// The same for publishing what is a delegation's: words of its desk, and texts of its statements.
    pub fn needs_to_publish_for(self, delegation: &DelegationId) -> Result<(), Refusal> {
        let head = self.table.roll_call.publishes_by(delegation);
        if self.may_act_for(delegation, head) {
            Ok(())
        } else {
            Err(Refusal::HeadPublishes)
        }
    }

    fn may_act_for(self, delegation: &DelegationId, head: Option<&ParticipantId>) -> bool {
        let head = head.and_then(|head| self.table.participants.get(head));
        let head = head.filter(|head| head.speaks_for() == Some(delegation));
        head.is_none_or(|head| head.id == self.who.id)
    }

    /// Refuses unless the table may change at all.
    pub fn needs_open_table(self) -> Result<(), Refusal> {
        if self.table.agenda.is_closed() {
            Err(Refusal::TableClosed)
        } else {
            Ok(())
        }
    }

    /// Refuses unless what the table is at opens it.
    pub fn needs_open(self, what: Noun, is_so: impl Fn(&Openings) -> bool) -> Result<(), Refusal> {
        self.needs_open_table()?;
        let agenda = &self.table.agenda;
        if is_so(self.open) {
            return Ok(());
        }
        let opening = agenda.items.iter().filter(|item| is_so(&item.open));
        let titles = opening.map(|item| item.title.clone());
        let under = titles.filter(|title| !title.is_empty()).take(3).collect();
        Err(Refusal::NotOpenNow { what, under })
    }

    /// The question by that id, which must be there.
    pub fn question(self, id: &QuestionId) -> Result<&'a GuidingQuestion, Refusal> {
        found(Noun::Question, self.table.question(id))
    }

    /// The practice by that id, which must be there.
    pub fn practice(self, id: &PracticeId) -> Result<&'a GoodPractice, Refusal> {
        found(Noun::Practice, self.table.practice(id))
    }

    /// The ballot by that id, which must be there.
    pub fn ballot(self, id: &BallotId) -> Result<&'a Ballot, Refusal> {
        found(Noun::Ballot, self.table.ballot(id))
    }

    /// The speech by that id, which must be there.
    pub fn speech(self, id: &SpeechId) -> Result<&'a Speech, Refusal> {
        found(Noun::Speech, self.table.floor.speech(id))
    }
}

/// What must be there, or nobody knows it.
pub fn found<T>(what: Noun, it: Option<T>) -> Result<T, Refusal> {
    it.ok_or(Refusal::Unknown { what })
}

/// Refuses one more where there are as many as there may be.
pub fn has_room(what: Noun, there: usize, most: usize) -> Result<(), Refusal> {
    if there < most {
        Ok(())
    } else {
        Err(Refusal::TooMany { what, most })
    }
}

/// Something has the id already: if it is the same, all is done; if not, the id is taken.
pub fn same_or_taken<E>(what: Noun, is_same: bool) -> Result<Vec<E>, Refusal> {
    if is_same {
        Ok(Vec::new())
    } else {
        Err(Refusal::IdTaken { what })
    }
}

/// The event, unless it is so already: asking again changes nothing.
pub fn unless<E>(is_so: bool, event: E) -> Vec<E> {
    if is_so { Vec::new() } else { vec![event] }
}
