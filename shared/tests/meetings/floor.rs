//! The list of speakers: who waits, who speaks, in which order and how long.

use crate::arbitrary::{Step, held, meeting, policy};
use crate::meeting::{
    Meeting, asks_floor, at, ends, gives_floor, hands_in, moves_speaker, puts_back, rules_on,
    speech, withdraws,
};
use proptest::prelude::*;
use shared::features::agenda::Phase;
use shared::features::floor::SpeechKind::{
    Answer, Intervention, PointOfOrder, RightOfReply, Statement,
};
use shared::features::floor::{
    Counted, FloorCommand, FloorEvent, Light, ListStanding, OrderPolicy, Ruling, Standing, Why,
};
use shared::ids::{DelegationId, SpeechId, Timestamp};
use shared::refusal::Refusal;
use shared::table::{Due, Event, RoundTable};

/// Who waits, by name, as they will be called.
fn order(table: &RoundTable) -> Vec<&str> {
    let turns = table.floor.order(&table.delegations);
    turns.iter().map(|it| it.speech.id.as_str()).collect()
}

fn whys(table: &RoundTable) -> Vec<Why> {
    let turns = table.floor.order(&table.delegations);
    turns.iter().map(|turn| turn.why).collect()
}

/// North, south and coast wait.
fn listed() -> Meeting {
    let mut meeting = Meeting::convened();
    for (name, id) in [("ana", "a"), ("ben", "b"), ("cleo", "c")] {
        meeting.does(name, asks_floor(id, Statement));
    }
    meeting
}

fn orders(policy: OrderPolicy) -> FloorCommand {
    FloorCommand::OrderList { policy }
}

#[test]
fn the_floor_is_asked_for_given_and_taken_back_with_its_times() {
    let mut meeting = listed();
    assert_eq!(order(&meeting.table), ["a", "b", "c"]);
    meeting.does("fay", gives_floor("a", None));
    let begun = meeting.log.last().expect("the record").at;
    meeting.does(
        "fay",
        FloorCommand::PauseSpeech {
            speech: speech("a"),
        },
    );
    meeting.does(
        "fay",
        FloorCommand::ResumeSpeech {
            speech: speech("a"),
        },
    );
    meeting.does("fay", gives_floor("b", Some("a")));
    let floor = &meeting.table.floor;
    let a = floor.speech(&speech("a")).expect("it is kept");
    assert_eq!(a.standing, Standing::Done);
    assert_eq!((a.spells.len(), a.spells[0].from), (2, begun));
    assert_eq!(a.spoken(at(0)), 2_000);
    let talk = floor.talk(&a.delegation, Counted::Round);
    assert_eq!((talk.millis, talk.speeches), (2_000, 1));
    assert_eq!(floor.speaking().map(|it| it.id.as_str()), Some("b"));
    meeting.does("fay", ends("b"));
    assert!(meeting.table.floor.holder().is_none());
}

#[test]
fn only_who_speaks_for_a_delegation_asks_and_only_for_its_own() {
    let mut meeting = listed();
    for name in ["fay", "rae", "obi"] {
        let asked = meeting.asks(name, asks_floor("x", Statement));
        assert_eq!(asked, Err(Refusal::NeedsDelegation), "{name}");
    }
    assert_eq!(meeting.asks("ben", withdraws("a")), Err(Refusal::NotYours));
    meeting.does("abel", withdraws("a"));
    let called = meeting.asks("ana", gives_floor("b", None));
    assert_eq!(called, Err(Refusal::NeedsChair));
    let mut closed = Meeting::in_phase(Phase::Closed);
    let asked = closed.asks("ana", asks_floor("a", Statement));
    assert_eq!(asked, Err(Refusal::TableClosed));
}

#[test]
fn one_place_a_delegation_and_one_point_of_order_besides() {
    let mut meeting = listed();
    for kind in [Statement, Intervention, Answer, RightOfReply] {
        let again = meeting.asks("abel", asks_floor("a2", kind));
        assert_eq!(again, Err(Refusal::OnTheList), "{kind:?}");
    }
    meeting.does("abel", asks_floor("p", PointOfOrder));
    let again = meeting.asks("ana", asks_floor("p2", PointOfOrder));
    assert_eq!(again, Err(Refusal::OnTheList));
    meeting.does("fay", gives_floor("p", None));
    let heard = meeting.asks("ana", asks_floor("p2", PointOfOrder));
    assert_eq!(heard, Err(Refusal::OnTheList));
    meeting.does("fay", rules_on("p", Ruling::WellTaken));
    meeting.does("ana", asks_floor("p2", PointOfOrder));
}

#[test]
fn a_point_of_order_jumps_the_closed_list_pauses_the_speaker_and_is_ruled_on() {
    let mut meeting = listed();
    meeting.does("fay", gives_floor("a", None));
    let closes = at(9);
    meeting.does("fay", FloorCommand::WarnOfClosing { closes });
    meeting.does("fay", FloorCommand::CloseList { closes });
    meeting.does("cleo", asks_floor("p", PointOfOrder));
    assert_eq!(order(&meeting.table), ["p", "b", "c"]);
    meeting.does("fay", gives_floor("p", Some("a")));
    let paused = meeting.table.floor.paused().expect("the speaker");
    assert_eq!(paused.id, speech("a"));
    for command in [gives_floor("b", Some("p")), ends("p"), ends("a")] {
        let early = meeting.asks("fay", command);
        assert_eq!(early, Err(Refusal::PointStands));
    }
    meeting.does("fay", rules_on("p", Ruling::NotWellTaken));
    let floor = &meeting.table.floor;
    assert_eq!(floor.speaking().map(|it| it.id.as_str()), Some("a"));
    let point = floor.speech(&speech("p")).expect("it is kept");
    assert_eq!(point.ruling, Some(Ruling::NotWellTaken));
    assert!(!floor.spoken.contains_key(&point.delegation), "not counted");
    let other = meeting.asks("fay", rules_on("p", Ruling::WellTaken));
    assert_eq!(other, Err(Refusal::FloorHasMoved));
}

#[test]
fn points_of_order_are_three_under_an_item() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    for id in ["p1", "p2", "p3"] {
        meeting.does("ana", asks_floor(id, PointOfOrder));
        meeting.does("fay", rules_on(id, Ruling::NotWellTaken));
    }
    for name in ["ana", "abel"] {
        let more = meeting.asks(name, asks_floor("p4", PointOfOrder));
        assert_eq!(more, Err(Refusal::PointsUsed));
    }
    assert_eq!(
        meeting.asks("ana", asks_floor("p1", PointOfOrder)),
        Ok(Vec::new()),
        "asked again"
    );
    meeting.does("ben", asks_floor("p5", PointOfOrder));
    meeting.moves_to(Phase::Practices);
    meeting.does("abel", asks_floor("p4", PointOfOrder));
}

#[test]
fn nobody_asks_after_the_time_that_was_announced_whoever_closes_the_list() {
    let mut meeting = listed();
    let closes = Timestamp(meeting.now().0 + 60_000);
    meeting.does("fay", FloorCommand::WarnOfClosing { closes });
    meeting.does("ana", withdraws("a"));
    meeting.does("ana", asks_floor("in-time", Statement));
    let due = |meeting: &Meeting, at| meeting.table.due_at(at);
    assert!(due(&meeting, Timestamp(closes.0 - 1)).is_empty());
    assert_eq!(due(&meeting, closes), [Due::ListCloses]);
    meeting.does("ana", withdraws("in-time"));
    meeting.waits();
    meeting.waits();
    let late = meeting.asks("ana", asks_floor("late", Statement));
    assert_eq!(late, Err(Refusal::ListClosed));
    meeting.does("ana", asks_floor("answer", Answer));
    // The warning can still be taken back, by whoever presides.
    let mut reopened = meeting.clone();
    reopened.does("fay", FloorCommand::ReopenList);
    reopened.does("ben", withdraws("b"));
    reopened.does("ben", asks_floor("b2", Statement));
    assert!(due(&reopened, Timestamp(closes.0 + 60_000)).is_empty());
    meeting.moves_to(Phase::Closed);
    assert!(
        due(&meeting, Timestamp(closes.0 + 60_000)).is_empty(),
        "nothing happens at a closed table"
    );
}

#[test]
fn replies_come_after_the_list_and_are_two() {
    let mut meeting = Meeting::convened();
    meeting.does("ana", asks_floor("r1", RightOfReply));
    meeting.does("ben", asks_floor("b", Statement));
    assert_eq!(order(&meeting.table), ["b", "r1"]);
    assert_eq!(whys(&meeting.table)[1], Why::Reply);
    for (before, id) in [(None, "r1"), (Some("r1"), "r2")] {
        let _ = meeting.asks("ana", asks_floor(id, RightOfReply));
        meeting.does("fay", gives_floor(id, before));
    }
    meeting.does("fay", ends("r2"));
    let third = meeting.asks("abel", asks_floor("r3", RightOfReply));
    assert_eq!(third, Err(Refusal::RepliesUsed));
    meeting.does("fay", FloorCommand::BeginRound { after: 0 });
    meeting.does("abel", asks_floor("r3", RightOfReply));
}

#[test]
fn the_list_is_closed_after_a_warning_and_can_be_reopened() {
    let mut meeting = Meeting::convened();
    let closes = at(120_000);
    let early = meeting.asks("fay", FloorCommand::CloseList { closes });
    assert_eq!(early, Err(Refusal::WarnFirst));
    meeting.does("fay", FloorCommand::WarnOfClosing { closes });
    meeting.does("ana", asks_floor("a", Statement));
    let other = FloorCommand::CloseList { closes: at(7) };
    assert_eq!(meeting.asks("fay", other), Err(Refusal::FloorHasMoved));
    meeting.does("fay", FloorCommand::CloseList { closes });
    for kind in [Statement, Intervention] {
        let late = meeting.asks("ben", asks_floor("b", kind));
        assert_eq!(late, Err(Refusal::ListClosed));
    }
    meeting.does("ben", asks_floor("b", Answer));
    meeting.does("fay", FloorCommand::ReopenList);
    meeting.does("cleo", asks_floor("c", Statement));
    assert_eq!(meeting.table.floor.list, ListStanding::Open);
}

#[test]
fn two_who_preside_do_not_cut_a_speaker_short() {
    let mut meeting = listed();
    meeting.does("fay", gives_floor("a", None));
    let crossed = meeting.asks("fay", gives_floor("b", None));
    assert_eq!(crossed, Err(Refusal::FloorHasMoved));
    let again = meeting.asks("fay", gives_floor("a", None));
    assert_eq!(again, Ok(vec![]));
}

#[test]
fn the_chair_moves_a_speaker_and_it_shows() {
    let mut meeting = listed();
    meeting.does("fay", moves_speaker("c", Some("a")));
    assert_eq!(order(&meeting.table), ["c", "a", "b"]);
    assert_eq!(
        whys(&meeting.table),
        [Why::Moved, Why::Stood, Why::Stood],
        "why here"
    );
    meeting.does("ana", withdraws("a"));
    meeting.does("ana", asks_floor("a2", Statement));
    assert_eq!(order(&meeting.table), ["c", "b", "a2"]);
    assert_eq!(whys(&meeting.table)[2], Why::Later);
    meeting.does("fay", moves_speaker("c", None));
    assert_eq!(order(&meeting.table), ["b", "a2", "c"]);
    meeting.does("fay", orders(OrderPolicy::AsAsked));
    assert_eq!(order(&meeting.table), ["b", "c", "a2"]);
}

#[test]
fn who_spoke_least_and_who_speaks_first_come_first() {
    let mut meeting = listed();
    meeting.does("fay", gives_floor("a", None));
    meeting.does("fay", ends("a"));
    meeting.does("ana", asks_floor("a2", Statement));
    assert_eq!(order(&meeting.table), ["b", "c", "a2"]);
    meeting.does("fay", gives_floor("b", None));
    meeting.does(
        "fay",
        FloorCommand::PauseSpeech {
            speech: speech("b"),
        },
    );
    meeting.does(
        "fay",
        FloorCommand::ResumeSpeech {
            speech: speech("b"),
        },
    );
    meeting.does("fay", ends("b"));
    meeting.does("ben", asks_floor("b2", Statement));
    let counted = Counted::Round;
    meeting.does("fay", orders(OrderPolicy::LeastSpoken { counted }));
    assert_eq!(order(&meeting.table), ["c", "a2", "b2"]);
    assert_eq!(
        whys(&meeting.table),
        [Why::Spoken(0), Why::Spoken(1_000), Why::Spoken(2_000)]
    );
    meeting.does("fay", orders(OrderPolicy::FirstTimers { counted }));
    assert_eq!(
        whys(&meeting.table),
        [Why::First, Why::NotFirst, Why::NotFirst]
    );
}

#[test]
fn every_draw_is_counted_and_a_lot_is_the_same_however_often_one_asks() {
    let mut meeting = listed();
    meeting.does("fay", orders(OrderPolicy::ByLot { seed: 7 }));
    let drawn = whys(&meeting.table);
    let first = order(&meeting.table)[0].to_owned();
    let name = match first.as_str() {
        "a" => "ana",
        "b" => "ben",
        _ => "cleo",
    };
    meeting.does(name, withdraws(&first));
    meeting.does(name, asks_floor("again", Statement));
    assert_eq!(order(&meeting.table)[0], "again");
    assert_eq!(whys(&meeting.table), drawn);
    meeting.does("fay", orders(OrderPolicy::ByLot { seed: 8 }));
    meeting.does("fay", orders(OrderPolicy::Alphabetical { from: 'N' }));
    assert_eq!(meeting.table.floor.draws, 3);
    // North, south, and coast before the letter.
    assert_eq!(whys(&meeting.table)[0], Why::Alphabet('N'));
    let of = |id: &str| {
        let speech = meeting.table.floor.speech(&speech(id)).expect("it waits");
        speech.delegation.as_str().to_owned()
    };
    let names: Vec<_> = order(&meeting.table).into_iter().map(of).collect();
    assert_eq!(names, ["north", "south", "coast"]);
}

#[test]
fn time_is_limited_by_kind_and_what_one_is_given_can_be_given_to_all() {
    let mut meeting = listed();
    let kind = Statement;
    let seconds = Some(60);
    meeting.does("fay", FloorCommand::LimitTime { kind, seconds });
    meeting.does("fay", gives_floor("a", None));
    let begun = meeting.log.last().expect("the record").at;
    let left = |meeting: &Meeting, id: &str, after: u64| {
        let speech = meeting.table.floor.speech(&speech(id)).expect("there");
        let left = meeting.table.floor.time_left(speech, at(begun.0 + after));
        left.map(|left| (left.millis, left.light))
    };
    assert_eq!(left(&meeting, "a", 0), Some((60_000, Light::Green)));
    assert_eq!(left(&meeting, "a", 50_000), Some((10_000, Light::Amber)));
    assert_eq!(left(&meeting, "a", 61_000), Some((-1_000, Light::Red)));
    let (speech, extra) = (speech("a"), 30);
    meeting.does("fay", FloorCommand::ExtendSpeech { speech, extra });
    assert_eq!(left(&meeting, "a", 61_000), Some((29_000, Light::Green)));
    assert_eq!(left(&meeting, "b", 0), Some((60_000, Light::Green)));
    meeting.does("fay", FloorCommand::ExtendAll { kind, extra });
    assert_eq!(left(&meeting, "b", 0), Some((90_000, Light::Green)));
    assert_eq!(left(&meeting, "a", 0), Some((90_000, Light::Green)), "once");
    let seconds = None;
    meeting.does("fay", FloorCommand::LimitTime { kind, seconds });
    assert_eq!(left(&meeting, "b", 0), None);
}

#[test]
fn a_tour_de_table_calls_on_everybody_once_and_one_may_pass() {
    let mut meeting = Meeting::convened();
    let tour = speech("t");
    meeting.does("ana", asks_floor("a", Statement));
    let early = FloorCommand::BeginTour { tour: tour.clone() };
    assert_eq!(meeting.asks("fay", early), Err(Refusal::ListNotEmpty));
    meeting.does("ana", withdraws("a"));
    meeting.does("fay", FloorCommand::BeginTour { tour });
    assert_eq!(order(&meeting.table), ["t-0", "t-1", "t-2"]);
    assert_eq!(whys(&meeting.table), [Why::Tour; 3]);
    meeting.does("fay", gives_floor("t-0", None));
    meeting.does("ana", asks_floor("a2", Statement));
    assert_eq!(order(&meeting.table), ["t-1", "t-2", "a2"]);
    meeting.does("ben", withdraws("t-1"));
    let speech = speech("t-2");
    meeting.does("fay", FloorCommand::SkipSpeaker { speech });
    assert_eq!(order(&meeting.table), ["a2"]);
}

#[test]
fn a_round_begins_with_an_empty_list_and_time_counted_anew() {
    let mut meeting = listed();
    meeting.does("fay", gives_floor("a", None));
    meeting.does("fay", FloorCommand::BeginRound { after: 0 });
    assert!(order(&meeting.table).is_empty());
    let floor = &meeting.table.floor;
    let north = DelegationId::new("north").expect("an id");
    assert_eq!(floor.talk(&north, Counted::Round).millis, 0);
    assert_eq!(floor.talk(&north, Counted::Table).millis, 1_000);
    let again = meeting.asks("fay", FloorCommand::BeginRound { after: 0 });
    assert_eq!(again, Ok(vec![]));
    let stale = meeting.asks("fay", FloorCommand::BeginRound { after: 7 });
    assert_eq!(stale, Err(Refusal::FloorHasMoved));
}

#[test]
fn closing_the_table_takes_the_floor_back() {
    let mut meeting = listed();
    meeting.does("fay", gives_floor("a", None));
    meeting.moves_to(Phase::Closed);
    assert!(meeting.table.floor.holder().is_none());
    let a = meeting
        .table
        .floor
        .speech(&speech("a"))
        .expect("it is kept");
    assert_eq!(a.spells.len(), 1);
}

#[test]
fn who_asks_while_the_last_of_an_arranged_list_speaks_comes_by_the_policy() {
    let mut meeting = listed();
    meeting.does("fay", moves_speaker("c", Some("a")));
    assert!(meeting.table.floor.is_arranged());
    for (id, after) in [("c", None), ("a", Some("c")), ("b", Some("a"))] {
        meeting.does("fay", gives_floor(id, after));
    }
    meeting.does("abel", asks_floor("d", Statement));
    assert!(!meeting.table.floor.is_arranged());
    assert_eq!(whys(&meeting.table), [Why::Asked]);
}

proptest! {
    /// Whatever the order is: who withdraws and asks again is never called earlier than they would have been.
    #[test]
    fn asking_again_never_gains_a_place((mut meeting, steps) in meeting(), policy in policy()) {
        for step in steps {
            let _ = step.take(&mut meeting);
        }
        let fay = meeting.who("fay");
        let _ = Step::Ask(fay, orders(policy).into()).take(&mut meeting);
        let before: Vec<_> = meeting.table.floor.order(&meeting.table.delegations)
            .into_iter().map(|turn| turn.speech.clone()).collect();
        for (place, there) in before.iter().enumerate() {
            let mut meeting = meeting.clone();
            let mut speakers = meeting.table.participants.values();
            let speaker = speakers.find(|who| who.speaks_for() == Some(&there.delegation)).cloned();
            let Some(speaker) = speaker else { continue };
            if meeting.asks_as(&speaker, withdraws(there.id.as_str())).is_err() { continue }
            if meeting.asks_as(&speaker, asks_floor("again", there.kind)).is_err() { continue }
            let now = order(&meeting.table);
            let now = now.iter().position(|id| *id == "again").expect("it waits");
            prop_assert!(now >= place, "{there:?} was at {place}, is at {now}");
        }
    }

    /// Whoever is given the floor by mistake, and put back in time, waits where they did; nothing was spoken, and nothing is published,
    /// whichever way the chair thinks better of it.
    #[test]
    fn a_mistake_leaves_no_trace(mut meeting in held(), with_text in any::<bool>()) {
        let fay = meeting.who("fay");
        if meeting.table.floor.holder().is_some() { return Ok(()) }
        let waiting: Vec<_> = meeting.table.floor.order(&meeting.table.delegations)
            .into_iter().map(|turn| turn.speech.clone()).filter(|it| !it.is_point()).collect();
        for there in &waiting {
            let id = there.id.as_str();
            let mut speakers = meeting.table.participants.values();
            let speaker = speakers.find(|who| who.speaks_for() == Some(&there.delegation)).cloned();
            if let Some(speaker) = speaker.filter(|_| with_text) {
                let _ = meeting.asks_as(&speaker, hands_in(id, "Ours."));
            }
            let before = meeting.table.floor.clone();
            if meeting.asks_as(&fay, gives_floor(id, None)).is_err() { break }
            prop_assert!(meeting.asks_as(&fay, puts_back(id)).is_ok());
            prop_assert_eq!(&meeting.table.floor, &before);
            let has_text = before.speech(&there.id).is_some_and(|it| it.statement.is_some());
            let other = waiting.iter().find(|other| other.id != there.id);
            let Some(other) = other.filter(|_| has_text) else { continue };
            for given in [(id, None), (other.id.as_str(), Some(id))] {
                prop_assert!(meeting.asks_as(&fay, gives_floor(given.0, given.1)).is_ok());
            }
            prop_assert_eq!(&meeting.table.floor.delivered, &before.delivered);
            prop_assert!(meeting.asks_as(&fay, puts_back(other.id.as_str())).is_ok());
            prop_assert_eq!(&meeting.table.floor, &before);
        }
    }

    /// Who spoke least comes first, to the millisecond; points of order before and replies after them.
    #[test]
    fn who_spoke_least_comes_first((mut meeting, steps) in meeting(), is_round in any::<bool>()) {
        for step in steps {
            let _ = step.take(&mut meeting);
        }
        let counted = if is_round { Counted::Round } else { Counted::Table };
        let fay = meeting.who("fay");
        let ordered = Step::Ask(fay, orders(OrderPolicy::LeastSpoken { counted }).into()).take(&mut meeting);
        // Fay may preside no longer.
        if ordered.is_err() { return Ok(()) }
        let table = &meeting.table;
        let spoken: Vec<_> = table.floor.order(&table.delegations).into_iter()
            .filter(|turn| !turn.speech.tour && !matches!(turn.speech.kind, PointOfOrder | RightOfReply))
            .map(|turn| (spoken_by_the_log(&meeting, &turn.speech.delegation, is_round), turn.speech.nth))
            .collect();
        prop_assert!(spoken.is_sorted(), "{spoken:?}");
    }
}

/// How long a delegation has spoken, reckoned from the log alone.
fn spoken_by_the_log(meeting: &Meeting, delegation: &DelegationId, is_round: bool) -> u64 {
    let mut table = crate::meeting::replay(&meeting.log[..1]);
    let (mut sum, mut since) = (0, None::<u64>);
    // What had been spoken when the floor was given last: a mistake that is taken back was not spoken.
    let mut before = 0;
    for record in &meeting.log[1..] {
        table.apply(record);
        let speaking = table.floor.speaking();
        let is_own = speaking.is_some_and(|it| it.delegation == *delegation && !it.is_point());
        match (since, is_own) {
            (None, true) => since = Some(record.at.0),
            (Some(begun), false) => {
                sum += record.at.0 - begun;
                since = None;
            }
            (None, false) | (Some(_), true) => {}
        }
        let is_own = |id: &SpeechId| {
            let of = table.floor.speech(id);
            of.is_some_and(|it| it.delegation == *delegation && !it.is_point())
        };
        match &record.event {
            Event::Floor(FloorEvent::FloorGiven { speech }) if is_own(speech) => before = sum,
            Event::Floor(FloorEvent::SpeakerReturned { speech }) if is_own(speech) => sum = before,
            _ => {}
        }
        if is_round && matches!(record.event, Event::Floor(FloorEvent::RoundBegun { .. })) {
            sum = 0;
        }
    }
    sum
}
