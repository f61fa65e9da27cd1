//! The order of the blocks of a document, which yrs keeps to itself.
//!
//! Blocks name their neighbours, and peers agree on the order of concurrent ones only if these
//! were neighbours once. A forged block that reaches over others, say from the first character to
//! the last, lands in one place in a live document and in another when the same document is loaded
//! again: it poisons without a panic. So the gate follows the order and looks between the two:
//! what stands there must be news to the author. Mostly that shows from when it came (who holds a
//! word of another's holds the log up to it); where it does not, from what hangs on what.

use super::Reason;
use std::collections::{HashMap, HashSet};

/// How many arrivals are remembered exactly for one client; older ones blur in pairs.
const ARRIVALS: usize = 512;

/// The name of one character or mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Id {
    pub client: u64,
    pub clock: u32,
}

/// A block whose root and neighbours are known to be there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    pub client: u64,
    pub from: u32,
    pub to: u32,
    pub left: Option<Id>,
    pub right: Option<Id>,
    pub root: usize,
}

/// Clocks that follow each other in the text as they do in time.
#[derive(Debug, Clone, Copy)]
struct Node {
    block: Block,
    next: Option<usize>,
    previous: Option<usize>,
}

/// What one client wrote.
#[derive(Debug, Clone, Default)]
struct Author {
    /// Indices of nodes, by clock.
    nodes: Vec<usize>,
    arrivals: Vec<Arrival>,
    /// The latest update that this client has provably seen.
    seen: u32,
}

/// When clocks up to `to` came: between these two updates.
#[derive(Debug, Clone, Copy)]
struct Arrival {
    to: u32,
    earliest: u32,
    latest: u32,
}

/// The blocks of all roots in the order of the text, deleted ones included.
#[derive(Debug, Clone, Default)]
pub(super) struct Order {
    nodes: Vec<Node>,
    /// The first node of each root.
    starts: Vec<Option<usize>>,
    authors: HashMap<u64, Author>,
    /// Counts updates.
    now: u32,
    /// What the update at hand did, latest last.
    journal: Vec<Done>,
    /// What its authors must have seen, as far as that was asked.
    pasts: HashMap<u64, HashMap<u64, u32>>,
}

/// One change of the update at hand.
#[derive(Debug, Clone, Copy)]
enum Done {
    /// The latest node was linked in.
    Linked,
    /// The latest node was split off this one.
    Split(usize),
    Grown {
        node: usize,
        from: u32,
    },
    Saw {
        client: u64,
        before: u32,
    },
}

impl Order {
    pub fn next_clock(&self, client: u64) -> u32 {
        self.last(client)
            .map_or(0, |node| self.nodes[node].block.to)
    }

    /// The block that holds an id, as far as it is one piece.
    pub fn block(&self, id: Id) -> Option<&Block> {
        self.holding(id).map(|node| &self.nodes[node].block)
    }

    /// The blocks of a client from the one that holds a clock.
    pub fn blocks_from(&self, client: u64, clock: u32) -> impl Iterator<Item = &Block> {
        let nodes = self
            .authors
            .get(&client)
            .map_or(&[][..], |author| &author.nodes);
        let start = nodes.partition_point(|&node| self.nodes[node].block.to <= clock);
        nodes[start..].iter().map(|&node| &self.nodes[node].block)
    }

    /// The blocks of a root in the order of the text.
    pub fn blocks_of(&self, root: usize) -> impl Iterator<Item = &Block> {
        let start = self.starts.get(root).copied().flatten();
        std::iter::successors(start, |&node| self.nodes[node].next)
            .map(|node| &self.nodes[node].block)
    }

    /// Begins a new update.
    pub fn begin(&mut self) {
        self.now += 1;
        self.journal.clear();
        self.pasts.clear();
    }

    /// Ends it well: remembers when these blocks came.
    pub fn keep(&mut self, client: u64, to: u32) {
        let now = self.now;
        let author = self.authors.entry(client).or_default();
        author.arrivals.push(Arrival {
            to,
            earliest: now,
            latest: now,
        });
        if author.arrivals.len() > ARRIVALS {
            author.blur();
        }
    }

    /// Takes back all blocks since [`Order::begin`].
    pub fn undo(&mut self) {
        while let Some(done) = self.journal.pop() {
            match done {
                Done::Linked => drop(self.unlink()),
                Done::Split(node) => {
                    if let Some(half) = self.unlink() {
                        self.nodes[node].block.to = half.to;
                    }
                }
                Done::Grown { node, from } => self.nodes[node].block.to = from,
                Done::Saw { client, before } => {
                    self.authors.entry(client).or_default().seen = before;
                }
            }
        }
    }

    /// Puts a block where yrs will put it and tells whether an honest client can have written it.
    /// `steps` is what is left of the work that one update may cause.
    pub fn place(&mut self, block: Block, steps: &mut usize) -> Result<bool, Reason> {
        if self.starts.len() <= block.root {
            self.starts.resize(block.root + 1, None);
        }
        let left = block.left.map(|id| self.ending(id));
        let right = block.right.map(|id| self.starting(id));
        let first = match left {
            Some(left) => self.nodes[left].next,
            None => self.starts[block.root],
        };
        // The second split has cut the first one short if the right neighbour stands to its left.
        let cut = |id: Id| left.is_some_and(|left| self.nodes[left].block.to <= id.clock);
        let crossed = block.left.is_some_and(cut);
        let honest = !crossed && self.is_honest(&block, first, right, steps)?;
        let left = if first == right {
            left
        } else {
            self.resolve(&block, left, right, steps)?
        };
        self.saw(&block);
        self.link(block, left);
        Ok(honest)
    }

    /// Whether all that lies between the neighbours of a block, from `first` to before `right`,
    /// can have been unknown to its author.
    fn is_honest(
        &mut self,
        block: &Block,
        first: Option<usize>,
        right: Option<usize>,
        steps: &mut usize,
    ) -> Result<bool, Reason> {
        if first == right {
            return Ok(true);
        }
        let seen = self.seen_by(block);
        let mut doubtful = false;
        let mut at = first;
        while at != right {
            // Nobody's right neighbour stands left of the left one, and nobody forgets their own.
            let Some(node) = at else { return Ok(false) };
            spend(steps)?;
            let Block { client, from, .. } = self.nodes[node].block;
            if client == block.client {
                return Ok(false);
            }
            doubtful |=
                self.arrival(Id {
                    client,
                    clock: from,
                })
                .0 <= seen;
            at = self.nodes[node].next;
        }
        if !doubtful {
            return Ok(true);
        }
        let past = self.past(block, steps)?;
        let mut between = std::iter::successors(first, |&node| self.nodes[node].next)
            .take_while(|&node| Some(node) != right)
            .map(|node| &self.nodes[node].block);
        let honest =
            between.all(|other| past.get(&other.client).is_none_or(|&to| to <= other.from));
        self.pasts.insert(block.client, past);
        Ok(honest)
    }

    /// Up to which clock of each client the author of a block must have seen: all before it of
    /// their own, its neighbours, and whatever these and those hang on in turn.
    fn past(&mut self, block: &Block, steps: &mut usize) -> Result<HashMap<u64, u32>, Reason> {
        let mut past = self.pasts.remove(&block.client).unwrap_or_default();
        let mut reached = vec![(block.client, block.from)];
        let ends = |block: &Block| [block.left, block.right].into_iter().flatten();
        reached.extend(ends(block).map(|id| (id.client, id.clock + 1)));
        while let Some((client, to)) = reached.pop() {
            let known = past.entry(client).or_default();
            if *known >= to {
                continue;
            }
            let from = std::mem::replace(known, to);
            for other in self
                .blocks_from(client, from)
                .take_while(|other| other.from < to)
            {
                spend(steps)?;
                reached.extend(ends(other).map(|id| (id.client, id.clock + 1)));
            }
        }
        Ok(past)
    }

    /// The place among concurrent blocks, as YATA has it and yrs does it.
    fn resolve(
        &self,
        block: &Block,
        left: Option<usize>,
        right: Option<usize>,
        steps: &mut usize,
    ) -> Result<Option<usize>, Reason> {
        let (mut before, mut conflicting) = (HashSet::new(), HashSet::new());
        let mut place = left;
        let mut at = left.map_or(self.starts[block.root], |left| self.nodes[left].next);
        while let Some(node) = at.filter(|_| at != right) {
            spend(steps)?;
            before.insert(node);
            conflicting.insert(node);
            let other = &self.nodes[node].block;
            if other.left == block.left {
                if other.client < block.client {
                    place = at;
                    conflicting.clear();
                } else if other.right == block.right {
                    break;
                }
            } else {
                let origin = other.left.and_then(|id| self.holding(id));
                let Some(origin) = origin.filter(|origin| before.contains(origin)) else {
                    break;
                };
                if !conflicting.contains(&origin) {
                    place = at;
                    conflicting.clear();
                }
            }
            at = self.nodes[node].next;
        }
        Ok(place)
    }

    fn link(&mut self, block: Block, left: Option<usize>) {
        if let Some(left) = left {
            let Node { block: last, .. } = self.nodes[left];
            let follows = last.client == block.client
                && last.to == block.from
                && block.left
                    == Some(Id {
                        client: last.client,
                        clock: last.to - 1,
                    })
                && block.right == last.right;
            if follows {
                self.journal.push(Done::Grown {
                    node: left,
                    from: last.to,
                });
                self.nodes[left].block.to = block.to;
                return;
            }
        }
        let node = self.insert(block, left);
        self.authors
            .entry(block.client)
            .or_default()
            .nodes
            .push(node);
        self.journal.push(Done::Linked);
    }

    fn insert(&mut self, block: Block, previous: Option<usize>) -> usize {
        let node = self.nodes.len();
        let next = match previous {
            Some(previous) => self.nodes[previous].next.replace(node),
            None => self.starts[block.root].replace(node),
        };
        if let Some(next) = next {
            self.nodes[next].previous = Some(node);
        }
        self.nodes.push(Node {
            block,
            next,
            previous,
        });
        node
    }

    /// Takes the latest node out again.
    fn unlink(&mut self) -> Option<Block> {
        let Node {
            block,
            next,
            previous,
        } = self.nodes.pop()?;
        match previous {
            Some(previous) => self.nodes[previous].next = next,
            None => self.starts[block.root] = next,
        }
        if let Some(next) = next {
            self.nodes[next].previous = previous;
        }
        let gone = self.nodes.len();
        self.authors
            .entry(block.client)
            .or_default()
            .nodes
            .retain(|&node| node != gone);
        Some(block)
    }

    /// Splits so that a node ends with this id, which must be there.
    fn ending(&mut self, id: Id) -> usize {
        self.split(Id {
            clock: id.clock + 1,
            ..id
        });
        self.known(id)
    }

    /// Splits so that a node starts with this id, which must be there.
    fn starting(&mut self, id: Id) -> usize {
        self.split(id);
        self.known(id)
    }

    fn split(&mut self, at: Id) {
        let Some(node) = self.holding(at) else { return };
        let whole = self.nodes[node].block;
        if whole.from == at.clock {
            return;
        }
        self.nodes[node].block.to = at.clock;
        let left = Some(Id {
            client: at.client,
            clock: at.clock - 1,
        });
        let half = self.insert(
            Block {
                from: at.clock,
                left,
                ..whole
            },
            Some(node),
        );
        let nodes = &mut self.authors.entry(at.client).or_default().nodes;
        let place = nodes.partition_point(|&node| self.nodes[node].block.to <= at.clock);
        nodes.insert(place, half);
        self.journal.push(Done::Split(node));
    }

    fn holding(&self, id: Id) -> Option<usize> {
        let nodes = &self.authors.get(&id.client)?.nodes;
        nodes
            .get(nodes.partition_point(|&node| self.nodes[node].block.to <= id.clock))
            .copied()
    }

    fn known(&self, id: Id) -> usize {
        self.holding(id)
            .expect("the plan found every origin in the document or before it")
    }

    fn last(&self, client: u64) -> Option<usize> {
        self.authors.get(&client)?.nodes.last().copied()
    }

    /// Remembers what the author of a block must have seen to write it.
    fn saw(&mut self, block: &Block) {
        let seen = self.seen_by(block);
        let author = self.authors.entry(block.client).or_default();
        if seen > author.seen {
            self.journal.push(Done::Saw {
                client: block.client,
                before: author.seen,
            });
            author.seen = seen;
        }
    }

    fn seen_by(&self, block: &Block) -> u32 {
        let before = self
            .authors
            .get(&block.client)
            .map_or(0, |author| author.seen);
        before.max(self.seen_through(block))
    }

    /// Whoever holds another's word holds the log up to it.
    fn seen_through(&self, block: &Block) -> u32 {
        let origins = [block.left, block.right].into_iter().flatten();
        let others = origins.filter(|id| id.client != block.client);
        others.map(|id| self.arrival(id).1).max().unwrap_or(0)
    }

    /// The earliest and the latest that an id can have come.
    fn arrival(&self, id: Id) -> (u32, u32) {
        let Some(author) = self.authors.get(&id.client) else {
            return (self.now, self.now);
        };
        let at = author
            .arrivals
            .partition_point(|arrival| arrival.to <= id.clock);
        match author.arrivals.get(at) {
            Some(arrival) => (arrival.earliest, arrival.latest),
            None => (self.now, self.now),
        }
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

fn spend(steps: &mut usize) -> Result<(), Reason> {
    *steps = steps.checked_sub(1).ok_or(Reason::TooMany("conflicts"))?;
    Ok(())
}
