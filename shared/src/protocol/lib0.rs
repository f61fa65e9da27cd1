//! Reads lib0 bytes without allocating, panicking or believing; and writes its integers.

use super::Reason;

/// Above every clock that yrs can count with: it subtracts them as `i32`.
const CLOCK_END: u64 = 1 << 31;
/// The largest integer that JavaScript holds exactly.
const MAX_SAFE: u64 = (1 << 53) - 1;

/// Where in the bytes we are.
pub(crate) struct Reader<'b> {
    bytes: &'b [u8],
}

impl<'b> Reader<'b> {
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

    pub fn byte(&mut self) -> Result<u8, Reason> {
        let (&first, rest) = self.bytes.split_first().ok_or(Reason::Truncated)?;
        self.bytes = rest;
        Ok(first)
    }

    /// A variable-length integer in its only canonical form: lib0 and yrs disagree about others.
    pub fn number(&mut self) -> Result<u64, Reason> {
        let mut value = 0;
        for shift in (0..56).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                let padded = byte == 0 && shift > 0;
                return if padded || value > MAX_SAFE {
                    Err(Reason::Malformed("number"))
                } else {
                    Ok(value)
                };
            }
        }
        Err(Reason::Malformed("number"))
    }

    /// A count of things that take at least `each` bytes, so more than are left is a lie.
    pub fn count(&mut self, each: usize) -> Result<usize, Reason> {
        let count = usize::try_from(self.number()?).map_err(|_| Reason::Malformed("count"))?;
        if count > self.bytes.len() / each {
            return Err(Reason::Truncated);
        }
        Ok(count)
    }

    pub fn client(&mut self) -> Result<u64, Reason> {
        match self.number() {
            Ok(0) | Err(Reason::Malformed(_)) => Err(Reason::ClientId),
            other => other,
        }
    }

    /// A clock or a length.
    pub fn clock(&mut self) -> Result<u32, Reason> {
        clock(self.number()?)
    }

    pub fn buffer(&mut self) -> Result<&'b [u8], Reason> {
        let len = self.count(1)?;
        let (taken, rest) = self.bytes.split_at(len);
        self.bytes = rest;
        Ok(taken)
    }

    pub fn text(&mut self) -> Result<&'b str, Reason> {
        std::str::from_utf8(self.buffer()?).map_err(|_| Reason::NotUtf8)
    }

    /// Nothing may follow.
    pub fn end(&self) -> Result<(), Reason> {
        if self.bytes.is_empty() {
            Ok(())
        } else {
            Err(Reason::Trailing)
        }
    }
}

/// The clock after `len` more.
pub(crate) fn advance(from: u32, len: u32) -> Result<u32, Reason> {
    clock(u64::from(from) + u64::from(len))
}

fn clock(value: u64) -> Result<u32, Reason> {
    if value >= CLOCK_END {
        return Err(Reason::Clock);
    }
    u32::try_from(value).map_err(|_| Reason::Clock)
}

/// Appends a lib0 variable-length integer.
pub(crate) fn put_number(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    bytes.push(value.to_le_bytes()[0]);
}
