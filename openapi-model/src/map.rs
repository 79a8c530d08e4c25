//! `Map<K, V>`: insertion-ordered, small when it holds little, without std.

use alloc::boxed::Box;
use alloc::vec::{self, Vec};
use core::borrow::Borrow;
use core::fmt;
use core::hash::Hash;
use core::ops::Index;
use core::slice;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use serde::ser::{Serialize, SerializeMap, Serializer};

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
pub struct Map<K, V>(Repr<K, V>);

#[derive(Clone)]
enum Repr<K, V> {
    Few(Vec<(K, V)>),
    Many(Box<IndexMap<K, V, RandomState>>),
}

impl<K, V> Map<K, V> {
    /// A map without entries; allocates nothing.
    pub const fn new() -> Self {
        Self(Repr::Few(Vec::new()))
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        match &self.0 {
            Repr::Few(entries) => entries.len(),
            Repr::Many(entries) => entries.len(),
        }
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entries in order.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter(match &self.0 {
            Repr::Few(entries) => IterRepr::Few(entries.iter()),
            Repr::Many(entries) => IterRepr::Many(entries.iter()),
        })
    }

    /// The entries in order, with values that can be changed.
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        IterMut(match &mut self.0 {
            Repr::Few(entries) => IterMutRepr::Few(entries.iter_mut()),
            Repr::Many(entries) => IterMutRepr::Many(entries.iter_mut()),
        })
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

    /// Removes all entries.
    pub fn clear(&mut self) {
        self.0 = Repr::Few(Vec::new());
    }

    pub(crate) fn shrink_to_fit(&mut self) {
        match &mut self.0 {
            Repr::Few(entries) => entries.shrink_to_fit(),
            Repr::Many(entries) => entries.shrink_to_fit(),
        }
    }
}

impl<K: Hash + Eq, V> Map<K, V> {
    /// A map without entries and with room for `capacity`.
    pub fn with_capacity(capacity: usize) -> Self {
        Self(if capacity > FEW {
            Repr::Many(Box::new(IndexMap::with_capacity_and_hasher(capacity, RandomState::default())))
        } else {
            Repr::Few(Vec::with_capacity(capacity))
        })
    }

    /// The value under `key`.
    pub fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        match &self.0 {
            Repr::Few(entries) => entries.iter().find(|(k, _)| k.borrow() == key).map(|(_, value)| value),
            Repr::Many(entries) => entries.get(&Key(key)),
        }
    }

    /// The value under `key`, to be changed.
    pub fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        match &mut self.0 {
            Repr::Few(entries) => entries.iter_mut().find(|(k, _)| (*k).borrow() == key).map(|(_, value)| value),
            Repr::Many(entries) => entries.get_mut(&Key(key)),
        }
    }

    /// Whether there is an entry under `key`.
    pub fn contains_key<Q>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.get(key).is_some()
    }

    /// The entry at a position, in the order of insertion.
    pub fn get_index(&self, index: usize) -> Option<(&K, &V)> {
        match &self.0 {
            Repr::Few(entries) => entries.get(index).map(|(key, value)| (key, value)),
            Repr::Many(entries) => entries.get_index(index),
        }
    }

    /// Puts `value` under `key` and returns what stood there; a key that was there keeps its position.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match &mut self.0 {
            Repr::Few(entries) => {
                if let Some((_, held)) = entries.iter_mut().find(|(k, _)| *k == key) {
                    return Some(core::mem::replace(held, value));
                }
                if entries.len() < FEW {
                    entries.push((key, value));
                } else {
                    let mut many: IndexMap<K, V, RandomState> = core::mem::take(entries).into_iter().collect();
                    many.insert(key, value);
                    self.0 = Repr::Many(Box::new(many));
                }
                None
            }
            Repr::Many(entries) => entries.insert(key, value),
        }
    }

    /// A map of entries whose keys are known to differ.
    pub(crate) fn of_distinct(entries: impl ExactSizeIterator<Item = (K, V)>) -> Self {
        if entries.len() <= FEW {
            return Self(Repr::Few(entries.collect()));
        }
        Self(Repr::Many(Box::new(entries.collect())))
    }

    /// As [`insert`](Map::insert), for a key that is known not to be there.
    pub(crate) fn insert_new(&mut self, key: K, value: V) {
        match &mut self.0 {
            Repr::Few(entries) if entries.len() < FEW => entries.push((key, value)),
            _ => {
                self.insert(key, value);
            }
        }
    }

    /// The value under `key`, put there by `make` if there is none.
    pub fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        if let Repr::Few(entries) = &mut self.0 {
            if entries.len() == FEW {
                let many = core::mem::take(entries).into_iter().collect();
                self.0 = Repr::Many(Box::new(many));
            }
        }
        match &mut self.0 {
            Repr::Few(entries) => {
                let at = match entries.iter().position(|(k, _)| *k == key) {
                    Some(at) => at,
                    None => {
                        entries.push((key, make()));
                        entries.len() - 1
                    }
                };
                &mut entries[at].1
            }
            Repr::Many(entries) => entries.entry(key).or_insert_with(make),
        }
    }

    /// Takes the entry under `key` out; the others keep their order.
    pub fn remove<Q>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        match &mut self.0 {
            Repr::Few(entries) => {
                let at = entries.iter().position(|(k, _)| k.borrow() == key)?;
                Some(entries.remove(at).1)
            }
            Repr::Many(entries) => entries.shift_remove(&Key(key)),
        }
    }

    /// Keeps the entries that `keep` accepts.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        match &mut self.0 {
            Repr::Few(entries) => entries.retain_mut(|(key, value)| keep(key, value)),
            Repr::Many(entries) => entries.retain(keep),
        }
    }

    /// Sorts the entries by key.
    pub fn sort_keys(&mut self)
    where
        K: Ord,
    {
        match &mut self.0 {
            Repr::Few(entries) => entries.sort_by(|(a, _), (b, _)| a.cmp(b)),
            Repr::Many(entries) => entries.sort_keys(),
        }
    }
}

/// Looks a borrowed form up in an [`IndexMap`], whose own `Equivalent` asks more than `Borrow`.
struct Key<'a, Q: ?Sized>(&'a Q);

impl<Q: Hash + ?Sized> Hash for Key<'_, Q> {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<Q: Eq + ?Sized, K: Borrow<Q>> indexmap::Equivalent<K> for Key<'_, Q> {
    fn equivalent(&self, key: &K) -> bool {
        self.0 == key.borrow()
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

impl<K, V, Q> Index<&Q> for Map<K, V>
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
pub struct Iter<'a, K, V>(IterRepr<'a, K, V>);

enum IterRepr<'a, K, V> {
    Few(slice::Iter<'a, (K, V)>),
    Many(indexmap::map::Iter<'a, K, V>),
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            IterRepr::Few(entries) => entries.next().map(|(key, value)| (key, value)),
            IterRepr::Many(entries) => entries.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.0 {
            IterRepr::Few(entries) => entries.size_hint(),
            IterRepr::Many(entries) => entries.size_hint(),
        }
    }
}

impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}

/// Entries in order whose values can be changed; see [`Map::iter_mut`].
pub struct IterMut<'a, K, V>(IterMutRepr<'a, K, V>);

enum IterMutRepr<'a, K, V> {
    Few(slice::IterMut<'a, (K, V)>),
    Many(indexmap::map::IterMut<'a, K, V>),
}

impl<'a, K, V> Iterator for IterMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            IterMutRepr::Few(entries) => entries.next().map(|(key, value)| (&*key, value)),
            IterMutRepr::Many(entries) => entries.next(),
        }
    }
}

/// Owned entries in order.
pub struct IntoIter<K, V>(IntoIterRepr<K, V>);

enum IntoIterRepr<K, V> {
    Few(vec::IntoIter<(K, V)>),
    Many(indexmap::map::IntoIter<K, V>),
}

impl<K, V> Iterator for IntoIter<K, V> {
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        match &mut self.0 {
            IntoIterRepr::Few(entries) => entries.next(),
            IntoIterRepr::Many(entries) => entries.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.0 {
            IntoIterRepr::Few(entries) => entries.size_hint(),
            IntoIterRepr::Many(entries) => entries.size_hint(),
        }
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;

    fn into_iter(self) -> IntoIter<K, V> {
        IntoIter(match self.0 {
            Repr::Few(entries) => IntoIterRepr::Few(entries.into_iter()),
            Repr::Many(entries) => IntoIterRepr::Many(entries.into_iter()),
        })
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

    #[test]
    fn order_does_not_count_for_equality() {
        assert_eq!(Map::<&str, i32>::from([("a", 1), ("b", 2)]), Map::from([("b", 2), ("a", 1)]));
        assert_ne!(Map::<&str, i32>::from([("a", 1)]), Map::from([("a", 2)]));
    }
}
