//! What an outcome says of ballots: rules, verdicts, cancelled ones, and the wording voted on.

use crate::meeting::{
    Meeting, ballot, cancels, card, closes, opens, practice, rules, votes, written,
};
use crate::read_html::read;
use crate::story::HOSTILE;
use shared::document::Root;
use shared::features::agenda::AgendaCommand;
use shared::features::ballots::BallotCommand;
use shared::features::ballots::{BallotRules, Choice, DecisionRule, Wording};
use shared::features::practices::PracticeCommand;
use shared::features::practices::PracticeField;
use shared::ids::Timestamp;
use shared::outcome::{Outcome, OutcomeStanding, html, markdown};
use shared::prose::Block;
use shared::seq::Seq;
use shared::table::Command;
use shared::words::{Language, Words};
use std::collections::BTreeMap;

fn decides(id: &str, practices: &[&str], rule: DecisionRule) -> Command {
    Command::Ballots(BallotCommand::OpenBallot {
        ballot: ballot(id),
        rules: BallotRules {
            indicative: false,
            rule: Some(rule),
            ..rules(practices)
        },
    })
}

fn said(text: &str) -> BTreeMap<Root, Vec<Block>> {
    written(&[(Root::Practice(practice("p1"), PracticeField::Done), text)])
}

/// Notes what is voted on, as the server does, which holds the document.
fn note(meeting: &mut Meeting, prose: &BTreeMap<Root, Vec<Block>>) {
    let practices = meeting.table.practices.clone();
    let ballot = meeting.table.ballots.last_mut().expect("a ballot is open");
    for then in &mut ballot.wording {
        let found = practices.iter().find(|p| p.id == then.practice);
        *then = Wording::of(found.expect("it is there"), prose);
    }
}

/// Cancelled, then decided on three practices; then one is revised, one withdrawn, one left as it was.
fn decided() -> Meeting {
    let mut meeting = Meeting::voting();
    note(&mut meeting, &said("A desk in each district."));
    meeting.does("ana", votes("b1", "p1", Choice::CannotSupport));
    meeting.does("fay", cancels("b1"));
    meeting.does(
        "fay",
        decides("b2", &["p1", "p2", "p3"], DecisionRule::TwoThirds),
    );
    note(&mut meeting, &said("A desk in each district."));
    for (who, choice) in [("ana", Choice::Support), ("ben", Choice::Support)] {
        meeting.does(who, votes("b2", "p1", choice));
    }
    meeting.does("cleo", votes("b2", "p2", Choice::CannotSupport));
    meeting.does("fay", closes("b2"));
    let revised = Command::Practices(PracticeCommand::RevisePractice {
        practice: practice("p1"),
        card: card("Referral desks at sea"),
    });
    meeting.does("ana", revised);
    let gone = Command::Practices(PracticeCommand::WithdrawPractice {
        practice: practice("p2"),
    });
    meeting.does("ben", gone);
    meeting
}

fn outcome(meeting: &Meeting, prose: &BTreeMap<Root, Vec<Block>>) -> Outcome {
    Outcome::of(
        &meeting.table,
        prose,
        Seq::new(42),
        [1; 32],
        Timestamp(9_000_000),
    )
}

fn told(outcome: &Outcome) -> [String; 2] {
    let (words, outcomes) = (Words::of(Language::ENGLISH), [outcome.clone()]);
    [markdown(&outcomes, &words), html(&outcomes, &words)]
}

#[test]
fn a_ballot_that_decides_prints_its_rule_and_its_verdict() {
    for text in told(&outcome(&decided(), &said("A desk in each district."))) {
        assert!(text.contains("decided by two thirds"), "{text}");
        assert!(
            text.contains("Adopted") && text.contains("Not adopted"),
            "{text}"
        );
    }
}

#[test]
fn an_indicative_ballot_adopts_nothing() {
    let mut meeting = Meeting::voting();
    for who in ["ana", "ben", "cleo"] {
        meeting.does(who, votes("b1", "p1", Choice::Support));
    }
    meeting.does("fay", closes("b1"));
    for text in told(&outcome(&meeting, &BTreeMap::new())) {
        assert!(!text.to_lowercase().contains("adopted"), "{text}");
    }
}

#[test]
fn a_show_of_preferences_later_on_does_not_rank_over_what_was_decided() {
    let mut meeting = decided();
    meeting.does("fay", opens("b3", &["p1", "p3"]));
    for who in ["ana", "ben", "cleo"] {
        meeting.does(who, votes("b3", "p3", Choice::Support));
    }
    meeting.does("fay", closes("b3"));
    let outcome = outcome(&meeting, &BTreeMap::new());
    let ranked = outcome.practices.iter().map(|practice| {
        let by = practice.tally.as_ref().map(|tally| tally.ballot.clone());
        (practice.id.clone(), by)
    });
    let ranked: Vec<_> = ranked.collect();
    assert_eq!(
        ranked,
        [
            (practice("p1"), Some(ballot("b2"))),
            (practice("p3"), Some(ballot("b2")))
        ]
    );
}

#[test]
fn a_cancelled_ballot_is_told_without_its_votes() {
    let outcome = outcome(&decided(), &said("Else."));
    let standing = &outcome.ballots[0].standing;
    assert!(
        matches!(standing, OutcomeStanding::Cancelled { reason, practices, .. }
            if reason == "The wording was wrong." && practices.len() == 3),
        "{standing:?}"
    );
    let moments = format!("{:?}", outcome.milestones);
    assert!(moments.contains("BallotCancelled"), "{moments}");
    let json = serde_json::to_string(&outcome.ballots[0]).expect("it is JSON");
    assert!(!json.contains("support"), "{json}");
    for text in told(&outcome) {
        assert!(text.contains("This ballot was cancelled."), "{text}");
        assert!(text.contains("The wording was wrong"), "{text}");
    }
}

#[test]
fn the_result_names_the_wording_voted_on() {
    let outcome = outcome(&decided(), &said("A desk in each port."));
    let changed: Vec<_> = outcome.ballots[1].changed_since.iter().collect();
    let titles = changed.iter().map(|then| then.practice.as_str());
    assert_eq!(titles.collect::<Vec<_>>(), ["p1", "p2"], "p3 is as it was");
    for text in told(&outcome) {
        assert!(text.contains("A desk in each district"), "{text}");
        assert!(text.contains("changed after this vote"), "{text}");
        assert!(text.contains("withdrawn after this vote"), "{text}");
        assert!(!text.contains("| p2 |"), "an id instead of a title: {text}");
    }
}

#[test]
fn a_change_in_the_prose_alone_is_a_change() {
    let mut meeting = Meeting::voting();
    note(&mut meeting, &said("A desk in each district."));
    meeting.does("fay", closes("b1"));
    let same = outcome(&meeting, &said("A desk in each district."));
    assert!(same.ballots[0].changed_since.is_empty());
    let other = outcome(&meeting, &said("A desk in each port."));
    assert_eq!(other.ballots[0].changed_since.len(), 1);
}

#[test]
fn a_very_long_wording_is_kept_up_to_a_limit_and_says_so() {
    let long = "ش".repeat(shared::limits::WORDING + 5);
    let meeting = Meeting::voting();
    let kept = Wording::of(&meeting.table.practices[0], &said(&long));
    let words = &kept.fields[&PracticeField::Done];
    assert!(
        words.ends_with('…') || words.ends_with("[…]"),
        "cut in silence"
    );
    assert!(words.chars().count() < shared::limits::WORDING + 5);
}

#[test]
fn a_ballot_held_again_names_the_one_before() {
    let mut meeting = Meeting::voting();
    meeting.does("fay", closes("b1"));
    let rules = BallotRules {
        title: "Once more?".into(),
        again: Some(ballot("b1")),
        ..rules(&["p1"])
    };
    let ballot = ballot("b2");
    meeting.does("fay", BallotCommand::OpenBallot { ballot, rules });
    for text in told(&outcome(&meeting, &BTreeMap::new())) {
        assert!(text.contains("Held again after"), "{text}");
    }
}

#[test]
fn a_move_that_was_undone_is_told() {
    let mut meeting = Meeting::discussing();
    meeting.moves_to(shared::features::agenda::Phase::Closed);
    let (from, to) = (
        shared::features::agenda::Phase::Closed.into(),
        shared::features::agenda::Phase::Practices.into(),
    );
    meeting.does("fay", AgendaCommand::TakeBackMove { from, to });
    for text in told(&outcome(&meeting, &BTreeMap::new())) {
        assert!(text.contains("The last move was undone"), "{text}");
    }
}

#[test]
fn nobodys_words_become_markup() {
    let words = Words::of(Language::ENGLISH);
    for hostile in HOSTILE {
        let mut outcome = outcome(&decided(), &said("Else."));
        for ballot in &mut outcome.ballots {
            if let OutcomeStanding::Cancelled { reason, .. } = &mut ballot.standing {
                hostile.clone_into(reason);
            }
            for title in ballot.titles.values_mut() {
                hostile.clone_into(title);
            }
            for then in &mut ballot.changed_since {
                hostile.clone_into(&mut then.card.title);
                hostile.clone_into(&mut then.card.theme);
                for text in then.fields.values_mut() {
                    hostile.clone_into(text);
                }
            }
        }
        read(&html(&[outcome.clone()], &words));
        crate::read_markdown::read(&markdown(&[outcome], &words));
    }
}

#[test]
fn ballots_that_are_open_again_stay_secret_in_every_form() {
    let mut meeting = decided();
    meeting.does("fay", opens("b3", &["p1"]));
    meeting.does("ana", votes("b3", "p1", Choice::CannotSupport));
    let one = told(&outcome(&meeting, &BTreeMap::new()));
    meeting.does("ana", votes("b3", "p1", Choice::Support));
    assert_eq!(one, told(&outcome(&meeting, &BTreeMap::new())));
}
