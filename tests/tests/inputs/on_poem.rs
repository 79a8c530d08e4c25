//! The application on poem.

use std::net::SocketAddr;

use openapi_merge::Api;
use openapi_poem::valid::{Cookie, Form, Header, Json, Path, Query, Reading};
use openapi_poem::{Handler, mount};
use poem::handler;
use poem::listener::TcpAcceptor;
use poem::web::Json as Answer;
use serde_json::{Value, json};

use crate::app::{self, Booking, Device, Night, Opinion, Stay, Ticket, Tree};

#[handler]
fn find(Path(night): Path<Night>, Query(stay): Query<Stay>) -> Answer<Value> {
    Answer(json!({ "night": night, "stay": stay }))
}

#[handler]
fn book(Json(booking): Json<Booking>) -> Answer<Booking> {
    Answer(booking)
}

#[handler]
fn rate(Form(opinion): Form<Opinion>) -> Answer<Opinion> {
    Answer(opinion)
}

#[handler]
fn me(Header(device): Header<Device>, Cookie(ticket): Cookie<Ticket>) -> Answer<Value> {
    Answer(json!({ "device": device, "ticket": ticket }))
}

#[handler]
fn grow(Json(tree): Json<Tree>) -> Answer<Tree> {
    Answer(tree)
}

pub fn serve(reading: Option<Reading>) -> SocketAddr {
    let api = Api::<Handler>::new("Rooms", "1")
        .route(app::find(), find)
        .route(app::book(), book)
        .route(app::rate(), rate)
        .route(app::me(), me)
        .route(app::grow(), grow);
    let mount = mount(api);
    let route = match reading {
        Some(reading) => mount.reading(reading),
        None => mount,
    };
    let route = route.build().unwrap();
    crate::in_background(|listener| async {
        poem::Server::new_with_acceptor(TcpAcceptor::from_std(listener).unwrap()).run(route).await.unwrap();
    })
}
