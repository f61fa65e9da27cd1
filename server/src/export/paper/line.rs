//! A line: words in runs, with their links and footnotes.

use shared::outcome::links::{self, Stretch};
use shared::prose::attribute::link_allowed;
use shared::prose::{Marks, Run};

use crate::export::wording::{apart, balanced, clean};

/// Words in one direction of reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Whether it is read from right to left.
    pub rtl: bool,
    /// What it is made of.
    pub pieces: Vec<Piece>,
    /// Whether it stands there since a revision, or stood there: the paragraph as such.
    pub change: Option<Change>,
}

/// A change that is tracked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whether this came in; otherwise it was taken out.
    pub is_new: bool,
    /// Who did that.
    pub by: String,
    /// When, as `2026-11-23T14:05:00Z`.
    pub at: String,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words in one face.
    Words {
        /// The words.
        text: String,
        /// How they look.
        face: Face,
        /// Where they lead: `http`, `https` or `mailto` only.
        link: Option<String>,
        /// Whether they came in or were taken out since a revision.
        change: Option<Change>,
    },
    /// A footnote.
    Note {
        /// Its index.
        index: usize,
        /// Whether the text has referred to it before.
        again: bool,
    },
}

/// How words look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent marks, not a state"
)]
pub struct Face {
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub em: bool,
    /// Underlined.
    pub underline: bool,
    /// Struck through.
    pub strike: bool,
}

impl Face {
    /// Bold.
    pub const STRONG: Self = Self {
        strong: true,
        em: false,
        underline: false,
        strike: false,
    };

    const fn of(marks: &Marks) -> Self {
        Self {
            strong: marks.strong,
            em: marks.em,
            underline: marks.underline,
            strike: marks.strike,
        }
    }
}

impl Line {
    /// An empty line.
    #[must_use]
    pub const fn new(rtl: bool) -> Self {
        Self {
            rtl,
            pieces: Vec::new(),
            change: None,
        }
    }

    /// Whether nothing is to be read in it.
    pub fn is_blank(&self) -> bool {
        let is_blank = |piece: &Piece| match piece {
            Piece::Words { text, .. } => text.trim().is_empty(),
            Piece::Note { .. } => false,
        };
        self.pieces.iter().all(is_blank)
    }

    /// The words, without footnotes.
    pub fn plain(&self) -> String {
        let words = |piece: &Piece| match piece {
            Piece::Words { text, .. } => text.clone(),
            Piece::Note { .. } => String::new(),
        };
        self.pieces.iter().map(words).collect()
    }

    /// Without links and footnotes, for where neither may be.
    #[must_use]
    pub fn bare(&self) -> Self {
        let unlinked = |piece: &Piece| match piece {
            Piece::Words { text, face, .. } => Some(Piece::Words {
                text: text.clone(),
                face: *face,
                link: None,
                change: None,
            }),
            Piece::Note { .. } => None,
        };
        Self {
            rtl: self.rtl,
            pieces: self.pieces.iter().filter_map(unlinked).collect(),
            change: None,
        }
    }

    /// Adds words of ours.
    pub fn ours(&mut self, words: &str, face: Face) {
        self.push(&balanced(&clean(words)), face, None);
    }

    /// Adds people's words in a line of ours: their direction does not spill over.
    pub fn theirs(&mut self, words: &str, face: Face) {
        let words = clean(words);
        let words = balanced(&words);
        let mark = apart(&words, self.rtl).map(String::from);
        self.push(mark.as_deref().unwrap_or_default(), face, None);
        self.linked(&words, face);
        self.push(mark.as_deref().unwrap_or_default(), face, None);
    }

    /// Adds people's words, which are the line or a part of it that reads on.
    pub fn text(&mut self, words: &str) {
        self.linked(&balanced(&clean(words)), Face::default());
    }

    /// Adds what was written in the document.
    pub fn runs(&mut self, runs: &[Run]) {
        for run in runs {
            self.run(run);
        }
    }

    /// Adds what came in or was taken out since a revision.
    pub fn changed(&mut self, run: &Run, change: Option<&Change>) {
        let mut line = Self::new(self.rtl);
        line.run(run);
        for piece in &mut line.pieces {
            if let Piece::Words { change: of, .. } = piece {
                *of = change.cloned();
            }
        }
        self.pieces.append(&mut line.pieces);
    }

    /// The line as a whole came in or was taken out.
    pub fn came(&mut self, how: &Change) {
        self.change = Some(how.clone());
        for piece in &mut self.pieces {
            if let Piece::Words { change, .. } = piece {
                *change = Some(how.clone());
            }
        }
    }

    fn run(&mut self, run: &Run) {
        let (text, face) = (clean(&run.text), Face::of(&run.marks));
        match run.marks.link.as_deref().filter(|href| link_allowed(href)) {
            Some(href) => self.push(&text, face, Some(href)),
            None => self.linked(&text, face),
        }
    }

    /// Adds words, with the addresses in them to be followed.
    fn linked(&mut self, words: &str, face: Face) {
        for stretch in links::split(words) {
            match stretch {
                Stretch::Words(words) => self.push(words, face, None),
                Stretch::Address(address) => self.push(address, face, Some(address)),
            }
        }
    }

    fn push(&mut self, words: &str, face: Face, link: Option<&str>) {
        if words.is_empty() {
            return;
        }
        if let Some(Piece::Words {
            text,
            face: last,
            link: to,
            change: None,
        }) = self.pieces.last_mut()
            && (*last, to.as_deref()) == (face, link)
        {
            *text += words;
            return;
        }
        self.pieces.push(Piece::Words {
            text: words.to_owned(),
            face,
            link: link.map(str::to_owned),
            change: None,
        });
    }
}
