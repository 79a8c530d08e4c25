//! Where the members of an object stood when it was read.

use alloc::boxed::Box;
use alloc::vec::Vec;

/// The order in which an object's members were read, and which of its fixed fields were there although empty.
///
/// Most objects have at most 16 members, whose slots fit one word.
#[derive(Clone, Default)]
pub(crate) enum Layout {
    /// As we would write it: fixed fields in the order of the specification, then the others.
    #[default]
    AsWritten,
    /// Four bits a slot, the first lowest.
    Short { slots: u64, length: u8, empty: u16 },
    /// A byte a slot.
    Long(Box<Long>),
}

#[derive(Clone)]
pub(crate) struct Long {
    slots: Vec<u8>,
    empty: u16,
}

const SHORT: usize = 16;

/// More fixed fields than this do not fit a slot.
pub(crate) const MOST_FIELDS: usize = 15;

/// The slot of the next extension; those below are fixed fields by their index in writing order.
pub(crate) const EXTENSION: u8 = 15;

/// The slot of the next keyed member of an object with *Patterned Fields*.
pub(crate) const KEYED: u8 = 0;

impl Layout {
    /// The slots in the order they were read; none if that is the order of writing.
    pub(crate) fn slots(&self) -> impl Iterator<Item = u8> {
        let (short, length, long) = match self {
            Layout::AsWritten => (0, 0, &[][..]),
            Layout::Short { slots, length, .. } => (*slots, *length, &[][..]),
            Layout::Long(long) => (0, 0, &long.slots[..]),
        };
        (0..length).map(move |at| (short >> (4 * at)) as u8 & 0xf).chain(long.iter().copied())
    }

    /// A bit for each fixed field that was there although empty.
    pub(crate) fn empty(&self) -> u16 {
        match self {
            Layout::AsWritten => 0,
            Layout::Short { empty, .. } => *empty,
            Layout::Long(long) => long.empty,
        }
    }

    #[cfg(feature = "version")]
    pub(crate) fn forget(&mut self, field: u8) {
        match self {
            Layout::AsWritten => {}
            Layout::Short { empty, .. } => *empty &= !(1 << field),
            Layout::Long(long) => long.empty &= !(1 << field),
        }
    }
}

/// Notes the members of an object while they are read.
#[derive(Default)]
pub(crate) struct Notes {
    short: u64,
    length: u8,
    long: Vec<u8>,
    last: u8,
    out_of_order: bool,
}

impl Notes {
    pub(crate) fn slot(&mut self, slot: u8) {
        self.out_of_order |= slot < self.last;
        self.last = slot;
        if usize::from(self.length) < SHORT {
            self.short |= u64::from(slot) << (4 * self.length);
            self.length += 1;
        } else {
            if self.long.is_empty() {
                self.long.extend(self.short_layout(0).slots());
            }
            self.long.push(slot);
        }
    }

    /// `empty` has a bit for each fixed field that was there although empty.
    pub(crate) fn into_layout(self, empty: u16) -> Layout {
        if !self.out_of_order && empty == 0 {
            Layout::AsWritten
        } else if self.long.is_empty() {
            self.short_layout(empty)
        } else {
            Layout::Long(Box::new(Long { slots: self.long, empty }))
        }
    }

    fn short_layout(&self, empty: u16) -> Layout {
        Layout::Short { slots: self.short, length: self.length, empty }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_come_back_as_they_were_noted() {
        for length in [0_u8, 1, 15, 16, 17, 40] {
            let noted: Vec<u8> = (0..length).map(|at| at % 5 * 3).rev().collect();
            let mut notes = Notes::default();
            noted.iter().for_each(|slot| notes.slot(*slot));
            let layout = notes.into_layout(1 << 3);
            assert_eq!(layout.slots().collect::<Vec<_>>(), noted);
            assert_eq!(layout.empty(), 1 << 3);
        }
    }
}
