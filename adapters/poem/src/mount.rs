//! `mount`: from an API to a `poem::Route`.

use openapi_docs::Published;
use openapi_merge::{Api, Problems};
use openapi_mount::{Adapter, Plan};
use poem::endpoint::make_sync;
use poem::http::Method;
use poem::{Request, Response, Route, RouteMethod};

use crate::endpoint::Handler;
use crate::path::spell;

/// An API on its way to a [`poem::Route`].
pub type Mount = openapi_mount::Mount<Handler, Route>;

/// Mounts an API: each operation under the method and the path it declares.
pub fn mount(api: Api<Handler>) -> Mount {
    Mount::new(Adapter { assemble, page }, api)
}

fn assemble(plan: Plan<Handler>, problems: &mut Problems) -> Route {
    let mut app = Route::new();
    for path in plan.paths {
        match spell(&path.path) {
            Err(reason) => problems.extend(path.unmountable(&reason)),
            Ok(spelled) => {
                let told: Vec<_> = path.unmountable("poem has another operation there").collect();
                let methods = path.into_looked_at().fold(RouteMethod::new(), |methods, (route, look)| {
                    match Method::from_bytes(route.method.as_bytes()) {
                        Ok(method) => route.handler.mount(methods, method, look),
                        Err(_) => methods,
                    }
                });
                app = app.try_at(spelled, methods).unwrap_or_else(|_| {
                    problems.extend(told);
                    Route::new()
                });
            }
        }
    }
    app
}

fn page(published: Published, path: String) -> Handler {
    make_sync(move |request: Request| answer(&published, &path, &request)).into()
}

fn answer(published: &Published, path: &str, request: &Request) -> Response {
    let header = |name| request.headers().get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    let Some(answer) = published.answer(path, request.method().as_str(), header) else {
        return poem::http::StatusCode::NOT_FOUND.into();
    };
    let mut response = Response::builder();
    for (name, value) in answer.headers {
        response = response.header(*name, &**value);
    }
    let status = poem::http::StatusCode::from_u16(answer.status).unwrap_or_default();
    response.status(status).body(answer.body)
}
