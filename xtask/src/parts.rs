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

/// The files that a part wants on top of the main one: its own, and those that it shares with others.
pub fn wanted_by(glue: &Path, part: &str) -> Result<Vec<String>> {
    let script = glue.join("parts.js");
    let script =
        fs::read_to_string(&script).with_context(|| format!("cannot read {}", script.display()))?;
    let mut wanted = Vec::new();
    want(&script, &format!("__wasm_split_load_{part}"), &mut wanted)?;
    Ok(wanted)
}

/// Adds the file of what begins with that name in the script, and then those of what it names as needed before it.
fn want(script: &str, name: &str, wanted: &mut Vec<String>) -> Result<()> {
    let start = script.find(&format!("const {name}"));
    let start = start.with_context(|| format!("the scripts fetch no {name}"))?;
    let load = &script[start + 1..];
    let load = &load[..load.find("const __").unwrap_or(load.len())];
    let file = load
        .split_once("new URL(\"./")
        .and_then(|(_, rest)| rest.split_once('"'));
    let (file, rest) = file.with_context(|| format!("{name} names no file"))?;
    if wanted.iter().all(|known| known != file) {
        wanted.push(file.to_owned());
    }
    let before = rest
        .rsplit_once(", [")
        .and_then(|(_, before)| before.split_once(']'));
    let before = before.map_or("", |(before, _)| before).split(", ");
    for other in before.filter(|other| !other.is_empty()) {
        want(script, &format!("{other} "), wanted)?;
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
    fn a_part_wants_its_own_file_and_what_it_shares() {
        let glue = std::env::temp_dir().join(format!("xtask-wanted-{}", std::process::id()));
        fs::create_dir_all(&glue).unwrap();
        let load = |name: &str, file: &str, before: &str| {
            format!(
                "const {name} = makeLoad(() => {{\n const src = fetch(new URL(\"./{file}\", here));\n}}\n, [{before}]);\n"
            )
        };
        let script = [
            load("__chunk_1", "chunk_1-a.wasm", ""),
            load("__chunk_10", "chunk_10-b.wasm", "__chunk_1"),
            load("__chunk_2", "chunk_2-c.wasm", ""),
            load(
                "__wasm_split_load_at_table_17",
                "at_table-d.wasm",
                "__chunk_10, __chunk_1",
            ),
            load("__wasm_split_load_beyond", "beyond-e.wasm", "__chunk_2"),
        ];
        fs::write(glue.join("parts.js"), script.concat()).unwrap();
        let wanted = wanted_by(&glue, "at_table").unwrap();
        assert_eq!(
            wanted,
            ["at_table-d.wasm", "chunk_10-b.wasm", "chunk_1-a.wasm"]
        );
        assert_eq!(
            wanted_by(&glue, "beyond").unwrap(),
            ["beyond-e.wasm", "chunk_2-c.wasm"]
        );
        assert!(wanted_by(&glue, "nowhere").is_err());
        fs::remove_dir_all(glue).unwrap();
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
