//! What people write instead of a runtime expression, and what they mean by it.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use super::grammar::{Expression, HeaderName, InvalidExpression, JsonPointer, Name, Source};

/// In what way a spelling is not the specification's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mistake {
    /// `{request.body#/id}`, `{body#/id}`: the beginning, `$` or `$request.`, is missing.
    MissingPrefix,
    /// `{$Request.Headers.accept}`, `{ $url }`: another case, a plural, or spaces.
    Spelling,
    /// `{$callback_url}`: the name of a parameter or property with a `$`, as FastAPI's documentation has it.
    Variable,
    /// `{callbackUrl}`: the name of a parameter or property, as in a path.
    PlainName,
    /// `{$request.callbackUrl}`: not said whether it is in a header, the query, the path or the body.
    MissingSource,
    /// `{$request.query}`: not said which parameter or header.
    MissingName,
    /// `{$request.header.a@b}`: no header can have this name.
    HeaderName,
    /// `{$request.body.user.id}`: dots in place of a JSON Pointer.
    DottedBody,
    /// `{$request.body#id}`, `{$request.body/id}`: a JSON Pointer that lacks its `#` or its `/`, or escapes wrongly.
    Pointer,
    /// `{$request.bodycomponents.yaml#/id}`: something between `body` and `#`, as a careless bundler leaves it.
    BodySuffix,
    /// `{$request.body#/id`: the closing brace is missing.
    Unclosed,
    /// `https://example.com/$request.body#/id`: an expression in the middle of text, without braces.
    Unbraced,
    /// `}` that closes nothing.
    StrayBrace,
    /// `endpoint_url`: one word in place of an expression.
    Word,
    /// `post`: the level of the expression was left out, and the path item stands in its place.
    HttpMethod,
    /// `https://example.com/events`: one address for every call.
    FixedUrl,
    /// Text that is neither a URL nor an expression.
    Prose,
    /// `{$response.query.page}`: a response has no query and no path.
    NotInAResponse,
    /// Anything else in braces.
    Unreadable,
}

/// What text in the place of an expression is understood as.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reading {
    /// A runtime expression, in its one correct spelling.
    Expression(Expression),
    /// Only a name, as in `{$callback_url}`: a query parameter, else a path parameter, else a property of the request's
    /// body. That is the order in which it is looked for.
    Name(Box<str>),
}

impl Reading {
    /// The expression, or for a name the first of those it may stand for: `$request.query.callback_url`.
    pub fn to_expression(&self) -> Expression {
        match self {
            Reading::Expression(expression) => expression.clone(),
            Reading::Name(name) => Expression::Request(Source::query(name)),
        }
    }
}

impl FromStr for Expression {
    type Err = InvalidExpression;

    fn from_str(text: &str) -> Result<Self, InvalidExpression> {
        Expression::read(text).ok_or_else(|| InvalidExpression {
            found: text.into(),
            suggestion: read(text).1.map(|reading| reading.to_expression()),
        })
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_expression().fmt(f)
    }
}

/// Whether the text is one of the methods that stand where an expression was forgotten.
pub(super) fn is_http_method(text: &str) -> bool {
    matches!(text, "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query")
}

/// Whether the text could be the name of a parameter in any language.
pub(super) fn is_name(text: &str) -> bool {
    text.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'))
        && text.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// What text means that should have been in braces, whether or not it is an expression of the grammar.
pub(super) fn meaning(text: &str) -> Option<Reading> {
    match Expression::read(text) {
        Some(expression) => Some(Reading::Expression(expression.answerable())),
        None => read(text).1,
    }
}

/// Reads text that is not an expression of the grammar: what is wrong with it, and what is meant.
pub(super) fn read(text: &str) -> (Mistake, Option<Reading>) {
    let trimmed = text.trim();
    let undollared = trimmed.strip_prefix('$');
    let body = undollared.unwrap_or(trimmed);
    let (head, tail) = split_head(body);
    let side = Side::named(head);
    let lighter = if undollared.is_none() { Mistake::MissingPrefix } else { Mistake::Spelling };

    if let (Some(side), false) = (side, tail.is_empty()) {
        let found = side.source(tail.strip_prefix('.').unwrap_or(tail));
        return (found.mistake.unwrap_or(lighter), found.reading);
    }
    if is_source(head) && !tail.is_empty() {
        let found = Side::Request.source(body);
        return (found.mistake.unwrap_or(Mistake::MissingPrefix), found.reading);
    }
    if let (Some(expression), Some(_)) = (whole_word(body), undollared) {
        return (Mistake::Spelling, Some(Reading::Expression(expression)));
    }
    if is_name(body) {
        let mistake = if undollared.is_some() { Mistake::Variable } else { Mistake::PlainName };
        return (mistake, Some(Reading::Name(body.into())));
    }
    (Mistake::Unreadable, None)
}

fn whole_word(word: &str) -> Option<Expression> {
    [("url", Expression::Url), ("method", Expression::Method), ("statusCode", Expression::StatusCode)]
        .into_iter()
        .find_map(|(name, expression)| name.eq_ignore_ascii_case(word).then_some(expression))
}

/// `request.body#/id` → `request` and `.body#/id`
fn split_head(text: &str) -> (&str, &str) {
    text.split_at(text.find(['.', '#', '/', '[']).unwrap_or(text.len()))
}

fn one_of(word: &str, spellings: &[&str]) -> bool {
    spellings.iter().any(|spelling| spelling.eq_ignore_ascii_case(word))
}

fn is_source(word: &str) -> bool {
    one_of(word, &["header", "headers", "query", "path", "body"])
}

/// A source as it was written: what is wrong with it if it is not only its beginning, and what it means.
struct Found {
    mistake: Option<Mistake>,
    reading: Option<Reading>,
}

impl Found {
    fn understood(mistake: impl Into<Option<Mistake>>, expression: Expression) -> Self {
        Found { mistake: mistake.into(), reading: Some(Reading::Expression(expression)) }
    }

    fn nothing(mistake: Mistake) -> Self {
        Found { mistake: Some(mistake), reading: None }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Request,
    Response,
}

impl Side {
    fn named(word: &str) -> Option<Self> {
        if one_of(word, &["request", "requests"]) {
            Some(Side::Request)
        } else {
            one_of(word, &["response", "responses"]).then_some(Side::Response)
        }
    }

    fn of(self, source: Source) -> Expression {
        match self {
            Side::Request => Expression::Request(source),
            Side::Response => Expression::Response(source),
        }
    }

    /// Reads what follows `$request.`, however it is spelled.
    fn source(self, text: &str) -> Found {
        let (kind, rest) = split_head(text);
        if one_of(kind, &["header", "headers"]) {
            self.header(rest)
        } else if one_of(kind, &["query"]) {
            parameter(rest, Source::Query)
        } else if one_of(kind, &["path"]) {
            parameter(rest, Source::Path)
        } else if one_of(kind, &["body"]) {
            self.body(rest)
        } else if one_of(kind, &["cookie", "cookies"]) {
            Found::nothing(Mistake::Unreadable)
        } else if let (true, Some((_, pointer))) = (kind.starts_with("body"), text.split_once("#/")) {
            self.pointer(&format!("/{pointer}"), Mistake::BodySuffix)
        } else {
            self.unnamed(kind, rest)
        }
    }

    fn header(self, rest: &str) -> Found {
        match rest.strip_prefix('.') {
            None | Some("") => Found::nothing(Mistake::MissingName),
            Some(name) => match HeaderName::new(name) {
                Some(name) => Found::understood(None, self.of(Source::Header(name))),
                None => Found::nothing(Mistake::HeaderName),
            },
        }
    }

    fn body(self, rest: &str) -> Found {
        if rest.is_empty() {
            return Found::understood(None, self.of(Source::Body(None)));
        }
        let Some(pointer) = rest.strip_prefix('#') else {
            return match rest.starts_with('/') {
                true => self.pointer(rest, Mistake::Pointer),
                false => self.dotted(rest, Mistake::DottedBody),
            };
        };
        match JsonPointer::new(pointer) {
            Some(pointer) => Found::understood(None, self.of(Source::Body(Some(pointer)))),
            None if pointer.starts_with('/') => self.pointer(pointer, Mistake::Pointer),
            // `#~1id` is `#/id` with the slash escaped once too often.
            None if pointer.starts_with("~1") => self.pointer(&pointer.replace("~1", "/"), Mistake::Pointer),
            None => self.pointer(&format!("/{pointer}"), Mistake::Pointer),
        }
    }

    /// `.user.id`, `.items[0].id`
    fn dotted(self, path: &str, mistake: Mistake) -> Found {
        let mut tokens = path
            .split(['.', '/', '#', '[', ']'])
            .map(|token| token.trim_matches(['"', '\'']))
            .filter(|token| !token.is_empty())
            .peekable();
        match tokens.peek() {
            None => Found::nothing(Mistake::MissingName),
            Some(_) => Found::understood(mistake, self.of(Source::body(tokens))),
        }
    }

    fn pointer(self, text: &str, mistake: Mistake) -> Found {
        let pointer = JsonPointer::new(text).or_else(|| JsonPointer::new(&escape_stray_tildes(text)));
        match pointer {
            Some(pointer) => Found::understood(mistake, self.of(Source::Body(Some(pointer)))),
            None => Found::nothing(mistake),
        }
    }

    /// Neither header, query, path nor body: one word may be any of them, a path of words only the body.
    fn unnamed(self, kind: &str, rest: &str) -> Found {
        if self == Side::Request && rest.is_empty() && is_name(kind) {
            Found { mistake: Some(Mistake::MissingSource), reading: Some(Reading::Name(kind.into())) }
        } else {
            self.dotted(&format!("{kind}{rest}"), Mistake::MissingSource)
        }
    }
}

/// `.callbackUrl` after `query` or `path`; on a response too it can only be the request's.
fn parameter(rest: &str, source: impl Fn(Name) -> Source) -> Found {
    let name = rest.trim_start_matches(['.', '#', '/']);
    match Name::new(name) {
        _ if name.is_empty() => Found::nothing(Mistake::MissingName),
        Some(name) => Found::understood(None, Expression::Request(source(name))),
        None => Found::nothing(Mistake::Unreadable),
    }
}

fn escape_stray_tildes(pointer: &str) -> String {
    let mut pieces = pointer.split('~');
    let mut escaped = String::from(pieces.next().unwrap_or_default());
    for piece in pieces {
        escaped.push_str(if piece.starts_with(['0', '1']) { "~" } else { "~0" });
        escaped.push_str(piece);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[track_caller]
    fn means(text: &str, mistake: Mistake, meant: &str) {
        let (found, reading) = read(text);
        assert_eq!((found, reading.map(|reading| reading.to_string()).as_deref()), (mistake, Some(meant)), "{text}");
    }

    #[track_caller]
    fn means_nothing(text: &str, mistake: Mistake) {
        assert_eq!(read(text), (mistake, None), "{text}");
    }

    #[test]
    fn a_missing_beginning_is_understood() {
        means("request.body#/id", Mistake::MissingPrefix, "$request.body#/id");
        means("response.header.Location", Mistake::MissingPrefix, "$response.header.Location");
        means("body#/id", Mistake::MissingPrefix, "$request.body#/id");
        means("$query.url", Mistake::MissingPrefix, "$request.query.url");
        means("request.body.id", Mistake::DottedBody, "$request.body#/id");
    }

    #[test]
    fn another_case_or_a_plural_is_understood() {
        means(" $request.body#/id ", Mistake::Spelling, "$request.body#/id");
        means("$Request.Body#/Id", Mistake::Spelling, "$request.body#/Id");
        means("$requests.headers.Accept", Mistake::Spelling, "$request.header.Accept");
        means("$statuscode", Mistake::Spelling, "$statusCode");
    }

    #[test]
    fn a_name_is_looked_for() {
        means("$callback_url", Mistake::Variable, "$request.query.callback_url");
        means("callbackUrl", Mistake::PlainName, "$request.query.callbackUrl");
        means("url", Mistake::PlainName, "$request.query.url");
        means("$request.callbackUrl", Mistake::MissingSource, "$request.query.callbackUrl");
        assert_eq!(read("$callback_url").1, Some(Reading::Name("callback_url".into())));
    }

    #[test]
    fn a_path_of_names_is_in_the_body() {
        means("$request.body.a.b", Mistake::DottedBody, "$request.body#/a/b");
        means("$request.body.items[0]['id']", Mistake::DottedBody, "$request.body#/items/0/id");
        means("$request.multiple.url", Mistake::MissingSource, "$request.body#/multiple/url");
        means("$response.id", Mistake::MissingSource, "$response.body#/id");
        means("$request#/id", Mistake::MissingSource, "$request.body#/id");
    }

    #[test]
    fn pointers_are_mended() {
        means("$request.body#id", Mistake::Pointer, "$request.body#/id");
        means("$request.body#some/path", Mistake::Pointer, "$request.body#/some/path");
        means("$request.body#~1a~1b", Mistake::Pointer, "$request.body#/a/b");
        means("$request.body/id", Mistake::Pointer, "$request.body#/id");
        means("$request.body#/a~b~1c~", Mistake::Pointer, "$request.body#/a~0b~1c~0");
        means("$request.bodyother.yaml#/id", Mistake::BodySuffix, "$request.body#/id");
    }

    #[test]
    fn a_query_of_a_response_is_that_of_the_request() {
        means("response.query.page", Mistake::MissingPrefix, "$request.query.page");
    }

    #[test]
    fn what_cannot_be_understood_stays_so() {
        means_nothing("$request.query", Mistake::MissingName);
        means_nothing("$request.header.", Mistake::MissingName);
        means_nothing("$request.header.some@header", Mistake::HeaderName);
        means_nothing("$request.cookie.session", Mistake::Unreadable);
        means_nothing("$request.body..", Mistake::MissingName);
        means_nothing("$statusCode == 401", Mistake::Unreadable);
        means_nothing("$method := .Method -", Mistake::Unreadable);
        means_nothing("", Mistake::Unreadable);
        means_nothing("$", Mistake::Unreadable);
    }
}
