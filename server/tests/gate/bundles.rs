//! Updates tied together bring what they bring one by one.

use crate::seeds;
use crate::table::{Table, apply, contents, document, full};
use crate::valid::session;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use server::gate::{Bundle, Limits, walk};

/// A log with some runs of its updates tied together, and how many were.
fn bundled(log: &[Vec<u8>], rng: &mut StdRng) -> (Vec<Vec<u8>>, usize) {
    let (mut all, mut open, mut tied) = (Vec::new(), None::<Bundle>, 0);
    for update in log {
        let walk = walk(update, &Limits::none()).unwrap();
        let update = update.clone().into();
        match &mut open {
            Some(bundle) if bundle.takes(&update, &walk) && rng.random_bool(0.8) => {
                bundle.push(update, &walk);
                tied += 1;
            }
            _ => all.extend(open.replace(Bundle::of(update, &walk)).map(Bundle::tie)),
        }
    }
    all.extend(open.map(Bundle::tie));
    (all.into_iter().map(Into::into).collect(), tied)
}

#[test]
fn a_log_of_bundles_replays_to_the_same_document() {
    let mut tied = 0;
    for seed in seeds(6, 100) {
        let mut rng = StdRng::seed_from_u64(seed);
        let table = session(seed, 400);
        let (log, more) = bundled(&table.log, &mut rng);
        tied += more;
        let copy = document(3);
        for update in &log {
            walk(update, &Limits::none()).expect("a bundle is an update");
            apply(&copy, update);
            let pending = yrs::ReadTxn::has_missing_updates(&yrs::Transact::transact(&copy));
            assert!(!pending, "a bundle waits for what comes later");
        }
        assert_eq!(contents(&copy), contents(&table.doc));
        assert_eq!(full(&copy), full(&table.doc));
        Table::replayed(log).is_sound();
    }
    assert!(tied >= 365, "only {tied} updates were tied to others");
}

#[test]
fn what_repeats_is_not_tied_on() {
    let table = session(5, 200);
    let whole = full(&table.doc);
    let walked = walk(&whole, &Limits::none()).unwrap();
    let bundle = Bundle::of(whole.clone().into(), &walked);
    assert!(!bundle.takes(&whole.clone().into(), &walked));
    assert_eq!(bundle.tie(), whole, "one alone stays as it is");
}

#[test]
fn a_bundle_stays_small_enough_to_share() {
    let table = session(5, 200);
    let whole = full(&table.doc);
    let walked = walk(&whole, &Limits::none()).unwrap();
    let nothing = walk(&[0, 0], &Limits::none()).unwrap();
    let mut bundle = Bundle::of(whole.into(), &walked);
    let padding = bytes::Bytes::from_static(&[0, 0]);
    let mut pushed = 0;
    while bundle.takes(&padding, &nothing) {
        bundle.push(padding.clone(), &nothing);
        pushed += 1;
        assert!(pushed < 1 << 20, "it grows without end");
    }
}
