//! What is measured: the server under load, and the client in a browser. `cargo xtask bench`.

use std::{path::PathBuf, process::Command};

use anyhow::Result;

use crate::{
    bundle, chromium,
    house::House,
    npm, server,
    tool::{cargo, run},
    wasm,
};

/// Scenes in a browser; the others put load on a server.
const IN_BROWSER: [&str; 2] = ["loading", "typing"];

/// Measures the scenes that are named; `--quick` takes builds for daily work where a browser is measured.
pub fn measure(house: &House, added: &[&str]) -> Result<()> {
    match added {
        [scene, added @ ..] if IN_BROWSER.contains(scene) => in_browser(house, scene, added),
        _ => under_load(house, added),
    }
}

/// Builds client and server, and runs the scene's script.
fn in_browser(house: &House, scene: &str, added: &[&str]) -> Result<()> {
    let (quick, added): (Vec<&str>, Vec<&str>) = added.iter().partition(|word| **word == "--quick");
    let server = build(house, !quick.is_empty())?;
    let folder = house.at("tests/browser");
    npm::install(&folder)?;
    run(Command::new("node")
        .current_dir(&folder)
        .arg(format!("bench/{scene}.mjs"))
        .args(added)
        .env("ROUNDTABLE", server)
        .env("CHROMIUM", chromium::find()?))
}

fn build(house: &House, quick: bool) -> Result<PathBuf> {
    if quick {
        bundle::build(house, wasm::QUICK)?;
        return server::build_quick(house);
    }
    bundle::build(house, wasm::RELEASE)?;
    server::build_release(house)
}

/// Builds what is measured and what measures, installs the peer where Node is there, and measures.
fn under_load(house: &House, added: &[&str]) -> Result<()> {
    let server = server::build_release(house)?;
    run(cargo(house).args(["build", "--release", "--package", "tests", "--bin", "bench"]))?;
    if let Err(error) = npm::install(&house.at("tests/bench-peer")) {
        println!("without the peer: {error:#}");
    }
    let bench = house
        .target("release")
        .join(format!("bench{}", std::env::consts::EXE_SUFFIX));
    run(Command::new(bench)
        .current_dir(house.root())
        .args(added)
        .env("ROUNDTABLE", server))
}
