//! Presence: who is where, as y-protocols says it. Never stored, never believed.

use super::lib0::{Reader, put_number};
use super::{Limits, Reason};

/// What one client says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'b> {
    /// The yrs client id.
    pub client: u64,
    /// Counts up with every change; peers ignore what is not newer.
    pub clock: u32,
    /// A JSON object, or nothing when the client is gone.
    pub state: Option<&'b str>,
}

/// Reads an awareness update; the states are JSON objects of bounded depth.
pub fn parse<'b>(update: &'b [u8], limits: &Limits) -> Result<Vec<Entry<'b>>, Reason> {
    if update.len() > limits.awareness_bytes {
        return Err(Reason::TooLarge {
            bytes: update.len(),
            limit: limits.awareness_bytes,
        });
    }
    let mut reader = Reader::new(update);
    let count = reader.count(3)?;
    if count > limits.awareness_clients {
        return Err(Reason::TooMany("clients"));
    }
    let mut entries: Vec<Entry> = Vec::with_capacity(count);
    for _ in 0..count {
        let client = reader.client()?;
        let clock = reader.clock()?;
        let state = state(reader.text()?, limits.awareness_depth)?;
        if entries.iter().any(|entry| entry.client == client) {
            return Err(Reason::RepeatedClient(client));
        }
        entries.push(Entry {
            client,
            clock,
            state,
        });
    }
    reader.end()?;
    Ok(entries)
}

/// Writes an awareness update.
pub fn encode<'b>(entries: impl IntoIterator<Item = Entry<'b>>) -> Vec<u8> {
    let entries: Vec<Entry> = entries.into_iter().collect();
    let mut bytes = Vec::new();
    put_number(&mut bytes, entries.len() as u64);
    for Entry {
        client,
        clock,
        state,
    } in entries
    {
        let state = state.unwrap_or("null");
        put_number(&mut bytes, client);
        put_number(&mut bytes, clock.into());
        put_number(&mut bytes, state.len() as u64);
        bytes.extend_from_slice(state.as_bytes());
    }
    bytes
}

fn state(json: &str, depth: usize) -> Result<Option<&str>, Reason> {
    if json == "null" {
        return Ok(None);
    }
    // Before parsing, which recurses.
    if !json.starts_with('{') || nesting(json) > depth {
        return Err(Reason::AwarenessState);
    }
    match serde_json::from_str::<serde::de::IgnoredAny>(json) {
        Ok(_) => Ok(Some(json)),
        Err(_) => Err(Reason::AwarenessState),
    }
}

/// How deep brackets nest outside of strings.
fn nesting(json: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut quoted, mut escaped) = (false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}
