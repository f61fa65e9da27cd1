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
const FIRST_LOAD: u64 = 350_000;

const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 22;
const BUFFER: usize = 1 << 16;

/// Writes `.br` and `.gz` next to every file of a folder.
pub fn compress(dist: &Path) -> Result<()> {
    for file in files_below(dist)? {
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
        "{:<28}{:>10}{:>10}{:>10}",
        "client, bytes", "raw", "gzip", "brotli"
    );
    let mut first_load = 0;
    for file in files_below(dist)? {
        if is_compressed(&file) {
            continue;
        }
        let brotli = size(&beside(&file, "br"))?;
        let name = file
            .strip_prefix(dist)
            .unwrap_or(&file)
            .display()
            .to_string();
        let (raw, gzip) = (size(&file)?, size(&beside(&file, "gz"))?);
        println!("{name:<28}{raw:>10}{gzip:>10}{brotli:>10}");
        if is_first_load(&file) {
            first_load += brotli;
        }
    }
    println!("{:<28}{first_load:>30} of {FIRST_LOAD}", "first load");
    ensure!(
        first_load <= FIRST_LOAD,
        "the first load weighs {first_load} bytes, {} more than allowed",
        first_load - FIRST_LOAD
    );
    Ok(())
}

/// Fonts and pictures come later; the page cannot show itself without these.
fn is_first_load(file: &Path) -> bool {
    has_ending(file, &["html", "js", "wasm", "css"])
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
}
