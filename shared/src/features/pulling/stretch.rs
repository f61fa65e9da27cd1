//! A part of a text, given by its offsets in UTF-16 units of the flat text: there, a newline leads each paragraph.

use crate::prose::{Block, Run};

/// What a stretch holds of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretched {
    /// The paragraph, with those of its words only.
    pub block: Block,
    /// Where the newline stands that leads it.
    pub lead: u32,
    /// Where the words begin and end.
    pub words: (u32, u32),
}

/// What stands between two offsets, paragraph by paragraph; none of which it holds no words. A character that is cut in half is
/// not among them.
pub fn stretch(text: &[Block], from: u32, to: u32) -> Vec<Stretched> {
    let (mut at, mut found) = (0_u32, Vec::new());
    for block in text {
        let lead = at;
        at += 1;
        let mut words = None;
        let mut runs: Vec<Run> = Vec::new();
        for run in &block.runs {
            let mut kept = String::new();
            for sign in run.text.chars() {
                let end = at.saturating_add(u32::try_from(sign.len_utf16()).unwrap_or(1));
                if from <= at && end <= to {
                    kept.push(sign);
                    let (begins, _) = words.unwrap_or((at, end));
                    words = Some((begins, end));
                }
                at = end;
            }
            if !kept.is_empty() {
                let marks = run.marks.clone();
                runs.push(Run { text: kept, marks });
            }
        }
        let is_blank = runs.iter().all(|run| run.text.trim().is_empty());
        if let Some(words) = words.filter(|_| !is_blank) {
            let block = Block {
                runs,
                ..block.clone()
            };
            found.push(Stretched { block, lead, words });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(words: &str) -> Block {
        let runs = vec![Run {
            text: words.to_owned(),
            ..Run::default()
        }];
        Block {
            runs,
            ..Block::default()
        }
    }

    #[test]
    fn a_stretch_holds_the_words_between_its_ends_and_no_half_of_a_character() {
        let text = [block("One."), block(" "), block("Two 😀."), block("Three.")];
        let says = |from, to| -> Vec<(String, u32, (u32, u32))> {
            let found = stretch(&text, from, to).into_iter();
            found
                .map(|it| (it.block.runs[0].text.clone(), it.lead, it.words))
                .collect()
        };
        let all = says(0, u32::MAX);
        assert_eq!(
            all,
            [
                ("One.".to_owned(), 0, (1, 5)),
                ("Two 😀.".to_owned(), 7, (8, 15)),
                ("Three.".to_owned(), 15, (16, 22)),
            ]
        );
        assert_eq!(
            says(3, 13),
            [
                ("e.".to_owned(), 0, (3, 5)),
                ("Two ".to_owned(), 7, (8, 12)),
            ]
        );
        assert_eq!(says(13, 15), [(".".to_owned(), 7, (14, 15))]);
        assert_eq!(says(5, 8), []);
        assert_eq!(says(9, 9), []);
    }
}
