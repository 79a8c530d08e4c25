//! The hash in an entity tag; shared with `build.rs`, which hashes the packed files.

use sha2::{Digest as _, Sha256};

/// 128 bits of SHA-256 in hexadecimal: the same bytes have the same tag on every machine and after every start.
pub(crate) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
