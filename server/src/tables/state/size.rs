//! How large a document has grown, without encoding it for every letter.

/// How many bytes the document takes, encoded.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Size {
    /// What it took when it was last measured, and what came in since: never too little.
    bytes: usize,
    /// What it took when it was last measured.
    measured: usize,
    /// How many characters were erased since.
    erased: usize,
}

impl Size {
    /// A document that was just encoded into so many bytes.
    pub fn measured(bytes: usize) -> Self {
        Self {
            bytes,
            measured: bytes,
            erased: 0,
        }
    }

    /// An update of so many bytes came in, which erases so many characters.
    pub fn grow(&mut self, bytes: usize, erases: usize) {
        self.bytes += bytes;
        self.erased += erases;
    }

    /// Whether so many more bytes may be too many.
    pub fn seems_full(self, more: usize, most: usize) -> bool {
        self.bytes.saturating_add(more) > most
    }

    /// Whether measuring again is worth it: encoding everything for every letter of a document that is
    /// nearly full would cost more than the last bit of it is worth.
    pub fn is_stale(self, most: usize) -> bool {
        self.bytes - self.measured + self.erased > most / 16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_measured_again_only_when_that_may_help() {
        let mut size = Size::measured(900);
        size.grow(50, 0);
        assert!(!size.seems_full(50, 1_000));
        assert!(size.seems_full(51, 1_000));
        assert!(!size.is_stale(1_000), "fifty bytes are not worth it");
        size.grow(1, 60);
        assert!(size.is_stale(1_000), "much was erased");
        size = Size::measured(900);
        size.grow(70, 0);
        assert!(
            size.is_stale(1_000),
            "much came in, and may be smaller together"
        );
    }
}
