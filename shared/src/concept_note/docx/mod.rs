//! Reads a concept note from a Word file: unpacks the parts that are needed ([`package`]), walks
//! their XML ([`walk`]), writes what it finds as text ([`compose`]) and lets the importer read that.
//! What is not part of the note is told ([`left_out`]).

mod compose;
mod error;
mod fields;
mod left_out;
pub(crate) mod markup;
mod notes;
mod numbering;
pub(crate) mod package;
mod paragraph;
mod story;
mod styles;
mod symbols;
mod table;
mod walk;

use super::{Doubt, LeftOut, Reading, parse_text};
use compose::Composer;
pub use error::DocxError;
use left_out::Omissions;
use notes::{Kind, Notes};
use numbering::Numbering;
use package::Package;
use styles::Styles;
use walk::Walk;

/// Reads a concept note from the bytes of a `.docx` file.
pub fn parse_docx(bytes: &[u8]) -> Result<Reading, DocxError> {
    let (text, omissions) = text_of(bytes)?;
    let mut reading = parse_text(&text);
    if omissions.cut && !reading.doubts.contains(&Doubt::CutShort) {
        reading.doubts.push(Doubt::CutShort);
    }
    reading.doubts.extend(omissions.doubts());
    Ok(reading)
}

/// The document as text with Markdown's headings and footnotes, and what of it was left out.
fn text_of(bytes: &[u8]) -> Result<(String, Omissions), DocxError> {
    let mut package = Package::open(bytes)?;
    let document = match package.part("word/document.xml")? {
        Some(document) => document,
        None => package
            .part("word/document2.xml")?
            .ok_or(DocxError::NoDocument)?,
    };
    let mut part = |name: &str| Ok(package.part(name)?.unwrap_or_default());
    let styles = Styles::read(&part("word/styles.xml")?)?;
    let numbering = Numbering::read(&part("word/numbering.xml")?)?;
    let (footnotes, endnotes) = (part("word/footnotes.xml")?, part("word/endnotes.xml")?);
    let comments = part("word/comments.xml")?;

    let mut omissions = Omissions::default();
    let mut notes = Notes::default();
    for (kind, part, name) in [
        (Kind::Footnote, footnotes, "footnote"),
        (Kind::Endnote, endnotes, "endnote"),
    ] {
        let stories = Walk::new(&mut Notes::default(), &mut omissions).read(&part, &[name])?;
        notes.know(kind, &stories);
    }
    let stories = Walk::new(&mut notes, &mut omissions).read(&document, &["document"])?;
    if stories.is_empty() {
        return Err(DocxError::NoDocument);
    }
    let mut composer = Composer::new(&styles, numbering, omissions);
    for story in &stories {
        composer.take(&story.blocks);
    }
    let (text, mut omissions) = composer.finish();
    let (definitions, others) = notes.into_definitions();
    for note in &others {
        omissions.leave(LeftOut::Note, note);
    }

    leave(&mut omissions, LeftOut::Comment, &comments, "comment")?;
    for name in [package.named("word/header"), package.named("word/footer")].concat() {
        let part = package.part(&name)?.unwrap_or_default();
        leave(
            &mut omissions,
            LeftOut::RunningHead,
            &part,
            if name.starts_with("word/header") {
                "hdr"
            } else {
                "ftr"
            },
        )?;
    }
    Ok((text + &definitions, omissions))
}

/// Leaves out what stands in elements of that name.
fn leave(
    omissions: &mut Omissions,
    what: LeftOut,
    part: &str,
    name: &str,
) -> Result<(), DocxError> {
    let mut within = Omissions::default();
    let stories = Walk::new(&mut Notes::default(), &mut within).read(part, &[name])?;
    for story in &stories {
        omissions.leave(what, &story.text());
    }
    Ok(())
}
