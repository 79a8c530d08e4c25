//! The place of a key in a map, which may be taken or free.

use core::hash::Hash;
use core::mem;

use super::Map;

/// The place of a key in a [`Map`].
#[derive(Debug)]
#[allow(clippy::exhaustive_enums, reason = "a place is taken or free")]
pub enum Entry<'a, K, V> {
    /// There is a value under the key.
    Occupied(OccupiedEntry<'a, K, V>),
    /// There is none.
    Vacant(VacantEntry<'a, K, V>),
}

/// A place in a [`Map`] that is taken.
#[derive(Debug)]
pub struct OccupiedEntry<'a, K, V> {
    map: &'a mut Map<K, V>,
    index: usize,
}

/// A place in a [`Map`] that is free.
#[derive(Debug)]
pub struct VacantEntry<'a, K, V> {
    map: &'a mut Map<K, V>,
    key: K,
}

impl<K: Hash + Eq, V> Map<K, V> {
    /// Returns the place of a key, to look at what is there and to put something there.
    ///
    /// ```
    /// # use openapi_model::Map;
    /// let mut uses: Map<&str, usize> = Map::new();
    /// for word in ["get", "put", "get"] {
    ///     *uses.entry(word).or_insert(0) += 1;
    /// }
    /// assert_eq!(uses["get"], 2);
    /// ```
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        match self.get_index_of(&key) {
            Some(index) => Entry::Occupied(OccupiedEntry { map: self, index }),
            None => Entry::Vacant(VacantEntry { map: self, key }),
        }
    }

    /// Returns the value under a key, put there by `make` if there is none.
    pub fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        self.entry(key).or_insert_with(make)
    }
}

impl<'a, K: Hash + Eq, V> Entry<'a, K, V> {
    /// Puts a value there if there is none, and returns the one that is there.
    pub fn or_insert(self, value: V) -> &'a mut V {
        self.or_insert_with(|| value)
    }

    /// Puts what `make` returns there if there is nothing, and returns what is there.
    pub fn or_insert_with(self, make: impl FnOnce() -> V) -> &'a mut V {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(make()),
        }
    }

    /// Puts the default there if there is nothing, and returns what is there.
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }

    /// Changes the value if there is one.
    #[must_use]
    pub fn and_modify(mut self, change: impl FnOnce(&mut V)) -> Self {
        if let Entry::Occupied(entry) = &mut self {
            change(entry.get_mut());
        }
        self
    }

    /// Returns the key.
    pub fn key(&self) -> &K {
        match self {
            Entry::Occupied(entry) => entry.key(),
            Entry::Vacant(entry) => &entry.key,
        }
    }

    /// Returns the position that the entry has or will have.
    pub fn index(&self) -> usize {
        match self {
            Entry::Occupied(entry) => entry.index,
            Entry::Vacant(entry) => entry.map.len(),
        }
    }
}

const THERE: &str = "an occupied entry is in its map";

impl<'a, K: Hash + Eq, V> OccupiedEntry<'a, K, V> {
    /// Returns the key.
    pub fn key(&self) -> &K {
        self.map.get_index(self.index).expect(THERE).0
    }

    /// Returns the position.
    pub fn index(&self) -> usize {
        self.index
    }

    /// Returns the value.
    pub fn get(&self) -> &V {
        self.map.get_index(self.index).expect(THERE).1
    }

    /// Returns the value, to be changed.
    pub fn get_mut(&mut self) -> &mut V {
        self.map.get_index_mut(self.index).expect(THERE).1
    }

    /// Returns the value, to be changed for as long as the map is borrowed.
    pub fn into_mut(self) -> &'a mut V {
        self.map.get_index_mut(self.index).expect(THERE).1
    }

    /// Puts another value there and returns the one that was there.
    pub fn insert(&mut self, value: V) -> V {
        mem::replace(self.get_mut(), value)
    }

    /// Removes the entry and keeps the order of the others.
    pub fn shift_remove(self) -> V {
        self.map.shift_remove_index(self.index).expect(THERE).1
    }

    /// Removes the entry and puts the last one in its place.
    pub fn swap_remove(self) -> V {
        self.map.swap_remove_index(self.index).expect(THERE).1
    }
}

impl<'a, K: Hash + Eq, V> VacantEntry<'a, K, V> {
    /// Returns the key.
    pub fn key(&self) -> &K {
        &self.key
    }

    /// Gives the key back.
    pub fn into_key(self) -> K {
        self.key
    }

    /// Puts a value there and returns it.
    pub fn insert(self, value: V) -> &'a mut V {
        let index = self.map.push(self.key, || value);
        self.map.get_index_mut(index).expect(THERE).1
    }
}
