//! Fixed fields by their names.

use crate::codec::object::Object;
use crate::codec::view::shown_fields;

/// What an object with fixed fields shows when it is written.
pub(crate) trait Members {
    /// Whether the member `key` is there, even if it is empty, or does not fit.
    fn has(&self, key: &str) -> bool;
}

impl<T: Object> Members for T {
    fn has(&self, key: &str) -> bool {
        let shown = shown_fields(T::FIELDS, self.filled(), self.extensions());
        let is_shown = T::FIELDS.named(key, 0).is_some_and(|field| shown & (1 << field) != 0);
        is_shown || self.extensions().get(key).is_some()
    }
}
