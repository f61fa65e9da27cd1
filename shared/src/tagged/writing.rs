//! An enum written as an object that names its variant.

use serde::ser::{self, Impossible, SerializeStruct, SerializeStructVariant};
use serde::{Serialize, Serializer};

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
