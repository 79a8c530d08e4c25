use openapi_axum::get;

#[get("/items", deprecated)]
async fn read_item() -> String {
    String::new()
}

fn main() {}
