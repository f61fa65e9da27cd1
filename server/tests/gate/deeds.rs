//! Well-formed updates that may not happen: refused by name, before the document is touched.

use crate::forge::{
    Block, Content, Forged, Section, after, between, blocks, deletes, in_root, text,
};
use crate::table::{ROOTS, Table, contents, may_write_all};
use server::gate::{Limits, Rejected, walk};

const ANA: u64 = 7;
const BEN: u64 = 8;
const JOINT: &str = ROOTS[0];
const FRANCE: &str = ROOTS[1];

/// Ana wrote "hello" in the joint answer, Ben "bonjour" in France's.
fn table() -> Table {
    let mut table = Table::new();
    let origin = |root| {
        (
            1,
            ROOTS.iter().position(|other| *other == root).unwrap() as u64,
        )
    };
    let hello = blocks(ANA, 0, [after(origin(JOINT), text("hello"))]);
    let bonjour = blocks(BEN, 0, [after(origin(FRANCE), text("bon🌊jour"))]);
    table.takes(&hello.bytes(), may_write_all).unwrap();
    table.takes(&bonjour.bytes(), may_write_all).unwrap();
    table
}

fn only_joint(root: &str) -> bool {
    root == JOINT
}

fn refused(forged: &Forged) -> &'static str {
    table().refuses(&forged.bytes(), only_joint).code()
}

#[test]
fn what_hangs_on_nothing_is_refused() {
    let lonely = |clock, block| refused(&blocks(ANA, clock, [block]));
    assert_eq!(lonely(9, after((ANA, 4), text("x"))), "gap");
    assert_eq!(lonely(5, after((ANA, 5), text("x"))), "missing-origin");
    assert_eq!(lonely(5, after((ANA, 9), text("x"))), "missing-origin");
    assert_eq!(lonely(5, after((99, 0), text("x"))), "missing-origin");
    assert_eq!(
        lonely(5, between((ANA, 0), (99, 0), text("x"))),
        "missing-origin"
    );
    let forward = [after((ANA, 6), text("x")), after((ANA, 4), text("y"))];
    assert_eq!(refused(&blocks(ANA, 5, forward)), "missing-origin");
    let skip = Block {
        content: Content::Skip(3),
        ..after((1, 0), text(""))
    };
    let over = [after((ANA, 4), text("x")), skip, after((ANA, 4), text("y"))];
    assert_eq!(refused(&blocks(ANA, 5, over)), "gap");
}

#[test]
fn a_ring_of_origins_is_refused() {
    let mut ring = blocks(ANA, 5, [after((30, 0), text("x"))]);
    let section = |client, block| Section {
        client,
        clock: 0,
        blocks: vec![block],
    };
    ring.sections.push(section(30, after((31, 0), text("y"))));
    ring.sections.push(section(31, after((ANA, 5), text("z"))));
    assert_eq!(refused(&ring), "missing-origin");
    // The same without the last link is a chain, in whatever order.
    ring.sections[2].blocks = vec![after((ANA, 4), text("z"))];
    for _ in 0..3 {
        ring.sections.rotate_left(1);
        let mut table = table();
        assert!(table.takes(&ring.bytes(), only_joint).unwrap().changed);
        table.is_sound();
    }
}

#[test]
fn clients_that_lean_on_each_other_pass() {
    let mut woven = blocks(
        30,
        0,
        [after((31, 0), text("b")), after((31, 1), text("d"))],
    );
    let other = vec![after((ANA, 4), text("a")), after((30, 0), text("c"))];
    woven.sections.push(Section {
        client: 31,
        clock: 0,
        blocks: other,
    });
    for _ in 0..2 {
        woven.sections.reverse();
        let mut table = table();
        table.takes(&woven.bytes(), only_joint).unwrap();
        table.is_sound();
        let joint = &contents(&table.doc)[0];
        assert!(format!("{joint:?}").contains("helloabcd"), "{joint:?}");
    }
}

#[test]
fn deleting_what_is_not_there_is_refused() {
    assert_eq!(refused(&deletes(ANA, &[(0, 6)])), "missing-delete");
    assert_eq!(refused(&deletes(ANA, &[(0, 1), (7, 1)])), "missing-delete");
    assert_eq!(refused(&deletes(99, &[(0, 1)])), "missing-delete");
    let mut own = blocks(ANA, 5, [after((ANA, 4), text("xyz"))]);
    own.deletes = vec![(ANA, vec![(0, 8)])];
    let mut table = table();
    assert_eq!(
        table.takes(&own.bytes(), only_joint).unwrap().roots,
        [JOINT.into()]
    );
    table.is_sound();
}

#[test]
fn other_roots_are_out_of_reach() {
    let by_name = blocks(ANA, 5, [in_root(FRANCE, text("x"))]);
    let by_left = blocks(ANA, 5, [after((BEN, 3), text("x"))]);
    let by_right = blocks(
        ANA,
        5,
        [Block {
            left: None,
            right: Some((BEN, 0)),
            ..after((1, 0), text("x"))
        }],
    );
    let unknown = blocks(ANA, 5, [in_root("nobody made this", text("x"))]);
    let marks = blocks(
        ANA,
        5,
        [after(
            (BEN, 3),
            Content::Format("strong".into(), "true".into()),
        )],
    );
    let tombs = blocks(ANA, 5, [after((BEN, 3), Content::Deleted(3))]);
    let erases = deletes(BEN, &[(1, 2)]);
    for forged in [by_name, by_left, by_right, unknown, marks, tombs, erases] {
        assert_eq!(refused(&forged), "root-not-writable", "{forged:?}");
    }
    // One good deed does not carry a bad one.
    let mut mixed = blocks(
        ANA,
        5,
        [after((ANA, 4), text("x")), after((BEN, 3), text("y"))],
    );
    assert_eq!(refused(&mixed), "root-not-writable");
    mixed.sections[0].blocks.pop();
    mixed.deletes = vec![(ANA, vec![(0, 1)]), (BEN, vec![(0, 1)])];
    assert_eq!(refused(&mixed), "root-not-writable");
}

/// Yjs deletes superfluous marks wherever it reads them; yrs, told not to, leaves them behind.
#[test]
fn tidying_up_where_one_only_reads_is_left_out() {
    let mut table = table();
    let strong = Content::Format("strong".into(), "true".into());
    let marks = blocks(BEN, 9, [between((BEN, 2), (BEN, 3), strong)]);
    table.takes(&marks.bytes(), may_write_all).unwrap();
    let tidies = deletes(BEN, &[(9, 1)]);
    assert_eq!(
        table.refuses(&tidies.bytes(), only_joint).code(),
        "root-not-writable"
    );
    let mut mixed = blocks(ANA, 5, [after((ANA, 4), text("x"))]);
    mixed.deletes = vec![(ANA, vec![(0, 1)]), (BEN, vec![(9, 1)])];
    let before = contents(&table.doc);
    let rest = table.untidied(&tidies.bytes(), only_joint).unwrap();
    assert!(!table.takes(&rest, only_joint).unwrap().changed);
    assert_eq!(contents(&table.doc), before);
    let rest = table.untidied(&mixed.bytes(), only_joint).unwrap();
    assert_eq!(
        table.takes(&rest, only_joint).unwrap().roots,
        [JOINT.into()]
    );
    assert_eq!(contents(&table.doc)[1..], before[1..], "the mark stays");
    assert_eq!(table.reads(JOINT), "\nellox");
    table.is_sound();
    // Taking words with the marks is no tidying up, nor is what was not refused.
    let takes_words = deletes(BEN, &[(8, 2)]);
    assert_eq!(table.untidied(&takes_words.bytes(), only_joint), None);
    assert_eq!(table.untidied(&tidies.bytes(), may_write_all), None);
    assert_eq!(contents(&table.doc)[1..], before[1..]);
}

#[test]
fn what_is_deleted_already_may_be_deleted_again() {
    let mut table = table();
    table
        .takes(&deletes(BEN, &[(1, 2)]).bytes(), may_write_all)
        .unwrap();
    assert!(
        !table
            .takes(&deletes(BEN, &[(1, 2)]).bytes(), only_joint)
            .unwrap()
            .changed
    );
    assert!(
        !table
            .takes(&deletes(BEN, &[(2, 1)]).bytes(), |_| false)
            .unwrap()
            .changed
    );
    for ranges in [&[(0, 3)][..], &[(1, 3)], &[(1, 2), (6, 1)]] {
        let reason = table.refuses(&deletes(BEN, ranges).bytes(), only_joint);
        assert_eq!(reason.code(), "root-not-writable");
    }
}

#[test]
fn a_block_lies_in_one_root() {
    let mut table = table();
    let across = blocks(ANA, 5, [between((ANA, 4), (BEN, 0), text("x"))]);
    assert_eq!(
        table.refuses(&across.bytes(), may_write_all).code(),
        "cross-root"
    );
    // Half of it is known to lie in the joint answer; the rest claims another root.
    let grown = blocks(ANA, 0, [in_root(FRANCE, text("hello world"))]);
    assert_eq!(
        table.refuses(&grown.bytes(), may_write_all).code(),
        "cross-root"
    );
    let grown = blocks(ANA, 0, [between((BEN, 0), (BEN, 1), text("hello world"))]);
    assert_eq!(
        table.refuses(&grown.bytes(), may_write_all).code(),
        "cross-root"
    );
    // What is known already changes nothing, whatever it claims.
    let known = blocks(ANA, 0, [in_root("nobody made this", text("HELLO"))]);
    assert!(!table.takes(&known.bytes(), |_| false).unwrap().changed);
    table.is_sound();
}

#[test]
fn a_block_known_in_part_brings_the_rest() {
    let mut table = table();
    let grown = blocks(ANA, 0, [after((1, 0), text("hello 🌊 world"))]);
    assert!(table.takes(&grown.bytes(), only_joint).unwrap().changed);
    table.is_sound();
    let skip = Block {
        content: Content::Skip(3),
        ..after((1, 0), text(""))
    };
    let end = table.ledger.next_clock(ANA);
    let over = blocks(
        ANA,
        0,
        [
            in_root(JOINT, text("he")),
            skip,
            after((ANA, 4), text("🌊🌊🌊🌊🌊")),
        ],
    );
    assert!(table.takes(&over.bytes(), only_joint).unwrap().changed);
    assert_eq!(table.ledger.next_clock(ANA), end + 1);
    table.is_sound();
}

#[test]
fn neighbours_that_never_were_are_refused() {
    let mut table = table();
    let backwards = blocks(40, 0, [between((ANA, 4), (ANA, 0), text("x"))]);
    let nowhere = blocks(41, 0, [between((ANA, 2), (ANA, 2), text("x"))]);
    let twice = [
        between((ANA, 2), (ANA, 3), text("x")),
        between((ANA, 2), (ANA, 3), text("y")),
    ];
    let around_itself = blocks(42, 0, twice);
    for forged in [backwards, nowhere, around_itself] {
        assert_eq!(
            table.refuses(&forged.bytes(), may_write_all).code(),
            "crossed-origins"
        );
    }
    let good = blocks(41, 0, [between((ANA, 2), (ANA, 3), text("x"))]);
    table.takes(&good.bytes(), may_write_all).unwrap();
    table.is_sound();
}

#[test]
fn nobody_reaches_over_what_they_knew() {
    let reaching = after((1, 0), text("x"));
    let mut table = table();
    // Its author hung a block on Ana's last letter and so knew the word it reaches over next.
    let knowing = [after((ANA, 4), text("!")), reaching.clone()];
    let knowing = blocks(40, 0, knowing).bytes();
    assert_eq!(
        table.refuses(&knowing, may_write_all).code(),
        "crossed-origins"
    );
    // The same after a restart, when nobody remembers what came when.
    let mut restarted = Table::replayed(table.log.clone());
    assert_eq!(
        restarted.refuses(&knowing, may_write_all).code(),
        "crossed-origins"
    );
    // Somebody who was away since the beginning may do it.
    for table in [&mut table, &mut restarted] {
        table
            .takes(&blocks(41, 0, [reaching.clone()]).bytes(), only_joint)
            .unwrap();
        table.is_sound();
    }
}

#[test]
fn work_is_bounded() {
    let mut table = table();
    table.limits.conflicts = 1;
    let far = blocks(
        40,
        0,
        [after((ANA, 0), text("x")), after((1, 0), text("y"))],
    )
    .bytes();
    assert_eq!(table.refuses(&far, may_write_all).code(), "too-many");
}

#[test]
fn strange_but_whole_updates_poison_nothing() {
    let mut table = table();
    let strange = [
        blocks(42, 0, [in_root(JOINT, text("a second beginning"))]),
        blocks(43, 0, [after((BEN, 3), text("in the emoji"))]),
        blocks(44, 0, [after((1, 0), Content::Deleted(1 << 30))]),
        deletes(BEN, &[(4, 1)]),
        deletes(44, &[(5, 7)]),
    ];
    for forged in strange {
        table.takes(&forged.bytes(), may_write_all).unwrap();
    }
    // The giant deletion has more clocks than the ledger is compared for one by one.
    let copy = Table::replayed(table.log.clone());
    assert_eq!(contents(&copy.doc), contents(&table.doc));
}

#[test]
fn a_ledger_that_lags_refuses_and_never_spoils() {
    let mut table = table();
    let behind = table.ledger.clone();
    let more = blocks(ANA, 5, [after((ANA, 4), text("x"))]);
    table.takes(&more.bytes(), may_write_all).unwrap();
    table.ledger = behind;
    let next = blocks(ANA, 6, [after((ANA, 5), text("y"))]).bytes();
    assert!(matches!(
        table.takes(&next, may_write_all),
        Err(Rejected::Clean(_))
    ));
}

#[test]
fn new_ids_are_told_from_known_ones() {
    let table = table();
    let mut forged = blocks(ANA, 0, [in_root(JOINT, text("hello"))]);
    forged.sections.push(Section {
        client: 50,
        clock: 0,
        blocks: vec![after((1, 0), text("x"))],
    });
    let walk = walk(&forged.bytes(), &Limits::default()).unwrap();
    assert_eq!(walk.clients.len(), 2);
    assert_eq!(table.ledger.adding(&walk).collect::<Vec<_>>(), [50]);
}
