//! Texts under names, read into what a type wants of them.

use std::borrow::Cow;

use openapi_merge::{HttpValidationError, Location};
use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{self, DeserializeOwned, Deserializer, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;
use serde_path_to_error::Segment;

use super::fault;

/// Parameters of one place, each name once, with its values in order.
pub(super) struct Parameters<'a> {
    place: &'static str,
    by_name: Vec<(Cow<'a, str>, Texts<'a>)>,
}

impl<'a> Parameters<'a> {
    pub(super) fn new(
        place: &'static str,
        pairs: impl IntoIterator<Item = (impl Into<Cow<'a, str>>, impl Into<Cow<'a, str>>)>,
    ) -> Self {
        let mut by_name: Vec<(Cow<'a, str>, Texts<'a>)> = Vec::new();
        for (name, value) in pairs {
            let (name, value) = (name.into(), value.into());
            match by_name.iter_mut().find(|(held, _)| *held == name) {
                Some((_, texts)) => texts.0.push(value),
                None => by_name.push((name, Texts(vec![value]))),
            }
        }
        Self { place, by_name }
    }

    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, HttpValidationError> {
        serde_path_to_error::deserialize(self).map_err(|error| {
            let mut loc = vec![Location::from(self.place)];
            let mut steps = error.path().iter();
            // One value, or a tuple: the names are not in serde's path.
            let name = match steps.next() {
                Some(Segment::Map { key }) => Some(key.as_str()),
                Some(Segment::Seq { index }) => self.by_name.get(*index).map(|(name, _)| &**name),
                _ => self.only().ok().map(|(name, _)| &**name),
            };
            loc.extend(name.map(|name| name.to_owned().into()));
            let texts = name.and_then(|name| self.by_name.iter().find(|(held, _)| held == name));
            if let Some(Segment::Seq { index }) = steps.next() {
                loc.push((*index).into());
            }
            let input = texts.map_or(Value::Null, |(_, texts)| Value::from(texts.last()));
            fault::of(loc, &error.inner().to_string(), &input).into()
        })
    }

    fn only(&self) -> Result<&(Cow<'a, str>, Texts<'a>), Error> {
        match self.by_name.as_slice() {
            [only] => Ok(only),
            all => Err(de::Error::custom(format_args!("{} parameters for one value", all.len()))),
        }
    }

    fn pairs(&self) -> impl Iterator<Item = (&str, &Texts<'a>)> {
        self.by_name.iter().map(|(name, texts)| (&**name, texts))
    }
}

macro_rules! of_the_only {
    ($($method:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                self.only()?.1.$method(visitor)
            }
        )*
    };
}

impl<'de> Deserializer<'de> for &Parameters<'_> {
    type Error = Error;

    of_the_only! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64
        deserialize_char deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf
        deserialize_identifier
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(MapDeserializer::new(self.pairs()))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(SeqDeserializer::new(self.pairs().map(|(_, texts)| texts)))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.only()?.1.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! { unit unit_struct seq map struct ignored_any }
}

/// The values of one name. What is no list is the last of them.
struct Texts<'a>(Vec<Cow<'a, str>>);

impl Texts<'_> {
    fn last(&self) -> &str {
        self.0.last().map_or("", |text| text)
    }
}

impl<'de> IntoDeserializer<'de> for &Texts<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                let text = self.last();
                match text.trim().parse() {
                    Ok(number) => visitor.$visit(number),
                    Err(_) => Err(de::Error::invalid_type(Unexpected::Str(text), &visitor)),
                }
            }
        )*
    };
}

impl<'de> Deserializer<'de> for &Texts<'_> {
    type Error = Error;

    numbers! {
        deserialize_i8 visit_i8 deserialize_i16 visit_i16 deserialize_i32 visit_i32 deserialize_i64 visit_i64
        deserialize_i128 visit_i128 deserialize_u8 visit_u8 deserialize_u16 visit_u16 deserialize_u32 visit_u32
        deserialize_u64 visit_u64 deserialize_u128 visit_u128 deserialize_f32 visit_f32 deserialize_f64 visit_f64
    }

    /// As pydantic: <https://docs.pydantic.dev/latest/api/standard_library_types/#booleans>
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.last().to_ascii_lowercase().as_str() {
            "true" | "t" | "yes" | "y" | "on" | "1" => visitor.visit_bool(true),
            "false" | "f" | "no" | "n" | "off" | "0" => visitor.visit_bool(false),
            _ => Err(de::Error::invalid_type(Unexpected::Str(self.last()), &visitor)),
        }
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.last())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let each: Vec<_> = self.0.iter().map(|text| Texts(vec![Cow::Borrowed(&**text)])).collect();
        visitor.visit_seq(SeqDeserializer::new(each.iter()))
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
        IntoDeserializer::<Error>::into_deserializer(self.last()).deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct tuple tuple_struct map struct identifier ignored_any
    }
}
