//! `Responses`: responses by status key; `.with`, `|`.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use core::ops::{BitOr, BitOrAssign};
use core::panic::Location;

use openapi_model::{Map, StatusCode, StatusKey, StatusRange};

use super::Response;

/// FastAPI's `responses={…}`: what an operation answers besides its main response, by status key.
///
/// `a | b` is Python's `{**a, **b}`: per key, right replaces left whole; nothing is merged inside a response.
///
/// ```
/// # use openapi_merge::declare::{self, Responses};
/// let usual = Responses::from([
///     (404, declare::description("Item not found")),
///     (403, declare::description("Not enough privileges")),
/// ]);
/// let both = usual | [(404, declare::description("No such user"))];
/// assert_eq!(both.len(), 2);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Responses {
    pub(crate) by_key: Map<StatusKey, DeclaredResponse>,
    /// Responses under texts that are no status keys; each text stands once.
    pub(crate) misnamed: alloc::vec::Vec<(String, DeclaredResponse)>,
}

/// A response and where it was declared.
#[derive(Clone, Debug)]
pub(crate) struct DeclaredResponse {
    pub(crate) response: Response,
    pub(crate) at: &'static Location<'static>,
    /// The key as it was written, where that is not how a document has it: `4xx`, `Default`.
    pub(crate) spelling: Option<Box<str>>,
}

impl Responses {
    /// No responses.
    pub const fn new() -> Self {
        Self { by_key: Map::new(), misnamed: alloc::vec::Vec::new() }
    }

    /// With one more, or another for a key that is there.
    ///
    /// The key is a number (`404`), a text as FastAPI has it (`"4XX"`, `"default"`) or typed. What is no status key
    /// becomes a problem when the document is built.
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn with(mut self, key: impl IntoStatusKey, response: Response) -> Self {
        self.insert(key, response, Location::caller());
        self
    }

    /// The number of responses.
    pub fn len(&self) -> usize {
        self.by_key.len() + self.misnamed.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The status keys in order.
    pub fn keys(&self) -> impl Iterator<Item = StatusKey> + '_ {
        self.by_key.keys().copied()
    }

    /// The response under a key.
    pub fn get(&self, key: impl IntoStatusKey) -> Option<&Response> {
        let key = key.into_status_key().ok()?;
        self.by_key.get(&key.key).map(|declared| &declared.response)
    }

    pub(crate) fn of_one(key: impl IntoStatusKey, response: Response, at: &'static Location<'static>) -> Self {
        let mut responses = Self::new();
        responses.insert(key, response, at);
        responses
    }

    pub(crate) fn insert(&mut self, key: impl IntoStatusKey, response: Response, at: &'static Location<'static>) {
        match key.into_status_key() {
            Ok(Spelled { key, spelling }) => {
                self.by_key
                    .insert(key, DeclaredResponse { response, at, spelling: spelling.map(String::into_boxed_str) });
            }
            Err(given) => self.misname(given, DeclaredResponse { response, at, spelling: None }),
        }
    }

    fn misname(&mut self, given: String, declared: DeclaredResponse) {
        match self.misnamed.iter_mut().find(|(key, _)| *key == given) {
            Some(entry) => entry.1 = declared,
            None => self.misnamed.push((given, declared)),
        }
    }

    /// R26: key by key, whole values replaced by the later; a key keeps the position of its first appearance.
    pub(crate) fn override_with(&mut self, later: Responses) {
        self.by_key.extend(later.by_key);
        for (given, declared) in later.misnamed {
            self.misname(given, declared);
        }
    }
}

impl<K: IntoStatusKey, const N: usize> From<[(K, Response); N]> for Responses {
    #[track_caller]
    fn from(entries: [(K, Response); N]) -> Self {
        Self::from_iter(entries)
    }
}

impl<K: IntoStatusKey> FromIterator<(K, Response)> for Responses {
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = (K, Response)>>(entries: I) -> Self {
        let mut responses = Self::new();
        responses.extend(entries);
        responses
    }
}

impl<K: IntoStatusKey> Extend<(K, Response)> for Responses {
    #[track_caller]
    fn extend<I: IntoIterator<Item = (K, Response)>>(&mut self, entries: I) {
        let at = Location::caller();
        for (key, response) in entries {
            self.insert(key, response, at);
        }
    }
}

impl BitOr for Responses {
    type Output = Self;

    fn bitor(mut self, later: Self) -> Self {
        self.override_with(later);
        self
    }
}

impl<K: IntoStatusKey, const N: usize> BitOr<[(K, Response); N]> for Responses {
    type Output = Self;

    #[track_caller]
    fn bitor(mut self, later: [(K, Response); N]) -> Self {
        self.override_with(Responses::from(later));
        self
    }
}

impl BitOrAssign for Responses {
    fn bitor_assign(&mut self, later: Self) {
        self.override_with(later);
    }
}

/// What can be written as a status key: a number, a text, or typed.
pub trait IntoStatusKey: sealed::Sealed {
    #[doc(hidden)]
    fn into_status_key(self) -> Result<Spelled, String>;
}

/// A status key and, where it differs, how it was written.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Spelled {
    pub(crate) key: StatusKey,
    pub(crate) spelling: Option<String>,
}

impl From<StatusKey> for Spelled {
    fn from(key: StatusKey) -> Self {
        Self { key, spelling: None }
    }
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(
            impl sealed::Sealed for $number {}
            impl IntoStatusKey for $number {
                fn into_status_key(self) -> Result<Spelled, String> {
                    u16::try_from(self)
                        .ok()
                        .and_then(|code| StatusCode::new(code).ok())
                        .map(|code| StatusKey::Code(code).into())
                        .ok_or_else(|| self.to_string())
                }
            }
        )*
    };
}

numbers!(i32 u16 u32 i64);

impl sealed::Sealed for &str {}
impl IntoStatusKey for &str {
    /// R14: a key's case does not count, R21, R22: so that each has one spelling; R29: what is no key is a problem.
    fn into_status_key(self) -> Result<Spelled, String> {
        if let Ok(key) = self.parse::<StatusKey>() {
            return Ok(key.into());
        }
        let upper = self.to_uppercase();
        let folded = if upper == "DEFAULT" { "default" } else { &upper };
        match folded.parse() {
            Ok(key) => Ok(Spelled { key, spelling: Some(self.into()) }),
            Err(_) => Err(self.into()),
        }
    }
}

impl sealed::Sealed for String {}
impl IntoStatusKey for String {
    fn into_status_key(self) -> Result<Spelled, String> {
        self.as_str().into_status_key()
    }
}

macro_rules! typed {
    ($($type:ty)*) => {
        $(
            impl sealed::Sealed for $type {}
            impl IntoStatusKey for $type {
                fn into_status_key(self) -> Result<Spelled, String> {
                    Ok(StatusKey::from(self).into())
                }
            }
        )*
    };
}

typed!(StatusKey StatusCode StatusRange);

#[cfg(feature = "http")]
impl sealed::Sealed for http::StatusCode {}
#[cfg(feature = "http")]
impl IntoStatusKey for http::StatusCode {
    fn into_status_key(self) -> Result<Spelled, String> {
        self.as_u16().into_status_key()
    }
}
