//! The hash in an entity tag; shared with `build.rs`, which hashes the packed files.

use siphasher::sip128::{Hasher128 as _, SipHasher13};
use std::hash::Hasher as _;

/// 128 bits in hexadecimal: the same bytes give the same on every machine and after every start.
pub(crate) fn hash(parts: &[&[u8]]) -> String {
    let mut hasher = SipHasher13::new();
    for part in parts {
        hasher.write(part);
    }
    format!("{:032x}", hasher.finish128().as_u128())
}
