//! A table's documents and their roots: what there can be, and how each begins. Which there are at a table, who may read
//! them, and who may write them now, the table says.

use crate::features::practices::PracticeField;
use crate::ids::{DelegationId, PracticeId, QuestionId, SectionId};
use crate::seq::Seq;
use serde::{Deserialize, Serialize};
use std::fmt;
use yrs::block::ClientID;
use yrs::{Doc, OffsetKind, Options, ReadTxn, StateVector, Text, Transact};

/// A document of a table: the unit of visibility, since whoever syncs a document receives all of it. Who that may be
/// is [`RoundTable::readers`](crate::table::RoundTable::readers).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum DocumentId {
    /// `table`: what everybody at the table reads.
    Table,
    /// `desk/{delegation}`: a delegation's private text.
    Desk(DelegationId),
    /// `private/{question}/{delegation}`: a delegation's answer to a question that is answered privately until it is revealed.
    Private(QuestionId, DelegationId),
    /// `notes`: what the facilitators note for each other.
    Notes,
    /// `report`: what the rapporteurs write.
    Report,
}

impl DocumentId {
    /// Reads a document's name; `None` if no document is called that.
    pub fn parse(name: &str) -> Option<Self> {
        match name.split_once('/') {
            None => match name {
                "table" => Some(Self::Table),
                "notes" => Some(Self::Notes),
                "report" => Some(Self::Report),
                _ => None,
            },
            Some(("desk", delegation)) => Some(Self::Desk(delegation.parse().ok()?)),
            Some(("private", rest)) => {
                let (question, delegation) = rest.split_once('/')?;
                Some(Self::Private(
                    question.parse().ok()?,
                    delegation.parse().ok()?,
                ))
            }
            Some(_) => None,
        }
    }

    /// Its only root; nothing for the table's and the report, which have many.
    pub fn only_root(&self) -> Option<Root> {
        match self {
            Self::Table | Self::Report => None,
            Self::Desk(delegation) => Some(Root::Desk(delegation.clone())),
            Self::Private(question, delegation) => {
                Some(Root::Private(question.clone(), delegation.clone()))
            }
            Self::Notes => Some(Root::Notes),
        }
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table => f.write_str("table"),
            Self::Desk(delegation) => write!(f, "desk/{delegation}"),
            Self::Private(question, delegation) => write!(f, "private/{question}/{delegation}"),
            Self::Notes => f.write_str("notes"),
            Self::Report => f.write_str("report"),
        }
    }
}

/// A text that names no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no document {0:?}")]
pub struct NoSuchDocument(String);

impl TryFrom<String> for DocumentId {
    type Error = NoSuchDocument;
    fn try_from(name: String) -> Result<Self, NoSuchDocument> {
        Self::parse(&name).ok_or(NoSuchDocument(name))
    }
}

impl From<DocumentId> for String {
    fn from(id: DocumentId) -> Self {
        id.to_string()
    }
}

/// A root text of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Root {
    /// `answer/{question}`: what the table says together.
    Joint(QuestionId),
    /// `answer/{question}/{delegation}`: what one delegation says.
    Own(QuestionId, DelegationId),
    /// `practice/{practice}/{field}`: a prose field of a practice.
    Practice(PracticeId, PracticeField),
    /// `report/summary`: the rapporteur's own words on top of the outcome.
    Summary,
    /// `desk/{delegation}`: what lies on a delegation's desk, in the document of that name.
    Desk(DelegationId),
    /// `private/{question}/{delegation}`: what one delegation says privately until it is revealed, in the document of that name.
    Private(QuestionId, DelegationId),
    /// `notes`: what the facilitators note for each other, in the document of that name.
    Notes,
    /// `report/{section}`: a section of the report, in its document. None is called as [the summary](Self::Summary).
    Section(SectionId),
}

impl Root {
    /// Reads a root's name; `None` if no root is called that.
    pub fn parse(name: &str) -> Option<Self> {
        let parts: Vec<&str> = name.split('/').collect();
        match parts.as_slice() {
            ["answer", question] => Some(Self::Joint(question.parse().ok()?)),
            ["answer", question, delegation] => {
                Some(Self::Own(question.parse().ok()?, delegation.parse().ok()?))
            }
            ["practice", practice, field] => {
                let field = PracticeField::ALL
                    .into_iter()
                    .find(|f| f.as_str() == *field)?;
                Some(Self::Practice(practice.parse().ok()?, field))
            }
            ["report", "summary"] => Some(Self::Summary),
            ["report", section] => Some(Self::Section(section.parse().ok()?)),
            ["desk", delegation] => Some(Self::Desk(delegation.parse().ok()?)),
            ["private", question, delegation] => Some(Self::Private(
                question.parse().ok()?,
                delegation.parse().ok()?,
            )),
            ["notes"] => Some(Self::Notes),
            _ => None,
        }
    }

    /// The document that it is in.
    pub fn document(&self) -> DocumentId {
        match self {
            Self::Joint(_) | Self::Own(..) | Self::Practice(..) | Self::Summary => {
                DocumentId::Table
            }
            Self::Desk(delegation) => DocumentId::Desk(delegation.clone()),
            Self::Private(question, delegation) => {
                DocumentId::Private(question.clone(), delegation.clone())
            }
            Self::Notes => DocumentId::Notes,
            Self::Section(_) => DocumentId::Report,
        }
    }

    /// The first content of a root: its one leading newline. Always the same bytes for the same
    /// root, written by a client id that nobody else may use, so that seeding twice is seeding once.
    pub fn seed(&self) -> Vec<u8> {
        let doc = new_doc(self.seeder());
        let text = doc.get_or_insert_text(self.to_string());
        text.insert(&mut doc.transact_mut(), 0, "\n");
        doc.transact()
            .encode_state_as_update_v1(&StateVector::default())
    }

    /// The client id that writes the seed: 37 bits of an FNV-1a hash of the name, in the range that
    /// is [`reserved`] for seeds.
    pub fn seeder(&self) -> u64 {
        let hash = self
            .to_string()
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
            });
        SEEDERS | (hash >> 27)
    }
}

/// The first client id that only seeds use: the last 65,536th of the 53 bits that ids have.
const SEEDERS: u64 = 0xffff << 37;

/// The first client id under which the server writes words again that participants wrote first: as many as there are
/// for seeds, right before them.
const HANDS: u64 = 0xfffe << 37;

/// Whether only the server writes under the client id: seeds, and words that are put back or pulled.
pub fn reserved(client: u64) -> bool {
    client >= HANDS
}

/// Whether only seeds are written under the client id, which are nobody's words.
pub fn seeds(client: u64) -> bool {
    client >= SEEDERS
}

/// The id under which the server writes for the nth author of what is put back or pulled by the log's entry `seq`.
pub fn hand(seq: Seq, nth: u64) -> u64 {
    HANDS | ((seq.get() << 8 | nth) & (SEEDERS - HANDS - 1))
}

/// A text that names no root.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no text {0:?}")]
pub struct NoSuchRoot(String);

impl TryFrom<String> for Root {
    type Error = NoSuchRoot;
    fn try_from(name: String) -> Result<Self, NoSuchRoot> {
        Self::parse(&name).ok_or(NoSuchRoot(name))
    }
}

impl From<Root> for String {
    fn from(root: Root) -> Self {
        root.to_string()
    }
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Joint(question) => write!(f, "answer/{question}"),
            Self::Own(question, delegation) => write!(f, "answer/{question}/{delegation}"),
            Self::Practice(practice, field) => write!(f, "practice/{practice}/{}", field.as_str()),
            Self::Summary => f.write_str("report/summary"),
            Self::Desk(delegation) => write!(f, "desk/{delegation}"),
            Self::Private(question, delegation) => write!(f, "private/{question}/{delegation}"),
            Self::Notes => f.write_str("notes"),
            Self::Section(section) => write!(f, "report/{section}"),
        }
    }
}

/// An empty document as every peer must make it: offsets in UTF-16 code units, and no cleaning up of
/// formatting, which makes replicas diverge.
pub fn new_doc(client: u64) -> Doc {
    let mut options = Options::with_client_id(ClientID::new(client));
    options.offset_kind = OffsetKind::Utf16;
    options.cleanup_formatting = false;
    Doc::with_options(options)
}

/// The same, of a document that only reads: what is deleted in it can still be read.
pub fn remembering_doc() -> Doc {
    let mut options = Options::with_client_id(ClientID::new(0));
    options.offset_kind = OffsetKind::Utf16;
    options.cleanup_formatting = false;
    options.skip_gc = true;
    Doc::with_options(options)
}
