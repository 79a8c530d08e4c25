use openapi_axum::get;

struct Item;

#[get("/items")]
async fn read_item() -> Item {
    Item
}

fn main() {}
