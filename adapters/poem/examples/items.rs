//! The four apps of FastAPI's page on additional responses, on poem.
//!
//! `cargo run -p openapi-poem --example items -- --app 3` serves the third, which is also the default.

use std::error::Error;

use openapi_merge::declare::{self, Operation, Responses};
use openapi_merge::{Api, SchemaStyle};
use openapi_poem::Docs;
use openapi_poem::valid::{Path, Query};
use poem::http::StatusCode;
use poem::listener::TcpListener;
use poem::web::Json;
use poem::{IntoResponse as _, Response, Server, handler};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Serialize, JsonSchema)]
struct Item {
    id: String,
    value: String,
}

#[derive(Serialize, JsonSchema)]
struct Message {
    message: String,
}

#[derive(Deserialize, JsonSchema)]
struct Image {
    img: Option<bool>,
}

#[handler]
async fn read_item(Path(item_id): Path<String>) -> Response {
    if item_id != "foo" {
        return Json(Message { message: "Item not found".into() }).with_status(StatusCode::NOT_FOUND).into_response();
    }
    Json(Item { id: item_id, value: "there goes my hero".into() }).into_response()
}

#[handler]
async fn read_item_or_picture(Path(item_id): Path<String>, Query(image): Query<Image>) -> Response {
    if image.img == Some(true) {
        return picture().with_content_type("image/png").into_response();
    }
    Json(Item { id: item_id, value: "there goes my hero".into() }).into_response()
}

fn read_item_declared() -> Operation {
    declare::get("/items/{item_id}").name("read_item").path_parameter::<String>("item_id").response_model::<Item>()
}

fn additional_response_with_model() -> Operation {
    read_item_declared().response(404, declare::model::<Message>())
}

fn another_media_type() -> Operation {
    read_item_declared()
        .query::<Image>()
        .response(200, declare::media_type("image/png").description("Return the JSON item or an image."))
}

fn combined_information() -> Operation {
    read_item_declared().response(404, declare::model::<Message>().description("The item was not found")).response(
        200,
        declare::description("Item requested by ID")
            .example("application/json", json!({ "id": "bar", "value": "The bar tenders" })),
    )
}

fn usual() -> Responses {
    Responses::from([
        (404, declare::description("Item not found")),
        (302, declare::description("The item was moved")),
        (403, declare::description("Not enough privileges")),
    ])
}

fn predefined_responses() -> Operation {
    read_item_declared().query::<Image>().responses(usual() | [(200, declare::media_type("image/png"))])
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let api = Api::new("Items", "1.0.0").schema_style(SchemaStyle::FastApi);
    let api = match argument("--app").unwrap_or(3) {
        1 => api.route(additional_response_with_model(), read_item),
        2 => api.route(another_media_type(), read_item_or_picture),
        3 => api.route(combined_information(), read_item),
        4 => api.route(predefined_responses(), read_item_or_picture),
        other => return Err(format!("there is no app {other}, expected 1 to 4").into()),
    };
    let app = openapi_poem::mount(api).docs(Docs::default()).build()?;

    let port = argument("--port").unwrap_or(8000);
    println!("http://127.0.0.1:{port}/docs\nhttp://127.0.0.1:{port}/openapi.json");
    Ok(Server::new(TcpListener::bind(("127.0.0.1", port))).run(app).await?)
}

/// A grey square.
fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = png::Encoder::new(&mut bytes, 32, 32);
    let drawn = encoder.write_header().and_then(|mut image| image.write_image_data(&[0x80; 32 * 32]));
    drawn.map_or(Vec::new(), |()| bytes)
}

/// The number after `--app` or `--port`.
fn argument(name: &str) -> Option<u16> {
    std::env::args().skip_while(|argument| argument != name).nth(1)?.parse().ok()
}
