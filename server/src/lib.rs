//! The round table's server.
