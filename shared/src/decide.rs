//! The rules of facilitation: what follows from a command, or why nothing does. Run by the server
//! to decide, and by the client to disable what would be refused and say why.

use crate::ballot::{BallotRules, Choice};
use crate::command::Command;
use crate::delegation::Delegation;
use crate::event::Event;
use crate::ids::{BallotId, DelegationId, PracticeId, QuestionId, RemarkId};
use crate::limits;
use crate::participant::{Participant, Role};
use crate::phase::Phase;
use crate::practice::{GoodPractice, PracticeCard};
use crate::refusal::{Noun, Refusal};
use crate::round_table::RoundTable;

/// What follows, or why nothing does. No events means that it is so already.
pub type Decision = Result<Vec<Event>, Refusal>;

impl RoundTable {
    /// Decides what a participant asks. Asking again what has been done is granted and changes
    /// nothing, so that a retry is always safe.
    pub fn decide(&self, who: &Participant, command: Command) -> Decision {
        if self.participants.get(&who.id) != Some(who) {
            return Err(Refusal::Stranger);
        }
        match command {
            Command::MovePhase { from, to } => self.move_phase(who, from, to),
            Command::KeepTime { ends } => {
                needs_role(who, Role::Facilitator)?;
                Ok(unless(self.ends == ends, Event::TimeKept { ends }))
            }
            Command::SeatDelegation { delegation } => {
                needs_role(who, Role::Facilitator)?;
                self.seat(delegation)
            }
            Command::LockAnswer { question, locked } => self.lock_answer(who, question, locked),
            Command::ShowReadiness { ready } => self.show_readiness(who, ready),
            Command::BringPractice { practice, card } => self.bring_practice(who, practice, card),
            Command::RevisePractice { practice, card } => self.revise_practice(who, practice, card),
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
            Command::OpenBallot { ballot, rules } => self.open_ballot(who, ballot, rules),
            Command::CloseBallot { ballot } => self.close_ballot(who, &ballot),
            Command::CastVote {
                ballot,
                practice,
                choice,
            } => self.cast_vote(who, ballot, practice, choice),
        }
    }

    /// Lets somebody in: whoever holds an invitation has been checked before this.
    pub fn admit(&self, participant: Participant) -> Decision {
        named(&participant.name, Noun::Name, limits::NAME)?;
        if let Some(delegation) = &participant.delegation {
            self.delegation(delegation).ok_or(Refusal::Unknown {
                what: Noun::Delegation,
            })?;
        } else if participant.role == Role::Delegate {
            return Err(Refusal::NeedsDelegation);
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

    /// Gives a delegation a seat, whoever asks.
    pub fn seat(&self, delegation: Delegation) -> Decision {
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

    fn move_phase(&self, who: &Participant, from: Phase, to: Phase) -> Decision {
        needs_role(who, Role::Facilitator)?;
        if to == self.phase {
            return Ok(Vec::new());
        }
        if from != self.phase {
            return Err(Refusal::PhaseHasMoved { now: self.phase });
        }
        if self.open_ballots().next().is_some() {
            return Err(Refusal::BallotOpen);
        }
        Ok(vec![Event::PhaseMoved { to }])
    }

    fn lock_answer(&self, who: &Participant, question: QuestionId, locked: bool) -> Decision {
        needs_role(who, Role::Facilitator)?;
        let found = self.question(&question).ok_or(Refusal::Unknown {
            what: Noun::Question,
        })?;
        Ok(unless(
            found.locked == locked,
            Event::AnswerLocked { question, locked },
        ))
    }

    fn show_readiness(&self, who: &Participant, ready: bool) -> Decision {
        let delegation = speaks_for(who)?.clone();
        self.needs_phase(&Phase::ALL[..Phase::ALL.len() - 1])?;
        let is_so = self.ready.contains(&delegation) == ready;
        Ok(unless(is_so, Event::ReadinessShown { delegation, ready }))
    }

    fn bring_practice(
        &self,
        who: &Participant,
        practice: PracticeId,
        card: PracticeCard,
    ) -> Decision {
        let delegation = speaks_for(who)?.clone();
        if let Some(found) = self.practice(&practice) {
            let is_same = found.delegation == delegation && found.card == card;
            return if is_same {
                Ok(Vec::new())
            } else {
                Err(Refusal::IdTaken {
                    what: Noun::Practice,
                })
            };
        }
        self.needs_phase(&[
            Phase::Drafting,
            Phase::Practices,
            Phase::Voting,
            Phase::WrapUp,
        ])?;
        self.check_card(&card)?;
        if self.practices.len() >= limits::PRACTICES {
            return Err(Refusal::TooMany {
                what: Noun::Practice,
                most: limits::PRACTICES,
            });
        }
        Ok(vec![Event::PracticeBrought {
            practice,
            delegation,
            card,
        }])
    }

    fn revise_practice(
        &self,
        who: &Participant,
        practice: PracticeId,
        card: PracticeCard,
    ) -> Decision {
        let found = self.own_practice(who, &practice)?;
        if found.card == card {
            return Ok(Vec::new());
        }
        self.check_card(&card)?;
        Ok(vec![Event::PracticeRevised { practice, card }])
    }

    fn withdraw_practice(&self, who: &Participant, practice: PracticeId) -> Decision {
        self.own_practice(who, &practice)?;
        Ok(vec![Event::PracticeWithdrawn { practice }])
    }

    fn endorse(&self, who: &Participant, practice: PracticeId, endorsed: bool) -> Decision {
        let (found, delegation) = self.others_practice(who, &practice)?;
        let is_so = found.endorsed_by.contains(&delegation) == endorsed;
        Ok(unless(
            is_so,
            Event::PracticeEndorsed {
                practice,
                delegation,
                endorsed,
            },
        ))
    }

    fn ask(
        &self,
        who: &Participant,
        practice: PracticeId,
        remark: RemarkId,
        text: String,
    ) -> Decision {
        let (found, delegation) = self.others_practice(who, &practice)?;
        named(&text, Noun::Text, limits::REMARK)?;
        let mut remarks = self.practices.iter().flat_map(|p| &p.remarks);
        if let Some(there) = remarks.find(|r| r.id == remark) {
            let is_same = there.by == who.id && there.text == text;
            return if is_same {
                Ok(Vec::new())
            } else {
                Err(Refusal::IdTaken { what: Noun::Remark })
            };
        }
        if found.remarks.len() >= limits::REMARKS {
            return Err(Refusal::TooMany {
                what: Noun::Remark,
                most: limits::REMARKS,
            });
        }
        Ok(vec![Event::RemarkMade {
            practice,
            remark,
            by: who.id.clone(),
            delegation,
            text,
        }])
    }

    fn answer(
        &self,
        who: &Participant,
        practice: PracticeId,
        remark: RemarkId,
        text: String,
    ) -> Decision {
        let found = self.practice(&practice).ok_or(Refusal::Unknown {
            what: Noun::Practice,
        })?;
        if speaks_for(who)? != &found.delegation {
            return Err(Refusal::NotYours);
        }
        self.needs_phase(TALKING)?;
        let asked = found.remarks.iter().find(|r| r.id == remark);
        let asked = asked.ok_or(Refusal::Unknown { what: Noun::Remark })?;
        named(&text, Noun::Text, limits::REMARK)?;
        let is_so = asked.answer.as_ref() == Some(&text);
        Ok(unless(
            is_so,
            Event::RemarkAnswered {
                practice,
                remark,
                text,
            },
        ))
    }

    fn open_ballot(&self, who: &Participant, ballot: BallotId, rules: BallotRules) -> Decision {
        needs_role(who, Role::Facilitator)?;
        if let Some(found) = self.ballot(&ballot) {
            let is_same = found.rules == rules;
            return if is_same {
                Ok(Vec::new())
            } else {
                Err(Refusal::IdTaken { what: Noun::Ballot })
            };
        }
        self.needs_phase(&[Phase::Voting])?;
        named(&rules.title, Noun::Title, limits::TITLE)?;
        if rules.practices.is_empty() {
            return Err(Refusal::Empty { what: Noun::Ballot });
        }
        let mut seen = Vec::new();
        for practice in &rules.practices {
            self.practice(practice).ok_or(Refusal::Unknown {
                what: Noun::Practice,
            })?;
            if seen.contains(&practice) {
                return Err(Refusal::IdTaken {
                    what: Noun::Practice,
                });
            }
            seen.push(practice);
        }
        if self.ballots.len() >= limits::BALLOTS {
            return Err(Refusal::TooMany {
                what: Noun::Ballot,
                most: limits::BALLOTS,
            });
        }
        Ok(vec![Event::BallotOpened { ballot, rules }])
    }

    fn close_ballot(&self, who: &Participant, ballot: &BallotId) -> Decision {
        needs_role(who, Role::Facilitator)?;
        let found = self
            .ballot(ballot)
            .ok_or(Refusal::Unknown { what: Noun::Ballot })?;
        let results = found.count(self.delegations.iter().map(|delegation| &delegation.id));
        Ok(unless(
            !found.is_open(),
            Event::BallotClosed {
                ballot: ballot.clone(),
                results,
            },
        ))
    }

    fn cast_vote(
        &self,
        who: &Participant,
        ballot: BallotId,
        practice: PracticeId,
        choice: Choice,
    ) -> Decision {
        let delegation = speaks_for(who)?.clone();
        let found = self
            .ballot(&ballot)
            .ok_or(Refusal::Unknown { what: Noun::Ballot })?;
        if !found.is_open() {
            return Err(Refusal::BallotClosed);
        }
        if !found.rules.practices.contains(&practice) {
            return Err(Refusal::NotOnBallot);
        }
        let is_so = found.choice_of(&practice, &delegation) == Some(choice);
        Ok(unless(
            is_so,
            Event::VoteCast {
                ballot,
                practice,
                delegation,
                choice: Some(choice),
            },
        ))
    }

    /// A practice that this participant may change.
    fn own_practice(&self, who: &Participant, id: &PracticeId) -> Result<&GoodPractice, Refusal> {
        let found = self.practice(id).ok_or(Refusal::Unknown {
            what: Noun::Practice,
        })?;
        if speaks_for(who)? != &found.delegation {
            return Err(Refusal::NotYours);
        }
        if self.put_to_ballot(id) {
            return Err(Refusal::PutToBallot);
        }
        self.needs_phase(TALKING)?;
        Ok(found)
    }

    /// Another delegation's practice, and for whom this participant speaks about it.
    fn others_practice(
        &self,
        who: &Participant,
        id: &PracticeId,
    ) -> Result<(&GoodPractice, DelegationId), Refusal> {
        let delegation = speaks_for(who)?;
        let found = self.practice(id).ok_or(Refusal::Unknown {
            what: Noun::Practice,
        })?;
        if delegation == &found.delegation {
            return Err(Refusal::YourOwn);
        }
        self.needs_phase(TALKING)?;
        Ok((found, delegation.clone()))
    }

    fn check_card(&self, card: &PracticeCard) -> Result<(), Refusal> {
        named(&card.title, Noun::Title, limits::TITLE)?;
        short(&card.place_and_time, Noun::Place, limits::TITLE)?;
        short(&card.contact, Noun::Contact, limits::CONTACT)?;
        short(&card.theme, Noun::Theme, limits::NAME)?;
        match &card.question {
            Some(question) if self.question(question).is_none() => Err(Refusal::Unknown {
                what: Noun::Question,
            }),
            _ => Ok(()),
        }
    }
}

/// The phases in which practices are brought, revised and discussed.
const TALKING: &[Phase] = &[
    Phase::Drafting,
    Phase::Practices,
    Phase::Voting,
    Phase::WrapUp,
];

/// Checks a delegation's names against limits and against those that have a seat.
pub fn check_delegation(seated: &[Delegation], new: &Delegation) -> Result<(), Refusal> {
    named(&new.name, Noun::Name, limits::NAME)?;
    named(&new.short, Noun::ShortName, limits::SHORT_NAME)?;
    let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
    let twin = seated
        .iter()
        .find(|d| same(&d.name, &new.name) || same(&d.short, &new.short));
    match twin {
        Some(twin) if same(&twin.name, &new.name) => Err(Refusal::DuplicateDelegation {
            name: new.name.clone(),
        }),
        Some(_) => Err(Refusal::DuplicateDelegation {
            name: new.short.clone(),
        }),
        None => Ok(()),
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
    match (who.role, &who.delegation) {
        (Role::Delegate, Some(delegation)) => Ok(delegation),
        _ => Err(Refusal::NeedsDelegation),
    }
}

/// Refuses a text that is empty, too long or holds control characters other than line breaks.
pub fn named(text: &str, what: Noun, most: usize) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::Empty { what });
    }
    short(text, what, most)
}

fn short(text: &str, what: Noun, most: usize) -> Result<(), Refusal> {
    if text.chars().count() > most {
        Err(Refusal::TooLong { what, most })
    } else {
        Ok(())
    }
}
