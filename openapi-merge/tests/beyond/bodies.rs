//! Request bodies: whole, in parts, forms and files.

use openapi_merge::declare::{self, BodyParameter, Dependency, Model, RequestBody};
use openapi_model::Example;
use schemars::JsonSchema;
use serde_json::json;
use std::collections::BTreeMap;

use super::{app, assert_document};

#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is wanted")]
struct Item {
    id: String,
}

#[test]
fn form_fields() {
    let password = BodyParameter::form::<String>("password").min_length(8).keyword("format", "password");
    let login = declare::post("/login")
        .name("login")
        .body_parameter(BodyParameter::form::<String>("username"))
        .body_parameter(password)
        .body_parameter(BodyParameter::form::<bool>("remember").default(false));
    assert_document("bodies/form_fields", &app().operation(login));
}

#[test]
fn form_model() {
    #[derive(JsonSchema)]
    #[schemars(deny_unknown_fields)]
    #[allow(dead_code, reason = "only its schema is wanted")]
    struct Login {
        username: String,
        #[schemars(default)]
        password: String,
    }
    let login = declare::post("/login").name("login").body_parameter(BodyParameter::form_model::<Login>("data"));
    assert_document("bodies/form_model", &app().operation(login));
}

#[test]
fn file_bytes_and_upload() {
    let read_whole = BodyParameter::file("file").description("Read whole");
    let api = app()
        .operation(declare::post("/bytes").name("as_bytes").body_parameter(read_whole))
        .operation(declare::post("/upload").name("as_upload").body_parameter(BodyParameter::file("file")));
    assert_document("bodies/file_bytes_and_upload", &api);
}

#[test]
fn multipart_with_json_model() {
    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema is wanted")]
    struct Meta {
        title: String,
    }
    let upload = declare::post("/files")
        .name("upload")
        .body_parameter(BodyParameter::file("file"))
        .body_parameter(BodyParameter::form::<String>("note"))
        .body_parameter(BodyParameter::new::<Meta>("meta"));
    assert_document("bodies/multipart_with_json_model", &app().operation(upload));
}

#[test]
fn body_from_dependencies() {
    let item = || BodyParameter::new::<Item>("item");
    let one = Dependency::new().body_parameter(item());
    let two = Dependency::new().body_parameter(item()).body_parameter(BodyParameter::new::<String>("reason"));
    let joined = declare::post("/joined")
        .name("joined")
        .body_parameter(BodyParameter::new::<String>("by"))
        .depends(one.clone())
        .depends(two);
    let alone = declare::post("/alone").name("alone").body_parameter(item()).depends(one);
    assert_document("bodies/body_from_dependencies", &app().operation(joined).operation(alone));
}

#[test]
fn form_model_and_field() {
    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema is wanted")]
    struct Login {
        username: String,
        password: String,
    }
    let login = declare::post("/login")
        .name("login")
        .body_parameter(BodyParameter::form_model::<Login>("data"))
        .body_parameter(BodyParameter::form::<String>("device"))
        .body_parameter(BodyParameter::form::<bool>("trust").default(false));
    assert_document("bodies/form_model_and_field", &app().operation(login));
}

#[test]
fn file_list_and_field() {
    let upload = declare::post("/files")
        .name("upload")
        .body_parameter(BodyParameter::files("files"))
        .body_parameter(BodyParameter::form::<Option<String>>("note").required(false));
    assert_document("bodies/file_list_and_field", &app().operation(upload));
}

#[test]
fn embed_one() {
    let update =
        declare::put("/items").name("update").body_parameter(BodyParameter::new::<Item>("theItem").embed(true));
    assert_document("bodies/embed_one", &app().operation(update));
}

#[test]
fn several_bodies() {
    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema is wanted")]
    struct User {
        name: String,
    }
    let update = declare::put("/items/{item_id}")
        .name("update")
        .path_parameter::<i64>("item_id")
        .body_parameter(BodyParameter::new::<Item>("item"))
        .body_parameter(BodyParameter::new::<Option<User>>("user").required(false))
        .body_parameter(BodyParameter::new::<i64>("importance").gt(0).default(1));
    assert_document("bodies/several_bodies", &app().operation(update));
}

#[test]
fn body_title_and_description() {
    let item = BodyParameter::new::<Item>("item").title("The Item").description("Which one").deprecated(true);
    let create = declare::post("/items").name("create").body_parameter(item);
    assert_document("bodies/body_title_and_description", &app().operation(create));
}

#[test]
fn scalar_list_and_map_bodies() {
    let text = BodyParameter::new::<String>("the_text").max_length(10);
    let api = app()
        .operation(declare::post("/text").name("text").body_parameter(text))
        .operation(declare::post("/list").name("many").body_parameter(BodyParameter::new::<Vec<Item>>("items")))
        .operation(
            declare::post("/map")
                .name("weights")
                .body_parameter(BodyParameter::new::<BTreeMap<String, f64>>("weights")),
        );
    assert_document("bodies/scalar_list_and_map_bodies", &api);
}

#[test]
fn media_types_of_bodies() {
    const A: &str = "application/vnd.a+json";
    let number = |name: &'static str| BodyParameter::new::<i64>(name);
    let one = BodyParameter::new::<BTreeMap<String, i64>>("a").media_type(A);
    let post = |path: &'static str, name: &'static str| declare::post(path).name(name);
    let api = app()
        .operation(post("/one", "one").body_parameter(one))
        .operation(
            post("/equal", "equal").body_parameter(number("a").media_type(A)).body_parameter(number("b").media_type(A)),
        )
        .operation(
            post("/different", "different").body_parameter(number("a").media_type(A)).body_parameter(number("b")),
        );
    assert_document("bodies/media_types_of_bodies", &api);
}

#[test]
fn body_examples() {
    let named = |body: BodyParameter| {
        let mut good = Example::default();
        good.summary = Some("S".into());
        good.value = Some(json!({ "id": "a" }).into());
        let mut far = Example::default();
        far.external_value = Some("https://example.com/a.json".into());
        body.named_example("good", good).named_example("far", far)
    };
    let item = || BodyParameter::new::<Item>("item");
    let post = |path: &'static str, name: &'static str| declare::post(path).name(name);
    let both = named(item()).example(json!({ "id": "b" })).examples([json!({ "id": "c" })]);
    let api = app()
        .operation(post("/schema", "in_schema").body_parameter(item().examples([json!({ "id": "a" })])))
        .operation(post("/named", "in_media_type").body_parameter(named(item())))
        .operation(post("/both", "both").body_parameter(both))
        .operation(post("/single", "single").body_parameter(item().example(json!({ "id": "b" }))));
    assert_document("bodies/body_examples", &api);
}

#[test]
fn further_media_types_come_after_the_main_one_with_schemas_of_their_own() {
    let body = RequestBody::new::<Item>().also_as("text/csv", Model::of::<String>()).also("application/yaml");
    let document = app().operation(declare::post("/items").body(body)).document().expect("it can be declared");
    let post = document.paths.unwrap_or_default().items["/items"].post.clone().unwrap_or_default();
    let content = post.request_body.expect("there is a body").item().expect("no reference").content.clone();
    let keys: Vec<_> = content.keys().map(|key| key.to_string()).collect();
    assert_eq!(keys, ["application/json", "text/csv", "application/yaml"]);
}

#[test]
fn a_body_is_declared_whole_or_in_parts() {
    let twice = declare::post("/items").request_body::<Item>().body_parameter(BodyParameter::new::<Item>("item"));
    let problems = app().operation(twice).problems();
    let told: Vec<_> = problems.errors().map(|problem| problem.kind.to_string()).collect();
    assert_eq!(told, ["`item` is a part of a body, but a whole body is declared too; say one or the other"]);
}
