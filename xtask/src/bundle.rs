//! The client as the server hands it out: one page, and assets whose names change with their content.

use std::{
    fs::{self, File},
    path::Path,
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};

use crate::{
    house::House,
    icons, npm, parts,
    stamp::{Stamp, files_below},
    tool::run,
    wasm::{self, Flavour},
    weight,
};

/// What `index.html` calls the script and the style sheet.
const PLAIN: [&str; 2] = ["main.js", "main.css"];

/// What the glue calls the WebAssembly file.
const WASM: &str = "client_bg.wasm";

/// Builds the client into `dist/`: `index.html`, and below `assets/` everything that may be cached for ever.
pub fn build(house: &House, flavour: Flavour) -> Result<()> {
    // Two builds at once would take the ground from under each other.
    fs::create_dir_all(house.target(""))?;
    let turn = File::create(house.target("dist.lock"))?;
    turn.lock().context("cannot wait for another build's end")?;

    let client = house.at("client");
    npm::install(&client)?;
    let glue = wasm::build(house, flavour)?;
    let dist = house.at("dist");
    let stamp = stamp(house, flavour, &glue)?;
    if !dist.is_dir() || !stamp.is_fresh() {
        assemble(house, flavour, &glue, &dist)?;
        stamp.remember()?;
    }
    weight::report(&dist, flavour.shrunk)
}

fn stamp(house: &House, flavour: Flavour, glue: &Path) -> Result<Stamp> {
    let client = house.at("client");
    Stamp::new(house.target("dist.stamp"))
        .word(flavour.profile)
        .path(&glue.join(wasm::STAMP))?
        .path(&client.join("editor"))?
        .path(&client.join("palette"))?
        .path(&client.join("pdf"))?
        .path(&client.join("style"))?
        .path(&client.join("index.html"))?
        .path(&client.join("icons.txt"))?
        .path(&client.join("package-lock.json"))
}

fn assemble(house: &House, flavour: Flavour, glue: &Path, dist: &Path) -> Result<()> {
    let client = house.at("client");
    // Made aside, so that a build that fails leaves the last good one in place.
    let next = house.target("dist-next");
    empty(&next)?;
    copy_parts(glue, &next.join("assets"))?;
    let maps = copy_character_maps(&client, &next.join("assets"))?;
    esbuild(
        house,
        flavour,
        &glue.join("client.js"),
        &maps,
        &next.join("assets"),
    )?;
    write_page(&client, &parts::wanted_by(glue, AT_TABLE)?, &next)?;
    refuse_plain_wasm(&next.join("assets"))?;
    if flavour.shrunk {
        weight::compress(&next)?;
    }
    if dist.exists() {
        fs::remove_dir_all(dist)?;
    }
    fs::rename(&next, dist).context("cannot put dist/ in place")
}

fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder.join("assets"))?;
    Ok(())
}

/// Copies every part of the application; their names already change with their content.
fn copy_parts(glue: &Path, assets: &Path) -> Result<()> {
    for part in parts::of(glue)? {
        let name = part.file_name().context("a part without a name")?;
        fs::copy(&part, assets.join(name))?;
    }
    Ok(())
}

/// Copies the tables by which letters are found in PDF files that name them by number only, as Chinese, Japanese and
/// Korean ones may; a file needs one or two of them. Returns their folder, which is named after their version.
fn copy_character_maps(client: &Path, assets: &Path) -> Result<String> {
    let package = client.join("node_modules/pdfjs-dist");
    let about = fs::read_to_string(package.join("package.json"))?;
    let version = about
        .lines()
        .find_map(|line| {
            line.trim()
                .strip_prefix("\"version\": \"")?
                .split('"')
                .next()
        })
        .context("pdfjs-dist names no version")?;
    let folder = format!("pdf-maps-{version}");
    fs::create_dir_all(assets.join(&folder))?;
    for map in files_below(&package.join("cmaps"))? {
        if map.extension().is_some_and(|ending| ending == "bcmap") {
            let name = map.file_name().context("a map without a name")?;
            fs::copy(&map, assets.join(&folder).join(name))?;
        }
    }
    Ok(folder)
}

fn esbuild(house: &House, flavour: Flavour, glue: &Path, maps: &str, assets: &Path) -> Result<()> {
    let client = house.at("client");
    let mut esbuild = Command::new(npm::bin(&client, "esbuild"));
    esbuild
        .current_dir(&client)
        // Snippets lie outside the client's folder, yet import its packages.
        .env("NODE_PATH", client.join("node_modules"))
        .args(["editor/main.ts", "style/main.css"])
        .args(["--bundle", "--splitting", "--format=esm", "--target=es2022"])
        .args(["--loader:.woff2=file", "--loader:.svg=file"])
        // The worker of pdf.js is a script of its own: importing it gives its name.
        .arg("--loader:.worker.min.mjs=file")
        .args(["--entry-names=[name]-[hash]", "--asset-names=[name]-[hash]"])
        .arg("--chunk-names=[name]-[hash]")
        .args(["--log-level=warning", "--legal-comments=none"])
        // The glue names the script of the parts once for each part.
        .arg("--log-override:duplicate-object-key=silent")
        .arg(format!("--define:PDF_MAPS=\"{maps}/\""))
        .arg(format!("--alias:roundtable-client={}", glue.display()))
        .arg(format!("--outdir={}", assets.display()));
    if flavour.shrunk {
        esbuild.arg("--minify");
    } else {
        esbuild.arg("--sourcemap=linked");
    }
    run(&mut esbuild)
}

/// The part of the application without which nothing is seen of a table.
const AT_TABLE: &str = "at_table";

/// Where `index.html` takes in the icons.
const ICONS: &str = "<!-- icons -->";

/// Where `index.html` names what is fetched ahead.
const AHEAD: &str = "name=\"at-table\" content=\"\"";

/// Writes `index.html` with the icons, and with the real names in place of `/main.js`, `/main.css` and
/// `/client_bg.wasm`.
fn write_page(client: &Path, parts: &[String], dist: &Path) -> Result<()> {
    let page = client.join("index.html");
    let mut html =
        fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
    let assets = names(&dist.join("assets"))?;
    for plain in PLAIN {
        let asset = format!("/assets/{}", the_one(&assets, plain)?);
        let plain = format!("/{plain}");
        ensure!(
            html.contains(&plain),
            "client/index.html does not load {plain}"
        );
        html = html.replace(&plain, &asset);
    }
    let wasm = format!("/assets/{}", the_one(&assets, "client.wasm")?);
    html = html.replace(&format!("/{WASM}"), &wasm);
    ensure!(
        html.contains(ICONS),
        "client/index.html has no place for icons"
    );
    html = html.replace(ICONS, &icons::sprite(client)?);
    ensure!(
        html.contains(AHEAD),
        "client/index.html has no place for {AHEAD}"
    );
    let editor = the_one(&assets, "mount.js")?.to_owned();
    let at_table: Vec<_> = parts
        .iter()
        .chain([&editor])
        .map(|asset| format!("/assets/{asset}"))
        .collect();
    html = html.replace(
        AHEAD,
        &AHEAD.replace("\"\"", &format!("\"{}\"", at_table.join(" "))),
    );
    fs::write(dist.join("index.html"), html)?;
    Ok(())
}

/// A script that names the WebAssembly itself would ask for a file that is not there.
fn refuse_plain_wasm(assets: &Path) -> Result<()> {
    let names = names(assets)?;
    let script = fs::read_to_string(assets.join(the_one(&names, "main.js")?))?;
    ensure!(
        !script.contains(WASM),
        "the client's script names {WASM}, whose name changes: call `init()` without arguments"
    );
    Ok(())
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    Ok(names)
}

/// The asset that a plain name (`main.js`) was given a fingerprint for (`main-4F2A.js`).
fn the_one<'a>(assets: &'a [String], plain: &str) -> Result<&'a str> {
    let (stem, ending) = plain.rsplit_once('.').unwrap_or((plain, ""));
    let matching: Vec<_> = assets
        .iter()
        .filter(|name| {
            name.strip_prefix(stem)
                .and_then(|rest| rest.strip_prefix('-'))
                .and_then(|rest| rest.strip_suffix(ending))
                .is_some_and(|rest| rest.ends_with('.') && !rest.contains('-'))
        })
        .collect();
    match matching[..] {
        [one] => Ok(one),
        [] => bail!("the bundle holds no {plain}"),
        _ => bail!("the bundle holds several {plain}: {matching:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asset_is_found_by_its_plain_name() {
        let assets = ["main-AB12.js", "main-AB12.js.map", "main-CD34.css"].map(String::from);
        assert_eq!(the_one(&assets, "main.js").unwrap(), "main-AB12.js");
        assert_eq!(the_one(&assets, "main.css").unwrap(), "main-CD34.css");
        assert!(the_one(&assets, "client.wasm").is_err());
    }

    #[test]
    fn two_of_a_kind_are_refused() {
        let assets = ["main-AB12.css", "main-CD34.css"].map(String::from);
        assert!(the_one(&assets, "main.css").is_err());
    }
}
