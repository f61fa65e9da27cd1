//! The report as the rapporteurs wrote it: its setting first, then its sections. What is not written in one stands there as the outcome
//! tells it anyhow; what a section says in other words, the records of it included, follows after the last.

use super::{
    Fact, Part, Section, Span, ballots, changes, concluded, fact, history, no_objection, practices,
    questions, sources,
};
use crate::features::report::{ReportSetting, SectionAbout};
use crate::outcome::changes::OutcomeText;
use crate::outcome::written::Place;
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
    let mut parts = Vec::new();
    for place in report.places(outcome) {
        match place {
            Place::Written(section) => parts.push(written(outcome, section, words)),
            Place::Told(about) => parts.extend(told(outcome, &about, words)),
        }
    }
    parts.extend(changes::gone(outcome, words));
    parts.extend(concluded::corrigendum(outcome, words));
    parts.extend(sources::section(outcome, words));
    parts.push(history::log(outcome, words));
    parts
}

fn written<'a>(outcome: &'a Outcome, section: &'a WrittenSection, words: &Words) -> Part<'a> {
    let title = if section.title.is_empty() {
        Span::Ours(words.say(&format!("report-section-{}", section.about.as_str())))
    } else {
        Span::Theirs(&section.title)
    };
    let text = OutcomeText::Section {
        section: section.id.clone(),
    };
    Part::Section(Section {
        kind: "report",
        kicker: String::new(),
        title,
        listed: true,
        parts: changes::prose(outcome, &text, &section.text)
            .into_iter()
            .collect(),
    })
}

/// What the outcome tells of that; nothing of what only the report has.
fn told<'a>(outcome: &'a Outcome, about: &SectionAbout, words: &Words) -> Vec<Part<'a>> {
    match about {
        SectionAbout::Question { question } => {
            let asked = outcome.question(question).into_iter();
            asked
                .map(|asked| questions::question(outcome, asked, words))
                .collect()
        }
        SectionAbout::Practices => vec![practices::section(outcome, words)],
        SectionAbout::Decisions => {
            let agreed = no_objection::section(outcome, words).into_iter();
            agreed.chain(ballots::section(outcome, words)).collect()
        }
        SectionAbout::Participants => history::people(outcome, words).into_iter().collect(),
        SectionAbout::NextSteps => concluded::steps(outcome, words).into_iter().collect(),
        SectionAbout::Proceedings => vec![history::course(outcome, words)],
        SectionAbout::Introduction
        | SectionAbout::Agenda
        | SectionAbout::Recommendations
        | SectionAbout::Conclusions
        | SectionAbout::Annexes
        | SectionAbout::Own => Vec::new(),
    }
}
