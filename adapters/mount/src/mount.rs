//! `Mount`: an API, its documentation and its server, on the way to a framework's router.

use std::borrow::Cow;
use std::panic::Location;

use openapi_docs::{Docs, Published};
use openapi_merge::{Api, Problem, Problems};
use openapi_model::{OpenApi, Server};

use crate::plan::{Page, Plan};

/// What a framework is to us: two functions.
#[allow(clippy::exhaustive_structs, reason = "an adapter says both, and there is nothing more to say")]
pub struct Adapter<H, R> {
    /// The framework's router of a plan. What it cannot spell it adds to the problems, and goes on.
    pub assemble: fn(Plan<H>, &mut Problems) -> R,
    /// What runs for a `GET` or `HEAD` of the published file at a path.
    pub page: fn(Published, String) -> H,
}

/// An API to be mounted: `H` is what runs for an operation, `R` the framework's own router that comes out.
#[must_use = "nothing is mounted before `build`"]
pub struct Mount<H, R> {
    adapter: Adapter<H, R>,
    api: Api<H>,
    docs: Option<(Docs, &'static Location<'static>)>,
    root_path: Option<Cow<'static, str>>,
}

impl<H, R> Mount<H, R> {
    /// An API without documentation pages, on a framework.
    pub fn new(adapter: Adapter<H, R>, api: Api<H>) -> Self {
        Self { adapter, api, docs: None, root_path: None }
    }

    /// Serves the document and its pages beside the operations.
    #[track_caller]
    pub fn docs(mut self, docs: Docs) -> Self {
        self.docs = Some((docs, Location::caller()));
        self
    }

    /// Says under which prefix the router will be nested, or a proxy serves it: the first server of the document,
    /// as FastAPI's `root_path`.
    ///
    /// Shape: `"/api/v1"` → `"servers": [{"url": "/api/v1"}]`
    pub fn root_path(mut self, root_path: impl Into<Cow<'static, str>>) -> Self {
        self.root_path = Some(root_path.into());
        self
    }

    /// The framework's own router, with every operation under its method and path.
    ///
    /// # Errors
    /// Every problem at once: what is wrong with the declarations, with the pages, and what the framework cannot mount.
    pub fn build(self) -> Result<R, Problems> {
        let mut problems = Problems::default();
        let document = self.api.document().map_err(|found| problems.extend(found.iter().cloned()));
        let pages = self.docs.and_then(|(docs, at)| {
            let json = document.ok().and_then(|document| render(document, self.root_path));
            match docs.publish(json.unwrap_or_else(|| NO_DOCUMENT.into())) {
                Ok(published) => Some(Page { published, at, handler: self.adapter.page }),
                Err(invalid) => {
                    problems.extend(invalid.problems().iter().map(|problem| {
                        Problem::unmountable(problem.at, "the documentation pages", problem.to_string())
                    }));
                    None
                }
            }
        });
        let plan = Plan::new(self.api.into_routes(), pages.as_ref(), &mut problems);
        let router = (self.adapter.assemble)(plan, &mut problems);
        if problems.has_errors() { Err(problems) } else { Ok(router) }
    }
}

/// For pages whose mistakes are to be told beside those of the declarations.
const NO_DOCUMENT: &[u8] = br#"{"openapi": "3.1.0", "info": {"title": "", "version": ""}, "paths": {}}"#;

fn render(mut document: OpenApi, root_path: Option<Cow<'static, str>>) -> Option<Vec<u8>> {
    if let Some(url) = root_path {
        document.servers.insert(0, Server::new(url));
    }
    serde_json::to_vec(&document).ok()
}
