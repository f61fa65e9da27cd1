//! The log's entries of prose: in the table's document, or in one that not everybody reads. The latter begin with the
//! document's name, a length before it.

use crate::store::Kind;
use bytes::Bytes;
use shared::document::DocumentId;
use shared::protocol::lib0::{Reader, put_number};

/// An update of a document, as its entry keeps it.
pub fn written(document: &DocumentId, update: Bytes) -> (Kind, Bytes) {
    if *document == DocumentId::Table {
        return (Kind::Update, update);
    }
    let name = document.to_string();
    let mut body = Vec::with_capacity(name.len() + 5 + update.len());
    put_number(&mut body, name.len() as u64);
    body.extend_from_slice(name.as_bytes());
    body.extend_from_slice(&update);
    (Kind::Private, body.into())
}

/// The update of an entry of prose, and its document; an error of what is none.
pub fn read(kind: Kind, body: &Bytes) -> Result<(DocumentId, Bytes), &'static str> {
    match kind {
        Kind::Event => Err("it is no prose"),
        Kind::Update => Ok((DocumentId::Table, body.clone())),
        Kind::Private => private(body).ok_or("it names no document"),
    }
}

fn private(body: &Bytes) -> Option<(DocumentId, Bytes)> {
    let mut reader = Reader::new(body);
    let name = reader.buffer().ok()?;
    let document = DocumentId::parse(std::str::from_utf8(name).ok()?)?;
    Some((document, body.slice_ref(reader.rest())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_with_its_document() {
        let update = Bytes::from_static(&[1, 2, 3]);
        for name in ["table", "desk/north"] {
            let document = DocumentId::parse(name).unwrap();
            let (kind, body) = written(&document, update.clone());
            assert_eq!(read(kind, &body), Ok((document, update.clone())));
        }
        assert!(read(Kind::Event, &update).is_err());
        assert!(read(Kind::Private, &update).is_err());
        let elsewhere = Bytes::from_static(b"\x04attic\x00");
        assert!(read(Kind::Private, &elsewhere).is_err());
    }
}
