//! What the package must say of itself.

use crate::export::paper::Paper;
use crate::export::xml::Xml;

use super::{NAMES, TYPE};

/// The parts that there are.
pub fn manifest() -> Vec<u8> {
    const MANIFEST: &str = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    let names = [("xmlns:manifest", MANIFEST), ("manifest:version", "1.3")];
    Xml::part("manifest:manifest", &names, |xml| {
        let mut part = |path: &str, kind: &str| {
            let file = [("manifest:full-path", path), ("manifest:media-type", kind)];
            xml.leaf("manifest:file-entry", &file);
        };
        part("/", TYPE);
        for path in ["content.xml", "styles.xml", "meta.xml"] {
            part(path, "text/xml");
        }
    })
}

/// The file's properties.
pub fn meta(paper: &Paper) -> Vec<u8> {
    Xml::part("office:document-meta", NAMES, |xml| {
        xml.tree("office:meta", &[], |xml| {
            let mut tell = |name, words: &str| {
                if !words.is_empty() {
                    xml.tree(name, &[], |xml| {
                        xml.text(words);
                    });
                }
            };
            tell("dc:title", &paper.title);
            tell("dc:language", &paper.lang);
            let moment = match paper.day.as_str() {
                "" => String::new(),
                day => format!("{day}T00:00:00Z"),
            };
            tell("meta:creation-date", &moment);
        });
    })
}
