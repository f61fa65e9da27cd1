//! The description of everything that can be asked: as a document for programs, and as a page.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::Value;
use std::fmt::Write as _;

use crate::App;
use crate::http::extract::Reads;
use shared::words::Words;

/// The document itself, written by hand.
const OPENAPI: &str = include_str!("openapi.json");

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-inline-size:46rem;margin:2rem auto;\
padding-inline:1rem;color-scheme:light dark}h2{margin-block:2.5rem 0}article{border-block-start:1px solid;\
margin-block:1rem;padding-block:.75rem}h3{margin:0}code{font:.9rem ui-monospace,monospace}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dd{margin:0}p{margin-block:.25rem}";

/// `GET /api/openapi.json`.
pub async fn json() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], whole())
}

#[cfg(not(feature = "pdf"))]
const fn whole() -> &'static str {
    OPENAPI
}

#[cfg(feature = "pdf")]
fn whole() -> String {
    document().to_string()
}

/// `GET /api`: the same to be read, without a script.
pub async fn page(State(app): State<App>, Reads(language): Reads) -> Response {
    let mut response = Html(render(&document(), app.words(language))).into_response();
    let policy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
    let policy = HeaderValue::from_static(policy);
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

#[cfg(not(feature = "pdf"))]
fn document() -> Value {
    serde_json::from_str(OPENAPI).expect("a test reads the document")
}

/// With PDF, which is asked for as other files of the outcome are.
#[cfg(feature = "pdf")]
fn document() -> Value {
    let odt = "/api/tables/{table}/outcome.odt";
    let mut document: Value = serde_json::from_str(OPENAPI).expect("a test reads the document");
    let mut pdf = document["paths"][odt].clone();
    pdf["get"]["summary"] = "The outcome as PDF".into();
    let content = &mut pdf["get"]["responses"]["200"]["content"];
    *content = serde_json::json!({ "application/pdf": { "schema": { "type": "string", "format": "binary" } } });
    document["paths"][odt.replace(".odt", ".pdf")] = pdf;
    document
}

fn render(document: &Value, words: &Words) -> String {
    let title = text(&document["info"]["title"]);
    let mut page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <style>{STYLE}</style><main><h1>{title}</h1><p>{} <a href=\"/api/openapi.json\">openapi.json</a></p>\
         <p>{}</p>",
        escaped(&words.say("manual-lead")),
        text(&document["info"]["description"]),
    );
    let mut tag = "";
    for (path, method, operation) in operations(document) {
        let theirs = operation["tags"][0].as_str().unwrap_or_default();
        if theirs != tag {
            tag = theirs;
            push(&mut page, format_args!("<h2>{}</h2>", escaped(tag)));
        }
        render_operation(&mut page, document, (path, method, operation), words);
    }
    page
}

fn render_operation(
    page: &mut String,
    document: &Value,
    (path, method, operation): (&str, &str, &Value),
    words: &Words,
) {
    let method = method.to_uppercase();
    push(
        page,
        format_args!("<article><h3>{}</h3>", text(&operation["summary"])),
    );
    push(
        page,
        format_args!("<p><code>{method} {}</code></p>", escaped(path)),
    );
    push(
        page,
        format_args!("<p>{}</p>", text(&operation["description"])),
    );
    let content = operation["requestBody"]["content"].as_object();
    if let Some(content) = content {
        push(
            page,
            format_args!("<h4>{}</h4>", escaped(&words.say("manual-body"))),
        );
        for (kind, body) in content {
            let shape = escaped(&shape(document, &body["schema"]));
            push(
                page,
                format_args!("<p><code>{}</code> <code>{shape}</code></p>", escaped(kind)),
            );
        }
    }
    push(
        page,
        format_args!("<h4>{}</h4><dl>", escaped(&words.say("manual-answers"))),
    );
    for (status, answer) in operation["responses"].as_object().into_iter().flatten() {
        let description = text(&answer["description"]);
        push(
            page,
            format_args!("<dt><code>{}</code></dt><dd>{description}", escaped(status)),
        );
        // What every failure looks like is said once, at the top.
        if !status.starts_with(['4', '5'])
            && let Some(answer) = answer["content"].get("application/json")
        {
            let shape = escaped(&shape(document, &answer["schema"]));
            push(page, format_args!(" <code>{shape}</code>"));
        }
        page.push_str("</dd>");
    }
    page.push_str("</dl></article>");
}

/// A schema in one line, with the names of what is inside it looked up.
fn shape(document: &Value, schema: &Value) -> String {
    let shape = |schema: &Value| shape(document, schema);
    let shapes =
        |schemas: &[Value], between| schemas.iter().map(shape).collect::<Vec<_>>().join(between);
    if let Some(name) = schema["$ref"]
        .as_str()
        .and_then(|name| name.rsplit('/').next())
    {
        let found = &document["components"]["schemas"][name];
        let is_plain = found["properties"].is_null() && found["allOf"].is_null();
        return if is_plain {
            name.to_lowercase()
        } else {
            shape(found)
        };
    }
    if let Some(all) = schema["allOf"].as_array() {
        return shapes(all, " + ");
    }
    if let Some(any) = schema["anyOf"].as_array() {
        return shapes(any, " | ");
    }
    if let Some(properties) = schema["properties"].as_object() {
        let fields = properties
            .iter()
            .map(|(name, field)| format!("\"{name}\": {}", shape(field)));
        return format!("{{{}}}", fields.collect::<Vec<_>>().join(", "));
    }
    match schema["type"].as_str() {
        Some("array") => format!("[{}, …]", shape(&schema["items"])),
        Some(kind) => kind.to_owned(),
        None => "…".to_owned(),
    }
}

/// Every operation with its path and method, in the document's order within each tag.
fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let mut operations: Vec<_> = paths
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().into_iter().flatten();
            methods.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
        })
        .collect();
    operations.sort_by_key(|(_, _, operation)| operation["tags"][0].as_str());
    operations
}

fn push(page: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = page.write_fmt(what);
}

fn text(value: &Value) -> String {
    escaped(value.as_str().unwrap_or_default())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Every path and method that the document describes.
#[cfg(test)]
pub fn described() -> std::collections::BTreeSet<(String, String)> {
    let document = document();
    let pairs = operations(&document).into_iter();
    pairs
        .map(|(path, method, _)| (path.to_owned(), method.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::words::Language;

    #[test]
    fn every_name_in_the_document_is_defined() {
        fn walk(document: &Value, value: &Value) {
            match value {
                Value::Object(fields) => {
                    if let Some(name) = fields.get("$ref").and_then(Value::as_str) {
                        let pointer = name.strip_prefix('#').unwrap();
                        assert!(document.pointer(pointer).is_some(), "{name}");
                    }
                    fields.values().for_each(|field| walk(document, field));
                }
                Value::Array(items) => items.iter().for_each(|item| walk(document, item)),
                _ => {}
            }
        }
        walk(&document(), &document());
    }

    #[test]
    fn the_page_tells_every_operation_and_runs_nothing() {
        let page = render(&document(), &Words::of(Language::ENGLISH));
        for (path, method, _) in operations(&document()) {
            let told = format!("<code>{} {path}</code>", method.to_uppercase());
            assert!(page.contains(&told), "{told}");
        }
        assert!(!page.contains("<script"), "{page}");
    }
}
