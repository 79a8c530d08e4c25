//! Every problem's sentence, word for word, with the line of the declaration and its place in the API.

#![allow(dead_code, reason = "only the schemas of these types are wanted")]
#![allow(missing_docs, reason = "a test")]

use openapi_merge::declare::{self, Catalog, Definition, Include, Operation, ResponseClass, Responses, Router};
use openapi_merge::{Api, Problem, ProblemKind, Problems};
use openapi_model::Schema;
use schemars::JsonSchema;

#[derive(JsonSchema)]
struct Message {
    message: String,
}

fn api(operation: Operation) -> Api {
    Api::without_handlers("A", "1").operation(operation)
}

/// Asserts that there is one problem, and what it says.
#[track_caller]
fn assert_says(api: &Api, line: u32, place: &str, said: &str) {
    let problems = api.problems();
    let [problem] = problems.iter().collect::<Vec<_>>()[..] else { panic!("expected one problem, found {problems}") };
    assert_problem(problem, line, place, said);
}

#[track_caller]
fn assert_problem(problem: &Problem, line: u32, place: &str, said: &str) {
    let at = format!("{}:{line}:", file!());
    let text = problem.to_string();
    let (sentence, rest) = text.split_once("\n   --> ").expect("it says where");
    assert_eq!(sentence, said);
    assert!(rest.starts_with(&at), "expected {at}, found {rest}");
    assert_eq!(rest.split_once("\n    in ").map_or("", |(_, place)| place), place);
}

#[test]
fn a_key_that_is_none() {
    let line = line!() + 1;
    let api = api(declare::get("/a").response("hello", declare::description("b")));
    assert_says(
        &api,
        line,
        "GET /a > responses",
        "error: `hello` is not a status key: expected a code from 100 to 999, a range `1XX` to `5XX`, or `default`",
    );
}

#[test]
fn keys_of_every_kind_keep_their_line() {
    let number = line!() + 1;
    let responses = Responses::new().with(99, declare::description("a"));
    let array = line!() + 1;
    let responses = responses | [("4XXX", declare::description("b"))];
    let status = line!() + 1;
    let operation = declare::get("/a").status_code("2XX");
    let operation = operation.responses(responses);
    let layer = line!() + 1;
    let router = Router::without_handlers().response(1000, declare::description("c")).operation(operation);
    let problems = Api::without_handlers("A", "1").include(router).problems();
    let found: Vec<_> = problems.iter().map(|problem| (problem.at.line(), problem.kind.clone())).collect();
    let invalid = |line, given: &str| (line, ProblemKind::InvalidStatus { given: given.into() });
    assert_eq!(found, [invalid(layer, "1000"), invalid(number, "99"), invalid(array, "4XXX"), invalid(status, "2XX")]);
}

#[test]
fn a_model_where_no_body_is() {
    let line = line!() + 1;
    let additional = api(declare::get("/a").response(204, declare::model::<Message>()));
    let said = "error: status 204 never has a body, so it cannot have a model";
    assert_says(&additional, line, "GET /a > responses", said);
    let line = line!() + 1;
    let main = api(declare::delete("/a").status_code(204).response_model::<Message>());
    assert_says(&main, line, "DELETE /a > responses", said);
}

#[test]
fn prefixes() {
    let line = line!() + 1;
    let without = Router::without_handlers().prefix("admin").operation(declare::get("/a"));
    let problems = Api::without_handlers("A", "1").include(without).problems();
    let said = "error: the prefix `admin` does not begin with `/`";
    assert_problem(problems.iter().next().expect("a problem"), line, "", said);

    let line = line!() + 1;
    let include = Include::new().prefix("/admin/");
    let api =
        Api::without_handlers("A", "1").include_with(include, Router::without_handlers().operation(declare::get("/a")));
    assert_says(&api, line, "", "error: the prefix `/admin/` ends with `/`, but the paths after it begin with one");
}

#[test]
fn paths() {
    let line = line!() + 1;
    let empty = Api::without_handlers("A", "1").include(Router::without_handlers().operation(declare::get("")));
    assert_says(&empty, line, "GET ", "error: the prefix and the path are both empty");

    let line = line!() + 1;
    let bare = api(declare::get("a"));
    assert_says(&bare, line, "GET a", "error: the path `a` does not begin with `/`");

    let line = line!() + 1;
    let twice = api(declare::get("/{a}/{a}").path_parameter::<String>("a"));
    assert_says(&twice, line, "GET /{a}/{a}", "error: the path `/{a}/{a}` has the parameter `a` twice");

    let line = line!() + 1;
    let convertor = api(declare::get("/{a:date}").path_parameter::<String>("a"));
    assert_says(
        &convertor,
        line,
        "GET /{a:date}",
        "error: `date` in the path `/{a:date}` is not a convertor: expected `str`, `path`, `int`, `float` or `uuid`",
    );
}

#[test]
fn no_status() {
    let line = line!() + 1;
    let api = api(declare::get("/a").response_class(ResponseClass::json().without_status()));
    assert_says(
        &api,
        line,
        "GET /a > responses",
        "error: the response class has no status of its own and no `status_code` is declared",
    );
}

#[test]
fn doubles() {
    let first = declare::get("/a");
    let line = line!() + 1;
    let api = api(first).operation(declare::get("/a"));
    assert_says(&api, line, "GET /a", "error: GET /a is declared twice");
}

#[test]
fn one_path_by_other_ways() {
    let in_router =
        Router::without_handlers().prefix("/a").operation(declare::get("/{b:int}").path_parameter::<i64>("b"));
    let api = api(declare::get("/a/{b}").path_parameter::<i64>("b")).include(in_router);
    let said: Vec<String> = api.problems().iter().map(|problem| problem.kind.to_string()).collect();
    assert_eq!(said, ["GET /a/{b} is declared twice"]);
}

#[test]
fn an_expression_that_means_something_else() {
    let line = line!() + 1;
    let callback = declare::post("x-url").name("notify");
    let said =
        "error: `x-url` cannot be a callback's expression: `$ref` and what begins with `x-` have another meaning there";
    let api = api(declare::get("/a").callbacks([callback]));
    let problems = api.problems();
    assert_problem(problems.errors().next().expect("an error"), line, "GET /a > callbacks > notify", said);
}

#[test]
fn callbacks() {
    let callback = || declare::post("{$request.body#/url}").name("paid");
    let first = callback();
    let line = line!() + 1;
    let second = declare::post("{$request.body#/url}").name("paid");
    assert_says(
        &api(declare::post("/a").request_body::<Url>().callbacks([first, second])),
        line,
        "POST /a > callbacks > paid",
        "error: the callback `paid` has POST {$request.body#/url} twice",
    );

    let line = line!() + 1;
    let unnamed = declare::post("{$request.body#/url}");
    assert_says(
        &api(declare::post("/a").request_body::<Url>().callbacks([unnamed])),
        line,
        "POST /a > callbacks",
        "error: the callback on `{$request.body#/url}` has no name; say `.name(…)`",
    );

    let line = line!() + 1;
    let wrong = declare::post("{$request.body#/url}").name("paid").response("x", declare::description("y"));
    assert_says(
        &api(declare::post("/a").request_body::<Url>().callbacks([wrong])),
        line,
        "POST /a > callbacks > paid > responses",
        "error: `x` is not a status key: expected a code from 100 to 999, a range `1XX` to `5XX`, or `default`",
    );
}

#[derive(JsonSchema)]
struct Url {
    url: String,
}

#[test]
fn models() {
    let mut catalog = Catalog::default();
    catalog.define("item", Definition::new("shop.Item", Schema::reference("#/$defs/part")));
    let catalog = catalog.share();
    let line = line!() + 1;
    let unknown = api(declare::get("/a").response_model_of(catalog.model("thing")));
    assert_says(&unknown, line, "", "error: the catalog has no definition `thing`");

    let line = line!() + 1;
    let api = api(declare::get("/a").query::<Vec<String>>());
    assert_says(
        &api,
        line,
        "GET /a",
        "error: `Array_of_string` is not a struct with named fields, so it cannot be read as parameters",
    );
}

#[test]
fn names_that_only_a_number_tells_apart() {
    let schema = |kind: &str| Schema::try_from(serde_json::json!({ "type": kind })).expect("a schema");
    let mut catalog = Catalog::default();
    catalog.define("one", Definition::new("shop.Item", schema("string")));
    catalog.define("two", Definition::new("shop.Item", schema("integer")));
    let catalog = catalog.share();
    let api = Api::without_handlers("A", "1")
        .operation(declare::get("/a").response_model_of(catalog.model("one")))
        .operation(declare::get("/b").response_model_of(catalog.model("two")));
    let said: Vec<String> = api.problems().warnings().map(|problem| problem.kind.to_string()).collect();
    assert_eq!(
        said,
        [
            "nothing but its number tells the component `shop__Item__1` from other types named `shop.Item`; rename one",
            "nothing but its number tells the component `shop__Item__2` from other types named `shop.Item`; rename one",
        ]
    );
}

mod other {
    #[derive(schemars::JsonSchema)]
    pub struct Message {
        text: i32,
    }
}

#[test]
fn types_that_schemars_may_have_numbered() {
    #[derive(JsonSchema)]
    struct Both {
        one: Message,
        two: other::Message,
    }
    let said: Vec<String> = api(declare::get("/a").response_model::<Both>())
        .problems()
        .warnings()
        .map(|problem| problem.kind.to_string())
        .collect();
    assert_eq!(
        said,
        ["the component `Message2` may be a second type named `Message`; say `.model::<T>()` on the `Api` for both, \
          or rename one with `#[schemars(rename = \"…\")]`"]
    );
}

#[test]
fn path_parameters() {
    let line = line!() + 1;
    let undeclared = api(declare::get("/{id}"));
    assert_says(
        &undeclared,
        line,
        "GET /{id}",
        "warning: the path parameter `id` is not declared; say `.path_parameter::<T>(\"id\")`",
    );

    let line = line!() + 1;
    let unknown = api(declare::get("/a").path_parameter::<String>("id"));
    assert_says(&unknown, line, "GET /a", "warning: the path parameter `id` is declared, but the path has no `{id}`");
}

#[test]
fn an_operation_id_twice() {
    let first = declare::get("/a").operation_id("x");
    let line = line!() + 1;
    let api = api(first).operation(declare::get("/b").operation_id("x"));
    assert_says(&api, line, "GET /b", "warning: the operationId `x` is another operation's too");
}

#[test]
fn responses_that_nothing_receives() {
    let responses = Responses::from([("404", declare::description("a")), ("5XX", declare::description("b"))]);
    let line = line!() + 1;
    let unused = Router::without_handlers().responses(responses);
    assert_says(
        &Api::without_handlers("A", "1").include(unused),
        line,
        "",
        "warning: no operation receives the responses `404`, `5XX` declared here",
    );
}

#[test]
fn a_model_that_is_promised_and_not_shown() {
    let line = line!() + 1;
    let api = api(declare::get("/a").response_class(ResponseClass::html()).response_model::<Message>());
    assert_says(
        &api,
        line,
        "GET /a > responses",
        "warning: the response model of status 200 is not shown: the response class is not JSON",
    );
}

#[test]
fn what_a_framework_cannot_mount() {
    let line = line!() + 1;
    let at = std::panic::Location::caller();
    let problem = Problem::unmountable(at, "GET /a", "poem has no method QUERY");
    assert_problem(&problem, line, "GET /a", "error: poem has no method QUERY");
}

/// `document()` says everything at once, and errors before warnings.
#[test]
fn all_of_them_at_once() {
    let twice = || declare::get("/{id}").response("hello", declare::description("a"));
    let admin = Router::without_handlers()
        .prefix("admin")
        .operation(declare::get("/b").response(204, declare::model::<Message>()));
    let api = Api::without_handlers("A", "1").operation(twice()).operation(twice()).include(admin);
    let problems: Problems = api.document().expect_err("there are errors");
    let errors: Vec<String> = problems.errors().map(|problem| problem.kind.to_string()).collect();
    let not_a_key =
        "`hello` is not a status key: expected a code from 100 to 999, a range `1XX` to `5XX`, or `default`";
    assert_eq!(
        errors,
        [
            "the prefix `admin` does not begin with `/`",
            not_a_key,
            "GET /{id} is declared twice",
            "the path `admin/b` does not begin with `/`",
            "status 204 never has a body, so it cannot have a model",
        ]
    );
    let text = problems.to_string();
    assert!(text.starts_with("6 problems in the API description\n\nerror: "), "{text}");
    let (last_error, first_warning) = (text.rfind("\n\nerror: "), text.find("\n\nwarning: "));
    assert!(last_error < first_warning, "{text}");
}

#[test]
fn one_problem_is_one() {
    let text = api(declare::get("a")).problems().to_string();
    assert!(text.starts_with("1 problem in the API description\n\nerror: "), "{text}");
}

#[test]
fn warnings_do_not_stop_the_document() {
    let api = api(declare::get("/{id}"));
    assert!(api.document().is_ok() && !api.problems().is_empty());
}

/// What is right with one operation is not taken to be right with another that differs in its texts alone.
#[test]
fn operations_alike_whose_texts_are_wrong() {
    let alike = |path: &'static str, called: &'static str| {
        declare::get(path).callbacks([declare::post(called).name("notify")]).response(404, declare::model::<Message>())
    };
    let two = |second: Operation| {
        Api::without_handlers("A", "1").operation(alike("/a/{b}", "{$request.query.c}")).operation(second)
    };
    two(alike("/b/{b}", "{$request.query.c}/d")).document().expect("nothing is wrong");
    for (path, called, kinds) in [
        ("/a/{b}/{b}", "/c", vec!["the path `/a/{b}/{b}` has the parameter `b` twice"]),
        ("a", "/c", vec!["the path `a` does not begin with `/`"]),
        ("/a/{b}", "/c", vec!["GET /a/{b} is declared twice"]),
        (
            "/a",
            "/{c:d}",
            vec!["`d` in the path `/{c:d}` is not a convertor: expected `str`, `path`, `int`, `float` or `uuid`"],
        ),
    ] {
        for problems in [two(alike(path, called)).document().err(), two(alike(path, called)).to_json().err()] {
            let problems = problems.expect("an error");
            let errors = problems.iter().filter(|problem| problem.to_string().starts_with("error"));
            assert_eq!(errors.map(|problem| problem.kind.to_string()).collect::<Vec<_>>(), kinds);
        }
        // FastAPI never asks for the callbacks of what is hidden.
        let hidden =
            two(alike("/a", called).include_in_schema(false)).operation(alike("/e", "/").include_in_schema(false));
        hidden.document().expect("nothing is wrong with what is shown");
    }
}
