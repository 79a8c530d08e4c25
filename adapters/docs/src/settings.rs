//! What the script of an embedded page is told, and which origins it may talk to.

use crate::origin;
use crate::packed::Packed;
use crate::page::{Asset, Page};
use crate::problem::DocsProblem;
use crate::template::fill;
use serde_json::{Map, Value};
use std::panic::Location;

#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) values: Map<String, Value>,
    origins: Vec<String>,
    problems: Vec<DocsProblem>,
}

/// What an embedded page is made of.
pub(crate) struct Parts {
    pub(crate) html: &'static str,
    /// Ends with `connect-src 'self'`.
    pub(crate) policy: &'static str,
    /// Becomes `init.js`; `{config}` in it becomes JSON.
    pub(crate) script: &'static str,
    pub(crate) files: &'static [Packed],
}

impl Settings {
    /// `ours` are the settings that follow from the paths in [`Docs`](crate::Docs).
    #[track_caller]
    pub(crate) fn set(&mut self, name: String, value: Value, ours: &[&str]) {
        if ours.contains(&name.as_str()) {
            self.problem(format!("the setting `{name}` is made from the paths, expected another"));
        }
        self.values.insert(name, value);
    }

    #[track_caller]
    pub(crate) fn connect(&mut self, origin: String) {
        if !origin::is_source(&origin) {
            self.problem(format!("`{}` is not an origin, expected `https://` and a host", origin.escape_debug()));
        }
        self.origins.push(origin);
    }

    #[track_caller]
    fn problem(&mut self, sentence: String) {
        self.problems.push(DocsProblem::new(Location::caller(), sentence));
    }

    pub(crate) fn page(self, parts: &Parts, config: &Value) -> Page {
        let mut policy = parts.policy.to_owned();
        for origin in &self.origins {
            policy.push(' ');
            policy.push_str(origin);
        }
        let script = fill(parts.script, &[("{config}", &config.to_string())]);
        let mut page = Page::new(parts.html).policy(policy).asset("init.js", "text/javascript; charset=utf-8", script);
        page.assets.extend(parts.files.iter().map(Asset::packed));
        page.problems = self.problems;
        page
    }
}
