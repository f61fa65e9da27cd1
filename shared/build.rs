//! Lists the catalogues: a language is added by adding a folder with files, and no code.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Catalogues of what only the server says; browsers do not fetch them.
const BY_THE_SERVER: [&str; 4] = ["operating", "outcome", "paper", "server"];

fn main() -> io::Result<()> {
    // Asked when it runs: a folder may have been copied with what was built in it.
    let house = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let locales = Path::new(&house).join("locales");
    println!("cargo::rerun-if-changed={}", locales.display());
    let mut languages = sorted(&locales)?;
    // The first is what others fall back on.
    languages.sort_by_key(|folder| stem(folder) != "en");
    let mut code = String::new();
    for (name, is_of_the_server) in [("IN_BROWSERS", false), ("BY_THE_SERVER", true)] {
        let _ = write!(code, "const {name}: &[(&str, &[&str])] = &[");
        for folder in &languages {
            let _ = write!(code, "({:?}, &[", stem(folder));
            for file in sorted(folder)? {
                if BY_THE_SERVER.contains(&stem(&file).as_str()) == is_of_the_server {
                    let _ = write!(code, "include_str!({:?}), ", file.display().to_string());
                }
            }
            code.push_str("]), ");
        }
        code.push_str("];\n");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("catalogues.rs"), code)
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = entries.collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}
