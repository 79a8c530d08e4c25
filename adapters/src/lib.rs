//! FastAPI's way of declaring responses and callbacks, for the web framework you choose.
//!
//! No code, only names: [`merge`] is what declarations are written with, a feature for each framework brings its
//! adapter, `docs` the documentation pages, `reqwest` what sends declared callbacks, `apalis` what stores them first, and
//! `contract` what holds answers against declarations.

pub use openapi_merge as merge;
pub use openapi_model as model;

#[cfg(feature = "actix")]
pub use openapi_actix as actix;
#[cfg(feature = "apalis")]
pub use openapi_apalis as apalis;
#[cfg(feature = "axum")]
pub use openapi_axum as axum;
#[cfg(feature = "contract")]
pub use openapi_contract as contract;
#[cfg(feature = "docs")]
pub use openapi_docs as docs;
#[cfg(feature = "poem")]
pub use openapi_poem as poem;
#[cfg(feature = "reqwest")]
pub use openapi_reqwest as reqwest;
#[cfg(feature = "warp")]
pub use openapi_warp as warp;
