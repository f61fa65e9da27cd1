//! Clocks: what names characters and marks, one by one and in runs.

/// The name of one character or mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Id {
    pub client: u64,
    pub clock: u32,
}

/// A run of one client's clocks: from `from` up to, without, `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientRange {
    /// The yrs client id.
    pub client: u64,
    /// The first clock.
    pub from: u32,
    /// The clock after the last one.
    pub to: u32,
}
