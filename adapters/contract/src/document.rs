//! `Document`: what a document declares, to be looked up for each exchange.

use std::collections::BTreeSet;

use openapi_model::{OpenApi, Version, pointer, upgrade};

use crate::contract::ContractError;
use crate::operation::{Declared, DeclaredAt, Reader, base_paths};
use crate::route::{Match, Routes, parameters};
use crate::schema::Schemas;

/// What is looked up for each exchange.
pub(crate) struct Document {
    pub(crate) document: OpenApi,
    pub(crate) declared_at: Vec<DeclaredAt>,
    pub(crate) schemas: Schemas,
    pub(crate) routes: Routes,
    pub(crate) paths: Vec<DeclaredPath>,
    pub(crate) operations: Vec<Declared>,
    pub(crate) callbacks: Vec<DeclaredCallback>,
    pub(crate) base_paths: Vec<String>,
}

pub(crate) struct DeclaredPath {
    /// The names of its parameters, in order.
    pub(crate) parameters: Vec<String>,
    /// Indexes of operations; none for a path that the document does not show.
    pub(crate) operations: Vec<usize>,
    /// The methods that run and that the document does not show.
    pub(crate) hidden: Vec<String>,
}

pub(crate) struct DeclaredCallback {
    pub(crate) name: String,
    pub(crate) operation: Declared,
}

/// What is declared for a method and a path.
pub(crate) enum Found<'a> {
    Operation(usize, Vec<(&'a str, &'a str)>),
    /// It runs, and the document does not show it.
    Hidden,
    /// The path with other methods.
    Path(Vec<String>),
    Nothing,
}

impl Document {
    pub(crate) fn read(document: OpenApi, declared_at: Vec<DeclaredAt>, formats: bool) -> Result<Self, ContractError> {
        let (document, _) = upgrade(document, Version::V3_2);
        let root = serde_json::from_str(&document.to_json()).map_err(ContractError::new)?;
        let schemas = Schemas::new(root, formats).map_err(ContractError::new)?;
        let mut reader = Reader::new(&document, &schemas, &declared_at);
        let (mut routes, mut paths) = (Routes::default(), Vec::new());
        let (mut operations, mut callbacks) = (Vec::new(), Vec::new());
        let items = document.paths.iter().flat_map(|paths| paths.items.iter());
        for (path, item) in items {
            let mut pointer = "/paths".to_owned();
            pointer::push(&mut pointer, path);
            let of_path = reader.path_item(path, item, &pointer);
            let templates: BTreeSet<&str> =
                declared_at.iter().filter(|one| one.path == **path).map(|one| &*one.template).collect();
            let templates = if templates.is_empty() { BTreeSet::from([&**path]) } else { templates };
            let indexes = (operations.len()..operations.len() + of_path.len()).collect::<Vec<_>>();
            for template in templates {
                routes.insert(template, paths.len());
                let hidden =
                    |one: &&DeclaredAt| one.path == **path && !of_path.iter().any(|shown| shown.method == one.method);
                paths.push(DeclaredPath {
                    parameters: parameters(template).into_iter().map(Into::into).collect(),
                    operations: indexes.clone(),
                    hidden: declared_at.iter().filter(hidden).map(|one| one.method.clone()).collect(),
                });
            }
            for declared in of_path {
                callbacks.extend(reader.callbacks(&declared.pointer, declared.at.as_deref()));
                operations.push(declared);
            }
        }
        let shown =
            |one: &&DeclaredAt| document.paths.as_ref().is_some_and(|paths| paths.items.get(&*one.path).is_some());
        for one in declared_at.iter().filter(|one| !shown(one)) {
            routes.insert(&one.template, paths.len());
            paths.push(DeclaredPath {
                parameters: Vec::new(),
                operations: Vec::new(),
                hidden: vec![one.method.clone()],
            });
        }
        let problems = reader.problems;
        if !problems.is_empty() {
            return Err(ContractError::all(problems));
        }
        let base_paths = base_paths(&document);
        let callbacks = callbacks.into_iter().map(|(name, operation)| DeclaredCallback { name, operation }).collect();
        Ok(Self { document, declared_at, schemas, routes, paths, operations, callbacks, base_paths })
    }

    /// The operation of a request: with the paths of servers and mounts taken off, else as it stands.
    pub(crate) fn find<'a>(&'a self, method: &str, path: &'a str, prefixes: &'a [String]) -> Found<'a> {
        let mut others: Option<Vec<String>> = None;
        let mut hidden = false;
        for prefix in prefixes.iter().chain(&self.base_paths).map(|prefix| &**prefix).chain([""]) {
            let Some(rest) = path.strip_prefix(prefix).filter(|rest| rest.starts_with('/')) else { continue };
            let matches = self.routes.find(rest);
            // An answer to HEAD is that to GET without its body.
            for method in [Some(method), (method == "HEAD").then_some("GET")].into_iter().flatten() {
                if let Some((at, found)) =
                    matches.iter().find_map(|found| Some((self.of_method(found, method)?, found)))
                {
                    let names = self.paths[found.path].parameters.iter().map(|name| &**name);
                    return Found::Operation(at, names.zip(found.captured.iter().copied()).collect());
                }
            }
            for found in &matches {
                let DeclaredPath { operations, hidden: methods, .. } = &self.paths[found.path];
                hidden |= methods.iter().any(|one| one == method || one == "GET" && method == "HEAD");
                if !operations.is_empty() {
                    others.get_or_insert_with(|| {
                        operations.iter().map(|at| self.operations[*at].method.clone()).collect()
                    });
                }
            }
        }
        match others {
            _ if hidden => Found::Hidden,
            Some(methods) => Found::Path(methods),
            None => Found::Nothing,
        }
    }

    fn of_method(&self, found: &Match<'_>, method: &str) -> Option<usize> {
        self.paths[found.path].operations.iter().copied().find(|at| self.operations[*at].method == method)
    }
}
