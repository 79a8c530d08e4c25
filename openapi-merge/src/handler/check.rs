//! Compares what a handler's types say with what is declared of its operation.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::panic::Location;

use openapi_model::{ParameterLocation, StatusKey, Text};

use super::Conflict;
use super::signature::{Argument, InPath, MainByType, Signature};
use crate::declare::{DeclaredParameter, GivenModel, GivenParameter, Model, path};
use crate::diagnostics::{Problem, ProblemKind, Problems};
use crate::rules;
use crate::scope::{OperationInScope, Place, Role};

/// Holds what a handler does against what is declared of it.
pub(crate) fn check(said: &OperationInScope<'_>, place: &Place<'_>, problems: &mut Problems) {
    let Some(signature) = &said.declared.signature else { return };
    signature.problems.iter().for_each(|problem| problems.add(problem.clone().within(place)));
    let check = Check { said, signature, place };
    check.status(problems);
    check.body(problems);
    if said.role == Role::Path {
        check.path(problems);
    }
    check.security(problems);
}

struct Check<'a> {
    said: &'a OperationInScope<'a>,
    signature: &'a Signature,
    place: &'a Place<'a>,
}

impl Check<'_> {
    fn handler(&self) -> String {
        let operation = self.said.declared;
        operation.name.as_ref().map_or_else(|| self.said.path.to_string(), |name| name.to_string())
    }

    fn add(&self, at: &'static Location<'static>, conflict: Conflict, problems: &mut Problems) {
        problems.add(Problem::error(at, ProblemKind::Conflict(conflict)).within(self.place));
    }

    /// The main response: its status, its class and its model.
    fn status(&self, problems: &mut Problems) {
        let operation = self.said.declared;
        let Some(MainByType { returns, key, media_type, model, at }) = &self.signature.main else { return };
        if let (Some(answered), Some(given)) = (key, &operation.status) {
            if given.key.as_ref().is_ok_and(|declared| declared != answered) {
                let (answered, declared) = (answered.to_string(), declared_key(&given.key));
                self.add(given.at, Conflict::Status { handler: self.handler(), returns, answered, declared }, problems);
                return;
            }
        }
        let class = self.said.response_class();
        if *media_type != class.media_type {
            let text = |media_type: &Option<Text>| media_type.as_deref().unwrap_or("no media type").to_string();
            let (answered, declared) = (text(media_type), text(&class.media_type));
            self.add(at, Conflict::ResponseClass { handler: self.handler(), returns, answered, declared }, problems);
            return;
        }
        let key_of_main = rules::main_status(self.said);
        let beside = key_of_main.and_then(|key| operation.responses.by_key.get(&key));
        let beside = beside.and_then(|declared| Some((declared.response.model.as_ref()?, declared.at)));
        if let Some((declared, at)) = beside.filter(|(it, _)| model.as_ref().is_none_or(|model| !model.is_same(it))) {
            self.add(at, self.other_model(returns, key_of_main, model.as_ref(), declared), problems);
        }
        if let GivenModel::Said(declared) = &operation.response_model {
            if model.as_ref().is_none_or(|model| !model.is_same(declared)) {
                self.add(at, self.other_model(returns, key_of_main, model.as_ref(), declared), problems);
            }
        }
    }

    fn other_model(
        &self,
        returns: &'static str,
        key: Option<StatusKey>,
        answered: Option<&Model>,
        declared: &Model,
    ) -> Conflict {
        Conflict::ResponseModel {
            handler: self.handler(),
            returns,
            status: key.map_or_else(String::new, |key| key.to_string()),
            answered: answered.map_or_else(|| "no model".into(), |model| alloc::format!("`{}`", model.name())),
            declared: declared.name(),
        }
    }

    fn body(&self, problems: &mut Problems) {
        let Some(declared) = &self.said.declared.body else { return };
        match &self.signature.body {
            Some((argument, Some(model))) if !model.is_same(&declared.model) => {
                let (handler, argument, at) = (self.handler(), argument.text, argument.at);
                self.add(at, Conflict::Body { handler, argument, declared: declared.model.name() }, problems);
            }
            None if !self.signature.opaque_input => {
                let conflict = Conflict::UnreadBody { handler: self.handler(), declared: declared.model.name() };
                self.add(self.said.declared.at, conflict, problems);
            }
            _ => {}
        }
    }

    fn path(&self, problems: &mut Problems) {
        let path = self.said.path;
        let mut read: Vec<String> = Vec::new();
        for InPath { models, argument } in &self.signature.in_path {
            let parameters = path::parameters(path).count();
            if models.len() != parameters {
                let (argument, at, values, path) = (argument.text, argument.at, models.len(), path.to_string());
                self.add(at, Conflict::PathValues { argument, values, parameters, path }, problems);
                return;
            }
            for (name, model) in path::parameters(path).zip(models) {
                self.path_model(name, model, *argument, problems);
                read.push(name.to_string());
            }
        }
        for (given, argument) in &self.signature.parameters {
            let names = match given {
                GivenParameter::One(one) if one.location == ParameterLocation::Path => {
                    Vec::from([one.name.to_string()])
                }
                GivenParameter::All(all) if all.location == ParameterLocation::Path => all.model.properties(),
                _ => continue,
            };
            for name in names {
                if !path::parameters(path).any(|known| known == name) {
                    let (name, path) = (name.clone(), path.to_string());
                    self.add(argument.at, Conflict::NotInPath { argument: argument.text, name, path }, problems);
                }
                read.push(name);
            }
        }
        for declared in self.said.parameters_of_dependencies() {
            if let GivenParameter::One(one) = &declared.given {
                read.push(one.name.to_string());
            }
        }
        for name in path::parameters(path).filter(|name| !read.iter().any(|read| read == name)) {
            let conflict = Conflict::UnreadPathParameter { handler: self.handler(), name: name.to_string() };
            let problem = if self.signature.opaque_input { Problem::warning } else { Problem::error };
            problems.add(problem(self.said.declared.at, ProblemKind::Conflict(conflict)).within(self.place));
        }
    }

    /// A parameter that is declared beside the argument that reads it, to say more of it.
    fn path_model(&self, name: &str, model: &Model, argument: Argument, problems: &mut Problems) {
        for DeclaredParameter { given, at } in &self.said.declared.parameters {
            let GivenParameter::One(one) = given else { continue };
            if one.location == ParameterLocation::Path && one.name == name && !one.model.is_same(model) {
                let declared = one.model.name();
                let conflict = Conflict::PathModel { argument: argument.text, name: name.to_string(), declared };
                self.add(at, conflict, problems);
            }
        }
    }

    fn security(&self, problems: &mut Problems) {
        if self.signature.opaque_input {
            return;
        }
        for security in self.said.security() {
            if !security.elsewhere && !self.signature.schemes.contains(&security.name) {
                let conflict = Conflict::UnreadSecurity { handler: self.handler(), scheme: security.name.to_string() };
                let problem = Problem::warning(self.said.declared.at, ProblemKind::Conflict(conflict));
                problems.add(problem.within(self.place));
            }
        }
    }
}

fn declared_key(key: &Result<StatusKey, String>) -> String {
    match key {
        Ok(key) => key.to_string(),
        Err(text) => text.clone(),
    }
}
