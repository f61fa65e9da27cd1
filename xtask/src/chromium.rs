//! The browser that the stories run in.

use std::{env, path::PathBuf, process::Command};

use anyhow::{Result, bail};

use crate::tool::{on_path, run};

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Where Chromium is: `CHROMIUM`, or the `PATH`, or installed now where that needs no asking.
pub fn find() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Ok(named.into());
    }
    if let Some(found) = installed() {
        return Ok(found);
    }
    if may_install() {
        // The fonts are for screenshots: without them Arabic and emoji are boxes.
        run(Command::new("apt-get").args(["update", "--quiet"]))?;
        run(Command::new("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["install", "--yes", "--quiet", "--no-install-recommends"])
            .args(["chromium", "fonts-noto-core", "fonts-noto-color-emoji"]))?;
    }
    match installed() {
        Some(found) => Ok(found),
        None => bail!(
            "Chromium is missing: install chromium (or Google Chrome), or name it in the environment variable CHROMIUM"
        ),
    }
}

fn installed() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| on_path(name))
}

/// Root on Debian: a container or a CI machine, where installing is what is expected.
fn may_install() -> bool {
    let root = Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|id| id.stdout.trim_ascii() == b"0");
    root && on_path("apt-get").is_some()
}
