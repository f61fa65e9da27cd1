//! The facilitator's way to change the agenda while it runs.

use leptos::prelude::*;
use shared::features::agenda::{AgendaCommand, AgendaItem, Openings};
use shared::ids::AgendaItemId;
use shared::refusal::Refusal;

use super::item_form::ItemForm;
use super::items::opens;
use super::own_templates::{OwnTemplate, keep};
use super::templates::{Asked, Templates};
use crate::random::new_id;
use crate::{
    live::LiveTable,
    views::{Dialog, Icon, Refused, focus_soon, handler, icon, memo, use_toasts},
    words::{Wording, use_words},
};

/// The dialog. It stands beside the agenda, since a narrow window shows one part.
#[component]
pub fn EditAgenda(live: LiveTable, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    view! {
        <Dialog open title=words.say("agenda-edit-title") class="agenda-dialog">
            <Editing live />
        </Dialog>
    }
}

/// What is asked by the dialog, and what it shows opened.
#[derive(Clone, Copy)]
struct Edit {
    live: LiveTable,
    /// The item whose form is open.
    item: RwSignal<AgendaItem>,
    /// As it was when the form was opened.
    was: RwSignal<AgendaItem>,
    /// Whether that is an item that is there, or one to be added; neither while no form is open.
    form: RwSignal<Option<Form>>,
    refused: RwSignal<Option<Refusal>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Change,
    Add,
}

impl Edit {
    /// Asks it; once it is done, the focus is on that element.
    fn ask(self, command: AgendaCommand, focus: String) {
        let Self { form, refused, .. } = self;
        self.live.ask_then(command, move |answer| match answer {
            Ok(()) => {
                form.try_set(None);
                refused.try_set(None);
                // The rows are drawn anew; the keyboard goes on where it was.
                focus_soon(focus);
            }
            Err(refusal) => drop(refused.try_set(Some(refusal))),
        });
    }

    fn begin(self, form: Form, item: AgendaItem) {
        self.refused.set(None);
        self.was.set(item.clone());
        self.item.set(item);
        self.form.set(Some(form));
        focus_soon("item-title");
    }

    /// What was changed in the form is saved first: both parts are made of it.
    fn split(self, words: Wording) {
        let item = self.item.get_untracked();
        let title = words.tell(
            "agenda-split-second",
            &[("title", item.title.as_str().into())],
        );
        let focus = format!("change-{}", item.id);
        let split = AgendaCommand::SplitItem {
            item: item.id.clone(),
            second: new_id(),
            title,
            minutes: item.minutes / 2,
        };
        if self.was.with_untracked(|was| *was == item) {
            return self.ask(split, focus);
        }
        let revise = AgendaCommand::ReviseItem { item };
        self.live.ask_then(revise, move |answer| match answer {
            Ok(()) => self.ask(split, focus),
            Err(refusal) => drop(self.refused.try_set(Some(refusal))),
        });
    }

    fn save(self) {
        let item = self.item.get_untracked();
        let last = self
            .live
            .with(|table| table.agenda.items.last().map(|item| item.id.clone()));
        let focus = format!("change-{}", item.id);
        let command = match self.form.get_untracked() {
            Some(Form::Add) => AgendaCommand::AddItem {
                item,
                after: last.flatten(),
            },
            Some(Form::Change) | None => AgendaCommand::ReviseItem { item },
        };
        self.ask(command, focus);
    }
}

#[component]
fn Editing(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let edit = Edit {
        live,
        item: RwSignal::new(blank()),
        was: RwSignal::new(blank()),
        form: RwSignal::new(None),
        refused: RwSignal::new(None),
    };
    let ids = memo(move || {
        let ids = |table: &shared::table::RoundTable| {
            let items = table.agenda.items.iter();
            items.map(|item| item.id.clone()).collect::<Vec<_>>()
        };
        live.with(ids).unwrap_or_default()
    });
    let add = move |_| {
        let item = AgendaItem {
            id: new_id(),
            title: words.say("agenda-new-title"),
            ..blank()
        };
        edit.begin(Form::Add, item);
    };
    let is_adding = memo(move || edit.form.get() == Some(Form::Add));
    // While no form is open, what was refused stands below the list.
    let elsewhere = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let refusal = edit.refused.get().filter(|_| edit.form.get().is_none());
        elsewhere.set(refusal.map(|refusal| words.refusal(&refusal)));
    });
    view! {
        <p class="hint">{words.say("agenda-edit-hint")}</p>
        <ol class="agenda-rows">
            <For each=move || ids.get() key=AgendaItemId::clone let(id)>
                <Row edit id />
            </For>
        </ol>
        <Refused why=elsewhere />
        {move || if is_adding.get() {
            view! {
                <ItemForm live item=edit.item refused=edit.refused on_save=move |()| edit.save() on_cancel=move |()| edit.form.set(None) on_split=None />
            }.into_any()
        } else {
            view! { <p><button type="button" class="quiet" id="add-item" on:click=handler(add)>{words.say("agenda-add")}</button></p> }.into_any()
        }}
        <FromTemplate edit />
    }
}

/// The item with a title, where it goes by the words for its id.
fn titled(words: Wording, item: &AgendaItem) -> AgendaItem {
    AgendaItem {
        title: words.with(|words| words.item(item)),
        ..item.clone()
    }
}

fn blank() -> AgendaItem {
    AgendaItem {
        id: new_id(),
        title: String::new(),
        minutes: 10,
        open: Openings::NOTHING,
    }
}

/// An item as it is, and the ways to change it.
#[component]
fn Row(edit: Edit, id: AgendaItemId) -> impl IntoView {
    let words = use_words();
    let Edit { live, .. } = edit;
    let of = id.clone();
    let row = memo(move || {
        live.with(|table| {
            let agenda = &table.agenda;
            let place = agenda.items.iter().position(|item| item.id == of)?;
            let item = agenda.items[place].clone();
            let behind = |place: Option<usize>| place.map(|place| agenda.items[place].id.clone());
            Some(Shown {
                title: words.point(agenda, &item.point()),
                opens: opens(words, table, &item.open),
                is_current: agenda.at == item.point(),
                is_first: place == 0,
                is_last: place + 1 == agenda.items.len(),
                // A button that has come to the end of its way is left for the other.
                up_next: if place == 1 { "down" } else { "up" },
                down_next: if place + 2 == agenda.items.len() {
                    "up"
                } else {
                    "down"
                },
                above: behind(place.checked_sub(2)),
                below: behind(Some(place + 1).filter(|next| *next < agenda.items.len())),
                item,
            })
        })
        .flatten()
    });
    let is_open = {
        let id = id.clone();
        memo(move || edit.form.get() == Some(Form::Change) && edit.item.with(|it| it.id == id))
    };
    let split = Callback::new(move |()| edit.split(words));
    view! {
        <li class:current=move || row.with(|row| row.as_ref().is_some_and(|row| row.is_current))>
            {move || row.get().map(|row| view! { <Line edit row /> })}
            {move || is_open.get().then(|| view! {
                <ItemForm live item=edit.item refused=edit.refused on_save=move |()| edit.save() on_cancel=move |()| edit.form.set(None) on_split=Some(split) />
            })}
        </li>
    }
}

/// An item as a row shows it.
#[derive(Clone, PartialEq, Eq)]
struct Shown {
    item: AgendaItem,
    title: String,
    opens: String,
    is_current: bool,
    is_first: bool,
    is_last: bool,
    /// Which button has the focus when it has gone up, and when it has gone down.
    up_next: &'static str,
    down_next: &'static str,
    /// The item that it would come behind one row higher up.
    above: Option<AgendaItemId>,
    /// The item that it would come behind one row further down.
    below: Option<AgendaItemId>,
}

#[component]
fn Line(edit: Edit, row: Shown) -> impl IntoView {
    let words = use_words();
    let Shown {
        item,
        title,
        opens,
        is_current,
        is_first,
        is_last,
        up_next,
        down_next,
        above,
        below,
    } = row;
    let id = item.id.clone();
    let put = move |after: Option<AgendaItemId>, button: &str| {
        let item = id.clone();
        edit.ask(
            AgendaCommand::PutItem { item, after },
            format!("{button}-{id}"),
        );
    };
    let (up, down) = (put.clone(), put);
    let id = item.id.clone();
    let remove = move |_| {
        let item = id.clone();
        edit.ask(AgendaCommand::RemoveItem { item }, "add-item".to_owned());
    };
    let say = |key: &str| words.tell(key, &[("title", title.as_str().into())]);
    let minutes = words.tell("agenda-minutes", &[("minutes", item.minutes.into())]);
    let time =
        (item.minutes > 0).then(|| view! { <span class="count" prop:textContent=minutes></span> });
    let here =
        is_current.then(|| view! { <span class="tag live">{words.say("agenda-is-at")}</span> });
    let (id, changed) = (
        item.id.clone(),
        AgendaItem {
            title: title.clone(),
            ..item
        },
    );
    view! {
        <div class="agenda-row">
            <span class="what">
                <strong dir="auto" prop:textContent=title.clone()></strong>
                {time}
                {here}
                <span class="small" prop:textContent=opens></span>
            </span>
            <span class="actions">
                <button type="button" class="icon" id=format!("up-{id}") disabled=is_first aria-label=say("agenda-earlier") on:click=handler(move |_| up(above.clone(), up_next))>{icon(Icon::ArrowUp)}</button>
                <button type="button" class="icon" id=format!("down-{id}") disabled=is_last aria-label=say("agenda-later") on:click=handler(move |_| down(below.clone(), down_next))>{icon(Icon::ArrowDown)}</button>
                <button type="button" class="icon" id=format!("change-{id}") aria-label=say("agenda-change") on:click=handler(move |_| edit.begin(Form::Change, changed.clone()))>{icon(Icon::PenLine)}</button>
                <button type="button" class="icon" disabled=is_current aria-label=say("agenda-remove") on:click=handler(remove)>{icon(Icon::X)}</button>
            </span>
        </div>
    }
}

/// Another agenda instead, of which the item that the table is at stays; and keeping this one for other meetings.
#[component]
fn FromTemplate(edit: Edit) -> impl IntoView {
    let words = use_words();
    let toasts = use_toasts();
    let Edit { live, .. } = edit;
    let questions = memo(move || {
        let asked = |question: &shared::features::answers::GuidingQuestion| Asked {
            id: question.id.clone(),
            label: question.label.clone(),
            name: question.name.clone(),
        };
        live.with(|table| table.questions.iter().map(asked).collect::<Vec<_>>())
            .unwrap_or_default()
    });
    let (chosen, items) = (RwSignal::new(0), RwSignal::new(Vec::<AgendaItem>::new()));
    let replace = move |_| {
        let current = live.with(|table| table.agenda.current().map(|item| titled(words, item)));
        let current = current.flatten();
        let mut all = items.get_untracked();
        if let Some(current) = current {
            match all.iter_mut().find(|item| item.id == current.id) {
                Some(same) => *same = current,
                None => all.insert(0, current),
            }
        }
        edit.ask(
            AgendaCommand::SetAgenda { items: all },
            "add-item".to_owned(),
        );
    };
    let keep_own = move |_| {
        let kept = live.with(|table| {
            keep(OwnTemplate {
                name: table.note.title.clone(),
                items: table
                    .agenda
                    .items
                    .iter()
                    .map(|item| titled(words, item))
                    .collect(),
            })
        });
        let key = match kept {
            Some(true) => "agenda-template-kept",
            Some(false) | None => "agenda-template-unkept",
        };
        toasts.say(words.say(key));
    };
    view! {
        <details class="from-template">
            <summary>{words.say("agenda-other")}</summary>
            <Templates questions chosen items />
            <p class="hint">{words.say("agenda-template-hint")}</p>
            <div class="actions">
                <button type="button" class="quiet" on:click=handler(replace)>{words.say("agenda-template-use")}</button>
                <button type="button" class="quiet" on:click=handler(keep_own)>{words.say("agenda-template-keep")}</button>
            </div>
        </details>
    }
}
