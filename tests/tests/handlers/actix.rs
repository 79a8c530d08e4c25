//! The examples on actix-web.

#[path = "../../../adapters/examples/apps/invoices.rs"]
#[allow(dead_code)]
mod invoices;
#[path = "../../../adapters/examples/apps/items.rs"]
mod items;
#[path = "../../../adapters/examples/service/mod.rs"]
#[allow(dead_code)]
mod service;

use std::net::SocketAddr;

use framework::{Api, Handler};
use openapi_actix as framework;

crate::documents!();

/// What only the framework's own extractors read.
mod own {
    use super::framework;
    use actix_web::web::{Json, Path, Query};

    #[framework::post("/own/{number}")]
    async fn own(number: Path<u32>, paging: Query<crate::Paging>, line: Json<crate::Line>) -> String {
        format!("{} {} {}", number, paging.limit, line.sku)
    }

    pub fn api() -> framework::Api<framework::Handler> {
        framework::Api::new("Own", "1.0.0").include(framework::routes![own])
    }
}

pub fn own() -> (SocketAddr, String) {
    let document = own::api().to_json().unwrap();
    (serve(own::api()), document)
}

fn serve(api: Api<Handler>) -> SocketAddr {
    let routes = openapi_actix::mount(api).build().unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let server = actix_web::HttpServer::new(move || actix_web::App::new().service(routes.clone()));
            server.workers(1).listen(listener).unwrap().run().await.unwrap();
        });
    });
    address
}
