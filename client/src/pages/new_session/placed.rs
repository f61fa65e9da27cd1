//! Where in the draft each doubt belongs.

use super::draft::Draft;
use shared::concept_note::{Doubt, Place, Reading, parse_text};

/// A place in the draft that a doubt is about; rows by their keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// The draft as a whole.
    Note,
    /// The title.
    Title,
    /// A section.
    Section(u32),
    /// A question.
    Question(u32),
    /// A footnote.
    Footnote(u32),
}

/// A doubt with its number in the draft.
pub type Numbered = (usize, Doubt);

impl Draft {
    /// Every doubt with its number and where it belongs. What was left out is told elsewhere.
    pub fn placed_doubts(&self) -> Vec<(Spot, Numbered)> {
        if self.text.trim().is_empty() {
            return Vec::new();
        }
        let note = self.note();
        let spot = |doubt: &Doubt| {
            let spot = match doubt.place(&note) {
                Place::Note => None,
                Place::Title => Some(Spot::Title),
                Place::Section(at) => self.sections.get(at).map(|row| Spot::Section(row.key)),
                Place::Question(at) => self.questions.get(at).map(|row| Spot::Question(row.key)),
                Place::Footnote(at) => self.footnotes.get(at).map(|row| Spot::Footnote(row.key)),
            };
            spot.unwrap_or(Spot::Note)
        };
        let told = self
            .doubts
            .iter()
            .enumerate()
            .filter(|(_, doubt)| !left_out(doubt));
        told.map(|(number, doubt)| (spot(doubt), (number, doubt.clone())))
            .collect()
    }

    /// What to look at once the note was changed by hand: the note as it is now is read again, and what
    /// was said about lines that it still holds stays, until somebody says that it is right.
    pub fn doubt_again(&mut self) {
        let mut doubts = std::mem::take(&mut self.doubts);
        let note = self.note();
        doubts.retain(|doubt| {
            let stands = doubt.is_about_a_line() && doubt.place(&note) != Place::Note;
            stands || left_out(doubt) || doubt.is_about_the_whole()
        });
        let again = parse_text(&self.text).doubts;
        for doubt in again {
            if !doubts.contains(&doubt) {
                doubts.push(doubt);
            }
        }
        self.doubts = doubts;
    }

    /// What a text says about itself; in a note that is written out, what was said before stays.
    pub fn take_doubts(&mut self, reading: &Reading, written_out: bool) {
        if written_out {
            let before = std::mem::take(&mut self.doubts);
            let stays = |doubt: &Doubt| {
                let stands = doubt.is_about_a_line() && doubt.place(&reading.note) != Place::Note;
                (stands || left_out(doubt) || doubt.is_about_the_whole())
                    && !reading.doubts.contains(doubt)
            };
            self.doubts = before.into_iter().filter(stays).collect();
            self.doubts.extend(reading.doubts.iter().cloned());
        } else {
            self.doubts.clone_from(&reading.doubts);
            self.omissions.clone_from(&reading.omissions);
        }
    }
}

pub fn left_out(doubt: &Doubt) -> bool {
    matches!(doubt, Doubt::LeftOut { .. })
}
