//! Deltas: what the editor may ask for, what it is told, and the check between it and yrs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use shared::gather::gathered;
use shared::prose::attribute::{self, Value};
use shared::prose::{Piece, split, words};
use yrs::types::{Attrs, Delta};
use yrs::{Any, In, Out};

/// Attributes as they cross to the editor; `null` takes one away.
pub type Attributes = BTreeMap<String, Json>;

/// One step of a delta.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Op {
    /// Adds text here, with these attributes and no others.
    Insert {
        /// Newlines lead blocks.
        insert: String,
        /// What it carries.
        #[serde(default, skip_serializing_if = "Attributes::is_empty")]
        attributes: Attributes,
    },
    /// Passes over so many units, changing these attributes.
    Retain {
        /// How many UTF-16 units.
        retain: u32,
        /// What changes.
        #[serde(default, skip_serializing_if = "Attributes::is_empty")]
        attributes: Attributes,
    },
    /// Removes so many units.
    Delete {
        /// How many UTF-16 units.
        delete: u32,
    },
}

/// Why a delta from the editor was not written. Each of them is a defect, never somebody's mistake.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsound {
    /// Not a list of lists of ops.
    #[error("not a delta: {0}")]
    Malformed(String),
    /// It reaches past the end; yrs would panic.
    #[error("the delta reaches offset {reach} of {length}")]
    PastEnd {
        /// Where it reaches.
        reach: u64,
        /// How long the text is.
        length: u32,
    },
    /// It would remove the newline that leads the first block.
    #[error("the first newline stays")]
    FirstNewline,
    /// An attribute that the format does not know, or a value that does not count.
    #[error("no such attribute or value: {0}")]
    Attribute(String),
    /// Characters that would not be read back as written.
    #[error("control characters")]
    Characters,
}

/// Parses what the editor sends: one delta per step, to be applied in order.
pub fn parse(json: &str) -> Result<Vec<Vec<Op>>, Unsound> {
    serde_json::from_str(json).map_err(|error| Unsound::Malformed(error.to_string()))
}

/// Checks a delta against a text of this length and returns the length afterwards.
pub fn check(delta: &[Op], length: u32) -> Result<u32, Unsound> {
    let (mut at, mut grown) = (0_u64, u64::from(length));
    for op in delta {
        match op {
            Op::Insert { insert, attributes } => {
                if attribute::shown(insert) != *insert {
                    return Err(Unsound::Characters);
                }
                check_attributes(attributes)?;
                grown += insert.encode_utf16().count() as u64;
            }
            Op::Retain { retain, attributes } => {
                check_attributes(attributes)?;
                at += u64::from(*retain);
            }
            Op::Delete { .. } if at == 0 => return Err(Unsound::FirstNewline),
            Op::Delete { delete } => {
                at += u64::from(*delete);
                grown = grown.saturating_sub(u64::from(*delete));
            }
        }
        if at > u64::from(length) {
            return Err(Unsound::PastEnd { reach: at, length });
        }
    }
    u32::try_from(grown).map_err(|_| Unsound::PastEnd {
        reach: grown,
        length,
    })
}

/// At most how many bytes an update that writes this has, roughly, and never too few.
pub fn most_bytes(delta: &[Op]) -> usize {
    // A block's own head, its neighbours' ids and its root's name.
    const BLOCK: usize = 96;
    let of_attributes = |attributes: &Attributes| -> usize {
        // Each is a block where it begins and one where it ends.
        let pairs = attributes.iter();
        pairs
            .map(|(key, value)| 2 * (BLOCK + key.len() + value.to_string().len()))
            .sum()
    };
    let of_op = |op: &Op| match op {
        Op::Insert { insert, attributes } => BLOCK + insert.len() + of_attributes(attributes),
        Op::Retain { attributes, .. } => of_attributes(attributes),
        // Of what is deleted, only where it lies is said.
        Op::Delete { .. } => BLOCK,
    };
    delta.iter().map(of_op).sum()
}

fn check_attributes(attributes: &Attributes) -> Result<(), Unsound> {
    attributes
        .iter()
        .try_for_each(|(key, value)| match to_any(key, value) {
            Some(_) => Ok(()),
            None => Err(Unsound::Attribute(key.clone())),
        })
}

/// The value to write, if key and value count somewhere; `null` may always be written for a known key.
fn to_any(key: &str, value: &Json) -> Option<Any> {
    let any = match value {
        Json::Null => {
            let known =
                attribute::OF_BLOCKS.contains(&key) || attribute::OF_CHARACTERS.contains(&key);
            return known.then_some(Any::Null);
        }
        Json::Bool(flag) => Any::Bool(*flag),
        Json::Number(number) => Any::from(number.as_i64()?),
        Json::String(word) => Any::from(word.as_str()),
        Json::Array(_) | Json::Object(_) => return None,
    };
    let counts = attribute::of_block(key, &any).or(attribute::of_character(key, &any));
    counts.map(|_| any)
}

fn to_attrs(attributes: Attributes) -> Option<Box<Attrs>> {
    if attributes.is_empty() {
        return None;
    }
    let attrs = attributes.into_iter().filter_map(|(key, value)| {
        let any = to_any(&key, &value)?;
        Some((key.into(), any))
    });
    Some(Box::new(attrs.collect()))
}

/// A checked delta as yrs takes it.
pub fn to_yrs(delta: Vec<Op>) -> impl Iterator<Item = Delta<In>> {
    delta.into_iter().map(|op| match op {
        Op::Insert { insert, attributes } => {
            Delta::Inserted(In::Any(Any::from(insert)), to_attrs(attributes))
        }
        Op::Retain { retain, attributes } => Delta::Retain(retain, to_attrs(attributes)),
        Op::Delete { delete } => Delta::Deleted(delete),
    })
}

/// The whole text as inserts.
pub fn from_pieces(pieces: Vec<Piece>) -> Vec<Op> {
    pieces.into_iter().map(inserted).collect()
}

/// An event's delta as the editor is told it: only what counts, where it counts.
pub fn from_event(delta: &[Delta<Out>]) -> Vec<Op> {
    let mut ops = Vec::new();
    for change in delta {
        match change {
            Delta::Inserted(insert, attrs) => {
                let value_of = |key: &str| attrs.as_ref().and_then(|attrs| attrs.get(key));
                ops.extend(split(&words(insert), value_of).into_iter().map(inserted));
            }
            Delta::Retain(retain, attrs) => {
                let attributes = attrs.as_deref().map(changed).unwrap_or_default();
                ops.push(Op::Retain {
                    retain: *retain,
                    attributes,
                });
            }
            Delta::Deleted(delete) => ops.push(Op::Delete { delete: *delete }),
        }
    }
    ops
}

fn inserted(piece: Piece) -> Op {
    let attributes = piece
        .attributes
        .into_iter()
        .map(|(key, value)| (key.into(), to_json(value)));
    Op::Insert {
        insert: piece.text,
        attributes: gathered(attributes),
    }
}

/// A known key whose new value does not count has lost its value.
fn changed(attrs: &Attrs) -> Attributes {
    let of = |keys: &'static [&'static str], read: fn(&str, &Any) -> Option<Value>| {
        keys.iter().filter_map(move |key| {
            let value = read(key, attrs.get(*key)?);
            Some(((*key).to_owned(), value.map_or(Json::Null, to_json)))
        })
    };
    let of_blocks = of(&attribute::OF_BLOCKS, attribute::of_block);
    gathered(of_blocks.chain(of(&attribute::OF_CHARACTERS, attribute::of_character)))
}

fn to_json(value: Value) -> Json {
    match value {
        Value::True => Json::Bool(true),
        Value::Level(level) => Json::from(level),
        Value::Number(number) => Json::from(number),
        Value::Word(word) => Json::String(word),
    }
}
