//! What is there for operators to begin with: it names nothing that there is not.

use crate::command_line::Folder;
use crate::house::House;
use serde_json::Value;
use server::metrics::Metrics;
use shared::protocol::CloseReason;
use std::collections::BTreeSet;
use std::path::PathBuf;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The words in a text that begin like this and go on with such letters.
fn words<'t>(text: &'t str, begin: &str, fits: impl Fn(char) -> bool) -> BTreeSet<&'t str> {
    let places = text.match_indices(begin).map(|(at, _)| &text[at..]);
    places
        .map(|rest| {
            let more = &rest[begin.len()..];
            let end = more.find(|letter| !fits(letter)).unwrap_or(more.len());
            &rest[..begin.len() + end]
        })
        .collect()
}

fn metric_names(text: &str) -> BTreeSet<&str> {
    words(text, "roundtable_", |letter| {
        letter.is_ascii_lowercase() || letter == '_' || letter.is_ascii_digit()
    })
}

/// Every name that the page for Prometheus may have: of a house with everything that a house can have.
async fn registry() -> BTreeSet<String> {
    let folder = Folder::new();
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let [cert, key] = ["cert.pem", "key.pem"].map(|name| folder.path(name));
    std::fs::write(&cert, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let house = House::run_with(Some("https://localhost"), |config| {
        config.bus = Some("nats://127.0.0.1:1".to_owned());
        config.tls = Some(server::tls::TlsFiles { cert, key });
    })
    .await;
    let page = server::http::health::page(&house.app);
    house.close().await;
    let mut names = BTreeSet::new();
    for line in page.lines() {
        let Some(rest) = line.strip_prefix("# TYPE ") else {
            continue;
        };
        let (name, kind) = rest.split_once(' ').unwrap();
        if kind == "histogram" {
            names.extend(["_bucket", "_sum", "_count"].map(|end| format!("{name}{end}")));
        } else {
            names.insert(name.to_owned());
        }
    }
    assert!(names.len() > 20, "{names:?}");
    names
}

#[tokio::test]
async fn dashboard_and_manual_speak_of_numbers_that_there_are() {
    let registry = registry().await;
    let dashboard: Value = serde_json::from_str(&text("deploy/grafana/roundtable.json")).unwrap();
    let mut shown = BTreeSet::new();
    for panel in dashboard["panels"].as_array().unwrap() {
        for target in panel["targets"].as_array().unwrap() {
            let names = metric_names(target["expr"].as_str().unwrap());
            assert!(!names.is_empty(), "{target}");
            shown.extend(names.into_iter().map(str::to_owned));
        }
    }
    let unknown: Vec<_> = shown.difference(&registry).collect();
    assert_eq!(unknown, Vec::<&String>::new());
    // And nothing that is counted is nowhere to be seen.
    let bare = |name: &str| {
        let ends = ["_bucket", "_sum", "_count"];
        let end = ends.iter().find(|end| name.ends_with(**end));
        end.map_or(name, |end| &name[..name.len() - end.len()])
            .to_owned()
    };
    let shown: BTreeSet<_> = shown.iter().map(|it| bare(it)).collect();
    let counted: BTreeSet<_> = registry.iter().map(|it| bare(it)).collect();
    assert_eq!(
        counted.difference(&shown).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
    for name in metric_names(&text("docs/operating.md")) {
        assert!(registry.contains(name), "{name}");
    }
    // Labels are those that the numbers have.
    let metrics = Metrics::default();
    metrics.refused("flood");
    metrics.closed(&CloseReason::Flood);
    let page = metrics.render(0);
    assert!(page.contains("refusals_total{reason="), "{page}");
    assert!(page.contains(",reason="), "{page}");
}

#[test]
fn settings_in_examples_are_settings() {
    let folder = Folder::new();
    let commands = folder.prints(&["--help"]);
    let mut help = String::new();
    for line in commands.lines() {
        let name = line.trim_start().split(' ').next().unwrap_or_default();
        let is_command = line.starts_with("  ") && !name.starts_with('-') && !name.is_empty();
        if is_command
            && line.as_bytes().get(2).is_some_and(u8::is_ascii_lowercase)
            && name != "help"
        {
            help += &folder.prints(&[name, "--help"]);
        }
    }
    let variable = |letter: char| letter.is_ascii_uppercase() || letter == '_';
    let mut known = words(&help, "ROUNDTABLE_", variable);
    known.insert("ROUNDTABLE_LOG");
    let flag = |letter: char| letter.is_ascii_lowercase() || letter == '-';
    let flags = words(&help, "--", flag);
    for path in [
        "deploy/Containerfile",
        "deploy/compose.yaml",
        "deploy/roundtable.service",
        "deploy/roundtable.toml",
        "docs/operating.md",
        "README.md",
    ] {
        let text = text(path);
        for name in words(&text, "ROUNDTABLE_", variable) {
            assert!(
                name == "ROUNDTABLE_" || known.contains(name),
                "{path}: {name}"
            );
        }
        // Recipes of containers speak of other programs' flags.
        if path.contains("Containerfile") || path.contains("compose") {
            continue;
        }
        for line in text
            .lines()
            .filter(|line| line.contains("roundtable ") || line.contains("`--"))
        {
            let of_others = ["podman", "pg_", "cargo", "mount", "--build-arg"];
            if of_others.iter().any(|it| line.contains(it)) {
                continue;
            }
            for name in words(line, "--", flag) {
                assert!(flags.contains(name), "{path}: {name}: {line}");
            }
        }
    }
    // What is said to be a file of settings is one, also where a line is taken in that is left out at first.
    let example = text("deploy/roundtable.toml");
    let file = folder.path("rt.toml");
    std::fs::write(&file, &example).unwrap();
    folder.prints(&["serve", "--print-config", "--config", "rt.toml"]);
    for line in example.lines() {
        let Some(setting) = line.strip_prefix("# ").filter(|it| it.contains(" = \"")) else {
            continue;
        };
        std::fs::write(&file, setting).unwrap();
        folder.prints(&["serve", "--print-config", "--config", "rt.toml"]);
    }
}
