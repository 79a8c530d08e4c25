//! The grammar of the specification and nothing else: what it allows is read, and displays as the same text.
//!
//! Written by hand: the grammar is a row of prefixes, and `strip_prefix` says them as plainly as its rules do.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use core::fmt;

use crate::pointer;

/// One runtime expression: which value of an exchange is meant.
///
/// Reading is strict: what the grammar does not have is an [`InvalidExpression`]. A [`Template`](super::Template)
/// also understands the spellings people really write.
///
/// ```
/// use openapi_model::expression::{Expression, Source};
///
/// let id: Expression = "$request.body#/user/uuid".parse()?;
/// assert_eq!(id, Expression::Request(Source::body(["user", "uuid"])));
/// assert_eq!(id.to_string(), "$request.body#/user/uuid");
///
/// let error = "$request.body.id".parse::<Expression>().unwrap_err();
/// assert_eq!(error.to_string(), "`$request.body.id` is not a runtime expression; did you mean `$request.body#/id`?");
/// # Ok::<(), openapi_model::expression::InvalidExpression>(())
/// ```
///
/// OAS 3.2 [Runtime Expressions](https://spec.openapis.org/oas/v3.2.0#runtime-expressions).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Expression {
    /// `$url`: the URL that was requested.
    Url,
    /// `$method`: the HTTP method of the request.
    Method,
    /// `$statusCode`: the status of the response, a number.
    StatusCode,
    /// `$request.…`
    Request(Source),
    /// `$response.…`; the grammar allows a query and a path here too, which no response has.
    Response(Source),
}

/// The part of a request or of a response that an expression reads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Source {
    /// `header.accept`
    Header(HeaderName),
    /// `query.callbackUrl`
    Query(Name),
    /// `path.id`
    Path(Name),
    /// `body` and `body#`, the whole body, or `body#/user/uuid`, a part of it.
    Body(Option<JsonPointer>),
}

impl Source {
    /// A header by its name, if that is one.
    pub fn header(name: &str) -> Option<Self> {
        HeaderName::new(name).map(Source::Header)
    }

    /// A query parameter by its name as it is declared.
    pub fn query(name: &str) -> Self {
        Source::Query(Name::of(name))
    }

    /// A path parameter by its name as it is declared.
    pub fn path(name: &str) -> Self {
        Source::Path(Name::of(name))
    }

    /// A part of the JSON body, by the names and indexes that lead to it.
    pub fn body<'a>(tokens: impl IntoIterator<Item = &'a str>) -> Self {
        Source::Body(Some(JsonPointer::of(tokens)))
    }

    fn read(text: &str) -> Option<Self> {
        if let Some(name) = text.strip_prefix("header.") {
            HeaderName::new(name).map(Source::Header)
        } else if let Some(name) = text.strip_prefix("query.") {
            Name::new(name).map(Source::Query)
        } else if let Some(name) = text.strip_prefix("path.") {
            Name::new(name).map(Source::Path)
        } else {
            match text.strip_prefix("body")? {
                "" => Some(Source::Body(None)),
                part => Some(Source::Body(Some(JsonPointer::new(part.strip_prefix('#')?)?))),
            }
        }
    }
}

impl Expression {
    pub(super) fn read(text: &str) -> Option<Self> {
        match text {
            "$url" => Some(Expression::Url),
            "$method" => Some(Expression::Method),
            "$statusCode" => Some(Expression::StatusCode),
            _ => match text.strip_prefix("$request.") {
                Some(source) => Source::read(source).map(Expression::Request),
                None => Source::read(text.strip_prefix("$response.")?).map(Expression::Response),
            },
        }
    }

    /// The same of the request, if it reads the query or the path of a response, which no response has.
    pub(super) fn answerable(self) -> Self {
        match self {
            Expression::Response(source @ (Source::Query(_) | Source::Path(_))) => Expression::Request(source),
            _ => self,
        }
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expression::Url => f.write_str("$url"),
            Expression::Method => f.write_str("$method"),
            Expression::StatusCode => f.write_str("$statusCode"),
            Expression::Request(source) => write!(f, "$request.{source}"),
            Expression::Response(source) => write!(f, "$response.{source}"),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Header(name) => write!(f, "header.{name}"),
            Source::Query(name) => write!(f, "query.{name}"),
            Source::Path(name) => write!(f, "path.{name}"),
            Source::Body(None) => f.write_str("body"),
            Source::Body(Some(pointer)) => write!(f, "body#{pointer}"),
        }
    }
}

/// The name of a header: a token of [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110.html#section-5.6.2).
///
/// It keeps the case it was written in; headers are compared without case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HeaderName(Box<str>);

impl HeaderName {
    /// The name, if it is a token.
    pub fn new(name: &str) -> Option<Self> {
        let token = !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
        token.then(|| HeaderName(name.into()))
    }

    /// The name as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The name of a query or path parameter, as it is written: JSON's escapes are allowed in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Box<str>);

impl Name {
    /// The name in its written form, if it is the inside of a JSON string
    /// ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259#section-7)): no bare `"`, `\` or control character.
    pub fn new(written: &str) -> Option<Self> {
        unescape(written).map(|_| Name(written.into()))
    }

    /// The written form of a parameter's name; what cannot stand in a template as it is gets an escape.
    pub fn of(name: &str) -> Self {
        let mut written = String::with_capacity(name.len());
        for letter in name.chars() {
            match letter {
                '"' | '\\' | '{' | '}' | '\0'..='\x1f' => written.push_str(&format!("\\u{:04x}", u32::from(letter))),
                _ => written.push(letter),
            }
        }
        Name(written.into())
    }

    /// The name as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the parameter: its escapes are undone.
    pub fn decoded(&self) -> Cow<'_, str> {
        unescape(&self.0).unwrap_or(Cow::Borrowed(&self.0))
    }
}

fn unescape(written: &str) -> Option<Cow<'_, str>> {
    if written.bytes().any(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)) {
        serde_json::from_str(&format!("\"{written}\"")).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(written))
    }
}

/// A JSON Pointer into a body ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)): `/user/uuid`, or empty for all of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JsonPointer(Box<str>);

impl JsonPointer {
    /// The pointer, if it is empty or begins with `/`, and each `~` in it is a `~0` or a `~1`.
    pub fn new(pointer: &str) -> Option<Self> {
        let rooted = pointer.is_empty() || pointer.starts_with('/');
        let escaped = pointer.split('~').skip(1).all(|after| after.starts_with(['0', '1']));
        (rooted && escaped).then(|| JsonPointer(pointer.into()))
    }

    /// The pointer through these names and indexes; `~` and `/` in them are escaped.
    pub fn of<'a>(tokens: impl IntoIterator<Item = &'a str>) -> Self {
        let mut pointer = String::new();
        for token in tokens {
            pointer::push(&mut pointer, token);
        }
        JsonPointer(pointer.into())
    }

    /// The pointer as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The names and indexes it goes through, their escapes undone.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        pointer::tokens(&self.0).into_iter().flatten()
    }
}

macro_rules! display_as_written {
    ($($type:ty)*) => {
        $(impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        })*
    };
}

display_as_written! { HeaderName Name JsonPointer }

/// The error of reading text as an [`Expression`]: it is not one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidExpression {
    pub(super) found: Box<str>,
    pub(super) suggestion: Option<Expression>,
}

impl InvalidExpression {
    /// The expression that was probably meant.
    pub fn suggestion(&self) -> Option<&Expression> {
        self.suggestion.as_ref()
    }
}

/// What an expression begins with, for the sentences that cannot name a better one.
pub(super) const EXPECTED: &str = "expected `$url`, `$method`, `$statusCode`, `$request.…` or `$response.…`";

impl fmt::Display for InvalidExpression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = &self.found;
        match &self.suggestion {
            Some(meant) => write!(f, "`{found}` is not a runtime expression; did you mean `{meant}`?"),
            None => write!(f, "`{found}` is not a runtime expression; {EXPECTED}"),
        }
    }
}

impl core::error::Error for InvalidExpression {}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[track_caller]
    fn reads(text: &str, expected: Expression) {
        let read: Expression = text.parse().unwrap();
        assert_eq!(read, expected);
        assert_eq!(read.to_string(), text);
    }

    #[test]
    fn the_examples_of_the_specification_are_read() {
        reads("$url", Expression::Url);
        reads("$method", Expression::Method);
        reads("$statusCode", Expression::StatusCode);
        reads("$request.path.eventType", Expression::Request(Source::path("eventType")));
        reads("$request.query.queryUrl", Expression::Request(Source::query("queryUrl")));
        reads("$request.header.content-type", Expression::Request(Source::header("content-type").unwrap()));
        reads("$request.body#/successUrls/1", Expression::Request(Source::body(["successUrls", "1"])));
        reads("$response.header.Location", Expression::Response(Source::header("Location").unwrap()));
    }

    #[test]
    fn the_corners_of_the_grammar_are_read() {
        reads("$request.body", Expression::Request(Source::Body(None)));
        reads("$request.body#", Expression::Request(Source::body([])));
        reads("$request.body#/", Expression::Request(Source::body([""])));
        reads("$request.body#/a~1b/~0", Expression::Request(Source::body(["a/b", "~"])));
        reads("$request.query.", Expression::Request(Source::query("")));
        reads("$request.query.a}b", Expression::Request(Source::Query(Name::new("a}b").unwrap())));
        reads("$request.header.#x!", Expression::Request(Source::header("#x!").unwrap()));
    }

    #[test]
    fn what_the_grammar_does_not_have_is_refused() {
        for text in [
            "",
            "$",
            "$URL",
            "$url ",
            "$statuscode",
            "$request",
            "$request.",
            "$request.query",
            "$request.header.",
            "$request.header.a b",
            "$request.header.a/b",
            "$request.query.a\"b",
            "$request.query.a\\",
            "$request.query.a\nb",
            "$request.body#id",
            "$request.body.id",
            "$request.body#/~",
            "$request.body#/~2",
            "$request.cookie.a",
            "request.body",
        ] {
            assert!(text.parse::<Expression>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_name_is_escaped_and_comes_back() {
        let name = Name::of("a\"{b}\\\n");
        assert_eq!(name.as_str(), r#"a\u0022\u007bb\u007d\u005c\u000a"#);
        assert_eq!(name.decoded(), "a\"{b}\\\n");
        assert_eq!(Name::new(name.as_str()), Some(name));
    }

    #[test]
    fn tokens_of_a_pointer_come_back() {
        let pointer = JsonPointer::of(["a/b", "~1", ""]);
        assert_eq!(pointer.as_str(), "/a~1b/~01/");
        assert!(pointer.tokens().eq(["a/b", "~1", ""]));
    }

    #[test]
    fn an_error_without_a_better_spelling_says_what_there_is() {
        assert_eq!(
            "$statusCode == 401".parse::<Expression>().unwrap_err().to_string(),
            "`$statusCode == 401` is not a runtime expression; \
             expected `$url`, `$method`, `$statusCode`, `$request.…` or `$response.…`"
        );
    }
}
