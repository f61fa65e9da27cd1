//! What is laid out in pages: a tagged PDF, whatever people say.

use crate::hostile::attacks;
use crate::said::{file, outcomes, saying};
use server::export::Format;

/// Whether the bytes are somewhere in the file.
fn holds(file: &[u8], what: &str) -> bool {
    file.windows(what.len())
        .any(|bytes| bytes == what.as_bytes())
}

#[test]
fn a_page_is_tagged_and_says_what_language_it_is_in() {
    let pdf = file(Format::Pdf, &outcomes());
    assert!(pdf.starts_with(b"%PDF-") && pdf.ends_with(b"%%EOF"));
    for what in [
        "/MarkInfo",
        "/Lang",
        "pdfuaid:part",
        "/Outlines",
        "/DisplayDocTitle",
    ] {
        assert!(holds(&pdf, what), "{what}");
    }
    for what in [
        "/JavaScript",
        "/Launch",
        "/EmbeddedFile",
        "/GoToR",
        "/SubmitForm",
    ] {
        assert!(!holds(&pdf, what), "{what}");
    }
}

#[test]
fn no_words_keep_the_pages_from_being_laid_out() {
    // All at once: laying out takes a while in builds for daily work.
    let all: Vec<String> = attacks().collect();
    let mut said = saying(&all.join(" ")).0;
    said.truncate(1);
    let pdf = file(Format::Pdf, &said);
    for what in [
        "/JavaScript",
        "/Launch",
        "/EmbeddedFile",
        "/GoToR",
        "/SubmitForm",
    ] {
        assert!(!holds(&pdf, what), "{what}");
    }
    for scheme in ["file:", "javascript:", "smb:", "data:"] {
        for written in ["/URI (", "/URI("] {
            assert!(!holds(&pdf, &format!("{written}{scheme}")), "{scheme}");
        }
    }
    assert!(holds(&pdf, "/URI (https://a.int") || holds(&pdf, "/URI(https://a.int"));
}
