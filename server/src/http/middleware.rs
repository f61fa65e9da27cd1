//! What every request passes on its way in, and every answer on its way out.

use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use shared::api::Failure;

use crate::App;
use crate::error::Problem;
use crate::http::JSON_LIMIT;
use crate::http::extract::Reads;

/// Says in words why not, wherever a handler or a layer further in could not answer.
pub async fn in_words(State(app): State<App>, request: Request, next: Next) -> Response {
    let Reads(language) = Reads::of(request.headers());
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    let failure = Failure {
        code: problem.code().to_owned(),
        message: problem.message(app.words(language)),
    };
    let (parts, _) = response.into_parts();
    let mut told = Json(failure).into_response();
    *told.status_mut() = parts.status;
    for (name, value) in &parts.headers {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            told.headers_mut().insert(name, value.clone());
        }
    }
    told.headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    told
}

/// Gives up on what takes too long, a body that comes letter by letter included.
pub async fn in_time(State(app): State<App>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(app.config.request_patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::TooSlow.into_response(),
    }
}

/// Lets what writes run to its end even if the browser goes away in the middle: half of a join, or a
/// database query dropped while it waits, is worse than an answer that nobody reads.
pub async fn finish_writes(request: Request, next: Next) -> Response {
    if !keeps_something(&request) {
        return next.run(request).await;
    }
    // What cannot be called off must not wait for the rest of a body either.
    let (head, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, JSON_LIMIT).await else {
        // Or it broke off, and nobody is there to be told.
        return Problem::TooLarge.into_response();
    };
    let request = Request::from_parts(head, Body::from(body));
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(error) => {
            tracing::error!(%error, "a request panicked");
            Problem::Internal.into_response()
        }
    }
}

/// Whether a request changes what is kept. Reading a note does not, although it is sent like one.
fn keeps_something(request: &Request) -> bool {
    !changes_nothing(request.method()) && request.uri().path() != "/api/notes"
}

/// Refuses what a page of another site sends with a cookie that is not its own: whatever changes
/// something must be of a type that a form cannot send, and come from here if it says from where.
pub async fn same_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    // A websocket changes things too, and browsers let any page open one.
    let changes =
        !changes_nothing(request.method()) || request.headers().contains_key(header::UPGRADE);
    if changes && !comes_from_here(&app, request.headers(), request.uri()) {
        return Problem::ForeignOrigin.into_response();
    }
    // A note is a plain text as often as not.
    if keeps_something(&request) && is_simple(request.headers()) {
        return Problem::WrongType.into_response();
    }
    next.run(request).await
}

fn changes_nothing(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Without an `Origin` it is no browser, or one too old to have sent the cookie elsewhere.
fn comes_from_here(app: &App, headers: &HeaderMap, uri: &Uri) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return true;
    };
    let Ok(origin) = origin.to_str() else {
        return false;
    };
    if origin == app.config.public_url.as_str() {
        return true;
    }
    let host = origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://"));
    host.is_some() && host == host_of(headers, uri)
}

fn host_of<'a>(headers: &'a HeaderMap, uri: &'a Uri) -> Option<&'a str> {
    let header = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    header.or_else(|| uri.authority().map(axum::http::uri::Authority::as_str))
}

/// Whether a form of another site could send a body of this type without being asked.
fn is_simple(headers: &HeaderMap) -> bool {
    let Some(kind) = headers.get(header::CONTENT_TYPE) else {
        // Nothing to read: DELETE needs no body, and a form sends none without a type.
        return headers
            .get(header::CONTENT_LENGTH)
            .is_some_and(|length| length != "0");
    };
    let kind = kind
        .to_str()
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "",
    ]
    .iter()
    .any(|simple| kind.eq_ignore_ascii_case(simple))
}

/// For half a year nobody comes back in the clear. Names below this one are not ours to speak for.
const ONLY_TLS: &str = "max-age=15552000";

/// Puts on every answer what keeps a browser from doing more with it than is meant.
pub async fn safely(State(app): State<App>, request: Request, next: Next) -> Response<Body> {
    let is_tls = app.tls.is_some();
    let host = host_of(request.headers(), request.uri()).map(ToOwned::to_owned);
    let personal = request.uri().path().starts_with("/api/");
    // The facilitator sees it small on their own page; all else is framed by nobody.
    let framed_by = if is_projector(request.uri().path()) {
        "'self'"
    } else {
        "'none'"
    };
    let mut response = next.run(request).await;
    let upgraded = response.status() == StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    let mut put = |name, value: &'static str| {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    };
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "no-referrer");
    put(
        header::HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    put(
        header::HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    if is_tls {
        put(header::STRICT_TRANSPORT_SECURITY, ONLY_TLS);
    }
    if personal {
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
    }
    if !upgraded {
        let policy = || policy(host.as_deref(), is_tls, framed_by);
        headers
            .entry(header::CONTENT_SECURITY_POLICY)
            .or_insert_with(policy);
    }
    response
}

/// Whether a path is that of a projector's page.
fn is_projector(path: &str) -> bool {
    let parts: Vec<_> = path.split('/').skip(1).collect();
    matches!(parts.as_slice(), ["t", _, "projector"])
}

/// What our own pages may load: themselves, WebAssembly, the table's websocket, and QR codes. Style
/// attributes are allowed because the editor keeps people's colours in them.
fn policy(host: Option<&str>, is_tls: bool, framed_by: &str) -> HeaderValue {
    // Older Safari does not take 'self' to mean websockets; a host of odd letters gets no say.
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    let sockets = match host {
        Some(host) if host.bytes().all(fits) && is_tls => format!(" wss://{host}"),
        // What stands before the server may speak TLS or not.
        Some(host) if host.bytes().all(fits) => format!(" ws://{host} wss://{host}"),
        _ => String::new(),
    };
    let policy = format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'{sockets}; \
         object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {framed_by}"
    );
    HeaderValue::try_from(policy).unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(header::HeaderName, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn a_form_of_another_site_cannot_pass_for_json() {
        let of = |kind| headers(&[(header::CONTENT_TYPE, kind)]);
        assert!(is_simple(&of("text/plain")));
        assert!(is_simple(&of("Text/Plain; charset=utf-8")));
        assert!(is_simple(&of("multipart/form-data; boundary=x")));
        assert!(!is_simple(&of("application/json")));
        assert!(!is_simple(&of("application/octet-stream")));
        assert!(!is_simple(&HeaderMap::new()));
        assert!(is_simple(&headers(&[(header::CONTENT_LENGTH, "5")])));
    }

    #[test]
    fn an_odd_host_gets_no_say_in_the_policy() {
        let policy = |host| {
            policy(Some(host), false, "'none'")
                .to_str()
                .unwrap()
                .to_owned()
        };
        assert!(policy("a.example:80").contains("ws://a.example:80 wss://a.example:80;"));
        let under_tls = super::policy(Some("a.example"), true, "'none'");
        let under_tls = under_tls.to_str().unwrap();
        assert!(under_tls.contains("connect-src 'self' wss://a.example;"));
        assert!(!policy("a.example; script-src *").contains("script-src *"));
    }

    #[test]
    fn only_a_projectors_page_is_framed_and_by_ourselves() {
        assert!(is_projector("/t/t1/projector"));
        for path in [
            "/t/t1",
            "/tables/t1",
            "/t/t1/projector/x",
            "/x/t/t1/projector",
            "/",
        ] {
            assert!(!is_projector(path), "{path}");
        }
    }
}
