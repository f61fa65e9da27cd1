//! What the table did, told in plain sentences and lists, where that is no prose that anybody wrote. It names no person: names are in
//! no log, and the outcome prints them from elsewhere.

use super::section::SectionAbout;
use super::setting::{Attribution, ReportSetting};
use super::source::sign;
use crate::features::ballots::count::{Attendance, Count, Counted, Decision};
use crate::features::ballots::drawn::{Drawn, Names, Said, all_by_few};
use crate::features::ballots::{Ballot, BallotRules, Standing, Tally};
use crate::features::no_objection::NoObjectionStanding;
use crate::features::practices::GoodPractice;
use crate::gather::sort_by_key;
use crate::ids::{DelegationId, OptionId, PracticeId, Timestamp};
use crate::prose::{Block, BlockKind, Run};
use crate::table::{Moment, RoundTable};
use crate::words::Words;
use serde::Serialize;
use std::collections::BTreeMap;

/// A value in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Value {
    /// People's words.
    Text(String),
    /// A number.
    Count(usize),
    /// A moment.
    At(Timestamp),
}

/// A paragraph of what the table did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Told {
    /// The catalogue's words, by their key, with what they speak of.
    Said(BlockKind, &'static str, Vec<(&'static str, Value)>),
    /// People's words.
    Quoted(Block),
    /// What came of a ballot that was cast as a whole.
    Came(Box<Came>, CameLine),
}

/// What came of a ballot that was cast as a whole, told as the outcome tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Came {
    rules: BallotRules,
    counted: Counted,
    attendance: Option<Attendance>,
    /// What the options say.
    called: BTreeMap<OptionId, String>,
}

/// Which line of what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum CameLine {
    /// What was decided, or what stands first.
    Sentence,
    /// Who voted, and who was there.
    Turnout,
    /// The option that stands there, from 0.
    Option(usize),
}

impl Came {
    fn drawn(&self, words: &Words) -> Drawn {
        let names = Names {
            option: &|id: &OptionId| self.called.get(id).cloned().unwrap_or_default(),
            // It names no delegation.
            delegation: &|_: &DelegationId| String::new(),
        };
        let attendance = self.attendance.as_ref();
        Drawn::of(&self.rules, &self.counted, attendance, &names, words)
    }

    /// How many options stand in it.
    fn options(&self) -> usize {
        match &self.counted.count {
            Count::Approval { options } => options.len(),
            Count::Points { options } => options.len(),
            Count::Score { options, .. } => options.len(),
            Count::Ranked { ranked } => ranked.places.iter().map(Vec::len).sum(),
            Count::Majority { options } => options.len(),
        }
    }

    /// Whether a sentence says what came of it.
    fn has_sentence(&self) -> bool {
        match &self.counted.decision {
            Some(Decision::Each) => false,
            Some(_) => true,
            None => !self.counted.leading.is_empty() || all_by_few(&self.counted.count),
        }
    }

    fn line(&self, line: CameLine, words: &Words) -> String {
        let drawn = self.drawn(words);
        match line {
            CameLine::Sentence => {
                let (mut ours, mut theirs) = (Vec::new(), Vec::new());
                for said in drawn.sentence {
                    match said {
                        Said::Ours(said) => ours.push(said),
                        Said::Theirs(said) => theirs.push(said),
                    }
                }
                ours.extend((!theirs.is_empty()).then(|| theirs.join(", ")));
                ours.join(" ")
            }
            CameLine::Turnout => drawn.turnout,
            CameLine::Option(nth) => {
                let bars = drawn.bars.into_iter().map(|bar| (bar.label, bar.said));
                let few = drawn.few.into_iter().flat_map(|few| {
                    let title = few.title;
                    let bars = few.bars.into_iter();
                    bars.map(move |bar| (bar.label, format!("{} · {title}", bar.said)))
                });
                let (option, said) = bars.chain(few).nth(nth).unwrap_or_default();
                let values = [("option", option.into()), ("said", said.into())];
                words.tell("report-fact-result", &values)
            }
        }
    }
}

impl Told {
    fn plain(key: &'static str, values: Vec<(&'static str, Value)>) -> Self {
        Self::Said(BlockKind::Paragraph, key, values)
    }

    fn item(key: &'static str, values: Vec<(&'static str, Value)>) -> Self {
        Self::Said(BlockKind::Ul, key, values)
    }

    /// The paragraph in a language's words.
    pub fn block(&self, words: &Words) -> Block {
        let (kind, key, values) = match self {
            Self::Said(kind, key, values) => (*kind, *key, values),
            Self::Quoted(block) => return block.clone(),
            Self::Came(came, line) => {
                return block(BlockKind::Ul, &came.line(*line, words));
            }
        };
        let told = values.iter().map(|(name, value)| match value {
            Value::Text(text) => (*name, text.as_str().into()),
            Value::Count(count) => (*name, (*count).into()),
            Value::At(at) => (*name, words.moment(*at).into()),
        });
        let text = words.tell(key, &told.collect::<Vec<_>>());
        block(kind, &text)
    }

    /// A short sign of it, the same in every language.
    pub fn sign(&self) -> String {
        match self {
            Self::Quoted(block) => sign(block),
            // Our own types cannot fail to serialise.
            Self::Said(..) | Self::Came(..) => sign(&block(
                BlockKind::Paragraph,
                &serde_json::to_string(self).unwrap_or_default(),
            )),
        }
    }
}

fn block(kind: BlockKind, text: &str) -> Block {
    let run = Run {
        // A line break would be another paragraph, and marks of direction nobody sees are no words to be written on.
        text: text
            .replace(['\n', '\r'], " ")
            .replace(['\u{2068}', '\u{2069}'], ""),
        ..Run::default()
    };
    Block {
        kind,
        runs: vec![run],
        ..Block::default()
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// What there is to tell in a section about this: nothing where there is nothing, or where it is prose.
pub fn facts(table: &RoundTable, setting: &ReportSetting, about: &SectionAbout) -> Vec<Told> {
    // As much as everybody may see, whoever looks.
    let table = &table.seen_by_all();
    let attribution = setting.attribution;
    match about {
        SectionAbout::Agenda => agenda(table),
        SectionAbout::Participants => participants(table, attribution),
        SectionAbout::Proceedings => proceedings(table),
        SectionAbout::Practices => practices(table, attribution),
        SectionAbout::Decisions => decisions(table),
        SectionAbout::Introduction
        | SectionAbout::Question { .. }
        | SectionAbout::Recommendations
        | SectionAbout::Conclusions
        | SectionAbout::NextSteps
        | SectionAbout::Annexes
        | SectionAbout::Own => Vec::new(),
    }
}

fn agenda(table: &RoundTable) -> Vec<Told> {
    let items = table.agenda.items.iter().map(|item| {
        // Items of the first agendas have no titles of their own.
        if item.title.is_empty() {
            let key = match item.id.as_str() {
                "welcome" => "phase-welcome",
                "drafting" => "phase-drafting",
                "practices" => "phase-practices",
                "voting" => "phase-voting",
                _ => "phase-wrap-up",
            };
            Told::Said(BlockKind::Ol, key, Vec::new())
        } else {
            let title = vec![("title", text(&item.title))];
            Told::Said(BlockKind::Ol, "report-fact-item", title)
        }
    });
    let items: Vec<_> = items.collect();
    headed(Told::plain("report-fact-agenda", Vec::new()), items)
}

/// Delegations by name, their groups with how many are of each, or only how many there were.
fn participants(table: &RoundTable, attribution: Attribution) -> Vec<Told> {
    let count = vec![("count", Value::Count(table.delegations.len()))];
    match attribution {
        Attribution::Named => named(table, count),
        Attribution::Group => {
            let told = Told::plain("report-fact-participants", count);
            headed(told, groups(table))
        }
        Attribution::None if table.delegations.is_empty() => Vec::new(),
        Attribution::None => vec![Told::plain("report-fact-participants-count", count)],
    }
}

/// The groups with how many delegations are of each; those without one come last.
fn groups(table: &RoundTable) -> Vec<Told> {
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    for delegation in &table.delegations {
        *groups.entry(delegation.group.trim()).or_default() += 1;
    }
    let others = groups.remove("");
    let others = others.map(|others| {
        let count = vec![("count", Value::Count(others))];
        Told::item("report-fact-no-group", count)
    });
    let groups = groups.into_iter().map(|(group, count)| {
        let values = vec![("title", text(group)), ("count", Value::Count(count))];
        Told::item("report-fact-group", values)
    });
    groups.chain(others).collect()
}

fn named(table: &RoundTable, count: Vec<(&'static str, Value)>) -> Vec<Told> {
    let mut names: Vec<_> = table
        .delegations
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    sort_by_key(&mut names, |name| name.to_lowercase());
    let items = names.into_iter();
    let items = items.map(|name| Told::item("report-fact-item", vec![("title", text(name))]));
    headed(
        Told::plain("report-fact-participants", count),
        items.collect(),
    )
}

/// When the table met, and what it came to when.
fn proceedings(table: &RoundTable) -> Vec<Told> {
    let mut told = Vec::new();
    for milestone in &table.milestones {
        let at = ("at", Value::At(milestone.at));
        match &milestone.what {
            Moment::Convened => told.push(Told::plain("report-fact-convened", vec![at])),
            Moment::Phase { to, title } if !title.is_empty() && to.item().is_some() => {
                told.push(Told::item(
                    "report-fact-moved",
                    vec![at, ("title", text(title))],
                ));
            }
            Moment::Phase { to, .. } if to.item().is_none() => {
                told.push(Told::plain("report-fact-closed", vec![at]));
            }
            Moment::Phase { .. }
            | Moment::MoveTakenBack { .. }
            | Moment::BallotOpened { .. }
            | Moment::BallotClosed { .. }
            | Moment::BallotCancelled { .. }
            | Moment::RevisionFrozen { .. } => {}
        }
    }
    told
}

fn practices(table: &RoundTable, attribution: Attribution) -> Vec<Told> {
    let one = |practice: &GoodPractice| {
        let mut values = vec![
            ("title", text(&practice.card.title)),
            ("count", Value::Count(practice.endorsed_by.len())),
        ];
        let by = table.delegation(&practice.delegation);
        let by = by.map(|by| match attribution {
            Attribution::Named => by.name.as_str(),
            Attribution::Group => by.group.trim(),
            Attribution::None => "",
        });
        let Some(by) = by.filter(|by| !by.is_empty()) else {
            return Told::item("report-fact-practice", values);
        };
        values.push(("by", text(by)));
        Told::item("report-fact-practice-by", values)
    };
    let items: Vec<_> = table.practices.iter().map(one).collect();
    let count = vec![("count", Value::Count(items.len()))];
    headed(Told::plain("report-fact-practices", count), items)
}

/// What stands as agreed wording, with that wording, and what ballots came to.
fn decisions(table: &RoundTable) -> Vec<Told> {
    let mut told = Vec::new();
    for put in table.no_objections.iter() {
        let NoObjectionStanding::Closed { count: 0, .. } = put.standing else {
            continue;
        };
        let title = vec![("title", text(&put.called(table)))];
        told.push(Told::plain("report-fact-agreed", title));
        let quoted = put.wording.paragraphs().map(|block| Block {
            quote: true,
            ..block.clone()
        });
        told.extend(quoted.map(Told::Quoted));
    }
    for ballot in &table.ballots {
        told.extend(closed_ballot(table, ballot));
    }
    told
}

fn closed_ballot(table: &RoundTable, ballot: &Ballot) -> Vec<Told> {
    let title = vec![("title", text(&ballot.rules.title))];
    // Of a show of preferences nothing is ever said to be adopted.
    let key = if ballot.rules.indicative {
        "report-fact-preferences"
    } else {
        "report-fact-ballot"
    };
    let Some(results) = ballot.results() else {
        return Vec::new();
    };
    let called = |practice: &PracticeId| {
        let then = ballot.wording.iter().find(|it| it.practice == *practice);
        let now = table.practice(practice).map(|it| &it.card);
        let card = then.map(|it| &it.card).or(now);
        card.map_or_else(String::new, |card| card.title.clone())
    };
    let row = |tally: &Tally| {
        Told::item(
            "report-fact-tally",
            vec![
                ("title", Value::Text(called(&tally.practice))),
                ("support", Value::Count(tally.support)),
                ("cannot", Value::Count(tally.cannot_support)),
                ("abstain", Value::Count(tally.abstain)),
            ],
        )
    };
    let mut told = vec![Told::plain(key, title)];
    told.extend(results.iter().map(row));
    if let Standing::Closed {
        counted: Some(counted),
        attendance,
        ..
    } = &ballot.standing
    {
        let options = ballot.rules.options.iter();
        let options = options.map(|it| (it.id.clone(), it.text.clone()));
        let practices = ballot.rules.practices.iter();
        let practices = practices.map(|it| (OptionId::from(it), called(it)));
        told.extend(whole_ballot(Came {
            rules: ballot.rules.clone(),
            counted: (**counted).clone(),
            attendance: attendance.clone(),
            called: options.chain(practices).collect(),
        }));
    }
    told
}

/// The lines of what came of a ballot that was cast as a whole.
fn whole_ballot(came: Came) -> Vec<Told> {
    let sentence = came.has_sentence().then_some(CameLine::Sentence);
    let options = (0..came.options()).map(CameLine::Option);
    let lines = sentence
        .into_iter()
        .chain([CameLine::Turnout])
        .chain(options);
    let came = Box::new(came);
    lines.map(|line| Told::Came(came.clone(), line)).collect()
}

/// A list below its sentence; nothing if it is empty.
fn headed(head: Told, items: Vec<Told>) -> Vec<Told> {
    if items.is_empty() {
        return items;
    }
    std::iter::once(head).chain(items).collect()
}
