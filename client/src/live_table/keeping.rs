//! What is known to be saved. The interface says "saved" from this, and from nothing else.

use crate::prose::Desk;
use shared::document::Root;
use shared::protocol::CloseCode;

/// Whether what was written is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// The server has committed everything written here.
    Saved,
    /// It is on its way.
    Saving,
    /// There is no connection; so many changes are kept here.
    Offline {
        /// How many.
        changes: u32,
    },
}

/// Words that the table did not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescued {
    /// The server's stable code for why.
    pub reason: String,
    /// The paragraphs that are not in the table's text, by root.
    pub words: Vec<(Root, Vec<String>)>,
}

/// Counts what is written and sent against what the server says is committed.
#[derive(Debug, Default)]
pub(super) struct Account {
    /// Changes since everything was last saved.
    changes: u32,
    /// Update messages sent on this connection.
    sent: u64,
    /// How many of those are committed.
    committed: u64,
    /// Own clock that is committed.
    clock: u32,
}

impl Account {
    pub fn wrote(&mut self) {
        self.changes += 1;
    }

    pub fn sent(&mut self) {
        self.sent += 1;
    }

    /// A new connection counts its messages from nothing.
    pub fn connected(&mut self) {
        self.sent = 0;
        self.committed = 0;
    }

    pub fn committed(&mut self, client: u64, clocks: &[(u64, u32)], updates: Option<u64>) {
        if let Some(updates) = updates {
            self.committed = self.committed.max(updates);
        }
        let clock = clocks
            .iter()
            .filter(|(id, _)| *id == client)
            .map(|(_, clock)| *clock)
            .max();
        self.clock = self.clock.max(clock.unwrap_or(0));
    }

    /// What is true now; `synced` is whether what was written before this connection has been sent.
    pub fn keeping(&mut self, desk: &Desk, is_live: bool, synced: bool) -> Keeping {
        let all_here = synced && self.sent == self.committed && desk.clock() <= self.clock;
        if all_here {
            self.changes = 0;
        }
        match (is_live, self.changes) {
            (_, 0) => Keeping::Saved,
            (true, _) => Keeping::Saving,
            (false, changes) => Keeping::Offline { changes },
        }
    }
}

/// The paragraphs of `before` that `after` lacks, by root.
pub(super) fn lost(roots: &[Root], before: &Desk, after: &Desk) -> Vec<(Root, Vec<String>)> {
    let paragraphs = |desk: &Desk, root: &Root| -> Vec<String> {
        let blocks = desk.open(&root.to_string()).blocks();
        shared::prose::plain(&blocks)
            .lines()
            .map(str::to_owned)
            .collect()
    };
    let lost_in = |root: &Root| {
        let kept = paragraphs(after, root);
        let mut gone = paragraphs(before, root);
        gone.retain(|paragraph| !paragraph.trim().is_empty() && !kept.contains(paragraph));
        (!gone.is_empty()).then(|| (root.clone(), gone))
    };
    roots.iter().filter_map(lost_in).collect()
}

/// Whether a close means that something written can never be taken as it is.
pub(super) fn is_refusal(code: u16) -> bool {
    code == CloseCode::Refused.number()
}
