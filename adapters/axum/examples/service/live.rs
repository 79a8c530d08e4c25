//! What only this framework has: a picture that is uploaded as it is, and events as a stream.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{LazyLock, Mutex};

use axum::body::Bytes;
use axum::response::IntoResponse;
use axum::response::sse::{Event, Sse};
use openapi_axum::declare::{Model, RequestBody, Router, media_type};
use openapi_axum::{Depends, Handler, NoContent, Path, Responses, get, put, routes};
use openapi_model::Schema;

use super::service::errors::{ApiError, Problem};
use super::service::shop::CurrentUser;

static PICTURES: LazyLock<Mutex<BTreeMap<String, Vec<u8>>>> = LazyLock::new(Mutex::default);

/// The picture.
#[derive(Debug, Responses)]
#[response(200, "image/png")]
pub struct Picture(Vec<u8>);

fn png() -> RequestBody {
    RequestBody::of(Model::inline(Schema::default())).media_type("image/png")
}

/// Upload a picture.
#[put("/pictures/{item_id}", tag("pictures"), body(png()))]
pub async fn upload_picture(
    Depends(_): Depends<CurrentUser>,
    Path(item_id): Path<String>,
    picture: Bytes,
) -> Result<NoContent, ApiError> {
    if let Ok(mut pictures) = PICTURES.lock() {
        pictures.insert(item_id, picture.into());
    }
    Ok(NoContent)
}

/// Download a picture.
#[get("/pictures/{item_id}", tag("pictures"))]
pub async fn download_picture(Path(item_id): Path<String>) -> Result<Picture, ApiError> {
    let found = PICTURES.lock().ok().and_then(|pictures| pictures.get(&item_id).cloned());
    found.map(Picture).ok_or_else(|| ApiError::NotFound(Problem::new(format!("no picture of {item_id}"))))
}

/// Watch the shop.
#[get("/events", tag("events"), response(200, media_type("text/event-stream")))]
pub async fn events() -> impl IntoResponse {
    let event = async || Ok::<_, Infallible>(Event::default().event("opened").data("{}"));
    Sse::new(futures_util::stream::once(event()))
}

pub fn router() -> Router<Handler> {
    routes![upload_picture, download_picture, events]
}
