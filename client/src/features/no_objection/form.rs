//! For whoever runs the table: putting wording, with what is set beforehand.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::document::Root;
use shared::features::no_objection::{
    NoObjectionCommand, NoObjectionRules, Paragraphs, PutWording, Span, Subject,
};
use shared::features::pulling::seen;
use shared::ids::Timestamp;
use shared::limits::{self, named};
use shared::prose::{Block, is_blank};
use shared::refusal::{Noun, Refusal};
use std::collections::BTreeMap;
use std::time::Duration;

use super::wording::shown;
use crate::room::navigation::{Part, use_navigation};
use crate::{
    live::LiveTable,
    random::new_id,
    views::{
        Dialog, FormButtons, Icon, Offer, Refused, Show, TextField, checked, focus_soon, handler,
        icon, local_input, memo, offer, said, typed_locally,
    },
    words::{Wording, use_words},
};

/// How long one may object in the room, to be chosen, in seconds.
const SECONDS: [u32; 7] = [10, 30, 60, 120, 300, 600, 1_800];
/// The id of what is shown of the wording.
const PREVIEW: &str = "put-preview";
/// What capitals need, in milliseconds: three days.
const USUAL: u64 = 72 * 3_600_000;

/// The button, and what is asked; nothing while it would be refused.
#[component]
pub fn PutToTheTable(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let here = use_navigation();
    let open = RwSignal::new(false);
    let may = memo(move || live.me().is_some() && live.would_refuse(of_text("–")).is_none());
    offer(move || {
        let put = move || {
            here.turn_to(Part::Side);
            open.set(true);
        };
        let put = || Offer::new(words.say("no-objection-put"), Icon::Timer, put);
        may.get().then(put)
    });
    view! {
        <Show when=move || may.get()>
            <div class="actions">
                <button type="button" class="quiet put-wording-open" aria-haspopup="dialog" on:click=handler(move |_| open.set(true))>
                    {icon(Icon::Timer)}
                    <span>{words.say("no-objection-put")}</span>
                </button>
            </div>
        </Show>
        <Dialog open title=words.say("no-objection-put-title")>
            <Fields live open />
        </Dialog>
    }
}

/// What would be asked, with words that are fine.
fn of_text(text: &str) -> NoObjectionCommand {
    NoObjectionCommand::PutWording {
        decision: new_id(),
        what: Subject::Text {
            text: text.to_owned(),
        },
        rules: NoObjectionRules {
            time: Span::Room { seconds: 60 },
            by_name: false,
            prints_reservations: true,
        },
        seen: String::new(),
    }
}

/// What is filled in.
#[derive(Clone, Copy)]
struct Form {
    /// What is chosen, by the name of its root or its id; nothing for a text that is typed in.
    chosen: RwSignal<String>,
    text: RwSignal<String>,
    /// Which paragraphs of a joint answer; all if nothing is chosen.
    some: RwSignal<Option<(u32, u32)>>,
    is_room: RwSignal<bool>,
    seconds: RwSignal<u32>,
    until: RwSignal<String>,
    by_name: RwSignal<bool>,
    prints: RwSignal<bool>,
    tried: RwSignal<bool>,
}

impl Form {
    fn new(now: Timestamp) -> Self {
        Self {
            chosen: RwSignal::new(String::new()),
            text: RwSignal::new(String::new()),
            some: RwSignal::new(None),
            is_room: RwSignal::new(true),
            seconds: RwSignal::new(60),
            until: RwSignal::new(local_input(Timestamp(now.0.saturating_add(USUAL)))),
            by_name: RwSignal::new(false),
            prints: RwSignal::new(true),
            tried: RwSignal::new(false),
        }
    }

    /// The text that is chosen, paragraph by paragraph, as it is here now; nothing if it is typed in, or a practice.
    fn joint(self, live: LiveTable) -> Option<(Root, Vec<Block>)> {
        let root = Root::parse(&self.chosen.get())?;
        let document = live.document_of(&root)?;
        let blocks = document.blocks(&root.to_string());
        matches!(root, Root::Joint(_)).then_some((root, blocks))
    }

    /// What is put; of a joint answer, the paragraphs as they are here now.
    fn subject(self, live: LiveTable) -> Option<Subject> {
        let chosen = self.chosen.get();
        if chosen.is_empty() {
            let text = self.text.get();
            return Some(Subject::Text { text });
        }
        if let Some((Root::Joint(question), blocks)) = self.joint(live) {
            let paragraphs = self.some.get().map(|(from, to)| {
                let mut paragraphs = Paragraphs {
                    from: from.min(to),
                    to: from.max(to),
                    seen: String::new(),
                };
                paragraphs.seen = seen(paragraphs.of(&blocks).unwrap_or_default());
                paragraphs
            });
            return Some(Subject::Joint {
                question,
                paragraphs,
            });
        }
        let practice = chosen.parse().ok()?;
        Some(Subject::Practice { practice })
    }

    fn time(self) -> Option<Span> {
        if self.is_room.get() {
            let seconds = self.seconds.get();
            return Some(Span::Room { seconds });
        }
        let until = typed_locally(&self.until.get())?;
        Some(Span::Silence { until })
    }
}

/// What it would say, as far as it is known here.
fn wording(live: LiveTable, form: Form) -> Option<PutWording> {
    let subject = form.subject(live)?;
    let read = |root: Root| {
        let document = live.document_of(&root)?;
        let blocks = document.blocks(&root.to_string());
        Some((root, blocks))
    };
    let roots = subject.roots().into_iter();
    let prose = roots.filter_map(read).collect::<BTreeMap<_, _>>();
    live.with(|table| PutWording::of(table, &subject, &prose))
}

/// How long words that made the table refuse may take until they are here, too.
const COMES: Duration = Duration::from_millis(600);

/// Shows what the text says by now, and takes whoever reads there: it is another than what was to be put.
fn show_again(live: LiveTable, form: Form) {
    let read = move || {
        let roots = form.subject(live).map(|it| it.roots()).unwrap_or_default();
        for document in roots.iter().filter_map(|root| live.document_of(root)) {
            // What waits for the next frame is shown now; what cannot be used is told elsewhere.
            document.settle().ok();
        }
    };
    let again = move || {
        if form.chosen.try_get_untracked().is_some() {
            untrack(read);
            form.chosen.notify();
        }
    };
    again();
    focus_soon(PREVIEW);
    set_timeout(again, COMES);
}

#[component]
fn Fields(live: LiveTable, open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let form = Form::new(live.now());
    let refused = RwSignal::new(None::<String>);
    // As it read when it was shown: it follows what is chosen, and not what others write meanwhile.
    let preview = memo(move || wording(live, form));
    let text_wrong = Signal::derive(move || {
        let is_typed = form.chosen.with(String::is_empty);
        let wrong = named(form.text.get().trim(), Noun::Text, limits::WORDING).err()?;
        (is_typed && form.tried.get()).then(|| words.refusal(&wrong))
    });
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        form.tried.set(true);
        if text_wrong.with_untracked(Option::is_some) {
            return focus_soon("put-text");
        }
        let shown = preview.get_untracked();
        if shown != untrack(|| wording(live, form)) {
            refused.set(Some(words.refusal(&Refusal::SourceHasChanged)));
            return show_again(live, form);
        }
        let (Some(what), Some(time)) = (untrack(|| form.subject(live)), untrack(|| form.time()))
        else {
            refused.set(Some(words.say("no-objection-bad-time")));
            return focus_soon("put-until");
        };
        let command = NoObjectionCommand::PutWording {
            decision: new_id(),
            what,
            rules: NoObjectionRules {
                time,
                by_name: form.by_name.get_untracked(),
                prints_reservations: form.prints.get_untracked(),
            },
            // What is typed in reads as it was typed.
            seen: shown
                .filter(|_| form.chosen.with_untracked(|it| !it.is_empty()))
                .map(|it| it.sign())
                .unwrap_or_default(),
        };
        live.ask_then(command, move |answer| match answer {
            Ok(()) => drop(open.try_set(false)),
            Err(refusal) => {
                let has_changed = refusal == Refusal::SourceHasChanged;
                refused.try_set(Some(words.refusal(&refusal)));
                if has_changed {
                    show_again(live, form);
                }
            }
        });
    };
    view! {
        <form class="no-objection-form" on:submit=handler(submit) novalidate>
            <Which live form />
            <Show when=move || form.chosen.with(String::is_empty)>
                <TextField
                    id="put-text"
                    label=words.say("no-objection-text")
                    value=form.text
                    on_input=move |text: String| form.text.set(text)
                    wrong=text_wrong
                    long=true
                />
            </Show>
            <Paragraphed live form />
            <Preview form wording=preview />
            <Time live form />
            <Published form />
            <Refused why=refused />
            <FormButtons submit=words.say("no-objection-put-now") open />
        </form>
    }
}

/// Which wording: typed in, a joint answer, or a practice.
#[component]
fn Which(live: LiveTable, form: Form) -> impl IntoView {
    let words = use_words();
    let all = untrack(|| {
        live.with(|table| {
            let joint = table.questions.iter().filter(|it| it.answered.jointly());
            let joint = joint.map(|it| {
                let name = it.called().to_owned();
                let name = words.tell("no-objection-joint", &[("question", name.into())]);
                (Root::Joint(it.id.clone()).to_string(), name)
            });
            let practices = table.practices.iter().map(|it| {
                let title = it.card.title.as_str().into();
                let name = words.tell("no-objection-practice", &[("title", title)]);
                (it.id.to_string(), name)
            });
            joint.chain(practices).collect::<Vec<_>>()
        })
    });
    let typed = (String::new(), words.say("no-objection-what-text"));
    let all = std::iter::once(typed).chain(all.unwrap_or_default());
    let option = |(value, name): (String, String)| {
        view! { <option value=value prop:textContent=name></option> }
    };
    let choose = move |chosen: String| {
        form.some.set(None);
        form.chosen.set(chosen);
    };
    view! {
        <div class="field">
            <label for="put-what">{words.say("no-objection-what")}</label>
            <select id="put-what" on:change:target=move |select| choose(select.target().value())>
                {all.map(option).collect_view()}
            </select>
        </div>
    }
}

/// Which paragraphs of a joint answer that has several.
#[component]
fn Paragraphed(live: LiveTable, form: Form) -> impl IntoView {
    let words = use_words();
    // The places of paragraphs that say something.
    let places = memo(move || {
        let blocks = form.joint(live).map(|(_, blocks)| blocks);
        let numbered = (0_u32..).zip(blocks.unwrap_or_default());
        let written = numbered.filter(|(_, block)| !is_blank(std::slice::from_ref(block)));
        written.map(|(place, _)| place).collect::<Vec<_>>()
    });
    let has_several = memo(move || places.with(|places| places.len() > 1));
    let is_some = memo(move || form.some.with(Option::is_some));
    let choose = move |some: bool| {
        let first_and_last = places.with_untracked(|all| Some((*all.first()?, *all.last()?)));
        form.some.set(first_and_last.filter(|_| some));
    };
    let radio = move |some: bool, key: &'static str| {
        view! {
            <label class="check">
                <input type="radio" name="put-paragraphs" prop:checked=move || is_some.get() == some on:change=handler(move |_| choose(some)) />
                <span>{words.say(key)}</span>
            </label>
        }
    };
    let select = move |id: &'static str, key: &'static str, is_last: bool| {
        let chosen = move || {
            let (from, to) = form.some.get()?;
            Some(if is_last { to } else { from })
        };
        let set = move |place: String| {
            let Ok(place) = place.parse::<u32>() else {
                return;
            };
            form.some.update(|some| {
                if let Some((from, to)) = some {
                    *(if is_last { to } else { from }) = place;
                }
            });
        };
        let option = move |(nth, place): (usize, u32)| {
            let name = (nth + 1).to_string();
            view! { <option value=place.to_string() selected=move || chosen() == Some(place) prop:textContent=name></option> }
        };
        view! {
            <div class="field">
                <label for=id>{words.say(key)}</label>
                <select id=id on:change:target=move |select| set(select.target().value())>
                    {move || places.get().into_iter().enumerate().map(option).collect_view()}
                </select>
            </div>
        }
    };
    view! {
        <Show when=move || has_several.get()>
            <fieldset>
                <legend>{words.say("no-objection-which")}</legend>
                {radio(false, "no-objection-which-all")}
                {radio(true, "no-objection-which-some")}
                <Show when=move || is_some.get()>
                    <div class="two">
                        {select("put-from", "no-objection-from", false)}
                        {select("put-through", "no-objection-through", true)}
                    </div>
                </Show>
            </fieldset>
        </Show>
    }
}

/// What is put, as it reads here now.
#[component]
fn Preview(form: Form, wording: Memo<Option<PutWording>>) -> impl IntoView {
    let words = use_words();
    let is_typed = memo(move || form.chosen.with(String::is_empty));
    let preview = move |wording: PutWording| {
        let is_empty = wording.is_empty();
        view! {
            <section id=PREVIEW class="put-preview" tabindex="0" aria-label=words.say("no-objection-preview")>
                <p class="small" hidden=!is_empty>{words.say("no-objection-nothing")}</p>
                {shown(words, &wording)}
            </section>
        }
    };
    // A text that is typed in stands in its field.
    move || wording.get().filter(|_| !is_typed.get()).map(preview)
}

fn span(words: Wording, seconds: u32) -> String {
    if seconds < 60 {
        words.tell("no-objection-span-seconds", &[("seconds", seconds.into())])
    } else {
        let minutes = seconds / 60;
        words.tell("no-objection-span-minutes", &[("minutes", minutes.into())])
    }
}

/// How long one may object.
#[component]
fn Time(live: LiveTable, form: Form) -> impl IntoView {
    let words = use_words();
    let radio = move |room: bool, key: &'static str| {
        view! {
            <label class="check">
                <input type="radio" name="put-time" prop:checked=move || form.is_room.get() == room on:change=handler(move |_| form.is_room.set(room)) />
                <span>{words.say(key)}</span>
            </label>
        }
    };
    let option = move |seconds: u32| {
        let name = span(words, seconds);
        view! { <option value=seconds.to_string() selected=move || form.seconds.get() == seconds prop:textContent=name></option> }
    };
    let choose = move |seconds: String| {
        if let Ok(seconds) = seconds.parse() {
            form.seconds.set(seconds);
        }
    };
    let short = move || {
        let until = typed_locally(&form.until.get())?;
        // The field is exact to the minute.
        let is_short = until.0.saturating_add(60_000) < live.now().0.saturating_add(USUAL);
        is_short.then(|| words.say("no-objection-short"))
    };
    view! {
        <fieldset>
            <legend>{words.say("no-objection-time")}</legend>
            {radio(true, "no-objection-time-room")}
            <Show when=move || form.is_room.get()>
                <div class="field">
                    <label for="put-seconds">{words.say("no-objection-seconds")}</label>
                    <select id="put-seconds" on:change:target=move |select| choose(select.target().value())>
                        {SECONDS.map(option).collect_view()}
                    </select>
                </div>
            </Show>
            {radio(false, "no-objection-time-silence")}
            <Show when=move || !form.is_room.get()>
                <div class="field">
                    <label for="put-until">{words.say("no-objection-until-then")}</label>
                    <input
                        id="put-until"
                        type="datetime-local"
                        aria-describedby="put-until-short"
                        prop:value=form.until
                        on:input:target=move |input| form.until.set(input.target().value())
                    />
                    <p class="hint" id="put-until-short" role="status" prop:textContent=said(short)></p>
                </div>
            </Show>
        </fieldset>
    }
}

/// What everybody will read.
#[component]
fn Published(form: Form) -> impl IntoView {
    let words = use_words();
    let radio = move |by_name: bool, key: &'static str| {
        view! {
            <label class="check">
                <input type="radio" name="put-names" prop:checked=move || form.by_name.get() == by_name on:change=handler(move |_| form.by_name.set(by_name)) />
                <span>{words.say(key)}</span>
            </label>
        }
    };
    view! {
        <fieldset>
            <legend>{words.say("no-objection-publish")}</legend>
            {radio(false, "no-objection-publish-count")}
            {radio(true, "no-objection-publish-names")}
        </fieldset>
        <label class="check">
            <input type="checkbox" id="put-prints" prop:checked=form.prints on:change=checked(move |is_on| form.prints.set(is_on)) />
            <span>{words.say("no-objection-prints")}</span>
        </label>
    }
}
