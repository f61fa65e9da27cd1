//! The measurements.

use crate::bench::gauge::memory;
use crate::bench::line::{Ear, Kind, Mouth, Shared};
use crate::bench::load::{Load, Outcome, Room, drain};
use crate::bench::report::Figures;
use crate::bench::target::{Maker, Target};
use crate::bench::update::{Id, Pen, Typist, message, stamp, stamps};
use anyhow::{Context as _, bail, ensure};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// "What is missing?" from somebody who has nothing.
const ASKS: [u8; 4] = [0, 0, 1, 0];
/// How long a scene lasts.
const LASTING: Duration = Duration::from_secs(10);

/// One table of three, one of whom writes a letter now and then: each arrives before the next is written.
pub async fn quiet(maker: Maker, figures: &mut Figures) -> anyhow::Result<()> {
    let load = Load {
        tables: 1,
        clients: 3,
        writers: 1,
        rate: 20.0,
        lasting: Duration::from_secs(20),
    };
    let target = Target::start(maker, load.tables).await?;
    let mut room = Room::seat(&target, load).await?;
    room.runs(&target, load.rate, Duration::from_secs(2)).await;
    let outcome = room.runs(&target, load.rate, load.lasting).await;
    ensure!(outcome.lost() == 0, "{} lost", outcome.lost());
    figures.aim("quiet", "p50, ms", outcome.gauge.permille(500), "≤ 0.6");
    figures.note("quiet", "p95, ms", outcome.gauge.permille(950));
    Ok(())
}

/// Ten tables of twenty, two of whom write ten times a second.
pub async fn fanout(maker: Maker, figures: &mut Figures) -> anyhow::Result<()> {
    let load = Load {
        tables: 10,
        clients: 20,
        writers: 2,
        rate: 10.0,
        lasting: LASTING,
    };
    let target = Target::start(maker, load.tables).await?;
    let mut room = Room::seat(&target, load).await?;
    room.runs(&target, load.rate, Duration::from_secs(1)).await;
    let outcome = room.runs(&target, load.rate, load.lasting).await;
    tell("fanout", &outcome, figures);
    Ok(())
}

fn tell(scene: &'static str, outcome: &Outcome, figures: &mut Figures) {
    figures.note(scene, "p50, ms", outcome.gauge.permille(500));
    figures.note(scene, "p95, ms", outcome.gauge.permille(950));
    figures.note(scene, "p99, ms", outcome.gauge.permille(990));
    figures.note(scene, "server time per delivery, µs", outcome.micros_each());
    figures.note(scene, "deliveries a second", outcome.per_second());
    figures.note(scene, "lost", precise(outcome.lost()));
    figures.note(scene, "connections lost", precise(outcome.gone as u64));
}

/// The same tables, faster and faster, until somebody waits for a tenth of a second.
pub async fn ceiling(maker: Maker, figures: &mut Figures) -> anyhow::Result<()> {
    let load = Load {
        tables: 10,
        clients: 20,
        writers: 2,
        rate: 0.0,
        lasting: Duration::from_secs(4),
    };
    let target = Target::start(maker, load.tables).await?;
    let mut room = Room::seat(&target, load).await?;
    let (mut rate, mut factor, mut best) = (100.0, 2.0, None::<Outcome>);
    loop {
        let outcome = room.runs(&target, rate, load.lasting).await;
        let p99 = outcome.gauge.permille(990);
        let holds = p99 <= 100.0 && outcome.lost() == 0 && outcome.gone == 0;
        println!(
            "    {rate:8.0} updates/s each: {:9.0} deliveries/s, p99 {p99:7.1} ms, {} lost, {} gone",
            outcome.per_second(),
            outcome.lost(),
            outcome.gone
        );
        if holds {
            best = best
                .filter(|best| best.per_second() > outcome.per_second())
                .or(Some(outcome));
            rate *= factor;
        } else if factor > 1.5 {
            (rate, factor) = (rate / factor * 1.25, 1.25);
            // Those who were cut off are not coming back: a room of new people.
            room = Room::seat_again(&target, load).await?;
        } else {
            break;
        }
    }
    let Some(best) = best else {
        bail!("not even the slowest pace was sustained")
    };
    figures.note(
        "ceiling",
        "deliveries a second, p99 ≤ 100 ms",
        best.per_second(),
    );
    figures.note(
        "ceiling",
        "server time per delivery, µs",
        best.micros_each(),
    );
    Ok(())
}

/// One table at which five hundred write twice a second.
pub async fn everyone(maker: Maker, figures: &mut Figures) -> anyhow::Result<()> {
    let load = Load {
        tables: 1,
        clients: 500,
        writers: 500,
        rate: 2.0,
        lasting: LASTING,
    };
    let target = Target::start(maker, 1).await?;
    let mut room = Room::seat(&target, load).await?;
    let outcome = room.runs(&target, load.rate, load.lasting).await;
    tell("everyone", &outcome, figures);
    Ok(())
}

/// Two of ten people at a table write into a text, and into one ten times as long.
pub async fn growth(maker: Maker, figures: &mut Figures) -> anyhow::Result<()> {
    let load = Load {
        tables: 2,
        clients: 10,
        writers: 2,
        rate: 50.0,
        lasting: Duration::from_secs(6),
    };
    for (characters, what) in [
        (20_000, "server time per edit of 20,000, µs"),
        (200_000, "server time per edit of 200,000, µs"),
    ] {
        let target = Target::start(maker, load.tables).await?;
        let mut ends = Vec::new();
        for table in 0..load.tables {
            let (mouth, ear, end) = writes_long(&target, table, characters).await?;
            drop((mouth, ear));
            ends.push(end);
        }
        let mut room = Room::seat_after(&target, load, &ends).await?;
        room.runs(&target, load.rate, Duration::from_secs(1)).await;
        let outcome = room.runs(&target, load.rate, load.lasting).await;
        ensure!(outcome.lost() == 0, "{} lost", outcome.lost());
        let readers = precise(load.clients as u64 - 1);
        figures.note("growth", what, outcome.micros_each() * readers);
    }
    Ok(())
}

/// Two of five write, and the server is killed: what somebody has read must be there when it is back.
pub async fn crash(maker: Maker, figures: &mut Figures) -> anyhow::Result<()> {
    let (mut read, mut lost) = (0, 0);
    for round in 0..5_u64 {
        let mut target = Target::start(maker, 1).await?;
        let (root, seeder) = target.root()?;
        let seen = Shared::<BTreeSet<(u64, u64)>>::default();
        let mut listening = Vec::new();
        let mut writing = Vec::new();
        let begun = Instant::now();
        for number in 0..5 {
            let (mouth, mut ear) = target.sits(0, number).await?;
            let newline = seeder.map(|client| Id { client, clock: 0 });
            let mut pen = Pen::new(1_000 + number as u64, &root, newline);
            let (own, seen) = (pen.author(), seen.clone());
            listening.push(tokio::task::spawn_local(async move {
                let mut take = |_: Kind, message: &[u8]| {
                    seen.borrow_mut()
                        .extend(stamps(message).filter(|(author, _)| *author != own));
                };
                while ear.listens(&mut take).await {}
            }));
            if number < 2 {
                writing.push(tokio::task::spawn_local(async move {
                    let now = || u64::try_from(begun.elapsed().as_micros()).unwrap_or_default();
                    while mouth.says(&pen.stamps(now())).await.is_ok() {
                        tokio::time::sleep(Duration::from_millis(2)).await;
                    }
                }));
            } else {
                listening.push(tokio::task::spawn_local(async move {
                    std::future::pending::<()>().await;
                    drop(mouth);
                }));
            }
        }
        tokio::time::sleep(Duration::from_millis(700 + 37 * round)).await;
        target.is_killed().await?;
        writing
            .iter()
            .chain(&listening)
            .for_each(tokio::task::JoinHandle::abort);
        let whole = whole(&target, 0, 0).await?.1;
        let kept = String::from_utf8_lossy(&whole);
        let seen = seen.borrow();
        let is_kept = |(author, when): &&(u64, u64)| kept.contains(&stamp(*author, *when));
        read += seen.len();
        lost += seen.len() - seen.iter().filter(is_kept).count();
    }
    figures.note(
        "crash",
        "edits that somebody had read",
        precise(read as u64),
    );
    figures.note("crash", "of these, lost by kill -9", precise(lost as u64));
    Ok(())
}

/// Five hundred join a table with 200,000 characters at once.
pub async fn storm(maker: Maker, figures: &mut Figures) -> anyhow::Result<()> {
    let target = Target::start(maker, 1).await?;
    let author = writes_long(&target, 0, 200_000).await?;
    let before = memory(target.pid(), "VmRSS");
    let begun = Instant::now();
    let joining: Vec<_> = (0..500).map(|number| synced(&target, 0, number)).collect();
    let mut ears = Vec::new();
    for joined in futures_util::future::join_all(joining).await {
        let (ear, bytes) = joined?;
        ensure!(bytes > 200_000, "somebody got {bytes} bytes only");
        ears.push(ear);
    }
    figures.note(
        "storm",
        "500 synced after, s",
        begun.elapsed().as_secs_f64(),
    );
    figures.note(
        "storm",
        "memory at most, MiB",
        precise(memory(target.pid(), "VmHWM")) / 1024.0,
    );
    figures.note("storm", "memory before, MiB", precise(before) / 1024.0);
    drop(author);
    Ok(())
}

/// A table of 260,000 edits that nobody has open.
pub async fn cold(maker: Maker, figures: &mut Figures) -> anyhow::Result<()> {
    if maker == Maker::Yjs {
        return Ok(());
    }
    let mut target = Target::start(maker, 1).await?;
    let (_, seeder) = target.root()?;
    let (mouth, ear) = target.sits(0, 0).await?;
    let listening = drain(ear);
    for frames in edits(&mouth, seeder.unwrap_or_default()) {
        mouth.writes(&frames).await?;
    }
    // A question that is answered after everything before it is committed.
    let (_, bytes) = synced(&target, 0, 0).await?;
    let mut all = bytes;
    loop {
        tokio::time::sleep(Duration::from_secs(2)).await;
        let (_, now) = synced(&target, 0, 0).await?;
        if now == all {
            break;
        }
        all = now;
    }
    drop(mouth);
    listening.abort();
    let mut times = Vec::new();
    for _ in 0..5 {
        target.restarts().await?;
        tokio::time::sleep(Duration::from_millis(300)).await;
        let begun = Instant::now();
        let (_, bytes) = synced(&target, 0, 0).await?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        ensure!(bytes == all, "{bytes} bytes came instead of {all}");
    }
    times.sort_by(f64::total_cmp);
    figures.note("cold", "bytes of the document", precise(all as u64));
    figures.note("cold", "open and synced, median, ms", times[2]);
    figures.note("cold", "open and synced, slowest, ms", times[4]);
    Ok(())
}

/// Fifty tables of 20,000 characters with one client each.
pub async fn tables(maker: Maker, figures: &mut Figures) -> anyhow::Result<()> {
    const TABLES: usize = 50;
    let mut target = Target::start(maker, TABLES).await?;
    if maker == Maker::Ours {
        figures.note(
            "tables",
            "idle after the start, MiB",
            precise(memory(target.pid(), "VmRSS")) / 1024.0,
        );
    }
    let mut ears = Vec::new();
    let empty = memory(target.pid(), "VmRSS");
    for table in 0..TABLES {
        ears.push(writes_long(&target, table, 20_000).await?);
    }
    if maker == Maker::Yjs {
        let full = memory(target.pid(), "VmRSS");
        figures.note(
            "tables",
            "memory per open table, KiB",
            precise(full.saturating_sub(empty)) / TABLES as f64,
        );
        return Ok(());
    }
    ears.clear();
    target.restarts().await?;
    // The first table brings in what all share.
    let first = synced(&target, 0, 0).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let before = memory(target.pid(), "VmRSS");
    let mut sitting = Vec::new();
    for table in 1..TABLES {
        sitting.push(synced(&target, table, table).await?);
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let full = memory(target.pid(), "VmRSS");
    figures.note(
        "tables",
        "memory per open table, KiB",
        precise(full.saturating_sub(before)) / (TABLES - 1) as f64,
    );
    drop((sitting, first));
    tokio::time::sleep(Duration::from_secs(25)).await;
    figures.note(
        "tables",
        "everybody has left, MiB",
        precise(memory(target.pid(), "VmRSS")) / 1024.0,
    );
    Ok(())
}

/// Sits down and waits for the whole document; its size in bytes.
pub(super) async fn synced(
    target: &Target,
    table: usize,
    number: usize,
) -> anyhow::Result<((Mouth, Ear), usize)> {
    let (seat, whole) = whole(target, table, number).await?;
    Ok((seat, whole.len()))
}

/// Sits down and waits for the whole document.
async fn whole(
    target: &Target,
    table: usize,
    number: usize,
) -> anyhow::Result<((Mouth, Ear), Vec<u8>)> {
    let (mouth, mut ear) = target.sits(table, number).await?;
    mouth.says(&ASKS).await?;
    let mut bytes = None;
    while bytes.is_none() {
        let take = |kind: Kind, message: &[u8]| {
            if kind == Kind::Binary && message.starts_with(&[0, 1]) {
                bytes = Some(message.to_vec());
            }
        };
        ensure!(
            ear.listens(take).await || bytes.is_some(),
            "the connection ended before the document came"
        );
    }
    Ok(((mouth, ear), bytes.unwrap_or_default()))
}

/// Somebody writes so many characters, a paragraph at a time; returns when the server has them.
async fn writes_long(
    target: &Target,
    table: usize,
    characters: usize,
) -> anyhow::Result<(Mouth, Ear, Id)> {
    let (root, seeder) = target.root()?;
    let (mouth, ear) = target.sits(table, table).await?;
    let client = 5_000_000 + table as u64;
    let mut pen = Pen::new(client, &root, seeder.map(|client| Id { client, clock: 0 }));
    let paragraph = [&b"\n"[..], &b"word ".repeat(99), b"end."].concat();
    for _ in 0..characters.div_ceil(paragraph.len()) {
        mouth.says(&pen.writes(&paragraph)).await?;
    }
    let deadline = Instant::now() + Duration::from_secs(20);
    while synced(target, table, table).await?.1 < characters {
        ensure!(Instant::now() < deadline, "the document did not arrive");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let end = pen.last().context("something was written")?;
    Ok((mouth, ear, end))
}

/// How somebody types 260,000 edits: 28 letters at one place, of which the last twelve are taken back, then
/// elsewhere. The frames to send, a thousand edits or so at a time.
fn edits(mouth: &Mouth, seeder: u64) -> Vec<Vec<u8>> {
    let mut chance = StdRng::seed_from_u64(7);
    let mut typist = Typist::new(77, seeder);
    let mut all = Vec::new();
    for _ in 0..260 {
        let mut frames = Vec::new();
        for _ in 0..25 {
            typist.goes(chance.random_range(0..typist.written()));
            let mut updates: Vec<_> = (0..28)
                .map(|_| typist.types(b"eta o"[chance.random_range(0..5)]))
                .collect();
            updates.extend((0..12).filter_map(|_| typist.erases()));
            for update in updates {
                mouth.puts(&mut frames, &message(&update));
            }
        }
        all.push(frames);
    }
    println!("    {} characters", typist.standing());
    all
}

#[allow(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
fn precise(number: u64) -> f64 {
    number as f64
}
