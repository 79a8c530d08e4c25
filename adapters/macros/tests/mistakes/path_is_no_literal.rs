use openapi_axum::get;

const ITEMS: &str = "/items";

#[get(ITEMS)]
async fn read_item() -> String {
    String::new()
}

fn main() {}
