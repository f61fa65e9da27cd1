//! Whether the server is there.

/// Whether the server is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// For the first time, or again after a moment.
    Connecting,
    /// It is there, and everything is synced.
    Live,
    /// It is not; another try comes by itself.
    Lost,
    /// This browser has no seat at this table.
    Stranger,
    /// A facilitator has taken this person's place away.
    Removed,
    /// The table is closed to observers, and this person is one.
    ClosedToObservers,
    /// This person was signed out on this device, by themselves.
    SignedOut,
    /// The table is as full as it can be; another try comes by itself.
    Full,
    /// What was written here was refused again and again, for this reason.
    Refused(String),
}
