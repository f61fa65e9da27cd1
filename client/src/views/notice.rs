//! A word in the page about something that matters here.

use leptos::prelude::*;

use super::{Icon, icon};

/// How serious a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// Something worked.
    Good,
    /// Something to look at.
    Warn,
    /// Something did not work.
    Bad,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Info => "notice",
            Self::Good => "notice good",
            Self::Warn => "notice warn",
            Self::Bad => "notice bad",
        }
    }

    /// A sign beside the colour.
    const fn sign(self) -> Icon {
        match self {
            Self::Info => Icon::Info,
            Self::Good => Icon::Check,
            Self::Warn | Self::Bad => Icon::TriangleAlert,
        }
    }
}

/// A notice in the flow of the page. What did not work is read aloud at once.
#[component]
pub fn Notice(
    /// How serious it is.
    #[prop(optional)]
    tone: Tone,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=tone.class() role=if tone == Tone::Bad { "alert" } else { "status" }>
            {icon(tone.sign())}
            <div class="said">{children()}</div>
        </div>
    }
}

/// Why something did not work; nothing while it does.
#[component]
pub fn Refused(
    /// Why.
    #[prop(into)]
    why: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        why.get().map(|why| {
            view! {
                <Notice tone=Tone::Bad>
                    <p prop:textContent=why></p>
                </Notice>
            }
        })
    }
}
