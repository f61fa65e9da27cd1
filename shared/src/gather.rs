//! Sets and maps gathered one by one.

/// Gathers items as `collect` does. For a `BTreeMap` or `BTreeSet`, `collect` sorts first and then builds in bulk: soon
/// done with very many items, but four kilobytes of program for every type of them, which browsers have to fetch.
pub fn gathered<C: Default + Extend<T>, T>(items: impl IntoIterator<Item = T>) -> C {
    let mut all = C::default();
    all.extend(items);
    all
}
