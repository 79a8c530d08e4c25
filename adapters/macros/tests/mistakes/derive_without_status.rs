use openapi_axum::Responses;

#[derive(Responses)]
enum ItemError {
    NotFound(String),
}

fn main() {}
