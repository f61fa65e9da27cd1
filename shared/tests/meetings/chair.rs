//! Who presides: handed over explicitly, never seized.

use crate::meeting::{Meeting, asks_floor, gives_floor, hands_over, people};
use shared::features::agenda::Phase;
use shared::features::floor::SpeechKind::Statement;
use shared::features::people::Role;
use shared::refusal::{Noun, Refusal};

#[test]
fn the_facilitators_preside_until_somebody_else_is_asked_to() {
    let mut meeting = Meeting::convened();
    let fay = meeting.who("fay").id;
    assert!(meeting.table.presides(&fay));
    meeting.does("fay", hands_over(&[], &["ana"]));
    assert!(!meeting.table.presides(&fay));
    assert!(meeting.table.presides(&meeting.who("ana").id));
    meeting.does("ana", hands_over(&["ana"], &["ana", "rae"]));
    assert_eq!(meeting.table.chair.0, people(&["ana", "rae"]), "co-chairs");
    meeting.does("rae", hands_over(&["ana", "rae"], &["ana"]));
    meeting.does("ana", hands_over(&["ana"], &[]));
    assert!(meeting.table.presides(&fay), "stepped down");
}

#[test]
fn nobody_seizes_the_chair_and_a_facilitator_gives_it_back() {
    let mut meeting = Meeting::convened();
    for name in ["ana", "rae", "obi"] {
        let seized = meeting.asks(name, hands_over(&[], &[name]));
        assert_eq!(seized, Err(Refusal::NeedsChair), "{name}");
    }
    meeting.does("fay", hands_over(&[], &["ana"]));
    let seized = meeting.asks("ben", hands_over(&["ana"], &["ben"]));
    assert_eq!(seized, Err(Refusal::NeedsChair));
    meeting.does("fay", hands_over(&["ana"], &["ben"]));
    meeting.does("fay", hands_over(&["ben"], &["ana"]));
}

#[test]
fn of_two_handovers_that_cross_one_is_done() {
    let mut meeting = Meeting::convened();
    meeting.does("fay", hands_over(&[], &["ana"]));
    let late = meeting.asks("fay", hands_over(&[], &["ben"]));
    assert_eq!(late, Err(Refusal::ChairHasMoved));
    let again = meeting.asks("fay", hands_over(&[], &["ana"]));
    assert_eq!(again, Ok(vec![]), "asking twice is asking once");
    // Also for whoever has given it away by it.
    meeting.does("ana", hands_over(&["ana"], &["ben"]));
    let again = meeting.asks("ana", hands_over(&["ana"], &["ben"]));
    assert_eq!(again, Ok(vec![]));
}

#[test]
fn an_observer_and_a_stranger_do_not_preside() {
    let mut meeting = Meeting::convened();
    let observer = meeting.asks("fay", hands_over(&[], &["obi"]));
    assert_eq!(observer, Err(Refusal::NotAnObserver));
    let unknown = Refusal::Unknown {
        what: Noun::Participant,
    };
    let stranger = meeting.asks("fay", hands_over(&[], &["eve"]));
    assert_eq!(stranger, Err(unknown));
    // Who becomes one later presides no longer.
    meeting.does("fay", hands_over(&[], &["rae"]));
    let rae = crate::meeting::person("rae", Role::Observer, None);
    meeting.admits(&rae).expect("the role is changed");
    assert!(!meeting.table.presides(&rae.id));
    assert!(meeting.table.presides(&meeting.who("fay").id));
}

#[test]
fn a_closed_table_keeps_its_chair() {
    let mut meeting = Meeting::in_phase(Phase::Closed);
    let asked = meeting.asks("fay", hands_over(&[], &["ana"]));
    assert_eq!(asked, Err(Refusal::TableClosed));
}

#[test]
fn whoever_presides_gives_the_floor_and_the_facilitator_no_longer() {
    let mut meeting = Meeting::convened();
    meeting.does("fay", hands_over(&[], &["rae"]));
    meeting.does("ben", asks_floor("s1", Statement));
    let refused = meeting.asks("fay", gives_floor("s1", None));
    assert_eq!(refused, Err(Refusal::NeedsChair));
    meeting.does("rae", gives_floor("s1", None));
}
