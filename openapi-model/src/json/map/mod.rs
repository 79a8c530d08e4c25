//! `Map<K, V>`: insertion-ordered, a list when it holds little, an `IndexMap` when it holds much, without std.

mod entry;
mod iter;
mod serde;

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::fmt;
use core::hash::Hash;
use core::ops::{self, RangeBounds};
use core::{iter as from_core, mem};

use foldhash::fast::RandomState;
use indexmap::IndexMap;

pub use self::entry::{Entry, OccupiedEntry, VacantEntry};
pub use self::iter::{Drain, IntoIter, Iter, IterMut};

/// Up to this many entries are kept as a list, more as an `IndexMap`.
///
/// A list is one allocation where an `IndexMap` in its box is three, and most objects of a document have few members.
pub(crate) const FEW: usize = 16;

/// The `IndexMap` that many entries are kept in, and that a [`Map`] turns into and is made from.
type Indexed<K, V> = IndexMap<K, V, RandomState>;

/// A map that keeps its entries in the order of insertion.
///
/// Its methods are those of [`IndexMap`], which holds the entries once there are many; a few are a plain list. Two maps
/// are equal when they hold equal entries, in whatever order, as JSON objects are.
///
/// ```
/// # use openapi_model::Map;
/// let mut map = Map::from([("b", 1), ("a", 2)]);
/// map.insert("b", 3);
/// *map.entry("c").or_default() += 4;
/// assert_eq!(map.iter().collect::<Vec<_>>(), [(&"b", &3), (&"a", &2), (&"c", &4)]);
///
/// map.sort_keys();
/// assert_eq!(map.get_index(0), Some((&"a", &2)));
/// assert_eq!(map.shift_remove("b"), Some(3));
/// ```
#[derive(Clone)]
pub struct Map<K, V>(Entries<K, V>);

#[derive(Clone)]
enum Entries<K, V> {
    Few(Vec<(K, V)>),
    Many(Box<Indexed<K, V>>),
}

use Entries::{Few, Many};

impl<K, V> Map<K, V> {
    /// Creates a map without entries, which allocates nothing.
    pub const fn new() -> Self {
        Self(Few(Vec::new()))
    }

    /// Returns the number of entries.
    pub fn len(&self) -> usize {
        match &self.0 {
            Few(list) => list.len(),
            Many(map) => map.len(),
        }
    }

    /// Returns whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Removes all entries.
    pub fn clear(&mut self) {
        *self = Self::new();
    }

    /// Returns the entries in order.
    pub fn iter(&self) -> Iter<'_, K, V> {
        match &self.0 {
            Few(list) => Iter::few(list.iter()),
            Many(map) => Iter::many(map.iter()),
        }
    }

    /// Returns the entries in order, with values that can be changed.
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        match &mut self.0 {
            Few(list) => IterMut::few(list.iter_mut()),
            Many(map) => IterMut::many(map.iter_mut()),
        }
    }

    /// Returns the keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator {
        self.iter().map(|(key, _)| key)
    }

    /// Returns the values in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator {
        self.iter().map(|(_, value)| value)
    }

    /// Returns the values in order, to be changed.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut V> + ExactSizeIterator {
        self.iter_mut().map(|(_, value)| value)
    }

    /// Turns the map into its keys, in order.
    pub fn into_keys(self) -> impl DoubleEndedIterator<Item = K> + ExactSizeIterator {
        self.into_iter().map(|(key, _)| key)
    }

    /// Turns the map into its values, in order.
    pub fn into_values(self) -> impl DoubleEndedIterator<Item = V> + ExactSizeIterator {
        self.into_iter().map(|(_, value)| value)
    }

    /// Returns the entry at a position.
    pub fn get_index(&self, index: usize) -> Option<(&K, &V)> {
        match &self.0 {
            Few(list) => list.get(index).map(|(key, value)| (key, value)),
            Many(map) => map.get_index(index),
        }
    }

    /// Returns the entry at a position, with a value that can be changed.
    pub fn get_index_mut(&mut self, index: usize) -> Option<(&K, &mut V)> {
        match &mut self.0 {
            Few(list) => list.get_mut(index).map(|(key, value)| (&*key, value)),
            Many(map) => map.get_index_mut(index),
        }
    }

    /// Returns the first entry.
    pub fn first(&self) -> Option<(&K, &V)> {
        self.get_index(0)
    }

    /// Returns the last entry.
    pub fn last(&self) -> Option<(&K, &V)> {
        self.get_index(self.len().checked_sub(1)?)
    }

    /// Gives room back that no entry takes.
    pub fn shrink_to_fit(&mut self) {
        match &mut self.0 {
            Few(list) => list.shrink_to_fit(),
            Many(map) => map.shrink_to_fit(),
        }
    }

    /// Makes room for one more entry, for as few as there mostly are.
    pub(crate) fn make_room(&mut self) {
        if let Few(list) = &mut self.0 {
            make_room(list);
        }
    }
}

impl<K: Hash + Eq, V> Map<K, V> {
    /// Creates a map without entries and with room for `capacity`.
    pub fn with_capacity(capacity: usize) -> Self {
        Self(if capacity > FEW {
            Many(Box::new(IndexMap::with_capacity_and_hasher(capacity, RandomState::default())))
        } else {
            Few(Vec::with_capacity(capacity))
        })
    }

    /// Makes a map of entries whose keys are known to differ.
    pub(crate) fn of_distinct(entries: Vec<(K, V)>) -> Self {
        Self(if entries.len() > FEW { Many(Box::new(entries.into_iter().collect())) } else { Few(entries) })
    }

    /// Returns the position of a key.
    pub fn get_index_of<Q>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        match &self.0 {
            Few(list) => list.iter().position(|(held, _)| held.borrow() == key),
            Many(map) => map.get_index_of(key),
        }
    }

    /// Returns the value under a key.
    pub fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.get_key_value(key).map(|(_, value)| value)
    }

    /// Returns the entry under a key.
    pub fn get_key_value<Q>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.get_index(self.get_index_of(key)?)
    }

    /// Returns the value under a key, to be changed.
    pub fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let index = self.get_index_of(key)?;
        self.get_index_mut(index).map(|(_, value)| value)
    }

    /// Returns whether there is an entry under a key.
    pub fn contains_key<Q>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.get_index_of(key).is_some()
    }

    /// Puts a value under a key and returns the one that was there; a key that was there keeps its position.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        self.insert_full(key, value).1
    }

    /// Puts a value under a key and returns its position and the value that was there.
    pub fn insert_full(&mut self, key: K, value: V) -> (usize, Option<V>) {
        if let Many(map) = &mut self.0 {
            return map.insert_full(key, value);
        }
        match self.get_index_of(&key) {
            Some(index) => (index, self.get_index_mut(index).map(|(_, before)| mem::replace(before, value))),
            None => (self.push(key, || value), None),
        }
    }

    /// Puts what is made under a key and returns it; `None` if the key is there already.
    pub(crate) fn add(&mut self, key: K, make: impl FnOnce() -> V) -> Option<&mut V> {
        if self.contains_key(&key) {
            return None;
        }
        let index = self.push(key, make);
        self.get_index_mut(index).map(|(_, value)| value)
    }

    /// Adds an entry for a key that is not there.
    fn push(&mut self, key: K, make: impl FnOnce() -> V) -> usize {
        let index = self.len();
        match &mut self.0 {
            // As `Vec::push`, without the code that drops a value for which there is no room.
            Few(list) if index < FEW => list.extend(from_core::once_with(|| (key, make()))),
            Few(list) => {
                let mut map: Indexed<K, V> = mem::take(list).into_iter().collect();
                map.insert(key, make());
                self.0 = Many(Box::new(map));
            }
            Many(map) => drop(map.insert(key, make())),
        }
        index
    }

    /// Removes the entry under a key and keeps the order of the others, which takes time for each that follows.
    ///
    /// [`retain`](Map::retain) removes many in one go.
    pub fn shift_remove<Q>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.shift_remove_index(self.get_index_of(key)?).map(|(_, value)| value)
    }

    /// Removes the entry under a key, as [`shift_remove`](Map::shift_remove), which says that the order stays.
    pub fn remove<Q>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.shift_remove(key)
    }

    /// Removes the entry under a key and puts the last one in its place, which takes the same time for every map.
    pub fn swap_remove<Q>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.swap_remove_index(self.get_index_of(key)?).map(|(_, value)| value)
    }

    /// Removes the entry at a position and keeps the order of the others.
    pub fn shift_remove_index(&mut self, index: usize) -> Option<(K, V)> {
        match &mut self.0 {
            Few(list) => (index < list.len()).then(|| list.remove(index)),
            Many(map) => map.shift_remove_index(index),
        }
    }

    /// Removes the entry at a position and puts the last one in its place.
    pub fn swap_remove_index(&mut self, index: usize) -> Option<(K, V)> {
        match &mut self.0 {
            Few(list) => (index < list.len()).then(|| list.swap_remove(index)),
            Many(map) => map.swap_remove_index(index),
        }
    }

    /// Moves the entry at one position to another; those between move by one.
    ///
    /// # Panics
    /// If there is no entry at one of the positions.
    pub fn move_index(&mut self, from: usize, to: usize) {
        match &mut self.0 {
            Few(list) => {
                let entry = list.remove(from);
                list.insert(to, entry);
            }
            Many(map) => map.move_index(from, to),
        }
    }

    /// Removes the last entry and returns it.
    pub fn pop(&mut self) -> Option<(K, V)> {
        match &mut self.0 {
            Few(list) => list.pop(),
            Many(map) => map.pop(),
        }
    }

    /// Keeps the entries that `keep` accepts, in their order; takes time for each entry once.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        match &mut self.0 {
            Few(list) => list.retain_mut(|(key, value)| keep(key, value)),
            Many(map) => map.retain(|key, value| keep(key, value)),
        }
    }

    /// Removes the entries at a range of positions and returns them; the others keep their order.
    ///
    /// # Panics
    /// If the range ends behind the last entry or before it starts.
    pub fn drain(&mut self, range: impl RangeBounds<usize>) -> Drain<'_, K, V> {
        match &mut self.0 {
            Few(list) => Drain::few(list.drain(range)),
            Many(map) => Drain::many(map.drain(range)),
        }
    }

    /// Keeps the first `length` entries.
    pub fn truncate(&mut self, length: usize) {
        match &mut self.0 {
            Few(list) => list.truncate(length),
            Many(map) => map.truncate(length),
        }
    }

    /// Sorts the entries by key.
    pub fn sort_keys(&mut self)
    where
        K: Ord,
    {
        self.sort_by(|one, _, other, _| one.cmp(other));
    }

    /// Sorts the entries; equal ones keep their order.
    pub fn sort_by(&mut self, mut compare: impl FnMut(&K, &V, &K, &V) -> Ordering) {
        match &mut self.0 {
            Few(list) => list.sort_by(|one, other| compare(&one.0, &one.1, &other.0, &other.1)),
            Many(map) => map.sort_by(compare),
        }
    }

    /// Reverses the order of the entries.
    pub fn reverse(&mut self) {
        match &mut self.0 {
            Few(list) => list.reverse(),
            Many(map) => map.reverse(),
        }
    }
}

/// Makes room for one more item: for one, two, four … where `push` begins with four, which may be large.
pub(crate) fn make_room<T>(items: &mut Vec<T>) {
    if items.len() == items.capacity() {
        items.reserve_exact(items.len().max(1));
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Map<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Hash + Eq, V: PartialEq> PartialEq for Map<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(key, value)| other.get(key) == Some(value))
    }
}

impl<K: Hash + Eq, V: Eq> Eq for Map<K, V> {}

impl<K, V, Q> ops::Index<&Q> for Map<K, V>
where
    K: Hash + Eq + Borrow<Q>,
    Q: Hash + Eq + ?Sized,
{
    type Output = V;

    /// Returns the value under `key`.
    ///
    /// # Panics
    /// If there is none, as every map does; [`get`](Map::get) asks.
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("no entry under this key")
    }
}

impl<K, V, Q> ops::IndexMut<&Q> for Map<K, V>
where
    K: Hash + Eq + Borrow<Q>,
    Q: Hash + Eq + ?Sized,
{
    fn index_mut(&mut self, key: &Q) -> &mut V {
        self.get_mut(key).expect("no entry under this key")
    }
}

impl<K: Hash + Eq, V> Extend<(K, V)> for Map<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Hash + Eq, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

impl<K: Hash + Eq, V, A: Into<K>, const N: usize> From<[(A, V); N]> for Map<K, V> {
    fn from(entries: [(A, V); N]) -> Self {
        entries.into_iter().map(|(key, value)| (key.into(), value)).collect()
    }
}

impl<K: Hash + Eq, V, S> From<IndexMap<K, V, S>> for Map<K, V> {
    fn from(map: IndexMap<K, V, S>) -> Self {
        Self::of_distinct(map.into_iter().collect())
    }
}

impl<K: Hash + Eq, V, S: core::hash::BuildHasher + Default> From<Map<K, V>> for IndexMap<K, V, S> {
    fn from(map: Map<K, V>) -> Self {
        map.into_iter().collect()
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;

    fn into_iter(self) -> IntoIter<K, V> {
        match self.0 {
            Few(list) => IntoIter::few(list.into_iter()),
            Many(map) => IntoIter::many(map.into_iter()),
        }
    }
}

impl<'a, K, V> IntoIterator for &'a Map<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}

impl<'a, K, V> IntoIterator for &'a mut Map<K, V> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;

    fn into_iter(self) -> IterMut<'a, K, V> {
        self.iter_mut()
    }
}

#[cfg(test)]
mod tests;
