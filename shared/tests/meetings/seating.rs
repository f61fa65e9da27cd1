//! Who gets a seat.

use crate::meeting::{Meeting, closes, delegation, person};
use shared::features::agenda::AgendaCommand;
use shared::features::agenda::Phase;
use shared::features::delegations::Delegation;
use shared::features::people::Role;
use shared::limits;
use shared::names::clean;
use shared::refusal::{Noun, Refusal};
use shared::session::SessionCommand;
use shared::table::Command;

pub fn seats(delegation: Delegation) -> SessionCommand {
    SessionCommand::AddDelegation {
        delegation,
        tables: Vec::new(),
    }
}

#[test]
fn the_facilitator_seats_a_delegation_once() {
    let mut meeting = Meeting::convened();
    meeting
        .convenes("fay", seats(delegation("island")))
        .unwrap();
    assert!(meeting.table.delegations.contains(&delegation("island")));
    assert_eq!(
        meeting.convenes("fay", seats(delegation("island"))),
        Ok(vec![])
    );
    let needed = Refusal::NeedsRole {
        role: Role::Facilitator,
    };
    assert_eq!(
        meeting.convenes("ana", seats(delegation("valley"))),
        Err(needed)
    );
}

#[test]
fn a_delegation_cannot_be_called_like_another_whatever_the_case_or_spacing() {
    let mut meeting = Meeting::convened();
    for name in ["NORTH Process", " north  process ", "north\u{200b} process"] {
        let twin = Delegation {
            name: name.into(),
            short: "n2".into(),
            ..delegation("n2")
        };
        let refusal = Refusal::DuplicateDelegation { name: clean(name) };
        assert_eq!(meeting.convenes("fay", seats(twin)), Err(refusal));
    }
    let twin = Delegation {
        short: "SOUTH".into(),
        ..delegation("s2")
    };
    let refusal = Refusal::DuplicateDelegation {
        name: "SOUTH".into(),
    };
    assert_eq!(meeting.convenes("fay", seats(twin)), Err(refusal));
    let other = Delegation {
        name: "Other".into(),
        short: "O".into(),
        ..delegation("north")
    };
    let taken = Refusal::IdTaken {
        what: Noun::Delegation,
    };
    assert_eq!(meeting.convenes("fay", seats(other)), Err(taken));
}

#[test]
fn names_are_neither_empty_nor_endless_nor_unprintable() {
    let meeting = Meeting::convened();
    let named = |name: &str| {
        let mut delegation = delegation("dee");
        delegation.name = name.into();
        meeting.clone().convenes("fay", seats(delegation))
    };
    for empty in ["", " \t", "\u{200b}\u{2060}"] {
        assert_eq!(
            named(empty),
            Err(Refusal::Empty { what: Noun::Name }),
            "{empty:?}"
        );
    }
    let most = limits::NAME;
    assert_eq!(
        named(&"é".repeat(most + 1)),
        Err(Refusal::TooLong {
            what: Noun::Name,
            most
        })
    );
    assert!(named(&"é".repeat(most)).is_ok());
    assert_eq!(
        named("a\u{0}b"),
        Err(Refusal::OddCharacters { what: Noun::Name })
    );
    assert_eq!(
        named("a\u{1b}[31m"),
        Err(Refusal::OddCharacters { what: Noun::Name })
    );
}

#[test]
fn what_nobody_sees_is_taken_out_of_names() {
    let mut meeting = Meeting::convened();
    let mut islands = delegation("islands");
    islands.name = "\u{202e}Islands\u{2066}".into();
    islands.short = "I\u{ad}S\u{200f}L".into();
    meeting.convenes("fay", seats(islands)).unwrap();
    let seated = meeting.table.delegations.last().unwrap();
    assert_eq!((&*seated.name, &*seated.short), ("Islands", "ISL"));
}

#[test]
fn a_delegate_speaks_for_a_delegation_at_the_table_and_nobody_else_does() {
    let meeting = Meeting::convened();
    let admitted = |role, whom| meeting.clone().admits(&person("dee", role, whom));
    assert_eq!(
        admitted(Role::Delegate, None),
        Err(Refusal::NeedsDelegation)
    );
    let unknown = Refusal::Unknown {
        what: Noun::Delegation,
    };
    assert_eq!(admitted(Role::Delegate, Some("nowhere")), Err(unknown));
    for role in [Role::Facilitator, Role::Rapporteur, Role::Observer] {
        let needed = Refusal::NeedsRole {
            role: Role::Delegate,
        };
        assert_eq!(admitted(role, Some("north")), Err(needed));
        assert!(admitted(role, None).is_ok());
    }
}

#[test]
fn somebody_may_come_back_under_another_name() {
    let mut meeting = Meeting::convened();
    let mut ana = meeting.who("ana");
    assert_eq!(meeting.admits(&ana), Ok(vec![]));
    ana.name = "Ana B.".into();
    // The session knows nobody's name.
    assert_eq!(meeting.admits(&ana), Ok(vec![]));
    assert_eq!(meeting.who("ana").name, "Ana B.");
    assert_eq!(
        meeting.table.participants.len(),
        crate::meeting::PEOPLE.len()
    );
}

#[test]
fn a_stranger_and_somebody_under_a_false_flag_are_turned_away() {
    let mut meeting = Meeting::voting();
    let stranger = person("eve", Role::Facilitator, None);
    assert_eq!(
        meeting.asks_as(&stranger, closes("b1")),
        Err(Refusal::Stranger)
    );
    let mut impostor = meeting.who("ana");
    impostor.role = Role::Facilitator;
    assert_eq!(
        meeting.asks_as(&impostor, closes("b1")),
        Err(Refusal::Stranger)
    );
    let turncoat = person("ana", Role::Delegate, Some("south"));
    let ready = Command::Agenda(AgendaCommand::ShowReadiness { ready: true });
    assert_eq!(meeting.asks_as(&turncoat, ready), Err(Refusal::Stranger));
}

#[test]
fn a_table_takes_so_many_delegations_and_no_more() {
    let mut meeting = Meeting::convened();
    for nth in meeting.table.delegations.len()..limits::DELEGATIONS {
        let seats = seats(delegation(&format!("d{nth}")));
        meeting.convenes("fay", seats).unwrap();
    }
    let most = limits::DELEGATIONS;
    let refusal = Refusal::TooMany {
        what: Noun::Delegation,
        most,
    };
    assert_eq!(
        meeting.convenes("fay", seats(delegation("late"))),
        Err(refusal)
    );
}

#[test]
fn a_closed_table_seats_nobody_but_still_lets_people_in_to_read() {
    let mut meeting = Meeting::in_phase(Phase::Closed);
    let refusal = Refusal::TableClosed;
    assert_eq!(
        meeting.convenes("fay", seats(delegation("island"))),
        Err(refusal)
    );
    let dee = person("dee", Role::Observer, None);
    meeting.admits(&dee).unwrap();
    assert_eq!(meeting.who("dee"), dee);
}
