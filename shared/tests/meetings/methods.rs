//! Ballots by other methods than voting on each practice: what may be put, what may be said, and what comes of it.

use crate::meeting::{
    Meeting, ballot, brings, calls_roll, casts, closes, delegation, enters_ballot, enters_vote,
    names_head, option_id, options, practice, reminds_voters, replay, reserves_voting, sets_quorum,
    votes,
};
use shared::features::agenda::Phase;
use shared::features::ballots::count::{self, Count, Decision};
use shared::features::ballots::drawn::{Bar, Drawn, Names};
use shared::features::ballots::{
    Answer, BallotCommand, BallotEvent, BallotRules, Base, Choice, Criterion, DecisionRule, Marks,
    Method, Said, SecretChange, Share,
};
use shared::features::report::{ReportSetting, SectionAbout, Told, facts};
use shared::features::roll_call::Quorum;
use shared::outcome::{Outcome, html, markdown};
use shared::prose::plain;
use shared::refusal::{Noun, Refusal};
use shared::seq::Seq;
use shared::table::{Command, Event};
use shared::words::{Language, Words};
use std::collections::{BTreeMap, BTreeSet};

fn opens(id: &str, rules: BallotRules) -> Command {
    Command::Ballots(BallotCommand::OpenBallot {
        ballot: ballot(id),
        rules,
    })
}

/// A ballot on three options.
fn on_options(method: Method) -> BallotRules {
    BallotRules {
        title: "When do we meet?".into(),
        options: options(&["spring", "summer", "autumn"]),
        method,
        indicative: true,
        ..BallotRules::default()
    }
}

/// A ballot on the practices of the north and the south.
fn on_practices(method: Method) -> BallotRules {
    BallotRules {
        title: "How good are they?".into(),
        practices: vec![practice("p1"), practice("p2")],
        method,
        indicative: true,
        ..BallotRules::default()
    }
}

/// A table where ballots are held, and none is open.
fn table() -> Meeting {
    let mut meeting = Meeting::voting();
    meeting.does("fay", closes("b1"));
    meeting
}

fn approves(of: &[&str]) -> Marks {
    Marks::Approval {
        options: of.iter().map(|id| option_id(id)).collect(),
    }
}

fn ranks(places: &[&[&str]]) -> Marks {
    let place = |ids: &&[&str]| ids.iter().map(|id| option_id(id)).collect();
    Marks::Ranking {
        ranking: places.iter().map(place).collect(),
    }
}

fn gives(points: &[(&str, u32)]) -> Marks {
    let given = points.iter().map(|(id, points)| (option_id(id), *points));
    Marks::Points {
        points: given.collect(),
    }
}

fn scores(all: &[(&str, &[(Criterion, u8)])]) -> Marks {
    let of = all
        .iter()
        .map(|(id, scores)| (option_id(id), scores.iter().copied().collect()));
    Marks::Scores {
        scores: of.collect(),
    }
}

fn says(all: &[(&str, Answer)]) -> Marks {
    let said = all.iter().map(|(id, answer)| (option_id(id), *answer));
    Marks::Answers {
        answers: said.collect(),
    }
}

const SCORE: [Criterion; 2] = [Criterion::Relevant, Criterion::Evidenced];

fn score(own: bool) -> Method {
    Method::Score {
        criteria: SCORE.into(),
        own,
        few: 0,
    }
}

const BY_MAJORITY: Method = Method::Majority {
    of: Base::Present,
    share: Share::Simple,
};

#[test]
fn a_ballot_is_refused_if_nobody_could_vote_on_it() {
    let mut meeting = table();
    let mut refused = |rules: BallotRules| {
        meeting
            .asks("fay", opens("b2", rules))
            .expect_err("it is refused")
    };
    let on_options_and_practices = BallotRules {
        practices: vec![practice("p1")],
        ..on_options(Method::Approval)
    };
    let nothing = BallotRules {
        options: vec![],
        ..on_options(Method::Approval)
    };
    for rules in [
        on_options_and_practices,
        on_options(Method::Support),
        on_options(score(true)),
        on_practices(Method::Score {
            criteria: vec![],
            own: true,
            few: 0,
        }),
        on_practices(Method::Score {
            criteria: vec![SCORE[0], SCORE[0]],
            own: true,
            few: 0,
        }),
        on_options(Method::Points { points: 0, cap: 1 }),
        on_options(Method::Points { points: 3, cap: 4 }),
        on_options(Method::Points { points: 3, cap: 0 }),
        on_options(Method::Points {
            points: u32::MAX,
            cap: 1,
        }),
        BallotRules {
            options: options(&["spring"]),
            ..on_options(Method::Ranked)
        },
    ] {
        assert_eq!(refused(rules.clone()), Refusal::MethodUnfit, "{rules:?}");
    }
    assert_eq!(
        refused(nothing),
        Refusal::Empty {
            what: Noun::Practice
        }
    );
    let what = Noun::BallotOption;
    let mut blank = on_options(Method::Approval);
    blank.options[1].text = " \u{200b}".into();
    assert_eq!(refused(blank), Refusal::Empty { what });
    let mut twice = on_options(Method::Approval);
    twice.options[1].id = twice.options[0].id.clone();
    assert_eq!(refused(twice), Refusal::IdTaken { what });
    let mut same = on_options(Method::Approval);
    same.options[1].text = "Spring ".into();
    assert_eq!(refused(same), Refusal::IdTaken { what });
    let ids: Vec<String> = (0..61).map(|nth| format!("o{nth}")).collect();
    let many = BallotRules {
        options: options(&ids.iter().map(String::as_str).collect::<Vec<_>>()),
        ..on_options(Method::Approval)
    };
    assert_eq!(refused(many), Refusal::TooMany { what, most: 60 });
    let ruled = BallotRules {
        indicative: false,
        rule: Some(DecisionRule::TwoThirds),
        ..on_options(Method::Approval)
    };
    assert_eq!(refused(ruled), Refusal::NeedsRule);
    let quorate = BallotRules {
        needs_quorum: true,
        ..on_options(Method::Approval)
    };
    assert_eq!(refused(quorate), Refusal::NeedsQuorum);
}

/// What does not fit, of each method.
fn unfit() -> Vec<(&'static str, Marks, Refusal)> {
    let all = u32::MAX;
    vec![
        ("approval", approves(&["winter"]), Refusal::NotOnBallot),
        ("approval", ranks(&[&["spring"]]), Refusal::OtherMethod),
        (
            "points",
            gives(&[("spring", 4)]),
            Refusal::TooManyPointsOnOne { most: 3 },
        ),
        (
            "points",
            gives(&[("spring", 3), ("summer", 3)]),
            Refusal::TooManyPoints { most: 5 },
        ),
        (
            "points",
            gives(&[("spring", all), ("summer", all)]),
            Refusal::TooManyPointsOnOne { most: 3 },
        ),
        ("points", gives(&[("winter", 1)]), Refusal::NotOnBallot),
        (
            "ranked",
            ranks(&[&["spring"], &["spring"]]),
            Refusal::RankedTwice,
        ),
        (
            "ranked",
            ranks(&[&["spring", "spring"]]),
            Refusal::RankedTwice,
        ),
        ("ranked", ranks(&[&["winter"]]), Refusal::NotOnBallot),
        (
            "majority",
            says(&[("spring", Answer::Yes)]),
            Refusal::Unanswered,
        ),
        (
            "score",
            scores(&[("p2", &[(SCORE[0], 5)])]),
            Refusal::ScoreOutOfRange,
        ),
        (
            "score",
            scores(&[("p2", &[(Criterion::Feasible, 1)])]),
            Refusal::ScoreOutOfRange,
        ),
        (
            "score",
            scores(&[("p3", &[(SCORE[0], 1)])]),
            Refusal::NotOnBallot,
        ),
        (
            "score",
            scores(&[("p1", &[(SCORE[0], 4)])]),
            Refusal::ScoresOwn,
        ),
    ]
}

#[test]
fn what_is_said_fits_the_method_and_its_rules() {
    let mut meeting = table();
    meeting.does("fay", opens("approval", on_options(Method::Approval)));
    meeting.does(
        "fay",
        opens("points", on_options(Method::Points { points: 5, cap: 3 })),
    );
    meeting.does("fay", opens("ranked", on_options(Method::Ranked)));
    meeting.does("fay", opens("majority", on_options(BY_MAJORITY)));
    meeting.does("fay", opens("score", on_practices(score(false))));
    for (on, marks, refusal) in unfit() {
        assert_eq!(
            meeting.asks("ana", casts(on, marks.clone())),
            Err(refusal),
            "{on} {marks:?}"
        );
    }
    assert_eq!(
        meeting.asks("ana", votes("score", "p2", Choice::Support)),
        Err(Refusal::OtherMethod)
    );
    assert_eq!(
        meeting.asks("obi", casts("approval", approves(&[]))),
        Err(Refusal::NeedsDelegation)
    );
    assert_eq!(
        meeting.asks("fay", casts("approval", approves(&[]))),
        Err(Refusal::NeedsDelegation)
    );
    // Of the same, what fits.
    meeting.does("ana", casts("score", scores(&[("p2", &[(SCORE[0], 4)])])));
    meeting.does(
        "ana",
        casts("points", gives(&[("spring", 3), ("summer", 2)])),
    );
    meeting.does("ana", casts("ranked", ranks(&[&["summer"], &["spring"]])));
    // An approval of nothing is a ballot, too.
    meeting.does("ana", casts("approval", approves(&[])));
    let north = delegation("north").id;
    assert!(
        meeting
            .table
            .open_ballots()
            .filter(|it| !it.awaits(&north))
            .count()
            == 4
    );
    assert_eq!(
        meeting.asks("ana", casts("nowhere", approves(&[]))),
        Err(Refusal::Unknown { what: Noun::Ballot })
    );
}

#[test]
fn a_ballot_is_cast_again_as_a_whole_by_any_of_them_and_a_retry_is_safe() {
    let mut meeting = table();
    meeting.does("fay", opens("b2", on_options(Method::Approval)));
    let opened = opens("b2", on_options(Method::Approval));
    assert_eq!(meeting.asks("fay", opened), Ok(vec![]));
    meeting.does("ana", casts("b2", approves(&["spring", "summer"])));
    assert_eq!(
        meeting.asks("abel", casts("b2", approves(&["summer", "spring"]))),
        Ok(vec![])
    );
    let north = delegation("north").id;
    let by = |meeting: &Meeting| {
        let cast = meeting
            .table
            .ballot(&ballot("b2"))?
            .cast_by(&north)?
            .clone();
        Some((cast.by.to_string(), cast.changed))
    };
    assert_eq!(by(&meeting), Some(("ana".into(), false)));
    meeting.does("abel", casts("b2", approves(&["autumn"])));
    assert_eq!(by(&meeting), Some(("abel".into(), true)));
    meeting.does("fay", closes("b2"));
    assert_eq!(
        meeting.asks("ana", casts("b2", approves(&["autumn"]))),
        Err(Refusal::BallotClosed)
    );
    let counted = meeting.table.ballots[1].counted().expect("it is closed");
    let Count::Approval { options } = &counted.count else {
        panic!("{counted:?}")
    };
    let approvals: Vec<_> = options.iter().map(|it| it.approvals).collect();
    assert_eq!(approvals, [0, 0, 1]);
    assert_eq!(counted.leading, [option_id("autumn")]);
    assert_eq!((counted.voted.len(), counted.not_voted.len()), (1, 2));
    assert_eq!(
        counted.decision, None,
        "an indicative ballot decides nothing"
    );
    assert!(counted.recorded.is_empty(), "and this one is secret");
}

#[test]
fn votes_reserved_to_the_head_are_so_by_every_method() {
    let mut meeting = table();
    meeting.does("fay", names_head("north", Some("ana")));
    meeting.does("fay", reserves_voting("north", true));
    meeting.does("fay", opens("b2", on_options(Method::Ranked)));
    let ranking = || casts("b2", ranks(&[&["summer"]]));
    assert_eq!(meeting.asks("abel", ranking()), Err(Refusal::HeadVotes));
    meeting.does("ana", ranking());
    assert_eq!(
        meeting.asks("abel", ranking()),
        Ok(vec![]),
        "it is so already"
    );
}

#[test]
fn what_depends_on_who_is_present_needs_the_roll_and_keeps_it() {
    let mut meeting = table();
    meeting.does("fay", sets_quorum(Some(Quorum::TwoThirds)));
    let rules = BallotRules {
        indicative: false,
        needs_quorum: true,
        ..on_options(BY_MAJORITY)
    };
    meeting.does("fay", opens("b2", rules.clone()));
    meeting.does("fay", opens("b3", rules));
    let yes = || says(&["spring", "summer", "autumn"].map(|id| (id, Answer::Yes)));
    meeting.does("ana", casts("b2", yes()));
    meeting.does("ana", casts("b3", yes()));
    assert_eq!(meeting.asks("fay", closes("b2")), Err(Refusal::NeedsRoll));
    meeting.does("fay", calls_roll(&["south"]));
    meeting.does("fay", closes("b2"));
    meeting.does("fay", calls_roll(&["south", "north"]));
    meeting.does("fay", closes("b3"));
    let [_, missing, there] = &meeting.table.ballots[..] else {
        panic!("three ballots")
    };
    let decision =
        |it: &shared::features::ballots::Ballot| it.counted().and_then(|it| it.decision.clone());
    assert_eq!(decision(missing), Some(Decision::NoQuorum));
    assert_eq!(decision(there), Some(Decision::Each));
    let told = markdown(&[outcome(&meeting)], &Words::of(Language::ENGLISH));
    assert!(told.contains("the quorum of 2 was not there"), "{told}");
    assert!(
        told.contains("2 of 3 delegations present · the quorum of 2 was there"),
        "{told}"
    );
    assert!(told.contains("Nothing is decided"), "{told}");
}

#[test]
fn a_ballot_on_practices_decides_nothing_without_the_quorum_either() {
    let mut meeting = table();
    meeting.does("fay", sets_quorum(Some(Quorum::Majority)));
    let rules = BallotRules {
        indicative: false,
        needs_quorum: true,
        rule: Some(DecisionRule::SimpleMajority),
        ..on_practices(Method::Support)
    };
    meeting.does("fay", opens("b2", rules));
    meeting.does("ana", votes("b2", "p1", Choice::Support));
    assert_eq!(meeting.asks("fay", closes("b2")), Err(Refusal::NeedsRoll));
    meeting.does("fay", calls_roll(&["north"]));
    meeting.does("fay", closes("b2"));
    let results = meeting.table.ballots[1].results().expect("it is closed");
    assert!(results.iter().all(|tally| tally.verdict.is_none()));
    assert_eq!(results[0].support, 1);
}

/// What the log keeps of a meeting.
fn kept(meeting: &Meeting) -> String {
    let kept = meeting
        .log
        .iter()
        .map(|record| record.event.clone().unnamed());
    serde_json::to_string(&kept.collect::<Vec<_>>()).expect("events are JSON")
}

#[test]
fn neither_the_log_nor_a_snapshot_joins_a_delegation_and_its_choice_on_a_secret_ballot() {
    let mut meeting = table();
    meeting.does("fay", opens("b2", on_options(Method::Ranked)));
    meeting.does("fay", opens("b3", on_practices(Method::Support)));
    let before = kept(&meeting);
    meeting.does("ana", casts("b2", ranks(&[&["autumn"], &["summer"]])));
    meeting.does("ben", casts("b2", ranks(&[&["summer"], &["autumn"]])));
    meeting.does("ana", votes("b3", "p2", Choice::CannotSupport));
    let open = kept(&meeting);
    for word in ["autumn", "summer", "cannot-support", "ranking"] {
        let count = |text: &str| text.matches(word).count();
        assert_eq!(count(&before), count(&open), "{word}");
    }
    let snapshot = serde_json::to_string(&meeting.table.clone().unnamed()).expect("JSON");
    assert!(
        !snapshot.contains("ranking") && !snapshot.contains("cannot-support"),
        "{snapshot}"
    );

    // What the log says is enough to go on, with what is kept beside it.
    let mut log = meeting.log.clone();
    for record in &mut log {
        record.event = record.event.clone().unnamed();
    }
    let mut again = replay(&log);
    assert_ne!(again.ballots, meeting.table.ballots);
    let changes = meeting.log.iter().filter_map(|record| match &record.event {
        Event::Ballots(event) => event.secret_change(),
        _ => None,
    });
    for change in changes {
        if let SecretChange::Keep {
            ballot,
            delegation,
            said,
        } = change
        {
            let ballot = again
                .ballots
                .iter_mut()
                .find(|it| it.id == ballot)
                .expect("it is there");
            ballot.recall(&delegation, said);
        }
    }
    assert_eq!(again.ballots, meeting.table.ballots);

    meeting.does("fay", closes("b2"));
    meeting.does("fay", closes("b3"));
    let closed = kept(&meeting);
    assert!(!closed.contains("\"recorded\":{\"north"), "{closed}");
    let erased = meeting
        .log
        .iter()
        .rev()
        .take(2)
        .map(|record| match &record.event {
            Event::Ballots(event) => event.secret_change(),
            other => panic!("{other:?}"),
        });
    let erase = |id: &str| Some(SecretChange::Erase { ballot: ballot(id) });
    assert_eq!(erased.collect::<Vec<_>>(), [erase("b3"), erase("b2")]);
}

#[test]
fn a_recorded_ballot_stays_in_the_log_and_names_who_said_what() {
    let mut meeting = table();
    let rules = BallotRules {
        recorded: true,
        indicative: false,
        ..on_options(Method::Points { points: 5, cap: 5 })
    };
    meeting.does("fay", opens("b2", rules));
    meeting.does("ana", casts("b2", gives(&[("spring", 5)])));
    meeting.does("ben", casts("b2", gives(&[("summer", 4), ("autumn", 1)])));
    meeting.does("fay", closes("b2"));
    assert!(meeting.log.iter().all(|record| match &record.event {
        Event::Ballots(BallotEvent::BallotCast { marks, .. }) => marks.is_some(),
        _ => true,
    }));
    let counted = meeting.table.ballots[1].counted().expect("it is closed");
    let option = option_id("spring");
    assert_eq!(counted.decision, Some(Decision::Chosen { option }));
    assert_eq!(
        counted.recorded[&delegation("north").id],
        gives(&[("spring", 5)])
    );
    let [json, md, page] = told(&meeting);
    assert!(md.contains("Chosen: spring"), "{md}");
    assert!(
        md.contains("| North | 5 | – | – |") || md.contains("| 5 | – | – |"),
        "{md}"
    );
    assert!(
        page.contains("<svg class=\"result-bar\" aria-hidden=\"true\""),
        "{page}"
    );
    assert!(
        page.contains("<th scope=\"row\"><bdi>1. spring</bdi></th><td>5</td><td>1</td>"),
        "{page}"
    );
    assert!(json.contains("\"is\": \"points\""), "{json}");
}

fn outcome(meeting: &Meeting) -> Outcome {
    let at = shared::ids::Timestamp(9_000_000);
    Outcome::of(&meeting.table, &BTreeMap::new(), Seq::new(42), [1; 32], at)
}

fn told(meeting: &Meeting) -> [String; 3] {
    let (words, outcomes) = (Words::of(Language::ENGLISH), [outcome(meeting)]);
    let json = outcomes[0].json().expect("JSON");
    let again: Outcome = serde_json::from_str(&json).expect("it is read again");
    assert_eq!(again, outcomes[0]);
    [json, markdown(&outcomes, &words), html(&outcomes, &words)]
}

#[test]
fn the_outcome_tells_rules_result_and_verdict_of_every_method() {
    let mut meeting = table();
    meeting.does("fay", opens("score", on_practices(score(false))));
    meeting.does(
        "ana",
        casts("score", scores(&[("p2", &[(SCORE[0], 4), (SCORE[1], 1)])])),
    );
    meeting.does("ben", casts("score", scores(&[("p1", &[(SCORE[0], 3)])])));
    meeting.does(
        "cleo",
        casts(
            "score",
            scores(&[("p1", &[(SCORE[0], 0)]), ("p2", &[(SCORE[0], 4)])]),
        ),
    );
    meeting.does("fay", closes("score"));
    meeting.does(
        "fay",
        opens(
            "ranked",
            BallotRules {
                indicative: false,
                ..on_options(Method::Ranked)
            },
        ),
    );
    meeting.does("ana", casts("ranked", ranks(&[&["summer"], &["spring"]])));
    meeting.does("ben", casts("ranked", ranks(&[&["spring"], &["summer"]])));
    meeting.does("fay", closes("ranked"));
    let [_, md, page] = told(&meeting);
    for line in [
        "Criteria: Relevant, Evidenced.",
        "No delegation scores its own practice.",
        "Schulze",
        "Secret: only totals are shown, and who has voted.",
        "Nothing is chosen. Tied: spring summer",
        "| Relevant | 4.00 | 4 | 4–4 | 0 | 0 | 0 | 0 | 2 | 1 |",
        "| All criteria | 3.00 |",
    ] {
        assert!(md.contains(line), "{line} is missing in {md}");
    }
    assert!(page.contains("How many rank the option of the row above that of the column"));
    assert!(!md.contains("adopted over"), "{md}");
}

#[test]
fn texts_in_another_script_are_kept_apart() {
    let mut meeting = table();
    let mut rules = on_options(Method::Approval);
    rules.options[0].text = "الربيع <b>".into();
    meeting.does("fay", opens("b2", rules));
    meeting.does("ana", casts("b2", approves(&["spring"])));
    meeting.does("fay", closes("b2"));
    let [_, md, page] = told(&meeting);
    assert!(page.contains("<bdi>الربيع &lt;b&gt;</bdi>"), "{page}");
    assert!(md.contains("<bdi>"), "{md}");
}

#[test]
fn said_is_read_as_it_was_written() {
    for said in [
        Said::Choice(practice("p1"), Choice::Abstain),
        Said::Marks(ranks(&[&["a", "b"], &["c"]])),
        Said::Marks(scores(&[("p1", &[(SCORE[0], 4)])])),
    ] {
        let json = serde_json::to_string(&said).expect("JSON");
        assert_eq!(
            serde_json::from_str::<Said>(&json).expect("it is read"),
            said
        );
        let value = serde_json::to_string(&casts("b1", ranks(&[&["a"]]))).expect("JSON");
        assert!(shared::tagged::decode::<Command>(&value).is_ok(), "{value}");
    }
}

#[test]
fn a_practice_is_not_withdrawn_while_it_is_scored() {
    let mut meeting = table();
    meeting.does("fay", opens("b2", on_practices(score(true))));
    let revised = meeting.asks("ana", brings("p1", "Another"));
    assert!(revised.is_err());
    assert!(meeting.table.is_voted_on(&practice("p1")));
    meeting.does("ana", casts("b2", scores(&[("p1", &[(SCORE[0], 4)])])));
    meeting.moves_to(Phase::Voting);
}

#[test]
fn what_few_judged_does_not_come_first_and_is_shown_apart() {
    let method = Method::Score {
        criteria: SCORE.into(),
        own: true,
        few: 3,
    };
    let needed = [0, 1, 2, 3, 4, 20].map(|voted| method.judges_needed(voted));
    assert_eq!(needed, [1, 1, 1, 2, 3, 5], "all but one, where few vote");
    let rules = on_practices(method);
    let ids = ["north", "south", "coast", "hills"].map(|id| id.parse().expect("an id"));
    let [north, south, third, fourth] = ids.clone();
    let alone = scores(&[
        ("p1", &[(SCORE[0], 4), (SCORE[1], 4)]),
        ("p2", &[(SCORE[0], 2)]),
    ]);
    let other = scores(&[("p2", &[(SCORE[1], 1)])]);
    let cast = [
        (north, alone),
        (south, other.clone()),
        (third, other.clone()),
        (fourth, other),
    ];
    let counted = count::count(&rules, &ids, &cast.into(), None).expect("it is cast as a whole");
    assert_eq!(counted.leading, [option_id("p2")]);
    let words = Words::of(Language::ENGLISH);
    let names = Names {
        option: &|id| id.to_string(),
        delegation: &|id| id.to_string(),
    };
    let drawn = Drawn::of(&rules, &counted, None, &names, &words);
    let labels = |bars: &[Bar]| bars.iter().map(|it| it.label.clone()).collect::<Vec<_>>();
    assert_eq!(labels(&drawn.bars), ["p2"]);
    let few = drawn.few.expect("one was judged by few");
    assert_eq!(labels(&few.bars), ["p1"]);
    assert!(
        few.bars[0].said.contains("judged by 1"),
        "{}",
        few.bars[0].said
    );

    // Where it did not matter, as on all ballots before, nothing is said of it.
    let before = on_practices(score(true));
    let cast = [(ids[0].clone(), scores(&[("p1", &[(SCORE[0], 4)])]))];
    let counted = count::count(&before, &ids, &cast.into(), None).expect("it is counted");
    assert_eq!(counted.leading, [option_id("p1")]);
    let json = serde_json::to_string(&(&before, &counted)).expect("JSON");
    for key in ["few", "judges", "needed"] {
        assert!(!json.contains(key), "{key}: {json}");
    }
}

#[test]
fn what_may_be_scored_of_ones_own_and_by_how_many_is_said_before() {
    let words = Words::of(Language::ENGLISH);
    let told = |own| {
        let rules = on_practices(Method::Score {
            criteria: SCORE.into(),
            own,
            few: 3,
        });
        rules.told(&words).join(" ")
    };
    assert!(told(false).contains("No delegation scores its own practice."));
    assert!(told(true).contains("may score its own practice"));
    assert!(told(true).contains("at least 3 delegations"));
}

#[test]
fn a_ballot_that_says_nothing_is_told_from_one_that_does() {
    for blank in [
        approves(&[]),
        gives(&[("spring", 0)]),
        ranks(&[]),
        scores(&[("p1", &[])]),
    ] {
        assert!(blank.is_blank(), "{blank:?}");
    }
    let said = [
        approves(&["spring"]),
        gives(&[("spring", 1)]),
        ranks(&[&["spring"]]),
        scores(&[("p1", &[(SCORE[0], 0)])]),
        says(&[("spring", Answer::Abstain)]),
    ];
    for said in said {
        assert!(!said.is_blank(), "{said:?}");
    }
}

#[test]
fn only_a_newer_choice_on_the_same_replaces_an_older_one() {
    let of = |command: Command| match command {
        Command::Ballots(command) => command,
        other => panic!("{other:?}"),
    };
    let older = of(votes("b1", "p1", Choice::Support));
    let newer = of(votes("b1", "p1", Choice::Abstain));
    assert!(newer.replaces(&older));
    for other in [
        votes("b1", "p2", Choice::Support),
        votes("b2", "p1", Choice::Support),
        casts("b1", approves(&[])),
        closes("b1"),
    ] {
        assert!(!newer.replaces(&of(other.clone())), "{other:?}");
    }
    let whole = of(casts("b1", approves(&[])));
    assert!(whole.replaces(&of(casts("b1", approves(&["spring"])))));
    assert!(!whole.replaces(&of(casts("b2", approves(&[])))));
}

#[test]
fn whoever_facilitates_enters_what_was_chosen_on_paper_where_nothing_is_secret() {
    let mut meeting = table();
    let recorded = |rules: BallotRules| BallotRules {
        recorded: true,
        ..rules
    };
    meeting.does("fay", opens("open", recorded(on_options(Method::Approval))));
    meeting.does(
        "fay",
        opens("each", recorded(crate::meeting::rules(&["p1"]))),
    );
    let secret = on_options(Method::Ranked);
    meeting.does("fay", opens("secret", secret));
    for name in ["ana", "rae", "obi"] {
        let asked = meeting.asks(name, enters_ballot("open", "north", approves(&["spring"])));
        assert!(matches!(asked, Err(Refusal::NeedsRole { .. })), "{name}");
    }
    assert_eq!(
        meeting.asks(
            "fay",
            enters_ballot("secret", "north", ranks(&[&["spring"]]))
        ),
        Err(Refusal::SecretOnPaper)
    );
    let what = Noun::Delegation;
    assert_eq!(
        meeting.asks("fay", enters_ballot("open", "nowhere", approves(&[]))),
        Err(Refusal::Unknown { what })
    );
    meeting.does("fay", enters_ballot("open", "north", approves(&["spring"])));
    meeting.does(
        "fay",
        enters_vote("each", "south", "p1", Choice::CannotSupport),
    );
    // It is told who did that, to its own delegation and nobody else also what.
    let by = |meeting: &Meeting, on: &str, of: &str| {
        let there = meeting.table.ballot(&ballot(on)).expect("it is there");
        let by = there
            .cast_by(&of.parse().expect("an id"))
            .expect("it is cast");
        (by.by.clone(), by.on_paper)
    };
    assert_eq!(by(&meeting, "open", "north"), (meeting.who("fay").id, true));
    assert_eq!(by(&meeting, "each", "south"), (meeting.who("fay").id, true));
    let last = meeting.log.last().expect("it happened").clone();
    let knows = |name: &str| {
        let seen = last.clone().seen_by(&meeting.who(name));
        matches!(
            seen.event,
            Event::Ballots(BallotEvent::VoteCast {
                choice: Some(_),
                ..
            })
        )
    };
    assert!(knows("ben") && !knows("ana") && !knows("fay"));
    // The delegation has the last word; what stays is told with the result.
    meeting.does("ana", casts("open", approves(&["summer"])));
    assert!(!by(&meeting, "open", "north").1);
    meeting.does("fay", enters_ballot("open", "south", approves(&["autumn"])));
    meeting.does("fay", closes("open"));
    let there = meeting.table.ballot(&ballot("open")).expect("it is there");
    assert_eq!(there.on_paper(), ["south".parse().expect("an id")]);
    let late = meeting.asks("fay", enters_ballot("open", "north", approves(&[])));
    assert_eq!(late, Err(Refusal::BallotClosed));
    let page = markdown(&[outcome(&meeting)], &Words::of(Language::ENGLISH));
    assert!(page.contains("Entered from paper"), "{page}");
    assert_eq!(replay(&meeting.log), meeting.table);
}

#[test]
fn those_yet_to_vote_are_reminded_and_not_again_and_again() {
    let mut meeting = table();
    meeting.does("fay", opens("b2", on_options(Method::Approval)));
    meeting.does("ana", casts("b2", approves(&["spring"])));
    for name in ["ana", "rae", "obi"] {
        let asked = meeting.asks(name, reminds_voters("b2"));
        assert!(matches!(asked, Err(Refusal::NeedsRole { .. })), "{name}");
    }
    meeting.does("fay", reminds_voters("b2"));
    let told = |meeting: &Meeting, name: &str| {
        let seen = meeting.table.seen_by(&meeting.who(name));
        let there = seen.ballot(&ballot("b2")).expect("it is there").clone();
        there.reminded().expect("somebody was").to.clone()
    };
    let south = "south".parse().expect("an id");
    assert!(told(&meeting, "ben").contains(&south));
    for name in ["ana", "fay", "obi"] {
        assert!(told(&meeting, name).is_empty(), "{name} is not reminded");
    }
    let again = |meeting: &mut Meeting| meeting.asks("fay", reminds_voters("b2"));
    assert_eq!(again(&mut meeting), Ok(vec![]), "a retry");
    meeting.passes(3_000);
    assert_eq!(again(&mut meeting), Err(Refusal::TooOften));
    meeting.passes(57_000);
    meeting.does("fay", reminds_voters("b2"));
    meeting.does("fay", closes("b2"));
    assert_eq!(
        meeting.asks("fay", reminds_voters("b2")),
        Err(Refusal::BallotClosed)
    );
    assert_eq!(replay(&meeting.log), meeting.table);
}

#[test]
fn facts_tell_the_result_of_each_method() {
    use Answer::{No, Yes};
    let few = Method::Score {
        criteria: SCORE.into(),
        own: true,
        few: 2,
    };
    let judged = scores(&[("p2", &[(SCORE[0], 4)])]);
    let by_majority = Method::Majority {
        of: Base::Cast,
        share: Share::Simple,
    };
    let points = Method::Points { points: 5, cap: 3 };
    let decides = BallotRules {
        indicative: false,
        ..on_options(Method::Approval)
    };
    let spring = || approves(&["spring"]);
    let cases = [
        (on_options(Method::Approval), spring(), "First: spring"),
        (on_options(Method::Approval), spring(), "spring: 1 approval"),
        (decides, spring(), "Chosen: spring"),
        (
            on_options(points),
            gives(&[("summer", 3), ("spring", 2)]),
            "summer: 3 points",
        ),
        (
            on_options(Method::Ranked),
            ranks(&[&["summer", "autumn"], &["spring"]]),
            "First, tied: summer, autumn",
        ),
        (
            on_options(by_majority),
            says(&[("spring", Yes), ("summer", No), ("autumn", No)]),
            "spring: 1 yes · 0 no · 0 abstain",
        ),
        (on_practices(score(true)), judged.clone(), "mean 4.00"),
        (on_practices(few), judged, "Judged by few"),
    ];
    let words = Words::of(Language::ENGLISH);
    for (rules, marks, want) in cases {
        let mut meeting = table();
        meeting.does("fay", opens("b2", rules));
        meeting.does("ana", casts("b2", marks));
        meeting.does("fay", closes("b2"));
        let (setting, about) = (ReportSetting::default(), SectionAbout::Decisions);
        let told = facts(&meeting.table, &setting, &about);
        let blocks: Vec<_> = told.iter().map(|it| it.block(&words)).collect();
        let said = plain(&blocks);
        assert!(said.contains(want), "{want} in {said}");
        assert!(said.contains("1 voted"), "{said}");
        let came = told.iter().filter(|it| matches!(it, Told::Came(..)));
        let signs: BTreeSet<_> = came.clone().map(Told::sign).collect();
        assert_eq!(signs.len(), came.count(), "each is told from the others");
    }
}
