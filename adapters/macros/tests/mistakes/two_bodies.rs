use openapi_axum::{Json, post};

#[post("/items")]
async fn create_item(Json(one): Json<String>, Json(other): Json<String>) -> String {
    one + &other
}

fn main() {}
