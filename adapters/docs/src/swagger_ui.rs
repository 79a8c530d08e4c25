//! Swagger UI, from the files that `build.rs` packed.

use crate::packed::swagger_ui::FILES;
use crate::page::{Asset, AssetBody, Page, STRICT};
use crate::settings::{Parts, Settings};
use bytes::Bytes;
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// Swagger UI with its settings, served from the binary.
///
/// Its policy lets nothing run and nothing be asked that is not of the same origin. "Try it out" against a server
/// elsewhere, and an OAuth2 token endpoint elsewhere, need [`connect`](Self::connect).
///
/// The files are those of the crate `utoipa-swagger-ui-vendored`. When the environment variable
/// `OPENAPI_DOCS_SWAGGER_UI` names a folder at build time, for example npm's `swagger-ui-dist` 5.34.1 or newer, they
/// are read from there.
///
/// ```
/// # fn main() -> Result<(), openapi_docs::InvalidDocs> {
/// use openapi_docs::{Docs, SwaggerUi};
///
/// let page = SwaggerUi::default()
///     .setting("tryItOutEnabled", true)
///     .oauth2("clientId", "invoices-docs")
///     .connect("https://login.example");
/// let published = Docs::default().page("/docs", page).publish("{}")?;
/// # assert!(published.paths().any(|path| path == "/docs/oauth2-redirect"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct SwaggerUi {
    settings: Settings,
    oauth2: Map<String, Value>,
}

const OURS: [&str; 7] = ["url", "urls", "spec", "configUrl", "queryConfigEnabled", "dom_id", "oauth2RedirectUrl"];

const PARTS: Parts = Parts {
    html: include_str!("pages/swagger-ui.html"),
    policy: STRICT,
    script: include_str!("pages/swagger-ui.js"),
    files: FILES,
};

const STYLE: &str = include_str!("pages/swagger-ui.css");

/// Where OAuth2 providers send the browser back to.
const OAUTH2_REDIRECT: Asset = Asset {
    name: Cow::Borrowed("oauth2-redirect"),
    content_type: Cow::Borrowed("text/html; charset=utf-8"),
    policy: Some(Cow::Borrowed(
        "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )),
    body: AssetBody::Plain(Bytes::from_static(include_bytes!("pages/oauth2-redirect.html"))),
};

impl Default for SwaggerUi {
    /// Deep links, extensions shown, and no validator: that one is a server of somebody else.
    fn default() -> Self {
        Self { settings: Settings::default(), oauth2: Map::new() }
            .setting("deepLinking", true)
            .setting("showExtensions", true)
            .setting("showCommonExtensions", true)
            .setting("validatorUrl", Value::Null)
    }
}

impl SwaggerUi {
    /// One of Swagger UI's own
    /// [settings](https://swagger.io/docs/open-source-tools/swagger-ui/usage/configuration/), any JSON.
    #[track_caller]
    pub fn setting(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.settings.set(name.into(), value.into(), &OURS);
        self
    }

    /// What Swagger UI tells an OAuth2 provider:
    /// [`clientId`, `scopes`, …](https://swagger.io/docs/open-source-tools/swagger-ui/usage/oauth2/).
    ///
    /// The provider must know the page's URL with `/oauth2-redirect` behind it as redirect URL.
    pub fn oauth2(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.oauth2.insert(name.into(), value.into());
        self
    }

    /// Lets the page send requests to another origin too, for example `https://staging.example`.
    #[track_caller]
    pub fn connect(mut self, origin: impl Into<String>) -> Self {
        self.settings.connect(origin.into());
        self
    }
}

impl From<SwaggerUi> for Page {
    fn from(SwaggerUi { settings, oauth2 }: SwaggerUi) -> Self {
        let config = json!({"settings": settings.values, "oauth2": oauth2});
        let mut page = settings.page(&PARTS, &config);
        page.assets.push(OAUTH2_REDIRECT);
        page.asset("page.css", "text/css; charset=utf-8", STYLE)
    }
}
