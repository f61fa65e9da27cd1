//! A table on paper: the sheet as it will be printed, and the button that prints it. Nobody counts as being at the table by
//! looking at it.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::ids::{BallotId, QuestionId, TableId};

use crate::{
    api,
    pages::NotFound,
    views::{Icon, Loaded, Page, handler, icon, memo},
    words::use_words,
};

/// The page; its address says of which question the sheet is.
#[component]
pub fn Sheet() -> impl IntoView {
    let params = use_params_map();
    let id = memo(move || params.with(|params| TableId::new(params.get("id")?).ok()));
    let query = use_query_map();
    let question = memo(move || query.with(|query| QuestionId::new(query.get("question")?).ok()));
    let ballot = memo(move || query.with(|query| BallotId::new(query.get("ballot")?).ok()));
    move || match id.get() {
        Some(id) => view! { <Of id question=question.get() ballot=ballot.get() /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Of(id: TableId, question: Option<QuestionId>, ballot: Option<BallotId>) -> impl IntoView {
    let words = use_words();
    let has_choice = question.is_some();
    let is_whole = RwSignal::new(!has_choice);
    let back = format!("/tables/{id}");
    let made = LocalResource::new(move || {
        let one = question.as_ref().filter(|_| !is_whole.get());
        let one = one.map(|question| format!("&question={question}"));
        let one = ballot.as_ref().map(|it| format!("&ballot={it}")).or(one);
        // Made by the server, so that nobody's browser fetches what makes it.
        let path = format!(
            "/api/tables/{id}/sheet.html?level=2{}",
            one.unwrap_or_default()
        );
        async move { api::page(&path).await }
    });
    let choice = move |key: &'static str, whole: bool| {
        view! {
            <label class="check">
                <input type="radio" name="sheet-of" prop:checked=move || is_whole.get() == whole on:change=handler(move |_| is_whole.set(whole)) />
                <span>{words.say(key)}</span>
            </label>
        }
    };
    let body = |made: String| view! { <div class="paper-preview" inner_html=made></div> };
    view! {
        <Page title=words.say("sheet-title") class="on-paper">
            <p class="actions no-print">
                <a href=back>{words.say("outcome-back")}</a>
                <button type="button" class="quiet" on:click=handler(move |_| made.refetch())>{words.say("sheet-refresh")}</button>
            </p>
            {has_choice.then(|| view! {
                <fieldset class="sheet-of no-print">
                    <legend class="unseen">{words.say("sheet-of")}</legend>
                    {choice("sheet-one", false)}
                    {choice("sheet-all", true)}
                </fieldset>
            })}
            <p class="actions no-print">
                <button type="button" class="primary" on:click=handler(move |_| drop(window().print()))>
                    {icon(Icon::Printer)}
                    {words.say("sheet-print")}
                </button>
                <span class="small">{words.say("sheet-about")}</span>
            </p>
            <Loaded of=made then=body />
        </Page>
    }
}
