//! What is published and where: the declaration, and its one rendering at start-up.

use crate::file::{About, File};
use crate::origin;
use crate::page::{Asset, AssetBody, FAVICON, Page};
use crate::path;
use crate::problem::{DocsProblem, InvalidDocs};
use crate::published::{Published, Shared};
use crate::template::fill;
use bytes::Bytes;
use openapi_model::{OpenApi, Version, downgrade, upgrade};
use serde_json::Value;
use std::borrow::Cow;
use std::panic::Location;

/// Which files are published, and where.
///
/// [`Docs::default()`](Self::default) is the document at `/openapi.json` and Swagger UI at `/docs`.
/// [`Docs::none()`](Self::none) is neither: what a program in production may want.
///
/// ```
/// # #[cfg(feature = "swagger-ui")]
/// # fn main() -> Result<(), openapi_docs::InvalidDocs> {
/// use openapi_docs::{Docs, SwaggerUi};
///
/// let production = false;
/// let docs = if production { Docs::none() } else { Docs::default() }
///     .title("Invoices")
///     .page("/docs", SwaggerUi::default().setting("docExpansion", "full"));
///
/// let published = docs.publish(r#"{"openapi": "3.1.0"}"#)?;
/// assert_eq!(published.pages().collect::<Vec<_>>(), ["/docs"]);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "swagger-ui"))]
/// # fn main() {}
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Docs {
    title: Option<String>,
    favicon: Option<Asset>,
    allowed_origin: Option<(Cow<'static, str>, &'static Location<'static>)>,
    document: Option<Place>,
    renderings: Vec<(Place, Rendering)>,
    pages: Vec<(Place, Page)>,
}

/// The document once more, in other words.
#[derive(Clone, Debug)]
enum Rendering {
    Given(Cow<'static, str>, Bytes),
    Version(Version),
    #[cfg(feature = "yaml")]
    Yaml,
}

#[derive(Clone, Debug)]
struct Place {
    path: String,
    at: &'static Location<'static>,
}

impl Place {
    #[track_caller]
    fn new(path: impl Into<String>) -> Self {
        Self { path: path.into(), at: Location::caller() }
    }
}

#[cfg(feature = "swagger-ui")]
impl Default for Docs {
    /// The document at `/openapi.json` and Swagger UI at `/docs`.
    #[track_caller]
    fn default() -> Self {
        Self::none().document("/openapi.json").page("/docs", crate::SwaggerUi::default())
    }
}

impl Docs {
    /// Nothing is published: neither document nor page.
    pub fn none() -> Self {
        Self {
            title: None,
            favicon: None,
            allowed_origin: None,
            document: None,
            renderings: Vec::new(),
            pages: Vec::new(),
        }
    }

    /// Publishes the document as JSON, at this path and no other.
    #[track_caller]
    pub fn document(mut self, path: impl Into<String>) -> Self {
        self.document = Some(Place::new(path));
        self
    }

    /// Publishes the document in another version of OpenAPI too, for tools that know no other.
    ///
    /// What an older version cannot say is kept as `x-oai-…` where that is possible; see
    /// [`downgrade`](openapi_model::downgrade).
    ///
    /// ```
    /// # fn main() -> Result<(), openapi_docs::InvalidDocs> {
    /// # use openapi_docs::{Docs, Version};
    /// let published = Docs::none()
    ///     .document("/openapi.json")
    ///     .version("/openapi-3.0.json", Version::V3_0)
    ///     .publish(r#"{"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{}}"#)?;
    /// let answer = published.answer("/openapi-3.0.json", "GET", |_| None).expect("it is one of the paths");
    /// assert_eq!(&answer.body[..], br#"{"openapi":"3.0.4","info":{"title":"t","version":"1"},"paths":{}}"#);
    /// # Ok(())
    /// # }
    /// ```
    #[track_caller]
    pub fn version(mut self, path: impl Into<String>, version: Version) -> Self {
        self.renderings.push((Place::new(path), Rendering::Version(version)));
        self
    }

    /// The paths at which the document is published in another version, with that version.
    pub fn versions(&self) -> impl Iterator<Item = (&str, Version)> {
        self.renderings.iter().filter_map(|(place, rendering)| match rendering {
            Rendering::Version(version) => Some((&*place.path, *version)),
            _ => None,
        })
    }

    /// Publishes the document as YAML too.
    #[cfg(feature = "yaml")]
    #[track_caller]
    pub fn yaml(mut self, path: impl Into<String>) -> Self {
        self.renderings.push((Place::new(path), Rendering::Yaml));
        self
    }

    /// Publishes other bytes that say the same as the document.
    ///
    /// ```
    /// # fn main() -> Result<(), openapi_docs::InvalidDocs> {
    /// # use openapi_docs::Docs;
    /// let published = Docs::none()
    ///     .document("/openapi.json")
    ///     .rendering("/openapi.yaml", "application/yaml", "openapi: 3.1.0\n")
    ///     .publish(r#"{"openapi": "3.1.0"}"#)?;
    /// assert_eq!(published.paths().collect::<Vec<_>>(), ["/openapi.json", "/openapi.yaml"]);
    /// # Ok(())
    /// # }
    /// ```
    #[track_caller]
    pub fn rendering(
        mut self,
        path: impl Into<String>,
        content_type: impl Into<Cow<'static, str>>,
        bytes: impl Into<Bytes>,
    ) -> Self {
        self.renderings.push((Place::new(path), Rendering::Given(content_type.into(), bytes.into())));
        self
    }

    /// Publishes a page at this path, in place of the page that was there; its files are below the path.
    ///
    /// A path that ends with `/`, as `/` does, needs a mounting that keeps that slash in the browser's address.
    #[track_caller]
    pub fn page(mut self, path: impl Into<String>, page: impl Into<Page>) -> Self {
        let place = Place::new(path);
        let page = page.into();
        match self.pages.iter_mut().find(|(earlier, _)| earlier.path == place.path) {
            Some(earlier) => *earlier = (place, page),
            None => self.pages.push((place, page)),
        }
        self
    }

    /// The title of the pages; without one they have the title of the document.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The icon of the pages, with its `Content-Type`, for example `image/svg+xml`.
    pub fn favicon(mut self, content_type: impl Into<Cow<'static, str>>, bytes: impl Into<Bytes>) -> Self {
        self.favicon = Some(Asset {
            name: FAVICON.into(),
            content_type: content_type.into(),
            policy: None,
            body: AssetBody::Plain(bytes.into()),
        });
        self
    }

    /// Lets scripts of another origin read the document: `https://editor.example`, as browsers send it, or `*` for every
    /// one (CORS).
    #[track_caller]
    pub fn allow_origin(mut self, origin: impl Into<Cow<'static, str>>) -> Self {
        self.allowed_origin = Some((origin.into(), Location::caller()));
        self
    }

    /// Renders and hashes everything, once; `document` is the finished JSON.
    ///
    /// # Errors
    ///
    /// All mistakes of the declaration: a path that is not one, two files at one path, a page without a document to
    /// show, text that no header can hold.
    pub fn publish(self, document: impl Into<Bytes>) -> Result<Published, InvalidDocs> {
        let document = document.into();
        let mut publishing = Publishing {
            title: self.title.unwrap_or_else(|| title_of(&document)),
            favicon: self.favicon,
            files: Vec::new(),
            problems: Vec::new(),
        };
        let allowed_origin = self.allowed_origin.map(|(origin, at)| {
            if origin != "*" && !origin::is_sent_by_browsers(&origin) {
                let sentence = format!(
                    "`{}` is not an origin, expected `*` or one as browsers send it, such as `https://editor.example`",
                    origin.escape_debug()
                );
                publishing.problem(at, sentence);
            }
            origin
        });

        let main = |place: &Place| (place.clone(), Rendering::Given("application/json".into(), document.clone()));
        let main: Vec<_> = self.document.iter().map(main).collect();
        for (place, rendering) in main.into_iter().chain(self.renderings) {
            let (content_type, bytes) = match render(&document, rendering) {
                Ok(rendered) => rendered,
                Err(reason) => {
                    let sentence = format!("the document cannot be published at `{}`: {reason}", place.path);
                    publishing.problem(place.at, sentence);
                    continue;
                }
            };
            publishing.check_header("content type", &content_type, place.at);
            let about = About { content_type, policy: None, allowed_origin: allowed_origin.clone() };
            publishing.add(&place, |path| File::new(path, about, bytes));
        }
        let document = self.document.map(|place| place.path);
        let pages = self.pages.iter().map(|(place, _)| place.path.clone()).collect();
        for (place, page) in self.pages {
            publishing.page(&place, page, document.as_deref());
        }

        if publishing.problems.is_empty() {
            Ok(Published::new(Shared { files: publishing.files, document, pages }))
        } else {
            Err(InvalidDocs::new(publishing.problems))
        }
    }
}

fn render(document: &[u8], rendering: Rendering) -> Result<(Cow<'static, str>, Bytes), Box<dyn std::error::Error>> {
    let read =
        || -> Result<OpenApi, Box<dyn std::error::Error>> { Ok(OpenApi::from_json(std::str::from_utf8(document)?)?) };
    Ok(match rendering {
        Rendering::Given(content_type, bytes) => (content_type, bytes),
        Rendering::Version(version) => {
            let (older, _) = downgrade(read()?, version);
            ("application/json".into(), upgrade(older, version).0.to_json().into())
        }
        #[cfg(feature = "yaml")]
        Rendering::Yaml => ("application/yaml".into(), read()?.to_yaml().into()),
    })
}

struct Publishing {
    title: String,
    favicon: Option<Asset>,
    files: Vec<File>,
    problems: Vec<DocsProblem>,
}

impl Publishing {
    fn page(&mut self, place: &Place, page: Page, document: Option<&str>) {
        self.problems.extend_from_slice(&page.problems);
        self.check_header("policy", &page.policy, place.at);
        let Some(document) = document else {
            return self.problem(
                place.at,
                format!("the page `{}` has no document to show, expected `.document(…)` with its path", place.path),
            );
        };

        let below = |name: &str| path::below(&place.path, name);
        let mut assets = page.assets.clone();
        if let Some(favicon) = &self.favicon {
            assets.retain(|asset| asset.name != FAVICON);
            assets.push(favicon.clone());
        }
        let favicon = match assets.iter().any(|asset| asset.name == FAVICON) {
            true => path::relative(&place.path, &below(FAVICON)),
            // Without any, browsers ask for `/favicon.ico`.
            false => "data:,".into(),
        };
        let words = [
            ("{document}", path::relative(&place.path, document)),
            ("{assets}", path::relative(&place.path, &below(""))),
            ("{favicon}", favicon),
            ("{title}", html_escape::encode_safe(&self.title).into_owned()),
        ];
        let html = fill(&page.html, &words.each_ref().map(|(word, value)| (*word, value.as_str())));

        let about = |content_type, policy| About { content_type, policy, allowed_origin: None };
        let html_type = "text/html; charset=utf-8".into();
        self.add(place, |path| File::new(path, about(html_type, Some(page.policy)), html.into()));
        for asset in assets {
            self.check_header("content type", &asset.content_type, place.at);
            let place = Place { path: below(&asset.name), at: place.at };
            let about = about(asset.content_type, asset.policy);
            self.add(&place, |path| match asset.body {
                AssetBody::Plain(bytes) => File::new(path, about, bytes),
                AssetBody::Packed(packed) => File::packed(path, about, packed),
            });
        }
    }

    fn add(&mut self, place: &Place, file: impl FnOnce(String) -> File) {
        if let Some(expected) = path::mistake(&place.path) {
            return self.problem(place.at, format!("the path `{}` is not one, {expected}", place.path));
        }
        if self.files.iter().any(|earlier| earlier.path == place.path) {
            return self
                .problem(place.at, format!("the path `{}` is taken, expected one path for each file", place.path));
        }
        self.files.push(file(place.path.clone()));
    }

    fn check_header(&mut self, what: &str, value: &str, at: &'static Location<'static>) {
        if !value.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            self.problem(at, format!("the {what} `{}` is not one, expected visible ASCII", value.escape_debug()));
        }
    }

    fn problem(&mut self, at: &'static Location<'static>, sentence: String) {
        self.problems.push(DocsProblem::new(at, sentence));
    }
}

/// What `info.title` says; any text will do for a document that has none.
fn title_of(document: &[u8]) -> String {
    let document: Value = serde_json::from_slice(document).unwrap_or_default();
    document["info"]["title"].as_str().unwrap_or("API").to_owned()
}
