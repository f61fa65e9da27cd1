//! A folder that goes away with the test.

use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder of its own for one test.
#[derive(Debug)]
pub struct Place(PathBuf);

impl Place {
    /// Makes the folder.
    ///
    /// # Panics
    /// If it cannot be made.
    pub fn new() -> Self {
        static LAST: AtomicU32 = AtomicU32::new(0);
        let number = LAST.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("roundtable-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        Self(folder)
    }

    /// The address of the database in it.
    pub fn database(&self) -> String {
        format!("sqlite:{}", self.0.join("house.db").display())
    }

    /// Does behind the house's back what no program of ours does.
    ///
    /// # Panics
    /// If the database does not let us.
    pub async fn tampers(&self, sql: &str) {
        sqlx::any::install_default_drivers();
        let mut connection = AnyConnection::connect(&self.database())
            .await
            .expect("the database can be opened");
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
            .execute(&mut connection)
            .await
            .expect("the database obeys");
        drop(connection.close().await);
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Default for Place {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What cannot be removed now goes with the system's other temporary files.
        drop(std::fs::remove_dir_all(&self.0));
    }
}
