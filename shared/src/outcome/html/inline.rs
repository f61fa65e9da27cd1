//! Words and marks within a line.

use crate::outcome::links::{self, Stretch};
use crate::prose::Run;
use crate::prose::attribute::link_allowed;
use std::fmt::Write as _;

/// Words as text or as the value of a quoted attribute. Control characters, which HTML does not
/// allow, become spaces.
pub(in crate::outcome) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\'' => out += "&#39;",
            _ if c.is_control() => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

/// Plain words, with the addresses in them to be followed.
pub(in crate::outcome) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for stretch in links::split(text) {
        match stretch {
            Stretch::Words(words) => out += &escape(words),
            Stretch::Address(address) => {
                let address = escape(address);
                let _ = write!(out, "<a href=\"{address}\">{address}</a>");
            }
        }
    }
    out
}

/// People's words in a line of ours: their direction does not spill over.
pub(in crate::outcome) fn bdi(text: &str) -> String {
    format!("<bdi>{}</bdi>", words(text))
}

/// The same inside a link, where no other link may be.
pub(in crate::outcome) fn bare(text: &str) -> String {
    format!("<bdi>{}</bdi>", escape(text))
}

/// Runs with their marks.
pub(in crate::outcome) fn runs(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        let marks = &run.marks;
        let link = marks.link.as_deref().filter(|href| link_allowed(href));
        let mut inner = if link.is_some() {
            escape(&run.text)
        } else {
            words(&run.text)
        };
        let tags = [
            (marks.strike, "s"),
            (marks.underline, "u"),
            (marks.em, "em"),
            (marks.strong, "strong"),
        ];
        for (_, tag) in tags.into_iter().filter(|(is_worn, _)| *is_worn) {
            inner = format!("<{tag}>{inner}</{tag}>");
        }
        match link {
            Some(href) => {
                let _ = write!(out, "<a href=\"{}\">{inner}</a>", escape(href));
            }
            None => out += &inner,
        }
    }
    out
}

/// A heading; beyond the six levels that HTML has elements for, one by its role.
pub(in crate::outcome) fn heading(out: &mut String, level: usize, attributes: &str, inner: &str) {
    let _ = if level <= 6 {
        writeln!(out, "<h{level}{attributes}>{inner}</h{level}>")
    } else {
        writeln!(
            out,
            "<div role=\"heading\" aria-level=\"{level}\"{attributes}>{inner}</div>"
        )
    };
}
