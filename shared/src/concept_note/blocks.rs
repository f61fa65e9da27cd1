//! Lines put together again: paragraphs, items of lists, headings.

use super::label::{self, Label};
use super::letters::{asks, ends_sentence, is_unspaced, starts_small, width};
use super::letters::{is_all_capitals, is_headline};
use super::lines::Line;
use super::mending::{Lexicon, join};
use super::{cover, emphasis, vocabulary};

/// A stretch of text that belongs together.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// What it is, as far as its own form tells.
    pub form: Form,
    /// Its text on one line, without `#`, label or `>`.
    pub text: String,
    /// How far it was indented.
    pub indent: usize,
    /// Whether an empty line stood before it.
    pub apart: bool,
}

/// What a block is by its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// `# Heading`, by the number of `#`; or a line all in bold.
    Heading(u8),
    /// An item with its label.
    Item(Label),
    /// A line after `>`: a part of the question above it.
    Part,
    /// A line after `\`: a paragraph, whatever it looks like.
    Literal,
    /// The row of a table, by its cells.
    Row(Vec<String>),
    /// Anything else.
    Paragraph,
}

/// How the lines of a text were broken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    /// Whether headings are marked by `#`: then nothing else is one.
    pub marked: bool,
    /// The width at which lines are usually broken; `None` if every line is a paragraph.
    pub width: Option<usize>,
    /// Whether there are next to no empty lines, so that none is needed before a heading.
    pub compact: bool,
}

/// The level of a heading that is only set in bold.
pub(super) const BOLD: u8 = 7;

impl Layout {
    /// Looks at all lines at once.
    pub(super) fn of(lines: &[Line]) -> Self {
        let marked = lines
            .iter()
            .filter(|line| heading(&line.text).is_some())
            .count()
            >= 2;
        let mut counts = [0_usize; 161];
        let (mut all, mut long) = (0, 0);
        for width in lines.iter().map(|line| width(&line.text)) {
            counts[width.min(160)] += 1;
            all += width;
            long += if width > 160 { width } else { 0 };
        }
        // Nine lines of ten are no longer than this.
        let mut rest = lines.len() / 10;
        let usual = (0..=160).rev().find(|width| {
            let fewer = counts[*width] <= rest;
            rest = rest.saturating_sub(counts[*width]);
            !fewer
        });
        let usual = usual.unwrap_or_default();
        // Where long lines end as sentences do, each is a paragraph.
        let full = lines
            .iter()
            .filter(|line| width(&line.text) * 5 >= usual * 3);
        let (full, broken) = full.fold((0, 0), |(full, broken), line| {
            (full + 1, broken + usize::from(!ends_sentence(&line.text)))
        });
        let whole = full >= 4 && broken * 5 < full;
        let gaps = lines.iter().skip(1).filter(|line| line.gap.blank).count();
        Self {
            marked,
            width: (long * 2 <= all && !whole).then_some(usual),
            compact: gaps * 10 < lines.len(),
        }
    }
}

/// Puts the lines together to blocks.
pub(super) fn assemble(lines: &[Line], layout: Layout, lexicon: &Lexicon) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    // The last label of each list that counts: it goes on after what is listed under its points.
    let mut counting: Vec<Label> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &lines[before]);
        match (blocks.last_mut(), before) {
            (Some(block), Some(before))
                if continues(block, before, line, &counting, layout)
                    && !(at < 12 && on_cover(block, before, line, layout))
                    && !((layout.compact || is_tight(lines, at))
                        && is_heading_between(before, line, lines.get(at + 1), layout)) =>
            {
                join(&mut block.text, &line.text, lexicon);
            }
            _ => {
                let mut block = begin(line);
                block.apart |= layout.compact || is_tight(lines, at);
                if let Form::Item(label) = &block.form
                    && !label.is_bullet()
                {
                    let goes_on = counting.iter().rposition(|last| label.follows(last));
                    counting.truncate(goes_on.unwrap_or(counting.len()).min(3));
                    counting.push(label.clone());
                }
                blocks.push(block);
            }
        }
    }
    for block in &mut blocks {
        finish(block, layout);
    }
    blocks
}

/// Whether title, subtitle, kind of document and date follow each other here, as on a cover.
fn on_cover(block: &Block, before: &Line, line: &Line, layout: Layout) -> bool {
    let short =
        block.text.len() <= 200 && width(&line.text) <= 100 && block.form == Form::Paragraph;
    let dated =
        cover::is_dateline(&line.text) && width(&line.text) <= 60 && !ends_sentence(&line.text);
    let first = line.text.split(' ').next().map_or(0, width);
    let room = layout
        .width
        .is_some_and(|usual| (width(&before.text) + 1 + first) * 10 < usual * 9);
    let ended = room && !layout.marked && !vocabulary::ends_in_joint(&block.text);
    let kind = cover::is_kind(&block.text) || cover::is_kind(&line.text);
    let symbol = cover::is_symbol(&block.text) || cover::is_symbol(&line.text);
    // A name in capitals, then what meets there, or the other way round.
    let cased = is_all_capitals(&before.text) != is_all_capitals(&line.text)
        && (is_all_capitals(&before.text) || is_all_capitals(&line.text));
    short && !starts_small(&line.text) && (dated || ended || kind || symbol || cased)
}

/// Whether there are no empty lines around this one, so that none is to be expected before a heading.
fn is_tight(lines: &[Line], at: usize) -> bool {
    let near = &lines[at.saturating_sub(2)..(at + 3).min(lines.len())];
    near.len() > 3 && !near.iter().any(|line| line.gap.blank)
}

/// Whether a heading stands here without empty lines around it: a short line after the end of a
/// sentence and before the beginning of another, in a text that has no empty lines.
fn is_heading_between(before: &Line, line: &Line, next: Option<&Line>, layout: Layout) -> bool {
    let short = layout
        .width
        .is_none_or(|usual| width(&line.text) * 10 < usual * 6);
    !layout.marked
        && short
        && ends_sentence(&before.text)
        && is_headline(&line.text)
        && next.is_some_and(|next| !starts_small(&next.text))
}

/// A heading's level and words.
fn heading(line: &str) -> Option<(u8, &str)> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    let fits = (1..=6).contains(&level) && words.starts_with(' ');
    let words = words.trim();
    let closed = words.trim_end_matches('#');
    let words = if closed.ends_with(' ') && !words.starts_with('\\') {
        closed.trim_end()
    } else {
        words
    };
    (fits && !words.is_empty()).then_some((u8::try_from(level).unwrap_or(6), words))
}

/// The block that begins with this line.
fn begin(line: &Line) -> Block {
    let (form, text) = if !line.cells.is_empty() {
        (Form::Row(line.cells.clone()), line.text.as_str())
    } else if let Some((level, words)) = heading(&line.text) {
        (Form::Heading(level), words)
    } else if let Some(text) = line.text.strip_prefix('\\') {
        (Form::Literal, text)
    } else if let Some(text) = line.text.strip_prefix('>') {
        (Form::Part, text.trim_start())
    } else if let Some((label, text)) = label::split(&line.text) {
        (Form::Item(label), text)
    } else {
        (Form::Paragraph, line.text.as_str())
    };
    Block {
        form,
        text: text.to_owned(),
        indent: line.indent,
        apart: line.gap.blank,
    }
}

/// Whether the line goes on with the block instead of beginning another.
fn continues(
    block: &Block,
    before: &Line,
    line: &Line,
    counting: &[Label],
    layout: Layout,
) -> bool {
    if heading(&line.text).is_some() || line.text.starts_with(['\\', '>']) {
        return false;
    }
    let row = matches!(block.form, Form::Row(_)) || !line.cells.is_empty();
    if row
        || matches!(block.form, Form::Heading(_))
        || (block.form == Form::Literal && line.gap.blank)
    {
        return false;
    }
    if let Some((label, _)) = label::split(&line.text) {
        let counts_on =
            matches!(block.form, Form::Item(_)) && counting.iter().any(|last| label.follows(last));
        if counts_on || labels(&label, block, before, line, layout) {
            return false;
        }
    }
    // A label alone on its line has its words on the next.
    if block.text.is_empty() && matches!(block.form, Form::Item(_)) {
        return true;
    }
    if line.gap.page || line.gap.blank {
        return flows_on(block, before, line, layout);
    }
    if is_known_heading(block, line) && !layout.marked {
        return false;
    }
    let joint = width(&before.text) < 60 && vocabulary::ends_in_joint(&block.text);
    match layout.width {
        _ if layout.marked => true,
        None => !ends_sentence(&block.text) && (starts_small(&line.text) || joint),
        // One question to a line, where nothing labels them.
        Some(_)
            if block.form == Form::Paragraph
                && asks(&before.text)
                && asks(&line.text)
                && !starts_small(&line.text) =>
        {
            false
        }
        Some(usual) => !broken_on_purpose(before, line, usual),
    }
}

/// Whether the block is a heading as many notes have it, over the line.
fn is_known_heading(block: &Block, line: &Line) -> bool {
    let known = |text: &str| vocabulary::is_generic(text) || is_all_capitals(text);
    block.form == Form::Paragraph
        && block.apart
        && block.text.len() <= 200
        && known(&block.text)
        && is_headline(&block.text)
        && !vocabulary::ends_in_joint(&block.text)
        && !starts_small(&line.text)
        && !is_all_capitals(&line.text)
}

/// Whether what looks like a label at the beginning of a line is one, or just words.
fn labels(label: &Label, block: &Block, before: &Line, line: &Line, layout: Layout) -> bool {
    let dash = matches!(label.kind, label::Kind::Bullet('–' | '—'));
    let ended = ends_sentence(&block.text);
    let in_list = matches!(&block.form, Form::Item(last) if label.follows(last));
    if dash && !in_list && !ended && starts_small(line.text.trim_start_matches(['–', '—', ' ']))
    {
        // A dash within a sentence that the line's break put first.
        return false;
    }
    let unmistakable = matches!(
        label.kind,
        label::Kind::Named | label::Kind::Bullet('•' | '▪' | '◦' | '●' | '■')
    );
    line.gap.blank
        || in_list
        || ended
        || unmistakable
        || (layout.marked && label.is_bullet() && !dash)
        || (label.is_first()
            && layout
                .width
                .is_none_or(|usual| width(&before.text) * 3 <= usual * 2))
}

/// Whether a sentence goes on across an empty line or the end of a page.
fn flows_on(block: &Block, before: &Line, line: &Line, layout: Layout) -> bool {
    if ends_sentence(&block.text) || (block.text.len() < 80 && cover::is_kind(&block.text)) {
        return false;
    }
    let full = layout
        .width
        .is_none_or(|usual| width(&before.text) * 4 >= usual * 3);
    if line.gap.page {
        return starts_small(&line.text) || (full && block.text.len() > 60);
    }
    let half = layout
        .width
        .is_none_or(|usual| width(&before.text) * 2 >= usual);
    !layout.marked && half && starts_small(&line.text)
}

/// Whether the line before would have had room for the first word of this one.
fn broken_on_purpose(before: &Line, line: &Line, usual: usize) -> bool {
    let first = line.text.split(' ').next().map_or(0, width);
    let unspaced = line.text.chars().next().is_some_and(is_unspaced);
    let filled = width(&before.text) + if unspaced { 1 } else { 1 + first };
    if before.text.ends_with(['-', '\u{AD}']) {
        return false;
    }
    if is_field(&before.text) && is_field(&line.text) {
        return true;
    }
    !starts_small(&line.text)
        && if ends_sentence(&before.text) {
            filled * 5 <= usual * 4
        } else {
            filled * 3 <= usual * 2 && !vocabulary::ends_in_joint(&before.text)
        }
}

/// `Venue: Ministry, hall 3`: a word or three, a colon, and what it is.
fn is_field(line: &str) -> bool {
    let Some((name, value)) = line.split_once([':', '：']) else {
        return false;
    };
    !value.starts_with("//")
        && width(name) <= 30
        && name.split(' ').count() <= 3
        && name.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
}

/// Takes off what marks emphasis, and sees a heading in a line that is all bold.
fn finish(block: &mut Block, layout: Layout) {
    if block.text.contains('\u{AD}') {
        block.text.retain(|c| c != '\u{AD}');
    }
    let literal = block.text.starts_with('\\');
    if literal && matches!(block.form, Form::Item(_) | Form::Part) {
        block.text.remove(0);
    }
    // A heading keeps its `\` until its number would be taken off.
    if literal || block.form == Form::Literal {
        return;
    }
    if let Some(words) = emphasis::all_slanted(&block.text) {
        block.text = words.to_owned();
    }
    let bold = emphasis::is_all_bold(&block.text);
    block.text = emphasis::plain(&block.text, layout.marked);
    let heads = !layout.marked || is_headline(&block.text);
    if bold && block.form == Form::Paragraph && heads && width(&block.text) <= 120 {
        block.form = Form::Heading(BOLD);
    }
}
