use super::*;
use alloc::string::String;
use proptest::prelude::*;

#[test]
fn many_entries_keep_their_order_and_are_found() {
    let mut map: Map<usize, usize> = (0..100).map(|i| (i, i * 2)).collect();
    assert_eq!(map.insert(5, 0), Some(10));
    assert_eq!(map.shift_remove(&7), Some(14));
    assert_eq!(map.get_index(5), Some((&5, &0)));
    assert_eq!(map.len(), 99);
    assert_eq!(map.keys().copied().collect::<Vec<_>>(), (0..100).filter(|i| *i != 7).collect::<Vec<_>>());
    assert_eq!(*map.entry(7).or_insert_with(|| 1), 1);
}

proptest! {
    #[test]
    fn every_change_is_that_of_an_index_map(changes in proptest::collection::vec((0..10_u8, 0..40_u32, 0..40_usize), 0..120)) {
        let mut map: Map<u32, usize> = Map::new();
        let mut model: Indexed<u32, usize> = Indexed::default();
        for (value, (change, key, at)) in changes.into_iter().enumerate() {
            let length = model.len();
            match change {
                0 => prop_assert_eq!(map.shift_remove(&key), model.shift_remove(&key)),
                1 => prop_assert_eq!(map.swap_remove(&key), model.swap_remove(&key)),
                2 => prop_assert_eq!(map.pop(), model.pop()),
                3 => {
                    *map.entry(key).and_modify(|value| *value += 1).or_insert(value) += 1;
                    *model.entry(key).and_modify(|value| *value += 1).or_insert(value) += 1;
                }
                4 => {
                    map.retain(|held, _| held % 7 != key % 7);
                    model.retain(|held, _| held % 7 != key % 7);
                }
                5 if at < length => {
                    map.move_index(at, length - 1);
                    model.move_index(at, length - 1);
                }
                6 if at % 3 == 0 => {
                    map.reverse();
                    model.reverse();
                }
                7 if at < length => {
                    let drained: Vec<_> = map.drain(at..).collect();
                    prop_assert_eq!(drained, model.drain(at..).collect::<Vec<_>>());
                }
                8 if at == 0 => {
                    map.sort_keys();
                    model.sort_keys();
                }
                _ => prop_assert_eq!(map.insert_full(key, value), model.insert_full(key, value)),
            }
            prop_assert_eq!(map.get(&key), model.get(&key));
            prop_assert_eq!(map.last(), model.last());
            prop_assert!(map.iter().rev().eq(model.iter().rev()));
        }
        prop_assert_eq!(Indexed::<u32, usize>::from(map.clone()), model.clone());
        prop_assert_eq!(Map::from(model), map);
    }
}

#[test]
fn order_does_not_count_for_equality() {
    assert_eq!(Map::<&str, i32>::from([("a", 1), ("b", 2)]), Map::from([("b", 2), ("a", 1)]));
    assert_ne!(Map::<&str, i32>::from([("a", 1)]), Map::from([("a", 2)]));
}

#[test]
fn serde_reads_what_it_wrote() {
    let map: Map<String, u8> = (0..20).map(|index| (alloc::format!("{index}"), index)).collect();
    assert_eq!(serde_json::from_str::<Map<String, u8>>(&serde_json::to_string(&map).unwrap()).unwrap(), map);
}
