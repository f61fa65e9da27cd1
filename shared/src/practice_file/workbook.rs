//! The words in a workbook's sheets. The archive is unpacked as Word files are, with the same suspicion; a reader of all that workbooks
//! can be (`calamine`, say) would believe the sizes that a file states, and bring its own archive and XML.

use super::doubt::PracticeFileError;
use crate::concept_note::DocxError;
use crate::concept_note::docx::markup::{Element, Markup, Token};
use crate::concept_note::docx::package::Package;
use crate::limits;
use std::collections::BTreeMap;

/// Sheets that are looked at.
const SHEETS: usize = 50;
/// Columns of one.
const COLUMNS: u32 = 200;
/// Rows of one that are not empty.
const ROWS: usize = limits::PRACTICES + 50;
/// Strings that cells refer to.
const STRINGS: usize = 200_000;
/// Bytes of all words in the cells that are read: one shared string may stand in many.
const WORDS: usize = 8_000_000;

/// A sheet.
pub(super) struct Sheet {
    /// What it is called.
    pub name: String,
    /// Its rows that are not empty.
    pub rows: Vec<SheetRow>,
}

/// A row.
pub(super) struct SheetRow {
    /// Its number, from 1.
    pub at: u32,
    /// Its cells that are not empty, with the number of their column, from 0.
    pub cells: Vec<(u32, Cell)>,
}

/// What stands in a cell.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Words, or a number as it is kept.
    Words(String),
    /// A formula, which is not read.
    Formula(String),
}

impl From<DocxError> for PracticeFileError {
    fn from(error: DocxError) -> Self {
        match error {
            DocxError::NotZip => Self::NeitherOf,
            DocxError::OldOrEncrypted | DocxError::Encrypted => Self::OldOrEncrypted,
            DocxError::TooLarge => Self::TooLarge,
            DocxError::TooLargeInside | DocxError::TooManyEntries => Self::TooLargeInside,
            DocxError::Doctype | DocxError::TooDeep => Self::Unsafe,
            DocxError::NoDocument | DocxError::BrokenXml | DocxError::Damaged => Self::Damaged,
        }
    }
}

/// The sheets, in their order.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, PracticeFileError> {
    let mut package = Package::open(bytes)?;
    let Some(book) = package.part("xl/workbook.xml")? else {
        return Err(PracticeFileError::NeitherOf);
    };
    let links = package.part("xl/_rels/workbook.xml.rels")?;
    let links = targets(&links.unwrap_or_default())?;
    let shared = package.part("xl/sharedStrings.xml")?;
    let shared = strings(&shared.unwrap_or_default())?;
    let mut budget = WORDS;
    let mut sheets = Vec::new();
    for (name, id) in named(&book)? {
        let Some(part) = links.get(&id) else {
            continue;
        };
        let Some(sheet) = package.part(part)? else {
            return Err(PracticeFileError::Damaged);
        };
        let rows = rows(&sheet, &shared, &mut budget)?;
        sheets.push(Sheet { name, rows });
    }
    Ok(sheets)
}

/// What the sheets are called, and by which ids their parts are found.
fn named(book: &str) -> Result<Vec<(String, String)>, PracticeFileError> {
    let mut markup = Markup::new(book);
    let mut found = Vec::new();
    while let Some(token) = markup.next()? {
        let Token::Open(element) = token else {
            continue;
        };
        if element.name() == "sheet" && found.len() < SHEETS {
            let name = element.attribute("name").unwrap_or_default();
            found.extend(element.attribute("id").map(|id| (name, id)));
        }
    }
    Ok(found)
}

/// The parts that links lead to, by their ids. What leads out of the file is not followed.
fn targets(links: &str) -> Result<BTreeMap<String, String>, PracticeFileError> {
    let mut markup = Markup::new(links);
    let mut found = BTreeMap::new();
    while let Some(token) = markup.next()? {
        let Token::Open(element) = token else {
            continue;
        };
        if element.name() != "Relationship" || element.attribute("TargetMode").is_some() {
            continue;
        }
        if let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target")) {
            let part = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("xl/{target}"),
            };
            found.insert(id, part);
        }
    }
    Ok(found)
}

/// The strings that cells refer to by number.
fn strings(part: &str) -> Result<Vec<String>, PracticeFileError> {
    let mut markup = Markup::new(part);
    let mut found = Vec::new();
    while let Some(token) = markup.next()? {
        if let Token::Open(element) = token
            && element.name() == "si"
        {
            found.push(rich(&mut markup)?);
            if found.len() > STRINGS {
                return Err(PracticeFileError::TooLargeInside);
            }
        }
    }
    Ok(found)
}

/// The words up to the end of the element that has just been opened, without how they are read aloud.
fn rich(markup: &mut Markup<'_>) -> Result<String, PracticeFileError> {
    let (mut words, mut depth, mut in_words) = (String::new(), 1_usize, false);
    while depth > 0 {
        match markup.next()? {
            Some(Token::Open(element)) if element.name() == "rPh" => markup.skip()?,
            Some(Token::Open(element)) => {
                in_words = element.name() == "t";
                depth += 1;
            }
            Some(Token::Close(_)) => {
                in_words = false;
                depth -= 1;
            }
            Some(Token::Text(text)) if in_words => words.push_str(&text),
            Some(Token::Text(_)) => {}
            None => return Err(PracticeFileError::Damaged),
        }
    }
    Ok(unescaped(&words))
}

fn rows(
    part: &str,
    shared: &[String],
    budget: &mut usize,
) -> Result<Vec<SheetRow>, PracticeFileError> {
    let mut markup = Markup::new(part);
    let (mut rows, mut at): (Vec<SheetRow>, u32) = (Vec::new(), 0);
    while let Some(token) = markup.next()? {
        let Token::Open(element) = token else {
            continue;
        };
        match element.name() {
            "row" => {
                let number = element.attribute("r").and_then(|it| it.parse().ok());
                at = number.unwrap_or_else(|| at.saturating_add(1));
            }
            "c" => {
                let column = element.attribute("r").as_deref().and_then(column);
                let Some(cell) = cell(&mut markup, &element, shared)? else {
                    continue;
                };
                let (Cell::Words(words) | Cell::Formula(words)) = &cell;
                *budget = budget
                    .checked_sub(words.len())
                    .ok_or(PracticeFileError::TooLargeInside)?;
                if rows.last().is_none_or(|row| row.at != at) {
                    if rows.len() == ROWS {
                        let most = limits::PRACTICES;
                        return Err(PracticeFileError::TooMany { most });
                    }
                    rows.push(SheetRow {
                        at,
                        cells: Vec::new(),
                    });
                }
                if let Some(row) = rows.last_mut() {
                    let next = row.cells.last().map_or(0, |(last, _)| last + 1);
                    let column = column.unwrap_or(next);
                    if column < COLUMNS {
                        row.cells.push((column, cell));
                    }
                }
            }
            _ => {}
        }
    }
    Ok(rows)
}

/// The number of a column in a cell's address, from 0: `B7` is in 1.
fn column(address: &str) -> Option<u32> {
    let letters = address.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.take(4).fold(0_u32, |number, letter| {
        number * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    number.checked_sub(1)
}

/// What stands in the cell that has just been opened; nothing if it is empty.
fn cell(
    markup: &mut Markup<'_>,
    element: &Element<'_>,
    shared: &[String],
) -> Result<Option<Cell>, PracticeFileError> {
    let kind = element.attribute("t").unwrap_or_default();
    let (mut value, mut words, mut formula) = (String::new(), None, None);
    let (mut depth, mut within) = (1_usize, "");
    while depth > 0 {
        match markup.next()? {
            Some(Token::Open(inner)) => {
                within = match inner.name() {
                    "is" => {
                        words = Some(rich(markup)?);
                        continue;
                    }
                    "v" => "v",
                    "f" => {
                        formula = Some(String::new());
                        "f"
                    }
                    _ => "",
                };
                depth += 1;
            }
            Some(Token::Close(_)) => {
                within = "";
                depth -= 1;
            }
            Some(Token::Text(text)) => match (within, &mut formula) {
                ("v", _) => value.push_str(&text),
                ("f", Some(formula)) => formula.push_str(&text),
                _ => {}
            },
            None => return Err(PracticeFileError::Damaged),
        }
    }
    if let Some(formula) = formula {
        return Ok(Some(Cell::Formula(formula)));
    }
    let words = match (kind.as_str(), words) {
        (_, Some(words)) => words,
        ("s", None) => {
            let nth: Option<usize> = value.trim().parse().ok();
            let found = nth.and_then(|nth| shared.get(nth));
            // A number without a string is a damaged file, not an empty cell.
            found.ok_or(PracticeFileError::Damaged)?.clone()
        }
        // An error, such as #REF!, is no words.
        ("e", None) => return Ok(Some(Cell::Formula(value))),
        _ => unescaped(&value),
    };
    Ok((!words.trim().is_empty()).then_some(Cell::Words(words)))
}

/// Characters that XML cannot hold are written as `_x000D_` in workbooks.
fn unescaped(text: &str) -> String {
    if !text.contains("_x") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let code = rest
            .get(at + 2..at + 6)
            .filter(|it| it.bytes().all(|b| b.is_ascii_hexdigit()));
        let code = code.filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let letter = code.and_then(|it| char::from_u32(u32::from_str_radix(it, 16).ok()?));
        if let Some(letter) = letter {
            out.push(letter);
            rest = &rest[at + 7..];
        } else {
            out.push_str("_x");
            rest = &rest[at + 2..];
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_escapes_are_read() {
        let columns = ["A1", "Z9", "AA3", "xfd1", "7", ""].map(column);
        assert_eq!(
            columns,
            [Some(0), Some(25), Some(26), Some(16_383), None, None]
        );
        for (text, words) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x0041_", "_x0041_"),
            ("_x00ZZ_ _x0041 _x", "_x00ZZ_ _x0041 _x"),
            ("_xD800_ ü_x0041_", "_xD800_ üA"),
        ] {
            assert_eq!(unescaped(text), words);
        }
    }
}
