//! JSON as the wire and the log have it: how it is read, and enums that name their variant in a field, as
//! `{"say":"done","request":7}` does.
//!
//! `#[serde(tag = "say")]` writes the same, but it has every type below such an enum read in several ways, of which a
//! browser uses one and fetches all. Here every type has one reader, a [`Tree`].

use serde::de::{self, DeserializeOwned, DeserializeSeed, Unexpected, Visitor};
use serde::ser::{self, Impossible, SerializeStruct, SerializeStructVariant};
use serde::{Deserializer, Serialize, Serializer, forward_to_deserialize_any};
use serde_json::{Error, Map, Value, map};
use std::slice;

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

/// JSON that is read already, to make a type of.
struct Tree(Value);

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

struct Variant {
    name: Value,
    holds: Value,
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

/// Writes an enum as an object that names the variant in its first field.
pub struct Tagging<S> {
    tag: &'static str,
    /// Known once it is a variant's content that is written.
    variant: Option<&'static str>,
    to: S,
}

impl<S: Serializer> Tagging<S> {
    /// Where to write, and the field that names the variant.
    pub fn with(tag: &'static str, to: S) -> Self {
        let variant = None;
        Self { tag, variant, to }
    }

    fn begin(self, variant: &'static str, fields: usize) -> Result<S::SerializeStruct, S::Error> {
        let mut object = self.to.serialize_struct(variant, fields + 1)?;
        object.serialize_field(self.tag, variant)?;
        Ok(object)
    }
}

fn no_object<T, E: ser::Error>() -> Result<T, E> {
    Err(E::custom(
        "only a variant that is an object can name itself in a field",
    ))
}

macro_rules! refuse {
    ($($method:ident($($kind:ty),*) -> $answer:ty;)*) => {$(
        fn $method(self, $(_: $kind),*) -> Result<$answer, S::Error> {
            no_object()
        }
    )*};
}

impl<S: Serializer> Serializer for Tagging<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = Impossible<S::Ok, S::Error>;
    type SerializeStruct = S::SerializeStruct;
    type SerializeStructVariant = Object<S::SerializeStruct>;

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<S::Ok, S::Error> {
        self.begin(variant, 0)?.end()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        fields: usize,
    ) -> Result<Object<S::SerializeStruct>, S::Error> {
        self.begin(variant, fields).map(Object)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        content: &T,
    ) -> Result<S::Ok, S::Error> {
        self.variant = Some(variant);
        content.serialize(self)
    }

    fn serialize_struct(
        self,
        _: &'static str,
        fields: usize,
    ) -> Result<S::SerializeStruct, S::Error> {
        match self.variant {
            Some(variant) => self.begin(variant, fields),
            None => no_object(),
        }
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<S::Ok, S::Error> {
        no_object()
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        no_object()
    }

    refuse! {
        serialize_bool(bool) -> S::Ok;
        serialize_i8(i8) -> S::Ok;
        serialize_i16(i16) -> S::Ok;
        serialize_i32(i32) -> S::Ok;
        serialize_i64(i64) -> S::Ok;
        serialize_u8(u8) -> S::Ok;
        serialize_u16(u16) -> S::Ok;
        serialize_u32(u32) -> S::Ok;
        serialize_u64(u64) -> S::Ok;
        serialize_f32(f32) -> S::Ok;
        serialize_f64(f64) -> S::Ok;
        serialize_char(char) -> S::Ok;
        serialize_str(&str) -> S::Ok;
        serialize_bytes(&[u8]) -> S::Ok;
        serialize_none() -> S::Ok;
        serialize_unit() -> S::Ok;
        serialize_unit_struct(&'static str) -> S::Ok;
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
    }
}

/// The fields of a variant, as those of any object.
pub struct Object<T>(T);

impl<T: SerializeStruct> SerializeStructVariant for Object<T> {
    type Ok = T::Ok;
    type Error = T::Error;

    fn serialize_field<V: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &V,
    ) -> Result<(), T::Error> {
        self.0.serialize_field(name, value)
    }

    fn end(self) -> Result<T::Ok, T::Error> {
        self.0.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use std::collections::BTreeMap;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(remote = "Self", rename_all = "kebab-case")]
    enum Ours {
        NoField,
        Whole(Box<Inner>),
        SomeFields {
            number: u64,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            perhaps: Option<i32>,
            inner: Vec<Inner>,
            share: f64,
        },
    }

    tagged!(Ours, "say");

    /// As serde does it.
    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "say", rename_all = "kebab-case")]
    enum Theirs {
        NoField,
        Whole(Box<Inner>),
        SomeFields {
            number: u64,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            perhaps: Option<i32>,
            inner: Vec<Inner>,
            share: f64,
        },
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Inner {
        text: String,
        pairs: Vec<(u64, bool)>,
        by_name: BTreeMap<String, Plain>,
    }

    #[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
    enum Plain {
        One,
        Two { deep: char },
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Around<T> {
        seq: u64,
        #[serde(flatten)]
        what: T,
        after: (),
    }

    fn around<T>(what: T) -> Around<T> {
        let (seq, after) = (u64::MAX, ());
        Around { seq, what, after }
    }

    fn inner() -> Inner {
        let by_name = [("a", Plain::One), ("b", Plain::Two { deep: 'ß' })];
        Inner {
            text: "“quoted”\n".to_owned(),
            pairs: vec![(7, true), (u64::MAX, false)],
            by_name: by_name.map(|(name, it)| (name.to_owned(), it)).into(),
        }
    }

    fn both() -> Vec<(Ours, Theirs)> {
        let (number, share) = (u64::MAX, 0.25);
        let mut all = vec![
            (Ours::NoField, Theirs::NoField),
            (Ours::Whole(inner().into()), Theirs::Whole(inner().into())),
        ];
        for perhaps in [None, Some(-3)] {
            let (one, other) = (vec![inner()], vec![inner()]);
            all.push((
                Ours::SomeFields {
                    number,
                    perhaps,
                    inner: one,
                    share,
                },
                Theirs::SomeFields {
                    number,
                    perhaps,
                    inner: other,
                    share,
                },
            ));
        }
        all
    }

    #[test]
    fn it_writes_what_serde_does_to_the_letter() {
        for (ours, theirs) in both() {
            let json = |it: &dyn Fn() -> Result<String, Error>| it().unwrap();
            assert_eq!(
                json(&|| serde_json::to_string(&ours)),
                json(&|| serde_json::to_string(&theirs))
            );
            assert_eq!(
                json(&|| serde_json::to_string(&around(&ours))),
                json(&|| serde_json::to_string(&around(&theirs)))
            );
        }
    }

    #[test]
    fn it_reads_what_it_wrote() {
        for (ours, _) in both() {
            let json = serde_json::to_string(&ours).unwrap();
            assert_eq!(decode::<Ours>(&json).unwrap(), ours);
            assert_eq!(serde_json::from_str::<Ours>(&json).unwrap(), ours);
            let json = serde_json::to_string(&around(&ours)).unwrap();
            assert_eq!(decode::<Around<Ours>>(&json).unwrap(), around(ours.clone()));
            assert_eq!(
                serde_json::from_str::<Around<Ours>>(&json).unwrap(),
                around(ours)
            );
        }
    }

    #[test]
    fn the_field_may_stand_anywhere_and_strangers_are_passed_over() {
        let json = r#"{"new":[{}],"share":1,"inner":[],"say":"some-fields","number":3}"#;
        let read = decode::<Ours>(json).unwrap();
        assert!(matches!(
            read,
            Ours::SomeFields {
                number: 3,
                perhaps: None,
                ..
            }
        ));
        assert_eq!(
            decode::<Ours>(r#"{"say":"no-field","new":1}"#).unwrap(),
            Ours::NoField
        );
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let wrong = [
            r#"{"number":3}"#,
            r#"{"say":"nothing"}"#,
            r#"{"say":7}"#,
            r#"{"say":"whole"}"#,
            r#"{"say":"some-fields","number":-1,"inner":[],"share":1}"#,
            r#"{"say":"some-fields","number":1,"inner":{},"share":1}"#,
            r#""no-field""#,
            "[]",
            "",
        ];
        for json in wrong {
            assert!(decode::<Ours>(json).is_err(), "{json}");
            assert!(serde_json::from_str::<Ours>(json).is_err(), "{json}");
        }
    }
}
