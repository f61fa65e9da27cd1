//! Which of many updates first spoke of a clock: brought what it names, or deleted that.

use std::collections::HashMap;
use std::ops::Range;
use yrs::block::ClientID;
use yrs::{ID, IdSet, StateVector};

/// By client, ranges of clocks that do not overlap, in order, each with the number of an update.
#[derive(Debug, Clone, Default)]
pub struct Firsts(HashMap<ClientID, Vec<(Range<u32>, usize)>>);

impl Firsts {
    /// Notes an update for those clocks that have none yet: what comes again was there before.
    pub fn note(&mut self, client: ClientID, range: Range<u32>, update: usize) {
        let known = self.0.entry(client).or_default();
        let mut start = range.start;
        let mut at = known.partition_point(|(known, _)| known.end <= start);
        while start < range.end {
            let next = known.get(at).map(|(known, _)| known.clone());
            match next {
                Some(next) if next.start <= start => {
                    start = start.max(next.end);
                    at += 1;
                }
                next => {
                    let end = next.map_or(range.end, |next| next.start.min(range.end));
                    known.insert(at, (start..end, update));
                    start = end;
                    at += 1;
                }
            }
        }
    }

    /// The update that first spoke of it.
    pub fn of(&self, id: ID) -> Option<usize> {
        let known = self.0.get(&id.client)?;
        let (range, update) =
            known.get(known.partition_point(|(range, _)| range.end <= id.clock))?;
        range.contains(&id.clock).then_some(*update)
    }

    /// All that was spoken of, with the update that first did.
    pub fn all(&self) -> impl Iterator<Item = (ClientID, &Range<u32>, usize)> {
        let of_client = |(client, ranges): (&ClientID, _)| (*client, ranges);
        self.0
            .iter()
            .map(of_client)
            .flat_map(|(client, ranges): (ClientID, &Vec<_>)| {
                let each = ranges.iter();
                each.map(move |(range, update)| (client, range, *update))
            })
    }

    /// How far each client had come after so many updates, for what updates bring: a client's clocks come in order.
    pub fn reached(&self, updates: usize) -> StateVector {
        let mut reached = StateVector::default();
        for (client, ranges) in &self.0 {
            let count = ranges.partition_point(|(_, update)| *update < updates);
            if let Some((range, _)) = count.checked_sub(1).map(|last| &ranges[last]) {
                reached.set_max(*client, range.end);
            }
        }
        reached
    }

    /// What the first so many updates spoke of.
    pub fn until(&self, updates: usize) -> IdSet {
        IdSet::from_iter(self.0.iter().map(|(client, ranges)| {
            let spoken = ranges.iter().filter(|(_, update)| *update < updates);
            (
                *client,
                spoken.map(|(range, _)| range.clone()).collect::<Vec<_>>(),
            )
        }))
    }
}
