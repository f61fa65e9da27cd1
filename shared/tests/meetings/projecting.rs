//! What the room is shown.

use crate::meeting::{Meeting, ballot, practice};
use shared::features::people::{Participant, Role};
use shared::features::projector::{Projected, ProjectorCommand};
use shared::limits;
use shared::refusal::{Noun, Refusal};

fn shows(shows: Projected, page: u32) -> ProjectorCommand {
    ProjectorCommand::Project { shows, page }
}

fn pause(text: &str) -> Projected {
    Projected::Pause { text: text.into() }
}

#[test]
fn the_facilitator_says_what_is_shown_and_how_far_down() {
    let mut meeting = Meeting::voting();
    assert_eq!(meeting.table.projector.shows, Projected::Agenda);
    for (what, page) in [
        (
            Projected::Ballot {
                ballot: ballot("b1"),
            },
            0,
        ),
        (
            Projected::Practice {
                practice: practice("p1"),
            },
            0,
        ),
        (
            Projected::Question {
                question: "q1".parse().expect("an id"),
            },
            0,
        ),
        (
            Projected::Question {
                question: "q1".parse().expect("an id"),
            },
            2,
        ),
        (pause("Back at 15:30"), 0),
        (Projected::JoinCode, 0),
    ] {
        meeting.does("fay", shows(what.clone(), page));
        let retry = meeting.asks("fay", shows(what.clone(), page));
        assert_eq!(retry, Ok(vec![]), "a retry changes nothing");
        let projector = &meeting.table.projector;
        assert_eq!((&projector.shows, projector.page), (&what, page));
    }
    meeting.does("fay", shows(Projected::Agenda, u32::MAX));
    assert_eq!(meeting.table.projector.page, limits::PAGES);
}

#[test]
fn nobody_else_does_and_nothing_is_shown_that_is_not_there() {
    let mut meeting = Meeting::discussing();
    let role = Role::Facilitator;
    for name in ["ana", "rae", "obi"] {
        let refused = Err(Refusal::NeedsRole { role });
        assert_eq!(meeting.asks(name, shows(pause("Mine"), 0)), refused);
    }
    let unknown = |what| Err(Refusal::Unknown { what });
    let ballot = Projected::Ballot {
        ballot: ballot("b9"),
    };
    assert_eq!(meeting.asks("fay", shows(ballot, 0)), unknown(Noun::Ballot));
    let practice = Projected::Practice {
        practice: practice("p9"),
    };
    assert_eq!(
        meeting.asks("fay", shows(practice, 0)),
        unknown(Noun::Practice)
    );
    let long = pause(&"x".repeat(limits::TITLE + 1));
    let refused = meeting.asks("fay", shows(long, 0));
    assert!(matches!(refused, Err(Refusal::TooLong { .. })));
}

#[test]
fn a_projector_looks_on_and_writes_nothing() {
    let mut meeting = Meeting::discussing();
    let projector = Participant {
        role: Role::Projector,
        ..meeting.who("obi")
    };
    meeting
        .table
        .participants
        .insert(projector.id.clone(), projector.clone());
    for root in meeting.table.roots() {
        assert!(
            meeting.table.may_write(&projector, &root).is_err(),
            "{root}"
        );
    }
    assert!(meeting.table.documents_of(&projector).is_empty());
    let asked = meeting.table.decide(&projector, shows(pause("Mine"), 0));
    assert!(asked.is_err());
}
