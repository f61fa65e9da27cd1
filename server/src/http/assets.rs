//! What browsers run: the client as the build left it in `dist/`, inside the binary.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::{Embed, EmbeddedFile};
use shared::ids::TableId;
use shared::invitation_link::mended_path;
use std::fmt::Write as _;
use std::io::Write as _;

use crate::error::Problem;

// A debug build reads the folder from the disk; no folder means no client, and that is said.
#[derive(Embed)]
#[folder = "../dist"]
#[allow_missing = true]
struct Dist;

/// The one page, which shows itself as whatever its address says.
const PAGE: &str = "index.html";
/// Names below here change with their content.
const ASSETS: &str = "assets/";

/// Answers whatever no route did: a file of the client, the page itself, or nothing.
pub async fn file(request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::NotFound.into_response();
    }
    let (path, headers) = (request.uri().path(), request.headers());
    let name = path.trim_start_matches('/');
    if is_page(path) {
        return page(headers, StatusCode::OK);
    }
    // Gateways of mail programs encode the `#` of an invitation, and more.
    if let Some(there) = mended_path(path) {
        let no_store = [(header::CACHE_CONTROL, "no-store")];
        return (no_store, Redirect::to(&there)).into_response();
    }
    match find(name, headers) {
        Some(found) if name != PAGE => found.answer(headers, StatusCode::OK),
        _ if wants_page(path, headers) => page(headers, StatusCode::NOT_FOUND),
        _ => Problem::NotFound.into_response(),
    }
}

/// The page for a person who went astray; nothing for a script, which is told otherwise.
pub(super) fn astray(path: &str, headers: &HeaderMap) -> Option<Response> {
    wants_page(path, headers).then(|| page(headers, StatusCode::NOT_FOUND))
}

/// Whether the client knows this address.
fn is_page(path: &str) -> bool {
    let parts: Vec<_> = path.split('/').skip(1).collect();
    match parts.as_slice() {
        ["" | "join" | "knock" | "device" | "sessions"] | ["sessions", "new"] => true,
        ["sessions" | "tables", id]
        | ["sessions", id, "lobby"]
        | [
            "tables",
            id,
            "outcome" | "history" | "sheet" | "report" | "participants",
        ]
        | ["t", id, "projector" | "interpreter"] => !id.is_empty(),
        _ => false,
    }
}

/// Whether a person went astray, who is better served by a page than by JSON.
fn wants_page(path: &str, headers: &HeaderMap) -> bool {
    let accepted = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok());
    !path.starts_with("/api/")
        && !path.starts_with("/assets/")
        && accepted.is_some_and(|accepted| accepted.contains("text/html"))
}

pub(super) fn page(headers: &HeaderMap, status: StatusCode) -> Response {
    match find(PAGE, headers) {
        Some(found) => found.answer(headers, status),
        None => Problem::NoClient.into_response(),
    }
}

/// What stands in the page until the program is there.
const OPENING: &str = "<p id=\"opening\">Opening…</p>";

/// The page with a part that one reads meanwhile. It is somebody's, so nobody keeps it.
#[derive(Debug)]
pub(super) struct Page {
    plain: Vec<u8>,
    zipped: Option<Vec<u8>>,
}

impl Page {
    /// The page of a table with that part, which says whose it is: one may be elsewhere when the program comes. Nothing where there
    /// is no client.
    pub(super) fn with(part: &str, table: &TableId) -> Option<Self> {
        let page = Dist::get(PAGE)?;
        let page = String::from_utf8_lossy(&page.data);
        let part = format!(
            "<main id=\"opening\" class=\"early\" data-at=\"/tables/{table}\">{part}</main>"
        );
        let plain = page.replacen(OPENING, &part, 1).into_bytes();
        let zipped = zipped(&plain).ok();
        Some(Self { plain, zipped })
    }

    /// Compressed where the browser takes it.
    pub(super) fn answer(&self, asked: &HeaderMap) -> Response {
        let zipped = self.zipped.as_ref().filter(|_| accepts(asked, "gzip"));
        let mut response = Body::from(zipped.unwrap_or(&self.plain).clone()).into_response();
        let headers = response.headers_mut();
        let kind = HeaderValue::from_static(content_type(PAGE));
        headers.insert(header::CONTENT_TYPE, kind);
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        let keep = HeaderValue::from_static("private, no-store");
        headers.insert(header::CACHE_CONTROL, keep);
        if zipped.is_some() {
            let encoding = HeaderValue::from_static("gzip");
            headers.insert(header::CONTENT_ENCODING, encoding);
        }
        response
    }
}

fn zipped(page: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut zip = GzEncoder::new(Vec::new(), Compression::fast());
    zip.write_all(page)?;
    zip.finish()
}

/// A file in the form in which it is sent.
struct Found {
    name: String,
    encoding: Option<&'static str>,
    file: EmbeddedFile,
}

/// The file by that name, compressed if the build did so and the browser takes it.
fn find(name: &str, headers: &HeaderMap) -> Option<Found> {
    let name = name.to_owned();
    for (encoding, ending) in [("br", ".br"), ("gzip", ".gz")] {
        if accepts(headers, encoding)
            && let Some(file) = Dist::get(&format!("{name}{ending}"))
        {
            return Some(Found {
                name,
                encoding: Some(encoding),
                file,
            });
        }
    }
    Dist::get(&name).map(|file| Found {
        name,
        encoding: None,
        file,
    })
}

fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let lists = headers.get_all(header::ACCEPT_ENCODING).iter();
    let mut named = lists
        .filter_map(|list| list.to_str().ok())
        .flat_map(|list| list.split(','));
    named.any(|named| {
        let (name, weight) = named.split_once(';').unwrap_or((named, ""));
        let refused = matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

impl Found {
    fn answer(self, asked: &HeaderMap, status: StatusCode) -> Response {
        let tag = self.tag();
        let is_known = asked.get_all(header::IF_NONE_MATCH).iter().any(|known| {
            known
                .to_str()
                .is_ok_and(|known| known.split(',').any(|known| known.trim() == tag))
        });
        let mut response = if is_known && status == StatusCode::OK {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            (status, Body::from(self.file.data.into_owned())).into_response()
        };
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(content_type(&self.name)),
        );
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        let lasting = self.name.starts_with(ASSETS);
        let keep = if lasting {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
        if let Ok(tag) = HeaderValue::try_from(tag) {
            headers.insert(header::ETAG, tag);
        }
        if let Some(encoding) = self.encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }

    /// The content's own name; each encoding has another content.
    fn tag(&self) -> String {
        let mut tag = String::from("\"");
        for byte in &self.file.metadata.sha256_hash()[..12] {
            // Writing to a string cannot fail.
            let _ = write!(tag, "{byte:02x}");
        }
        tag.push('"');
        tag
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_knows_its_addresses() {
        let known = [
            "/",
            "/join",
            "/knock",
            "/device",
            "/sessions",
            "/sessions/new",
            "/sessions/abc",
            "/sessions/abc/lobby",
            "/tables/t1",
            "/tables/t1/outcome",
            "/tables/t1/history",
            "/tables/t1/sheet",
            "/tables/t1/participants",
            "/tables/t1/report",
            "/t/t1/projector",
            "/t/t1/interpreter",
        ];
        for path in known {
            assert!(is_page(path), "{path}");
        }
        for path in [
            "/joined",
            "/tables",
            "/tables/",
            "/tables/t1/other",
            "/sessions/a/b",
            "/index.html",
            "//",
        ] {
            assert!(!is_page(path), "{path}");
        }
    }

    #[test]
    fn an_encoding_is_taken_only_if_it_is_wanted() {
        let asked = |accept: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accept));
            headers
        };
        assert!(accepts(&asked("gzip, deflate, br, zstd"), "br"));
        assert!(accepts(&asked("gzip;q=0.5"), "gzip"));
        assert!(!accepts(&asked("gzip, br;q=0"), "br"));
        assert!(!accepts(&asked("gzip"), "br"));
        assert!(!accepts(&HeaderMap::new(), "gzip"));
    }
}
