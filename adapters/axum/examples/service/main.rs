//! A service of 12 operations in three routers, on axum: `cargo run -p openapi-axum --example service`.
//!
//! Two of its routers stand beside the other frameworks' examples and are theirs too; `live` takes what only axum has.

mod live;
#[path = "../../../examples/service/mod.rs"]
mod service;

use std::error::Error;

use axum::Extension;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::map_response;
use axum::response::Response;
use openapi_axum as framework;
use openapi_axum::declare::{self, Router};
use openapi_axum::{Api, Docs, Handler};
use openapi_reqwest::Callback;
use service::shop::Shop;
use service::{invoices, items};
use tokio::net::TcpListener;

fn invoice_overdue() -> Callback<invoices::Invoice> {
    Callback::new(declare::post("invoice-overdue").name("invoice_overdue")).signed()
}

fn api() -> Api<Handler> {
    Api::new("Shop", "1.0.0")
        .include(items::router())
        .include(invoices::router())
        .include(live::router())
        .webhooks(Router::without_handlers().operation(invoice_overdue().into()))
}

/// The service with its state and a middleware.
fn app(shop: Shop) -> Result<axum::Router, Box<dyn Error>> {
    let routes = openapi_axum::mount(api()).docs(Docs::default()).build()?;
    Ok(routes.layer(Extension(shop)).layer(map_response(async |mut response: Response| {
        let name = HeaderName::from_static("x-served-by");
        response.headers_mut().insert(name, HeaderValue::from_static("shop"));
        response
    })))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let app = app(Shop::default())?;
    println!("http://127.0.0.1:8000/docs\nhttp://127.0.0.1:8000/openapi.json");
    Ok(axum::serve(TcpListener::bind(("127.0.0.1", 8000)).await?, app).await?)
}

#[cfg(test)]
mod tests {
    use super::framework::{Depends, Json, NoContent, Path, Query};
    use super::service::errors::ApiError;
    use super::service::shop::{CurrentUser, Item, Paging};
    use super::*;

    fn user() -> Depends<CurrentUser> {
        Depends(CurrentUser { name: "Rick".into() })
    }

    fn item(id: &str) -> Item {
        Item { id: id.into(), value: "there goes my hero".into() }
    }

    #[tokio::test]
    async fn handlers_are_functions() {
        let shop = || Depends(Shop::default());
        let missing = items::read_item(shop(), Path("foo".into())).await.err();
        assert!(matches!(missing, Some(ApiError::NotFound(_))), "{missing:?}");

        let Depends(shop) = shop();
        let created = items::create_item(Depends(shop.clone()), user(), Json(item("foo"))).await;
        assert_eq!(created.map(|created| created.location), Ok("/items/foo".into()));
        let again = items::create_item(Depends(shop.clone()), user(), Json(item("foo"))).await;
        assert!(matches!(again, Err(ApiError::Conflict(_))), "{again:?}");

        let Json(page) = items::list_items(Depends(shop.clone()), Query(Paging { offset: 0, limit: None })).await;
        assert_eq!((page.total, page.items), (1, vec![item("foo")]));
        let NoContent = items::delete_item(Depends(shop), user(), Path("foo".into())).await.expect("an item to delete");
    }

    #[tokio::test]
    async fn what_is_declared_is_what_is_answered() {
        use axum::body::Body;
        use axum::http::Request;
        use tower_service::Service as _;

        let document = api().document().expect("a document");
        let paths = document.paths.expect("paths").items;
        let mut app = app(Shop::default()).expect("an app");
        let mut ask = async |method: &str, target: &str, token: Option<&str>, body: &str| {
            let request = Request::builder().method(method).uri(target).header("content-type", "application/json");
            let request = token.into_iter().fold(request, |request, token| {
                request.header("authorization", format!("Bearer {token}")).header("x-api-key", token)
            });
            app.call(request.body(Body::from(body.to_owned())).expect("a request")).await.expect("an answer")
        };
        let new = r#"{"id": "foo", "value": "hero"}"#;
        for (method, target, template, token, body, status, media_type) in [
            ("POST", "/items", "/items", None, new, 401, "application/problem+json"),
            ("POST", "/items", "/items", Some("morty"), new, 403, "application/problem+json"),
            ("POST", "/items", "/items", Some("rick"), "{}", 422, "application/json"),
            ("POST", "/items", "/items", Some("rick"), new, 201, "application/json"),
            ("POST", "/items", "/items", Some("rick"), new, 409, "application/problem+json"),
            ("GET", "/items/bar", "/items/{item_id}", None, "", 404, "application/problem+json"),
            ("GET", "/items/foo", "/items/{item_id}", None, "", 200, "application/json"),
            ("GET", "/invoices", "/invoices", Some("portal"), "", 200, "application/json"),
            ("GET", "/invoices", "/invoices", None, "", 403, "application/problem+json"),
            ("GET", "/invoices/1?pdf=true", "/invoices/{invoice_id}", None, "", 200, "application/pdf"),
            (
                "POST",
                "/invoices/1/payment",
                "/invoices/{invoice_id}/payment",
                Some("rick"),
                "",
                202,
                "application/json",
            ),
            ("GET", "/pictures/foo", "/pictures/{item_id}", None, "", 404, "application/problem+json"),
        ] {
            let answer = ask(method, target, token, body).await;
            let kind = answer.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
            assert_eq!((answer.status().as_u16(), kind), (status, media_type), "{method} {target}");
            assert_eq!(answer.headers()["x-served-by"], "shop");
            let item = &paths[template];
            let (_, operation) = item.operations().find(|(name, _)| *name == method).expect("an operation");
            let response = operation.responses.by_status.iter().find(|(key, _)| key.to_string() == status.to_string());
            let response = response.and_then(|(_, response)| response.item()).expect("a declared response");
            assert!(response.content.contains_key(media_type), "{method} {target}: {media_type}");
            for header in response.headers.keys() {
                assert!(answer.headers().contains_key(&**header), "{method} {target}: {header}");
            }
        }
        let deleted = ask("DELETE", "/items/foo", Some("rick"), "").await;
        assert_eq!((deleted.status().as_u16(), deleted.headers().get("content-type")), (204, None));
    }

    #[test]
    fn who_refuses_is_in_the_document() {
        let document: serde_json::Value = serde_json::from_str(&api().to_json().expect("a document")).expect("JSON");
        let post = &document["paths"]["/items"]["post"];
        let statuses: Vec<_> = post["responses"].as_object().expect("responses").keys().collect();
        assert_eq!(statuses, ["201", "401", "403", "429", "404", "409", "422"]);
        assert_eq!(post["security"], serde_json::json!([{ "bearer": [] }]));
        assert!(post["responses"]["429"]["headers"]["retry-after"].is_object());
        assert!(document["webhooks"]["invoice-overdue"]["post"].is_object());
        let operations = document["paths"].as_object().expect("paths").values();
        assert_eq!(operations.map(|path| path.as_object().expect("a path").len()).sum::<usize>(), 12);
        assert_eq!(api().problems().iter().count(), 0, "{}", api().problems());
    }
}
