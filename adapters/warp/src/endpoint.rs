//! What runs for an operation: the rest of a filter, whose path comes from the declaration.

use std::borrow::Cow;
use std::future::ready;
use std::str::FromStr;
use std::sync::Arc;

use openapi_merge::declare::FromHandler;
use warp::filters::BoxedFilter;
use warp::http::{Extensions, Method};
use warp::reply::Response;
use warp::{Filter, Rejection, Reply};

use crate::path::Pattern;

type Complete = dyn FnOnce(Pattern, Method, Extensions) -> Result<BoxedFilter<(Response,)>, String> + Send;

/// The rest of a filter, waiting for its path and method: what [`Api::route`](openapi_merge::Api::route) takes.
///
/// A closure becomes one that is handed the filter of path and method, with the parameters of the path as types say, and
/// continues it:
///
/// ```
/// use openapi_merge::{Api, declare};
/// use warp::Filter as _;
/// use warp::filters::BoxedFilter;
///
/// let api = Api::<openapi_warp::Handler>::new("Items", "1.0.0")
///     .route(declare::get("/items/{item_id}"), |path: BoxedFilter<(u32,)>| path.map(|item_id| format!("{item_id}")));
/// assert!(openapi_warp::mount(api).build().is_ok());
/// ```
pub struct Handler(Box<Complete>, Extensions);

impl Handler {
    pub(crate) fn of(
        complete: impl FnOnce(Pattern, Method, Extensions) -> Result<BoxedFilter<(Response,)>, String> + Send + 'static,
    ) -> Self {
        Self(Box::new(complete), Extensions::new())
    }

    /// Hands functions a value that they take as [`State<T>`](crate::State), or that a dependency of theirs asks for.
    ///
    /// All handlers of a router get it by `router.map_handlers(|handler| handler.with_state(state.clone()))`.
    #[must_use]
    pub fn with_state<T: Clone + Send + Sync + 'static>(mut self, state: T) -> Self {
        self.1.insert(state);
        self
    }

    pub(crate) fn mount(self, pattern: Pattern, method: Method) -> Result<BoxedFilter<(Response,)>, String> {
        (self.0)(pattern, method, self.1)
    }
}

/// A filter that is complete: it knows its path and method already, and the declaration repeats them.
///
/// Nothing is added to it, so no prefix around the declaration counts for it.
pub fn documented<F, R>(filter: F) -> Handler
where
    F: Filter<Extract = (R,), Error = Rejection> + Clone + Send + Sync + 'static,
    R: Reply + 'static,
{
    Handler::of(|_, _, _| Ok(filter.map(R::into_response).boxed()))
}

/// A parameter in a path.
///
/// Everything that is read from a text is one, and where it cannot be read the path is not found, as warp has it.
/// [`valid::Path`](crate::valid::Path) answers 422 instead.
pub trait FromPath: Sized + Send + 'static {
    /// Reads the decoded text of the parameter.
    ///
    /// # Errors
    /// How warp shall answer to a text that is none.
    fn from_path(name: &str, text: &str) -> Result<Self, Rejection>;
}

impl<T: FromStr + Send + 'static> FromPath for T {
    fn from_path(_: &str, text: &str) -> Result<Self, Rejection> {
        text.parse().map_err(|_| warp::reject::not_found())
    }
}

macro_rules! parameters {
    ($($count:literal [$($type:ident)*])*) => {
        $(
            impl<C, F, R, $($type: FromPath),*> FromHandler<C, (BoxedFilter<($($type,)*)>, F, R)> for Handler
            where
                C: FnOnce(BoxedFilter<($($type,)*)>) -> F + Send + 'static,
                F: Filter<Extract = (R,), Error = Rejection> + Clone + Send + Sync + 'static,
                R: Reply + 'static,
            {
                fn from_handler(complete: C) -> Self {
                    Self::of(|pattern, method, _| {
                        if pattern.names.len() != $count {
                            let given = pattern.names.len();
                            return Err(format!("the filter takes {} from a path that has {given}", parameters($count)));
                        }
                        // warp clones what is called for each request.
                        let pattern = Arc::new(pattern);
                        let path = warp::path::peek()
                            .and_then(move |path: warp::path::Peek| {
                                ready((|| {
                                    let captures: [Cow<'_, str>; $count] =
                                        pattern.captures(path.as_str()).ok_or_else(warp::reject::not_found)?;
                                    #[allow(unused_mut, unused_variables, reason = "there may be no parameter")]
                                    let mut named = pattern.names.iter().zip(&captures);
                                    Ok::<($($type,)*), Rejection>(($({
                                        let (name, text) = named.next().ok_or_else(warp::reject::not_found)?;
                                        $type::from_path(name, text)?
                                    },)*))
                                })())
                            })
                            .untuple_one();
                        let path = match method {
                            Method::GET => path.and(warp::get()).boxed(),
                            Method::HEAD => path.and(warp::head()).boxed(),
                            Method::POST => path.and(warp::post()).boxed(),
                            Method::PUT => path.and(warp::put()).boxed(),
                            Method::PATCH => path.and(warp::patch()).boxed(),
                            Method::DELETE => path.and(warp::delete()).boxed(),
                            Method::OPTIONS => path.and(warp::options()).boxed(),
                            other => path.and(method_is(other)).boxed(),
                        };
                        Ok(complete(path).map(R::into_response).boxed())
                    })
                }
            }
        )*
    };
}

parameters! {
    0 []
    1 [A]
    2 [A B]
    3 [A B D]
    4 [A B D E]
    5 [A B D E G]
    6 [A B D E G H]
}

fn parameters(count: usize) -> String {
    format!("{count} parameter{}", if count == 1 { "" } else { "s" })
}

/// A filter of the requests of one method.
pub(crate) fn of_method(method: Method) -> BoxedFilter<()> {
    match method {
        Method::GET => warp::get().boxed(),
        Method::HEAD => warp::head().boxed(),
        Method::POST => warp::post().boxed(),
        Method::PUT => warp::put().boxed(),
        Method::PATCH => warp::patch().boxed(),
        Method::DELETE => warp::delete().boxed(),
        Method::OPTIONS => warp::options().boxed(),
        other => method_is(other),
    }
}

/// A method for which warp has no filter. What can never match says 405 for it.
fn method_is(expected: Method) -> BoxedFilter<()> {
    warp::method()
        .and_then(move |method| ready(if method == expected { Ok(()) } else { Err(warp::reject::not_found()) }))
        .untuple_one()
        .or(warp::get().and(warp::post()))
        .unify()
        .boxed()
}
