use openapi_axum::get;

#[get("/items")]
async fn read_item(&self) -> String {
    String::new()
}

fn main() {}
