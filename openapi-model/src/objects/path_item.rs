//! Path Item and Paths.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::codec::object::{Patterned, fixed_fields, patterned};
use crate::{Extensions, Map, Operation, Parameter, RefOr, Server, Text};

/// The operations on one path.
///
/// OAS 3.2 [Path Item Object](https://spec.openapis.org/oas/v3.2.0#path-item-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PathItem {
    /// `$ref`: another path item, whose members are used where this has none.
    pub reference: Option<Text>,
    /// In a few words, for all operations.
    pub summary: Option<Text>,
    /// At length, in CommonMark.
    pub description: Option<Text>,
    /// GET
    pub get: Option<Box<Operation>>,
    /// PUT
    pub put: Option<Box<Operation>>,
    /// POST
    pub post: Option<Box<Operation>>,
    /// DELETE
    pub delete: Option<Box<Operation>>,
    /// OPTIONS
    pub options: Option<Box<Operation>>,
    /// HEAD
    pub head: Option<Box<Operation>>,
    /// PATCH
    pub patch: Option<Box<Operation>>,
    /// TRACE
    pub trace: Option<Box<Operation>>,
    /// QUERY. Since OAS 3.2.
    pub query: Option<Box<Operation>>,
    /// Other methods, by their name as it is sent. Since OAS 3.2.
    pub additional_operations: Map<Text, Operation>,
    /// Where all operations are served.
    pub servers: Vec<Server>,
    /// Parameters of all operations; an operation's own wins.
    pub parameters: Vec<RefOr<Parameter>>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(PathItem, "a Path Item Object", {
    "$ref" => reference,
    "summary" => summary,
    "description" => description,
    "get" => get,
    "put" => put,
    "post" => post,
    "delete" => delete,
    "options" => options,
    "head" => head,
    "patch" => patch,
    "trace" => trace,
    "query" => query,
    "additionalOperations" => additional_operations,
    "servers" => servers,
    "parameters" => parameters,
});

impl PathItem {
    /// Every operation with its method, as it is sent (`GET`, `QUERY` …).
    pub fn operations(&self) -> impl Iterator<Item = (&str, &Operation)> {
        let fixed = [
            ("GET", &self.get),
            ("PUT", &self.put),
            ("POST", &self.post),
            ("DELETE", &self.delete),
            ("OPTIONS", &self.options),
            ("HEAD", &self.head),
            ("PATCH", &self.patch),
            ("TRACE", &self.trace),
            ("QUERY", &self.query),
        ];
        fixed
            .into_iter()
            .filter_map(|(method, operation)| Some((method, operation.as_deref()?)))
            .chain(self.additional_operations.iter().map(|(method, operation)| (&**method, operation)))
    }

    /// Puts an operation under its method (`GET`, `QUERY` …, case as it is sent) and returns what stood there.
    pub fn insert(&mut self, method: &str, operation: Operation) -> Option<Operation> {
        let slot = match method {
            "GET" => &mut self.get,
            "PUT" => &mut self.put,
            "POST" => &mut self.post,
            "DELETE" => &mut self.delete,
            "OPTIONS" => &mut self.options,
            "HEAD" => &mut self.head,
            "PATCH" => &mut self.patch,
            "TRACE" => &mut self.trace,
            "QUERY" => &mut self.query,
            other => return self.additional_operations.insert(Text::Owned(other.into()), operation),
        };
        slot.replace(Box::new(operation)).map(|before| *before)
    }
}

/// The paths of an API, in order.
///
/// OAS 3.2 [Paths Object](https://spec.openapis.org/oas/v3.2.0#paths-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Paths {
    /// By path template, which begins with `/`.
    pub items: Map<Text, PathItem>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fn sort(key: &str) -> Patterned {
    match key.as_bytes() {
        [b'/', ..] => Patterned::Key,
        [b'x', b'-', ..] => Patterned::Extension,
        _ => Patterned::Neither("a path that begins with `/`"),
    }
}

patterned!(Paths, "a Paths Object", items, sort);
