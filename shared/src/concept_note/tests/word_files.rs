//! Word files with everything in them that is not a plain paragraph.

use super::package::{bold, document, level, listed, p, package, part};
use crate::concept_note::{Doubt, LeftOut, Reading, parse_docx};
use std::collections::HashMap;

fn read(body: &str) -> Reading {
    read_with(body, &[])
}

fn read_with(body: &str, others: &[(&str, &str)]) -> Reading {
    let numbering = part(
        "numbering",
        &format!(
            r#"<w:abstractNum w:abstractNumId="1">{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
               <w:abstractNum w:abstractNumId="2">{}</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>"#,
            level(0, "decimal", "%1."),
            level(0, "bullet", "\u{F0B7}")
        ),
    );
    let document = document(body);
    let mut parts = vec![
        ("word/document.xml", document.as_str()),
        ("word/numbering.xml", numbering.as_str()),
    ];
    parts.extend(others);
    parse_docx(&package(&parts)).unwrap()
}

fn title(text: &str) -> String {
    p(r#"<w:pStyle w:val="Title"/>"#, text)
}

fn heading(text: &str) -> String {
    p(r#"<w:pStyle w:val="Heading1"/>"#, text)
}

fn run(inner: &str) -> String {
    format!("<w:r>{inner}</w:r>")
}

fn words(text: &str) -> String {
    run(&format!(r#"<w:t xml:space="preserve">{text}</w:t>"#))
}

fn sym(font: &str, code: &str) -> String {
    run(&format!(r#"<w:sym w:font="{font}" w:char="{code}"/>"#))
}

fn paragraph(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

/// A table whose cells hold paragraphs, one to a line; `- ` before one makes it an item.
fn table(rows: &[&[&str]]) -> String {
    let line = |line: &str| {
        line.strip_prefix("- ")
            .map_or_else(|| p("", line), |item| listed(2, 0, item))
    };
    let cell = |cell: &&str| {
        format!(
            "<w:tc><w:tcPr/>{}</w:tc>",
            cell.split('\n').map(line).collect::<String>()
        )
    };
    let row = |row: &&[&str]| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
    format!(
        "<w:tbl><w:tblPr/><w:tblGrid/>{}</w:tbl>",
        rows.iter().map(row).collect::<String>()
    )
}

fn asked(reading: &Reading) -> Vec<&str> {
    reading
        .note
        .questions
        .iter()
        .map(|question| question.text.as_str())
        .collect()
}

fn headings(reading: &Reading) -> Vec<&str> {
    reading
        .note
        .background
        .iter()
        .map(|section| section.heading.as_str())
        .collect()
}

fn left_out(reading: &Reading, which: LeftOut) -> String {
    let told = reading.doubts.iter().filter_map(|doubt| match doubt {
        Doubt::LeftOut { what, text } if *what == which => Some(text.as_str()),
        _ => None,
    });
    told.collect::<Vec<_>>().join(" · ")
}

/// A note of a title, some background and what stands under “Guiding questions”.
fn note(background: &str, questions: &str) -> Reading {
    let parts = [
        title("Work at sea"),
        heading("Background"),
        background.to_owned(),
        heading("Guiding questions"),
        questions.to_owned(),
    ];
    read(&parts.concat())
}

/// Every word that is shown in the document is in the note or in what is told about it.
fn nothing_is_lost(source: &str, reading: &Reading) {
    let mut seen: HashMap<String, i64> = HashMap::new();
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect::<Vec<_>>()
    };
    for word in words(&(reading.note.to_text() + &serde_json::to_string(&reading.doubts).unwrap()))
    {
        *seen.entry(word).or_default() += 1;
    }
    for word in words(source) {
        let count = seen.entry(word.clone()).or_default();
        *count -= 1;
        assert!(
            *count >= 0,
            "“{word}” is lost:\n{}\n{:?}",
            reading.note.to_text(),
            reading.doubts
        );
    }
}

#[test]
fn a_table_of_figures_keeps_every_figure() {
    let figures = table(&[
        &["Port", "2024", "2025"],
        &["Harmouth", "7", "12"],
        &["Selkirk Bay", "242", "1,204"],
        &["Ost", "45", ""],
    ]);
    let reading = note(
        &(p("", "Crews by port:") + &figures + &p("", "12")),
        &listed(1, 0, "Why?"),
    );
    let text = &reading.note.background[0].text;
    assert!(
        text.contains(
            "Port | 2024 | 2025\n\nHarmouth | 7 | 12\n\nSelkirk Bay | 242 | 1,204\n\nOst | 45\n\n12"
        ),
        "{text}"
    );
    assert_eq!(reading.doubts, []);
}

#[test]
fn a_number_that_stands_alone_is_no_page_number() {
    for alone in ["12", "Page 2", "3 / 4", "– 5 –", "242"] {
        let reading = note(
            &(p("", "Ships lost:") + &p("", alone)),
            &listed(1, 0, "Why?"),
        );
        assert!(reading.note.background[0].text.ends_with(alone), "{alone}");
    }
}

#[test]
fn times_and_sessions_of_an_agenda_belong_to_no_question() {
    let rows: &[&[&str]] = &[
        &["Time", "Session", "Guiding questions", "Lead"],
        &[
            "09:30 – 11:00",
            "Session 1: Rest",
            "- How long do crews rest?\n- Who checks it?",
            "Harmouth",
        ],
        &["11:00", "Coffee", "", ""],
        &["11:15", "Session 2: Pay", "- What delays pay?", "Ost"],
    ];
    let reading = note(
        &p("", "Crews work long hours."),
        &(table(rows) + &heading("Outcome") + &p("", "A list.")),
    );
    assert_eq!(
        asked(&reading),
        [
            "How long do crews rest?",
            "Who checks it?",
            "What delays pay?"
        ]
    );
    assert_eq!(headings(&reading), ["Background", "Outcome"]);
    let told = left_out(&reading, LeftOut::Table);
    for part in [
        "Time | Session | Guiding questions | Lead",
        "09:30 – 11:00",
        "Harmouth",
        "11:00 | Coffee",
        "11:15",
    ] {
        assert!(told.contains(part), "{told}");
    }
    nothing_is_lost(&rows.concat().join(" "), &reading);
}

#[test]
fn an_agenda_under_a_heading_of_its_own_is_background_with_questions() {
    let rows: &[&[&str]] = &[
        &["Time", "Topic", "Questions"],
        &["9h30", "Rest", "How long do crews rest?"],
        &["14h00", "Pay", "What delays pay? Who answers for it?"],
    ];
    let body = [
        title("Work at sea"),
        heading("Background"),
        p("", "Long hours."),
        heading("Programme"),
        table(rows),
    ];
    let reading = read(&body.concat());
    assert_eq!(headings(&reading), ["Background", "Programme"]);
    assert_eq!(
        asked(&reading),
        [
            "How long do crews rest?",
            "What delays pay? Who answers for it?"
        ]
    );
    nothing_is_lost(&rows.concat().join(" "), &reading);
}

#[test]
fn questions_in_a_matrix_remain_questions() {
    let rows: &[&[&str]] = &[
        &["", "Experience", "Cooperation"],
        &["Rest", "What have you tried?", "Whom did you ask?"],
        &["Pay", "What delays it?", "Who could speed it up?"],
    ];
    let reading = note(&p("", "Long hours."), &table(rows));
    assert_eq!(
        asked(&reading),
        [
            "What have you tried?",
            "Whom did you ask?",
            "What delays it?",
            "Who could speed it up?"
        ]
    );
    nothing_is_lost(&rows.concat().join(" "), &reading);

    let numbered: &[&[&str]] = &[
        &["No.", "Question"],
        &["1", "What have you tried?"],
        &["2", "What delays pay?"],
    ];
    let reading = note(&p("", "Long hours."), &table(numbered));
    assert_eq!(
        asked(&reading),
        ["What have you tried?", "What delays pay?"]
    );
    assert_eq!(reading.note.questions[1].label, "2");
}

#[test]
fn a_form_with_headings_at_its_side_is_read_as_sections() {
    let rows: &[&[&str]] = &[
        &["Date", "3 March 2026"],
        &[
            "Background",
            "Crews work long hours on most routes, and few of them are paid for it within the month in which they worked.",
        ],
        &[
            "Guiding questions",
            "- How long do crews rest?\n- Who checks it?",
        ],
        &["Outcome", "A list of practices."],
    ];
    let reading = read(&(title("Work at sea") + &table(rows)));
    assert_eq!(reading.note.title, "Work at sea");
    assert_eq!(
        asked(&reading),
        ["How long do crews rest?", "Who checks it?"]
    );
    assert!(
        headings(&reading).ends_with(&["Background", "Outcome"]),
        "{:?}",
        headings(&reading)
    );
    nothing_is_lost(&rows.concat().join(" "), &reading);
}

#[test]
fn a_table_in_a_table_and_cells_that_span_lose_nothing() {
    let inner = table(&[&["Ost", "4"], &["Harmouth", "9"]]);
    let outer = format!(
        r#"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc><w:tc>{inner}{}</w:tc></w:tr></w:tbl>"#,
        p("", "Ships and crews"),
        p("", "Ports"),
        p("", "")
    );
    let reading = note(&outer, &listed(1, 0, "Why?"));
    nothing_is_lost("Ships and crews Ports Ost 4 Harmouth 9", &reading);
}

#[test]
fn symbols_are_read_as_what_they_show() {
    let in_font =
        run(r#"<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr><w:t>&#xF0A3;</w:t>"#);
    let field = [
        run(r#"<w:fldChar w:fldCharType="begin"/>"#),
        run(r#"<w:instrText> SYMBOL 177 \f "Symbol" \s 12 </w:instrText>"#),
        run(r#"<w:fldChar w:fldCharType="separate"/>"#),
        run(r#"<w:fldChar w:fldCharType="end"/>"#),
    ];
    let body = [
        words("Should rest last "),
        sym("Symbol", "F0B3"),
        words(" 10 hours and pay come in "),
        in_font,
        words(" 30 days, "),
        field.concat(),
        words(" 5? "),
        sym("Wingdings", "F0FC"),
    ];
    let reading = note(&p("", "Long hours."), &paragraph(&body.concat()));
    assert_eq!(
        asked(&reading),
        ["Should rest last ≥ 10 hours and pay come in ≤ 30 days, ± 5? ✓"]
    );
    assert_eq!(reading.doubts, []);
}

#[test]
fn a_symbol_that_nobody_can_tell_is_doubted() {
    let body =
        paragraph(&(words("Rest lasts ") + &sym("House Signs", "F041") + &words(" 10 hours.")));
    let reading = note(&body, &listed(1, 0, "Why?"));
    let line = "Rest lasts \u{FFFD} 10 hours.".to_owned();
    assert_eq!(reading.note.background[0].text, line);
    assert_eq!(reading.doubts, [Doubt::UnknownSymbol { line }]);
}

#[test]
fn what_only_a_fallback_holds_is_read_and_nothing_twice() {
    let choice = |choice: &str, fallback: &str| {
        run(&format!(
            "<mc:AlternateContent><mc:Choice>{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
        ))
    };
    let box_of = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p("", text));
    let body =
        paragraph(&(words("One ") + &choice("<wps:wsp/>", "<w:t>two</w:t>") + &words(" three.")))
            + &paragraph(&choice(&box_of("In a box."), &box_of("In a box.")))
            + &paragraph(&choice("<wps:wsp/>", &box_of("In an old box.")))
            + &paragraph(&choice("", ""));
    let reading = note(&body, &listed(1, 0, "Why?"));
    assert_eq!(
        reading.note.background[0].text,
        "One two three.\n\nIn a box.\n\nIn an old box."
    );
}

#[test]
fn contents_that_word_made_are_left_out_and_told() {
    let by_style = p(r#"<w:pStyle w:val="TOC1"/>"#, "Background 1")
        + &p(r#"<w:pStyle w:val="TOC2"/>"#, "Why 2");
    let by_control = format!(
        r#"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{}{}</w:sdtContent></w:sdt>"#,
        p("", "Inhalt"),
        p("", "Background 1"),
    );
    let entry = format!(
        r#"<w:hyperlink w:anchor="x">{}{}{}{}{}{}</w:hyperlink>"#,
        words("Background"),
        run("<w:tab/>"),
        run(r#"<w:fldChar w:fldCharType="begin"/>"#),
        run("<w:instrText>PAGEREF x</w:instrText>"),
        run(r#"<w:fldChar w:fldCharType="separate"/>"#),
        words("1") + &run(r#"<w:fldChar w:fldCharType="end"/>"#),
    );
    let by_field = paragraph(
        &[
            run(r#"<w:fldChar w:fldCharType="begin"/>"#),
            run(r#"<w:instrText> TOC \o "1-3" </w:instrText>"#),
            run(r#"<w:fldChar w:fldCharType="separate"/>"#),
            entry,
        ]
        .concat(),
    ) + &p("", "Why 2")
        + &paragraph(&run(r#"<w:fldChar w:fldCharType="end"/>"#));
    for (contents, told) in [
        (
            heading("Contents") + &by_style,
            "Contents · Background 1 · Why 2",
        ),
        (by_control, "Inhalt · Background 1"),
        (
            bold("Table of contents") + &by_field,
            "Table of contents · Background 1 · Why 2",
        ),
    ] {
        let body = [
            title("Work at sea"),
            contents,
            heading("Background"),
            p("", "Long hours."),
            heading("Guiding questions"),
            listed(1, 0, "Why?"),
        ];
        let reading = read(&body.concat());
        assert_eq!(headings(&reading), ["Background"]);
        assert_eq!(reading.note.background[0].text, "Long hours.");
        assert_eq!(asked(&reading), ["Why?"]);
        assert_eq!(left_out(&reading, LeftOut::Contents), told);
    }
}

#[test]
fn a_heading_that_is_only_bold_counts_among_styled_ones() {
    let italic = |text: &str| paragraph(&run(&format!("<w:rPr><w:i/></w:rPr><w:t>{text}</w:t>")));
    let body = [
        title("Work at sea"),
        heading("Context"),
        p("", "Long hours."),
        bold("Questions for discussion"),
        italic("On board"),
        listed(2, 0, "How long do crews rest?"),
        listed(2, 0, "Who checks it?"),
        italic("On land"),
        listed(2, 0, "What delays pay?"),
        heading("Logistics"),
        italic("In three languages."),
    ];
    let reading = read(&body.concat());
    assert_eq!(
        asked(&reading),
        [
            "How long do crews rest?",
            "Who checks it?",
            "What delays pay?"
        ]
    );
    assert_eq!(headings(&reading), ["Context", "Logistics"]);
    nothing_is_lost("On board On land In three languages", &reading);
}

#[test]
fn numbers_typed_by_hand_have_their_sub_points() {
    let tabbed = |tabs: usize, label: &str, text: &str| {
        paragraph(
            &(run(&"<w:tab/>".repeat(tabs)) + &words(label) + &run("<w:tab/>") + &words(text)),
        )
    };
    let indented = |left: u32, text: &str| {
        p(
            &format!(r#"<w:ind w:left="{left}" w:hanging="360"/>"#),
            text,
        )
    };
    let by_tabs = [
        tabbed(0, "i.", "What is needed?"),
        tabbed(1, "a.", "By crews?"),
        tabbed(1, "b.", "By owners?"),
        tabbed(0, "ii.", "Who pays?"),
    ];
    let by_indent = [
        indented(360, "i. What is needed?"),
        indented(1080, "a. By crews?"),
        indented(1080, "b. By owners?"),
        indented(360, "ii. Who pays?"),
    ];
    for list in [by_tabs, by_indent] {
        let reading = note(&p("", "Long hours."), &list.concat());
        let labels: Vec<_> = reading
            .note
            .questions
            .iter()
            .map(|question| question.label.as_str())
            .collect();
        assert_eq!(labels, ["i", "ii"]);
        let parts: Vec<_> = reading.note.questions[0]
            .parts
            .iter()
            .map(|part| part.text.as_str())
            .collect();
        assert_eq!(parts, ["By crews?", "By owners?"]);
    }
}

#[test]
fn what_does_not_read_now_is_not_read() {
    let deleted_end = format!(
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>{}",
        words("Crews "),
        p("", "rest.")
    );
    let body = [
        deleted_end,
        paragraph(&format!(
            "<w:del>{}</w:del><w:ins>{}</w:ins><w:moveFrom>{}</w:moveFrom>",
            run("<w:delText>Old</w:delText>"),
            words("New"),
            words("Gone")
        )),
        paragraph(&format!(
            "{}{}{}",
            words("long"),
            run("<w:softHyphen/>"),
            words("shore, e") + &run("<w:noBreakHyphen/>") + &words("mail.")
        )),
        paragraph(&format!(
            r#"<w:fldSimple w:instr=" REF x ">{}</w:fldSimple>{}"#,
            words("Annex 2"),
            words(" applies.")
        )),
        format!(
            "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
            p("", "Controlled.")
        ),
        format!(
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            p("", "Click here.")
        ),
    ];
    let reading = note(&body.concat(), &listed(1, 0, "Why?"));
    assert_eq!(
        reading.note.background[0].text,
        "Crews rest.\n\nNew\n\nlongshore, e-mail.\n\nAnnex 2 applies.\n\nControlled."
    );
    assert_eq!(left_out(&reading, LeftOut::Hidden), "Click here.");
}

#[test]
fn heads_comments_and_pictures_are_told() {
    let picture =
        run(r#"<w:drawing><wp:docPr id="1" name="Picture 1" descr="Map of ports"/></w:drawing>"#);
    let body = [
        title("Work at sea"),
        heading("Background"),
        paragraph(&(words("Long hours.") + &picture)),
        heading("Guiding questions"),
        listed(1, 0, "Why?"),
    ];
    let reading = read_with(
        &body.concat(),
        &[
            ("word/header1.xml", &part("hdr", &p("", "Draft of May"))),
            ("word/header2.xml", &part("hdr", &p("", "Draft of May"))),
            ("word/footer1.xml", &part("ftr", &p("", "Page 1"))),
            (
                "word/comments.xml",
                &part(
                    "comments",
                    &format!(
                        r#"<w:comment w:id="0">{}</w:comment>"#,
                        p("", "Is this so?")
                    ),
                ),
            ),
        ],
    );
    assert_eq!(reading.note.background[0].text, "Long hours.");
    assert_eq!(
        left_out(&reading, LeftOut::RunningHead),
        "Draft of May · Draft of May · Page 1"
    );
    assert_eq!(left_out(&reading, LeftOut::Comment), "Is this so?");
    assert_eq!(left_out(&reading, LeftOut::Picture), "Map of ports");
}

#[test]
fn what_is_drawn_is_told_by_its_name_and_a_frame_around_text_is_not() {
    let drawing = |inner: &str| run(&format!("<w:drawing>{inner}</w:drawing>"));
    let drawings = [
        drawing(r#"<wp:docPr id="1" name="Chart 2"/><a:graphic><c:chart/></a:graphic>"#),
        drawing(r#"<wp:docPr id="2" name="Logo" descr=" "/><a:graphic><pic:pic/></a:graphic>"#),
        drawing(r#"<wp:docPr id="3" name="Diagram 1"/><a:graphic><dgm:relIds/></a:graphic>"#),
        drawing(r#"<wp:docPr id="4" name="Text Box 1"/><a:graphic><wps:wsp/></a:graphic>"#),
        run(r#"<w:pict><v:shape id="5"><v:imagedata r:id="rId5"/></v:shape></w:pict>"#),
    ];
    let body = [
        title("Work at sea"),
        heading("Background"),
        paragraph(&(words("Long hours.") + &drawings.concat())),
        heading("Guiding questions"),
        listed(1, 0, "Why?"),
    ];
    let reading = read_with(&body.concat(), &[]);
    assert_eq!(
        left_out(&reading, LeftOut::Picture),
        "Chart 2 · Logo · Diagram 1 · –"
    );
}

#[test]
fn symbols_in_footnotes_are_read_and_notes_without_a_mark_are_told() {
    let footnotes = part(
        "footnotes",
        &format!(
            r#"<w:footnote w:type="separator" w:id="0">{}</w:footnote><w:footnote w:id="1">{}</w:footnote><w:footnote w:id="2">{}</w:footnote>"#,
            p("", "sep"),
            paragraph(&(words("At ") + &sym("Symbol", "F0B3") + &words(" 30 knots."))),
            p("", "Never cited."),
        ),
    );
    let body = [
        title("Work at sea"),
        heading("Background"),
        paragraph(&(words("Fast.") + &run(r#"<w:footnoteReference w:id="1"/>"#))),
        heading("Guiding questions"),
        listed(1, 0, "Why?"),
    ];
    let reading = read_with(&body.concat(), &[("word/footnotes.xml", &footnotes)]);
    assert_eq!(reading.note.footnotes[0].text, "At ≥ 30 knots.");
    assert_eq!(left_out(&reading, LeftOut::Note), "Never cited.");
}

#[test]
fn the_kind_of_document_is_no_title() {
    for kind in ["CONCEPT NOTE", "Concept note", "Note conceptuelle"] {
        for cover in [
            [bold(kind), bold("Work at sea")],
            [bold("Work at sea"), bold(kind)],
            [title("Work at sea"), bold(kind)],
        ] {
            let body = [
                cover.concat(),
                bold("Background"),
                p(
                    "",
                    "Crews work long hours on most of the routes, and few of them are paid for all of it.",
                ),
                bold("Guiding questions"),
                listed(1, 0, "Why?"),
                listed(1, 0, "How?"),
            ];
            let reading = read(&body.concat());
            assert_eq!(reading.note.title, "Work at sea");
            assert_eq!(headings(&reading), ["Background"]);
            assert_eq!(asked(&reading), ["Why?", "How?"]);
        }
    }
}
