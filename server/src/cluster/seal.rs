//! Messages on the bus are sealed with a key that only the processes on the same database know: whoever else is let in there is not
//! heard.

use bytes::Bytes;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// How long a seal is.
const LEN: usize = 32;

/// Seals what is said, and opens what is heard.
#[derive(Clone)]
pub(super) struct Seal(Hmac<Sha256>);

impl Seal {
    /// With the key of a database.
    pub fn by(key: &str) -> Self {
        let mac = Hmac::new_from_slice(key.as_bytes());
        Self(mac.expect("a key of any length"))
    }

    /// Puts a seal after a message: it is good under this subject only.
    pub fn put(&self, subject: &str, mut message: Vec<u8>) -> Vec<u8> {
        let seal = self.over(subject, &message).finalize().into_bytes();
        message.extend_from_slice(&seal);
        message
    }

    /// The message, if it is sealed as it should be.
    pub fn open(&self, subject: &str, sealed: &Bytes) -> Option<Bytes> {
        let end = sealed.len().checked_sub(LEN)?;
        let (message, seal) = (sealed.slice(..end), &sealed[end..]);
        let is_ours = self.over(subject, &message).verify_slice(seal).is_ok();
        is_ours.then_some(message)
    }

    fn over(&self, subject: &str, message: &[u8]) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(&(subject.len() as u64).to_be_bytes());
        mac.update(subject.as_bytes());
        mac.update(message);
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_sealed_with_the_key_under_the_subject_is_opened() {
        let seal = Seal::by("a key");
        let sealed = Bytes::from(seal.put("here", b"words".to_vec()));
        assert_eq!(seal.open("here", &sealed).as_deref(), Some(&b"words"[..]));
        assert_eq!(seal.open("there", &sealed), None);
        assert_eq!(Seal::by("another").open("here", &sealed), None);
        for at in 0..sealed.len() {
            let mut bent = sealed.to_vec();
            bent[at] ^= 1;
            assert_eq!(seal.open("here", &bent.into()), None, "bent at {at}");
            assert_eq!(seal.open("here", &sealed.slice(..at)), None);
        }
    }
}
