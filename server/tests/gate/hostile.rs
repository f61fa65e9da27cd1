//! What no honest client sends: refused by name, before the document is touched.

use crate::forge::{
    Block, Content, Forged, Parent, Section, after, between, blocks, deletes, in_root, number,
    string, text,
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

fn code(bytes: &[u8]) -> &'static str {
    walk(bytes, &Limits::default()).unwrap_err().code()
}

/// The code for one block of Ana's at clock 0 with this kind and what follows.
fn content(kind: u8, rest: &[u8]) -> &'static str {
    code(&blocks(ANA, 0, [in_root(JOINT, Content::Raw(kind, rest.to_vec()))]).bytes())
}

fn refused(forged: &Forged) -> &'static str {
    table().refuses(&forged.bytes(), only_joint).code()
}

#[test]
fn counts_are_not_believed() {
    for bytes in [
        &[0xff, 0xff, 0xff, 0x7a][..],
        &[0, 0xff, 0xff, 0xff, 0x7a],
        &[1, 0xff, 0x7f, 7, 0],
    ] {
        assert_eq!(code(bytes), "truncated");
    }
    assert_eq!(code(&[0, 1, 7, 0xff, 0xff, 0xff, 0x7a]), "truncated");
    assert_eq!(content(4, &[0xff, 0xff, 0xff, 0x7a]), "truncated");
}

#[test]
fn only_prose_is_content() {
    let mut arrays = vec![1];
    arrays.extend([117, 1].repeat(8_000));
    arrays.push(126);
    assert_eq!(content(8, &arrays), "content-kind");
    for kind in [2, 3, 5, 8, 9, 11, 15, 16, 20, 26, 31, 0x80, 0x8a] {
        assert_eq!(content(kind, &[1, 1, b'x', 0]), "content-kind", "{kind}");
    }
    for kind in 0..7 {
        assert_eq!(content(7, &[kind]), "nested-type");
    }
    let garbage = Block {
        content: Content::Gc(5),
        ..after((1, 0), text(""))
    };
    assert_eq!(code(&blocks(ANA, 0, [garbage]).bytes()), "content-kind");
}

#[test]
fn nothing_nests() {
    let inside = Block {
        left: None,
        right: None,
        parent: Parent::Item(1, 0),
        content: text("x"),
    };
    assert_eq!(code(&blocks(ANA, 0, [inside]).bytes()), "nested-type");
    assert_eq!(content(0x24, &[1, b'k', 1, b'v']), "map-entry");
    let entry = after((1, 0), Content::Raw(0x24, vec![1, b'v']));
    assert_eq!(code(&blocks(ANA, 0, [entry]).bytes()), "map-entry");
    let odd_parent = [1, 1, 7, 0, 4, 2, 1, b'r', 1, b'x', 0];
    assert_eq!(code(&odd_parent), "malformed");
}

#[test]
fn formatting_is_scalar() {
    let format = |value: &str| {
        let mut rest = Vec::new();
        string(&mut rest, b"strong");
        string(&mut rest, value.as_bytes());
        walk(
            &blocks(ANA, 0, [in_root(JOINT, Content::Raw(6, rest))]).bytes(),
            &Limits::default(),
        )
    };
    for value in ["true", "null", "12", "-0.5", "\"h1\"", "\"\\\"[{\""] {
        assert!(format(value).is_ok(), "{value}");
    }
    let deep = "[".repeat(3_000);
    for value in [
        "{}",
        " [1]",
        "\n{\"a\":1}",
        "undefined",
        "",
        "1e999",
        "\"\\ud800\"",
        "1 2",
        &deep,
    ] {
        assert_eq!(format(value).unwrap_err().code(), "format-value", "{value}");
    }
}

#[test]
fn empty_things_are_malformed() {
    assert_eq!(content(4, &[0]), "malformed");
    assert_eq!(content(1, &[0]), "malformed");
    let skip = Block {
        content: Content::Skip(0),
        ..after((1, 0), text(""))
    };
    assert_eq!(
        code(&blocks(ANA, 0, [skip, in_root(JOINT, text("xx"))]).bytes()),
        "malformed"
    );
    assert_eq!(code(&blocks(ANA, 0, []).bytes()), "truncated");
    assert_eq!(code(&[1, 0, 7, 0, 0, 0, 0]), "malformed");
    // In yrs this would split France's emoji into two replacement characters.
    assert_eq!(code(&deletes(BEN, &[(4, 0)]).bytes()), "malformed");
}

#[test]
fn numbers_stay_in_range() {
    for client in [0, 1 << 53, u64::MAX] {
        assert_eq!(
            code(&blocks(client, 0, [in_root(JOINT, text("xx"))]).bytes()),
            "client-id"
        );
        assert_eq!(
            code(&blocks(ANA, 0, [after((client, 0), text("xx"))]).bytes()),
            "client-id"
        );
        assert_eq!(code(&deletes(client, &[(0, 1)]).bytes()), "client-id");
    }
    for clock in [1 << 31, u64::from(u32::MAX), 1 << 40] {
        assert_eq!(
            code(&blocks(ANA, clock, [in_root(JOINT, text("x"))]).bytes()),
            "clock-range"
        );
        assert_eq!(
            code(&blocks(ANA, 0, [after((1, clock), text("xx"))]).bytes()),
            "clock-range"
        );
        assert_eq!(code(&deletes(1, &[(clock, 1)]).bytes()), "clock-range");
        assert_eq!(code(&deletes(1, &[(1, clock)]).bytes()), "clock-range");
    }
    let last = (1 << 31) - 1;
    assert_eq!(
        code(&blocks(ANA, last, [in_root(JOINT, text("x"))]).bytes()),
        "clock-range"
    );
    let long = blocks(
        ANA,
        0,
        [
            in_root(JOINT, Content::Deleted(last)),
            after((ANA, 0), text("x")),
        ],
    );
    assert_eq!(code(&long.bytes()), "clock-range");
}

#[test]
fn bytes_have_one_reading() {
    let good = blocks(ANA, 0, [in_root(JOINT, text("hello"))]).bytes();
    assert!(walk(&good, &Limits::default()).is_ok());
    for end in 0..good.len() {
        assert_eq!(code(&good[..end]), "truncated", "cut at {end}");
    }
    assert_eq!(code(&[&good[..], &[0]].concat()), "trailing-bytes");
    // The same number, padded: lib0 and yrs stop at different lengths.
    assert_eq!(code(&[&[0x81, 0], &good[1..]].concat()), "malformed");
    assert_eq!(
        code(&[&[0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0], &good[1..]].concat()),
        "malformed"
    );
    assert_eq!(content(4, &[2, 0xff, 0xfe]), "not-utf8");
    let mut root = vec![1, 1, 7, 0, 4, 1];
    string(&mut root, &[0xc0, 0x80]);
    root.extend([1, b'x', 0]);
    assert_eq!(code(&root), "not-utf8");
}

#[test]
fn nobody_comes_twice() {
    let mut forged = blocks(ANA, 0, [in_root(JOINT, text("a"))]);
    forged.sections.push(forged.sections[0].clone());
    assert_eq!(code(&forged.bytes()), "repeated-client");
    let mut forged = deletes(1, &[(0, 1)]);
    forged.deletes.push((1, vec![(1, 1)]));
    assert_eq!(code(&forged.bytes()), "repeated-client");
    assert_eq!(code(&deletes(1, &[(2, 1), (0, 1)]).bytes()), "malformed");
    assert_eq!(code(&deletes(1, &[(0, 3), (2, 3)]).bytes()), "malformed");
}

#[test]
fn limits_hold() {
    let letter = |clock: u64| after((ANA, clock), text("x"));
    let many = blocks(ANA, 1, (0..50_001).map(letter));
    assert_eq!(code(&many.bytes()), "too-many");
    let root = |index: u64| Section {
        client: index + 1,
        clock: 0,
        blocks: vec![in_root(&format!("{index}"), text("x"))],
    };
    let crowd = Forged {
        sections: (0..65).map(root).collect(),
        deletes: Vec::new(),
    };
    assert_eq!(code(&crowd.bytes()), "too-many");
    let roots = blocks(
        ANA,
        0,
        (0..65).map(|index| in_root(&format!("{index}"), text("x"))),
    );
    assert_eq!(code(&roots.bytes()), "too-many");
    let ranges: Vec<_> = (0..200_001).map(|index| (index * 2, 1)).collect();
    assert_eq!(code(&deletes(1, &ranges).bytes()), "too-many");
    assert_eq!(
        code(&blocks(ANA, 0, [in_root(&"r".repeat(257), text("x"))]).bytes()),
        "too-long"
    );
    let format = |key: usize, value: usize| {
        let format = Content::Format("k".repeat(key), format!("\"{}\"", "v".repeat(value)));
        code(&blocks(ANA, 0, [in_root(JOINT, format)]).bytes())
    };
    assert_eq!((format(65, 1), format(1, 4096)), ("too-long", "too-long"));
    assert_eq!(code(&vec![0; (1 << 20) + 1]), "too-large");
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

#[test]
fn state_vectors_are_not_believed() {
    let code = |bytes: &[u8]| server::gate::state_vector(bytes).unwrap_err().code();
    let mut out = Vec::new();
    number(&mut out, 1);
    number(&mut out, 1 << 53);
    assert_eq!(code(&[&out[..], &[0]].concat()), "client-id");
    assert_eq!(code(&[1, 7, 0, 0]), "trailing-bytes");
    assert_eq!(code(&[1, 7]), "truncated");
}
