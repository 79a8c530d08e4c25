//! Parameters: which are shown, and what of them.

use openapi_merge::declare::{self, Dependency, Parameter, Parameters};
use openapi_model::ParameterLocation::{Cookie, Header, Path, Query};
use schemars::JsonSchema;

use super::{app, assert_document};

#[test]
fn same_name_function_and_dependency() {
    let q = Parameter::new::<i64>("q", Query).description("of the dependency");
    let page = Parameter::new::<i64>("page", Query).default(1);
    let paging = Dependency::new().parameter(q).parameter(page);
    let items = declare::get("/items")
        .name("items")
        .parameter(Parameter::new::<String>("q", Query).description("of the function"))
        .parameter(Parameter::new::<String>("z", Query).default(""))
        .depends(paging);
    assert_document("parameters/same_name_function_and_dependency", &app().operation(items));
}

#[test]
fn same_name_other_place() {
    let cookie = Dependency::new().parameter(Parameter::new::<Option<String>>("id", Cookie).required(false));
    let header = Dependency::new().parameter(Parameter::new::<i64>("id", Header));
    let query = Dependency::new().parameter(Parameter::new::<String>("id", Query).default(""));
    let item = declare::get("/items/{id}")
        .name("item")
        .parameter(Parameter::new::<i64>("id", Path))
        .depends(cookie)
        .depends(header)
        .depends(query);
    assert_document("parameters/same_name_other_place", &app().operation(item));
}

#[test]
fn same_name_required_wins() {
    let optional = Dependency::new().parameter(Parameter::new::<Option<String>>("q", Query).required(false));
    let required = Dependency::new().query_parameter::<i64>("q");
    let first = declare::get("/first").name("first").depends(required.clone()).depends(optional.clone());
    let last = declare::get("/last").name("last").depends(optional).depends(required);
    assert_document("parameters/same_name_required_wins", &app().operation(first).operation(last));
}

#[test]
fn query_model_optional() {
    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema is wanted")]
    struct Range {
        start: i64,
        end: i64,
        #[schemars(default = "one")]
        step: i64,
    }
    fn one() -> i64 {
        1
    }
    let items = declare::get("/items").name("items").parameters(Parameters::new::<Range>(Query).required(false));
    assert_document("parameters/query_model_optional", &app().operation(items));
}

#[test]
fn hidden_within_model() {
    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema is wanted")]
    struct Filter {
        #[schemars(default)]
        text: String,
        #[schemars(default)]
        secret: String,
    }
    let shown = declare::get("/shown").name("shown").query::<Filter>();
    let hidden = Parameters::new::<Filter>(Query).include_in_schema(false);
    let hidden = declare::get("/hidden").name("hidden").parameters(hidden);
    assert_document("parameters/hidden_within_model", &app().operation(shown).operation(hidden));
}

#[test]
fn parameter_examples() {
    let named = |parameter: Parameter| {
        let mut one = openapi_model::Example::default();
        one.summary = Some("One".into());
        one.description = Some("The first".into());
        one.value = Some(1.into());
        let mut two = openapi_model::Example::default();
        two.value = Some(2.into());
        parameter.named_example("one", one).named_example("two", two)
    };
    let items = declare::get("/items/{n}")
        .name("items")
        .parameter(named(Parameter::new::<i64>("n", Path)))
        .parameter(Parameter::new::<String>("schema", Query).examples(["a", "b"]))
        .parameter(Parameter::new::<String>("single", Query).example("c"))
        .parameter(named(Parameter::new::<i64>("both", Query)).example(3));
    assert_document("parameters/parameter_examples", &app().operation(items));
}
