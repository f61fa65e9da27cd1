//! Bytes that no honest client writes: refused by name, unread by yrs.

use crate::forge::{
    Block, Content, Forged, Parent, Section, after, blocks, deletes, in_root, number, string, text,
};
use crate::table::ROOTS;
use server::gate::{Limits, walk};

const ANA: u64 = 7;
const BEN: u64 = 8;
const JOINT: &str = ROOTS[0];

fn code(bytes: &[u8]) -> &'static str {
    walk(bytes, &Limits::default()).unwrap_err().code()
}

/// The code for one block of Ana's at clock 0 with this kind and what follows.
fn content(kind: u8, rest: &[u8]) -> &'static str {
    code(&blocks(ANA, 0, [in_root(JOINT, Content::Raw(kind, rest.to_vec()))]).bytes())
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
fn state_vectors_are_not_believed() {
    let code = |bytes: &[u8]| server::gate::state_vector(bytes).unwrap_err().code();
    let mut out = Vec::new();
    number(&mut out, 1);
    number(&mut out, 1 << 53);
    assert_eq!(code(&[&out[..], &[0]].concat()), "client-id");
    assert_eq!(code(&[1, 7, 0, 0]), "trailing-bytes");
    assert_eq!(code(&[1, 7]), "truncated");
}
