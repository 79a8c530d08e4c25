//! `Exchange`: the request and the response that expressions read.

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

use super::encode::form_pairs;
use crate::Value;

/// One HTTP exchange, borrowed: what is known of a request and of the response to it.
///
/// ```
/// use openapi_model::expression::{Exchange, Expression};
///
/// let exchange = Exchange::new()
///     .url("https://example.org/subscribe/myevent?queryUrl=https://clientdomain.com/stillrunning")
///     .path_parameter("eventType", "myevent")
///     .request_header("Content-Type", "application/json");
///
/// let expression: Expression = "$request.header.content-type".parse()?;
/// assert_eq!(expression.evaluate(&exchange)?.as_str(), Some("application/json"));
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Exchange<'a> {
    pub(super) method: Option<&'a str>,
    pub(super) url: Option<&'a str>,
    query: Option<&'a str>,
    path_parameters: Vec<(&'a str, &'a str)>,
    request_headers: Vec<(&'a str, &'a str)>,
    pub(super) request_body: Option<&'a Value>,
    pub(super) status: Option<u16>,
    response_headers: Vec<(&'a str, &'a str)>,
    pub(super) response_body: Option<&'a Value>,
}

impl<'a> Exchange<'a> {
    /// An exchange of which nothing is known yet.
    pub fn new() -> Self {
        Exchange::default()
    }

    /// The method of the request, `POST`.
    #[must_use]
    pub fn method(mut self, method: &'a str) -> Self {
        self.method = Some(method);
        self
    }

    /// The URL that was requested; the query is read from it unless [`query`](Exchange::query) says another.
    #[must_use]
    pub fn url(mut self, url: &'a str) -> Self {
        self.url = Some(url);
        self
    }

    /// The query of the request as it was sent, `a=1&b=2`, without its `?`.
    #[must_use]
    pub fn query(mut self, query: &'a str) -> Self {
        self.query = Some(query);
        self
    }

    /// One more parameter of the path, its value decoded.
    #[must_use]
    pub fn path_parameter(mut self, name: &'a str, value: &'a str) -> Self {
        self.path_parameters.push((name, value));
        self
    }

    /// One more header of the request.
    #[must_use]
    pub fn request_header(mut self, name: &'a str, value: &'a str) -> Self {
        self.request_headers.push((name, value));
        self
    }

    /// The JSON body of the request.
    #[must_use]
    pub fn request_body(mut self, body: &'a Value) -> Self {
        self.request_body = Some(body);
        self
    }

    /// The status of the response.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// One more header of the response.
    #[must_use]
    pub fn response_header(mut self, name: &'a str, value: &'a str) -> Self {
        self.response_headers.push((name, value));
        self
    }

    /// The JSON body of the response.
    #[must_use]
    pub fn response_body(mut self, body: &'a Value) -> Self {
        self.response_body = Some(body);
        self
    }

    /// All values of a query parameter.
    pub(super) fn in_query(&self, name: &str) -> Vec<Cow<'a, str>> {
        let query = self.query.or_else(|| Some(self.url?.split('#').next()?.split_once('?')?.1)).unwrap_or_default();
        form_pairs(query).filter(|(found, _)| found == name).map(|(_, value)| value).collect()
    }

    pub(super) fn in_path(&self, name: &str) -> Vec<Cow<'a, str>> {
        values(&self.path_parameters, |found| found == name)
    }

    pub(super) fn in_request_headers(&self, name: &str) -> Vec<Cow<'a, str>> {
        values(&self.request_headers, |found| found.eq_ignore_ascii_case(name))
    }

    pub(super) fn in_response_headers(&self, name: &str) -> Vec<Cow<'a, str>> {
        values(&self.response_headers, |found| found.eq_ignore_ascii_case(name))
    }
}

fn values<'a>(pairs: &[(&'a str, &'a str)], is_it: impl Fn(&str) -> bool) -> Vec<Cow<'a, str>> {
    pairs.iter().filter(|(name, _)| is_it(name)).map(|(_, value)| Cow::Borrowed(*value)).collect()
}

/// The part of an [`Exchange`] in which a value was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// The requested URL as a whole.
    Url,
    /// The method.
    Method,
    /// The status of the response.
    Status,
    /// The query of the request.
    Query,
    /// The parameters of the request's path.
    Path,
    /// The headers of the request.
    RequestHeaders,
    /// The JSON body of the request.
    RequestBody,
    /// The headers of the response.
    ResponseHeaders,
    /// The JSON body of the response.
    ResponseBody,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Place::Url => "the URL",
            Place::Method => "the method",
            Place::Status => "the status",
            Place::Query => "the query",
            Place::Path => "the path parameters",
            Place::RequestHeaders => "the request headers",
            Place::RequestBody => "the request body",
            Place::ResponseHeaders => "the response headers",
            Place::ResponseBody => "the response body",
        })
    }
}
