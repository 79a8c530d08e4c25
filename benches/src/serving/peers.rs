//! The peers' ways to serve a document, as their documentation shows them, beside as many routes as the scenario has.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::Arc;

use axum::routing::{MethodFilter, get, on};
use axum::{Extension, Json, Router};
use poem::endpoint::make_sync;
use poem::{Route, RouteMethod};
use utoipa_swagger_ui::SwaggerUi;

use super::{DOCUMENT, Serve, axum as on_axum, poem as on_poem};
use crate::peers::{aide, poem as poem_openapi, utoipa};
use crate::scenario::Scenario;

pub(super) const SERVERS: [(&str, Serve); 3] = [
    ("poem-openapi on poem", serve_poem_openapi),
    ("utoipa-swagger-ui on axum", serve_utoipa),
    ("aide on axum", serve_aide),
];

fn routes_of_axum(count: usize) -> Router {
    Scenario::literal(count).operations().fold(Router::new(), |router, planned| {
        let method = match planned.method() {
            "GET" => MethodFilter::GET,
            "POST" => MethodFilter::POST,
            "PUT" => MethodFilter::PUT,
            "PATCH" => MethodFilter::PATCH,
            _ => MethodFilter::DELETE,
        };
        router.route(&planned.full_path(), on(method, || async {}))
    })
}

fn serve_utoipa(listener: TcpListener, count: usize) {
    let document = utoipa::document(Scenario::literal(count));
    let pages = SwaggerUi::new("/docs").url(DOCUMENT, document);
    on_axum::serve_router(listener, routes_of_axum(count).merge(pages));
}

fn serve_aide(listener: TcpListener, count: usize) {
    async fn document(
        Extension(document): Extension<Arc<::aide::openapi::OpenApi>>,
    ) -> Json<Arc<::aide::openapi::OpenApi>> {
        Json(document)
    }
    let held = Arc::new(aide::document(Scenario::literal(count)));
    on_axum::serve_router(listener, routes_of_axum(count).route(DOCUMENT, get(document)).layer(Extension(held)));
}

fn serve_poem_openapi(listener: TcpListener, count: usize) {
    let document = poem_openapi::service(Scenario::literal(count)).spec_endpoint();
    let nothing = || make_sync(|_| ());
    let mut by_path = BTreeMap::new();
    for planned in Scenario::literal(count).operations() {
        let path = planned.full_path().replace('{', ":").replace('}', "");
        let methods: RouteMethod = by_path.remove(&path).unwrap_or_default();
        let methods = match planned.method() {
            "GET" => methods.get(nothing()),
            "POST" => methods.post(nothing()),
            "PUT" => methods.put(nothing()),
            "PATCH" => methods.patch(nothing()),
            _ => methods.delete(nothing()),
        };
        by_path.insert(path, methods);
    }
    let routes = by_path.into_iter().fold(Route::new(), |routes, (path, methods)| routes.at(path, methods));
    on_poem::serve_route(listener, routes.at(DOCUMENT, document));
}
