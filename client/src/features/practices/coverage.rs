//! Which themes the practices cover, and which nobody speaks to; for facilitators, which themes there are.

use leptos::prelude::*;
use shared::features::practices::{Covered, coverage};
use shared::features::themes::{Theme, ThemeCommand};
use shared::refusal::{Noun, Refusal};

use crate::{
    live::LiveTable,
    random::new_id,
    views::{Dialog, Monogram, Refused, Show, TextField, handler, memo, said},
    words::use_words,
};

/// The matrix of themes and delegations; nothing while there are no themes, but for whoever may name some.
#[component]
pub fn Coverage(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let rows = memo(move || live.with(coverage).unwrap_or_default());
    let has_any = memo(move || rows.with(|rows| !rows.is_empty()));
    let bare = memo(move || rows.with(|rows| rows.iter().filter(|row| row.is_bare()).count()));
    let title = move || words.tell("coverage-title", &[("bare", bare.get().into())]);
    let heads = move || {
        let delegations = live
            .with(|table| table.delegations.clone())
            .unwrap_or_default();
        let head = |it: shared::features::delegations::Delegation| {
            view! { <th scope="col"><Monogram short=it.short colour=it.colour name=it.name /></th> }
        };
        delegations.into_iter().map(head).collect_view()
    };
    let row = move |row: Covered| {
        let of = row.theme.clone();
        let name = move || {
            let name = |table: &shared::table::RoundTable| {
                table
                    .themes
                    .iter()
                    .find(|it| it.id == of)
                    .map(|it| it.name.clone())
            };
            live.with(name).flatten()
        };
        let note = row
            .is_bare()
            .then(|| view! { <span class="small bare">{words.say("coverage-nobody")}</span> });
        let counts = row.by_delegation.into_iter();
        let counts = counts.map(|(practices, answers)| practices + answers);
        let counts: Vec<_> = counts.chain([row.jointly]).collect();
        let cell = |count: usize| {
            let shown = if count == 0 {
                String::new()
            } else {
                count.to_string()
            };
            view! { <td class:covered={count > 0} prop:textContent=shown></td> }
        };
        view! {
            <tr>
                <th scope="row">
                    <span dir="auto" prop:textContent=said(name)></span>
                    {note}
                </th>
                {counts.into_iter().map(cell).collect_view()}
            </tr>
        }
    };
    view! {
        <Show when=move || has_any.get()>
            <details class="coverage">
                <summary prop:textContent=said(title)></summary>
                <p class="hint">{words.say("coverage-hint")}</p>
                <div class="sideways" tabindex="0" role="region" aria-label=words.say("coverage-label")>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{words.say("practice-themes")}</th>
                                {heads}
                                <th scope="col">{words.say("coverage-jointly")}</th>
                            </tr>
                        </thead>
                        <tbody>{move || rows.get().into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            </details>
        </Show>
        <EditThemes live />
    }
}

/// For facilitators: the themes, one to a line. A line that is changed is the same theme by another name.
#[component]
fn EditThemes(live: LiveTable) -> impl IntoView {
    let words = use_words();
    let is_facilitator = live.is_facilitator();
    let open = RwSignal::new(false);
    let text = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<Refusal>);
    let may = memo(move || {
        let themes = live.with(|table| table.themes.clone())?;
        // Another list than there is: only the rules of the moment can refuse it.
        let themes = if themes.is_empty() {
            vec![Theme {
                id: new_id(),
                name: "–".to_owned(),
            }]
        } else {
            Vec::new()
        };
        live.would_refuse(ThemeCommand::SetThemes { themes })
            .is_none()
            .then_some(())
    });
    let edit = move |_| {
        let names = live.with(|table| {
            table
                .themes
                .iter()
                .map(|it| it.name.clone())
                .collect::<Vec<_>>()
        });
        text.set(names.unwrap_or_default().join("\n"));
        refused.set(None);
        open.set(true);
    };
    let save = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        let before = untrack(|| live.with(|table| table.themes.clone())).unwrap_or_default();
        let themes = text.with_untracked(|text| renamed(&before, text));
        busy.set(true);
        live.ask_then(ThemeCommand::SetThemes { themes }, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(()) => drop(open.try_set(false)),
                Err(refusal) => drop(refused.try_set(Some(refusal))),
            }
        });
    };
    let wrong = Signal::derive(move || {
        let refusal = refused.get().filter(|it| it.is_about(Noun::Theme))?;
        Some(words.refusal(&refusal))
    });
    let elsewhere = Signal::derive(move || {
        let refusal = refused.get().filter(|it| !it.is_about(Noun::Theme))?;
        Some(words.refusal(&refusal))
    });
    view! {
        <Show when=move || may.get().is_some()>
            <p class="actions">
                <button type="button" class="quiet" on:click=handler(edit)>{words.say("themes-edit")}</button>
            </p>
        </Show>
        <Show when=move || is_facilitator.get()>
            <Dialog open title=words.say("themes-edit")>
                <form on:submit=handler(save) novalidate>
                    <TextField
                        id="themes"
                        label=words.say("practice-themes")
                        hint=words.say("themes-hint")
                        value=text
                        on_input=Callback::new(move |typed| text.set(typed))
                        wrong
                        long=true
                    />
                    <Refused why=elsewhere />
                    <div class="actions">
                        <button type="submit" class="primary" aria-busy=move || busy.get().to_string()>{words.say("practice-save")}</button>
                    </div>
                </form>
            </Dialog>
        </Show>
    }
}

/// The themes as they were typed: a name that is there keeps its theme, wherever it stands now. If there are as many as before,
/// another name in a theme's place is that theme renamed; all others are new.
fn renamed(before: &[Theme], text: &str) -> Vec<Theme> {
    let names: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    // Where lines came or went, nobody can say which of them another was.
    let is_as_many = names.len() == before.len();
    let is_kept = |theme: &&Theme| names.contains(&theme.name.as_str());
    let of = |(place, name): (usize, &&str)| {
        let same = before.iter().find(|theme| theme.name == **name);
        let in_place = before
            .get(place)
            .filter(|theme| is_as_many && !is_kept(theme));
        let known = same.or(in_place);
        Theme {
            id: known.map_or_else(new_id, |theme| theme.id.clone()),
            name: (*name).to_owned(),
        }
    };
    names.iter().enumerate().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_that_is_moved_or_renamed_stays_the_same() {
        let theme = |id: &str, name: &str| Theme {
            id: id.parse().unwrap(),
            name: name.to_owned(),
        };
        let before = [
            theme("t1", "Data"),
            theme("t2", "Return"),
            theme("t3", "Skills"),
        ];
        let ids = |text: &str| -> Vec<String> {
            renamed(&before, text)
                .into_iter()
                .map(|it| it.id.to_string())
                .collect()
        };
        assert_eq!(ids("Return\nData\nSkills"), ["t2", "t1", "t3"]);
        assert_eq!(ids("Figures\n\nReturn\nSkills"), ["t1", "t2", "t3"]);
        assert_eq!(ids("Data\nSkills"), ["t1", "t3"]);
    }
}
