//! Scalar, from the file that `build.rs` packed.

use crate::packed::scalar::FILES;
use crate::page::Page;
use crate::settings::{Parts, Settings};
use serde_json::{Value, json};

/// Scalar with its settings, served from the binary.
///
/// Fonts, telemetry, the request proxy, the agent and the developer tools are off, so that nothing is asked of another
/// server. "Test request" against a server elsewhere needs [`connect`](Self::connect).
///
/// Its policy is the strict one but for `style-src 'unsafe-inline'`: Scalar writes its styles into the page.
///
/// ```
/// # fn main() -> Result<(), openapi_docs::InvalidDocs> {
/// use openapi_docs::{Docs, Scalar};
///
/// let page = Scalar::default().setting("layout", "classic");
/// let published = Docs::none().document("/openapi.json").page("/scalar", page).publish("{}")?;
/// assert_eq!(published.pages().collect::<Vec<_>>(), ["/scalar"]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Scalar {
    settings: Settings,
}

const OURS: [&str; 5] = ["url", "urls", "spec", "content", "sources"];

const PARTS: Parts = Parts {
    html: include_str!("pages/scalar.html"),
    policy: "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; \
        base-uri 'none'; form-action 'none'; frame-ancestors 'none'; connect-src 'self'",
    script: include_str!("pages/scalar.js"),
    files: FILES,
};

impl Default for Scalar {
    /// Everything off that asks another server or leads to one.
    fn default() -> Self {
        Self { settings: Settings::default() }
            .setting("withDefaultFonts", false)
            .setting("telemetry", false)
            .setting("proxyUrl", "")
            .setting("agent", json!({"disabled": true}))
            .setting("mcp", json!({"disabled": true}))
            .setting("showDeveloperTools", "never")
            .setting("hideClientButton", true)
    }
}

impl Scalar {
    /// One of Scalar's own
    /// [settings](https://github.com/scalar/scalar/blob/main/documentation/configuration.md), any JSON.
    #[track_caller]
    pub fn setting(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.settings.set(name.into(), value.into(), &OURS);
        self
    }

    /// Lets the page send requests to another origin too, for example `https://staging.example`.
    #[track_caller]
    pub fn connect(mut self, origin: impl Into<String>) -> Self {
        self.settings.connect(origin.into());
        self
    }
}

impl From<Scalar> for Page {
    fn from(Scalar { settings }: Scalar) -> Self {
        let config = Value::Object(settings.values.clone());
        settings.page(&PARTS, &config)
    }
}
