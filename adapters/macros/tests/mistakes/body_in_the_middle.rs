use openapi_axum::{Json, Path, Query, post};

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Paging {
    limit: u32,
}

#[post("/items/{item_id}")]
async fn create_item(Path(item_id): Path<String>, Json(item): Json<String>, Query(paging): Query<Paging>) -> String {
    format!("{item_id} {item} {}", paging.limit)
}

fn main() {}
