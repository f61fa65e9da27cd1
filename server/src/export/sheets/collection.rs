//! The practices as a collection: a row a card, in columns by which `shared::practice_file` reads it back.

use super::{Cell, Sheet};
use shared::outcome::Outcome;
use shared::practice_file::{Column, FiledPractice, PracticeFile, as_lines};
use shared::words::Words;

/// Columns that tell, and are not read back.
const TOLD: [&str; 4] = [
    "field-maturity",
    "outcome-endorsed-by",
    "field-from-file",
    "outcome-column-table",
];

/// The sheet.
pub fn sheet(outcomes: &[Outcome], words: &Words) -> Sheet {
    let heads = Column::all().map(Column::key).chain(TOLD);
    let practices = PracticeFile::of(outcomes).practices;
    Sheet {
        kind: "practices",
        name: words.say("outcome-sheet-practices"),
        head: heads.map(|key| words.say(key)).collect(),
        rows: practices.iter().map(|it| row(it, words)).collect(),
    }
}

fn row(practice: &FiledPractice, words: &Words) -> Vec<Cell> {
    let mut row: Vec<Cell> = Column::all()
        .map(|column| cell(practice, column, words))
        .collect();
    let maturity = practice
        .maturity
        .map(|it| format!("maturity-{}", it.as_str()));
    row.push(maturity.map_or(Cell::Empty, |key| Cell::text(words.say(&key))));
    row.push(Cell::lines(practice.endorsed_by.clone()));
    let from = practice.from_file.iter();
    let from = from.flat_map(|it| [it.collection.clone(), it.whose.clone()]);
    row.push(Cell::lines(from.filter(|it| !it.is_empty()).collect()));
    row.push(Cell::text(&practice.table));
    row
}

fn cell(practice: &FiledPractice, column: Column, words: &Words) -> Cell {
    match column {
        Column::Title => Cell::text(&practice.title),
        Column::Kind => Cell::text(words.say(&format!("practice-kind-{}", practice.kind.as_str()))),
        Column::BroughtBy => Cell::text(&practice.brought_by),
        Column::Place => Cell::text(&practice.place_and_time),
        Column::Question => Cell::text(&practice.question),
        Column::Themes => Cell::lines(practice.themes.clone()),
        Column::OwnTheme => Cell::text(&practice.own_theme),
        Column::Evidence => {
            let given = practice.evidence.iter();
            let given = given.map(|it| words.say(&format!("evidence-{}", it.as_str())));
            Cell::lines(given.collect())
        }
        Column::ValidatedBy => Cell::text(&practice.validated_by),
        Column::Contact => Cell::text(&practice.contact),
        Column::Field(field) => {
            let blocks = practice.fields.get(&field);
            Cell::lines(blocks.map(|it| as_lines(it)).unwrap_or_default())
        }
    }
}
