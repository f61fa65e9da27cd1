//! One vote a delegation, whatever is tried.

use crate::arbitrary::{Step, meeting};
use proptest::prelude::*;
use shared::features::agenda::AgendaEvent;
use shared::features::agenda::AgendaPoint;
use shared::features::announcements::AnnouncementEvent;
use shared::features::answers::AnswerEvent;
use shared::features::ballots::BallotEvent;
use shared::features::ballots::count::{self, Attendance};
use shared::features::ballots::{Ballot, Choice, Marks};
use shared::features::chair::ChairEvent;
use shared::features::circulation::CirculationEvent;
use shared::features::comments::CommentEvent;
use shared::features::commitments::CommitmentEvent;
use shared::features::delegations::DelegationEvent;
use shared::features::desks::DeskEvent;
use shared::features::floor::FloorEvent;
use shared::features::lead::LeadEvent;
use shared::features::no_objection::NoObjectionEvent;
use shared::features::people::PeopleEvent;
use shared::features::people::{Participant, Role};
use shared::features::practices::PracticeEvent;
use shared::features::projector::ProjectorEvent;
use shared::features::pulling::{PullingEvent, Taken};
use shared::features::revisions::RevisionEvent;
use shared::features::roll_call::RollCallEvent;
use shared::features::sign_off::{Capacity, SignOffEvent};
use shared::features::temperature::TemperatureEvent;
use shared::features::themes::ThemeEvent;
use shared::features::titles::TitleEvent;
use shared::ids::{BallotId, DelegationId, PracticeId};
use shared::table::Event;
use shared::table::TableEvent;
use std::collections::BTreeMap;

type BallotBox = BTreeMap<DelegationId, Choice>;

proptest! {
    /// Keeps the ballot boxes apart from the table's own, by what was announced.
    #[test]
    fn a_delegation_has_one_vote_on_each_practice_and_none_after_closing((mut meeting, steps) in meeting()) {
        let mut boxes: BTreeMap<(BallotId, PracticeId), BallotBox> = BTreeMap::new();
        let mut whole: BTreeMap<BallotId, BTreeMap<DelegationId, Marks>> = BTreeMap::new();
        let mut closed: BTreeMap<BallotId, Ballot> = BTreeMap::new();
        for step in steps {
            for event in step.take(&mut meeting).unwrap_or_default() {
                match event {
                    Event::Ballots(BallotEvent::VoteCast { ballot, practice, delegation, choice, on_paper, .. }) => {
                        prop_assert!(!closed.contains_key(&ballot), "a vote after closing");
                        prop_assert!(meeting.table.delegation(&delegation).is_some());
                        let voter = step.by().expect("somebody votes");
                        prop_assert!(on_paper || voter.speaks_for() == Some(&delegation));
                        let is_recorded = meeting.table.ballot(&ballot).is_some_and(|it| it.rules.recorded);
                        prop_assert!(!on_paper || voter.role == Role::Facilitator && is_recorded);
                        let choice = choice.expect("the log knows the choice");
                        boxes.entry((ballot, practice)).or_default().insert(delegation, choice);
                    }
                    Event::Ballots(BallotEvent::BallotCast { ballot, delegation, marks, on_paper, .. }) => {
                        prop_assert!(!closed.contains_key(&ballot), "a ballot cast after closing");
                        let voter = step.by().expect("somebody votes");
                        prop_assert!(on_paper || voter.speaks_for() == Some(&delegation));
                        let is_recorded = meeting.table.ballot(&ballot).is_some_and(|it| it.rules.recorded);
                        prop_assert!(!on_paper || voter.role == Role::Facilitator && is_recorded);
                        let marks = marks.expect("whoever decides knows it");
                        whole.entry(ballot).or_default().insert(delegation, marks);
                    }
                    Event::Ballots(BallotEvent::BallotClosed { ballot, results, counted, attendance, .. }) => {
                        let rules = &meeting.table.ballot(&ballot).expect("it is there").rules;
                        let delegations = &meeting.table.delegations;
                        let ids: Vec<_> = delegations.iter().map(|it| it.id.clone()).collect();
                        let cast = whole.get(&ballot).cloned().unwrap_or_default();
                        let again = count::count(rules, &ids, &cast, attendance.as_ref());
                        prop_assert_eq!(counted.as_deref(), again.as_ref());
                        if let Some(counted) = &counted {
                            prop_assert!(counted.voted.iter().all(|id| cast.contains_key(id)));
                            prop_assert_eq!(counted.voted.len() + counted.not_voted.len(), delegations.len());
                            prop_assert_eq!(counted.recorded.is_empty(), !rules.recorded || cast.is_empty());
                            prop_assert_eq!(counted.decision.is_some(), !rules.indicative);
                        }
                        let is_support = rules.method.is_support();
                        let is_quorate = !rules.needs_quorum
                            || attendance.as_ref().and_then(Attendance::is_reached) == Some(true);
                        prop_assert_eq!(results.len(), if is_support { rules.practices.len() } else { 0 });
                        for (tally, practice) in results.iter().zip(&rules.practices) {
                            prop_assert_eq!(&tally.practice, practice);
                            let cast = boxes.get(&(ballot.clone(), practice.clone())).cloned().unwrap_or_default();
                            let chose = |choice| cast.values().filter(|c| **c == choice).count();
                            prop_assert_eq!(tally.support, chose(Choice::Support));
                            prop_assert_eq!(tally.cannot_support, chose(Choice::CannotSupport));
                            prop_assert_eq!(tally.abstain, chose(Choice::Abstain));
                            let all = cast.len() + tally.not_voted.len();
                            prop_assert_eq!(all, meeting.table.delegations.len());
                            prop_assert!(tally.not_voted.iter().all(|id| !cast.contains_key(id)));
                            prop_assert_eq!(tally.verdict.is_some(), rules.rule.is_some() && is_quorate);
                            prop_assert_eq!(rules.rule.is_some(), !rules.indicative);
                            prop_assert_eq!(&tally.recorded, &if rules.recorded { cast } else { BallotBox::new() });
                        }
                        let ballot = meeting.table.ballot(&ballot).expect("it is there").clone();
                        closed.insert(ballot.id.clone(), ballot);
                    }
                    Event::Ballots(BallotEvent::BallotCancelled { ballot, .. }) => {
                        prop_assert!(!closed.contains_key(&ballot), "cancelled after closing");
                        let ballot = meeting.table.ballot(&ballot).expect("it is there").clone();
                        prop_assert!(ballot.results().is_none());
                        closed.insert(ballot.id.clone(), ballot);
                    }
                    _ => {}
                }
            }
            for (id, ballot) in &closed {
                prop_assert_eq!(meeting.table.ballot(id), Some(ballot), "a closed ballot changed");
            }
        }
    }

    #[test]
    fn a_stranger_and_an_observer_never_make_anything_happen((mut meeting, steps) in meeting()) {
        for step in steps {
            let before = meeting.table.clone();
            let decision = step.take(&mut meeting);
            let Some(who) = step.by() else { continue };
            if before.participants.get(&who.id) != Some(who) {
                prop_assert_eq!(decision, Err(shared::refusal::Refusal::Stranger));
                prop_assert_eq!(&before, &meeting.table);
            } else if who.looks_on() {
                prop_assert!(decision.unwrap_or_default().is_empty());
            } else if who.role == Role::Rapporteur && !before.presides(&who.id) {
                let events = decision.unwrap_or_default();
                // They write the report, and in joint answers, and so they pull words into these, and put back what was there; and they keep the outcome.
                let is_theirs = |event: &&Event| {
                    matches!(
                        event,
                        Event::Comments(_)
                            | Event::Circulation(_)
                            | Event::Commitments(_)
                            | Event::SignOff(_)
                            | Event::Pulling(PullingEvent::WordsPulled { .. })
                            | Event::Report(_)
                            | Event::Revisions(RevisionEvent::PassageRestored { .. })
                    )
                };
                let others = events.iter().find(|event| !is_theirs(event));
                prop_assert_eq!(others, None);
            }
        }
    }

    #[test]
    fn every_event_was_asked_for_by_somebody_who_may((mut meeting, steps) in meeting()) {
        for step in steps {
            let before = meeting.table.clone();
            for event in step.take(&mut meeting).unwrap_or_default() {
                if let Step::Ask(who, _) | Step::Move(who, _) = &step {
                    prop_assert!(may(&before, who, &event), "{:?} by {:?}", event, who);
                }
            }
        }
    }

    #[test]
    fn the_phase_moves_only_from_where_it_was_seen((meeting, steps) in meeting(), from in 0..6_usize, to in 0..6_usize) {
        let mut meeting = meeting;
        for step in steps {
            let _ = step.take(&mut meeting);
        }
        let phases = shared::features::agenda::Phase::ALL;
        let before = meeting.table.agenda.at.clone();
        // Whoever facilitates may have come back as somebody else.
        let asked = meeting.asks("fay", crate::meeting::moves(phases[from], phases[to]));
        if asked.unwrap_or_default().is_empty() {
            prop_assert_eq!(&meeting.table.agenda.at, &before);
        } else {
            prop_assert_eq!(before, AgendaPoint::from(phases[from]));
            prop_assert_eq!(&meeting.table.agenda.at, &AgendaPoint::from(phases[to]));
        }
    }
}

/// Those who were asked and are no observers; the facilitators if there are none of them.
fn presides(table: &shared::table::RoundTable, who: &Participant) -> bool {
    let was_asked = |who: &Participant| table.chair.0.contains(&who.id) && !who.looks_on();
    if table.participants.values().any(was_asked) {
        was_asked(who)
    } else {
        who.role == Role::Facilitator
    }
}

/// Whether those who are to preside, and do not yet, are at the table and no observers.
fn may_all_preside(
    table: &shared::table::RoundTable,
    to: &std::collections::BTreeSet<shared::ids::ParticipantId>,
) -> bool {
    let mut are_new = to.difference(&table.chair.0);
    let may_preside = |who: &Participant| !who.looks_on();
    are_new.all(|id| table.participants.get(id).is_some_and(may_preside))
}

/// Who may bring which event about, said once more and independently of `decide`.
#[allow(clippy::too_many_lines, reason = "one line for each")]
fn may(table: &shared::table::RoundTable, who: &Participant, event: &Event) -> bool {
    let for_whom = who
        .delegation
        .as_ref()
        .filter(|_| who.role == Role::Delegate);
    let presides = presides(table, who);
    let owner = |id: &PracticeId| table.practice(id).map(|practice| &practice.delegation);
    let files = |id: &PracticeId| {
        let filed = table.practice(id).and_then(|it| it.filed.as_ref());
        who.role == Role::Facilitator && filed.is_some_and(|filed| filed.by == who.id)
    };
    match event {
        Event::Table(TableEvent::Convened(_))
        | Event::People(
            PeopleEvent::ParticipantAdmitted { .. } | PeopleEvent::ObserversAllowed { .. },
        )
        | Event::Delegations(
            DelegationEvent::DelegationSeated { .. } | DelegationEvent::DelegationRevised { .. },
        )
        | Event::Titles(TitleEvent::TableRenamed { .. } | TitleEvent::TitleRevised { .. })
        | Event::Announcements(AnnouncementEvent::Announced { .. })
        | Event::Desks(DeskEvent::DeskChanged) => false,
        Event::Agenda(
            AgendaEvent::Moved { .. }
            | AgendaEvent::MoveTakenBack { .. }
            | AgendaEvent::TimeKept { .. }
            | AgendaEvent::ItemAdded { .. }
            | AgendaEvent::ItemRevised { .. }
            | AgendaEvent::ItemPut { .. }
            | AgendaEvent::ItemRemoved { .. }
            | AgendaEvent::AgendaSet { .. },
        )
        | Event::Answers(
            AnswerEvent::AnswerLocked { .. }
            | AnswerEvent::QuestionRevised { .. }
            | AnswerEvent::QuestionAdded { .. },
        )
        | Event::Ballots(
            BallotEvent::BallotOpened { .. }
            | BallotEvent::BallotClosed { .. }
            | BallotEvent::VotersReminded { .. }
            | BallotEvent::VoteCast { on_paper: true, .. }
            | BallotEvent::BallotCast { on_paper: true, .. }
            | BallotEvent::BallotCancelled { .. },
        )
        | Event::RollCall(
            RollCallEvent::QuorumSet { .. }
            | RollCallEvent::HeadNamed { .. }
            | RollCallEvent::VotingReserved { .. }
            | RollCallEvent::PublishingReserved { .. },
        )
        | Event::Themes(ThemeEvent::ThemesSet { .. })
        | Event::Projector(ProjectorEvent::Projected { .. }) => who.role == Role::Facilitator,
        Event::Answers(
            AnswerEvent::AnswersKeptPrivate { .. }
            | AnswerEvent::AnswersRevealed { .. }
            | AnswerEvent::StageSet { .. },
        )
        | Event::RollCall(
            RollCallEvent::RollCalled { .. } | RollCallEvent::PresenceDeclared { .. },
        )
        | Event::Temperature(
            TemperatureEvent::TemperatureAsked { .. } | TemperatureEvent::TemperatureEnded { .. },
        ) => presides || who.role == Role::Facilitator,
        Event::Themes(ThemeEvent::AnswerThemesSet(now)) => {
            let own = now.delegation.as_ref();
            who.role == Role::Facilitator
                || own.map_or(presides, |delegation| for_whom == Some(delegation))
        }
        Event::Agenda(AgendaEvent::ReadinessShown { delegation, .. })
        | Event::Practices(PracticeEvent::PracticeBrought { delegation, .. })
        | Event::Ballots(
            BallotEvent::VoteCast { delegation, .. } | BallotEvent::BallotCast { delegation, .. },
        ) => for_whom == Some(delegation),
        Event::Practices(
            PracticeEvent::PracticeRevised { practice, .. }
            | PracticeEvent::PracticeWithdrawn { practice },
        ) => (for_whom.is_some() && for_whom == owner(practice)) || files(practice),
        Event::Practices(PracticeEvent::RemarkAnswered { practice, .. }) => {
            for_whom.is_some() && for_whom == owner(practice)
        }
        Event::Practices(PracticeEvent::PracticeFiled {
            delegation,
            filed_by,
            ..
        }) => {
            filed_by == &who.id && (who.role == Role::Facilitator || for_whom == Some(delegation))
        }
        Event::Practices(
            PracticeEvent::PracticeEndorsed {
                practice,
                delegation,
                ..
            }
            | PracticeEvent::RemarkMade {
                practice,
                delegation,
                ..
            },
        ) => for_whom == Some(delegation) && owner(practice) != Some(delegation),
        Event::NoObjection(event) => may_put(table, who, event),
        Event::Circulation(event) => may_circulate(table, who, event),
        Event::Commitments(
            CommitmentEvent::CommitmentKept { .. } | CommitmentEvent::CommitmentStruck { .. },
        ) => concludes(table, who),
        Event::SignOff(event) => may_sign(table, who, event),
        Event::Chair(ChairEvent::ChairHandedOver { to }) => {
            (presides || who.role == Role::Facilitator) && may_all_preside(table, to)
        }
        Event::Floor(event) => may_on_floor(table, who, event),
        Event::Lead(LeadEvent::RoomLed { .. } | LeadEvent::RoomLetGo) => presides,
        Event::Comments(event) => !who.looks_on() && may_comment(table, who, event),
        Event::Revisions(event) => may_revise(table, who, event),
        Event::Temperature(TemperatureEvent::TemperatureSaid { delegation, .. }) => {
            for_whom.is_some() && for_whom == delegation.as_ref()
        }
        Event::Pulling(event) => may_pull(table, who, event),
        Event::Report(_) => presides || matches!(who.role, Role::Facilitator | Role::Rapporteur),
        Event::Desks(DeskEvent::DeskShared { desk, .. } | DeskEvent::DeskUnshared { desk, .. }) => {
            for_whom == Some(desk)
        }
    }
}

/// Those who keep the outcome.
fn concludes(table: &shared::table::RoundTable, who: &Participant) -> bool {
    matches!(who.role, Role::Facilitator | Role::Rapporteur) || presides(table, who)
}

/// The same for drafts and corrections, of which nothing changes once the outcome is signed off.
fn may_circulate(
    table: &shared::table::RoundTable,
    who: &Participant,
    event: &CirculationEvent,
) -> bool {
    let for_whom = who
        .delegation
        .as_ref()
        .filter(|_| who.role == Role::Delegate);
    let may = match event {
        CirculationEvent::DraftCirculated { .. }
        | CirculationEvent::CirculationExtended { .. }
        | CirculationEvent::CorrectionAccepted { .. }
        | CirculationEvent::CorrectionAnswered { .. } => concludes(table, who),
        CirculationEvent::CorrectionOffered { delegation, .. } => for_whom == Some(delegation),
        CirculationEvent::CorrectionWithdrawn { correction } => {
            let there = table.circulation.correction(correction);
            for_whom.is_some() && there.map(|it| &it.delegation) == for_whom
        }
    };
    may && !table.sign_off.is_signed_off()
}

/// The same for signatures.
fn may_sign(table: &shared::table::RoundTable, who: &Participant, event: &SignOffEvent) -> bool {
    let presides = presides(table, who);
    let may = |capacity: &Capacity| match capacity {
        Capacity::Chair => presides,
        Capacity::Rapporteur => who.role == Role::Rapporteur,
    };
    match event {
        SignOffEvent::OutcomeSigned { capacity, .. }
        | SignOffEvent::OutcomeSignedOff { capacity, .. } => may(capacity),
        SignOffEvent::OutcomeReopened { .. } => {
            Capacity::ALL.iter().any(may) && table.sign_off.published.is_none()
        }
        SignOffEvent::OutcomePublished { .. } | SignOffEvent::OutcomeUnpublished { .. } => {
            who.role == Role::Facilitator
        }
    }
}

/// The same for the floor.
fn may_on_floor(table: &shared::table::RoundTable, who: &Participant, event: &FloorEvent) -> bool {
    let for_whom = who
        .delegation
        .as_ref()
        .filter(|_| who.role == Role::Delegate);
    let presides = presides(table, who);
    match event {
        FloorEvent::FloorAsked {
            delegation,
            asked_by,
            ..
        } => for_whom == Some(delegation) && *asked_by == who.id,
        FloorEvent::StatementHandedIn { delegation, .. }
        | FloorEvent::KeptStatementDropped { delegation } => for_whom == Some(delegation),
        FloorEvent::SpeakerWithdrew { speech } | FloorEvent::StatementTakenBack { speech } => {
            let of = table.floor.speech(speech).map(|speech| &speech.delegation);
            for_whom.is_some() && for_whom == of
        }
        // Closing the table ends speeches, too.
        FloorEvent::StatementDelivered { speech, .. }
            if for_whom.is_some() && for_whom == table.floor.heard(speech).map(|(of, _)| of) =>
        {
            true
        }
        FloorEvent::SpeechEnded { .. }
        | FloorEvent::StatementKept { .. }
        | FloorEvent::StatementDelivered { .. } => presides || who.role == Role::Facilitator,
        FloorEvent::FloorGiven { .. }
        | FloorEvent::SpeakerReturned { .. }
        | FloorEvent::SpeakerSkipped { .. }
        | FloorEvent::ListArranged { .. }
        | FloorEvent::SpeechPaused { .. }
        | FloorEvent::SpeechResumed { .. }
        | FloorEvent::PointRuledOn { .. }
        | FloorEvent::ClosingWarned { .. }
        | FloorEvent::ListClosed
        | FloorEvent::ListReopened
        | FloorEvent::ListOrdered { .. }
        | FloorEvent::TimeLimited { .. }
        | FloorEvent::SpeechExtended { .. }
        | FloorEvent::AllExtended { .. }
        | FloorEvent::TourBegun { .. }
        | FloorEvent::RoundBegun { .. } => presides,
    }
}

/// The same for wording with a time to object. Nobody closes it but the server.
fn may_put(table: &shared::table::RoundTable, who: &Participant, event: &NoObjectionEvent) -> bool {
    let for_whom = who
        .delegation
        .as_ref()
        .filter(|_| who.role == Role::Delegate);
    match event {
        NoObjectionEvent::WordingPut { .. }
        | NoObjectionEvent::TimeAdded { .. }
        | NoObjectionEvent::NoObjectionCancelled { .. } => {
            presides(table, who) || who.role == Role::Facilitator
        }
        NoObjectionEvent::ObjectionMade { delegation, .. }
        | NoObjectionEvent::ObjectionWithdrawn { delegation, .. } => {
            for_whom.is_some() && for_whom == delegation.as_ref()
        }
        NoObjectionEvent::PositionExplained { delegation, .. }
        | NoObjectionEvent::ReservationRecorded { delegation, .. } => for_whom == Some(delegation),
        NoObjectionEvent::NoObjectionClosed { .. } => false,
    }
}

/// The same for comments, of anybody but an observer.
fn may_comment(table: &shared::table::RoundTable, who: &Participant, event: &CommentEvent) -> bool {
    let for_whom = who
        .delegation
        .as_ref()
        .filter(|_| who.role == Role::Delegate);
    match event {
        CommentEvent::CommentMade {
            made_by,
            delegation,
            ..
        } => *made_by == who.id && delegation.as_ref() == for_whom,
        CommentEvent::CommentReplied { made_by, .. } => *made_by == who.id,
        CommentEvent::CommentResolved {
            comment, done_by, ..
        } => {
            let on = table.comments.get(comment).expect("it is there");
            let is_of = |delegation: Option<_>| for_whom.is_some() && delegation == for_whom;
            let concerns =
                on.by == who.id || is_of(on.delegation.as_ref()) || is_of(on.to.as_ref());
            let leads = who.role == Role::Facilitator || presides(table, who);
            *done_by == who.id && (concerns || leads)
        }
        CommentEvent::CommentWithdrawn { comment } => {
            let on = table.comments.get(comment).expect("it is there");
            on.by == who.id && on.replies.is_empty()
        }
    }
}

/// The same of what is pulled.
fn may_pull(table: &shared::table::RoundTable, who: &Participant, event: &PullingEvent) -> bool {
    let runs = presides(table, who) || who.role == Role::Facilitator;
    match event {
        PullingEvent::AnswersCompiled { question, .. } => {
            let question = table.question(question).expect("it is there");
            runs && question.disclosure != shared::features::answers::Disclosure::Private
        }
        PullingEvent::WordsPulled { taken, into, .. } => {
            let into = shared::document::Root::parse(into);
            let may_write = into.is_some_and(|into| table.may_write(who, &into).is_ok());
            may_write && (runs || *taken != Taken::All)
        }
    }
}

/// The same of revisions.
fn may_revise(table: &shared::table::RoundTable, who: &Participant, event: &RevisionEvent) -> bool {
    match event {
        RevisionEvent::RevisionFrozen { .. } => {
            presides(table, who) || who.role == Role::Facilitator
        }
        RevisionEvent::PassageRestored { root, .. } => {
            let root = shared::document::Root::parse(root);
            root.is_some_and(|root| table.may_write(who, &root).is_ok())
        }
    }
}
