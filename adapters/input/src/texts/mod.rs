//! Texts under names: the path, the query, headers, cookies, forms.

mod cookies;
mod form;
mod gathered;
mod read;

use std::borrow::Cow;

use openapi_merge::Location;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use crate::fault::Fault;
use crate::invalid::Invalid;
use crate::reading::Reading;
use crate::schema;
use crate::typed;
pub use form::form;
pub(crate) use form::form_value;
pub(crate) use gathered::Gathered;
pub(crate) use read::{Place, value_of};

/// Reads the parameters of a query: `q=foo&limit=3`, percent-encoded and without `?`. A list takes all values of its
/// name, everything else the last.
///
/// # Errors
/// Everything that the type's schema does not allow.
pub fn query<T>(reading: &Reading, query: &str) -> Result<T, Invalid>
where
    T: DeserializeOwned + JsonSchema + 'static,
{
    read_type(reading, Place::Query, form_urlencoded::parse(query.as_bytes()))
}

/// Reads the parameters of a path, decoded: a struct by their names, a tuple by their order, one value by itself.
///
/// # Errors
/// Everything that the type's schema does not allow.
pub fn path<'a, T>(
    reading: &Reading,
    parameters: impl IntoIterator<Item = (impl Into<Cow<'a, str>>, impl Into<Cow<'a, str>>)>,
) -> Result<T, Invalid>
where
    T: DeserializeOwned + JsonSchema + 'static,
{
    read_type(reading, Place::Path, parameters.into_iter().map(|(name, text)| (name.into(), text.into())))
}

/// Reads the headers of a request. A field `x_token` is the header `x-token`; a list takes all values of its name,
/// everything else the first.
///
/// # Errors
/// Everything that the type's schema does not allow.
pub fn header<'a, T>(reading: &Reading, headers: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<T, Invalid>
where
    T: DeserializeOwned + JsonSchema + 'static,
{
    read_type(reading, Place::Header, header_pairs(headers))
}

/// Reads the cookies of a request: the values of its `Cookie` headers.
///
/// # Errors
/// Everything that the type's schema does not allow.
///
/// ```
/// use std::collections::BTreeMap;
/// use openapi_input::{Reading, cookie};
///
/// let cookies: BTreeMap<String, String> = cookie(&Reading::strict(), [b"session=00ff7a; theme=green".as_slice()])?;
/// assert_eq!(cookies["theme"], "green");
/// # Ok::<(), openapi_input::Invalid>(())
/// ```
pub fn cookie<'a, T>(reading: &Reading, headers: impl IntoIterator<Item = &'a [u8]>) -> Result<T, Invalid>
where
    T: DeserializeOwned + JsonSchema + 'static,
{
    read_type(reading, Place::Cookie, cookie_pairs(headers))
}

pub(crate) fn header_pairs<'a>(
    headers: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)> {
    headers.into_iter().map(|(name, value)| (name.into(), latin_1(value)))
}

pub(crate) fn cookie_pairs<'a>(
    headers: impl IntoIterator<Item = &'a [u8]>,
) -> impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)> {
    let cookies = headers.into_iter().flat_map(|header| cookies::parse(&latin_1(header)));
    cookies.map(|(name, value)| (name.into(), value.into()))
}

/// A parameter of the path that is no UTF-8, so that nothing can be read from it.
pub fn undecodable(name: &str) -> Invalid {
    let loc = [Location::from("path"), Location::from(name.to_owned())];
    Invalid::one(loc, Fault::string_unicode(), None)
}

/// A header's bytes as HTTP has them, a character each.
pub(crate) fn latin_1(value: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(value) {
        Ok(text) if text.is_ascii() => Cow::Borrowed(text),
        _ => Cow::Owned(value.iter().map(|byte| char::from(*byte)).collect()),
    }
}

fn read_type<'a, T>(
    reading: &Reading,
    place: Place,
    pairs: impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)>,
) -> Result<T, Invalid>
where
    T: DeserializeOwned + JsonSchema + 'static,
{
    let schema = schema::of::<T>();
    let gathered = Gathered::new(reading, place, pairs)?;
    let value = value_of(reading, schema, place, &gathered)?;
    typed::read(place.name(), &value).map_err(|mut fault| {
        place.name_steps(schema, &gathered, &mut fault);
        Invalid::input(vec![*fault])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, JsonSchema, PartialEq)]
    struct Paging {
        limit: u8,
        exact: Option<bool>,
        #[serde(default)]
        tag: Vec<String>,
    }

    fn strict() -> Reading {
        Reading::strict()
    }

    #[test]
    fn a_query_is_read_into_a_struct() {
        let read: Paging = query(&strict(), "limit=3&exact=ON&tag=a&tag=b%26c&limit=4&more=x").unwrap();
        assert_eq!(read, Paging { limit: 4, exact: Some(true), tag: vec!["a".into(), "b&c".into()] });
        let missing = query::<Paging>(&strict(), "tag=a").unwrap_err();
        assert_eq!(missing.to_string(), "query: limit: Field required");
    }

    #[test]
    fn a_path_is_read_into_a_value_a_tuple_or_a_struct() {
        let two = || [("limit", "7"), ("exact", "false")];
        assert_eq!(path::<u32>(&strict(), [("id", "7")]), Ok(7));
        assert_eq!(path::<(u8, String)>(&strict(), two()), Ok((7, "false".into())));
        assert_eq!(path::<Paging>(&strict(), two()), Ok(Paging { limit: 7, exact: Some(false), tag: vec![] }));
        let wrong = path::<(u8, u8)>(&strict(), two()).unwrap_err().to_string();
        assert_eq!(wrong, "path: exact: Input should be a valid integer, unable to parse string as an integer");
        let bound = path::<u8>(&strict(), [("id", "256")]).unwrap_err().to_string();
        assert_eq!(bound, "path: id: Input should be less than or equal to 255");
        assert!(path::<u8>(&strict(), two()).is_err());
        assert!(path::<(u8, String, u8)>(&strict(), two()).is_err());
    }

    #[test]
    fn a_header_has_its_name_back_in_errors() {
        #[derive(Debug, Deserialize, JsonSchema)]
        struct Token {
            x_token: u32,
        }
        let given = |value: &'static [u8]| header::<Token>(&strict(), [("x-token", value), ("accept", b"*/*")]);
        assert_eq!(given(b"5").unwrap().x_token, 5);
        let wrong = given(b"\xff").unwrap_err();
        assert_eq!(wrong.faults()[0].loc, ["header".into(), Location::from("x-token")]);
        assert_eq!(wrong.faults()[0].input, Some("ÿ".into()));
    }

    #[test]
    fn what_a_type_itself_refuses_is_told_where_it_stands() {
        #[derive(Debug, Deserialize, JsonSchema)]
        struct Range {
            #[allow(dead_code)]
            of: char,
        }
        let wrong = query::<Range>(&strict(), "of=").unwrap_err();
        assert_eq!(wrong.faults()[0].loc, ["query".into(), Location::from("of")]);
    }

    #[test]
    fn many_names_are_read_in_one_go_and_too_many_are_refused() {
        let many: String = (0..900).map(|index| format!("name{index}=x&")).collect();
        assert!(query::<Paging>(&strict(), &(many.clone() + "limit=1")).is_ok());
        let too_many = query::<Paging>(&strict(), &many.repeat(2)).unwrap_err();
        assert_eq!(too_many.faults()[0].kind, "limit_exceeded");
    }
}
