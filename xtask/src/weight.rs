//! How heavy the client is to download, and the limit it has to keep.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Result, ensure};
use brotli::CompressorWriter;
use flate2::{Compression, write::GzEncoder};

use crate::stamp::{files_below, read};

/// The most that opening the page may cost, in bytes of brotli.
const FIRST_LOAD: u64 = 332_000;

/// The most that reading and writing at a table may cost, the first load included; what stands beside the text is fetched
/// when that is there. The goal is 600 kB.
const TABLE: u64 = 1_135_000;

const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 22;
const BUFFER: usize = 1 << 16;

/// Writes `.br` and `.gz` next to every file of a folder.
pub fn compress(dist: &Path) -> Result<()> {
    for file in files_below(dist)? {
        if is_packed(&file) {
            continue;
        }
        let content = read(&file)?;
        let brotli = File::create(beside(&file, "br"))?;
        CompressorWriter::new(brotli, BUFFER, BROTLI_QUALITY, BROTLI_WINDOW).write_all(&content)?;
        let gzip = File::create(beside(&file, "gz"))?;
        let mut gzip = GzEncoder::new(gzip, Compression::best());
        gzip.write_all(&content)?;
        gzip.finish()?;
    }
    Ok(())
}

/// Prints what each file weighs; with `limited`, a first load above the limit is an error.
pub fn report(dist: &Path, limited: bool) -> Result<()> {
    if !limited {
        return Ok(());
    }
    println!(
        "{:<36}{:>10}{:>10}{:>10}",
        "client, bytes", "raw", "gzip", "brotli"
    );
    let (first, at_table) = (first_load(dist)?, at_table(dist)?);
    let (mut opening, mut table, mut later) = (0, 0, 0);
    for file in files_below(dist)? {
        if is_compressed(&file) || is_packed(&file) {
            continue;
        }
        let brotli = size(&beside(&file, "br"))?;
        let (raw, gzip) = (size(&file)?, size(&beside(&file, "gz"))?);
        let name = file.strip_prefix(dist).unwrap_or(&file).display();
        let mark = match () {
            () if first.contains(&file) => '*',
            () if at_table.contains(&self::name(&file)) => '+',
            () => ' ',
        };
        println!(
            "{mark} {name:<34}{raw:>10}{gzip:>10}{brotli:>10}",
            name = name.to_string()
        );
        if first.contains(&file) {
            opening += brotli;
        } else if at_table.contains(&self::name(&file)) {
            table += brotli;
        } else {
            later += brotli;
        }
    }
    let whole = opening + table;
    println!("{:<36}{opening:>30} of {FIRST_LOAD}", "* first load");
    println!(
        "{:<36}{whole:>30} of {TABLE}",
        "+ up to the text of a table"
    );
    println!("{:<36}{later:>30}", "  everything else");
    ensure!(
        opening <= FIRST_LOAD,
        "the first load weighs {opening} bytes, {} more than allowed",
        opening.saturating_sub(FIRST_LOAD)
    );
    ensure!(
        whole <= TABLE,
        "the text of a table weighs {whole} bytes, {} more than allowed",
        whole.saturating_sub(TABLE)
    );
    Ok(())
}

/// What the text of a table needs on top of the first load, as the page names it to be fetched ahead.
fn at_table(dist: &Path) -> Result<Vec<String>> {
    let html = fs::read_to_string(dist.join("index.html"))?;
    let line = html.lines().find(|line| line.contains("at-table"));
    let words = line.map_or("", |line| line.split("content=\"").nth(1).unwrap_or(""));
    let paths = words
        .trim_end_matches(['/', '>', ' ', '"'])
        .split_whitespace();
    let names = paths.filter_map(|path| path.rsplit('/').next());
    Ok(names.map(str::to_owned).collect())
}

/// Whether a file is small as it comes: the character maps of PDF files.
fn is_packed(file: &Path) -> bool {
    has_ending(file, &["bcmap"])
}

/// What a browser fetches to show the first page: the page, what it names, and what those scripts import at once.
fn first_load(dist: &Path) -> Result<Vec<PathBuf>> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page)?;
    // What is only named to be fetched ahead comes later.
    let html = html.lines().filter(|line| !line.contains("at-table"));
    let html: String = html.collect();
    let others: Vec<_> = files_below(dist)?
        .into_iter()
        .filter(|file| !is_compressed(file) && *file != page)
        .collect();
    let mut first: Vec<_> = others
        .iter()
        .filter(|file| html.contains(&name(file)))
        .cloned()
        .collect();
    let mut looked_at = 0;
    while let Some(file) = first.get(looked_at) {
        looked_at += 1;
        if file.extension().is_none_or(|ending| ending != "js") {
            continue;
        }
        let script = fs::read_to_string(file)?;
        for other in &others {
            if !first.contains(other) && imports_at_once(&script, &name(other)) {
                first.push(other.clone());
            }
        }
    }
    first.push(page);
    Ok(first)
}

/// Whether a script needs another before it can start; what it imports by calling `import()` comes later.
fn imports_at_once(script: &str, other: &str) -> bool {
    ["from", "from ", "import", "import "]
        .iter()
        .any(|word| script.contains(&format!("{word}\"./{other}\"")))
}

fn name(file: &Path) -> String {
    file.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn is_compressed(file: &Path) -> bool {
    has_ending(file, &["br", "gz"])
}

fn has_ending(file: &Path, endings: &[&str]) -> bool {
    file.extension()
        .is_some_and(|ending| endings.iter().any(|known| ending == *known))
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn size(file: &Path) -> Result<u64> {
    Ok(fs::metadata(file)?.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn dist(name: &str, script: &[u8]) -> PathBuf {
        let dist = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("index.html"), "<script src=/main.js>").unwrap();
        fs::write(dist.join("main.js"), script).unwrap();
        compress(&dist).unwrap();
        dist
    }

    #[test]
    fn what_is_compressed_comes_back_whole() {
        let script = "say(word); ".repeat(9_000);
        let dist = dist("whole", script.as_bytes());
        let mut plain = Vec::new();
        let packed = File::open(dist.join("main.js.br")).unwrap();
        brotli::Decompressor::new(packed, BUFFER)
            .read_to_end(&mut plain)
            .unwrap();
        assert_eq!(plain, script.as_bytes());
        plain.clear();
        let packed = File::open(dist.join("main.js.gz")).unwrap();
        flate2::read::GzDecoder::new(packed)
            .read_to_end(&mut plain)
            .unwrap();
        assert_eq!(plain, script.as_bytes());
        assert!(size(&dist.join("main.js.br")).unwrap() < 1_000);
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn a_client_too_heavy_fails() {
        // Noise does not compress: a page of 400 kB stays above the limit.
        let mut state = 1_u64;
        let noise: Vec<u8> = (0..400_000)
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                state.to_be_bytes()[0]
            })
            .collect();
        let heavy = dist("heavy", &noise);
        assert!(report(&heavy, true).is_err());
        fs::remove_dir_all(heavy).unwrap();
        let light = dist("light", b"say(word)");
        assert!(report(&light, true).is_ok());
        fs::remove_dir_all(light).unwrap();
    }

    #[test]
    fn what_comes_later_does_not_count() {
        let dist = dist(
            "later",
            b"import{a}from\"./base.js\";import(\"./editor.js\")",
        );
        fs::write(dist.join("base.js"), "1").unwrap();
        fs::write(dist.join("editor.js"), "2").unwrap();
        fs::write(dist.join("table.wasm"), "3").unwrap();
        let mut first: Vec<_> = first_load(&dist)
            .unwrap()
            .iter()
            .map(|file| name(file))
            .collect();
        first.sort();
        assert_eq!(first, ["base.js", "index.html", "main.js"]);
        fs::remove_dir_all(dist).unwrap();
    }
}
