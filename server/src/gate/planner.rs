//! Foresees what an update would do.

use super::clocks::{ClientRange, Id};
use super::order::Block;
use super::plan::{Plan, Stage};
use super::validate::{Item, Section};
use super::{Ledger, Reason, Walk};
use std::sync::Arc;
use yrs::{ClientID, ID, IdSet};

/// Whether a block can be placed.
enum Ground {
    /// In this root.
    Root(usize),
    /// Not before that stage has reached that clock.
    Later(usize, u32),
}

/// What the seat may write.
struct Rights<F> {
    right: F,
    /// What it said, since it is asked once per root.
    answers: Vec<Option<bool>>,
    /// The roots it said yes to.
    touched: Vec<usize>,
}

/// Lays out one update.
struct Planner<'a, F> {
    ledger: &'a mut Ledger,
    walk: &'a Walk,
    rights: Rights<F>,
    /// The walk's roots as the ledger numbers them, or why not.
    named: Vec<Result<usize, Reason>>,
    /// What is left of the work that one update may cause; nothing if it is trusted.
    steps: Option<usize>,
    plan: Plan,
}

impl Ledger {
    /// Foresees an update, or says why it cannot be and stays as it was.
    pub(super) fn plan(
        &mut self,
        walk: &Walk,
        right: impl Fn(&str) -> bool,
    ) -> Result<Plan, Reason> {
        self.follow(walk, Some(walk.conflicts), right)
    }

    /// Foresees what was admitted once: it may go anywhere, cost anything and is not judged.
    pub(super) fn plan_trusted(&mut self, walk: &Walk) -> Result<Plan, Reason> {
        self.follow(walk, None, |_| true)
    }

    fn follow(
        &mut self,
        walk: &Walk,
        steps: Option<usize>,
        right: impl Fn(&str) -> bool,
    ) -> Result<Plan, Reason> {
        self.order.begin();
        self.witness.begin();
        let planned = Planner::new(self, walk, steps, right).run();
        if planned.is_err() {
            self.undo();
        }
        planned
    }
}

impl<'a, F: Fn(&str) -> bool> Planner<'a, F> {
    fn new(ledger: &'a mut Ledger, walk: &'a Walk, steps: Option<usize>, right: F) -> Self {
        let name = |name: &String| {
            if right(name) {
                Ok(ledger.intern(name))
            } else {
                Err(Reason::Root(name.as_str().into()))
            }
        };
        let named = walk.roots.iter().map(name).collect();
        let stage = |section: &Section| {
            let client = section.client;
            let known = ledger.order.next_clock(client);
            let added = ClientRange {
                client,
                from: known,
                to: known,
            };
            Stage {
                added,
                next: section.items.start,
                end: section.items.end,
            }
        };
        let mut stages: Vec<_> = walk.sections.iter().map(stage).collect();
        // As yrs does it, so that the order comes out the same even where it should not matter.
        stages.sort_unstable_by_key(|stage| std::cmp::Reverse(stage.added.client));
        let plan = Plan {
            stages,
            touched: Vec::new(),
            foreign: IdSet::new(),
            foreign_text: IdSet::new(),
            refusal: None,
            honest: true,
        };
        let answers = vec![None; ledger.roots.len()];
        let rights = Rights {
            right,
            answers,
            touched: Vec::new(),
        };
        Self {
            ledger,
            walk,
            rights,
            named,
            steps,
            plan,
        }
    }

    fn run(mut self) -> Result<Plan, Reason> {
        for start in 0..self.plan.stages.len() {
            self.settle(start)?;
        }
        self.deletions()?;
        self.plan.touched = self.rights.touched;
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
        self.rights.touch(&self.ledger.roots, root)?;
        let added = &mut self.plan.stages[stage].added;
        let block = Block {
            client: added.client,
            from: added.to,
            to: item.at.to,
            left: left(item, added.to),
            right: item.right,
            root,
            mark: item.mark,
        };
        let Ledger { order, witness, .. } = &mut *self.ledger;
        let gap = order.gap(&block);
        if let Some(steps) = &mut self.steps {
            self.plan.honest &= witness.believes(order, &block, &gap, steps)?;
        }
        witness.saw(&block);
        order.insert(block, &gap, self.steps.as_mut())?;
        added.to = item.at.to;
        Ok(())
    }

    fn deletions(&mut self) -> Result<(), Reason> {
        let Self {
            ledger,
            walk,
            rights,
            plan,
            ..
        } = self;
        for ranges in walk.erased.chunk_by(|one, next| one.client == next.client) {
            let ClientRange { client, to, .. } = ranges[ranges.len() - 1];
            if to > ledger.order.next_clock(client) {
                return Err(Reason::MissingDelete { client, clock: to });
            }
            ledger.order.pieces(ranges, |block, from, to| {
                if let Err(reason) = rights.touch(&ledger.roots, block.root) {
                    let at = ID::new(ClientID::new(client), from);
                    plan.foreign.insert(at, to - from);
                    if !block.mark {
                        plan.foreign_text.insert(at, to - from);
                    }
                    plan.refusal.get_or_insert(reason);
                }
            });
        }
        Ok(())
    }
}

impl<F: Fn(&str) -> bool> Rights<F> {
    /// Marks a root as changed if it may be.
    fn touch(&mut self, roots: &[Arc<str>], root: usize) -> Result<(), Reason> {
        let name = &roots[root];
        let first = self.answers[root].is_none();
        if !*self.answers[root].get_or_insert_with(|| (self.right)(name)) {
            return Err(Reason::Root(name.clone()));
        }
        if first {
            self.touched.push(root);
        }
        Ok(())
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
