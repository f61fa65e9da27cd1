//! What must not be guessed or come up twice: ids, the secrets of links, the tokens of cookies.

use rand::RngExt as _;
use sha2::{Digest as _, Sha256};
use shared::ids::{
    BadId, CompilationId, DelegationId, InvitationId, KnockId, ParticipantId, SessionId, TableId,
};
use shared::invitation_link::secret_in;
use shared::joining::KnockKey;
use std::fmt;

/// Letters and digits that are not mistaken for one another when read aloud: five bits each.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// Characters of an id: 80 bits, so that a million of them hold no two alike.
const ID: usize = 16;
/// Characters of a link's secret: 160 bits.
const LINK: usize = 32;
/// Characters of a cookie's token: 260 bits.
const TOKEN: usize = 52;

fn text(length: usize) -> String {
    let mut random = rand::rng();
    (0..length)
        .map(|_| char::from(ALPHABET[random.random_range(0..ALPHABET.len())]))
        .collect()
}

/// An id that can be made at random.
pub trait FreshId: Sized {
    /// A new one.
    fn fresh() -> Self;
}

macro_rules! fresh {
    ($($id:ident)*) => {$(
        impl FreshId for $id {
            fn fresh() -> Self {
                let made: Result<Self, BadId> = Self::new(text(ID));
                made.expect("16 characters of the alphabet are an id")
            }
        }
    )*};
}

fresh! { CompilationId DelegationId InvitationId KnockId ParticipantId SessionId TableId }

/// A text that lets somebody in. It is shown once, where it is meant to go, and kept only hashed.
pub struct Secret(String);

impl Secret {
    /// A new secret for a link.
    pub fn of_link() -> Self {
        Self(text(LINK))
    }

    /// A new token for a cookie.
    pub fn of_cookie() -> Self {
        Self(text(TOKEN))
    }

    /// The token that a browser made for its cookie.
    pub fn of_key(key: &KnockKey) -> Self {
        Self(key.reveal().to_owned())
    }

    /// A secret that somebody handed in.
    pub fn given(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// The secret in a link, or in what became of it on its way.
    pub fn in_link(link: &str) -> Self {
        secret_in(link).map_or_else(|| Self::given(link), Self)
    }

    /// What the store knows it by. An unsalted hash is enough for so many random bits.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(&self.0).into()
    }

    /// The text itself, for the link or the cookie.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn secrets_differ_and_do_not_show_themselves() {
        let secrets: Vec<_> = (0..100).map(|_| Secret::of_link()).collect();
        let hashes: HashSet<_> = secrets.iter().map(Secret::hash).collect();
        assert_eq!(hashes.len(), 100);
        assert_eq!(secrets[0].reveal().len() * 5, 160);
        assert!(!format!("{:?}", secrets[0]).contains(secrets[0].reveal()));
    }

    #[test]
    fn a_link_is_found_in_whatever_became_of_it() {
        for _ in 0..100 {
            let secret = Secret::of_link();
            let mangled = format!(
                "<https://rt.example/JOIN%23{}.>",
                secret.reveal().to_uppercase()
            );
            assert_eq!(Secret::in_link(&mangled).hash(), secret.hash());
            assert_eq!(Secret::in_link(secret.reveal()).hash(), secret.hash());
        }
        // What is not made like ours may still be one that was given out.
        assert_eq!(
            Secret::in_link(" Old-secret ").hash(),
            Secret::given("Old-secret").hash()
        );
    }

    #[test]
    fn a_secret_given_with_a_space_is_the_same() {
        let secret = Secret::of_cookie();
        let pasted = Secret::given(&format!(" {}\n", secret.reveal()));
        assert_eq!(pasted.hash(), secret.hash());
    }
}
