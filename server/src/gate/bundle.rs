//! Updates that passed one after another, tied into one: fewer rows, fewer frames, the same blocks.
//!
//! Their bytes are laid side by side and never decoded, which costs less than a microsecond where
//! merging them in yrs costs 44.

use super::validate::Section;
use super::{ClientRange, Walk};
use bytes::Bytes;
use shared::protocol::lib0::put_number;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Beyond so many bytes nothing is tied on.
const MOST: usize = 64 << 10;

/// One update, or several of which each begins where those before it end.
#[derive(Debug, Default)]
pub struct Bundle {
    parts: Vec<(Bytes, Vec<Section>)>,
    erased: Vec<ClientRange>,
    /// The clock that comes next, for each client with blocks in it.
    next: BTreeMap<u64, u32>,
    bytes: usize,
}

impl Bundle {
    /// A bundle of one update, which `walk` was made from.
    pub fn of(update: Bytes, walk: &Walk) -> Self {
        let mut bundle = Self::default();
        bundle.push(update, walk);
        bundle
    }

    /// Whether an update that passed the gate after all of these can be tied to them: it must not
    /// repeat what they bring, as somebody does who resyncs.
    pub fn takes(&self, update: &Bytes, walk: &Walk) -> bool {
        let follows = |section: &Section| {
            let next = self.next.get(&section.client);
            next.is_none_or(|&next| next == section.from)
        };
        self.bytes + update.len() <= MOST && walk.sections.iter().all(follows)
    }

    /// Ties an update on that it [takes](Self::takes).
    pub fn push(&mut self, update: Bytes, walk: &Walk) {
        for section in &walk.sections {
            self.next.insert(section.client, section.to);
        }
        self.bytes += update.len();
        self.erased.extend_from_slice(&walk.erased);
        self.parts.push((update, walk.sections.clone()));
    }

    /// The one update that brings what all of them bring.
    pub fn tie(self) -> Bytes {
        match &self.parts[..] {
            [(only, _)] => only.clone(),
            _ => self.tied().into(),
        }
    }

    fn tied(self) -> Vec<u8> {
        // Both in the order in which Yjs writes them: the highest client first.
        let mut clients = BTreeMap::<_, Vec<(&Section, &[u8])>>::new();
        for (update, sections) in &self.parts {
            for section in sections {
                let pieces = clients.entry(Reverse(section.client)).or_default();
                pieces.push((section, &update[section.bytes.clone()]));
            }
        }
        let mut tied = Vec::with_capacity(self.bytes);
        put_number(&mut tied, clients.len() as u64);
        for (Reverse(client), pieces) in clients {
            let blocks: usize = pieces.iter().map(|(section, _)| section.blocks).sum();
            put_number(&mut tied, blocks as u64);
            put_number(&mut tied, client);
            put_number(&mut tied, pieces[0].0.from.into());
            for (_, bytes) in pieces {
                tied.extend_from_slice(bytes);
            }
        }
        put_deletions(&mut tied, self.erased);
        tied
    }
}

pub(super) fn put_deletions(to: &mut Vec<u8>, mut erased: Vec<ClientRange>) {
    erased.sort_unstable_by_key(|range| (Reverse(range.client), range.from));
    erased.dedup_by(|next, before| {
        let joins = next.client == before.client && next.from <= before.to;
        if joins {
            before.to = before.to.max(next.to);
        }
        joins
    });
    let clients = || erased.chunk_by(|one, next| one.client == next.client);
    put_number(to, clients().count() as u64);
    for ranges in clients() {
        put_number(to, ranges[0].client);
        put_number(to, ranges.len() as u64);
        for range in ranges {
            put_number(to, range.from.into());
            put_number(to, (range.to - range.from).into());
        }
    }
}
