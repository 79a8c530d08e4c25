#![doc = include_str!("../README.md")]

mod attempt;
mod handle;
mod id;
mod job;
#[cfg(feature = "postgres")]
mod postgres;
mod queue;
#[cfg(feature = "sqlite")]
mod sqlite;
mod store;
mod worker;

pub use handle::{EnqueueError, Handle, SendNowError};
pub use id::{DeliveryId, InvalidDeliveryId};
pub use job::{Counts, Delivery, State, Which};
pub use queue::{Queue, QueueBuilder};
pub use store::{Connection, Store, StoreError};
