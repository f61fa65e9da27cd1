//! Nothing that an honest client sends is refused.

use crate::person::{Person, pick};
use crate::seeds;
use crate::table::{ROOTS, Table, contents, full, may_write_all};
use rand::RngExt;
use rand::SeedableRng;
use rand::rngs::StdRng;

/// A session of people who edit, go offline, merge, gossip and come back; the server restarts.
pub fn session(seed: u64, steps: usize) -> Table {
    let mut rng = StdRng::seed_from_u64(seed);
    let mut table = Table::new();
    let mut ids = 100..;
    let mut joins = |table: &Table| Person::joins(table, ids.next().unwrap(), &ROOTS);
    let mut people: Vec<_> = (0..4).map(|_| joins(&table)).collect();
    for _ in 0..steps {
        let who = rng.random_range(0..people.len());
        match rng.random_range(0..60) {
            0..40 => people[who].edits(&mut rng),
            40..46 => people[who].pulls(&table.doc),
            46..57 => delivers(&mut table, &people[who], &mut rng),
            57 => {
                delivers(&mut table, &people[who], &mut rng);
                people[who] = joins(&table);
            }
            58 => {
                // Two tabs of one browser, one of which is ahead of the server.
                let other = rng.random_range(0..people.len());
                people[who].pulls(&people[other].doc);
                let all = people[who].all_for(&table);
                takes(&mut table, &all);
            }
            _ => table = Table::replayed(table.log),
        }
    }
    for person in &people {
        delivers(&mut table, person, &mut rng);
    }
    for person in &people {
        person.pulls(&table.doc);
        assert_eq!(contents(&person.doc), contents(&table.doc));
    }
    table
}

fn delivers(table: &mut Table, person: &Person, rng: &mut StdRng) {
    for update in person.sends(rng, table) {
        takes(table, &update);
    }
}

fn takes(table: &mut Table, update: &[u8]) {
    let admitted = table
        .takes(update, may_write_all)
        .expect("an honest update");
    let again = table
        .takes(update, |_| false)
        .expect("sent twice, it is nothing new");
    assert!(!again.changed && again.roots.is_empty());
    assert_eq!(admitted.changed, !admitted.roots.is_empty());
}

#[test]
fn random_editing_passes() {
    let mut passed = 0;
    for seed in seeds(6, 200) {
        let table = session(seed, 500);
        table.is_sound();
        passed += table.log.len();
    }
    assert!(passed >= 365, "only {passed} updates");
    println!("{passed} valid updates passed");
}

#[test]
fn a_whole_document_sent_back_is_nothing_new() {
    let mut table = session(7, 400);
    let whole = full(&table.doc);
    let nobody = |_: &str| false;
    assert!(!table.takes(&whole, nobody).unwrap().changed);
}

#[test]
fn a_whole_document_builds_an_empty_one() {
    let table = session(8, 400);
    let mut copy = Table::replayed(Vec::new());
    let admitted = copy.takes(&full(&table.doc), may_write_all).unwrap();
    assert!(admitted.changed);
    assert_eq!(contents(&copy.doc), contents(&table.doc));
    copy.is_sound();
}

#[test]
fn a_ledger_follows_the_log() {
    let table = session(9, 300);
    let mut noted = server::gate::Ledger::default();
    for update in &table.log {
        noted.note(update).unwrap();
    }
    for (client, &end) in table.vector().iter() {
        for clock in 0..=end {
            let client = client.get();
            assert_eq!(
                noted.root_of(client, clock),
                table.ledger.root_of(client, clock)
            );
        }
    }
}

#[test]
fn a_state_vector_reads_as_yrs_reads_it() {
    let mut rng = StdRng::seed_from_u64(10);
    let table = Table::new();
    let people: Vec<_> = (5..9).map(|id| Person::joins(&table, id, &ROOTS)).collect();
    for _ in 0..20 {
        pick(&mut rng, &people).writes(&mut rng);
    }
    for person in &people {
        let vector = server::gate::state_vector(&person.vector()).unwrap();
        assert_eq!(
            vector,
            yrs::ReadTxn::state_vector(&yrs::Transact::transact(&person.doc))
        );
    }
    assert_eq!(
        server::gate::state_vector(&[0xff, 0xff, 0xff, 0x7a])
            .unwrap_err()
            .code(),
        "truncated"
    );
}

/// Sessions of Yjs clients that `yjs.mjs` recorded: their updates, then the text of each root.
#[test]
fn what_yjs_sends_passes() {
    let mut bytes = include_bytes!("yjs.bin").as_slice();
    let mut next = move || {
        let len = u32::from_le_bytes(*bytes.split_off(..4)?.as_array()?);
        bytes.split_off(..usize::try_from(len).ok()?)
    };
    let mut passed = 0;
    while let Some(seed) = next() {
        let mut table = Table::replayed(vec![seed.to_vec()]);
        while let Some(update) = next().filter(|update| !update.is_empty()) {
            takes(&mut table, update);
            passed += 1;
        }
        table.is_sound();
        let texts = next().expect("the text that Yjs ended with");
        assert_eq!(
            ROOTS.map(|root| table.reads(root)).join("\0").as_bytes(),
            texts
        );
    }
    assert!(passed >= 365, "only {passed} updates");
}
