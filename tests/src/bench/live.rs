//! Tables whose text came about letter by letter: what they cost when it is quiet, and what is given back
//! when everybody has left.

use crate::bench::gauge::memory;
use crate::bench::line::Mouth;
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
/// Tables that are only opened, written at a little, and left.
const MANY: usize = 500;
/// How much each of two people writes at one of these.
const FEW_LETTERS: usize = 500;
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
    let mut sitting = write(&target, 0, LETTERS).await?;
    tokio::time::sleep(QUIET).await;
    let before = memory(target.pid(), "VmRSS");
    for table in 1..TABLES {
        sitting.extend(write(&target, table, LETTERS).await?);
    }
    tokio::time::sleep(QUIET).await;
    let full = memory(target.pid(), "VmRSS");
    figures.aim(
        "tables",
        "written live, quiet, KiB each",
        kib(before, full) / (TABLES - 1) as f64,
        "≤ 150",
    );
    drop(sitting);
    if maker == Maker::Ours {
        let above = left_above(&target, idle).await;
        figures.aim("tables", "20 left, above idle, MiB", above, "≤ 16");
    }
    Ok(())
}

/// Five hundred tables at which two people write a little; then everybody leaves.
pub async fn left(maker: Maker, figures: &mut Figures) -> anyhow::Result<()> {
    if maker == Maker::Yjs {
        return Ok(());
    }
    let target = Target::start(maker, MANY).await?;
    let idle = memory(target.pid(), "VmRSS");
    let mut sitting = Vec::new();
    for table in 0..MANY {
        sitting.extend(write(&target, table, FEW_LETTERS).await?);
    }
    let full = memory(target.pid(), "VmRSS");
    figures.note(
        "tables",
        "500 open, above idle, MiB",
        kib(idle, full) / 1024.0,
    );
    drop(sitting);
    let above = left_above(&target, idle).await;
    figures.aim("tables", "500 left, above idle, MiB", above, "≤ 16");
    Ok(())
}

/// How much more it takes than when nobody had come, a minute after everybody has left, in MiB.
async fn left_above(target: &Target, idle: u64) -> f64 {
    tokio::time::sleep(GONE).await;
    kib(idle, memory(target.pid(), "VmRSS")) / 1024.0
}

#[allow(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
fn kib(before: u64, after: u64) -> f64 {
    after.saturating_sub(before) as f64
}

/// Two people write so much at a table, in an answer each.
async fn write(target: &Target, table: usize, letters: usize) -> anyhow::Result<Vec<Sitting>> {
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
    for _ in 0..letters / AT_ONE_PLACE {
        for (mouth, typist) in &mut writing {
            typist.goes(chance.random_range(0..typist.written()));
            let mut frames = Vec::new();
            for _ in 0..AT_ONE_PLACE {
                mouth.puts(&mut frames, &message(&typist.types(b'e')));
            }
            mouth.writes(&frames).await?;
        }
    }
    let mut known = 0;
    loop {
        let (_, now) = synced(target, table, 0).await?;
        if now == known && now > letters {
            return Ok(sitting);
        }
        known = now;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
