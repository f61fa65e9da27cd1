//! The outcome as rows: the sheets of a workbook, which are the files of CSV, too.

mod collection;

use shared::features::ballots::Choice;
use shared::features::ballots::count;
use shared::features::ballots::drawn::{Bar, Drawn, Names};
use shared::ids::{DelegationId, QuestionId, Timestamp};
use shared::outcome::report::{stood, verdict, whose};
use shared::outcome::sources::Dropped;
use shared::outcome::{
    Attribution, HeldBallot, Outcome, OutcomeStanding, PracticeTally, RankedPractice,
};
use shared::words::Words;

/// A sheet: rows under a head.
pub struct Sheet {
    /// What it is, the same word in every language: the name of its file.
    pub kind: &'static str,
    /// What it is called in words.
    pub name: String,
    /// What its columns are called.
    pub head: Vec<String>,
    /// Its rows, of as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// Lines of words.
    Lines(Vec<String>),
    /// A number.
    Number(u32),
    /// Nothing.
    Empty,
}

impl Cell {
    fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() {
            Self::Empty
        } else {
            Self::Text(words)
        }
    }

    fn lines(lines: Vec<String>) -> Self {
        if lines.iter().all(String::is_empty) {
            Self::Empty
        } else {
            Self::Lines(lines)
        }
    }

    /// A count; what no sheet could hold is the most that it can.
    fn number(count: impl TryInto<u32>) -> Self {
        Self::Number(count.try_into().unwrap_or(u32::MAX))
    }
}

/// The sheets about these tables, in order. Each row names its table.
pub fn sheets(outcomes: &[Outcome], words: &Words) -> Vec<Sheet> {
    if outcomes.iter().any(|outcome| outcome.practices_only) {
        return vec![collection::sheet(outcomes, words)];
    }
    let of = |kind, columns: &[&str], rows: fn(&Outcome, &Words) -> Vec<Vec<Cell>>| Sheet {
        kind,
        name: words.say(&format!("outcome-sheet-{kind}")),
        head: columns.iter().map(|key| words.say(key)).collect(),
        rows: outcomes
            .iter()
            .flat_map(|outcome| rows(outcome, words))
            .collect(),
    };
    let mut sheets = vec![
        of("about", &ABOUT, about),
        of("practices", &PRACTICES, practices),
        of("votes", &VOTES, votes),
        of("choices", &CHOICES, choices),
        of("speaking", &SPEAKING, speaking),
        of("people", &PEOPLE, people),
    ];
    if outcomes.iter().any(has_sources) {
        sheets.push(of("sources", &SOURCES, shares));
        sheets.push(of("dropped", &DROPPED, dropped));
    }
    sheets
}

const SOURCES: [&str; 5] = [
    "outcome-column-table",
    "field-question",
    "outcome-column-paragraph",
    "outcome-column-whose",
    "outcome-column-characters",
];

/// What a question asks; of the summary, that it is that.
fn asked(outcome: &Outcome, question: Option<&QuestionId>, words: &Words) -> Cell {
    let asked = question.and_then(|id| outcome.question(id));
    let summary = || words.say("outcome-section-summary");
    Cell::text(asked.map_or_else(summary, |asked| asked.text.clone()))
}

/// Of what was signed off nobody's shares are told.
fn has_sources(outcome: &Outcome) -> bool {
    outcome.sources.is_some() && outcome.is_draft()
}

fn shares(outcome: &Outcome, words: &Words) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for text in outcome.sources.iter().flat_map(|it| &it.texts) {
        for paragraph in &text.paragraphs {
            rows.extend(paragraph.shares.iter().map(|share| {
                vec![
                    Cell::text(&outcome.table_name),
                    asked(outcome, text.question.as_ref(), words),
                    Cell::number(paragraph.number),
                    Cell::text(whose(outcome, share, words)),
                    Cell::number(share.characters),
                ]
            }));
        }
    }
    rows
}

const DROPPED: [&str; 4] = [
    "outcome-column-table",
    "field-question",
    "outcome-column-stood",
    "outcome-column-words",
];

fn dropped(outcome: &Outcome, words: &Words) -> Vec<Vec<Cell>> {
    let dropped = outcome.sources.iter().flat_map(|it| &it.dropped);
    let row = |it: &Dropped| {
        vec![
            Cell::text(&outcome.table_name),
            asked(outcome, it.question.as_ref(), words),
            Cell::text(stood(outcome, it, words)),
            Cell::text(&it.text),
        ]
    };
    dropped.map(row).collect()
}

const ABOUT: [&str; 6] = [
    "outcome-column-session",
    "outcome-column-table",
    "outcome-made",
    "outcome-column-status",
    "outcome-log-head",
    "outcome-chain",
];

fn about(outcome: &Outcome, words: &Words) -> Vec<Vec<Cell>> {
    let status = if outcome.is_draft() {
        "outcome-status-draft"
    } else {
        "outcome-status-signed"
    };
    let chain = outcome.log.chain.clone();
    vec![vec![
        Cell::text(&outcome.title),
        Cell::text(&outcome.table_name),
        moment(outcome.made, words),
        Cell::text(words.say(status)),
        Cell::number(outcome.log.head.get()),
        Cell::text(chain.unwrap_or_else(|| words.say("outcome-chain-withheld"))),
    ]]
}

const PRACTICES: [&str; 12] = [
    "outcome-column-table",
    "outcome-column-place",
    "outcome-column-practice",
    "outcome-brought-by",
    "outcome-column-endorsements",
    "outcome-endorsed-by",
    "outcome-column-kind",
    "choice-support",
    "choice-cannot-support",
    "choice-abstain",
    "outcome-not-voted",
    "outcome-verdict",
];

fn practices(outcome: &Outcome, words: &Words) -> Vec<Vec<Cell>> {
    let row = |practice: &RankedPractice| {
        let endorsed = practice.endorsed_by.iter().map(|id| outcome.name_of(id));
        let endorsed: Vec<&str> = endorsed.collect();
        let is_told = outcome.telling.attribution != Attribution::None;
        let named = |name: &str| Cell::text(if is_told { name } else { "" });
        let mut row = vec![
            Cell::text(&outcome.table_name),
            Cell::number(practice.rank),
            Cell::text(&practice.card.title),
            named(outcome.name_of(&practice.delegation)),
            Cell::number(endorsed.len()),
            named(&endorsed.join("; ")),
        ];
        match &practice.tally {
            Some(tally) => {
                row.push(kind(tally.indicative, words));
                row.extend(counts(tally, words));
            }
            None => row.resize(PRACTICES.len(), Cell::Empty),
        }
        row
    };
    outcome.practices.iter().map(row).collect()
}

const VOTES: [&str; 12] = [
    "outcome-column-table",
    "outcome-column-ballot",
    "outcome-column-kind",
    "outcome-column-status",
    "outcome-opened",
    "outcome-closed",
    "outcome-column-practice",
    "choice-support",
    "choice-cannot-support",
    "choice-abstain",
    "outcome-not-voted",
    "outcome-verdict",
];

fn votes(outcome: &Outcome, words: &Words) -> Vec<Vec<Cell>> {
    let rows = |ballot: &HeldBallot| {
        let begun = |status: &str, closed: Cell, practice: &str| {
            vec![
                Cell::text(&outcome.table_name),
                Cell::text(&ballot.title),
                kind(ballot.indicative, words),
                Cell::text(words.say(status)),
                moment(ballot.opened, words),
                closed,
                Cell::text(practice),
            ]
        };
        let uncounted = |status: &str, practices: &[shared::ids::PracticeId]| {
            let row = |practice| {
                let mut row = begun(status, Cell::Empty, outcome.title_on(ballot, practice));
                row.resize(VOTES.len(), Cell::Empty);
                row
            };
            practices.iter().map(row).collect::<Vec<_>>()
        };
        match &ballot.standing {
            OutcomeStanding::Open { practices, .. } => {
                uncounted("outcome-ballot-is-open", practices)
            }
            OutcomeStanding::Cancelled { practices, .. } => {
                uncounted("outcome-ballot-is-cancelled", practices)
            }
            OutcomeStanding::Closed {
                at,
                counted: Some(counted),
                attendance,
                ..
            } => {
                let drawn = whole(outcome, ballot, counted, attendance.as_ref(), words);
                let row = |bar: &Bar, said: &str| {
                    let mut row = begun("outcome-ballot-is-closed", moment(*at, words), &bar.label);
                    row.resize(VOTES.len() - 1, Cell::Empty);
                    row.push(Cell::text(said));
                    row
                };
                let mut rows: Vec<_> = drawn.bars.iter().map(|it| row(it, &it.said)).collect();
                if let Some(few) = &drawn.few {
                    let said = |it: &Bar| format!("{}: {}", few.title, it.said);
                    rows.extend(few.bars.iter().map(|it| row(it, &said(it))));
                }
                rows
            }
            OutcomeStanding::Closed { at, tallies, .. } => {
                let row = |tally: &PracticeTally| {
                    let title = outcome.title_on(ballot, &tally.tally.practice);
                    let mut row = begun("outcome-ballot-is-closed", moment(*at, words), title);
                    row.extend(counts(tally, words));
                    row
                };
                tallies.iter().map(row).collect()
            }
        }
    };
    outcome.ballots.iter().flat_map(rows).collect()
}

/// The result of a ballot that was cast as a whole: what there is to say of each option.
fn whole(
    outcome: &Outcome,
    ballot: &HeldBallot,
    counted: &count::Counted,
    attendance: Option<&count::Attendance>,
    words: &Words,
) -> Drawn {
    let names = Names {
        option: &|id| outcome.option_on(ballot, id).to_owned(),
        delegation: &|id| outcome.name_of(id).to_owned(),
    };
    Drawn::of(&ballot.rules(), counted, attendance, &names, words)
}

const CHOICES: [&str; 5] = [
    "outcome-column-table",
    "outcome-column-ballot",
    "outcome-column-practice",
    "outcome-column-delegation",
    "outcome-column-choice",
];

/// Who chose what, as far as that was recorded, and who did not vote.
fn choices(outcome: &Outcome, words: &Words) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for ballot in &outcome.ballots {
        let OutcomeStanding::Closed { tallies, .. } = &ballot.standing else {
            continue;
        };
        for PracticeTally { tally, .. } in tallies {
            let title = outcome.title_on(ballot, &tally.practice);
            let mut row = |delegation: &DelegationId, choice: &str| {
                rows.push(vec![
                    Cell::text(&outcome.table_name),
                    Cell::text(&ballot.title),
                    Cell::text(title),
                    Cell::text(outcome.name_of(delegation)),
                    Cell::text(words.say(choice)),
                ]);
            };
            for choice in Choice::ALL {
                let chose = tally
                    .recorded
                    .iter()
                    .filter(|(_, chosen)| **chosen == choice);
                chose.for_each(|(id, _)| row(id, &format!("choice-{}", choice.as_str())));
            }
            let silent = tally.not_voted.iter();
            silent
                .filter(|_| outcome.telling.names_silent())
                .for_each(|id| row(id, "outcome-not-voted"));
        }
    }
    rows
}

const SPEAKING: [&str; 5] = [
    "outcome-column-table",
    "outcome-column-delegation",
    "outcome-column-speeches",
    "outcome-column-seconds",
    "outcome-column-time",
];

fn speaking(outcome: &Outcome, _: &Words) -> Vec<Vec<Cell>> {
    let spoken = outcome.spoken.iter().map(|spoken| {
        let seconds = (spoken.millis + 500) / 1000;
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        vec![
            Cell::text(&outcome.table_name),
            Cell::text(outcome.name_of(&spoken.delegation)),
            Cell::number(spoken.speeches),
            Cell::number(seconds),
            Cell::text(format!("{hours}:{minutes:02}:{:02}", seconds % 60)),
        ]
    });
    spoken.collect()
}

const PEOPLE: [&str; 4] = [
    "outcome-column-table",
    "outcome-column-delegation",
    "outcome-column-role",
    "outcome-column-name",
];

fn people(outcome: &Outcome, words: &Words) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    let mut row = |delegation: &str, role: String, name: &str| {
        let table = Cell::text(&outcome.table_name);
        rows.push(vec![
            table,
            Cell::text(delegation),
            Cell::text(role),
            Cell::text(name),
        ]);
    };
    let named = outcome.delegations.iter();
    for delegation in named.filter(|_| outcome.telling.names()) {
        for person in &delegation.people {
            row(
                &delegation.name,
                words.say("role-delegate"),
                &person.full_name(),
            );
        }
        if delegation.people.is_empty() {
            row(
                &delegation.name,
                String::new(),
                &words.say("outcome-absent"),
            );
        }
    }
    for attended in &outcome.others {
        for person in &attended.people {
            row(
                "",
                words.say(&format!("role-{}", attended.role)),
                &person.full_name(),
            );
        }
    }
    rows
}

fn kind(indicative: bool, words: &Words) -> Cell {
    Cell::text(words.say(if indicative {
        "outcome-column-indicative"
    } else {
        "outcome-column-binding"
    }))
}

/// The counts, and what was decided by them.
fn counts(tally: &PracticeTally, words: &Words) -> [Cell; 5] {
    let tally = &tally.tally;
    [
        Cell::number(tally.support),
        Cell::number(tally.cannot_support),
        Cell::number(tally.abstain),
        Cell::number(tally.not_voted.len()),
        Cell::text(verdict(tally, words)),
    ]
}

fn moment(at: Timestamp, words: &Words) -> Cell {
    Cell::text(words.moment(at))
}
