//! The agenda: its items, what they open, and changing it while it runs.

use crate::meeting::{Meeting, brings, hands_over, opens, person};
use shared::document::Root;
use shared::features::agenda::{
    AgendaCommand, AgendaItem, AgendaPoint, AskedOn, DraftingMode, MoveClock, OpenAnswers,
    Openings, Phase, Template, check_items,
};
use shared::features::answers::AnswerCommand;
use shared::features::people::Role;
use shared::ids::{AgendaItemId, QuestionId, Timestamp};
use shared::limits;
use shared::refusal::{Noun, Refusal};
use shared::table::{Decision, GRACE};
use shared::words::{Language, Words};

fn id(id: &str) -> AgendaItemId {
    id.parse().expect("an id")
}

fn item(name: &str) -> AgendaItem {
    AgendaItem {
        id: id(name),
        title: format!("Item {name}"),
        minutes: 20,
        open: Openings::default(),
    }
}

/// An item at which that question alone is answered.
fn asking(name: &str, question: &str) -> AgendaItem {
    let question: QuestionId = question.parse().expect("an id");
    let answers = OpenAnswers::To([question].into());
    AgendaItem {
        open: Openings {
            answers,
            ..Openings::NOTHING
        },
        ..item(name)
    }
}

fn adds(item: AgendaItem, after: Option<&str>) -> AgendaCommand {
    let after = after.map(id);
    AgendaCommand::AddItem { item, after }
}

fn order(meeting: &Meeting) -> Vec<String> {
    let items = meeting.table.agenda.items.iter();
    items.map(|item| item.id.to_string()).collect()
}

fn point(name: &str) -> AgendaPoint {
    AgendaPoint::Item(id(name))
}

/// A table that walks from question to question.
fn walking() -> Meeting {
    let mut meeting = Meeting::convened();
    meeting.does("fay", adds(asking("one", "q1"), Some("welcome")));
    meeting.does("fay", adds(asking("two", "q2"), Some("one")));
    meeting
}

fn may(meeting: &Meeting, name: &str, root: &str) -> Result<(), Refusal> {
    let root = Root::parse(root).expect("a root");
    meeting.table.may_write(&meeting.who(name), &root)
}

#[test]
fn a_table_without_an_agenda_of_its_own_has_a_plain_one() {
    let meeting = Meeting::convened();
    let plain = ["welcome", "drafting", "practices", "voting", "wrap-up"];
    assert_eq!(order(&meeting), plain);
    assert_eq!(meeting.table.agenda.at, Phase::Welcome);
}

#[test]
fn items_are_added_put_elsewhere_and_taken_off() {
    let mut meeting = Meeting::convened();
    meeting.does("fay", adds(item("break"), Some("drafting")));
    meeting.does("fay", adds(item("opening"), None));
    let put = |name: &str, after: Option<&str>| AgendaCommand::PutItem {
        item: id(name),
        after: after.map(id),
    };
    meeting.does("fay", put("break", Some("voting")));
    let taken_off = AgendaCommand::RemoveItem {
        item: id("practices"),
    };
    meeting.does("fay", taken_off.clone());
    assert_eq!(
        order(&meeting),
        [
            "opening", "welcome", "drafting", "voting", "break", "wrap-up"
        ]
    );
    for again in [
        adds(item("opening"), Some("voting")),
        put("break", Some("voting")),
        put("opening", None),
        put("break", Some("break")),
        taken_off,
    ] {
        let again = meeting.asks("fay", again);
        assert_eq!(again, Ok(vec![]), "a retry is granted and changes nothing");
    }
    let unknown = Err(Refusal::Unknown {
        what: Noun::AgendaItem,
    });
    for wrong in [
        put("nothing", None),
        put("break", Some("nothing")),
        adds(item("x"), Some("nothing")),
        AgendaCommand::ReviseItem {
            item: item("nothing"),
        },
    ] {
        assert_eq!(meeting.asks("fay", wrong), unknown);
    }
}

#[test]
fn an_item_has_a_title_and_a_time_that_somebody_could_keep_and_asks_what_is_asked() {
    let mut meeting = Meeting::convened();
    let mut refused = |item: AgendaItem| meeting.asks("fay", adds(item, None)).unwrap_err();
    let untitled = AgendaItem {
        title: " \u{200b} ".into(),
        ..item("x")
    };
    assert_eq!(refused(untitled), Refusal::Empty { what: Noun::Title });
    let endless = AgendaItem {
        minutes: limits::MINUTES + 1,
        ..item("x")
    };
    let what = Noun::Minutes;
    let most = limits::MINUTES as usize;
    assert_eq!(refused(endless), Refusal::TooMany { what, most });
    let what = Noun::Question;
    assert_eq!(refused(asking("x", "q9")), Refusal::Unknown { what });
    let what = Noun::AgendaItem;
    assert_eq!(refused(item("closed")), Refusal::IdTaken { what });
    assert_eq!(refused(item("voting")), Refusal::IdTaken { what });
}

#[test]
fn an_agenda_has_an_end() {
    let mut meeting = Meeting::convened();
    let there = meeting.table.agenda.items.len();
    for number in there..limits::AGENDA_ITEMS {
        meeting.does("fay", adds(item(&format!("x{number}")), None));
    }
    let (what, most) = (Noun::AgendaItem, limits::AGENDA_ITEMS);
    let refused = Err(Refusal::TooMany { what, most });
    assert_eq!(meeting.asks("fay", adds(item("y"), None)), refused);
}

#[test]
fn nobody_but_the_facilitator_changes_the_agenda_and_nobody_at_a_closed_table() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let all = [
        adds(item("x"), None),
        AgendaCommand::ReviseItem {
            item: item("voting"),
        },
        AgendaCommand::PutItem {
            item: id("voting"),
            after: None,
        },
        AgendaCommand::SplitItem {
            item: id("voting"),
            second: id("x"),
            title: "Second round".into(),
            minutes: 5,
        },
        AgendaCommand::RemoveItem { item: id("voting") },
        AgendaCommand::SetAgenda {
            items: vec![item("drafting")],
        },
    ];
    for name in ["ana", "rae", "obi"] {
        for command in &all {
            let role = Role::Facilitator;
            let refused = Err(Refusal::NeedsRole { role });
            assert_eq!(meeting.asks(name, command.clone()), refused);
        }
    }
    meeting.moves_to(Phase::Closed);
    for command in &all {
        let refused = meeting.asks("fay", command.clone());
        assert_eq!(refused, Err(Refusal::TableClosed), "{command:?}");
    }
}

#[test]
fn an_item_is_split_and_both_parts_together_take_as_long() {
    let mut meeting = walking();
    let split = AgendaCommand::SplitItem {
        item: id("one"),
        second: id("one-b"),
        title: "  The rest of it ".into(),
        minutes: 5,
    };
    meeting.does("fay", split.clone());
    assert_eq!(meeting.asks("fay", split), Ok(vec![]));
    let agenda = &meeting.table.agenda;
    let (first, second) = (agenda.item(&id("one")), agenda.item(&id("one-b")));
    let (first, second) = (first.expect("it stays"), second.expect("it is there"));
    assert_eq!((first.minutes, second.minutes), (15, 5));
    assert_eq!(first.open, second.open);
    assert_eq!(second.title, "The rest of it");
    assert_eq!(&order(&meeting)[1..4], ["one", "one-b", "two"]);
}

#[test]
fn the_item_that_the_table_is_at_stays() {
    let mut meeting = walking();
    meeting.moves_to(point("one"));
    let off = |name: &str| AgendaCommand::RemoveItem { item: id(name) };
    let set = |items: Vec<AgendaItem>| AgendaCommand::SetAgenda { items };
    assert_eq!(meeting.asks("fay", off("one")), Err(Refusal::ItemIsCurrent));
    let without = set(vec![item("x")]);
    assert_eq!(meeting.asks("fay", without), Err(Refusal::ItemIsCurrent));
    let twice = set(vec![asking("one", "q1"), item("x"), item("x")]);
    let what = Noun::AgendaItem;
    assert_eq!(meeting.asks("fay", twice), Err(Refusal::IdTaken { what }));
    meeting.does("fay", set(vec![item("x"), asking("one", "q1")]));
    assert_eq!(order(&meeting), ["x", "one"]);
    let undone = AgendaCommand::TakeBackMove {
        from: point("one"),
        to: Phase::Welcome.into(),
    };
    let refused = Err(Refusal::NothingToTakeBack);
    assert_eq!(meeting.asks("fay", undone), refused, "welcome is gone");
}

#[test]
fn an_open_ballot_keeps_its_item_open_for_ballots() {
    let mut meeting = Meeting::voting();
    let shut = AgendaItem {
        open: Openings::NOTHING,
        ..item("voting")
    };
    let revise = AgendaCommand::ReviseItem { item: shut.clone() };
    assert_eq!(meeting.asks("fay", revise), Err(Refusal::BallotOpen));
    let set = AgendaCommand::SetAgenda { items: vec![shut] };
    assert_eq!(meeting.asks("fay", set), Err(Refusal::BallotOpen));
}

#[test]
fn what_an_item_opens_is_open_and_nothing_else_is() {
    let mut meeting = walking();
    meeting.moves_to(point("one"));
    assert_eq!(may(&meeting, "ana", "answer/q1"), Ok(()));
    assert_eq!(may(&meeting, "ana", "answer/q1/north"), Ok(()));
    let shut = |what, under: &[&str]| {
        let under = under.iter().map(|title| (*title).to_owned()).collect();
        Refusal::NotOpenNow { what, under }
    };
    let elsewhere = shut(Noun::Question, &["Item two"]);
    assert_eq!(may(&meeting, "ana", "answer/q2"), Err(elsewhere));
    let refused = |decision: Decision| decision.unwrap_err();
    let practice = meeting.asks("ana", brings("p1", "Referral desk"));
    assert_eq!(refused(practice), shut(Noun::Practice, &[]));
    let ballot = meeting.asks("fay", opens("b1", &["p1"]));
    assert_eq!(refused(ballot), shut(Noun::Ballot, &[]));
    meeting.moves_to(point("two"));
    assert_eq!(may(&meeting, "ana", "answer/q2"), Ok(()));
}

#[test]
fn where_who_presides_drafts_nobody_else_writes_the_joint_answer() {
    let mut meeting = walking();
    let mut chaired = asking("one", "q1");
    chaired.open.drafting = DraftingMode::ChairOnly;
    meeting.does("fay", AgendaCommand::ReviseItem { item: chaired });
    meeting.moves_to(point("one"));
    let refused = Err(Refusal::NeedsChair);
    assert_eq!(may(&meeting, "ana", "answer/q1"), refused);
    assert_eq!(may(&meeting, "fay", "answer/q1"), Ok(()));
    assert_eq!(may(&meeting, "ana", "answer/q1/north"), Ok(()));
    // The facilitators preside while nobody else was asked to.
    meeting.does("fay", hands_over(&[], &["ana"]));
    assert_eq!(may(&meeting, "ana", "answer/q1"), Ok(()));
    assert_eq!(may(&meeting, "fay", "answer/q1"), refused);
}

#[test]
fn last_words_land_that_were_on_the_way_when_writing_ended() {
    let root = Root::parse("answer/q1").expect("a root");
    let mut meeting = walking();
    meeting.moves_to(point("one"));
    let ana = meeting.who("ana");
    let lands = |meeting: &Meeting, now: u64| {
        let now = Timestamp(now);
        meeting.table.may_land(&ana, &root, now).is_ok()
    };
    meeting.moves_to(point("two"));
    let moved = meeting.log.last().expect("a move").at.0;
    assert!(may(&meeting, "ana", "answer/q1").is_err());
    assert!(lands(&meeting, moved) && lands(&meeting, moved + GRACE - 1));
    assert!(!lands(&meeting, moved + GRACE));
    meeting.moves_to(point("one"));
    let lock = |locked| AnswerCommand::LockAnswer {
        question: "q1".parse().expect("an id"),
        locked,
    };
    meeting.does("fay", lock(true));
    let locked = meeting.log.last().expect("a lock").at.0;
    assert!(lands(&meeting, locked + GRACE - 1) && !lands(&meeting, locked + GRACE));
    // Who may never write it does not land anything either.
    let now = Timestamp(locked);
    for (name, root) in [("obi", "answer/q1"), ("ben", "answer/q1/north")] {
        let root = Root::parse(root).expect("a root");
        let who = meeting.who(name);
        assert!(meeting.table.may_land(&who, &root, now).is_err(), "{name}");
    }
    let stranger = person("eve", Role::Delegate, Some("north"));
    assert!(meeting.table.may_land(&stranger, &root, now).is_err());
    meeting.does("fay", lock(false));
    meeting.moves_to(Phase::Closed);
    let closed = meeting.log.last().expect("a move").at.0;
    assert!(!lands(&meeting, closed), "a closed table takes nothing");
}

#[test]
fn the_clock_stands_still_and_goes_on() {
    let mut meeting = walking();
    let keep = |ends: Option<u64>, left| AgendaCommand::KeepTime {
        ends: ends.map(Timestamp),
        left,
    };
    meeting.does("fay", keep(Some(500_000), None));
    meeting.does("fay", keep(None, Some(60_000)));
    let clock = |meeting: &Meeting| (meeting.table.agenda.ends, meeting.table.agenda.left);
    assert_eq!(clock(&meeting), (None, Some(60_000)));
    meeting.moves_to(point("one"));
    assert_eq!(clock(&meeting), (None, Some(60_000)), "it stands still");
    let starts = AgendaCommand::Move {
        from: point("one"),
        to: point("two"),
        clock: MoveClock::Starts(Timestamp(900_000)),
    };
    meeting.does("fay", starts);
    assert_eq!(clock(&meeting), (Some(Timestamp(900_000)), None));
    let back = AgendaCommand::TakeBackMove {
        from: point("two"),
        to: point("one"),
    };
    meeting.does("fay", back);
    assert_eq!(clock(&meeting), (None, Some(60_000)));
}

#[test]
fn the_agenda_says_when_the_meeting_will_end() {
    let minute = 60_000;
    let mut meeting = walking();
    let begun = meeting.table.agenda.since.expect("it has begun").0;
    let end = |meeting: &Meeting, now| meeting.table.agenda.expected_end(Timestamp(now));
    // Two items of 20 minutes are ahead; the plain ones have no time.
    assert_eq!(end(&meeting, begun), Some(Timestamp(begun + 40 * minute)));
    let keep = AgendaCommand::KeepTime {
        ends: Some(Timestamp(begun + 5 * minute)),
        left: None,
    };
    meeting.does("fay", keep);
    assert_eq!(end(&meeting, begun), Some(Timestamp(begun + 45 * minute)));
    let late = begun + 9 * minute;
    assert_eq!(end(&meeting, late), Some(Timestamp(late + 40 * minute)));
    let keep = AgendaCommand::KeepTime {
        ends: None,
        left: Some(2 * minute),
    };
    meeting.does("fay", keep);
    assert_eq!(end(&meeting, late), Some(Timestamp(late + 42 * minute)));
    meeting.moves_to(Phase::Closed);
    assert_eq!(end(&meeting, late), None);
    let plain = Meeting::convened();
    assert_eq!(end(&plain, late), None, "nobody said how long");
}

#[test]
fn every_template_is_an_agenda_for_any_questions() {
    let words = Words::of(Language::ENGLISH);
    let ids: Vec<QuestionId> = (1..=limits::QUESTIONS)
        .map(|number| format!("q{number}").parse().expect("an id"))
        .collect();
    for count in [0, 1, 3, 30] {
        let ids = &ids[..count];
        let asked = ids.iter().map(|id| AskedOn {
            id,
            label: "",
            name: "Impact",
        });
        let asked: Vec<_> = asked.collect();
        for template in Template::ALL {
            let items = template.items(&asked, &words);
            let checked = check_items(&items, &ids.iter().collect());
            assert_eq!(checked, Ok(()), "{template:?} with {count} questions");
            for item in items {
                assert!(!item.title.starts_with("item-"), "{}", item.title);
            }
        }
    }
    for template in Template::ALL {
        for what in ["template", "template-for"] {
            let key = format!("{what}-{}", template.as_str());
            assert_ne!(words.say(&key), key);
        }
    }
}

#[test]
fn a_point_of_the_agenda_goes_by_its_id_on_the_wire() {
    for (point, json) in [
        (AgendaPoint::Closed, "\"closed\""),
        (point("one"), "\"one\""),
    ] {
        assert_eq!(serde_json::to_string(&point).expect("JSON"), json);
        let read: AgendaPoint = serde_json::from_str(json).expect("a point");
        assert_eq!(read, point);
    }
}
