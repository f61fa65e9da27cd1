//! Reads an update without believing it, and without yrs.

use super::clocks::{ClientRange, Id};
use super::{Limits, Reason};
use shared::protocol::lib0::{Reader, advance};
use std::ops::Range;
use yrs::{ClientID, ID, IdSet};

pub(super) const DELETED: u8 = 1;
pub(super) const STRING: u8 = 4;
pub(super) const FORMAT: u8 = 6;
const TYPE: u8 = 7;
const SKIP: u8 = 10;
pub(super) const KIND: u8 = 0b0001_1111;
const MAP_ENTRY: u8 = 0b0010_0000;
pub(super) const RIGHT_ORIGIN: u8 = 0b0100_0000;
pub(super) const LEFT_ORIGIN: u8 = 0b1000_0000;

/// What an update says it does. Only [`walk`] makes one, so holding it proves the structure sound.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Walk {
    /// The blocks it brings, one range per unbroken run; the document may know some already.
    pub clients: Vec<ClientRange>,
    /// Roots named by their name, each once. A block in mid-text names none.
    pub roots: Vec<String>,
    /// How many ranges it deletes.
    pub deletes: usize,
    /// How many blocks it brings.
    pub blocks: usize,
    pub(super) items: Vec<Item>,
    /// The blocks of each client.
    pub(super) sections: Vec<Section>,
    pub(super) erased: Vec<ClientRange>,
    /// Where in the bytes the blocks end and the deletions begin.
    pub(super) erased_at: usize,
    /// [`Limits::conflicts`], for whoever places the blocks.
    pub(super) conflicts: usize,
}

/// What an update brings of one client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    pub client: u64,
    /// Its first clock.
    pub from: u32,
    /// The clock after its last one.
    pub to: u32,
    /// How many blocks it holds, Skips included.
    pub blocks: usize,
    /// Where in the update these lie.
    pub bytes: Range<usize>,
    /// Where in [`Walk::items`] they lie.
    pub items: Range<usize>,
}

impl Walk {
    /// How many characters and marks it deletes, as far as they are not deleted yet.
    pub fn erases(&self) -> usize {
        let lengths = self.erased.iter().map(|range| range.to - range.from);
        lengths.map(|length| length as usize).sum()
    }
}

/// In which root a block lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whereabouts<'w> {
    /// In the root of that name.
    In(&'w str),
    /// Where this clock of that client lies.
    With(u64, u32),
}

impl Walk {
    /// What it deletes; some of it may be deleted already.
    pub fn erased(&self) -> &[ClientRange] {
        &self.erased
    }

    /// Where its blocks lie, as far as they say it themselves.
    pub fn whereabouts(&self) -> impl Iterator<Item = (ClientRange, Whereabouts<'_>)> {
        self.items.iter().filter_map(|item| {
            let beside = item.left.or(item.right);
            let whereabouts = match item.root {
                Some(root) => Whereabouts::In(self.roots.get(root)?),
                None => beside.map(|id| Whereabouts::With(id.client, id.clock))?,
            };
            Some((item.at, whereabouts))
        })
    }
}

/// One block: where it goes, not what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub at: ClientRange,
    pub left: Option<Id>,
    pub right: Option<Id>,
    /// Index into [`Walk::roots`].
    pub root: Option<usize>,
    /// Whether it is a mark that begins or ends formatting.
    pub mark: bool,
}

/// Reads a v1 update of flat rich texts; refuses all that such a document cannot hold.
pub fn walk(update: &[u8], limits: &Limits) -> Result<Walk, Reason> {
    if update.len() > limits.update_bytes {
        return Err(Reason::TooLarge {
            bytes: update.len(),
            limit: limits.update_bytes,
        });
    }
    let mut reader = Reader::new(update);
    let mut walk = Walk {
        conflicts: limits.conflicts,
        ..Walk::default()
    };
    let sections = reader.count(5)?;
    if sections > limits.clients {
        return Err(Reason::TooMany("clients"));
    }
    for _ in 0..sections {
        walk.section(&mut reader, update.len(), limits)?;
    }
    walk.no_client_twice()?;
    walk.erased_at = update.len() - reader.left();
    walk.deletions(&mut reader, limits)?;
    reader.end()?;
    Ok(walk)
}

impl Walk {
    /// What it deletes, as yrs has it.
    pub(super) fn erased_ids(&self) -> IdSet {
        let mut erased = IdSet::new();
        for range in &self.erased {
            let from = ID::new(ClientID::new(range.client), range.from);
            erased.insert(from, range.to - range.from);
        }
        erased
    }

    fn section(&mut self, reader: &mut Reader, len: usize, limits: &Limits) -> Result<(), Reason> {
        let blocks = reader.count(2)?;
        let client = reader.client()?;
        let from = reader.clock()?;
        let first_byte = len - reader.left();
        self.blocks = self.blocks.saturating_add(blocks);
        if self.blocks > limits.blocks {
            return Err(Reason::TooMany("blocks"));
        }
        let start = self.items.len();
        let (mut at, mut run) = (from, from);
        for _ in 0..blocks {
            let info = reader.byte()?;
            if info == SKIP {
                self.run(client, run, at);
                at = advance(at, length(reader.clock()?)?)?;
                run = at;
            } else {
                at = self.item(reader, limits, info, Id { client, clock: at })?;
            }
        }
        if run == at {
            return Err(Reason::Malformed("section"));
        }
        self.run(client, run, at);
        self.sections.push(Section {
            client,
            from,
            to: at,
            blocks,
            bytes: first_byte..len - reader.left(),
            items: start..self.items.len(),
        });
        Ok(())
    }

    fn run(&mut self, client: u64, from: u32, to: u32) {
        if from < to {
            self.clients.push(ClientRange { client, from, to });
        }
    }

    /// Reads one block and returns the clock after it.
    fn item(
        &mut self,
        reader: &mut Reader,
        limits: &Limits,
        info: u8,
        id: Id,
    ) -> Result<u32, Reason> {
        let kind = info & KIND;
        match kind {
            DELETED | STRING | FORMAT => {}
            TYPE => return Err(Reason::Nested),
            _ => return Err(Reason::Content(kind)),
        }
        if info & MAP_ENTRY != 0 {
            return Err(Reason::MapEntry);
        }
        let left = if info & LEFT_ORIGIN == 0 {
            None
        } else {
            Some(origin(reader)?)
        };
        let right = if info & RIGHT_ORIGIN == 0 {
            None
        } else {
            Some(origin(reader)?)
        };
        let root = if left.is_none() && right.is_none() {
            Some(self.root(reader, limits)?)
        } else {
            None
        };
        let len = match kind {
            DELETED => length(reader.clock()?)?,
            STRING => utf16_len(reader.text()?)?,
            _ => format(reader, limits)?,
        };
        let to = advance(id.clock, len)?;
        self.items.push(Item {
            at: ClientRange {
                client: id.client,
                from: id.clock,
                to,
            },
            left,
            right,
            root,
            mark: kind == FORMAT,
        });
        Ok(to)
    }

    fn root(&mut self, reader: &mut Reader, limits: &Limits) -> Result<usize, Reason> {
        match reader.byte()? {
            1 => {}
            0 => return Err(Reason::Nested),
            _ => return Err(Reason::Malformed("parent")),
        }
        let name = reader.text()?;
        if name.len() > limits.root_bytes {
            return Err(Reason::TooLong("root name"));
        }
        if let Some(index) = self.roots.iter().position(|root| root == name) {
            return Ok(index);
        }
        if self.roots.len() >= limits.roots {
            return Err(Reason::TooMany("roots"));
        }
        self.roots.push(name.to_owned());
        Ok(self.roots.len() - 1)
    }

    /// yrs appends a client's second section to the first, Yjs replaces the first by it.
    fn no_client_twice(&self) -> Result<(), Reason> {
        let clients = self.sections.iter().map(|section| section.client);
        let mut clients: Vec<u64> = clients.collect();
        none_twice(&mut clients)
    }

    pub(super) fn deletions(&mut self, reader: &mut Reader, limits: &Limits) -> Result<(), Reason> {
        let mut clients = Vec::new();
        for _ in 0..reader.count(4)? {
            let client = reader.client()?;
            clients.push(client);
            let ranges = reader.count(2)?;
            self.deletes = self.deletes.saturating_add(ranges);
            if self.deletes > limits.deletes {
                return Err(Reason::TooMany("deletions"));
            }
            let mut end = 0;
            for _ in 0..ranges {
                let from = reader.clock()?;
                let to = advance(from, length(reader.clock()?)?)?;
                if from < end {
                    return Err(Reason::Malformed("order of deletions"));
                }
                end = to;
                self.erased.push(ClientRange { client, from, to });
            }
        }
        none_twice(&mut clients)
    }
}

fn none_twice(clients: &mut [u64]) -> Result<(), Reason> {
    clients.sort_unstable();
    match clients.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(Reason::RepeatedClient(pair[0])),
        None => Ok(()),
    }
}

pub(super) fn origin(reader: &mut Reader) -> Result<Id, Reason> {
    Ok(Id {
        client: reader.client()?,
        clock: reader.clock()?,
    })
}

/// A length: nothing writes an empty block, and an empty deletion would still split a block.
pub(super) fn length(len: u32) -> Result<u32, Reason> {
    if len == 0 {
        Err(Reason::Malformed("length"))
    } else {
        Ok(len)
    }
}

pub(super) fn utf16_len(text: &str) -> Result<u32, Reason> {
    let len = text.encode_utf16().count();
    length(u32::try_from(len).map_err(|_| Reason::Clock)?)
}

fn format(reader: &mut Reader, limits: &Limits) -> Result<u32, Reason> {
    if reader.text()?.len() > limits.key_bytes {
        return Err(Reason::TooLong("attribute name"));
    }
    let value = reader.text()?;
    if value.len() > limits.value_bytes {
        return Err(Reason::TooLong("attribute value"));
    }
    // Looked at before parsing, so that nothing can nest.
    if value.trim_start().starts_with(['[', '{']) {
        return Err(Reason::FormatValue);
    }
    serde_json::from_str::<serde_json::Value>(value).map_err(|_| Reason::FormatValue)?;
    Ok(1)
}
