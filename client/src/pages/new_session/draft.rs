//! A session as it is being put together: plain data, kept whole in the browser until it is convened.

use serde::{Deserialize, Serialize};
use shared::{
    concept_note::{
        ConceptNote, Doubt, Footnote, NotedQuestion, Omission, QuestionPart, Reading, Section,
        parse_text,
    },
    features::answers::Answered,
    features::delegations::{Colour, short_name},
};

/// A row of a list, with a number that stays its own while the list changes around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row<T> {
    /// The number.
    pub key: u32,
    /// What is in the row.
    pub what: T,
}

/// A guiding question as it will be asked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DraftQuestion {
    /// Its label, such as `a`.
    pub label: String,
    /// Its short name for the agenda.
    pub name: String,
    /// The question.
    pub text: String,
    /// Who answers it.
    pub answered: Answered,
    /// What it may be asked as instead; empty, or two or more.
    pub parts: Vec<DraftPart>,
    /// The session or theme that it is asked under; empty if there is none.
    #[serde(default)]
    pub theme: String,
    /// Whether the parts are asked instead of the whole.
    pub split: bool,
}

/// One of the questions that a question may be asked as.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DraftPart {
    /// Its short name for the agenda.
    pub name: String,
    /// The question.
    pub text: String,
    /// Who answers it.
    pub answered: Answered,
}

/// A delegation that will have a seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftDelegation {
    /// Its full name.
    pub name: String,
    /// Its short name.
    pub short: String,
    /// Whether somebody typed the short name; until then it follows the name.
    pub short_typed: bool,
    /// Its colour.
    pub colour: Colour,
}

impl DraftDelegation {
    /// Whether nothing was typed into the row.
    pub fn is_blank(&self) -> bool {
        self.name.trim().is_empty() && self.short.trim().is_empty()
    }
}

/// Everything that was typed and chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Draft {
    /// The note as text. It follows corrections, and corrections survive typing in it.
    pub text: String,
    /// What the importer was not sure of.
    pub doubts: Vec<Doubt>,
    /// What of the source is not in the note.
    #[serde(default)]
    pub omissions: Vec<Omission>,
    /// The session's title.
    pub title: String,
    /// The background.
    pub sections: Vec<Row<Section>>,
    /// The footnotes.
    pub footnotes: Vec<Row<Footnote>>,
    /// The guiding questions.
    pub questions: Vec<Row<DraftQuestion>>,
    /// The themes, one to a line.
    #[serde(default)]
    pub themes: String,
    /// Whether somebody typed in them; until then they are those that the background enumerates.
    #[serde(default)]
    pub themes_typed: bool,
    /// The delegations.
    pub delegations: Vec<Row<DraftDelegation>>,
    /// The names of the tables; the only one may be left without.
    pub tables: Vec<Row<String>>,
    /// Which of the agendas that one can begin with, by place.
    #[serde(default)]
    pub agenda: usize,
    /// The key of the next row.
    pub next: u32,
}

impl Draft {
    /// An empty draft with a row to type the first delegation into, and one table.
    pub fn fresh() -> Self {
        let mut draft = Self::default();
        draft.add_delegation(String::new());
        let table = draft.row(String::new());
        draft.tables.push(table);
        draft
    }

    /// Whether nothing was typed yet.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
            && self.title.trim().is_empty()
            && self.questions.is_empty()
            && self.delegations.iter().all(|row| row.what.is_blank())
            && self.tables.iter().all(|row| row.what.trim().is_empty())
    }

    /// Puts something into a row of its own.
    pub fn row<T>(&mut self, what: T) -> Row<T> {
        let key = self.next;
        self.next += 1;
        Row { key, what }
    }

    /// Takes a new text and reads it.
    pub fn type_text(&mut self, text: String) {
        let reading = parse_text(&text);
        let written_out = !self.text.is_empty() && self.text == self.note().to_text();
        self.take_doubts(&reading, written_out);
        self.text = text;
        self.offer_themes(&reading);
        self.take(reading.note);
    }

    /// Takes a note that was read elsewhere.
    pub fn take_reading(&mut self, reading: Reading) {
        self.take_doubts(&reading, false);
        self.text = reading.note.to_text();
        self.offer_themes(&reading);
        self.take(reading.note);
    }

    fn offer_themes(&mut self, reading: &Reading) {
        if !self.themes_typed {
            self.themes = reading.themes.join("\n");
        }
    }

    /// Takes the themes as somebody typed them; an empty list is offered anew by the next text.
    pub fn type_themes(&mut self, themes: String) {
        self.themes_typed = !themes.trim().is_empty();
        self.themes = themes;
    }

    /// Rows keep their keys by place, and questions what no text says about them.
    fn take(&mut self, note: ConceptNote) {
        let ConceptNote {
            title,
            background,
            footnotes,
            questions,
            themes: _,
        } = note;
        self.title = title;
        self.sections = renewed(&self.sections, background, &mut self.next);
        self.footnotes = renewed(&self.footnotes, footnotes, &mut self.next);
        let known = self
            .questions
            .iter()
            .map(|row| row.what.clone())
            .collect::<Vec<_>>();
        let asked = questions.into_iter().enumerate().map(|(place, asked)| {
            let same = known.iter().find(|known| known.text == asked.text);
            carried(asked, same.or(known.get(place)))
        });
        self.questions = renewed(&self.questions, asked.collect(), &mut self.next);
    }

    /// Changes the note by hand; the text follows.
    pub fn correct(&mut self, change: impl FnOnce(&mut Self)) {
        change(self);
        self.text = self.note().to_text();
        self.doubt_again();
    }

    /// The note as it stands.
    pub fn note(&self) -> ConceptNote {
        let noted = |question: &DraftQuestion| NotedQuestion {
            label: question.label.clone(),
            text: question.text.clone(),
            parts: question
                .parts
                .iter()
                .map(|part| QuestionPart {
                    name: part.name.clone(),
                    text: part.text.clone(),
                })
                .collect(),
            theme: question.theme.clone(),
        };
        ConceptNote {
            title: self.title.clone(),
            background: self.sections.iter().map(|row| row.what.clone()).collect(),
            footnotes: self.footnotes.iter().map(|row| row.what.clone()).collect(),
            questions: self.questions.iter().map(|row| noted(&row.what)).collect(),
            themes: self.themes.lines().map(str::to_owned).collect(),
        }
    }

    /// Adds a delegation in a colour that nobody has yet, and returns its key.
    pub fn add_delegation(&mut self, name: String) -> u32 {
        let palette = (0..usize::from(Colour::COUNT)).map(Colour::nth);
        let free = |colour: &Colour| {
            self.delegations
                .iter()
                .all(|row| row.what.colour != *colour)
        };
        let colour = palette
            .clone()
            .find(free)
            .unwrap_or_else(|| Colour::nth(self.delegations.len()));
        let short = short_name(&name);
        let row = self.row(DraftDelegation {
            name,
            short,
            short_typed: false,
            colour,
        });
        let key = row.key;
        self.delegations.push(row);
        key
    }

    /// Names a delegation; its short name follows until somebody types one.
    pub fn name_delegation(&mut self, key: u32, name: String) {
        if let Some(delegation) = find(&mut self.delegations, key) {
            if !delegation.short_typed {
                delegation.short = short_name(&name);
            }
            delegation.name = name;
        }
    }

    /// Takes a pasted list, one name a line: the first into this row, the others into rows of their own.
    pub fn paste_delegations(&mut self, key: u32, names: &str) {
        let mut names = names.lines().map(str::trim).filter(|name| !name.is_empty());
        if let Some(first) = names.next() {
            self.name_delegation(key, first.to_owned());
        }
        for name in names {
            self.add_delegation(name.to_owned());
        }
    }
}

/// What is in the row of that key.
pub fn find<T>(rows: &mut [Row<T>], key: u32) -> Option<&mut T> {
    rows.iter_mut()
        .find(|row| row.key == key)
        .map(|row| &mut row.what)
}

/// Moves a row up or down by one place, if there is one.
pub fn shift<T>(rows: &mut [Row<T>], key: u32, down: bool) {
    let Some(from) = rows.iter().position(|row| row.key == key) else {
        return;
    };
    let to = if down { from + 1 } else { from.wrapping_sub(1) };
    if to < rows.len() {
        rows.swap(from, to);
    }
}

fn renewed<T: Clone>(old: &[Row<T>], new: Vec<T>, next: &mut u32) -> Vec<Row<T>> {
    let mut keys = old.iter().map(|row| row.key);
    let mut key = || {
        keys.next().unwrap_or_else(|| {
            *next += 1;
            *next - 1
        })
    };
    new.into_iter()
        .map(|what| Row { key: key(), what })
        .collect()
}

fn carried(asked: NotedQuestion, known: Option<&DraftQuestion>) -> DraftQuestion {
    let NotedQuestion {
        label,
        text,
        parts,
        theme,
    } = asked;
    let answered = |place: usize| {
        known
            .and_then(|known| known.parts.get(place))
            .map(|part| part.answered)
    };
    let parts: Vec<_> = parts
        .into_iter()
        .enumerate()
        .map(|(place, part)| DraftPart {
            name: part.name,
            text: part.text,
            answered: answered(place).unwrap_or_default(),
        })
        .collect();
    let offered = known.is_some_and(|known| !known.parts.is_empty());
    DraftQuestion {
        label,
        name: known.map(|known| known.name.clone()).unwrap_or_default(),
        text,
        answered: known.map(|known| known.answered).unwrap_or_default(),
        // Parts that were offered and declined stay declined; those that are new are taken.
        split: !parts.is_empty() && (!offered || known.is_some_and(|known| known.split)),
        parts,
        theme,
    }
}

/// The keys of rows, in their order.
pub fn keys<T>(rows: &[Row<T>]) -> Vec<u32> {
    rows.iter().map(|row| row.key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTE: &str = "# Rights at sea\n\n## Context\n\nBoats arrive.\n\n## Guiding questions\n\n\
                        a) What have you seen, and what worked?\n\nb) What is missing?\n";

    fn drafted() -> Draft {
        let mut draft = Draft::fresh();
        draft.type_text(NOTE.to_owned());
        draft
    }

    #[test]
    fn the_preview_follows_the_text() {
        let draft = drafted();
        assert_eq!(draft.title, "Rights at sea");
        assert_eq!(draft.questions.len(), 2);
        assert_eq!(draft.questions[1].what.label, "b");
    }

    #[test]
    fn themes_follow_the_text_until_somebody_types_them() {
        let mut draft = drafted();
        assert_eq!(draft.themes, "");
        let told = "There are three issues: data, return, and skills.";
        draft.type_text(draft.text.replace("Boats arrive.", told));
        assert_eq!(draft.themes, "Data\nReturn\nSkills");
        draft.type_themes("Data\nFees".to_owned());
        draft.type_text(draft.text.replace("three issues", "three questions"));
        assert_eq!(draft.note().themes, ["Data", "Fees"]);
    }

    #[test]
    fn a_correction_survives_more_typing() {
        let mut draft = drafted();
        let key = draft.questions[1].key;
        draft.correct(|draft| {
            find(&mut draft.questions, key).unwrap().text = "What is still missing?".to_owned();
        });
        find(&mut draft.questions, key).unwrap().answered = Answered::Jointly;
        draft.type_text(draft.text.replace("Boats arrive.", "Boats still arrive."));
        assert_eq!(draft.questions[1].what.text, "What is still missing?");
        assert_eq!(draft.questions[1].what.answered, Answered::Jointly);
        assert_eq!(draft.questions[1].key, key);
        assert_eq!(draft.sections[0].what.text, "Boats still arrive.");
    }

    #[test]
    fn a_pasted_list_becomes_rows() {
        let mut draft = Draft::fresh();
        let key = draft.delegations[0].key;
        draft.paste_delegations(key, "Northern Route Process\n\n South Dialogue \n");
        let names: Vec<_> = draft
            .delegations
            .iter()
            .map(|row| row.what.name.as_str())
            .collect();
        assert_eq!(names, ["Northern Route Process", "South Dialogue"]);
        assert_ne!(
            draft.delegations[0].what.colour,
            draft.delegations[1].what.colour
        );
    }

    #[test]
    fn rows_move_within_their_list() {
        let mut draft = drafted();
        let keys = |draft: &Draft| {
            draft
                .questions
                .iter()
                .map(|row| row.key)
                .collect::<Vec<_>>()
        };
        let before = keys(&draft);
        shift(&mut draft.questions, before[0], false);
        assert_eq!(keys(&draft), before);
        shift(&mut draft.questions, before[0], true);
        assert_eq!(keys(&draft), [before[1], before[0]]);
    }
}
