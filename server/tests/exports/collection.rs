//! Practices that are taken along, and brought in again.

use crate::said::{file, outcomes};
use crate::unpacked::parts;
use rust_xlsxwriter::{Format as Shown, Formula, Workbook};
use server::export::Format;
use shared::limits;
use shared::outcome::Outcome;
use shared::practice_file::{
    Column, DoubtKind, FiledPractice, Heads, PracticeFile, PracticeFileError, Rows, as_lines, read,
};
use shared::words::AllWords;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn collections() -> Vec<Outcome> {
    let mut outcomes = outcomes();
    for outcome in &mut outcomes {
        outcome.practices_only = true;
    }
    outcomes
}

fn looked_at(bytes: &[u8]) -> Result<Rows, PracticeFileError> {
    read(bytes, &Heads::of(&AllWords::read()))
}

fn practices(rows: Rows) -> Vec<FiledPractice> {
    rows.rows.into_iter().map(|row| row.practice).collect()
}

#[test]
fn as_data_they_come_back_as_they_were() {
    let outcomes = collections();
    let bytes = file(Format::Json, &outcomes);
    let rows = looked_at(&bytes).unwrap();
    assert_eq!(rows.title, outcomes[0].title);
    assert_eq!(practices(rows), PracticeFile::of(&outcomes).practices);
    // An outcome will do, too.
    let whole = crate::said::outcomes();
    let rows = looked_at(&file(Format::Json, &whole)).unwrap();
    let mut were = PracticeFile::of(&whole).practices;
    for practice in &mut were {
        // Told, and not read.
        practice.table.clear();
        practice.endorsed_by.clear();
    }
    assert_eq!(practices(rows), were);
}

/// Each of these words stands in the file once, and would stand in every practice.
#[test]
fn an_outcome_does_not_grow_when_it_is_read() {
    let mut outcome = outcomes().remove(0);
    let first = outcome.practices[0].clone();
    let asked = outcome.questions[0].id.clone();
    let long = "x".repeat(300_000);
    outcome.table_name.clone_from(&long);
    outcome.questions[0].text.clone_from(&long);
    for delegation in &mut outcome.delegations {
        delegation.name.clone_from(&long);
    }
    outcome.practices = vec![first; limits::PRACTICES];
    for practice in &mut outcome.practices {
        practice.card.question = Some(asked.clone());
        practice.endorsed_by = vec![practice.delegation.clone(); 100];
    }
    let rows = looked_at(&serde_json::to_vec(&outcome).unwrap()).unwrap();
    for practice in practices(rows) {
        let repeated = [practice.brought_by, practice.question, practice.table];
        let lengths = repeated.map(|it| it.len());
        assert_eq!(lengths, [limits::NAME + 1, limits::REMARK + 1, 0]);
        assert!(practice.endorsed_by.is_empty());
    }
    outcome.practices.push(outcome.practices[0].clone());
    let many = looked_at(&serde_json::to_vec(&outcome).unwrap()).map(|_| ());
    let most = limits::PRACTICES;
    assert_eq!(many, Err(PracticeFileError::TooMany { most }));
}

#[test]
fn as_a_workbook_they_come_back_with_all_their_words() {
    let outcomes = collections();
    let rows = looked_at(&file(Format::Xlsx, &outcomes)).unwrap();
    let told: Vec<_> = rows.doubts.iter().map(|it| it.what).collect();
    assert_eq!(told, [DoubtKind::Unread; 4], "what is told and not read");
    let (came, were) = (practices(rows), PracticeFile::of(&outcomes).practices);
    assert!(came.len() > 2 && came.len() == were.len());
    for (came, were) in came.iter().zip(&were) {
        let facts = |it: &FiledPractice| {
            let it = it.clone();
            let texts = [
                it.title,
                it.brought_by,
                it.place_and_time,
                it.question,
                it.own_theme,
                it.validated_by,
                it.contact,
            ];
            (texts, it.kind, it.themes, it.evidence)
        };
        assert_eq!(facts(came), facts(were));
        let words = |it: &FiledPractice| {
            let fields = it.fields.iter();
            fields
                .map(|(field, blocks)| (*field, as_lines(blocks)))
                .collect::<Vec<_>>()
        };
        assert_eq!(words(came), words(were));
    }
}

#[test]
fn the_booklet_tells_the_practices_and_nothing_else() {
    let outcomes = collections();
    let text = String::from_utf8(file(Format::Md, &outcomes)).unwrap();
    let practice = &outcomes[0].practices[0];
    assert!(text.contains(&practice.card.title), "{text}");
    for asked in &outcomes[0].questions {
        assert!(!text.contains(&format!("## {}", asked.text)), "{text}");
    }
    for format in [Format::Docx, Format::Odt, Format::Html, Format::Csv] {
        assert!(!file(format, &outcomes).is_empty());
    }
    let csv = parts(&file(Format::Csv, &outcomes));
    assert_eq!(csv.keys().collect::<Vec<_>>(), ["practices.csv"]);
}

/// A workbook as somebody makes it: a title above, a column of their own, words of theirs.
#[test]
fn a_workbook_of_ones_own_is_read_and_what_is_not_is_told() {
    let mut book = Workbook::new();
    book.add_worksheet()
        .set_name("Notes")
        .unwrap()
        .write_string(0, 0, "Ask Ana")
        .unwrap();
    let page = book.add_worksheet();
    page.write_string(0, 0, "Practices of last year").unwrap();
    for (column, head) in (0_u16..).zip([
        "TITLE ",
        "Theme",
        "Budget",
        "Kind",
        "What was done",
        "results",
        "Contact or link",
    ]) {
        page.write_string(2, column, head).unwrap();
    }
    let cells = [
        "Hot\u{202e}line",
        "Sea\nAir",
        "7",
        "story",
        "- one\n- two",
        "=1+1",
        "a@b.int",
    ];
    for (column, words) in (0_u16..).zip(cells) {
        page.write_string(3, column, words).unwrap();
    }
    page.write_formula(
        4,
        0,
        Formula::new("=HYPERLINK(\"http://a.int\",\"x\")").set_result("x"),
    )
    .unwrap();
    page.write_string(4, 4, "Done.").unwrap();
    let rows = looked_at(&book.save_to_buffer().unwrap()).unwrap();
    let preview = rows.fitted(None);
    let coming = &preview.coming[..];
    assert_eq!((coming.len(), coming[0].row), (1, 4));
    assert_eq!(
        (coming[0].card.title.as_str(), coming[0].card.theme.as_str()),
        ("Hotline", "Sea")
    );
    let lines: Vec<_> = coming[0].fields.values().map(|it| as_lines(it)).collect();
    assert_eq!(
        lines,
        [vec!["• one", "• two"], vec!["=1+1"]],
        "words stay words"
    );
    let told: Vec<_> = preview
        .doubts
        .iter()
        .map(|it| (it.row, it.column, it.what))
        .collect();
    for doubt in [
        (None, None, DoubtKind::SheetUnread),
        (None, None, DoubtKind::Unread),
        (Some(1), None, DoubtKind::Unread),
        (Some(4), Some(Column::Title), DoubtKind::Invisible),
        (Some(4), Some(Column::Kind), DoubtKind::Kind),
        (Some(4), Some(Column::Themes), DoubtKind::Theme),
        (Some(5), Some(Column::Title), DoubtKind::Formula),
        (Some(5), Some(Column::Title), DoubtKind::Untitled),
    ] {
        assert!(told.contains(&doubt), "{doubt:?} is not told: {told:?}");
    }
}

#[test]
fn what_stands_where_nothing_is_read_is_told() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    let date = Shown::new().set_num_format("d mmm yyyy");
    page.write_string(0, 0, "Title").unwrap();
    page.write_string(0, 1, "Where, and since when").unwrap();
    for (row, words) in [(1, "Hotline"), (2, "Referral desk")] {
        page.write_string(row, 0, words).unwrap();
        page.write_string(row, 3, format!("Note on {words}"))
            .unwrap();
        page.write_string(row, 250, format!("Far from {words}"))
            .unwrap();
    }
    page.write_number_with_format(1, 1, 45_123, &date).unwrap();
    page.write_number(2, 1, 2021).unwrap();
    for _ in 0..50 {
        book.add_worksheet();
    }
    let rows = looked_at(&book.save_to_buffer().unwrap()).unwrap();
    let told: Vec<_> = rows
        .doubts
        .iter()
        .map(|it| (it.row, it.what, it.text.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (None, DoubtKind::Beyond, "Sheet51"),
            (None, DoubtKind::Beyond, "IQ2: Far from Hotline"),
            (None, DoubtKind::Unread, "D2: Note on Hotline"),
            (Some(2), DoubtKind::Date, "45123"),
        ]
    );
}

/// A workbook of these parts, beside what every one has.
fn packed(sheet: &str, strings: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let book =
        "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
    let links =
        "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    for (name, part) in [
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", links),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn sheet(rows: &str) -> String {
    let head = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Title</t></is></c></row>";
    format!("<worksheet><sheetData>{head}{rows}</sheetData></worksheet>")
}

fn refused(sheet: &str, strings: &str) -> &'static str {
    match looked_at(&packed(sheet, strings)) {
        Ok(rows) => panic!("{} rows were read", rows.rows.len()),
        Err(error) => error.code(),
    }
}

#[test]
fn files_that_mean_ill_are_refused() {
    let strings = "<sst><si><t>x</t></si></sst>";
    let row = |cell: &str| sheet(&format!("<row>{cell}</row>"));
    let one = row("<c t=\"s\"><v>0</v></c>");
    assert_eq!(looked_at(&packed(&one, strings)).unwrap().rows.len(), 1);
    let many = sheet(&"<row><c t=\"s\"><v>0</v></c></row>".repeat(100_000));
    let long = "x".repeat(30_000);
    let blown = format!("<sst><si><t>{long}</t></si></sst>");
    let again = sheet(&"<row><c t=\"s\"><v>0</v></c></row>".repeat(400));
    let entity =
        "<!DOCTYPE sst [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><sst><si><t>&x;</t></si></sst>";
    let laughs = "<!DOCTYPE s [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><sst/>";
    let deep = format!("<sst>{}</sst>", "<si>".repeat(5_000));
    for (sheet, strings, code) in [
        (many.as_str(), strings, "too-many"),
        (again.as_str(), blown.as_str(), "too-large-inside"),
        (one.as_str(), entity, "unsafe"),
        (one.as_str(), laughs, "unsafe"),
        (one.as_str(), deep.as_str(), "unsafe"),
        (&row("<c t=\"s\"><v>7</v></c>"), strings, "damaged"),
        (&row("<c t=\"s\"><v>-1</v></c>"), strings, "damaged"),
        ("<worksheet><sheetData><row>", strings, "damaged"),
        ("<worksheet/>", strings, "no-titles"),
        (&sheet(""), strings, "empty"),
    ] {
        assert_eq!(refused(sheet, strings), code);
    }
    // Packed a thousand times smaller than it is.
    let bomb = format!("<sst><si><t>{}</t></si></sst>", " ".repeat(60_000_000));
    assert_eq!(refused(&one, &bomb), "too-large-inside");
    for (bytes, code) in [
        (&b"%PDF-1.7"[..], "neither-of"),
        (b"Title;Done\n", "neither-of"),
        (b"PK\x03\x04", "neither-of"),
        (
            &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
            "old-or-encrypted",
        ),
        (b"", "neither-of"),
    ] {
        assert_eq!(looked_at(bytes).map(|_| ()).unwrap_err().code(), code);
    }
    let docx = file(Format::Docx, &outcomes());
    assert_eq!(
        looked_at(&docx).map(|_| ()),
        Err(PracticeFileError::NeitherOf)
    );
}

#[test]
fn what_is_made_of_a_cell_is_bounded() {
    let strings = |lines: usize| format!("<sst><si><t>{}</t></si></sst>", "a\n".repeat(lines));
    let heads = "<row r=\"2\"><c t=\"inlineStr\"><is><t>x</t></is></c>\
        <c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>0</v></c></row>";
    let sheet = |more: &str| {
        let head = |at: &str, words: &str| {
            format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{words}</t></is></c>")
        };
        let [title, themes, evidence] = [("A1", "title"), ("B1", "themes"), ("C1", "evidence")]
            .map(|(at, words)| head(at, words));
        format!(
            "<worksheet><sheetData><row r=\"1\">{title}{themes}{evidence}</row>{heads}{more}</sheetData></worksheet>"
        )
    };
    let rows = looked_at(&packed(&sheet(""), &strings(60_000))).unwrap();
    let told = rows.fitted(None).doubts;
    let beyond = told.iter().filter(|it| it.what == DoubtKind::Beyond);
    let columns: Vec<_> = beyond.filter_map(|it| it.column).collect();
    assert_eq!(columns, [Column::Evidence, Column::Themes]);
    assert!(told.len() < 200, "{}", told.len());
    assert_eq!(refused(&sheet(""), &strings(200_000)), "too-large-inside");
    // Of cells with one address, the first; and those without words cost, too.
    let formulas = |many| format!("<row r=\"3\">{}</row>", "<c r=\"B3\"><f/></c>".repeat(many));
    let rows = looked_at(&packed(&sheet(&formulas(1_000)), &strings(1))).unwrap();
    let formulas_told = rows
        .doubts
        .iter()
        .filter(|it| it.what == DoubtKind::Formula);
    assert_eq!(formulas_told.count(), 1);
    assert_eq!(
        refused(&sheet(&formulas(300_000)), &strings(1)),
        "too-large-inside"
    );
    // Fifty doubts in each of many rows: as many as anybody looks at.
    let row = "<row><c t=\"inlineStr\"><is><t>x</t></is></c><c r=\"C2\" t=\"s\"><v>0</v></c></row>";
    let rows = looked_at(&packed(&sheet(&row.repeat(100)), &strings(50))).unwrap();
    let told = rows.fitted(None).doubts;
    assert_eq!(told.len(), 501);
    assert!(told.iter().any(|it| it.what == DoubtKind::More));
}

#[test]
fn whatever_is_damaged_in_a_workbook_is_read_or_refused() {
    let whole = file(Format::Xlsx, &collections());
    for at in (0..whole.len()).step_by(whole.len() / 150 + 1) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        // Neither panics nor hangs.
        drop(looked_at(&bytes));
        drop(looked_at(&whole[..at]));
    }
}
