//! A database for one test, and what tests put into it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use server::store::{Draft, Kind, NewSession, NewTable, Store};
use shared::ids::{ParticipantId, SessionId, TableId, Timestamp};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};

/// A folder that goes when the test ends.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("roundtable-store-{}-{count}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A database that nobody else uses.
pub struct Place {
    pub url: String,
    pub folder: Folder,
}

impl Place {
    pub fn sqlite() -> Self {
        let folder = Folder::new();
        let url = format!("sqlite:{}", folder.file("roundtable.db").display());
        Self { url, folder }
    }

    pub fn at(url: String) -> Self {
        Self {
            url,
            folder: Folder::new(),
        }
    }

    pub fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite")
    }

    pub async fn open(&self) -> Store {
        Store::open(&self.url).await.unwrap()
    }

    /// A store with one session that has these tables.
    pub async fn with_tables(&self, tables: &[&str]) -> Store {
        let store = self.open().await;
        store.create_session(session("s", tables)).await.unwrap();
        store
    }

    /// Does behind the store's back what no program of ours does.
    pub async fn tamper(&self, sql: &str) -> u64 {
        let mut connection = AnyConnection::connect(&self.url).await.unwrap();
        let done = sqlx::query(AssertSqlSafe(sql))
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
        done.rows_affected()
    }
}

pub fn session(id: &str, tables: &[&str]) -> NewSession {
    let tables = tables.iter().map(|id| NewTable {
        id: table(id),
        first: vec![],
    });
    NewSession {
        id: SessionId::new(id).unwrap(),
        title: "Consultation".to_owned(),
        at: Timestamp(1_000),
        created_by: None,
        convener: None,
        log: vec![],
        tables: tables.collect(),
    }
}

pub fn table(id: &str) -> TableId {
    TableId::new(id).unwrap()
}

pub fn person(id: &str) -> ParticipantId {
    ParticipantId::new(id).unwrap()
}

pub fn update(body: &str) -> Draft {
    draft(Kind::Update, body)
}

pub fn event(body: &str) -> Draft {
    draft(Kind::Event, body)
}

fn draft(kind: Kind, body: &str) -> Draft {
    Draft {
        kind,
        participant: Some(person("ana")),
        at: Timestamp(2_000),
        body: body.as_bytes().to_vec().into(),
    }
}
