//! Which of several enums an object is, by the variant that it names.

use serde::de::{self, DeserializeOwned, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};
use serde_json::{Error, Map, Value};

use super::tree::Tree;

/// The names of an enum's variants, as they stand in JSON.
pub trait Named {
    /// All of them.
    fn names() -> &'static [&'static str];
}

/// Learns the names of an enum's variants: it is asked to read one, and reads none.
pub struct Names;

/// What [`Names`] learnt, instead of an error.
#[derive(Debug)]
pub struct Learnt(&'static [&'static str]);

impl Names {
    /// The names that whoever reads tells.
    pub fn of(read: impl FnOnce(Self) -> Option<Learnt>) -> &'static [&'static str] {
        read(Self).map_or(&[], |Learnt(names)| names)
    }
}

impl std::fmt::Display for Learnt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.join(", "))
    }
}

impl std::error::Error for Learnt {}

impl de::Error for Learnt {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self(&[])
    }
}

impl<'de> Deserializer<'de> for Names {
    type Error = Learnt;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Learnt> {
        Err(Learnt(&[]))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Learnt> {
        Err(Learnt(variants))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// An object that is one of several enums, by the variant that it names.
pub struct Found {
    tag: &'static str,
    fields: Map<String, Value>,
}

impl Found {
    /// An object, and the field that names the variant.
    pub fn by(tag: &'static str, fields: Map<String, Value>) -> Self {
        Self { tag, fields }
    }

    /// Reads it as this enum, if that has a variant of the name; itself again if it has none.
    pub fn or_read<T: Named + DeserializeOwned>(self) -> Result<Result<T, Self>, Error> {
        let name = self.fields.get(self.tag).and_then(Value::as_str);
        if name.is_some_and(|name| T::names().contains(&name)) {
            T::deserialize(Tree(Value::Object(self.fields))).map(Ok)
        } else {
            Ok(Err(self))
        }
    }

    /// What to say if no enum has a variant of the name.
    pub fn is_unknown(&self) -> String {
        match self.fields.get(self.tag) {
            Some(name) => format!("unknown variant {name}"),
            None => format!("missing field `{}`", self.tag),
        }
    }
}
