//! What stands among the questions: themes, what leads in, rows of a table, questions and what belongs
//! to them.

use super::{Outline, Reader};
use crate::concept_note::blocks::{Block, Form};
use crate::concept_note::headings::Heading;
use crate::concept_note::label::{self, Kind, Label};
use crate::concept_note::letters::{asks_within, is_question_mark, starts_small};
use crate::concept_note::omission::{Omission, Omitted};
use crate::concept_note::questions::{Asked, in_cell};
use crate::concept_note::{Doubt, columns, vocabulary};

/// Beyond this many, questions are left out.
const MOST: usize = 500;

impl<'a> Reader<'a> {
    /// Reads a block among the questions, or before them.
    pub(super) fn among_questions(&mut self, at: usize) {
        let blocks = self.blocks;
        let block = &blocks[at];
        let Some(zone) = &mut self.zone else { return };
        if zone.extent.themes.contains(&at) {
            let heading = Heading::marked(block).unwrap_or_else(|| Heading::forced(block));
            self.close_theme();
            let Some(zone) = &mut self.zone else { return };
            zone.first = self.outline.asked.len();
            (zone.list, zone.last, zone.within) = (None, None, None);
            zone.theme.clone_from(&heading.text);
            if let Some(label) = &heading.label {
                let printed = label.printed.clone();
                self.omit(Omitted::HeadingNumber, &printed);
            }
            if block.form == Form::Paragraph {
                self.doubt(
                    |heading| Doubt::HeadingAmongQuestions { heading },
                    &heading.text,
                );
            }
        } else if at < zone.extent.first {
            self.lead_in(at);
        } else if let Form::Row(cells) = &block.form {
            self.row(cells);
        } else {
            self.ask(at);
        }
    }

    /// What only leads in to the questions: a sentence for them, or one that says something by itself.
    fn lead_in(&mut self, at: usize) {
        let block = &self.blocks[at];
        let label = match &block.form {
            Form::Item(label) => label.printed.as_str(),
            _ => "",
        };
        if block.text.ends_with([':', '：']) {
            self.omit(Omitted::LeadIn, &format!("{label} {}", block.text));
        } else {
            self.doubt(|line| Doubt::MovedToBackground { line }, &block.text);
            self.paragraph(block);
        }
    }

    /// The row of a table among the questions: what asks is a question, the rest stays a row.
    fn row(&mut self, cells: &'a [String]) {
        let heads = cells
            .iter()
            .position(|cell| vocabulary::heads_questions(cell));
        let silent = !cells.iter().any(|cell| cell.contains(is_question_mark));
        let Some(zone) = &mut self.zone else { return };
        zone.column = zone.column.or(heads.filter(|_| silent));
        // A session may be called “Who pays?”: where a column is headed as questions are, they stand there.
        let column = zone.column.filter(|column| *column < cells.len());
        let asks = |(at, cell): &(usize, &String)| {
            cell.contains(is_question_mark) && column.is_none_or(|column| column == *at)
        };
        let filled = cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty());
        let (asking, rest): (Vec<_>, Vec<_>) = filled.partition(asks);
        let only = |cells: Vec<(usize, &'a String)>| {
            cells.into_iter().map(|(_, cell)| cell).collect::<Vec<_>>()
        };
        let (asking, rest) = (only(asking), only(rest));
        let theme = rest
            .iter()
            .find(|cell| columns::time(cell).is_none() && cell.contains(char::is_alphabetic))
            .map(|cell| (*cell).clone());
        if !rest.is_empty() {
            let heading = self
                .zone
                .as_ref()
                .filter(|zone| !zone.tabled && !zone.heading.is_empty());
            if let Some(heading) = heading.map(|zone| zone.heading.clone()) {
                self.begin_section(heading);
            }
            let text: Vec<&str> = rest.iter().map(|cell| cell.as_str()).collect();
            self.add(&text.join(" – "));
        }
        let Some(zone) = &mut self.zone else { return };
        zone.tabled = true;
        let first = zone.first == self.outline.asked.len();
        let theme = theme.unwrap_or_else(|| zone.theme.clone());
        if !asking.is_empty() && first {
            self.doubt(|line| Doubt::QuestionsInTable { line }, asking[0]);
        }
        for question in asking.into_iter().flat_map(|cell| in_cell(cell)) {
            let (label, text) = match label::split(&question) {
                Some((label, text)) if !text.is_empty() => (label.name, text.to_owned()),
                _ => (String::new(), question.clone()),
            };
            self.push(&label, &text, &theme);
        }
    }

    /// Reads a block among the questions.
    fn ask(&mut self, at: usize) {
        let blocks = self.blocks;
        let block = &blocks[at];
        let Some(zone) = &self.zone else { return };
        let (list, unlabelled) = (zone.list, zone.extent.unlabelled);
        let has_question = self.outline.asked.len() > zone.first;
        let counted = match &block.form {
            Form::Item(label) if self.counts_within(at, label) => Some(label),
            _ => None,
        };
        if let (Some(label), Some(zone)) = (counted, &mut self.zone) {
            zone.within = Some(label);
        }
        let sub_item = match &block.form {
            Form::Item(label) => {
                let hangs = is_sub_item(list, label.kind, block.indent, self.marked);
                (has_question && (hangs || counted.is_some())).then_some(label)
            }
            _ => None,
        };
        if let Some(label) = sub_item.filter(|label| !label.is_bullet()) {
            self.omit(Omitted::QuestionLabel, &label.printed);
        }
        let Some(question) = self.outline.asked.last_mut().filter(|_| has_question) else {
            return self.ask_next(block);
        };
        match &block.form {
            Form::Part => question.part(&block.text),
            Form::Item(_) if sub_item.is_some() => question.item(&block.text),
            Form::Paragraph if !unlabelled => {
                let goes_on = starts_small(&block.text) || !question.is_finished();
                question.go_on(&block.text);
                if !goes_on {
                    self.doubt(|line| Doubt::JoinedToQuestion { line }, &block.text);
                }
            }
            _ => self.ask_next(block),
        }
    }

    /// Whether a letter counts the points of a question that is itself counted by letters of that kind,
    /// as “i.” and “a.” are: it does not follow the question, and what follows that comes later, or it is
    /// set further in.
    fn counts_within(&self, at: usize, label: &Label) -> bool {
        let Some(zone) = &self.zone else { return false };
        let Some(((kind, base), last)) = zone.list.zip(zone.last) else {
            return false;
        };
        let within = zone.within.is_some_and(|within| label.follows(within));
        if label.is_bullet()
            || label.kind != kind
            || label.follows(last)
            || !(label.is_first() || within)
        {
            return false;
        }
        let end = zone.extent.end.min(at + 40);
        let goes_on = || {
            let later = self.blocks[at + 1..end].iter();
            later
                .into_iter()
                .any(|block| matches!(&block.form, Form::Item(next) if next.follows(last)))
        };
        within || zone.within.is_some() || self.blocks[at].indent >= base + 2 || goes_on()
    }

    /// Begins another question.
    fn ask_next(&mut self, block: &'a Block) {
        let Some(zone) = &mut self.zone else { return };
        let theme = zone.theme.clone();
        let label = match &block.form {
            Form::Item(label) => {
                zone.list.get_or_insert((label.kind, block.indent));
                zone.last = Some(label);
                if label.kind == Kind::Named {
                    let printed = label.printed.as_str();
                    self.outline
                        .omissions
                        .push(Omission::new(Omitted::QuestionLabel, printed));
                }
                label.name.clone()
            }
            _ => String::new(),
        };
        let others_ask =
            zone.extent.unlabelled && block.form == Form::Paragraph && !asks_within(&block.text);
        self.push(&label, &block.text, &theme);
        if others_ask {
            self.doubt(|line| Doubt::NotAQuestion { line }, &block.text);
        }
    }

    fn push(&mut self, label: &str, text: &str, theme: &str) {
        let Outline { asked, doubts, .. } = &mut self.outline;
        if asked.len() < MOST {
            asked.push(Asked::new(label, text, theme));
        } else if doubts.last() != Some(&Doubt::CutShort) {
            doubts.push(Doubt::CutShort);
        }
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
