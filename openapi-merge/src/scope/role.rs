//! `Role`: who serves an operation.

use crate::declare::Mode;

/// What an operation's path is, and who serves the operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// This API serves it, on a path.
    Path,
    /// A receiver serves it, under a name in place of a path; the application's layers do not apply (R56).
    Webhook,
    /// A caller of this API serves it. The number counts callbacks of callbacks, from 1.
    Callback(u32),
}

impl Role {
    /// The role of an operation's callbacks.
    pub(crate) fn of_callbacks(self) -> Self {
        match self {
            Role::Path | Role::Webhook => Role::Callback(1),
            Role::Callback(depth) => Role::Callback(depth + 1),
        }
    }

    /// The direction in which this API uses a Rust type that stands in a request or a response.
    ///
    /// The server reads requests and writes responses. In a callback, but not in the callbacks of a callback, the
    /// server is somebody else, and this API writes the requests.
    pub(crate) fn direction(self, mode: Mode) -> Mode {
        match self {
            Role::Callback(depth) if depth % 2 == 1 => mode.other(),
            Role::Webhook => mode.other(),
            _ => mode,
        }
    }
}
