//! A package, taken apart.

use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// The parts of a package by name.
pub fn parts(file: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(file)).expect("a zip");
    let mut parts = BTreeMap::new();
    for place in 0..zip.len() {
        let mut entry = zip.by_index(place).expect("an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("its bytes");
        parts.insert(entry.name().expect("a name").into_owned(), bytes);
    }
    parts
}

/// An element as it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// The elements around it, the outermost first.
    pub within: Vec<String>,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// A part, read by a reader of XML: its elements in order, and its words.
///
/// # Panics
/// If it is no XML.
pub fn read(part: &[u8]) -> (Vec<Element>, String) {
    let text = std::str::from_utf8(part).expect("UTF-8");
    for c in text.chars() {
        let may = matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        assert!(may, "{c:?} is no character of XML");
    }
    let mut reader = Reader::from_str(text);
    let (mut elements, mut words, mut within) = (Vec::new(), String::new(), Vec::new());
    loop {
        match reader.read_event().expect("XML") {
            Event::Start(start) => {
                let element = element(&start, &within);
                within.push(element.name.clone());
                elements.push(element);
            }
            Event::Empty(start) => elements.push(element(&start, &within)),
            Event::End(_) => drop(within.pop()),
            Event::Text(text) => words += &text,
            Event::GeneralRef(name) => {
                let name = format!("&{};", &*name);
                words += &quick_xml::escape::unescape(&name).expect("an entity of XML");
            }
            Event::Decl(_) => {}
            Event::Eof => break,
            other => panic!("{other:?} in a part of ours"),
        }
    }
    assert!(within.is_empty());
    (elements, words)
}

fn element(start: &quick_xml::events::BytesStart<'_>, within: &[String]) -> Element {
    let name = start.name().as_ref().to_owned();
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.expect("an attribute");
        let key = attribute.key.as_ref().to_owned();
        let value = attribute.value.into_owned();
        let value = quick_xml::escape::unescape(&value)
            .expect("a value")
            .into_owned();
        (key, value)
    });
    Element {
        attributes: attributes.collect(),
        name,
        within: within.to_vec(),
    }
}

/// How often each element is in a part, by name.
pub fn counted(elements: &[Element]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for element in elements {
        *counts.entry(element.name.as_str()).or_default() += 1;
    }
    counts
}
