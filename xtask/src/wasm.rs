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
    npm, parts,
    stamp::Stamp,
    tool::{cargo, on_path, run, run_quietly},
};

const TARGET: &str = "wasm32-unknown-unknown";

/// The file beside the glue that tells one build of it from the next.
pub const STAMP: &str = ".stamp";

/// What wasm-opt may use. Not `--all-features`: Chromium refuses what comes of that.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// How wasm-opt makes it small. The second time it finds what the first has laid bare: one hundredth. A third time takes half a
/// hundredth more off the bytes, and nothing off what is left of them compressed.
const SHRINKING: [&str; 4] = ["-Oz", "--gufa-optimizing", "-Oz", "--strip-debug"];

/// One way of building the client package.
#[derive(Clone, Copy)]
pub struct Flavour {
    /// The cargo profile.
    pub profile: &'static str,
    /// The whole application, or only the prose core.
    pub app: bool,
    /// Whether wasm-opt makes it small.
    pub shrunk: bool,
    /// The folder under `target/` that receives the glue.
    pub out: &'static str,
}

/// The application as people download it.
pub const RELEASE: Flavour = Flavour {
    profile: "wasm-release",
    app: true,
    shrunk: true,
    out: "client-out",
};

/// The application for daily work.
pub const QUICK: Flavour = Flavour {
    profile: "wasm-quick",
    app: true,
    shrunk: false,
    out: "client-quick-out",
};

/// The prose core without any view: what the editor's tests drive from Node.
pub const PROSE: Flavour = Flavour {
    profile: "wasm-test",
    app: false,
    shrunk: false,
    out: "prose-out",
};

/// Cutting the application into parts wants relocations; and erasing the types of components makes it a tenth smaller.
const APP_FLAGS: [&str; 3] = ["--cfg", "erase_components", "-Clink-args=--emit-relocs"];

/// Builds a flavour and leaves its glue in the folder it returns: `client.js` and `client.d.ts`; for the prose core
/// `client_bg.wasm`, and for the application as many WebAssembly files as it has parts, named by their content.
pub fn build(house: &House, flavour: Flavour) -> Result<PathBuf> {
    add_target(house)?;
    compile(house, flavour)?;
    let wasm = house
        .target(TARGET)
        .join(flavour.profile)
        .join("client.wasm");
    let out = house.target(flavour.out);
    let stamp = Stamp::new(out.join(STAMP))
        .word(&FEATURES.concat())
        .word(&SHRINKING.concat())
        .path(&wasm)?;
    if !stamp.is_fresh() {
        clear(&out)?;
        if flavour.app {
            let main = parts::split(&wasm, &out)?;
            bind(&main, &out)?;
            fs::remove_file(main)?;
        } else {
            bind(&wasm, &out)?;
        }
        if flavour.shrunk {
            for part in parts::of(&out)? {
                shrink(house, &part)?;
            }
        }
        if flavour.app {
            parts::name(&out)?;
        }
        stamp.remember()?;
    }
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
        bail!(
            "the Rust toolchain lacks {TARGET}: install it from where the toolchain came, or use rustup"
        );
    }
    run(Command::new("rustup")
        .current_dir(house.root())
        .args(["target", "add", TARGET]))
}

fn compile(house: &House, flavour: Flavour) -> Result<()> {
    let mut build = cargo(house);
    build.args(["build", "--package", "client", "--lib", "--target", TARGET]);
    build.args(["--profile", flavour.profile]);
    if flavour.app {
        build.env("CARGO_ENCODED_RUSTFLAGS", APP_FLAGS.join("\u{1f}"));
    } else {
        build.arg("--no-default-features");
    }
    run(&mut build)
}

/// Starts from an empty folder: parts and snippets of an earlier build must not be bundled.
fn clear(out: &Path) -> Result<()> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    fs::create_dir_all(out)?;
    Ok(())
}

fn bind(wasm: &Path, out: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(wasm)
        .web(true)?
        // The parts share the main one's memory and table of functions.
        .keep_lld_exports(true)
        .typescript(true)
        // So that `init()` finds the WebAssembly beside the script by itself.
        .omit_default_module_path(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .out_name("client")
        .generate(out)
        .with_context(|| format!("cannot make the glue for {}", wasm.display()))
}

fn shrink(house: &House, wasm: &Path) -> Result<()> {
    let small = wasm.with_extension("small");
    // It warns of names in the parts that it does not know, and that are stripped here.
    run_quietly(
        Command::new(npm::bin(&house.at("client"), "wasm-opt"))
            .args(SHRINKING)
            .args(FEATURES)
            .arg(wasm)
            .arg("-o")
            .arg(&small),
    )?;
    fs::rename(&small, wasm)?;
    Ok(())
}
