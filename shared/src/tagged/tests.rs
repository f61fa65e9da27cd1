use super::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
enum Ours {
    NoField,
    Whole(Box<Inner>),
    SomeFields {
        number: u64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        perhaps: Option<i32>,
        inner: Vec<Inner>,
        share: f64,
    },
}

tagged!(Ours, "say");

/// As serde does it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "kebab-case")]
enum Theirs {
    NoField,
    Whole(Box<Inner>),
    SomeFields {
        number: u64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        perhaps: Option<i32>,
        inner: Vec<Inner>,
        share: f64,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Inner {
    text: String,
    pairs: Vec<(u64, bool)>,
    by_name: BTreeMap<String, Plain>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
enum Plain {
    One,
    Two { deep: char },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Around<T> {
    seq: u64,
    #[serde(flatten)]
    what: T,
    after: (),
}

fn around<T>(what: T) -> Around<T> {
    let (seq, after) = (u64::MAX, ());
    Around { seq, what, after }
}

fn inner() -> Inner {
    let by_name = [("a", Plain::One), ("b", Plain::Two { deep: 'ß' })];
    Inner {
        text: "“quoted”\n".to_owned(),
        pairs: vec![(7, true), (u64::MAX, false)],
        by_name: by_name.map(|(name, it)| (name.to_owned(), it)).into(),
    }
}

fn both() -> Vec<(Ours, Theirs)> {
    let (number, share) = (u64::MAX, 0.25);
    let mut all = vec![
        (Ours::NoField, Theirs::NoField),
        (Ours::Whole(inner().into()), Theirs::Whole(inner().into())),
    ];
    for perhaps in [None, Some(-3)] {
        let (one, other) = (vec![inner()], vec![inner()]);
        all.push((
            Ours::SomeFields {
                number,
                perhaps,
                inner: one,
                share,
            },
            Theirs::SomeFields {
                number,
                perhaps,
                inner: other,
                share,
            },
        ));
    }
    all
}

#[test]
fn it_writes_what_serde_does_to_the_letter() {
    for (ours, theirs) in both() {
        let json = |it: &dyn Fn() -> Result<String, Error>| it().unwrap();
        assert_eq!(
            json(&|| serde_json::to_string(&ours)),
            json(&|| serde_json::to_string(&theirs))
        );
        assert_eq!(
            json(&|| serde_json::to_string(&around(&ours))),
            json(&|| serde_json::to_string(&around(&theirs)))
        );
    }
}

#[test]
fn it_reads_what_it_wrote() {
    for (ours, _) in both() {
        let json = serde_json::to_string(&ours).unwrap();
        assert_eq!(decode::<Ours>(&json).unwrap(), ours);
        assert_eq!(serde_json::from_str::<Ours>(&json).unwrap(), ours);
        let json = serde_json::to_string(&around(&ours)).unwrap();
        assert_eq!(decode::<Around<Ours>>(&json).unwrap(), around(ours.clone()));
        assert_eq!(
            serde_json::from_str::<Around<Ours>>(&json).unwrap(),
            around(ours)
        );
    }
}

#[test]
fn the_field_may_stand_anywhere_and_strangers_are_passed_over() {
    let json = r#"{"new":[{}],"share":1,"inner":[],"say":"some-fields","number":3}"#;
    let read = decode::<Ours>(json).unwrap();
    assert!(matches!(
        read,
        Ours::SomeFields {
            number: 3,
            perhaps: None,
            ..
        }
    ));
    assert_eq!(
        decode::<Ours>(r#"{"say":"no-field","new":1}"#).unwrap(),
        Ours::NoField
    );
}

#[test]
fn what_does_not_fit_is_refused() {
    let wrong = [
        r#"{"number":3}"#,
        r#"{"say":"nothing"}"#,
        r#"{"say":7}"#,
        r#"{"say":"whole"}"#,
        r#"{"say":"some-fields","number":-1,"inner":[],"share":1}"#,
        r#"{"say":"some-fields","number":1,"inner":{},"share":1}"#,
        r#""no-field""#,
        "[]",
        "",
    ];
    for json in wrong {
        assert!(decode::<Ours>(json).is_err(), "{json}");
        assert!(serde_json::from_str::<Ours>(json).is_err(), "{json}");
    }
}
