//! Two houses on one database, in one test.

use crate::house::House;
use crate::seat::PATIENCE;
use crate::table::Table;
use server::store::Store;
use server::tables::audit::audit;
use std::time::Duration;

/// Two houses on one database, and a table as it is found behind either's door.
pub struct Two {
    /// The houses.
    pub houses: [House; 2],
    /// The table behind the door of each.
    pub tables: [Table; 2],
}

impl Two {
    /// Both on a database; on a new one of their own if there is none.
    pub async fn on(database: Option<String>) -> Self {
        Self::with(database, None).await
    }

    /// Both on a database, and on a bus.
    ///
    /// # Panics
    /// If they do not notice each other.
    pub async fn with(database: Option<String>, bus: Option<String>) -> Self {
        let to_bus = bus.clone();
        let first = House::chosen(move |config| {
            if let Some(url) = &database {
                config.database.clone_from(url);
            }
            config.bus.clone_from(&to_bus);
        });
        let first = first.await;
        let url = first.app.config.database.clone();
        let second = House::chosen(move |config| {
            config.database.clone_from(&url);
            config.bus.clone_from(&bus);
        });
        let second = second.await;
        let table = first.table().await;
        let tables = [table.clone(), table.behind(&second.door)];
        let houses = [first, second];
        let two = Self { houses, tables };
        two.know_each_other().await;
        two
    }

    async fn know_each_other(&self) {
        let known = async {
            while self
                .houses
                .iter()
                .any(|house| house.app.nodes.others() != 1)
            {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let known = tokio::time::timeout(PATIENCE, known).await;
        assert!(known.is_ok(), "the houses do not notice each other");
    }

    /// Both have the same table and the same text, which is what the log adds up to.
    ///
    /// # Panics
    /// If they have not.
    pub async fn ends_as_one_table(mut self) {
        let id = &self.tables[0].id;
        let [one, other] = &self.houses;
        let one = Box::pin(one.app.export(id)).await.unwrap();
        let other = Box::pin(other.app.export(id)).await.unwrap();
        assert_eq!((one.head, one.chain), (other.head, other.chain));
        assert_eq!(one.table, other.table);
        assert_eq!(one.prose, other.prose);
        let url = self.houses[0].app.config.database.clone();
        for house in &mut self.houses {
            house.closes().await;
        }
        let store = Store::open(&url).await.unwrap();
        let report = Box::pin(audit(&store)).await.unwrap();
        assert!(report.is_sound(), "{report:?}");
        assert_eq!(store.nodes().await.unwrap(), [], "both have said goodbye");
        store.close().await.unwrap();
    }

    /// Waits until something is so of both houses.
    ///
    /// # Panics
    /// If it does not become so.
    pub async fn until(&self, what: &str, is_so: impl Fn(&House) -> bool) {
        let waits = async {
            while !self.houses.iter().all(&is_so) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let came = tokio::time::timeout(PATIENCE, waits).await;
        assert!(came.is_ok(), "in vain: {what}");
    }
}

/// Whether a house can reach its bus.
pub fn is_on_bus(house: &House) -> bool {
    house.app.bus.is_connected()
}
