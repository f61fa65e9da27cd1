//! Knowing that a step need not run again: its inputs are what they were.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// The fingerprint of a step's inputs, remembered in a file next to its outputs.
pub struct Stamp {
    file: PathBuf,
    hasher: DefaultHasher,
}

impl Stamp {
    /// A stamp remembered in `file`; removing the outputs together with it makes the step run again.
    pub fn new(file: PathBuf) -> Self {
        Self {
            file,
            hasher: DefaultHasher::new(),
        }
    }

    /// Counts a word that the step depends on, such as a profile or a flag.
    pub fn word(mut self, word: &str) -> Self {
        word.hash(&mut self.hasher);
        self
    }

    /// Counts the content of a file, or of everything below a folder.
    pub fn path(mut self, path: &Path) -> Result<Self> {
        for file in files_below(path)? {
            file.hash(&mut self.hasher);
            read(&file)?.hash(&mut self.hasher);
        }
        Ok(self)
    }

    /// Whether the step last ran with these very inputs.
    pub fn is_fresh(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|seen| seen == self.print())
    }

    /// Remembers that the step has now run.
    pub fn remember(&self) -> Result<()> {
        fs::write(&self.file, self.print())
            .with_context(|| format!("cannot write {}", self.file.display()))
    }

    fn print(&self) -> String {
        format!("{:016x}", self.hasher.finish())
    }
}

/// A short name for a content, to be put into a file name.
pub fn fingerprint(content: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    format!("{:08x}", hasher.finish() & 0xffff_ffff)
}

/// Every file at or below a path, in a stable order; a dependency folder is not a source.
pub fn files_below(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    let entries = fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut inside = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    inside.retain(|path| !path.ends_with("node_modules"));
    inside.sort();
    let mut files = Vec::new();
    for path in inside {
        files.extend(files_below(&path)?);
    }
    Ok(files)
}

/// The bytes of a file, or an error that names it.
pub fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("inner")).unwrap();
        folder
    }

    #[test]
    fn a_step_is_fresh_until_an_input_changes() {
        let folder = folder("stamp");
        let source = folder.join("inner/source");
        let stamp = |word: &str| {
            let file = folder.with_extension("stamp");
            Stamp::new(file).word(word).path(&folder).unwrap()
        };
        fs::write(&source, "one").unwrap();
        assert!(!stamp("quick").is_fresh());
        stamp("quick").remember().unwrap();
        assert!(stamp("quick").is_fresh());
        assert!(!stamp("release").is_fresh());
        fs::write(&source, "two").unwrap();
        assert!(!stamp("quick").is_fresh());
        fs::remove_dir_all(&folder).unwrap();
        fs::remove_file(folder.with_extension("stamp")).unwrap();
    }

    #[test]
    fn a_missing_input_is_an_error_that_names_it() {
        let error = Stamp::new("x".into()).path(Path::new("no/such/place"));
        assert!(error.err().unwrap().to_string().contains("no/such/place"));
    }
}
