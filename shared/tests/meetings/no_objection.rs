//! Wording stands unless somebody objects in time, and nobody learns more of who does than was set beforehand.

use crate::arbitrary::{held, somebody};
use crate::meeting::{
    Meeting, block, decision, explains, gives_time, hands_over, in_room, moves, names_head,
    objects, puts, replay, reserves_voting, withdraws_objection, withdraws_wording,
};
use proptest::prelude::*;
use shared::document::Root;
use shared::features::agenda::{AgendaPoint, Phase};
use shared::features::no_objection::{
    Added, NoObjection, NoObjectionCommand, NoObjectionEvent, NoObjectionRules,
    NoObjectionStanding, OnParagraph, Paragraphs, PutWording, ReservationKind, Span, Subject,
};
use shared::features::pulling::seen;
use shared::ids::{DelegationId, Timestamp};
use shared::limits;
use shared::outcome::{Outcome, html, markdown};
use shared::prose::BlockKind;
use shared::refusal::{Noun, Refusal};
use shared::table::{Event, Record};
use shared::words::{Language, Words};
use std::collections::BTreeMap;

/// A table at which wording was put for a minute.
fn put(by_name: bool) -> Meeting {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", puts("d1", in_room(60, by_name)));
    meeting
}

fn d1(meeting: &Meeting) -> &NoObjection {
    let there = meeting.table.no_objections.get(&decision("d1"));
    there.expect("it was put")
}

fn reserves(kind: Option<ReservationKind>, text: &str) -> NoObjectionCommand {
    NoObjectionCommand::RecordReservation {
        decision: decision("d1"),
        kind,
        text: text.to_owned(),
    }
}

#[test]
fn without_an_objection_it_stands_when_its_time_is_over_and_not_before() {
    let mut meeting = put(false);
    meeting.passes(30_000);
    assert!(d1(&meeting).is_running());
    meeting.passes(60_000);
    assert!(d1(&meeting).stands());
    assert_eq!(meeting.log.last().expect("the closing").by, None);
    let entries = meeting.log.len();
    meeting.passes(60_000);
    assert_eq!(entries, meeting.log.len(), "it is closed once");
    let late = meeting.asks("ana", objects("d1", None, ""));
    assert_eq!(late, Err(Refusal::DecisionOver));
    assert_eq!(replay(&meeting.log), meeting.table);
}

#[test]
fn one_objection_of_any_member_is_enough_and_each_delegation_counts_once() {
    let mut meeting = put(false);
    meeting.does("ana", objects("d1", Some(1), "Who pays? "));
    meeting.does("abel", objects("d1", Some(0), ""));
    meeting.does("ben", objects("d1", Some(0), ""));
    let again = meeting.asks("ben", objects("d1", Some(0), ""));
    assert_eq!(again, Ok(Vec::new()));
    assert_eq!(d1(&meeting).count, 2);
    for name in ["fay", "rae", "obi"] {
        let refused = meeting.asks(name, objects("d1", None, ""));
        assert_eq!(refused, Err(Refusal::NeedsDelegation), "{name}");
    }
    let what = Noun::Passage;
    let nowhere = meeting.asks("cleo", objects("d1", Some(2), ""));
    assert_eq!(nowhere, Err(Refusal::Unknown { what }));
    meeting.passes(90_000);
    let closed = &d1(&meeting).standing;
    let on = vec![OnParagraph {
        paragraph: 0,
        count: 2,
    }];
    assert!(
        matches!(closed, NoObjectionStanding::Closed { count: 2, on: there, .. } if *there == on)
    );
    assert!(!d1(&meeting).stands());
}

#[test]
fn an_objection_may_be_withdrawn_while_it_runs() {
    let mut meeting = put(true);
    meeting.does("ana", objects("d1", None, "No."));
    meeting.does("abel", withdraws_objection("d1"));
    assert_eq!(
        meeting.asks("ana", withdraws_objection("d1")),
        Ok(Vec::new())
    );
    assert_eq!(d1(&meeting).count, 0);
    meeting.passes(90_000);
    assert!(d1(&meeting).stands());
}

#[test]
fn an_objection_counts_until_the_close_is_written() {
    let mut meeting = put(false);
    meeting.passed += 90_000;
    meeting.does("ana", objects("d1", None, ""));
    meeting.passes(0);
    assert_eq!(d1(&meeting).count, 1);
    assert!(!d1(&meeting).stands());
}

#[test]
fn objecting_is_no_vote_and_reserved_to_nobody() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    meeting.does("fay", names_head("north", Some("ana")));
    meeting.does("fay", reserves_voting("north", true));
    meeting.does("fay", puts("d1", in_room(60, false)));
    meeting.does("abel", objects("d1", None, ""));
}

#[test]
fn who_runs_the_table_puts_it_lengthens_it_and_withdraws_it() {
    let mut meeting = put(false);
    for name in ["ana", "rae", "obi"] {
        let rules = in_room(60, false);
        let refused = meeting.asks(name, puts("d2", rules));
        assert_eq!(refused, Err(Refusal::NeedsChair), "{name}");
        let refused = meeting.asks(name, withdraws_wording("d1", "No."));
        assert_eq!(refused, Err(Refusal::NeedsChair), "{name}");
    }
    let until = d1(&meeting).until.0;
    let shorter = meeting.asks("fay", gives_time("d1", until - 1));
    assert_eq!(shorter, Err(Refusal::OnlyLonger));
    meeting.does("fay", hands_over(&[], &["ana"]));
    meeting.does("ana", gives_time("d1", until + 60_000));
    meeting.passes(90_000);
    assert!(d1(&meeting).is_running());
    let what = Noun::Reason;
    let silent = meeting.asks("ana", withdraws_wording("d1", " "));
    assert_eq!(silent, Err(Refusal::Empty { what }));
    meeting.does("ben", objects("d1", None, ""));
    meeting.does("ana", withdraws_wording("d1", "Worded anew."));
    assert!(d1(&meeting).objections.is_empty());
    meeting.passes(900_000);
    assert!(!d1(&meeting).is_closed(), "nothing follows from it");
    let late = meeting.asks("ana", explains("d1", "We regret."));
    assert_eq!(late, Err(Refusal::DecisionOver));
}

#[test]
fn a_time_that_is_too_short_too_long_or_over_is_refused() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let now = meeting.now().0;
    let silence = |until| Span::Silence {
        until: Timestamp(until),
    };
    for time in [
        Span::Room { seconds: 9 },
        Span::Room { seconds: 1_801 },
        silence(now),
        silence(now + limits::SILENCE + 1),
        silence(u64::MAX),
    ] {
        let rules = NoObjectionRules {
            time,
            ..in_room(60, false)
        };
        let refused = meeting.asks("fay", puts("d1", rules));
        assert_eq!(refused, Err(Refusal::UnfitTime), "{time:?}");
    }
    let time = silence(now + limits::SILENCE);
    let rules = NoObjectionRules {
        time,
        ..in_room(60, false)
    };
    meeting.does("fay", puts("d1", rules));
    let until = now + 2 * limits::SILENCE;
    let longer = meeting.asks("fay", gives_time("d1", until));
    assert_eq!(longer, Err(Refusal::UnfitTime));
}

#[test]
fn a_table_is_not_closed_while_one_may_object() {
    let mut meeting = put(false);
    let from = meeting.table.agenda.at.clone();
    let close = moves(from.clone(), AgendaPoint::Closed);
    let refused = meeting.asks("fay", close.clone());
    assert_eq!(refused, Err(Refusal::WordingRuns));
    meeting.passes(90_000);
    meeting.does("fay", close);
    let late = meeting.asks("ana", explains("d1", "We regret."));
    assert_eq!(late, Err(Refusal::TableClosed));
}

#[test]
fn positions_are_explained_when_it_is_over_and_reservations_stand_beside_what_was_agreed() {
    let mut meeting = put(false);
    let early = meeting.asks("ana", explains("d1", "We regret."));
    assert_eq!(early, Err(Refusal::StillRunning));
    meeting.passes(90_000);
    meeting.does("ana", explains("d1", "We regret. "));
    meeting.does("abel", explains("d1", "We regret this."));
    meeting.does(
        "ben",
        reserves(Some(ReservationKind::Withdraws), "Not for us."),
    );
    let there = d1(&meeting);
    assert_eq!(there.explanations.len(), 1);
    assert!(there.stands(), "the consensus stands without them");
    meeting.does("ben", reserves(None, "ignored"));
    meeting.does("ana", explains("d1", ""));
    assert!(d1(&meeting).explanations.is_empty() && d1(&meeting).reservations.is_empty());
    let mut meeting = put(false);
    meeting.does("ana", objects("d1", None, ""));
    meeting.passes(90_000);
    let refused = meeting.asks("ben", reserves(Some(ReservationKind::Reserves), ""));
    assert_eq!(refused, Err(Refusal::NotAgreed));
    meeting.does("ben", explains("d1", "We could have agreed."));
}

#[test]
fn time_in_which_the_server_was_down_is_given_back_once() {
    let mut meeting = put(false);
    let (since, until) = (d1(&meeting).since.0, d1(&meeting).until.0);
    let down = (Timestamp(since + 10_000), Timestamp(since + 300_000));
    let made_up = meeting.table.makes_up(down.0, down.1);
    drop(meeting.record(None, Ok(made_up)));
    assert_eq!(d1(&meeting).until.0, until + 290_000);
    assert_eq!(meeting.table.makes_up(down.0, down.1), []);
    // Two seconds more: as much as is new of it, and long enough for pages to come back.
    let through = Timestamp(since + 302_000);
    let made_up = meeting.table.makes_up(down.0, through);
    let [
        Event::NoObjection(NoObjectionEvent::TimeAdded {
            until: new, added, ..
        }),
    ] = &made_up[..]
    else {
        panic!("{made_up:?}")
    };
    assert_eq!(new.0, until + 292_000);
    let since = down.1;
    assert_eq!(*added, Added::ServerDown { since, through });
    // What it was not running for is not given back.
    let mut meeting = put(false);
    let (since, until) = (d1(&meeting).since, d1(&meeting).until.0);
    let through = Timestamp(since.0 + 1_000);
    let made_up = meeting.table.makes_up(Timestamp(0), through);
    drop(meeting.record(None, Ok(made_up)));
    assert_eq!(d1(&meeting).until.0, until + 1_000);
    assert_eq!(meeting.table.makes_up(Timestamp(0), since), []);
}

#[test]
fn what_was_put_is_kept_and_it_is_seen_when_the_text_changes() {
    let meeting = Meeting::discussing();
    let table = &meeting.table;
    let root = Root::Joint("q1".parse().expect("an id"));
    let text = |text: &str| {
        let blocks = text
            .lines()
            .map(|line| block(BlockKind::Paragraph, 0, line));
        BTreeMap::from([(root.clone(), blocks.collect::<Vec<_>>())])
    };
    let whole = Subject::Joint {
        question: "q1".parse().expect("an id"),
        paragraphs: None,
    };
    let before = text("One.\n\nTwo.\nThree.");
    let blocks = &before[&root];
    let at = u32::try_from(
        blocks
            .iter()
            .position(|block| block.runs.iter().any(|run| run.text == "Two."))
            .expect("it is there"),
    )
    .expect("it is small");
    let paragraphs = Paragraphs {
        from: at,
        to: at,
        seen: seen(&blocks[at as usize..=at as usize]),
    };
    let some = Subject::Joint {
        question: "q1".parse().expect("an id"),
        paragraphs: Some(paragraphs),
    };
    let put = |what: &Subject| PutWording::of(table, what, &before);
    assert_eq!(
        put(&whole).paragraphs().count(),
        3,
        "blank ones are left out"
    );
    assert_eq!(put(&some).paragraphs().count(), 1);
    let changed = |what: &Subject, now: &str| put(what).has_changed(table, what, &text(now));
    assert!(!changed(&whole, "One.\n\nTwo.\nThree."));
    assert!(changed(&whole, "One.\nTwo."));
    assert!(
        !changed(&some, "Zero.\nTwo.\nEleven."),
        "it may stand elsewhere"
    );
    assert!(changed(&some, "One.\nTwo!\nThree."));
    assert!(changed(&some, ""));
    let practice = Subject::Practice {
        practice: "p1".parse().expect("an id"),
    };
    assert!(!put(&practice).is_empty());
    let mut meeting = meeting.clone();
    let revised = crate::meeting::card("Another");
    let practice_id = "p1".parse().expect("an id");
    let revise = shared::features::practices::PracticeCommand::RevisePractice {
        practice: practice_id,
        card: revised,
    };
    let kept = put(&practice);
    meeting.does("ana", shared::table::Command::Practices(revise));
    assert!(kept.has_changed(&meeting.table, &practice, &before));
}

/// All forms of the outcome.
fn told(meeting: &Meeting) -> [String; 3] {
    let words = Words::of(Language::ENGLISH);
    let outcome = Outcome::of(
        &meeting.table,
        &BTreeMap::new(),
        shared::seq::Seq::new(1),
        [0; 32],
        Timestamp(0),
    );
    let json = outcome.json().expect("an outcome is JSON");
    let outcomes = [outcome];
    [json, markdown(&outcomes, &words), html(&outcomes, &words)]
}

#[test]
fn an_outcome_says_what_stands_and_never_that_it_was_adopted() {
    let mut meeting = put(false);
    meeting.passes(90_000);
    meeting.does("ana", explains("d1", "We regret this."));
    meeting.does(
        "ben",
        reserves(Some(ReservationKind::Withdraws), "Not for us."),
    );
    for form in told(&meeting) {
        for part in ["Referral is followed up.", "We regret this.", "Not for us."] {
            assert!(form.contains(part), "{part} in {form}");
        }
        assert!(!form.to_lowercase().contains("adopted"), "{form}");
    }
    assert!(told(&meeting)[1].contains("stands as agreed wording"));
    // What is not to be printed is not.
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let rules = NoObjectionRules {
        prints_reservations: false,
        ..in_room(60, false)
    };
    meeting.does("fay", puts("d1", rules));
    meeting.passes(90_000);
    meeting.does(
        "ben",
        reserves(Some(ReservationKind::Withdraws), "Not for us."),
    );
    for form in told(&meeting) {
        assert!(!form.contains("Not for us."), "{form}");
    }
}

#[test]
fn an_outcome_names_those_who_object_where_that_was_set_and_nowhere_else() {
    for by_name in [true, false] {
        let mut meeting = put(by_name);
        meeting.does("ben", objects("d1", Some(1), "Who pays?"));
        for _ in 0..2 {
            for form in told(&meeting) {
                assert_eq!(form.contains("Who pays?"), by_name, "{form}");
            }
            meeting.passes(90_000);
        }
        assert!(told(&meeting)[1].contains("Objected to by 1 delegation"));
        assert_eq!(
            told(&meeting)[1].contains("paragraph 2: 1 delegation"),
            !by_name
        );
    }
}

proptest! {
    /// Nobody but their own delegation learns who objects where no names are published: not from the table, not from what is told.
    #[test]
    fn nobody_not_meant_sees_who_objects(meeting in held(), viewer in somebody()) {
        let own = viewer.speaks_for();
        let seen = meeting.table.seen_by(&viewer);
        for it in seen.no_objections.iter().filter(|it| !it.rules.by_name) {
            prop_assert!(it.objections.keys().all(|id| Some(id) == own));
            prop_assert!(it.is_running() || it.objections.is_empty());
        }
        for record in &meeting.log {
            let told = record.clone().seen_by(&viewer);
            let Event::NoObjection(
                NoObjectionEvent::ObjectionMade { delegation, by_name, .. }
                | NoObjectionEvent::ObjectionWithdrawn { delegation, by_name, .. },
            ) = &told.event else { continue };
            let is_theirs = |id: &DelegationId| Some(id) == own;
            let may = *by_name || delegation.as_ref().is_some_and(is_theirs);
            prop_assert_eq!(delegation.is_some(), may);
            prop_assert_eq!(told.by.is_some(), may);
        }
    }

    /// Two meetings that differ in nothing but which other delegation objects, and to what, and why, look the same.
    #[test]
    fn which_other_delegation_objects_makes_no_difference(
        by_name in Just(false),
        first in 0..3_usize,
        other in 0..3_usize,
        withdrawn in any::<bool>(),
    ) {
        let people = ["ana", "ben", "cleo"];
        let meeting = |nth: usize| {
            let mut meeting = put(by_name);
            meeting.does(people[nth], objects("d1", Some(0), "Who pays?"));
            if withdrawn {
                meeting.does(people[nth], withdraws_objection("d1"));
            }
            meeting
        };
        let mut meetings = [meeting(first), meeting(other)];
        for close in [false, true] {
            if close {
                for meeting in &mut meetings {
                    meeting.passes(90_000);
                }
            }
            for name in ["fay", "ana", "ben", "cleo", "rae", "obi"] {
                if name == people[first] || name == people[other] {
                    continue;
                }
                let view = |meeting: &Meeting| {
                    let viewer = meeting.who(name);
                    let log: Vec<Record> = meeting.log.iter().map(|it| it.clone().seen_by(&viewer)).collect();
                    let table = meeting.table.seen_by(&viewer);
                    serde_json::to_string(&(log, table)).expect("it is JSON")
                };
                prop_assert_eq!(view(&meetings[0]), view(&meetings[1]), "{}", name);
            }
            prop_assert_eq!(told(&meetings[0]), told(&meetings[1]));
        }
    }
}

#[test]
fn what_is_over_takes_no_room_from_what_may_be_put() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let long = |id: &str| NoObjectionCommand::PutWording {
        decision: decision(id),
        what: Subject::Text {
            text: "x".repeat(limits::WORDING),
        },
        rules: in_room(60, true),
        seen: String::new(),
    };
    let open = limits::DECISION_TEXTS / limits::WORDING;
    for nth in 0..open {
        meeting.does("fay", long(&format!("d{nth}")));
    }
    let full = meeting.asks("fay", long("more"));
    assert_eq!(full, Err(Refusal::OpenWordingFull));
    meeting.does("ben", objects("d0", None, ""));
    let reason = meeting.asks("ana", objects("d0", None, "Who pays?"));
    assert_eq!(
        reason,
        Err(Refusal::OpenWordingFull),
        "an objection may be, its reason is too much"
    );
    meeting.does("fay", withdraws_wording("d0", "Worded anew."));
    meeting.does("fay", long("more"));
    // Of what is over there may be as many as a table takes.
    for nth in open + 1..limits::DECISIONS {
        meeting.passes(90_000);
        meeting.does("fay", long(&format!("later-{nth}")));
    }
    let (what, most) = (Noun::Decision, limits::DECISIONS);
    let last = meeting.asks("fay", puts("last", in_room(60, true)));
    assert_eq!(last, Err(Refusal::TooMany { what, most }));
}
