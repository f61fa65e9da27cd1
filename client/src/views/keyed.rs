//! Lists whose rows keep their elements while the list changes.

use leptos::prelude::{For as KeyedByLeptos, *};
use std::hash::{DefaultHasher, Hash, Hasher as _};

/// A row: what tells it from others, and what makes its view.
type Row = ((u64, u64), Box<dyn FnOnce() -> AnyView + Send>);

/// `<For>` of Leptos, asked in the same way. The code that compares two lists and moves their rows is long, and there would be
/// one of it for every kind of row: here, all rows are of one kind.
#[component]
pub fn For<IF, I, T, EF, N, KF, K>(
    /// What there is a row of, in order.
    each: IF,
    /// What tells a row from the others.
    key: KF,
    /// The row.
    children: EF,
) -> impl IntoView
where
    IF: Fn() -> I + Send + 'static,
    I: IntoIterator<Item = T> + 'static,
    EF: Fn(T) -> N + Send + Clone + 'static,
    N: IntoView + 'static,
    KF: Fn(&T) -> K + Send + 'static,
    K: Hash,
    T: Send + 'static,
{
    rows(Box::new(move || {
        let row = |item: T| -> Row {
            let (key, children) = (fingerprint(&key(&item)), children.clone());
            (key, Box::new(move || children(item).into_any()))
        };
        each().into_iter().map(row).collect()
    }))
}

fn rows(each: Box<dyn Fn() -> Vec<Row> + Send>) -> AnyView {
    view! { <KeyedByLeptos each key=|(key, _): &Row| *key children=|(_, make): Row| make() /> }
        .into_any()
}

/// Long enough that no two rows have the same one, by chance or by design.
fn fingerprint(key: &impl Hash) -> (u64, u64) {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        key.hash(&mut hasher);
        hasher.finish()
    };
    (half(0), half(1))
}
