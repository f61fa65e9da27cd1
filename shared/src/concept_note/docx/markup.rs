//! XML as opening and closing elements and text, by their local names.

use super::error::DocxError;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;

/// How deeply elements may be nested.
pub(super) const DEPTH: usize = 256;

/// What comes next in a part.
pub(crate) enum Token<'a> {
    /// `<w:p …>`, and also `<w:p …/>`, which is then closed by the next token.
    Open(Element<'a>),
    /// `</w:p>`, by its local name.
    Close(String),
    /// Text between elements, with references resolved.
    Text(Cow<'a, str>),
}

/// An element that opens.
pub(crate) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Its name without prefix.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The attribute by that name without prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        // Without checks: comparing all attributes with each other would cost the square of their number.
        let mut attributes = self.0.attributes();
        let attribute = attributes
            .with_checks(false)
            .map_while(Result::ok)
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .ok()
            .map(Cow::into_owned)
    }

    /// Whether a switch such as `<w:b/>` is on.
    pub(super) fn is_on(&self) -> bool {
        !matches!(
            self.attribute("val").as_deref(),
            Some("0" | "false" | "off" | "none")
        )
    }
}

/// A part being read.
pub(crate) struct Markup<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Markup<'a> {
    pub(crate) fn new(part: &'a str) -> Self {
        let mut reader = Reader::from_str(part.trim_start_matches('\u{FEFF}'));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    /// The next token; `None` at the end of the part.
    pub(crate) fn next(&mut self) -> Result<Option<Token<'a>>, DocxError> {
        loop {
            let event = self.reader.read_event().map_err(|_| DocxError::BrokenXml)?;
            return Ok(Some(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(DocxError::TooDeep);
                    }
                    Token::Open(Element(start))
                }
                Event::End(end) => {
                    self.depth = self.depth.checked_sub(1).ok_or(DocxError::BrokenXml)?;
                    Token::Close(end.local_name().into_inner().to_owned())
                }
                Event::Text(text) => Token::Text(text.xml10_content()),
                Event::CData(text) => Token::Text(text.into_inner()),
                Event::GeneralRef(reference) => {
                    Token::Text(Cow::Owned(resolved(&reference)?.into()))
                }
                Event::DocType(_) => return Err(DocxError::Doctype),
                Event::Eof if self.depth > 0 => return Err(DocxError::BrokenXml),
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Empty(_) => continue,
            }));
        }
    }

    /// Reads past everything up to the end of the element that has just been opened.
    pub(crate) fn skip(&mut self) -> Result<(), DocxError> {
        let outside = self.depth - 1;
        while self.depth > outside {
            if self.next()?.is_none() {
                return Err(DocxError::BrokenXml);
            }
        }
        Ok(())
    }
}

/// The character that a reference stands for. Entities of one's own would need a document type.
fn resolved(reference: &quick_xml::events::BytesRef<'_>) -> Result<char, DocxError> {
    if let Some(letter) = reference
        .resolve_char_ref()
        .map_err(|_| DocxError::BrokenXml)?
    {
        return Ok(letter);
    }
    match &**reference {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(DocxError::BrokenXml),
    }
}
