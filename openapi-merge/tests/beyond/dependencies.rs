//! What operations and layers depend on.

use openapi_merge::declare::{self, Dependency, Include, Parameter, Router, Security};
use openapi_model::{ParameterLocation, SecurityScheme};

use super::{app, assert_document};

#[test]
fn parameters_of_all_layers() {
    let of_app = Dependency::new().query_parameter::<i64>("app_q").header_parameter::<String>("x-app");
    let query = |name: &'static str| Dependency::new().query_parameter::<i64>(name);
    let items = declare::get("/items")
        .name("items")
        .query_parameter::<i64>("own_q")
        .depends(query("operation_q"))
        .depends(query("function_q"));
    let router = Router::without_handlers().depends(query("router_q")).operation(items);
    let api = app().depends(of_app).include_with(Include::new().depends(query("include_q")), router);
    assert_document("dependencies/parameters_of_all_layers", &api);
}

#[test]
fn nested_and_shared() {
    let session = Dependency::new().query_parameter::<i64>("session_id");
    let user = Dependency::new().query_parameter::<i64>("user_id").depends(session.clone());
    let reason = Parameter::new::<String>("reason", ParameterLocation::Query).default("");
    let audit = Dependency::new().parameter(reason).depends(session);
    let api = app().operation(declare::get("/items").name("items").depends(user).depends(audit));
    assert_document("dependencies/nested_and_shared", &api);
}

#[test]
fn path_parameter_of_a_router() {
    let shop = Dependency::new().path_parameter::<i64>("shop_id");
    let router = Router::without_handlers()
        .prefix("/shops/{shop_id}")
        .depends(shop)
        .operation(declare::get("/items/{item_id}").name("item").path_parameter::<i64>("item_id"))
        .operation(declare::get("/items").name("items").path_parameter::<String>("shop_id"));
    assert_document("dependencies/path_parameter_of_a_router", &app().include(router));
}

#[test]
fn two_schemes() {
    let key = Security::new("APIKeyHeader", SecurityScheme::api_key("X-Key", openapi_model::ApiKeyLocation::Header));
    let bearer = Security::new("HTTPBearer", SecurityScheme::http("bearer"));
    let api = app().operation(declare::get("/items").name("items").security(bearer).security(key));
    assert_document("dependencies/two_schemes", &api);
}
