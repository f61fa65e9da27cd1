//! Updates as Yjs writes them, made byte by byte: no document, and no more than a microsecond.

/// How many letters carry the time at which an update was sent.
pub const STAMP: usize = 12;

/// A place in a document: a client id and a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Id {
    /// Who wrote it.
    pub client: u64,
    /// Its number.
    pub clock: u64,
}

/// Somebody who writes on and on at one place, between neighbours who never move.
#[derive(Debug, Clone)]
pub struct Pen {
    /// The client id.
    pub client: u64,
    clock: u64,
    root: String,
    left: Option<Id>,
    right: Option<Id>,
}

impl Pen {
    /// Begins at the left neighbour, or at the beginning of the root.
    pub fn new(client: u64, root: &str, left: Option<Id>) -> Self {
        Self {
            client,
            clock: 0,
            root: root.to_owned(),
            left,
            right: None,
        }
    }

    /// From now on, everything stays left of that neighbour.
    pub fn stays_left_of(&mut self, right: Id) {
        self.right = Some(right);
    }

    /// The last thing written.
    pub fn last(&self) -> Option<Id> {
        self.left
    }

    /// An update message that writes ASCII letters.
    pub fn writes(&mut self, letters: &[u8]) -> Vec<u8> {
        let mut update = vec![1, 1];
        put(&mut update, self.client);
        put(&mut update, self.clock);
        // A block of text, and which of its neighbours are named.
        update.push(4 | u8::from(self.left.is_some()) << 7 | u8::from(self.right.is_some()) << 6);
        for id in [self.left, self.right].into_iter().flatten() {
            put(&mut update, id.client);
            put(&mut update, id.clock);
        }
        if self.left.is_none() && self.right.is_none() {
            update.push(1);
            put_bytes(&mut update, self.root.as_bytes());
        }
        put_bytes(&mut update, letters);
        // Nothing is deleted.
        update.push(0);
        self.clock += letters.len() as u64;
        self.left = Some(Id {
            client: self.client,
            clock: self.clock - 1,
        });
        message(&update)
    }

    /// An update message that carries the time.
    pub fn stamps(&mut self, micros: u64) -> Vec<u8> {
        let mut letters = [b' '; STAMP];
        for (place, letter) in letters.iter_mut().rev().enumerate() {
            *letter = b"0123456789abcdef"[(micros >> (4 * place)) as usize & 15];
        }
        self.writes(&letters)
    }
}

/// The time that an update message carries, if it carries one: its last letters.
pub fn stamp(message: &[u8]) -> Option<u64> {
    let [0, 2, .., 0] = message else { return None };
    let letters = message.get(message.len().checked_sub(STAMP + 1)?..message.len() - 1)?;
    letters.iter().try_fold(0, |micros, letter| {
        let digit = match letter {
            b'0'..=b'9' => letter - b'0',
            b'a'..=b'f' => letter - b'a' + 10,
            _ => return None,
        };
        Some(micros << 4 | u64::from(digit))
    })
}

/// An update as a message of y-protocols.
pub fn message(update: &[u8]) -> Vec<u8> {
    let mut message = vec![0, 2];
    put_bytes(&mut message, update);
    message
}

fn put_bytes(to: &mut Vec<u8>, bytes: &[u8]) {
    put(to, bytes.len() as u64);
    to.extend_from_slice(bytes);
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "seven bits at a time is the point"
)]
fn put(to: &mut Vec<u8>, mut number: u64) {
    while number > 127 {
        to.push(number as u8 | 128);
        number >>= 7;
    }
    to.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;
    use yrs::updates::decoder::Decode;
    use yrs::{Doc, GetString, Transact, Update};

    #[test]
    fn what_pens_write_can_be_read() {
        let doc = Doc::new();
        let text = doc.get_or_insert_text("r");
        let mut ana = Pen::new(300, "r", None);
        let first = ana.writes(b"\nAna");
        let mut ben = Pen::new(7, "r", ana.last());
        let second = ben.writes(b"\nBen");
        ana.stays_left_of(Id {
            client: 7,
            clock: 0,
        });
        for message in [first, second, ana.stamps(0xabc), ana.writes(b"!")] {
            let update = Update::decode_v1(&message[3..]).unwrap();
            doc.transact_mut().apply_update(update).unwrap();
        }
        assert_eq!(text.get_string(&doc.transact()), "\nAna000000000abc!\nBen");
    }

    #[test]
    fn stamps_read_back() {
        let mut pen = Pen::new(1, "r", None);
        assert_eq!(stamp(&pen.stamps(123_456_789)), Some(123_456_789));
        assert_eq!(stamp(&pen.stamps(0)), Some(0));
        assert_eq!(stamp(&pen.writes(b"no time here!")), None);
        assert_eq!(stamp(&[0, 2, 1, 0]), None);
    }
}
