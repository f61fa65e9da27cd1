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

/// Installs what a folder's lock file names, unless that is what is there.
pub fn install(folder: &Path) -> Result<()> {
    let npm = if WINDOWS { "npm.cmd" } else { "npm" };
    for program in [npm, if WINDOWS { "node.exe" } else { "node" }] {
        if on_path(program).is_none() {
            bail!(
                "{program} is missing: install Node.js 20 or later with npm (https://nodejs.org, or apt-get install nodejs npm)"
            );
        }
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

/// A program that a folder's packages brought along.
pub fn bin(folder: &Path, program: &str) -> PathBuf {
    let bin = folder.join("node_modules/.bin").join(program);
    if WINDOWS {
        bin.with_extension("cmd")
    } else {
        bin
    }
}
