//! What the operations share: the state, who is asking, and a page of a list.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use openapi_merge::declare::Security;
use openapi_merge::handler::{Extract, Reads, RequestHead};
use openapi_model::{ApiKeyLocation, SecurityScheme};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::errors::{AccessError, Problem};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    pub id: String,
    pub value: String,
}

/// The state of the service.
#[derive(Clone, Default)]
pub struct Shop {
    pub items: Arc<Mutex<BTreeMap<String, Item>>>,
}

/// The state of the framework. Without one, a shop that is empty.
impl Extract for Shop {
    type Refusal = Infallible;

    fn reads() -> Reads {
        Reads::nothing()
    }

    fn extract(request: &impl RequestHead) -> Result<Self, Infallible> {
        Ok(request.state().cloned().unwrap_or_default())
    }
}

/// Who is asking, by a bearer token that is really looked at.
#[derive(Clone, Debug)]
pub struct CurrentUser {
    pub name: String,
}

impl Extract for CurrentUser {
    type Refusal = AccessError;

    fn reads() -> Reads {
        Reads::nothing().security(Security::new("bearer", SecurityScheme::http("bearer")))
    }

    fn extract(request: &impl RequestHead) -> Result<Self, AccessError> {
        match request.credentials("bearer") {
            Some("rick") => Ok(Self { name: "Rick".into() }),
            Some(_) => Err(AccessError::Forbidden(Problem::new("this token opens nothing"))),
            None => Err(AccessError::NotSignedIn { www_authenticate: "Bearer", problem: Problem::new("no token") }),
        }
    }
}

/// How often programs have asked.
static ASKED: AtomicU32 = AtomicU32::new(0);

/// A program that knows the key.
#[derive(Clone, Debug)]
pub struct Machine;

impl Extract for Machine {
    type Refusal = AccessError;

    fn reads() -> Reads {
        let scheme = SecurityScheme::api_key("x-api-key", ApiKeyLocation::Header);
        Reads::nothing().security(Security::new("api_key", scheme))
    }

    fn extract(request: &impl RequestHead) -> Result<Self, AccessError> {
        match request.header("x-api-key") {
            Some(b"portal") if ASKED.fetch_add(1, Ordering::Relaxed) < 1_000 => Ok(Self),
            Some(b"portal") => {
                Err(AccessError::TooManyRequests { retry_after: 60, problem: Problem::new("a thousand times a day") })
            }
            _ => Err(AccessError::Forbidden(Problem::new("the key opens nothing"))),
        }
    }
}

#[derive(Deserialize, JsonSchema)]
pub struct Paging {
    #[serde(default)]
    pub offset: usize,
    pub limit: Option<usize>,
}

/// Some of a list, and how long it is.
#[derive(Serialize, JsonSchema)]
pub struct Page<T> {
    pub total: usize,
    pub items: Vec<T>,
}

impl<T> Page<T> {
    pub fn of(all: impl ExactSizeIterator<Item = T>, paging: &Paging) -> Self {
        let total = all.len();
        Self { total, items: all.skip(paging.offset).take(paging.limit.unwrap_or(20)).collect() }
    }
}
