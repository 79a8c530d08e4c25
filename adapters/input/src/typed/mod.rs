//! From a value that fits its schema to its type, with errors that keep their kind.

mod error;

use std::borrow::Cow;

use openapi_merge::{Location, ValidationError};
use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{self, DeserializeOwned, Deserializer, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;
use serde_path_to_error::Segment;

use crate::fault::Fault;
use crate::invalid::told;
use error::Error;

/// Reads a type from a value. What it refuses although the schema says nothing against it is told where it stands.
pub(crate) fn read<T: DeserializeOwned>(place: &'static str, value: &Value) -> Result<T, Box<ValidationError>> {
    T::deserialize(Typed(value)).or_else(|_| {
        serde_path_to_error::deserialize(Typed(value)).map_err(|error| {
            let mut loc = vec![Location::from(place)];
            let mut input = value;
            for segment in error.path() {
                let (step, inside) = match segment {
                    Segment::Seq { index } => (Location::from(*index), input.get(index)),
                    Segment::Map { key } | Segment::Enum { variant: key } => {
                        (Location::from(key.clone()), input.get(key))
                    }
                    Segment::Unknown => continue,
                };
                loc.push(step);
                input = inside.unwrap_or(input);
            }
            let fault = match error.into_inner() {
                Error::Missing(name) => {
                    if loc.last() != Some(&Location::from(name)) {
                        loc.push(name.into());
                    }
                    Fault::missing()
                }
                Error::Unknown => Fault::extra_forbidden(),
                Error::Refused => Fault::value_error("the value is none that is accepted here"),
                Error::Said(message) => Fault::value_error(message),
            };
            Box::new(told(loc, fault, Some(input)))
        })
    })
}

/// A JSON value as serde reads it. Structs are read from objects alone, and lists to their end.
#[derive(Clone, Copy)]
struct Typed<'de>(&'de Value);

impl<'de> IntoDeserializer<'de, Error> for Typed<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Typed<'de> {
    fn visit_items<V: Visitor<'de>>(items: &'de [Value], visitor: V) -> Result<V::Value, Error> {
        let mut access = SeqDeserializer::new(items.iter().map(Typed));
        let read = visitor.visit_seq(&mut access)?;
        access.end()?;
        Ok(read)
    }

    fn members(self) -> MapDeserializer<'de, impl Iterator<Item = (Name<'de>, Typed<'de>)>, Error> {
        let members = self.0.as_object().into_iter().flatten();
        MapDeserializer::new(members.map(|(name, value)| (Name(name), Typed(value))))
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $as:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                match self.0.as_number().and_then(serde_json::Number::$as) {
                    Some(number) => visitor.$visit(number),
                    None => self.deserialize_any(visitor),
                }
            }
        )*
    };
}

impl<'de> Deserializer<'de> for Typed<'de> {
    type Error = Error;

    numbers! {
        deserialize_i128 visit_i128 as_i128
        deserialize_u128 visit_u128 as_u128
        deserialize_f32 visit_f64 as_f64
        deserialize_f64 visit_f64 as_f64
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(number), _, _) => visitor.visit_u64(number),
                (_, Some(number), _) => visitor.visit_i64(number),
                (_, _, Some(number)) if number.is_finite() => visitor.visit_f64(number),
                _ => Err(Error::Refused),
            },
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(items) => Self::visit_items(items, visitor),
            Value::Object(_) => visitor.visit_map(self.members()),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Value::Object(_) => self.deserialize_any(visitor),
            _ => Err(Error::Refused),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Value::String(variant) => variant.as_str().into_deserializer().deserialize_enum(name, variants, visitor),
            Value::Object(_) => visitor.visit_enum(MapAccessDeserializer::new(self.members())),
            _ => Err(Error::Refused),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map
        identifier ignored_any
    }
}

/// The name of a member: a text, and a number or a boolean where a map has those as keys.
#[derive(Clone, Copy)]
struct Name<'de>(&'de str);

impl<'de> IntoDeserializer<'de, Error> for Name<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! parsed {
    ($($method:ident $visit:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                match self.0.parse() {
                    Ok(value) => visitor.$visit(value),
                    Err(_) => Err(de::Error::invalid_type(Unexpected::Str(self.0), &visitor)),
                }
            }
        )*
    };
}

impl<'de> Deserializer<'de> for Name<'de> {
    type Error = Error;

    parsed! {
        deserialize_bool visit_bool
        deserialize_i8 visit_i8 deserialize_i16 visit_i16 deserialize_i32 visit_i32 deserialize_i64 visit_i64
        deserialize_i128 visit_i128 deserialize_u8 visit_u8 deserialize_u16 visit_u16 deserialize_u32 visit_u32
        deserialize_u64 visit_u64 deserialize_u128 visit_u128 deserialize_f32 visit_f32 deserialize_f64 visit_f64
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        IntoDeserializer::<Error>::into_deserializer(Cow::Borrowed(self.0)).deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
