//! Practices out of the rows of a workbook: of the first sheet with a column for titles.

use super::FiledPractice;
use super::column::{Column, Heads};
use super::doubt::{Doubt, DoubtKind, PracticeFileError};
use super::lines::of_lines;
use super::reading::{Row, Rows};
use super::workbook::{Cell, Sheet, SheetRow, sheets};
use crate::features::practices::{Evidence, PracticeKind};
use std::collections::BTreeMap;

/// Rows in which the heads of columns are looked for: people put a title above.
const HEAD_WITHIN: usize = 10;

/// Reads a collection out of the bytes of a workbook.
///
/// # Errors
/// If it is no workbook, is too much, or has no column for titles.
pub fn read_workbook(bytes: &[u8], heads: &Heads) -> Result<Rows, PracticeFileError> {
    let mut rows = Rows::default();
    let mut found = None;
    let mut others = Vec::new();
    for sheet in sheets(bytes)? {
        match head(&sheet, heads) {
            Some(at) if found.is_none() => found = Some((at, sheet)),
            _ if sheet.rows.is_empty() => {}
            _ => others.push(Doubt::of_file(DoubtKind::SheetUnread, &sheet.name)),
        }
    }
    let (at, sheet) = found.ok_or(PracticeFileError::NoTitles)?;
    rows.doubts = others;
    let mut below = sheet.rows.into_iter().skip(at);
    let columns = below
        .next()
        .map(|head| columns(head, heads, &mut rows.doubts));
    let columns = columns.unwrap_or_default();
    rows.rows = below
        .map(|row| practice(row, &columns, heads, &mut rows.doubts))
        .collect();
    rows.counted()
}

/// Which of the sheet's rows is the head.
fn head(sheet: &Sheet, heads: &Heads) -> Option<usize> {
    let has_titles = |row: &SheetRow| {
        row.cells.iter().any(|(_, cell)| {
            matches!(cell, Cell::Words(words) if heads.column(words) == Some(Column::Title))
        })
    };
    sheet.rows.iter().take(HEAD_WITHIN).position(has_titles)
}

/// Which column holds what; of two with one head, the first.
fn columns(head: SheetRow, heads: &Heads, doubts: &mut Vec<Doubt>) -> BTreeMap<u32, Column> {
    let mut columns: BTreeMap<u32, Column> = BTreeMap::new();
    for (at, cell) in head.cells {
        let (Cell::Words(words) | Cell::Formula(words)) = cell;
        match heads.column(&words) {
            Some(column) if columns.values().all(|it| *it != column) => {
                columns.insert(at, column);
            }
            _ => doubts.push(Doubt::of_file(DoubtKind::Unread, &words)),
        }
    }
    columns
}

fn practice(
    row: SheetRow,
    columns: &BTreeMap<u32, Column>,
    heads: &Heads,
    doubts: &mut Vec<Doubt>,
) -> Row {
    let at = row.at;
    let mut practice = FiledPractice::default();
    for (place, cell) in row.cells {
        let Some(column) = columns.get(&place).copied() else {
            continue;
        };
        let words = match cell {
            Cell::Words(words) => words,
            Cell::Formula(formula) => {
                doubts.push(Doubt::at(at, column, DoubtKind::Formula, &formula));
                continue;
            }
        };
        let lines = || words.lines().map(str::trim).filter(|line| !line.is_empty());
        match column {
            Column::Title => practice.title = words,
            Column::BroughtBy => practice.brought_by = words,
            Column::Place => practice.place_and_time = words,
            Column::Question => practice.question = words,
            Column::OwnTheme => practice.own_theme = words,
            Column::ValidatedBy => practice.validated_by = words,
            Column::Contact => practice.contact = words,
            Column::Themes => practice.themes = lines().map(str::to_owned).collect(),
            Column::Kind => {
                let kind = PracticeKind::ALL
                    .into_iter()
                    .find(|kind| heads.says(&words, &format!("practice-kind-{}", kind.as_str())));
                if kind.is_none() {
                    doubts.push(Doubt::at(at, column, DoubtKind::Kind, &words));
                }
                practice.kind = kind.unwrap_or_default();
            }
            Column::Evidence => {
                for line in lines() {
                    let mut all = Evidence::ALL.into_iter();
                    let found =
                        all.find(|it| heads.says(line, &format!("evidence-{}", it.as_str())));
                    if found.is_none() {
                        doubts.push(Doubt::at(at, column, DoubtKind::Evidence, line));
                    }
                    practice.evidence.extend(found);
                }
            }
            Column::Field(field) => {
                practice.fields.insert(field, of_lines(&words));
            }
        }
    }
    Row { at, practice }
}
