use openapi_axum::{Json, get};

#[get("/items")]
async fn read_item<T: serde::Serialize + Default>() -> Json<T> {
    Json(T::default())
}

fn main() {}
