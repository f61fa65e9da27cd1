//! JSON that was parsed, as the source of any type: one reader for each.

use serde::de::{self, DeserializeSeed, Unexpected, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};
use serde_json::{Error, Map, Value, map};
use std::slice;

/// JSON that is read already, to make a type of.
pub(super) struct Tree(pub(super) Value);

impl Tree {
    /// What it is instead of what was wanted.
    fn is_not(&self, wanted: &dyn de::Expected) -> Error {
        let found = match &self.0 {
            Value::Null => Unexpected::Unit,
            Value::Bool(value) => Unexpected::Bool(*value),
            Value::Number(_) => Unexpected::Other("number"),
            Value::String(text) => Unexpected::Str(text),
            Value::Array(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        };
        de::Error::invalid_type(found, wanted)
    }

    fn object<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Object(fields) => visitor.visit_map(Fields {
                left: fields.into_iter(),
                value: Value::Null,
            }),
            other => Err(Self(other).is_not(&visitor)),
        }
    }

    /// A struct, or a variant with fields.
    fn fields<'de, V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let Value::Object(fields) = self.0 else {
            return Err(self.is_not(&visitor));
        };
        let mut fields = InOrder {
            fields,
            names: names.iter(),
            missing: None,
        };
        let read = visitor.visit_seq(&mut fields);
        read.map_err(|error| fields.missing.map_or(error, de::Error::missing_field))
    }

    fn array<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(items) => visitor.visit_seq(Items(items.into_iter())),
            other => Err(Self(other).is_not(&visitor)),
        }
    }

    fn text<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::String(text) => visitor.visit_string(text),
            other => Err(Self(other).is_not(&visitor)),
        }
    }

    fn number<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Value::Number(number) = &self.0 else {
            return Err(self.is_not(&visitor));
        };
        if let Some(natural) = number.as_u64() {
            visitor.visit_u64(natural)
        } else if let Some(whole) = number.as_i64() {
            visitor.visit_i64(whole)
        } else {
            visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN))
        }
    }
}

macro_rules! read_as {
    ($($how:ident: $($method:ident)*;)*) => {$($(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.$how(visitor)
        }
    )*)*};
}

impl<'de> Deserializer<'de> for Tree {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(_) => self.number(visitor),
            Value::String(_) => self.text(visitor),
            Value::Array(_) => self.array(visitor),
            Value::Object(_) => self.object(visitor),
        }
    }

    read_as! {
        object: deserialize_map;
        array: deserialize_seq;
        text: deserialize_char deserialize_str deserialize_string deserialize_identifier;
        number: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16
            deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64;
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.0 {
            Value::Bool(value) => visitor.visit_bool(*value),
            _ => Err(self.is_not(&visitor)),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.0 {
            Value::Null => visitor.visit_unit(),
            _ => Err(self.is_not(&visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.fields(names, visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.array(visitor)
    }

    /// A variant's name, or an object of it and what the variant holds.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Value::Object(fields) if fields.len() == 1 => {
                let (name, holds) = fields.into_iter().next().unwrap_or_default();
                let name = Value::String(name);
                visitor.visit_enum(Variant { name, holds })
            }
            name @ Value::String(_) => visitor.visit_enum(Variant {
                name,
                holds: Value::Null,
            }),
            other => Err(Self(other).is_not(&visitor)),
        }
    }

    forward_to_deserialize_any! { bytes byte_buf unit_struct tuple_struct }
}

struct Fields {
    left: map::IntoIter,
    value: Value,
}

impl<'de> de::MapAccess<'de> for Fields {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some((name, value)) = self.left.next() else {
            return Ok(None);
        };
        self.value = value;
        seed.deserialize(Tree(Value::String(name))).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(Tree(self.value.take()))
    }
}

/// The fields of an object in the order in which a struct has them. What is derived to read a struct from a list goes from
/// one field to the next; to read it from a map, it looks up every name, and takes twice the code.
struct InOrder {
    fields: Map<String, Value>,
    names: slice::Iter<'static, &'static str>,
    /// The field that was asked for last, if it is not there.
    missing: Option<&'static str>,
}

impl<'de> de::SeqAccess<'de> for &mut InOrder {
    type Error = Error;

    /// A field that is not there is nothing, as an `Option` reads it; for other types there is none, and the struct
    /// takes its default or complains.
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some(value) = self.next() else {
            return Ok(None);
        };
        let read = seed.deserialize(value);
        if self.missing.is_some() && read.is_err() {
            return Ok(None);
        }
        self.missing = None;
        read.map(Some)
    }
}

impl InOrder {
    /// The next field, or nothing in its place.
    fn next(&mut self) -> Option<Tree> {
        self.missing = None;
        let name = *self.names.next()?;
        let value = self.fields.remove(name);
        self.missing = value.is_none().then_some(name);
        Some(Tree(value.unwrap_or_default()))
    }
}

struct Items(std::vec::IntoIter<Value>);

impl<'de> de::SeqAccess<'de> for Items {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        self.0
            .next()
            .map(|item| seed.deserialize(Tree(item)))
            .transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

/// An enum's variant: its name, and what it holds.
pub(super) struct Variant {
    pub(super) name: Value,
    pub(super) holds: Value,
}

impl<'de> de::EnumAccess<'de> for Variant {
    type Error = Error;
    type Variant = Tree;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Tree), Error> {
        Ok((seed.deserialize(Tree(self.name))?, Tree(self.holds)))
    }
}

impl<'de> de::VariantAccess<'de> for Tree {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.array(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.fields(names, visitor)
    }
}
