//! `Map<K, V>`: insertion-ordered, small when it holds little, without std.

use alloc::boxed::Box;
use alloc::vec::{self, Vec};
use core::borrow::Borrow;
use core::fmt;
use core::hash::Hash;
use core::iter;
use core::ops::Index as ByKey;
use core::slice;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::json::index::Index;

/// More entries than this are found through a hash table.
pub(crate) const FEW: usize = 16;

/// Entries in the order of insertion; a key stands once.
///
/// A few entries are a plain list, many are hashed. Two maps are equal when they hold equal entries, in whatever
/// order, as JSON objects are.
///
/// ```
/// # use openapi_model::Map;
/// let mut map = Map::from([("b", 1), ("a", 2)]);
/// map.insert("b", 3);
/// assert_eq!(map.iter().collect::<Vec<_>>(), [(&"b", &3), (&"a", &2)]);
/// ```
#[derive(Clone)]
pub struct Map<K, V> {
    entries: Vec<(K, V)>,
    /// Where each key stands; there is one as soon as there are many.
    index: Option<Box<Index>>,
}

impl<K, V> Map<K, V> {
    /// A map without entries; allocates nothing.
    pub const fn new() -> Self {
        Self { entries: Vec::new(), index: None }
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entries in order.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter(self.entries.iter())
    }

    /// The entries in order, with values that can be changed.
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        IterMut(self.entries.iter_mut())
    }

    /// The keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    /// The values in order.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }

    /// The values in order, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.iter_mut().map(|(_, value)| value)
    }

    /// The entry at a position, in the order of insertion.
    pub fn get_index(&self, index: usize) -> Option<(&K, &V)> {
        self.entries.get(index).map(|(key, value)| (key, value))
    }

    /// Removes all entries.
    pub fn clear(&mut self) {
        *self = Self::new();
    }

    /// Makes room for one more entry, for as few as there mostly are.
    pub(crate) fn make_room(&mut self) {
        make_room(&mut self.entries);
    }

    pub(crate) fn shrink_to_fit(&mut self) {
        self.entries.shrink_to_fit();
    }
}

impl<K: Hash + Eq, V> Map<K, V> {
    /// A map without entries and with room for `capacity`.
    pub fn with_capacity(capacity: usize) -> Self {
        Self { entries: Vec::with_capacity(capacity), index: None }
    }

    /// A map of entries whose keys are known to differ.
    pub(crate) fn of_distinct(entries: Vec<(K, V)>) -> Self {
        let mut map = Self { entries, index: None };
        map.reindex();
        map
    }

    /// A map of entries that an index finds.
    pub(crate) fn indexed(entries: Vec<(K, V)>, index: Index) -> Self {
        Self { entries, index: Some(Box::new(index)) }
    }

    fn position<Q>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        match &self.index {
            None => self.entries.iter().position(|(k, _)| k.borrow() == key),
            Some(index) => index.find(index.hash(key), &mut |at| self.entries[at].0.borrow() == key),
        }
    }

    /// The value under `key`.
    pub fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.position(key).map(|at| &self.entries[at].1)
    }

    /// The value under `key`, to be changed.
    pub fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.position(key).map(|at| &mut self.entries[at].1)
    }

    /// Whether there is an entry under `key`.
    pub fn contains_key<Q>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.position(key).is_some()
    }

    /// Puts `value` under `key` and returns what stood there; a key that was there keeps its position.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place_of(&key) {
            Ok(at) => Some(core::mem::replace(&mut self.entries[at].1, value)),
            Err(free) => {
                self.push(free, key, || value);
                None
            }
        }
    }

    /// Puts what is made under a key and gives it back to be changed; `None` if the key is there already.
    pub(crate) fn add(&mut self, key: K, make: impl FnOnce() -> V) -> Option<&mut V> {
        let free = self.place_of(&key).err()?;
        self.push(free, key, make);
        self.entries.last_mut().map(|(_, value)| value)
    }

    /// The value under `key`, put there by `make` if there is none.
    pub fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let at = match self.place_of(&key) {
            Ok(at) => at,
            Err(free) => {
                self.push(free, key, make);
                self.entries.len() - 1
            }
        };
        &mut self.entries[at].1
    }

    /// Where a key stands; or the hash by which it is to be found, where keys are found by that.
    fn place_of(&self, key: &K) -> Result<usize, Option<u32>> {
        match &self.index {
            None => self.entries.iter().position(|(held, _)| held == key).ok_or(None),
            Some(index) => {
                let hash = index.hash(key);
                index.find(hash, &mut |at| self.entries[at].0 == *key).ok_or(Some(hash))
            }
        }
    }

    /// Adds an entry for a key that [is not there](Self::place_of).
    fn push(&mut self, hash: Option<u32>, key: K, make: impl FnOnce() -> V) {
        // As `Vec::push`, without the code that drops a value for which there is no room.
        self.entries.extend(iter::once_with(|| (key, make())));
        match (&mut self.index, hash) {
            (Some(index), Some(hash)) => index.push(hash),
            _ if self.entries.len() > FEW => self.reindex(),
            _ => {}
        }
    }

    /// Takes the entry under `key` out; the others keep their order.
    pub fn remove<Q>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let at = self.position(key)?;
        if let Some(index) = &mut self.index {
            index.remove(at);
        }
        Some(self.entries.remove(at).1)
    }

    /// Keeps the entries that `keep` accepts.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.entries.retain_mut(|(key, value)| keep(key, value));
        self.reindex();
    }

    /// Sorts the entries by key.
    pub fn sort_keys(&mut self)
    where
        K: Ord,
    {
        self.entries.sort_by(|(a, _), (b, _)| a.cmp(b));
        self.reindex();
    }

    #[inline(never)]
    fn reindex(&mut self) {
        let count = self.entries.len();
        self.index = (count > FEW).then(|| Box::new(Index::of(count, &|index, at| index.hash(&self.entries[at].0))));
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

impl<K, V, Q> ByKey<&Q> for Map<K, V>
where
    K: Hash + Eq + Borrow<Q>,
    Q: Hash + Eq + ?Sized,
{
    type Output = V;

    /// The value under `key`.
    ///
    /// # Panics
    /// If there is none, as every map does; [`get`](Map::get) asks.
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("no entry under this key")
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

impl<K: Serialize, V: Serialize> Serialize for Map<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (key, value) in self {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// Borrowed entries in order; see [`Map::iter`].
pub struct Iter<'a, K, V>(slice::Iter<'a, (K, V)>);

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}

/// Entries in order whose values can be changed; see [`Map::iter_mut`].
pub struct IterMut<'a, K, V>(slice::IterMut<'a, (K, V)>);

impl<'a, K, V> Iterator for IterMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (&*key, value))
    }
}

/// Owned entries in order.
pub struct IntoIter<K, V>(vec::IntoIter<(K, V)>);

impl<K, V> Iterator for IntoIter<K, V> {
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;

    fn into_iter(self) -> IntoIter<K, V> {
        IntoIter(self.entries.into_iter())
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn many_entries_keep_their_order_and_are_found() {
        let mut map: Map<usize, usize> = (0..100).map(|i| (i, i * 2)).collect();
        assert_eq!(map.insert(5, 0), Some(10));
        assert_eq!(map.remove(&7), Some(14));
        assert_eq!(map.get_index(5), Some((&5, &0)));
        assert_eq!(map.len(), 99);
        assert_eq!(map.keys().copied().collect::<Vec<_>>(), (0..100).filter(|i| *i != 7).collect::<Vec<_>>());
        assert_eq!(*map.get_or_insert_with(7, || 1), 1);
    }

    proptest! {
        #[test]
        fn every_change_is_that_of_a_plain_list(changes in proptest::collection::vec((0..3_u8, 0..60_u32), 0..200)) {
            let mut map = Map::new();
            let mut list: Vec<(u32, usize)> = Vec::new();
            for (value, (change, key)) in changes.into_iter().enumerate() {
                let at = list.iter().position(|(held, _)| *held == key);
                prop_assert_eq!(map.get(&key), at.map(|at| &list[at].1));
                match (change, at) {
                    (0, Some(at)) => prop_assert_eq!(map.remove(&key), Some(list.remove(at).1)),
                    (0, None) => prop_assert_eq!(map.remove(&key), None),
                    (_, Some(at)) => {
                        list[at].1 = value;
                        map.insert(key, value);
                    }
                    (_, None) => {
                        list.push((key, value));
                        map.insert(key, value);
                    }
                }
            }
            prop_assert_eq!(map.clone().into_iter().collect::<Vec<_>>(), &*list);
            list.retain(|(key, _)| key % 3 != 0);
            list.sort_unstable();
            map.retain(|key, _| key % 3 != 0);
            map.sort_keys();
            prop_assert!(list.iter().all(|(key, value)| map[key] == *value));
            prop_assert_eq!(map.into_iter().collect::<Vec<_>>(), list);
        }
    }

    #[test]
    fn order_does_not_count_for_equality() {
        assert_eq!(Map::<&str, i32>::from([("a", 1), ("b", 2)]), Map::from([("b", 2), ("a", 1)]));
        assert_ne!(Map::<&str, i32>::from([("a", 1)]), Map::from([("a", 2)]));
    }
}
