//! Divides what was written under one client id among several, so that the words of each author lie under an id of their own.
//!
//! Where each block stands was worked out when all of it was written; only the ids are written anew. So a text is read once,
//! however many authors the words have that go into it.

use super::Reason;
use super::bundle::put_deletions;
use super::clocks::{ClientRange, Id};
use super::limits::Limits;
use super::validate::{DELETED, FORMAT, KIND, LEFT_ORIGIN, RIGHT_ORIGIN, STRING};
use super::validate::{Walk, length, origin, utf16_len};
use shared::protocol::lib0::{Reader, advance, put_buffer, put_number};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How the clocks of the one are those of the several.
struct Divider<'s> {
    /// The one client id.
    one: u64,
    /// Under which ids the words that come next go, and how many UTF-16 units of them.
    shares: &'s [(u64, u32)],
    /// How many units of the first of these are taken.
    taken: u32,
    /// Under which id the words before went.
    last: u64,
    /// From which of the clocks on each run goes under which id and clock, in order.
    runs: Vec<(u32, Id)>,
    /// The blocks of each id, the highest id first, as Yjs writes them.
    sections: BTreeMap<Reverse<u64>, Section>,
}

/// The blocks of one of the several.
#[derive(Default)]
struct Section {
    blocks: u64,
    next: u32,
    bytes: Vec<u8>,
}

/// The update as if its words had been written under these ids, one after another, each with as many UTF-16 units. A mark goes
/// under the id of the words before it, and what comes before all words under the first.
///
/// # Errors
/// If the update brings anything but new blocks of one client, or other words than so many.
pub fn divided(update: &[u8], shares: &[(u64, u32)]) -> Result<Vec<u8>, Reason> {
    let Some((last, _)) = shares.first() else {
        return Err(Reason::Malformed("shares"));
    };
    let mut reader = Reader::new(update);
    let sections = reader.count(5)?;
    let blocks = if sections == 1 { reader.count(2)? } else { 0 };
    if blocks == 0 {
        return Err(Reason::Malformed("section"));
    }
    let mut divider = Divider {
        one: reader.client()?,
        shares,
        taken: 0,
        last: *last,
        runs: Vec::new(),
        sections: BTreeMap::new(),
    };
    let mut at = reader.clock()?;
    if at != 0 {
        return Err(Reason::Malformed("section"));
    }
    for _ in 0..blocks {
        at = divider.block(&mut reader, at)?;
    }
    let mut walk = Walk::default();
    walk.deletions(&mut reader, &Limits::none())?;
    reader.end()?;
    Ok(divider.written(walk.erased(), at))
}

impl Divider<'_> {
    /// Takes in a block, and returns the clock after it.
    fn block(&mut self, reader: &mut Reader<'_>, at: u32) -> Result<u32, Reason> {
        let info = reader.byte()?;
        let mut beside = |flag| (info & flag != 0).then(|| origin(reader)).transpose();
        let (left, right) = (beside(LEFT_ORIGIN)?, beside(RIGHT_ORIGIN)?);
        let mut head = Vec::new();
        for id in [left, right].into_iter().flatten() {
            self.put_id(&mut head, id);
        }
        if left.is_none() && right.is_none() {
            head.push(reader.byte()?);
            put_buffer(&mut head, reader.text()?.as_bytes());
        }
        match info & KIND {
            STRING => self.words(reader.text()?, at, (info, head), right),
            FORMAT => {
                put_buffer(&mut head, reader.text()?.as_bytes());
                put_buffer(&mut head, reader.text()?.as_bytes());
                self.put(self.last, at, 1, info, &head)
            }
            DELETED => {
                let units = length(reader.clock()?)?;
                put_number(&mut head, units.into());
                self.put(self.last, at, units, info, &head)
            }
            kind => Err(Reason::Content(kind)),
        }
    }

    /// Takes in words, cut where their author changes: what is cut off hangs on what stands before it.
    fn words(
        &mut self,
        mut words: &str,
        mut at: u32,
        (mut info, mut head): (u8, Vec<u8>),
        right: Option<Id>,
    ) -> Result<u32, Reason> {
        while !words.is_empty() {
            let (client, most) = self.share()?;
            let (taken, after) = split_at_unit(words, most);
            let units = utf16_len(taken)?;
            self.taken += units;
            self.last = client;
            put_buffer(&mut head, taken.as_bytes());
            at = self.put(client, at, units, info, &head)?;
            head.clear();
            info |= LEFT_ORIGIN;
            let before = Id {
                client: self.one,
                clock: at - 1,
            };
            self.put_id(&mut head, before);
            if let Some(right) = right {
                self.put_id(&mut head, right);
            }
            words = after;
        }
        Ok(at)
    }

    /// Whose the next words are, and how many units of them.
    fn share(&mut self) -> Result<(u64, u32), Reason> {
        while let Some((client, units)) = self.shares.first() {
            if self.taken < *units {
                return Ok((*client, units - self.taken));
            }
            self.taken = 0;
            self.shares = &self.shares[1..];
        }
        Err(Reason::Malformed("shares"))
    }

    /// Puts a block under an id, and returns the clock after it.
    fn put(&mut self, to: u64, at: u32, units: u32, info: u8, rest: &[u8]) -> Result<u32, Reason> {
        let section = self.sections.entry(Reverse(to)).or_default();
        let now = Id {
            client: to,
            clock: section.next,
        };
        section.next = advance(section.next, units)?;
        section.blocks += 1;
        section.bytes.push(info);
        section.bytes.extend_from_slice(rest);
        self.runs.push((at, now));
        Ok(advance(at, units)?)
    }

    /// What an id is by now. Blocks hang only on what was written before them.
    fn put_id(&self, to: &mut Vec<u8>, id: Id) {
        let id = if id.client == self.one {
            self.now(id.clock)
        } else {
            id
        };
        put_number(to, id.client);
        put_number(to, id.clock.into());
    }

    fn now(&self, clock: u32) -> Id {
        let after = self.runs.partition_point(|(from, _)| *from <= clock);
        let before = after.checked_sub(1).and_then(|nth| self.runs.get(nth));
        let unknown = Id {
            client: self.one,
            clock,
        };
        before.map_or(unknown, |(from, id)| Id {
            client: id.client,
            clock: id.clock + (clock - from),
        })
    }

    /// The update, with what was deleted; the clocks of the one end at `end`.
    fn written(self, erased: &[ClientRange], end: u32) -> Vec<u8> {
        let mut gone = Vec::new();
        for range in erased {
            if range.client != self.one {
                gone.push(*range);
                continue;
            }
            let ends = self.runs.iter().skip(1).map(|(from, _)| *from);
            for ((from, _), to) in self.runs.iter().zip(ends.chain([end])) {
                let (from, to) = (range.from.max(*from), range.to.min(to));
                if from < to {
                    let now = self.now(from);
                    gone.push(ClientRange {
                        client: now.client,
                        from: now.clock,
                        to: now.clock + (to - from),
                    });
                }
            }
        }
        let mut update = Vec::new();
        put_number(&mut update, self.sections.len() as u64);
        for (Reverse(client), section) in &self.sections {
            put_number(&mut update, section.blocks);
            put_number(&mut update, *client);
            put_number(&mut update, 0);
            update.extend_from_slice(&section.bytes);
        }
        put_deletions(&mut update, gone);
        update
    }
}

/// The text up to so many UTF-16 units, and the rest; never within a character, and never nothing of it.
fn split_at_unit(text: &str, units: u32) -> (&str, &str) {
    let mut left = units;
    let end = text.char_indices().find_map(|(at, sign)| {
        let is_end = left == 0 && at > 0;
        left = left.saturating_sub(u32::try_from(sign.len_utf16()).unwrap_or(1));
        is_end.then_some(at)
    });
    text.split_at(end.unwrap_or(text.len()))
}
