//! The server under load: `cargo xtask bench`.

use std::process::Command;

use anyhow::Result;

use crate::{
    house::House,
    npm, server,
    tool::{cargo, run},
};

/// Builds what is measured and what measures, installs the peer where Node is there, and measures.
pub fn measure(house: &House, added: &[&str]) -> Result<()> {
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
