//! Embeds the client again whenever the build has left another one.

use std::{env, fs};

fn main() {
    // A debug build reads the folder from the disk, and need not follow it.
    if env::var("PROFILE").is_ok_and(|profile| profile == "debug") {
        println!("cargo::rerun-if-changed=build.rs");
        return;
    }
    // Cargo would take a folder that is missing for one that always changes.
    if let Err(error) = fs::create_dir_all("../dist") {
        println!("cargo::warning=cannot make the folder dist: {error}");
    }
    println!("cargo::rerun-if-changed=../dist");
}
