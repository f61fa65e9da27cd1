//! Statements handed in: read by interpreters beforehand, by everybody once they are delivered.

use crate::arbitrary::{held, somebody};
use crate::meeting::{
    Meeting, asks_floor, confirms_statement, delegation, drops_kept, ends, gives_floor, hands_in,
    moves, person, puts_back, replay, speech, takes_statement_back, withdraws,
};
use crate::seating::seats;
use proptest::prelude::*;
use shared::features::agenda::Phase;
use shared::features::floor::{Delivered, Floor, FloorCommand, FloorEvent, SpeechKind};
use shared::features::people::Role;
use shared::ids::DelegationId;
use shared::limits;
use shared::refusal::{Noun, Refusal};
use shared::table::{Command, Event, Record};

const TEXT: &str = "Thank you, Chair.";

/// A table at which north waits to speak and has handed in its text, south waits without one, and an interpreter sits.
fn handed_in() -> Meeting {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let ivy = person("ivy", Role::Interpreter, None);
    meeting.admits(&ivy).expect("interpreters are let in");
    meeting.does("ana", asks_floor("s1", SpeechKind::Statement));
    meeting.does("ben", asks_floor("s2", SpeechKind::Statement));
    meeting.does("ana", hands_in("s1", "Thank you, Chair.  \r\n"));
    meeting
}

fn text_for(meeting: &Meeting, name: &str) -> Option<String> {
    let seen = meeting.table.seen_by(&meeting.who(name));
    let speech = seen.floor.speech(&speech("s1")).expect("it is there");
    let statement = speech
        .statement
        .clone()
        .expect("everybody sees that there is one");
    statement.text
}

fn delivered(meeting: &Meeting, name: &str) -> Vec<String> {
    let seen = meeting.table.seen_by(&meeting.who(name));
    let all = seen.floor.delivered.into_iter();
    all.map(|Delivered { text, .. }| text).collect()
}

#[test]
fn interpreters_read_it_before_and_everybody_once_it_is_delivered() {
    let mut meeting = handed_in();
    for stage in ["waiting", "speaking", "paused"] {
        for name in ["ivy", "rae", "fay", "ana", "abel"] {
            assert_eq!(text_for(&meeting, name).as_deref(), Some(TEXT), "{name}");
        }
        for name in ["ben", "cleo", "obi"] {
            assert_eq!(text_for(&meeting, name), None, "{name} while {stage}");
        }
        match stage {
            "waiting" => meeting.does("fay", gives_floor("s1", None)),
            "speaking" => {
                let speech = speech("s1");
                meeting.does("fay", FloorCommand::PauseSpeech { speech });
            }
            _ => {}
        }
    }
    // Giving the floor to the next ends it.
    let resumes = FloorCommand::ResumeSpeech {
        speech: speech("s1"),
    };
    meeting.does("fay", resumes);
    meeting.waits();
    meeting.does("fay", gives_floor("s2", Some("s1")));
    for name in ["ivy", "rae", "fay", "ana", "ben", "cleo", "obi"] {
        assert_eq!(delivered(&meeting, name), [TEXT], "{name}");
    }
    meeting.does("fay", FloorCommand::BeginRound { after: 0 });
    assert_eq!(delivered(&meeting, "obi"), [TEXT], "it outlasts the round");
    assert_eq!(replay(&meeting.log), meeting.table);
}

#[test]
fn whoever_speaks_as_the_table_closes_or_a_round_begins_has_delivered_it() {
    let mut meeting = handed_in();
    meeting.does("fay", gives_floor("s1", None));
    meeting.waits();
    let mut other = meeting.clone();
    meeting.does("fay", moves(Phase::Drafting, Phase::Closed));
    assert_eq!(delivered(&meeting, "obi"), [TEXT]);
    other.does("fay", FloorCommand::BeginRound { after: 0 });
    assert_eq!(delivered(&other, "obi"), [TEXT]);
    for meeting in [&meeting, &other] {
        assert_eq!(replay(&meeting.log), meeting.table);
    }
}

#[test]
fn what_was_not_spoken_is_told_to_nobody() {
    let mut meeting = handed_in();
    meeting.does("ana", withdraws("s1"));
    let mut other = handed_in();
    let skipped = FloorCommand::SkipSpeaker {
        speech: speech("s1"),
    };
    other.does("fay", skipped);
    let mut third = handed_in();
    third.does("fay", moves(Phase::Drafting, Phase::Closed));
    for meeting in [&meeting, &other, &third] {
        assert!(delivered(meeting, "obi").is_empty());
        let obi = meeting.who("obi");
        let told = meeting.log.iter().cloned().map(|it| it.seen_by(&obi));
        let told = serde_json::to_string(&told.collect::<Vec<_>>()).expect("JSON");
        assert!(!told.contains("Thank you"));
    }
}

#[test]
fn a_floor_given_by_mistake_publishes_nothing() {
    let mut meeting = handed_in();
    let before = meeting.table.floor.clone();
    meeting.does("fay", gives_floor("s1", None));
    meeting.does("fay", gives_floor("s2", Some("s1")));
    assert!(delivered(&meeting, "obi").is_empty());
    assert_eq!(text_for(&meeting, "ivy").as_deref(), Some(TEXT));
    let turns = meeting.table.floor.order(&meeting.table.delegations);
    assert_eq!(turns[0].speech.id, speech("s1"), "it waits again");
    // South, who handed nothing in, has spoken: only the chair says that they have not.
    meeting.does("fay", puts_back("s2"));
    assert_eq!(meeting.table.floor, before, "as if nothing had been");
    assert_eq!(meeting.asks("fay", puts_back("s2")), Ok(Vec::new()));
    assert_eq!(
        meeting.asks("ana", puts_back("s1")),
        Err(Refusal::NeedsChair)
    );
    meeting.does("fay", gives_floor("s1", None));
    meeting.waits();
    let late = meeting.asks("fay", puts_back("s1"));
    assert_eq!(late, Err(Refusal::HasSpoken));
    meeting.does("fay", gives_floor("s2", Some("s1")));
    assert_eq!(delivered(&meeting, "obi"), [TEXT]);
    assert_eq!(replay(&meeting.log), meeting.table);
}

#[test]
fn whoever_had_the_floor_for_a_moment_publishes_nothing_whatever_ended_it() {
    let asks_again = |meeting: &mut Meeting| {
        meeting.does("abel", asks_floor("s3", SpeechKind::Statement));
    };
    let ways: [Command; 4] = [
        FloorCommand::BeginRound { after: 0 }.into(),
        moves(Phase::Drafting, Phase::Closed),
        ends("s1"),
        gives_floor("s2", Some("s1")),
    ];
    for way in ways {
        for again in [true, false] {
            let mut meeting = handed_in();
            meeting.does("fay", gives_floor("s1", None));
            if again {
                asks_again(&mut meeting);
            }
            meeting.does("fay", way.clone());
            assert!(delivered(&meeting, "obi").is_empty(), "{way:?}");
            let obi = meeting.who("obi");
            let told = meeting.log.iter().cloned().map(|it| it.seen_by(&obi));
            let told = serde_json::to_string(&told.collect::<Vec<_>>()).expect("JSON");
            assert!(!told.contains("Thank you"), "{way:?}");
            // The delegation has it still: kept, or waiting again.
            let seen = meeting.table.seen_by(&meeting.who("ana"));
            let north = DelegationId::new("north").expect("an id");
            let kept = seen.floor.kept.get(&north).and_then(|it| it.text.clone());
            let waits = text_of_waiting(&seen.floor);
            assert_eq!(kept.or(waits).as_deref(), Some(TEXT), "{way:?}");
            assert_eq!(replay(&meeting.log), meeting.table);
        }
    }
}

#[test]
fn a_short_statement_counts_if_its_delegation_or_the_chair_says_so() {
    // While it has the floor, once that is over, and when a round began since.
    let ends_it: [&[Command]; 3] = [
        &[],
        &[ends("s1")],
        &[FloorCommand::BeginRound { after: 0 }.into()],
    ];
    let ended = ends_it.map(<[Command]>::to_vec);
    for (nth, ways) in ended.iter().enumerate() {
        for who in ["ana", "abel", "fay"] {
            let mut meeting = handed_in();
            let early = meeting.asks("ana", confirms_statement("s1"));
            let what = Noun::Statement;
            assert_eq!(early, Err(Refusal::Unknown { what }), "it has not spoken");
            meeting.does("fay", gives_floor("s1", None));
            for way in ways {
                meeting.does("fay", way.clone());
            }
            for nobody in ["ben", "obi", "rae", "ivy"] {
                let refused = meeting.asks(nobody, confirms_statement("s1"));
                assert_eq!(refused, Err(Refusal::NeedsChair), "{nobody} {nth}");
            }
            meeting.does(who, confirms_statement("s1"));
            assert_eq!(delivered(&meeting, "obi"), [TEXT], "{who} {nth}");
            assert!(meeting.table.floor.kept.is_empty());
            let again = meeting.asks(who, confirms_statement("s1"));
            assert_eq!(again, Ok(Vec::new()));
            if ways.is_empty() {
                meeting.does("fay", ends("s1"));
                assert_eq!(delivered(&meeting, "obi"), [TEXT], "and not twice");
            }
            assert_eq!(replay(&meeting.log), meeting.table);
        }
    }
    // What was skipped was never said.
    let mut meeting = handed_in();
    let speech = speech("s1");
    meeting.does("fay", FloorCommand::SkipSpeaker { speech });
    let skipped = meeting.asks("ana", confirms_statement("s1"));
    let what = Noun::Statement;
    assert_eq!(skipped, Err(Refusal::Unknown { what }));
}

fn text_of_waiting(floor: &Floor) -> Option<String> {
    let there = floor.speech(&speech("s1"))?;
    there.statement.clone().filter(|_| there.waits())?.text
}

#[test]
fn a_text_that_is_kept_counts_and_is_taken_back_by_its_delegation() {
    let mut meeting = handed_in();
    let skipped = FloorCommand::SkipSpeaker {
        speech: speech("s1"),
    };
    meeting.does("fay", skipped);
    assert_eq!(
        meeting.asks("ben", drops_kept()),
        Ok(Vec::new()),
        "south has none"
    );
    for name in ["fay", "ivy", "obi"] {
        let refused = meeting.asks(name, drops_kept());
        assert_eq!(refused, Err(Refusal::NeedsDelegation), "{name}");
    }
    meeting.does("abel", drops_kept());
    assert!(meeting.table.floor.kept.is_empty());
    assert_eq!(meeting.asks("ana", drops_kept()), Ok(Vec::new()));
    assert_eq!(replay(&meeting.log), meeting.table);

    // What is kept for others takes room.
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let long = "x".repeat(limits::STATEMENT);
    let most = limits::STATEMENT_TEXTS / limits::STATEMENT;
    let mut last = Ok(Vec::new());
    for nth in 0..=most {
        let (name, place) = (format!("n{nth}"), format!("place-{nth}"));
        meeting
            .convenes("fay", seats(delegation(&place)))
            .expect("a delegation is seated");
        let who = person(&name, Role::Delegate, Some(&place));
        meeting.admits(&who).expect("they are let in");
        let id = format!("speech-{nth}");
        meeting.does(&name, asks_floor(&id, SpeechKind::Statement));
        last = meeting.asks(&name, hands_in(&id, &long));
        assert!(last.is_ok() || nth == most, "{nth}: {last:?}");
        let speech = speech(&id);
        meeting.does("fay", FloorCommand::SkipSpeaker { speech });
    }
    let what = Noun::Statement;
    assert_eq!(last, Err(Refusal::TooMany { what, most }));
}

#[test]
fn one_who_asked_again_is_not_on_the_list_twice() {
    let mut meeting = handed_in();
    meeting.does("fay", gives_floor("s1", None));
    meeting.does("abel", asks_floor("s3", SpeechKind::Statement));
    let back = meeting.asks("fay", puts_back("s1"));
    assert_eq!(back, Err(Refusal::OnTheList));
}

#[test]
fn a_text_that_was_not_delivered_is_there_when_one_asks_again() {
    let skipped = FloorCommand::SkipSpeaker {
        speech: speech("s1"),
    };
    for not_heard in [skipped, FloorCommand::BeginRound { after: 0 }] {
        let mut meeting = handed_in();
        meeting.does("fay", not_heard);
        let north = DelegationId::new("north").expect("an id");
        let kept = |meeting: &Meeting, name: &str| {
            let seen = meeting.table.seen_by(&meeting.who(name));
            seen.floor.kept.get(&north)?.text.clone()
        };
        for name in ["ana", "abel", "fay", "ivy", "rae"] {
            assert_eq!(kept(&meeting, name).as_deref(), Some(TEXT), "{name}");
        }
        for name in ["ben", "obi"] {
            assert_eq!(kept(&meeting, name), None, "{name}");
        }
        assert!(delivered(&meeting, "obi").is_empty());
        meeting.does("abel", asks_floor("s4", SpeechKind::Statement));
        meeting.does("abel", hands_in("s4", "Another."));
        assert!(meeting.table.floor.kept.is_empty(), "there is a newer one");
        assert_eq!(replay(&meeting.log), meeting.table);
    }
}

#[test]
fn it_is_changed_and_taken_back_until_the_speaker_begins() {
    let mut meeting = handed_in();
    assert_eq!(meeting.asks("abel", hands_in("s1", TEXT)), Ok(Vec::new()));
    meeting.does("abel", hands_in("s1", "Thank you."));
    assert_eq!(text_for(&meeting, "ivy").as_deref(), Some("Thank you."));
    meeting.does("ana", takes_statement_back("s1"));
    let again = meeting.asks("ana", takes_statement_back("s1"));
    assert_eq!(again, Ok(Vec::new()));
    meeting.does("ana", hands_in("s1", TEXT));
    meeting.does("fay", gives_floor("s1", None));
    meeting.waits();
    for command in [hands_in("s1", "No."), takes_statement_back("s1")] {
        let late = meeting.asks("ana", command);
        assert_eq!(late, Err(Refusal::FloorHasMoved));
    }
    meeting.does("fay", ends("s1"));
    assert_eq!(delivered(&meeting, "obi"), [TEXT]);
}

#[test]
fn only_the_delegation_hands_it_in_and_not_without_end() {
    let mut meeting = handed_in();
    for name in ["fay", "rae", "ivy", "obi"] {
        let refused = meeting.asks(name, hands_in("s1", "x"));
        assert_eq!(refused, Err(Refusal::NeedsDelegation), "{name}");
    }
    assert_eq!(
        meeting.asks("ben", hands_in("s1", "x")),
        Err(Refusal::NotYours)
    );
    let other = meeting.asks("ben", takes_statement_back("s1"));
    assert_eq!(other, Err(Refusal::NotYours));
    let what = Noun::Statement;
    let empty = meeting.asks("ben", hands_in("s2", " \n"));
    assert_eq!(empty, Err(Refusal::Empty { what }));
    let most = limits::STATEMENT;
    let long = meeting.asks("ben", hands_in("s2", &"x".repeat(most + 1)));
    assert_eq!(long, Err(Refusal::TooLong { what, most }));
    meeting.does("ben", asks_floor("s3", SpeechKind::PointOfOrder));
    let point = meeting.asks("ben", hands_in("s3", "x"));
    assert_eq!(point, Err(Refusal::Unknown { what: Noun::Speech }));
    for nth in 1..limits::STATEMENT_TIMES {
        meeting.does("ana", hands_in("s1", &format!("Version {nth}.")));
    }
    let most = limits::STATEMENT_TIMES;
    let again = meeting.asks("ana", hands_in("s1", "One more."));
    assert_eq!(again, Err(Refusal::TooMany { what, most }));
}

#[test]
fn an_interpreter_looks_on() {
    let mut meeting = handed_in();
    let ivy = meeting.who("ivy");
    let asked = meeting.asks("ivy", asks_floor("s9", SpeechKind::Statement));
    assert_eq!(asked, Err(Refusal::NeedsDelegation));
    assert!(ivy.looks_on());
    for root in meeting.table.roots() {
        assert!(meeting.table.may_write(&ivy, &root).is_err(), "{root}");
    }
}

#[test]
fn the_pace_follows_the_limit_and_the_time_that_was_given() {
    let mut meeting = handed_in();
    meeting.does("ana", hands_in("s1", &"word ".repeat(480)));
    let pace = |meeting: &Meeting, name: &str| {
        let seen = meeting.table.seen_by(&meeting.who(name));
        let pace = seen.floor.pace(seen.floor.speech(&speech("s1"))?)?;
        pace.a_minute
    };
    assert_eq!(
        pace(&meeting, "ivy"),
        Some(160),
        "480 words in three minutes"
    );
    assert_eq!(pace(&meeting, "ben"), None, "whoever may not read it");
    let more = FloorCommand::ExtendSpeech {
        speech: speech("s1"),
        extra: 60,
    };
    meeting.does("fay", more);
    assert_eq!(pace(&meeting, "ana"), Some(120));
}

#[test]
fn only_so_many_are_kept_at_hand() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    for nth in 0..=limits::DELIVERED {
        let id = format!("s{nth}");
        meeting.does("ana", asks_floor(&id, SpeechKind::Statement));
        meeting.does("ana", hands_in(&id, &format!("Number {nth}.")));
        meeting.does("fay", gives_floor(&id, None));
        meeting.waits();
        meeting.does("fay", ends(&id));
    }
    let kept = delivered(&meeting, "obi");
    assert_eq!(kept.len(), limits::DELIVERED);
    assert_eq!(kept[0], "Number 1.");
}

#[test]
fn of_long_ones_fewer_are_kept_at_hand_and_the_newest_in_any_case() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let long = limits::STATEMENT;
    let few = limits::DELIVERED_TEXTS / long;
    for nth in 0..few + 3 {
        let id = format!("s{nth}");
        meeting.does("ana", asks_floor(&id, SpeechKind::Statement));
        let nth = nth.to_string();
        let text = format!("{nth}{}", "語".repeat(long - nth.len()));
        meeting.does("ana", hands_in(&id, &text));
        meeting.does("fay", gives_floor(&id, None));
        meeting.waits();
        meeting.does("fay", ends(&id));
        let kept = delivered(&meeting, "obi");
        assert_eq!(kept.last(), Some(&text));
        let characters: usize = kept.iter().map(|it| it.chars().count()).sum();
        assert!(characters <= limits::DELIVERED_TEXTS);
    }
    assert_eq!(delivered(&meeting, "obi").len(), few);
    let newcomer = meeting.table.seen_by(&meeting.who("obi"));
    assert_eq!(
        newcomer.floor.delivered,
        replay(&meeting.log).floor.delivered
    );
}

#[test]
fn those_that_wait_are_together_no_longer_than_a_table_takes() {
    let mut meeting = Meeting::in_phase(Phase::Drafting);
    let long = "x".repeat(limits::STATEMENT);
    let most = limits::STATEMENT_TEXTS / limits::STATEMENT;
    let mut last = Ok(Vec::new());
    for nth in 0..=most {
        let (name, place) = (format!("n{nth}"), format!("place-{nth}"));
        meeting
            .convenes("fay", seats(delegation(&place)))
            .expect("a delegation is seated");
        let who = person(&name, Role::Delegate, Some(&place));
        meeting.admits(&who).expect("they are let in");
        let id = format!("speech-{nth}");
        meeting.does(&name, asks_floor(&id, SpeechKind::Statement));
        last = meeting.asks(&name, hands_in(&id, &long));
        assert!(last.is_ok() || nth == most, "{nth}: {last:?}");
    }
    let what = Noun::Statement;
    assert_eq!(last, Err(Refusal::TooMany { what, most }));
    // There is room for a short one, for another of one's own, and once one is delivered.
    meeting.does(
        &format!("n{most}"),
        hands_in(&format!("speech-{most}"), "x"),
    );
    meeting.does("n0", hands_in("speech-0", &"y".repeat(limits::STATEMENT)));
    meeting.does("fay", gives_floor("speech-1", None));
    meeting.waits();
    meeting.does("fay", ends("speech-1"));
    meeting.does(
        &format!("n{most}"),
        hands_in(&format!("speech-{most}"), &long),
    );
}

proptest! {
    /// Two meetings that differ in nothing but what others wrote in statements that are not delivered look the same.
    #[test]
    fn an_undelivered_statement_reaches_nobody_else(meeting in held(), viewer in somebody()) {
        let other: Vec<Record> = meeting.log.iter().cloned().map(otherwise).collect();
        let may_see = |event: &Event| event.audience().holds(&viewer);
        for (here, there) in meeting.log.iter().zip(&other) {
            if !may_see(&here.event) {
                prop_assert_eq!(here.clone().seen_by(&viewer), there.clone().seen_by(&viewer));
            }
        }
        let seen = meeting.table.seen_by(&viewer);
        for speech in &seen.floor.speeches {
            let Some(statement) = &speech.statement else { continue };
            let own = viewer.speaks_for() == Some(&speech.delegation);
            let roles = [Role::Facilitator, Role::Rapporteur, Role::Interpreter];
            prop_assert_eq!(statement.text.is_some(), own || roles.contains(&viewer.role));
        }
        for (delegation, statement) in &seen.floor.kept {
            let own = viewer.speaks_for() == Some(delegation);
            let roles = [Role::Facilitator, Role::Rapporteur, Role::Interpreter];
            prop_assert!(statement.text.is_none() || own || roles.contains(&viewer.role));
        }
        let all = meeting.table.seen_by_all();
        prop_assert!(all.floor.kept.values().all(|it| it.text.is_none()));
        let mut statements = all.floor.speeches.iter().filter_map(|it| it.statement.as_ref());
        prop_assert!(statements.all(|statement| statement.text.is_none()));
    }
}

fn otherwise(mut record: Record) -> Record {
    if let Event::Floor(FloorEvent::StatementHandedIn { text, .. }) = &mut record.event {
        *text = Some("Something else.".into());
    }
    record
}
