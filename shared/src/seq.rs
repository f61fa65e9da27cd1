//! The numbers of the entries of a log.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

/// The number of an entry in its log: the first is 1, and there are no gaps. A log that ends at 0 has no entries.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Seq(u64);

impl Seq {
    /// Before all entries.
    pub const START: Self = Self(0);

    /// The entry of that number.
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// Its number.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The entry that comes next.
    #[must_use]
    pub const fn next(self) -> Self {
        self.after(1)
    }

    /// Where a log ends after so many entries more.
    #[must_use]
    pub const fn after(self, entries: u64) -> Self {
        Self(self.0.saturating_add(entries))
    }

    /// Where a log ended so many entries ago.
    #[must_use]
    pub const fn before(self, entries: u64) -> Self {
        Self(self.0.saturating_sub(entries))
    }

    /// How many entries have come since a log ended there.
    pub const fn since(self, there: Self) -> u64 {
        self.0.saturating_sub(there.0)
    }

    /// The entries that are missing if this one comes where a log ends: the first of them, and the last.
    pub fn gap_after(self, end: Self) -> Option<(Self, Self)> {
        let next = end.next();
        (self > next).then(|| (next, self.before(1)))
    }
}

impl From<u64> for Seq {
    fn from(number: u64) -> Self {
        Self(number)
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Seq {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        text.parse().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_counted_without_gaps() {
        let end = Seq::new(4);
        assert_eq!(end.next(), Seq::new(5));
        assert_eq!(end.after(3).since(end), 3);
        assert_eq!(end.since(end.after(3)), 0);
        assert_eq!(Seq::START.before(1), Seq::START);
        assert_eq!(Seq::new(5).gap_after(end), None);
        assert_eq!(Seq::new(4).gap_after(end), None);
        let missing = (Seq::new(5), Seq::new(7));
        assert_eq!(Seq::new(8).gap_after(end), Some(missing));
        assert_eq!(Seq::new(1).gap_after(Seq::START), None);
    }

    #[test]
    fn it_is_a_plain_number_in_json_and_in_paths() {
        assert_eq!(serde_json::to_string(&Seq::new(7)).unwrap(), "7");
        assert_eq!(serde_json::from_str::<Seq>("7").unwrap(), Seq::new(7));
        assert_eq!("7".parse(), Ok(Seq::new(7)));
        assert!("-1".parse::<Seq>().is_err());
        assert_eq!(Seq::new(7).to_string(), "7");
    }
}
