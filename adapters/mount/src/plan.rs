//! `Plan`: what a framework is asked to mount, each path once.

use std::collections::HashMap;
use std::panic::Location;

use openapi_docs::Published;
use openapi_merge::{PathPiece, PathTemplate, Problem, Problems, Route};

/// Every path once, each with its methods: those of the pages, then those declared in their order.
#[derive(Debug)]
#[non_exhaustive]
pub struct Plan<H> {
    /// Every path.
    pub paths: Vec<PathPlan<H>>,
}

/// A path and what runs for its methods, of which there is at least one and none twice.
#[derive(Debug)]
#[non_exhaustive]
pub struct PathPlan<H> {
    /// The full path. It begins with a slash.
    pub path: PathTemplate,
    /// An operation for each method.
    pub routes: Vec<Route<H>>,
    /// How a request is looked at before the handler of each operation runs, if that is wanted.
    pub looks: Vec<Look>,
}

/// How a request is looked at before its handler runs.
#[cfg(feature = "valid")]
pub type Look = std::sync::Arc<openapi_input::Whole>;

/// How a request is looked at before its handler runs: not at all without the feature `valid`.
#[cfg(not(feature = "valid"))]
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_enums, reason = "there is no value of it")]
pub enum Look {}

impl<H> PathPlan<H> {
    /// Every operation of the path, and how a request for it is looked at.
    pub fn into_looked_at(self) -> impl Iterator<Item = (Route<H>, Option<Look>)> {
        let looks = self.looks.into_iter().map(Some).chain(std::iter::repeat(None));
        self.routes.into_iter().zip(looks)
    }
}

impl<H> PathPlan<H> {
    /// Tells, for every operation of the path, why it cannot be mounted.
    pub fn unmountable(&self, reason: &str) -> impl Iterator<Item = Problem> {
        self.routes.iter().map(move |route| unmountable(route, reason))
    }
}

/// The published files, as operations.
pub(crate) struct Page<H> {
    pub(crate) published: Published,
    pub(crate) at: &'static Location<'static>,
    pub(crate) handler: fn(Published, String) -> H,
}

impl<H> Plan<H> {
    /// Pages come first, as FastAPI registers them: no path that is wide enough hides them, and none is tried before them.
    pub(crate) fn new(routes: Vec<Route<H>>, pages: Option<&Page<H>>, problems: &mut Problems) -> Self {
        let mut gathered = Gathered { paths: Vec::new(), by_shape: HashMap::new() };
        for route in routes {
            gathered.add(route, problems);
        }
        let declared = gathered.paths.len();
        for route in pages.into_iter().flat_map(Page::routes) {
            gathered.add(route, problems);
        }
        gathered.paths.rotate_left(declared);
        Self { paths: gathered.paths }
    }

    /// Compiles what every operation takes. A pattern that cannot be compiled is a problem.
    #[cfg(feature = "valid")]
    pub(crate) fn look(&mut self, reading: &openapi_input::Reading, problems: &mut Problems) {
        for path in &mut self.paths {
            for route in &path.routes {
                let whole = openapi_input::Whole::new(reading.clone(), &route.taken);
                problems.extend(whole.unsupported_patterns().map(|pattern| {
                    unmountable(
                        route,
                        &format!("the pattern `{pattern}` is no regular expression of the crate `regex`"),
                    )
                }));
                path.looks.push(Look::new(whole));
            }
        }
    }
}

impl<H> Page<H> {
    fn routes(&self) -> impl Iterator<Item = Route<H>> {
        self.published.paths().flat_map(|path| {
            ["GET", "HEAD"].map(|method| {
                let handler = (self.handler)(self.published.clone(), path.to_owned());
                Route::new(method, PathTemplate::new(path.to_owned()), handler, self.at)
            })
        })
    }
}

struct Gathered<H> {
    paths: Vec<PathPlan<H>>,
    by_shape: HashMap<Shape, usize>,
}

impl<H> Gathered<H> {
    fn add(&mut self, route: Route<H>, problems: &mut Problems) {
        if !route.path.as_str().starts_with('/') {
            return tell_once(&route, "a path begins with `/`", problems);
        }
        let held = *self.by_shape.entry(shape(&route.path)).or_insert(self.paths.len());
        let Some(held) = self.paths.get_mut(held) else {
            return self.paths.push(PathPlan { path: route.path.clone(), routes: vec![route], looks: Vec::new() });
        };
        if held.path != route.path {
            // No router can tell such paths apart, and OpenAPI calls them identical.
            let reason = format!("only the names of its parameters tell the path from `{}`", held.path);
            problems.extend([unmountable(&route, &reason)]);
        } else if held.routes.iter().any(|other| other.method == route.method) {
            tell_once(&route, &format!("{} is mounted twice", route.place()), problems);
        } else {
            held.routes.push(route);
        }
    }
}

fn unmountable<H>(route: &Route<H>, reason: &str) -> Problem {
    Problem::unmountable(route.at, route.place(), reason)
}

/// A problem that the document had to tell already, unless it does not show the operation.
fn tell_once<H>(route: &Route<H>, reason: &str, problems: &mut Problems) {
    let place = route.place();
    if !problems.errors().any(|told| told.at == route.at && told.place == place) {
        problems.extend([unmountable(route, reason)]);
    }
}

/// The path with what its parameters match, but not what they are called.
type Shape = Vec<Result<String, String>>;

fn shape(path: &PathTemplate) -> Shape {
    path.pieces()
        .iter()
        .map(|piece| match piece {
            PathPiece::Parameter { convertor, .. } => Err(convertor.as_deref().unwrap_or("str").to_owned()),
            PathPiece::Literal(text) => Ok(text.clone()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(paths: &[(&'static str, &'static str)]) -> (Plan<()>, Vec<String>) {
        let mut problems = Problems::default();
        let route = |(method, path): &(&'static str, &'static str)| {
            Route::new(*method, PathTemplate::new(*path), (), Location::caller())
        };
        let plan = Plan::new(paths.iter().map(route).collect(), None, &mut problems);
        (plan, problems.iter().map(|problem| problem.kind.to_string()).collect())
    }

    #[test]
    fn a_path_is_there_once_with_all_its_methods() {
        let (plan, problems) = plan(&[("GET", "/a"), ("GET", "/b"), ("POST", "/a")]);
        let found: Vec<_> = plan.paths.iter().map(|it| (it.path.as_str(), it.routes.len())).collect();
        assert_eq!((found, problems), (vec![("/a", 2), ("/b", 1)], vec![]));
    }

    #[test]
    fn what_no_framework_can_mount() {
        let (plan, problems) =
            plan(&[("GET", "/{a}"), ("GET", "/{a}"), ("PUT", "/{b}"), ("GET", ""), ("GET", "/{b:int}")]);
        assert_eq!(plan.paths.len(), 2);
        assert_eq!(
            problems,
            [
                "GET /{a} is mounted twice",
                "only the names of its parameters tell the path from `/{a}`",
                "a path begins with `/`"
            ]
        );
    }
}
