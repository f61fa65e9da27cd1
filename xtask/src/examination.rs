//! Everything that has to hold before a change is good: `cargo xtask test`.

use std::{path::Path, process::Command};

use anyhow::Result;

use crate::{
    bundle, chromium,
    house::House,
    npm, server,
    tool::{cargo, on_path, run},
    verdict::Verdict,
    wasm,
};

/// What of the examination is wanted.
#[derive(Default)]
pub struct Scope {
    /// Whether the long versions run too: more seeds, more transactions, more mutants.
    pub long: bool,
    /// Only tests and stories with this in their name; the checks that have no names are left out.
    pub filter: Option<String>,
}

/// Runs every step of the scope, whatever the earlier ones said, and prints what came of each.
pub fn hold(house: &House, scope: &Scope) -> Result<()> {
    let mut verdict = Verdict::default();
    if scope.filter.is_none() {
        form(house, &mut verdict);
    }
    verdict.step("rust tests", || rust_tests(house, scope, NATIVE));
    verdict.step("rust tests, client", || rust_tests(house, scope, CLIENT));
    if scope.filter.is_none() {
        editor(house, scope, &mut verdict);
    }
    browser(house, scope, &mut verdict);
    verdict.close()
}

/// What can be said without running anything.
fn form(house: &House, verdict: &mut Verdict) {
    verdict.step("format", || {
        run(cargo(house).args(["fmt", "--all", "--check"]))
    });
    for (name, packages) in [("clippy", NATIVE), ("clippy, client", CLIENT)] {
        verdict.step(name, || {
            run(cargo(house).arg("clippy").args(packages).args([
                "--all-targets",
                "--",
                "--deny",
                "warnings",
            ]))
        });
    }
    match on_path("typos") {
        Some(typos) => {
            verdict.step("spelling", || {
                run(Command::new(typos).current_dir(house.root()))
            });
        }
        None => verdict.skip("spelling", "typos is not installed"),
    }
    // Not the advisories: they want a network, and change while the code does not.
    if on_path("cargo-deny").is_some() {
        verdict.step("dependencies", || {
            run(cargo(house).args(["deny", "check", "bans", "licenses", "sources"]))
        });
    } else {
        verdict.skip("dependencies", "cargo-deny is not installed");
    }
}

fn rust_tests(house: &House, scope: &Scope, packages: &[&str]) -> Result<()> {
    let mut test = cargo(house);
    test.arg("test").args(packages).arg("--no-fail-fast");
    test.args(&scope.filter);
    if scope.long {
        test.env(LONG, "1").args(["--", "--include-ignored"]);
    }
    run(&mut test)
}

/// The server's yrs is shared between threads, the browser's is not: built in one go, both would get
/// the server's.
const NATIVE: &[&str] = &["--workspace", "--exclude", "client"];
const CLIENT: &[&str] = &["--package", "client"];

/// Tells every test that the long version is wanted.
const LONG: &str = "ROUNDTABLE_LONG";

/// The editor against the real prose core, in Node.
fn editor(house: &House, scope: &Scope, verdict: &mut Verdict) {
    let client = house.at("client");
    let Some(prose) = verdict.step("prose core", || {
        npm::install(&client)?;
        wasm::build(house, wasm::PROSE)
    }) else {
        verdict.skip("editor", "the prose core did not build");
        return;
    };
    verdict.step("editor", || {
        run(scope.tell(
            Command::new("node")
                .current_dir(house.root())
                .arg("client/editor/tests/run.mjs")
                .env("ROUNDTABLE_PROSE", &prose),
        ))
    });
    verdict.step("editor in Chromium", || {
        let chromium = chromium::find()?;
        npm::install(&house.at("tests/browser"))?;
        run(Command::new("node")
            .current_dir(house.root())
            .arg("client/editor/tests/browser.mjs")
            .env("ROUNDTABLE_PROSE", &prose)
            .env("CHROMIUM", chromium))
    });
}

/// The stories, in Chromium, against the client as people get it.
fn browser(house: &House, scope: &Scope, verdict: &mut Verdict) {
    let built = verdict.step("client", || bundle::build(house, wasm::RELEASE));
    if scope.filter.is_none() && built.is_some() {
        verdict.step("types", || check_types(house));
    }
    let server = verdict.step("server", || {
        Ok((server::build_quick(house)?, server::build_seats(house)?))
    });
    let (Some(()), Some((server, seats))) = (built, server) else {
        verdict.skip("browser stories", "there is nothing to open");
        return;
    };
    verdict.step("browser stories", || stories(house, scope, &server, &seats));
}

fn check_types(house: &House) -> Result<()> {
    let client = house.at("client");
    run(Command::new(npm::bin(&client, "tsc"))
        .current_dir(&client)
        .args(["--noEmit", "--project", "editor"]))
}

fn stories(house: &House, scope: &Scope, server: &Path, seats: &Path) -> Result<()> {
    let folder = house.at("tests/browser");
    let chromium = chromium::find()?;
    npm::install(&folder)?;
    run(scope.tell(
        Command::new("node")
            .current_dir(&folder)
            .arg("run.mjs")
            .args(&scope.filter)
            .env("ROUNDTABLE", server)
            .env("ROUNDTABLE_SEATS", seats)
            .env("CHROMIUM", chromium),
    ))
}

impl Scope {
    /// Passes the wish for the long version on.
    fn tell<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        if self.long {
            command.env(LONG, "1");
        }
        command
    }
}
