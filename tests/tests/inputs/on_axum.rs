//! The application on axum.

use std::net::SocketAddr;

use axum::Json as Answer;
use openapi_axum::valid::{Cookie, Form, Header, Json, Path, Query, Reading};
use openapi_axum::{Handler, mount};
use openapi_merge::Api;
use serde_json::{Value, json};

use crate::app::{self, Booking, Device, Night, Opinion, Stay, Ticket, Tree};

async fn find(Path(night): Path<Night>, Query(stay): Query<Stay>) -> Answer<Value> {
    Answer(json!({ "night": night, "stay": stay }))
}

async fn book(Json(booking): Json<Booking>) -> Answer<Booking> {
    Answer(booking)
}

async fn rate(Form(opinion): Form<Opinion>) -> Answer<Opinion> {
    Answer(opinion)
}

async fn me(Header(device): Header<Device>, Cookie(ticket): Cookie<Ticket>) -> Answer<Value> {
    Answer(json!({ "device": device, "ticket": ticket }))
}

async fn grow(Json(tree): Json<Tree>) -> Answer<Tree> {
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
    let router = match reading {
        Some(reading) => mount.reading(reading),
        None => mount,
    };
    let router = router.build().unwrap();
    crate::in_background(|listener| async {
        axum::serve(tokio::net::TcpListener::from_std(listener).unwrap(), router).await.unwrap();
    })
}
