//! Which schemas have names of their own: `$id` makes a schema a resource, `$anchor` names a place in one.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use percent_encoding::percent_decode_str;

use crate::walk::{Node, Place, Visitor, walk};
use crate::{MAX_DEPTH, Map, OpenApi, Value};

/// Where the schemas of a document stand that are referred to by name.
#[derive(Default)]
pub(crate) struct Resources {
    self_uri: Option<String>,
    /// The JSON Pointer of each schema with a name: by its `$id`, or by the `$id` around it, `#` and the anchor.
    named: Map<String, String>,
}

/// Where a reference leads, as far as its text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A place in this document, as a JSON Pointer.
    Here(String),
    /// A fragment that names nothing.
    Unknown,
    /// Another document.
    Elsewhere,
}

impl Resources {
    pub(crate) fn of(document: &OpenApi) -> Self {
        let mut names = Names { named: Map::new(), open: Vec::new(), depth: 0 };
        walk(document, &mut names);
        Self { self_uri: document.self_uri.as_deref().map(ToOwned::to_owned), named: names.named }
    }

    /// Where a reference leads that stands in the resource `base`, or in the document itself.
    pub(crate) fn target(&self, base: Option<&str>, target: &str) -> Target {
        let (uri, fragment) = target.split_once('#').unwrap_or((target, ""));
        let Ok(fragment) = percent_decode_str(fragment).decode_utf8() else {
            return if uri.is_empty() { Target::Unknown } else { Target::Elsewhere };
        };
        let id = if uri.is_empty() { base.map(without_hash) } else { Some(uri) };
        let (id, root) = match id.and_then(|id| Some((id, self.named.get(id)?))) {
            Some((id, root)) => (id, &**root),
            None if target.is_empty() || !(uri.is_empty() || self.self_uri.as_deref() == Some(uri)) => {
                return Target::Elsewhere;
            }
            None => ("", ""),
        };
        if fragment.is_empty() || fragment.starts_with('/') {
            return Target::Here(format!("{root}{fragment}"));
        }
        self.named.get(format!("{id}#{fragment}").as_str()).map_or(Target::Unknown, |it| Target::Here(it.clone()))
    }

    /// Whether there is a schema with an `$id`.
    #[cfg(feature = "check")]
    pub(crate) fn has_roots(&self) -> bool {
        self.named.keys().any(|name| !name.contains('#'))
    }

    /// A reference by the document's own URI, as one without it.
    #[cfg(feature = "version")]
    pub(crate) fn without_own_uri<'t>(&self, target: &'t str) -> &'t str {
        let own = self.self_uri.as_deref().and_then(|uri| target.strip_prefix(uri));
        own.filter(|rest| rest.starts_with('#')).unwrap_or(target)
    }
}

fn without_hash(id: &str) -> &str {
    id.strip_suffix('#').unwrap_or(id)
}

/// Gathers the names of the schemas that it visits.
struct Names<'a> {
    named: Map<String, String>,
    /// The resources that the walk is in, each with the number of objects around it.
    open: Vec<(usize, &'a str)>,
    depth: usize,
}

impl<'a> Visitor<'a> for Names<'a> {
    fn enter(&mut self, node: Node<'a>, place: &Place<'_>) {
        self.depth += 1;
        let Node::Schema(Value::Object(keywords)) = node else {
            return;
        };
        let text = |keyword: &str| keywords.get(keyword).and_then(Value::as_str);
        if let Some(id) = text("$id") {
            self.named.get_or_insert_with(without_hash(id).into(), || place.pointer());
            self.open.push((self.depth, without_hash(id)));
        }
        let resource = self.open.last().map_or("", |(_, id)| *id);
        for anchor in [text("$anchor"), text("$dynamicAnchor")].into_iter().flatten() {
            self.named.get_or_insert_with(format!("{resource}#{anchor}"), || place.pointer());
        }
    }

    fn leave(&mut self, _: Node<'a>, _: &Place<'_>) {
        if self.open.last().is_some_and(|(depth, _)| *depth == self.depth) {
            self.open.pop();
        }
        self.depth -= 1;
    }

    fn wants_inside(&mut self, _: &Place<'_>) -> bool {
        self.depth <= MAX_DEPTH
    }
}

/// Whether a dialect is one that OAS 3.1 or 3.2 defines, or the one of JSON Schema that it is based on.
pub(crate) fn is_known_dialect(dialect: &str) -> bool {
    dialect.starts_with("https://spec.openapis.org/oas/")
        || dialect.trim_end_matches('#') == "https://json-schema.org/draft/2020-12/schema"
}
