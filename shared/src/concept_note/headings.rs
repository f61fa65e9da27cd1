//! Which blocks are headings.

use super::blocks::{BOLD, Block, Form};
use super::label::{self, Closing, Kind, Label};
use super::letters::{digit, ends_sentence, is_all_capitals, is_headline, width};
use super::{cover, vocabulary};

/// A heading as found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// 1 for the highest; all headings that are not marked as such are of level 2.
    pub level: u8,
    /// Its number, such as `2)`, which is not part of its text.
    pub label: Option<Label>,
    /// Its words, with the marks of footnotes.
    pub text: String,
    /// Whether it stands over the guiding questions.
    pub over_questions: bool,
}

impl Heading {
    fn new(level: u8, text: &str) -> Self {
        let text = text.trim();
        let literal = text.strip_prefix('\\');
        let (label, words) = match label::split(text) {
            Some((label, rest)) if literal.is_none() && numbers(&label) && !rest.is_empty() => {
                (Some(label), rest)
            }
            _ => (None, literal.unwrap_or(text)),
        };
        if literal.is_some() {
            return Self {
                level,
                label,
                text: words.to_owned(),
                over_questions: false,
            };
        }
        let words = words.trim_end_matches([':', '：']).trim_end();
        let over_questions = vocabulary::heads_questions(words);
        Self {
            level,
            label,
            text: words.to_owned(),
            over_questions,
        }
    }

    /// Of a block that is one by its place, whatever it says.
    pub(super) fn forced(block: &Block) -> Self {
        let label = match &block.form {
            Form::Item(label) => Some(label.clone()),
            _ => None,
        };
        let heading = Self::new(2, &block.text);
        Self {
            label: both(label, heading.label.as_ref()),
            over_questions: false,
            ..heading
        }
    }

    /// It, with the number of its block before its own.
    fn after(self, label: &Label) -> Self {
        Self {
            label: both(Some(label.clone()), self.label.as_ref()),
            ..self
        }
    }

    /// Of a block that says itself that it is a heading.
    pub(super) fn marked(block: &Block) -> Option<Self> {
        match block.form {
            Form::Heading(BOLD) => Some(Self::new(2, &block.text)),
            Form::Heading(level) => Some(Self::new(level, &block.text)),
            _ => None,
        }
    }

    /// Of a block that only looks like a heading, by what stands around it.
    pub(super) fn unmarked(
        before: Option<&Block>,
        block: &Block,
        next: Option<&Block>,
    ) -> Option<Self> {
        let next = next?;
        match &block.form {
            Form::Paragraph if vocabulary::leads_to_questions(&block.text) && is_item(next) => {
                Some(Self {
                    over_questions: true,
                    ..Self::new(2, &block.text)
                })
            }
            // “5. The following questions are proposed:” among numbered paragraphs.
            Form::Item(label)
                if vocabulary::leads_to_questions(&block.text)
                    && matches!(&next.form, Form::Item(other) if other.kind != label.kind) =>
            {
                Some(Self {
                    over_questions: true,
                    ..Self::new(2, &block.text).after(label)
                })
            }
            Form::Paragraph if before.is_none() || block.apart => heads(&block.text, next),
            Form::Item(label) if numbers(label) && is_headline(&block.text) => {
                let listed =
                    |other: &Block| matches!(&other.form, Form::Item(o) if o.kind == label.kind);
                let in_list = listed(next) || before.is_some_and(listed);
                let telling =
                    vocabulary::heads_questions(&block.text) || vocabulary::is_generic(&block.text);
                (telling || !in_list).then(|| Self::new(2, &block.text).after(label))
            }
            _ => None,
        }
    }
}

/// One number with all that is printed of both: “2 (b)”.
fn both(outer: Option<Label>, inner: Option<&Label>) -> Option<Label> {
    match (outer, inner) {
        (Some(outer), Some(inner)) => Some(Label {
            printed: format!("{} {}", outer.printed, inner.printed),
            ..inner.clone()
        }),
        (outer, inner) => outer.or_else(|| inner.cloned()),
    }
}

/// A plain line over something else.
fn heads(text: &str, next: &Block) -> Option<Heading> {
    if !is_headline(text) {
        return None;
    }
    // “1 Introduction”: a number without punctuation, which prose may begin with too.
    let words = text
        .trim_start_matches(|c: char| digit(c).is_some())
        .trim_start();
    let telling = |words: &str| vocabulary::heads_questions(words) || vocabulary::is_generic(words);
    if telling(words) {
        let number = text[..text.len() - words.len()].trim();
        let label = (!number.is_empty()).then(|| Label {
            printed: number.to_owned(),
            name: number.to_owned(),
            kind: Kind::Number(Closing::Dot),
        });
        let heading = Heading::new(2, words);
        return Some(Heading {
            label: both(label, heading.label.as_ref()),
            ..heading
        });
    }
    let over_prose = (next.form == Form::Paragraph
        && (width(&next.text) > 100 || ends_sentence(&next.text)))
        || lists_under_heading(next);
    let leads_in = text.ends_with([':', '：']);
    let on_cover = cover::is_dateline(text) || cover::is_kind(text);
    (!on_cover && (is_all_capitals(text) || (over_prose && !leads_in)))
        .then(|| Heading::new(2, text))
}

/// Whether this begins a list that a heading may stand over, and is no numbered heading itself.
pub(super) fn lists_under_heading(block: &Block) -> bool {
    match &block.form {
        Form::Item(label) => block.apart && (label.is_bullet() || !is_headline(&block.text)),
        _ => false,
    }
}

/// Whether headings are numbered like that.
fn numbers(label: &Label) -> bool {
    matches!(
        label.kind,
        Kind::Number(_)
            | Kind::Small(_)
            | Kind::Capital(_)
            | Kind::Letter(_)
            | Kind::Han(_)
            | Kind::Dotted
    )
}

fn is_item(block: &Block) -> bool {
    matches!(block.form, Form::Item(_))
}
