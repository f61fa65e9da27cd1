//! Tables whose text came about letter by letter: what they cost when it is quiet, and what is given back
//! when everybody has left.

use crate::bench::gauge::memory;
use crate::bench::line::{Mouth, put_frame};
use crate::bench::load::drain;
use crate::bench::report::Figures;
use crate::bench::scenes::synced;
use crate::bench::target::{Maker, Target};
use crate::bench::update::{Pen, Typist, message};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use shared::document::Root;
use shared::ids::QuestionId;
use std::time::Duration;

const TABLES: usize = 20;
/// How much each of two people writes at a table, in characters.
const LETTERS: usize = 10_000;
/// How many of them at one place.
const AT_ONE_PLACE: usize = 10;
/// How long nobody writes until it is quiet.
const QUIET: Duration = Duration::from_secs(8);
/// Ten seconds until tables are put away, and a minute.
const GONE: Duration = Duration::from_secs(70);

/// Somebody who sits at a table until this is dropped.
struct Sitting {
    _mouth: Mouth,
    listening: tokio::task::JoinHandle<()>,
}

impl Drop for Sitting {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

/// Twenty tables at which two people write 10,000 characters each, and stay, and leave.
pub async fn written_live(maker: Maker, figures: &mut Figures) -> anyhow::Result<()> {
    let target = Target::start(maker, TABLES).await?;
    let idle = memory(target.pid(), "VmRSS");
    // The first table brings in what all share.
    let mut sitting = write(&target, 0).await?;
    tokio::time::sleep(QUIET).await;
    let before = memory(target.pid(), "VmRSS");
    for table in 1..TABLES {
        sitting.extend(write(&target, table).await?);
    }
    tokio::time::sleep(QUIET).await;
    let full = memory(target.pid(), "VmRSS");
    figures.note(
        "tables",
        "written live, quiet, KiB each",
        kib(before, full) / (TABLES - 1) as f64,
    );
    drop(sitting);
    if maker == Maker::Ours {
        tokio::time::sleep(GONE).await;
        let left = memory(target.pid(), "VmRSS");
        figures.note(
            "tables",
            "above idle when all have left, MiB",
            kib(idle, left) / 1024.0,
        );
    }
    Ok(())
}

#[allow(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
fn kib(before: u64, after: u64) -> f64 {
    after.saturating_sub(before) as f64
}

/// Two people write at a table, in an answer each.
async fn write(target: &Target, table: usize) -> anyhow::Result<Vec<Sitting>> {
    let mut chance = StdRng::seed_from_u64(table as u64);
    let mut sitting = Vec::new();
    let mut writing = Vec::new();
    for (number, question) in ["q1", "q2"].into_iter().enumerate() {
        let root = Root::Joint(QuestionId::new(question)?);
        let (mouth, ear) = target.sits(table, number).await?;
        if target.maker == Maker::Yjs {
            let newline = Pen::new(root.seeder(), &root.to_string(), None).writes(b"\n");
            mouth.says(&newline).await?;
        }
        let client = 7_000_000 + 10 * table as u64 + number as u64;
        writing.push((mouth.clone(), Typist::new(client, root.seeder())));
        sitting.push(Sitting {
            _mouth: mouth,
            listening: drain(ear),
        });
    }
    for _ in 0..LETTERS / AT_ONE_PLACE {
        for (mouth, typist) in &mut writing {
            typist.goes(chance.random_range(0..typist.written()));
            let mut frames = Vec::new();
            for _ in 0..AT_ONE_PLACE {
                put_frame(&mut frames, 2, &message(&typist.types(b'e')));
            }
            mouth.writes(&frames).await?;
        }
    }
    let mut known = 0;
    loop {
        let (_, now) = synced(target, table, 0).await?;
        if now == known && now > LETTERS {
            return Ok(sitting);
        }
        known = now;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
