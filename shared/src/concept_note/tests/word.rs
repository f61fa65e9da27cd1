//! Word files as Word writes them, and as others do.

use super::package::{bold, document, level, listed, p, package, part};
use crate::concept_note::{Doubt, Reading, parse_docx};

fn read(parts: &[(&str, &str)]) -> Reading {
    parse_docx(&package(parts)).unwrap()
}

fn labels(reading: &Reading) -> Vec<&str> {
    reading
        .note
        .questions
        .iter()
        .map(|question| question.label.as_str())
        .collect()
}

#[test]
fn headings_go_by_style_outline_or_bold() {
    let styles = part(
        "styles",
        r#"<w:style w:styleId="Titre"><w:name w:val="Title"/></w:style>
           <w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>
           <w:style w:styleId="Maison"><w:name w:val="House"/><w:basedOn w:val="Titre1"/></w:style>
           <w:style w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>"#,
    );
    let style = |id: &str| format!(r#"<w:pStyle w:val="{id}"/>"#);
    let paragraphs = [
        p(&style("Titre"), "Work in the valleys"),
        p(&style("Titre1"), "Background"),
        p(&style("Loop"), "Words."),
        p(&style("Maison"), "Why it matters"),
        p("", "More words."),
        p(r#"<w:outlineLvl w:val="0"/>"#, "Questions"),
        p(&style("Titre1"), "What do you know?"),
    ];
    let reading = read(&[
        ("word/document.xml", &document(&paragraphs.concat())),
        ("word/styles.xml", &styles),
    ]);
    assert_eq!(reading.note.title, "Work in the valleys");
    let headings: Vec<_> = reading
        .note
        .background
        .iter()
        .map(|section| section.heading.as_str())
        .collect();
    assert_eq!(headings, ["Background", "Why it matters"]);
    assert_eq!(reading.note.questions[0].text, "What do you know?");
    assert_eq!(reading.doubts, []);

    let by_hand = [
        bold("Work in the valleys"),
        bold("Background"),
        p("", "Words."),
        bold("Guiding questions"),
        p("", "1. What?"),
    ];
    let reading = read(&[("word/document.xml", &document(&by_hand.concat()))]);
    assert_eq!(reading.note.title, "Work in the valleys");
    assert_eq!(reading.note.background[0].heading, "Background");
    assert_eq!(labels(&reading), ["1"]);
}

#[test]
fn labels_of_lists_are_counted() {
    let abstracts = format!(
        r#"<w:abstractNum w:abstractNumId="7">{}{}</w:abstractNum><w:abstractNum w:abstractNumId="8">{}</w:abstractNum>"#,
        level(0, "upperRoman", "%1."),
        level(1, "lowerLetter", "%2)"),
        level(0, "decimal", "Question %1:")
    );
    let numbers = r#"<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="8"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>"#;
    let numbering = part("numbering", &(abstracts + numbers));
    let asked = |list: &[String]| {
        let heading = p(r#"<w:outlineLvl w:val="0"/>"#, "Guiding questions");
        let body = p(r#"<w:outlineLvl w:val="0"/>"#, "Background")
            + &p("", "Words.")
            + &heading
            + &list.concat();
        read(&[
            ("word/document.xml", &document(&body)),
            ("word/numbering.xml", &numbering),
        ])
    };
    assert_eq!(
        labels(&asked(&[
            listed(1, 0, "Why?"),
            listed(1, 0, "How?"),
            p("", ""),
            listed(1, 0, "When?")
        ])),
        ["I", "II", "III"]
    );
    assert_eq!(
        labels(&asked(&[
            listed(2, 0, "Why?"),
            listed(2, 0, "How?"),
            listed(3, 0, "When?"),
            listed(3, 0, "Who?")
        ])),
        ["1", "2", "5", "6"]
    );
    assert_eq!(
        labels(&asked(&[listed(9, 0, "Why?"), listed(9, 0, "How?")])),
        ["", ""]
    );

    let nested = asked(&[
        listed(1, 0, "Of data:"),
        listed(1, 1, "Which gaps are there?"),
        listed(1, 1, "Which tools?"),
        listed(1, 0, "How?"),
    ]);
    assert_eq!(labels(&nested), ["I", "II"]);
    let parts: Vec<_> = nested.note.questions[0]
        .parts
        .iter()
        .map(|part| part.name.as_str())
        .collect();
    assert_eq!(parts, ["Gaps", "Tools"]);
}

#[test]
fn only_what_reads_now_is_read() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let body = format!(
        r#"<w:p>{}<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins>{}</w:ins>
           <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>
           <w:r><w:instrText>PAGE 3</w:instrText></w:r>
           <w:r><w:t xml:space="preserve"> &amp; A&#233; &lt;x&gt;</w:t><w:noBreakHyphen/><w:tab/><w:t>end.</w:t></w:r></w:p>
           <w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>
           <w:p><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:txbxContent>{}</w:txbxContent></mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r></w:p>"#,
        run("One "),
        run("two"),
        p("", "Cell one."),
        p("", "Cell two."),
        p("", "In a box."),
        p("", "In a box."),
    );
    let reading = read(&[("word/document.xml", &document(&body))]);
    assert_eq!(
        reading.note.background[0].text,
        "One two & Aé <x>- end.\n\nCell one.\n\nCell two.\n\nIn a box."
    );
}

#[test]
fn notes_are_attached_by_their_marks() {
    let refers = |kind: &str, id: u8, more: &str| {
        format!(r#"<w:r><w:{kind}Reference w:id="{id}" {more}/></w:r>"#)
    };
    let body = format!(
        r#"<w:p><w:r><w:t>One.</w:t></w:r>{}<w:r><w:t> Two.</w:t></w:r><w:r><w:footnoteReference w:id="8" w:customMarkFollows="1"/><w:t>*</w:t></w:r>
           <w:r><w:t> Three.</w:t></w:r>{}<w:r><w:t> Four.</w:t></w:r>{}<w:r><w:t> Five.</w:t></w:r>{}</w:p>"#,
        refers("footnote", 5, ""),
        refers("endnote", 5, ""),
        refers("footnote", 9, ""),
        refers("footnote", 77, ""),
    );
    let note =
        |id: u8, text: &str| format!(r#"<w:footnote w:id="{id}">{}</w:footnote>"#, p("", text));
    let footnotes = part(
        "footnotes",
        &[
            note(9, "Nine."),
            note(8, "Eight."),
            note(5, "Five  words."),
            note(4, "Unused."),
        ]
        .concat(),
    );
    let endnotes = part(
        "endnotes",
        &format!(
            r#"<w:endnote w:id="5">{}{}</w:endnote>"#,
            p("", "At the"),
            p("", "end.")
        ),
    );
    let reading = read(&[
        ("word/document.xml", &document(&body)),
        ("word/footnotes.xml", &footnotes),
        ("word/endnotes.xml", &endnotes),
    ]);
    assert_eq!(
        reading.note.background[0].text,
        "One.[^1] Two.[^*] Three.[^e1] Four.[^2] Five.[^3]"
    );
    let notes: Vec<_> = reading
        .note
        .footnotes
        .iter()
        .map(|note| (note.mark.as_str(), note.text.as_str()))
        .collect();
    assert_eq!(
        notes,
        [
            ("1", "Five words."),
            ("*", "Eight."),
            ("e1", "At the end."),
            ("2", "Nine.")
        ]
    );
    assert!(
        reading
            .doubts
            .contains(&Doubt::MarkWithoutFootnote { mark: "3".into() })
    );
}

#[test]
fn footnotes_typed_as_text_are_lifted_too() {
    let raised = |text: &str| {
        format!(r#"<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{text}</w:t></w:r>"#)
    };
    let body = format!(
        "<w:p><w:r><w:t>Work is rare.</w:t></w:r>{}<w:r><w:t> Pay is low.</w:t></w:r></w:p><w:p>{}<w:r><w:t> Own figures.</w:t></w:r></w:p>",
        raised("1"),
        raised("1")
    );
    let reading = read(&[("word/document.xml", &document(&body))]);
    assert_eq!(
        reading.note.background[0].text,
        "Work is rare.[^1] Pay is low."
    );
    assert_eq!(reading.note.footnotes[0].text, "Own figures.");
}
