//! The iterators of a map, each over a list or an `IndexMap`.

use alloc::vec;
use core::fmt;
use core::slice;

use indexmap::map;

macro_rules! iterators {
    ($($(#[$doc:meta])* $name:ident<$($life:lifetime)?>($few:ty, $many:ty) -> $item:ty, |$entry:ident| $make:expr;)*) => {
        $($(#[$doc])*
        pub struct $name<$($life,)? K, V>(Either<$few, $many>);

        impl<$($life,)? K, V> $name<$($life,)? K, V> {
            pub(super) fn few(entries: $few) -> Self {
                Self(Either::Few(entries))
            }

            pub(super) fn many(entries: $many) -> Self {
                Self(Either::Many(entries))
            }
        }

        impl<$($life,)? K, V> Iterator for $name<$($life,)? K, V> {
            type Item = $item;

            fn next(&mut self) -> Option<$item> {
                match &mut self.0 {
                    Either::Few(entries) => entries.next().map(|$entry| $make),
                    Either::Many(entries) => entries.next(),
                }
            }

            fn size_hint(&self) -> (usize, Option<usize>) {
                match &self.0 {
                    Either::Few(entries) => entries.size_hint(),
                    Either::Many(entries) => entries.size_hint(),
                }
            }
        }

        impl<$($life,)? K, V> DoubleEndedIterator for $name<$($life,)? K, V> {
            fn next_back(&mut self) -> Option<$item> {
                match &mut self.0 {
                    Either::Few(entries) => entries.next_back().map(|$entry| $make),
                    Either::Many(entries) => entries.next_back(),
                }
            }
        }

        impl<$($life,)? K, V> ExactSizeIterator for $name<$($life,)? K, V> {}

        impl<$($life,)? K, V> core::iter::FusedIterator for $name<$($life,)? K, V> {}

        impl<$($life,)? K, V> fmt::Debug for $name<$($life,)? K, V> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).field("len", &self.len()).finish_non_exhaustive()
            }
        })*
    };
}

#[derive(Clone)]
enum Either<F, M> {
    Few(F),
    Many(M),
}

iterators! {
    /// The borrowed entries of a map, in order; made by `Map::iter`.
    Iter<'a>(slice::Iter<'a, (K, V)>, map::Iter<'a, K, V>) -> (&'a K, &'a V), |entry| (&entry.0, &entry.1);

    /// The entries of a map, in order, whose values can be changed; made by `Map::iter_mut`.
    IterMut<'a>(slice::IterMut<'a, (K, V)>, map::IterMut<'a, K, V>) -> (&'a K, &'a mut V), |entry| (&entry.0, &mut entry.1);

    /// The entries of a map, in order; made by `Map::into_iter`.
    IntoIter<>(vec::IntoIter<(K, V)>, map::IntoIter<K, V>) -> (K, V), |entry| entry;

    /// The entries that are taken out of a map; made by `Map::drain`.
    Drain<'a>(vec::Drain<'a, (K, V)>, map::Drain<'a, K, V>) -> (K, V), |entry| entry;
}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}
