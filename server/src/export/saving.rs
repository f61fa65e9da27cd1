//! A file is written under another name and renamed: whoever finds it finds all of it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

/// Puts these bytes where they belong. What was there before stays until all are written, and for good if they cannot be.
pub fn save(file: &Path, bytes: &[u8]) -> io::Result<()> {
    // Where a link leads, not in its place.
    let file = &fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    if file.metadata().is_ok_and(|it| !it.is_file()) {
        // A pipe or a device takes bytes and must not be replaced.
        return OpenOptions::new().write(true).open(file)?.write_all(bytes);
    }
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = file.with_file_name(name);
    let written = write(&part, bytes).and_then(|()| fs::rename(&part, file));
    if written.is_err() {
        // Whether it was made or not, it is of no use.
        let _ = fs::remove_file(&part);
    }
    written
}

fn write(part: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(part)?;
    file.write_all(bytes)?;
    file.sync_all()
}
