//! The roll is called by who runs the table; the quorum is a fact.

use crate::meeting::{
    Meeting, asks_floor, calls_roll, declares_present, hands_in, hands_over, names_head, person,
    pulls, replay, reserves_publishing, reserves_voting, sets_quorum, takes_statement_back, votes,
};
use shared::features::agenda::Phase;
use shared::features::ballots::Choice;
use shared::features::desks::DeskCommand;
use shared::features::floor::SpeechKind;
use shared::features::people::Role;
use shared::features::pulling::{Source, Taken};
use shared::features::roll_call::Quorum;
use shared::limits;
use shared::refusal::{Noun, Refusal};
use shared::table::Decision;

fn reached(meeting: &Meeting) -> Option<bool> {
    let table = &meeting.table;
    table.roll_call.is_reached(table.delegations.len())
}

#[test]
fn a_quorum_is_the_next_whole_number_and_at_least_one() {
    let needed = |quorum: Quorum| [0, 1, 2, 3, 4, 7].map(|all| quorum.needed(all));
    assert_eq!(needed(Quorum::Third), [1, 1, 1, 1, 2, 3]);
    assert_eq!(needed(Quorum::Majority), [1, 1, 2, 2, 3, 4]);
    assert_eq!(needed(Quorum::TwoThirds), [1, 1, 2, 2, 3, 5]);
    assert_eq!(needed(Quorum::Number { count: 5 }), [5; 6]);
}

#[test]
fn the_chair_calls_the_roll_and_the_facilitator_sets_the_quorum() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", hands_over(&[], &["cleo"]));
    meeting.does("fay", sets_quorum(Some(Quorum::Majority)));
    assert_eq!(reached(&meeting), None, "the roll was not called");
    meeting.does("cleo", calls_roll(&["north"]));
    assert_eq!(reached(&meeting), Some(false));
    meeting.does("cleo", declares_present("south", true));
    assert_eq!(reached(&meeting), Some(true));
    meeting.does("fay", declares_present("north", false));
    assert_eq!(reached(&meeting), Some(false));
    meeting.does("fay", sets_quorum(None));
    assert_eq!(reached(&meeting), None);
    assert_eq!(replay(&meeting.log), meeting.table);
}

#[test]
fn nobody_else_does_either() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    for name in ["ana", "rae", "obi"] {
        for command in [calls_roll(&["north"]), declares_present("north", true)] {
            let refused = meeting.asks(name, command);
            assert_eq!(refused, Err(Refusal::NeedsChair), "{name}");
        }
    }
    meeting.does("fay", hands_over(&[], &["ana"]));
    for command in [
        sets_quorum(Some(Quorum::Third)),
        names_head("north", Some("ana")),
    ] {
        let refused = meeting.asks("ana", command);
        assert!(matches!(refused, Err(Refusal::NeedsRole { .. })));
    }
    let what = Noun::Delegation;
    let unknown = meeting.asks("fay", calls_roll(&["north", "nowhere"]));
    assert_eq!(unknown, Err(Refusal::Unknown { what }));
    let unknown = meeting.asks("fay", declares_present("nowhere", true));
    assert_eq!(unknown, Err(Refusal::Unknown { what }));
    meeting.moves_to(Phase::Closed);
    let closed = meeting.asks("fay", calls_roll(&["north"]));
    assert_eq!(closed, Err(Refusal::TableClosed));
}

#[test]
fn an_empty_roll_is_a_roll_and_a_number_has_bounds() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", calls_roll(&[]));
    assert_eq!(meeting.asks("fay", calls_roll(&[])), Ok(Vec::new()));
    meeting.does("fay", sets_quorum(Some(Quorum::Number { count: 0 })));
    assert_eq!(reached(&meeting), Some(false));
    meeting.does("fay", sets_quorum(Some(Quorum::Number { count: u32::MAX })));
    let most = u32::try_from(limits::DELEGATIONS).expect("a number");
    let quorum = meeting.table.roll_call.quorum;
    assert_eq!(quorum, Some(Quorum::Number { count: most }));
}

#[test]
fn a_head_is_one_of_the_delegation() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", names_head("north", Some("abel")));
    let again = meeting.asks("fay", names_head("north", Some("abel")));
    assert_eq!(again, Ok(Vec::new()));
    let what = Noun::Participant;
    for who in ["ben", "rae", "nobody"] {
        let refused = meeting.asks("fay", names_head("north", Some(who)));
        assert_eq!(refused, Err(Refusal::Unknown { what }), "{who}");
    }
    meeting.does("fay", names_head("north", None));
    assert!(meeting.table.roll_call.heads.is_empty());
}

#[test]
fn votes_may_be_reserved_to_the_head() {
    let mut meeting = Meeting::voting();
    let what = Noun::Participant;
    let headless = meeting.asks("fay", reserves_voting("north", true));
    assert_eq!(headless, Err(Refusal::Unknown { what }));
    meeting.does("ana", votes("b1", "p1", Choice::Support));
    meeting.does("fay", names_head("north", Some("abel")));
    meeting.does("fay", reserves_voting("north", true));
    let refused = meeting.asks("ana", reserves_voting("north", false));
    assert!(matches!(refused, Err(Refusal::NeedsRole { .. })));
    let refused = meeting.asks("ana", votes("b1", "p1", Choice::Abstain));
    assert_eq!(refused, Err(Refusal::HeadVotes));
    let again = meeting.asks("ana", votes("b1", "p1", Choice::Support));
    assert_eq!(again, Ok(Vec::new()), "what is so stays so");
    meeting.does("abel", votes("b1", "p1", Choice::Abstain));
    meeting.does("ben", votes("b1", "p1", Choice::Support));
    // A head who speaks for others now holds up nobody.
    let elsewhere = person("abel", Role::Delegate, Some("south"));
    meeting.admits(&elsewhere).expect("they are let in");
    meeting.does("ana", votes("b1", "p1", Choice::Support));
    meeting.does("fay", names_head("north", None));
    assert!(meeting.table.roll_call.reserved.is_empty());
    assert_eq!(replay(&meeting.log), meeting.table);
}

#[test]
fn publishing_may_be_reserved_to_the_head() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let what = Noun::Participant;
    let headless = meeting.asks("fay", reserves_publishing("north", true));
    assert_eq!(headless, Err(Refusal::Unknown { what }));
    meeting.does("ana", asks_floor("s1", SpeechKind::Statement));
    meeting.does("ana", hands_in("s1", "Thank you."));
    meeting.does("fay", names_head("north", Some("abel")));
    meeting.does("fay", reserves_publishing("north", true));
    let refused = meeting.asks("ana", reserves_publishing("north", false));
    assert!(matches!(refused, Err(Refusal::NeedsRole { .. })));
    let no = Err(Refusal::HeadPublishes);
    assert_eq!(meeting.asks("ana", hands_in("s1", "More.")), no);
    assert_eq!(
        meeting.asks("ana", hands_in("s1", "Thank you.")),
        Ok(Vec::new()),
        "what is so stays so"
    );
    let publish = |of: &str| {
        let desk = of.parse().ok();
        let seen = "0".repeat(16);
        let root = format!("desk/{of}");
        let (from, to) = (0, 3);
        pulls(
            "p1",
            Source::Desk { desk, seen },
            Taken::Stretch { root, from, to },
            "answer/q1",
        )
    };
    let length = |refused: &Decision| refused.as_ref().map(Vec::len).map_err(Clone::clone);
    assert_eq!(meeting.asks("ana", publish("north")), no);
    // Whoever else reads the desk does not publish it, either.
    let shared = DeskCommand::ShareDesk {
        with: "south".parse().expect("an id"),
    };
    meeting.does("ana", shared);
    assert_eq!(meeting.asks("ben", publish("north")), no);
    assert_eq!(length(&meeting.asks("abel", publish("north"))), Ok(1));
    // It can be taken back by all of them, and other delegations are not concerned.
    meeting.does("ana", takes_statement_back("s1"));
    meeting.does("abel", hands_in("s1", "Head."));
    meeting.does("ben", asks_floor("s2", SpeechKind::Statement));
    meeting.does("ben", hands_in("s2", "South."));
    meeting.does("fay", names_head("north", None));
    assert!(meeting.table.roll_call.publishing.is_empty());
    meeting.does("ana", hands_in("s1", "All of us."));
    assert_eq!(replay(&meeting.log), meeting.table);
}
