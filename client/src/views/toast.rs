//! Short words in the corner that go away by themselves.

use std::time::Duration;

use leptos::prelude::*;

/// How long a toast stays: long enough to be read twice.
const STAY: Duration = Duration::from_secs(6);

/// Where views leave short words.
#[derive(Clone, Copy)]
pub struct Tray {
    said: RwSignal<Vec<(u32, String)>>,
    next: StoredValue<u32>,
}

/// Gives all views below a tray.
pub fn provide_toasts() {
    provide_context(Tray {
        said: RwSignal::new(Vec::new()),
        next: StoredValue::new(0),
    });
}

/// The tray of this page.
pub fn use_toasts() -> Tray {
    expect_context()
}

impl Tray {
    /// Shows and reads aloud a short word. Nothing that must not be missed belongs here.
    pub fn say(self, text: String) {
        let number = self.next.get_value();
        self.next.set_value(number.wrapping_add(1));
        self.said.try_update(|said| said.push((number, text)));
        let away = move || {
            self.said
                .try_update(|said| said.retain(|(other, _)| *other != number));
        };
        set_timeout(away, STAY);
    }
}

/// The corner where toasts are shown.
#[component]
pub fn Toasts() -> impl IntoView {
    let tray = use_toasts();
    view! {
        <div class="toasts" role="status">
            <For each=move || tray.said.get() key=|(number, _)| *number let((_, text))>
                <p class="toast" prop:textContent=text></p>
            </For>
        </div>
    }
}
