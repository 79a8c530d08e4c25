//! The application on warp.

use std::net::SocketAddr;

use openapi_merge::Api;
use openapi_warp::Handler;
use openapi_warp::valid::{self, Reading, cookie, form, header, json, path, query};
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json as value};
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;
use warp::{Filter as _, Rejection, Reply as _, reply};

use crate::declared;
use crate::types::{
    AliasedPath, AliasedQuery, AllPlaced, Bare, Closed, Contact, Containers, Either, Headers, Level, Lines, Matrix,
    MatrixQuery, Moments, Node, NoteQuery, Numbers, Order, PairBody, PairCookie, PairHeader, PairPath, PairQuery,
    Plain, Search, Session, Shape, ShelfCookie, ShelfHeader, ShelfPath, ShelfQuery, Strict, Texts, ThingPath,
};

type Start = BoxedFilter<()>;

fn echo<T: Serialize + Send + 'static>(start: Start, read: BoxedFilter<(T,)>) -> BoxedFilter<(Response,)> {
    start.and(read).map(|read: T| reply::json(&read).into_response()).boxed()
}

fn body<T: Serialize + DeserializeOwned + JsonSchema + Send + 'static>(start: Start) -> BoxedFilter<(Response,)> {
    echo(start, json::<T>())
}

fn patch_aliased(start: Start) -> BoxedFilter<(Response,)> {
    let read = start.and(path::<AliasedPath>()).and(query::<AliasedQuery>()).and(json::<Closed>());
    read.map(|path, query, body| reply::json(&value!({ "path": path, "query": query, "closed": body })).into_response())
        .boxed()
}

fn put_pair(start: Start) -> BoxedFilter<(Response,)> {
    let read = start.and(path::<PairPath>()).and(query::<PairQuery>()).and(header::<PairHeader>());
    let read = read.and(cookie::<PairCookie>()).and(json::<PairBody>());
    let told = |path, query, header, cookie, body| value!({ "path": path, "query": query, "header": header, "cookie": cookie, "body": body });
    read.map(move |path, query, header, cookie, body| {
        reply::json(&told(path, query, header, cookie, body)).into_response()
    })
    .boxed()
}

fn take_anything(start: Start) -> BoxedFilter<(Response,)> {
    let read = start.and(query::<NoteQuery>()).and(json::<Value>());
    read.map(|query, body| reply::json(&value!({ "body": body, "query": query })).into_response()).boxed()
}

fn place(start: Start) -> BoxedFilter<(Response,)> {
    let read = start.and(path::<ShelfPath>()).and(query::<ShelfQuery>()).and(header::<ShelfHeader>());
    let read = read.and(cookie::<ShelfCookie>()).and(json::<AllPlaced>());
    let told = |path, query, header, cookie, placed| value!({ "path": path, "query": query, "header": header, "cookie": cookie, "placed": placed });
    read.map(move |path, query, header, cookie, body| {
        reply::json(&told(path, query, header, cookie, body)).into_response()
    })
    .boxed()
}

fn store_matrix(start: Start) -> BoxedFilter<(Response,)> {
    let read = start.and(query::<MatrixQuery>()).and(json::<Matrix>());
    read.map(|query, matrix| reply::json(&value!({ "query": query, "matrix": matrix })).into_response()).boxed()
}

fn api() -> Api<Handler> {
    Api::new("Inputs", "1")
        .route(declared::read_thing(), |start| echo(start, path::<ThingPath>()))
        .route(declared::search(), |start| echo(start, query::<Search>()))
        .route(declared::list_plain(), |start| echo(start, query::<Plain>()))
        .route(declared::read_headers(), |start| echo(start, header::<Headers>()))
        .route(declared::read_session(), |start| echo(start, cookie::<Session>()))
        .route(declared::create_order(), body::<Order>)
        .route(declared::measure(), body::<Numbers>)
        .route(declared::plan(), body::<Moments>)
        .route(declared::write(), body::<Texts>)
        .route(declared::draw(), body::<Shape>)
        .route(declared::choose(), body::<Either>)
        .route(declared::choose_bare(), body::<Bare>)
        .route(declared::grow(), body::<Node>)
        .route(declared::pack(), body::<Containers>)
        .route(declared::replace_list(), body::<Lines>)
        .route(declared::set_level(), body::<Level>)
        .route(declared::patch_aliased(), patch_aliased)
        .route(declared::put_pair(), put_pair)
        .route(declared::submit_form(), |start| echo(start, form::<Contact>()))
        .route(declared::take_anything(), take_anything)
        .route(declared::take_strict(), body::<Strict>)
        .route(declared::place(), place)
        .route(declared::store_matrix(), store_matrix)
}

async fn otherwise(rejection: Rejection) -> Result<Response, Rejection> {
    let (status, sentence) = match rejection.find::<warp::reject::MethodNotAllowed>() {
        Some(_) => (StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed"),
        None if rejection.is_not_found() => (StatusCode::NOT_FOUND, "Not Found"),
        None => return Err(rejection),
    };
    Ok(reply::with_status(reply::json(&value!({ "detail": sentence })), status).into_response())
}

pub fn serve(address: SocketAddr) {
    let app =
        openapi_warp::mount(api()).reading(Reading::lax()).build().unwrap_or_else(|problems| panic!("{problems}"));
    let app = app.recover(valid::recover).recover(otherwise);
    tokio::runtime::Runtime::new().unwrap().block_on(warp::serve(app).run(address));
}
