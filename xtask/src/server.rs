//! The one binary: built, and started for a look around.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use crate::{
    house::House,
    tool::{become_it, cargo, run},
};

/// Builds the server as people run it, with the client of `dist/` inside.
pub fn build_release(house: &House) -> Result<PathBuf> {
    run(cargo(house).args(["build", "--package", "server", "--release"]))?;
    Ok(house.target("release").join(binary()))
}

/// Builds the server for daily work; it reads `dist/` from the disk.
pub fn build_quick(house: &House) -> Result<PathBuf> {
    run(cargo(house).args(["build", "--package", "server"]))?;
    Ok(house.target("debug").join(binary()))
}

/// Builds the clients in Rust that stories in Chromium have at their tables.
pub fn build_seats(house: &House) -> Result<PathBuf> {
    run(cargo(house).args(["build", "--package", "tests", "--bin", "seats"]))?;
    let seats = format!("seats{}", std::env::consts::EXE_SUFFIX);
    Ok(house.target("debug").join(seats))
}

/// Becomes `roundtable serve --demo` on a database file in the repository's root, with whatever was added.
pub fn serve(house: &House, server: &Path, added: &[&str]) -> Result<()> {
    let mut serve = Command::new(server);
    serve.current_dir(house.root()).args(["serve", "--demo"]);
    if !added.iter().any(|word| word.starts_with("--database")) {
        serve.args(["--database", "sqlite:roundtable.db"]);
    }
    become_it(serve.args(added))
}

fn binary() -> String {
    format!("roundtable{}", std::env::consts::EXE_SUFFIX)
}
