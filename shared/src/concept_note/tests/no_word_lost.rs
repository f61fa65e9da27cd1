//! Every word of a source is in the note or among what the importer says that it left out.

use crate::concept_note::{Doubt, Reading, parse_text};
use std::collections::HashMap;
use std::path::PathBuf;

/// Everything that came out of a text: the note, and what was left out of it.
fn everything(
    Reading {
        note,
        doubts,
        omissions,
        ..
    }: Reading,
) -> String {
    let mut all = Vec::new();
    if !doubts.contains(&Doubt::NoTitle) {
        all.push(note.title);
    }
    all.extend(
        note.background
            .into_iter()
            .flat_map(|section| [section.heading, section.text]),
    );
    all.extend(
        note.footnotes
            .into_iter()
            .flat_map(|footnote| [footnote.mark, footnote.text]),
    );
    for question in note.questions {
        all.extend([question.theme, question.label, question.text]);
        all.extend(
            question
                .parts
                .into_iter()
                .flat_map(|part| [part.name, part.text]),
        );
    }
    all.extend(omissions.into_iter().map(|omission| omission.text));
    all.join(" | ")
}

/// Without what printing does to words: ligatures, hyphens at the ends of lines.
fn unprinted(text: &str) -> String {
    let text = text
        .replace('\r', "")
        .replace("\u{AD}\n", "")
        .replace("-\n", "");
    let text = text
        .replace('ﬁ', "fi")
        .replace('ﬂ', "fl")
        .replace('ﬃ', "ffi")
        .replace('ﬀ', "ff");
    let raised = |letter: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|raised| raised == letter);
    let plain = text
        .chars()
        .filter(|letter| !matches!(letter, '-' | '\u{AD}'));
    plain
        .map(|letter| {
            raised(letter).map_or(letter, |digit| {
                char::from_digit(u32::try_from(digit).unwrap(), 10).unwrap()
            })
        })
        .collect()
}

/// Words, and figures apart from the words that they hang on.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    for letter in unprinted(text).chars() {
        let word = words.last_mut().unwrap();
        let other = word
            .chars()
            .last()
            .is_some_and(|last| last.is_numeric() != letter.is_numeric());
        if !letter.is_alphanumeric() {
            words.push(String::new());
        } else if other {
            words.push(letter.to_string());
        } else {
            word.push(letter);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// What the text has more often than what came out of it.
fn lost(source: &str, kept: &str) -> Vec<String> {
    let mut left: HashMap<String, usize> = HashMap::new();
    for word in words(kept) {
        *left.entry(word).or_default() += 1;
    }
    let mut lost = words(source);
    lost.retain(|word| match left.get_mut(word).filter(|left| **left > 0) {
        Some(left) => {
            *left -= 1;
            false
        }
        None => true,
    });
    lost
}

#[test]
fn no_sample_loses_a_word() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../samples");
    let mut seen = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let kept = everything(parse_text(&text));
        assert_eq!(
            lost(&text, &kept),
            Vec::<String>::new(),
            "{}",
            path.display()
        );
        seen += 1;
    }
    assert!(seen > 30, "only {seen} samples");
}

#[test]
fn a_loss_would_be_noticed() {
    assert_eq!(lost("One two two", "two one"), ["One", "two"]);
    assert_eq!(lost("re-\nceive ﬁsh", "receive fish"), Vec::<String>::new());
}

#[test]
fn of_two_numbers_before_a_heading_both_are_told() {
    let text = "2\n(b) Who pays for it?\nGuiding questions\n1. What would help?\n2. Which bridge comes first?\nEnglish.\n";
    let kept = everything(parse_text(text));
    assert_eq!(lost(text, &kept), Vec::<String>::new(), "{kept}");
}

mod generated {
    use super::{everything, lost};
    use crate::concept_note::parse_text;
    use proptest::prelude::*;

    /// What notes are put together from; a block each.
    const BLOCKS: [&str; 40] = [
        "A meeting about bridges",
        "Concept note",
        "NOTE CONCEPTUELLE",
        "Tarn, 3 May 2026",
        "Contents\n1. Background ........ 1\n2. Guiding questions ........ 2",
        "Background",
        "1. Background",
        "II. What has been tried",
        "Guiding questions",
        "2. Guiding questions",
        "Session 1: Crossing",
        "Session 2: Mending",
        "Bridges close in winter, and nobody mends them before the thaw.",
        "Six bridges were counted by the\ncouncil of the valley, which re-\nceives tolls for four of them.",
        "1. The first bridge is old. The second is older.",
        "2. Delegations may wish to consider the following questions:",
        "3. Delegations are invited to bring a map.",
        "(a) Who mends a bridge?",
        "(b) Who pays for it?",
        "1. What would help?\n2. Which bridge comes first?",
        "a) Quel pont ?\n\nb) Qui paie ?",
        "- ¿Qué puente?\n- ¿Quién paga?",
        "• Какой мост?\n• Кто платит?",
        "١. أي جسر؟\n٢. من يدفع؟",
        "（一）哪座桥？\n（二）谁出钱？",
        "Why do bridges close?",
        "Describe a bridge that you know.",
        "The chair adds a remark. It is long enough to be a paragraph of its own.",
        "Practical information",
        "Как добраться",
        "معلومات عملية",
        "会议安排",
        "English and French.",
        "09:00 Opening\n09:30 Bridges",
        "Time\tWhat\n10:00\tWhich bridge is next?\n11:00\tCoffee",
        "| Theme | Question |\n|---|---|\n| Tolls | Who keeps them? |",
        "2",
        "\u{C}",
        "Page 2 of 4\n\u{C}Valley council – concept note\n",
        "Question 1: Who crosses?\n\nQuestion 2: Who waits?",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_generated_note_loses_a_word(
            blocks in prop::sample::subsequence(&BLOCKS[..], 1..18).prop_shuffle(),
            tight in any::<bool>(),
        ) {
            let text = blocks.join(if tight { "\n" } else { "\n\n" });
            let kept = everything(parse_text(&text));
            prop_assert_eq!(lost(&text, &kept), Vec::<String>::new(), "of {}\nkept {}", text, kept);
        }
    }
}
