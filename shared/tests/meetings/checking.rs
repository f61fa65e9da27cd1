//! An outcome is counted again from nothing but itself.

use crate::arbitrary::held;
use crate::meeting::{
    Meeting, ballot, calls_roll, casts, closes, option_id, options, replay, sets_quorum,
};
use proptest::prelude::*;
use serde_json::Value;
use shared::features::ballots::{
    Answer, BallotCommand, BallotRules, Base, Criterion, Marks, Method, Share,
};
use shared::features::roll_call::Quorum;
use shared::ids::Timestamp;
use shared::outcome::{Finding, Found, Outcome, check};
use shared::seq::Seq;
use std::collections::BTreeMap;

fn outcome(meeting: &Meeting) -> Outcome {
    Outcome::of(
        &replay(&meeting.log),
        &BTreeMap::new(),
        Seq::new(7),
        [0; 32],
        Timestamp(0),
    )
}

fn wrong(outcome: &Outcome) -> Vec<Finding> {
    let mut findings = check(outcome, "");
    findings.retain(|finding| finding.found.is_wrong());
    findings
}

proptest! {
    #[test]
    fn nothing_is_wrong_with_what_really_happened(meeting in held()) {
        let outcome = outcome(&meeting);
        prop_assert_eq!(wrong(&outcome), vec![]);
        prop_assert!(check(&outcome, "").len() >= outcome.ballots.len());
    }
}

fn marks(method: &Method, nth: usize) -> Marks {
    let ids = ["spring", "summer", "autumn"].map(option_id);
    let [first, second, third] = [0, 1, 2].map(|it| ids[(it + nth) % 3].clone());
    match method {
        Method::Support | Method::Approval => Marks::Approval {
            options: [first, second].into(),
        },
        Method::Points { .. } => Marks::Points {
            points: [(first, 3), (second, 1)].into(),
        },
        Method::Score { .. } => Marks::Scores {
            scores: [("p1", 3), ("p2", 1)]
                .map(|(id, score)| (option_id(id), [(Criterion::Feasible, score)].into()))
                .into(),
        },
        Method::Ranked => Marks::Ranking {
            ranking: vec![vec![first], vec![second]],
        },
        Method::Majority { .. } => Marks::Answers {
            answers: [
                (first, Answer::Yes),
                (second, Answer::Yes),
                (third, Answer::No),
            ]
            .into(),
        },
    }
}

/// A ballot by each method, with the roll called.
fn held_by_each(recorded: bool) -> Outcome {
    let mut meeting = Meeting::voting();
    meeting.does("fay", closes("b1"));
    meeting.does("fay", sets_quorum(Some(Quorum::Majority)));
    meeting.does("fay", calls_roll(&["north", "south"]));
    let majority = Method::Majority {
        of: Base::Present,
        share: Share::Simple,
    };
    let score = Method::Score {
        criteria: vec![Criterion::Feasible, Criterion::Evidenced],
        own: true,
        few: 2,
    };
    for method in [
        Method::Approval,
        Method::Points { points: 5, cap: 4 },
        Method::Ranked,
        majority,
        score,
    ] {
        let id = method.as_str();
        let is_score = method.needs_practices();
        let rules = BallotRules {
            title: id.to_owned(),
            practices: if is_score {
                ["p1", "p2"].map(crate::meeting::practice).into()
            } else {
                vec![]
            },
            options: if is_score {
                vec![]
            } else {
                options(&["spring", "summer", "autumn"])
            },
            method: method.clone(),
            recorded,
            needs_quorum: true,
            ..BallotRules::default()
        };
        let ballot = ballot(id);
        meeting.does("fay", BallotCommand::OpenBallot { ballot, rules });
        for (nth, who) in ["ana", "ben"].into_iter().enumerate() {
            meeting.does(who, casts(id, marks(&method, nth)));
        }
        meeting.does("fay", closes(id));
    }
    outcome(&meeting)
}

/// Every number in it, as a pointer.
fn numbers(value: &Value, at: &str, all: &mut Vec<String>) {
    match value {
        Value::Number(_) => all.push(at.to_owned()),
        Value::Array(items) => {
            for (nth, item) in items.iter().enumerate() {
                numbers(item, &format!("{at}/{nth}"), all);
            }
        }
        Value::Object(fields) => {
            for (name, item) in fields {
                numbers(item, &format!("{at}/{name}"), all);
            }
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

#[test]
fn of_recorded_ballots_every_number_that_is_changed_is_found() {
    let outcome = held_by_each(true);
    assert_eq!(wrong(&outcome), []);
    let sound = check(&outcome, "")
        .into_iter()
        .filter(|it| it.found == Found::Sound);
    assert_eq!(sound.count(), 5);
    let json = serde_json::to_value(&outcome).expect("JSON");
    let mut changed = 0;
    for nth in 1..outcome.ballots.len() {
        let at = format!("/ballots/{nth}/standing/counted");
        let mut all = Vec::new();
        numbers(
            &json.pointer(&at).expect("it is there").clone(),
            &at,
            &mut all,
        );
        for at in all {
            let mut other = json.clone();
            let number = other.pointer_mut(&at).expect("it is there");
            *number = Value::from(number.as_u64().expect("a count") + 1);
            let Ok(other) = serde_json::from_value::<Outcome>(other) else {
                continue;
            };
            let wrong = wrong(&other);
            assert!(!wrong.is_empty(), "{at} was not found");
            let near = format!("/ballots/{nth}/");
            assert!(wrong.iter().any(|it| it.at.starts_with(&near)), "{wrong:?}");
            changed += 1;
        }
    }
    assert!(changed > 60, "{changed}");
}

#[test]
fn of_secret_ballots_what_does_not_fit_is_found() {
    let outcome = held_by_each(false);
    assert_eq!(wrong(&outcome), []);
    let fits = check(&outcome, "").into_iter();
    let fits = fits.filter(|it| it.found == Found::Fits { ballots: 2 });
    assert_eq!(fits.count(), 5);
    let json = serde_json::to_value(&outcome).expect("JSON");
    let counted = |nth: usize, path: &str| format!("/ballots/{nth}/standing/counted{path}");
    for (at, value) in [
        (counted(1, "/count/options/0/approvals"), 3),
        (counted(2, "/count/options/0/points"), 40),
        (counted(3, "/count/ranked/pairwise/0/1"), 3),
        (counted(3, "/count/ranked/pairwise/0/0"), 1),
        (counted(4, "/count/options/0/yes"), 0),
        (counted(4, "/count/options/0/needed"), 1),
        (counted(5, "/count/options/0/criteria/0/mean_hundredths"), 7),
        (counted(5, "/count/options/0/overall/given/4"), 1),
        ("/counts/votes".to_owned(), 3),
    ] {
        let mut other = json.clone();
        *other.pointer_mut(&at).expect("it is there") = Value::from(value);
        let other = serde_json::from_value(other).expect("it is read");
        assert!(!wrong(&other).is_empty(), "{at} was not found");
    }
    // A winner who did not win, and a verdict that does not follow.
    for (at, value) in [
        (counted(1, "/leading"), serde_json::json!(["autumn"])),
        (
            counted(1, "/decision"),
            serde_json::json!({"is": "chosen", "option": "autumn"}),
        ),
        (
            counted(3, "/count/ranked/places"),
            serde_json::json!([["autumn", "spring", "summer"]]),
        ),
        (
            counted(4, "/count/options/0/verdict"),
            serde_json::json!("not-adopted"),
        ),
        (
            "/ballots/4/standing/attendance/needed".to_owned(),
            serde_json::json!(3),
        ),
    ] {
        let mut other = json.clone();
        let there = other.pointer_mut(&at).expect("it is there");
        if *there == value {
            continue;
        }
        *there = value;
        let other = serde_json::from_value(other).expect("it is read");
        assert!(!wrong(&other).is_empty(), "{at} was not found");
    }
}
