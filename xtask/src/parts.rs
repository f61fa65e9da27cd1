//! The application in parts: one that opens the house, and what each lazy page needs on top, fetched when it is shown.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Options, transform};

use crate::stamp::{fingerprint, read};

/// The script that fetches parts; the glue imports it by this name.
const LINK: &str = "./parts.js";

/// The scripts that name WebAssembly files.
const SCRIPTS: [&str; 2] = ["client.js", "parts.js"];

/// Cuts `wasm` at its lazy functions; leaves the parts in `out` and returns the main one, which still wants its glue.
pub fn split(wasm: &Path, out: &Path) -> Result<PathBuf> {
    let whole = read(wasm)?;
    let main = out.join("main.whole");
    let mut options = Options::new(&whole);
    options.output_dir = out;
    options.main_out_path = &main;
    options.link_name = LINK;
    options.main_module = "./client.js";
    transform(options)
        .map_err(|error| anyhow!("cannot cut {} into parts: {error:#}", wasm.display()))?;
    Ok(main)
}

/// The WebAssembly files of a glue folder, in a stable order.
pub fn of(glue: &Path) -> Result<Vec<PathBuf>> {
    let mut parts = Vec::new();
    for entry in fs::read_dir(glue)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "wasm") {
            parts.push(path);
        }
    }
    parts.sort();
    Ok(parts)
}

/// Gives every part a name made of its content, in the folder and in the scripts that ask for it.
pub fn name(glue: &Path) -> Result<()> {
    let mut renamed = Vec::new();
    for part in of(glue)? {
        let old = part
            .file_name()
            .context("a part without a name")?
            .to_string_lossy()
            .into_owned();
        let new = format!("{}-{}.wasm", plain(&old), fingerprint(&read(&part)?));
        fs::rename(&part, glue.join(&new))?;
        renamed.push((old, new));
    }
    for script in SCRIPTS.map(|script| glue.join(script)) {
        let mut text = fs::read_to_string(&script)
            .with_context(|| format!("cannot read {}", script.display()))?;
        for (old, new) in &renamed {
            // With the quote or slash before it: one name may end another.
            for before in ['/', '\'', '"'] {
                text = text.replace(&format!("{before}{old}"), &format!("{before}{new}"));
            }
        }
        fs::write(&script, text)?;
    }
    Ok(())
}

/// A part's name without what the tools put around it: `split___table_page_view_1506.wasm` is `table_page_view`.
fn plain(name: &str) -> &str {
    let name = name.trim_end_matches(".wasm").trim_end_matches("_bg");
    match name.strip_prefix("split_") {
        Some(function) => function
            .trim_end_matches(|sign: char| sign.is_ascii_digit())
            .trim_matches('_'),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_called_after_its_page() {
        assert_eq!(
            plain("split___table_page_view_1506.wasm"),
            "table_page_view"
        );
        assert_eq!(plain("chunk_12.wasm"), "chunk_12");
        assert_eq!(plain("client_bg.wasm"), "client");
    }

    #[test]
    fn scripts_ask_for_the_new_names() {
        let glue = std::env::temp_dir().join(format!("xtask-parts-{}", std::process::id()));
        fs::create_dir_all(&glue).unwrap();
        fs::write(glue.join("chunk_1.wasm"), "one").unwrap();
        fs::write(glue.join("client_bg.wasm"), "main").unwrap();
        fs::write(glue.join("client.js"), "new URL('client_bg.wasm', here)").unwrap();
        fs::write(glue.join("parts.js"), "new URL(\"./chunk_1.wasm\", here)").unwrap();
        name(&glue).unwrap();
        for part in of(&glue).unwrap() {
            let name = part.file_name().unwrap().to_str().unwrap().to_owned();
            let asked = SCRIPTS
                .iter()
                .filter(|script| {
                    fs::read_to_string(glue.join(script))
                        .unwrap()
                        .contains(&name)
                })
                .count();
            assert_eq!(asked, 1, "{name}");
        }
        fs::remove_dir_all(glue).unwrap();
    }
}
