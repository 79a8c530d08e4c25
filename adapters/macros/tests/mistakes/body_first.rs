use openapi_axum::{Json, Path, post};

#[post("/items/{item_id}")]
async fn create_item(Json(item): Json<String>, Path(item_id): Path<String>) -> String {
    item + &item_id
}

fn main() {}
