//! Input read as FastAPI reads it: what is wrong is said in the words of its 422, down to the field.
//!
//! A framework's adapter wraps these functions into extractors or filters. Reading what is right costs what it costs
//! without them; only wrong input is looked at twice.

mod fault;
mod parameters;

use std::borrow::Cow;

use openapi_merge::{HttpValidationError, Location};
use serde::de::DeserializeOwned;
use serde_json::Value;

use parameters::Parameters;

/// A JSON body. `content_type` is the request's header.
///
/// # Errors
/// What FastAPI says: `missing` without a body, `json_invalid` for what is no JSON, and for each field what it is not.
///
/// ```
/// # use openapi_mount::input;
/// let wrong = input::json::<Vec<u8>>(Some("application/json"), b"[1, true]").unwrap_err();
/// assert_eq!(
///     serde_json::to_value(wrong)?,
///     serde_json::json!({ "detail": [{
///         "loc": ["body", 1], "msg": "Input should be a valid integer", "type": "int_type", "input": true
///     }] })
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn json<T: DeserializeOwned>(content_type: Option<&str>, body: &[u8]) -> Result<T, HttpValidationError> {
    if body.is_empty() {
        return Err(fault::missing([BODY].into(), &Value::Null).into());
    }
    if !content_type.is_some_and(is_json) {
        let text = Value::from(String::from_utf8_lossy(body));
        return Err(fault::no_object([BODY].into(), &text).into());
    }
    serde_json::from_slice(body).or_else(|_| slowly(body))
}

const BODY: Location = Location::Name(Cow::Borrowed("body"));

/// `application/json; charset=utf-8`, `application/problem+json`
fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    let Some((kind, subtype)) = essence.split_once('/') else { return false };
    let subtype = subtype.to_ascii_lowercase();
    kind.eq_ignore_ascii_case("application") && (subtype == "json" || subtype.ends_with("+json"))
}

fn slowly<T: DeserializeOwned>(body: &[u8]) -> Result<T, HttpValidationError> {
    let value: Value = serde_json::from_slice(body).map_err(|error| fault::no_json(body, &error))?;
    serde_path_to_error::deserialize(&value).map_err(|error| {
        let message = error.inner().to_string();
        fault::of_body(error.path(), &message, &value).into()
    })
}

/// The parameters of a query: `q=foo&limit=3`, percent-encoded and without `?`. A list takes all values of its name.
///
/// # Errors
/// The first that is missing or that is not what it should be.
pub fn query<T: DeserializeOwned>(query: &str) -> Result<T, HttpValidationError> {
    Parameters::new("query", form_urlencoded::parse(query.as_bytes())).read()
}

/// The parameters of a path, decoded: a struct by their names, a tuple by their order, one value by itself.
///
/// # Errors
/// The first that is missing or that is not what it should be.
pub fn path<'a, T: DeserializeOwned>(
    parameters: impl IntoIterator<Item = (impl Into<Cow<'a, str>>, impl Into<Cow<'a, str>>)>,
) -> Result<T, HttpValidationError> {
    Parameters::new("path", parameters).read()
}

/// The headers of a request. A field `x_token` is the header `x-token`.
///
/// # Errors
/// The first that is missing or that is not what it should be.
pub fn header<'a, T: DeserializeOwned>(
    headers: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> Result<T, HttpValidationError> {
    let fields = headers.into_iter().map(|(name, value)| (name.replace('-', "_"), String::from_utf8_lossy(value)));
    let mut read = Parameters::new("header", fields).read();
    if let Err(HttpValidationError { detail, .. }) = &mut read {
        for location in detail.iter_mut().flat_map(|error| error.loc.iter_mut().skip(1)) {
            if let Location::Name(name) = location {
                *name = name.replace('_', "-").into();
            }
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Paging {
        limit: u8,
        exact: Option<bool>,
        #[serde(default)]
        tag: Vec<String>,
    }

    #[test]
    fn a_query_is_read_into_a_struct() {
        let read: Paging = query("limit=3&exact=ON&tag=a&tag=b%26c&limit=4&more=x").unwrap();
        assert_eq!(read, Paging { limit: 4, exact: Some(true), tag: vec!["a".into(), "b&c".into()] });
        assert_eq!(query::<Paging>("tag=a").unwrap_err().to_string(), "query: limit: Field required");
    }

    #[test]
    fn a_path_is_read_into_a_value_a_tuple_or_a_struct() {
        let two = || [("limit", "7"), ("exact", "false")];
        assert_eq!(path::<u32>([("id", "7")]).unwrap(), 7);
        assert_eq!(path::<(u8, String)>(two()).unwrap(), (7, "false".into()));
        assert_eq!(path::<Paging>(two()).unwrap(), Paging { limit: 7, exact: Some(false), tag: vec![] });
        let wrong = path::<(u8, u8)>(two()).unwrap_err().to_string();
        assert_eq!(wrong, "path: exact: Input should be a valid integer, unable to parse string as an integer");
        assert_eq!(path::<u8>(two()).unwrap_err().to_string(), "path: Value error, 2 parameters for one value");
    }

    #[test]
    fn a_header_has_its_name_back_in_errors() {
        #[derive(Debug, Deserialize)]
        struct Token {
            x_token: u32,
        }
        let given = |value: &'static [u8]| header::<Token>([("x-token", value), ("accept", b"*/*")]);
        assert_eq!(given(b"5").unwrap().x_token, 5);
        let wrong = given(b"\xff").unwrap_err().to_string();
        assert_eq!(wrong, "header: x-token: Input should be a valid integer, unable to parse string as an integer");
    }

    #[test]
    fn what_a_type_itself_says_is_a_value_error() {
        let wrong = json::<Vec<std::num::NonZeroU8>>(Some("application/json"), b"[1, 0]").unwrap_err();
        assert_eq!(wrong.detail[0].kind, "value_error");
        assert_eq!(wrong.detail[0].loc, ["body".into(), Location::Index(1)]);
    }
}
