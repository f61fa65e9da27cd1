//! Foresees what an update would do.

use super::order::{Block, Id};
use super::walk::Item;
use super::{ClientRange, Ledger, Reason, Walk};
use std::sync::Arc;
use yrs::{ClientID, ID, IdSet};

/// What an update would do. The ledger has followed it already: keep it or undo it.
#[derive(Debug)]
pub(super) struct Plan {
    stages: Vec<Stage>,
    /// Roots it would change and may.
    touched: Vec<usize>,
    /// What it deletes where it may not: allowed only if all of it is deleted already.
    pub foreign: IdSet,
    /// Why not, should some of it still be there.
    pub refusal: Option<Reason>,
    /// Whether an honest client can have written all of it.
    pub honest: bool,
}

/// The blocks that one client would add.
#[derive(Debug)]
struct Stage {
    added: ClientRange,
    /// How far into the walk's section we are.
    next: usize,
    end: usize,
}

/// Whether a block can be placed.
enum Ground {
    /// In this root.
    Root(usize),
    /// Not before that stage has reached that clock.
    Later(usize, u32),
}

/// Lays out one update.
struct Planner<'a, F> {
    ledger: &'a mut Ledger,
    walk: &'a Walk,
    right: F,
    /// What `right` said, which is asked once per root.
    answers: Vec<Option<bool>>,
    /// The walk's roots as the ledger numbers them, or why not.
    named: Vec<Result<usize, Reason>>,
    /// What is left of the work that one update may cause.
    steps: usize,
    plan: Plan,
}

impl Ledger {
    /// Foresees an update, or says why it cannot be and stays as it was.
    pub(super) fn plan(
        &mut self,
        walk: &Walk,
        right: impl Fn(&str) -> bool,
    ) -> Result<Plan, Reason> {
        self.order.begin();
        self.witness.begin();
        let planned = Planner::new(self, walk, right).run();
        if planned.is_err() {
            self.undo();
        }
        planned
    }
}

impl<'a, F: Fn(&str) -> bool> Planner<'a, F> {
    fn new(ledger: &'a mut Ledger, walk: &'a Walk, right: F) -> Self {
        let name = |name: &String| {
            if right(name) {
                Ok(ledger.intern(name))
            } else {
                Err(Reason::Root(name.as_str().into()))
            }
        };
        let named = walk.roots.iter().map(name).collect();
        let stage = |section: &std::ops::Range<usize>| {
            let client = walk.items[section.start].at.client;
            let known = ledger.order.next_clock(client);
            let added = ClientRange {
                client,
                from: known,
                to: known,
            };
            Stage {
                added,
                next: section.start,
                end: section.end,
            }
        };
        let mut stages: Vec<_> = walk.sections.iter().map(stage).collect();
        // As yrs does it, so that the order comes out the same even where it should not matter.
        stages.sort_unstable_by_key(|stage| std::cmp::Reverse(stage.added.client));
        let plan = Plan {
            stages,
            touched: Vec::new(),
            foreign: IdSet::new(),
            refusal: None,
            honest: true,
        };
        let answers = vec![None; ledger.roots.len()];
        Self {
            ledger,
            walk,
            right,
            answers,
            named,
            steps: walk.conflicts,
            plan,
        }
    }

    fn run(mut self) -> Result<Plan, Reason> {
        for start in 0..self.plan.stages.len() {
            self.settle(start)?;
        }
        self.deletions()?;
        Ok(self.plan)
    }

    /// Places all blocks of one stage, and of others as far as they are needed for it.
    fn settle(&mut self, start: usize) -> Result<(), Reason> {
        let mut waiting = vec![(start, u32::MAX)];
        while let Some(&(at, until)) = waiting.last() {
            let stage = &self.plan.stages[at];
            let known = stage.added.to;
            if known > until || stage.next == stage.end {
                // If it ended too early, whoever waited finds nothing and fails.
                waiting.pop();
                continue;
            }
            let item = self.walk.items[stage.next];
            if item.at.to > known {
                match self.ground(&item, known)? {
                    Ground::Root(root) => self.place(at, &item, root)?,
                    Ground::Later(other, clock) => {
                        if waiting.iter().any(|&(stage, _)| stage == other) {
                            return Err(missing(&item));
                        }
                        waiting.push((other, clock));
                        continue;
                    }
                }
            }
            self.plan.stages[at].next += 1;
        }
        Ok(())
    }

    /// The one root that a block's neighbours and its own word agree on.
    fn ground(&self, item: &Item, known: u32) -> Result<Ground, Reason> {
        let ClientRange { client, from, .. } = item.at;
        if from > known {
            return Err(Reason::Gap {
                client,
                from,
                known,
            });
        }
        let mut found = item.root.map(|root| self.named[root].clone()).transpose()?;
        for origin in [left(item, known), item.right].into_iter().flatten() {
            match self.find(origin).ok_or_else(|| missing(item))? {
                Ground::Root(root) if *found.get_or_insert(root) == root => {}
                Ground::Root(_) => {
                    return Err(Reason::CrossRoot {
                        client,
                        clock: from,
                    });
                }
                later @ Ground::Later(..) => return Ok(later),
            }
        }
        found.map(Ground::Root).ok_or_else(|| missing(item))
    }

    fn find(&self, id: Id) -> Option<Ground> {
        if let Some(block) = self.ledger.order.block(id) {
            return Some(Ground::Root(block.root));
        }
        let stages = &self.plan.stages;
        let other = stages
            .iter()
            .position(|stage| stage.added.client == id.client)?;
        let more = stages[other].next < stages[other].end;
        more.then_some(Ground::Later(other, id.clock))
    }

    fn place(&mut self, stage: usize, item: &Item, root: usize) -> Result<(), Reason> {
        self.touch(root)?;
        let added = &mut self.plan.stages[stage].added;
        let block = Block {
            client: added.client,
            from: added.to,
            to: item.at.to,
            left: left(item, added.to),
            right: item.right,
            root,
        };
        let Ledger { order, witness, .. } = &mut *self.ledger;
        let gap = order.gap(&block);
        self.plan.honest &= witness.believes(order, &block, &gap, &mut self.steps)?;
        witness.saw(&block);
        order.insert(block, &gap, &mut self.steps)?;
        added.to = item.at.to;
        Ok(())
    }

    /// Marks a root as changed if it may be.
    fn touch(&mut self, root: usize) -> Result<(), Reason> {
        let name = &self.ledger.roots[root];
        let first = self.answers[root].is_none();
        if !*self.answers[root].get_or_insert_with(|| (self.right)(name)) {
            return Err(Reason::Root(name.clone()));
        }
        if first {
            self.plan.touched.push(root);
        }
        Ok(())
    }

    fn deletions(&mut self) -> Result<(), Reason> {
        let mut hit = Vec::new();
        for range in &self.walk.erased {
            let ClientRange { client, to, .. } = *range;
            if to > self.ledger.order.next_clock(client) {
                return Err(Reason::MissingDelete { client, clock: to });
            }
            for block in self.ledger.order.blocks_from(client, range.from) {
                if block.from >= to {
                    break;
                }
                hit.push((block.root, block.from.max(range.from), block.to.min(to)));
            }
            for (root, from, to) in hit.drain(..) {
                if let Err(reason) = self.touch(root) {
                    self.plan
                        .foreign
                        .insert(ID::new(ClientID::new(client), from), to - from);
                    self.plan.refusal.get_or_insert(reason);
                }
            }
        }
        Ok(())
    }
}

impl Plan {
    /// The clocks that it adds, one range per client.
    pub fn added(&self) -> impl Iterator<Item = ClientRange> + Clone {
        self.stages
            .iter()
            .map(|stage| stage.added)
            .filter(|added| added.to > added.from)
    }

    /// The names of the roots that it may change.
    pub fn roots(&self, ledger: &Ledger) -> Vec<Arc<str>> {
        self.touched
            .iter()
            .map(|&root| ledger.roots[root].clone())
            .collect()
    }

    /// Whether yrs added exactly what was foreseen.
    pub fn is_met_by(&self, set: &IdSet) -> bool {
        set.len() == self.added().count()
            && self.added().all(|ClientRange { client, from, to }| {
                set.get(&ClientID::new(client)).is_some_and(|ranges| {
                    ranges
                        .iter()
                        .map(|(range, ())| range.clone())
                        .eq(std::iter::once(from..to))
                })
            })
    }
}

/// A block's left neighbour. Of one that is known in part, yrs hangs the rest on that part.
fn left(item: &Item, known: u32) -> Option<Id> {
    let ClientRange { client, from, .. } = item.at;
    if from < known {
        Some(Id {
            client,
            clock: known - 1,
        })
    } else {
        item.left
    }
}

fn missing(item: &Item) -> Reason {
    Reason::MissingOrigin {
        client: item.at.client,
        clock: item.at.from,
    }
}
