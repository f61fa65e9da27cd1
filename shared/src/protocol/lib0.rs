//! Reads lib0 bytes without allocating, panicking or believing; and writes its integers.

/// Above every clock that yrs can count with: it subtracts them as `i32`.
const CLOCK_END: u64 = 1 << 31;
/// The largest integer that JavaScript holds exactly.
const MAX_SAFE: u64 = (1 << 53) - 1;

/// Why bytes are not what they are read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadBytes {
    /// They end before the message does.
    #[error("the message ends early")]
    Truncated,
    /// The message ends before they do.
    #[error("bytes after the end of the message")]
    Trailing,
    /// Something that no encoder writes.
    #[error("malformed {0}")]
    Malformed(&'static str),
    /// A text that is not UTF-8.
    #[error("text that is not UTF-8")]
    NotUtf8,
    /// A client id that is zero or beyond 53 bits.
    #[error("client id out of range")]
    ClientId,
    /// A clock that yrs could not count on from.
    #[error("clock out of range")]
    Clock,
    /// A frame of no kind that the protocol knows.
    #[error("unknown kind of frame")]
    UnknownFrame,
}

/// Where in the bytes we are.
#[derive(Debug)]
pub struct Reader<'b> {
    bytes: &'b [u8],
}

impl<'b> Reader<'b> {
    /// At their beginning.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }

    /// How many bytes are still unread.
    pub fn left(&self) -> usize {
        self.bytes.len()
    }

    /// What is still unread.
    pub fn rest(&self) -> &'b [u8] {
        self.bytes
    }

    /// One byte.
    pub fn byte(&mut self) -> Result<u8, BadBytes> {
        let (&first, rest) = self.bytes.split_first().ok_or(BadBytes::Truncated)?;
        self.bytes = rest;
        Ok(first)
    }

    /// A variable-length integer in its only canonical form: lib0 and yrs disagree about others.
    pub fn number(&mut self) -> Result<u64, BadBytes> {
        let mut value = 0;
        for shift in (0..56).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                let padded = byte == 0 && shift > 0;
                return if padded || value > MAX_SAFE {
                    Err(BadBytes::Malformed("number"))
                } else {
                    Ok(value)
                };
            }
        }
        Err(BadBytes::Malformed("number"))
    }

    /// A count of things that take at least `each` bytes, so more than are left is a lie.
    pub fn count(&mut self, each: usize) -> Result<usize, BadBytes> {
        let count = usize::try_from(self.number()?).map_err(|_| BadBytes::Malformed("count"))?;
        if count > self.bytes.len() / each {
            return Err(BadBytes::Truncated);
        }
        Ok(count)
    }

    /// A client id.
    pub fn client(&mut self) -> Result<u64, BadBytes> {
        match self.number() {
            Ok(0) | Err(BadBytes::Malformed(_)) => Err(BadBytes::ClientId),
            other => other,
        }
    }

    /// A clock or a length.
    pub fn clock(&mut self) -> Result<u32, BadBytes> {
        clock(self.number()?)
    }

    /// Bytes behind their length.
    pub fn buffer(&mut self) -> Result<&'b [u8], BadBytes> {
        let len = self.count(1)?;
        let (taken, rest) = self.bytes.split_at(len);
        self.bytes = rest;
        Ok(taken)
    }

    /// Such bytes, which are a text.
    pub fn text(&mut self) -> Result<&'b str, BadBytes> {
        std::str::from_utf8(self.buffer()?).map_err(|_| BadBytes::NotUtf8)
    }

    /// Nothing may follow.
    pub fn end(&self) -> Result<(), BadBytes> {
        if self.bytes.is_empty() {
            Ok(())
        } else {
            Err(BadBytes::Trailing)
        }
    }
}

/// The clock after `len` more.
pub fn advance(from: u32, len: u32) -> Result<u32, BadBytes> {
    clock(u64::from(from) + u64::from(len))
}

fn clock(value: u64) -> Result<u32, BadBytes> {
    if value >= CLOCK_END {
        return Err(BadBytes::Clock);
    }
    u32::try_from(value).map_err(|_| BadBytes::Clock)
}

/// Appends a lib0 variable-length integer.
pub fn put_number(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    bytes.push(value.to_le_bytes()[0]);
}

/// Appends bytes behind their length.
pub fn put_buffer(bytes: &mut Vec<u8>, buffer: &[u8]) {
    put_number(bytes, buffer.len() as u64);
    bytes.extend_from_slice(buffer);
}
