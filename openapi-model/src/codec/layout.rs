//! Where the members of an object stood when it was read.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::json::value::Value;

/// The order in which an object's members were read, and what of it its fields do not say.
///
/// Most objects have at most twelve members, whose slots fit one word.
#[derive(Clone, Default)]
pub(crate) enum Layout {
    /// As we would write it: fixed fields in the order of the specification, then the others.
    #[default]
    AsWritten,
    /// Five bits a slot, the first lowest, and in the four highest bits their number.
    Short { slots: u64, empty: u32 },
    /// A byte a slot.
    Long(Box<Long>),
}

#[derive(Clone, Default)]
pub(crate) struct Long {
    slots: Vec<u8>,
    empty: u32,
    missing: u32,
    /// What stands in the place of the object, which is none.
    instead: Option<Value>,
}

const SHORT: usize = 12;
const BITS: usize = 5;

/// More fixed fields than this do not fit a slot.
pub(crate) const MOST_FIELDS: usize = 31;

/// The slot of the next extension; those below are fixed fields by their index in writing order.
pub(crate) const EXTENSION: u8 = 31;

/// The slot of the next keyed member of an object with *Patterned Fields*.
pub(crate) const KEYED: u8 = 0;

impl Layout {
    /// Of an object in whose place something else stands.
    pub(crate) fn instead(value: Value) -> Self {
        Self::Long(Box::new(Long { instead: Some(value), ..Long::default() }))
    }

    /// What stands in the place of the object.
    pub(crate) fn stands_instead(&self) -> Option<&Value> {
        match self {
            Layout::Long(long) => long.instead.as_ref(),
            _ => None,
        }
    }

    /// The slots in the order they were read; none if that is the order of writing.
    pub(crate) fn slots(&self) -> impl Iterator<Item = u8> {
        let (short, long) = match self {
            Layout::AsWritten => (0, &[][..]),
            Layout::Short { slots, .. } => (*slots, &[][..]),
            Layout::Long(long) => (0, &long.slots[..]),
        };
        let count = (short >> (BITS * SHORT)) as usize;
        (0..count).map(move |at| (short >> (BITS * at)) as u8 & 0x1f).chain(long.iter().copied())
    }

    /// A bit for each fixed field that was there although empty.
    pub(crate) fn empty(&self) -> u32 {
        match self {
            Layout::AsWritten => 0,
            Layout::Short { empty, .. } => *empty,
            Layout::Long(long) => long.empty,
        }
    }

    /// A bit for each required field that was not there, or did not fit.
    pub(crate) fn missing(&self) -> u32 {
        match self {
            Layout::Long(long) => long.missing,
            _ => 0,
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
            self.short |= u64::from(slot) << (BITS * usize::from(self.length));
            self.length += 1;
        } else {
            if self.long.is_empty() {
                self.long.extend(self.short_layout(0).slots());
            }
            self.long.push(slot);
        }
    }

    /// `empty` has a bit for each fixed field that was there although empty, `missing` one for each that was required and
    /// was not there.
    pub(crate) fn into_layout(self, empty: u32, missing: u32) -> Layout {
        if !self.out_of_order && empty == 0 && missing == 0 {
            Layout::AsWritten
        } else if self.long.is_empty() && missing == 0 {
            self.short_layout(empty)
        } else {
            let slots = if self.long.is_empty() { self.short_layout(0).slots().collect() } else { self.long };
            Layout::Long(Box::new(Long { slots, empty, missing, instead: None }))
        }
    }

    fn short_layout(&self, empty: u32) -> Layout {
        Layout::Short { slots: self.short | u64::from(self.length) << (BITS * SHORT), empty }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_come_back_as_they_were_noted() {
        for length in [0_u8, 1, 11, 12, 13, 40] {
            for missing in [0, 1 << 7] {
                let noted: Vec<u8> = (0..length).map(|at| at % 5 * 7).rev().collect();
                let mut notes = Notes::default();
                noted.iter().for_each(|slot| notes.slot(*slot));
                let layout = notes.into_layout(1 << 30, missing);
                assert_eq!(layout.slots().collect::<Vec<_>>(), noted);
                assert_eq!((layout.empty(), layout.missing()), (1 << 30, missing));
            }
        }
    }
}
