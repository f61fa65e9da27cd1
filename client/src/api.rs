//! What the pages ask the server over HTTP.

pub mod joining;

use js_sys::Uint8Array;
use serde::{Serialize, de::DeserializeOwned};
use shared::{
    api::{
        AnotherSeat, Failure, Join, Joined, ListedPerson, ListedSession, ListedTable,
        MadeInvitation, Me, NameLeft, NewDelegation, NewInvitation, NewSession, NewTable, Peek,
        Peeked, Renamed, SessionDetails,
    },
    features::circulation::ShownDraft,
    features::delegations::Delegation,
    features::pulling::{AnswersElsewhere, Guest, LeftBehind, ShownCompilation},
    features::revisions::{ComparedText, Comparison, ShownRevision},
    features::sign_off::ShownOutcome,
    history::{Then, Timeline},
    ids::{
        CompilationId, DelegationId, DraftId, InvitationId, ParticipantId, QuestionId, SectionId,
        SessionId, TableId,
    },
    lobby::{AllowObservers, Announce, Lobby, MoveOn, PutAt, PutAtTables},
    outcome::Attribution,
    practice_file::Preview,
    prose::deleted::Deleted,
    seq::Seq,
    tagged::decode,
};
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Blob, Headers, RequestInit, Response, window};

use crate::words::Wording;

/// After so many milliseconds without an answer, a person is told instead of kept waiting.
const PATIENCE: u32 = 20_000;
/// And for a file, which may wait for others that are made.
const PATIENCE_FOR_FILES: u32 = 120_000;

/// How long a look whether the server is there may take, in milliseconds. Others follow before it ends.
const GLANCE: u32 = 4_000;

const JSON: &str = "application/json";

/// Why an answer did not come.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The network or the server is away.
    #[error("the server cannot be reached")]
    Unreachable,
    /// The server said no.
    #[error("refused with {status}: {}", failure.code)]
    Refused {
        /// The HTTP status.
        status: u16,
        /// Why.
        failure: Failure,
    },
    /// The answer is not what this client understands.
    #[error("the answer cannot be read")]
    Garbled,
}

impl Trouble {
    /// What to tell people.
    pub fn words(&self, words: Wording) -> String {
        match self {
            Self::Unreachable => words.say("trouble-unreachable"),
            Self::Refused { failure, .. } => failure.message.clone(),
            Self::Garbled => words.say("trouble-garbled"),
        }
    }

    /// An address that names nothing.
    pub fn nowhere(words: Wording) -> Self {
        let failure = Failure {
            code: "not-found".to_owned(),
            message: words.say("not-found-text"),
        };
        Self::Refused {
            status: 404,
            failure,
        }
    }

    /// Whether what was asked for is not, or no longer, there.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Refused { status: 404, .. })
    }

    /// Whether this browser is nobody the server knows.
    pub fn is_stranger(&self) -> bool {
        matches!(self, Self::Refused { status: 401, .. })
    }
}

/// Whether the server answers, asked as cheaply as can be.
pub async fn answers() -> bool {
    let answer = send("GET", "/healthz", None, GLANCE).await;
    answer.is_ok_and(|response| response.ok())
}

/// What an invitation is for.
pub async fn peek(secret: String) -> Result<Peeked, Trouble> {
    post("/api/peek", &Peek { secret }).await
}

/// Uses an invitation.
pub async fn join(secret: String, name: String, title: String) -> Result<Joined, Trouble> {
    let join = Join {
        secret,
        name,
        title: Some(title),
    };
    post("/api/join", &join).await
}

/// Who this browser is; nobody, if it never came in.
pub async fn me() -> Result<Option<Me>, Trouble> {
    get("/api/me").await
}

/// Forgets who this browser is.
pub async fn leave() -> Result<(), Trouble> {
    ask("POST", "/api/leave", None).await.map(drop)
}

/// The sessions one belongs to.
pub async fn sessions() -> Result<Vec<ListedSession>, Trouble> {
    get("/api/sessions").await
}

/// One session.
pub async fn session(id: &SessionId) -> Result<SessionDetails, Trouble> {
    get(&format!("/api/sessions/{id}")).await
}

/// Convenes a session.
pub async fn convene(session: &NewSession) -> Result<SessionDetails, Trouble> {
    post("/api/sessions", session).await
}

/// Adds a table to a session.
pub async fn add_table(session: &SessionId, table: &NewTable) -> Result<ListedTable, Trouble> {
    post(&format!("/api/sessions/{session}/tables"), table).await
}

/// Gives a session another title.
pub async fn retitle(session: &SessionId, name: String) -> Result<(), Trouble> {
    let path = format!("/api/sessions/{session}");
    patch(&path, &Renamed { name }).await.map(drop)
}

/// Calls a table something else.
pub async fn rename_table(
    session: &SessionId,
    table: &TableId,
    name: String,
) -> Result<(), Trouble> {
    let path = format!("/api/sessions/{session}/tables/{table}");
    patch(&path, &Renamed { name }).await.map(drop)
}

/// Gives a delegation other names.
pub async fn revise_delegation(
    session: &SessionId,
    delegation: &DelegationId,
    names: &NewDelegation,
) -> Result<Delegation, Trouble> {
    let path = format!("/api/sessions/{session}/delegations/{delegation}");
    read(&patch(&path, names).await?)
}

/// Adds a delegation to a session.
pub async fn seat(session: &SessionId, delegation: &NewDelegation) -> Result<Delegation, Trouble> {
    post(&format!("/api/sessions/{session}/delegations"), delegation).await
}

/// Lets a delegation sit at one table more.
pub async fn seat_at(
    session: &SessionId,
    delegation: &DelegationId,
    table: &TableId,
) -> Result<(), Trouble> {
    let path = format!("/api/sessions/{session}/delegations/{delegation}/tables");
    let table = table.clone();
    let body = serde_json::to_string(&AnotherSeat { table }).map_err(|_| Trouble::Garbled)?;
    ask("POST", &path, Some((JSON, body.into())))
        .await
        .map(drop)
}

/// Makes an invitation.
pub async fn invite(
    session: &SessionId,
    invitation: &NewInvitation,
) -> Result<MadeInvitation, Trouble> {
    post(&format!("/api/sessions/{session}/invitations"), invitation).await
}

/// Takes an invitation back.
pub async fn revoke(invitation: &InvitationId) -> Result<(), Trouble> {
    ask("DELETE", &format!("/api/invitations/{invitation}"), None)
        .await
        .map(drop)
}

/// Who has a place in a session.
pub async fn people(session: &SessionId) -> Result<Vec<ListedPerson>, Trouble> {
    get(&format!("/api/sessions/{session}/people")).await
}

/// Takes somebody's place in a session away.
pub async fn remove(session: &SessionId, person: &ParticipantId) -> Result<(), Trouble> {
    let path = format!("/api/sessions/{session}/people/{person}");
    ask("DELETE", &path, None).await.map(drop)
}

/// What was deleted lately from a text of a table, by its root.
pub async fn deleted(table: &TableId, root: &str) -> Result<Vec<Deleted>, Trouble> {
    // A root's name is of ids and slashes, which stand in a query as they are.
    get(&format!("/api/tables/{table}/deleted?root={root}")).await
}

/// What all tables of a session are at.
pub async fn lobby(session: &SessionId) -> Result<Lobby, Trouble> {
    get(&format!("/api/sessions/{session}/lobby")).await
}

/// Says something to tables.
pub async fn announce(session: &SessionId, announce: &Announce) -> Result<(), Trouble> {
    let path = format!("/api/sessions/{session}/announcements");
    tell("POST", &path, announce).await
}

/// Puts a text to several tables in one go.
pub async fn put_at_tables(session: &SessionId, put: &PutAtTables) -> Result<Vec<PutAt>, Trouble> {
    post(&format!("/api/sessions/{session}/wordings"), put).await
}

/// Says to which table everybody is called back.
pub async fn choose_plenary(session: &SessionId, table: &TableId) -> Result<(), Trouble> {
    let table = table.clone();
    let path = format!("/api/sessions/{session}/plenary");
    tell("PUT", &path, &AnotherSeat { table }).await
}

/// Asks somebody to another table.
pub async fn move_on(session: &SessionId, asked: &MoveOn) -> Result<(), Trouble> {
    tell("POST", &format!("/api/sessions/{session}/moves"), asked).await
}

/// Who wrote under which client ids in the document that a text is in.
pub async fn writers(
    table: &TableId,
    root: &str,
) -> Result<BTreeMap<ParticipantId, Vec<u64>>, Trouble> {
    get(&format!("/api/tables/{table}/writers?root={root}")).await
}

/// What happened at a table, from its beginning to now.
pub async fn timeline(table: &TableId) -> Result<Timeline, Trouble> {
    get(&format!("/api/tables/{table}/history")).await
}

/// A text of a table as it was after an entry of its log; without a root, the one that was written in last.
pub async fn then(table: &TableId, seq: Seq, root: Option<&str>) -> Result<Then, Trouble> {
    let root = root.map(|root| format!("?root={root}")).unwrap_or_default();
    get(&format!("/api/tables/{table}/history/{seq}{root}")).await
}

/// What of a file of practices could be brought to a table. Nothing is brought by that.
pub async fn practices_in(table: &TableId, file: Uint8Array) -> Result<Preview, Trouble> {
    let path = format!("/api/tables/{table}/practices/preview");
    post_bytes(&path, "application/octet-stream", file).await
}

/// What the names of the files end in that the server makes of an outcome.
pub async fn outcome_forms() -> Result<Vec<String>, Trouble> {
    get("/api/outcome/forms").await
}

/// The names that are left in the words of an outcome that names nobody, or groups only; and in those that it lost since a revision.
pub async fn names_left(
    table: &TableId,
    attribution: Attribution,
    since: Option<u32>,
) -> Result<Vec<NameLeft>, Trouble> {
    let attribution = attribution.as_str();
    let since = since.map_or_else(String::new, |number| format!("&changes-since={number}"));
    get(&format!(
        "/api/tables/{table}/outcome/names?attribution={attribution}{since}"
    ))
    .await
}

/// The text of a revision.
pub async fn revision(table: &TableId, number: u32) -> Result<ShownRevision, Trouble> {
    get(&format!("/api/tables/{table}/revisions/{number}")).await
}

/// What the delegations had answered to a question when it was compiled.
pub async fn compilation(
    table: &TableId,
    compilation: &CompilationId,
) -> Result<ShownCompilation, Trouble> {
    get(&format!("/api/tables/{table}/compilations/{compilation}")).await
}

/// What other tables of the session answer to a question.
pub async fn elsewhere(
    table: &TableId,
    question: &QuestionId,
) -> Result<Vec<AnswersElsewhere>, Trouble> {
    get(&format!(
        "/api/tables/{table}/elsewhere?question={question}"
    ))
    .await
}

/// Who wrote what was pulled from other tables.
pub async fn guests(table: &TableId) -> Result<Vec<Guest>, Trouble> {
    get(&format!("/api/tables/{table}/guests")).await
}

/// How two revisions differ, by their numbers; `now` stands for the text as it is.
pub async fn compared(table: &TableId, from: &str, to: &str) -> Result<Comparison, Trouble> {
    get(&format!(
        "/api/tables/{table}/revisions/compare?from={from}&to={to}"
    ))
    .await
}

/// What has changed since it was brought into a section of the report: the joint answer or what the table did, or what one delegation
/// answers.
pub async fn report_changes(
    table: &TableId,
    section: &SectionId,
    delegation: Option<&DelegationId>,
) -> Result<Vec<ComparedText>, Trouble> {
    let of = delegation.map(|delegation| format!("&delegation={delegation}"));
    let of = of.unwrap_or_default();
    get(&format!(
        "/api/tables/{table}/report/changes?section={section}{of}"
    ))
    .await
}

/// Gets an answer.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Trouble> {
    read(&ask("GET", path, None).await?)
}

/// Gets a page, or a part of one.
pub async fn page(path: &str) -> Result<String, Trouble> {
    ask("GET", path, None).await
}

/// The outcome of a table as a part of a page, with the hash of what it says.
pub async fn shown_outcome(table: &TableId, query: &str) -> Result<ShownOutcome, Trouble> {
    get(&format!("/api/tables/{table}/outcome/shown?{query}")).await
}

/// A draft of the outcome that went out.
pub async fn draft(table: &TableId, draft: &DraftId) -> Result<ShownDraft, Trouble> {
    get(&format!("/api/tables/{table}/drafts/{draft}")).await
}

/// Whether a facilitator has taken this person's place at the table away, asked where the websocket is: a browser
/// does not tell why that was not opened.
pub async fn was_removed(table: &TableId) -> bool {
    let answer = get::<serde_json::Value>(&format!("/live/{table}")).await;
    matches!(answer, Err(Trouble::Refused { failure, .. }) if failure.code == "removed")
}

/// Opens a table to observers, or closes it to them for now.
pub async fn allow_observers(
    session: &SessionId,
    table: &TableId,
    allowed: bool,
) -> Result<(), Trouble> {
    let path = format!("/api/sessions/{session}/tables/{table}/observers");
    tell("PUT", &path, &AllowObservers { allowed }).await
}

/// What one's delegation left at tables from which it was asked to this one.
pub async fn left(table: &TableId) -> Result<Vec<LeftBehind>, Trouble> {
    get(&format!("/api/tables/{table}/left")).await
}

/// What stands before the names of those at a table.
pub async fn titles(table: &TableId) -> Result<BTreeMap<ParticipantId, String>, Trouble> {
    get(&format!("/api/tables/{table}/titles")).await
}

/// Posts a question and gets an answer.
pub async fn post<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Trouble> {
    let body = serde_json::to_string(body).map_err(|_| Trouble::Garbled)?;
    read(&ask("POST", path, Some((JSON, body.into()))).await?)
}

async fn tell(method: &str, path: &str, body: &impl Serialize) -> Result<(), Trouble> {
    let body = serde_json::to_string(body).map_err(|_| Trouble::Garbled)?;
    ask(method, path, Some((JSON, body.into()))).await.map(drop)
}

async fn patch(path: &str, body: &impl Serialize) -> Result<String, Trouble> {
    let body = serde_json::to_string(body).map_err(|_| Trouble::Garbled)?;
    ask("PATCH", path, Some((JSON, body.into()))).await
}

/// Posts bytes of a kind and gets an answer.
pub async fn post_bytes<T: DeserializeOwned>(
    path: &str,
    kind: &str,
    bytes: Uint8Array,
) -> Result<T, Trouble> {
    read(&ask("POST", path, Some((kind, bytes.into()))).await?)
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Trouble> {
    decode(text).map_err(|_| Trouble::Garbled)
}

async fn ask(method: &str, path: &str, body: Option<(&str, JsValue)>) -> Result<String, Trouble> {
    let response = send(method, path, body, PATIENCE)
        .await
        .map_err(|_| Trouble::Unreachable)?;
    told(response).await
}

/// A file, and under which name the server wants it saved.
pub async fn file(path: &str) -> Result<(Blob, String), Trouble> {
    let response = send("GET", path, None, PATIENCE_FOR_FILES)
        .await
        .map_err(|_| Trouble::Unreachable)?;
    if !response.ok() {
        return Err(told(response).await.err().unwrap_or(Trouble::Garbled));
    }
    let named = response.headers().get("content-disposition").ok().flatten();
    let blob = response
        .blob()
        .map(JsFuture::from)
        .map_err(|_| Trouble::Unreachable)?;
    let blob = blob.await.map_err(|_| Trouble::Unreachable)?;
    let blob = blob.dyn_into().map_err(|_| Trouble::Garbled)?;
    Ok((blob, file_name(&named.unwrap_or_default())))
}

/// The name of a file in its disposition (RFC 6266): `filename*=UTF-8''…`, where every other byte is as `%XX`; or the plain one.
fn file_name(disposition: &str) -> String {
    let Some(encoded) = disposition.split("filename*=UTF-8''").nth(1) else {
        let plain = disposition.split("filename=\"").nth(1);
        let plain = plain.and_then(|it| it.split('"').next());
        return plain.unwrap_or_default().to_owned();
    };
    let encoded = encoded.split(';').next();
    let name = js_sys::decode_uri_component(encoded.unwrap_or_default().trim());
    name.ok().and_then(|it| it.as_string()).unwrap_or_default()
}

/// What an answer says, or why there is none.
async fn told(response: Response) -> Result<String, Trouble> {
    let text = response
        .text()
        .map(JsFuture::from)
        .map_err(|_| Trouble::Unreachable)?;
    let text = text
        .await
        .map_err(|_| Trouble::Unreachable)?
        .as_string()
        .unwrap_or_default();
    if response.ok() {
        return Ok(text);
    }
    // A proxy that answers for a server that is away speaks no JSON.
    match decode(&text) {
        Ok(failure) => Err(Trouble::Refused {
            status: response.status(),
            failure,
        }),
        Err(_) if response.status() >= 500 => Err(Trouble::Unreachable),
        Err(_) => Err(Trouble::Garbled),
    }
}

async fn send(
    method: &str,
    path: &str,
    body: Option<(&str, JsValue)>,
    patience: u32,
) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    headers.set("accept", JSON)?;
    let request = RequestInit::new();
    request.set_method(method);
    request.set_signal(Some(&AbortSignal::timeout_with_u32(patience)));
    if let Some((kind, body)) = body {
        headers.set("content-type", kind)?;
        request.set_body(&body);
    }
    request.set_headers(&headers);
    let window = window().ok_or(JsValue::UNDEFINED)?;
    JsFuture::from(window.fetch_with_str_and_init(path, &request))
        .await?
        .dyn_into()
}
