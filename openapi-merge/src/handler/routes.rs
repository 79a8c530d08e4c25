//! `routes!`: a router of functions that carry their declaration.

/// A router of the functions named, in this order: each with what its attribute declares.
///
/// The attributes `get`, `post` … of an adapter put a type of the function's name beside it, and a path names both.
///
/// ```
/// # use openapi_merge::declare::{self, Operation, Router};
/// # use openapi_merge::routes;
/// # fn read_item() -> &'static str { "foo" }
/// // What `#[get("/items")]` adds to the function `read_item`:
/// #[allow(non_camel_case_types)]
/// struct read_item {}
/// impl read_item {
///     fn operation() -> Operation {
///         declare::get("/items").name("read_item")
///     }
///     fn handler<T>(function: T) -> T {
///         function
///     }
/// }
///
/// # struct Handler;
/// # impl<F: Fn() -> &'static str> From<F> for Handler { fn from(_: F) -> Self { Handler } }
/// let router: Router<Handler> = routes![read_item];
/// ```
#[macro_export]
macro_rules! routes {
    ($($path:path),* $(,)?) => {
        $crate::declare::Router::new()$(.route(<$path>::operation(), <$path>::handler($path)))*
    };
}
