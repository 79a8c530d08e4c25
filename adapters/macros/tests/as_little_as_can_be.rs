//! What is no mistake: no doc comment, names that are keywords, answers that say nothing, an argument that is not declared.

use axum::extract::State;
use axum::response::IntoResponse;
use openapi_axum::{Api, Handler, Json, Path, Responses, get, post, routes};

#[get("/items/{item_id}")]
async fn without_a_doc_comment(Path(item_id): Path<String>) -> String {
    item_id
}

#[derive(Responses)]
#[response(404)]
struct Missing<T>(T);

/// Some say nothing about what they return.
#[get("/opaque", status_code(202), tag("a"))]
#[deprecated]
async fn opaque(State(state): State<u32>) -> Result<impl IntoResponse, Missing<String>> {
    if state > 0 { Ok("accepted") } else { Err(Missing(String::new())) }
}

struct Undeclared(String);

impl<S: Sync> axum::extract::FromRequestParts<S> for Undeclared {
    type Rejection = ();

    async fn from_request_parts(parts: &mut axum::http::request::Parts, _: &S) -> Result<Self, ()> {
        Ok(Self(parts.uri.to_string()))
    }
}

mod within {
    use super::*;

    #[post("/within")]
    pub(crate) async fn r#async(#[undeclared] it: Undeclared, Json(more): Json<String>) -> String {
        it.0 + &more
    }
}

#[test]
fn what_says_little_is_declared() {
    let routes = routes![without_a_doc_comment, opaque, within::r#async];
    let api: Api<Handler<u32>> = Api::new("Items", "1.0.0").include(routes);
    assert_eq!(api.problems().iter().map(ToString::to_string).collect::<Vec<_>>(), [""; 0]);
    let document: serde_json::Value = serde_json::from_str(&api.to_json().unwrap()).unwrap();
    assert_eq!(document["paths"]["/opaque"]["get"]["deprecated"], true);
    assert_eq!(document["paths"]["/within"]["post"]["summary"], "Async");
}
