//! The outcome as a page.

use crate::read_html::{Token, read, squeezed, structure, words};
use crate::story::{self, HOSTILE, say_everywhere};
use proptest::prelude::*;
use shared::names::clean;
use shared::outcome::{Outcome, STYLE, html, html_body, html_part};
use shared::prose::{Block, Marks, Run};
use shared::words::{Language, Words};

fn page(outcomes: &[Outcome]) -> String {
    html(outcomes, &Words::of(Language::ENGLISH))
}

fn saying(text: &str) -> String {
    let mut outcome = story::outcome();
    say_everywhere(&mut outcome, text);
    page(&[outcome])
}

#[test]
fn it_needs_nothing_but_itself_and_runs_nothing() {
    let page = page(&[story::outcome()]);
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">"));
    for foreign in [
        "<script",
        "<link",
        "<img",
        "<iframe",
        "@import",
        "url(",
        "src=",
        " style=",
        "javascript:",
    ] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert!(page.contains("default-src 'none'"));
    assert!(page.contains("<title>Rights on the move - Table 2 - 2026-11-23</title>"));
    assert!(!page.to_lowercase().contains("adopt"));
    assert!(STYLE.contains("@media print") && page.contains(STYLE));
}

#[test]
fn the_body_is_the_same_without_the_page_around_it() {
    let outcomes = [story::outcome(), story::closed()];
    let body = html_body(&outcomes, &Words::of(Language::ENGLISH));
    read(&body);
    assert!(body.starts_with("<article class=\"outcome\""));
    assert!(page(&outcomes).contains(&body));
}

#[test]
fn within_a_page_with_a_title_of_its_own_all_headings_are_one_lower() {
    let outcomes = [story::outcome(), story::closed()];
    let levels = |html: &str| -> Vec<usize> {
        (1..=6)
            .map(|level| html.matches(&format!("<h{level} ")).count())
            .collect()
    };
    let (whole, part) = (
        html_body(&outcomes, &Words::of(Language::ENGLISH)),
        html_part(&outcomes, &Words::of(Language::ENGLISH), 2),
    );
    read(&part);
    assert_eq!(levels(&whole)[0], 1, "one title");
    assert_eq!(levels(&part)[0], 0);
    assert_eq!(levels(&part)[1..], levels(&whole)[..5]);
}

#[test]
fn headings_nest_without_a_gap_and_the_contents_lead_to_them() {
    for outcomes in [
        vec![],
        vec![story::outcome()],
        vec![story::outcome(), story::closed()],
    ] {
        let tokens = read(&page(&outcomes));
        let mut before = 0;
        for token in &tokens {
            let Token::Open { tag, .. } = token else {
                continue;
            };
            let role = token
                .attribute("aria-level")
                .map(|level| level.parse().expect("a number"));
            let level: Option<usize> = tag
                .strip_prefix('h')
                .and_then(|level| level.parse().ok())
                .or(role);
            if let Some(level) = level {
                assert!(level <= before + 1, "{token:?} after {before}");
                before = level;
            }
        }
        let listed = tokens.iter().filter(|token| {
            token
                .attribute("href")
                .is_some_and(|href| href.starts_with("#outcome-section"))
        });
        // Main sections, questions, practices, and ballots.
        let (open, closed) = (8 + 3 + 3 + 2, 8 + 3 + 3 + 1);
        let want = match outcomes.len() {
            0 => 0,
            1 => open,
            // The tables, and the background once instead of twice.
            _ => 2 + open + closed - 1,
        };
        assert_eq!(listed.count(), want);
    }
}

#[test]
fn footnotes_lead_there_and_back() {
    let tokens = read(&page(&[story::outcome()]));
    let leads = |to: &str| {
        tokens
            .iter()
            .any(|token| token.attribute("href") == Some(to))
    };
    for link in [
        "#outcome-note-1",
        "#outcome-reference-1-1",
        "#outcome-note-2",
        "#outcome-reference-2-1",
    ] {
        assert!(leads(link), "{link}");
    }
    assert!(leads("https://example.org/a_b?c=1&d=2"));
}

#[test]
fn a_tally_is_a_bar_with_a_name_and_numbers() {
    let page = page(&[story::closed()]);
    let name = "aria-label=\"2 support, 0 cannot support, 0 abstain, 1 did not vote\"";
    // Once on the card, once with the ballot.
    assert_eq!(page.matches(name).count(), 2);
    let bar = "viewBox=\"0 0 3 1\" preserveAspectRatio=\"none\"><rect class=\"outcome-bar-support\" x=\"0\" y=\"0\" width=\"2\" height=\"1\"/><rect class=\"outcome-bar-not-voted\" x=\"2\" y=\"0\" width=\"1\" height=\"1\"/></svg>";
    assert!(page.contains(bar), "{page}");
    assert!(page.contains(
        "</svg></td><td class=\"outcome-number\">2</td><td class=\"outcome-number\">0</td>"
    ));
}

#[test]
fn prose_keeps_lists_quotations_marks_and_direction() {
    let page = page(&[story::outcome()]);
    assert!(page.contains("<ol>\n<li dir=\"auto\">One\n<ul>\n<li dir=\"auto\">Under one</li>\n</ul>\n</li>\n<li dir=\"auto\">Two</li>\n</ol>"), "{page}");
    assert!(page.contains("<blockquote>\n<p dir=\"auto\">As it was said</p>\n</blockquote>"));
    assert!(page.contains("<p dir=\"rtl\">نحن معا</p>"));
    assert!(page.contains("<strong>in bold</strong>"));
}

#[test]
fn a_link_that_may_not_be_followed_is_words() {
    let mut outcome = story::outcome();
    for link in [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        " https://a.int",
        "//a.int",
        "https://a.int/\" onclick=\"x",
    ] {
        let marks = Marks {
            link: Some(link.into()),
            ..Marks::default()
        };
        outcome.summary = vec![Block {
            runs: vec![Run {
                text: "words".into(),
                marks,
            }],
            ..Block::default()
        }];
        let body = html_body(&[outcome.clone()], &Words::of(Language::ENGLISH));
        assert!(body.contains("<p dir=\"auto\">words</p>"), "{link}");
        let markdown = shared::outcome::markdown(&[outcome.clone()], &Words::of(Language::ENGLISH));
        assert!(markdown.contains("\n\nwords\n\n"), "{link}");
    }
}

#[test]
fn nothing_breaks_out_of_an_attribute() {
    let link = "https://a.int/\"onclick=\"x\"'<b>&amp;";
    let mark = "\" onclick=\"x";
    let mut outcome = story::outcome();
    let marks = Marks {
        link: Some(link.into()),
        ..Marks::default()
    };
    outcome.summary = vec![Block {
        runs: vec![Run {
            text: "words".into(),
            marks,
        }],
        ..Block::default()
    }];
    outcome.footnotes[0].mark = mark.into();
    outcome.background[0].text = format!("Here[^{mark}]");
    let tokens = read(&page(&[outcome.clone()]));
    let has = |name: &str, value: &str| {
        tokens
            .iter()
            .any(|token| token.attribute(name) == Some(value))
    };
    assert!(has("href", link));
    assert!(has("aria-label", &format!("Footnote {mark}")));
    let markdown = shared::outcome::markdown(&[outcome], &Words::of(Language::ENGLISH));
    crate::read_markdown::read(&markdown);
}

/// How many names stand in the page's own title, without what no file may be called.
const IN_TITLE: usize = 2;

#[test]
fn no_words_of_people_become_markup() {
    let want = structure(&read(&saying("x")));
    let often = words(&read(&saying("zebra"))).matches("zebra").count() - IN_TITLE;
    for text in HOSTILE {
        let one_line = text.replace('\n', " ");
        let tokens = read(&saying(&one_line));
        assert_eq!(structure(&tokens), want, "{text:?}");
        // Names and titles come without what nobody sees.
        let told = words(&tokens);
        let cleaned = Some(squeezed(&clean(text))).filter(|cleaned| *cleaned != squeezed(text));
        let times = told.matches(&squeezed(text)).count()
            + cleaned.map_or(0, |cleaned| told.matches(&cleaned).count());
        assert!(
            times >= often,
            "{text:?} is told {times} times, not {often}"
        );
        read(&saying(text));
    }
}

proptest! {
    #[test]
    fn any_words_leave_the_structure_as_it_is_and_are_all_there(text in "\\PC{0,20}x\\PC{0,20}") {
        let tokens = read(&saying(&text));
        prop_assert_eq!(structure(&tokens), structure(&read(&saying("x"))));
        let often = words(&read(&saying("zebra"))).matches("zebra").count() - IN_TITLE;
        prop_assert!(words(&tokens).matches(&squeezed(&text)).count() >= often);
    }
}
