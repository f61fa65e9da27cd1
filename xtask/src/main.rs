//! What `cargo xtask …` does.

mod house;
mod tool;
mod wasm;

use std::{env, process::ExitCode};

use anyhow::{Result, bail};

use crate::house::House;

const HELP: &str = "\
cargo xtask <command>

  prose    build the prose core for Node into target/prose-out:
           client.js (an ES module for the web: call initSync({ module: bytes })
           with the bytes of client_bg.wasm before anything else), client.d.ts
  help     this text
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
    match words.first().map(String::as_str) {
        Some("prose") => wasm::build(&house, &wasm::PROSE).map(drop),
        None | Some("help" | "--help" | "-h") => {
            print!("{HELP}");
            Ok(())
        }
        Some(other) => bail!("no such command: {other} (try `cargo xtask help`)"),
    }
}
