//! What `cargo xtask …` does. Reading order: `main` obeys a command; `examination` is `test`, `bundle` and `server`
//! are `build` and `serve`; `bench` measures; `wasm`, `parts` and `npm` make what is bundled, `icons` draws the icons, `weight` weighs it, `stamp` spares what is fresh.

mod house;

mod bench;
mod bundle;
mod examination;
mod server;

mod chromium;
mod icons;
mod npm;
mod parts;
mod stamp;
mod tool;
mod verdict;
mod wasm;
mod weight;

use std::{env, path::PathBuf, process::ExitCode};

use anyhow::{Result, bail};

use crate::{examination::Scope, house::House};

const HELP: &str = "\
cargo xtask <command>

  build               the client, then one self-contained target/release/roundtable
  build --quick       both for daily work: quick to build, larger, target/debug/roundtable reads dist/ from the disk
  serve [OPTIONS]     build quickly, then `roundtable serve --demo` on roundtable.db; OPTIONS are passed on to it
  test [FILTER]       everything: format, clippy, Rust tests, the editor's property test, stories in Chromium;
                      FILTER narrows the tests and stories by name and leaves the other checks out
  test --long         with the long versions (ROUNDTABLE_LONG=1 and tests that are ignored otherwise)
  bench [SCENE…]      the server under load, release build, one core for it and one for the load: quiet, fanout, ceiling,
                      everyone, growth, crash, storm, cold, tables, past, session, export; beside it y-websocket, unless --alone is added
  bench typing        key to paint in long texts in Chromium, beside the goals; with --quick on builds for daily work,
                      --chars 100000,500000 --keys 80 --places start,middle,end say what is measured
  prose               the prose core for Node, in target/prose-out: client.js is an ES module that wants
                      initSync({ module: bytes of client_bg.wasm }) before anything else
  help                this text

It needs cargo and Node.js 20 or later with npm; the stories also need Chromium.
";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    match obey(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn obey(words: &[String]) -> Result<()> {
    let house = House::here();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["build"] => build(&house),
        ["build", "--quick"] => build_quick(&house).map(drop),
        ["serve", "--", ref added @ ..] | ["serve", ref added @ ..] => {
            server::serve(&house, &build_quick(&house)?, added)
        }
        ["bench", ref added @ ..] => bench::measure(&house, added),
        ["test", ref wanted @ ..] => examination::hold(&house, &scope(wanted)?),
        ["prose"] => wasm::build(&house, wasm::PROSE).map(drop),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => bail!(
            "not a command: {} (try `cargo xtask help`)",
            words.join(" ")
        ),
    }
}

fn build(house: &House) -> Result<()> {
    bundle::build(house, wasm::RELEASE)?;
    let server = server::build_release(house)?;
    println!("{}", server.display());
    Ok(())
}

fn build_quick(house: &House) -> Result<PathBuf> {
    bundle::build(house, wasm::QUICK)?;
    server::build_quick(house)
}

fn scope(words: &[&str]) -> Result<Scope> {
    let mut scope = Scope::default();
    for word in words {
        match *word {
            "--long" => scope.long = true,
            filter if !filter.starts_with('-') && scope.filter.is_none() => {
                scope.filter = Some(filter.to_owned());
            }
            other => bail!("test takes --long and one filter, not {other}"),
        }
    }
    Ok(scope)
}
