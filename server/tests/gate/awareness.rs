//! Presence that is read, and presence that is not.

use server::gate::Limits;
use server::gate::awareness::parse;
use shared::protocol::awareness::{Entry, encode};

fn code(bytes: &[u8]) -> &'static str {
    parse(bytes, &Limits::default()).unwrap_err().code()
}

fn one(state: &str) -> Vec<u8> {
    encode([Entry {
        client: 7,
        clock: 3,
        state: Some(state),
    }])
}

#[test]
fn entries_read_back() {
    let state = r##"{"user":{"name":"Ana \"[[[[[[[[[[\" 🌊","color":"#123"},"cursor":null}"##;
    let entries = [
        Entry {
            client: 7,
            clock: 3,
            state: Some(state),
        },
        Entry {
            client: (1 << 53) - 1,
            clock: 0,
            state: None,
        },
    ];
    assert_eq!(
        parse(&encode(entries), &Limits::default()).unwrap(),
        entries
    );
    assert_eq!(parse(&encode([]), &Limits::default()).unwrap(), []);
}

#[test]
fn yrs_reads_what_we_write_and_we_read_what_it_writes() {
    use yrs::sync::{Awareness, AwarenessUpdate};
    use yrs::updates::{decoder::Decode, encoder::Encode};
    let mut awareness = Awareness::new(crate::table::document(77));
    awareness
        .set_local_state(serde_json::json!({"name": "Ben"}))
        .unwrap();
    let theirs = awareness.update().unwrap().encode_v1();
    let entries = parse(&theirs, &Limits::default()).unwrap();
    assert_eq!(entries[0].state, Some(r#"{"name":"Ben"}"#));
    assert_eq!(encode(entries), theirs);
    assert_eq!(
        AwarenessUpdate::decode_v1(&theirs).unwrap().clients.len(),
        1
    );
}

#[test]
fn hostile_presence_is_refused() {
    let many = (1..=9).map(|client| Entry {
        client,
        clock: 1,
        state: None,
    });
    assert_eq!(code(&encode(many)), "too-many");
    let twice = [1, 1].map(|client| Entry {
        client,
        clock: 1,
        state: None,
    });
    assert_eq!(code(&encode(twice)), "repeated-client");
    assert_eq!(
        code(&encode([Entry {
            client: 0,
            clock: 1,
            state: None
        }])),
        "client-id"
    );
    assert_eq!(
        code(&encode([Entry {
            client: 1,
            clock: u32::MAX,
            state: None
        }])),
        "clock-range"
    );
    let long = format!("{{\"name\":\"{}\"}}", "x".repeat(17_000));
    assert_eq!(code(&one(&long)), "too-large");
    for state in [
        "[]",
        "7",
        "\"x\"",
        "",
        "undefined",
        "{",
        "{\"a\":}",
        " null",
        "{}x",
    ] {
        assert_eq!(code(&one(state)), "awareness-state", "{state}");
    }
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(3000), "]".repeat(3000));
    assert_eq!(code(&one(&deep)), "awareness-state");
    let mut trailing = one("{}");
    trailing.push(0);
    assert_eq!(code(&trailing), "trailing-bytes");
    assert_eq!(code(&[0xff, 0xff, 0xff, 0x7f]), "truncated");
    assert_eq!(code(&[1, 7, 3, 2, 0xff, 0xff]), "not-utf8");
}
