use openapi_axum::get;

#[get]
async fn read_item() -> String {
    String::new()
}

fn main() {}
