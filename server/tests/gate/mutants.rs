//! Updates that were real once, and updates that nearly could be.

use crate::forge::{Block, Content, Forged, Parent, Section, number};
use crate::person::pick;
use crate::table::{ROOTS, Table, contents};
use crate::valid::session;
use crate::{long, seeds};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use server::gate::{Reason, Rejected};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use yrs::types::text::{Diff, YChange};

/// Bytes that mean something: small counts, kinds and flags, the edges of a number.
const TELLING: [u8; 14] = [
    0, 1, 2, 4, 6, 7, 10, 0x44, 0x84, 0xc4, 0xc6, 0x7f, 0x80, 0xff,
];

/// Mutants per table that they are let loose on.
const ROUND: usize = 500;

thread_local! {
    /// Whether a panic here is yrs's, which the gate catches.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

#[derive(Default)]
struct Score {
    mutants: usize,
    changed: usize,
    unchanged: usize,
    refused: BTreeMap<&'static str, usize>,
    spoiled: BTreeMap<&'static str, usize>,
    slowest: Duration,
}

/// Only these may be written; the others must stay as they were.
fn right(root: &str) -> bool {
    root == ROOTS[0] || root == ROOTS[3]
}

fn foreign(table: &Table) -> Vec<Vec<Diff<YChange>>> {
    let mut contents = contents(&table.doc);
    contents.truncate(3);
    contents.split_off(1)
}

#[test]
fn mutants_poison_nothing() {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !QUIET.get() {
            hook(info);
        }
    }));
    let rounds = if long() { 2_000 } else { 40 };
    let before = peak_memory();
    let mut score = Score::default();
    for seed in seeds(1, 1) {
        let mut rng = StdRng::seed_from_u64(seed);
        for _ in 0..rounds {
            round(&mut rng, &mut score);
        }
    }
    score.print();
    assert!(
        score.changed > score.mutants / 50,
        "the mutants are too crude to test anything"
    );
    assert!(
        score.spoiled.is_empty(),
        "a document had to be loaded again: {:?}",
        score.spoiled
    );
    assert!(
        score.slowest < Duration::from_secs(2),
        "{:?} for one",
        score.slowest
    );
    assert!(
        peak_memory().saturating_sub(before) < 256 << 10,
        "{} KiB more",
        peak_memory().saturating_sub(before)
    );
}

fn round(rng: &mut StdRng, score: &mut Score) {
    let table = session(rng.random(), 150);
    let known = rng.random_range(1..table.log.len());
    let mut live = Table::replayed(table.log[..known].to_vec());
    let before = foreign(&live);
    for _ in 0..ROUND {
        let update = match rng.random_range(0..3) {
            0 => near(rng, &live).bytes(),
            _ => mutant(rng, &table.log),
        };
        let start = Instant::now();
        QUIET.set(true);
        let result = live.takes(&update, right);
        QUIET.set(false);
        score.slowest = score.slowest.max(start.elapsed());
        let replay = score.count(&result);
        if replay {
            live = Table::replayed(live.log);
        }
        if result.is_ok_and(|admitted| admitted.changed) {
            live.is_sound();
        }
    }
    assert_eq!(foreign(&live), before, "a root was written without a right");
}

impl Score {
    /// Whether the table must be loaded again.
    fn count(&mut self, result: &Result<server::gate::Admitted, Rejected>) -> bool {
        let add =
            |to: &mut BTreeMap<_, _>, reason: &Reason| *to.entry(reason.code()).or_default() += 1;
        self.mutants += 1;
        match result {
            Ok(admitted) if admitted.changed => self.changed += 1,
            Ok(_) => self.unchanged += 1,
            Err(Rejected::Clean(reason)) => add(&mut self.refused, reason),
            Err(Rejected::Spoiled(reason)) => {
                add(&mut self.spoiled, reason);
                return true;
            }
        }
        false
    }

    fn print(&self) {
        let Self {
            mutants,
            changed,
            unchanged,
            refused,
            spoiled,
            slowest,
        } = self;
        println!("{mutants} mutants: {changed} accepted, {unchanged} nothing new");
        println!("refused {refused:?}\nspoiled {spoiled:?}\nslowest {slowest:?}");
    }
}

/// The most memory this process ever had, in KiB.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap_or("0 kB");
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// A real update, damaged.
fn mutant(rng: &mut StdRng, log: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = pick(rng, log).clone();
    for _ in 0..rng.random_range(1..4) {
        if bytes.is_empty() {
            return bytes;
        }
        let at = rng.random_range(0..bytes.len());
        let end = (at + rng.random_range(1..12)).min(bytes.len());
        match rng.random_range(0..8) {
            0 => bytes[at] ^= 1 << rng.random_range(0..8),
            1 => {
                bytes[at] = *pick(rng, &TELLING);
            }
            2 => bytes[at] = bytes[at].wrapping_add(*pick(rng, &[1, 255])),
            3 => bytes.truncate(at),
            4 => drop(bytes.drain(at..end)),
            5 => {
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
            6 => {
                let mut large = Vec::new();
                let shift = rng.random_range(0..64);
                number(&mut large, rng.random::<u64>() >> shift);
                bytes.splice(at..=at, large);
            }
            _ => {
                let other = pick(rng, log);
                bytes.truncate(at);
                bytes.extend_from_slice(&other[rng.random_range(0..other.len())..]);
            }
        }
    }
    bytes
}

/// An update that hangs together, mostly, and that no client would write.
fn near(rng: &mut StdRng, table: &Table) -> Forged {
    let root = if rng.random_bool(0.1) {
        ROOTS[1]
    } else {
        ROOTS[3 * rng.random_range(0..2)]
    };
    let order: Vec<(u64, u64)> = table
        .ledger
        .order_of(root)
        .flat_map(|range| [(range.client, range.from), (range.client, range.to - 1)])
        .map(|(client, clock)| (client, clock.into()))
        .collect();
    let mut forged = Forged::default();
    for _ in 0..rng.random_range(0..3) {
        let known = rng.random_bool(0.5);
        let client = if known {
            pick(rng, &order).0
        } else {
            rng.random_range(1..500)
        };
        let end = u64::from(table.ledger.next_clock(client));
        let clock = match rng.random_range(0..20) {
            0 => rng.random_range(0..=end),
            1 => end + rng.random_range(0..3),
            _ => end,
        };
        let count = rng.random_range(1..5);
        let blocks = (0..count).map(|_| block(rng, root, &order)).collect();
        forged.sections.push(Section {
            client,
            clock,
            blocks,
        });
    }
    for _ in 0..rng.random_range(0..3) {
        let (client, from) = *pick(rng, &order);
        forged
            .deletes
            .push((client, vec![(from, rng.random_range(1..3))]));
    }
    forged
}

fn block(rng: &mut StdRng, root: &str, order: &[(u64, u64)]) -> Block {
    let at = rng.random_range(0..order.len());
    let reach = rng.random_range(1..4);
    let left = rng.random_bool(0.9).then(|| order[at]);
    let right = match rng.random_range(0..20) {
        0 => Some(*pick(rng, order)),
        1..6 => order.get(at + reach).copied(),
        6..16 => order.get(at + 1).copied(),
        _ => None,
    };
    let parent = match (left, right) {
        (None, None) if rng.random_bool(0.97) => Parent::Root(root.to_owned()),
        (None, None) => Parent::Item(pick(rng, order).0, 0),
        _ => Parent::None,
    };
    let content = match rng.random_range(0..40) {
        0..18 => Content::Text((*pick(rng, &["x", "🌊", "\n", "words words"])).to_owned()),
        18..30 => {
            let value = *pick(rng, &["true", "null", "\"h1\"", "3"]);
            Content::Format((*pick(rng, &["strong", "t"])).to_owned(), value.to_owned())
        }
        30..36 => Content::Deleted(rng.random_range(1..4)),
        36 => Content::Deleted(1 << rng.random_range(1..20)),
        37 => Content::Format("t".to_owned(), "{}".to_owned()),
        38 => Content::Gc(rng.random_range(1..4)),
        _ => Content::Skip(rng.random_range(1..4)),
    };
    Block {
        left,
        right,
        parent,
        content,
    }
}
