//! A [`Frame`] of one document as it goes out: written once, and shared by all connections that get it.

use crate::gate::Reason;
use axum::body::Bytes;
use shared::protocol::{Frame, lib0, take_handle};

/// A frame of one document, for every kind of connection; its bytes are shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentFrame {
    /// With the document's handle before it.
    bytes: Bytes,
    /// How many bytes that has.
    handle_len: usize,
}

impl DocumentFrame {
    /// Writes the frame of the document with this handle.
    pub fn new(handle: u64, frame: &Frame<'_>) -> Self {
        let mut bytes = Vec::new();
        lib0::put_number(&mut bytes, handle);
        let handle_len = bytes.len();
        frame.put(&mut bytes);
        Self {
            bytes: bytes.into(),
            handle_len,
        }
    }

    /// As it goes to a connection that carries several documents.
    pub fn with_handle(&self) -> Bytes {
        self.bytes.clone()
    }

    /// As it goes to a stock client, which knows of one.
    pub fn bare(&self) -> Bytes {
        self.bytes.slice(self.handle_len..)
    }

    /// How many bytes it has.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }
}

/// Takes a document's handle off a frame that came in.
pub fn addressed(frame: &Bytes) -> Result<(u64, Bytes), Reason> {
    let (handle, rest) = take_handle(frame)?;
    Ok((handle, frame.slice_ref(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_out_with_its_handle_and_without() {
        let payload = vec![7; 300];
        for frame in [Frame::Update(&payload), Frame::QueryAwareness] {
            for handle in [0, 127, 128, 5 << 10] {
                let out = DocumentFrame::new(handle, &frame);
                assert_eq!(Frame::parse(&out.bare()), Ok(frame));
                let taken = addressed(&out.with_handle()).unwrap();
                assert_eq!(taken, (handle, out.bare()));
            }
        }
        assert_eq!(
            addressed(&Bytes::from_static(&[0x80])),
            Err(Reason::Truncated)
        );
    }
}
