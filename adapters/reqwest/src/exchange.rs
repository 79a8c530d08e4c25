//! `Exchange`: the request that caused a callback, kept for as long as the callback takes.

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;

use openapi_merge::handler::{Extract, Reads, RequestHead};
use openapi_model::Value;
use openapi_model::expression;
use serde::Serialize;

use crate::SendError;

/// The request that was answered, and the answer: what a callback's expression reads.
///
/// It owns all it holds, so it can move into a task that outlives the handler. `Debug` shows no header and no body.
///
/// ```
/// # use openapi_reqwest::Exchange;
/// # use serde_json::json;
/// # let headers = http::HeaderMap::new();
/// let exchange = Exchange::new("POST", "/invoices/?callback_url=https://www.external.org/events")
///     .headers(&headers)
///     .json(&json!({ "id": "2expen51ve" }));
/// ```
///
/// Any framework's types fit: names and values of headers are read as text and bytes. What holds an
/// [`http::request::Parts`] converts at once: `Exchange::from(&parts)`.
#[derive(Clone, Default)]
pub struct Exchange {
    method: String,
    url: String,
    path_parameters: Vec<(String, String)>,
    request: Message,
    status: Option<u16>,
    response: Message,
}

#[derive(Clone, Default)]
struct Message {
    headers: Vec<(String, String)>,
    body: Option<Result<Value, Arc<serde_json::Error>>>,
}

impl Message {
    fn set_body(&mut self, body: &impl Serialize) {
        self.body = Some(serde_json::to_value(body).map(Value::from).map_err(Arc::new));
    }

    fn body(&self) -> Result<Option<&Value>, SendError> {
        match &self.body {
            Some(Err(error)) => Err(SendError::NotJson(Arc::clone(error))),
            Some(Ok(body)) => Ok(Some(body)),
            None => Ok(None),
        }
    }

    /// A value that is not text cannot stand in a URL and is left out.
    fn add_headers<N: AsRef<str>, V: AsRef<[u8]>>(&mut self, headers: impl IntoIterator<Item = (N, V)>) {
        let text = |value: V| std::str::from_utf8(value.as_ref()).map(ToOwned::to_owned).ok();
        self.headers
            .extend(headers.into_iter().filter_map(|(name, value)| Some((name.as_ref().to_owned(), text(value)?))));
    }
}

impl Exchange {
    /// A request: its method, and its URL or path with the query.
    pub fn new(method: impl AsRef<str>, url: impl fmt::Display) -> Self {
        Self { method: method.as_ref().to_owned(), url: url.to_string(), ..Self::default() }
    }

    /// More headers of the request.
    #[must_use]
    pub fn headers<N: AsRef<str>, V: AsRef<[u8]>>(mut self, headers: impl IntoIterator<Item = (N, V)>) -> Self {
        self.request.add_headers(headers);
        self
    }

    /// One more parameter of the path, decoded.
    #[must_use]
    pub fn path_parameter(mut self, name: impl Into<String>, value: impl fmt::Display) -> Self {
        self.path_parameters.push((name.into(), value.to_string()));
        self
    }

    /// The JSON body of the request: as it was sent, or what it was read into.
    #[must_use]
    pub fn json(mut self, body: &impl Serialize) -> Self {
        self.request.set_body(body);
        self
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// More headers of the answer.
    #[must_use]
    pub fn response_headers<N: AsRef<str>, V: AsRef<[u8]>>(
        mut self,
        headers: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        self.response.add_headers(headers);
        self
    }

    /// The JSON body of the answer.
    #[must_use]
    pub fn response_json(mut self, body: &impl Serialize) -> Self {
        self.response.set_body(body);
        self
    }

    /// As the expressions read it.
    pub(crate) fn borrowed(&self) -> Result<expression::Exchange<'_>, SendError> {
        let mut exchange = expression::Exchange::new().method(&self.method).url(&self.url);
        for (name, value) in &self.path_parameters {
            exchange = exchange.path_parameter(name, value);
        }
        for (name, value) in &self.request.headers {
            exchange = exchange.request_header(name, value);
        }
        for (name, value) in &self.response.headers {
            exchange = exchange.response_header(name, value);
        }
        if let Some(body) = self.request.body()? {
            exchange = exchange.request_body(body);
        }
        if let Some(body) = self.response.body()? {
            exchange = exchange.response_body(body);
        }
        if let Some(status) = self.status {
            exchange = exchange.status(status);
        }
        Ok(exchange)
    }
}

impl From<&http::request::Parts> for Exchange {
    fn from(parts: &http::request::Parts) -> Self {
        Self::new(&parts.method, &parts.uri).headers(&parts.headers)
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.url.split(['?', '#']).next().unwrap_or_default();
        f.debug_struct("Exchange").field("method", &self.method).field("path", &path).finish_non_exhaustive()
    }
}

/// The method and the target of the request, for a handler that takes `Depends<Exchange>`; the handler adds the body.
impl Extract for Exchange {
    type Refusal = Infallible;

    fn reads() -> Reads {
        Reads::nothing()
    }

    fn extract(request: &impl RequestHead) -> Result<Self, Infallible> {
        Ok(Self::new(request.method(), request.target()))
    }
}

#[cfg(test)]
mod tests {
    use openapi_model::expression::Template;

    use super::*;

    fn exchange() -> Exchange {
        let request = http::Request::post("/items/7?token=secret").header("X-Callback", "https://a.example").body(());
        let (parts, ()) = request.unwrap().into_parts();
        Exchange::from(&parts)
            .headers([("x-binary", &b"\xff"[..])])
            .path_parameter("item_id", 7)
            .json(&serde_json::json!({ "a": [1] }))
            .status(201)
            .response_headers([("Location", "/items/7/events")])
            .response_json(&serde_json::json!({ "id": 8 }))
    }

    #[test]
    fn all_of_it_is_read() {
        let template = Template::from(
            "{$request.header.x-callback}/{$method}/{$request.path.item_id}/{$request.body#/a/0}/{$statusCode}\
             /{$response.header.location}/{$response.body#/id}?{$request.query.token}",
        );
        assert_eq!(
            template.evaluate(&exchange().borrowed().unwrap()).unwrap(),
            "https://a.example/POST/7/1/201/%2Fitems%2F7%2Fevents/8?secret"
        );
    }

    #[test]
    fn what_is_no_text_or_no_json_is_not_made_up() {
        let template = Template::from("https://a.example/{$request.header.x-binary}");
        assert_eq!(
            template.evaluate(&exchange().borrowed().unwrap()).unwrap_err().to_string(),
            "`$request.header.x-binary` has no value; looked in the request headers"
        );
        let no_json = exchange().json(&std::collections::BTreeMap::from([((1, 2), 3)]));
        assert_eq!(
            no_json.borrowed().unwrap_err().to_string(),
            "the body cannot be written as JSON: key must be a string"
        );
    }

    #[test]
    fn debug_shows_no_secrets() {
        assert_eq!(format!("{:?}", exchange()), r#"Exchange { method: "POST", path: "/items/7", .. }"#);
    }
}
