//! What the gate lets through and what it keeps out.

mod awareness;
mod bundles;
mod bytes;
mod deeds;
#[path = "../../../tests/src/forge.rs"]
mod forge;
mod mutants;
mod person;
mod table;
mod valid;

/// Whether the long versions are asked for.
fn long() -> bool {
    std::env::var_os("ROUNDTABLE_LONG").is_some()
}

/// The seeds of a random test: a fixed few, more in long mode, one to replay a failure.
fn seeds(few: u64, many: u64) -> Vec<u64> {
    if let Ok(seed) = std::env::var("ROUNDTABLE_SEED") {
        return vec![seed.parse().expect("ROUNDTABLE_SEED is a number")];
    }
    (1..=if long() { many } else { few })
        .inspect(|seed| println!("seed {seed}"))
        .collect()
}
