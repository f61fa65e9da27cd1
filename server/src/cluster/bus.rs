//! The bus between processes on one database: NATS, which nothing else here knows. Whoever has committed says what, to those who have that
//! log in memory, and who sits at a table is told to those at the same table. Whatever is said may be lost, repeated or late; what was
//! committed can be read from the database, and who is there is said again.

use super::message::{Heard, MOST_BYTES, Said};
use super::seal::Seal;
use crate::clock::now;
use crate::metrics::histogram::{Buckets, Histogram};
use async_nats::connection::State;
use async_nats::{Client, ConnectOptions, Event};
use bytes::Bytes;
use futures_util::StreamExt as _;
use shared::ids::TableId;
use shared::seq::Seq;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// How many messages wait to be handed to the bus; what does not fit is not said.
const WAITING: usize = 1_024;
/// Nor is what would make more bytes wait.
const WAITING_BYTES: usize = 8 << 20;
/// What people say of themselves has this part of both.
const FOR_SPEECHES: usize = 4;
/// How many wait to be heard of one log; what does not fit is lost, as on the way.
const HEARD: usize = 512;
/// How long what was said last may take to go out when the house closes.
const LAST_WORDS: Duration = Duration::from_millis(300);
/// What concerns no log.
const ALL: &str = "roundtable.all";
/// Upper bounds of how long it took until something was heard, in microseconds.
const LAG_MICROS: &[u64] = &[
    1_000, 2_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000,
];

/// The bus is not where it should be.
#[derive(Debug, thiserror::Error)]
#[error("the address of the bus is not understood: use nats://HOST:PORT")]
pub struct BadBus;

/// A hold on the bus, if there is one.
#[derive(Clone, Default)]
pub struct Bus(Option<Arc<Line>>);

struct Line {
    client: Client,
    /// By what others know this process.
    node: u64,
    seal: Seal,
    /// Counts what it says.
    number: AtomicU64,
    queue: mpsc::Sender<(String, Bytes)>,
    /// How many bytes wait in the queue.
    waiting: Arc<AtomicUsize>,
    counts: Counts,
}

struct Counts {
    said: AtomicU64,
    unsaid: AtomicU64,
    heard: AtomicU64,
    bad: AtomicU64,
    foreign: AtomicU64,
    lag_micros: Buckets,
}

/// What is known of the bus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BusMetrics {
    /// Whether it can be reached.
    pub is_connected: bool,
    /// How often we said something.
    pub said: u64,
    /// How often we could not.
    pub unsaid: u64,
    /// How often others were heard.
    pub heard: u64,
    /// How much of that was not understood.
    pub bad: u64,
    /// How much of it nobody had said who knows the key.
    pub foreign: u64,
    /// How long what was heard had been under way, by the clocks of both.
    pub lag_micros: Histogram,
}

/// Hears of a log until it is dropped.
#[derive(Default)]
pub struct Listening(Option<JoinHandle<()>>);

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some(task) = &self.0 {
            task.abort();
        }
    }
}

impl Bus {
    /// The bus at an address, with the key of all that are to be heard. It need not be there yet: it is connected to when it is, again
    /// and again.
    pub async fn at(url: &str, key: &str) -> Result<Self, BadBus> {
        let options = ConnectOptions::new()
            .name("roundtable")
            .no_echo()
            .subscription_capacity(HEARD)
            .event_callback(|event| async move { tells(&event) })
            .retry_on_initial_connect();
        // Its error may say the address, which may hold a password.
        let client = options.connect(url).await.map_err(|_| BadBus)?;
        let (queue, queued) = mpsc::channel(WAITING);
        let waiting = Arc::<AtomicUsize>::default();
        tokio::spawn(hands_over(client.clone(), queued, waiting.clone()));
        Ok(Self(Some(Arc::new(Line {
            client,
            // As much as every reader of it can count to.
            node: rand::random::<u64>() >> 11,
            seal: Seal::by(key),
            number: AtomicU64::new(1),
            queue,
            waiting,
            counts: Counts {
                said: AtomicU64::new(0),
                unsaid: AtomicU64::new(0),
                heard: AtomicU64::new(0),
                bad: AtomicU64::new(0),
                foreign: AtomicU64::new(0),
                lag_micros: Buckets::new(LAG_MICROS),
            },
        }))))
    }

    /// Whether there is one, reached or not.
    pub fn is_there(&self) -> bool {
        self.0.is_some()
    }

    /// How long a bus takes until what is said on it is heard; why it does not, in words without its address.
    pub async fn probe(url: &str, patience: Duration) -> Result<Duration, String> {
        let begun = Instant::now();
        let asked = async {
            let client = ConnectOptions::new().name("roundtable check");
            // Its error may say the address, which may hold a password.
            let client = client
                .connect(url)
                .await
                .map_err(|error| error.kind().to_string())?;
            let subject = format!("roundtable.check.{:x}", rand::random::<u64>());
            let asks = client.subscribe(subject.clone()).await;
            let mut messages = asks.map_err(|error| error.to_string())?;
            let says = client.publish(subject, Bytes::from_static(b"?")).await;
            says.map_err(|error| error.to_string())?;
            client.flush().await.map_err(|error| error.to_string())?;
            match messages.next().await {
                Some(_) => Ok(()),
                None => Err("nothing is heard".to_owned()),
            }
        };
        let answered = tokio::time::timeout(patience, asked).await;
        answered.map_err(|_| "no answer".to_owned())??;
        Ok(begun.elapsed())
    }

    /// Tells the others that a log ends there now. Never waits.
    pub fn rings(&self, log: &TableId, head: Seq) {
        self.says(log, Said::Ends(head));
    }

    /// Says something to those who have a log in memory. Never waits: what cannot be said now is not.
    pub fn says(&self, log: &TableId, said: Said) {
        if let Some(line) = &self.0 {
            line.says(subject(log), said);
        }
    }

    /// Says something to all.
    pub fn says_to_all(&self, said: Said) {
        if let Some(line) = &self.0 {
            line.says(ALL.to_owned(), said);
        }
    }

    /// Hears what the others say of a log, for as long as what is returned is kept; after having asked them, if that is to be.
    pub fn listens(
        &self,
        log: &TableId,
        asks: Option<Said>,
        hears: impl Fn(Heard) + Send + 'static,
    ) -> Listening {
        self.listens_to(subject(log), asks, hears)
    }

    /// Hears what the others say to all.
    pub fn listens_to_all(&self, hears: impl Fn(Heard) + Send + 'static) -> Listening {
        self.listens_to(ALL.to_owned(), None, hears)
    }

    fn listens_to(
        &self,
        subject: String,
        asks: Option<Said>,
        hears: impl Fn(Heard) + Send + 'static,
    ) -> Listening {
        let Some(line) = self.0.clone() else {
            return Listening::default();
        };
        Listening(Some(tokio::spawn(async move {
            let mut messages = match line.client.subscribe(subject.clone()).await {
                Ok(messages) => messages,
                Err(error) => {
                    tracing::warn!(%error, "the bus is not listened to");
                    return;
                }
            };
            if let Some(asks) = asks {
                line.says(subject.clone(), asks);
            }
            while let Some(message) = messages.next().await {
                if let Some(heard) = line.heard(&subject, &message.payload) {
                    hears(heard);
                }
            }
        })))
    }

    /// What was said goes out, if that takes no longer than a moment: this process ends.
    pub async fn closes(&self) {
        let Some(line) = self.0.as_ref().filter(|_| self.is_connected()) else {
            return;
        };
        let goes_out = async {
            while line.waiting.load(Ordering::Relaxed) > 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            drop(line.client.flush().await);
        };
        // Whoever is not told finds out by our silence.
        drop(tokio::time::timeout(LAST_WORDS, goes_out).await);
    }

    /// What is known of it, if there is one.
    pub fn metrics(&self) -> Option<BusMetrics> {
        let line = self.0.as_ref()?;
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Some(BusMetrics {
            is_connected: self.is_connected(),
            said: read(&line.counts.said),
            unsaid: read(&line.counts.unsaid),
            heard: read(&line.counts.heard),
            bad: read(&line.counts.bad),
            foreign: read(&line.counts.foreign),
            lag_micros: line.counts.lag_micros.read(),
        })
    }

    /// Whether it can be reached.
    pub fn is_connected(&self) -> bool {
        let line = self.0.as_ref();
        line.is_some_and(|line| line.client.connection_state() == State::Connected)
    }
}

impl Line {
    fn says(&self, subject: String, said: Said) {
        let heard = Heard {
            node: self.node,
            number: self.number.fetch_add(1, Ordering::Relaxed),
            at: now(),
            said,
        };
        let is_speech = matches!(heard.said, Said::Speaks(_));
        let bytes = heard.encode();
        let is_long = bytes.len() > MOST_BYTES;
        let bytes = self.seal.put(&subject, bytes);
        let len = bytes.len();
        let waiting = self.waiting.load(Ordering::Relaxed);
        let is_much = is_long
            || waiting > WAITING_BYTES
            || is_speech && is_busy(self.queue.capacity(), waiting);
        // The client keeps what is said while the server is away, and then lets whoever says more wait.
        let is_away = self.client.connection_state() != State::Connected;
        let is_said = !is_much && !is_away && {
            self.waiting.fetch_add(len, Ordering::Relaxed);
            let is_queued = self.queue.try_send((subject, bytes.into())).is_ok();
            if !is_queued {
                self.waiting.fetch_sub(len, Ordering::Relaxed);
            }
            is_queued
        };
        let count = if is_said {
            &self.counts.said
        } else {
            &self.counts.unsaid
        };
        count.fetch_add(1, Ordering::Relaxed);
    }

    fn heard(&self, subject: &str, payload: &Bytes) -> Option<Heard> {
        self.counts.heard.fetch_add(1, Ordering::Relaxed);
        let Some(message) = self.seal.open(subject, payload) else {
            self.counts.foreign.fetch_add(1, Ordering::Relaxed);
            return None;
        };
        let heard = Heard::decode(&message).filter(|it| it.node != self.node);
        match &heard {
            Some(heard) => {
                let lag = now().0.saturating_sub(heard.at.0);
                self.counts.lag_micros.observe(lag.saturating_mul(1_000));
            }
            None => drop(self.counts.bad.fetch_add(1, Ordering::Relaxed)),
        }
        heard
    }
}

/// Whether so much waits that what was committed is to have the rest of the queue: what people say of themselves is said again.
fn is_busy(left: usize, waiting: usize) -> bool {
    left < WAITING - WAITING / FOR_SPEECHES || waiting > WAITING_BYTES / FOR_SPEECHES
}

fn subject(log: &TableId) -> String {
    format!("roundtable.log.{log}")
}

/// Says what becomes of the bus.
fn tells(event: &Event) {
    match event {
        Event::Connected => tracing::debug!("connected to the bus"),
        event => tracing::warn!(%event, "the bus"),
    }
}

/// Hands over what was said by those who must not wait for the bus.
async fn hands_over(
    client: Client,
    mut queue: mpsc::Receiver<(String, Bytes)>,
    waiting: Arc<AtomicUsize>,
) {
    while let Some((subject, bytes)) = queue.recv().await {
        let len = bytes.len();
        if let Err(error) = client.publish(subject, bytes).await {
            tracing::debug!(%error, "the bus does not take what is said");
        }
        waiting.fetch_sub(len, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_say_of_themselves_has_a_part_of_the_queue() {
        assert!(!is_busy(WAITING, 0));
        assert!(!is_busy(WAITING / 4 * 3, WAITING_BYTES / 4));
        assert!(is_busy(WAITING / 4 * 3 - 1, 0));
        assert!(is_busy(WAITING, WAITING_BYTES / 4 + 1));
    }

    /// It lets everybody in, and brings nobody what is said.
    async fn deaf_bus(listener: tokio::net::TcpListener) {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        let (mut stream, _) = listener.accept().await.expect("a client");
        let info = b"INFO {\"server_id\":\"x\",\"server_name\":\"x\",\"version\":\"2.10.0\",\"go\":\"go\",\"host\":\"127.0.0.1\",\
            \"port\":4222,\"headers\":true,\"max_payload\":1048576,\"proto\":1,\"client_id\":1}\r\n";
        stream.write_all(info).await.expect("it is told");
        let mut some = [0; 4096];
        while let Ok(len) = stream.read(&mut some).await {
            if len == 0 || stream.write_all(b"PONG\r\n").await.is_err() {
                return;
            }
        }
    }

    #[tokio::test]
    async fn a_bus_that_brings_nothing_does_not_answer() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("a port");
        let url = format!("nats://{}", listener.local_addr().expect("an address"));
        tokio::spawn(deaf_bus(listener));
        let answered = Bus::probe(&url, Duration::from_secs(1)).await;
        assert_eq!(answered, Err("no answer".to_owned()));
    }

    #[tokio::test]
    async fn without_a_bus_nothing_is_said_or_heard() {
        let bus = Bus::default();
        bus.rings(&"t".parse().expect("an id"), Seq::START);
        bus.says_to_all(Said::Asks);
        bus.closes().await;
        assert_eq!(bus.metrics(), None);
        assert!(Bus::at("nats://not an address", "key").await.is_err());
    }
}
