use openapi_axum::get;

struct CurrentUser;

#[get("/me")]
async fn read_me(_user: CurrentUser) -> String {
    String::new()
}

fn main() {}
