//! `Plan`: what a framework is asked to mount, each path once.

use std::panic::Location;

use openapi_docs::Published;
use openapi_merge::{PathPiece, PathTemplate, Problem, Problems, Route};

/// Every path once, in the order declared, each with its methods.
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
    pub(crate) fn new(routes: Vec<Route<H>>, problems: &mut Problems) -> Self {
        let mut plan = Self { paths: Vec::new() };
        for route in routes {
            plan.add(route, problems);
        }
        plan
    }

    pub(crate) fn add_pages(&mut self, page: &Page<H>, problems: &mut Problems) {
        for path in page.published.paths() {
            for method in ["GET", "HEAD"] {
                let handler = (page.handler)(page.published.clone(), path.to_owned());
                self.add(Route::new(method, PathTemplate::new(path), handler, page.at), problems);
            }
        }
    }

    fn add(&mut self, route: Route<H>, problems: &mut Problems) {
        if !route.path.as_str().starts_with('/') {
            return tell_once(&route, "a path begins with `/`", problems);
        }
        let same = |held: &&mut PathPlan<H>| held.path == route.path;
        if let Some(held) = self.paths.iter_mut().find(same) {
            if held.routes.iter().any(|other| other.method == route.method) {
                return tell_once(&route, &format!("{} is mounted twice", route.place()), problems);
            }
            return held.routes.push(route);
        }
        // No router can tell such paths apart, and OpenAPI calls them identical.
        if let Some(twin) = self.paths.iter().find(|held| shape(&held.path) == shape(&route.path)) {
            let reason = format!("only the names of its parameters tell the path from `{}`", twin.path);
            return problems.extend([unmountable(&route, &reason)]);
        }
        self.paths.push(PathPlan { path: route.path.clone(), routes: vec![route] });
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
fn shape(path: &PathTemplate) -> Vec<Result<&str, &str>> {
    path.pieces()
        .iter()
        .map(|piece| match piece {
            PathPiece::Parameter { convertor, .. } => Err(convertor.as_deref().unwrap_or("str")),
            PathPiece::Literal(text) => Ok(text.as_str()),
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
        let plan = Plan::new(paths.iter().map(route).collect(), &mut problems);
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
