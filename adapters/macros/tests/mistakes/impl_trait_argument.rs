use openapi_axum::get;

#[get("/items")]
async fn read_item(item: impl ToString) -> String {
    item.to_string()
}

fn main() {}
