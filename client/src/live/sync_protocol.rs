//! The binary frames: the number of the document that is spoken of, and a message of y-protocols, as far as this client
//! speaks them.

use yrs::encoding::read::{Cursor, Read};
use yrs::encoding::write::Write;

const SYNC: u8 = 0;
const AWARENESS: u8 = 1;
const STEP_1: u8 = 0;
const STEP_2: u8 = 1;
const UPDATE: u8 = 2;

/// What a frame says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// Asks for what a state vector lacks.
    Step1(Vec<u8>),
    /// Answers that.
    Step2(Vec<u8>),
    /// Something was written.
    Update(Vec<u8>),
    /// What some say of themselves.
    Awareness(Vec<Said>),
}

/// What one client id says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The client id.
    pub client: u64,
    /// Counts up with every change.
    pub clock: u32,
    /// A JSON object; nothing when it is gone.
    pub state: Option<String>,
}

impl Frame {
    /// Reads a frame, and of which document it is, by its handle; nothing if this client has no use for it.
    pub fn read(bytes: &[u8]) -> Option<(u64, Self)> {
        let mut cursor = Cursor::new(bytes);
        let handle = cursor.read_var().ok()?;
        Some((handle, Self::read_message(&mut cursor)?))
    }

    fn read_message(cursor: &mut Cursor<'_>) -> Option<Self> {
        match cursor.read_u8().ok()? {
            SYNC => {
                let step = cursor.read_u8().ok()?;
                let payload = cursor.read_buf().ok()?.to_vec();
                match step {
                    STEP_1 => Some(Self::Step1(payload)),
                    STEP_2 => Some(Self::Step2(payload)),
                    UPDATE => Some(Self::Update(payload)),
                    _ => None,
                }
            }
            AWARENESS => {
                let mut cursor = Cursor::new(cursor.read_buf().ok()?);
                let count: u32 = cursor.read_var().ok()?;
                (0..count)
                    .map(|_| Said::read(&mut cursor))
                    .collect::<Option<_>>()
                    .map(Self::Awareness)
            }
            _ => None,
        }
    }

    /// Writes the frame, of a document by its handle.
    pub fn write(&self, handle: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.write_var(handle);
        match self {
            Self::Step1(payload) => sync(&mut bytes, STEP_1, payload),
            Self::Step2(payload) => sync(&mut bytes, STEP_2, payload),
            Self::Update(payload) => sync(&mut bytes, UPDATE, payload),
            Self::Awareness(all) => {
                let mut update = Vec::new();
                update.write_var(u32::try_from(all.len()).unwrap_or(0));
                for said in all {
                    update.write_var(said.client);
                    update.write_var(said.clock);
                    update.write_string(said.state.as_deref().unwrap_or("null"));
                }
                bytes.write_u8(AWARENESS);
                bytes.write_buf(update);
            }
        }
        bytes
    }
}

fn sync(bytes: &mut Vec<u8>, step: u8, payload: &[u8]) {
    bytes.write_u8(SYNC);
    bytes.write_u8(step);
    bytes.write_buf(payload);
}

impl Said {
    fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        let client = cursor.read_var().ok()?;
        let clock = cursor.read_var().ok()?;
        let state = cursor.read_string().ok()?;
        Some(Self {
            client,
            clock,
            state: (state != "null").then(|| state.to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_reads_back() {
        let said = Said {
            client: 1 << 50,
            clock: 3,
            state: Some("{\"root\":\"answer/q1\"}".to_owned()),
        };
        let gone = Said {
            client: 7,
            clock: 300,
            state: None,
        };
        for frame in [
            Frame::Step1(vec![0]),
            Frame::Step2(vec![0, 0]),
            Frame::Update(vec![5; 300]),
            Frame::Awareness(vec![said, gone]),
        ] {
            for handle in [0, 1 << 12 | 3] {
                assert_eq!(
                    Frame::read(&frame.write(handle)),
                    Some((handle, frame.clone()))
                );
            }
        }
        assert_eq!(Frame::read(&[]), None);
        assert_eq!(Frame::read(&[0, 9, 9]), None);
    }
}
