//! The order of the blocks of a document, which yrs keeps to itself.

use super::Reason;
use super::clocks::{ClientRange, Id};
use std::collections::{BTreeMap, HashMap};

/// A block whose root and neighbours are known to be there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    pub client: u64,
    pub from: u32,
    pub to: u32,
    pub left: Option<Id>,
    pub right: Option<Id>,
    pub root: usize,
    /// Whether it is a mark that begins or ends formatting, not text.
    pub mark: bool,
}

/// Where a block goes: after `left` and, by its own word, before `right`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap {
    left: Option<usize>,
    /// What comes after `left` now; concurrent blocks if it is not `right`.
    first: Option<usize>,
    right: Option<usize>,
    /// Whether `right` was found to stand left of `left`.
    crossed: bool,
}

/// The blocks of all roots in the order of the text, deleted ones included.
#[derive(Debug, Clone, Default)]
pub(super) struct Order {
    nodes: Vec<Node>,
    /// The first node of each root.
    starts: Vec<Option<usize>>,
    /// The nodes of each client by the clock that they start with. A tree: a long text is cut in its middle.
    clients: HashMap<u64, BTreeMap<u32, usize>>,
    /// Counts searches for a place.
    searches: u64,
    /// What the update at hand did, latest last.
    journal: Vec<Done>,
}

/// Clocks that follow each other in the text as they do in time.
#[derive(Debug, Clone, Copy)]
struct Node {
    block: Block,
    next: Option<usize>,
    previous: Option<usize>,
    /// Which search for a place came by last, and as its how-manieth step.
    visit: (u64, usize),
}

/// One change of the update at hand.
#[derive(Debug, Clone, Copy)]
enum Done {
    /// The latest node was linked in.
    Linked,
    /// The latest node was split off this one.
    Split(usize),
    /// This node ended here.
    Grown(usize, u32),
}

impl Block {
    /// The neighbours that it names.
    pub fn neighbours(&self) -> impl Iterator<Item = Id> + use<> {
        [self.left, self.right].into_iter().flatten()
    }

    fn id(&self) -> Id {
        Id {
            client: self.client,
            clock: self.from,
        }
    }

    /// Whether another block that was placed right after this one is more of the same.
    fn is_continued_by(&self, next: &Self) -> bool {
        self.client == next.client
            && self.to == next.from
            && self.mark == next.mark
            && next.left
                == Some(Id {
                    client: self.client,
                    clock: self.to - 1,
                })
            && next.right == self.right
    }
}

impl Order {
    pub fn next_clock(&self, client: u64) -> u32 {
        let last = self.clients.get(&client).and_then(BTreeMap::last_key_value);
        last.map_or(0, |(_, &node)| self.nodes[node].block.to)
    }

    /// The block that holds an id, as far as it is one piece.
    pub fn block(&self, id: Id) -> Option<&Block> {
        self.holding(id).map(|node| &self.nodes[node].block)
    }

    /// The blocks of a client from the one that holds a clock.
    pub fn blocks_from(&self, client: u64, clock: u32) -> impl Iterator<Item = &Block> {
        let start = self.starting_before(Id { client, clock });
        let nodes = self.clients.get(&client).into_iter();
        nodes
            .flat_map(move |nodes| nodes.range(start.map_or(clock, |(from, _)| from)..))
            .map(|(_, &node)| &self.nodes[node].block)
    }

    /// Tells of every piece of some ranges of one client, in order: the block that it is of, where it
    /// starts and ends.
    pub fn pieces(&self, ranges: &[ClientRange], mut tell: impl FnMut(&Block, u32, u32)) {
        let Some(first) = ranges.first() else { return };
        let mut blocks = self.blocks_from(first.client, first.from).peekable();
        for range in ranges {
            while let Some(block) = blocks.peek().filter(|block| block.from < range.to) {
                if block.to > range.from {
                    tell(block, block.from.max(range.from), block.to.min(range.to));
                }
                if block.to > range.to {
                    break;
                }
                blocks.next();
            }
        }
    }

    /// The blocks of a root in the order of the text.
    pub fn blocks_of(&self, root: usize) -> impl Iterator<Item = &Block> {
        let start = self.starts.get(root).copied().flatten();
        self.nodes_after(start).map(|node| &self.nodes[node].block)
    }

    /// What stands in a gap; all the rest of the root if its right side is never met.
    pub fn between(&self, gap: &Gap) -> impl Iterator<Item = &Block> {
        let right = gap.right;
        self.nodes_after(gap.first)
            .take_while(move |&node| Some(node) != right)
            .map(|node| &self.nodes[node].block)
    }

    /// Whether the right side of a gap is met after the last block between.
    pub fn is_closed(&self, gap: &Gap, last: Option<&Block>) -> bool {
        let last = last.and_then(|block| self.holding(block.id()));
        !gap.crossed && last.map_or(gap.first, |last| self.nodes[last].next) == gap.right
    }

    /// Begins an update, which can be undone until the next one begins.
    pub fn begin(&mut self) {
        self.journal.clear();
    }

    /// Takes back all that happened since [`Order::begin`].
    pub fn undo(&mut self) {
        while let Some(done) = self.journal.pop() {
            match done {
                Done::Linked => drop(self.unlink()),
                Done::Split(node) => {
                    if let Some(half) = self.unlink() {
                        self.nodes[node].block.to = half.to;
                    }
                }
                Done::Grown(node, to) => self.nodes[node].block.to = to,
            }
        }
    }

    /// Finds the gap for a block. Its neighbours must be there.
    pub fn gap(&mut self, block: &Block) -> Gap {
        if self.starts.len() <= block.root {
            self.starts.resize(block.root + 1, None);
        }
        let left = block.left.map(|id| self.ending(id));
        let right = block.right.map(|id| self.starting(id));
        let first = self.after(left, block.root);
        // The second split has cut the first one short if the right side stands left of it.
        let cut = |id: Id| left.is_some_and(|left| self.nodes[left].block.to <= id.clock);
        Gap {
            left,
            first,
            right,
            crossed: block.left.is_some_and(cut),
        }
    }

    /// Puts a block into its gap where yrs will put it; every block looked at costs a step.
    pub fn insert(
        &mut self,
        block: Block,
        gap: &Gap,
        steps: Option<&mut usize>,
    ) -> Result<(), Reason> {
        let left = if gap.first == gap.right {
            gap.left
        } else {
            self.place_among(&block, gap, steps)?
        };
        self.link(block, left);
        Ok(())
    }

    /// The place among concurrent blocks, as YATA has it and yrs does it.
    fn place_among(
        &mut self,
        block: &Block,
        gap: &Gap,
        mut steps: Option<&mut usize>,
    ) -> Result<Option<usize>, Reason> {
        self.searches += 1;
        let mut place = gap.left;
        // Visited nodes from this step on conflict with the block; those before were settled.
        let mut conflicting = 0;
        let mut at = gap.first;
        for step in 0.. {
            let Some(node) = at.filter(|_| at != gap.right) else {
                break;
            };
            if let Some(steps) = &mut steps {
                spend(steps)?;
            }
            self.nodes[node].visit = (self.searches, step);
            let other = &self.nodes[node].block;
            if other.left == block.left {
                if other.client < block.client {
                    place = at;
                    conflicting = step + 1;
                } else if other.right == block.right {
                    break;
                }
            } else {
                let origin = other.left.and_then(|id| self.holding(id));
                let visit = origin.map(|origin| self.nodes[origin].visit);
                let Some((_, before)) = visit.filter(|visit| visit.0 == self.searches) else {
                    break;
                };
                if before < conflicting {
                    place = at;
                    conflicting = step + 1;
                }
            }
            at = self.nodes[node].next;
        }
        Ok(place)
    }

    fn link(&mut self, block: Block, left: Option<usize>) {
        if let Some(left) = left
            && self.nodes[left].block.is_continued_by(&block)
        {
            self.journal.push(Done::Grown(left, block.from));
            self.nodes[left].block.to = block.to;
            return;
        }
        let node = self.add(block, left);
        let nodes = self.clients.entry(block.client).or_default();
        nodes.insert(block.from, node);
        self.journal.push(Done::Linked);
    }

    fn add(&mut self, block: Block, previous: Option<usize>) -> usize {
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
            visit: (0, 0),
        });
        node
    }

    /// Takes the latest node out again.
    fn unlink(&mut self) -> Option<Block> {
        let Node {
            block,
            next,
            previous,
            ..
        } = self.nodes.pop()?;
        match previous {
            Some(previous) => self.nodes[previous].next = next,
            None => self.starts[block.root] = next,
        }
        if let Some(next) = next {
            self.nodes[next].previous = previous;
        }
        if let Some(nodes) = self.clients.get_mut(&block.client) {
            nodes.remove(&block.from);
        }
        Some(block)
    }

    /// Splits so that a node ends with this id.
    fn ending(&mut self, id: Id) -> usize {
        let node = self.known(id);
        if self.nodes[node].block.to != id.clock + 1 {
            self.split(node, id.clock + 1);
        }
        node
    }

    /// Splits so that a node starts with this id.
    fn starting(&mut self, id: Id) -> usize {
        let node = self.known(id);
        if self.nodes[node].block.from == id.clock {
            return node;
        }
        self.split(node, id.clock)
    }

    /// Cuts a node in two before a clock in its midst; returns the second half.
    fn split(&mut self, node: usize, at: u32) -> usize {
        let whole = self.nodes[node].block;
        self.nodes[node].block.to = at;
        let left = Some(Id {
            client: whole.client,
            clock: at - 1,
        });
        let half = self.add(
            Block {
                from: at,
                left,
                ..whole
            },
            Some(node),
        );
        let nodes = self.clients.entry(whole.client).or_default();
        nodes.insert(at, half);
        self.journal.push(Done::Split(node));
        half
    }

    fn after(&self, left: Option<usize>, root: usize) -> Option<usize> {
        left.map_or(self.starts[root], |left| self.nodes[left].next)
    }

    fn nodes_after(&self, first: Option<usize>) -> impl Iterator<Item = usize> {
        std::iter::successors(first, |&node| self.nodes[node].next)
    }

    /// The last node of the id's client that does not start after it, and its first clock.
    fn starting_before(&self, id: Id) -> Option<(u32, usize)> {
        let mut nodes = self.clients.get(&id.client)?.range(..=id.clock);
        nodes.next_back().map(|(&from, &node)| (from, node))
    }

    fn holding(&self, id: Id) -> Option<usize> {
        let (_, node) = self.starting_before(id)?;
        (id.clock < self.nodes[node].block.to).then_some(node)
    }

    fn known(&self, id: Id) -> usize {
        self.holding(id)
            .expect("a block is placed after the neighbours that it names")
    }
}

/// Pays for one step of what one update may cause.
pub(super) fn spend(steps: &mut usize) -> Result<(), Reason> {
    *steps = steps.checked_sub(1).ok_or(Reason::TooMany("conflicts"))?;
    Ok(())
}
