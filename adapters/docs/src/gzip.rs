//! gzip into and out of memory; shared with `build.rs`, which packs the files of the pages.

use flate2::Compression;
use flate2::bufread::{GzDecoder, GzEncoder};
use std::io::{self, Read as _};

/// Compresses at a level from 0 to 9. The same bytes give the same file: it holds no time and no name.
pub(crate) fn compress(plain: &[u8], level: u32) -> io::Result<Vec<u8>> {
    let mut file = Vec::new();
    GzEncoder::new(plain, Compression::new(level)).read_to_end(&mut file)?;
    Ok(file)
}

/// Decompresses.
#[allow(dead_code, reason = "`build.rs` only compresses")]
pub(crate) fn decompress(file: &[u8]) -> io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    GzDecoder::new(file).read_to_end(&mut plain)?;
    Ok(plain)
}
