//! The report as the rapporteurs wrote it: its setting first, then its sections. What is not written in one stands there as the outcome
//! tells it anyhow; what a section says in other words, the records of it included, follows after the last.

use super::{
    Fact, Part, Section, Span, ballots, concluded, fact, history, no_objection, practices,
    questions, sources,
};
use crate::features::report::{ReportSetting, SectionAbout};
use crate::outcome::{Outcome, WrittenReport, WrittenSection};
use crate::words::Words;

/// What stands on the first page.
pub(super) fn setting<'a>(
    report: &'a WrittenReport,
    is_signed: bool,
    words: &Words,
) -> Vec<Fact<'a>> {
    let ReportSetting {
        organiser,
        place,
        dates,
        symbol,
        chair,
        officers,
        ..
    } = &report.setting;
    let ours = |key, value: String| fact(words, key, Span::Ours(words.say(&value)));
    let kind = format!("outcome-report-kind-{}", report.kind.as_str());
    let mut facts = Vec::new();
    let mut told = |key, text: &'a str| {
        if !text.is_empty() {
            facts.push(fact(words, key, Span::Theirs(text)));
        }
    };
    told("outcome-report-symbol", symbol);
    told("outcome-report-dates", dates);
    told("outcome-report-place", place);
    told("outcome-report-organiser", organiser);
    told("outcome-report-chair", chair);
    told("outcome-report-officers", officers);
    facts.insert(0, ours("outcome-report-kind", kind));
    facts.push(ours(
        "outcome-report-original",
        "outcome-report-original-language".to_owned(),
    ));
    let status = if is_signed {
        "outcome-status-signed"
    } else {
        "outcome-status-draft"
    };
    facts.push(ours("outcome-report-status", status.to_owned()));
    facts
}

/// Its sections, and what they do not say themselves.
pub(super) fn body<'a>(
    outcome: &'a Outcome,
    report: &'a WrittenReport,
    words: &Words,
) -> Vec<Part<'a>> {
    let mut placed = Placed::default();
    let mut parts = Vec::new();
    for section in &report.sections {
        if section.text.is_empty() {
            parts.extend(placed.instead(outcome, section, words));
        } else {
            parts.push(written(section, words));
        }
    }
    parts.extend(placed.rest(outcome, report, words));
    parts
}

fn written<'a>(section: &'a WrittenSection, words: &Words) -> Part<'a> {
    let title = if section.title.is_empty() {
        Span::Ours(words.say(&format!("report-section-{}", section.about.as_str())))
    } else {
        Span::Theirs(&section.title)
    };
    Part::Section(Section {
        kind: "report",
        kicker: String::new(),
        title,
        listed: true,
        parts: vec![Part::Prose(&section.text)],
    })
}

/// What stands already where a section is not written.
#[derive(Default)]
struct Placed {
    questions: Vec<String>,
    practices: bool,
    decisions: bool,
    people: bool,
    course: bool,
}

impl Placed {
    /// What the outcome tells where nothing is written.
    fn instead<'a>(
        &mut self,
        outcome: &'a Outcome,
        section: &'a WrittenSection,
        words: &Words,
    ) -> Vec<Part<'a>> {
        let first = |placed: &mut bool| !std::mem::replace(placed, true);
        match &section.about {
            SectionAbout::Question { question } => {
                let id = question.to_string();
                if self.questions.contains(&id) {
                    return Vec::new();
                }
                self.questions.push(id);
                let asked = outcome.question(question);
                asked
                    .map(|asked| questions::question(outcome, asked, words))
                    .into_iter()
                    .collect()
            }
            SectionAbout::Practices if first(&mut self.practices) => {
                vec![practices::section(outcome, words)]
            }
            SectionAbout::Decisions if first(&mut self.decisions) => {
                let agreed = no_objection::section(outcome, words);
                agreed
                    .into_iter()
                    .chain(ballots::section(outcome, words))
                    .collect()
            }
            SectionAbout::Participants if first(&mut self.people) => {
                history::people(outcome, words).into_iter().collect()
            }
            SectionAbout::Proceedings if first(&mut self.course) => {
                vec![history::course(outcome, words)]
            }
            _ => Vec::new(),
        }
    }

    /// What stands nowhere yet. An answer is not told twice: a section that is written says it.
    fn rest<'a>(
        &self,
        outcome: &'a Outcome,
        report: &'a WrittenReport,
        words: &Words,
    ) -> Vec<Part<'a>> {
        let mut parts = Vec::new();
        for asked in &outcome.questions {
            if !self.questions.contains(&asked.id.to_string()) && !report.has_written(&asked.id) {
                parts.push(questions::question(outcome, asked, words));
            }
        }
        if !self.practices {
            parts.push(practices::section(outcome, words));
        }
        if !self.decisions {
            parts.extend(no_objection::section(outcome, words));
            parts.extend(ballots::section(outcome, words));
        }
        parts.extend(concluded::corrigendum(outcome, words));
        parts.extend(concluded::steps(outcome, words));
        if !self.people {
            parts.extend(history::people(outcome, words));
        }
        if !self.course {
            parts.push(history::course(outcome, words));
        }
        parts.extend(sources::section(outcome, words));
        parts.push(history::log(outcome, words));
        parts
    }
}
