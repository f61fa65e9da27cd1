//! Finds the title of a note, or derives one.

use super::blocks::{BOLD, Block, Form};
use super::headings::{Heading, is_headline};
use super::letters::{capitalised, ends_sentence, width, words};
use super::marks::without_marks;
use super::{NotedQuestion, Section, cover, vocabulary};

/// How many blocks a cover may have.
const COVER: usize = 8;

/// The block that is the title, and its words.
pub(super) fn find(blocks: &[Block], marked: bool) -> Option<(usize, String)> {
    marked_title(blocks, marked).or_else(|| cover_title(blocks))
}

/// A heading of the first level that stands over all the others.
fn marked_title(blocks: &[Block], marked: bool) -> Option<(usize, String)> {
    let is_first = |block: &&Block| block.form == Form::Heading(1);
    let at = blocks.iter().position(|block| is_first(&block))?;
    let heading = Heading::marked(&blocks[at])?;
    let alone = blocks.iter().filter(is_first).count() == 1;
    let over_another = blocks
        .get(at + 1)
        .is_none_or(|next| matches!(next.form, Form::Heading(_)));
    let literal = blocks[at].text.starts_with('\\');
    let generic =
        marked && !literal && (heading.over_questions || vocabulary::is_generic(&heading.text));
    let first_heading = !blocks[..at]
        .iter()
        .any(|block| matches!(block.form, Form::Heading(_)));
    let stands = first_heading && !generic && (alone || over_another);
    let words = blocks[at]
        .text
        .strip_prefix('\\')
        .unwrap_or(&blocks[at].text);
    stands.then(|| (at, without_marks(words)))
}

/// The first line on the cover that is neither a date nor the kind of document.
fn cover_title(blocks: &[Block]) -> Option<(usize, String)> {
    let cover = blocks
        .iter()
        .take(COVER)
        .take_while(|block| is_on_cover(block))
        .count();
    let candidates: Vec<usize> = (0..cover)
        .filter(|at| may_be_title(&blocks[*at].text))
        .collect();
    let prefixed = candidates.iter().find_map(|at| {
        cover::after_title_prefix(&blocks[*at].text).map(|title| (*at, without_marks(title)))
    });
    let first = *candidates.first()?;
    prefixed.or_else(|| Some((first, without_marks(&blocks[first].text))))
}

/// Short, no sentence, and no heading that any note might have.
fn is_on_cover(block: &Block) -> bool {
    let form = matches!(block.form, Form::Paragraph | Form::Heading(BOLD));
    let heading = vocabulary::heads_questions(&block.text) || vocabulary::is_generic(&block.text);
    form && width(&block.text) <= 200 && !ends_sentence(&block.text) && !heading
}

fn may_be_title(text: &str) -> bool {
    text.contains(char::is_alphabetic) && !cover::is_kind(text) && !cover::is_dateline(text)
}

/// Whether the last line of the cover, right over the text, is a heading after all: the title came before.
pub(super) fn is_section(blocks: &[Block], title: usize, at: usize) -> bool {
    let Some(next) = blocks.get(at + 1) else {
        return false;
    };
    at > title
        && blocks[at].apart
        && is_headline(&blocks[at].text)
        && !is_on_cover(next)
        && may_be_title(&blocks[at].text)
}

/// A title for a note that names none: its first telling heading, or what its first sentence is about.
pub(super) fn derive(background: &[Section], questions: &[NotedQuestion]) -> String {
    let headings = background.iter().map(|section| section.heading.as_str());
    let telling = headings
        .filter(|heading| !heading.is_empty())
        .find(|heading| !vocabulary::is_generic(heading));
    let texts = background
        .iter()
        .map(|section| section.text.as_str())
        .filter(|text| !text.is_empty());
    let sentence = texts
        .chain(questions.iter().map(|question| question.text.as_str()))
        .next();
    let title = match (telling, sentence) {
        (Some(heading), _) => without_marks(heading),
        (None, Some(text)) => topic(text),
        (None, None) => background
            .first()
            .map(|section| without_marks(&section.heading))
            .unwrap_or_default(),
    };
    capitalised(&shortened(&title))
}

/// What the first sentence of a text is about.
fn topic(text: &str) -> String {
    let start: String = text
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(400)
        .collect();
    let sentence = without_marks(&start);
    let words = cover::subject(&sentence);
    words
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
}

/// At most 120 characters, cut between words.
fn shortened(title: &str) -> String {
    if width(title) <= 120 {
        return title.to_owned();
    }
    let mut short = String::new();
    for word in title.split(' ') {
        if width(&short) + width(word) > 118 {
            break;
        }
        short.push_str(word);
        short.push(' ');
    }
    if words(&short).next().is_none() {
        short = title.chars().take(118).collect();
    }
    short.trim_end().to_owned() + "…"
}
