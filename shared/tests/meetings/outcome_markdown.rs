//! The outcome as Markdown, read by a reader of Markdown.

use crate::read_html::squeezed;
use crate::read_markdown::{read, structure, words};
use crate::story::{self, HOSTILE, say_everywhere};
use proptest::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
use shared::names::clean;
use shared::outcome::{Outcome, markdown};
use shared::prose::{Block, Marks, Run};
use shared::words::{Language, Words};

fn rendered(outcomes: &[Outcome]) -> String {
    markdown(outcomes, &Words::of(Language::ENGLISH))
}

fn saying(text: &str) -> String {
    let mut outcome = story::outcome();
    say_everywhere(&mut outcome, text);
    rendered(&[outcome])
}

#[test]
fn it_has_its_sections_in_order_and_headings_nest_without_a_gap() {
    for outcomes in [
        vec![story::outcome()],
        vec![story::outcome(), story::closed()],
    ] {
        let text = rendered(&outcomes);
        let events = read(&text);
        let mut before = 0;
        for event in &events {
            if let Event::Start(Tag::Heading { level, .. }) = event {
                assert!(
                    *level as usize <= before + 1,
                    "{level:?} after {before} in\n{text}"
                );
                before = *level as usize;
            }
        }
    }
    let text = rendered(&[story::outcome()]);
    let told = words(&read(&text));
    let sections = [
        "Rights on the move",
        "Summary",
        "Context and background",
        "Questions and answers",
        "Question a: What about q1?",
        "Joint answer",
        "Answers by delegation",
        "Good practices",
        "1: Shared referral desk",
        "Ballots",
        "Who took part",
        "How it came about",
        "About this document",
    ];
    let mut from = 0;
    for section in sections {
        let found = told[from..].find(section);
        from += found.unwrap_or_else(|| panic!("no {section:?} after {from} in {told}"));
    }
}

#[test]
fn footnotes_hang_where_they_did() {
    let text = rendered(&[story::outcome()]);
    let events = read(&text);
    let heading = structure(&events)
        .windows(2)
        .any(|pair| pair[0].starts_with("Heading") && pair[1] == "[^1]");
    assert!(heading, "the first hangs on a heading");
    let notes = events
        .iter()
        .filter(|event| matches!(event, Event::Start(Tag::FootnoteDefinition(_))));
    assert_eq!(notes.count(), 2);
    assert!(
        text.contains("\n[^1]: See <https://example.org/a_b?c=1&d=2>.\n"),
        "{text}"
    );
    assert!(
        words(&events).contains("and [^9]."),
        "a mark of no footnote stays what it was"
    );
}

#[test]
fn tables_that_share_a_note_tell_it_once_and_footnotes_never_meet() {
    let (here, mut there) = (story::closed(), story::closed());
    let together = rendered(&[here.clone(), there.clone()]);
    assert_eq!(together.matches("First paragraph.").count(), 1);
    there.background[0].text = "Another note[^1].".into();
    let text = rendered(&[here, there]);
    let events = read(&text);
    assert_eq!(text.matches("First paragraph.").count(), 1);
    let notes = structure(&events)
        .into_iter()
        .filter(|part| part.starts_with("FootnoteDefinition(B"));
    assert_eq!(notes.count(), 3, "{text}");
}

#[test]
fn tallies_are_tables_and_never_called_adopted() {
    let text = rendered(&[story::outcome()]);
    assert!(
        text.contains("| Shared referral desk | 2 | 0 | 0 | 1 |"),
        "{text}"
    );
    assert!(text.contains("it shows preferences and decides nothing"));
    assert!(text.contains("1 of 3 delegations had voted"));
    assert!(!text.to_lowercase().contains("adopt"));
    assert!(!text.contains("outcome-"), "a word is missing: {text}");
}

#[test]
fn lists_keep_their_numbers_and_their_indent() {
    let text = rendered(&[story::outcome()]);
    assert!(text.contains("1. One\n   - Under one\n2. Two\n"), "{text}");
    assert!(text.contains("\n> As it was said\n"), "{text}");
    assert!(text.contains("\n**in bold**\n"), "{text}");
    assert!(
        text.contains("<div dir=\"rtl\">\n\nنحن معا\n\n</div>"),
        "{text}"
    );
}

#[test]
fn no_words_of_people_become_markup() {
    let plain = saying("x");
    let want = structure(&read(&plain));
    let often = words(&read(&saying("zebra"))).matches("zebra").count();
    for text in HOSTILE {
        let one_line = text.replace('\n', " ");
        let got = saying(&one_line);
        let events = read(&got);
        assert_eq!(structure(&events), want, "{text:?}\n{got}");
        // Names and titles come without what nobody sees.
        let told = words(&events);
        let cleaned = Some(squeezed(&clean(text))).filter(|cleaned| *cleaned != squeezed(text));
        let times = told.matches(&squeezed(text)).count()
            + cleaned.map_or(0, |cleaned| told.matches(&cleaned).count());
        assert!(
            times >= often,
            "{text:?} is told {times} times, not {often}, in\n{got}"
        );
    }
}

#[test]
fn several_lines_are_several_paragraphs_and_still_no_markup() {
    for text in HOSTILE {
        read(&saying(text));
        read(&saying(&format!("x\n{text}\n\n{text}")));
    }
}

#[test]
fn an_exclamation_before_a_link_makes_no_image_and_a_colon_after_a_reference_no_footnote() {
    let mut outcome = story::outcome();
    let link = Marks {
        link: Some("https://a.int".into()),
        ..Marks::default()
    };
    let runs = vec![
        Run {
            text: "Look!".into(),
            marks: Marks::default(),
        },
        Run {
            text: "there".into(),
            marks: link,
        },
    ];
    outcome.summary = vec![Block {
        runs,
        ..Block::default()
    }];
    outcome.background[0].text = "[^1]: not a note\n\nLook![^1]".into();
    let text = rendered(&[outcome]);
    assert!(
        text.contains("\nLook\\![there](<https://a.int>)\n"),
        "{text}"
    );
    assert!(
        text.contains("\n[^1]\\: not a note\n\nLook\\![^1]\n"),
        "{text}"
    );
    read(&text);
}

#[test]
fn stars_never_run_into_one_another() {
    let mut outcome = story::outcome();
    let strong = Marks {
        strong: true,
        ..Marks::default()
    };
    let em = Marks {
        em: true,
        ..Marks::default()
    };
    let runs = [("a", strong.clone()), ("b", em), ("\"c\"", strong)];
    let runs = runs.map(|(text, marks)| Run {
        text: text.into(),
        marks,
    });
    outcome.summary = vec![Block {
        runs: runs.into(),
        ..Block::default()
    }];
    let text = rendered(&[outcome]);
    assert!(
        text.contains("\n**a**<em>b</em><strong>\"c\"</strong>\n"),
        "{text}"
    );
}

proptest! {
    #[test]
    fn any_words_leave_the_structure_as_it_is_and_are_all_there(text in nasty()) {
        let plain = saying("x");
        let got = saying(&text);
        let events = read(&got);
        prop_assert_eq!(structure(&events), structure(&read(&plain)));
        let often = words(&read(&saying("zebra"))).matches("zebra").count();
        prop_assert!(words(&events).matches(&squeezed(&text)).count() >= often, "{}", got);
    }

    #[test]
    fn marks_are_on_the_letters_they_were_on(runs in prop::collection::vec(run(), 1..7)) {
        let mut outcome = story::outcome();
        outcome.summary = vec![Block { runs: runs.clone(), ..Block::default() }];
        let text = rendered(&[outcome]);
        let want: Vec<(char, Marks)> = runs
            .iter()
            .flat_map(|run| run.text.chars().filter(|c| !c.is_whitespace()).map(|c| (c, run.marks.clone())))
            .collect();
        prop_assert_eq!(marked_letters(&read(&text)), want, "{}", text);
    }
}

/// Words of what Markdown is made of, with at least one letter, on one line.
fn nasty() -> impl Strategy<Value = String> {
    let part = || "[-+*_#>|<&;:=~`!\\[\\]()\\\\^$%{}\"'0-9.a-c \t/]{0,12}";
    (part(), part()).prop_map(|(a, b)| format!("{a}x{b}"))
}

fn run() -> impl Strategy<Value = Run> {
    let link = prop::option::weighted(0.2, "https://a[.]int/[-a-z()<>*_&;#~|]{0,6}");
    let marks =
        (any::<[bool; 4]>(), link).prop_map(|([strong, em, underline, strike], link)| Marks {
            strong,
            em,
            underline,
            strike,
            link,
        });
    ("[-*_~<>&!a-c .,\\[\\]()é]{1,8}", marks).prop_map(|(text, marks)| Run { text, marks })
}

/// The letters of the summary with their marks, whether these are stars or tags.
fn marked_letters(events: &[Event<'_>]) -> Vec<(char, Marks)> {
    let summary =
        |event: &Event<'_>| matches!(event, Event::Text(text) if text.as_ref() == "Summary");
    let from = events.iter().position(summary).expect("there is a summary") + 2;
    let mut marks = Marks::default();
    let mut letters = Vec::new();
    for event in &events[from..] {
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                ..
            }) => break,
            Event::Start(Tag::Strong) => marks.strong = true,
            Event::End(TagEnd::Strong) => marks.strong = false,
            Event::Start(Tag::Emphasis) => marks.em = true,
            Event::End(TagEnd::Emphasis) => marks.em = false,
            Event::Start(Tag::Strikethrough) => marks.strike = true,
            Event::End(TagEnd::Strikethrough) => marks.strike = false,
            Event::Start(Tag::Link { dest_url, .. }) => {
                marks.link = Some(
                    dest_url
                        .replace("%3C", "<")
                        .replace("%3E", ">")
                        .replace("%7C", "|"),
                );
            }
            Event::End(TagEnd::Link) => marks.link = None,
            Event::InlineHtml(tag) => match tag.as_ref() {
                "<strong>" => marks.strong = true,
                "</strong>" => marks.strong = false,
                "<em>" => marks.em = true,
                "</em>" => marks.em = false,
                "<u>" => marks.underline = true,
                "</u>" => marks.underline = false,
                "<del>" => marks.strike = true,
                "</del>" => marks.strike = false,
                other => panic!("{other}"),
            },
            Event::Text(text) => {
                let shown = text.chars().filter(|c| !c.is_whitespace());
                letters.extend(shown.map(|c| (c, marks.clone())));
            }
            _ => {}
        }
    }
    letters
}
