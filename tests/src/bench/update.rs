//! Updates as Yjs writes them, made byte by byte: no document, and no more than a microsecond.

/// How many letters say who sent an update, and when.
pub const STAMP: usize = 12;
/// Of these, how many say when.
const WHEN: usize = 8;

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

    /// An update message that says when it was sent, in microseconds within an hour.
    pub fn stamps(&mut self, micros: u64) -> Vec<u8> {
        let micros = micros & ((1 << (4 * WHEN)) - 1);
        self.writes(stamp(self.author(), micros).as_bytes())
    }

    /// What its stamps say of who sent them.
    pub fn author(&self) -> u64 {
        self.client & ((1 << (4 * (STAMP - WHEN))) - 1)
    }
}

/// Somebody who writes and takes back, here and there, in a text of their own after the first newline.
/// It remembers who stands beside whom, so that no edit costs more in a long text.
pub struct Typist {
    client: u64,
    seeder: u64,
    /// Where the last edit was.
    at: usize,
    /// The first is the newline, every other the letter with that clock plus one.
    letters: Vec<Letter>,
}

/// A letter, or where one was.
struct Letter {
    previous: usize,
    next: Option<usize>,
    stands: bool,
}

impl Typist {
    /// Begins after the first newline of a root.
    pub fn new(client: u64, seeder: u64) -> Self {
        let newline = Letter {
            previous: 0,
            next: None,
            stands: true,
        };
        Self {
            client,
            seeder,
            at: 0,
            letters: vec![newline],
        }
    }

    /// How many letters stand, the newline included.
    pub fn standing(&self) -> usize {
        self.letters.iter().filter(|letter| letter.stands).count()
    }

    /// How many have ever been written; one may go to any of them that stands.
    pub fn written(&self) -> usize {
        self.letters.len()
    }

    /// Goes behind one of the letters written, if it still stands.
    pub fn goes(&mut self, letter: usize) {
        if self.letters[letter].stands {
            self.at = letter;
        }
    }

    /// An update that writes one letter.
    pub fn types(&mut self, letter: u8) -> Vec<u8> {
        let (left, right) = (self.at, self.letters[self.at].next);
        let new = self.letters.len();
        self.letters[left].next = Some(new);
        if let Some(right) = right {
            self.letters[right].previous = new;
        }
        self.letters.push(Letter {
            previous: left,
            next: right,
            stands: true,
        });
        self.at = new;
        let mut update = vec![1, 1];
        put(&mut update, self.client);
        put(&mut update, new as u64 - 1);
        update.push(4 | 1 << 7 | u8::from(right.is_some()) << 6);
        for id in [Some(left), right]
            .into_iter()
            .flatten()
            .map(|n| self.id(n))
        {
            put(&mut update, id.client);
            put(&mut update, id.clock);
        }
        put_bytes(&mut update, &[letter]);
        update.push(0);
        update
    }

    /// An update that takes back the letter before, if there is one.
    pub fn erases(&mut self) -> Option<Vec<u8>> {
        if self.at == 0 {
            return None;
        }
        let Id { client, clock } = self.id(self.at);
        self.letters[self.at].stands = false;
        while !self.letters[self.at].stands {
            self.at = self.letters[self.at].previous;
        }
        let mut update = vec![0, 1];
        put(&mut update, client);
        update.push(1);
        put(&mut update, clock);
        update.push(1);
        Some(update)
    }

    fn id(&self, letter: usize) -> Id {
        match letter.checked_sub(1) {
            Some(clock) => Id {
                client: self.client,
                clock: clock as u64,
            },
            None => Id {
                client: self.seeder,
                clock: 0,
            },
        }
    }
}

/// The letters that say who sent an update, and when.
pub fn stamp(author: u64, when: u64) -> String {
    format!("{:0STAMP$x}", author << (4 * WHEN) | when)
}

/// The stamps in an update message, which may bring several updates: who sent each, and when.
pub fn stamps(message: &[u8]) -> impl Iterator<Item = (u64, u64)> {
    let updates = message.strip_prefix(&[0, 2]).unwrap_or_default();
    let windows = updates.windows(STAMP + 1).filter_map(|window| {
        let letters = window.strip_prefix(&[STAMP as u8])?;
        letters.iter().try_fold(0, |number, letter| {
            let digit = match letter {
                b'0'..=b'9' => letter - b'0',
                b'a'..=b'f' => letter - b'a' + 10,
                _ => return None,
            };
            Some(number << 4 | u64::from(digit))
        })
    });
    windows.map(|number| (number >> (4 * WHEN), number & ((1 << (4 * WHEN)) - 1)))
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
        assert_eq!(text.get_string(&doc.transact()), "\nAna012c00000abc!\nBen");
    }

    #[test]
    fn what_a_typist_writes_can_be_read() {
        let doc = Doc::new();
        let text = doc.get_or_insert_text("r");
        let seed = Pen::new(7, "r", None).writes(b"\n");
        let mut ana = Typist::new(300, 7);
        let mut updates = vec![seed[3..].to_vec()];
        updates.extend(b"abcd".map(|letter| ana.types(letter)));
        updates.extend([ana.erases(), ana.erases()].map(Option::unwrap));
        updates.push(ana.types(b'e'));
        ana.goes(1);
        updates.push(ana.types(b'f'));
        for update in updates {
            let update = Update::decode_v1(&update).unwrap();
            doc.transact_mut().apply_update(update).unwrap();
        }
        assert_eq!(text.get_string(&doc.transact()), "\nafbe");
        assert_eq!((ana.standing(), ana.written()), (5, 7));
    }

    #[test]
    fn stamps_read_back() {
        let read = |message: &[u8]| stamps(message).collect::<Vec<_>>();
        let (mut ana, mut ben) = (Pen::new(1, "r", None), Pen::new(0x2_0003, "r", None));
        let first = ana.stamps(123_456_789);
        assert_eq!(read(&first), [(1, 123_456_789)]);
        assert_eq!(
            read(&[&first[..], &ben.stamps(0)].concat()),
            [(1, 123_456_789), (3, 0)]
        );
        assert_eq!(read(&ana.writes(b"no time here!")), []);
        assert_eq!(read(&[0, 2, 1, 0]), []);
    }
}
