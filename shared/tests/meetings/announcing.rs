//! What facilitators say to tables, and whom they ask to another.

use crate::meeting::{Meeting, at, delegation, person, replay, votes};
use shared::features::agenda::Phase;
use shared::features::announcements::{Announcement, Said, Whom};
use shared::features::ballots::Choice;
use shared::features::people::{Participant, Role};
use shared::ids::{TableId, Timestamp};
use shared::limits;
use shared::lobby::Glance;
use shared::refusal::{Noun, Refusal};
use shared::session::{Member, Say, SessionCommand, SessionEvent};

const MINUTE: u64 = 60_000;

/// A session of two tables, of which the meeting's is the second; all sit at it, and north at the plenary, too.
fn meeting() -> Meeting {
    let mut meeting = Meeting::convened();
    let mut plenary = meeting.session.tables[0].clone();
    (plenary.id, plenary.name) = (table("plenary"), "Plenary".into());
    plenary.delegations.truncate(1);
    meeting.session.tables.insert(0, plenary);
    meeting
}

fn table(id: &str) -> TableId {
    id.parse().expect("an id")
}

fn says(id: &str, when: u64, says: Say, tables: &[&str]) -> SessionCommand {
    SessionCommand::Announce {
        announcement: id.parse().expect("an id"),
        at: at(when),
        says,
        tables: tables.iter().copied().map(table).collect(),
    }
}

fn words(text: &str) -> Say {
    Say::Words(text.into())
}

fn back(minutes: u32) -> Say {
    let text = String::new();
    Say::CallBack { minutes, text }
}

fn moves(id: &str, whom: Whom, from: &str, to: &str) -> SessionCommand {
    SessionCommand::Move {
        announcement: id.parse().expect("an id"),
        at: at(5),
        whom,
        from: table(from),
        to: table(to),
    }
}

fn of(id: &str) -> Whom {
    let delegation = delegation(id).id;
    Whom::Delegation { delegation }
}

fn one(name: &str) -> Whom {
    let participant = name.parse().expect("an id");
    Whom::Person { participant }
}

/// What was said at the table, in order.
fn heard(meeting: &Meeting) -> Vec<&str> {
    let said = meeting.table.announcements.said.iter();
    said.map(|it| it.id.as_str()).collect()
}

fn last(meeting: &Meeting) -> &Announcement {
    let said = &meeting.table.announcements.said;
    said.last().expect("something was said")
}

#[test]
fn what_is_said_to_all_or_to_this_table_is_heard_once_and_in_order() {
    let mut meeting = meeting();
    let lunch = says("a1", 1, words(" Lunch\u{200b} is ready "), &[]);
    let elsewhere = says("a2", 2, words("Speak up"), &["plenary"]);
    let here = says("a3", 3, words("Slow down"), &["table-2", "plenary"]);
    let twice = ["plenary", "table-2", "plenary"];
    let again = says("a3", 3, words("Slow down"), &twice);
    for command in [&lunch, &elsewhere, &here, &lunch, &here, &again] {
        meeting
            .convenes("fay", command.clone())
            .expect("it is said");
    }
    assert_eq!(heard(&meeting), ["a1", "a3"]);
    let first = &meeting.table.announcements.said[0];
    let text = "Lunch is ready".to_owned();
    assert_eq!(first.says, Said::Words { text });
    assert_eq!((first.nth, first.at), (1, at(1)));
    assert_eq!(meeting.table.announcements.heard, 3);
    assert_eq!(meeting.session.announcements.len(), 3);
    assert_eq!(meeting.session.announcements[2].tables.len(), 2);
    assert_eq!(replay(&meeting.log), meeting.table);
    let again = says("a1", 9, words("Dinner is ready"), &[]);
    let what = Noun::Announcement;
    assert_eq!(
        meeting.convenes("fay", again),
        Err(Refusal::IdTaken { what })
    );
}

#[test]
fn a_table_that_was_not_open_hears_what_was_said_meanwhile() {
    let mut meeting = meeting();
    let mut away = meeting.table.clone();
    for nth in 0..5 {
        let command = says(&format!("a{nth}"), nth * MINUTE, words("Go on"), &[]);
        meeting.convenes("fay", command).expect("it is said");
    }
    let lacking = meeting.session.lacking(&away, &meeting.names);
    assert_eq!(lacking.len(), 5);
    away.announcements = meeting.table.announcements.clone();
    assert_eq!(meeting.session.lacking(&away, &meeting.names), []);
}

#[test]
fn only_facilitators_say_something_and_what_they_say_can_be_read() {
    let mut meeting = meeting();
    let role = Role::Facilitator;
    for name in ["ana", "rae", "obi"] {
        let refused = meeting.convenes(name, says("a1", 1, words("Quiet"), &[]));
        assert_eq!(refused, Err(Refusal::NeedsRole { role }), "{name}");
    }
    let stranger = meeting.convenes("eve", says("a1", 1, words("Quiet"), &[]));
    assert_eq!(stranger, Err(Refusal::Stranger));
    let (what, most) = (Noun::Announcement, limits::ANNOUNCEMENT);
    let minutes = Noun::Minutes;
    for (say, refusal) in [
        (words(" \u{200b}"), Refusal::Empty { what }),
        (
            words(&"x".repeat(most + 1)),
            Refusal::TooLong { what, most },
        ),
        (words("\u{7}"), Refusal::OddCharacters { what }),
        (back(0), Refusal::Empty { what: minutes }),
        (
            back(61),
            Refusal::TooMany {
                what: minutes,
                most: 60,
            },
        ),
    ] {
        assert_eq!(
            meeting.convenes("fay", says("a1", 1, say, &[])),
            Err(refusal)
        );
    }
    let nowhere = says("a1", 1, words("Quiet"), &["table-9"]);
    let what = Noun::Table;
    assert_eq!(
        meeting.convenes("fay", nowhere),
        Err(Refusal::Unknown { what })
    );
    assert!(heard(&meeting).is_empty());
}

#[test]
fn a_facilitator_says_so_much_within_a_minute_and_tables_keep_the_last() {
    let mut meeting = meeting();
    let most = limits::ANNOUNCEMENTS_A_MINUTE as u64;
    for nth in 0..most {
        let command = says(&format!("a{nth}"), 10 + nth, words("Go on"), &[]);
        meeting.convenes("fay", command).expect("it is said");
    }
    let next = |id, when| says(id, when, words("Go on"), &[]);
    let early = meeting.convenes("fay", next("b1", MINUTE));
    assert_eq!(early, Err(Refusal::TooOften));
    // What was said is granted when it is asked again, however much was said.
    assert_eq!(meeting.convenes("fay", next("a0", MINUTE)), Ok(vec![]));
    // Whom they ask to another table is counted by itself.
    let moved = meeting.convenes("fay", moves("m1", of("north"), "table-2", "plenary"));
    assert!(moved.is_ok());
    meeting
        .convenes("fay", next("b1", MINUTE + 10))
        .expect("a minute is over");
    for nth in 0..50 {
        let id = format!("c{nth}");
        let command = says(&id, (nth + 9) * MINUTE, words("Go on"), &[]);
        meeting.convenes("fay", command).expect("it is said");
    }
    let kept = heard(&meeting);
    assert_eq!(kept.len(), limits::ANNOUNCEMENTS);
    assert_eq!(kept.last(), Some(&"c49"));
    let bound = limits::SESSION_ANNOUNCEMENTS;
    assert!(meeting.session.announcements.len() <= bound);
}

#[test]
fn everybody_is_called_back_to_the_plenary_until_it_is_off() {
    let mut meeting = meeting();
    let call = says("a1", 7, back(2), &[]);
    meeting.convenes("fay", call.clone()).expect("they are");
    let until = Timestamp(at(7).0 + 2 * MINUTE);
    let call_of = |meeting: &Meeting| match meeting.table.announcements.call().map(|it| &it.says) {
        Some(Said::CallBack { until, name, .. }) => Some((*until, name.clone())),
        _ => None,
    };
    assert_eq!(call_of(&meeting), Some((until, "Plenary".into())));
    // The answer was lost; by now it is later.
    let later = says("a1", 9, back(2), &[]);
    assert_eq!(meeting.convenes("fay", later), Ok(vec![]));
    let other = says("a1", 9, back(3), &[]);
    let what = Noun::Announcement;
    assert_eq!(
        meeting.convenes("fay", other),
        Err(Refusal::IdTaken { what })
    );
    // Only who has a place there is led there.
    let plenary = table("plenary");
    let call = last(&meeting);
    assert_eq!(call.leads(&meeting.who("ana")), Some(&plenary));
    assert_eq!(call.leads(&meeting.who("ben")), None);
    assert_eq!(call.leads(&meeting.who("obi")), Some(&plenary));
    // Words change nothing about it; another call takes its place.
    meeting
        .convenes("fay", says("a2", 8, words("Hurry"), &[]))
        .expect("it is said");
    assert_eq!(call_of(&meeting), Some((until, "Plenary".into())));
    meeting
        .convenes("fay", says("a3", 8, back(5), &[]))
        .expect("they are");
    let until = Timestamp(at(8).0 + 5 * MINUTE);
    assert_eq!(call_of(&meeting), Some((until, "Plenary".into())));
    meeting
        .convenes("fay", says("a4", 8, Say::CallOff, &[]))
        .expect("it is off");
    assert_eq!(call_of(&meeting), None);
    assert_eq!(last(&meeting).says, Said::CalledOff);
    let again = says("a5", 8, Say::CallOff, &[]);
    assert_eq!(meeting.convenes("fay", again), Ok(vec![]));
}

#[test]
fn the_facilitator_chooses_which_table_is_the_plenary() {
    let mut meeting = meeting();
    assert_eq!(meeting.session.plenary().unwrap().name, "Plenary");
    let choose = |id: &str| SessionCommand::ChoosePlenary { table: table(id) };
    let events = meeting.convenes("fay", choose("table-2")).unwrap();
    let chosen = SessionEvent::PlenaryChosen {
        table: table("table-2"),
    };
    assert_eq!(events, [chosen]);
    assert_eq!(meeting.convenes("fay", choose("table-2")), Ok(vec![]));
    assert_eq!(meeting.session.plenary().unwrap().name, "Table 2");
    let what = Noun::Table;
    let nowhere = meeting.convenes("fay", choose("nowhere"));
    assert_eq!(nowhere, Err(Refusal::Unknown { what }));
}

#[test]
fn who_sits_at_a_closed_table_is_called_back_as_well() {
    let mut meeting = meeting();
    meeting.moves_to(Phase::Closed);
    meeting
        .convenes("fay", says("a1", 7, back(2), &[]))
        .expect("they are called");
    assert_eq!(heard(&meeting), ["a1"]);
}

#[test]
fn a_delegation_is_asked_to_another_table_and_keeps_its_place() {
    let mut meeting = meeting();
    let asked = moves("m1", of("south"), "table-2", "plenary");
    let events = meeting.convenes("fay", asked.clone()).unwrap();
    assert_eq!(events.len(), 2);
    assert_eq!(meeting.convenes("fay", asked), Ok(vec![]));
    let [plenary, here] = &meeting.session.tables[..] else {
        panic!("there are two")
    };
    let south = delegation("south").id;
    assert!(plenary.seats(&south) && here.seats(&south));
    assert_eq!(here.moved_on, std::slice::from_ref(&south));
    assert!(meeting.table.delegation(&south).is_some());
    let told = last(&meeting);
    let name = "Plenary".to_owned();
    let to = table("plenary");
    let whom = of("south");
    assert_eq!(told.says, Said::Moved { whom, to, name });
    assert!(told.is_for(&meeting.who("ben")));
    assert_eq!(told.leads(&meeting.who("ben")), Some(&table("plenary")));
    assert!(!told.is_for(&meeting.who("ana")) && !told.is_for(&meeting.who("fay")));
    // And back again.
    let back = moves("m2", of("south"), "plenary", "table-2");
    meeting.convenes("fay", back).expect("it is asked back");
    let [plenary, here] = &meeting.session.tables[..] else {
        panic!("there are two")
    };
    assert!(here.moved_on.is_empty());
    assert_eq!(plenary.moved_on, [south]);
}

#[test]
fn one_person_is_asked_to_another_table_and_has_a_place_there() {
    let mut meeting = meeting();
    meeting
        .convenes("fay", moves("m1", one("ben"), "table-2", "plenary"))
        .expect("he is asked");
    let ben = meeting.session.people[&meeting.who("ben").id].clone();
    assert!(meeting.session.tables[0].takes(&ben));
    assert!(meeting.session.tables[1].moved_on.is_empty());
    let told = last(&meeting);
    assert!(told.is_for(&meeting.who("ben")) && !told.is_for(&meeting.who("cleo")));
    // Who may sit everywhere is only told.
    let events = meeting.convenes("fay", moves("m2", one("obi"), "table-2", "plenary"));
    assert_eq!(events.unwrap().len(), 1);
}

#[test]
fn nobody_is_moved_from_where_they_are_not_or_to_where_they_cannot_sit() {
    let mut meeting = meeting();
    meeting.moves_to(Phase::Closed);
    let south_at_plenary = moves("m1", of("south"), "plenary", "table-2");
    let what = Noun::Delegation;
    assert_eq!(
        meeting.convenes("fay", south_at_plenary),
        Err(Refusal::Unknown { what })
    );
    let ben_at_plenary = moves("m1", one("ben"), "plenary", "table-2");
    let what = Noun::Participant;
    assert_eq!(
        meeting.convenes("fay", ben_at_plenary),
        Err(Refusal::Unknown { what })
    );
    meeting.session.tables[1].delegations.truncate(1);
    meeting.session.tables[0]
        .delegations
        .push(delegation("late").id);
    let to_closed = moves("m1", of("late"), "plenary", "table-2");
    assert_eq!(
        meeting.convenes("fay", to_closed),
        Err(Refusal::TableClosed)
    );
    let to_itself = moves("m1", of("north"), "table-2", "table-2");
    assert_eq!(meeting.convenes("fay", to_itself), Ok(vec![]));
    let role = Role::Facilitator;
    let north = moves("m1", of("north"), "table-2", "plenary");
    assert_eq!(
        meeting.convenes("ana", north),
        Err(Refusal::NeedsRole { role })
    );
}

#[test]
fn the_lobby_is_told_who_waits_and_no_choice_that_was_made() {
    let mut meeting = Meeting::voting();
    meeting.does("ana", votes("b1", "p2", Choice::CannotSupport));
    let glance = Glance::of(&meeting.table);
    assert_eq!(glance.ballots.len(), 1);
    assert_eq!(
        glance.ballots[0].awaited, 3,
        "nobody has voted on all of it"
    );
    assert_eq!(glance.delegations, 3);
    let json = serde_json::to_string(&glance).expect("it is told");
    assert!(
        !json.contains("cannot") && !json.contains("votes"),
        "{json}"
    );
}

#[test]
fn what_was_written_before_announcements_is_read() {
    let meeting = Meeting::convened();
    let session = serde_json::to_string(&meeting.session).expect("it is written");
    let table = serde_json::to_string(&meeting.table).expect("it is written");
    for json in [&session, &table] {
        for new in ["announcements", "plenary", "moved_on"] {
            assert!(!json.contains(new), "{new} in {json}");
        }
    }
    let stranger: Participant = person("eve", Role::Observer, None);
    let member = Member {
        role: stranger.role,
        delegation: None,
    };
    assert!(meeting.session.admit(stranger.id, member).is_ok());
}

#[test]
fn a_call_that_stands_is_kept_in_the_session_however_much_is_said_after_it() {
    let mut meeting = meeting();
    let here = meeting.table.id.clone();
    let mut say = |id: String, when: u64, what: Say, tables: &[&str]| {
        let said = meeting.convenes("fay", says(&id, when, what, tables));
        said.expect("facilitators say something");
    };
    say("call".into(), 1, back(5), &[]);
    say("off".into(), 2, Say::CallOff, &["plenary"]);
    for nth in 0..limits::SESSION_ANNOUNCEMENTS as u64 + 20 {
        let text = format!("Number {nth}.");
        say(
            format!("n{nth}"),
            10 * MINUTE * (nth + 1),
            words(&text),
            &[],
        );
    }
    let session = &meeting.session;
    let call = session.call_at(&here).map(|it| it.id.to_string());
    assert_eq!(call.as_deref(), Some("call"));
    assert_eq!(session.announcements.len(), limits::SESSION_ANNOUNCEMENTS);
    // The others go, the oldest first.
    let newest = session.announcements.last().expect("there are some");
    assert!(matches!(&newest.announcement.says, Said::Words { text } if text.ends_with("219.")));
}
