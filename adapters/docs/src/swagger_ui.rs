//! Swagger UI, from the files that `build.rs` packed.

use crate::packed::swagger_ui::FILES;
use crate::page::{Asset, AssetBody, Page, STRICT};
use crate::problem::DocsProblem;
use serde_json::{Map, Value, json};
use std::panic::Location;

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
    settings: Map<String, Value>,
    oauth2: Map<String, Value>,
    connect: Vec<String>,
    problems: Vec<DocsProblem>,
}

/// Settings that say which document is shown and where: they follow from the paths in [`Docs`](crate::Docs).
const OURS: [&str; 7] = [
    "url",
    "urls",
    "spec",
    "configUrl",
    "queryConfigEnabled",
    "dom_id",
    "oauth2RedirectUrl",
];

const HTML: &str = include_str!("pages/swagger-ui.html");
const SCRIPT: &str = include_str!("pages/swagger-ui.js");
const STYLE: &str = include_str!("pages/page.css");
const OAUTH2_REDIRECT: &str = include_str!("pages/oauth2-redirect.html");

/// The page that OAuth2 providers send the browser back to only runs its script.
const OAUTH2_REDIRECT_POLICY: &str = "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

impl Default for SwaggerUi {
    /// Deep links, extensions shown, and no validator: that one is a server of somebody else.
    fn default() -> Self {
        Self {
            settings: Map::new(),
            oauth2: Map::new(),
            connect: Vec::new(),
            problems: Vec::new(),
        }
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
        let name = name.into();
        if OURS.contains(&name.as_str()) {
            let sentence = format!(
                "the setting `{name}` follows from the declared paths, expected another setting"
            );
            self.problems
                .push(DocsProblem::new(Location::caller(), sentence));
        }
        self.settings.insert(name, value.into());
        self
    }

    /// What Swagger UI sends to an OAuth2 provider:
    /// [`clientId`, `scopes`, …](https://swagger.io/docs/open-source-tools/swagger-ui/usage/oauth2/).
    ///
    /// The provider must know `{the page's URL}/oauth2-redirect` as redirect URL.
    pub fn oauth2(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.oauth2.insert(name.into(), value.into());
        self
    }

    /// Lets the page send requests to another origin too, for example `https://staging.example`.
    #[track_caller]
    pub fn connect(mut self, origin: impl Into<String>) -> Self {
        let origin = origin.into();
        if origin.is_empty() || origin.contains([' ', ';', ',']) {
            let sentence = format!(
                "`{origin}` is not an origin, expected one such as `https://staging.example`"
            );
            self.problems
                .push(DocsProblem::new(Location::caller(), sentence));
        }
        self.connect.push(origin);
        self
    }

    fn policy(&self) -> String {
        let allowed: String = self
            .connect
            .iter()
            .map(|origin| format!(" {origin}"))
            .collect();
        STRICT.replace(
            "connect-src 'self'",
            &format!("connect-src 'self'{allowed}"),
        )
    }

    fn script(self) -> String {
        let config = json!({"settings": self.settings, "oauth2": self.oauth2});
        SCRIPT.replace("{config}", &config.to_string())
    }
}

impl From<SwaggerUi> for Page {
    fn from(swagger_ui: SwaggerUi) -> Self {
        let policy = swagger_ui.policy();
        let problems = swagger_ui.problems.clone();
        let mut page = Page::new(HTML)
            .policy(policy)
            .asset("page.css", "text/css; charset=utf-8", STYLE)
            .asset(
                "init.js",
                "text/javascript; charset=utf-8",
                swagger_ui.script(),
            );
        page.problems = problems;
        page.assets.push(Asset {
            name: "oauth2-redirect".into(),
            content_type: "text/html; charset=utf-8".into(),
            policy: Some(OAUTH2_REDIRECT_POLICY.into()),
            body: AssetBody::Plain(OAUTH2_REDIRECT.into()),
        });
        page.assets.extend(FILES.iter().map(Asset::packed));
        page
    }
}
