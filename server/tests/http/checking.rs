//! `roundtable check`: what it says of a house that can run, and of some that cannot.

use crate::command_line::{DATABASE, Folder};
use serde_json::Value;
use server::store::Store;
use std::collections::BTreeMap;

/// What is found, by what was looked at, the worst of each; and whether it was well enough.
fn checked(
    folder: &Folder,
    more: &[&str],
    environment: &[(&str, &str)],
) -> (BTreeMap<String, String>, Value, bool) {
    let words = [&["check", "--json", "--listen", "127.0.0.1:0"], more].concat();
    let output = folder
        .command(&words)
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    let told: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let mut verdicts = BTreeMap::<String, String>::new();
    for one in told["checks"].as_array().unwrap() {
        let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
        assert!(text("says").contains(' '), "words were found: {one}");
        assert_eq!(one["advice"].is_null(), text("verdict") == "ok", "{one}");
        assert!(!text("advice").ends_with("-do"), "{one}");
        let worst = verdicts.entry(text("check")).or_default();
        let rank = |it: &str| {
            ["", "ok", "warning", "failed"]
                .iter()
                .position(|one| *one == it)
        };
        if rank(&text("verdict")) > rank(worst) {
            *worst = text("verdict");
        }
    }
    (verdicts, told, output.status.success())
}

#[test]
fn a_house_that_can_run_is_told_so_and_nothing_is_made() {
    let folder = Folder::new();
    let (found, told, can_run) = checked(&folder, &DATABASE, &[]);
    assert!(can_run, "{told}");
    for check in ["clock", "database", "bus", "listening", "address", "files"] {
        assert_eq!(found[check], "ok", "{told}");
    }
    assert!(!folder.path("rt.db").exists());
    // The same of one that is there.
    folder.prints(&[&["demo"], &DATABASE[..]].concat());
    let (found, told, can_run) = checked(&folder, &DATABASE, &[]);
    assert!(can_run, "{told}");
    for check in ["database", "schema", "writing"] {
        assert_eq!(found[check], "ok", "{told}");
    }
    let lines = folder.prints(&[&["check"], &DATABASE[..]].concat());
    assert!(
        lines
            .lines()
            .any(|line| line.starts_with("ok       schema: ")),
        "{lines}"
    );
}

#[tokio::test]
async fn what_keeps_a_house_from_running_is_said() {
    let folder = Folder::new();
    let url = format!("sqlite:{}", folder.path("rt.db").display());
    Store::open(&url).await.unwrap().close().await.unwrap();
    let mut other = {
        use sqlx::Connection as _;
        sqlx::SqliteConnection::connect(&url).await.unwrap()
    };
    let run = async |other: &mut sqlx::SqliteConnection, sql: &'static str| {
        sqlx::raw_sql(sql).execute(other).await.unwrap();
    };
    // Somebody holds the lock.
    run(&mut other, "BEGIN IMMEDIATE").await;
    let (found, told, can_run) = checked(&folder, &DATABASE, &[]);
    assert_eq!(
        (found["writing"].as_str(), can_run),
        ("failed", false),
        "{told}"
    );
    run(&mut other, "ROLLBACK").await;
    // A newer program was here.
    run(
        &mut other,
        "INSERT INTO schema_version (version) VALUES (9999)",
    )
    .await;
    let (found, told, can_run) = checked(&folder, &DATABASE, &[]);
    assert_eq!(
        (found["schema"].as_str(), can_run),
        ("failed", false),
        "{told}"
    );

    let (found, told, can_run) = checked(&folder, &["--database", "sqlite:no/where/rt.db"], &[]);
    assert_eq!(
        (found["folder"].as_str(), can_run),
        ("failed", false),
        "{told}"
    );
    let (found, told, can_run) = checked(&folder, &["--database", "mysql:x"], &[]);
    assert_eq!(
        (found["database"].as_str(), can_run),
        ("failed", false),
        "{told}"
    );
    let away = "postgres://rt:secret@127.0.0.1:1/house";
    let (found, told, can_run) = checked(&folder, &["--database", away], &[]);
    assert_eq!(
        (found["database"].as_str(), can_run),
        ("failed", false),
        "{told}"
    );
    assert!(!told.to_string().contains("secret"), "{told}");
}

#[test]
fn what_is_better_changed_is_said() {
    let folder = Folder::new();
    let flags = [&DATABASE[..], &["--bus", "nats://rt:secret@127.0.0.1:1"]].concat();
    let environment = [
        ("ROUNDTABLE_PUBLIC_ADDRESS", "https://x"),
        ("ROUNDTABLE_PUBLIC_URL", "https://rt.example"),
    ];
    let (found, told, can_run) = checked(&folder, &flags, &environment);
    assert!(can_run, "{told}");
    for check in ["bus", "settings", "address"] {
        assert_eq!(found[check], "warning", "{told}");
    }
    assert!(
        told.to_string().contains("ROUNDTABLE_PUBLIC_ADDRESS"),
        "{told}"
    );
    assert!(!told.to_string().contains("secret"), "{told}");
}

#[test]
fn a_certificate_is_looked_at_before_anybody_is_shown_it() {
    let folder = Folder::new();
    let tls = ["--tls-cert", "cert.pem", "--tls-key", "key.pem"];
    let flags = [&DATABASE[..], &tls, &["--public-url", "https://rt.example"]].concat();
    let made = |host: &str, until: (i32, u8, u8)| {
        let mut params = rcgen::CertificateParams::new(vec![host.to_owned()]).unwrap();
        params.not_after = rcgen::date_time_ymd(until.0, until.1, until.2);
        let key = rcgen::KeyPair::generate().unwrap();
        let cert = params.self_signed(&key).unwrap();
        std::fs::write(folder.path("cert.pem"), cert.pem()).unwrap();
        std::fs::write(folder.path("key.pem"), key.serialize_pem()).unwrap();
        let (found, told, can_run) = checked(&folder, &flags, &[]);
        (found["tls"].clone(), told.to_string(), can_run)
    };
    let (verdict, told, can_run) = made("rt.example", (2020, 1, 1));
    assert_eq!((verdict.as_str(), can_run), ("failed", false), "{told}");
    assert!(told.contains("2020-01-01"), "{told}");
    let (verdict, told, can_run) = made("other.example", (4000, 1, 1));
    assert_eq!((verdict.as_str(), can_run), ("warning", true), "{told}");
    assert!(told.contains("other.example"), "{told}");
    std::fs::remove_file(folder.path("key.pem")).unwrap();
    let (found, told, can_run) = checked(&folder, &flags, &[]);
    assert_eq!(
        (found["tls"].as_str(), can_run),
        ("failed", false),
        "{told}"
    );
}

/// Whoever reaches a server past its proxy chooses where they come from.
#[test]
fn a_proxy_that_can_be_passed_is_said() {
    let folder = Folder::new();
    let address = |listen: &str| {
        let flags = ["check", "--json", "--proxies", "1", "--listen", listen];
        let output = folder.run(&[&flags, &DATABASE[..]].concat());
        let told = String::from_utf8(output.stdout).unwrap();
        told.contains("can be reached without them")
    };
    assert!(address("0.0.0.0:0"));
    assert!(!address("127.0.0.1:0"));
}
