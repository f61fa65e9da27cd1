//! Values that follow others.

use leptos::prelude::*;

/// A [`Memo`] of what this says. `Memo::new` is code of its own for every closure; here there is one for each type.
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    value: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    of(Box::new(value))
}

fn of<T: PartialEq + Send + Sync + 'static>(value: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
    Memo::new(move |_| value())
}
