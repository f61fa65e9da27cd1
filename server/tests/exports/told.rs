//! What an outcome shall not tell of delegations and people stands in no form of it.

use crate::said::file;
use crate::story::{self, HOSTILE};
use crate::unpacked::parts;
use server::export::Format;
use shared::features::practices::FromFile;
use shared::outcome::{Attribution, Outcome, OutcomeStanding, Telling};
use shared::words::{Language, Words};

/// What every name of a delegation, of a person, and what tells them has in it.
const NAMES: [&str; 3] = ["Quxistan", "Qxs", "Personna"];

/// An outcome in which all names have hostile words around them.
fn named(hostile: &str) -> Outcome {
    let mut outcome = story::outcome();
    let hostile = hostile.replace('\n', " ");
    for (nth, it) in outcome.delegations.iter_mut().enumerate() {
        it.name = format!("Quxistan{nth} {hostile}");
        it.short = format!("Qxs{nth}");
        it.group = ["Isles", "Isles", ""][nth].into();
        for person in &mut it.people {
            person.name = format!("Personna {hostile}");
            person.title = "Personna’s title".into();
        }
    }
    for person in outcome.others.iter_mut().flat_map(|it| &mut it.people) {
        person.name = format!("Personna {hostile}");
    }
    let voted = vec![outcome.delegations[0].id.clone()];
    for ballot in &mut outcome.ballots {
        if let OutcomeStanding::Closed { on_paper, .. } = &mut ballot.standing {
            on_paper.clone_from(&voted);
        }
    }
    for practice in &mut outcome.practices {
        practice.card.place_and_time = "Quxistan0, since 2019".into();
        practice.card.contact = "personna@quxistan.int, Personna".into();
        practice.card.validated_by = "Quxistan1".into();
    }
    outcome
}

fn read(format: Format, outcome: &Outcome) -> String {
    let bytes = file(format, std::slice::from_ref(outcome));
    if !bytes.starts_with(b"PK") {
        return String::from_utf8_lossy(&bytes).into_owned();
    }
    let parts = parts(&bytes).into_iter();
    parts
        .map(|(_, part)| String::from_utf8_lossy(part.as_ref()).into_owned())
        .collect()
}

fn telling(attribution: Attribution) -> Telling {
    Telling {
        attribution,
        silent_too: true,
    }
}

fn forms() -> impl Iterator<Item = Format> {
    // Pages are compressed; they are made of the same paper as the documents.
    let all = Format::ALL.iter().copied();
    all.filter(|format| format.ending() != "pdf")
}

#[test]
fn nobody_is_named_in_any_form_of_an_unattributed_outcome() {
    let words = Words::of(Language::ENGLISH);
    for hostile in [HOSTILE[0], HOSTILE[6], HOSTILE[26], "x"] {
        let outcome = named(hostile);
        for format in forms() {
            let told = read(format, &outcome);
            assert!(
                told.contains("Quxistan0"),
                "{format:?}: it is looked in the right place"
            );
            for attribution in [Attribution::None, Attribution::Group] {
                let told = outcome.clone().told(telling(attribution), &words);
                let told = read(format, &told);
                for name in NAMES {
                    assert!(!told.contains(name), "{format:?}, {attribution:?}: {name}");
                }
                for id in ["\"north\"", "\"south\"", "\"coast\""] {
                    assert!(!told.contains(id), "{format:?}, {attribution:?}: {id}");
                }
            }
        }
    }
}

#[test]
fn groups_are_named_where_they_are_told() {
    let words = Words::of(Language::ENGLISH);
    let told = named("x").told(telling(Attribution::Group), &words);
    for format in [Format::Html, Format::Md, Format::Docx] {
        let told = read(format, &told);
        assert!(
            told.contains("Isles") && told.contains("Other delegations"),
            "{format:?}"
        );
    }
}

#[test]
fn what_people_wrote_is_left_and_told_of() {
    let words = Words::of(Language::ENGLISH);
    let mut outcome = named("x");
    "As Quxistan0 x said".clone_into(&mut outcome.summary[0].runs[0].text);
    let all = outcome.all_named();
    let told = outcome.told(telling(Attribution::None), &words);
    for format in [Format::Html, Format::Md] {
        assert!(read(format, &told).contains("As Quxistan0 x said"));
    }
    let left = told.names_left(&all, &words);
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(left[0].name.trim_end(), "Quxistan0 x");
    assert_eq!(
        (left[0].section.as_str(), left[0].before.as_str()),
        ("Summary", "As ")
    );
}

#[test]
fn a_name_in_what_a_collection_is_called_is_told_of() {
    let words = Words::of(Language::ENGLISH);
    let mut outcome = named("x");
    let all = outcome.all_named();
    outcome.practices[0].from_file = Some(FromFile {
        collection: "Of Quxistan0 x, last year".into(),
        whose: "Quxistan0 x".into(),
    });
    let told = outcome.told(telling(Attribution::None), &words);
    let left = told.names_left(&all, &words);
    let left: Vec<_> = left.iter().map(|it| (&*it.section, &*it.before)).collect();
    assert_eq!(left, [("Good practices and lessons learned", "Of ")]);
}

#[test]
fn an_outcome_that_names_nobody_can_be_checked_as_far_as_it_goes() {
    let words = Words::of(Language::ENGLISH);
    for attribution in [Attribution::None, Attribution::Group] {
        let told = story::closed().told(telling(attribution), &words);
        let findings = shared::outcome::check(&told, "");
        let wrong = findings.iter().filter(|it| it.found.is_wrong());
        assert_eq!(wrong.count(), 0, "{findings:?}");
    }
}

#[test]
fn who_was_silent_is_told_only_if_that_is_asked() {
    let words = Words::of(Language::ENGLISH);
    let silent = ["No answer from", "Did not vote:"];
    let usual = file(Format::Md, &[story::outcome()]);
    let usual = String::from_utf8(usual).unwrap();
    let told = story::outcome().told(telling(Attribution::Named), &words);
    let asked = String::from_utf8(file(Format::Md, &[told])).unwrap();
    for what in silent {
        assert!(!usual.contains(what), "{what}");
        assert!(asked.contains(what), "{what}");
    }
}
