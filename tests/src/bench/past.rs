//! How long whoever looks back waits.

use crate::bench::gauge::{cpu, memory};
use crate::bench::report::Figures;
use crate::bench::target::{Maker, Target};
use crate::bench::update::Typist;
use crate::visitor;
use anyhow::ensure;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use server::clock::now;
use server::store::{Draft, Kind, Store};
use shared::history::Timeline;
use shared::ids::{ParticipantId, TableId, Timestamp};
use std::time::{Duration, Instant};

/// Edits, each an entry of its own.
const EDITS: usize = 100_000;
/// How many write.
const PEOPLE: u64 = 3;
/// How many moments are looked at.
const MOMENTS: usize = 200;

/// Somebody opens the history of a table of 100,000 edits that nobody has looked back at, and slides through it.
pub async fn past(maker: Maker, figures: &mut Figures) -> anyhow::Result<()> {
    if maker == Maker::Yjs {
        return Ok(());
    }
    let mut target = Target::start(maker, 1).await?;
    let (root, seeder) = target.root()?;
    fill(&target, seeder.unwrap_or_default()).await?;
    target.restarts().await?;
    let history = format!("/api/tables/{}/history", target.tables[0]);
    // The table is open for whoever sits at it.
    let (answer, _) = asked(&target, "/api/me").await;
    ensure!(answer.status == 200);
    let (_seat, _) = super::scenes::synced(&target, 0, 0).await?;

    let (before, computed) = (memory(target.pid(), "VmRSS"), cpu(target.pid()));
    let (answer, took) = asked(&target, &history).await;
    ensure!(answer.status == 200, "{}", answer.text());
    let computed = cpu(target.pid()).saturating_sub(computed);
    let grown = memory(target.pid(), "VmRSS").saturating_sub(before);
    let timeline: Timeline = serde_json::from_slice(&answer.body)?;
    figures.aim("past", "opened, ms", millis(took), "≤ 1,000");
    figures.note("past", "server time of that, ms", millis(computed));
    figures.note("past", "memory of the replay, MiB", grown as f64 / 1024.0);
    let kilobytes = answer.body.len() as f64 / 1_000.0;
    figures.note("past", "timeline, kB", kilobytes);
    let (_, took) = asked(&target, &history).await;
    figures.note("past", "opened again, ms", millis(took));

    let computed = cpu(target.pid());
    let mut chance = StdRng::seed_from_u64(7);
    let mut times = Vec::new();
    for _ in 0..MOMENTS {
        let (seq, _) = timeline.moments[chance.random_range(0..timeline.moments.len())];
        let (answer, took) = asked(&target, &format!("{history}/{seq}?root={root}")).await;
        ensure!(answer.status == 200, "{}", answer.text());
        times.push(millis(took));
        // As fast as one person may ask.
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let each = millis(cpu(target.pid()).saturating_sub(computed)) / MOMENTS as f64;
    figures.note("past", "server time of a moment, ms", each);
    times.sort_by(f64::total_cmp);
    figures.note("past", "a moment, median, ms", times[MOMENTS / 2]);
    figures.aim("past", "a moment, slowest, ms", times[MOMENTS - 1], "≤ 200");
    Ok(())
}

async fn asked(target: &Target, path: &str) -> (visitor::Answer, Duration) {
    let begun = Instant::now();
    let answer = visitor::ask(&target.address, "GET", path, target.cookie(0), None).await;
    (answer, begun.elapsed())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// Writes the log beside the server, as people type: here and there, and some of it taken back.
async fn fill(target: &Target, seeder: u64) -> anyhow::Result<()> {
    let store = Store::open(&target.database()).await?;
    let table: TableId = target.tables[0].parse()?;
    let mut chance = StdRng::seed_from_u64(7);
    let mut typists: Vec<_> = (0..PEOPLE)
        .map(|person| Typist::new(77 + person, seeder))
        .collect();
    let people = (0..PEOPLE).map(|person| ParticipantId::new(format!("typist-{person}")));
    let people = people.collect::<Result<Vec<_>, _>>()?;
    let begun = now().0.saturating_sub(EDITS as u64 * 200);
    let (mut drafts, mut written) = (Vec::new(), 0);
    while written < EDITS {
        let person = chance.random_range(0..typists.len());
        let typist = &mut typists[person];
        typist.goes(chance.random_range(0..typist.written()));
        let typed: Vec<_> = (0..28).map(|_| typist.types(b'e')).collect();
        let erased = (0..12).filter_map(|_| typist.erases()).collect::<Vec<_>>();
        for update in typed.into_iter().chain(erased) {
            drafts.push(Draft {
                kind: Kind::Update,
                participant: Some(people[person].clone()),
                at: Timestamp(begun + written as u64 * 200),
                body: update.into(),
            });
            written += 1;
        }
        if drafts.len() >= 1_000 || written >= EDITS {
            let some = std::mem::take(&mut drafts);
            store.log().append(table.clone(), some).await?;
        }
    }
    store.close().await?;
    Ok(())
}
