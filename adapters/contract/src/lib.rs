#![doc = include_str!("../README.md")]

#[cfg(feature = "actix")]
mod actix;
mod body;
mod contract;
mod document;
mod findings;
mod media_type;
mod operation;
#[cfg(feature = "poem")]
mod poem;
mod reach;
mod request;
mod route;
mod schema;
#[cfg(any(feature = "tower", feature = "poem"))]
mod tee;
#[cfg(feature = "tower")]
mod tower;
mod value;
mod violation;
#[cfg(feature = "warp")]
mod warp;
mod watch;

pub use contract::{Contract, ContractError, Verdict};
pub use reach::{Part, Reach, TooLittleReached};
#[cfg(any(feature = "tower", feature = "poem"))]
pub use tee::Tee;
pub use violation::{NotLookedAt, RequestFault, Violation, ViolationKind};
pub use watch::{BODY_LIMIT, Layer, Violations, Watch};
