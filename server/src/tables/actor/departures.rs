//! Who went lately: for whoever looks on, and wants to know whose connection comes and goes.

use shared::ids::ParticipantId;
use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::Instant;

/// For how long it is remembered that somebody went.
const LATELY: Duration = Duration::from_mins(3);
/// How many times somebody goes within that before their connection is said to come and go. Loading the page anew is once.
const OFTEN: usize = 2;
/// How many departures are remembered.
const REMEMBERED: usize = 512;

/// Who went lately, and when.
#[derive(Default)]
pub(super) struct Departures(VecDeque<(ParticipantId, Instant)>);

impl Departures {
    pub fn note(&mut self, who: &ParticipantId) {
        self.0.push_back((who.clone(), Instant::now()));
        while self.0.len() > REMEMBERED || self.0.front().is_some_and(|it| is_over(it.1)) {
            self.0.pop_front();
        }
    }

    pub fn lately(&self) -> impl Iterator<Item = &ParticipantId> {
        let lately = self.0.iter().filter(|(_, when)| !is_over(*when));
        lately.map(|(who, _)| who)
    }

    pub fn often(&self, who: &ParticipantId) -> bool {
        self.lately().filter(|it| *it == who).count() >= OFTEN
    }
}

fn is_over(when: Instant) -> bool {
    when.elapsed() > LATELY
}
