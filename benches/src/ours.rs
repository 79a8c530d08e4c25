//! The scenarios through our public API.

use openapi_merge::declare::{self, Include, Operation, Parameter, RequestBody, Response, Router};
use openapi_merge::{Api, Rendered, SchemaStyle};
use openapi_model::{Header, Link, Map, ParameterLocation, Schema};

use crate::scenario::{self, Answer, EXPRESSION, Planned, Scenario};
use crate::shapes::Kind;

fn text_header() -> Header {
    Header::of(Schema::new(Map::from_iter([("type".into(), "string".into())])))
}

fn response(answer: &Answer) -> Response {
    let mut response = declare::description(answer.description.clone());
    if let Some(named) = answer.model {
        response = response.model(named.model());
    }
    match answer.header {
        Some(header) => response.header(header, text_header()),
        None => response,
    }
}

fn parameter(parameter: &scenario::Parameter) -> Parameter {
    let location = match parameter.location {
        "path" => ParameterLocation::Path,
        "header" => ParameterLocation::Header,
        "cookie" => ParameterLocation::Cookie,
        _ => ParameterLocation::Query,
    };
    let declared = match parameter.kind {
        Kind::Integer => Parameter::new::<i64>(parameter.name, location),
        Kind::Boolean => Parameter::new::<bool>(parameter.name, location),
        _ => Parameter::new::<String>(parameter.name, location),
    };
    declared.required(parameter.required)
}

/// An operation of a scenario inside its router.
fn operation(planned: &Planned) -> Operation {
    said(Operation::new(planned.method(), planned.path()), planned)
}

/// Says of an operation all but its method and path.
pub(crate) fn said(operation: Operation, planned: &Planned) -> Operation {
    let mut operation = operation.name(planned.name()).description(planned.description());
    for one in planned.parameters() {
        operation = operation.parameter(parameter(one));
    }
    if let Some(body) = planned.body() {
        operation = operation.body(RequestBody::of(body.model()));
    }
    if planned.status() != 200 {
        operation = operation.status_code(planned.status());
    }
    if let Some(model) = planned.response_model() {
        operation = operation.response_model_of(model.model());
    }
    if let Some((first, others)) = planned.other_media_types().split_first() {
        let response = others.iter().fold(declare::media_type(*first), |response, key| response.media_type(*key));
        operation = operation.response(200, response);
    }
    if planned.links_to_reading() {
        let mut link = Link::default();
        link.operation_id = Some(planned.reading_id());
        link.parameters.insert("id".into(), "$response.body#/id".into());
        operation = operation.response(201, Response::default().header("Location", text_header()).link("read", link));
    }
    for answer in planned.answers() {
        operation = operation.response(answer.key, response(&answer));
    }
    if let Some([event, receipt]) = planned.callback() {
        let callback = declare::post(EXPRESSION).name(planned.callback_name()).body(RequestBody::of(event.model()));
        operation = operation.callbacks([callback.response_model_of(receipt.model())]);
    }
    operation
}

/// The router around an operation and those after it, still empty.
fn router<H>(planned: &Planned) -> Router<H> {
    let router = Router::new().prefix(planned.router_prefix()).tag(planned.tag());
    match planned.router_answer() {
        Some(answer) => router.response(answer.key, response(&answer)),
        None => router,
    }
}

fn include(planned: &Planned) -> Include {
    let include = Include::new().prefix(planned.inclusion_prefix());
    match planned.inclusion_answer() {
        Some(answer) => include.response(answer.key, response(&answer)),
        None => include,
    }
}

/// A scenario without its operations.
pub(crate) fn empty<H>() -> Api<H> {
    Api::new("Bench", "1.0.0").schema_style(SchemaStyle::FastApi)
}

/// A scenario, each operation put into its router in a way of the caller's.
pub(crate) fn api_with<H>(
    scenario: Scenario,
    mut put: impl FnMut(Router<H>, Operation, &Planned) -> Router<H>,
) -> Api<H> {
    let mut api = empty();
    let mut operations = scenario.operations().peekable();
    while let Some(first) = operations.next() {
        let mut router = put(router(&first), operation(&first), &first);
        while let Some(planned) = operations.next_if(|planned| planned.router() == first.router()) {
            router = put(router, operation(&planned), &planned);
        }
        api = api.include_with(include(&first), router);
    }
    api
}

/// A scenario as an API.
pub fn api(scenario: Scenario) -> Api {
    api_with(scenario, |router, operation, _| router.operation(operation))
}

/// What a mount does with declarations up to the finished text, warnings included.
pub fn render(api: &Api) -> Rendered {
    api.render().unwrap_or_else(|problems| panic!("{problems}"))
}

/// From declarations to text.
pub fn generate(scenario: Scenario) -> String {
    render(&api(scenario)).json
}
