//! Rust to WebAssembly with its JavaScript glue, by cargo alone.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::{
    house::House,
    tool::{cargo, on_path, run},
};

const TARGET: &str = "wasm32-unknown-unknown";

/// One way of building the client package.
pub struct Flavour {
    /// The cargo profile.
    pub profile: &'static str,
    /// The whole application, or only the prose core.
    pub app: bool,
    /// The folder under `target/` that receives the glue.
    pub out: &'static str,
}

/// The application as people download it.
pub const APPLICATION: Flavour = Flavour {
    profile: "wasm-release",
    app: true,
    out: "client-out",
};

/// The prose core without any view: what the editor's tests drive from Node.
pub const PROSE: Flavour = Flavour {
    profile: "wasm-test",
    app: false,
    out: "prose-out",
};

/// Builds a flavour and leaves `client.js`, `client.d.ts` and `client_bg.wasm` in its folder.
pub fn build(house: &House, flavour: &Flavour) -> Result<PathBuf> {
    add_target(house)?;
    compile(house, flavour)?;
    let wasm = house
        .target(TARGET)
        .join(flavour.profile)
        .join("client.wasm");
    let out = house.target(flavour.out);
    bind(&wasm, &out)?;
    Ok(out)
}

/// Asks rustup for the target when the toolchain lacks it; other installations must bring it themselves.
fn add_target(house: &House) -> Result<()> {
    let printed = Command::new("rustc")
        .current_dir(house.root())
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .context("cannot start rustc")?;
    let libraries = String::from_utf8_lossy(&printed.stdout);
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    if on_path("rustup").is_none() {
        bail!("the Rust toolchain lacks {TARGET}: install it with your toolchain's package manager");
    }
    run(Command::new("rustup")
        .current_dir(house.root())
        .args(["target", "add", TARGET]))
}

fn compile(house: &House, flavour: &Flavour) -> Result<()> {
    let mut build = cargo(house);
    build.args(["build", "--package", "client", "--lib", "--target", TARGET]);
    build.args(["--profile", flavour.profile]);
    if !flavour.app {
        build.arg("--no-default-features");
    }
    run(&mut build)
}

fn bind(wasm: &Path, out: &Path) -> Result<()> {
    fs::create_dir_all(out)?;
    Bindgen::new()
        .input_path(wasm)
        .web(true)?
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .out_name("client")
        .generate(out)
        .with_context(|| format!("cannot make the glue for {}", wasm.display()))
}
