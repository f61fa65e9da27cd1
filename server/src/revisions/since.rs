//! What changed in the texts of an outcome since a revision, and whose words came in: as far as what was kept of both tells. How words
//! look is not tracked: they look as they do now.

use super::compare::pairs;
use super::elsewhere::ReadTable;
use super::frozen::KeptText;
use super::words;
use shared::document::Root;
use shared::features::practices::PracticeField;
use shared::features::revisions::{Authors, ComparedRun, Revision, WordChange, authored};
use shared::ids::{DelegationId, QuestionId};
use shared::outcome::changes::{
    ChangedText, GoneFrom, GoneText, OutcomeText, TrackedBlock, TrackedRun,
};
use shared::outcome::sources::whose;
use shared::outcome::{Changes, Outcome, WrittenSection};
use shared::prose::{Block, BlockKind, Run, is_blank, numbers};
use shared::table::RoundTable;
use std::collections::BTreeSet;
use std::time::Instant;

/// What changed in the outcome's texts since a revision of its table, which read `older`.
///
/// `read` is what is known of the texts as they are: where the outcome says otherwise, since it was signed before, nobody is said to have
/// written what came in. Where words lead is told as they are; how they look is not. After the deadline it tells more changes than there are, never fewer.
pub fn since(
    outcome: &Outcome,
    read: &ReadTable,
    (revision, older): (&Revision, &KeptText),
    deadline: Instant,
) -> Changes {
    let mut comparing = Comparing {
        table: &read.table,
        now: &read.text,
        older,
        deadline,
        placed: BTreeSet::new(),
        texts: Vec::new(),
    };
    comparing.text(OutcomeText::Summary, &[Root::Summary], &outcome.summary);
    for asked in &outcome.questions {
        let question = &asked.id;
        if let Some(joint) = &asked.joint {
            let of = OutcomeText::Joint {
                question: question.clone(),
            };
            comparing.text(of, &[Root::Joint(question.clone())], joint);
        }
        for (nth, own) in asked.by_delegation.iter().flatten().enumerate() {
            let of = OutcomeText::Own {
                question: question.clone(),
                nth,
            };
            comparing.text(of, &answers(question, &own.delegation), &own.answer);
        }
    }
    for practice in &outcome.practices {
        for field in PracticeField::ALL {
            let of = OutcomeText::Practice {
                practice: practice.id.clone(),
                field,
            };
            let blocks = practice.fields.get(&field).map_or(&[][..], Vec::as_slice);
            comparing.text(of, &[Root::Practice(practice.id.clone(), field)], blocks);
        }
    }
    let mut told = BTreeSet::new();
    for section in outcome.report.iter().flat_map(|report| &report.sections) {
        let question = section.about.question();
        // What is told of it first stands in the place of the answer.
        let Some(question) = question.filter(|_| !section.text.is_empty()) else {
            continue;
        };
        if told.insert(question.clone()) {
            let (answer, root) = (
                Root::Joint(question.clone()),
                Root::Section(section.id.clone()),
            );
            comparing.section(section, (&answer, &root), &read.report);
        }
    }
    let gone = comparing.gone();
    Changes {
        since: revision.number,
        frozen: Some(revision.at),
        texts: comparing.texts,
        gone,
    }
}

/// Where an own answer stands: first what was written openly.
fn answers(question: &QuestionId, delegation: &DelegationId) -> [Root; 2] {
    let (question, delegation) = (question.clone(), delegation.clone());
    [
        Root::Own(question.clone(), delegation.clone()),
        Root::Private(question, delegation),
    ]
}

struct Comparing<'a> {
    table: &'a RoundTable,
    now: &'a KeptText,
    older: &'a KeptText,
    deadline: Instant,
    /// The roots that the outcome has a place for.
    placed: BTreeSet<Root>,
    texts: Vec<ChangedText>,
}

impl Comparing<'_> {
    /// Looks at a text of the outcome that stands in these roots.
    fn text(&mut self, of: OutcomeText, roots: &[Root], newer: &[Block]) {
        self.placed.extend(roots.iter().cloned());
        let (older, _) = joined(self.older, roots);
        self.change(of, &older, newer, joined(self.now, roots));
    }

    /// Looks at what the report says in the place of an answer.
    fn section(
        &mut self,
        section: &WrittenSection,
        (answer, root): (&Root, &Root),
        report: &KeptText,
    ) {
        let of = OutcomeText::Section {
            section: section.id.clone(),
        };
        let (older, _) = joined(self.older, std::slice::from_ref(answer));
        let now = joined(report, std::slice::from_ref(root));
        self.change(of, &older, &section.text, now);
    }

    fn change(
        &mut self,
        of: OutcomeText,
        older: &[Block],
        newer: &[Block],
        (known, authors): (Vec<Block>, Authors),
    ) {
        if older != newer {
            let authors = (known == newer).then_some(authors);
            let blocks = self.blocks(older, newer, authors.as_ref());
            self.texts.push(ChangedText { of, blocks });
        }
    }

    /// The texts of the revision that the outcome has no place for.
    fn gone(&self) -> Vec<GoneText> {
        let texts = self.older.text.0.iter();
        let gone = texts.filter(|(root, text)| !self.placed.contains(root) && !is_blank(text));
        gone.filter_map(|(root, text)| {
            let was = match root {
                Root::Joint(_) => GoneFrom::Joint,
                Root::Own(_, delegation) | Root::Private(_, delegation) => GoneFrom::Own {
                    delegation: Some(delegation.clone()),
                },
                Root::Practice(_, field) => GoneFrom::Practice { field: *field },
                // What else a revision may hold, no outcome tells.
                _ => return None,
            };
            let blocks = text.iter().zip(numbers(text));
            let blocks = blocks.map(|(block, number)| TrackedBlock::deleted(block, number));
            Some(GoneText {
                was,
                blocks: blocks.collect(),
            })
        })
        .collect()
    }

    fn blocks(
        &self,
        older: &[Block],
        newer: &[Block],
        authors: Option<&Authors>,
    ) -> Vec<TrackedBlock> {
        let (were, are) = (numbers(older), numbers(newer));
        let starts = starts(newer);
        let deleted = |was: usize| TrackedBlock::deleted(&older[was], were[was]);
        let came = |is: usize| Came {
            table: self.table,
            authors,
            at: starts[is],
        };
        let inserted = |is: usize| came(is).whole(&newer[is], are[is]);
        let mut blocks = Vec::new();
        for pair in pairs(older, newer, self.deadline) {
            match pair {
                (Some(was), Some(is)) if stays(&older[was], &newer[is]) => {
                    let runs = words::compared(&older[was], &newer[is], self.deadline);
                    blocks.push(came(is).within(&newer[is], are[is], runs));
                }
                (was, is) => {
                    blocks.extend(was.map(deleted));
                    blocks.extend(is.map(inserted));
                }
            }
        }
        blocks
    }
}

/// What is kept of these roots as one text, with its authors; those in which nothing is written are left out.
fn joined(kept: &KeptText, roots: &[Root]) -> (Vec<Block>, Authors) {
    let (mut blocks, mut authors) = (Vec::new(), Authors::new());
    for root in roots {
        let text = kept.text.0.get(root).filter(|text| !is_blank(text));
        if let Some(text) = text {
            blocks.extend(text.iter().cloned());
            let known = kept.authors.get(&root.to_string());
            authors.extend(known.into_iter().flatten().cloned());
        }
    }
    (blocks, authors)
}

/// Where each paragraph's newline stands in its text, in UTF-16 units.
fn starts(blocks: &[Block]) -> Vec<u32> {
    let mut at = 0_u32;
    let start = |block: &Block| {
        let start = at;
        at = at
            .saturating_add(1)
            .saturating_add(units(&words::plain(block)));
        start
    };
    blocks.iter().map(start).collect()
}

fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// Whether a paragraph that has other words stays the same one: it stands as it stood, and neither of the two is without words.
fn stays(was: &Block, is: &Block) -> bool {
    let form = |block: &Block| (block.kind, block.indent, block.quote);
    let is_item = matches!(is.kind, BlockKind::Ul | BlockKind::Ol);
    let has_words = |block: &Block| !words::plain(block).trim().is_empty();
    form(was) == form(is) && (is_item || has_words(was) == has_words(is))
}

/// A paragraph of the newer text, with who wrote it.
struct Came<'a> {
    table: &'a RoundTable,
    /// The authors of the text; nothing if they are not known.
    authors: Option<&'a Authors>,
    /// Where its newline stands.
    at: u32,
}

impl Came<'_> {
    /// The paragraph came as a whole.
    fn whole(self, block: &Block, number: Option<u32>) -> TrackedBlock {
        let newline = self.whose(self.at, 1).into_iter().next();
        let runs = words::all(block, WordChange::Inserted);
        let mut tracked = self.within(block, number, runs);
        // The first newline of a text is the server's: then it goes with the words after it.
        let by = newline.map(|(_, run)| run).filter(|it| it.whose.is_some());
        let by = by.or_else(|| tracked.runs.first().cloned());
        tracked.mark = by.unwrap_or(TrackedRun::INSERTED);
        tracked
    }

    /// The paragraph was there, and these are the words of both.
    fn within(self, form: &Block, number: Option<u32>, all: Vec<ComparedRun>) -> TrackedBlock {
        let mut at = self.at.saturating_add(1);
        let (mut block, mut runs) = (form.clone(), Vec::new());
        block.runs.clear();
        for ComparedRun {
            change,
            text,
            marks,
        } in all
        {
            let length = units(&text);
            let parts = match change {
                WordChange::Same => vec![(length, TrackedRun::SAME)],
                WordChange::Deleted => vec![(length, TrackedRun::DELETED)],
                WordChange::Inserted => self.whose(at, length),
            };
            if change != WordChange::Deleted {
                at = at.saturating_add(length);
            }
            let mut rest = text.as_str();
            for (length, run) in parts {
                let (text, after) = cut(rest, length);
                rest = after;
                let marks = marks.clone();
                let text = text.to_owned();
                block.runs.push(Run { text, marks });
                runs.push(run);
            }
        }
        TrackedBlock {
            mark: TrackedRun::SAME,
            number,
            block,
            runs,
        }
    }

    /// Who wrote what of a stretch that came in, in order; together as long as the stretch.
    fn whose(&self, from: u32, length: u32) -> Vec<(u32, TrackedRun)> {
        let Some(authors) = self.authors else {
            return vec![(length, TrackedRun::INSERTED)];
        };
        let mut told: Vec<(u32, TrackedRun)> = Vec::new();
        for (who, length) in authored(authors, from, length) {
            let run = TrackedRun {
                change: WordChange::Inserted,
                whose: who.map(|who| whose(self.table, &who)),
            };
            match told.last_mut() {
                Some((all, last)) if *last == run => *all += length,
                _ => told.push((length, run)),
            }
        }
        let known: u32 = told.iter().map(|(length, _)| length).sum();
        if known < length {
            told.push((length - known, TrackedRun::INSERTED));
        }
        told
    }
}

/// A text in two: the first of so many UTF-16 units.
fn cut(text: &str, units: u32) -> (&str, &str) {
    let mut left = usize::try_from(units).unwrap_or(usize::MAX);
    let end = text.char_indices().find(|(_, c)| {
        let is_end = left == 0;
        left = left.saturating_sub(c.len_utf16());
        is_end
    });
    text.split_at(end.map_or(text.len(), |(at, _)| at))
}
