//! The key that a browser makes before it knocks.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a browser makes at random, once for all its tries to knock: it becomes the token of its cookie. So an answer that was lost on
/// its way is asked for again, and nobody knocks twice. 260 bits, five to a letter; its random numbers must be those that secrets
/// are made of.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KnockKey(String);

/// A text that is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key is 52 letters and digits of those that tokens are made of")]
pub struct BadKey;

impl KnockKey {
    /// How many letters it has: as many as a token.
    pub const LENGTH: usize = 52;
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

    /// Makes one of random bytes.
    pub fn of_bytes(bytes: [u8; Self::LENGTH]) -> Self {
        let letter = |byte: u8| char::from(Self::LETTERS[usize::from(byte % 32)]);
        Self(bytes.into_iter().map(letter).collect())
    }

    /// Its letters.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for KnockKey {
    type Error = BadKey;

    fn try_from(text: String) -> Result<Self, BadKey> {
        let fits = text.len() == Self::LENGTH;
        let fits = fits && text.bytes().all(|letter| Self::LETTERS.contains(&letter));
        fits.then_some(Self(text)).ok_or(BadKey)
    }
}

impl From<KnockKey> for String {
    fn from(key: KnockKey) -> Self {
        key.0
    }
}

/// It lets somebody in.
impl fmt::Debug for KnockKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KnockKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_is_read_and_nothing_else() {
        let key = KnockKey::of_bytes(std::array::from_fn(|place| {
            u8::try_from(place * 5).unwrap_or(1)
        }));
        assert_eq!(KnockKey::try_from(key.reveal().to_owned()), Ok(key.clone()));
        assert!(!format!("{key:?}").contains(key.reveal()));
        for text in [
            "",
            "abc",
            &"a".repeat(51),
            &"a".repeat(53),
            &"A".repeat(52),
            &"é".repeat(26),
        ] {
            assert_eq!(
                KnockKey::try_from((*text).to_owned()),
                Err(BadKey),
                "{text}"
            );
        }
    }
}
