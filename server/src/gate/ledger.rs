//! Which root every clock of a document lies in: what yrs knows and does not tell.

use super::walk::{Id, Item};
use super::{ClientRange, Limits, Reason, Walk, walk};
use std::collections::HashMap;
use std::sync::Arc;
use yrs::{ClientID, Doc, ID, IdSet, ReadTxn, StateVector, Transact};

/// Which root every clock of a document lies in. Lets the gate foresee, without touching the
/// document, where a block would land and what a deletion would hit.
///
/// It must follow its document: [`admit`](super::admit) does so itself, everything else that is
/// applied must be [noted](Ledger::note). A ledger that lags refuses too much, never too little.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    roots: Vec<Arc<str>>,
    clients: HashMap<u64, Vec<Run>>,
    /// Some of what is deleted; looked up afresh when it is not enough.
    deleted: IdSet,
}

/// Clocks in one root, up to, without, `to`; they start where the run before ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    to: u32,
    root: usize,
}

/// What an update would do.
#[derive(Debug)]
pub(super) struct Plan {
    stages: Vec<Stage>,
    /// Roots it would change and may.
    touched: Vec<usize>,
    /// What it deletes where it may not: allowed only if all of it is deleted already.
    pub foreign: IdSet,
    /// Why not, should some of it still be there.
    pub refusal: Option<Reason>,
}

/// The blocks that one client would add.
#[derive(Debug)]
struct Stage {
    client: u64,
    /// Where the document ends for this client.
    base: u32,
    /// Where it would end with what is planned so far.
    to: u32,
    runs: Vec<Run>,
    /// How far into the walk's section we are.
    next: usize,
    end: usize,
}

/// Where a block lies.
enum Place {
    Root(usize),
    /// In this update, further on in the section of that stage.
    Later(usize, u32),
}

/// Remembers the answers of the seat's rights, which are asked once per root.
struct Rights<F> {
    right: F,
    answers: Vec<Option<bool>>,
}

impl Ledger {
    /// Reads the ledger of a document that was just opened.
    pub fn of(doc: &Doc) -> Result<Self, Reason> {
        let mut ledger = Self::default();
        ledger.note(
            &doc.transact()
                .encode_state_as_update_v1(&StateVector::default()),
        )?;
        Ok(ledger)
    }

    /// Adds what was applied without [`admit`](super::admit): the log, or the server's own words.
    pub fn note(&mut self, update: &[u8]) -> Result<(), Reason> {
        let walk = walk(update, &Limits::none())?;
        let plan = self.plan(&walk, |_| true)?;
        self.keep(plan);
        Ok(())
    }

    /// The clock that comes next for a client: all before it are in the document.
    pub fn next_clock(&self, client: u64) -> u32 {
        self.clients
            .get(&client)
            .and_then(|runs| runs.last())
            .map_or(0, |run| run.to)
    }

    /// The root that a clock lies in, whether its text is still there or deleted.
    pub fn root_of(&self, client: u64, clock: u32) -> Option<&str> {
        let runs = self.clients.get(&client)?;
        let run = runs.get(runs.partition_point(|run| run.to <= clock))?;
        Some(&self.roots[run.root])
    }

    /// The clients for whom an update brings something new: whose ids the seat must own.
    pub fn adding<'a>(&'a self, walk: &'a Walk) -> impl Iterator<Item = u64> + 'a {
        let new = |range: &&ClientRange| range.to > self.next_clock(range.client);
        walk.clients.iter().filter(new).map(|range| range.client)
    }

    /// Foresees an update, or says why it cannot be. Leaves no trace but names of writable roots.
    pub(super) fn plan(
        &mut self,
        walk: &Walk,
        right: impl Fn(&str) -> bool,
    ) -> Result<Plan, Reason> {
        let named: Vec<_> = walk
            .roots
            .iter()
            .map(|name| {
                if right(name) {
                    Ok(self.intern(name))
                } else {
                    Err(name.as_str())
                }
            })
            .collect();
        let mut rights = Rights {
            right,
            answers: vec![None; self.roots.len()],
        };
        let mut plan = Plan {
            stages: self.stages(walk),
            touched: Vec::new(),
            foreign: IdSet::new(),
            refusal: None,
        };
        for start in 0..plan.stages.len() {
            self.settle(&mut plan, walk, &named, &mut rights, start)?;
        }
        self.foresee_deletions(&mut plan, walk, &mut rights)?;
        Ok(plan)
    }

    /// Takes over what was foreseen, once it has happened.
    pub(super) fn keep(&mut self, plan: Plan) {
        for stage in plan
            .stages
            .into_iter()
            .filter(|stage| stage.to > stage.base)
        {
            let runs = self.clients.entry(stage.client).or_default();
            for run in stage.runs {
                extend(runs, run);
            }
        }
    }

    /// Whether everything in `ids` is deleted in the document already.
    pub(super) fn all_deleted(&mut self, doc: &Doc, ids: &IdSet) -> bool {
        if ids.is_empty() || ids.diff(&self.deleted).is_empty() {
            return true;
        }
        self.deleted = doc.transact().snapshot().delete_set;
        ids.diff(&self.deleted).is_empty()
    }

    pub(super) fn names<'a>(&'a self, plan: &'a Plan) -> impl Iterator<Item = &'a Arc<str>> + 'a {
        plan.touched.iter().map(|&root| &self.roots[root])
    }

    fn intern(&mut self, name: &str) -> usize {
        self.roots
            .iter()
            .position(|root| &**root == name)
            .unwrap_or_else(|| {
                self.roots.push(name.into());
                self.roots.len() - 1
            })
    }

    fn stages(&self, walk: &Walk) -> Vec<Stage> {
        let stage = |section: &std::ops::Range<usize>| {
            let client = walk.items[section.start].at.client;
            let base = self.next_clock(client);
            let (next, end) = (section.start, section.end);
            Stage {
                client,
                base,
                to: base,
                runs: Vec::new(),
                next,
                end,
            }
        };
        walk.sections.iter().map(stage).collect()
    }

    /// Plans all blocks of one stage, and of others as far as they are needed for it.
    fn settle<F: Fn(&str) -> bool>(
        &self,
        plan: &mut Plan,
        walk: &Walk,
        named: &[Result<usize, &str>],
        rights: &mut Rights<F>,
        start: usize,
    ) -> Result<(), Reason> {
        let mut waiting = vec![(start, u32::MAX)];
        while let Some(&(at, until)) = waiting.last() {
            let stage = &plan.stages[at];
            if stage.to > until || stage.next == stage.end {
                waiting.pop();
                // A stage that ends before what was waited for makes the waiting one fail below.
                continue;
            }
            let item = walk.items[stage.next];
            if item.at.to > stage.to {
                match self.place(plan, &item, stage.to, named)? {
                    Place::Root(root) => {
                        rights.touch(&self.roots, plan, root)?;
                        let stage = &mut plan.stages[at];
                        extend(
                            &mut stage.runs,
                            Run {
                                to: item.at.to,
                                root,
                            },
                        );
                        stage.to = item.at.to;
                    }
                    Place::Later(other, clock) => {
                        if waiting.iter().any(|&(stage, _)| stage == other) {
                            return Err(missing(&item));
                        }
                        waiting.push((other, clock));
                        continue;
                    }
                }
            }
            plan.stages[at].next += 1;
        }
        Ok(())
    }

    /// The one root that a block's neighbours and its own word agree on.
    fn place(
        &self,
        plan: &Plan,
        item: &Item,
        known: u32,
        named: &[Result<usize, &str>],
    ) -> Result<Place, Reason> {
        let Id { client, clock } = Id {
            client: item.at.client,
            clock: item.at.from,
        };
        if clock > known {
            return Err(Reason::Gap {
                client,
                from: clock,
                known,
            });
        }
        // Of a block that is known in part, yrs hangs the rest on the part.
        let left = if clock < known {
            Some(Id {
                client,
                clock: known - 1,
            })
        } else {
            item.left
        };
        let mut found = match item.root.map(|root| named[root]) {
            Some(Err(name)) => return Err(Reason::Root(name.into())),
            Some(Ok(root)) => Some(root),
            None => None,
        };
        for origin in [left, item.right].into_iter().flatten() {
            match self.find(plan, origin).ok_or_else(|| missing(item))? {
                Place::Root(root) if *found.get_or_insert(root) == root => {}
                Place::Root(_) => return Err(Reason::CrossRoot { client, clock }),
                later @ Place::Later(..) => return Ok(later),
            }
        }
        found.map(Place::Root).ok_or_else(|| missing(item))
    }

    fn find(&self, plan: &Plan, id: Id) -> Option<Place> {
        if let Some(runs) = self.clients.get(&id.client)
            && let Some(run) = runs.get(runs.partition_point(|run| run.to <= id.clock))
        {
            return Some(Place::Root(run.root));
        }
        let other = plan
            .stages
            .iter()
            .position(|stage| stage.client == id.client)?;
        let stage = &plan.stages[other];
        match stage
            .runs
            .get(stage.runs.partition_point(|run| run.to <= id.clock))
        {
            Some(run) => Some(Place::Root(run.root)),
            None if stage.next < stage.end => Some(Place::Later(other, id.clock)),
            None => None,
        }
    }

    fn foresee_deletions<F: Fn(&str) -> bool>(
        &self,
        plan: &mut Plan,
        walk: &Walk,
        rights: &mut Rights<F>,
    ) -> Result<(), Reason> {
        for ranges in walk.erased.chunk_by(|one, next| one.client == next.client) {
            let client = ranges[0].client;
            let stage = plan.stages.iter().find(|stage| stage.client == client);
            let known = stage.map_or_else(|| self.next_clock(client), |stage| stage.to);
            if let Some(beyond) = ranges.last().filter(|last| last.to > known) {
                return Err(Reason::MissingDelete {
                    client,
                    clock: beyond.to,
                });
            }
            // What the update itself adds lies in roots that were looked at above.
            let runs = self.clients.get(&client).map_or(&[][..], Vec::as_slice);
            for range in ranges {
                self.foresee_deletion(plan, runs, *range, rights);
            }
        }
        Ok(())
    }

    fn foresee_deletion<F: Fn(&str) -> bool>(
        &self,
        plan: &mut Plan,
        runs: &[Run],
        range: ClientRange,
        rights: &mut Rights<F>,
    ) {
        let mut from = range.from;
        for run in &runs[runs.partition_point(|run| run.to <= from)..] {
            if from >= range.to {
                break;
            }
            let to = run.to.min(range.to);
            if let Err(reason) = rights.touch(&self.roots, plan, run.root) {
                plan.foreign
                    .insert(ID::new(ClientID::new(range.client), from), to - from);
                plan.refusal.get_or_insert(reason);
            }
            from = to;
        }
    }
}

impl Plan {
    /// Whether yrs added exactly what was foreseen.
    pub fn is_met_by(&self, added: &IdSet) -> bool {
        let mut adding = self.stages.iter().filter(|stage| stage.to > stage.base);
        let count = adding.clone().count();
        added.len() == count
            && adding.all(|stage| {
                added
                    .get(&ClientID::new(stage.client))
                    .is_some_and(|ranges| {
                        ranges
                            .iter()
                            .map(|(range, ())| range.clone())
                            .eq([stage.base..stage.to])
                    })
            })
    }
}

impl<F: Fn(&str) -> bool> Rights<F> {
    /// Marks a root as changed if it may be.
    fn touch(&mut self, roots: &[Arc<str>], plan: &mut Plan, root: usize) -> Result<(), Reason> {
        let right = &self.right;
        let first = self.answers[root].is_none();
        if !*self.answers[root].get_or_insert_with(|| right(&roots[root])) {
            return Err(Reason::Root(roots[root].clone()));
        }
        if first {
            plan.touched.push(root);
        }
        Ok(())
    }
}

fn extend(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        Some(last) if last.root == run.root => last.to = run.to,
        _ => runs.push(run),
    }
}

fn missing(item: &Item) -> Reason {
    Reason::MissingOrigin {
        client: item.at.client,
        clock: item.at.from,
    }
}
