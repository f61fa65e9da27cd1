//! The sheets as a workbook. Words are written as words, so that none is ever a formula, a number or a link.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};
use shared::words::Words;

use super::ExportError;
use super::sheets::{Cell, Sheet};
use super::wording::{balanced, clean};

/// The most UTF-16 units that a cell holds.
const CELL: usize = 32_767;
/// The widest that a column gets, in letters.
const WIDEST: usize = 60;

/// The workbook.
pub fn xlsx(sheets: &[Sheet], words: &Words) -> Result<Vec<u8>, ExportError> {
    let mut book = Workbook::new();
    // Made when the outcome was, which the first sheet says: the same outcome gives the same bytes.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = words.say("outcome-title");
    book.set_properties(
        &DocProperties::new()
            .set_title(title)
            .set_creation_datetime(&made),
    );
    let rtl = words.say("outcome-dir") == "rtl";
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(&sheet.name)?.set_right_to_left(rtl);
        write(page, sheet)?;
    }
    Ok(book.save_to_buffer()?)
}

fn write(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let number = Format::new().set_align(FormatAlign::Top);
    for (column, name) in (0_u16..).zip(&sheet.head) {
        page.write_string_with_format(0, column, name, &head)?;
        page.set_column_width(column, width(sheet, usize::from(column)))?;
    }
    for (row, cells) in (1_u32..).zip(&sheet.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Text(text) => {
                    page.write_string_with_format(row, column, fitting(text), &words)?;
                }
                Cell::Lines(lines) => {
                    page.write_string_with_format(row, column, fitting_lines(lines), &words)?;
                }
                Cell::Number(count) => {
                    page.write_number_with_format(row, column, *count, &number)?;
                }
                Cell::Empty => {}
            }
        }
    }
    let (last, most) = (sheet.rows.len().try_into(), sheet.head.len().try_into());
    if let (Ok(last), Ok(most)) = (last, most) {
        let most: u16 = most;
        page.autofilter(0, 0, last, most.saturating_sub(1))?;
    }
    page.set_freeze_panes(1, 0)?;
    page.set_repeat_rows(0, 0)?;
    page.set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    Ok(())
}

/// As wide as the longest word or words in it, within reason.
fn width(sheet: &Sheet, column: usize) -> u16 {
    let cells = sheet.rows.iter().filter_map(|row| match row.get(column)? {
        Cell::Text(text) => Some(text.chars().count()),
        Cell::Lines(lines) => lines.iter().map(|line| line.chars().count()).max(),
        Cell::Number(_) | Cell::Empty => None,
    });
    let longest = cells
        .chain(sheet.head.get(column).map(|name| name.chars().count()))
        .max();
    let letters = longest.unwrap_or_default().clamp(8, WIDEST) + 2;
    u16::try_from(letters).unwrap_or(u16::MAX)
}

/// Lines as a cell holds them.
fn fitting_lines(lines: &[String]) -> String {
    let lines = lines.iter().map(|line| balanced(&clean(line)).into_owned());
    cut(lines.collect::<Vec<_>>().join("\n"))
}

/// Words as a cell holds them. What is too long ends in dots; it stands in full in the other files.
fn fitting(text: &str) -> String {
    cut(balanced(&clean(text)).into_owned())
}

fn cut(text: String) -> String {
    if text.len() <= CELL || text.encode_utf16().count() <= CELL {
        return text;
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units < CELL
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_what_it_can() {
        assert_eq!(fitting("=1+1"), "=1+1");
        let long = fitting(&"😀".repeat(20_000));
        assert!(long.ends_with("😀…") && long.encode_utf16().count() <= CELL);
        let full = "x".repeat(CELL);
        assert_eq!(fitting(&full), full);
    }
}
