//! The application on axum.

use std::net::SocketAddr;

use axum::Json as Answer;
use axum::http::StatusCode;
use openapi_axum::Handler;
use openapi_axum::valid::{Cookie, Form, Header, Json, Path, Query, Reading};
use openapi_merge::Api;
use serde::Serialize;
use serde_json::{Value, json};

use crate::declared;
use crate::types::{
    AliasedPath, AliasedQuery, AllPlaced, Bare, Closed, Contact, Containers, Either, Headers, Level, Lines, Matrix,
    MatrixQuery, Moments, Node, NoteQuery, Numbers, Order, PairBody, PairCookie, PairHeader, PairPath, PairQuery,
    Plain, Search, Session, Shape, ShelfCookie, ShelfHeader, ShelfPath, ShelfQuery, Strict, Texts, ThingPath,
};

async fn of_path<T: Serialize>(Path(read): Path<T>) -> Answer<T> {
    Answer(read)
}

async fn of_query<T: Serialize>(Query(read): Query<T>) -> Answer<T> {
    Answer(read)
}

async fn of_headers(Header(read): Header<Headers>) -> Answer<Headers> {
    Answer(read)
}

async fn of_cookies(Cookie(read): Cookie<Session>) -> Answer<Session> {
    Answer(read)
}

async fn of_form(Form(read): Form<Contact>) -> Answer<Contact> {
    Answer(read)
}

async fn of_body<T: Serialize>(Json(read): Json<T>) -> Answer<T> {
    Answer(read)
}

async fn patch_aliased(
    Path(path): Path<AliasedPath>,
    Query(query): Query<AliasedQuery>,
    Json(body): Json<Closed>,
) -> Answer<Value> {
    Answer(json!({ "path": path, "query": query, "closed": body }))
}

async fn put_pair(
    Path(path): Path<PairPath>,
    Query(query): Query<PairQuery>,
    Header(header): Header<PairHeader>,
    Cookie(cookie): Cookie<PairCookie>,
    Json(body): Json<PairBody>,
) -> Answer<Value> {
    Answer(json!({ "path": path, "query": query, "header": header, "cookie": cookie, "body": body }))
}

async fn take_anything(Query(query): Query<NoteQuery>, Json(body): Json<Value>) -> Answer<Value> {
    Answer(json!({ "body": body, "query": query }))
}

async fn place(
    Path(path): Path<ShelfPath>,
    Query(query): Query<ShelfQuery>,
    Header(header): Header<ShelfHeader>,
    Cookie(cookie): Cookie<ShelfCookie>,
    Json(body): Json<AllPlaced>,
) -> Answer<Value> {
    Answer(json!({ "path": path, "query": query, "header": header, "cookie": cookie, "placed": body }))
}

async fn store_matrix(Query(query): Query<MatrixQuery>, Json(body): Json<Matrix>) -> Answer<Value> {
    Answer(json!({ "query": query, "matrix": body }))
}

fn api() -> Api<Handler> {
    Api::new("Inputs", "1")
        .route(declared::read_thing(), of_path::<ThingPath>)
        .route(declared::search(), of_query::<Search>)
        .route(declared::list_plain(), of_query::<Plain>)
        .route(declared::read_headers(), of_headers)
        .route(declared::read_session(), of_cookies)
        .route(declared::create_order(), of_body::<Order>)
        .route(declared::measure(), of_body::<Numbers>)
        .route(declared::plan(), of_body::<Moments>)
        .route(declared::write(), of_body::<Texts>)
        .route(declared::draw(), of_body::<Shape>)
        .route(declared::choose(), of_body::<Either>)
        .route(declared::choose_bare(), of_body::<Bare>)
        .route(declared::grow(), of_body::<Node>)
        .route(declared::pack(), of_body::<Containers>)
        .route(declared::replace_list(), of_body::<Lines>)
        .route(declared::set_level(), of_body::<Level>)
        .route(declared::patch_aliased(), patch_aliased)
        .route(declared::put_pair(), put_pair)
        .route(declared::submit_form(), of_form)
        .route(declared::take_anything(), take_anything)
        .route(declared::take_strict(), of_body::<Strict>)
        .route(declared::place(), place)
        .route(declared::store_matrix(), store_matrix)
}

async fn told(status: StatusCode, sentence: &str) -> (StatusCode, Answer<Value>) {
    (status, Answer(json!({ "detail": sentence })))
}

pub fn serve(address: SocketAddr) {
    let app =
        openapi_axum::mount(api()).reading(Reading::lax()).build().unwrap_or_else(|problems| panic!("{problems}"));
    let app = app
        .fallback(|| told(StatusCode::NOT_FOUND, "Not Found"))
        .method_not_allowed_fallback(|| told(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed"));
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await.unwrap();
        axum::serve(listener, app).await.unwrap();
    });
}
