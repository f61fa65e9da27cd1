//! The binary frames of y-protocols: one message per frame, as y-websocket speaks them. On a connection that carries several
//! documents, a document's handle stands before each.

use crate::gate::Reason;
use crate::gate::lib0::{Reader, put_number};
use axum::body::Bytes;

const SYNC: u8 = 0;
const AWARENESS: u8 = 1;
const AUTH: u8 = 2;
const QUERY_AWARENESS: u8 = 3;
const STEP_1: u8 = 0;
const STEP_2: u8 = 1;
const UPDATE: u8 = 2;

/// One message, its payload still unread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame<'b> {
    /// Asks for what a state vector lacks; read it with [`crate::gate::state_vector`].
    Step1(&'b [u8]),
    /// Answers a step 1 with an update, which may be empty.
    Step2(&'b [u8]),
    /// An update as it happens.
    Update(&'b [u8]),
    /// An awareness update; read it with [`crate::gate::awareness::parse`].
    Awareness(&'b [u8]),
    /// Asks for everybody's awareness.
    QueryAwareness,
    /// Only servers speak of rights; from a client it means nothing.
    Auth,
}

impl<'b> Frame<'b> {
    /// Reads the one message of a binary websocket frame.
    pub fn parse(frame: &'b [u8]) -> Result<Self, Reason> {
        let mut reader = Reader::new(frame);
        let message = match reader.byte()? {
            SYNC => match reader.byte()? {
                STEP_1 => Frame::Step1(reader.buffer()?),
                STEP_2 => Frame::Step2(reader.buffer()?),
                UPDATE => Frame::Update(reader.buffer()?),
                _ => return Err(Reason::UnknownFrame),
            },
            AWARENESS => Frame::Awareness(reader.buffer()?),
            AUTH => return Ok(Frame::Auth),
            QUERY_AWARENESS => Frame::QueryAwareness,
            _ => return Err(Reason::UnknownFrame),
        };
        reader.end()?;
        Ok(message)
    }

    /// Writes the frame of the document with this handle, ready to be shared by all connections that get it.
    pub fn encode(&self, handle: u64) -> DocumentFrame {
        let (kind, payload): (&[u8], _) = match *self {
            Frame::Step1(vector) => (&[SYNC, STEP_1], Some(vector)),
            Frame::Step2(update) => (&[SYNC, STEP_2], Some(update)),
            Frame::Update(update) => (&[SYNC, UPDATE], Some(update)),
            Frame::Awareness(update) => (&[AWARENESS], Some(update)),
            Frame::QueryAwareness => (&[QUERY_AWARENESS], None),
            // "Permission denied", the only kind there is, with no reason given.
            Frame::Auth => (&[AUTH, 0, 0], None),
        };
        let length = payload.map_or(0, <[u8]>::len);
        let mut bytes = Vec::with_capacity(kind.len() + 15 + length);
        put_number(&mut bytes, handle);
        let handle_len = bytes.len();
        bytes.extend_from_slice(kind);
        if let Some(payload) = payload {
            put_number(&mut bytes, length as u64);
            bytes.extend_from_slice(payload);
        }
        DocumentFrame {
            bytes: bytes.into(),
            handle_len,
        }
    }
}

/// A frame of one document, for every kind of connection; its bytes are shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentFrame {
    /// With the document's handle before it.
    bytes: Bytes,
    /// How many bytes that has.
    handle_len: usize,
}

impl DocumentFrame {
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

/// Takes a document's handle off a frame.
pub fn take_handle(frame: &Bytes) -> Result<(u64, Bytes), Reason> {
    let mut reader = Reader::new(frame);
    let handle = reader.number()?;
    Ok((handle, frame.slice_ref(reader.rest())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_reads_back() {
        let payload = vec![7; 300];
        for frame in [
            Frame::Step1(&[0]),
            Frame::Step2(&[0, 0]),
            Frame::Update(&payload),
            Frame::Awareness(&[0]),
            Frame::QueryAwareness,
            Frame::Auth,
        ] {
            for handle in [0, 1, 127, 128, 5 << 10] {
                let encoded = frame.encode(handle);
                assert_eq!(Frame::parse(&encoded.bare()), Ok(frame));
                let taken = take_handle(&encoded.with_handle()).unwrap();
                assert_eq!(taken, (handle, encoded.bare()));
            }
        }
    }

    #[test]
    fn one_message_per_frame() {
        assert_eq!(Frame::parse(&[0, 2, 1, 9, 3]), Err(Reason::Trailing));
        assert_eq!(Frame::parse(&[3, 0]), Err(Reason::Trailing));
    }

    #[test]
    fn what_is_not_a_frame_is_refused() {
        assert_eq!(Frame::parse(&[]), Err(Reason::Truncated));
        assert_eq!(Frame::parse(&[0, 2, 5, 1]), Err(Reason::Truncated));
        assert_eq!(Frame::parse(&[0, 9, 0]), Err(Reason::UnknownFrame));
        assert_eq!(Frame::parse(&[77]), Err(Reason::UnknownFrame));
    }

    #[test]
    fn payloads_are_borrowed_and_lengths_are_what_yrs_writes() {
        use yrs::sync::{Message, SyncMessage};
        use yrs::updates::encoder::Encode;
        for len in [0, 1, 127, 128, 16_383, 16_384] {
            let update = vec![1; len];
            let theirs = Message::Sync(SyncMessage::Update(update.clone())).encode_v1();
            assert_eq!(Frame::Update(&update).encode(0).bare(), theirs);
            assert_eq!(Frame::parse(&theirs), Ok(Frame::Update(&update)));
        }
    }
}
