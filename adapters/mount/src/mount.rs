//! `Mount`: an API, its documentation and its server, on the way to a framework's router.

use std::panic::Location;

use openapi_docs::{Docs, Published};
use openapi_merge::{Api, Problem, Problems, Severity};
use openapi_model::{OpenApi, Text, Version, downgrade};

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
    changes: Vec<Change>,
    warnings: Warnings,
    #[cfg(feature = "valid")]
    reading: Option<openapi_input::Reading>,
}

type Change = Box<dyn FnOnce(&mut OpenApi) + Send>;

/// What is done with what is probably not meant.
enum Warnings {
    /// Given to a function, one by one.
    Told(Box<dyn FnMut(&Problem) + Send>),
    /// Treated as errors.
    Denied,
}

impl<H, R> Mount<H, R> {
    /// An API without documentation pages, on a framework.
    pub fn new(adapter: Adapter<H, R>, api: Api<H>) -> Self {
        let to_standard_error = |warning: &Problem| eprintln!("{}", in_one_line(warning));
        Self {
            adapter,
            api,
            docs: None,
            changes: Vec::new(),
            warnings: Warnings::Told(Box::new(to_standard_error)),
            #[cfg(feature = "valid")]
            reading: None,
        }
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
    pub fn root_path(mut self, root_path: impl Into<Text>) -> Self {
        self.api = self.api.root_path(root_path);
        self
    }

    /// Changes the finished document before it is rendered: the place for what has no word of its own. Several changes
    /// are made in order.
    ///
    /// Without a change the document is never an object, which costs less.
    pub fn change_document(mut self, change: impl FnOnce(&mut OpenApi) + Send + 'static) -> Self {
        self.changes.push(Box::new(change));
        self
    }

    /// Hands each warning to a function; without this they go to standard error, one line each.
    ///
    /// A warning tells what is probably not meant: an expression that reads what is not declared, a path parameter that
    /// the path does not have, an operationId given twice.
    pub fn on_warning(mut self, tell: impl FnMut(&Problem) + Send + 'static) -> Self {
        self.warnings = Warnings::Told(Box::new(tell));
        self
    }

    /// Makes every warning an error, so that [`build`](Self::build) fails: for tests.
    pub fn deny_warnings(mut self) -> Self {
        self.warnings = Warnings::Denied;
        self
    }

    /// Looks at every request as a whole before its handler runs, against what its operation is declared to take: its
    /// path, query, headers, cookies and body, in FastAPI's order, so that everything that is wrong is told at once.
    ///
    /// The extractors of `valid` read in the same way: a [`Reading`](openapi_input::Reading) says whether JSON is read
    /// strictly or as FastAPI reads it, and how much is read.
    #[cfg(feature = "valid")]
    pub fn reading(mut self, reading: openapi_input::Reading) -> Self {
        self.reading = Some(reading);
        self
    }

    /// The framework's own router, with every operation under its method and path.
    ///
    /// # Errors
    /// Every problem at once: what is wrong with the declarations, with the pages, and what the framework cannot mount.
    pub fn build(self) -> Result<R, Problems> {
        let Self {
            adapter,
            api,
            docs,
            changes,
            mut warnings,
            #[cfg(feature = "valid")]
            reading,
        } = self;
        let mut problems = Problems::default();
        let json = document(&api, changes, &mut warnings).unwrap_or_else(|found| {
            problems.extend(found);
            NO_DOCUMENT.to_owned()
        });
        if let Some((docs, at)) = &docs {
            let found = losses(docs, &json, at);
            match &mut warnings {
                Warnings::Told(tell) => found.iter().for_each(tell),
                Warnings::Denied => problems.extend(found.into_iter().map(Problem::into_error)),
            }
        }
        let pages =
            docs.and_then(|(docs, at)| match docs.publish(json) {
                Ok(published) => Some(Page { published, at, handler: adapter.page }),
                Err(invalid) => {
                    problems.extend(invalid.problems().iter().map(|problem| {
                        Problem::unmountable(problem.at, "the documentation pages", problem.to_string())
                    }));
                    None
                }
            });
        #[allow(unused_mut, reason = "without `valid` nothing is looked at")]
        let mut plan = Plan::new(api.into_routes(), pages.as_ref(), &mut problems);
        #[cfg(feature = "valid")]
        if let Some(reading) = &reading {
            plan.look(reading, &mut problems);
        }
        let router = (adapter.assemble)(plan, &mut problems);
        if problems.has_errors() { Err(problems) } else { Ok(router) }
    }
}

/// For pages whose mistakes are to be told beside those of the declarations.
const NO_DOCUMENT: &str = r#"{"openapi": "3.1.0", "info": {"title": "", "version": ""}, "paths": {}}"#;

/// The document's text. Only where it is changed is it read as objects and written again.
fn document<H>(api: &Api<H>, changes: Vec<Change>, warnings: &mut Warnings) -> Result<String, Problems> {
    let rendered = api.render()?;
    match warnings {
        Warnings::Told(tell) => rendered.warnings.iter().for_each(tell),
        Warnings::Denied if rendered.warnings.is_empty() => {}
        Warnings::Denied => return Err(rendered.warnings.into_iter().map(Problem::into_error).collect()),
    }
    if changes.is_empty() {
        return Ok(rendered.json);
    }
    let mut document = rendered.document()?;
    changes.into_iter().for_each(|change| change(&mut document));
    Ok(document.to_json())
}

/// A warning for each version that the document is published in and that cannot say all of it.
fn losses(docs: &Docs, json: &str, at: &'static Location<'static>) -> Vec<Problem> {
    let versions: Vec<_> = docs.versions().collect();
    // What cannot be read is told where it is published.
    let Some(document) = (!versions.is_empty()).then(|| OpenApi::from_json(json).ok()).flatten() else {
        return Vec::new();
    };
    let warning = |(path, version): (&str, Version)| {
        let (_, report) = downgrade(document.clone(), version);
        let count = report.losses().len();
        (count > 0).then(|| {
            let sentence = format!(
                "OpenAPI {version} cannot say {count} of the things in the document: \
                 `openapi_model::downgrade(document, Version::{version:?})` reports each"
            );
            let mut warning = Problem::unmountable(at, path, sentence);
            warning.severity = Severity::Warning;
            warning
        })
    };
    versions.into_iter().filter_map(warning).collect()
}

/// `warning: SENTENCE (FILE:LINE:COLUMN, in PLACE)`
fn in_one_line(warning: &Problem) -> String {
    let place = if warning.place.is_empty() { String::new() } else { format!(", in {}", warning.place) };
    format!("warning: {} ({}{place})", warning.kind, warning.at)
}
