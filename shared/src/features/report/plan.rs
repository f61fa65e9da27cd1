//! Which sections a report begins with: those that such a report has, with one for each question of the table.

use super::section::{ReportSection, SectionAbout};
use super::setting::ReportKind;
use crate::ids::SectionId;
use crate::table::RoundTable;

/// The sections of a report of that kind about the table as it is.
pub(super) fn plan(table: &RoundTable, kind: ReportKind) -> Vec<ReportSection> {
    use SectionAbout as About;
    let (before, after): (&[About], &[About]) = match kind {
        ReportKind::Report => (
            &[About::Agenda, About::Participants, About::Proceedings],
            &[
                About::Practices,
                About::Decisions,
                About::Recommendations,
                About::NextSteps,
                About::Annexes,
            ],
        ),
        ReportKind::Summary => (
            &[About::Introduction, About::Participants],
            &[
                About::Practices,
                About::Decisions,
                About::Conclusions,
                About::NextSteps,
            ],
        ),
    };
    let questions = (1..).zip(&table.questions).map(|(nth, question)| {
        let question = question.id.clone();
        (format!("question-{nth}"), About::Question { question })
    });
    let named = |about: &About| (about.as_str().to_owned(), about.clone());
    let all = before.iter().map(named);
    let all = all.chain(questions).chain(after.iter().map(named));
    // All of these names are ids.
    let section = |(id, about)| {
        Some(ReportSection::new(
            SectionId::new(id).ok()?,
            about,
            String::new(),
        ))
    };
    all.filter_map(section).collect()
}
