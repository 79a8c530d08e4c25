use openapi_axum::Responses;

#[derive(Responses)]
enum Deleted {
    #[response(204)]
    Deleted(String),
}

fn main() {}
