//! Texts by blocks of a fixed length, so that the compiler asks many bytes at once.

pub(crate) const BLOCK: usize = 16;

/// How many bytes are such. All are asked, which is faster than to stop.
pub(crate) fn count(text: &str, such: impl Fn(u8) -> bool) -> u32 {
    let in_block = |block: &[u8; BLOCK]| u32::from(block.iter().map(|byte| u8::from(such(*byte))).sum::<u8>());
    let blocks = text.as_bytes().chunks_exact(BLOCK);
    let mut padded = [0; BLOCK];
    padded[..blocks.remainder().len()].copy_from_slice(blocks.remainder());
    blocks.filter_map(|block| block.first_chunk()).map(in_block).sum::<u32>() + in_block(&padded)
}

/// Whether JSON has these bytes of a text as they are.
#[inline(always)]
pub(crate) fn is_plain_block(block: &[u8; BLOCK]) -> bool {
    let escaped = |byte: &u8| *byte < 0x20 || *byte == b'"' || *byte == b'\\';
    !block.iter().fold(false, |found, byte| found | escaped(byte))
}
