//! The application on poem.

use std::net::SocketAddr;

use openapi_merge::Api;
use openapi_poem::Handler;
use openapi_poem::valid::{Cookie, Form, Header, Json, Path, Query, Reading};
use poem::error::{MethodNotAllowedError, NotFoundError};
use poem::http::StatusCode;
use poem::listener::TcpListener;
use poem::web::Json as Answer;
use poem::{EndpointExt as _, IntoResponse as _, Response, handler};
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::declared;
use crate::types::{
    AliasedPath, AliasedQuery, AllPlaced, Bare, Closed, Contact, Containers, Either, Headers, Level, Lines, Matrix,
    MatrixQuery, Moments, Node, NoteQuery, Numbers, Order, PairBody, PairCookie, PairHeader, PairPath, PairQuery,
    Plain, Search, Session, Shape, ShelfCookie, ShelfHeader, ShelfPath, ShelfQuery, Strict, Texts, ThingPath,
};

#[handler]
fn of_path(Path(read): Path<ThingPath>) -> Answer<ThingPath> {
    Answer(read)
}

#[handler]
fn search(Query(read): Query<Search>) -> Answer<Search> {
    Answer(read)
}

#[handler]
fn list_plain(Query(read): Query<Plain>) -> Answer<Plain> {
    Answer(read)
}

#[handler]
fn of_headers(Header(read): Header<Headers>) -> Answer<Headers> {
    Answer(read)
}

#[handler]
fn of_cookies(Cookie(read): Cookie<Session>) -> Answer<Session> {
    Answer(read)
}

#[handler]
fn of_form(Form(read): Form<Contact>) -> Answer<Contact> {
    Answer(read)
}

#[handler]
fn of_body<T>(Json(read): Json<T>) -> Answer<T>
where
    T: Serialize + DeserializeOwned + JsonSchema + Send + Sync + 'static,
{
    Answer(read)
}

fn body<T: Serialize + DeserializeOwned + JsonSchema + Send + Sync + 'static>() -> of_body<T> {
    of_body::default()
}

#[handler]
fn patch_aliased(
    Path(path): Path<AliasedPath>,
    Query(query): Query<AliasedQuery>,
    Json(body): Json<Closed>,
) -> Answer<Value> {
    Answer(json!({ "path": path, "query": query, "closed": body }))
}

#[handler]
fn put_pair(
    Path(path): Path<PairPath>,
    Query(query): Query<PairQuery>,
    Header(header): Header<PairHeader>,
    Cookie(cookie): Cookie<PairCookie>,
    Json(body): Json<PairBody>,
) -> Answer<Value> {
    Answer(json!({ "path": path, "query": query, "header": header, "cookie": cookie, "body": body }))
}

#[handler]
fn take_anything(Query(query): Query<NoteQuery>, Json(body): Json<Value>) -> Answer<Value> {
    Answer(json!({ "body": body, "query": query }))
}

#[handler]
fn place(
    Path(path): Path<ShelfPath>,
    Query(query): Query<ShelfQuery>,
    Header(header): Header<ShelfHeader>,
    Cookie(cookie): Cookie<ShelfCookie>,
    Json(body): Json<AllPlaced>,
) -> Answer<Value> {
    Answer(json!({ "path": path, "query": query, "header": header, "cookie": cookie, "placed": body }))
}

#[handler]
fn store_matrix(Query(query): Query<MatrixQuery>, Json(body): Json<Matrix>) -> Answer<Value> {
    Answer(json!({ "query": query, "matrix": body }))
}

fn api() -> Api<Handler> {
    Api::new("Inputs", "1")
        .route(declared::read_thing(), of_path)
        .route(declared::search(), search)
        .route(declared::list_plain(), list_plain)
        .route(declared::read_headers(), of_headers)
        .route(declared::read_session(), of_cookies)
        .route(declared::create_order(), body::<Order>())
        .route(declared::measure(), body::<Numbers>())
        .route(declared::plan(), body::<Moments>())
        .route(declared::write(), body::<Texts>())
        .route(declared::draw(), body::<Shape>())
        .route(declared::choose(), body::<Either>())
        .route(declared::choose_bare(), body::<Bare>())
        .route(declared::grow(), body::<Node>())
        .route(declared::pack(), body::<Containers>())
        .route(declared::replace_list(), body::<Lines>())
        .route(declared::set_level(), body::<Level>())
        .route(declared::patch_aliased(), patch_aliased)
        .route(declared::put_pair(), put_pair)
        .route(declared::submit_form(), of_form)
        .route(declared::take_anything(), take_anything)
        .route(declared::take_strict(), body::<Strict>())
        .route(declared::place(), place)
        .route(declared::store_matrix(), store_matrix)
}

fn told(status: StatusCode, sentence: &str) -> Response {
    Answer(json!({ "detail": sentence })).with_status(status).into_response()
}

pub fn serve(address: SocketAddr) {
    let app =
        openapi_poem::mount(api()).reading(Reading::lax()).build().unwrap_or_else(|problems| panic!("{problems}"));
    let app = app
        .catch_error(async |_: NotFoundError| told(StatusCode::NOT_FOUND, "Not Found"))
        .catch_error(async |_: MethodNotAllowedError| told(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed"));
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        poem::Server::new(TcpListener::bind(address)).run(app).await.unwrap();
    });
}
