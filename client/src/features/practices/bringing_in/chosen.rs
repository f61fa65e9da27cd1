//! What of a file one chooses, and whose it is at this table.

use leptos::prelude::*;
use shared::ids::{DelegationId, PracticeId};
use shared::practice_file::Coming;

use crate::{
    live::LiveTable,
    random::new_id,
    views::{checked, handler, memo, said},
    words::use_words,
};

/// How far one has come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum State {
    /// It is not asked for yet.
    #[default]
    Waiting,
    /// It is at the table, with its words.
    There,
    /// It is at the table, and its words could not be written.
    WithoutWords,
    /// The table did not take it, for this reason.
    Refused(String),
}

/// A practice of the file. Its id is made once, so that bringing it twice is bringing it once.
#[derive(Clone)]
pub struct Chosen {
    /// What comes.
    pub coming: Coming,
    /// Its id at the table.
    pub id: PracticeId,
    /// Whether it is to come.
    pub wanted: ArcRwSignal<bool>,
    /// Whose it is here; nothing while that is to be chosen.
    pub whose: ArcRwSignal<Option<DelegationId>>,
    /// How far it has come.
    pub state: ArcRwSignal<State>,
}

impl Chosen {
    /// As it is offered: what is at the table by its title does not come unless one says so. A delegate's are their delegation's.
    pub fn of(coming: Coming, mine: Option<&DelegationId>) -> Self {
        let whose = mine.cloned().or_else(|| coming.delegation.clone());
        Self {
            wanted: ArcRwSignal::new(!coming.is_there),
            whose: ArcRwSignal::new(whose),
            state: ArcRwSignal::new(State::default()),
            id: new_id(),
            coming,
        }
    }

    /// Whether it can be brought now, and is to be.
    pub fn is_wanted(&self) -> bool {
        let is_open = self.state.with(|it| !matches!(it, State::There));
        is_open && self.wanted.get() && self.whose.with(Option::is_some)
    }

    /// Whether it is to come, and nobody has said whose it is here.
    pub fn lacks_delegation(&self) -> bool {
        self.wanted.get() && self.whose.with(Option::is_none)
    }
}

/// A delegation that can be chosen: its id and name.
type Named = (DelegationId, String);

/// The practices, each with its choice.
#[component]
pub fn Rows(
    live: LiveTable,
    rows: StoredValue<Vec<Chosen>>,
    /// Whether it is clear whose all of them are.
    is_placed: bool,
    /// Whether some that are to come are nobody's yet.
    unplaced: Memo<bool>,
    /// Makes these a delegation's.
    all_for: Callback<DelegationId>,
) -> impl IntoView {
    let words = use_words();
    let delegations = memo(move || {
        let named = |table: &shared::table::RoundTable| -> Vec<Named> {
            let all = table.delegations.iter();
            all.map(|it| (it.id.clone(), it.name.clone())).collect()
        };
        live.with(named).unwrap_or_default()
    });
    let choose_for_all = move |change: leptos::ev::Event| {
        if let Ok(id) = DelegationId::new(event_target_value(&change)) {
            all_for.run(id);
        }
    };
    let all = move || {
        (!is_placed && unplaced.get()).then(|| {
            view! {
                <div class="field">
                    <label for="practices-all-for">{words.say("practices-all-for")}</label>
                    <select id="practices-all-for" on:change=handler(choose_for_all)>
                        <option value="">{words.say("practices-whose-choose")}</option>
                        {move || delegations.get().into_iter().map(|named| offered(named, None)).collect_view()}
                    </select>
                </div>
            }
        })
    };
    let row = move |chosen: Chosen| view! { <li><Row chosen is_placed delegations /></li> };
    view! {
        {all}
        <ul class="cards from-file-rows">{rows.get_value().into_iter().map(row).collect_view()}</ul>
    }
}

fn offered((id, name): Named, now: Option<&DelegationId>) -> impl IntoView + use<> {
    let selected = now == Some(&id);
    view! { <option value=id.to_string() selected=selected prop:textContent=name></option> }
}

#[component]
fn Row(chosen: Chosen, is_placed: bool, delegations: Memo<Vec<Named>>) -> impl IntoView {
    let words = use_words();
    let Chosen {
        coming,
        wanted,
        whose,
        state,
        ..
    } = chosen;
    let (is_wanted, want) = (wanted.clone(), wanted);
    let field = format!("practice-whose-{}", coming.row);
    let there = (!coming.whose.is_empty()).then(|| {
        words.tell(
            "practice-whose-there",
            &[("whose", coming.whose.as_str().into())],
        )
    });
    let place = words.tell("practice-row", &[("row", coming.row.into())]);
    let (now, is_here) = (whose.clone(), whose.clone());
    let choose = move |change: leptos::ev::Event| {
        whose.set(DelegationId::new(event_target_value(&change)).ok());
    };
    let value = move || now.with(|now| now.as_ref().map(ToString::to_string).unwrap_or_default());
    let select = (!is_placed).then(|| {
        let options = move || {
            let now = is_here.get_untracked();
            let all = delegations.get().into_iter();
            all.map(|named| offered(named, now.as_ref())).collect_view()
        };
        view! {
            <div class="field">
                <label for=field.clone()>{words.say("practices-whose-here")}</label>
                <select id=field prop:value=value on:change=handler(choose)>
                    <option value="">{words.say("practices-whose-choose")}</option>
                    {options}
                </select>
            </div>
        }
    });
    let done = move || match state.get() {
        State::Waiting => None,
        State::There => Some(words.say("practices-row-there")),
        State::WithoutWords => Some(words.say("practices-words-not-written")),
        State::Refused(why) => Some(words.tell("practices-not-brought", &[("why", why.into())])),
    };
    view! {
        <article class="card">
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || is_wanted.get()
                    on:change=checked(move |is_on| want.set(is_on))
                />
                <span dir="auto">{coming.card.title}</span>
            </label>
            <p class="small facts">
                <span>{place}</span>
                {there.map(|there| view! { <span dir="auto">{there}</span> })}
            </p>
            {select}
            <p class="small" role="status" prop:textContent=said(done)></p>
        </article>
    }
}
