//! gzip into and out of memory; shared with `build.rs`, which packs the files of the pages.
//!
//! Deflate and the checksum are libraries' work. The frame ([RFC 1952](https://www.rfc-editor.org/rfc/rfc1952)) is
//! written here, because a library that knows all of gzip is 40 KB in the binary of everybody who shows a page.

const CHECKSUM: crc::Crc<u32> = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);

/// Deflate, no optional fields, no time, no operating system: the same bytes give the same file.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// The checksum and the length, modulo 2³², of the plain bytes.
const TRAILER: usize = 8;

/// `level`: 0 to 10.
pub(crate) fn compress(plain: &[u8], level: u8) -> Vec<u8> {
    let mut file = HEADER.to_vec();
    file.extend(miniz_oxide::deflate::compress_to_vec(plain, level));
    file.extend(CHECKSUM.checksum(plain).to_le_bytes());
    file.extend((plain.len() as u32).to_le_bytes());
    file
}

/// Only for what [`compress`] made.
#[allow(dead_code, reason = "`build.rs` only compresses")]
pub(crate) fn decompress(file: &[u8]) -> Option<Vec<u8>> {
    let deflated = file.get(HEADER.len()..file.len().checked_sub(TRAILER)?)?;
    miniz_oxide::inflate::decompress_to_vec(deflated).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Read as _;

    proptest! {
        #[test]
        fn others_read_what_we_write(plain in proptest::collection::vec(0..9_u8, 0..5000), level in 0..=10_u8) {
            let file = compress(&plain, level);
            let mut read = Vec::new();
            flate2::read::GzDecoder::new(&file[..]).read_to_end(&mut read)?;
            prop_assert_eq!(&read, &plain);
            prop_assert_eq!(decompress(&file), Some(plain));
        }
    }
}
