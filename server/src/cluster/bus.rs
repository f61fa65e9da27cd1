//! The bus between processes on one database: NATS, which nothing else here knows. Whoever has committed rings with the name of the log and
//! where it ends now; whoever has that log in memory reads the rest from the database. So a ring may be lost, repeated or late, and carries
//! nothing that anybody could read; without it, others are seen as soon as the heads are looked at.

use async_nats::connection::State;
use async_nats::{Client, ConnectOptions};
use futures_util::StreamExt as _;
use shared::ids::TableId;
use shared::seq::Seq;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// How many rings wait while the bus is away; what does not fit is not rung.
const WAITING: usize = 1_024;
/// How many wait for one log: all say the same but the last.
const HEARD: usize = 64;

/// The bus is not where it should be.
#[derive(Debug, thiserror::Error)]
#[error("the address of the bus is not understood: use nats://HOST:PORT")]
pub struct BadBus;

/// A hold on the bus, if there is one.
#[derive(Clone, Default)]
pub struct Bus(Option<Arc<Line>>);

struct Line {
    client: Client,
    rings: mpsc::Sender<(TableId, Seq)>,
    rung: AtomicU64,
    heard: AtomicU64,
}

/// What is known of the bus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BusMetrics {
    /// Whether it can be reached.
    pub is_connected: bool,
    /// How often we rang.
    pub rung: u64,
    /// How often others were heard.
    pub heard: u64,
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
    /// The bus at an address. It need not be there yet: it is connected to when it is, again and again.
    pub async fn at(url: &str) -> Result<Self, BadBus> {
        let options = ConnectOptions::new()
            .name("roundtable")
            .no_echo()
            .subscription_capacity(HEARD)
            .retry_on_initial_connect();
        // Its error may say the address, which may hold a password.
        let client = options.connect(url).await.map_err(|_| BadBus)?;
        let (rings, waiting) = mpsc::channel(WAITING);
        tokio::spawn(ring(client.clone(), waiting));
        Ok(Self(Some(Arc::new(Line {
            client,
            rings,
            rung: AtomicU64::new(0),
            heard: AtomicU64::new(0),
        }))))
    }

    /// How long a bus takes to answer; why it does not, in words without its address.
    pub async fn probe(url: &str, patience: Duration) -> Result<Duration, String> {
        let begun = Instant::now();
        let asked = async {
            let client = ConnectOptions::new().name("roundtable check");
            // Its error may say the address, which may hold a password.
            let client = client
                .connect(url)
                .await
                .map_err(|error| error.kind().to_string())?;
            client.flush().await.map_err(|error| error.to_string())
        };
        let answered = tokio::time::timeout(patience, asked).await;
        answered.map_err(|_| "no answer".to_owned())??;
        Ok(begun.elapsed())
    }

    /// Tells the others that a log ends there now. Never waits.
    pub fn rings(&self, log: &TableId, head: Seq) {
        if let Some(line) = &self.0
            && line.rings.try_send((log.clone(), head)).is_ok()
        {
            line.rung.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Hears where the others say that a log ends, for as long as what is returned is kept.
    pub fn listens(&self, log: &TableId, hears: impl Fn(Seq) + Send + 'static) -> Listening {
        let Some(line) = self.0.clone() else {
            return Listening::default();
        };
        let subject = subject(log);
        Listening(Some(tokio::spawn(async move {
            let mut messages = match line.client.subscribe(subject).await {
                Ok(messages) => messages,
                Err(error) => {
                    tracing::warn!(%error, "the bus is not listened to");
                    return;
                }
            };
            while let Some(message) = messages.next().await {
                line.heard.fetch_add(1, Ordering::Relaxed);
                if let Some(head) = head(&message.payload) {
                    hears(head);
                }
            }
        })))
    }

    /// What is known of it, if there is one.
    pub fn metrics(&self) -> Option<BusMetrics> {
        let line = self.0.as_ref()?;
        Some(BusMetrics {
            is_connected: line.client.connection_state() == State::Connected,
            rung: line.rung.load(Ordering::Relaxed),
            heard: line.heard.load(Ordering::Relaxed),
        })
    }

    /// Whether it can be reached.
    pub fn is_connected(&self) -> bool {
        self.metrics().is_some_and(|bus| bus.is_connected)
    }
}

fn subject(log: &TableId) -> String {
    format!("roundtable.log.{log}")
}

/// What a ring says.
fn head(payload: &[u8]) -> Option<Seq> {
    let text = std::str::from_utf8(payload).ok()?;
    let head: u64 = text.parse().ok()?;
    // No log is longer than what a database can number.
    i64::try_from(head).is_ok().then(|| Seq::new(head))
}

/// Rings for whoever must not wait for the bus.
async fn ring(client: Client, mut waiting: mpsc::Receiver<(TableId, Seq)>) {
    while let Some((log, head)) = waiting.recv().await {
        let said = client.publish(subject(&log), head.to_string().into()).await;
        if let Err(error) = said {
            tracing::debug!(%error, "the bus takes no ring");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_says_a_number_or_nothing() {
        assert_eq!(head(b"17"), Some(Seq::new(17)));
        assert_eq!(
            head(b"9223372036854775807"),
            Some(Seq::new(i64::MAX as u64))
        );
        let too_much = b"9223372036854775808";
        for bad in [&b""[..], b"-1", b"x", b"\xff", too_much] {
            assert_eq!(head(bad), None);
        }
    }

    #[tokio::test]
    async fn without_a_bus_nothing_is_rung_or_heard() {
        let bus = Bus::default();
        bus.rings(&"t".parse().expect("an id"), Seq::START);
        assert_eq!(bus.metrics(), None);
        assert!(Bus::at("nats://not an address").await.is_err());
    }
}
