//! Limits: how much of a request is read, and how much is said of it.

/// How much is read of a request. What has more is refused with 413 or 422, in the shape of FastAPI's 422.
///
/// ```
/// use openapi_input::Limits;
///
/// let limits = Limits::default().body(10 << 20).faults(20);
/// assert_eq!((limits.body, limits.depth), (10 << 20, 128));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The most bytes of a body that is read into memory: 2 MiB. More is 413.
    pub body: usize,
    /// The most levels of lists and objects in JSON: 128, which is the most that can be read.
    pub depth: usize,
    /// The most values in one JSON text, members and items together: 1,000,000.
    pub members: usize,
    /// The most parameters in a query, a form, or a `Cookie` header: 1,000.
    pub parameters: usize,
    /// The most parts of a multipart body: 1,000.
    pub parts: usize,
    /// The most bytes of one file of a multipart body: 32 MiB. More is 413.
    pub file: u64,
    /// The most faults that one answer tells: 100.
    pub faults: usize,
    /// The most steps of one look at a value: 10,000,000. Only unions within unions take so many.
    pub steps: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 2 << 20,
            depth: 128,
            members: 1_000_000,
            parameters: 1000,
            parts: 1000,
            file: 32 << 20,
            faults: 100,
            steps: 10_000_000,
        }
    }
}

macro_rules! settings {
    ($($(#[$doc:meta])* $name:ident: $type:ty,)*) => {
        impl Limits {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(mut self, most: $type) -> Self {
                    self.$name = most;
                    self
                }
            )*
        }
    };
}

settings! {
    /// Sets the most bytes of a body that is read into memory.
    body: usize,
    /// Sets the most levels of lists and objects in JSON; more than 128 are never read.
    depth: usize,
    /// Sets the most values in one JSON text.
    members: usize,
    /// Sets the most parameters in a query, a form, or a `Cookie` header.
    parameters: usize,
    /// Sets the most parts of a multipart body.
    parts: usize,
    /// Sets the most bytes of one file of a multipart body.
    file: u64,
    /// Sets the most faults that one answer tells.
    faults: usize,
    /// Sets the most steps of one look at a value.
    steps: u64,
}
