//! The application on warp.

use std::net::SocketAddr;

use openapi_merge::Api;
use openapi_warp::valid::{self, Reading};
use openapi_warp::{Handler, mount};
use serde_json::json;
use warp::filters::BoxedFilter;
use warp::{Filter as _, reply};

use crate::app::{self, Booking, Device, Night, Opinion, Stay, Ticket, Tree};

pub fn serve(reading: Option<Reading>) -> SocketAddr {
    let api = Api::<Handler>::new("Rooms", "1")
        .route(app::find(), |start: BoxedFilter<()>| {
            let read = start.and(valid::path::<Night>()).and(valid::query::<Stay>());
            read.map(|night, stay| reply::json(&json!({ "night": night, "stay": stay })))
        })
        .route(app::book(), |start: BoxedFilter<()>| {
            start.and(valid::json::<Booking>()).map(|booking| reply::json(&booking))
        })
        .route(app::rate(), |start: BoxedFilter<()>| {
            start.and(valid::form::<Opinion>()).map(|opinion| reply::json(&opinion))
        })
        .route(app::me(), |start: BoxedFilter<()>| {
            let read = start.and(valid::header::<Device>()).and(valid::cookie::<Ticket>());
            read.map(|device, ticket| reply::json(&json!({ "device": device, "ticket": ticket })))
        })
        .route(app::grow(), |start: BoxedFilter<()>| start.and(valid::json::<Tree>()).map(|tree| reply::json(&tree)));
    let mount = mount(api);
    let filter = match reading {
        Some(reading) => mount.reading(reading),
        None => mount,
    };
    let filter = filter.build().unwrap().recover(valid::recover);
    crate::in_background(|listener| async {
        warp::serve(filter).incoming(tokio::net::TcpListener::from_std(listener).unwrap()).run().await;
    })
}
