//! Presence that comes in: read, and not believed.

use super::{Limits, Reason};
use shared::protocol::awareness::{Entry, decode};

/// Reads an awareness update; the states are JSON objects of bounded depth.
pub fn parse<'b>(update: &'b [u8], limits: &Limits) -> Result<Vec<Entry<'b>>, Reason> {
    if update.len() > limits.awareness_bytes {
        return Err(Reason::TooLarge {
            bytes: update.len(),
            limit: limits.awareness_bytes,
        });
    }
    let entries = decode(update)?;
    if entries.len() > limits.awareness_clients {
        return Err(Reason::TooMany("clients"));
    }
    for (nth, entry) in entries.iter().enumerate() {
        if let Some(state) = entry.state {
            is_shallow_object(state, limits.awareness_depth)?;
        }
        if entries[..nth].iter().any(|it| it.client == entry.client) {
            return Err(Reason::RepeatedClient(entry.client));
        }
    }
    Ok(entries)
}

fn is_shallow_object(json: &str, depth: usize) -> Result<(), Reason> {
    // Before parsing, which recurses.
    if !json.starts_with('{') || nesting(json) > depth {
        return Err(Reason::AwarenessState);
    }
    match serde_json::from_str::<serde::de::IgnoredAny>(json) {
        Ok(_) => Ok(()),
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
