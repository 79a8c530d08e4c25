//! `Watch` and `Log`: exchanges looked at while they happen.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use http::HeaderMap;

use crate::body::{Body, End};
use crate::contract::{Contract, Exchange, Verdict};
use crate::violation::{NotLookedAt, Violation};

/// How many bytes of a body are looked at unless another limit is set: 1 MiB.
pub const BODY_LIMIT: usize = 1 << 20;

/// Looks at the exchanges of a test, and fails it at its end with all that is not as declared.
///
/// When it is dropped, it panics with the violations, if there are any; after [`finish`](Self::finish) it does not.
#[must_use = "when it is dropped, the test ends"]
pub struct Watch {
    layer: Layer,
    collected: Arc<Mutex<Collected>>,
    finished: bool,
}

#[derive(Default)]
struct Collected {
    verdict: Verdict,
    exchanges: u64,
}

/// A layer for a framework's application: looks at exchanges and changes nothing.
///
/// It goes around the whole application, so that it sees what a client sees. Which trait of which framework it
/// implements depends on the features.
#[derive(Clone)]
pub struct Layer {
    shared: Arc<Shared>,
}

struct Shared {
    contract: Contract,
    limit: usize,
    /// How many of a million exchanges are looked at.
    rate: u64,
    seen: AtomicU64,
    tell: Box<dyn Fn(Verdict) + Send + Sync>,
}

impl Contract {
    /// Looks at the exchanges of a test: put its [`layer`](Watch::layer) around the application.
    pub fn watch(&self) -> Watch {
        let collected = Arc::<Mutex<Collected>>::default();
        let into = Arc::clone(&collected);
        let layer = self.log(move |verdict| {
            let mut collected = into.lock().unwrap_or_else(PoisonError::into_inner);
            collected.exchanges += 1;
            collected.verdict.violations.extend(verdict.violations);
            collected.verdict.not_looked_at.extend(verdict.not_looked_at);
        });
        Watch { layer, collected, finished: false }
    }

    /// A layer that tells what it finds in each exchange: for a log, outside of tests.
    ///
    /// ```
    /// # fn layer(contract: openapi_contract::Contract) -> openapi_contract::Layer {
    /// contract.log(|verdict| verdict.violations.iter().for_each(|violation| eprintln!("{violation}"))).sample(0.01)
    /// # }
    /// ```
    pub fn log(&self, tell: impl Fn(Verdict) + Send + Sync + 'static) -> Layer {
        let (contract, tell) = (self.clone(), Box::new(tell));
        let shared = Shared { contract, limit: BODY_LIMIT, rate: MILLION, seen: AtomicU64::new(0), tell };
        Layer { shared: Arc::new(shared) }
    }
}

const MILLION: u64 = 1_000_000;

impl Watch {
    /// The layer to put around the application.
    pub fn layer(&self) -> Layer {
        self.layer.clone()
    }

    /// What was found so far.
    pub fn so_far(&self) -> Verdict {
        self.collected.lock().unwrap_or_else(PoisonError::into_inner).verdict.clone()
    }

    /// Ends it, and tells what could not be looked at.
    ///
    /// # Errors
    /// Every violation, each once.
    pub fn finish(mut self) -> Result<Vec<NotLookedAt>, Violations> {
        self.finished = true;
        self.result()
    }

    fn result(&self) -> Result<Vec<NotLookedAt>, Violations> {
        let verdict = self.so_far();
        if verdict.violations.is_empty() { Ok(verdict.not_looked_at) } else { Err(Violations::of(verdict.violations)) }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        if let Err(violations) = self.result() {
            if std::thread::panicking() {
                eprintln!("{violations}");
            } else {
                panic!("{violations}");
            }
        }
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let collected = self.collected.lock().unwrap_or_else(PoisonError::into_inner);
        let found = collected.verdict.violations.len();
        f.debug_struct("Watch").field("exchanges", &collected.exchanges).field("violations", &found).finish()
    }
}

/// All that was not as declared.
#[derive(Clone, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// What is met several times is told once.
    fn of(all: Vec<Violation>) -> Self {
        let mut seen = BTreeSet::new();
        Self(all.into_iter().filter(|violation| seen.insert(violation.to_string())).collect())
    }

    /// Each once, in the order found.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} not as declared:", self.0.len())?;
        self.0.iter().try_for_each(|violation| write!(f, "\n  {violation}"))
    }
}

// What `unwrap` shows.
impl fmt::Debug for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Violations {}

impl Layer {
    fn changed(self, change: impl FnOnce(&mut Shared)) -> Self {
        let shared = match Arc::try_unwrap(self.shared) {
            Ok(mut shared) => {
                change(&mut shared);
                Arc::new(shared)
            }
            // A clone is in use, which then tells what this one finds.
            Err(used) => {
                let into = Arc::clone(&used);
                let tell = Box::new(move |verdict| (into.tell)(verdict));
                let seen = AtomicU64::new(0);
                let mut shared =
                    Shared { contract: used.contract.clone(), limit: used.limit, rate: used.rate, seen, tell };
                change(&mut shared);
                Arc::new(shared)
            }
        };
        Self { shared }
    }

    /// Looks at this part of the exchanges: all with 1, one of a hundred with 0.01. The others cost next to nothing.
    #[must_use]
    pub fn sample(self, rate: f64) -> Self {
        // A float that is out of range or not a number becomes the nearest integer.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        self.changed(|shared| shared.rate = (rate.clamp(0.0, 1.0) * MILLION as f64).round() as u64)
    }

    /// Looks at so many bytes of a body. Of longer ones only what can be told without their end is looked at.
    #[must_use]
    pub fn body_limit(self, bytes: usize) -> Self {
        self.changed(|shared| shared.limit = bytes)
    }

    #[cfg_attr(not(any(feature = "tower", feature = "poem", feature = "actix")), allow(dead_code))]
    pub(crate) fn limit(&self) -> usize {
        self.shared.limit
    }

    /// Whether the next exchange is looked at.
    #[cfg_attr(not(any(feature = "tower", feature = "poem", feature = "actix")), allow(dead_code))]
    pub(crate) fn takes(&self) -> bool {
        let before = self.shared.seen.fetch_add(1, Ordering::Relaxed);
        let taken = |count: u64| u128::from(count) * u128::from(self.shared.rate) / u128::from(MILLION);
        taken(before + 1) > taken(before)
    }
}

impl fmt::Debug for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Layer").field("contract", &self.shared.contract).finish_non_exhaustive()
    }
}

/// The part of a body that is looked at, while it passes through.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    bytes: Vec<u8>,
    limit: usize,
    end: End,
}

#[cfg_attr(not(any(feature = "tower", feature = "poem", feature = "actix")), allow(dead_code))]
impl Seen {
    pub(crate) fn new(limit: usize) -> Self {
        Self { bytes: Vec::new(), limit, end: End::Unread }
    }

    pub(crate) fn add(&mut self, data: &[u8]) {
        let room = self.limit - self.bytes.len();
        self.bytes.extend_from_slice(&data[..room.min(data.len())]);
        if data.len() > room {
            self.end = End::Cut;
        }
    }

    /// Says that there is nothing more.
    pub(crate) fn ended(&mut self) {
        if self.end == End::Unread {
            self.end = End::Whole;
        }
    }

    pub(crate) fn is_cut(&self) -> bool {
        self.end == End::Cut
    }

    pub(crate) fn length(&self) -> usize {
        self.bytes.len()
    }

    fn body(&self) -> Body<'_> {
        Body { bytes: &self.bytes, end: self.end }
    }
}

/// The part of a request's body that the application has read so far.
pub(crate) type SeenRequest = Arc<Mutex<Seen>>;

/// A request whose answer is awaited.
#[cfg_attr(not(any(feature = "tower", feature = "poem", feature = "actix")), allow(dead_code))]
pub(crate) struct Asked {
    pub(crate) layer: Layer,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: SeenRequest,
}

#[cfg_attr(not(any(feature = "tower", feature = "poem", feature = "actix")), allow(dead_code))]
impl Asked {
    pub(crate) fn answered(self, status: u16, headers: HeaderMap) -> Answered {
        Answered { asked: self, status, headers }
    }
}

/// An exchange whose answer's body is awaited.
#[cfg_attr(not(any(feature = "tower", feature = "poem", feature = "actix")), allow(dead_code))]
pub(crate) struct Answered {
    asked: Asked,
    status: u16,
    headers: HeaderMap,
}

#[cfg_attr(not(any(feature = "tower", feature = "poem", feature = "actix")), allow(dead_code))]
impl Answered {
    /// How long the body will be, if the answer says so.
    pub(crate) fn content_length(&self) -> Option<u64> {
        self.headers.get(http::header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
    }

    /// Whether the answer never has a body, whatever its headers say.
    pub(crate) fn has_no_body(&self) -> bool {
        self.asked.method == "HEAD"
    }

    pub(crate) fn ended(self, body: &Seen) {
        let Asked { layer, method, path, query, headers, body: request } = self.asked;
        let request = request.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let verdict = layer.shared.contract.look(&Exchange {
            method: &method,
            path: &path,
            query: &query,
            request_headers: &headers,
            request_body: Some(request.body()),
            status: self.status,
            headers: &self.headers,
            body: body.body(),
        });
        (layer.shared.tell)(verdict);
    }
}
