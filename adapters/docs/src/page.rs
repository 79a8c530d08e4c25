//! A page a person reads: its HTML, the files beside it, and what a browser may do with them.

use crate::packed::Packed;
use crate::problem::DocsProblem;
use bytes::Bytes;
use std::borrow::Cow;
use std::fmt;

/// A page of your own, for example ReDoc or RapiDoc; [`Docs::page`](crate::Docs::page) puts it at a path.
///
/// The HTML says where things are with four words, so that it is right wherever it is mounted:
///
/// | word | becomes |
/// |---|---|
/// | `{document}` | the reference to the document, `openapi.json` |
/// | `{assets}` | what the names of the page's assets start with, `redoc/` |
/// | `{favicon}` | the reference to the icon |
/// | `{title}` | the title, escaped for HTML |
///
/// ReDoc 2.5, as an example. Its logo, which comes from another server, stays away.
///
/// ```
/// # const REDOC: &[u8] = b"";
/// # fn main() -> Result<(), openapi_docs::InvalidDocs> {
/// use openapi_docs::{Docs, Page};
///
/// let redoc = Page::new(
///     r#"<!doctype html><meta charset="utf-8"><title>{title}</title><link rel="icon" href="{favicon}">
///     <redoc spec-url="{document}"></redoc><script src="{assets}redoc.js"></script>"#,
/// )
/// .asset("redoc.js", "text/javascript; charset=utf-8", REDOC)
/// .policy(
///     "default-src 'none'; script-src 'self'; worker-src blob:; style-src 'unsafe-inline'; \
///      img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
/// );
/// let published = Docs::none().document("/openapi.json").page("/redoc", redoc).publish("{}")?;
/// assert_eq!(published.paths().collect::<Vec<_>>(), ["/openapi.json", "/redoc", "/redoc/redoc.js"]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Page {
    pub(crate) html: Cow<'static, str>,
    pub(crate) policy: Cow<'static, str>,
    pub(crate) assets: Vec<Asset>,
    pub(crate) problems: Vec<DocsProblem>,
}

/// A file beside a page.
#[derive(Clone, Debug)]
pub(crate) struct Asset {
    pub(crate) name: Cow<'static, str>,
    pub(crate) content_type: Cow<'static, str>,
    /// If it is a page itself.
    pub(crate) policy: Option<Cow<'static, str>>,
    pub(crate) body: AssetBody,
}

#[derive(Clone)]
pub(crate) enum AssetBody {
    Plain(Bytes),
    Packed(&'static Packed),
}

/// The asset that `{favicon}` refers to.
pub(crate) const FAVICON: &str = "favicon";

/// Nothing runs that is not a file of the same server, nothing is asked of another one.
///
/// Swagger UI was seen to render under it without a violation. `connect-src` is last: origins can be appended.
pub(crate) const STRICT: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; connect-src 'self'";

impl Page {
    /// A page with this HTML, no assets, and a policy that allows scripts, styles, images and requests of the same
    /// origin, and nothing inline.
    pub fn new(html: impl Into<Cow<'static, str>>) -> Self {
        Self { html: html.into(), policy: STRICT.into(), assets: Vec::new(), problems: Vec::new() }
    }

    /// A file at `{assets}name`, with its `Content-Type`. It is compressed once, when the pages are published.
    pub fn asset(
        mut self,
        name: impl Into<Cow<'static, str>>,
        content_type: impl Into<Cow<'static, str>>,
        bytes: impl Into<Bytes>,
    ) -> Self {
        self.assets.push(Asset {
            name: name.into(),
            content_type: content_type.into(),
            policy: None,
            body: AssetBody::Plain(bytes.into()),
        });
        self
    }

    /// The `Content-Security-Policy` of the page, in place of the strict one.
    pub fn policy(mut self, policy: impl Into<Cow<'static, str>>) -> Self {
        self.policy = policy.into();
        self
    }
}

impl Asset {
    pub(crate) fn packed(packed: &'static Packed) -> Self {
        Self {
            name: packed.name.into(),
            content_type: packed.content_type.into(),
            policy: None,
            body: AssetBody::Packed(packed),
        }
    }
}

impl fmt::Debug for AssetBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::Packed(packed) => write!(f, "{} bytes, packed", packed.length),
        }
    }
}
