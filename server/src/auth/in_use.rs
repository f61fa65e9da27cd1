//! With which cookies people sit at tables, so that one that is no longer good is good on no open connection either.

use shared::ids::ParticipantId;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

use crate::store::Digest;

/// For how long it is remembered that somebody was signed out somewhere: longer than it takes from the look at a cookie to the
/// connection that sits by it.
const LATELY: Duration = Duration::from_mins(2);

/// The cookies by which somebody is connected.
#[derive(Debug, Default)]
pub struct InUse(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    connections: HashMap<ParticipantId, Vec<Connected>>,
    /// Who was signed out somewhere, and when.
    lately: HashMap<ParticipantId, Instant>,
}

#[derive(Debug)]
struct Connected {
    token: Digest,
    ended: Arc<Notify>,
}

/// A connection as long as it is there.
#[derive(Debug)]
pub struct Using {
    in_use: Arc<InUse>,
    who: ParticipantId,
    ended: Arc<Notify>,
}

impl InUse {
    /// Notes a connection that is there by that token. The second says whether that has to be looked at again: somebody signed it
    /// out, perhaps, since it was looked at.
    pub fn note(
        self: &Arc<Self>,
        who: &ParticipantId,
        token: Digest,
        now: Instant,
    ) -> (Using, bool) {
        let mut inner = self.inner();
        let ended = Arc::new(Notify::new());
        let of_theirs = inner.connections.entry(who.clone()).or_default();
        of_theirs.push(Connected {
            token,
            ended: ended.clone(),
        });
        let signed_out = inner.lately.get(who);
        let is_doubtful = signed_out.is_some_and(|at| now.duration_since(*at) < LATELY);
        let using = Using {
            in_use: self.clone(),
            who: who.clone(),
            ended,
        };
        (using, is_doubtful)
    }

    /// Somebody was signed out somewhere: who comes now by their cookie is looked at once more.
    pub fn ending(&self, who: &ParticipantId, now: Instant) {
        let mut inner = self.inner();
        inner
            .lately
            .retain(|_, at| now.duration_since(*at) < LATELY);
        inner.lately.insert(who.clone(), now);
    }

    /// Ends the connections of somebody that are there by other tokens than these.
    pub fn end(&self, who: &ParticipantId, good: &[Digest]) {
        let inner = self.inner();
        let of_theirs = inner.connections.get(who).into_iter().flatten();
        of_theirs
            .filter(|connected| !good.contains(&connected.token))
            .for_each(|connected| connected.ended.notify_one());
    }

    /// By which tokens anybody is connected.
    pub fn tokens(&self) -> BTreeSet<Digest> {
        let inner = self.inner();
        let connected = inner.connections.values().flatten();
        connected.map(|connected| connected.token).collect()
    }

    /// Ends the connections that are there by one of these tokens.
    pub fn end_all_by(&self, gone: &BTreeSet<Digest>) {
        let inner = self.inner();
        let connected = inner.connections.values().flatten();
        connected
            .filter(|connected| gone.contains(&connected.token))
            .for_each(|connected| connected.ended.notify_one());
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Using {
    /// Whose connection it is.
    pub fn who(&self) -> &ParticipantId {
        &self.who
    }

    /// Waits until its cookie is not good any more.
    pub async fn ended(&self) {
        self.ended.notified().await;
    }
}

impl Drop for Using {
    fn drop(&mut self) {
        let mut inner = self.in_use.inner();
        if let Some(of_theirs) = inner.connections.get_mut(&self.who) {
            of_theirs.retain(|connected| !Arc::ptr_eq(&connected.ended, &self.ended));
            if of_theirs.is_empty() {
                inner.connections.remove(&self.who);
            }
        }
    }
}
