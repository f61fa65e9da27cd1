//! Who can have known what when they wrote.
//!
//! Blocks name their neighbours, and peers agree on the order of concurrent ones only if these
//! were neighbours once. A forged block that reaches over others, say from the first character to
//! the last, lands in one place in a live document and in another when the same document is loaded
//! again: it poisons without a panic. So what stands between a block's neighbours must be news to
//! its author. Mostly that shows from when it came, since who holds another's word holds the log up
//! to it. Where it does not, for instance after a restart, it shows from what hangs on what.

use super::Reason;
use super::clocks::Id;
use super::order::{Block, Gap, Order, spend};
use std::collections::HashMap;

/// How many arrivals are remembered exactly for one client; older ones blur in pairs.
const ARRIVALS: usize = 512;

/// Remembers when blocks came and what their authors have seen.
#[derive(Debug, Clone, Default)]
pub(super) struct Witness {
    authors: HashMap<u64, Author>,
    /// Counts updates.
    now: u32,
    /// What authors had seen before the update at hand, latest last.
    journal: Vec<(u64, u32)>,
    /// What authors must have seen by the update at hand, as far as that was asked.
    pasts: HashMap<u64, Past>,
}

/// Up to which clock of each client somebody has seen.
type Past = HashMap<u64, u32>;

#[derive(Debug, Clone, Default)]
struct Author {
    arrivals: Vec<Arrival>,
    /// The latest update that this client has provably seen.
    seen: u32,
}

/// When the clocks up to `to` came: between these two updates.
#[derive(Debug, Clone, Copy)]
struct Arrival {
    to: u32,
    earliest: u32,
    latest: u32,
}

impl Witness {
    /// Begins an update, which can be undone until the next one begins.
    pub fn begin(&mut self) {
        self.now += 1;
        self.journal.clear();
        self.pasts.clear();
    }

    /// Forgets what the update at hand said of its authors.
    pub fn undo(&mut self) {
        while let Some((client, seen)) = self.journal.pop() {
            self.authors.entry(client).or_default().seen = seen;
        }
    }

    /// Remembers that a client's clocks up to `to` have come with the update at hand.
    pub fn arrived(&mut self, client: u64, to: u32) {
        let arrival = Arrival {
            to,
            earliest: self.now,
            latest: self.now,
        };
        let author = self.authors.entry(client).or_default();
        author.arrivals.push(arrival);
        if author.arrivals.len() > ARRIVALS {
            author.blur();
        }
    }

    /// Whether all that stands in the gap of a block can have been unknown to its author.
    pub fn believes(
        &mut self,
        order: &Order,
        block: &Block,
        gap: &Gap,
        steps: &mut usize,
    ) -> Result<bool, Reason> {
        let seen = self.seen_by(block);
        let mut doubtful = false;
        let mut last = None;
        for other in order.between(gap) {
            spend(steps)?;
            // Nobody forgets their own.
            if other.client == block.client {
                return Ok(false);
            }
            last = Some(other);
            doubtful |= self.arrival(other.client, other.from).earliest <= seen;
        }
        let closed = order.is_closed(gap, last);
        if !closed || !doubtful {
            return Ok(closed);
        }
        let past = self.past(order, block, steps)?;
        let news = |other: &Block| past.get(&other.client).is_none_or(|&to| to <= other.from);
        let believed = order.between(gap).all(news);
        self.pasts.insert(block.client, past);
        Ok(believed)
    }

    /// Remembers what the author of a block must have seen to write it.
    pub fn saw(&mut self, block: &Block) {
        let seen = self.seen_by(block);
        let author = self.authors.entry(block.client).or_default();
        if seen > author.seen {
            self.journal.push((block.client, author.seen));
            author.seen = seen;
        }
    }

    fn seen_by(&self, block: &Block) -> u32 {
        let others = block.neighbours().filter(|id| id.client != block.client);
        let through = others
            .map(|id| self.arrival(id.client, id.clock).latest)
            .max();
        let before = self
            .authors
            .get(&block.client)
            .map_or(0, |author| author.seen);
        before.max(through.unwrap_or(0))
    }

    /// When a clock came; what came with the update at hand is not entered yet.
    fn arrival(&self, client: u64, clock: u32) -> Arrival {
        let arrivals = self
            .authors
            .get(&client)
            .map_or(&[][..], |author| &author.arrivals);
        let at = arrivals.partition_point(|arrival| arrival.to <= clock);
        let now = Arrival {
            to: u32::MAX,
            earliest: self.now,
            latest: self.now,
        };
        arrivals.get(at).copied().unwrap_or(now)
    }

    /// What the author of a block must have seen: all of their own before it, its neighbours, and
    /// whatever these and those hang on in turn.
    fn past(&mut self, order: &Order, block: &Block, steps: &mut usize) -> Result<Past, Reason> {
        let mut past = self.pasts.remove(&block.client).unwrap_or_default();
        let after = |id: Id| (id.client, id.clock + 1);
        let mut reached = vec![(block.client, block.from)];
        reached.extend(block.neighbours().map(after));
        while let Some((client, to)) = reached.pop() {
            let known = past.entry(client).or_default();
            if *known >= to {
                continue;
            }
            let from = std::mem::replace(known, to);
            for other in order
                .blocks_from(client, from)
                .take_while(|other| other.from < to)
            {
                spend(steps)?;
                reached.extend(other.neighbours().map(after));
            }
        }
        Ok(past)
    }
}

impl Author {
    /// Halves the older half of the arrivals.
    fn blur(&mut self) {
        let recent = self.arrivals.split_off(self.arrivals.len() / 2);
        let pair = |pair: &[Arrival]| Arrival {
            earliest: pair[0].earliest,
            ..pair[pair.len() - 1]
        };
        self.arrivals = self.arrivals.chunks(2).map(pair).collect();
        self.arrivals.extend(recent);
    }
}
