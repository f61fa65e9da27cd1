//! The state of a round table: what its events add up to.

use super::event::{Convened, Event, Record, TableEvent};
use super::milestone::{Milestone, Moment};
use crate::concept_note::ConceptNote;
use crate::features::agenda::Agenda;
use crate::features::announcements::{self, Announcements};
use crate::features::answers::{self, GuidingQuestion};
use crate::features::ballots::{self, Ballot};
use crate::features::chair::Chair;
use crate::features::circulation::Circulation;
use crate::features::comments::Comments;
use crate::features::commitments::{self, Commitment};
use crate::features::delegations::{self, Delegation};
use crate::features::desks::Desks;
use crate::features::floor::Floor;
use crate::features::lead::{self, Lead};
use crate::features::no_objection::NoObjections;
use crate::features::people::{self, Participant, Role};
use crate::features::practices::{GoodPractice, Practices, Remark};
use crate::features::projector::{self, Projector};
use crate::features::pulling::Pulling;
use crate::features::report::Report;
use crate::features::revisions::Revisions;
use crate::features::roll_call::RollCall;
use crate::features::sign_off::SignOff;
use crate::features::temperature::Temperatures;
use crate::features::themes::{self, AnswerThemes, Theme};
use crate::features::titles;
use crate::ids::{
    BallotId, DelegationId, ParticipantId, PracticeId, QuestionId, SessionId, TableId, Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// Whether observers are kept out for now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closed_to_observers: bool,
    /// Where it is, its clock, and who is ready to move on.
    pub agenda: Agenda,
    /// The desks that are shared.
    #[serde(default, skip_serializing_if = "Desks::is_empty")]
    pub desks: Desks,
    /// What practices speak to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Theme>,
    /// Which of them answers speak to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answer_themes: Vec<AnswerThemes>,
    /// The practices brought, and those taken back.
    pub practices: Practices,
    /// The ballots held, in order.
    pub ballots: Vec<Ballot>,
    /// What the room is shown.
    #[serde(default, skip_serializing_if = "Projector::is_default")]
    pub projector: Projector,
    /// Who was asked to preside.
    #[serde(default, skip_serializing_if = "Chair::is_empty")]
    pub chair: Chair,
    /// The list of speakers, and who speaks.
    #[serde(default, skip_serializing_if = "Floor::is_untouched")]
    pub floor: Floor,
    /// Where everybody is led.
    #[serde(default, skip_serializing_if = "Lead::is_nowhere")]
    pub lead: Lead,
    /// What facilitators said.
    #[serde(default, skip_serializing_if = "Announcements::is_empty")]
    pub announcements: Announcements,
    /// What is said about passages.
    #[serde(default, skip_serializing_if = "Comments::is_untouched")]
    pub comments: Comments,
    /// The text as it was frozen: which revisions there are.
    #[serde(default, skip_serializing_if = "Revisions::is_empty")]
    pub revisions: Revisions,
    /// How the room leans, while that is asked.
    #[serde(default, skip_serializing_if = "Temperatures::is_untouched")]
    pub temperature: Temperatures,
    /// What was compiled, and what was pulled from one text into another.
    #[serde(default, skip_serializing_if = "Pulling::is_empty")]
    pub pulling: Pulling,
    /// Who was declared present, and how many must be.
    #[serde(default, skip_serializing_if = "RollCall::is_untouched")]
    pub roll_call: RollCall,
    /// The report, if it was begun, but for its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Report>,
    /// Wording that was put with a time to object.
    #[serde(default, skip_serializing_if = "NoObjections::is_untouched")]
    pub no_objections: NoObjections,
    /// The drafts of the outcome that went out, and what was said to them.
    #[serde(default, skip_serializing_if = "Circulation::is_untouched")]
    pub circulation: Circulation,
    /// Who will do what by when, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<Commitment>,
    /// Who signed the outcome, and which versions there are.
    #[serde(default, skip_serializing_if = "SignOff::is_untouched")]
    pub sign_off: SignOff,
    /// How it came about.
    pub milestones: Vec<Milestone>,
}

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
            closed_to_observers: false,
            agenda: Agenda::starting(at, &first.agenda, &first.phase),
            desks: Desks::default(),
            themes: themes::named(&first.note.themes),
            answer_themes: Vec::new(),
            practices: Practices::default(),
            ballots: Vec::new(),
            projector: Projector::default(),
            chair: Chair::default(),
            floor: Floor::default(),
            lead: Lead::default(),
            announcements: Announcements::default(),
            comments: Comments::default(),
            revisions: Revisions::default(),
            temperature: Temperatures::default(),
            pulling: Pulling::default(),
            roll_call: RollCall::default(),
            report: None,
            no_objections: NoObjections::default(),
            circulation: Circulation::default(),
            commitments: Vec::new(),
            sign_off: SignOff::default(),
            milestones: vec![Milestone {
                at,
                what: Moment::Convened,
            }],
        }
    }

    /// Takes in what happened. Events about things that are not there change nothing: `decide`
    /// never makes them, and a log is replayed, not judged.
    pub fn apply(&mut self, record: &Record) {
        let at = record.at;
        let was_at = self.agenda.at.clone();
        let moment = match &record.event {
            Event::Table(TableEvent::Convened(first)) => {
                *self = Self::convene(at, first);
                None
            }
            Event::Titles(event) => {
                titles::apply(&mut self.name, &mut self.note.title, event);
                None
            }
            Event::People(event) => {
                people::apply(&mut self.participants, &mut self.closed_to_observers, event);
                None
            }
            Event::Delegations(event) => {
                delegations::apply(&mut self.delegations, event);
                None
            }
            Event::Desks(event) => {
                self.desks.apply(event);
                None
            }
            Event::Agenda(event) => self.agenda.apply(at, event),
            Event::Answers(event) => {
                answers::apply(&mut self.questions, at, event);
                None
            }
            Event::Practices(event) => {
                self.practices.apply(event);
                None
            }
            Event::Themes(event) => {
                themes::apply((&mut self.themes, &mut self.answer_themes), event);
                None
            }
            Event::Ballots(event) => {
                ballots::apply(&mut self.ballots, at, record.by.as_ref(), event)
            }
            Event::Projector(event) => {
                projector::apply(&mut self.projector, event);
                None
            }
            Event::Chair(event) => {
                self.chair.apply(event);
                None
            }
            Event::Floor(event) => {
                self.floor.apply(at, event);
                None
            }
            Event::Lead(event) => {
                lead::apply(&mut self.lead, event);
                None
            }
            Event::Announcements(event) => {
                announcements::apply(&mut self.announcements, event);
                None
            }
            Event::Comments(event) => {
                self.comments.apply(at, event);
                None
            }
            Event::Revisions(event) => self.revisions.apply(record, event),
            Event::Temperature(event) => {
                self.temperature.apply(event);
                None
            }
            Event::Pulling(event) => {
                self.pulling.apply(record, event);
                None
            }
            Event::RollCall(event) => {
                self.roll_call.apply(at, event);
                None
            }
            Event::Report(event) => {
                Report::apply(&mut self.report, record, event);
                None
            }
            Event::NoObjection(event) => {
                self.no_objections.apply(at, event);
                None
            }
            Event::Circulation(_) | Event::Commitments(_) | Event::SignOff(_) => {
                self.conclude(record);
                None
            }
        };
        if self.agenda.at != was_at {
            self.temperature.end();
        }
        if self.agenda.is_closed() {
            self.floor.adjourn(at);
        }
        self.milestones
            .extend(moment.map(|what| Milestone { at, what }));
    }

    /// Takes in how the outcome comes to its end.
    fn conclude(&mut self, record: &Record) {
        match &record.event {
            Event::Circulation(event) => self.circulation.apply(record, event),
            Event::Commitments(event) => commitments::apply(&mut self.commitments, event),
            Event::SignOff(event) => self.sign_off.apply(record, event),
            _ => {}
        }
    }

    /// The table without what names a person and without choices of sealed ballots, as it lies in snapshots.
    #[must_use]
    pub fn unnamed(mut self) -> Self {
        for participant in self.participants.values_mut() {
            participant.name.clear();
        }
        self.ballots.iter_mut().for_each(Ballot::seal);
        self
    }

    /// The table without what an earlier build did not know when it took a snapshot, where this one does not say it: since when
    /// the table is where it is, when answers were locked, what was open before, which stages were left in a row, what was asked
    /// first, who pulled words, and from where on the list somebody was called.
    #[must_use]
    pub fn as_far_as_known_to(mut self, told: &Self) -> Self {
        self.agenda.forget_what_is_unknown_to(&told.agenda);
        self.pulling.forget_what_is_unknown_to(&told.pulling);
        self.floor.forget_what_is_unknown_to(&told.floor);
        for ballot in &mut self.ballots {
            if let Some(told) = told.ballot(&ballot.id) {
                ballot.forget_what_is_unknown_to(told);
            }
        }
        for question in &mut self.questions {
            let told = told.question(&question.id);
            if told.is_some_and(|told| told.locked_at.is_none()) {
                question.locked_at = None;
            }
            if told.is_some_and(|told| told.left_stages.is_empty()) {
                question.left_stages.clear();
            }
            if told.is_some_and(|told| told.first_text.is_none()) {
                question.first_text = None;
            }
        }
        self
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

    /// Somebody who was let in, unless observers are kept out and they are one.
    pub fn admitted(&self, who: &ParticipantId) -> Option<&Participant> {
        let there = self.participants.get(who);
        there.filter(|who| !(self.closed_to_observers && who.role == Role::Observer))
    }

    /// The people who preside.
    pub fn presiding(&self) -> Vec<&Participant> {
        self.chair.presiding(&self.participants)
    }

    /// Whether this person presides.
    pub fn presides(&self, who: &ParticipantId) -> bool {
        self.presiding().iter().any(|it| it.id == *who)
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
}
