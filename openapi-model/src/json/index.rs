//! Finds the entries of a large map by the hashes of their keys; knows no keys, so that it is compiled once.

use alloc::vec;
use alloc::vec::Vec;
use core::hash::{BuildHasher, Hash};

use foldhash::fast::RandomState;

/// Positions by hash: open addressing, at most half of the slots in use.
#[derive(Clone)]
pub(crate) struct Index {
    state: RandomState,
    slots: Vec<Slot>,
    used: u32,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    hash: u32,
    /// The position plus one; 0 is a free slot.
    number: u32,
}

impl Index {
    fn with_capacity(capacity: usize) -> Self {
        let slots = (capacity * 2).next_power_of_two().max(64);
        Self { state: RandomState::default(), slots: vec![Slot::default(); slots], used: 0 }
    }

    /// Of `count` keys, which differ, with the hash of each.
    pub(crate) fn of(count: usize, hash: &dyn Fn(&Self, usize) -> u32) -> Self {
        let mut index = Self::with_capacity(count);
        for at in 0..count {
            index.push(hash(&index, at));
        }
        index
    }

    // Not for each map that asks.
    #[inline(never)]
    pub(crate) fn hash<Q: Hash + ?Sized>(&self, key: &Q) -> u32 {
        self.state.hash_one(key) as u32
    }

    /// The position with this hash that `is` the one.
    pub(crate) fn find(&self, hash: u32, is: &mut dyn FnMut(usize) -> bool) -> Option<usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot.number == 0 {
                return None;
            }
            if slot.hash == hash && is(slot.number as usize - 1) {
                return Some(slot.number as usize - 1);
            }
            at = (at + 1) & mask;
        }
    }

    /// Adds the next position.
    #[inline(never)]
    pub(crate) fn push(&mut self, hash: u32) {
        self.used += 1;
        if self.used as usize * 2 > self.slots.len() {
            self.rebuild(self.slots.len() * 2, Some);
        }
        let number = self.used;
        put(&mut self.slots, Slot { hash, number });
    }

    /// Adds the next position, unless there `is` the one already; says whether it was added.
    pub(crate) fn insert(&mut self, hash: u32, is: &mut dyn FnMut(usize) -> bool) -> bool {
        let is_new = self.find(hash, is).is_none();
        if is_new {
            self.push(hash);
        }
        is_new
    }

    /// Takes one position out; those behind it move up.
    pub(crate) fn remove(&mut self, position: usize) {
        let removed = position as u32 + 1;
        self.used -= 1;
        self.rebuild(self.slots.len(), |number| (number != removed).then(|| number - u32::from(number > removed)));
    }

    fn rebuild(&mut self, length: usize, renumber: impl Fn(u32) -> Option<u32>) {
        let before = core::mem::replace(&mut self.slots, vec![Slot::default(); length]);
        for slot in before.into_iter().filter(|slot| slot.number != 0) {
            if let Some(number) = renumber(slot.number) {
                put(&mut self.slots, Slot { number, ..slot });
            }
        }
    }
}

fn put(slots: &mut [Slot], slot: Slot) {
    let mask = slots.len() - 1;
    let mut at = slot.hash as usize & mask;
    while slots[at].number != 0 {
        at = (at + 1) & mask;
    }
    slots[at] = slot;
}
