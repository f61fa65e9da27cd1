//! The live tables.
//!
//! Reading order: [`registry`] knows which tables are open; each is an [`actor`] that is asked through its [`handle`] and
//! is the only one to change the table's [`state`]: what its log adds up to in memory. [`connection`] is one live
//! websocket with its [`heartbeat`], its [`outbox`] what waits for it, [`document_frame`] what of a document goes out on it, [`rate_limit`] how
//! much may be said; [`due`] closes what is closed by itself; [`idempotency`] lets a request that comes twice be done once. [`audit`] replays logs and compares,
//! [`deleted`] replays them for what is in their texts no more, [`past`] for what was when. [`abroad`] hears who sits at tables that other processes have open.

pub mod abroad;
pub mod actor;
pub mod audit;
pub mod connection;
pub mod deleted;
pub mod document_frame;
pub mod due;
pub mod handle;
pub mod heartbeat;
pub mod idempotency;
pub mod limits;
pub mod outbox;
pub mod past;
pub mod rate_limit;
pub mod registry;
pub mod state;
