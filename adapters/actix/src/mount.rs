//! `mount`: from an API to a service of an actix-web `App`.

use std::future::ready;
use std::sync::Arc;

use actix_web::dev::{AppService, HttpServiceFactory};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use openapi_docs::Published;
use openapi_merge::declare::FromHandler as _;
use openapi_merge::{Api, Problems};
use openapi_mount::{Adapter, Look, Plan};

use crate::endpoint::Handler;
use crate::path::spell;

/// An API on its way to the [`Routes`] of an actix-web `App`.
pub type Mount = openapi_mount::Mount<Handler, Routes>;

/// Mounts an API: each operation under the method and the path it declares.
pub fn mount(api: Api<Handler>) -> Mount {
    Mount::new(Adapter { assemble, page }, api)
}

/// Every operation as actix-web's own resources: a service for `App::service` or `Scope::service`.
///
/// actix-web makes an `App` for each worker, so this is built once and cloned for each; a clone costs nothing.
#[derive(Clone)]
pub struct Routes(Arc<Vec<OnPath>>);

/// A path in actix-web's spelling, and what runs for each method.
type OnPath = (String, Vec<(Method, Handler, Option<Look>)>);

impl HttpServiceFactory for Routes {
    #[allow(clippy::clone_on_copy, reason = "without the feature `valid` a look is nothing, and can be copied")]
    fn register(self, config: &mut AppService) {
        for (path, methods) in &*self.0 {
            let resource = methods.iter().fold(web::resource(path.as_str()), |resource, (method, handler, look)| {
                handler.mount(resource, method.clone(), look.clone())
            });
            resource.register(config);
        }
    }
}

fn assemble(plan: Plan<Handler>, problems: &mut Problems) -> Routes {
    let mut resources = Vec::new();
    for path in plan.paths {
        match spell(&path.path) {
            Err(reason) => problems.extend(path.unmountable(&reason)),
            Ok(spelled) => {
                let methods = path.into_looked_at().filter_map(|(route, look)| {
                    Some((Method::from_bytes(route.method.as_bytes()).ok()?, route.handler, look))
                });
                resources.push((spelled, methods.collect()));
            }
        }
    }
    Routes(Arc::new(resources))
}

fn page(published: Published, path: String) -> Handler {
    Handler::from_handler(move |request: HttpRequest| ready(answer(&published, &path, &request)))
}

fn answer(published: &Published, path: &str, request: &HttpRequest) -> HttpResponse {
    let header = |name| request.headers().get_all(name).filter_map(|value| value.to_str().ok());
    // actix takes the body off an answer to HEAD itself.
    let Some(answer) = published.answer(path, "GET", header) else {
        return HttpResponse::NotFound().finish();
    };
    let mut response = HttpResponse::build(StatusCode::from_u16(answer.status).unwrap_or_default());
    for (name, value) in answer.headers.iter().filter(|(name, _)| *name != "content-length") {
        response.insert_header((*name, &**value));
    }
    response.body(answer.body)
}
