//! A round table with people at it, and the log of what they did.

use shared::concept_note::{ConceptNote, Footnote, Section};
use shared::document::Root;
use shared::features::agenda::{AgendaCommand, AgendaPoint, MoveClock, Phase};
use shared::features::answers::{AnswerCommand, Answered, GuidingQuestion, QuestionWording, Stage};
use shared::features::ballots::BallotCommand;
use shared::features::ballots::{BallotOption, BallotRules, Choice, Marks};
use shared::features::chair::ChairCommand;
use shared::features::circulation::{CirculationCommand, CirculationEvent};
use shared::features::comments::{CommentCommand, Letter, Passage};
use shared::features::commitments::{Commitment, CommitmentCommand, Holder};
use shared::features::delegations::{Colour, Delegation};
use shared::features::floor::{FloorCommand, Ruling, SpeechKind};
use shared::features::no_objection::{NoObjectionCommand, NoObjectionRules, Span, Subject};
use shared::features::people::{Participant, Role};
use shared::features::practices::PracticeCard;
use shared::features::practices::PracticeCommand;
use shared::features::pulling::{PullingCommand, Source, Taken};
use shared::features::report::{ReportCommand, ReportKind, ReportSetting, ReportSource};
use shared::features::revisions::RevisionCommand;
use shared::features::roll_call::{Quorum, RollCallCommand};
use shared::features::sign_off::{Capacity, SignOffCommand, SignOffEvent};
use shared::features::temperature::{Leaning, TemperatureCommand};
use shared::ids::{
    BallotId, CommentId, DecisionId, DelegationId, OptionId, ParticipantId, PracticeId, QuestionId,
    RemarkId, ReplyId, SectionId, SpeechId, Timestamp,
};
use shared::prose::{Block, BlockKind, Run};
use shared::seq::Seq;
use shared::session::{self, Member, Session, SessionCommand, SessionTable};
use shared::table::Command;
use shared::table::Decision;
use shared::table::RoundTable;
use shared::table::TableEvent;
use shared::table::{Convened, Event, Record};
use std::collections::{BTreeMap, BTreeSet};

/// A table of a session, and its log.
#[derive(Clone)]
pub struct Meeting {
    pub session: Session,
    pub names: BTreeMap<ParticipantId, String>,
    pub table: RoundTable,
    pub log: Vec<Record>,
    /// What passed, in milliseconds, besides a second for each record.
    pub passed: u64,
}

/// A failing meeting is shown by its log; the table follows from it.
impl std::fmt::Debug for Meeting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let happened = self.log.iter().skip(1).map(|record| &record.event);
        f.debug_list().entries(happened).finish()
    }
}

/// Three delegations, one of them with two delegates, and everybody else.
pub const PEOPLE: [(&str, Role, Option<&str>); 7] = [
    ("fay", Role::Facilitator, None),
    ("ana", Role::Delegate, Some("north")),
    ("abel", Role::Delegate, Some("north")),
    ("ben", Role::Delegate, Some("south")),
    ("cleo", Role::Delegate, Some("coast")),
    ("rae", Role::Rapporteur, None),
    ("obi", Role::Observer, None),
];

impl Meeting {
    /// A table that has just been convened, with everybody let in.
    pub fn convened() -> Self {
        let first = convened();
        let mut meeting = Self {
            session: session(&first),
            names: BTreeMap::new(),
            table: RoundTable::convene(Timestamp(1_000), &first),
            log: Vec::new(),
            passed: 0,
        };
        let event = Event::Table(TableEvent::Convened(Box::new(first)));
        meeting.log.push(Record {
            seq: Seq::START.next(),
            at: Timestamp(1_000),
            by: None,
            event,
        });
        for (name, role, delegation) in PEOPLE {
            let admitted = meeting.admits(&person(name, role, delegation));
            admitted.expect("everybody is let in");
        }
        meeting
    }

    /// Lets somebody into the session, and the table follows.
    pub fn admits(&mut self, who: &Participant) -> session::Decision {
        let member = Member {
            role: who.role,
            delegation: who.delegation.clone(),
        };
        let decision = self.session.admit(who.id.clone(), member);
        if decision.is_ok() {
            self.names.insert(who.id.clone(), who.name.clone());
        }
        self.follows(decision)
    }

    /// Asks something of the session, and the table follows.
    pub fn convenes(&mut self, name: &str, command: SessionCommand) -> session::Decision {
        let is_closed = self.table.agenda.is_closed();
        let closed = is_closed.then(|| self.table.id.clone());
        let who = ParticipantId::new(name).expect("a name is an id");
        let decision = self
            .session
            .decide(&who, command, &closed.into_iter().collect());
        self.follows(decision)
    }

    fn follows(&mut self, decision: session::Decision) -> session::Decision {
        let lacked_nothing = self.session.lacking(&self.table, &self.names).is_empty();
        let mut changed = BTreeSet::new();
        for event in decision.iter().flatten() {
            self.session.apply(event);
            changed.extend(event.concerns().cloned());
        }
        let lacking = self.session.lacking(&self.table, &self.names);
        if lacked_nothing {
            let of_these = self
                .session
                .lacking_since(&self.table, &self.names, &changed);
            assert_eq!(of_these, lacking, "of these only, it is the same");
        }
        drop(self.record(None, Ok(lacking)));
        decision
    }

    /// A table at which that phase has come.
    pub fn in_phase(phase: Phase) -> Self {
        let mut meeting = Self::convened();
        meeting.moves_to(phase);
        meeting
    }

    /// A table that discusses `p1` and `p3` by north, and `p2` by south.
    pub fn discussing() -> Self {
        let mut meeting = Self::in_phase(Phase::Practices);
        for (who, practice) in [("ana", "p1"), ("ben", "p2"), ("ana", "p3")] {
            meeting.does(who, brings(practice, "Referral desk"));
        }
        meeting
    }

    /// The same table when it votes on all three, in ballot `b1`.
    pub fn voting() -> Self {
        let mut meeting = Self::discussing();
        meeting.moves_to(Phase::Voting);
        meeting.does("fay", opens("b1", &["p1", "p2", "p3"]));
        meeting
    }

    /// The person by that name, as the table knows them.
    pub fn who(&self, name: &str) -> Participant {
        self.table.participants[&ParticipantId::new(name).expect("a name is an id")].clone()
    }

    /// Asks, and records what follows.
    pub fn asks(&mut self, name: &str, command: impl Into<Command>) -> Decision {
        let who = self.who(name);
        self.asks_as(&who, command)
    }

    /// Asks as somebody who may not be at the table, and records what follows.
    pub fn asks_as(&mut self, who: &Participant, command: impl Into<Command>) -> Decision {
        let decision = self.table.decide_at(self.now(), who, command);
        self.record(Some(&who.id), decision)
    }

    /// The time of what happens next.
    pub fn now(&self) -> Timestamp {
        Timestamp(1_000 * (self.log.len() as u64 + 1) + self.passed)
    }

    /// Half a minute passes.
    pub fn waits(&mut self) {
        self.passed += 30_000;
    }

    /// So many milliseconds pass, and the server closes what is due.
    pub fn passes(&mut self, millis: u64) {
        self.passed += millis;
        let closed = self.table.closes_due(self.now());
        drop(self.record(None, Ok(closed)));
    }

    /// Asks for something that is granted and changes something.
    pub fn does(&mut self, name: &str, command: impl Into<Command>) {
        let command = command.into();
        let events = self.asks(name, command.clone());
        let events = events.unwrap_or_else(|no| panic!("{name} may not {command:?}: {no:?}"));
        assert!(!events.is_empty(), "{name} changes nothing by {command:?}");
    }

    /// Records what was decided.
    pub fn record(&mut self, by: Option<&ParticipantId>, decision: Decision) -> Decision {
        for event in decision.clone().unwrap_or_default() {
            let seq = Seq::new(self.log.len() as u64).next();
            let record = Record {
                seq,
                at: self.now(),
                by: by.cloned(),
                event: filled_in(event),
            };
            self.table.apply(&record);
            self.log.push(record);
        }
        decision
    }

    /// The facilitator moves the table there.
    pub fn moves_to(&mut self, to: impl Into<AgendaPoint>) {
        let from = self.table.agenda.at.clone();
        self.asks("fay", moves(from, to))
            .expect("the facilitator moves the table");
    }
}

/// What only the server knows: how long a draft is, and where an outcome is published.
fn filled_in(mut event: Event) -> Event {
    match &mut event {
        Event::Circulation(CirculationEvent::DraftCirculated {
            paragraphs, text, ..
        }) => {
            *paragraphs = 3;
            *text = hash('d');
        }
        Event::SignOff(SignOffEvent::OutcomePublished { page, .. }) => *page = "p".repeat(32),
        _ => {}
    }
    event
}

/// A text's hash.
pub fn hash(of: char) -> String {
    of.to_string().repeat(64)
}

pub fn circulates(id: &str, until: u64) -> CirculationCommand {
    CirculationCommand::CirculateDraft {
        draft: id.parse().expect("an id"),
        until: Timestamp(until),
        note: " Please look at paragraph 2. ".to_owned(),
        by_name: true,
    }
}

pub fn corrects(id: &str, draft: &str, paragraph: u32, proposed: &str) -> CirculationCommand {
    CirculationCommand::OfferCorrection {
        correction: id.parse().expect("an id"),
        draft: draft.parse().expect("an id"),
        paragraph,
        words: "is followed up".to_owned(),
        proposed: proposed.to_owned(),
        reason: "We said so. ".to_owned(),
    }
}

pub fn withdraws_correction(id: &str) -> CirculationCommand {
    CirculationCommand::WithdrawCorrection {
        correction: id.parse().expect("an id"),
    }
}

pub fn accepts(id: &str, read: &str) -> CirculationCommand {
    CirculationCommand::AcceptCorrection {
        correction: id.parse().expect("an id"),
        read: read.to_owned(),
        answer: String::new(),
    }
}

pub fn answers_correction(id: &str, answer: &str) -> CirculationCommand {
    CirculationCommand::AnswerCorrection {
        correction: id.parse().expect("an id"),
        answer: answer.to_owned(),
    }
}

pub fn signs(capacity: Capacity, text: &str) -> SignOffCommand {
    SignOffCommand::SignOutcome {
        capacity,
        text: text.to_owned(),
        alone: false,
    }
}

pub fn reopens(reason: &str) -> SignOffCommand {
    SignOffCommand::ReopenOutcome {
        reason: reason.to_owned(),
    }
}

pub fn commits(id: &str, what: &str, who: Holder) -> CommitmentCommand {
    CommitmentCommand::KeepCommitment {
        commitment: Commitment {
            id: id.parse().expect("an id"),
            what: what.to_owned(),
            who,
            when: "the next session ".to_owned(),
        },
    }
}

/// The table that a log adds up to.
pub fn replay(log: &[Record]) -> RoundTable {
    let Event::Table(TableEvent::Convened(first)) = &log[0].event else {
        panic!("a log begins with the convening")
    };
    let mut table = RoundTable::convene(log[0].at, first);
    log[1..].iter().for_each(|record| table.apply(record));
    table
}

/// The session of which the table is the only one.
fn session(first: &Convened) -> Session {
    let seated = first.delegations.iter();
    let table = SessionTable {
        id: first.table.clone(),
        name: first.name.clone(),
        delegations: seated.map(|delegation| delegation.id.clone()).collect(),
        moved_on: Vec::new(),
        closed_to_observers: false,
    };
    Session {
        id: first.session.clone(),
        title: first.note.title.clone(),
        delegations: first.delegations.clone(),
        tables: vec![table],
        people: BTreeMap::new(),
        announcements: Vec::new(),
        plenary: None,
    }
}

fn convened() -> Convened {
    let question = |id: &str, label: &str, answered| GuidingQuestion {
        id: QuestionId::new(id).expect("an id"),
        label: label.into(),
        name: String::new(),
        text: format!("What about {id}?"),
        answered,
        locked: false,
        locked_at: None,
        disclosure: shared::features::answers::Disclosure::Open,
        private_since: None,
        staging: None,
        left_stages: Vec::new(),
        first_text: None,
    };
    Convened {
        session: "spring".parse().expect("an id"),
        table: "table-2".parse().expect("an id"),
        name: "Table 2".into(),
        note: note(),
        questions: vec![
            question("q1", "a", Answered::Both),
            question("q2", "b", Answered::Jointly),
            question("q3", "", Answered::ByDelegation),
        ],
        delegations: ["north", "south", "coast"].map(delegation).into(),
        agenda: Vec::new(),
        phase: Phase::Welcome.into(),
    }
}

fn note() -> ConceptNote {
    ConceptNote {
        title: "Rights on the move".into(),
        background: vec![Section {
            heading: "Context[^1]".into(),
            text: "First paragraph.\n\nSecond, with a source[^*] and [^9].".into(),
        }],
        footnotes: vec![
            Footnote {
                mark: "1".into(),
                text: "See https://example.org/a_b?c=1&d=2.".into(),
            },
            Footnote {
                mark: "*".into(),
                text: "Second note.".into(),
            },
        ],
        questions: Vec::new(),
        themes: vec!["Data".into(), "Return".into()],
    }
}

/// A moment.
pub fn at(millis: u64) -> Timestamp {
    Timestamp(millis)
}

pub fn person(name: &str, role: Role, delegation: Option<&str>) -> Participant {
    Participant {
        id: ParticipantId::new(name).expect("a name is an id"),
        name: name.into(),
        role,
        delegation: delegation.map(|id| id.parse().expect("an id")),
    }
}

pub fn delegation(id: &str) -> Delegation {
    Delegation {
        id: DelegationId::new(id).expect("an id"),
        name: format!("{id} process"),
        short: id.into(),
        colour: Colour::nth(0),
        group: String::new(),
    }
}

pub fn question_id(id: &str) -> QuestionId {
    id.parse().expect("an id")
}

pub fn practice(id: &str) -> PracticeId {
    id.parse().expect("an id")
}

pub fn ballot(id: &str) -> BallotId {
    id.parse().expect("an id")
}

pub fn card(title: &str) -> PracticeCard {
    PracticeCard {
        title: title.into(),
        ..PracticeCard::default()
    }
}

pub fn adds(id: &str, text: &str, answered: Answered) -> Command {
    Command::Answers(AnswerCommand::AddQuestion {
        question: question_id(id),
        wording: QuestionWording {
            label: String::new(),
            name: String::new(),
            text: text.into(),
        },
        answered,
    })
}

pub fn brings(id: &str, title: &str) -> Command {
    Command::Practices(PracticeCommand::BringPractice {
        practice: practice(id),
        card: card(title),
    })
}

pub fn endorses(id: &str) -> Command {
    Command::Practices(PracticeCommand::EndorsePractice {
        practice: practice(id),
        endorsed: true,
    })
}

pub fn asks_on(id: &str, remark: &str, text: &str) -> Command {
    let remark = RemarkId::new(remark).expect("an id");
    Command::Practices(PracticeCommand::AskOnPractice {
        practice: practice(id),
        remark,
        text: text.into(),
    })
}

pub fn answers(id: &str, remark: &str, text: &str) -> Command {
    let remark = RemarkId::new(remark).expect("an id");
    Command::Practices(PracticeCommand::AnswerRemark {
        practice: practice(id),
        remark,
        text: text.into(),
    })
}

pub fn rules(practices: &[&str]) -> BallotRules {
    BallotRules {
        title: "Does this belong in the outcome?".into(),
        practices: practices.iter().map(|id| practice(id)).collect(),
        indicative: true,
        ..BallotRules::default()
    }
}

pub fn opens(id: &str, practices: &[&str]) -> Command {
    Command::Ballots(BallotCommand::OpenBallot {
        ballot: ballot(id),
        rules: rules(practices),
    })
}

pub fn closes(id: &str) -> Command {
    Command::Ballots(BallotCommand::CloseBallot { ballot: ballot(id) })
}

pub fn votes(on: &str, id: &str, choice: Choice) -> Command {
    Command::Ballots(BallotCommand::CastVote {
        ballot: ballot(on),
        practice: practice(id),
        choice,
    })
}

pub fn casts(on: &str, marks: Marks) -> Command {
    Command::Ballots(BallotCommand::CastBallot {
        ballot: ballot(on),
        marks,
    })
}

/// Options that say their ids.
pub fn options(ids: &[&str]) -> Vec<BallotOption> {
    let option = |id: &&str| BallotOption {
        id: option_id(id),
        text: (*id).to_owned(),
    };
    ids.iter().map(option).collect()
}

pub fn option_id(id: &str) -> OptionId {
    OptionId::new(id).expect("an id")
}

pub fn moves(from: impl Into<AgendaPoint>, to: impl Into<AgendaPoint>) -> Command {
    Command::Agenda(AgendaCommand::Move {
        from: from.into(),
        to: to.into(),
        clock: MoveClock::RunsOn,
    })
}

pub fn cancels(id: &str) -> Command {
    Command::Ballots(BallotCommand::CancelBallot {
        ballot: ballot(id),
        reason: "The wording was wrong.".into(),
    })
}

pub fn people(names: &[&str]) -> BTreeSet<ParticipantId> {
    let id = |name: &&str| ParticipantId::new(*name).expect("a name is an id");
    names.iter().map(id).collect()
}

pub fn hands_over(from: &[&str], to: &[&str]) -> Command {
    Command::Chair(ChairCommand::HandOverChair {
        from: people(from),
        to: people(to),
    })
}

pub fn speech(id: &str) -> SpeechId {
    id.parse().expect("an id")
}

pub fn asks_floor(id: &str, kind: SpeechKind) -> Command {
    Command::Floor(FloorCommand::AskForFloor {
        speech: speech(id),
        kind,
        on_behalf_of: String::new(),
    })
}

pub fn hands_in(id: &str, text: &str) -> Command {
    let (speech, text) = (speech(id), text.into());
    Command::Floor(FloorCommand::HandInStatement { speech, text })
}

pub fn takes_statement_back(id: &str) -> Command {
    let speech = speech(id);
    Command::Floor(FloorCommand::TakeBackStatement { speech })
}

pub fn reminds_voters(id: &str) -> Command {
    Command::Ballots(BallotCommand::RemindVoters { ballot: ballot(id) })
}

pub fn enters_vote(id: &str, of: &str, on: &str, choice: Choice) -> Command {
    Command::Ballots(BallotCommand::EnterVote {
        ballot: ballot(id),
        delegation: of.parse().expect("an id"),
        practice: practice(on),
        choice,
    })
}

pub fn enters_ballot(id: &str, of: &str, marks: Marks) -> Command {
    Command::Ballots(BallotCommand::EnterBallot {
        ballot: ballot(id),
        delegation: of.parse().expect("an id"),
        marks,
    })
}

pub fn confirms_statement(id: &str) -> Command {
    Command::Floor(FloorCommand::ConfirmStatement { speech: speech(id) })
}

pub fn drops_kept() -> Command {
    Command::Floor(FloorCommand::DropKeptStatement)
}

pub fn withdraws(id: &str) -> Command {
    Command::Floor(FloorCommand::WithdrawFromList { speech: speech(id) })
}

pub fn gives_floor(id: &str, after: Option<&str>) -> Command {
    Command::Floor(FloorCommand::GiveFloor {
        speech: speech(id),
        after: after.map(speech),
    })
}

pub fn puts_back(id: &str) -> Command {
    Command::Floor(FloorCommand::ReturnToList { speech: speech(id) })
}

pub fn ends(id: &str) -> Command {
    Command::Floor(FloorCommand::EndSpeech { speech: speech(id) })
}

pub fn rules_on(id: &str, ruling: Ruling) -> Command {
    Command::Floor(FloorCommand::RuleOnPoint {
        speech: speech(id),
        ruling,
    })
}

pub fn moves_speaker(id: &str, before: Option<&str>) -> Command {
    Command::Floor(FloorCommand::MoveSpeaker {
        speech: speech(id),
        before: before.map(speech),
    })
}

pub fn freezes(id: &str, name: &str) -> Command {
    Command::Revisions(RevisionCommand::FreezeRevision {
        revision: id.parse().expect("an id"),
        name: name.into(),
    })
}

pub fn restores(id: &str, revision: &str, root: &str, block: u32) -> Command {
    Command::Revisions(RevisionCommand::RestorePassage {
        restoration: id.parse().expect("an id"),
        revision: revision.parse().expect("an id"),
        root: root.into(),
        block,
    })
}

pub fn stages(question: &str, from: Option<Stage>, to: Option<Stage>) -> Command {
    Command::Answers(AnswerCommand::SetStage {
        question: question_id(question),
        from,
        to,
    })
}

pub fn compiles(id: &str, question: &str) -> Command {
    Command::Pulling(PullingCommand::CompileAnswers {
        compilation: id.parse().expect("an id"),
        question: question_id(question),
    })
}

/// Again, however often it was done before.
pub fn pulls(id: &str, from: Source, taken: Taken, into: &str) -> Command {
    pulls_again(id, from, taken, into, u32::MAX)
}

pub fn pulls_again(id: &str, from: Source, taken: Taken, into: &str, seen_taken: u32) -> Command {
    Command::Pulling(PullingCommand::PullWords {
        pull: id.parse().expect("an id"),
        from,
        taken,
        into: into.into(),
        seen_taken,
    })
}

/// A block of plain words.
pub fn block(kind: BlockKind, indent: u8, text: &str) -> Block {
    let runs = if text.is_empty() {
        Vec::new()
    } else {
        vec![Run {
            text: text.into(),
            ..Run::default()
        }]
    };
    Block {
        kind,
        indent,
        runs,
        ..Block::default()
    }
}

/// Prose with one paragraph a root.
pub fn written(roots: &[(Root, &str)]) -> BTreeMap<Root, Vec<Block>> {
    let paragraph = |text: &str| vec![block(BlockKind::Paragraph, 0, text)];
    roots
        .iter()
        .map(|(root, text)| (root.clone(), paragraph(text)))
        .collect()
}

pub fn comment(id: &str) -> CommentId {
    id.parse().expect("an id")
}

/// A passage of a text. What it is in the document, the domain does not know.
pub fn passage(root: &str) -> Passage {
    let letter = |clock| Letter { client: 7, clock };
    Passage {
        root: Root::parse(root).expect("a root"),
        first: letter(3),
        last: letter(27),
    }
}

pub fn comments(id: &str, root: &str, text: &str) -> CommentCommand {
    CommentCommand::Comment {
        comment: comment(id),
        on: passage(root),
        quote: "followed up within a week".into(),
        text: text.into(),
        to: None,
    }
}

pub fn comments_to(id: &str, root: &str, whom: &str, said: &str) -> CommentCommand {
    CommentCommand::Comment {
        comment: comment(id),
        on: passage(root),
        quote: "followed up within a week".into(),
        text: said.into(),
        to: Some(delegation(whom).id),
    }
}

pub fn replies(on: &str, reply: &str, text: &str) -> CommentCommand {
    CommentCommand::ReplyToComment {
        comment: comment(on),
        reply: ReplyId::new(reply).expect("an id"),
        text: text.into(),
    }
}

pub fn resolves(id: &str, resolved: bool) -> CommentCommand {
    CommentCommand::ResolveComment {
        comment: comment(id),
        resolved,
    }
}

pub fn takes_back(id: &str) -> CommentCommand {
    CommentCommand::WithdrawComment {
        comment: comment(id),
    }
}

pub fn asks_temperature(check: &str, wording: &str) -> TemperatureCommand {
    TemperatureCommand::AskTemperature {
        check: check.parse().expect("an id"),
        wording: wording.into(),
    }
}

pub fn leans(check: &str, leaning: Leaning) -> TemperatureCommand {
    let check = check.parse().expect("an id");
    TemperatureCommand::SayTemperature { check, leaning }
}

pub fn ends_temperature(check: &str) -> TemperatureCommand {
    let check = check.parse().expect("an id");
    TemperatureCommand::EndTemperature { check }
}

pub fn calls_roll(present: &[&str]) -> RollCallCommand {
    let present = present.iter().map(|id| id.parse().expect("an id"));
    RollCallCommand::CallRoll {
        present: present.collect(),
    }
}

pub fn declares_present(delegation: &str, present: bool) -> RollCallCommand {
    let delegation = delegation.parse().expect("an id");
    RollCallCommand::DeclarePresent {
        delegation,
        present,
    }
}

pub fn sets_quorum(quorum: Option<Quorum>) -> RollCallCommand {
    RollCallCommand::SetQuorum { quorum }
}

pub fn names_head(delegation: &str, head: Option<&str>) -> RollCallCommand {
    RollCallCommand::NameHead {
        delegation: delegation.parse().expect("an id"),
        head: head.map(|id| id.parse().expect("an id")),
    }
}

pub fn reserves_publishing(delegation: &str, reserved: bool) -> RollCallCommand {
    let delegation = delegation.parse().expect("an id");
    RollCallCommand::ReservePublishing {
        delegation,
        reserved,
    }
}

pub fn reserves_voting(delegation: &str, reserved: bool) -> RollCallCommand {
    let delegation = delegation.parse().expect("an id");
    RollCallCommand::ReserveVoting {
        delegation,
        reserved,
    }
}

pub fn decision(id: &str) -> DecisionId {
    id.parse().expect("an id")
}

pub fn in_room(seconds: u32, by_name: bool) -> NoObjectionRules {
    NoObjectionRules {
        time: Span::Room { seconds },
        by_name,
        prints_reservations: true,
    }
}

/// Puts a text of two paragraphs.
pub fn puts(id: &str, rules: NoObjectionRules) -> NoObjectionCommand {
    let text = "Referral is followed up.\n\nIt is paid for. ".to_owned();
    NoObjectionCommand::PutWording {
        decision: decision(id),
        what: Subject::Text { text },
        rules,
        seen: String::new(),
    }
}

pub fn objects(id: &str, paragraph: Option<u32>, reason: &str) -> NoObjectionCommand {
    NoObjectionCommand::Object {
        decision: decision(id),
        paragraph,
        reason: reason.to_owned(),
    }
}

pub fn withdraws_objection(id: &str) -> NoObjectionCommand {
    NoObjectionCommand::WithdrawObjection {
        decision: decision(id),
    }
}

pub fn gives_time(id: &str, until: u64) -> NoObjectionCommand {
    NoObjectionCommand::AddTime {
        decision: decision(id),
        until: Timestamp(until),
    }
}

pub fn withdraws_wording(id: &str, reason: &str) -> NoObjectionCommand {
    NoObjectionCommand::CancelNoObjection {
        decision: decision(id),
        reason: reason.to_owned(),
    }
}

pub fn explains(id: &str, text: &str) -> NoObjectionCommand {
    NoObjectionCommand::ExplainPosition {
        decision: decision(id),
        text: text.to_owned(),
    }
}

pub fn section(id: &str) -> SectionId {
    id.parse().expect("an id")
}

/// Begins the report, with nothing said of its setting.
pub fn begins_report(kind: ReportKind) -> Command {
    let setting = ReportSetting::default();
    Command::Report(ReportCommand::BeginReport { kind, setting })
}

pub fn brings_in(id: &str, into: &str, from: ReportSource) -> Command {
    Command::Report(ReportCommand::BringIn {
        bringing: id.parse().expect("an id"),
        section: section(into),
        from,
    })
}
