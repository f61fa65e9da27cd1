//! Running other programs: cargo, npm, node, rustup.

use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::house::House;

/// The cargo that runs this xtask, working in the repository's root.
pub fn cargo(house: &House) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(house.root());
    cargo
}

/// Runs a program to its end; anything but success is an error that names it.
pub fn run(command: &mut Command) -> Result<()> {
    let name = name_of(command);
    let status = command
        .status()
        .with_context(|| format!("cannot start {name}"))?;
    if !status.success() {
        bail!("{name} failed ({status})");
    }
    Ok(())
}

/// Runs a program whose warnings nobody needs; what it said is shown only if it fails.
pub fn run_quietly(command: &mut Command) -> Result<()> {
    let name = name_of(command);
    let output = command
        .output()
        .with_context(|| format!("cannot start {name}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{name} failed ({}): {}", output.status, said.trim());
    }
    Ok(())
}

/// Runs a program in this one's place, so that an interrupt reaches it and its closing words are seen.
#[cfg(unix)]
pub fn become_it(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    let name = name_of(command);
    Err(command.exec()).with_context(|| format!("cannot start {name}"))
}

/// Runs a program and waits for it, where it cannot take this one's place.
#[cfg(not(unix))]
pub fn become_it(command: &mut Command) -> Result<()> {
    run(command)
}

/// Where a program is installed, if it is on the `PATH`.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}

/// The program and its first words, enough to recognise it in a message.
fn name_of(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    let words = command.get_args().take(3);
    std::iter::once(program)
        .chain(words)
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}
