//! Practices out of the rows of a workbook: of the first sheet with a column for titles.

use super::FiledPractice;
use super::column::{Column, Heads};
use super::doubt::{Doubt, DoubtKind, PracticeFileError};
use super::fitting::LINES;
use super::lines::of_lines;
use super::reading::{Row, Rows};
use super::workbook::{Book, Cell, Sheet, SheetRow, address, book};
use crate::features::practices::{Evidence, PracticeKind};
use std::collections::{BTreeMap, BTreeSet};

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
    let Book { sheets, beyond } = book(bytes)?;
    for sheet in sheets {
        match head(&sheet, heads) {
            Some(at) if found.is_none() => found = Some((at, sheet)),
            _ if sheet.rows.is_empty() => {}
            _ => others.push(Doubt::of_file(DoubtKind::SheetUnread, &sheet.name)),
        }
    }
    let (at, sheet) = found.ok_or(PracticeFileError::NoTitles)?;
    rows.doubts = others;
    let beyond = beyond.iter().chain(&sheet.beyond);
    rows.doubts
        .extend(beyond.map(|it| Doubt::of_file(DoubtKind::Beyond, it)));
    let above = sheet.rows.iter().take(at);
    rows.doubts.extend(above.map(|row| {
        let words: Vec<_> = row.cells.iter().map(|(_, cell)| cell.words()).collect();
        Doubt::at(row.at, None, DoubtKind::Unread, &words.join(" "))
    }));
    let mut below = sheet.rows.into_iter().skip(at);
    let Some(head) = below.next() else {
        return Err(PracticeFileError::NoTitles);
    };
    let mut headed: BTreeSet<u32> = head.cells.iter().map(|(at, _)| *at).collect();
    let columns = columns(head, heads, &mut rows.doubts);
    let below: Vec<_> = below.collect();
    for row in &below {
        for (column, cell) in &row.cells {
            // Once a column.
            if headed.insert(*column) {
                let found = format!("{}{}: {}", address(*column), row.at, cell.words());
                let doubt = Doubt::of_file(DoubtKind::Unread, &found);
                rows.doubts.push(doubt);
            }
        }
    }
    let below = below.into_iter();
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
        let words = cell.words();
        match heads.column(words) {
            Some(column) if columns.values().all(|it| *it != column) => {
                columns.insert(at, column);
            }
            _ => doubts.push(Doubt::of_file(DoubtKind::Unread, words)),
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
            Cell::Date(number) => {
                doubts.push(Doubt::at(at, column, DoubtKind::Date, &number));
                number
            }
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
            Column::Themes => {
                // One more than is read, so that this is told.
                let themes = lines().take(LINES + 1);
                practice.themes = themes.map(str::to_owned).collect();
            }
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
                if let Some(beyond) = lines().nth(LINES) {
                    doubts.push(Doubt::at(at, column, DoubtKind::Beyond, beyond));
                }
                for line in lines().take(LINES) {
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
