//! What is asked over HTTP.
//!
//! Reading order: [`routes`] lists every page and question there is; [`middleware`] is what each request
//! passes on its way in and each answer on its way out; then a file for each thing that is spoken
//! of: [`people`], [`sessions`], [`invitations`], [`joining`] without one, on another [`device`], [`notes`], [`outcome`], the [`sheet`] of paper, when time to object is over ([`decisions`]), drafts that went out ([`circulation`]), outcomes that need no account ([`published`]), [`revisions`],
//! what was compiled ([`pulling`]), what changed since the [`report`] was written, the [`lobby`] with what is said from there, what was [`deleted`] lately, a table's whole
//! [`history`], and the [`writers`] of a text. [`live`] is the table
//! itself, [`opening`] its page with the text in it, [`assets`] what browsers run, [`health`] and [`openapi`] are for operators and scripts.

pub mod assets;
pub mod circulation;
pub mod decisions;
pub mod deleted;
pub mod device;
pub mod extract;
pub mod health;
pub mod history;
pub mod invitations;
pub mod joining;
pub(crate) mod listener;
pub mod live;
pub mod lobby;
pub mod middleware;
pub mod notes;
pub mod openapi;
pub mod opening;
pub mod outcome;
pub mod people;
pub mod practices;
pub mod published;
pub mod pulling;
pub mod report;
pub mod revisions;
pub mod sessions;
pub mod sheet;
pub mod writers;

use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, delete, get, patch, post, put};
use axum::{Router, middleware as axum_middleware};

use crate::App;
use crate::error::Problem;
use crate::export::Format;

/// The largest JSON that is read, in bytes: a concept note of a hundred pages, and to spare.
const JSON_LIMIT: usize = 2 * 1024 * 1024;

/// A path, what is asked of it, and who answers.
struct Route {
    /// The method, in lower case as the manual writes it; `handler` answers to no other.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "what is asked is compared with the manual")
    )]
    method: &'static str,
    /// The path, with its parameters in braces.
    path: &'static str,
    handler: MethodRouter<App>,
}

impl Route {
    fn new(method: &'static str, path: &'static str, handler: MethodRouter<App>) -> Self {
        Self {
            method,
            path,
            handler,
        }
    }
}

/// Everything that can be asked; the manual describes exactly these, and a test compares.
fn routes() -> Vec<Route> {
    let all = [
        of_people(),
        of_sessions(),
        of_joining(),
        of_tables(),
        of_outcomes(),
        of_the_house(),
    ];
    all.into_iter().flatten().collect()
}

fn of_people() -> Vec<Route> {
    vec![
        Route::new("post", "/api/peek", post(people::peek)),
        Route::new("post", "/api/join", post(people::join)),
        Route::new("post", "/api/leave", post(people::leave)),
        Route::new("get", "/api/me", get(people::me)),
    ]
}

fn of_sessions() -> Vec<Route> {
    vec![
        Route::new("get", "/api/sessions", get(sessions::list)),
        Route::new("post", "/api/sessions", post(sessions::convene)),
        Route::new("get", "/api/sessions/{session}", get(sessions::show)),
        Route::new("patch", "/api/sessions/{session}", patch(sessions::retitle)),
        Route::new(
            "post",
            "/api/sessions/{session}/tables",
            post(sessions::add_table),
        ),
        Route::new(
            "patch",
            "/api/sessions/{session}/tables/{table}",
            patch(sessions::rename_table),
        ),
        Route::new(
            "patch",
            "/api/sessions/{session}/delegations/{delegation}",
            patch(sessions::revise_delegation),
        ),
        Route::new(
            "post",
            "/api/sessions/{session}/delegations",
            post(sessions::seat),
        ),
        Route::new(
            "post",
            "/api/sessions/{session}/delegations/{delegation}/tables",
            post(sessions::place_delegation),
        ),
        Route::new(
            "post",
            "/api/sessions/{session}/invitations",
            post(invitations::invite),
        ),
        Route::new("get", "/api/sessions/{session}/lobby", get(lobby::show)),
        Route::new(
            "post",
            "/api/sessions/{session}/announcements",
            post(lobby::announce),
        ),
        Route::new(
            "put",
            "/api/sessions/{session}/plenary",
            put(lobby::choose_plenary),
        ),
        Route::new(
            "put",
            "/api/sessions/{session}/tables/{table}/observers",
            put(lobby::allow_observers),
        ),
        Route::new(
            "post",
            "/api/sessions/{session}/moves",
            post(lobby::move_on),
        ),
        Route::new(
            "post",
            "/api/sessions/{session}/wordings",
            post(lobby::put_at_tables),
        ),
        Route::new("get", "/api/sessions/{session}/people", get(people::list)),
        Route::new(
            "delete",
            "/api/sessions/{session}/people/{participant}",
            delete(people::remove),
        ),
        Route::new(
            "delete",
            "/api/invitations/{invitation}",
            delete(invitations::revoke),
        ),
    ]
}

fn of_joining() -> Vec<Route> {
    const CODE: &str = "/api/sessions/{session}/code";
    const ROSTER: &str = "/api/sessions/{session}/roster";
    const KNOCKS: &str = "/api/sessions/{session}/knocks";
    vec![
        Route::new("post", "/api/code", post(joining::peek)),
        Route::new("post", "/api/knocks", post(joining::knock)),
        Route::new("get", "/api/knock", get(joining::mine)),
        Route::new("delete", "/api/knock", delete(joining::withdraw)),
        Route::new("post", "/api/me/device", post(device::link)),
        Route::new("get", "/api/me/devices", get(device::others)),
        Route::new("delete", "/api/me/devices", delete(device::sign_out_others)),
        Route::new("post", "/api/device/peek", post(device::peek)),
        Route::new("post", "/api/device", post(device::take_along)),
        Route::new("get", CODE, get(joining::show_code)),
        Route::new("post", CODE, post(joining::make_code)),
        Route::new("delete", CODE, delete(joining::revoke_code)),
        Route::new("get", KNOCKS, get(joining::doorstep)),
        Route::new(
            "post",
            "/api/sessions/{session}/knocks/admit",
            post(joining::admit),
        ),
        Route::new(
            "post",
            "/api/sessions/{session}/knocks/decline",
            post(joining::decline),
        ),
        Route::new("get", ROSTER, get(joining::show_roster)),
        Route::new("put", ROSTER, put(joining::bring_roster)),
    ]
}

fn of_tables() -> Vec<Route> {
    vec![
        Route::new("get", "/api/tables/{table}/deleted", get(deleted::list)),
        Route::new("get", "/api/tables/{table}/history", get(history::timeline)),
        Route::new(
            "get",
            "/api/tables/{table}/history/{seq}",
            get(history::then),
        ),
        Route::new("get", "/api/tables/{table}/writers", get(writers::list)),
        Route::new(
            "get",
            "/api/tables/{table}/compilations/{compilation}",
            get(pulling::compilation),
        ),
        Route::new(
            "get",
            "/api/tables/{table}/elsewhere",
            get(pulling::elsewhere),
        ),
        Route::new("get", "/api/tables/{table}/titles", get(people::titles)),
        Route::new("get", "/api/tables/{table}/left", get(pulling::left)),
        Route::new("get", "/api/tables/{table}/guests", get(pulling::guests)),
        Route::new(
            "get",
            "/api/tables/{table}/revisions/{number}",
            get(revisions::show),
        ),
        Route::new(
            "get",
            "/api/tables/{table}/revisions/compare",
            get(revisions::compare),
        ),
        Route::new(
            "get",
            "/api/tables/{table}/report/changes",
            get(report::changes),
        ),
        #[cfg(feature = "pdf")]
        Route::new(
            "get",
            "/api/tables/{table}/outcome.pdf",
            outcome::file(Format::Pdf),
        ),
        Route::new("get", "/api/tables/{table}/opening", get(opening::part)),
        Route::new("get", "/api/outcome/forms", get(outcome::forms)),
        Route::new(
            "get",
            "/api/tables/{table}/outcome/names",
            get(outcome::names),
        ),
        Route::new(
            "get",
            "/api/tables/{table}/outcome.docx",
            outcome::file(Format::Docx),
        ),
        Route::new(
            "get",
            "/api/tables/{table}/outcome.odt",
            outcome::file(Format::Odt),
        ),
        Route::new(
            "get",
            "/api/tables/{table}/outcome.xlsx",
            outcome::file(Format::Xlsx),
        ),
        Route::new(
            "get",
            "/api/tables/{table}/outcome.csv.zip",
            outcome::file(Format::Csv),
        ),
        Route::new(
            "get",
            "/api/tables/{table}/outcome.md",
            outcome::file(Format::Md),
        ),
        Route::new(
            "get",
            "/api/tables/{table}/outcome.html",
            get(outcome::html),
        ),
        Route::new(
            "get",
            "/api/tables/{table}/outcome.json",
            get(outcome::json),
        ),
        Route::new("get", "/api/tables/{table}/sheet.html", get(sheet::html)),
        Route::new(
            "get",
            "/api/tables/{table}/decisions/{decision}/calendar.ics",
            get(decisions::ics),
        ),
        Route::new("get", "/live/{table}", get(live::live)),
        Route::new("get", "/live/{table}/{*document}", get(live::document)),
    ]
}

/// How an outcome comes to its end, and its practices as files.
fn of_outcomes() -> Vec<Route> {
    vec![
        Route::new(
            "get",
            "/api/tables/{table}/outcome/glance",
            get(outcome::glance),
        ),
        Route::new(
            "get",
            "/api/tables/{table}/outcome/shown",
            get(outcome::shown),
        ),
        Route::new(
            "get",
            "/api/tables/{table}/drafts/{draft}",
            get(circulation::show),
        ),
        Route::new(
            "get",
            "/api/tables/{table}/drafts/{draft}/calendar.ics",
            get(circulation::ics),
        ),
        Route::new(
            "post",
            "/api/tables/{table}/practices/preview",
            practices::preview(),
        ),
        Route::new(
            "get",
            "/api/tables/{table}/practices/{file}",
            get(practices::file),
        ),
        Route::new("get", "/outcome/{page}", get(published::page)),
        Route::new("get", "/outcome/{page}/{file}", get(published::file)),
    ]
}

fn of_the_house() -> Vec<Route> {
    vec![
        Route::new("post", "/api/notes", notes::reader()),
        Route::new("get", "/healthz", get(health::healthz)),
        Route::new("get", "/readyz", get(health::readyz)),
        Route::new("get", "/metrics", get(health::metrics)),
        Route::new("get", "/api", get(openapi::page)),
        Route::new("get", "/api/openapi.json", get(openapi::json)),
    ]
}

/// The whole server as one service.
pub fn router(app: App) -> Router {
    let router = routes().into_iter().fold(Router::new(), |router, route| {
        router.route(route.path, route.handler)
    });
    router
        .route("/tables/{table}", get(opening::page))
        .fallback(assets::file)
        .method_not_allowed_fallback(async || Problem::WrongMethod)
        .layer(DefaultBodyLimit::max(JSON_LIMIT))
        // The last layer is the outermost: it sees a request first and its answer last.
        .layer(axum_middleware::from_fn(middleware::finish_writes))
        .layer(axum_middleware::from_fn_with_state(
            app.clone(),
            middleware::in_time,
        ))
        .layer(axum_middleware::from_fn_with_state(
            app.clone(),
            middleware::same_origin,
        ))
        .layer(axum_middleware::from_fn_with_state(
            app.clone(),
            middleware::in_words,
        ))
        .layer(axum_middleware::from_fn_with_state(
            app.clone(),
            middleware::safely,
        ))
        .with_state(app)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_manual_describes_every_route_and_no_other() {
        let routed: BTreeSet<_> = routes()
            .iter()
            .map(|route| (route.path.to_owned(), route.method.to_owned()))
            .collect();
        assert_eq!(openapi::described(), routed);
    }
}
