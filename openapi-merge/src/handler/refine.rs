//! How a type's answers become responses, and what a declaration adds to them.

use alloc::string::{String, ToString as _};
use core::panic::Location;

use openapi_model::{Schema, StatusKey, Text, Value};

use super::Conflict;
use super::answers::{Answers, Body, Described, JSON};
use super::signature::{AnsweredByType, MainByType, Signature};
use crate::declare::{
    Declaration, DeclaredResponse, GivenModel, GivenStatus, Model, Operation, Response, ResponseClass, Responses,
    Stream,
};
use crate::diagnostics::{Problem, ProblemKind};

impl Operation {
    /// Takes in the answers of a type: those of the returned one begin with the main answer.
    pub(crate) fn take_in(
        mut self,
        answers: Answers,
        by: &'static str,
        at: &'static Location<'static>,
        returned: bool,
    ) -> Self {
        let signature = self.signature();
        signature.validation_error |= answers.validation_error;
        signature.opaque_output |= returned && answers.opaque;
        let mut each = answers.each.into_iter();
        if returned && !answers.opaque {
            if let Some(main) = each.next() {
                self.main_answer(main, by, at);
            }
        }
        for described in each {
            self.other_answer(described, by, at);
        }
        self
    }

    fn main_answer(&mut self, mut main: Described, by: &'static str, at: &'static Location<'static>) {
        let declaration = &mut *self.0;
        if main.status.is_some_and(|key| key.to_string() != "200") {
            declaration.status = main.status.map(|key| GivenStatus { key: Ok(key), at });
        }
        let first = (!main.bodies.is_empty()).then(|| main.bodies.remove(0));
        let mut is_json = false;
        let mut items = None;
        let (media_type, model) = match first {
            Some((media_type, Body::Model(model))) => {
                declaration.response_model = GivenModel::Returned(model.clone());
                (Some(media_type), Some(model))
            }
            Some((media_type, Body::Items(model))) => {
                let stream = match &*media_type {
                    "text/event-stream" => Stream::any_events(),
                    _ => Stream::any_json_lines(),
                };
                declaration.rare.get_or_insert_default().stream = Some(stream.of(model.clone()));
                items = Some(model);
                (Some(media_type), None)
            }
            Some((media_type, Body::Json)) => {
                is_json = true;
                (Some(media_type), None)
            }
            Some((media_type, _)) => (Some(media_type), None),
            None => (None, None),
        };
        is_json |= model.is_some();
        let class = match &media_type {
            _ if items.is_some() => None,
            // What an operation is of itself.
            Some(media_type) if media_type == JSON => None,
            Some(media_type) if is_json => Some(ResponseClass::json_as(media_type.clone())),
            Some(media_type) => Some(ResponseClass::new(media_type.clone())),
            None => Some(ResponseClass::unspecified()),
        };
        let has_class = class.is_some();
        let more = declaration.rare.take();
        let mut more = if has_class { Some(more.unwrap_or_default()) } else { more };
        if let Some(more) = &mut more {
            more.response_class = class;
        }
        if let Some(description) = main.description.take() {
            more.get_or_insert_default().response_description = Some(description);
        }
        declaration.rare = more;
        self.signature().main =
            Some(MainByType { returns: by, key: main.status, media_type, model: model.or(items), at });
        if !main.bodies.is_empty() || !main.headers.is_empty() {
            self.other_answer(main, by, at);
        }
    }

    fn other_answer(&mut self, described: Described, by: &'static str, at: &'static Location<'static>) {
        let Some(key) = described.status else { return };
        let described = match self.join_main(key, described) {
            Some(rest) => rest,
            None => return,
        };
        let signature = self.signature();
        let described = match signature.answered.iter_mut().find(|answered| answered.key == key) {
            Some(answered) => {
                answered.described.join(described);
                answered.described.clone()
            }
            None => {
                signature.answered.push(AnsweredByType { key, described: described.clone(), by });
                described
            }
        };
        let response = described.into_response(self.is_json());
        self.0.responses.by_key.insert(key, DeclaredResponse { response, at, spelling: None });
    }

    /// Adds a body of the main answer's status and media type to the main answer; gives what else there is.
    fn join_main(&mut self, key: StatusKey, mut described: Described) -> Option<Described> {
        let Some(main) = self.signature().main.as_mut().filter(|main| main.key == Some(key)) else {
            return Some(described);
        };
        let media_type = main.media_type.clone();
        if let Some(at) = described.bodies.iter().position(|(held, _)| Some(held) == media_type.as_ref()) {
            let (_, body) = described.bodies.remove(at);
            if let (Body::Model(other), Some(model)) = (body, &main.model) {
                let both = Model::any_of([model.clone(), other]);
                main.model = Some(both.clone());
                self.0.response_model = GivenModel::Returned(both);
            }
        }
        let has_more = !described.bodies.is_empty() || !described.headers.is_empty() || described.description.is_some();
        has_more.then_some(described)
    }

    /// Whether a model without a media type goes to `application/json`.
    fn is_json(&mut self) -> bool {
        let class = self.0.rare.as_ref().and_then(|more| more.response_class.as_ref());
        class.is_none_or(|class| class.media_type.as_deref() == Some(JSON))
    }
}

impl Described {
    fn into_response(self, is_json: bool) -> Response {
        let mut response = Response::default();
        if let Some(description) = self.description {
            response = response.description(description);
        }
        for (name, header) in self.headers {
            response = response.header(name, header);
        }
        for (media_type, body) in self.bodies {
            response = match body {
                Body::Model(model) if is_json && media_type == JSON => response.model(model),
                Body::Model(model) | Body::Items(model) => response.model_as(media_type, model),
                Body::Text => response.model_as(media_type, Model::inline(text())),
                Body::Bytes | Body::Json => response.media_type(media_type),
            };
        }
        response
    }

    fn body(&self) -> String {
        match self.bodies.first() {
            Some((_, Body::Model(model) | Body::Items(model))) => alloc::format!("`{}`", model.name()),
            Some((media_type, Body::Text | Body::Bytes | Body::Json)) => alloc::format!("`{media_type}`"),
            None => "no body".into(),
        }
    }
}

fn text() -> Schema {
    let schema = [(Text::Borrowed("type"), Value::from("string"))];
    openapi_model::FromValue::from_value(Value::Object(schema.into_iter().collect())).unwrap_or_default()
}

impl Declaration {
    /// Puts a declared response under a key: it refines what a type answers there, and replaces all else (R26).
    pub(crate) fn declare_responses(&mut self, declared: Responses) {
        let Some(signature) = &mut self.signature else { return self.responses.override_with(declared) };
        let handler = self.name.as_ref().map_or_else(|| self.path.to_string(), |name| name.to_string());
        let mut refined = Responses { misnamed: declared.misnamed, ..Responses::new() };
        for (key, mut declared) in declared.by_key {
            let held = self.responses.by_key.get(&key);
            let answered = signature.answered.iter().find(|answered| answered.key == key);
            if let (Some(answered), Some(held)) = (answered, held) {
                if let Some(conflict) = signature.conflict(&handler, answered, &declared.response) {
                    signature.problems.push(Problem::error(declared.at, ProblemKind::Conflict(conflict)));
                }
                declared.response = declared.response.refining(&held.response);
            }
            refined.by_key.insert(key, declared);
        }
        self.responses.override_with(refined);
    }
}

impl Signature {
    fn conflict(&self, handler: &str, answered: &AnsweredByType, declared: &Response) -> Option<Conflict> {
        let model = declared.model.as_ref()?;
        let is_answered = answered.described.bodies.iter().any(|(_, body)| match body {
            Body::Model(answered) | Body::Items(answered) => answered.is_same(model),
            Body::Json => true,
            Body::Text | Body::Bytes => false,
        });
        (!is_answered).then(|| Conflict::ResponseModel {
            handler: handler.into(),
            returns: answered.by,
            status: answered.key.to_string(),
            answered: answered.described.body(),
            declared: model.name(),
        })
    }
}
