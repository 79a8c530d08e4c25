//! `CallbackRequest`: a request that is written and not yet signed.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use percent_encoding::percent_decode_str;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use url::Url;

use crate::signature::is_id;
use crate::{Refused, SendError};

/// The request of a callback, complete but for its signature: the URL is resolved, the body written, the `webhook-id`
/// chosen.
///
/// [`Handle::write`](crate::Handle::write) writes it and [`Handle::send_written`](crate::Handle::send_written) sends
/// it, perhaps much later and more than once: the id stays, the signature and the checks of where the URL leads are made
/// each time anew.
///
/// It can be stored: serde writes and reads it. No secret is stored. A header that is marked as sensitive is an error,
/// which includes the `Authorization` that a user and password in the URL become. `Debug` shows no header and no body.
///
/// ```
/// # use openapi_reqwest::{Exchange, Handle, CallbackRequest};
/// # fn store(notify: Handle<String, bool>, exchange: Exchange) -> Result<(), Box<dyn std::error::Error>> {
/// let written = notify.write(&exchange, &"paid".to_owned())?;
/// let stored = serde_json::to_string(&written)?;
/// let written: CallbackRequest = serde_json::from_str(&stored)?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct CallbackRequest {
    id: Option<String>,
    request: Request<Bytes>,
}

impl CallbackRequest {
    pub(crate) fn new(
        id: Option<String>,
        method: Method,
        url: Url,
        mut headers: HeaderMap,
        body: Bytes,
    ) -> Result<Self, SendError> {
        let mut request = Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = as_uri(url, &mut headers)?;
        *request.headers_mut() = headers;
        Ok(Self { id, request })
    }

    /// Returns the `webhook-id`, if the callback declares it.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Returns where it goes.
    pub fn url(&self) -> &Uri {
        self.request.uri()
    }

    /// Returns the body as it will be sent.
    pub fn body(&self) -> &Bytes {
        self.request.body()
    }

    pub(crate) fn unsigned(&self) -> &Request<Bytes> {
        &self.request
    }
}

impl fmt::Debug for CallbackRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.url().path();
        f.debug_struct("CallbackRequest").field("id", &self.id).field("path", &path).finish_non_exhaustive()
    }
}

/// What is stored: texts, readable in whatever database they end up in.
#[derive(Serialize, Deserialize)]
struct Written {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Serialize for CallbackRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let header = |(name, value): (&HeaderName, &HeaderValue)| {
            if value.is_sensitive() {
                return Err(S::Error::custom(format_args!(
                    "the header `{name}` is marked as sensitive; expected no secret"
                )));
            }
            let text = std::str::from_utf8(value.as_bytes());
            let text = text.map_err(|_| S::Error::custom(format_args!("the header `{name}` is not text")))?;
            Ok((name.to_string(), text.to_owned()))
        };
        let body = std::str::from_utf8(self.body()).map_err(|_| S::Error::custom("the body is not text"))?;
        let written = Written {
            id: self.id.clone(),
            method: self.request.method().to_string(),
            url: self.url().to_string(),
            headers: self.request.headers().iter().map(header).collect::<Result<_, _>>()?,
            body: body.to_owned(),
        };
        written.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for CallbackRequest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(deserializer)?;
        if written.id.as_deref().is_some_and(|id| !is_id(id)) {
            return Err(D::Error::custom("the id is not a `webhook-id`"));
        }
        let mut request = Request::new(Bytes::from(written.body));
        *request.method_mut() = written.method.parse().map_err(D::Error::custom)?;
        *request.uri_mut() = written.url.parse().map_err(D::Error::custom)?;
        for (name, value) in written.headers {
            let name: HeaderName = name.parse().map_err(D::Error::custom)?;
            request.headers_mut().append(name, HeaderValue::try_from(value).map_err(D::Error::custom)?);
        }
        Ok(Self { id: written.id, request })
    }
}

/// The URL as a request has it: without the fragment, and with user and password as the header they stand for.
fn as_uri(mut url: Url, headers: &mut HeaderMap) -> Result<Uri, SendError> {
    let decoded = |text| percent_decode_str(text).collect::<Vec<u8>>();
    if !url.username().is_empty() || url.password().is_some() {
        let pair = [decoded(url.username()), b":".to_vec(), decoded(url.password().unwrap_or_default())].concat();
        let mut basic = as_value(&format!("Basic {}", STANDARD.encode(pair)))?;
        basic.set_sensitive(true);
        headers.insert(AUTHORIZATION, basic);
    }
    // These fail only for URLs without a host, which the policy has refused.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_fragment(None);
    url.as_str().parse().map_err(|_| SendError::Refused(Refused::NotAUrl { reason: "HTTP cannot ask for it".into() }))
}

pub(crate) fn as_value(text: &str) -> Result<HeaderValue, SendError> {
    HeaderValue::try_from(text)
        .map_err(|_| SendError::Refused(Refused::NotAUrl { reason: "a header cannot hold what stands in it".into() }))
}
