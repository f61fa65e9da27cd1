//! The passage that the chair points at: marked in its text, and brought into sight for whoever follows.

use leptos::prelude::*;
use shared::document::Root;
use shared::features::comments::Passage;
use shared::features::lead::{LeadCommand, Led};

use super::destination;
use crate::live::LiveTable;
use crate::prose_pane::held::Held;
use crate::room::navigation::Navigation;
use crate::views::{Icon, Offer, memo, offer, use_toasts};
use crate::words::use_words;

/// Keeps what is pointed at marked in the editor of a text, as long as the view is there that asks. On the projector, which has no
/// navigation, it is always brought into sight; in the room, where one follows.
pub fn point_in(live: LiveTable, root: &Root, held: Held, rested: RwSignal<()>) {
    let here = use_context::<Navigation>();
    let (of, to) = (root.clone(), destination(live));
    let pointed = memo(move || match to.get()? {
        Led::Passage { on, quote } if on.root == of => Some((on, quote)),
        _ => None,
    });
    let shown = StoredValue::new(None);
    Effect::new(move |_| {
        held.track();
        rested.track();
        let pointed = pointed.get();
        let is_sought = here.map_or_else(
            || shown.with_value(|shown| *shown != pointed),
            |here| here.seeks_pointed.get(),
        );
        held.with(|editor| {
            let find = |(on, quote): &(Box<Passage>, String)| {
                let found = editor.prose().find_passages([(&**on, quote.as_str())]);
                found.into_iter().next().flatten()
            };
            let place = pointed.as_ref().and_then(find);
            editor.set_pointed(place);
            if place.is_some() && is_sought && editor.show_pointed() {
                shown.set_value(pointed.clone());
                if let Some(here) = here {
                    here.stop_restoring();
                    here.seeks_pointed.set(false);
                }
            }
        });
    });
}

/// Pointing in a text, for whoever presides.
#[derive(Clone, Copy)]
pub struct Pointing {
    /// Whether one may.
    pub may: Memo<bool>,
    /// Points everybody to what is selected.
    pub point: Callback<()>,
}

/// What points everybody to the words selected in the editor of a text that everybody reads.
pub fn pointing(live: LiveTable, root: &Root, held: Held) -> Pointing {
    let (words, toasts) = (use_words(), use_toasts());
    let refused = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if let Some(why) = refused.get() {
            toasts.say(why);
        }
    });
    let presides = live.presides();
    let is_everybodys = root.takes_comments() && use_context::<Navigation>().is_some();
    let may = memo(move || is_everybodys && presides.get());
    let point = move || {
        let mut selected = None;
        held.with(|editor| selected = editor.prose().passage(editor.selection()));
        match selected {
            Some((on, quote)) => {
                let on = Box::new(on);
                let to = Led::Passage { on, quote };
                live.ask(LeadCommand::LeadRoom { to }, words, refused);
            }
            None => toasts.say(words.say("lead-select")),
        }
    };
    offer(move || {
        let is_offered = may.get() && held.is_selected();
        let name = || words.say("lead-passage");
        is_offered.then(|| Offer::new(name(), Icon::Users, point))
    });
    Pointing {
        may,
        point: Callback::new(move |()| point()),
    }
}

/// Goes where one is led: to the page, and to the passage on it.
pub(super) fn go_to(here: Navigation, to: &Led) {
    if let Led::Passage { on, .. } = to {
        here.go_to_text(&on.root);
        here.seeks_pointed.set(true);
    } else {
        here.go(super::page(to));
    }
}
