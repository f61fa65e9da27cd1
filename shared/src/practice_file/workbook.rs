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

/// Bytes that a cell costs beside its words, and each of its lines: what is made of them is larger than they are.
const CELL: usize = 32;

/// What is read of a workbook.
pub(super) struct Book {
    /// The sheets, in their order.
    pub sheets: Vec<Sheet>,
    /// The first sheet that is one too many.
    pub beyond: Option<String>,
}

/// A sheet.
pub(super) struct Sheet {
    /// What it is called.
    pub name: String,
    /// Its rows that are not empty.
    pub rows: Vec<SheetRow>,
    /// The first cell that is in a column too many, with its words.
    pub beyond: Option<String>,
}

/// A row.
pub(super) struct SheetRow {
    /// Its number, from 1.
    pub at: u32,
    /// Its cells that are not empty, with the number of their column, from 0; one for a column.
    pub cells: Vec<(u32, Cell)>,
}

/// What stands in a cell.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Words, or a number as it is kept.
    Words(String),
    /// A number that is shown as a date, as it is kept.
    Date(String),
    /// A formula, which is not read.
    Formula(String),
}

impl Cell {
    /// What is written in it.
    pub(super) fn words(&self) -> &str {
        let (Self::Words(words) | Self::Date(words) | Self::Formula(words)) = self;
        words
    }
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

/// What is in the sheets.
pub(super) fn book(bytes: &[u8]) -> Result<Book, PracticeFileError> {
    let mut package = Package::open(bytes)?;
    let Some(book) = package.part("xl/workbook.xml")? else {
        return Err(PracticeFileError::NeitherOf);
    };
    let links = package.part("xl/_rels/workbook.xml.rels")?;
    let links = targets(&links.unwrap_or_default())?;
    let shared = package.part("xl/sharedStrings.xml")?;
    let known = Known {
        strings: strings(&shared.unwrap_or_default())?,
        dates: dates(&package.part("xl/styles.xml")?.unwrap_or_default())?,
    };
    let mut budget = WORDS;
    let mut sheets = Vec::new();
    let (named, beyond) = named(&book)?;
    for (name, id) in named {
        let Some(part) = links.get(&id) else {
            continue;
        };
        let Some(sheet) = package.part(part)? else {
            return Err(PracticeFileError::Damaged);
        };
        sheets.push(sheet_of(name, &sheet, &known, &mut budget)?);
    }
    Ok(Book { sheets, beyond })
}

/// What cells refer to by number.
struct Known {
    strings: Vec<String>,
    /// Whether a style shows a number as a date.
    dates: Vec<bool>,
}

/// What sheets are called, and by which ids their parts are found.
type Named = Vec<(String, String)>;

/// Those that are read, and the first one that is not.
fn named(book: &str) -> Result<(Named, Option<String>), PracticeFileError> {
    let mut markup = Markup::new(book);
    let (mut found, mut beyond) = (Vec::new(), None);
    while let Some(token) = markup.next()? {
        let Token::Open(element) = token else {
            continue;
        };
        if element.name() == "sheet" {
            let name = element.attribute("name").unwrap_or_default();
            if found.len() < SHEETS {
                found.extend(element.attribute("id").map(|id| (name, id)));
            } else if beyond.is_none() {
                beyond = Some(name);
            }
        }
    }
    Ok((found, beyond))
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

fn sheet_of(
    name: String,
    part: &str,
    known: &Known,
    budget: &mut usize,
) -> Result<Sheet, PracticeFileError> {
    let mut markup = Markup::new(part);
    let (mut rows, mut at): (Vec<SheetRow>, u32) = (Vec::new(), 0);
    let mut beyond = None;
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
                let Some(cell) = cell(&mut markup, &element, known)? else {
                    continue;
                };
                let words = cell.words();
                let ends = words.bytes().filter(|byte| *byte == b'\n').count();
                *budget = budget
                    .checked_sub(words.len() + CELL * (ends + 1))
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
                    if column >= COLUMNS {
                        beyond.get_or_insert_with(|| {
                            format!("{}{at}: {}", address(column), cell.words())
                        });
                    } else if row.cells.iter().all(|(taken, _)| *taken != column) {
                        row.cells.push((column, cell));
                    }
                }
            }
            _ => {}
        }
    }
    Ok(Sheet { name, rows, beyond })
}

/// The styles of cells, by their numbers: whether they show a number as a date or a time.
fn dates(part: &str) -> Result<Vec<bool>, PracticeFileError> {
    let mut markup = Markup::new(part);
    let (mut own, mut dates, mut in_cells) = (BTreeMap::new(), Vec::new(), false);
    while let Some(token) = markup.next()? {
        let element = match token {
            Token::Open(element) => element,
            Token::Close(name) => {
                in_cells &= name != "cellXfs";
                continue;
            }
            Token::Text(_) => continue,
        };
        let format = || -> Option<u32> { element.attribute("numFmtId")?.parse().ok() };
        match element.name() {
            "cellXfs" => in_cells = true,
            "numFmt" => {
                let code = element.attribute("formatCode").unwrap_or_default();
                own.extend(format().map(|id| (id, is_date(&code))));
            }
            "xf" if in_cells => {
                let is_date = format().is_some_and(|id| {
                    let usual = matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58);
                    own.get(&id).copied().unwrap_or(usual)
                });
                dates.push(is_date);
            }
            _ => {}
        }
    }
    Ok(dates)
}

/// Whether a format shows parts of a date or of a time, beside words of its own.
fn is_date(code: &str) -> bool {
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => drop(letters.find(|it| *it == '"')),
            '[' => drop(letters.find(|it| *it == ']')),
            '\\' | '_' | '*' => drop(letters.next()),
            _ if "dmyhsDMYHS".contains(letter) => return true,
            _ => {}
        }
    }
    false
}

/// The letters of a column in a cell's address: 1 is in `B`.
pub(super) fn address(column: u32) -> String {
    let before = column.checked_sub(26).map(|it| address(it / 26));
    let letter = char::from_u32(u32::from('A') + column % 26);
    before.unwrap_or_default() + &letter.map(String::from).unwrap_or_default()
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
    known: &Known,
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
            let found = nth.and_then(|nth| known.strings.get(nth));
            // A number without a string is a damaged file, not an empty cell.
            found.ok_or(PracticeFileError::Damaged)?.clone()
        }
        // An error, such as #REF!, is no words.
        ("e", None) => return Ok(Some(Cell::Formula(value))),
        ("" | "n", None) if !value.trim().is_empty() => {
            let style = element.attribute("s").and_then(|it| it.parse().ok());
            let is_date = style.and_then(|style: usize| known.dates.get(style));
            if is_date == Some(&true) {
                return Ok(Some(Cell::Date(value)));
            }
            value
        }
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
        assert_eq!(
            [0, 25, 26, 701, 702].map(address),
            ["A", "Z", "AA", "ZZ", "AAA"]
        );
        for (code, is) in [
            ("yyyy\\-mm\\-dd", true),
            ("[$-409]d mmm", true),
            ("General", false),
            ("#,##0 \"days\"_d[Red]", false),
        ] {
            assert_eq!(is_date(code), is, "{code}");
        }
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
