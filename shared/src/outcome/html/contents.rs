//! The table of contents.

use super::inline::{bare, escape};
use crate::outcome::footnotes;
use crate::outcome::report::{Part, Span};
use crate::words::Words;
use std::fmt::Write as _;

/// The id of the section whose ancestors and itself have these places among their siblings.
pub(super) fn id(path: &[usize]) -> String {
    let place = |id: String, place: &usize| format!("{id}-{}", place + 1);
    path.iter().fold("outcome-section".to_owned(), place)
}

/// Writes the table of contents, unless there is nothing to list.
pub(super) fn contents(out: &mut String, parts: &[Part<'_>], words: &Words) {
    let label = escape(&words.say("outcome-contents"));
    let mut list = String::new();
    entries(parts, &mut Vec::new(), &mut list);
    if !list.is_empty() {
        let _ = writeln!(
            out,
            "<nav class=\"outcome-contents\" aria-labelledby=\"outcome-contents\">\n\
             <p class=\"outcome-contents-title\" id=\"outcome-contents\">{label}</p>\n{list}</nav>"
        );
    }
}

/// The listed sections as a nested list of links.
fn entries(parts: &[Part<'_>], path: &mut Vec<usize>, out: &mut String) {
    let mut items = String::new();
    for (place, part) in parts.iter().enumerate() {
        let Part::Section(section) = part else {
            continue;
        };
        if !section.listed {
            continue;
        }
        path.push(place);
        let title = match &section.title {
            Span::Ours(words) => escape(words),
            Span::Theirs(words) => bare(words),
            Span::Person(person) => bare(&person.full_name()),
            Span::Noted(text, notes) => bare(&footnotes::without(text, notes.list)),
        };
        let kicker = if section.kicker.is_empty() {
            String::new()
        } else {
            format!(
                "<span class=\"outcome-kicker\">{}</span> ",
                bare(&section.kicker)
            )
        };
        let _ = write!(items, "<li><a href=\"#{}\">{kicker}{title}</a>", id(path));
        entries(&section.parts, path, &mut items);
        items += "</li>\n";
        path.pop();
    }
    if !items.is_empty() {
        let _ = write!(out, "\n<ol>\n{items}</ol>\n");
    }
}
