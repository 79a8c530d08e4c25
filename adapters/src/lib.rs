//! FastAPI's way of declaring responses and callbacks, for the web framework you choose.
//!
//! No code, only names: [`merge`] is what declarations are written with, a feature for each framework brings its
//! adapter, and the feature `docs` the documentation pages.

pub use openapi_merge as merge;
pub use openapi_model as model;

#[cfg(feature = "actix")]
pub use openapi_actix as actix;
#[cfg(feature = "axum")]
pub use openapi_axum as axum;
#[cfg(feature = "docs")]
pub use openapi_docs as docs;
#[cfg(feature = "poem")]
pub use openapi_poem as poem;
#[cfg(feature = "warp")]
pub use openapi_warp as warp;
