//! `Head`: a request without its body, as every framework can show it.

use std::borrow::Cow;

use crate::invalid::Invalid;

/// The decoded parameters of a path, in their order: names and texts.
pub type PathTexts<'r> = Vec<(Cow<'r, str>, Cow<'r, str>)>;

/// A request without its body. An adapter implements it for its framework's request.
pub trait Head {
    /// The query, percent-encoded and without `?`.
    fn query(&self) -> &str;

    /// The headers in their order.
    fn headers(&self) -> impl Iterator<Item = (&str, &[u8])>;

    /// The parameters of the path, decoded.
    ///
    /// # Errors
    /// A parameter that is no UTF-8: [`undecodable`](crate::undecodable).
    fn path(&self) -> Result<PathTexts<'_>, Invalid>;

    /// The first value of a header, if it is ASCII.
    fn header(&self, name: &str) -> Option<&str> {
        let value = self.headers().find(|(held, _)| held.eq_ignore_ascii_case(name)).map(|(_, value)| value)?;
        std::str::from_utf8(value).ok().filter(|value| value.is_ascii())
    }

    /// The values of the `Cookie` headers.
    fn cookies(&self) -> impl Iterator<Item = &[u8]> {
        self.headers().filter(|(name, _)| name.eq_ignore_ascii_case("cookie")).map(|(_, value)| value)
    }

    /// How long the body says to be.
    fn content_length(&self) -> Option<u64> {
        self.header("content-length")?.parse().ok()
    }
}
