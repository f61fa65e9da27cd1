//! Blocks in the order of the note: what is background, under which heading, and what is asked.

use super::blocks::{Block, Form};
use super::headings::{Heading, is_all_capitals};
use super::label::Kind;
use super::letters::{asks, ends_sentence, width};
use super::questions::Asked;
use super::{Doubt, Section, cover, guess, title, vocabulary};
use std::ops::Range;

/// Beyond this many, headings become paragraphs and questions are left out.
const MOST: usize = 500;

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
}

/// A stretch of the note where everything is a question.
struct Zone {
    /// The heading over it.
    heading: Option<Heading>,
    /// How its questions are labelled, and how far indented.
    list: Option<(Kind, usize)>,
    /// How many questions there were before it.
    first: usize,
    /// Whether no block in it is labelled, so that every paragraph is a question.
    unlabelled: bool,
}

/// Reads the outline off the blocks. `marked`: headings are marked by `#`.
pub(super) fn read(blocks: &[Block], marked: bool) -> Outline {
    let found = Reader::new(blocks, marked, None).read();
    if !found.asked.is_empty() {
        return found;
    }
    match guess::range(blocks) {
        Some(range) => Reader::new(blocks, marked, Some(range)).read(),
        None => found,
    }
}

struct Reader<'a> {
    blocks: &'a [Block],
    marked: bool,
    guessed: Option<Range<usize>>,
    title: Option<usize>,
    zone: Option<Zone>,
    outline: Outline,
}

impl<'a> Reader<'a> {
    fn new(blocks: &'a [Block], marked: bool, guessed: Option<Range<usize>>) -> Self {
        let title = title::find(blocks, marked)
            .filter(|(at, _)| guessed.as_ref().is_none_or(|range| !range.contains(at)));
        let (title, words) = title.unzip();
        let outline = Outline {
            title: words,
            ..Outline::default()
        };
        Self {
            blocks,
            marked,
            guessed,
            title,
            zone: None,
            outline,
        }
    }

    fn read(mut self) -> Outline {
        for at in 0..self.blocks.len() {
            if self.title == Some(at) {
                continue;
            }
            if self.guessed.as_ref().is_some_and(|range| range.start == at) {
                self.begin_guessed();
            } else if self.guessed.as_ref().is_some_and(|range| range.end == at) {
                self.zone = None;
            }
            match self.heading(at) {
                Some(heading) => self.head(heading, at),
                None if self.zone.is_some() => self.ask(at),
                // “Concept note” on the cover says nothing that the page does not say.
                None if self.is_kind_of_document(&self.blocks[at]) => {}
                None => self.paragraph(&self.blocks[at]),
            }
        }
        self.outline
    }

    fn is_kind_of_document(&self, block: &Block) -> bool {
        let before_headings = self
            .outline
            .sections
            .iter()
            .all(|section| section.heading.is_empty());
        before_headings
            && block.form == Form::Paragraph
            && block.text.len() < 80
            && cover::is_kind(&block.text)
    }

    /// The heading that this block is, if it is one.
    fn heading(&self, at: usize) -> Option<Heading> {
        let block = &self.blocks[at];
        if let Some(heading) = Heading::marked(block) {
            return Some(heading);
        }
        if self.marked
            || self
                .title
                .is_some_and(|title| at > title && self.is_cover(title, at))
        {
            return None;
        }
        let before = at.checked_sub(1).map(|before| &self.blocks[before]);
        let next = self.blocks.get(at + 1);
        let heading = Heading::unmarked(before, block, next);
        match &self.zone {
            Some(zone) => heading.filter(|heading| self.ends_zone(zone, heading, block, next)),
            None => heading,
        }
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

    /// Among questions a plain line must look more like a heading than elsewhere.
    fn ends_zone(
        &self,
        zone: &Zone,
        heading: &Heading,
        block: &Block,
        next: Option<&Block>,
    ) -> bool {
        if heading.over_questions {
            return true;
        }
        let numbered = match (
            &heading.label,
            zone.heading
                .as_ref()
                .and_then(|heading| heading.label.as_ref()),
        ) {
            (Some(label), Some(last)) => label.follows(last),
            _ => false,
        };
        let asked = self.outline.asked.len() > zone.first;
        let telling = vocabulary::is_generic(&heading.text) || is_all_capitals(&heading.text);
        let over_prose = !zone.unlabelled
            && next.is_some_and(|next| {
                next.form == Form::Paragraph && width(&next.text) > 100 && !asks(&next.text)
            });
        numbered || (asked && block.form == Form::Paragraph && (telling || over_prose))
    }

    /// Begins what stands under a heading.
    fn head(&mut self, heading: Heading, at: usize) {
        let unlabelled = self.is_unlabelled(at + 1);
        if heading.over_questions {
            let first = self.outline.asked.len();
            self.zone = Some(Zone {
                heading: Some(heading),
                list: None,
                first,
                unlabelled,
            });
            return;
        }
        if let Some(zone) = &mut self.zone {
            let above = zone.heading.as_ref().map_or(2, |heading| heading.level);
            let next = self.blocks.get(at + 1);
            let bold_theme = !self.marked
                && next.is_some_and(|next| asks(&next.text) || matches!(next.form, Form::Item(_)));
            if heading.level > above
                || (bold_theme && !vocabulary::is_generic(&heading.text) && heading.label.is_none())
            {
                zone.list = None;
                zone.unlabelled = unlabelled;
                self.outline.doubts.push(Doubt::HeadingAmongQuestions {
                    heading: heading.text,
                });
                return;
            }
        }
        self.zone = None;
        if self.outline.sections.len() < MOST {
            self.outline.sections.push(Section {
                heading: heading.text,
                text: String::new(),
            });
        } else {
            self.add(&heading.text);
        }
    }

    /// Whether no item is listed from here to the next heading.
    fn is_unlabelled(&self, from: usize) -> bool {
        let near = self.blocks.iter().skip(from).take(40);
        !near
            .take_while(|block| !matches!(block.form, Form::Heading(_)))
            .any(|block| matches!(block.form, Form::Item(_)))
    }

    /// The questions begin without a heading, or under one that says something else.
    fn begin_guessed(&mut self) {
        self.outline
            .sections
            .pop_if(|section| section.text.is_empty());
        let start = self.guessed.as_ref().map_or(0, |range| range.start);
        let unlabelled = self.is_unlabelled(start);
        let labelled =
            matches!(&self.blocks[start].form, Form::Item(label) if label.kind == Kind::Named);
        if !labelled {
            self.outline.doubts.push(Doubt::QuestionsGuessed);
        }
        self.zone = Some(Zone {
            heading: None,
            list: None,
            first: 0,
            unlabelled,
        });
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

    /// Reads a block among the questions.
    fn ask(&mut self, at: usize) {
        let block = &self.blocks[at];
        let Some(zone) = &self.zone else { return };
        let (list, unlabelled) = (zone.list, zone.unlabelled);
        let has_question = self.outline.asked.len() > zone.first;
        let Some(question) = self.outline.asked.last_mut().filter(|_| has_question) else {
            return self.ask_first(at);
        };
        match &block.form {
            Form::Part => question.part(&block.text),
            Form::Item(label) if is_sub_item(list, label.kind, block.indent, self.marked) => {
                question.item(&block.text);
            }
            Form::Paragraph if !unlabelled => question.go_on(&block.text),
            _ => self.ask_next(block),
        }
    }

    /// The first block among the questions may only lead in to them.
    fn ask_first(&mut self, at: usize) {
        let block = &self.blocks[at];
        if block.form != Form::Paragraph || asks(&block.text) || !self.leads_in(at) {
            return self.ask_next(block);
        }
        if !block.text.ends_with([':', '：']) {
            self.add(&block.text);
        }
    }

    /// Begins another question.
    fn ask_next(&mut self, block: &Block) {
        let Outline { asked, doubts, .. } = &mut self.outline;
        if asked.len() >= MOST {
            if doubts.last() != Some(&Doubt::CutShort) {
                doubts.push(Doubt::CutShort);
            }
            return;
        }
        if let (Form::Item(label), Some(zone)) = (&block.form, &mut self.zone) {
            zone.list.get_or_insert((label.kind, block.indent));
            asked.push(Asked::new(&label.name, &block.text));
        } else {
            asked.push(Asked::new("", &block.text));
        }
    }

    /// Whether the questions only come after this paragraph.
    fn leads_in(&self, at: usize) -> bool {
        let Some(next) = self.blocks.get(at + 1) else {
            return false;
        };
        matches!(next.form, Form::Item(_))
            || asks(&next.text)
            || !self.zone.as_ref().is_none_or(|zone| zone.unlabelled)
    }
}

/// Whether an item hangs on the question above it.
fn is_sub_item(list: Option<(Kind, usize)>, kind: Kind, indent: usize, marked: bool) -> bool {
    let Some((questions, base)) = list else {
        return false;
    };
    let bullet = matches!(kind, Kind::Bullet(_));
    if kind == Kind::Named {
        return false;
    }
    let deeper = indent >= base + 2;
    if kind == questions {
        (marked || bullet) && deeper
    } else {
        !marked || bullet || deeper
    }
}
