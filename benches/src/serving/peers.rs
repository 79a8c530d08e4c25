//! The peers' ways to serve a document, as their documentation shows them, beside as many routes as the scenario has.

use std::net::TcpListener;
use std::sync::Arc;

use axum::routing::{get, put};
use axum::{Extension, Json, Router};
use poem::Route;
use poem::endpoint::make_sync;
use utoipa_swagger_ui::SwaggerUi;

use super::{DOCUMENT, Serve, axum as on_axum, poem as on_poem};
use crate::peers::{aide, poem as poem_openapi, utoipa};
use crate::scenario::literal;

pub(super) const SERVERS: [(&str, Serve); 3] = [
    ("poem-openapi on poem", serve_poem_openapi),
    ("utoipa-swagger-ui on axum", serve_utoipa),
    ("aide on axum", serve_aide),
];

fn routes_of_axum(count: usize) -> Router {
    literal(count).fold(Router::new(), |router, words| router.route(&words.path, put(|| async {})))
}

fn serve_utoipa(listener: TcpListener, count: usize) {
    let document = utoipa::document(&mut literal(count));
    let pages = SwaggerUi::new("/docs").url(DOCUMENT, document);
    on_axum::serve_router(listener, routes_of_axum(count).merge(pages));
}

fn serve_aide(listener: TcpListener, count: usize) {
    async fn document(
        Extension(document): Extension<Arc<::aide::openapi::OpenApi>>,
    ) -> Json<Arc<::aide::openapi::OpenApi>> {
        Json(document)
    }
    let held = Arc::new(aide::document(&mut literal(count)));
    on_axum::serve_router(listener, routes_of_axum(count).route(DOCUMENT, get(document)).layer(Extension(held)));
}

fn serve_poem_openapi(listener: TcpListener, count: usize) {
    let document = poem_openapi::service(&mut literal(count)).spec_endpoint();
    let routes = literal(count)
        .fold(Route::new(), |routes, words| routes.at(words.path.replace("{id}", ":id"), poem::put(make_sync(|_| ()))));
    on_poem::serve_route(listener, routes.at(DOCUMENT, document));
}
