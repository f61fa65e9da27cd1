//! The state of a round table: what its events add up to.

use crate::ballot::{Ballot, BallotRules, Standing, Tally, Wording};
use crate::concept_note::ConceptNote;
use crate::delegation::Delegation;
use crate::event::{Convened, Event, Record};
use crate::ids::{
    BallotId, DelegationId, ParticipantId, PracticeId, QuestionId, SessionId, TableId, Timestamp,
};
use crate::participant::Participant;
use crate::phase::Phase;
use crate::practice::{GoodPractice, PracticeCard, Remark};
use crate::question::GuidingQuestion;
use crate::tagged::tagged;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A round table, as its log tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundTable {
    /// Its id.
    pub id: TableId,
    /// The session it belongs to.
    pub session: SessionId,
    /// What it is called.
    pub name: String,
    /// The concept note.
    pub note: ConceptNote,
    /// What is asked of it.
    pub questions: Vec<GuidingQuestion>,
    /// Who sits at it.
    pub delegations: Vec<Delegation>,
    /// Who has been let in.
    pub participants: BTreeMap<ParticipantId, Participant>,
    /// Where it is.
    pub phase: Phase,
    /// When time is up, if the clock is set.
    pub ends: Option<Timestamp>,
    /// Delegations that are ready to move on.
    pub ready: BTreeSet<DelegationId>,
    /// How it was before the last move, until that is undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_move: Option<BeforeMove>,
    /// The practices brought, in order.
    pub practices: Vec<GoodPractice>,
    /// Practices taken back, and who had brought them. Their ids stay taken: their prose is still in
    /// the document, and would become the words of whoever used the id next.
    #[serde(default)]
    pub withdrawn: BTreeMap<PracticeId, DelegationId>,
    /// The ballots held, in order.
    pub ballots: Vec<Ballot>,
    /// How it came about.
    pub milestones: Vec<Milestone>,
}

/// How a table was before it was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeforeMove {
    /// When it was moved.
    pub at: Timestamp,
    /// Where it was.
    pub phase: Phase,
    /// Which delegations were ready.
    pub ready: BTreeSet<DelegationId>,
    /// When time was up; if the clock was set after the move, as it was set then.
    pub ends: Option<Timestamp>,
}

/// A moment worth telling in the outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// When.
    pub at: Timestamp,
    /// What happened then.
    #[serde(flatten)]
    pub what: Moment,
}

/// What may be worth telling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
pub enum Moment {
    /// The table was convened.
    Convened,
    /// It moved to a phase.
    Phase {
        /// Which.
        to: Phase,
    },
    /// A move was undone.
    MoveTakenBack {
        /// Where the table was again.
        to: Phase,
    },
    /// A ballot was opened.
    BallotOpened {
        /// Which.
        ballot: BallotId,
    },
    /// A ballot was closed.
    BallotClosed {
        /// Which.
        ballot: BallotId,
    },
    /// A ballot was cancelled.
    BallotCancelled {
        /// Which.
        ballot: BallotId,
    },
}

tagged!(Moment, "moment");

impl RoundTable {
    /// The table as its first event makes it.
    pub fn convene(at: Timestamp, first: &Convened) -> Self {
        Self {
            id: first.table.clone(),
            session: first.session.clone(),
            name: first.name.clone(),
            note: first.note.clone(),
            questions: first.questions.clone(),
            delegations: first.delegations.clone(),
            participants: BTreeMap::new(),
            phase: first.phase,
            ends: None,
            ready: BTreeSet::new(),
            before_move: None,
            practices: Vec::new(),
            withdrawn: BTreeMap::new(),
            ballots: Vec::new(),
            milestones: vec![Milestone {
                at,
                what: Moment::Convened,
            }],
        }
    }

    /// The delegation by that id.
    pub fn delegation(&self, id: &DelegationId) -> Option<&Delegation> {
        self.delegations
            .iter()
            .find(|delegation| &delegation.id == id)
    }

    /// The question by that id.
    pub fn question(&self, id: &QuestionId) -> Option<&GuidingQuestion> {
        self.questions.iter().find(|question| &question.id == id)
    }

    /// The practice by that id.
    pub fn practice(&self, id: &PracticeId) -> Option<&GoodPractice> {
        self.practices.iter().find(|practice| &practice.id == id)
    }

    /// The ballot by that id.
    pub fn ballot(&self, id: &BallotId) -> Option<&Ballot> {
        self.ballots.iter().find(|ballot| &ballot.id == id)
    }

    /// Whether an open ballot asks about the practice. As long as it does, the practice does not change.
    pub fn is_voted_on(&self, practice: &PracticeId) -> bool {
        self.open_ballots()
            .any(|ballot| ballot.rules.practices.contains(practice))
    }

    /// The questions asked on practices that nobody has answered, by the delegation that is asked.
    pub fn unanswered(&self) -> impl Iterator<Item = (&DelegationId, &Remark)> {
        let asked = self.practices.iter().flat_map(|practice| {
            let remarks = practice.remarks.iter();
            remarks.map(move |remark| (&practice.delegation, remark))
        });
        asked.filter(|(_, remark)| remark.answer.is_none())
    }

    /// The ballots that are open.
    pub fn open_ballots(&self) -> impl Iterator<Item = &Ballot> {
        self.ballots.iter().filter(|ballot| ballot.is_open())
    }

    /// Takes in what happened. Events about things that are not there change nothing: `decide`
    /// never makes them, and a log is replayed, not judged.
    pub fn apply(&mut self, record: &Record) {
        let at = record.at;
        match &record.event {
            Event::Convened(first) => *self = Self::convene(at, first),
            Event::DelegationSeated { delegation } => self.delegations.push(delegation.clone()),
            Event::ParticipantAdmitted { participant } => self.let_in(participant),
            Event::PhaseMoved { to, from, ends } => self.move_to(at, *from, *to, *ends),
            Event::MoveTakenBack { to, ready, ends } => self.move_back(at, *to, ready, *ends),
            Event::TimeKept { ends } => self.keep_time_until(*ends),
            Event::AnswerLocked { question, locked } => self.lock(question, *locked),
            Event::ReadinessShown { delegation, ready } => set(&mut self.ready, delegation, *ready),
            Event::PracticeBrought {
                practice,
                delegation,
                card,
            } => self.bring(practice, delegation, card),
            Event::PracticeRevised { practice, card } => {
                self.revise(practice, |p| p.card = card.clone());
            }
            Event::PracticeWithdrawn { practice } => self.withdraw(practice),
            Event::PracticeEndorsed {
                practice,
                delegation,
                endorsed,
            } => self.revise(practice, |p| set(&mut p.endorsed_by, delegation, *endorsed)),
            Event::RemarkMade {
                practice,
                remark,
                asked_by,
                delegation,
                text,
            } => {
                let remark = Remark::asked(remark, asked_by, delegation, text);
                self.revise(practice, |p| p.remarks.push(remark));
            }
            Event::RemarkAnswered {
                practice,
                remark,
                text,
            } => self.revise(practice, |p| p.answer(remark, text)),
            Event::BallotOpened {
                ballot,
                rules,
                wording,
            } => self.open(at, ballot, rules, wording),
            Event::VoteCast {
                ballot,
                practice,
                delegation,
                choice,
            } => self.on_ballot(ballot, |b| b.cast(practice, delegation, *choice)),
            Event::BallotClosed { ballot, results } => self.close(at, ballot, results),
            Event::BallotCancelled { ballot, reason } => self.cancel(at, ballot, reason),
        }
    }

    fn let_in(&mut self, participant: &Participant) {
        self.participants
            .insert(participant.id.clone(), participant.clone());
    }

    /// A new phase starts with nobody ready.
    fn move_to(&mut self, at: Timestamp, from: Option<Phase>, to: Phase, ends: Option<Timestamp>) {
        let ready = std::mem::take(&mut self.ready);
        self.before_move = from.map(|phase| BeforeMove {
            at,
            phase,
            ready,
            ends: self.ends,
        });
        self.phase = to;
        self.ends = ends;
        self.tell(at, Moment::Phase { to });
    }

    fn move_back(
        &mut self,
        at: Timestamp,
        phase: Phase,
        ready: &BTreeSet<DelegationId>,
        ends: Option<Timestamp>,
    ) {
        self.before_move = None;
        self.phase = phase;
        self.ready.clone_from(ready);
        self.ends = ends;
        self.tell(at, Moment::MoveTakenBack { to: phase });
    }

    /// A clock that was set after a move is no part of what undoing that move undoes.
    fn keep_time_until(&mut self, ends: Option<Timestamp>) {
        self.ends = ends;
        if let Some(before) = &mut self.before_move {
            before.ends = ends;
        }
    }

    fn lock(&mut self, question: &QuestionId, locked: bool) {
        if let Some(question) = self.questions.iter_mut().find(|q| &q.id == question) {
            question.locked = locked;
        }
    }

    fn bring(&mut self, practice: &PracticeId, delegation: &DelegationId, card: &PracticeCard) {
        let brought = GoodPractice::brought(practice.clone(), delegation.clone(), card.clone());
        self.practices.push(brought);
    }

    fn withdraw(&mut self, practice: &PracticeId) {
        if let Some(place) = self.practices.iter().position(|p| &p.id == practice) {
            let gone = self.practices.remove(place);
            self.withdrawn.insert(gone.id, gone.delegation);
        }
    }

    fn open(&mut self, at: Timestamp, ballot: &BallotId, rules: &BallotRules, wording: &[Wording]) {
        let mut opened = Ballot::open(ballot.clone(), rules.clone(), at);
        opened.wording = wording.to_vec();
        self.ballots.push(opened);
        let ballot = ballot.clone();
        self.tell(at, Moment::BallotOpened { ballot });
    }

    fn close(&mut self, at: Timestamp, ballot: &BallotId, results: &[Tally]) {
        let results = results.to_vec();
        self.on_ballot(ballot, |b| b.standing = Standing::Closed { at, results });
        let ballot = ballot.clone();
        self.tell(at, Moment::BallotClosed { ballot });
    }

    /// What was voted is forgotten, by whoever knew it.
    fn cancel(&mut self, at: Timestamp, ballot: &BallotId, reason: &str) {
        let reason = reason.to_owned();
        self.on_ballot(ballot, |b| b.standing = Standing::Cancelled { at, reason });
        let ballot = ballot.clone();
        self.tell(at, Moment::BallotCancelled { ballot });
    }

    fn tell(&mut self, at: Timestamp, what: Moment) {
        self.milestones.push(Milestone { at, what });
    }

    fn revise(&mut self, practice: &PracticeId, change: impl FnOnce(&mut GoodPractice)) {
        if let Some(practice) = self.practices.iter_mut().find(|p| &p.id == practice) {
            change(practice);
        }
    }

    fn on_ballot(&mut self, ballot: &BallotId, change: impl FnOnce(&mut Ballot)) {
        if let Some(ballot) = self.ballots.iter_mut().find(|b| &b.id == ballot) {
            change(ballot);
        }
    }
}

fn set(members: &mut BTreeSet<DelegationId>, delegation: &DelegationId, is_member: bool) {
    if is_member {
        members.insert(delegation.clone());
    } else {
        members.remove(delegation);
    }
}
