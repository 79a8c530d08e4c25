use openapi_axum::Responses;

#[derive(Responses)]
#[response(201)]
struct Created {
    location: String,
    item: String,
}

fn main() {}
