//! Any meeting: arbitrary commands, sensible and not, by people at the table and by others.

use crate::meeting::{
    Meeting, PEOPLE, accepts, adds, answers, answers_correction, asks_on, asks_temperature, at,
    ballot, begins_report, brings_in, calls_roll, cancels, card, casts, circulates, closes,
    comments, comments_to, commits, compiles, confirms_statement, corrects, decision,
    declares_present, delegation, drops_kept, ends, ends_temperature, enters_ballot, enters_vote,
    explains, freezes, gives_floor, gives_time, hands_in, hash, leans, moves, moves_speaker,
    names_head, objects, option_id, options, passage, people, person, practice, pulls, puts_back,
    reminds_voters, reopens, replies, reserves_publishing, reserves_voting, resolves, restores,
    rules, rules_on, section, sets_quorum, signs, speech, stages, takes_back, takes_statement_back,
    votes, withdraws, withdraws_correction, withdraws_objection, withdraws_wording,
};
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use shared::features::agenda::AgendaCommand;
use shared::features::agenda::{AgendaItem, DraftingMode, MoveClock, OpenAnswers, Openings, Phase};
use shared::features::announcements::{Announcement, Said};
use shared::features::answers::{AnswerCommand, Answered, QuestionWording, Stage};
use shared::features::ballots::BallotCommand;
use shared::features::ballots::{
    Answer, BallotRules, Base, Choice, Criterion, DecisionRule, Marks, Method, Share,
};
use shared::features::chair::ChairCommand;
use shared::features::commitments::{CommitmentCommand, Holder};
use shared::features::desks::DeskCommand;
use shared::features::floor::{Counted, FloorCommand, OrderPolicy, Ruling, SpeechKind};
use shared::features::lead::{LeadCommand, Led};
use shared::features::no_objection::{
    NoObjectionCommand, NoObjectionRules, ReservationKind, Span, Subject,
};
use shared::features::people::{Participant, Role};
use shared::features::practices::{Evidence, PracticeCard, PracticeCommand, PracticeKind};
use shared::features::projector::{Projected, ProjectorCommand};
use shared::features::pulling::{Source, Taken, seen};
use shared::features::report::{
    Attribution, ReportCommand, ReportKind, ReportSetting, ReportSource, SectionAbout,
};
use shared::features::roll_call::Quorum;
use shared::features::sign_off::{Capacity, SignOffCommand};
use shared::features::temperature::Leaning;
use shared::features::themes::{AnswerThemes, Theme, ThemeCommand};
use shared::ids::AgendaItemId;
use shared::ids::{ParticipantId, Timestamp};
use shared::session::{Addressed, Member, Session};
use shared::table::Command;
use shared::table::Decision;
use std::collections::BTreeMap;

const PRACTICES: [&str; 5] = ["p1", "p2", "p3", "p4", "p5"];
/// Few ids, the first ones often, so that commands meet.
const LIKELY_PRACTICES: [&str; 8] = ["p1", "p1", "p2", "p2", "p3", "p3", "p4", "p5"];
const LIKELY_BALLOTS: [&str; 6] = ["b1", "b1", "b1", "b2", "b2", "b3"];
const REMARKS: [&str; 3] = ["r1", "r2", "r3"];

/// Something that may happen next.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "there are some hundreds of them")]
pub enum Step {
    /// Somebody asks something.
    Ask(Participant, Command),
    /// Somebody moves the table on from where it is.
    Move(Participant, Phase),
    /// Some seconds pass.
    Passes,
    /// The server closes what is due.
    Closes,
    /// The server was down.
    WasDown,
    /// The session is something else by now, and its people have these names: the table follows.
    Follow(Box<Session>, BTreeMap<ParticipantId, String>),
}

impl Step {
    /// Who asks, if anybody.
    pub fn by(&self) -> Option<&Participant> {
        match self {
            Self::Ask(who, _) | Self::Move(who, _) => Some(who),
            Self::Follow(..) | Self::Passes | Self::Closes | Self::WasDown => None,
        }
    }

    /// What would follow.
    pub fn decide(&self, meeting: &Meeting) -> Decision {
        match self {
            Self::Ask(who, command) => meeting.table.decide_at(meeting.now(), who, command.clone()),
            Self::Move(who, to) => {
                let from = meeting.table.agenda.at.clone();
                meeting.table.decide(who, moves(from, *to))
            }
            Self::Passes => Ok(Vec::new()),
            Self::Closes => Ok(meeting.table.closes_due(meeting.now())),
            Self::WasDown => Ok(meeting.table.makes_up(at(10_000), at(40_000))),
            Self::Follow(session, names) => Ok(session.lacking(&meeting.table, names)),
        }
    }

    /// Lets it happen.
    pub fn take(&self, meeting: &mut Meeting) -> Decision {
        let decision = self.decide(meeting);
        if let Self::Passes = self {
            meeting.passed += 7_000;
        }
        meeting.record(self.by().map(|who| &who.id), decision)
    }
}

/// A meeting in any phase, or one in the middle of voting, and what is tried at it.
pub fn meeting() -> impl Strategy<Value = (Meeting, Vec<Step>)> {
    let begun = prop_oneof![
        3 => Just(Meeting::voting()),
        2 => Just(Meeting::discussing()),
        2 => select(&Phase::ALL[..]).prop_map(Meeting::in_phase),
    ];
    (begun, prop::collection::vec(step(), 1..60))
}

/// The same when it is over.
pub fn held() -> impl Strategy<Value = Meeting> {
    meeting().prop_map(|(mut meeting, steps)| {
        for step in steps {
            let _ = step.take(&mut meeting);
        }
        meeting
    })
}

fn step() -> impl Strategy<Value = Step> {
    let fay = || person("fay", Role::Facilitator, None);
    prop_oneof![
        24 => (somebody(), command()).prop_map(|(who, command)| Step::Ask(who, command)),
        10 => facilitation().prop_map(move |command| Step::Ask(fay(), command)),
        12 => (member(), commenting()).prop_map(|(who, command)| Step::Ask(who, command)),
        2 => (somebody(), commenting()).prop_map(|(who, command)| Step::Ask(who, command)),
        14 => (delegate(), asking()).prop_map(|(who, command)| Step::Ask(who, command)),
        8 => (delegate(), leaning()).prop_map(|(who, command)| Step::Ask(who, command)),
        5 => putting().prop_map(move |command| Step::Ask(fay(), command)),
        10 => (delegate(), objecting()).prop_map(|(who, command)| Step::Ask(who, command)),
        2 => (somebody(), prop_oneof![putting(), objecting()]).prop_map(|(who, command)| Step::Ask(who, command)),
        6 => (member(), concluding()).prop_map(|(who, command)| Step::Ask(who, command)),
        3 => (delegate(), correcting()).prop_map(|(who, command)| Step::Ask(who, command)),
        1 => (somebody(), prop_oneof![concluding(), correcting()]).prop_map(|(who, command)| Step::Ask(who, command)),
        2 => Just(Step::Passes),
        3 => Just(Step::Closes),
        1 => Just(Step::WasDown),
        4 => temperature().prop_map(move |command| Step::Ask(fay(), command)),
        4 => roll().prop_map(move |command| Step::Ask(fay(), command)),
        4 => reporting().prop_map(|command| Step::Ask(person("rae", Role::Rapporteur, None), command)),
        2 => (somebody(), reporting()).prop_map(|(who, command)| Step::Ask(who, command)),
        1 => (somebody(), roll()).prop_map(|(who, command)| Step::Ask(who, command)),
        2 => (somebody(), temperature()).prop_map(|(who, command)| Step::Ask(who, command)),
        14 => presiding().prop_map(move |command| Step::Ask(fay(), command)),
        3 => (somebody(), presiding()).prop_map(|(who, command)| Step::Ask(who, command)),
        2 => chairing().prop_map(move |command| Step::Ask(fay(), command)),
        1 => (somebody(), chairing()).prop_map(|(who, command)| Step::Ask(who, command)),
        20 => (delegate(), vote()).prop_map(|(who, command)| Step::Ask(who, command)),
        20 => (delegate(), on_practices()).prop_map(|(who, command)| Step::Ask(who, command)),
        2 => select(&Phase::ALL[..]).prop_map(move |to| Step::Move(fay(), to)),
        2 => Just(Step::Move(person("fay", Role::Facilitator, None), Phase::Voting)),
        1 => (somebody(), select(&Phase::ALL[..])).prop_map(|(who, to)| Step::Move(who, to)),
        3 => any_session().prop_map(|(session, names)| Step::Follow(Box::new(session), names)),
    ]
}

/// One of the delegates at the table.
pub fn delegate() -> impl Strategy<Value = Participant> {
    select(&PEOPLE[1..5]).prop_map(|(name, role, whom)| person(name, role, whom))
}

/// Somebody at the table, a stranger, or somebody under a name or flag that is not theirs.
pub fn somebody() -> impl Strategy<Value = Participant> {
    let whom = prop::option::of(select(&["north", "south", "coast", "late", "nowhere"][..]));
    let name = select(&["fay", "ana", "abel", "ben", "cleo", "rae", "obi", "eve"][..]);
    let other = (name, select(&Role::ALL[..]), whom);
    prop_oneof![
        3 => member(),
        1 => other.prop_map(|(name, role, whom)| person(name, role, whom)),
    ]
}

/// Somebody at the table, as they were let in first.
fn member() -> impl Strategy<Value = Participant> {
    select(&PEOPLE[..]).prop_map(|(name, role, whom)| person(name, role, whom))
}

fn command() -> impl Strategy<Value = Command> {
    prop_oneof![facilitation(), vote(), on_practices()]
}

fn facilitation() -> impl Strategy<Value = Command> {
    let phases = (select(&Phase::ALL[..]), select(&Phase::ALL[..]));
    let clock = select(
        &[
            MoveClock::RunsOn,
            MoveClock::Stops,
            MoveClock::Starts(Timestamp(7)),
        ][..],
    );
    let phases = (phases, clock);
    let back = (select(&Phase::ALL[..]), select(&Phase::ALL[..]));
    let left = prop::option::of(prop_oneof![0..5_u64, Just(u64::MAX)]);
    let time = prop::option::of(prop_oneof![0..5_u64, Just(u64::MAX)]);
    let lock = (select(&["q1", "q2", "q3", "q9"][..]), any::<bool>());
    prop_oneof![
        1 => phases.prop_map(|((from, to), clock)| Command::Agenda(AgendaCommand::Move { from: from.into(), to: to.into(), clock })),
        1 => back.prop_map(|(from, to)| Command::Agenda(AgendaCommand::TakeBackMove { from: from.into(), to: to.into() })),
        1 => (time, left).prop_map(|(ends, left)| Command::Agenda(AgendaCommand::KeepTime { ends: ends.map(Timestamp), left })),
        4 => on_the_agenda(),
        1 => lock.prop_map(|(id, locked)| Command::Answers(AnswerCommand::LockAnswer { question: id.parse().expect("an id"), locked })),
        1 => disclosing(),
        1 => staging(),
        1 => leading(),
        1 => rewording(),
        1 => projecting(),
        2 => freezing(),
        1 => adding(),
        4 => opening(),
        4 => select(&LIKELY_BALLOTS[..]).prop_map(closes),
        2 => select(&LIKELY_BALLOTS[..]).prop_map(cancels),
    ]
}

const CHECKS: [&str; 4] = ["k1", "k1", "k2", "k3"];

/// Asking how the room leans, and ending that.
fn temperature() -> impl Strategy<Value = Command> {
    let id = || select(&CHECKS[..]);
    let wording = select(&["", "Consensus? ", "\u{0}"][..]);
    prop_oneof![
        3 => (id(), wording).prop_map(|(id, wording)| asks_temperature(id, wording).into()),
        1 => id().prop_map(|id| ends_temperature(id).into()),
        1 => leaning(),
    ]
}

const DECISIONS: [&str; 5] = ["d1", "d1", "d1", "d2", "d3"];

/// Putting wording, and what becomes of it.
fn putting() -> impl Strategy<Value = Command> {
    let id = || select(&DECISIONS[..]);
    let time = prop_oneof![
        3 => select(&[10, 10, 60, 9][..]).prop_map(|seconds| Span::Room { seconds }),
        1 => (0..200_000_u64).prop_map(|until| Span::Silence { until: at(until) }),
    ];
    let rules = (time, any::<[bool; 2]>()).prop_map(|(time, [by_name, prints_reservations])| {
        NoObjectionRules {
            time,
            by_name,
            prints_reservations,
        }
    });
    let what = prop_oneof![
        3 => Just("Referral is followed up.\nIt is paid for. "),
        1 => Just(""),
        1 => Just("\u{0}"),
    ];
    let what = prop_oneof![
        5 => what.prop_map(|text| Subject::Text { text: text.to_owned() }),
        1 => select(&["q1", "q3", "q9"][..]).prop_map(|id| Subject::Joint {
            question: id.parse().expect("an id"),
            paragraphs: None,
        }),
        1 => select(&LIKELY_PRACTICES[..]).prop_map(|id| Subject::Practice { practice: practice(id) }),
    ];
    let put = (id(), what, rules).prop_map(|(id, what, rules)| NoObjectionCommand::PutWording {
        decision: decision(id),
        what,
        rules,
        seen: String::new(),
    });
    prop_oneof![
        6 => put,
        1 => (id(), 0..200_000_u64).prop_map(|(id, until)| gives_time(id, until)),
        1 => (id(), select(&["Worded anew.", ""][..])).prop_map(|(id, why)| withdraws_wording(id, why)),
    ]
    .prop_map(Command::NoObjection)
}

/// What delegations say to wording.
fn objecting() -> impl Strategy<Value = Command> {
    let id = || select(&DECISIONS[..]);
    let text = || select(&["Who pays?", "Not so. ", "", "\u{0}"][..]);
    let kind = prop::option::of(select(&ReservationKind::ALL[..]));
    prop_oneof![
        6 => (id(), prop::option::of(0..3_u32), text()).prop_map(|(id, paragraph, why)| objects(id, paragraph, why)),
        2 => id().prop_map(withdraws_objection),
        2 => (id(), text()).prop_map(|(id, text)| explains(id, text)),
        2 => (id(), kind, text()).prop_map(|(id, kind, text)| NoObjectionCommand::RecordReservation {
            decision: decision(id),
            kind,
            text: text.to_owned(),
        }),
    ]
    .prop_map(Command::NoObjection)
}

/// Drafts that go out, what is said to corrections, next steps, signatures.
fn concluding() -> impl Strategy<Value = Command> {
    let draft = || select(&["o1", "o1", "o2"][..]);
    let correction = || select(&["c1", "c1", "c2", "c3"][..]);
    let text = || select(&["is looked after", "is followed up", "", "\u{0}"][..]);
    let until = select(&[90_000, 400_000, 1, u64::MAX][..]);
    let holder = prop_oneof![
        select(&["north", "nowhere"][..]).prop_map(|it| Holder::Delegation {
            delegation: it.parse().expect("an id")
        }),
        text().prop_map(|name| Holder::Other {
            name: name.to_owned()
        }),
    ];
    let capacity = select(&Capacity::ALL[..]);
    let hashed = select(&['a', 'a', 'b', 'z'][..]);
    let signing =
        (capacity, hashed, any::<bool>()).prop_map(|(capacity, hashed, alone)| {
            match signs(capacity, &hash(hashed)) {
                SignOffCommand::SignOutcome { capacity, text, .. } => SignOffCommand::SignOutcome {
                    capacity,
                    text,
                    alone,
                },
                other => other,
            }
        });
    prop_oneof![
        3 => (draft(), until).prop_map(|(id, until)| circulates(id, until).into()),
        2 => (correction(), text()).prop_map(|(id, read)| accepts(id, read).into()),
        2 => (correction(), text()).prop_map(|(id, answer)| answers_correction(id, answer).into()),
        2 => (select(&["s1", "s2"][..]), text(), holder).prop_map(|(id, what, who)| commits(id, what, who).into()),
        1 => select(&["s1", "s3"][..]).prop_map(|id| CommitmentCommand::StrikeCommitment { commitment: id.parse().expect("an id") }.into()),
        5 => signing.prop_map(Command::from),
        1 => text().prop_map(|reason| reopens(reason).into()),
        1 => Just(SignOffCommand::PublishOutcome { attribution: Attribution::Named }.into()),
        1 => Just(SignOffCommand::UnpublishOutcome.into()),
    ]
}

/// Offering corrections, and taking them back.
fn correcting() -> impl Strategy<Value = Command> {
    let draft = select(&["o1", "o1", "o2"][..]);
    let correction = || select(&["c1", "c2", "c3"][..]);
    let proposed = select(&["is looked after", "is followed up", ""][..]);
    let offer = (correction(), draft, 0..5_u32, proposed);
    prop_oneof![
        3 => offer.prop_map(|(id, draft, paragraph, proposed)| corrects(id, draft, paragraph, proposed).into()),
        1 => correction().prop_map(|id| withdraws_correction(id).into()),
    ]
}

/// Calling the roll, the quorum, and the heads of delegations.
fn roll() -> impl Strategy<Value = Command> {
    let of = || select(&["north", "south", "coast", "late"][..]);
    let present = subsequence(vec!["north", "south", "coast", "late"], 0..=4);
    let quorum = prop::option::of(prop_oneof![
        select(&[Quorum::Third, Quorum::Majority, Quorum::TwoThirds][..]),
        select(&[0, 2, u32::MAX][..]).prop_map(|count| Quorum::Number { count }),
    ]);
    let head = prop::option::of(select(&["ana", "abel", "ben", "eve"][..]));
    prop_oneof![
        present.prop_map(|present| calls_roll(&present).into()),
        (of(), any::<bool>()).prop_map(|(of, present)| declares_present(of, present).into()),
        quorum.prop_map(|quorum| sets_quorum(quorum).into()),
        (of(), head).prop_map(|(of, head)| names_head(of, head).into()),
        (of(), any::<bool>()).prop_map(|(of, reserved)| reserves_voting(of, reserved).into()),
        (of(), any::<bool>()).prop_map(|(of, reserved)| reserves_publishing(of, reserved).into()),
    ]
}

/// Beginning the report, what it is made of, and bringing something in.
fn reporting() -> impl Strategy<Value = Command> {
    let id = || {
        select(
            &[
                "agenda",
                "question-1",
                "decisions",
                "s1",
                "s1",
                "summary",
                "nowhere",
            ][..],
        )
    };
    let after = || prop::option::of(id());
    let kind = select(&ReportKind::ALL[..]);
    let title = || select(&["Follow-up", " Follow-up", "", "\u{0}"][..]);
    let attribution = select(&Attribution::ALL[..]);
    let most_words = prop::option::of(select(&[0, 8_500, u32::MAX][..]));
    let setting =
        (title(), attribution, most_words).prop_map(|(symbol, attribution, most_words)| {
            ReportSetting {
                symbol: symbol.to_owned(),
                attribution,
                most_words,
                ..ReportSetting::default()
            }
        });
    let about = prop_oneof![
        3 => Just(SectionAbout::Own),
        1 => Just(SectionAbout::Decisions),
        1 => select(&["q1", "q9"][..]).prop_map(|id| SectionAbout::Question { question: id.parse().expect("an id") }),
    ];
    let from = (
        select(&["q1", "q1", "q2", "q9"][..]),
        prop::option::of(select(&["north", "late"][..])),
        any::<bool>(),
    );
    let from = from.prop_map(|(question, of, is_fact)| {
        let question = question.parse().expect("an id");
        match of {
            _ if is_fact => ReportSource::Facts,
            None => ReportSource::Joint { question },
            Some(of) => ReportSource::Own {
                question,
                delegation: of.parse().expect("an id"),
            },
        }
    });
    prop_oneof![
        4 => kind.clone().prop_map(begins_report),
        1 => (kind, setting).prop_map(|(kind, setting)| Command::Report(ReportCommand::ChangeReport { kind, setting })),
        2 => (id(), about, title(), after()).prop_map(|(id, about, title, after)| Command::Report(ReportCommand::AddSection {
            section: section(id),
            about,
            title: title.to_owned(),
            after: after.map(section),
        })),
        1 => (id(), title()).prop_map(|(id, title)| Command::Report(ReportCommand::RenameSection {
            section: section(id),
            title: title.to_owned(),
        })),
        2 => (id(), after()).prop_map(|(id, after)| Command::Report(ReportCommand::PlaceSection {
            section: section(id),
            after: after.map(section),
        })),
        1 => (id(), any::<bool>()).prop_map(|(id, left_out)| Command::Report(ReportCommand::LeaveOutSection {
            section: section(id),
            left_out,
        })),
        3 => (select(&["p1", "p2", "p3"][..]), id(), from).prop_map(|(bringing, into, from)| brings_in(bringing, into, from)),
    ]
}

/// Saying how one's delegation leans.
fn leaning() -> impl Strategy<Value = Command> {
    let says = (select(&CHECKS[..]), select(&Leaning::ALL[..]));
    says.prop_map(|(id, leaning)| leans(id, leaning).into())
}

/// Moving a question to a stage.
fn staging() -> impl Strategy<Value = Command> {
    let stage = || prop::option::of(select(&Stage::ALL[..]));
    let question = select(&["q1", "q1", "q2", "q9"][..]);
    (question, stage(), stage()).prop_map(|(id, from, to)| stages(id, from, to))
}

/// Leading everybody's view.
fn leading() -> impl Strategy<Value = Command> {
    prop_oneof![
        Just(LeadCommand::LetRoomGo),
        Just(LeadCommand::LeadRoom { to: Led::Ballots }),
        select(&["answer/q1", "answer/q9", "desk/north"][..]).prop_map(|root| {
            let (on, quote) = (Box::new(passage(root)), "Referral".to_owned());
            let to = Led::Passage { on, quote };
            LeadCommand::LeadRoom { to }
        }),
        select(&["q1", "q9"][..]).prop_map(|id| LeadCommand::LeadRoom {
            to: Led::Question {
                question: id.parse().expect("an id")
            }
        }),
    ]
    .prop_map(Command::Lead)
}

/// Keeping answers private, and revealing them.
fn disclosing() -> impl Strategy<Value = Command> {
    let asked = (select(&["q1", "q2", "q3", "q9"][..]), any::<bool>());
    asked.prop_map(|(id, reveals)| {
        let question = id.parse().expect("an id");
        Command::Answers(if reveals {
            AnswerCommand::RevealAnswers { question }
        } else {
            AnswerCommand::KeepPrivate { question }
        })
    })
}

/// Changing the agenda.
fn on_the_agenda() -> impl Strategy<Value = Command> {
    let ids = || {
        select(
            &[
                "welcome", "drafting", "voting", "wrap-up", "x1", "x2", "closed",
            ][..],
        )
    };
    let id = move || ids().prop_map(|id| AgendaItemId::new(id).expect("an id"));
    let title = || select(&["Break", "Reading", ""][..]).prop_map(str::to_owned);
    let answers = prop_oneof![
        Just(OpenAnswers::None),
        Just(OpenAnswers::All),
        select(&["q1", "q2", "q9"][..])
            .prop_map(|id| OpenAnswers::To([id.parse().expect("an id")].into())),
    ];
    let drafting = select(&[DraftingMode::Open, DraftingMode::ChairOnly][..]);
    let open = (answers, drafting, any::<bool>(), any::<bool>()).prop_map(
        |(answers, drafting, practices, ballots)| Openings {
            answers,
            drafting,
            practices,
            ballots,
        },
    );
    let minutes = || select(&[0, 5, 20, 601][..]);
    let item = (id(), title(), minutes(), open);
    let item = item.prop_map(|(id, title, minutes, open)| AgendaItem {
        id,
        title,
        minutes,
        open,
    });
    let item = item.boxed();
    let items = prop::collection::vec(item.clone(), 0..4);
    let commands = prop_oneof![
        3 => (item.clone(), prop::option::of(id())).prop_map(|(item, after)| AgendaCommand::AddItem { item, after }),
        2 => item.prop_map(|item| AgendaCommand::ReviseItem { item }),
        2 => (id(), prop::option::of(id())).prop_map(|(item, after)| AgendaCommand::PutItem { item, after }),
        2 => (id(), id(), title(), minutes()).prop_map(|(item, second, title, minutes)| AgendaCommand::SplitItem { item, second, title, minutes }),
        1 => id().prop_map(|item| AgendaCommand::RemoveItem { item }),
        1 => items.prop_map(|items| AgendaCommand::SetAgenda { items }),
    ];
    commands.prop_map(Command::Agenda)
}

/// Showing something to the room.
fn projecting() -> impl Strategy<Value = Command> {
    let shows = prop_oneof![
        Just(Projected::Agenda),
        Just(Projected::JoinCode),
        select(&DECISIONS[..]).prop_map(|id| Projected::Wording {
            decision: decision(id)
        }),
        select(&["q1", "q9"][..]).prop_map(|id| Projected::Question {
            question: id.parse().expect("an id")
        }),
        select(&LIKELY_BALLOTS[..]).prop_map(|id| Projected::Ballot {
            ballot: id.parse().expect("an id")
        }),
        select(&LIKELY_PRACTICES[..]).prop_map(|id| Projected::Practice {
            practice: id.parse().expect("an id")
        }),
        select(&["", "Back at 15:30"][..]).prop_map(|text| Projected::Pause { text: text.into() }),
    ];
    let command = (shows, select(&[0, 1, u32::MAX][..]));
    command.prop_map(|(shows, page)| Command::Projector(ProjectorCommand::Project { shows, page }))
}

/// Freezing the text.
fn freezing() -> impl Strategy<Value = Command> {
    let id = select(&["v1", "v1", "v2", "v3"][..]);
    let name = select(&["Draft", "Draft ", "Final", "", "\u{0}"][..]);
    (id, name).prop_map(|(id, name)| freezes(id, name))
}

/// Compiling answers, and pulling words.
fn pulling() -> impl Strategy<Value = Command> {
    let id = || select(&["c1", "c1", "c2"][..]);
    let compiling = (id(), select(&["q1", "q1", "q3", "q9"][..]));
    let root = select(
        &[
            "answer/q1/north",
            "private/q1/south",
            "answer/q3/north",
            "desk/north",
        ][..],
    );
    let taken = prop_oneof![
        1 => Just(Taken::All),
        1 => root.clone().prop_map(|root| Taken::Text { root: root.to_owned() }),
        4 => (root, 0..2_u32).prop_map(|(root, block)| Taken::Paragraph { root: root.to_owned(), block }),
    ];
    let into = select(&["answer/q1", "answer/q1", "answer/q2", "desk/north"][..]);
    let pulling = (select(&["p1", "p1", "p2"][..]), id(), taken, into);
    prop_oneof![
        1 => compiling.prop_map(|(id, question)| compiles(id, question)),
        1 => elsewhere(),
        1 => along(),
        2 => publishing(),
        2 => pulling.prop_map(|(id, compilation, taken, into)| {
            let compilation = compilation.parse().expect("an id");
            pulls(id, Source::Compilation { compilation }, taken, into)
        }),
    ]
}

/// Taking along what a delegation wrote for itself at another table.
fn along() -> impl Strategy<Value = Command> {
    let table = select(&["table-1", "table-1", "table-2"][..]);
    let root = select(
        &[
            "answer/q3/north",
            "answer/q1/south",
            "desk/north",
            "desk/south",
        ][..],
    );
    let of = select(&["north", "south"][..]);
    (select(&["p5", "p6", "p7"][..]), table, root, of).prop_map(|(id, table, root, of)| {
        let (table, seen) = (table.parse().expect("an id"), seen(&[]));
        let from = if root.starts_with("desk") {
            let of = of.parse().ok();
            Source::Own { table, of, seen }
        } else {
            Source::Table { table, seen }
        };
        let taken = Taken::Text {
            root: root.to_owned(),
        };
        pulls(id, from, taken, root)
    })
}

/// Pulling words from another table.
fn elsewhere() -> impl Strategy<Value = Command> {
    let table = select(&["table-1", "table-1", "table-2"][..]);
    let root = select(&["answer/q1", "answer/q1/north", "answer/q2"][..]);
    let into = select(&["answer/q1", "answer/q2", "answer/q1/north"][..]);
    (select(&["p1", "p3", "p4"][..]), table, root, into).prop_map(|(id, table, root, into)| {
        let (table, root) = (table.parse().expect("an id"), root.to_owned());
        let seen = seen(&[]);
        pulls(
            id,
            Source::Table { table, seen },
            Taken::Text { root },
            into,
        )
    })
}

/// Publishing words of a desk.
fn publishing() -> impl Strategy<Value = Command> {
    let desk = select(&["north", "south", "nowhere"][..]);
    let into = select(
        &[
            "answer/q1",
            "answer/q1/north",
            "answer/q3/south",
            "desk/north",
        ][..],
    );
    (select(&["p1", "p5", "p6"][..]), desk, into, 0..3_u32).prop_map(|(id, desk, into, from)| {
        let (root, seen) = (format!("desk/{desk}"), seen(&[]));
        let desk = Some(desk.parse().expect("an id"));
        let taken = Taken::Stretch { root, from, to: 2 };
        pulls(id, Source::Desk { desk, seen }, taken, into)
    })
}

/// Putting a paragraph of what was frozen back.
fn restoring() -> impl Strategy<Value = Command> {
    let id = select(&["r1", "r1", "r2"][..]);
    let revision = select(&["v1", "v1", "v2"][..]);
    let root = select(&["answer/q1", "answer/q3/north", "answer/q9", "nowhere"][..]);
    let restoring = (id, revision, root, 0..2_u32);
    restoring.prop_map(|(id, revision, root, block)| restores(id, revision, root, block))
}

/// Asking a question otherwise, or as it is asked already.
fn rewording() -> impl Strategy<Value = Command> {
    let text = select(&["What about q1?", "What  else?", ""][..]);
    let question = select(&["q1", "q2", "q9"][..]);
    (text, question).prop_map(|(text, question)| {
        let command = AnswerCommand::ReviseQuestion {
            question: question.parse().expect("an id"),
            wording: QuestionWording {
                label: String::new(),
                name: String::new(),
                text: text.into(),
            },
        };
        command.into()
    })
}

/// What the session of the meeting may have become, and the names of its people.
pub fn any_session() -> impl Strategy<Value = (Session, BTreeMap<ParticipantId, String>)> {
    let title = select(&["Rights on the move", "Rights at sea"][..]);
    let name = select(&["Table 2", "Table of the Coast"][..]);
    let north = select(&["north process", "Process of the North"][..]);
    let placed = subsequence(vec!["north", "south", "coast", "late", "later"], 0..=5);
    let people = prop::collection::vec(somebody(), 0..8);
    let said = prop::collection::vec((1..9_u32, any::<bool>()), 0..4);
    let rest = (placed, people, said);
    (title, name, north, rest).prop_map(|(title, name, north, (placed, people, said))| {
        let mut session = Meeting::convened().session;
        session.title = title.into();
        session.tables[0].name = name.into();
        session
            .delegations
            .extend(["late", "later"].map(delegation));
        session.delegations[0].name = north.into();
        let placed = placed.into_iter().map(|id| id.parse().expect("an id"));
        session.tables[0].delegations = placed.collect();
        let names = people.iter().map(|who| (who.id.clone(), who.name.clone()));
        let names = names.collect();
        let member = |who: Participant| {
            let delegation = who.delegation.filter(|_| who.role == Role::Delegate);
            let role = who.role;
            (who.id, Member { role, delegation })
        };
        session.people.extend(people.into_iter().map(member));
        session.announcements = said_so_far(said);
        (session, names)
    })
}

/// What was said in a session until now, some of it to other tables.
fn said_so_far(said: Vec<(u32, bool)>) -> Vec<Addressed> {
    let mut nth = 0;
    let addressed = |(more, here): (u32, bool)| {
        nth += more;
        let announcement = Announcement {
            id: format!("said-{nth}").parse().expect("an id"),
            nth,
            at: Timestamp(u64::from(nth)),
            by: "fay".parse().expect("an id"),
            says: Said::Words {
                text: format!("The {nth}th"),
            },
        };
        let table = if here { "table-2" } else { "table-9" };
        let tables = vec![table.parse().expect("an id")];
        Addressed {
            announcement,
            tables,
        }
    };
    said.into_iter().map(addressed).collect()
}

/// One question more, or one that is asked already.
fn adding() -> impl Strategy<Value = Command> {
    let id = select(&["q1", "q4", "q4", "q5"][..]);
    let text = select(&["Who waits?", "Who pays? ", "", "\u{0}"][..]);
    let answered = select(&[Answered::Jointly, Answered::ByDelegation, Answered::Both][..]);
    (id, text, answered).prop_map(|(id, text, answered)| adds(id, text, answered))
}

const CHAIRS: [&[&str]; 7] = [
    &[],
    &[],
    &["ana"],
    &["fay", "ben"],
    &["rae"],
    &["obi"],
    &["eve"],
];

/// Handing the chair over, mostly back to the facilitators, whose commands are most likely.
fn chairing() -> impl Strategy<Value = Command> {
    let some = || select(&CHAIRS[..]);
    (some(), some()).prop_map(|(from, to)| {
        let (from, to) = (people(from), people(to));
        ChairCommand::HandOverChair { from, to }.into()
    })
}

const SPEECHES: [&str; 9] = ["s1", "s1", "s2", "s2", "s3", "s4", "s5", "t1-0", "t1-1"];

/// Asking for the floor, and thinking better of it.
pub fn asking() -> impl Strategy<Value = Command> {
    let id = || select(&SPEECHES[..7]);
    let kind = select(&SpeechKind::ALL[..]);
    let others = select(&["", "", "Group of  Friends", "\u{0}"][..]);
    let on_behalf = others.prop_map(str::to_owned);
    prop_oneof![
        4 => (id(), kind, on_behalf).prop_map(|(id, kind, on_behalf_of)| FloorCommand::AskForFloor { speech: speech(id), kind, on_behalf_of }.into()),
        1 => select(&SPEECHES[..]).prop_map(withdraws),
        4 => (id(), select(&["Thank you, Chair.", "Thank you. ", "", "\u{0}"][..])).prop_map(|(id, text)| hands_in(id, text)),
        1 => id().prop_map(takes_statement_back),
        1 => id().prop_map(confirms_statement),
        1 => Just(drops_kept()),
    ]
}

const COMMENTED: [&str; 5] = [
    "answer/q1",
    "answer/q1",
    "practice/p1/done",
    "answer/q9",
    "desk/north",
];

/// Comments, and what becomes of them.
fn commenting() -> impl Strategy<Value = Command> {
    let id = || select(&["c1", "c1", "c2", "c3"][..]);
    let reply = select(&["y1", "y2", "y3"][..]);
    let text = || select(&["Who pays?", "How? ", "", "\u{0}"][..]);
    let to = select(&["south", "north", "late"][..]);
    prop_oneof![
        3 => (id(), select(&COMMENTED[..]), text()).prop_map(|(id, root, text)| comments(id, root, text).into()),
        3 => (id(), to, text()).prop_map(|(id, to, text)| comments_to(id, "answer/q1", to, text).into()),
        3 => (id(), reply, text()).prop_map(|(id, reply, text)| replies(id, reply, text).into()),
        3 => (id(), any::<bool>()).prop_map(|(id, resolved)| resolves(id, resolved).into()),
        1 => id().prop_map(|id| takes_back(id).into()),
    ]
}

/// What whoever presides asks.
pub fn presiding() -> impl Strategy<Value = Command> {
    let id = || select(&SPEECHES[..]);
    let other = || prop::option::of(select(&SPEECHES[..]));
    let kind = || select(&SpeechKind::ALL[..]);
    let closes = || (7..9_u64).prop_map(at);
    prop_oneof![
        6 => (id(), other()).prop_map(|(id, after)| gives_floor(id, after)),
        2 => id().prop_map(|id| gives_floor(id, None)),
        1 => id().prop_map(|id| FloorCommand::SkipSpeaker { speech: speech(id) }.into()),
        2 => (id(), other()).prop_map(|(id, before)| moves_speaker(id, before)),
        1 => id().prop_map(|id| FloorCommand::PauseSpeech { speech: speech(id) }.into()),
        1 => id().prop_map(|id| FloorCommand::ResumeSpeech { speech: speech(id) }.into()),
        1 => id().prop_map(ends),
        2 => id().prop_map(puts_back),
        1 => (id(), select(&Ruling::ALL[..])).prop_map(|(id, ruling)| rules_on(id, ruling)),
        1 => closes().prop_map(|closes| FloorCommand::WarnOfClosing { closes }.into()),
        1 => closes().prop_map(|closes| FloorCommand::CloseList { closes }.into()),
        1 => Just(FloorCommand::ReopenList.into()),
        2 => policy().prop_map(|policy| FloorCommand::OrderList { policy }.into()),
        1 => (kind(), prop::option::of(0..500_u32)).prop_map(|(kind, seconds)| FloorCommand::LimitTime { kind, seconds }.into()),
        1 => (id(), 0..3_u32).prop_map(|(id, extra)| FloorCommand::ExtendSpeech { speech: speech(id), extra }.into()),
        1 => (kind(), 0..3_u32).prop_map(|(kind, extra)| FloorCommand::ExtendAll { kind, extra }.into()),
        1 => select(&["t1", "t2"][..]).prop_map(|tour| FloorCommand::BeginTour { tour: speech(tour) }.into()),
        1 => (0..3_u32).prop_map(|after| FloorCommand::BeginRound { after }.into()),
    ]
}

pub fn policy() -> impl Strategy<Value = OrderPolicy> {
    let counted = || select(&[Counted::Round, Counted::Table][..]);
    prop_oneof![
        Just(OrderPolicy::AsAsked),
        counted().prop_map(|counted| OrderPolicy::LeastSpoken { counted }),
        counted().prop_map(|counted| OrderPolicy::FirstTimers { counted }),
        any::<u32>().prop_map(|seed| OrderPolicy::ByLot { seed }),
        Just(OrderPolicy::Protocol),
        select(&['A', 'n', 'z', '1'][..]).prop_map(|from| OrderPolicy::Alphabetical { from }),
    ]
}

fn on_desks() -> impl Strategy<Value = Command> {
    let with = select(&["north", "south", "coast", "late", "nowhere"][..]);
    (with, any::<bool>()).prop_map(|(with, shares)| {
        let with = with.parse().expect("an id");
        let command = if shares {
            DeskCommand::ShareDesk { with }
        } else {
            DeskCommand::UnshareDesk { with }
        };
        command.into()
    })
}

fn opening() -> impl Strategy<Value = Command> {
    let practices = subsequence(&PRACTICES[..], 0..=4);
    let doubled = any::<Option<Index>>();
    (
        select(&LIKELY_BALLOTS[..]),
        practices,
        doubled,
        any::<[bool; 2]>(),
        prop::option::weighted(0.5, select(&DecisionRule::ALL[..])),
        (
            prop::option::weighted(0.5, method()),
            any::<bool>(),
            prop::bool::weighted(0.2),
        ),
    )
        .prop_map(
            |(
                id,
                mut practices,
                doubled,
                [odd, recorded],
                rule,
                (method, on_options, needs_quorum),
            )| {
                // Now and then the same practice twice.
                if let Some(index) = doubled.filter(|_| practices.len() > 3) {
                    practices.push(practices[index.index(practices.len())]);
                }
                let rules = BallotRules {
                    // Now and then a rule too many, or none where one is needed.
                    indicative: rule.is_none() != (odd && practices.len() == 1),
                    recorded,
                    rule,
                    needs_quorum,
                    ..rules(&practices)
                };
                let rules = match method {
                    None => rules,
                    // Now and then with a rule, which is refused, or on practices and options at once.
                    Some(method) => BallotRules {
                        method,
                        rule: rules.rule.filter(|_| odd),
                        options: if on_options {
                            options(&["o1", "o2", "o3"])
                        } else {
                            vec![]
                        },
                        practices: if on_options && !odd {
                            vec![]
                        } else {
                            rules.practices.clone()
                        },
                        ..rules
                    },
                };
                Command::Ballots(BallotCommand::OpenBallot {
                    ballot: ballot(id),
                    rules,
                })
            },
        )
}

fn method() -> impl Strategy<Value = Method> {
    let criteria = subsequence(&Criterion::ALL[..], 0..=3);
    prop_oneof![
        3 => Just(Method::Approval),
        3 => (0..8_u32, 0..6_u32).prop_map(|(points, cap)| Method::Points { points, cap }),
        3 => (criteria, any::<bool>(), 0..4_u32).prop_map(|(criteria, own, few)| Method::Score { criteria, own, few }),
        3 => Just(Method::Ranked),
        3 => (select(&Base::ALL[..]), select(&Share::ALL[..])).prop_map(|(of, share)| Method::Majority { of, share }),
    ]
}

/// What may be said on a ballot, sensible or not: now and then on what is not put to it.
pub fn marks() -> impl Strategy<Value = Marks> {
    const ON: [&str; 7] = ["p1", "p2", "p3", "o1", "o2", "o3", "o4"];
    let some = || {
        let practices = subsequence(&ON[..3], 0..=3);
        let options = subsequence(&ON[3..6], 0..=3);
        prop_oneof![4 => practices, 4 => options, 1 => subsequence(&ON[..], 0..=4)]
    };
    let ids = |some: Vec<&str>| some.into_iter().map(option_id).collect::<Vec<_>>();
    let scores = prop::collection::btree_map(select(&Criterion::ALL[..]), 0..6_u8, 0..3);
    let answers = prop::collection::vec(select(&Answer::ALL[..]), 7);
    prop_oneof![
        some().prop_map(move |some| Marks::Approval {
            options: ids(some).into_iter().collect()
        }),
        (some(), prop::collection::vec(0..6_u32, 7)).prop_map(move |(some, points)| {
            Marks::Points {
                points: ids(some).into_iter().zip(points).collect(),
            }
        }),
        (some(), scores).prop_map(move |(some, scores)| Marks::Scores {
            scores: ids(some)
                .into_iter()
                .map(|id| (id, scores.clone()))
                .collect()
        }),
        (some().prop_shuffle(), any::<bool>()).prop_map(move |(some, tied)| Marks::Ranking {
            ranking: if tied {
                vec![ids(some)]
            } else {
                ids(some).into_iter().map(|id| vec![id]).collect()
            }
        }),
        (some(), answers).prop_map(move |(some, answers)| Marks::Answers {
            answers: ids(some).into_iter().zip(answers).collect()
        }),
    ]
}

fn vote() -> impl Strategy<Value = Command> {
    let whole = || (select(&LIKELY_BALLOTS[..]), marks());
    let of = || select(&["north", "south", "nowhere"][..]);
    let choice = (select(&LIKELY_PRACTICES[..]), select(&Choice::ALL[..]));
    prop_oneof![
        6 => whole().prop_map(|(on, marks)| casts(on, marks)),
        6 => vote_on_practice(),
        1 => (whole(), of()).prop_map(|((on, marks), of)| enters_ballot(on, of, marks)),
        1 => (select(&LIKELY_BALLOTS[..]), of(), choice).prop_map(|(on, of, (id, choice))| enters_vote(on, of, id, choice)),
        1 => select(&LIKELY_BALLOTS[..]).prop_map(reminds_voters),
    ]
}

fn vote_on_practice() -> impl Strategy<Value = Command> {
    (
        select(&LIKELY_BALLOTS[..]),
        select(&LIKELY_PRACTICES[..]),
        select(&Choice::ALL[..]),
    )
        .prop_map(|(on, id, choice)| votes(on, id, choice))
}

fn on_practices() -> impl Strategy<Value = Command> {
    let id = || select(&LIKELY_PRACTICES[..]);
    let remark = || select(&REMARKS[..]);
    let text = || select(&["Who pays?", "How?", "", "\u{0}"][..]);
    prop_oneof![
        4 => (id(), any_card()).prop_map(|(id, card)| Command::Practices(PracticeCommand::BringPractice { practice: practice(id), card })),
        2 => (id(), select(&["north", "south", "nowhere"][..]), any_card()).prop_map(|(id, whose, card)| Command::Practices(PracticeCommand::BringFromFile {
            practice: practice(id),
            delegation: whose.parse().expect("an id"),
            card,
            from: shared::features::practices::FromFile { collection: "Last year".to_owned(), whose: String::new() },
        })),
        3 => (id(), any_card()).prop_map(|(id, card)| Command::Practices(PracticeCommand::RevisePractice { practice: practice(id), card })),
        1 => id().prop_map(|id| Command::Practices(PracticeCommand::WithdrawPractice { practice: practice(id) })),
        2 => (id(), any::<bool>()).prop_map(|(id, endorsed)| Command::Practices(PracticeCommand::EndorsePractice { practice: practice(id), endorsed })),
        2 => (id(), remark(), text()).prop_map(|(id, remark, text)| asks_on(id, remark, text)),
        2 => (id(), remark(), text()).prop_map(|(id, remark, text)| answers(id, remark, text)),
        1 => any_themes(),
        1 => answer_themes(),
        2 => on_desks(),
        2 => restoring(),
        2 => pulling(),
        1 => any::<bool>().prop_map(|ready| Command::Agenda(AgendaCommand::ShowReadiness { ready })),
    ]
}

fn any_card() -> impl Strategy<Value = PracticeCard> {
    let title = prop_oneof![
        6 => Just("Referral desk".to_owned()),
        2 => Just("Hotline".to_owned()),
        1 => Just(String::new()),
        1 => Just("x".repeat(shared::limits::TITLE + 1)),
    ];
    let question = prop::option::weighted(0.3, select(&["q1", "q9"][..]));
    let theme = prop::option::weighted(0.3, select(&["t1", "t2", "t9"][..]));
    let evidence = prop::collection::btree_set(select(&Evidence::ALL[..]), 0..3);
    let kind = select(&PracticeKind::ALL[..]);
    (title, question, theme, evidence, kind).prop_map(|(title, question, theme, evidence, kind)| {
        PracticeCard {
            question: question.map(|id| id.parse().expect("an id")),
            themes: theme
                .into_iter()
                .map(|id| id.parse().expect("an id"))
                .collect(),
            evidence,
            kind,
            ..card(&title)
        }
    })
}

/// Lists of themes, some of which are refused.
fn answer_themes() -> impl Strategy<Value = Command> {
    let question = select(&["q1", "q2", "q9"][..]);
    let delegation = prop::option::of(select(&["north", "south", "nowhere"][..]));
    let themes = prop::collection::btree_set(select(&["t1", "t2", "t9"][..]), 0..3);
    (question, delegation, themes).prop_map(|(question, delegation, themes)| {
        let themes = themes.into_iter().map(|id| id.parse().expect("an id"));
        Command::Themes(ThemeCommand::SetAnswerThemes(AnswerThemes {
            question: question.parse().expect("an id"),
            delegation: delegation.map(|id| id.parse().expect("an id")),
            themes: themes.collect(),
        }))
    })
}

fn any_themes() -> impl Strategy<Value = Command> {
    let id = select(&["t1", "t2", "t3"][..]);
    let name = prop_oneof![
        6 => select(&["Data", "data", "Return", "Partnerships", ""][..]).prop_map(str::to_owned),
        1 => Just("x".repeat(shared::limits::NAME + 1)),
    ];
    let theme = (id, name).prop_map(|(id, name)| Theme {
        id: id.parse().expect("an id"),
        name,
    });
    prop::collection::vec(theme, 0..4)
        .prop_map(|themes| Command::Themes(ThemeCommand::SetThemes { themes }))
}
