//! The binary frames of y-protocols: one message per frame, as y-websocket speaks them. On a connection that carries several
//! documents, a document's handle stands before each.

use super::lib0::{BadBytes, Reader, put_buffer, put_number};

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
    /// Asks for what a state vector lacks.
    Step1(&'b [u8]),
    /// Answers a step 1 with an update, which may be empty.
    Step2(&'b [u8]),
    /// An update as it happens.
    Update(&'b [u8]),
    /// What some say of themselves; read it with [`super::awareness::decode`].
    Awareness(&'b [u8]),
    /// Asks for everybody's awareness.
    QueryAwareness,
    /// Only servers speak of rights; from a client it means nothing.
    Auth,
}

impl<'b> Frame<'b> {
    /// Reads the one message of a binary websocket frame.
    pub fn parse(frame: &'b [u8]) -> Result<Self, BadBytes> {
        let mut reader = Reader::new(frame);
        let message = match reader.byte()? {
            SYNC => match reader.byte()? {
                STEP_1 => Frame::Step1(reader.buffer()?),
                STEP_2 => Frame::Step2(reader.buffer()?),
                UPDATE => Frame::Update(reader.buffer()?),
                _ => return Err(BadBytes::UnknownFrame),
            },
            AWARENESS => Frame::Awareness(reader.buffer()?),
            AUTH => return Ok(Frame::Auth),
            QUERY_AWARENESS => Frame::QueryAwareness,
            _ => return Err(BadBytes::UnknownFrame),
        };
        reader.end()?;
        Ok(message)
    }

    /// Reads one that stands behind a document's handle.
    pub fn parse_with_handle(frame: &'b [u8]) -> Result<(u64, Self), BadBytes> {
        let (handle, message) = take_handle(frame)?;
        Ok((handle, Self::parse(message)?))
    }

    /// Writes it behind the handle of the document that it is of.
    pub fn encode(&self, handle: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        put_number(&mut bytes, handle);
        self.put(&mut bytes);
        bytes
    }

    /// Appends it to what is written already.
    pub fn put(&self, bytes: &mut Vec<u8>) {
        let (kind, payload): (&[u8], _) = match *self {
            Frame::Step1(vector) => (&[SYNC, STEP_1], Some(vector)),
            Frame::Step2(update) => (&[SYNC, STEP_2], Some(update)),
            Frame::Update(update) => (&[SYNC, UPDATE], Some(update)),
            Frame::Awareness(update) => (&[AWARENESS], Some(update)),
            Frame::QueryAwareness => (&[QUERY_AWARENESS], None),
            // "Permission denied", the only kind there is, with no reason given.
            Frame::Auth => (&[AUTH, 0, 0], None),
        };
        bytes.reserve_exact(kind.len() + 15 + payload.map_or(0, <[u8]>::len));
        bytes.extend_from_slice(kind);
        if let Some(payload) = payload {
            put_buffer(bytes, payload);
        }
    }
}

/// Takes a document's handle off a frame.
pub fn take_handle(frame: &[u8]) -> Result<(u64, &[u8]), BadBytes> {
    let mut reader = Reader::new(frame);
    let handle = reader.number()?;
    Ok((handle, reader.rest()))
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
            for handle in [0, 1, 127, 128, 5 << 10, 1 << 12 | 3] {
                let encoded = frame.encode(handle);
                let read = Frame::parse_with_handle(&encoded);
                assert_eq!(read, Ok((handle, frame)));
            }
        }
    }

    #[test]
    fn one_message_per_frame() {
        assert_eq!(Frame::parse(&[0, 2, 1, 9, 3]), Err(BadBytes::Trailing));
        assert_eq!(Frame::parse(&[3, 0]), Err(BadBytes::Trailing));
    }

    #[test]
    fn what_is_not_a_frame_is_refused() {
        assert_eq!(Frame::parse(&[]), Err(BadBytes::Truncated));
        assert_eq!(Frame::parse(&[0, 2, 5, 1]), Err(BadBytes::Truncated));
        assert_eq!(Frame::parse(&[0, 9, 0]), Err(BadBytes::UnknownFrame));
        assert_eq!(Frame::parse(&[77]), Err(BadBytes::UnknownFrame));
        assert_eq!(
            Frame::parse_with_handle(&[0x80]),
            Err(BadBytes::Truncated),
            "a handle that does not end"
        );
    }

    #[test]
    fn payloads_are_borrowed_and_lengths_are_what_yrs_writes() {
        use yrs::sync::{Message, SyncMessage};
        use yrs::updates::encoder::Encode;
        for len in [0, 1, 127, 128, 16_383, 16_384] {
            let update = vec![1; len];
            let theirs = Message::Sync(SyncMessage::Update(update.clone())).encode_v1();
            assert_eq!(Frame::Update(&update).encode(0)[1..], theirs);
            assert_eq!(Frame::parse(&theirs), Ok(Frame::Update(&update)));
        }
    }
}
