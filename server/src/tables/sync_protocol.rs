//! The binary frames of y-protocols: one message per frame, as y-websocket speaks them.

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

    /// Writes the frame, ready to be shared by all connections that get it.
    pub fn encode(&self) -> Bytes {
        match *self {
            Frame::Step1(vector) => framed(&[SYNC, STEP_1], vector),
            Frame::Step2(update) => framed(&[SYNC, STEP_2], update),
            Frame::Update(update) => framed(&[SYNC, UPDATE], update),
            Frame::Awareness(update) => framed(&[AWARENESS], update),
            Frame::QueryAwareness => Bytes::from_static(&[QUERY_AWARENESS]),
            // "Permission denied", the only kind there is, with no reason given.
            Frame::Auth => Bytes::from_static(&[AUTH, 0, 0]),
        }
    }
}

fn framed(kind: &[u8], payload: &[u8]) -> Bytes {
    let mut bytes = Vec::with_capacity(kind.len() + 5 + payload.len());
    bytes.extend_from_slice(kind);
    put_number(&mut bytes, payload.len() as u64);
    bytes.extend_from_slice(payload);
    bytes.into()
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
            assert_eq!(Frame::parse(&frame.encode()), Ok(frame));
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
            assert_eq!(Frame::Update(&update).encode(), theirs);
            assert_eq!(Frame::parse(&theirs), Ok(Frame::Update(&update)));
        }
    }
}
