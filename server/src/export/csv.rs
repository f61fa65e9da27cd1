//! The sheets as CSV, one file each, in a zip: UTF-8 with the mark by which Excel knows it, lines ended as RFC 4180 says, and nothing that a
//! spreadsheet would run.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::ExportError;
use super::package::package;
use super::sheets::{Cell, Sheet};
use super::wording::{balanced, clean};

/// The zip.
pub fn csv(sheets: &[Sheet]) -> Result<Vec<u8>, ExportError> {
    let mut files = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        files.push((format!("{}.csv", sheet.kind), file(sheet)?));
    }
    package(
        files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.clone())),
        false,
    )
}

fn file(sheet: &Sheet) -> Result<Vec<u8>, ExportError> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::NonNumeric)
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(&sheet.head)?;
    for row in &sheet.rows {
        let cell = |cell: &Cell| match cell {
            Cell::Text(text) => guarded(text),
            Cell::Lines(lines) => {
                let lines = lines.iter().map(|line| guarded(line));
                lines.collect::<Vec<_>>().join("\n")
            }
            Cell::Number(count) => count.to_string(),
            Cell::Empty => String::new(),
        };
        writer.write_record(row.iter().map(cell))?;
    }
    writer
        .into_inner()
        .map_err(|error| error.into_error().into())
}

/// Words that no spreadsheet takes for a formula: with an apostrophe before a sign that begins one. That is at the start, after whatever
/// nobody sees, and where a program that takes semicolons or tabs for commas would begin a cell.
fn guarded(text: &str) -> String {
    let text = balanced(&clean(text)).replace('\t', " ");
    let mut out = String::with_capacity(text.len() + 1);
    let mut begins = true;
    for c in text.chars() {
        let is_formula = matches!(c, '=' | '+' | '-' | '@' | '|' | '%')
            || matches!(
                c,
                '＝' | '＋' | '－' | '＠' | '−' | '﹢' | '﹣' | '﹦' | '﹫'
            );
        if begins && is_formula {
            out.push('\'');
        }
        begins = match c {
            ';' => true,
            _ => begins && (c == '"' || c.is_whitespace() || is_unseen(c)),
        };
        out.push(c);
    }
    out
}

/// Marks and joiners without a shape.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn nothing_begins_a_formula() {
        for (text, want) in [
            ("=1+1", "'=1+1"),
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            (" \t\r\n@SUM(A1)", "    '@SUM(A1)"),
            ("＝1", "'＝1"),
            ("\u{200b}\u{feff}+1", "\u{200b}\u{feff}'+1"),
            ("-2", "'-2"),
            ("x;=1+1", "x;'=1+1"),
            ("x\"; \"=1", "x\"; \"'=1"),
            ("a-b = c", "a-b = c"),
            ("well-known", "well-known"),
        ] {
            assert_eq!(guarded(text), want, "{text:?}");
        }
    }
}
