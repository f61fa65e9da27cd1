//! The outcome over HTTP.

use crate::house::{House, secret_of};
use server::export::Format;
use shared::features::people::Role;

#[tokio::test]
async fn the_outcome_comes_in_three_forms() {
    let house = House::open().await;
    let demo = house.demo(1, 2).await;
    let mut rosa = house.visitor();
    rosa.joins(secret_of(&demo, Role::Rapporteur, 0), "Rosa <script>")
        .await;
    let path = |form: &str| format!("/api/tables/{}/outcome.{form}", demo.tables[0].id);

    let markdown = rosa.get(&path("md")).await;
    assert_eq!(
        markdown.header("content-type"),
        Some("text/markdown; charset=utf-8")
    );
    let table = &demo.tables[0];
    for (form, how) in [("md", "attachment"), ("html", "inline"), ("json", "inline")] {
        let answer = rosa.get(&path(form)).await;
        let told = answer.header("content-disposition").unwrap().to_owned();
        let plain = format!("{how}; filename=\"outcome-{}-2", table.id);
        assert!(told.starts_with(&plain), "{told}");
        let (_, name) = told.split_once("filename*=UTF-8''").unwrap();
        let name = decoded(name);
        assert!(
            name.starts_with("Skills that travel") && name.ends_with(&format!(".{form}")),
            "{name}"
        );
        assert!(name.contains(" - 20"), "the day: {name}");
    }
    assert!(markdown.text().starts_with("# ") && markdown.text().contains("Republic of Valdoria"));

    let html = rosa.get(&path("html")).await;
    assert_eq!(
        html.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    let policy = html.header("content-security-policy").unwrap();
    assert!(
        policy.starts_with("sandbox; default-src 'none'"),
        "{policy}"
    );
    assert!(html.text().contains("Rosa") && !html.text().contains("<script"));

    let json = rosa.get(&path("json")).await.json();
    assert_eq!(json["table"], demo.tables[0].id.as_str());
    assert_eq!(json["delegations"].as_array().unwrap().len(), 2);
    house.close().await;
}

#[tokio::test]
async fn the_outcome_comes_as_files_for_offices() {
    for program in [None, Some(env!("CARGO_BIN_EXE_roundtable").into())] {
        let house = House::run_with(None, move |config| config.program = program).await;
        let demo = house.demo(1, 2).await;
        let mut rosa = house.visitor();
        rosa.joins(secret_of(&demo, Role::Rapporteur, 0), "Rosa")
            .await;
        for format in [Format::Docx, Format::Odt, Format::Xlsx, Format::Csv] {
            let ending = format.ending();
            let path = format!("/api/tables/{}/outcome.{ending}", demo.tables[0].id);
            let answer = rosa.get(&path).await;
            assert_eq!(answer.status, 200, "{ending}");
            assert_eq!(answer.header("content-type"), Some(format.media_type()));
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            let told = decoded(answer.header("content-disposition").unwrap());
            assert!(
                told.starts_with("attachment; filename=\"outcome-"),
                "{told}"
            );
            assert!(told.ends_with(&format!(".{ending}")), "{told}");
            assert!(answer.body.starts_with(b"PK"), "{ending}");
            let stranger = house.visitor();
            assert_eq!(stranger.get(&path).await.status, 401, "{ending}");
        }
        let forms = rosa.get("/api/outcome/forms").await.json();
        let all: Vec<_> = Format::ALL.iter().map(|format| format.ending()).collect();
        assert_eq!(forms, serde_json::json!(all));
        house.close().await;
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_made_is_refused_in_words() {
    let house = House::run_with(None, |config| config.program = Some("/bin/false".into())).await;
    let demo = house.demo(1, 1).await;
    let mut rosa = house.visitor();
    rosa.joins(secret_of(&demo, Role::Rapporteur, 0), "Rosa")
        .await;
    let path = format!("/api/tables/{}/outcome.docx", demo.tables[0].id);
    rosa.get(&path).await.is_refused(500, "internal");
    house.close().await;
}

#[tokio::test]
async fn a_delegate_sees_the_outcome_of_tables_at_which_they_sit() {
    let house = House::open().await;
    let demo = house.demo(2, 1).await;
    let session = &demo.session;
    let mut fatou = house.visitor();
    fatou
        .joins(secret_of(&demo, Role::Facilitator, 0), "Fatou")
        .await;
    let asked = serde_json::json!({ "name": "Guest", "short": "G", "tables": [demo.tables[0].id] });
    let seats = format!("/api/sessions/{session}/delegations");
    let guest = fatou.posts(&seats, &asked).await.json();
    let guest = guest["id"].as_str().unwrap().parse().unwrap();
    let secret = house
        .invite(Some(session), Role::Delegate, Some(&guest))
        .await;
    let mut gil = house.visitor();
    let joined = gil.joins(&secret, "Gil").await;
    assert_eq!(joined["tables"], serde_json::json!([demo.tables[0].id]));
    let path = |place: usize| format!("/api/tables/{}/outcome.json", demo.tables[place].id);
    assert_eq!(gil.get(&path(0)).await.status, 200);
    gil.get(&path(1)).await.is_refused(403, "not-a-member");
    house.close().await;
}

/// Text whose bytes are written as `%XX` where they are not plain.
fn decoded(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits = [bytes.next().unwrap(), bytes.next().unwrap()];
            let digits = std::str::from_utf8(&digits).unwrap();
            out.push(u8::from_str_radix(digits, 16).unwrap());
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).unwrap()
}

#[tokio::test]
async fn nobody_is_named_where_that_is_asked_and_names_that_people_wrote_are_told() {
    let house = House::open().await;
    let demo = house.demo(1, 3).await;
    let mut rosa = house.visitor();
    rosa.joins(secret_of(&demo, Role::Rapporteur, 0), "Rosa Plugh")
        .await;
    let table = &demo.tables[0].id;
    let path = |what: &str| format!("/api/tables/{table}/outcome{what}");
    for form in ["md", "html", "json"] {
        let named = rosa.get(&path(&format!(".{form}"))).await.text();
        let unnamed = path(&format!(".{form}?attribution=none&silent=1&sources=1"));
        let none = rosa.get(&unnamed).await.text();
        for name in ["Rosa Plugh", "Republic of Valdoria"] {
            assert!(named.contains(name), "{form}: {name}");
            assert!(!none.contains(name), "{form}: {name}");
        }
    }
    let left = rosa.get(&path("/names?attribution=none")).await.json();
    assert_eq!(left.as_array().map(Vec::len), Some(0), "{left}");
    let sources = rosa.get(&path(".md?sources=1")).await.text();
    assert!(sources.contains("Where the words come from"), "{sources}");
    let wrong = rosa.get(&path(".md?attribution=everybody")).await;
    assert_eq!(wrong.status, 400);
    // Whoever does not sit there is told nothing.
    let stranger = house.visitor();
    assert_eq!(
        stranger.get(&path("/names?attribution=none")).await.status,
        401
    );
    house.close().await;
}

#[tokio::test]
async fn changes_since_a_revision_that_is_not_there_or_in_another_form_are_refused() {
    let house = House::open().await;
    let demo = house.demo(1, 2).await;
    let mut rosa = house.visitor();
    rosa.joins(secret_of(&demo, Role::Rapporteur, 0), "Rosa")
        .await;
    let table = &demo.tables[0].id;
    let path = |what: &str| format!("/api/tables/{table}/outcome{what}changes-since=1");
    let lacking = rosa.get(&path(".docx?")).await;
    lacking.is_refused(404, "no-such-revision");
    for form in ["odt", "xlsx", "csv.zip", "md", "html", "json"] {
        let refused = rosa.get(&path(&format!(".{form}?"))).await;
        refused.is_refused(400, "changes-only-in-word");
    }
    for form in ["docx", "xlsx", "html"] {
        let practices = format!("/api/tables/{table}/practices/practices.{form}?changes-since=1");
        let refused = rosa.get(&practices).await;
        refused.is_refused(400, "changes-only-in-word");
    }
    let names = rosa.get(&path("/names?attribution=none&")).await;
    names.is_refused(404, "no-such-revision");
    let wrong = format!("/api/tables/{table}/outcome.docx?changes-since=first");
    assert_eq!(rosa.get(&wrong).await.status, 400);
    assert_eq!(house.visitor().get(&path(".docx?")).await.status, 401);
    house.close().await;
}

#[tokio::test]
async fn practices_are_taken_along_and_a_file_of_them_is_looked_at() {
    let house = House::open().await;
    let demo = house.demo(1, 2).await;
    let mut fatou = house.visitor();
    fatou
        .joins(secret_of(&demo, Role::Facilitator, 0), "Fatou")
        .await;
    let practices = format!("/api/tables/{}/practices", demo.tables[0].id);
    for (ending, kind) in [
        ("docx", "officedocument"),
        ("odt", "opendocument"),
        ("xlsx", "spreadsheetml"),
        ("csv.zip", "zip"),
        ("html", "text/html"),
        ("md", "markdown"),
        ("json", "json"),
    ] {
        let path = format!("{practices}/practices.{ending}");
        let answer = fatou.get(&path).await;
        assert_eq!(answer.status, 200, "{ending}");
        assert!(answer.header("content-type").unwrap().contains(kind));
        let told = decoded(answer.header("content-disposition").unwrap());
        assert!(told.contains("filename=\"practices-"), "{told}");
        assert_eq!(house.visitor().get(&path).await.status, 401, "{ending}");
    }
    for astray in ["practices.exe", "outcome.docx", "..%2Foutcome.docx"] {
        let answer = fatou.get(&format!("{practices}/{astray}")).await;
        assert_eq!(answer.status, 404, "{astray}");
    }
    let kind = "application/json";
    let preview = format!("{practices}/preview");
    let name = house.table(&demo.tables[0].id).await.delegations[0]
        .name
        .clone();
    let file = serde_json::json!({
        "form": "roundtable-practices", "version": 1, "title": "Last year", "made": 1,
        "practices": [{ "title": "Hotline", "brought_by": name }, { "title": "" }],
    });
    let answer = fatou
        .sends(&preview, kind, file.to_string().as_bytes())
        .await;
    let told = answer.json();
    assert_eq!(told["collection"], "Last year");
    assert_eq!(told["coming"].as_array().unwrap().len(), 1);
    assert!(told["coming"][0]["delegation"].is_string());
    assert_eq!(told["doubts"][0]["what"], "untitled");
    let refused = fatou.sends(&preview, kind, b"{").await;
    refused.is_refused(422, "json");
    fatou
        .sends(&preview, kind, b"Title;Done")
        .await
        .is_refused(422, "neither-of");
    let large = vec![b' '; 10 * 1024 * 1024 + 1];
    fatou
        .sends(&preview, kind, &large)
        .await
        .is_refused(413, "too-large");
    assert_eq!(
        house.visitor().sends(&preview, kind, b"{}").await.status,
        401
    );
    let mut rosa = house.visitor();
    rosa.joins(secret_of(&demo, Role::Rapporteur, 0), "Rosa")
        .await;
    rosa.sends(&preview, kind, b"{}")
        .await
        .is_refused(422, "needs-delegation");
    house.close().await;
}
