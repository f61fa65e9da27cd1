//! How far the questions go: until the numbering around them goes on, another heading stands, or a
//! line that stands apart asks nothing and the list does not go on after it.

use super::blocks::{BOLD, Block, Form};
use super::headings::Heading;
use super::label::{Kind, Label};
use super::letters::{asks_within, ends_sentence, starts_small};
use super::letters::{is_all_capitals, is_headline};
use super::{cover, vocabulary};

/// Where the questions end, and what stands among them.
#[derive(Debug, Default)]
pub(super) struct Extent {
    /// The first block after them.
    pub end: usize,
    /// Whether more than its place says that this block is none of them.
    pub sure: bool,
    /// Where the questions begin: what stands before only leads in to them.
    pub first: usize,
    /// Headings among them, each over the questions of one theme.
    pub themes: Vec<usize>,
    /// Whether no question is labelled, so that every paragraph is one.
    pub unlabelled: bool,
}

/// Looks how far the questions go that begin at `start`, under that heading, before `limit`.
pub(super) fn extent(
    blocks: &[Block],
    start: usize,
    over: Option<&Heading>,
    limit: usize,
) -> Extent {
    let level = over.map_or(2, |heading| heading.level);
    let hard = (start..limit).find(|at| ends_by_form(blocks, *at, level, limit));
    let mut scan = Scan {
        blocks,
        start,
        limit: hard.unwrap_or(limit),
        over: over.and_then(|heading| heading.label.as_ref()),
        outer: start
            .checked_sub(1)
            .and_then(|above| leading_item(&blocks[above])),
        list: None,
        last: None,
        counted_before: None,
        asking: 0,
        silent: 0,
        extent: Extent::default(),
    };
    scan.counted_before = scan.counting_before(start);
    scan.lead(start);
    let end =
        (scan.extent.first..scan.limit).find_map(|at| scan.ends_at(at).map(|sure| (at, sure)));
    let (end, sure) = end.unwrap_or((scan.limit, true));
    Extent {
        end,
        sure,
        ..scan.extent
    }
}

/// The number of a paragraph that leads in to questions.
fn leading_item(block: &Block) -> Option<&Label> {
    match &block.form {
        Form::Item(label) if vocabulary::leads_to_questions(&block.text) => Some(label),
        _ => None,
    }
}

/// Whether a heading that is one by its form ends the questions: it is not over some of them.
fn ends_by_form(blocks: &[Block], at: usize, level: u8, limit: usize) -> bool {
    let Some(heading) = Heading::marked(&blocks[at]) else {
        return false;
    };
    if heading.over_questions {
        return true;
    }
    let bold = blocks[at].form == Form::Heading(BOLD);
    let over_questions = bold
        && !vocabulary::is_generic(&heading.text)
        && heading.label.is_none()
        && next_asks(blocks, at + 1, limit);
    !(over_questions || (!bold && heading.level > level))
}

/// Whether a question stands here, or a list of which at least half the items ask.
fn next_asks(blocks: &[Block], at: usize, limit: usize) -> bool {
    let Some(next) = blocks.get(at).filter(|_| at < limit) else {
        return false;
    };
    if !matches!(next.form, Form::Item(_)) {
        return asks_within(&next.text);
    }
    let items = blocks[at..limit]
        .iter()
        .take_while(|block| matches!(block.form, Form::Item(_)));
    let (all, asking) = items.fold((0, 0), |(all, asking), item| {
        (all + 1, asking + usize::from(asks_within(&item.text)))
    });
    asking * 2 >= all
}

struct Scan<'a> {
    blocks: &'a [Block],
    /// The first block after the heading.
    start: usize,
    limit: usize,
    /// The number of the heading over the questions.
    over: Option<&'a Label>,
    /// The number of the paragraph that the questions hang on.
    outer: Option<&'a Label>,
    /// How the questions are labelled, and how far indented.
    list: Option<(Kind, usize)>,
    /// The last label of a question.
    last: Option<&'a Label>,
    /// The last label of each kind in the background: paragraphs may be numbered through.
    counted_before: Option<&'a Label>,
    /// How many questions ask.
    asking: usize,
    /// How many do not.
    silent: usize,
    extent: Extent,
}

impl<'a> Scan<'a> {
    /// The last number before the questions.
    fn counting_before(&self, start: usize) -> Option<&'a Label> {
        let labels = self.blocks[..start]
            .iter()
            .rev()
            .filter_map(|block| match &block.form {
                Form::Item(label) if !label.is_bullet() => Some(label),
                _ => None,
            });
        labels.into_iter().next()
    }

    /// Passes over what leads in to the questions.
    fn lead(&mut self, start: usize) {
        let blocks = self.blocks;
        let mut at = start;
        let is_item = |block: &Block| matches!(block.form, Form::Item(_));
        let near = blocks[start..self.limit].iter().take(40);
        let near: Vec<&Block> = near
            .take_while(|block| !matches!(block.form, Form::Heading(_)))
            .collect();
        let first_item = near.iter().position(|block| is_item(block));
        // Questions without labels come before a list that asks nothing.
        let bare = |item: usize| {
            near[..item]
                .iter()
                .filter(|block| asks_within(&block.text))
                .count()
        };
        let asking_items = near
            .iter()
            .any(|block| is_item(block) && asks_within(&block.text));
        let listed = first_item.is_some_and(|item| bare(item) == 0 || asking_items);
        let any_asks = (start..self.limit).any(|at| asks_within(&blocks[at].text));
        self.extent.unlabelled = !listed;
        while at < self.limit {
            let block = &blocks[at];
            let next = blocks.get(at + 1).filter(|_| at + 1 < self.limit);
            let leads = match &block.form {
                Form::Paragraph if self.is_theme(at) => break,
                Form::Paragraph => {
                    !asks_within(&block.text) && (listed || (any_asks && next.is_some()))
                }
                Form::Item(label) => {
                    let outer = self.is_outer(label, block, next);
                    if outer {
                        self.outer = Some(label);
                    }
                    outer
                }
                _ => false,
            };
            if !leads {
                break;
            }
            at += 1;
        }
        self.extent.first = at;
    }

    /// Whether a numbered paragraph only leads in to the questions, which hang on it.
    fn is_outer(&self, label: &Label, block: &Block, next: Option<&Block>) -> bool {
        let over_list = next.is_some_and(
            |next| matches!(&next.form, Form::Item(other) if other.kind != label.kind),
        );
        let goes_on = self
            .counted_before
            .is_some_and(|before| label.follows(before));
        over_list
            && !asks_within(&block.text)
            && (goes_on || vocabulary::leads_to_questions(&block.text))
    }

    /// Whether the questions end before this block, and whether that is sure.
    fn ends_at(&mut self, at: usize) -> Option<bool> {
        let block = &self.blocks[at];
        match &block.form {
            Form::Heading(_) => {
                self.begin_theme(at);
                None
            }
            Form::Part | Form::Literal => None,
            Form::Row(_) if asks_within(&block.text) => {
                self.asking += 1;
                None
            }
            Form::Row(_) => {
                let table = self.blocks[at..self.limit].iter();
                let asks = table
                    .take_while(|block| matches!(block.form, Form::Row(_)))
                    .any(|block| asks_within(&block.text));
                let goes_on =
                    at > self.extent.first && matches!(self.blocks[at - 1].form, Form::Row(_));
                (!goes_on && !asks).then_some(true)
            }
            Form::Item(label) => self.ends_at_item(at, label),
            Form::Paragraph if self.extent.unlabelled => self.ends_at_paragraph(at),
            Form::Paragraph => self.ends_at_remark(at),
        }
    }

    fn begin_theme(&mut self, at: usize) {
        self.extent.themes.push(at);
        self.list = None;
        self.last = None;
    }

    fn ends_at_item(&mut self, at: usize, label: &'a Label) -> Option<bool> {
        let block = &self.blocks[at];
        let silent = !asks_within(&block.text);
        let over_prose = self.blocks.get(at + 1).is_some_and(|next| {
            next.form == Form::Paragraph && next.apart && !asks_within(&next.text)
        });
        let headline = silent && is_headline(&block.text);
        let of_list = self.list.is_some_and(|(kind, _)| kind == label.kind);
        let asked = self.asking > 0;
        let is_next = |last: Option<&Label>| last.is_some_and(|last| label.follows(last));
        if self.outer.is_some() && is_next(self.outer) && !(of_list && is_next(self.last)) {
            return Some(true);
        }
        let has_list = self.list.is_some();
        if (has_list || asked) && is_next(self.over) && headline && (over_prose || !of_list) {
            return Some(true);
        }
        if has_list && asked && !of_list && headline && over_prose && !label.is_bullet() {
            return Some(vocabulary::is_generic(&block.text));
        }
        if of_list && silent && asked && self.silent == 0 && !label.is_bullet() {
            let through = self
                .counted_before
                .is_some_and(|before| before.kind == label.kind);
            let anew = label.is_first() && self.last.is_some_and(|last| !last.is_first());
            let heads = headline && over_prose && !self.asked_later(at);
            if (through || anew) && !self.asked_later(at) || heads {
                return Some(false);
            }
        }
        let (kind, indent) = *self.list.get_or_insert((label.kind, block.indent));
        if kind == label.kind && block.indent <= indent + 1 {
            self.last = Some(label);
            if silent {
                self.silent += 1;
            } else {
                self.asking += 1;
            }
        }
        None
    }

    /// A paragraph where every paragraph is a question.
    fn ends_at_paragraph(&mut self, at: usize) -> Option<bool> {
        let block = &self.blocks[at];
        if asks_within(&block.text) {
            self.asking += 1;
            return None;
        }
        if self.is_theme(at) {
            self.begin_theme(at);
            return None;
        }
        let ends = if self.asked_later(at) {
            false
        } else if self.asking > 0 {
            true
        } else {
            at > self.extent.first && self.stands_as_heading(at)
        };
        ends.then(|| self.says_so(at))
    }

    /// A paragraph between or after labelled questions.
    fn ends_at_remark(&mut self, at: usize) -> Option<bool> {
        let block = &self.blocks[at];
        if vocabulary::heads_questions(&block.text)
            && is_headline(&block.text)
            && next_asks(self.blocks, at + 1, self.limit)
            && !self.list_goes_on(at)
        {
            return Some(true);
        }
        if self.is_theme(at) {
            self.begin_theme(at);
            return None;
        }
        if self.stands_as_heading(at) && !(self.list_goes_on(at) && self.may_go_on(at)) {
            return Some(self.says_so(at));
        }
        let before = at
            .checked_sub(1)
            .map(|before| self.blocks[before].text.as_str());
        let unfinished = before.is_some_and(|before| !ends_sentence(before));
        let goes_on = starts_small(&block.text)
            || block.text.starts_with(['(', '（'])
            || (unfinished && !is_headline(&block.text))
            || asks_within(&block.text)
            || self.list_goes_on(at);
        (!goes_on).then_some(false)
    }

    /// Whether more than its place says that this line is a heading.
    fn says_so(&self, at: usize) -> bool {
        let text = &self.blocks[at].text;
        self.stands_as_heading(at) && (vocabulary::is_generic(text) || is_all_capitals(text))
    }

    /// A short line apart that asks nothing, over something else.
    fn stands_as_heading(&self, at: usize) -> bool {
        let block = &self.blocks[at];
        // After the end of a question even the next line stands apart.
        let ended = at.checked_sub(1).is_some_and(|before| {
            let before = &self.blocks[before];
            ends_sentence(&before.text) || !matches!(before.form, Form::Item(_))
        });
        block.form == Form::Paragraph
            && (block.apart || ended || at == self.start)
            && is_headline(&block.text)
            && at + 1 < self.blocks.len()
    }

    /// Such a line right over questions.
    fn is_theme(&self, at: usize) -> bool {
        let text = &self.blocks[at].text;
        let known = vocabulary::is_generic(text) || vocabulary::heads_questions(text);
        self.stands_as_heading(at)
            && !known
            && !cover::is_dateline(text)
            && at + 1 < self.limit
            && (self.asking > 0 || !text.ends_with([':', '：']))
            && (next_asks(self.blocks, at + 1, self.limit)
                || (self.counts_on_at(at + 1) && self.may_go_on(at)))
    }

    /// Whether questions may still come: where none asks, or where one asks later.
    fn may_go_on(&self, at: usize) -> bool {
        self.asking == 0 || self.asked_later(at)
    }

    /// Whether the list of questions counts on with this block.
    fn counts_on_at(&self, at: usize) -> bool {
        let Form::Item(label) = &self.blocks[at].form else {
            return false;
        };
        !label.is_bullet() && self.last.is_some_and(|last| label.follows(last))
    }

    /// Whether the list of questions goes on after this block, before anything that stands as a heading.
    fn list_goes_on(&self, at: usize) -> bool {
        let Some((kind, _)) = self.list else {
            return false;
        };
        let rest = (at + 1..self.limit).take_while(|later| {
            !matches!(self.blocks[*later].form, Form::Heading(_))
                && (self.is_theme(*later) || !self.stands_as_heading(*later))
        });
        rest.into_iter()
            .take(100)
            .any(|later| match &self.blocks[later].form {
                Form::Item(label) if label.kind != kind => false,
                Form::Item(label) if label.is_bullet() => asks_within(&self.blocks[later].text),
                Form::Item(_) => self.counts_on_at(later),
                _ => false,
            })
    }

    /// Whether anything asks after this block.
    fn asked_later(&self, at: usize) -> bool {
        let rest = self.blocks[at + 1..self.limit].iter().take(100);
        rest.into_iter().any(|block| asks_within(&block.text))
    }
}
