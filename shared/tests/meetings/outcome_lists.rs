//! Lists in the outcome: numbers are counted when shown, and everybody counts alike.

use crate::read_html::{Token, read as read_html};
use crate::read_markdown::read as read_markdown;
use crate::story;
use proptest::prelude::*;
use proptest::sample::select;
use pulldown_cmark::{Event, Tag, TagEnd};
use shared::outcome::{html_body, markdown};
use shared::prose::{Block, BlockKind, Direction, Run, numbers};
use shared::words::{Language, Words};

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let kinds = [
        BlockKind::Paragraph,
        BlockKind::H1,
        BlockKind::H3,
        BlockKind::Ul,
        BlockKind::Ul,
        BlockKind::Ol,
        BlockKind::Ol,
        BlockKind::Ol,
    ];
    let dir = prop::option::weighted(0.2, select(&[Direction::Ltr, Direction::Rtl][..]));
    let block = (
        select(kinds.to_vec()),
        0..4_u8,
        dir,
        prop::bool::weighted(0.1),
        prop::option::weighted(0.2, select(&[1_u16, 2, 3, 9, 40][..])),
        prop::bool::weighted(0.9),
    );
    let block = block.prop_map(|(kind, indent, dir, quote, start, has_words)| Block {
        kind,
        indent,
        dir,
        quote,
        start,
        runs: if has_words {
            vec![Run {
                text: "w".into(),
                ..Run::default()
            }]
        } else {
            Vec::new()
        },
    });
    prop::collection::vec(block, 1..14).prop_map(|mut blocks| {
        for (nth, block) in blocks.iter_mut().enumerate() {
            for run in &mut block.runs {
                run.text = format!("w{nth}");
            }
        }
        blocks
    })
}

/// Every word with the number of the item whose text it is: nothing outside of lists, 0 for a bullet.
type Placed = Vec<(String, Option<usize>)>;

fn want(blocks: &[Block]) -> Placed {
    let numbered = blocks.iter().zip(numbers(blocks));
    let place = |(block, number): (&Block, Option<u32>)| {
        let word = block.runs.first()?.text.clone();
        Some((
            word,
            if block.kind == BlockKind::Ul {
                Some(0)
            } else {
                number.map(|number| number as usize)
            },
        ))
    };
    numbered.filter_map(place).collect()
}

proptest! {
    #[test]
    fn html_numbers_items_as_they_are_counted(blocks in blocks()) {
        let mut outcome = story::outcome();
        outcome.summary = blocks.clone();
        let body = html_body(&[outcome], &Words::of(Language::ENGLISH));
        prop_assert_eq!(in_html(&read_html(&body)), want(&blocks), "{}", body);
    }

    #[test]
    fn markdown_numbers_items_as_they_are_counted(blocks in blocks()) {
        let mut outcome = story::outcome();
        outcome.summary = blocks.clone();
        let text = markdown(&[outcome], &Words::of(Language::ENGLISH));
        prop_assert_eq!(in_markdown(&read_markdown(&text)), want(&blocks), "{}", text);
    }

    #[test]
    fn depth_is_no_danger(indents in prop::collection::vec(any::<u8>(), 1..300)) {
        let mut outcome = story::outcome();
        let item = |indent: &u8| crate::meeting::block(BlockKind::Ul, *indent, "w");
        outcome.summary = indents.iter().map(item).collect();
        read_html(&html_body(&[outcome.clone()], &Words::of(Language::ENGLISH)));
        prop_assert!(markdown(&[outcome], &Words::of(Language::ENGLISH)).len() < 1_000_000);
    }
}

fn is_word(text: &str) -> bool {
    text.strip_prefix('w')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
}

/// Follows lists: the numbers that the open lists are at, and whether an item's own text is next.
#[derive(Default)]
struct Lists {
    open: Vec<usize>,
    own: bool,
    placed: Placed,
}

impl Lists {
    fn opens(&mut self, start: usize) {
        self.open.push(start);
        self.own = false;
    }

    fn item(&mut self) {
        self.own = true;
    }

    fn item_ends(&mut self) {
        if let Some(number) = self.open.last_mut().filter(|number| **number > 0) {
            *number += 1;
        }
        self.own = false;
    }

    fn word(&mut self, text: &str) {
        if is_word(text.trim()) {
            let number = self
                .own
                .then(|| *self.open.last().expect("an item is in a list"));
            self.placed.push((text.trim().to_owned(), number));
            self.own = false;
        }
    }
}

fn in_html(tokens: &[Token]) -> Placed {
    let mut lists = Lists::default();
    let prose = |token: &Token| token.attribute("class") == Some("outcome-prose");
    let from = tokens.iter().position(prose).unwrap_or(tokens.len());
    for token in tokens[from..]
        .iter()
        .take_while(|token| !token.opens("section"))
    {
        match token {
            Token::Open { tag, .. } if tag == "ol" => {
                lists.opens(
                    token
                        .attribute("start")
                        .map_or(1, |start| start.parse().expect("a number")),
                );
            }
            Token::Open { tag, .. } if tag == "ul" => lists.opens(0),
            Token::Open { tag, .. } if tag == "li" => lists.item(),
            Token::Open { tag, .. } if tag == "p" => lists.own = false,
            Token::Close(tag) if tag == "li" => lists.item_ends(),
            Token::Close(tag) if tag == "ol" || tag == "ul" => {
                lists.open.pop();
            }
            Token::Words(words) => lists.word(words),
            _ => {}
        }
    }
    lists.placed
}

fn in_markdown(events: &[Event<'_>]) -> Placed {
    let mut lists = Lists::default();
    let summary =
        |event: &Event<'_>| matches!(event, Event::Text(text) if text.as_ref() == "Summary");
    let next = |event: &Event<'_>| matches!(event, Event::Text(text) if text.as_ref() == "Context and background");
    let from = events.iter().position(summary).unwrap_or(events.len());
    for event in events[from..].iter().take_while(|event| !next(event)) {
        match event {
            Event::Start(Tag::List(start)) => {
                lists.opens(start.map_or(0, |n| usize::try_from(n).expect("small")));
            }
            Event::Start(Tag::Item) => lists.item(),
            Event::End(TagEnd::Item) => lists.item_ends(),
            Event::End(TagEnd::List(_)) => {
                lists.open.pop();
            }
            // An item without words of its own has a space that does not break.
            Event::Text(text) if text.as_ref() == "\u{a0}" => lists.own = false,
            Event::Text(text) => lists.word(text),
            _ => {}
        }
    }
    lists.placed
}
