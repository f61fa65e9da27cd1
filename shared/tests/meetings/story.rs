//! A whole meeting and its outcome, and the same with any words put into people's mouths.

use crate::meeting::{
    Meeting, answers, asks_on, block, closes, endorses, moves, practice, rules, votes,
};
use shared::document::Root;
use shared::features::agenda::Phase;
use shared::features::ballots::BallotCommand;
use shared::features::ballots::{BallotRules, Choice, Wording};
use shared::features::practices::PracticeCommand;
use shared::features::practices::{PracticeCard, PracticeField};
use shared::ids::Timestamp;
use shared::outcome::{Outcome, SignedOff};
use shared::prose::{Block, BlockKind, Direction, Marks, Run};
use shared::seq::Seq;
use std::collections::BTreeMap;

/// North's practice has most support, south's was asked about, and a second ballot is still open.
pub fn meeting() -> Meeting {
    let mut meeting = Meeting::discussing();
    let card = PracticeCard {
        title: "Shared referral desk".into(),
        place_and_time: "Northern border, since 2019".into(),
        contact: "https://desk.example.org/a_b".into(),
        question: Some("q1".parse().expect("an id")),
        theme: "Access".into(),
        ..PracticeCard::default()
    };
    meeting.does(
        "ana",
        PracticeCommand::RevisePractice {
            practice: practice("p1"),
            card,
        },
    );
    meeting.does("cleo", endorses("p1"));
    meeting.does("ana", asks_on("p2", "r1", "Who pays?\nAnd who decides?"));
    meeting.does("ben", answers("p2", "r1", "We all do."));
    meeting.does("cleo", asks_on("p2", "r2", "Since when?"));
    meeting.moves_to(Phase::Voting);
    let recorded = BallotRules {
        recorded: true,
        ..rules(&["p2", "p1"])
    };
    meeting.does(
        "fay",
        BallotCommand::OpenBallot {
            ballot: "b1".parse().expect("an id"),
            rules: recorded,
        },
    );
    meeting.does("ana", votes("b1", "p1", Choice::Support));
    meeting.does("ben", votes("b1", "p1", Choice::Support));
    meeting.does("ben", votes("b1", "p2", Choice::Support));
    meeting.does("cleo", votes("b1", "p2", Choice::CannotSupport));
    meeting.does("fay", closes("b1"));
    meeting
}

/// The outcome of that meeting, with a second ballot open.
pub fn outcome() -> Outcome {
    let mut meeting = meeting();
    meeting.does("fay", crate::meeting::opens("b2", &["p3"]));
    meeting.does("ana", votes("b2", "p3", Choice::CannotSupport));
    of(&meeting)
}

/// The outcome of that meeting when it is closed.
pub fn closed() -> Outcome {
    let mut meeting = meeting();
    meeting.does("fay", moves(Phase::Voting, Phase::Closed));
    of(&meeting)
}

/// The same when it is signed off.
pub fn signed() -> Outcome {
    let mut outcome = closed();
    outcome.sign_off = Some(SignedOff {
        version: 1,
        at: Timestamp(1_795_449_900_000),
        text: "0".repeat(64),
        digest: "1".repeat(64),
        signatures: BTreeMap::new(),
    });
    outcome
}

pub fn of(meeting: &Meeting) -> Outcome {
    let (mut table, prose) = (meeting.table.clone(), prose());
    // The server, which holds the document, has noted what was voted on.
    let practices = table.practices.clone();
    for then in table.ballots.iter_mut().flat_map(|b| &mut b.wording) {
        let practice = practices.iter().find(|p| p.id == then.practice);
        *then = Wording::of(practice.expect("nobody withdrew it"), &prose);
    }
    Outcome::of(
        &table,
        &prose,
        Seq::new(42),
        [0xab; 32],
        Timestamp(1_795_449_900_000),
    )
}

fn prose() -> BTreeMap<Root, Vec<Block>> {
    let q = |id: &str| id.parse().expect("an id");
    let d = |id: &str| id.parse().expect("an id");
    let rtl = Block {
        dir: Some(Direction::Rtl),
        ..block(BlockKind::Paragraph, 0, "نحن معا")
    };
    let quote = Block {
        quote: true,
        ..block(BlockKind::Paragraph, 0, "As it was said")
    };
    let marked = Run {
        text: "in bold".into(),
        marks: Marks {
            strong: true,
            ..Marks::default()
        },
    };
    let joint = vec![
        block(BlockKind::H2, 0, "What we say"),
        block(BlockKind::Ol, 0, "One"),
        block(BlockKind::Ul, 1, "Under one"),
        block(BlockKind::Ol, 0, "Two"),
        Block {
            runs: vec![marked],
            ..Block::default()
        },
        quote,
        rtl,
    ];
    [
        (
            Root::Summary,
            vec![block(BlockKind::Paragraph, 0, "In short")],
        ),
        (Root::Joint(q("q1")), joint),
        (
            Root::Own(q("q1"), d("south")),
            vec![block(BlockKind::Ul, 0, "South says")],
        ),
        (
            Root::Own(q("q3"), d("north")),
            vec![block(BlockKind::H1, 0, "North says")],
        ),
        (
            Root::Joint(q("q2")),
            vec![block(BlockKind::Paragraph, 0, "  ")],
        ),
        (
            Root::Practice(practice("p1"), PracticeField::Results),
            vec![block(BlockKind::Paragraph, 0, "It works")],
        ),
    ]
    .into()
}

/// Puts these words wherever people's words stand.
pub fn say_everywhere(outcome: &mut Outcome, words: &str) {
    for blocks in prose_of(outcome) {
        for run in blocks.iter_mut().flat_map(|block| &mut block.runs) {
            run.text = words.replace(['\n', '\r'], " ");
        }
    }
    for text in texts_of(outcome) {
        words.clone_into(text);
    }
}

fn prose_of(outcome: &mut Outcome) -> impl Iterator<Item = &mut Vec<Block>> {
    let questions = outcome.questions.iter_mut().flat_map(|asked| {
        let own = asked
            .by_delegation
            .iter_mut()
            .flatten()
            .map(|own| &mut own.answer);
        asked.joint.iter_mut().chain(own)
    });
    let fields = outcome
        .practices
        .iter_mut()
        .flat_map(|practice| practice.fields.values_mut());
    questions.chain(fields).chain([&mut outcome.summary])
}

fn texts_of(outcome: &mut Outcome) -> impl Iterator<Item = &mut String> {
    let note = outcome
        .background
        .iter_mut()
        .flat_map(|s| [&mut s.heading, &mut s.text]);
    let notes = outcome
        .footnotes
        .iter_mut()
        .map(|footnote| &mut footnote.text);
    let asked = outcome.questions.iter_mut().map(|asked| &mut asked.text);
    let cards = outcome.practices.iter_mut().flat_map(|practice| {
        let card = &mut practice.card;
        let facts = [
            &mut card.title,
            &mut card.place_and_time,
            &mut card.contact,
            &mut card.theme,
        ];
        let said = practice
            .remarks
            .iter_mut()
            .flat_map(|r| [&mut r.text].into_iter().chain(&mut r.answer));
        facts
            .into_iter()
            .filter(|fact| !fact.is_empty())
            .chain(said)
    });
    let ballots = outcome.ballots.iter_mut().flat_map(|ballot| {
        [&mut ballot.title]
            .into_iter()
            .chain(ballot.titles.values_mut())
    });
    let seated = outcome.delegations.iter_mut().flat_map(|delegation| {
        [&mut delegation.name]
            .into_iter()
            .chain(delegation.people.iter_mut().map(|p| &mut p.name))
    });
    let others = outcome
        .others
        .iter_mut()
        .flat_map(|attended| &mut attended.people);
    let titles = [&mut outcome.title, &mut outcome.table_name];
    let others = others.map(|person| &mut person.name);
    note.chain(notes)
        .chain(asked)
        .chain(cards)
        .chain(ballots)
        .chain(seated)
        .chain(others)
        .chain(titles)
}

/// Words that have done harm elsewhere.
pub const HOSTILE: [&str; 34] = [
    "<script>alert(1)</script> x",
    "</style><script>x</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "<!-- x --> <![CDATA[ x ]]> <?php x ?>",
    "&lt;b&gt; &amp; &#60; &copy x",
    "*a* **b** _c_ __d__ ~~e~~ `f` ``g``",
    "# x",
    "x #",
    "#hash #1",
    "- x",
    "+ x",
    "* x",
    "1. x",
    "12) x",
    "    four spaces x",
    "\tx",
    "> x",
    "--- x",
    "--- | --- | x",
    "=== x",
    "| a | b | x",
    "[x](javascript:alert(1)) [y]: https://a.int",
    "![x](https://a.int/b.png)",
    "[^7] x [^9]: y",
    "[x][y] [ ] [x] x",
    "```\nx",
    "~~~\nx",
    "x\\",
    "\\* x \\",
    "x{#id .class} $x^2$ ${x}",
    "line one\n\n- line two\n1. x",
    "javascript:alert(1) data:text/html,x <javascript:alert(1)>",
    "a\u{0}b\u{1b}[31m\u{7f}\u{2028}\u{202e}x",
];
