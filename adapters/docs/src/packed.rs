//! A page's file as `build.rs` left it in the binary.

/// No plain copy is kept where there is a compressed one: hardly a client asks for it.
pub(crate) struct Packed {
    pub(crate) name: &'static str,
    pub(crate) content_type: &'static str,
    pub(crate) hash: &'static str,
    /// Of the plain bytes.
    pub(crate) length: usize,
    pub(crate) body: PackedBody,
}

pub(crate) enum PackedBody {
    Plain(&'static [u8]),
    Compressed { brotli: &'static [u8], gzip: &'static [u8] },
}

#[cfg(feature = "swagger-ui")]
pub(crate) mod swagger_ui {
    use super::{Packed, PackedBody};
    include!(concat!(env!("OUT_DIR"), "/swagger_ui.rs"));
}

#[cfg(feature = "scalar")]
pub(crate) mod scalar {
    use super::{Packed, PackedBody};
    include!(concat!(env!("OUT_DIR"), "/scalar.rs"));
}
