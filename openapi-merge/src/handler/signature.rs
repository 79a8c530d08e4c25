//! `Signature`: what a handler's types said of an operation, kept to be held against what is declared.

use alloc::boxed::Box;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::panic::Location;

use openapi_model::{ParameterLocation, StatusKey, Text};

use super::refine::AnsweredByType;
use super::{Conflict, Input, MainByType, Output};
use crate::declare::path;
use crate::declare::{Declaration, DeclaredParameter, GivenModel, GivenParameter, Model, Operation, Parameter};
use crate::diagnostics::{Problem, ProblemKind, Problems};
use crate::rules;
use crate::scope::{OperationInScope, Place, Role};

/// What the arguments and the return type of a handler said.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signature {
    pub(crate) main: Option<MainByType>,
    pub(crate) answered: Vec<AnsweredByType>,
    in_path: Vec<InPath>,
    parameters: Vec<(GivenParameter, Argument)>,
    body: Option<(Argument, Option<Model>)>,
    schemes: Vec<Text>,
    pub(crate) opaque_input: bool,
    pub(crate) opaque_output: bool,
    pub(crate) validation_error: bool,
    pub(crate) problems: Vec<Problem>,
}

/// An argument as it is written, and where.
#[derive(Clone, Copy, Debug)]
struct Argument {
    text: &'static str,
    at: &'static Location<'static>,
}

/// Values that an argument reads from the path in their order.
#[derive(Clone, Debug)]
struct InPath {
    models: Vec<Model>,
    argument: Argument,
}

impl Operation {
    pub(crate) fn signature(&mut self) -> &mut Signature {
        self.0.signature.get_or_insert_default()
    }

    /// Takes in what an argument of the handler reads, and what is answered when it cannot be read.
    ///
    /// `argument` is the argument as it is written, for problems.
    #[must_use]
    #[track_caller]
    pub fn reads<F, T: Input<F>>(mut self, argument: &'static str) -> Self {
        let at = Location::caller();
        let argument = Argument { text: argument, at };
        let reads = T::input();
        let signature = self.signature();
        signature.opaque_input |= reads.opaque;
        if let Some(models) = reads.in_path {
            signature.in_path.push(InPath { models, argument });
        }
        if reads.body.is_some() || reads.any_body || T::READS_BODY {
            if let Some((other, _)) = &signature.body {
                let conflict = Conflict::TwoBodies { one: other.text, other: argument.text };
                signature.problems.push(Problem::error(at, ProblemKind::Conflict(conflict)));
            }
            signature.body = Some((argument, reads.body.as_ref().map(|body| body.model.clone())));
        }
        for given in reads.parameters {
            self.signature().parameters.push((given.clone(), argument));
            self.0.parameters.push(DeclaredParameter { given, at });
        }
        if let Some(body) = reads.body {
            self.0.body = Some(body);
        }
        if reads.optional_security {
            self = self.optional_security();
        }
        for security in reads.security {
            self.signature().schemes.push(security.name.clone());
            self = self.security(security);
        }
        self.take_in(<T::Refusal as Output<F>>::output(), argument.text, at, false)
    }

    /// Leaves out an argument of the handler, which may read anything.
    #[must_use]
    pub fn reads_undeclared(mut self) -> Self {
        self.signature().opaque_input = true;
        self
    }

    /// Takes in every answer of the type that the handler returns.
    ///
    /// `returns` is the type as it is written, for problems.
    #[must_use]
    #[track_caller]
    pub fn answers<F, T: Output<F>>(self, returns: &'static str) -> Self {
        self.take_in(T::output(), returns, Location::caller(), true)
    }
}

/// The operation with names for the values that its handler reads from the path in their order, if it reads any.
pub(crate) fn named(operation: &Declaration, path: &str) -> Option<Box<Declaration>> {
    let signature = operation.signature.as_ref().filter(|signature| !signature.in_path.is_empty())?;
    let mut named = Box::new(operation.clone());
    for InPath { models, argument } in &signature.in_path {
        for (name, model) in path::parameters(path).zip(models) {
            let is_declared = named.parameters.iter().any(|parameters| match &parameters.given {
                GivenParameter::One(one) => one.location == ParameterLocation::Path && one.name == name,
                GivenParameter::All(..) => false,
            });
            if !is_declared {
                let parameter = Parameter::of(String::from(name), ParameterLocation::Path, model.clone());
                named.parameters.push(DeclaredParameter { given: GivenParameter::One(parameter), at: argument.at });
            }
        }
    }
    Some(named)
}

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
