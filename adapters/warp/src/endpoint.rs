//! What runs for an operation: the rest of a filter, whose path comes from the declaration.

use std::borrow::Cow;
use std::convert::Infallible;
use std::future::ready;
use std::str::FromStr;
use std::sync::Arc;

use openapi_merge::declare::FromHandler;
use openapi_mount::Look;
use warp::filters::BoxedFilter;
use warp::http::{Extensions, Method};
use warp::path::Peek;
use warp::reply::Response;
use warp::{Filter, Rejection, Reply};

use crate::path::Pattern;
#[cfg(feature = "valid")]
use crate::valid::{self, Route};

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

    /// How a request is looked at is one more of the values that a handler is handed.
    pub(crate) fn mount(
        mut self,
        pattern: Pattern,
        method: Method,
        look: Option<Look>,
    ) -> Result<BoxedFilter<(Response,)>, String> {
        if let Some(look) = look {
            self.1.insert(look);
        }
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

    /// How warp shall answer to a parameter that is no UTF-8. It is not found, unless a type says otherwise.
    fn undecodable(name: &str) -> Rejection {
        let _ = name;
        warp::reject::not_found()
    }
}

impl<T: FromStr + Send + 'static> FromPath for T {
    fn from_path(_: &str, text: &str) -> Result<Self, Rejection> {
        text.parse().map_err(|_| warp::reject::not_found())
    }
}

/// A filter with that of a method behind it. warp's own are no boxes, so each is another type.
macro_rules! with_method {
    ($path:expr, $method:expr) => {{
        let path = $path;
        match $method {
            Method::GET => path.and(warp::get()).boxed(),
            Method::HEAD => path.and(warp::head()).boxed(),
            Method::POST => path.and(warp::post()).boxed(),
            Method::PUT => path.and(warp::put()).boxed(),
            Method::PATCH => path.and(warp::patch()).boxed(),
            Method::DELETE => path.and(warp::delete()).boxed(),
            Method::OPTIONS => path.and(warp::options()).boxed(),
            other => path.and(method_is(other)).boxed(),
        }
    }};
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
                    Self::of(|pattern, method, state| {
                        let look = state.get::<Look>().cloned();
                        // warp clones what is called for each request.
                        let pattern = Arc::new(pattern);
                        #[cfg(feature = "valid")]
                        let whole = Arc::clone(&pattern);
                        let given = pattern.names.len();
                        let is_root = pattern.matches("");
                        let read = move |path: &str| -> Result<($($type,)*), Rejection> {
                            let captures: Option<[Cow<'_, str>; $count]> = match $count == 0 && given > 0 {
                                // A filter behind this one reads the parameters.
                                true => pattern.matches(path).then(|| std::array::from_fn(|_| Cow::Borrowed(""))),
                                false => pattern.captures(path),
                            };
                            let captures =
                                captures.ok_or_else(|| undecodable(&pattern, path, &[$($type::undecodable),*]))?;
                            #[allow(unused_mut, unused_variables, reason = "there may be no parameter")]
                            let mut named = pattern.names.iter().zip(&captures);
                            Ok(($({
                                let (name, text) = named.next().ok_or_else(warp::reject::not_found)?;
                                $type::from_path(name, text)?
                            },)*))
                        };
                        #[cfg(feature = "valid")]
                        let of_method = method.clone();
                        let path = if is_root {
                            let path = rest_of_path().and_then(move |path: String| ready(read(&path))).untuple_one();
                            with_method!(path, method)
                        } else {
                            let path = warp::path::peek().and_then(move |path: Peek| ready(read(path.as_str())));
                            with_method!(path.untuple_one(), method)
                        };
                        #[cfg(feature = "valid")]
                        let (filter, reads_path) =
                            Route::within(&whole, look.as_ref(), || complete(path).map(R::into_response).boxed());
                        #[cfg(not(feature = "valid"))]
                        let (filter, reads_path) = (complete(path).map(R::into_response).boxed(), false);
                        if given != $count && !($count == 0 && reads_path) {
                            return Err(format!("the filter takes {} from a path that has {given}", parameters($count)));
                        }
                        Ok(match look {
                            #[cfg(feature = "valid")]
                            Some(look) => valid::looked_at(look, Arc::clone(&whole), matching(whole, of_method), filter),
                            #[cfg(not(feature = "valid"))]
                            Some(never) => match never {},
                            None => filter,
                        })
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

/// What is left of the path. `peek` panics where the target has none, as in `GET docs`, so it is asked only if something
/// is left.
pub(crate) fn rest_of_path() -> impl Filter<Extract = (String,), Error = Infallible> + Copy {
    let end = warp::path::end().map(String::new);
    end.or(warp::path::peek().map(|path: Peek| path.as_str().to_owned())).unify()
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

/// Requests of a path and a method, whatever their parameters are.
#[cfg(feature = "valid")]
fn matching(pattern: Arc<Pattern>, method: Method) -> BoxedFilter<()> {
    let path = rest_of_path()
        .and_then(move |path: String| {
            ready(if pattern.matches(&path) { Ok(()) } else { Err(warp::reject::not_found()) })
        })
        .untuple_one();
    with_method!(path, method)
}

/// The answer to a path that does not match, or would match if it were UTF-8.
fn undecodable(pattern: &Pattern, path: &str, answers: &[fn(&str) -> Rejection]) -> Rejection {
    let name = pattern.texts(path).err().filter(|_| pattern.matches(path));
    let answer = name.as_ref().and_then(|name| answers.get(pattern.names.iter().position(|held| held == name)?));
    match (answer, &name) {
        (Some(answer), Some(name)) => answer(name),
        _ => warp::reject::not_found(),
    }
}
