//! A result as people see it: a sentence, bars, and the tables behind them. Screens, the projector and what is exported draw this.

use super::ballot::Ballot;
use super::count::score::{Scored, Scores};
use super::count::{Attendance, Count, Counted, Decision};
use super::marks::Marks;
use super::method::{Criterion, Method};
use super::rules::BallotRules;
use crate::gather::{sort_by, sort_by_key};
use crate::ids::{DelegationId, OptionId};
use crate::words::Words;

/// A few words in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The catalogue's.
    Ours(String),
    /// People's, to be kept apart from what surrounds them.
    Theirs(String),
}

/// One option's bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What the option says.
    pub label: String,
    /// What the bar shows, in words.
    pub said: String,
    /// Its parts, by kind, from the start on.
    pub parts: Vec<(&'static str, u64)>,
    /// How much fills it.
    pub whole: u64,
}

/// A table; the first cell of each row names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The heads of its columns.
    pub head: Vec<Said>,
    /// Its rows.
    pub rows: Vec<Vec<Said>>,
}

/// What too few judged to come first: shown apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Few {
    /// What these are.
    pub title: String,
    /// How many were needed.
    pub hint: String,
    /// Those.
    pub bars: Vec<Bar>,
}

/// A result as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// What came of it.
    pub sentence: Vec<Said>,
    /// Who voted, and who was there.
    pub turnout: String,
    /// In the order in which the options stand.
    pub bars: Vec<Bar>,
    /// Those that too few judged to come first, in the same order.
    pub few: Option<Few>,
    /// The numbers behind them.
    pub tables: Vec<Table>,
    /// Who said what, if that was recorded.
    pub recorded: Option<Table>,
    /// How that is read.
    pub recorded_hint: String,
}

/// What options and delegations are called.
pub struct Names<'a> {
    /// What an option says.
    pub option: &'a dyn Fn(&OptionId) -> String,
    /// What a delegation is called.
    pub delegation: &'a dyn Fn(&DelegationId) -> String,
}

impl Ballot {
    /// The result of a ballot that is cast as a whole, once it is closed.
    pub fn drawn(&self, names: &Names<'_>, words: &Words) -> Option<Drawn> {
        let super::ballot::Standing::Closed {
            counted,
            attendance,
            ..
        } = &self.standing
        else {
            return None;
        };
        let counted = counted.as_ref()?;
        Some(Drawn::of(
            &self.rules,
            counted,
            attendance.as_ref(),
            names,
            words,
        ))
    }
}

impl Drawn {
    /// Draws a result.
    pub fn of(
        rules: &BallotRules,
        counted: &Counted,
        attendance: Option<&Attendance>,
        names: &Names<'_>,
        words: &Words,
    ) -> Self {
        let on = rules.on();
        let numbered = Numbered { on: &on, names };
        Self {
            sentence: sentence(counted, names, words),
            turnout: turnout(counted, attendance, words),
            bars: bars(counted, names, words),
            few: few(counted, names, words),
            tables: tables(&counted.count, &numbered, words),
            recorded: recorded(rules, counted, &numbered, words),
            recorded_hint: match &rules.method {
                Method::Score { .. } => words.say("result-who-scores"),
                Method::Ranked => words.say("result-who-places"),
                Method::Support
                | Method::Approval
                | Method::Points { .. }
                | Method::Majority { .. } => words.say("result-who-hint"),
            },
        }
    }
}

/// The options in the ballot's order, by number where there is no room for their words.
struct Numbered<'a> {
    on: &'a [OptionId],
    names: &'a Names<'a>,
}

impl Numbered<'_> {
    /// An option's name at the head of a row.
    fn row(&self, option: &OptionId) -> Said {
        let nth = self.on.iter().position(|it| it == option);
        let number = nth.map_or_else(String::new, |nth| format!("{}. ", nth + 1));
        Said::Theirs(number + &(self.names.option)(option))
    }

    /// The numbers of all, as heads of columns.
    fn columns(&self) -> impl Iterator<Item = Said> {
        (1..=self.on.len()).map(|nth| Said::Ours(nth.to_string()))
    }
}

fn sentence(counted: &Counted, names: &Names<'_>, words: &Words) -> Vec<Said> {
    let said = |key: &str| Said::Ours(words.say(key));
    let leading = counted.leading.iter();
    let leading = leading.map(|option| Said::Theirs((names.option)(option)));
    let key = match (&counted.decision, counted.leading.len()) {
        (Some(Decision::NoQuorum), _) => return vec![said("result-no-quorum")],
        (None | Some(Decision::Nothing), 0) if all_by_few(&counted.count) => {
            return vec![said("result-nothing-few")];
        }
        (Some(Decision::Nothing), _) => return vec![said("result-nothing")],
        (Some(Decision::Each), _) | (None, 0) => return Vec::new(),
        (Some(Decision::Chosen { .. }), _) => "result-chosen",
        (Some(Decision::Tied), _) => "result-tied",
        (None, 1) => "result-first",
        (None, _) => "result-first-tied",
    };
    std::iter::once(said(key)).chain(leading).collect()
}

/// Who voted, and who was there: one line.
pub fn turnout(counted: &Counted, attendance: Option<&Attendance>, words: &Words) -> String {
    let mut told = vec![words.tell("result-voted", &[("voted", counted.voted.len().into())])];
    told.extend(attendance.map(|it| attended(it, words)));
    told.join(" · ")
}

/// Who was there, and whether that was enough.
pub fn attended(it: &Attendance, words: &Words) -> String {
    let there = [
        ("present", it.present.len().into()),
        ("delegations", it.delegations.into()),
    ];
    let mut told = words.tell("result-attendance", &there);
    if let (Some(needed), Some(is_reached)) = (it.needed, it.is_reached()) {
        let key = if is_reached {
            "result-quorum-there"
        } else {
            "result-quorum-missing"
        };
        told = told + " · " + &words.tell(key, &[("needed", needed.into())]);
    }
    told
}

fn bars(counted: &Counted, names: &Names<'_>, words: &Words) -> Vec<Bar> {
    let voted = counted.voted.len() as u64;
    let mut bars: Vec<Bar> = match &counted.count {
        Count::Approval { options } => {
            let bar = |it: &super::count::approval::Approved| Bar {
                label: (names.option)(&it.option),
                said: words.tell("result-said-approvals", &[("count", it.approvals.into())]),
                parts: vec![("yes", it.approvals as u64)],
                whole: voted,
            };
            options.iter().map(bar).collect()
        }
        Count::Points { options } => {
            let most = options.iter().map(|it| it.points).max().unwrap_or(0);
            let bar = |it: &super::count::points::Pointed| Bar {
                label: (names.option)(&it.option),
                said: words.tell("result-said-points", &[("count", it.points.into())]),
                parts: vec![("yes", it.points)],
                whole: most,
            };
            options.iter().map(bar).collect()
        }
        Count::Score { options, needed } => {
            let enough = options.iter().filter(|it| !it.is_by_few(*needed));
            return scored(enough.collect(), names, words);
        }
        Count::Ranked { ranked } => return places(ranked, names, words),
        Count::Majority { options } => {
            let all = voted + counted.not_voted.len() as u64;
            let bar = |it: &super::count::majority::Answered| {
                let said = [
                    ("yes", it.yes.into()),
                    ("no", it.no.into()),
                    ("abstain", it.abstain.into()),
                ];
                let said = words.tell("result-said-answers", &said);
                let verdict = it
                    .verdict
                    .map(|it| words.say(&format!("verdict-{}", it.as_str())));
                Bar {
                    label: (names.option)(&it.option),
                    said: verdict
                        .into_iter()
                        .chain([said])
                        .collect::<Vec<_>>()
                        .join(" · "),
                    parts: vec![
                        ("yes", it.yes as u64),
                        ("no", it.no as u64),
                        ("abstain", it.abstain as u64),
                    ],
                    whole: all,
                }
            };
            return options.iter().map(bar).collect();
        }
    };
    let size = |bar: &Bar| bar.parts.iter().map(|(_, size)| *size).sum::<u64>();
    sort_by_key(&mut bars, |bar| std::cmp::Reverse(size(bar)));
    bars
}

/// What too few judged to come first, if there is some.
fn few(counted: &Counted, names: &Names<'_>, words: &Words) -> Option<Few> {
    let Count::Score { options, needed } = &counted.count else {
        return None;
    };
    let few: Vec<_> = options.iter().filter(|it| it.is_by_few(*needed)).collect();
    (!few.is_empty()).then(|| Few {
        title: words.say("result-few"),
        hint: words.tell("result-few-hint", &[("needed", (*needed).into())]),
        bars: scored(few, names, words),
    })
}

/// Whether something was judged, and nothing by enough.
pub(crate) fn all_by_few(count: &Count) -> bool {
    match count {
        Count::Score { options, needed } => {
            options.iter().all(|it| it.is_by_few(*needed))
                && options.iter().any(|it| it.overall.judged() > 0)
        }
        Count::Approval { .. }
        | Count::Points { .. }
        | Count::Ranked { .. }
        | Count::Majority { .. } => false,
    }
}

/// Practices by their means.
fn scored(mut standing: Vec<&Scored>, names: &Names<'_>, words: &Words) -> Vec<Bar> {
    sort_by(&mut standing, |a, b| b.overall.against(&a.overall));
    let said = |it: &Scored| {
        let said = match mean(&it.overall) {
            Some(mean) => words.tell("result-said-mean", &[("mean", mean.into())]),
            None => words.say("result-said-none"),
        };
        match it.judges {
            Some(judges) => words.tell(
                "result-said-judges",
                &[("said", said.into()), ("judges", judges.into())],
            ),
            None => said,
        }
    };
    let bar = |it: &Scored| Bar {
        label: (names.option)(&it.option),
        said: said(it),
        parts: vec![("yes", it.overall.mean_hundredths.unwrap_or(0) as u64)],
        whole: u64::from(Criterion::HIGHEST) * 100,
    };
    standing.into_iter().map(bar).collect()
}

/// By place: the bar is as long as there are options on later places.
fn places(ranked: &super::count::schulze::Ranked, names: &Names<'_>, words: &Words) -> Vec<Bar> {
    let all: usize = ranked.places.iter().map(Vec::len).sum();
    let mut before = 0;
    let mut bars = Vec::with_capacity(all);
    for place in &ranked.places {
        let after = all - before - place.len();
        let key = if place.len() > 1 {
            "result-said-place-tied"
        } else {
            "result-said-place"
        };
        for option in place {
            bars.push(Bar {
                label: (names.option)(option),
                said: words.tell(key, &[("place", (before + 1).into())]),
                parts: vec![("yes", after as u64)],
                whole: all.saturating_sub(1) as u64,
            });
        }
        before += place.len();
    }
    bars
}

/// A mean with two digits.
fn mean(scores: &Scores) -> Option<String> {
    let mean = scores.mean_hundredths?;
    Some(format!("{}.{:02}", mean / 100, mean % 100))
}

fn number(number: u64) -> Said {
    Said::Ours(number.to_string())
}

fn tables(count: &Count, numbered: &Numbered<'_>, words: &Words) -> Vec<Table> {
    let say = |key: &str| Said::Ours(words.say(key));
    let table = |key: &str, head: Vec<Said>, rows: Vec<Vec<Said>>| Table {
        caption: words.say(key),
        head,
        rows,
    };
    match count {
        Count::Approval { options } => {
            let row = |it: &super::count::approval::Approved| {
                vec![numbered.row(&it.option), number(it.approvals as u64)]
            };
            let head = vec![say("result-option"), say("result-approvals")];
            vec![table(
                "method-approval",
                head,
                options.iter().map(row).collect(),
            )]
        }
        Count::Points { options } => {
            let row = |it: &super::count::points::Pointed| {
                vec![
                    numbered.row(&it.option),
                    number(it.points),
                    number(it.givers as u64),
                ]
            };
            let head = ["result-option", "result-points", "result-givers"].map(say);
            vec![table(
                "method-points",
                head.into(),
                options.iter().map(row).collect(),
            )]
        }
        Count::Score { options, .. } => options
            .iter()
            .map(|it| scores(it, numbered, words))
            .collect(),
        Count::Ranked { ranked } => {
            let head = std::iter::once(say("result-option")).chain(numbered.columns());
            let rows = numbered.on.iter().zip(&ranked.pairwise).enumerate();
            let row = |(nth, (option, counts)): (usize, (&OptionId, &Vec<usize>))| {
                let cells = counts.iter().enumerate().map(|(other, count)| {
                    if other == nth {
                        Said::Ours("–".to_owned())
                    } else {
                        number(*count as u64)
                    }
                });
                std::iter::once(numbered.row(option)).chain(cells).collect()
            };
            vec![table(
                "result-pairwise",
                head.collect(),
                rows.map(row).collect(),
            )]
        }
        Count::Majority { options } => {
            let keys = [
                "result-option",
                "answer-yes",
                "answer-no",
                "answer-abstain",
                "result-needed",
            ];
            let mut head: Vec<Said> = keys.map(say).into();
            let has_verdicts = options.iter().any(|it| it.verdict.is_some());
            head.extend(has_verdicts.then(|| say("result-verdict")));
            let row = |it: &super::count::majority::Answered| {
                let counts =
                    [it.yes, it.no, it.abstain, it.needed].map(|count| number(count as u64));
                let verdict = it
                    .verdict
                    .map(|it| say(&format!("verdict-{}", it.as_str())));
                let name = std::iter::once(numbered.row(&it.option));
                name.chain(counts).chain(verdict).collect()
            };
            vec![table(
                "method-majority",
                head,
                options.iter().map(row).collect(),
            )]
        }
    }
}

/// One practice's scores, a criterion to a row.
fn scores(it: &super::count::score::Scored, numbered: &Numbered<'_>, words: &Words) -> Table {
    let say = |key: &str| Said::Ours(words.say(key));
    let keys = ["result-mean", "result-median", "result-spread"];
    let mut head = vec![numbered.row(&it.option)];
    head.extend(keys.map(say));
    head.extend((0..=Criterion::HIGHEST).map(|score| number(score.into())));
    head.push(say("result-cannot-judge"));
    let row = |name: Said, scores: &Scores| {
        let none = || "–".to_owned();
        let median = scores.median_doubled.map(|doubled| {
            let half = if doubled % 2 == 1 { ".5" } else { "" };
            format!("{}{half}", doubled / 2)
        });
        let spread = scores.lowest.zip(scores.highest);
        let spread = spread.map(|(lowest, highest)| format!("{lowest}–{highest}"));
        let derived = [mean(scores), median, spread].map(|it| Said::Ours(it.unwrap_or_else(none)));
        let mut row = vec![name];
        row.extend(derived);
        row.extend(scores.given.map(|count| number(count as u64)));
        row.push(number(scores.cannot_judge as u64));
        row
    };
    let on = |it: &super::count::score::OnCriterion| {
        row(
            say(&format!("criterion-{}", it.criterion.as_str())),
            &it.scores,
        )
    };
    let mut rows: Vec<_> = it.criteria.iter().map(on).collect();
    rows.push(row(say("result-overall"), &it.overall));
    Table {
        caption: words.say("result-scores"),
        head,
        rows,
    }
}

/// Who said what: a delegation to a row, an option to a column.
fn recorded(
    rules: &BallotRules,
    counted: &Counted,
    numbered: &Numbered<'_>,
    words: &Words,
) -> Option<Table> {
    let of = |id: &DelegationId| {
        let marks = counted.recorded.get(id)?;
        let name = Said::Theirs((numbered.names.delegation)(id));
        let cells = numbered.on.iter();
        let cells = cells.map(|option| Said::Ours(said(rules, marks, option, words)));
        Some(std::iter::once(name).chain(cells).collect())
    };
    let rows: Vec<Vec<Said>> = counted.voted.iter().filter_map(of).collect();
    let first = Said::Ours(words.say("result-who"));
    (!rows.is_empty()).then(|| Table {
        caption: words.say("result-who"),
        head: std::iter::once(first).chain(numbered.columns()).collect(),
        rows,
    })
}

/// What was said to one option.
fn said(rules: &BallotRules, marks: &Marks, option: &OptionId, words: &Words) -> String {
    let nothing = || "–".to_owned();
    match marks {
        Marks::Approval { options } if options.contains(option) => words.say("answer-yes"),
        Marks::Approval { .. } => nothing(),
        Marks::Points { points } => points.get(option).map_or_else(nothing, ToString::to_string),
        Marks::Scores { scores } => {
            let Method::Score { criteria, .. } = &rules.method else {
                return nothing();
            };
            let score = |criterion: &Criterion| {
                let score = scores.get(option).and_then(|it| it.get(criterion));
                score.map_or_else(nothing, ToString::to_string)
            };
            criteria.iter().map(score).collect::<Vec<_>>().join(" ")
        }
        Marks::Ranking { ranking } => {
            let mut before = 1;
            for place in ranking {
                if place.contains(option) {
                    return before.to_string();
                }
                before += place.len();
            }
            nothing()
        }
        Marks::Answers { answers } => answers.get(option).map_or_else(nothing, |answer| {
            words.say(&format!("answer-{}", answer.as_str()))
        }),
    }
}
