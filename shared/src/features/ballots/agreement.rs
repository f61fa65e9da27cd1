//! A map of agreement: who said what to which option, with delegations and options in such an order that those who answer alike stand
//! together; and where there are many, the same as points on a plane. Only of recorded ballots: a secret one has nothing to draw.
//!
//! The order is that of the first singular vectors of the answers, once what all say of an option is taken away (seriation). The plane is
//! that of the first two principal components, which is classical scaling of the distances between answers. Both are computed here by
//! power iteration from a start that is always the same, so that every screen and every export draws one picture.

mod seriation;

use super::drawn::{Names, Said, Table};
use super::marks::{Answer, Marks};
use super::rules::BallotRules;
use super::{Ballot, Choice, Standing, Tally};
use crate::features::ballots::count::Counted;
use crate::features::ballots::method::Criterion;
use crate::ids::{DelegationId, OptionId};
use crate::words::Words;
use seriation::{Rows, leading, order};
use std::collections::{BTreeMap, BTreeSet};

/// From how many delegations and options on there is something to see.
pub const LEAST: (usize, usize) = (3, 2);
/// From how many delegations on they are drawn on a plane, too.
const MANY: usize = 30;
/// The width and height of the plane.
pub const PLANE: i32 = 1_000;

/// What delegations said to options, from 0 (against, nothing) to 100 (for, the most); nothing where one said nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// The delegations.
    pub rows: Vec<DelegationId>,
    /// The options.
    pub columns: Vec<OptionId>,
    /// Row by row.
    pub cells: Vec<Vec<Option<u8>>>,
}

/// A map of agreement in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// How it is read.
    pub explained: String,
    /// What the delegations are called, in the map's order.
    pub rows: Vec<String>,
    /// What the options say.
    pub columns: Vec<String>,
    /// Row by row, from 0 to 100.
    pub cells: Vec<Vec<Option<u8>>>,
    /// The numbers behind it.
    pub table: Table,
    /// The delegations on a plane, if there are many.
    pub plane: Option<Plane>,
}

/// Delegations on a plane: the nearer two are, the more alike they answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plane {
    /// How it is read.
    pub explained: String,
    /// What the table of the places is called.
    pub caption: String,
    /// What its columns are called: who, and how far to the side and up.
    pub head: [Said; 3],
    /// Each with its place, from 0 to [`PLANE`].
    pub points: Vec<(String, i32, i32)>,
}

impl Ballot {
    /// The map of agreement of a recorded ballot that is closed; nothing of any other.
    pub fn agreement(&self, names: &Names<'_>, words: &Words) -> Option<Agreement> {
        let Standing::Closed {
            results, counted, ..
        } = &self.standing
        else {
            return None;
        };
        let results: Vec<&Tally> = results.iter().collect();
        Agreement::of(&self.rules, &results, counted.as_deref(), names, words)
    }
}

impl Agreement {
    /// The map of a result; nothing if who said what is not published, or too little was said.
    pub fn of(
        rules: &BallotRules,
        tallies: &[&Tally],
        counted: Option<&Counted>,
        names: &Names<'_>,
        words: &Words,
    ) -> Option<Self> {
        if !rules.recorded {
            return None;
        }
        let answers = match counted {
            Some(counted) => Answers::whole(rules, counted),
            None => Answers::by_practice(tallies),
        };
        if answers.rows.len() < LEAST.0 || answers.columns.len() < LEAST.1 {
            return None;
        }
        let answers = answers.in_order();
        let rows: Vec<String> = answers.rows.iter().map(names.delegation).collect();
        let columns: Vec<String> = answers.columns.iter().map(names.option).collect();
        let plane = (rows.len() >= MANY).then(|| Plane {
            explained: words.say("agreement-plane"),
            caption: words.say("agreement-places"),
            head: [
                Said::Ours(words.say("result-who")),
                Said::Ours("x".to_owned()),
                Said::Ours("y".to_owned()),
            ],
            points: rows
                .iter()
                .zip(answers.on_plane())
                .map(|(name, (x, y))| (name.clone(), x, y))
                .collect(),
        });
        Some(Self {
            explained: words.say("agreement-explained"),
            table: table(&rows, &columns, &answers.cells, words),
            rows,
            columns,
            cells: answers.cells,
            plane,
        })
    }
}

fn table(rows: &[String], columns: &[String], cells: &[Vec<Option<u8>>], words: &Words) -> Table {
    let ours = |text: String| Said::Ours(text);
    let head = std::iter::once(ours(words.say("result-who")));
    let body = rows.iter().zip(cells).map(|(name, cells)| {
        let cells = cells.iter().map(|cell| {
            let said = cell.map(|it| it.to_string());
            ours(said.unwrap_or_else(|| "–".to_owned()))
        });
        std::iter::once(Said::Theirs(name.clone()))
            .chain(cells)
            .collect()
    });
    Table {
        caption: words.say("agreement-table"),
        head: head
            .chain(columns.iter().cloned().map(Said::Theirs))
            .collect(),
        rows: body.collect(),
    }
}

impl Answers {
    /// Of practices that were voted on each by itself.
    fn by_practice(tallies: &[&Tally]) -> Self {
        let mut rows: BTreeSet<&DelegationId> = BTreeSet::new();
        for tally in tallies {
            rows.extend(tally.recorded.keys());
        }
        let cell = |of: &DelegationId, tally: &Tally| {
            tally.recorded.get(of).map(|choice| match choice {
                Choice::Support => 100,
                Choice::Abstain => 50,
                Choice::CannotSupport => 0,
            })
        };
        Self {
            cells: rows
                .iter()
                .map(|of| tallies.iter().map(|tally| cell(of, tally)).collect())
                .collect(),
            rows: rows.into_iter().cloned().collect(),
            columns: tallies
                .iter()
                .map(|it| OptionId::from(&it.practice))
                .collect(),
        }
    }

    /// Of a ballot that was cast as a whole.
    fn whole(rules: &BallotRules, counted: &Counted) -> Self {
        let on = rules.on();
        let given = counted.recorded.values().filter_map(|marks| match marks {
            Marks::Points { points } => points.values().max().copied(),
            _ => None,
        });
        let most = given.max().unwrap_or(1).max(1);
        let row = |marks: &Marks| {
            on.iter()
                .map(|option| level(marks, option, on.len(), most))
                .collect()
        };
        Self {
            rows: counted.recorded.keys().cloned().collect(),
            cells: counted.recorded.values().map(row).collect(),
            columns: on,
        }
    }

    /// The same with those together that are alike.
    fn in_order(self) -> Self {
        let centred = self.centred();
        let columns = leading(&centred.products(), None).0;
        let rows = centred.times(&columns);
        let by_row = order(&rows);
        let by_column = order(&columns);
        Self {
            cells: by_row
                .iter()
                .map(|row| {
                    by_column
                        .iter()
                        .map(|column| self.cells[*row][*column])
                        .collect()
                })
                .collect(),
            rows: by_row.iter().map(|row| self.rows[*row].clone()).collect(),
            columns: by_column
                .iter()
                .map(|it| self.columns[*it].clone())
                .collect(),
        }
    }

    /// The delegations on a plane.
    fn on_plane(&self) -> Vec<(i32, i32)> {
        let centred = self.centred();
        let products = centred.products();
        let first = leading(&products, None);
        let second = leading(&products, Some(&first));
        let (across, up) = (centred.times(&first.0), centred.times(&second.0));
        // One scale for both, so that distances are true.
        let farthest = across
            .iter()
            .chain(&up)
            .fold(0.0_f64, |most, it| most.max(it.abs()));
        let half = f64::from(PLANE) / 2.0;
        let place = |it: f64| {
            let scaled = if farthest > 0.0 { it / farthest } else { 0.0 };
            #[allow(
                clippy::cast_possible_truncation,
                reason = "it lies between 0 and PLANE"
            )]
            let place = (half + half * scaled).round() as i32;
            place
        };
        let points = across.iter().zip(&up);
        points.map(|(x, y)| (place(*x), place(*y))).collect()
    }

    /// Without what all say of an option; who said nothing of it is as all are.
    fn centred(&self) -> Rows {
        let width = self.columns.len();
        let mut means = vec![0.0; width];
        for (column, mean) in means.iter_mut().enumerate() {
            let said: Vec<f64> = self
                .cells
                .iter()
                .filter_map(|row| row[column])
                .map(f64::from)
                .collect();
            #[allow(clippy::cast_precision_loss, reason = "there are some hundred")]
            let count = said.len().max(1) as f64;
            *mean = said.iter().sum::<f64>() / count;
        }
        let row = |cells: &Vec<Option<u8>>| {
            let pairs = cells.iter().zip(&means);
            pairs
                .map(|(cell, mean)| cell.map_or(0.0, |it| f64::from(it) - mean))
                .collect()
        };
        Rows(self.cells.iter().map(row).collect())
    }
}

/// How much a delegation said for an option, from 0 to 100.
fn level(marks: &Marks, option: &OptionId, options: usize, most: u32) -> Option<u8> {
    let of = |part: u64, whole: u64| u8::try_from((part * 200 + whole) / (whole.max(1) * 2)).ok();
    match marks {
        Marks::Approval { options } => Some(if options.contains(option) { 100 } else { 0 }),
        Marks::Points { points } => {
            of(points.get(option).copied().unwrap_or(0).into(), most.into())
        }
        Marks::Scores { scores } => {
            let given: &BTreeMap<Criterion, u8> = scores.get(option)?;
            let sum: u64 = given.values().map(|it| u64::from(*it)).sum();
            let most = u64::from(Criterion::HIGHEST) * given.len() as u64;
            of(sum * u64::from(!given.is_empty()), most).filter(|_| !given.is_empty())
        }
        Marks::Ranking { ranking } => {
            let place = ranking.iter().position(|place| place.contains(option))?;
            let before: usize = ranking[..place].iter().map(Vec::len).sum();
            let last = options.saturating_sub(1) as u64;
            of(last.saturating_sub(before as u64), last)
        }
        Marks::Answers { answers } => answers.get(option).map(|answer| match answer {
            Answer::Yes => 100,
            Answer::Abstain => 50,
            Answer::No => 0,
        }),
    }
}
