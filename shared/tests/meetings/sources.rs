//! Whose words stand where, what was dropped, and who answered alike.

use crate::meeting::{Meeting, block, delegation, option_id};
use shared::document::Root;
use shared::features::ballots::agreement::{Agreement, PLANE};
use shared::features::ballots::count::{Counted, count};
use shared::features::ballots::drawn::Names;
use shared::features::ballots::{Answer, BallotOption, BallotRules, Base, Marks, Method, Share};
use shared::features::revisions::Authors;
use shared::ids::{DelegationId, OptionId, ParticipantId};
use shared::outcome::sources::{Kept, Sources, Whose};
use shared::prose::BlockKind;
use shared::words::{Language, Words};
use std::collections::BTreeMap;

fn joint() -> Root {
    Root::Joint("q1".parse().expect("an id"))
}

fn own(of: &str) -> Root {
    Root::Own("q1".parse().expect("an id"), of.parse().expect("an id"))
}

fn who(name: &str) -> ParticipantId {
    name.parse().expect("an id")
}

/// Paragraphs, each of stretches with their author; the house's newline leads each.
fn kept(root: Root, paragraphs: &[&[(&str, &str)]]) -> Kept {
    let (mut blocks, mut authors) = (Vec::new(), Authors::new());
    for stretches in paragraphs {
        let text: String = stretches.iter().map(|(_, text)| *text).collect();
        blocks.push(block(BlockKind::Paragraph, 0, &text));
        authors.push((None, 1));
        for (name, text) in *stretches {
            let units = u32::try_from(text.encode_utf16().count()).expect("it is short");
            authors.push((Some(who(name)), units));
        }
    }
    Kept {
        authors: [(root.to_string(), authors)].into(),
        texts: [(root, blocks)].into(),
    }
}

fn and(mut one: Kept, other: Kept) -> Kept {
    one.texts.extend(other.texts);
    one.authors.extend(other.authors);
    one
}

#[test]
fn each_paragraph_says_whose_its_words_are() {
    let table = Meeting::discussing().table;
    let now = kept(
        joint(),
        &[
            &[("ana", "Refer 😀 them "), ("cleo", "within a week.")],
            &[("ana", " ")],
            &[("fay", "The chair’s words.")],
        ],
    );
    let sources = Sources::of(&table, &now, &[], &[]);
    let text = sources.texts.iter().find(|it| it.question.is_some());
    let paragraphs = &text.expect("the joint answer").paragraphs;
    let told: Vec<_> = paragraphs
        .iter()
        .map(|it| {
            let shares = it.shares.iter();
            let of = |whose: &Whose| whose.delegation.as_ref().map(ToString::to_string);
            let shares: Vec<_> = shares.map(|it| (of(&it.whose), it.characters)).collect();
            (it.number, it.begins.as_str(), shares)
        })
        .collect();
    let coast = Some("coast".to_owned());
    let north = Some("north".to_owned());
    assert_eq!(
        told,
        [
            (
                1,
                "Refer 😀 them within a week.",
                vec![(coast, 14), (north, 14)]
            ),
            (2, "The chair’s words.", vec![(None, 18)]),
        ]
    );
}

#[test]
fn words_of_which_nothing_is_left_are_listed_as_dropped() {
    let table = Meeting::discussing().table;
    let stays = "Referral is followed up within a week.";
    let now = and(
        kept(
            joint(),
            &[&[("ana", "Every referral is followed up by both sides.")]],
        ),
        kept(
            own("north"),
            &[&[("ana", "Costs are shared by all.")], &[("ana", stays)]],
        ),
    );
    let revision = kept(
        joint(),
        &[
            &[("ana", stays)],
            &[("ben", "Hotlines answer in two languages.")],
            &[("ben", "Yes.")],
        ],
    );
    let older = kept(joint(), &[&[("ben", "Hotlines answer in two languages.")]]);
    let sources = Sources::of(&table, &now, &[(1, older), (2, revision)], &[]);
    let told: Vec<_> = sources
        .dropped
        .iter()
        .map(|it| (it.revision, it.text.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Some(2), "Hotlines answer in two languages."),
            (Some(2), "Yes."),
            (None, "Costs are shared by all."),
        ],
        "listed once, where it stood last; words that went on are not"
    );
    let of = sources.dropped[2].delegation.as_ref();
    assert_eq!(of.map(DelegationId::as_str), Some("north"));
}

#[test]
fn what_a_compilation_had_is_dropped_once_something_is_said_together() {
    let table = Meeting::discussing().table;
    let compiled = kept(own("coast"), &[&[("cleo", "Boats are searched first.")]]);
    let nothing = kept(joint(), &[]);
    let before = Sources::of(&table, &nothing, &[], std::slice::from_ref(&compiled));
    assert_eq!(before.dropped, [], "nothing is said together yet");
    let said = kept(joint(), &[&[("ana", "Something else altogether.")]]);
    let after = Sources::of(&table, &said, &[], &[compiled]);
    assert_eq!(after.dropped.len(), 1);
}

fn answers(who: usize, all: &[Answer]) -> (DelegationId, Marks) {
    let answers = all.iter().enumerate();
    let answers = answers.map(|(nth, it)| (option_id(&format!("o{nth}")), *it));
    let marks = Marks::Answers {
        answers: answers.collect(),
    };
    (delegation(&format!("d{who:02}")).id, marks)
}

fn map(
    recorded: bool,
    ballots: &BTreeMap<DelegationId, Marks>,
    options: usize,
) -> Option<Agreement> {
    let rules = BallotRules {
        title: "Which?".to_owned(),
        practices: Vec::new(),
        options: (0..options)
            .map(|nth| BallotOption {
                id: option_id(&format!("o{nth}")),
                text: format!("Option {nth}"),
            })
            .collect(),
        method: Method::Majority {
            of: Base::Cast,
            share: Share::Simple,
        },
        indicative: true,
        recorded,
        needs_quorum: false,
        rule: None,
        again: None,
    };
    let ids: Vec<DelegationId> = ballots.keys().cloned().collect();
    let counted: Counted = count(&rules, &ids, ballots, None).expect("it is cast as a whole");
    let names = Names {
        option: &|id: &OptionId| id.to_string(),
        delegation: &|id: &DelegationId| id.to_string(),
    };
    Agreement::of(
        &rules,
        &[],
        Some(&counted),
        &names,
        &Words::of(Language::ENGLISH),
    )
}

#[test]
fn those_that_answer_alike_stand_together() {
    use Answer::{No, Yes};
    let ballots: BTreeMap<_, _> = (0..6)
        .map(|nth| {
            let all = if nth % 2 == 0 {
                [Yes, No, Yes, No]
            } else {
                [No, Yes, No, Yes]
            };
            answers(nth, &all)
        })
        .collect();
    let map = map(true, &ballots, 4).expect("it is recorded");
    let side = |name: &String| name.ends_with(['0', '2', '4']);
    let sides: Vec<bool> = map.rows.iter().map(side).collect();
    assert!(
        sides.is_sorted() || sides.is_sorted_by(|a, b| a >= b),
        "{:?}",
        map.rows
    );
    let changes = |row: &Vec<Option<u8>>| row.windows(2).filter(|pair| pair[0] != pair[1]).count();
    assert!(
        map.cells.iter().all(|row| changes(row) == 1),
        "two blocks: {:?}",
        map.cells
    );
    assert_eq!(map.table.rows.len(), 6);
    assert!(map.plane.is_none());
}

#[test]
fn a_secret_ballot_and_a_small_one_have_no_map() {
    use Answer::{No, Yes};
    let ballots = |many: usize| {
        let all = (0..many).map(|nth| answers(nth, &[Yes, No]));
        all.collect::<BTreeMap<_, _>>()
    };
    assert_eq!(map(false, &ballots(5), 2), None);
    assert_eq!(map(true, &ballots(2), 2), None);
    assert!(
        map(true, &ballots(3), 2).is_some(),
        "all alike, and nothing divides"
    );
}

#[test]
fn of_many_there_is_a_plane_on_which_camps_are_apart() {
    use Answer::{Abstain, No, Yes};
    let ballots: BTreeMap<_, _> = (0..36)
        .map(|nth| match nth % 3 {
            0 => answers(nth, &[Yes, Yes, No, No, Abstain]),
            1 => answers(nth, &[No, No, Yes, Yes, Abstain]),
            _ => answers(nth, &[No, Yes, No, Yes, Yes]),
        })
        .collect();
    let map = map(true, &ballots, 5).expect("it is recorded");
    let plane = map.plane.expect("there are many");
    let camp = |name: &str| name[1..].parse::<usize>().expect("a number") % 3;
    let mut places: BTreeMap<usize, (i32, i32)> = BTreeMap::new();
    for (name, x, y) in &plane.points {
        assert!((0..=PLANE).contains(x) && (0..=PLANE).contains(y));
        let here = places.entry(camp(name)).or_insert((*x, *y));
        assert_eq!(*here, (*x, *y), "who answers the same is in the same place");
    }
    let apart = |one: usize, other: usize| {
        let ((a, b), (c, d)) = (places[&one], places[&other]);
        (a - c).abs() + (b - d).abs() > PLANE / 4
    };
    assert!(apart(0, 1) && apart(1, 2) && apart(0, 2), "{places:?}");
}
