//! JSON as the wire and the log have it: how it is read, and enums that name their variant in a field, as
//! `{"say":"done","request":7}` does.
//!
//! `#[serde(tag = "say")]` writes the same, but it has every type below such an enum read in several ways, of which a
//! browser uses one and fetches all. Here every type has one reader, a [`Tree`].

mod named;
mod tree;
mod writing;

#[cfg(test)]
mod tests;

use serde::de::{self, DeserializeOwned, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};
use serde_json::{Error, Map, Value};

pub use named::{Found, Named, Names};
use tree::{Tree, Variant};
pub use writing::Tagging;

/// Makes an enum that is derived with `#[serde(remote = "Self")]` name its variant in this field.
macro_rules! tagged {
    ($name:ty, $tag:literal) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, crate::tagged::Tagging::with($tag, serializer))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let tree = serde::Deserialize::deserialize(deserializer)?;
                Self::deserialize(crate::tagged::Tagged::by($tag, tree))
                    .map_err(serde::de::Error::custom)
            }
        }

        impl crate::tagged::Named for $name {
            fn names() -> &'static [&'static str] {
                crate::tagged::Names::of(|names| Self::deserialize(names).err())
            }
        }
    };
}

pub(crate) use tagged;

/// An enum of enums that are [`tagged!`] by the same field: in JSON it is as flat as one of them.
macro_rules! composed {
    (
        $tag:literal,
        $(#[$doc:meta])*
        pub enum $name:ident { $($(#[$of:meta])* $variant:ident($inner:ty),)* }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name { $($(#[$of])* $variant($inner),)* }

        $(impl From<$inner> for $name {
            fn from(one: $inner) -> Self {
                Self::$variant(one)
            }
        })*

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(one) => serde::Serialize::serialize(one, serializer),)*
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let tree = serde::Deserialize::deserialize(deserializer)?;
                let found = crate::tagged::Found::by($tag, tree);
                $(let found = match found.or_read::<$inner>().map_err(serde::de::Error::custom)? {
                    Ok(one) => return Ok(Self::$variant(one)),
                    Err(found) => found,
                };)*
                Err(serde::de::Error::custom(found.is_unknown()))
            }
        }
    };
}

pub(crate) use composed;

/// Reads JSON. Whoever reads all of it by this carries one reader for each type.
pub fn decode<T: DeserializeOwned>(json: &str) -> Result<T, Error> {
    T::deserialize(Tree(serde_json::from_str(json)?))
}

/// Reads an enum from an object that names the variant in a field.
pub struct Tagged {
    tag: &'static str,
    fields: Map<String, Value>,
}

impl Tagged {
    /// An object, and the field that names the variant.
    pub fn by(tag: &'static str, fields: Map<String, Value>) -> Self {
        Self { tag, fields }
    }
}

impl<'de> Deserializer<'de> for Tagged {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let name = self.fields.remove(self.tag);
        visitor.visit_enum(Variant {
            name: name.ok_or_else(|| de::Error::missing_field(self.tag))?,
            holds: Value::Object(self.fields),
        })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
