//! What kinds of entries there are.

/// What an entry holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A yrs update, version 1, of the table's document.
    Update,
    /// A yrs update of a document that not everybody reads, with the document's name before it.
    Private,
    /// What was decided, as JSON.
    Event,
}

impl Kind {
    /// The letter that stands for it in the database and in digests.
    pub fn letter(self) -> u8 {
        match self {
            Self::Update => b'u',
            Self::Private => b'p',
            Self::Event => b'e',
        }
    }

    /// The kind that a letter stands for.
    pub fn from_letter(letter: u8) -> Option<Self> {
        match letter {
            b'u' => Some(Self::Update),
            b'p' => Some(Self::Private),
            b'e' => Some(Self::Event),
            _ => None,
        }
    }

    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Update => "u",
            Self::Private => "p",
            Self::Event => "e",
        }
    }

    pub(super) fn from_text(text: &str) -> Option<Self> {
        match text {
            "u" => Some(Self::Update),
            "p" => Some(Self::Private),
            "e" => Some(Self::Event),
            _ => None,
        }
    }
}
