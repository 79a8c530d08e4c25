//! Forms, in either of their two encodings.

use std::borrow::Cow;
use std::convert::Infallible;

use bytes::Bytes;
use futures_util::{FutureExt as _, stream};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Gathered, Place, value_of};
use crate::invalid::Invalid;
use crate::reading::Reading;
use crate::schema::{self, Schema};
use crate::typed;

/// Reads a form: `application/x-www-form-urlencoded`, or the texts of `multipart/form-data`. `content_type` is the
/// request's header; a body that says to be anything else is a form without fields.
///
/// # Errors
/// Everything that the type's schema does not allow.
pub fn form<T>(reading: &Reading, content_type: Option<&str>, body: &Bytes) -> Result<T, Invalid>
where
    T: DeserializeOwned + JsonSchema + 'static,
{
    let value = form_value(reading, schema::of::<T>(), content_type, body)?;
    typed::read("body", &value).map_err(|fault| Invalid::input(vec![*fault]))
}

pub(crate) fn form_value(
    reading: &Reading,
    schema: &Schema,
    content_type: Option<&str>,
    body: &Bytes,
) -> Result<Value, Invalid> {
    if body.len() > reading.limits.body {
        return Err(Invalid::too_large(reading.limits.body));
    }
    let content_type = content_type.unwrap_or_default();
    let gathered = if is(content_type, "application/x-www-form-urlencoded") {
        Gathered::new(reading, Place::Form, form_urlencoded::parse(body))?
    } else {
        let parts = match is(content_type, "multipart/form-data") {
            true => parts(reading, content_type, body)?,
            false => Vec::new(),
        };
        Gathered::new(reading, Place::Form, parts.into_iter().map(|(name, text)| (Cow::Owned(name), Cow::Owned(text))))?
    };
    value_of(reading, schema, Place::Form, &gathered)
}

fn is(content_type: &str, essence: &str) -> bool {
    content_type.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(essence)
}

/// The parts of a multipart body that is there as a whole, so that nothing waits.
fn parts(reading: &Reading, content_type: &str, body: &Bytes) -> Result<Vec<(String, String)>, Invalid> {
    let boundary = multer::parse_boundary(content_type).map_err(|_| Invalid::Unreadable)?;
    let whole = stream::once(std::future::ready(Ok::<_, Infallible>(body.clone())));
    let mut multipart = multer::Multipart::new(whole, boundary);
    let mut parts = Vec::new();
    loop {
        let part = multipart.next_field().now_or_never().and_then(Result::ok).ok_or(Invalid::Unreadable)?;
        let Some(part) = part else { return Ok(parts) };
        if parts.len() >= reading.limits.parts {
            let fault = crate::fault::Fault::limit("parts", "part", reading.limits.parts);
            return Err(Invalid::one([crate::invalid::BODY], fault, None));
        }
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes().now_or_never().and_then(Result::ok).ok_or(Invalid::Unreadable)?;
        parts.push((name, String::from_utf8_lossy(&bytes).into_owned()));
    }
}
