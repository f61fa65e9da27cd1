//! Blocks in the order of the note: what is background, under which heading, and what is asked.

mod asking;

use super::blocks::{Block, Form};
use super::headings::Heading;
use super::label::{Kind, Label};
use super::letters::is_headline;
use super::letters::{ends_sentence, width};
use super::omission::{Omission, Omitted};
use super::question_section::{Extent, extent};
use super::questions::Asked;
use super::{Doubt, Section, cover, guess, title, vocabulary};
use std::ops::Range;

/// Beyond this many, headings become paragraphs and questions are left out.
const MOST: usize = 500;

/// So much of a line is quoted in a doubt.
const QUOTED: usize = 160;

/// A note before its questions are split and its title derived.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The title that it names.
    pub title: Option<String>,
    /// The background.
    pub sections: Vec<Section>,
    /// The questions.
    pub asked: Vec<Asked>,
    /// What was doubtful.
    pub doubts: Vec<Doubt>,
    /// What was left out.
    pub omissions: Vec<Omission>,
}

/// A stretch of the note where everything is a question.
struct Zone<'a> {
    /// The words of the heading over it.
    heading: String,
    extent: Extent,
    /// How its questions are labelled, and how far indented.
    list: Option<(Kind, usize)>,
    /// The label of the last question, and of the last point within one.
    last: Option<&'a Label>,
    within: Option<&'a Label>,
    /// How many questions there were before it.
    first: usize,
    /// The theme of what comes next.
    theme: String,
    /// Whether rows of a table have a section of their own already.
    tabled: bool,
    /// The column that is headed as questions are.
    column: Option<usize>,
}

/// Reads the outline off the blocks. `marked`: headings are marked by `#`.
pub(super) fn read(blocks: &[Block], marked: bool) -> Outline {
    let found = Reader::new(blocks, marked, Vec::new()).read();
    if !found.asked.is_empty() {
        return found;
    }
    let guessed = guess::ranges(blocks);
    if guessed.is_empty() {
        return found;
    }
    Reader::new(blocks, marked, guessed).read()
}

/// Where the themes of several stretches of questions are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Themes {
    /// Nowhere, or there is one stretch only.
    None,
    /// By the section that each stands in.
    Sections,
    /// By the heading over each.
    Headings,
}

struct Reader<'a> {
    blocks: &'a [Block],
    marked: bool,
    guessed: Vec<Range<usize>>,
    title: Option<usize>,
    zone: Option<Zone<'a>>,
    /// Where the questions ended without a heading that is one by itself.
    ended: Option<usize>,
    /// What the themes of several stretches of questions are.
    themes: Themes,
    /// Whether a section began since the last stretch of questions.
    fresh_section: bool,
    /// Headings that stand over nothing but questions, as far as was read.
    hollow: Vec<String>,
    outline: Outline,
}

impl<'a> Reader<'a> {
    fn new(blocks: &'a [Block], marked: bool, guessed: Vec<Range<usize>>) -> Self {
        let title = title::find(blocks, marked)
            .filter(|title| guessed.iter().all(|range| !range.contains(&title.at)));
        let rival = title.as_ref().and_then(|title| title.rival.clone());
        let (title, words) = title.map(|title| (title.at, title.words)).unzip();
        let mut reader = Self {
            blocks,
            marked,
            themes: Themes::None,
            guessed,
            title,
            zone: None,
            ended: None,
            fresh_section: false,
            hollow: Vec::new(),
            outline: Outline::default(),
        };
        reader.take_title(words);
        if let Some(rival) = rival {
            reader.doubt(|line| Doubt::TitleGuessed { line }, &rival);
        }
        if reader.guessed.len() > 1 || reader.has_questions_in_several_sections() {
            reader.themes = Themes::Sections;
        } else if reader.has_several_kinds_of_questions() {
            reader.themes = Themes::Headings;
        }
        reader
    }

    /// Notes the title, without what only says what the document is.
    fn take_title(&mut self, words: Option<String>) {
        let Some(words) = words else { return };
        let source = self.title.map_or("", |at| self.blocks[at].text.as_str());
        if let Some((prefix, _)) = source.split_once([':', '：'])
            && cover::after_title_prefix(source).is_some()
        {
            self.omit(Omitted::Kind, prefix);
        }
        let literal = source.starts_with('\\')
            || self
                .title
                .is_some_and(|at| self.blocks[at].form == Form::Literal);
        let bare = cover::without_kind(&words)
            .filter(|_| !literal)
            .map(|(title, kind)| (title.to_owned(), kind.to_owned()));
        self.outline.title = Some(match bare {
            Some((title, kind)) => {
                self.omit(Omitted::Kind, &kind);
                title
            }
            None => words,
        });
    }

    fn omit(&mut self, what: Omitted, text: &str) {
        self.outline.omissions.push(Omission::new(what, text));
    }

    /// Whether headings over questions stand in two sections or more: “Session 1”, “Questions”,
    /// “Session 2”, “Questions”.
    fn has_questions_in_several_sections(&self) -> bool {
        let (mut zones, mut own, mut section) = (0, 0, None);
        for at in 0..self.blocks.len() {
            if self.title == Some(at) {
                continue;
            }
            match self.plain_heading(at) {
                Some(heading) if heading.over_questions => {
                    zones += 1;
                    own += usize::from(section.take().is_some());
                }
                Some(heading) => section = (!vocabulary::is_generic(&heading.text)).then_some(at),
                None => {}
            }
        }
        zones > 1 && own == zones
    }

    /// “Questions for governments” and “Questions for social partners”.
    fn has_several_kinds_of_questions(&self) -> bool {
        let over = |at: usize| {
            let heading = self.plain_heading(at).filter(|_| self.title != Some(at))?;
            let leads_in = vocabulary::leads_to_questions(&self.blocks[at].text)
                && heading.text.split(' ').count() > 5;
            let heads = heading.over_questions && is_headline(&heading.text) && !leads_in;
            heads.then_some(heading.text)
        };
        let all = self.blocks.len();
        // Of two in a row the second only leads in.
        let heads = (0..all).filter(|at| *at == 0 || over(*at - 1).is_none());
        let mut over: Vec<String> = heads.filter_map(over).collect();
        let all = over.len();
        over.sort();
        over.dedup();
        all > 1 && over.len() == all
    }

    fn read(mut self) -> Outline {
        for at in 0..self.blocks.len() {
            if self.title == Some(at) {
                continue;
            }
            if self.zone.as_ref().is_some_and(|zone| at >= zone.extent.end) {
                self.end_zone(at);
            }
            if let Some(range) = self.guessed.iter().find(|range| range.start == at).cloned() {
                self.begin_guessed(&range);
            }
            if self.zone.is_some() {
                self.among_questions(at);
            } else if self.is_kind_of_document(&self.blocks[at]) {
                // “Concept note” on the cover says nothing that the page does not say.
                self.omit(Omitted::Kind, &self.blocks[at].text);
            } else if let Some(heading) = self.heading(at) {
                self.head(heading, at);
            } else {
                if self.ended == Some(at) {
                    self.doubt(
                        |line| Doubt::MovedToBackground { line },
                        &self.blocks[at].text,
                    );
                }
                self.paragraph(&self.blocks[at]);
            }
        }
        self.close_theme();
        self.drop_hollow_headings();
        self.outline
    }

    /// A heading under which nothing stands but what leads in to the questions is theirs.
    fn drop_hollow_headings(&mut self) {
        for heading in std::mem::take(&mut self.hollow) {
            let hollow = |section: &Section| section.text.is_empty() && section.heading == heading;
            if let Some(at) = self.outline.sections.iter().position(hollow) {
                self.outline.sections.remove(at);
                self.omit(Omitted::QuestionsHeading, &heading);
            }
        }
    }

    fn doubt(&mut self, doubt: impl FnOnce(String) -> Doubt, text: &str) {
        let quoted = match text.char_indices().nth(QUOTED) {
            Some((end, _)) => format!("{}…", text[..end].trim_end()),
            None => text.to_owned(),
        };
        self.outline.doubts.push(doubt(quoted));
    }

    fn is_kind_of_document(&self, block: &Block) -> bool {
        let before_headings = self
            .outline
            .sections
            .iter()
            .all(|section| section.heading.is_empty());
        before_headings
            && matches!(block.form, Form::Paragraph | Form::Heading(_))
            && !block.text.starts_with('\\')
            && cover::is_kind(&block.text)
    }

    /// The heading that this block is, if it is one.
    fn heading(&self, at: usize) -> Option<Heading> {
        let found = self.plain_heading(at);
        // What ends the questions by standing apart is a heading, whatever follows it.
        let forced = || {
            let block = &self.blocks[at];
            let item = matches!(&block.form, Form::Item(_));
            let over = self
                .blocks
                .get(at + 1)
                .is_some_and(|next| !item || next.form == Form::Paragraph);
            let heads = matches!(block.form, Form::Paragraph | Form::Item(_))
                && is_headline(&block.text)
                && block.apart
                && over;
            (self.ended == Some(at) && heads).then(|| Heading::forced(block))
        };
        found.or_else(forced)
    }

    fn plain_heading(&self, at: usize) -> Option<Heading> {
        let block = &self.blocks[at];
        if let Some(heading) = Heading::marked(block) {
            return Some(heading);
        }
        let over_title = |title: usize| at < title;
        if self.marked
            || self
                .title
                .is_some_and(|title| over_title(title) || (at > title && self.is_cover(title, at)))
        {
            return None;
        }
        let before = at.checked_sub(1).map(|before| &self.blocks[before]);
        Heading::unmarked(before, block, self.blocks.get(at + 1))
    }

    /// Whether the block still belongs to the cover: a subtitle, a place, a date.
    fn is_cover(&self, title: usize, at: usize) -> bool {
        let line = |block: &Block| {
            block.form == Form::Paragraph
                && width(&block.text) <= 200
                && !ends_sentence(&block.text)
                && !vocabulary::heads_questions(&block.text)
                && !vocabulary::is_generic(&block.text)
        };
        at <= title + 4
            && self.blocks[title..=at].iter().all(line)
            && !title::is_section(self.blocks, title, at)
    }

    /// Begins what stands under a heading.
    fn head(&mut self, heading: Heading, at: usize) {
        if let Some(label) = &heading.label
            && !label.is_bullet()
        {
            self.omit(Omitted::HeadingNumber, &label.printed);
        }
        if heading.over_questions {
            let text = &self.blocks[at].text;
            let heads = vocabulary::heads_questions(text) && is_headline(text);
            let numbered = matches!(self.blocks[at].form, Form::Item(_));
            let leads_in = vocabulary::leads_to_questions(text) && (numbered || !heads);
            let under_row = if text.ends_with([':', '：']) { at } else { 0 };
            let what = if leads_in {
                Omitted::LeadIn
            } else {
                Omitted::QuestionsHeading
            };
            let named = self.themes == Themes::Headings && !leads_in;
            if !named {
                self.omit(what, &heading.text);
            }
            if leads_in
                && let Some(above) = self.outline.sections.last()
                && above.text.is_empty()
            {
                self.hollow.push(above.heading.clone());
            }
            let extent = extent(self.blocks, at + 1, Some(&heading), self.blocks.len());
            self.begin_zone(heading.text, extent, under_row);
            if let Some(zone) = self.zone.as_mut().filter(|_| named) {
                zone.theme.clone_from(&zone.heading);
            }
            return;
        }
        if self.ended == Some(at) && self.themes != Themes::Sections {
            self.doubt(|line| Doubt::QuestionsEnd { line }, &heading.text);
        }
        self.begin_section(heading.text);
    }

    fn begin_section(&mut self, heading: String) {
        self.fresh_section = true;
        if self.outline.sections.len() < MOST {
            self.outline.sections.push(Section {
                heading,
                text: String::new(),
            });
        } else {
            self.add(&heading);
        }
    }

    fn begin_zone(&mut self, heading: String, extent: Extent, line: usize) {
        let theme = match line.checked_sub(1).map(|above| &self.blocks[above].form) {
            // The session in an agenda that these are asked in.
            Some(Form::Row(cells)) => cells.last().cloned().unwrap_or_default(),
            _ => self.theme_above(),
        };
        self.zone = Some(Zone {
            heading,
            extent,
            list: None,
            last: None,
            within: None,
            first: self.outline.asked.len(),
            theme,
            tabled: false,
            column: None,
        });
    }

    /// The heading of the section that these questions stand in, where several have questions.
    fn theme_above(&mut self) -> String {
        if self.themes != Themes::Sections || !std::mem::take(&mut self.fresh_section) {
            return String::new();
        }
        let sections = &mut self.outline.sections;
        let empty = sections.pop_if(|section| section.text.is_empty());
        empty
            .or_else(|| sections.last().cloned())
            .map_or(String::new(), |section| section.heading)
    }

    /// A theme under which nothing was asked is a line like any other.
    fn close_theme(&mut self) {
        let Some(zone) = &mut self.zone else { return };
        let theme = std::mem::take(&mut zone.theme);
        let asked = self.outline.asked[zone.first..]
            .iter()
            .any(|asked| asked.is_under(&theme));
        if !asked && !theme.is_empty() {
            self.doubt(|line| Doubt::MovedToBackground { line }, &theme);
            self.add(&theme);
        }
    }

    fn end_zone(&mut self, at: usize) {
        self.close_theme();
        let sure = self.zone.take().is_none_or(|zone| zone.extent.sure);
        self.ended = (!sure).then_some(at);
        self.fresh_section = false;
        // A paragraph that no heading leads to moves, however sure it is that it asks nothing.
        let row = matches!(self.blocks[at].form, Form::Row(_));
        if sure && !row && self.guessed.is_empty() && self.heading(at).is_none() {
            self.ended = Some(at);
        }
    }

    /// The questions begin without a heading, or under one that says something else.
    fn begin_guessed(&mut self, range: &Range<usize>) {
        let start = &self.blocks[range.start];
        let several = self.guessed.len() > 1;
        let sections = &mut self.outline.sections;
        let above = if several {
            None
        } else {
            sections.pop_if(|section| section.text.is_empty())
        };
        let named = matches!(&start.form, Form::Item(label) if label.kind == Kind::Named);
        if let Some(section) = &above {
            self.omit(Omitted::QuestionsHeading, &section.heading);
        }
        let heading = above.map(|section| section.heading).unwrap_or_default();
        let first = self.guessed.first().is_some_and(|first| first == range);
        let tabled = matches!(start.form, Form::Row(_));
        if !named && first && !tabled {
            let line = if heading.is_empty() {
                &start.text
            } else {
                &heading
            };
            self.doubt(|line| Doubt::QuestionsGuessed { line }, &line.clone());
        }
        let mut extent = extent(self.blocks, range.start, None, range.end);
        (extent.end, extent.first, extent.sure) = (range.end, range.start, true);
        self.begin_zone(heading, extent, range.start);
    }

    /// Adds a paragraph to the background, with its label if it is an item.
    fn paragraph(&mut self, block: &Block) {
        match &block.form {
            Form::Item(label) => self.add(&format!("{} {}", label.printed, block.text)),
            _ => self.add(&block.text),
        }
    }

    fn add(&mut self, paragraph: &str) {
        if paragraph.is_empty() {
            return;
        }
        let sections = &mut self.outline.sections;
        if sections.is_empty() {
            sections.push(Section::default());
        }
        if let Some(section) = sections.last_mut() {
            if !section.text.is_empty() {
                section.text.push_str("\n\n");
            }
            section.text.push_str(paragraph.trim());
        }
    }
}
