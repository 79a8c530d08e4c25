//! The four apps of FastAPI's page on additional responses. `framework` is the adapter: the rest is the same on all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::framework::declare::{Responses, Router, description};
use super::framework::{Handler, Json, Path, Query, Responses, get, routes};

#[derive(Serialize, JsonSchema)]
pub struct Item {
    id: String,
    value: String,
}

#[derive(Serialize, JsonSchema)]
pub struct Message {
    message: String,
}

#[derive(Deserialize, JsonSchema)]
pub struct Image {
    img: Option<bool>,
}

/// 1. An additional response with a model.
mod additional_response_with_model {
    use super::*;

    #[derive(Responses)]
    #[response(404)]
    pub struct NotFound(Message);

    #[get("/items/{item_id}")]
    pub async fn read_item(Path(item_id): Path<String>) -> Result<Json<Item>, NotFound> {
        find(item_id).map(Json).map_err(NotFound)
    }
}

/// 2. Another media type for the main response.
mod another_media_type {
    use super::*;

    #[derive(Responses)]
    pub enum ItemOrImage {
        /// Return the JSON item or an image.
        #[response(200)]
        Item(Item),
        #[response(200, "image/png")]
        Image(Vec<u8>),
    }

    #[get("/items/{item_id}")]
    pub async fn read_item(Path(item_id): Path<String>, Query(image): Query<Image>) -> ItemOrImage {
        if image.img == Some(true) { ItemOrImage::Image(picture()) } else { ItemOrImage::Item(hero(item_id)) }
    }
}

/// 3. Combined information: what the attribute says joins what the types say.
mod combined_information {
    use super::*;

    #[derive(Responses)]
    pub enum ItemError {
        /// The item was not found
        #[response(404)]
        NotFound(Message),
    }

    #[get("/items/{item_id}", response(200, description("Item requested by ID").example(
        "application/json", json!({ "id": "bar", "value": "The bar tenders" }),
    )))]
    pub async fn read_item(Path(item_id): Path<String>) -> Result<Json<Item>, ItemError> {
        find(item_id).map(Json).map_err(ItemError::NotFound)
    }
}

/// 4. Predefined responses combined with the operation's own.
mod predefined_responses {
    use super::*;

    fn usual() -> Responses {
        Responses::from([
            (404, description("Item not found")),
            (302, description("The item was moved")),
            (403, description("Not enough privileges")),
        ])
    }

    #[derive(Responses)]
    pub enum ItemOrImage {
        #[response(200)]
        Item(Item),
        #[response(200, "image/png")]
        Image(Vec<u8>),
    }

    #[get("/items/{item_id}", responses(usual()))]
    pub async fn read_item(Path(item_id): Path<String>, Query(image): Query<Image>) -> ItemOrImage {
        if image.img == Some(true) { ItemOrImage::Image(picture()) } else { ItemOrImage::Item(hero(item_id)) }
    }
}

/// The routes of one of the four.
pub fn app(number: u16) -> Option<Router<Handler>> {
    Some(match number {
        1 => routes![additional_response_with_model::read_item],
        2 => routes![another_media_type::read_item],
        3 => routes![combined_information::read_item],
        4 => routes![predefined_responses::read_item],
        _ => return None,
    })
}

fn find(id: String) -> Result<Item, Message> {
    if id == "foo" { Ok(hero(id)) } else { Err(Message { message: "Item not found".into() }) }
}

fn hero(id: String) -> Item {
    Item { id, value: "there goes my hero".into() }
}

/// A grey square.
fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = png::Encoder::new(&mut bytes, 32, 32);
    let drawn = encoder.write_header().and_then(|mut image| image.write_image_data(&[0x80; 32 * 32]));
    drawn.map_or(Vec::new(), |()| bytes)
}
