//! Presence: who is where, as y-protocols says it. Never stored, never believed.

use super::lib0::{BadBytes, Reader, put_buffer, put_number};

/// What one client says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'b> {
    /// The yrs client id.
    pub client: u64,
    /// Counts up with every change; peers ignore what is not newer.
    pub clock: u32,
    /// A JSON object, which is not looked at here; nothing when the client is gone.
    pub state: Option<&'b str>,
}

/// Reads an awareness update.
pub fn decode(update: &[u8]) -> Result<Vec<Entry<'_>>, BadBytes> {
    let mut reader = Reader::new(update);
    let count = reader.count(3)?;
    let mut entries = Vec::with_capacity(count);
    for _ in 0..count {
        entries.push(Entry {
            client: reader.client()?,
            clock: reader.clock()?,
            state: Some(reader.text()?).filter(|state| *state != GONE),
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
    for entry in entries {
        put_number(&mut bytes, entry.client);
        put_number(&mut bytes, entry.clock.into());
        put_buffer(&mut bytes, entry.state.unwrap_or(GONE).as_bytes());
    }
    bytes
}

/// What a client says that is gone.
const GONE: &str = "null";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_reads_back() {
        let said = Entry {
            client: 1 << 50,
            clock: 3,
            state: Some("{\"root\":\"answer/q1\"}"),
        };
        let gone = Entry {
            client: 7,
            clock: 300,
            state: None,
        };
        let update = encode([said, gone]);
        assert_eq!(decode(&update), Ok(vec![said, gone]));
        let cut = &update[..update.len() - 1];
        assert_eq!(decode(cut), Err(BadBytes::Truncated));
        assert_eq!(decode(&encode([])), Ok(Vec::new()));
        assert_eq!(decode(&[1, 0, 1, 0]), Err(BadBytes::ClientId));
        assert_eq!(decode(&[9, 7, 1, 0]), Err(BadBytes::Truncated));
    }
}
