use openapi_axum::get;

#[get("/items")]
fn read_item() -> String {
    String::new()
}

fn main() {}
