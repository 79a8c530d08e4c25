//! Rust types of every kind, in FastAPI's style, against what FastAPI says of the pydantic models that equal them.
//!
//! `fixtures/zoo/record.py` holds those models and records the documents.

#![allow(dead_code, reason = "only the schemas of these types are wanted")]
#![allow(missing_docs, reason = "a doc comment is a description, and few of these types have one")]

use std::collections::{BTreeMap, BTreeSet};

use openapi_merge::declare;
use openapi_merge::{Api, SchemaStyle};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tests::compare::differences;

const VERSIONS: &str = "fastapi-0.165.0.pydantic-2.14.3";

fn zoo() -> Api {
    Api::without_handlers("Zoo", "1.0.0").schema_style(SchemaStyle::FastApi)
}

fn recorded(name: &str) -> Value {
    let path = format!("{}/fixtures/zoo/{name}.{VERSIONS}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn document(api: &Api) -> Value {
    let document = api.document().unwrap_or_else(|problems| panic!("{problems}"));
    serde_json::from_str(&document.to_json()).expect("a document is JSON")
}

/// What differs from the recorded document.
#[track_caller]
fn differing(name: &str, api: &Api) -> Vec<String> {
    differences(&recorded(name), &document(api))
}

#[track_caller]
fn assert_equals_recorded(name: &str, api: &Api) {
    let differing = differing(name, api);
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[derive(JsonSchema, Serialize, Deserialize)]
struct Part {
    name: String,
    note: Option<String>,
}

#[derive(JsonSchema, Serialize, Deserialize)]
struct Item {
    id: String,
    description: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default = "one")]
    count: u32,
    part: Option<Part>,
    parts: Vec<Part>,
}

fn one() -> u32 {
    1
}

#[derive(JsonSchema, Serialize, Deserialize)]
struct Plain {
    id: String,
}

fn create_item() -> declare::Operation {
    declare::post("/items/").name("create_item").request_body::<Item>().response_model::<Item>()
}

#[test]
fn optional_and_defaulted_fields_split() {
    let create_plain = declare::post("/plain/").name("create_plain").request_body::<Plain>().response_model::<Plain>();
    assert_equals_recorded("split", &zoo().operation(create_item()).operation(create_plain));
}

#[test]
fn nothing_splits_if_schemas_are_not_separate() {
    assert_equals_recorded("not_separate", &zoo().separate_input_output_schemas(false).operation(create_item()));
}

#[test]
fn what_is_used_in_one_direction_keeps_its_name() {
    #[derive(JsonSchema)]
    struct Read {
        note: Option<String>,
    }
    #[derive(JsonSchema)]
    struct Written {
        note: Option<String>,
    }
    let create_note = declare::post("/notes/").name("create_note").request_body::<Read>().response_model::<Written>();
    assert_equals_recorded("split_one_way", &zoo().operation(create_note));
}

#[test]
fn what_may_be_left_out_does_not_split() {
    #[derive(JsonSchema, Serialize)]
    struct Skipping {
        id: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
    let create_note =
        declare::post("/notes/").name("create_note").request_body::<Skipping>().response_model::<Skipping>();
    assert_equals_recorded("skipped", &zoo().operation(create_note));
}

mod a {
    #[derive(schemars::JsonSchema)]
    pub struct Item {
        id: String,
    }
    #[derive(schemars::JsonSchema)]
    pub struct Same {
        id: String,
    }
    #[derive(schemars::JsonSchema)]
    pub struct Note {
        text: Option<String>,
    }
}

mod b {
    #[derive(schemars::JsonSchema)]
    pub struct Item {
        id: i64,
    }
    #[derive(schemars::JsonSchema)]
    pub struct Same {
        id: String,
    }
    #[derive(schemars::JsonSchema)]
    pub struct Note {
        text: Option<bool>,
    }
}

#[test]
fn types_of_one_name_are_called_after_their_modules_and_equal_ones_share_a_name() {
    let api = zoo()
        .operation(declare::get("/one").name("read_one").response_model::<a::Item>())
        .operation(declare::get("/other").name("read_other").response_model::<b::Item>())
        .operation(declare::get("/same").name("read_same").response_model::<a::Same>())
        .operation(declare::get("/same/again").name("read_same_again").response_model::<b::Same>());
    assert_equals_recorded("modules", &api);
}

#[test]
fn types_of_one_name_that_split_say_module_and_direction() {
    let api = zoo()
        .operation(declare::post("/one").name("write_one").request_body::<a::Note>().response_model::<a::Note>())
        .operation(declare::post("/other").name("write_other").request_body::<b::Note>().response_model::<b::Note>());
    assert_equals_recorded("modules_split", &api);
}

mod generic {
    use schemars::JsonSchema;

    #[derive(JsonSchema)]
    pub struct Item {
        id: String,
    }
    #[derive(JsonSchema)]
    pub struct Message {
        message: String,
    }
    #[derive(JsonSchema)]
    pub struct Page<T> {
        items: Vec<T>,
        total: i64,
    }
    #[derive(JsonSchema)]
    pub struct Pair<T, U> {
        left: T,
        right: U,
    }
}

#[test]
fn generics_are_called_after_their_arguments() {
    use generic::{Item, Message, Page, Pair};
    let api = zoo()
        .operation(declare::get("/page").name("page_of_items").response_model::<Page<Item>>())
        .operation(declare::get("/pages").name("page_of_pages").response_model::<Page<Page<Item>>>())
        .operation(declare::get("/pair").name("pair").response_model::<Pair<Item, Message>>())
        .operation(declare::get("/text").name("page_of_text").response_model::<Page<String>>())
        .operation(declare::get("/lists").name("page_of_lists").response_model::<Page<Vec<Item>>>());
    assert_equals_recorded("generics", &api);
}

#[derive(JsonSchema)]
struct Tree {
    value: i64,
    children: Vec<Tree>,
    parent: Option<Box<Tree>>,
}

#[derive(JsonSchema)]
struct Folder {
    files: Vec<File>,
}

#[derive(JsonSchema)]
struct File {
    name: String,
    folder: Option<Box<Folder>>,
}

#[test]
fn recursive_types() {
    let api = zoo()
        .operation(declare::get("/tree").name("read_tree").response_model::<Tree>())
        .operation(declare::get("/folder").name("read_folder").response_model::<Folder>())
        .operation(declare::post("/tree").name("write_tree").request_body::<Tree>());
    assert_equals_recorded("recursive", &api);
}

#[derive(JsonSchema, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Color {
    Red,
    DarkBlue,
}

fn dark_blue() -> Color {
    Color::DarkBlue
}

#[test]
fn enums_of_units() {
    #[derive(JsonSchema, Serialize, Deserialize)]
    enum Lone {
        Only,
    }
    #[derive(JsonSchema, Serialize, Deserialize)]
    struct Painted {
        color: Color,
        maybe: Option<Color>,
        all: Vec<Color>,
        by_name: BTreeMap<String, Color>,
        #[serde(default = "dark_blue")]
        usual: Color,
        lone: Lone,
    }
    let read_painted =
        declare::get("/painted").name("read_painted").query_parameter::<Color>("color").response_model::<Painted>();
    assert_equals_recorded("enums", &zoo().operation(read_painted));
}

#[test]
fn untagged_enums_are_unions() {
    use generic::{Item, Message};
    #[derive(JsonSchema)]
    #[serde(untagged)]
    enum Either {
        Item(Item),
        Message(Message),
    }
    #[derive(JsonSchema)]
    #[serde(untagged)]
    enum Scalar {
        Integer(i64),
        Text(String),
        Bool(bool),
    }
    #[derive(JsonSchema)]
    struct Holder {
        either: Either,
        scalar: Scalar,
    }
    let api = zoo().operation(declare::get("/holder").name("read_holder").response_model::<Holder>());
    assert_equals_recorded("unions", &api);
}

#[test]
fn newtypes() {
    #[derive(JsonSchema)]
    struct Id(String);
    #[derive(JsonSchema)]
    struct Ids(Vec<Id>);
    #[derive(JsonSchema)]
    struct Named {
        id: Id,
        others: Ids,
        maybe: Option<Id>,
    }
    let api = zoo().operation(declare::get("/named").name("read_named").response_model::<Named>());
    assert_equals_recorded("newtypes", &api);
}

#[test]
fn flattened_fields_are_the_structs_own() {
    #[derive(JsonSchema, Serialize, Deserialize)]
    struct Paging {
        #[serde(default = "ten")]
        limit: u32,
        offset: u32,
    }
    fn ten() -> u32 {
        10
    }
    #[derive(JsonSchema, Serialize, Deserialize)]
    struct Search {
        #[serde(flatten)]
        paging: Paging,
        text: String,
    }
    #[derive(JsonSchema, Serialize, Deserialize)]
    struct Labels {
        id: String,
        #[serde(flatten)]
        more: BTreeMap<String, String>,
    }
    let api = zoo()
        .operation(declare::post("/search").name("search").request_body::<Search>().response_model::<Search>())
        .operation(declare::get("/labels").name("read_labels").response_model::<Labels>());
    assert_equals_recorded("flattened", &api);
}

#[test]
fn renamed_fields_and_types() {
    #[derive(JsonSchema, Serialize, Deserialize)]
    #[serde(rename = "Renamed")]
    struct Thing {
        #[serde(rename = "type")]
        kind: String,
        #[serde(rename = "itemId", alias = "item")]
        item_id: String,
    }
    #[derive(JsonSchema, Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Camel {
        first_name: String,
        home_address_line: Option<String>,
    }
    #[derive(JsonSchema, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Strict {
        id: String,
    }
    let api = zoo()
        .operation(declare::get("/renamed").name("read_renamed").response_model::<Thing>())
        .operation(declare::get("/camel").name("read_camel").response_model::<Camel>())
        .operation(declare::post("/strict").name("write_strict").request_body::<Strict>());
    assert_equals_recorded("renamed", &api);
}

#[test]
fn doc_comments_are_descriptions() {
    /// Where books stand.
    #[derive(JsonSchema)]
    struct Shelf {
        width: f64,
    }
    /// A book.
    ///
    /// With pages.
    #[derive(JsonSchema)]
    struct Book {
        /// As printed on the spine.
        title: String,
        /// How many, if anybody counted.
        pages: Option<i64>,
        /// Where it stands.
        shelf: Shelf,
        /// Where it stood.
        last_shelf: Option<Shelf>,
        /// Where it may stand.
        shelves: Vec<Shelf>,
    }
    /// What is in it.
    #[derive(JsonSchema)]
    enum Genre {
        Crime,
        Poetry,
    }
    let api = zoo()
        .operation(declare::get("/book").name("read_book").response_model::<Book>())
        .operation(declare::get("/genre").name("read_genre").response_model::<Genre>());
    assert_equals_recorded("documented", &api);
}

#[test]
fn lists_maps_tuples_and_options() {
    #[derive(JsonSchema)]
    struct Part {
        id: String,
    }
    #[derive(JsonSchema)]
    struct Box {
        list: Vec<String>,
        set: BTreeSet<String>,
        parts: Vec<Part>,
        by_name: BTreeMap<String, Part>,
        counts: BTreeMap<String, i32>,
        pair: (String, i64),
        maybe_list: Option<Vec<Part>>,
        lists: Vec<Vec<i32>>,
        part: Part,
        maybe_part: Option<Part>,
        anything: Value,
        flag: bool,
        ratio: f32,
        byte: u8,
        unsigned: u64,
        signed: i64,
    }
    let api = zoo()
        .operation(declare::get("/box").name("read_box").response_model::<Box>())
        .operation(declare::get("/boxes").name("read_boxes").response_model::<Vec<Box>>())
        .operation(declare::get("/boxes/by/name").name("read_boxes_by_name").response_model::<BTreeMap<String, Box>>())
        .operation(declare::get("/maybe").name("read_maybe").response_model::<Option<Box>>())
        .operation(declare::get("/text").name("read_text").response_model::<String>())
        .operation(declare::get("/pair").name("read_pair").response_model::<(String, Part)>())
        .operation(declare::post("/list").name("write_list").request_body::<Vec<Part>>())
        .operation(declare::post("/number").name("write_number").request_body::<i64>());
    // FastAPI calls a body that is no model after its Python parameter, which Rust has none of.
    let mut expected = recorded("containers");
    for path in ["/list", "/number"] {
        let schema = &mut expected["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"];
        schema.as_object_mut().expect("a schema").remove("title").expect("a title");
    }
    assert_eq!(differences(&expected, &document(&api)), [""; 0]);
}

#[test]
fn formats_of_times_and_ids() {
    #[derive(JsonSchema)]
    struct Times {
        at: chrono::DateTime<chrono::Utc>,
        day: chrono::NaiveDate,
        id: uuid::Uuid,
        maybe: Option<chrono::DateTime<chrono::Utc>>,
        days: Vec<chrono::NaiveDate>,
    }
    assert_equals_recorded(
        "formats",
        &zoo().operation(declare::get("/times").name("read_times").response_model::<Times>()),
    );
}

#[test]
fn limits_examples_and_titles() {
    #[derive(JsonSchema)]
    struct Limited {
        #[schemars(range(min = 1, max = 5))]
        stars: i64,
        #[schemars(length(min = 1, max = 8))]
        name: String,
        #[schemars(regex(pattern = "^[a-z]+$"))]
        code: String,
        #[schemars(length(min = 1, max = 3))]
        few: Vec<String>,
        #[schemars(range(min = 1, max = 5))]
        maybe_stars: Option<i64>,
        #[schemars(example = &"a")]
        shown: String,
        #[deprecated]
        old: String,
        #[schemars(title = "Mine")]
        titled: String,
    }
    assert_equals_recorded(
        "limits",
        &zoo().operation(declare::get("/limited").name("read_limited").response_model::<Limited>()),
    );
}

#[test]
fn the_properties_of_structs_are_parameters() {
    #[derive(JsonSchema)]
    enum Size {
        Small,
        Large,
    }
    #[derive(JsonSchema, Deserialize)]
    struct Filter {
        /// What to look for.
        text: String,
        #[serde(default = "ten")]
        limit: u32,
        page: Option<i64>,
        #[serde(skip_deserializing, default)]
        #[schemars(skip)]
        hidden: bool,
        #[schemars(with = "Size")]
        size: String,
        #[schemars(with = "Option<Size>")]
        maybe_size: Option<String>,
        tags: Vec<String>,
    }
    fn ten() -> u32 {
        10
    }
    #[derive(JsonSchema)]
    struct Headers {
        x_token: String,
        user_agent: Option<String>,
    }
    #[derive(JsonSchema)]
    struct Session {
        session_id: String,
    }
    #[derive(JsonSchema)]
    struct Where {
        item_id: String,
        part: i64,
    }
    let read_items = declare::get("/items/{item_id}/{part}")
        .name("read_items")
        .path::<Where>()
        .query::<Filter>()
        .header::<Headers>()
        .cookie::<Session>();
    assert_equals_recorded("parameters", &zoo().operation(read_items));
}

/// An enum whose variants hold data is tagged by serde, not by the struct within: the tag stands in the enum's own
/// schema. A pydantic union needs a class for each variant that has the tag as a field, and names it.
#[test]
fn tagged_enums_keep_their_tag_outside_the_variants() {
    #[derive(JsonSchema)]
    #[serde(tag = "kind", rename_all = "lowercase")]
    enum Pet {
        Cat { lives: i64 },
        Dog { name: String },
    }
    let api = zoo().operation(declare::get("/pet").name("read_pet").response_model::<Pet>());
    let found = document(&api);
    let expected = recorded("tagged");
    let (ours, theirs) = (&found["components"]["schemas"], &expected["components"]["schemas"]);
    for (variant, class) in ["Cat", "Dog"].iter().enumerate() {
        let mut class = theirs[class].clone();
        class.as_object_mut().expect("a schema").remove("title").expect("a title");
        assert_eq!(differences(&class, &ours["Pet"]["oneOf"][variant]), [""; 0]);
    }
    assert_eq!(ours["Pet"]["title"], theirs["Pet"]["title"]);
    assert_eq!(differences(&expected["paths"], &found["paths"]), [""; 0]);
}

/// An adjacently or externally tagged enum has no counterpart in pydantic; its schema is schemars' with titles.
#[test]
fn other_enums_with_data_are_as_schemars_has_them() {
    #[derive(JsonSchema)]
    #[serde(tag = "kind", content = "of")]
    enum Adjacent {
        Nothing,
        Text(String),
    }
    #[derive(JsonSchema)]
    enum External {
        Nothing,
        Text(String),
    }
    let api = zoo()
        .operation(declare::get("/adjacent").name("f").response_model::<Adjacent>())
        .operation(declare::get("/external").name("g").response_model::<External>());
    let schemas = &document(&api)["components"]["schemas"];
    let kind = |name: &str| serde_json::json!({ "type": "string", "const": name, "title": "Kind" });
    let expected = serde_json::json!({
        "Adjacent": {
            "oneOf": [
                { "type": "object", "properties": { "kind": kind("Nothing") }, "required": ["kind"] },
                {
                    "type": "object",
                    "properties": { "kind": kind("Text"), "of": { "type": "string", "title": "Of" } },
                    "required": ["kind", "of"]
                }
            ],
            "title": "Adjacent"
        },
        "External": {
            "oneOf": [
                { "type": "string", "enum": ["Nothing"] },
                {
                    "type": "object",
                    "properties": { "Text": { "type": "string", "title": "Text" } },
                    "required": ["Text"],
                    "additionalProperties": false
                }
            ],
            "title": "External"
        }
    });
    assert_eq!(differences(&expected, schemas), [""; 0]);
}

#[derive(JsonSchema)]
struct Both {
    one: a::Item,
    other: b::Item,
}

fn read_both() -> declare::Operation {
    declare::get("/both").name("read_both").response_model::<Both>()
}

/// schemars numbers types of one name as it meets them, and does not say so.
#[test]
fn types_of_one_name_within_another_are_warned_of() {
    let warnings: Vec<String> = zoo().operation(read_both()).problems().iter().map(|it| it.kind.to_string()).collect();
    assert_eq!(
        warnings,
        ["the component `Item2` may be a second type named `Item`; say `.model::<T>()` on the `Api` for both, \
          or rename one with `#[schemars(rename = \"…\")]`"]
    );
}

#[test]
fn types_of_one_name_within_another_are_told_apart_by_modules_that_are_known() {
    let api = zoo().model::<a::Item>().model::<b::Item>().operation(read_both());
    assert!(api.problems().is_empty());
    assert_equals_recorded("modules_within", &api);
}

#[test]
fn a_name_that_ends_in_a_number_is_a_name() {
    #[derive(JsonSchema)]
    struct Item2 {
        id: String,
    }
    let api = zoo()
        .operation(declare::get("/one").response_model::<a::Item>())
        .operation(declare::get("/two").response_model::<Item2>());
    assert!(api.problems().is_empty());
    let schemas = document(&api)["components"]["schemas"].clone();
    assert_eq!(schemas.as_object().expect("schemas").keys().collect::<Vec<_>>(), ["Item", "Item2"]);
}
