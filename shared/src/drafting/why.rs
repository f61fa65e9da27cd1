//! Why something is found, in words.

use super::quantities::Quantity;
use crate::words::Words;

/// Why something is a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Nothing follows the heading.
    NothingBelow,
    /// A heading follows that does not stand under this one.
    HeadingBelow,
    /// The heading is two levels below the one before it.
    Skipped {
        /// The level before it, from 1.
        before: usize,
        /// Its own.
        level: usize,
    },
    /// (i) stands where (a) belongs.
    RomanFirst,
    /// A letter was left out between two items.
    LetterMissing {
        /// What the item before it has.
        before: char,
        /// What this one should have.
        expected: char,
    },
    /// The mark of an item is not in brackets.
    Brackets,
    /// The delegations are not in order.
    OutOfOrder,
    /// Straight quotation marks.
    Straight,
    /// Quotation marks within others are the same.
    Within,
    /// Single quotation marks with none around them.
    Single,
    /// Member States, otherwise written.
    Capitals,
    /// It is called adopted, or voted.
    OnlyShown,
    /// The text is too long.
    TooLong {
        /// How many words it has.
        words: usize,
        /// How many it may have.
        most: usize,
    },
    /// Somebody is named.
    Names {
        /// Who.
        name: String,
    },
    /// A word for how many.
    HowMany {
        /// Which.
        quantity: Quantity,
        /// From how many delegations on it may be said.
        least: usize,
        /// How many there are.
        present: usize,
    },
    /// A word for more than there are.
    TooFew {
        /// Which.
        quantity: Quantity,
        /// From how many delegations on it may be said.
        least: usize,
        /// How many there are.
        present: usize,
    },
}

impl Why {
    /// In words.
    pub fn said(&self, words: &Words) -> String {
        let of_quantity = |key: &str, quantity: &Quantity, least: &usize, present: &usize| {
            let values = [
                ("quantity", quantity.as_str().into()),
                ("least", (*least).into()),
                ("present", (*present).into()),
            ];
            words.tell(key, &values)
        };
        match self {
            Self::NothingBelow => words.say("drafting-why-nothing-below"),
            Self::HeadingBelow => words.say("drafting-why-heading-below"),
            Self::Skipped { before, level } => {
                let values = [("before", (*before).into()), ("level", (*level).into())];
                words.tell("drafting-why-skipped", &values)
            }
            Self::RomanFirst => words.say("drafting-why-roman-first"),
            Self::LetterMissing { before, expected } => {
                let values = [
                    ("before", before.to_string().into()),
                    ("expected", expected.to_string().into()),
                ];
                words.tell("drafting-why-letter-missing", &values)
            }
            Self::Brackets => words.say("drafting-why-brackets"),
            Self::OutOfOrder => words.say("drafting-why-out-of-order"),
            Self::Straight => words.say("drafting-why-straight"),
            Self::Within => words.say("drafting-why-within"),
            Self::Single => words.say("drafting-why-single"),
            Self::Capitals => words.say("drafting-why-capitals"),
            Self::OnlyShown => words.say("drafting-why-only-shown"),
            Self::TooLong { words: count, most } => {
                let values = [("words", (*count).into()), ("most", (*most).into())];
                words.tell("drafting-why-too-long", &values)
            }
            Self::Names { name } => {
                let values = [("name", name.as_str().into())];
                words.tell("drafting-why-names", &values)
            }
            Self::HowMany {
                quantity,
                least,
                present,
            } => of_quantity("drafting-why-how-many", quantity, least, present),
            Self::TooFew {
                quantity,
                least,
                present,
            } => of_quantity("drafting-why-too-few", quantity, least, present),
        }
    }
}
