//! Sets and maps gathered one by one.

use std::cmp::Ordering;
use std::mem;

/// Gathers items as `collect` does. For a `BTreeMap` or `BTreeSet`, `collect` sorts first and then builds in bulk: soon
/// done with very many items, but four kilobytes of program for every type of them, which browsers have to fetch.
pub fn gathered<C: Default + Extend<T>, T>(items: impl IntoIterator<Item = T>) -> C {
    let mut all = C::default();
    all.extend(items);
    all
}

/// Sorts as `slice::sort_by` does: stable. That is three kilobytes of program for every type and order; here it is one for all, which
/// sorts places.
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let places = sorted_places(items.len(), &|a, b| compare(&items[a], &items[b]));
    let mut before: Vec<_> = mem::take(items).into_iter().map(Some).collect();
    items.extend(places.into_iter().filter_map(|place| before[place].take()));
}

/// Sorts as `slice::sort_by_key` does.
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

fn sorted_places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<_> = (0..count).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_equal_keeps_its_order() {
        let mut words = vec!["pear", "fig", "plum", "date", "kiwi", "nut"];
        sort_by_key(&mut words, |word| word.len());
        assert_eq!(words, ["fig", "nut", "pear", "plum", "date", "kiwi"]);
        let mut nothing: Vec<u8> = Vec::new();
        sort_by(&mut nothing, Ord::cmp);
        assert!(nothing.is_empty());
    }
}
