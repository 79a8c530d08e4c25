//! The application on actix-web.

use std::net::SocketAddr;

use actix_web::web::Json as Answer;
use actix_web::{App, HttpServer};
use openapi_actix::valid::{Cookie, Form, Header, Json, Path, Query, Reading};
use openapi_actix::{Handler, mount};
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
    let routes = match reading {
        Some(reading) => mount.reading(reading),
        None => mount,
    };
    let routes = routes.build().unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async {
            let app = move || App::new().service(routes.clone());
            HttpServer::new(app).workers(1).disable_signals().listen(listener).unwrap().run().await.unwrap();
        });
    });
    address
}
