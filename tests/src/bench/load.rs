//! People who write at a steady pace, and everybody who receives it.

use crate::bench::gauge::{Gauge, cpu};
use crate::bench::line::{Ear, Kind, Mouth, Shared};
use crate::bench::target::Target;
use crate::bench::update::{Id, Pen, stamps};
use std::time::{Duration, Instant};

/// How many sit and write, and how fast.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Tables.
    pub tables: usize,
    /// Clients at each.
    pub clients: usize,
    /// Of whom so many write.
    pub writers: usize,
    /// Updates a second of each writer.
    pub rate: f64,
    /// For how long.
    pub lasting: Duration,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Latencies.
    pub gauge: Gauge,
    /// Deliveries that should have been made.
    pub expected: u64,
    /// Processor time of the server.
    pub cpu: Duration,
    /// From the first update to the last delivery.
    pub took: Duration,
    /// Connections that ended.
    pub gone: usize,
}

impl Outcome {
    /// Deliveries a second.
    #[allow(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
    pub fn per_second(&self) -> f64 {
        self.gauge.count as f64 / self.took.as_secs_f64()
    }

    /// Processor time of the server for one delivery, in microseconds.
    #[allow(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
    pub fn micros_each(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e6 / self.gauge.count.max(1) as f64
    }

    /// Deliveries that never came.
    pub fn lost(&self) -> u64 {
        self.expected.saturating_sub(self.gauge.count)
    }
}

/// What all tasks count together.
#[derive(Default)]
struct Count {
    gauge: Gauge,
    sent: u64,
    gone: usize,
    last: Option<Instant>,
}

/// The tables with people at them, ready to write.
pub struct Room {
    clients: usize,
    writers: Vec<(Mouth, Pen)>,
    count: Shared<Count>,
    begun: Instant,
    tasks: Vec<tokio::task::JoinHandle<()>>,
}

impl Drop for Room {
    fn drop(&mut self) {
        self.tasks.iter().for_each(tokio::task::JoinHandle::abort);
    }
}

impl Room {
    /// Seats everybody, and lets every writer begin a paragraph.
    pub async fn seat(target: &Target, load: Load) -> anyhow::Result<Self> {
        Self::seat_as(target, load, 1, &[]).await
    }

    /// Seats everybody at tables where something is written already, which ends with these.
    pub async fn seat_after(target: &Target, load: Load, ends: &[Id]) -> anyhow::Result<Self> {
        Self::seat_as(target, load, 1, ends).await
    }

    /// Seats other people at the same tables.
    pub async fn seat_again(target: &Target, load: Load) -> anyhow::Result<Self> {
        Self::seat_as(target, load, 2, &[]).await
    }

    async fn seat_as(
        target: &Target,
        load: Load,
        generation: u64,
        ends: &[Id],
    ) -> anyhow::Result<Self> {
        let mut room = Self {
            clients: load.clients,
            writers: Vec::new(),
            count: Shared::default(),
            begun: Instant::now(),
            tasks: Vec::new(),
        };
        let (root, seeder) = target.root()?;
        for table in 0..load.tables {
            let newline = seeder.map(|client| Id { client, clock: 0 });
            let mut left = ends.get(table).copied().or(newline);
            let mut pens: Vec<(Mouth, Pen)> = Vec::new();
            for number in 0..load.clients {
                let (mouth, ear) = target.sits(table, number).await?;
                let mut own = None;
                if number < load.writers {
                    let client =
                        100_000_000 * generation + 1_000_000 * table as u64 + number as u64;
                    let mut pen = Pen::new(client, &root, left);
                    mouth.says(&pen.writes(b"\n-")).await?;
                    // Whoever comes next begins after this one, so this one must be known there.
                    tokio::time::sleep(Duration::from_millis(5)).await;
                    left = pen.last();
                    if let Some((_, before)) = pens.last_mut() {
                        before.stays_left_of(Id { client, clock: 0 });
                    }
                    own = Some(pen.author());
                    pens.push((mouth, pen));
                }
                let task = listen(ear, own, room.count.clone(), room.begun);
                room.tasks.push(tokio::task::spawn_local(task));
            }
            room.writers.extend(pens);
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
        Ok(room)
    }

    /// Lets the writers write, and waits until everything has arrived or nothing arrives any more.
    pub async fn runs(&mut self, target: &Target, rate: f64, lasting: Duration) -> Outcome {
        let gone = self.count.borrow().gone;
        *self.count.borrow_mut() = Count {
            gone,
            ..Count::default()
        };
        let (started, before) = (Instant::now(), cpu(target.pid()));
        let mut writing = Vec::new();
        let writers = std::mem::take(&mut self.writers);
        let many = u32::try_from(writers.len()).unwrap_or(u32::MAX);
        for (number, (mouth, pen)) in (0_u32..).zip(writers) {
            let phase =
                Duration::from_secs_f64(1.0 / rate).min(Duration::from_secs(1)) * number / many;
            let (count, begun) = (self.count.clone(), self.begun);
            let until = started + lasting;
            writing.push(tokio::task::spawn_local(write(
                mouth, pen, rate, phase, until, count, begun,
            )));
        }
        for writer in writing {
            self.writers.extend(writer.await);
        }
        let readers = self.clients - 1;
        let expected = self.count.borrow().sent * readers as u64;
        let mut quiet = Instant::now();
        let mut known = 0;
        while known < expected && quiet.elapsed() < Duration::from_secs(30) {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let now = self.count.borrow().gauge.count;
            if now != known {
                (known, quiet) = (now, Instant::now());
            }
        }
        let count = self.count.borrow();
        let took = count
            .last
            .map_or(lasting, |last| last.duration_since(started));
        Outcome {
            gauge: count.gauge.clone(),
            expected,
            cpu: cpu(target.pid()).checked_sub(before).unwrap(),
            took,
            gone: count.gone,
        }
    }
}

/// Counts every update that carries the time.
async fn listen(mut ear: Ear, own: Option<u64>, count: Shared<Count>, begun: Instant) {
    let take = |kind: Kind, message: &[u8]| {
        if kind == Kind::Other {
            return;
        }
        let now = Instant::now();
        let mut count = count.borrow_mut();
        // What comes back to whoever wrote it is no delivery.
        for (_, sent) in stamps(message).filter(|(author, _)| Some(*author) != own) {
            count
                .gauge
                .note(micros(now.duration_since(begun)).saturating_sub(sent));
            count.last = Some(now);
        }
    };
    while ear.listens(take).await {}
    count.borrow_mut().gone += 1;
}

/// Writes at the pace, several at once if it is faster than a thousand times a second.
async fn write(
    mouth: Mouth,
    mut pen: Pen,
    rate: f64,
    phase: Duration,
    until: Instant,
    count: Shared<Count>,
    begun: Instant,
) -> (Mouth, Pen) {
    let period = Duration::from_secs_f64((1.0 / rate).max(0.001));
    tokio::time::sleep(phase).await;
    let mut tick = tokio::time::interval(period);
    let mut due = 0.0;
    let mut frames = Vec::new();
    while Instant::now() < until {
        tick.tick().await;
        due += rate * period.as_secs_f64();
        frames.clear();
        while due >= 1.0 {
            mouth.puts(&mut frames, &pen.stamps(micros(begun.elapsed())));
            count.borrow_mut().sent += 1;
            due -= 1.0;
        }
        if mouth.writes(&frames).await.is_err() {
            break;
        }
    }
    (mouth, pen)
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// Keeps a connection read until it ends, whatever comes.
pub fn drain(mut ear: Ear) -> tokio::task::JoinHandle<()> {
    tokio::task::spawn_local(async move { while ear.listens(|_, _| {}).await {} })
}
