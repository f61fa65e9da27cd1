//! How Member States are written, and what is not called adopted.

use super::line::Line;
use super::{Finding, Rule, Why};

/// As it is written, and in which other ways it is found. “member States” is right for those of other organizations.
const MEMBER_STATES: [(&str, &[&str]); 6] = [
    ("Member States", &["member states", "Member states"]),
    ("Member State", &["member state", "Member state"]),
    ("États membres", &["états membres", "Etats membres"]),
    ("État membre", &["état membre", "Etat membre"]),
    ("Estados Miembros", &["estados miembros"]),
    ("Estado Miembro", &["estado miembro"]),
];

/// Member States, otherwise written. What is quoted is as others wrote it.
pub(super) fn member_states(lines: &[Line], findings: &mut Vec<Finding>) {
    for line in lines.iter().filter(|line| !line.is_quote) {
        for (right, wrong) in MEMBER_STATES {
            for (from, to) in line.find(right) {
                let words = line.text(from, to);
                if wrong.contains(&words.as_str()) && !is_quoted(line, from) {
                    let finding = Finding::at(Rule::MemberStates, line, from, to, Why::Capitals);
                    findings.push(finding.or(right));
                }
            }
        }
    }
}

/// Whether a place is within quotation marks.
fn is_quoted(line: &Line, at: usize) -> bool {
    let before = &line.letters[..at];
    let last = before.iter().rev().find(|it| "“”«»".contains(**it));
    let straight = before.iter().filter(|it| **it == '"').count();
    straight % 2 == 1 || last.is_some_and(|it| "“«".contains(*it))
}

/// What says that those here adopted something, or voted: only with those here, since others do adopt.
const ADOPTED: [&str; 44] = [
    "delegations adopted",
    "delegations voted",
    "delegations have adopted",
    "delegations have voted",
    "participants adopted",
    "participants voted",
    "participants have adopted",
    "participants have voted",
    "the table adopted",
    "the table voted",
    "the table has adopted",
    "the table has voted",
    "the round table adopted",
    "the round table voted",
    "the round table has adopted",
    "the meeting adopted",
    "the meeting voted",
    "adopted by the delegations",
    "adopted by the participants",
    "adopted by the table",
    "adopted by the round table",
    "adopted by the meeting",
    "adopted by a vote",
    "adopted by vote",
    "put to the vote",
    "les délégations ont adopté",
    "les délégations ont voté",
    "la table ronde a adopté",
    "la table ronde a voté",
    "les participants ont adopté",
    "adopté par les délégations",
    "adoptée par les délégations",
    "adoptés par les délégations",
    "adoptées par les délégations",
    "las delegaciones adoptaron",
    "las delegaciones aprobaron",
    "las delegaciones votaron",
    "la mesa redonda aprobó",
    "делегации приняли",
    "делегации проголосовали",
    "اعتمدت الوفود",
    "صوتت الوفود",
    "代表团通过了",
    "代表团表决",
];

/// What is called adopted, or voted.
pub(super) fn adopted(lines: &[Line], findings: &mut Vec<Finding>) {
    for line in lines.iter().filter(|line| !line.is_quote) {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for words in ADOPTED {
            found.extend(line.find(words));
        }
        found.sort_unstable();
        found.dedup_by_key(|(from, _)| *from);
        for (from, to) in found {
            if !is_quoted(line, from) {
                findings.push(Finding::at(Rule::Adopted, line, from, to, Why::OnlyShown));
            }
        }
    }
}
