//! What a program serves: files at fixed paths, each with its answer ready.

use crate::file::File;
use bytes::Bytes;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// The document and its pages, ready to be served. A clone costs nothing.
///
/// A framework needs to know two things: the [`paths`](Self::paths), and that each is answered by
/// [`answer`](Self::answer) whatever the method.
///
/// ```
/// # fn main() -> Result<(), openapi_docs::InvalidDocs> {
/// use openapi_docs::Docs;
///
/// let published = Docs::none().document("/openapi.json").publish(r#"{"openapi": "3.1.0"}"#)?;
/// assert_eq!(published.paths().collect::<Vec<_>>(), ["/openapi.json"]);
///
/// let request_headers = [("accept-encoding", "br, gzip")];
/// let header = |name: &str| request_headers.iter().find(|(given, _)| *given == name).map(|(_, value)| *value);
/// let answer = published.answer("/openapi.json", "GET", header).expect("it is one of the paths");
/// assert_eq!((answer.status, &answer.body[..]), (200, &br#"{"openapi": "3.1.0"}"#[..]));
/// assert!(answer.headers.contains(&("content-type", "application/json".into())));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Published {
    shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub(crate) files: Vec<File>,
    pub(crate) document: Option<String>,
    pub(crate) pages: Vec<String>,
}

/// A header of an answer: its name in lower case, as HTTP/2 writes it, and its value, visible ASCII.
pub type Header = (&'static str, Cow<'static, str>);

/// An answer, to be put into a framework's own response type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer<'a> {
    /// 200, 304 or 405.
    pub status: u16,
    /// All of them, each name once. `content-length` is that of the `GET`, also when the method is `HEAD`.
    pub headers: &'a [Header],
    /// Shared with the published file, not copied. Empty for `HEAD`, 304 and 405.
    pub body: Bytes,
}

const ONLY_TO_READ: &[Header] = &[("allow", Cow::Borrowed("GET, HEAD"))];

impl Published {
    pub(crate) fn new(shared: Shared) -> Self {
        Self { shared: Arc::new(shared) }
    }

    /// Every path there is an answer for, without a prefix they are mounted under: the same ones for ever.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.shared.files.iter().map(|file| file.path.as_str())
    }

    /// The path of the document, if it is published.
    #[must_use]
    pub fn document(&self) -> Option<&str> {
        self.shared.document.as_deref()
    }

    /// The paths a person opens in a browser, in the order they were declared in.
    pub fn pages(&self) -> impl Iterator<Item = &str> {
        self.shared.pages.iter().map(String::as_str)
    }

    /// The answer to a request for one of the [`paths`](Self::paths); `None` for any other path.
    ///
    /// `path` is without prefix and query. `header` finds the values of a header of the request by its name in lower
    /// case: each line is one, and all of them count. Nothing is copied here, and a file is compressed for the first
    /// client that accepts it so, once. A framework that takes the body off answers to `HEAD` itself may
    /// ask with the method `GET` for both.
    pub fn answer<'h, Values>(
        &self,
        path: &str,
        method: &str,
        header: impl Fn(&'static str) -> Values,
    ) -> Option<Answer<'_>>
    where
        Values: IntoIterator<Item = &'h str>,
    {
        let file = self.shared.files.iter().find(|file| file.path == path)?;
        Some(match method {
            "GET" | "HEAD" => file.answer(method == "GET", header("accept-encoding"), header("if-none-match")),
            _ => Answer { status: 405, headers: ONLY_TO_READ, body: Bytes::new() },
        })
    }
}

impl fmt::Debug for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.paths()).finish()
    }
}
