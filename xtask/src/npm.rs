//! What comes from npm: installed exactly as locked, and only when the lock has changed.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, bail};

use crate::{
    stamp::Stamp,
    tool::{on_path, run},
};

const WINDOWS: bool = cfg!(windows);

/// The oldest Node.js that all packages run on.
const NODE: u32 = 20;

/// Installs what a folder's lock file names, unless that is what is there.
pub fn install(folder: &Path) -> Result<()> {
    let npm = if WINDOWS { "npm.cmd" } else { "npm" };
    let recent = node_version().is_some_and(|version| version >= NODE);
    if !recent || on_path(npm).is_none() {
        bail!(
            "Node.js {NODE} or later with npm is missing: install it from https://nodejs.org or with your package manager"
        );
    }
    let stamp = Stamp::new(folder.join("node_modules/.roundtable-lock"))
        .path(&folder.join("package-lock.json"))?;
    if stamp.is_fresh() {
        return Ok(());
    }
    run(Command::new(npm).current_dir(folder).args([
        "ci",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))?;
    stamp.remember()
}

/// The first number of `node --version`, if there is a node.
fn node_version() -> Option<u32> {
    let printed = Command::new("node").arg("--version").output().ok()?;
    let version = String::from_utf8(printed.stdout).ok()?;
    version
        .trim_start_matches('v')
        .split('.')
        .next()?
        .parse()
        .ok()
}

/// A program that a folder's packages brought along.
pub fn bin(folder: &Path, program: &str) -> PathBuf {
    let bin = folder.join("node_modules/.bin").join(program);
    if WINDOWS {
        bin.with_extension("cmd")
    } else {
        bin
    }
}
