//! The palette and the sheet of keys (`client/palette`): the keys that open them, and what can be found in the palette.

use js_sys::{Array, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::{Closure, JsCast as _, JsValue, wasm_bindgen};

use crate::views::{Offer, Offers, provide_offers, use_toasts};
use crate::words::use_words;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type Shortcuts;

    #[wasm_bindgen(js_namespace = ["globalThis", "roundtablePalette"])]
    fn listen(host: &JsValue) -> Shortcuts;
    #[wasm_bindgen(method)]
    fn find(this: &Shortcuts);
    #[wasm_bindgen(method)]
    fn keys(this: &Shortcuts);
    #[wasm_bindgen(method)]
    fn show(this: &Shortcuts, rows: &Array);
    #[wasm_bindgen(method)]
    fn stop(this: &Shortcuts);
}

/// What opens the palette and the sheet. A copy is a handle; it lasts as long as the room.
#[derive(Clone, Copy)]
pub struct Palette(StoredValue<Option<Shortcuts>, LocalStorage>);

impl Palette {
    /// Opens the palette.
    pub fn find(self) {
        self.with(Shortcuts::find);
    }

    /// Opens the sheet of all keys.
    pub fn keys(self) {
        self.with(Shortcuts::keys);
    }

    fn with(self, then: impl Fn(&Shortcuts)) {
        let shortcuts = self.0.try_get_value().flatten();
        if let Some(shortcuts) = &shortcuts {
            then(shortcuts);
        }
    }
}

/// What opens the palette in this room.
pub fn use_palette() -> Palette {
    expect_context()
}

/// Hears the keys of the room, and gives all views below a place to offer what the palette lists.
pub(super) fn provide_palette() {
    let offers = provide_offers();
    let palette = Palette(StoredValue::new_local(None));
    provide_context(palette);
    let shown = follow(offers, palette);
    let host = Host::new(shown);
    palette.0.set_value(Some(listen(&host.object)));
    let host = StoredValue::new_local(host);
    on_cleanup(move || {
        palette.with(Shortcuts::stop);
        host.dispose();
    });
}

/// What is listed, as long as the palette is open.
#[derive(Clone, Copy)]
struct Listed {
    is_open: RwSignal<bool>,
    offers: StoredValue<Vec<Offer>>,
}

/// As long as it is open, the palette lists what can be done at this moment.
fn follow(offers: Offers, palette: Palette) -> Listed {
    let words = use_words();
    let listed = Listed {
        is_open: RwSignal::new(false),
        offers: StoredValue::new(Vec::new()),
    };
    Effect::new(move |_| {
        if !listed.is_open.get() {
            return;
        }
        let all = offers.all();
        let row = |offer: &Offer| {
            Array::of5(
                &offer.name.as_str().into(),
                &offer.about.as_str().into(),
                &words.say(offer.kind.key()).into(),
                &offer.icon.name().into(),
                &offer.why_not.as_deref().unwrap_or_default().into(),
            )
        };
        let rows: Array = all.iter().map(row).collect();
        listed.offers.set_value(all);
        palette.with(|shortcuts| shortcuts.show(&rows));
    });
    listed
}

/// What the scripts ask of the application: `Host` in `shortcuts.ts`.
struct Host {
    object: Object,
    _say: Closure<dyn Fn(String, Option<u32>) -> String>,
    _opened: Closure<dyn Fn()>,
    _closed: Closure<dyn Fn(Option<usize>)>,
    _failed: Closure<dyn Fn()>,
}

impl Host {
    fn new(listed: Listed) -> Self {
        let words = use_words();
        let toasts = use_toasts();
        let say = Closure::<dyn Fn(String, Option<u32>) -> String>::new(
            move |key: String, count: Option<u32>| {
                words.tell(&key, &[("count", count.unwrap_or_default().into())])
            },
        );
        let opened = Closure::<dyn Fn()>::new(move || {
            listed.is_open.try_set(true);
        });
        let closed = Closure::<dyn Fn(Option<usize>)>::new(move |row: Option<usize>| {
            listed.is_open.try_set(false);
            let offers = listed.offers.try_update_value(std::mem::take);
            let chosen = offers.and_then(|all| all.into_iter().nth(row?));
            if let Some(chosen) = chosen {
                (chosen.act)();
            }
        });
        let failed = Closure::<dyn Fn()>::new(move || toasts.say(words.say("trouble-unreachable")));
        let object = Object::new();
        for (name, function) in [
            ("say", say.as_ref()),
            ("opened", opened.as_ref()),
            ("closed", closed.as_ref()),
            ("failed", failed.as_ref()),
        ] {
            // A plain object takes whatever it is given.
            Reflect::set(&object, &name.into(), function.unchecked_ref()).ok();
        }
        Self {
            object,
            _say: say,
            _opened: opened,
            _closed: closed,
            _failed: failed,
        }
    }
}
