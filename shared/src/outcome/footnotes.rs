//! Footnotes of the background: where `[^1]` hangs in a text.

use crate::concept_note::Footnote;

/// A stretch of background.
#[derive(Debug, PartialEq, Eq)]
pub enum Noted<'a> {
    /// Words.
    Words(&'a str),
    /// A reference to the footnote at this place in the list.
    Note(usize),
}

/// The text in stretches. Brackets that name no footnote are words.
pub fn split<'a>(text: &'a str, notes: &[Footnote]) -> Vec<Noted<'a>> {
    let mut stretches = Vec::new();
    let (mut words_from, mut at) = (0, 0);
    while let Some(opened) = text[at..].find("[^").map(|found| at + found) {
        let inside = opened + 2;
        at = inside;
        let named = |note: &Footnote| {
            text[inside..]
                .strip_prefix(note.mark.as_str())
                .is_some_and(|rest| rest.starts_with(']'))
        };
        if let Some(note) = notes.iter().position(named) {
            push_words(&mut stretches, &text[words_from..opened]);
            stretches.push(Noted::Note(note));
            at = inside + notes[note].mark.len() + 1;
            words_from = at;
        }
    }
    push_words(&mut stretches, &text[words_from..]);
    stretches
}

fn push_words<'a>(stretches: &mut Vec<Noted<'a>>, words: &'a str) {
    if !words.is_empty() {
        stretches.push(Noted::Words(words));
    }
}

/// The text without its references.
pub fn without(text: &str, notes: &[Footnote]) -> String {
    let words = |stretch| match stretch {
        Noted::Words(words) => words,
        Noted::Note(_) => "",
    };
    split(text, notes).into_iter().map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_brackets_that_name_a_footnote_are_references() {
        let note = |mark: &str| Footnote {
            mark: mark.into(),
            text: "see".into(),
        };
        let notes = [note("1"), note("*")];
        let got = split("a[^1] b [^2][^*] [^", &notes);
        let want = [
            Noted::Words("a"),
            Noted::Note(0),
            Noted::Words(" b [^2]"),
            Noted::Note(1),
            Noted::Words(" [^"),
        ];
        assert_eq!(got, want);
        assert_eq!(without("[^1]Title[^*]", &notes), "Title");
        assert_eq!(
            split("é[^[^1]", &notes),
            [Noted::Words("é[^"), Noted::Note(0)]
        );
    }
}
