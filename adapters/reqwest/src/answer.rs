//! What comes back, held to what was declared.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use openapi_model::StatusKey;
use serde::de::DeserializeOwned;

use crate::error::printable;
use crate::{SendError, retries};

/// A declared answer.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_enums, reason = "what is declared is the main response or another one")]
pub enum Answer<A> {
    /// The main response: `response_model`, under the operation's own status.
    Main(A),
    /// Another response that the callback declares, a 404 or any `4XX`.
    Other(Other),
}

impl<A> Answer<A> {
    /// The main response, if it is that.
    pub fn main(self) -> Option<A> {
        match self {
            Answer::Main(answer) => Some(answer),
            Answer::Other(_) => None,
        }
    }
}

/// An answer that the callback declares beside its main response.
#[derive(Clone, Debug)]
pub struct Other {
    pub(crate) key: StatusKey,
    pub(crate) received: Received,
}

impl Other {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.received.status
    }

    /// What the status is declared under: itself, its range or `default`.
    pub fn declared_as(&self) -> StatusKey {
        self.key
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.received.headers
    }

    /// The body as it came.
    pub fn bytes(&self) -> &Bytes {
        &self.received.body
    }

    /// Whether another answer may come a little later: the status is one that [`Retries`](crate::Retries) lists.
    pub fn is_passing(&self) -> bool {
        retries::is_passing(self.received.status)
    }

    /// How long `Retry-After` asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.received.retry_after()
    }

    /// The body as the model that is declared for it.
    ///
    /// # Errors
    /// [`SendError::Mismatch`] if it is not JSON of this shape.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, SendError> {
        read_json(&self.received).map_err(|reason| SendError::Mismatch { status: self.received.status, reason })
    }
}

/// An answer as it came, not yet held to anything.
#[derive(Clone, Debug)]
pub struct Received {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Received {
    /// The answer in the types of `http`.
    pub(crate) fn as_response(&self) -> http::Response<Bytes> {
        let mut response = http::Response::new(self.body.clone());
        *response.status_mut() = self.status;
        response.headers_mut().clone_from(&self.headers);
        response
    }

    pub(crate) fn retry_after(&self) -> Option<Duration> {
        retries::retry_after(&self.headers, SystemTime::now())
    }
}

/// Reads the body, if it is JSON of this shape; no media type at all is taken for JSON.
pub(crate) fn read_json<T: DeserializeOwned>(received: &Received) -> Result<T, String> {
    if let Some(found) = received.headers.get(CONTENT_TYPE) {
        let found = String::from_utf8_lossy(found.as_bytes());
        if !is_json(&found) {
            return Err(format!("expected `application/json`, found `{}`", printable(&found)));
        }
    }
    let mut reader = serde_json::Deserializer::from_slice(&received.body);
    let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let place = if path == "." { String::new() } else { format!("at `{}`: ", printable(&path)) };
        format!("{place}{}", printable(&error.inner().to_string()))
    })?;
    reader.end().map_err(|error| error.to_string())?;
    Ok(read)
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Event {
        ok: bool,
    }

    fn read(media_type: Option<&'static str>, body: &'static str) -> Result<Event, String> {
        let headers = media_type.map(|it| (CONTENT_TYPE, HeaderValue::from_static(it))).into_iter().collect();
        read_json(&Received { status: StatusCode::OK, headers, body: Bytes::from_static(body.as_bytes()) })
    }

    #[test]
    fn json_under_its_media_types_is_read() {
        for media_type in
            [None, Some("application/json"), Some("Application/JSON; charset=utf-8"), Some("application/problem+json")]
        {
            assert_eq!(read(media_type, "{\"ok\": true}\n"), Ok(Event { ok: true }));
        }
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_place() {
        for (media_type, body, sentence) in [
            (Some("text/html"), "{\"ok\": true}", "expected `application/json`, found `text/html`"),
            (None, "", "EOF while parsing a value at line 1 column 0"),
            (None, "{\"ok\": 1}", "at `ok`: invalid type: integer `1`, expected a boolean at line 1 column 8"),
            (None, "{}", "missing field `ok` at line 1 column 2"),
            (None, "{\"ok\": true} true", "trailing characters at line 1 column 14"),
        ] {
            assert_eq!(read(media_type, body), Err(sentence.into()));
        }
    }

    #[test]
    fn a_sentence_shows_no_control_characters() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Strict {}
        let received = |media_type: &'static str, body: &'static str| Received {
            status: StatusCode::OK,
            headers: HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(media_type))]),
            body: Bytes::from_static(body.as_bytes()),
        };
        let json = |body| read_json::<Strict>(&received("application/json", body)).unwrap_err();
        assert_eq!(
            json(r#"{"\n\u001b[31mfake": {}}"#),
            r"at `\n\u{1b}[31mfake`: unknown field `\n\u{1b}[31mfake`, there are no fields at line 1 column 19"
        );
        let keys = read_json::<std::collections::BTreeMap<String, bool>>(&received("text/json+json", r#"{"\r": 1}"#));
        assert_eq!(keys.unwrap_err(), r"at `\r`: invalid type: integer `1`, expected a boolean at line 1 column 8");
        let media_type = read_json::<Strict>(&received("text/\thtml", "{}")).unwrap_err();
        assert_eq!(media_type, r"expected `application/json`, found `text/\thtml`");
    }

    #[test]
    fn a_sentence_stays_short() {
        let long = format!("\"{}\"", "x".repeat(100_000));
        let received = Received { status: StatusCode::OK, headers: HeaderMap::new(), body: long.into() };
        assert!(read_json::<bool>(&received).unwrap_err().len() < 300);
    }
}
