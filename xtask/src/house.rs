//! Where things lie in the repository.

use std::path::{Path, PathBuf};

/// The repository's folders, from its root.
pub struct House {
    root: PathBuf,
}

impl House {
    /// The repository this xtask was compiled in.
    pub fn here() -> Self {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = package.parent().unwrap_or(package).to_path_buf();
        Self { root }
    }

    /// The root of the repository.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path inside the repository.
    pub fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// What cargo and the bundler leave behind.
    pub fn target(&self, path: &str) -> PathBuf {
        self.root.join("target").join(path)
    }
}
