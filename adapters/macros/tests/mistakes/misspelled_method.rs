use openapi_axum::get;

#[get("/items", tagg("items"))]
async fn read_item() -> String {
    String::new()
}

fn main() {}
