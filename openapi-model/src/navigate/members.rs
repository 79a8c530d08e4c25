//! Fixed fields by their names.

use crate::codec::object::Object;

/// What an object with fixed fields shows when it is written.
pub(crate) trait Members {
    /// Whether the fixed field `key` is there, even if it is empty.
    fn has(&self, key: &str) -> bool;
}

impl<T: Object> Members for T {
    fn has(&self, key: &str) -> bool {
        let shown = self.filled() | self.extensions().layout().empty();
        T::FIELDS.named(key, 0).is_some_and(|field| shown & (1 << field) != 0)
    }
}
