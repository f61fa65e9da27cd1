//! Whether a draft can be convened, and what keeps it from that.

use shared::{
    api::{NewDelegation, NewQuestion, NewSession},
    concept_note::NoteProblem,
    features::answers::{missing_label, same_label},
    features::delegations::{Delegation, check_delegation},
    ids::DelegationId,
    limits::{self, named},
    refusal::{Noun, Refusal},
};

use super::draft::{Draft, DraftDelegation, DraftPart, DraftQuestion, Row};
use crate::words::Wording;

/// The id of the field for the themes.
pub const THEMES: &str = "note-themes";

/// Something that must be put right first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The id of the field where it can be put right.
    pub field: String,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The note cannot open a session.
    Note(NoteProblem),
    /// The table would refuse it.
    Refused(Refusal),
    /// There is no question.
    NoQuestions,
    /// Another table has that name.
    DuplicateTable,
    /// Another question has that label.
    DuplicateLabel(String),
}

impl Why {
    /// What to tell people.
    pub fn words(&self, words: Wording) -> String {
        match self {
            Self::Note(problem) => {
                let values: Vec<_> = problem
                    .values()
                    .into_iter()
                    .map(|(name, value)| (name, value.into()))
                    .collect();
                words.tell(problem.key(), &values)
            }
            Self::Refused(refusal) => words.refusal(refusal),
            Self::NoQuestions => words.say("convene-no-questions"),
            Self::DuplicateTable => words.say("convene-duplicate-table"),
            Self::DuplicateLabel(label) => words.tell(
                "convene-duplicate-label",
                &[("label", label.as_str().into())],
            ),
        }
    }
}

impl Draft {
    /// The session to ask for, or everything that keeps it from being asked for.
    pub fn check(&self) -> Result<NewSession, Vec<Fault>> {
        let mut faults = Vec::new();
        let note = self
            .note()
            .checked()
            .map_err(|problem| faults.push(self.note_fault(problem)))
            .ok();
        faults.extend(self.questions.iter().filter_map(question_fault));
        faults.extend(
            self.questions
                .iter()
                .filter_map(|row| self.label_fault(row)),
        );
        if self.questions.is_empty() {
            faults.push(Fault {
                field: "add-question".to_owned(),
                why: Why::NoQuestions,
            });
        }
        faults.extend(self.seated().filter_map(|row| self.delegation_fault(row)));
        faults.extend(self.tables.iter().filter_map(|row| self.table_fault(row)));
        match note {
            Some(note) if faults.is_empty() => Ok(NewSession {
                note,
                tables: self.table_names(),
                delegations: self.seated().map(|row| new_delegation(&row.what)).collect(),
                questions: self.asked(),
                agenda: Vec::new(),
            }),
            _ => Err(faults),
        }
    }

    /// What will be asked, in order.
    pub fn asked(&self) -> Vec<NewQuestion> {
        let questions = self.questions.iter();
        questions.flat_map(|row| asked(&row.what)).collect()
    }

    /// What is wrong with a delegation's names, if they are not blank.
    pub fn delegation_fault(&self, row: &Row<DraftDelegation>) -> Option<Fault> {
        let others: Vec<_> = self
            .seated()
            .filter(|other| other.key != row.key)
            .filter_map(as_delegation)
            .collect();
        let refusal = check_delegation(&others, &as_delegation(row)?).err()?;
        let field = if refusal.is_about(Noun::ShortName) {
            short_field(row.key)
        } else {
            name_field(row.key)
        };
        Some(Fault {
            field,
            why: Why::Refused(refusal),
        })
    }

    /// Whether an earlier question of the same theme has the same label.
    fn label_fault(&self, row: &Row<DraftQuestion>) -> Option<Fault> {
        let label = same_label(&row.what.label);
        let mut before = self.questions.iter().take_while(|it| it.key != row.key);
        let is_taken = before.any(|it| {
            it.what.theme.trim() == row.what.theme.trim() && same_label(&it.what.label) == label
        });
        (is_taken && !label.is_empty()).then(|| Fault {
            field: label_field(row.key),
            why: Why::DuplicateLabel(row.what.label.trim().to_owned()),
        })
    }

    /// The labels between which one seems to be missing. Each theme counts anew.
    pub fn label_gap(&self) -> Option<(String, String)> {
        let mut pairs = self.questions.windows(2);
        pairs.find_map(|pair| match pair {
            [here, there] if here.what.theme.trim() == there.what.theme.trim() => {
                missing_label(&[&here.what.label, &there.what.label])
            }
            _ => None,
        })
    }

    /// What is wrong with a table's name.
    pub fn table_fault(&self, row: &Row<String>) -> Option<Fault> {
        let same = |other: &&Row<String>| {
            other.key != row.key
                && other.what.trim().to_lowercase() == row.what.trim().to_lowercase()
        };
        let why = if self.tables.len() == 1 && row.what.trim().is_empty() {
            return None;
        } else if let Err(refusal) = named(&row.what, Noun::Name, limits::NAME) {
            Why::Refused(refusal)
        } else {
            self.tables.iter().find(same).map(|_| Why::DuplicateTable)?
        };
        Some(Fault {
            field: table_field(row.key),
            why,
        })
    }

    /// The rows that somebody typed a delegation into.
    fn seated(&self) -> impl Iterator<Item = &Row<DraftDelegation>> {
        self.delegations.iter().filter(|row| !row.what.is_blank())
    }

    fn table_names(&self) -> Vec<String> {
        let names = self.tables.iter().map(|row| row.what.trim().to_owned());
        names.filter(|name| !name.is_empty()).collect()
    }

    fn note_fault(&self, problem: NoteProblem) -> Fault {
        let question = |number: usize| {
            self.questions
                .get(number - 1)
                .map(|row| question_field(row.key))
        };
        let footnote = |number: usize| {
            self.footnotes
                .get(number - 1)
                .map(|row| footnote_field(row.key))
        };
        let field = match problem {
            NoteProblem::TitleMissing | NoteProblem::TitleTooLong { .. } => None,
            NoteProblem::BackgroundTooLong { .. } => Some("note-text".to_owned()),
            NoteProblem::TooManyQuestions { .. } => Some("add-question".to_owned()),
            NoteProblem::TooManyThemes { .. } | NoteProblem::ThemeNameTooLong { .. } => {
                Some(THEMES.to_owned())
            }
            NoteProblem::TooManyFootnotes { .. } => Some("add-footnote".to_owned()),
            NoteProblem::QuestionEmpty { number }
            | NoteProblem::QuestionTooLong { number, .. }
            | NoteProblem::LabelTooLong { number, .. }
            | NoteProblem::ThemeTooLong { number, .. }
            | NoteProblem::TooManyParts { number, .. }
            | NoteProblem::PartEmpty { number }
            | NoteProblem::PartTooLong { number } => question(number),
            NoteProblem::FootnoteMark { number }
            | NoteProblem::FootnoteTwice { number }
            | NoteProblem::FootnoteTooLong { number, .. } => footnote(number),
        };
        Fault {
            field: field.unwrap_or_else(|| "title".to_owned()),
            why: Why::Note(problem),
        }
    }
}

/// What the table takes less of than the note.
fn question_fault(row: &Row<DraftQuestion>) -> Option<Fault> {
    let question = &row.what;
    let names = question
        .parts
        .iter()
        .map(|part| &part.name)
        .chain([&question.name]);
    let names = names.map(|name| named_or_blank(name, Noun::Name, limits::NAME));
    let refused = names
        .chain([named_or_blank(
            &question.label,
            Noun::ShortName,
            limits::SHORT_NAME,
        )])
        .find_map(Result::err);
    refused.map(|refusal| Fault {
        field: question_field(row.key),
        why: Why::Refused(refusal),
    })
}

fn named_or_blank(text: &str, what: Noun, most: usize) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        Ok(())
    } else {
        named(text, what, most)
    }
}

fn as_delegation(row: &Row<DraftDelegation>) -> Option<Delegation> {
    let DraftDelegation {
        name,
        short,
        colour,
        ..
    } = &row.what;
    // Only to be compared: the server gives the real id.
    let id = DelegationId::new(format!("d{}", row.key)).ok()?;
    Some(Delegation {
        id,
        name: name.clone(),
        short: short.clone(),
        colour: *colour,
        group: String::new(),
    })
}

fn new_delegation(delegation: &DraftDelegation) -> NewDelegation {
    NewDelegation {
        tables: Vec::new(),
        name: delegation.name.trim().to_owned(),
        short: delegation.short.trim().to_owned(),
        colour: Some(delegation.colour),
        group: None,
    }
}

/// What is asked of the table: the whole question, or its parts instead.
fn asked(question: &DraftQuestion) -> Vec<NewQuestion> {
    let DraftQuestion {
        label,
        name,
        text,
        answered,
        parts,
        split,
        theme,
    } = question;
    let part = |part: &DraftPart| NewQuestion {
        label: label.clone(),
        name: part.name.clone(),
        text: part.text.clone(),
        answered: part.answered,
    };
    if *split && !parts.is_empty() {
        return parts.iter().map(part).collect();
    }
    // In the agenda, questions of several sessions are told apart by these.
    let name = if name.trim().is_empty() {
        theme.chars().take(limits::NAME).collect()
    } else {
        name.clone()
    };
    vec![NewQuestion {
        label: label.clone(),
        name,
        text: text.clone(),
        answered: *answered,
    }]
}

/// The id of a question's field.
pub fn question_field(key: u32) -> String {
    format!("question-{key}")
}

/// The id of the field of a question's label.
pub fn label_field(key: u32) -> String {
    format!("question-{key}-label")
}

/// The id of a footnote's field.
pub fn footnote_field(key: u32) -> String {
    format!("footnote-{key}")
}

/// The id of the field of a delegation's name.
pub fn name_field(key: u32) -> String {
    format!("delegation-{key}")
}

/// The id of the field of a delegation's short name.
pub fn short_field(key: u32) -> String {
    format!("delegation-short-{key}")
}

/// The id of the field of a table's name.
pub fn table_field(key: u32) -> String {
    format!("table-{key}")
}

#[cfg(test)]
mod tests {
    use shared::features::answers::Answered;

    use super::*;

    const NOTE: &str = "# Rights at sea\n\n## Context\n\nBoats arrive.\n\n## Guiding questions\n\na) What is missing?\n";

    fn drafted() -> Draft {
        let mut draft = Draft::fresh();
        draft.type_text(NOTE.to_owned());
        draft
    }

    #[test]
    fn a_whole_draft_is_convened() {
        let mut draft = drafted();
        draft.paste_delegations(draft.delegations[0].key, "North\nSouth");
        draft.add_delegation(String::new());
        let session = draft.check().unwrap();
        assert_eq!(session.note.title, "Rights at sea");
        assert_eq!(session.delegations.len(), 2);
        assert_eq!(session.questions.len(), 1);
        assert!(session.tables.is_empty());
    }

    #[test]
    fn parts_are_asked_instead_of_the_whole() {
        let part = |name: &str| DraftPart {
            name: name.to_owned(),
            text: format!("{name}?"),
            answered: Answered::default(),
        };
        let parts = vec![part("Experience"), part("Good practices")];
        let mut question = DraftQuestion {
            label: "b".to_owned(),
            parts,
            split: true,
            ..DraftQuestion::default()
        };
        assert_eq!(
            asked(&question)
                .iter()
                .map(|asked| asked.name.as_str())
                .collect::<Vec<_>>(),
            ["Experience", "Good practices"]
        );
        question.split = false;
        assert_eq!(asked(&question).len(), 1);
    }

    #[test]
    fn a_question_without_a_name_goes_by_its_theme() {
        let mut question = DraftQuestion {
            theme: "Session 1: Rest".to_owned(),
            ..DraftQuestion::default()
        };
        assert_eq!(asked(&question)[0].name, "Session 1: Rest");
        question.name = "Hours".to_owned();
        assert_eq!(asked(&question)[0].name, "Hours");
    }

    #[test]
    fn twins_are_both_marked() {
        let mut draft = drafted();
        draft.paste_delegations(draft.delegations[0].key, "North\nnorth ");
        let marked = draft
            .delegations
            .iter()
            .filter(|row| draft.delegation_fault(row).is_some());
        assert_eq!(marked.count(), 2);
        assert!(draft.check().is_err());
    }

    #[test]
    fn the_same_label_twice_is_marked_where_it_stands() {
        let mut draft = Draft::fresh();
        draft.type_text(NOTE.replace(
            "a) What is missing?",
            "a) What is missing?\nb) Who acts?\nc) When?",
        ));
        assert_eq!(draft.questions.len(), 3);
        assert!(draft.check().is_ok() && draft.label_gap().is_none());
        draft.questions[2].what.label = " B. ".to_owned();
        let faults = draft.check().unwrap_err();
        assert_eq!(faults[0].field, label_field(draft.questions[2].key));
        assert_eq!(faults[0].why, Why::DuplicateLabel("B.".to_owned()));
        draft.questions[2].what.label = "d".to_owned();
        assert!(draft.check().is_ok());
        assert_eq!(draft.label_gap(), Some(("b".to_owned(), "d".to_owned())));
    }

    #[test]
    fn what_is_missing_is_named() {
        let faults = Draft::fresh().check().unwrap_err();
        let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["title", "add-question"]);
    }
}
