//! Finds the title of a note, or derives one.

use super::blocks::{BOLD, Block, Form};
use super::headings::{Heading, lists_under_heading};
use super::letters::{asks, capitalised, ends_sentence, width, words};
use super::letters::{is_all_capitals, is_headline, without_marks};
use super::{NotedQuestion, Section, cover, vocabulary};

/// How many blocks a cover may have.
const COVER: usize = 8;

/// A title as found.
pub(super) struct Found {
    /// The block that it is.
    pub at: usize,
    /// Its words.
    pub words: String,
    /// Another line that might as well be it.
    pub rival: Option<String>,
}

/// The title, as the note names it.
pub(super) fn find(blocks: &[Block], marked: bool) -> Option<Found> {
    let found = |(at, words)| Found {
        at,
        words,
        rival: None,
    };
    marked_title(blocks, marked)
        .map(found)
        .or_else(|| cover_title(blocks))
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

/// The first line on the cover that is neither a date nor the kind of document; but not the name of
/// who convenes, in capitals over it.
fn cover_title(blocks: &[Block]) -> Option<Found> {
    let cover = (0..blocks.len().min(COVER))
        .take_while(|at| is_on_cover(&blocks[*at]) || is_asking_title(blocks, *at))
        .count();
    let candidates: Vec<usize> = (0..cover)
        .filter(|at| may_be_title(&blocks[*at].text))
        .collect();
    let first = *candidates.first()?;
    let text = |at: usize| blocks[at].text.as_str();
    let prefixed = candidates.iter().find_map(|at| {
        cover::after_title_prefix(text(*at)).map(|title| Found {
            at: *at,
            words: without_marks(title),
            rival: (*at != first).then(|| text(first).to_owned()),
        })
    });
    if prefixed.is_some() {
        return prefixed;
    }
    let found = |at: usize, rival: Option<usize>| Found {
        at,
        words: without_marks(text(at)),
        rival: rival.map(|rival| text(rival).to_owned()),
    };
    let others = || {
        let others = candidates[1..].iter().copied();
        others.filter(|other| !is_section(blocks, first, *other))
    };
    // “Ministry of Labour” convenes the “Round table on …”.
    let gathering = others().find(|other| cover::names_gathering(text(*other)));
    if let Some(gathering) = gathering.filter(|_| !cover::names_gathering(text(first))) {
        return Some(found(gathering, Some(first)));
    }
    let Some(second) = others().next() else {
        return Some(found(first, None));
    };
    let masthead = is_all_capitals(text(first)) && !is_all_capitals(text(second));
    let between = blocks[first..second]
        .iter()
        .any(|block| cover::is_kind(&block.text));
    Some(match (masthead, between) {
        (true, true) => found(second, Some(first)),
        (true, false) | (false, true) => found(first, Some(second)),
        (false, false) => found(first, None),
    })
}

/// Whether the first line asks or speaks of questions and is the title all the same: those that are
/// asked come later, and others stand over them.
fn is_asking_title(blocks: &[Block], at: usize) -> bool {
    let over_questions = |at: usize| {
        let next = blocks.get(at + 1);
        vocabulary::heads_questions(&blocks[at].text)
            && next.is_some_and(|next| matches!(next.form, Form::Item(_)) || asks(&next.text))
    };
    let first = blocks[..at].iter().all(|block| cover::is_kind(&block.text));
    let text = &blocks[at].text;
    let later = || blocks.get(at + 1..).unwrap_or_default();
    let asking = asks(text)
        && width(text) <= 120
        && later()
            .first()
            .is_some_and(|next| !asks(&next.text) && next.apart)
        && later().iter().filter(|block| asks(&block.text)).count() >= 2;
    let speaking = vocabulary::heads_questions(text)
        && !over_questions(at)
        && (at + 1..blocks.len()).any(over_questions);
    first
        && matches!(blocks[at].form, Form::Paragraph | Form::Heading(BOLD))
        && (asking || speaking)
}

/// Short, no sentence, and no heading that any note might have.
fn is_on_cover(block: &Block) -> bool {
    let form = matches!(block.form, Form::Paragraph | Form::Heading(BOLD));
    let heading = vocabulary::heads_questions(&block.text) || vocabulary::is_generic(&block.text);
    form && width(&block.text) <= 200 && !ends_sentence(&block.text) && !heading
}

fn may_be_title(text: &str) -> bool {
    // “Dear colleagues,”
    let salutes = text.ends_with([',', '،', '，']);
    text.contains(char::is_alphabetic)
        && !salutes
        && !cover::is_kind(text)
        && !cover::is_dateline(text)
        && !cover::is_symbol(text)
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
        && (!matches!(next.form, Form::Item(_)) || lists_under_heading(next))
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
    // “Dear colleagues,” is no topic.
    let salutes = |text: &&str| words(text).take(4).count() < 4;
    let sentence = texts
        .flat_map(|text| text.split("\n\n"))
        .chain(questions.iter().map(|question| question.text.as_str()))
        .find(|text| !salutes(text))
        .or_else(|| questions.first().map(|question| question.text.as_str()));
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
