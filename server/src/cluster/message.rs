//! What processes say to each other on the bus, as bytes. Whatever cannot be read is nothing: a build that is newer or older says
//! it, or nobody of ours.

use crate::store::{Digest, Entry, Kind};
use bytes::Bytes;
use shared::document::DocumentId;
use shared::ids::{ParticipantId, Timestamp};
use shared::protocol::lib0::{BadBytes, Reader, put_buffer, put_number};
use shared::seq::Seq;

/// What is spoken. Another version is not understood, and what it would have said is read from the database.
const VERSION: u8 = 1;
/// The most bytes that a message has: a NATS server takes a mebibyte, unless it is told otherwise.
pub const MOST_BYTES: usize = 512 << 10;
/// After every integer that a message can hold.
const END: u64 = 1 << 53;

/// Something said about a log, or to all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The log ends there now.
    Ends(Seq),
    /// These entries were committed, one after another.
    Wrote(Vec<Entry>),
    /// Who sits at the table behind this process: all of them.
    Here(Vec<Person>),
    /// What some of them say of themselves.
    Speaks(Vec<Speech>),
    /// Who is there? Whoever has somebody answers with all that they say of themselves.
    Asks,
    /// How often people have said something lately.
    Spent(Vec<(ParticipantId, u32)>),
}

/// Somebody who sits at a table, on however many connections to one process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub participant: ParticipantId,
    /// Whether what they are told does not get through in time, on none of these connections.
    pub behind: bool,
    /// The client ids by which they speak, and how far each has counted.
    pub clients: Vec<(u64, u32)>,
}

/// What somebody says of themselves in a document: an awareness update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speech {
    /// Who.
    pub participant: ParticipantId,
    /// Where.
    pub document: DocumentId,
    /// What, as y-protocols has it.
    pub update: Bytes,
}

/// What was said, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// The process.
    pub node: u64,
    /// Counts what it says: what comes late, or again, is told by it.
    pub number: u64,
    /// When it was said, by the clock of who said it.
    pub at: Timestamp,
    /// What.
    pub said: Said,
}

impl Heard {
    /// As it goes over the bus.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        put_number(&mut bytes, self.node % END);
        put_number(&mut bytes, self.number % END);
        put_number(&mut bytes, self.at.0 % END);
        match &self.said {
            Said::Ends(head) => {
                bytes.push(0);
                put_number(&mut bytes, head.get());
            }
            Said::Wrote(entries) => {
                bytes.push(1);
                put_all(&mut bytes, entries, put_entry);
            }
            Said::Here(people) => {
                bytes.push(2);
                put_all(&mut bytes, people, put_person);
            }
            Said::Speaks(speeches) => {
                bytes.push(3);
                put_all(&mut bytes, speeches, put_speech);
            }
            Said::Asks => bytes.push(4),
            Said::Spent(spent) => {
                bytes.push(5);
                put_all(&mut bytes, spent, |bytes, (who, times)| {
                    put_buffer(bytes, who.as_str().as_bytes());
                    put_number(bytes, (*times).into());
                });
            }
        }
        bytes
    }

    /// Reads what came over the bus; nothing of what is not understood.
    pub fn decode(bytes: &Bytes) -> Option<Self> {
        if bytes.len() > MOST_BYTES {
            return None;
        }
        let mut reader = Reader::new(bytes);
        if reader.byte().ok()? != VERSION {
            return None;
        }
        let node = reader.number().ok()?;
        let number = reader.number().ok()?;
        let at = Timestamp(reader.number().ok()?);
        let said = match reader.byte().ok()? {
            0 => Said::Ends(seq(&mut reader)?),
            1 => Said::Wrote(all(&mut reader, 40, |reader| entry(bytes, reader))?),
            2 => Said::Here(all(&mut reader, 3, person)?),
            3 => Said::Speaks(all(&mut reader, 3, |reader| speech(bytes, reader))?),
            4 => Said::Asks,
            5 => Said::Spent(all(&mut reader, 2, |reader| {
                Some((who(reader)?, number_in(reader)?))
            })?),
            _ => return None,
        };
        reader.end().ok()?;
        Some(Self {
            node,
            number,
            at,
            said,
        })
    }
}

fn put_all<T>(bytes: &mut Vec<u8>, all: &[T], put: impl Fn(&mut Vec<u8>, &T)) {
    put_number(bytes, all.len() as u64);
    for one in all {
        put(bytes, one);
    }
}

fn put_entry(bytes: &mut Vec<u8>, entry: &Entry) {
    put_number(bytes, entry.seq.get());
    bytes.push(entry.kind.letter());
    let who = entry.participant.as_ref().map_or("", ParticipantId::as_str);
    put_buffer(bytes, who.as_bytes());
    put_number(bytes, entry.at.0);
    put_buffer(bytes, &entry.body);
    bytes.extend_from_slice(&entry.digest);
}

fn put_person(bytes: &mut Vec<u8>, person: &Person) {
    put_buffer(bytes, person.participant.as_str().as_bytes());
    bytes.push(person.behind.into());
    put_all(bytes, &person.clients, |bytes, (client, clock)| {
        put_number(bytes, *client);
        put_number(bytes, (*clock).into());
    });
}

fn put_speech(bytes: &mut Vec<u8>, speech: &Speech) {
    put_buffer(bytes, speech.participant.as_str().as_bytes());
    put_buffer(bytes, speech.document.to_string().as_bytes());
    put_buffer(bytes, &speech.update);
}

/// As many things as it says, each of at least that many bytes.
fn all<'b, T>(
    reader: &mut Reader<'b>,
    least: usize,
    read: impl Fn(&mut Reader<'b>) -> Option<T>,
) -> Option<Vec<T>> {
    let count = reader.count(least).ok()?;
    (0..count).map(|_| read(reader)).collect()
}

fn seq(reader: &mut Reader<'_>) -> Option<Seq> {
    reader.number().ok().map(Seq::new)
}

fn number_in(reader: &mut Reader<'_>) -> Option<u32> {
    u32::try_from(reader.number().ok()?).ok()
}

fn who(reader: &mut Reader<'_>) -> Option<ParticipantId> {
    reader.text().ok()?.parse().ok()
}

fn entry(bytes: &Bytes, reader: &mut Reader<'_>) -> Option<Entry> {
    let seq = seq(reader)?;
    let kind = Kind::from_letter(reader.byte().ok()?)?;
    let participant = match reader.text().ok()? {
        "" => None,
        who => Some(who.parse().ok()?),
    };
    let at = Timestamp(reader.number().ok()?);
    let body = bytes.slice_ref(reader.buffer().ok()?);
    let mut digest = Digest::default();
    for byte in &mut digest {
        *byte = reader.byte().ok()?;
    }
    Some(Entry {
        seq,
        kind,
        participant,
        at,
        body,
        digest,
    })
}

fn person(reader: &mut Reader<'_>) -> Option<Person> {
    let participant = who(reader)?;
    let behind = reader.byte().ok()? != 0;
    let client = |reader: &mut Reader<'_>| -> Result<(u64, u32), BadBytes> {
        Ok((reader.client()?, reader.clock()?))
    };
    let clients = all(reader, 2, |reader| client(reader).ok())?;
    Some(Person {
        participant,
        behind,
        clients,
    })
}

fn speech(bytes: &Bytes, reader: &mut Reader<'_>) -> Option<Speech> {
    let participant = who(reader)?;
    let document = DocumentId::parse(reader.text().ok()?)?;
    let update = bytes.slice_ref(reader.buffer().ok()?);
    Some(Speech {
        participant,
        document,
        update,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::StdRng;
    use rand::{RngExt as _, SeedableRng as _};

    fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
        text.parse().expect("an id")
    }

    fn all_kinds() -> Vec<Heard> {
        let entry = |seq, kind, participant: Option<&str>| Entry {
            seq: Seq::new(seq),
            kind,
            participant: participant.map(id),
            at: Timestamp(1_700_000_000_000),
            body: Bytes::from_static(b"{\"some\":\"thing\"}"),
            digest: [7; 32],
        };
        let person = Person {
            participant: id("ana"),
            behind: true,
            clients: vec![(1 << 50, 3), (7, 0)],
        };
        let speech = |document| Speech {
            participant: id("ben"),
            document,
            update: Bytes::from_static(&[1, 7, 1, 2, b'{', b'}']),
        };
        let said = [
            Said::Ends(Seq::new(17)),
            Said::Wrote(vec![
                entry(1 << 40, Kind::Update, Some("ana")),
                entry(2, Kind::Private, None),
                entry(3, Kind::Event, Some("ben")),
            ]),
            Said::Here(vec![person]),
            Said::Here(Vec::new()),
            Said::Speaks(vec![
                speech(DocumentId::Table),
                speech(DocumentId::Private(id("q1"), id("d1"))),
            ]),
            Said::Asks,
            Said::Spent(vec![(id("ana"), 500)]),
        ];
        let heard = said.into_iter().zip(1..).map(|(said, number)| Heard {
            node: END - 1,
            number,
            at: Timestamp(1_700_000_000_001),
            said,
        });
        heard.collect()
    }

    #[test]
    fn what_is_said_is_heard() {
        for heard in all_kinds() {
            let bytes = heard.encode().into();
            assert_eq!(Heard::decode(&bytes), Some(heard));
        }
    }

    #[test]
    fn what_is_cut_short_or_goes_on_is_nothing() {
        for heard in all_kinds() {
            let whole = heard.encode();
            for end in 0..whole.len() {
                let cut = Bytes::copy_from_slice(&whole[..end]);
                assert_eq!(Heard::decode(&cut), None, "{heard:?} up to {end}");
            }
            let longer = [&whole[..], &[0]].concat();
            assert_eq!(Heard::decode(&longer.into()), None);
        }
        assert_eq!(Heard::decode(&vec![VERSION; MOST_BYTES + 1].into()), None);
        assert_eq!(Heard::decode(&Bytes::from_static(b"17")), None);
    }

    #[test]
    fn whatever_comes_ends_nobody() {
        let mut chance = StdRng::seed_from_u64(9);
        for heard in all_kinds() {
            for _ in 0..2_000 {
                let mut bytes = heard.encode();
                for _ in 0..chance.random_range(1..4) {
                    let at = chance.random_range(0..bytes.len());
                    bytes[at] = chance.random();
                }
                drop(Heard::decode(&bytes.into()));
            }
        }
    }
}
