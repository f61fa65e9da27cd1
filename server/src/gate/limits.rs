//! How much one message may carry.

/// Caps on one message; the defaults fit a seat that comes back after a day offline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one update or sync step 2.
    pub update_bytes: usize,
    /// Bytes of the whole document, encoded, after which nobody adds to it; taking away goes on.
    pub document_bytes: usize,
    /// Blocks added by one update, Skips included.
    pub blocks: usize,
    /// Client ids that one update adds blocks for; every page load offline makes one.
    pub clients: usize,
    /// Deleted ranges of one update; a sync step 2 repeats all that were ever deleted.
    pub deletes: usize,
    /// Blocks looked at to find the place of concurrent ones: yrs takes as many steps, and more.
    pub conflicts: usize,
    /// Different roots named in one update.
    pub roots: usize,
    /// Bytes of a root's name.
    pub root_bytes: usize,
    /// Bytes of a formatting attribute's name.
    pub key_bytes: usize,
    /// Bytes of a formatting attribute's value, a JSON scalar.
    pub value_bytes: usize,
    /// Bytes of one awareness message.
    pub awareness_bytes: usize,
    /// Clients in one awareness message.
    pub awareness_clients: usize,
    /// How deep an awareness state may nest.
    pub awareness_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            update_bytes: 1 << 20,
            document_bytes: 32 << 20,
            blocks: 50_000,
            clients: 64,
            deletes: 200_000,
            conflicts: 500_000,
            roots: 64,
            root_bytes: 256,
            key_bytes: 64,
            value_bytes: 4096,
            awareness_bytes: 16 << 10,
            awareness_clients: 8,
            awareness_depth: 8,
        }
    }
}

impl Limits {
    /// No caps on size, for what the server itself wrote into its log.
    pub fn none() -> Self {
        Self {
            update_bytes: usize::MAX,
            document_bytes: usize::MAX,
            blocks: usize::MAX,
            clients: usize::MAX,
            deletes: usize::MAX,
            conflicts: usize::MAX,
            roots: usize::MAX,
            root_bytes: usize::MAX,
            key_bytes: usize::MAX,
            value_bytes: usize::MAX,
            awareness_bytes: usize::MAX,
            awareness_clients: usize::MAX,
            awareness_depth: usize::MAX,
        }
    }
}
