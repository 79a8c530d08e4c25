//! The scenarios as JSON, for generators that are not written in Rust.

use serde_json::{Map, Value, json};

use crate::scenario::{Answer, EXPRESSION, OF_A_ROUTER, Planned, Scenario};
use crate::shapes::{Content, Kind, Shape};

/// All that a scenario says: its models, then its routers with their operations.
#[must_use]
pub fn plan(scenario: Scenario) -> Value {
    let operations: Vec<Planned> = scenario.operations().collect();
    let routers: Vec<Value> = operations.chunks(OF_A_ROUTER).map(router).collect();
    let models: Vec<Value> = scenario.used().into_iter().map(model).collect();
    json!({ "expression": EXPRESSION, "models": models, "routers": routers })
}

fn router(operations: &[Planned]) -> Value {
    let Some(first) = operations.first() else { return Value::Null };
    json!({
        "prefix": first.router_prefix(),
        "tag": first.tag(),
        "responses": responses(first.router_answer()),
        "inclusion": { "prefix": first.inclusion_prefix(), "responses": responses(first.inclusion_answer()) },
        "operations": operations.iter().map(operation).collect::<Vec<_>>(),
    })
}

fn responses(answers: impl IntoIterator<Item = Answer>) -> Value {
    let text = || json!({ "schema": { "type": "string" } });
    let entry = |answer: Answer| {
        let mut response = json!({ "description": answer.description });
        if let Some(model) = answer.model {
            response["model"] = model.name.into();
        }
        if let Some(header) = answer.header {
            response["headers"] = json!({ header: text() });
        }
        (answer.key.to_owned(), response)
    };
    Value::Object(answers.into_iter().map(entry).collect())
}

fn operation(planned: &Planned) -> Value {
    let mut own = responses(planned.answers());
    if planned.links_to_reading() {
        own["201"] = json!({
            "headers": { "Location": { "schema": { "type": "string" } } },
            "links": { "read": {
                "operationId": planned.reading_id(), "parameters": { "id": "$response.body#/id" },
            } },
        });
    }
    let content: Map<String, Value> =
        planned.other_media_types().iter().map(|key| ((*key).to_owned(), json!({}))).collect();
    if !content.is_empty() {
        own[planned.status().to_string()] = json!({ "content": content });
    }
    let parameter = |it: &'static crate::scenario::Parameter| json!({ "name": it.name, "in": it.location, "kind": kind(&it.kind), "required": it.required });
    json!({
        "method": planned.method(),
        "path": planned.path(),
        "name": planned.name(),
        "description": planned.description(),
        "status": planned.status(),
        "body": planned.body().map(|model| model.name),
        "response_model": planned.response_model().map(|model| model.name),
        "parameters": planned.parameters().map(parameter).collect::<Vec<_>>(),
        "responses": own,
        "callback": planned.callback().map(|[sent, answered]| {
            json!({ "name": planned.callback_name(), "body": sent.name, "response_model": answered.name })
        }),
    })
}

fn model(shape: &'static Shape) -> Value {
    match &shape.content {
        Content::Words(words) => json!({ "name": shape.name, "words": words }),
        Content::Properties(properties) => {
            let property = |it: &crate::shapes::Property| {
                json!({
                    "name": it.name, "kind": kind(&it.kind), "required": it.required, "description": it.description,
                })
            };
            json!({ "name": shape.name, "properties": properties.iter().map(property).collect::<Vec<_>>() })
        }
    }
}

/// `"string"`, `{"component": NAME}`, `{"list": …}`
fn kind(of: &Kind) -> Value {
    match of {
        Kind::String => "string".into(),
        Kind::Integer => "integer".into(),
        Kind::Number => "number".into(),
        Kind::Boolean => "boolean".into(),
        Kind::Object => "object".into(),
        Kind::Any => "any".into(),
        Kind::Component(name) => json!({ "component": name }),
        Kind::List(item) => json!({ "list": kind(item) }),
        Kind::Map(item) => json!({ "map": kind(item) }),
        Kind::Nullable(item) => json!({ "nullable": kind(item) }),
    }
}
