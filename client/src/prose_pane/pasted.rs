//! What a paste had to do without, in words.

use crate::{prose::editor::Omitted, words::listed};
use shared::words::Words;

/// "Pasted without 2 images and 1 comment. A table became lines with tabs."
pub(super) fn tell(words: &Words, omitted: Omitted) -> String {
    let left_out = [
        ("pasted-images", omitted.images),
        ("pasted-comments", omitted.comments),
        ("pasted-footnotes", omitted.footnotes),
    ];
    let counted = |key: &str, count: u32| words.tell(key, &[("count", count.into())]);
    let left_out: Vec<String> = left_out
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| counted(key, count))
        .collect();
    let mut sentences = Vec::new();
    if let Some(what) = listed(words, &left_out) {
        sentences.push(words.tell("pasted-without", &[("what", what.into())]));
    }
    if omitted.tables > 0 {
        sentences.push(counted("pasted-tables", omitted.tables));
    }
    sentences.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::words::Language;

    #[test]
    fn a_paste_says_what_it_did_without() {
        let words = Words::of(Language::ENGLISH);
        let say = |images, comments, footnotes, tables| {
            let omitted = Omitted {
                images,
                comments,
                footnotes,
                tables,
            };
            tell(&words, omitted)
        };
        assert_eq!(
            say(2, 1, 0, 1),
            "Pasted without 2 images and 1 comment. A table became lines with tabs."
        );
        assert_eq!(say(0, 0, 0, 3), "3 tables became lines with tabs.");
        assert_eq!(say(1, 0, 0, 0), "Pasted without 1 image.");
        assert_eq!(
            say(1, 2, 3, 0),
            "Pasted without 1 image, 2 comments and 3 footnotes."
        );
    }
}
