//! Stories over a real server.
