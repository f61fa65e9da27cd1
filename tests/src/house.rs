//! A server inside the test, on a port of its own, with its database in a file.

use crate::door::Door;
use crate::place::Place;
use crate::table::Table;
use server::auth::secret::FreshId as _;
use server::config::{Config, PublicUrl};
use server::tables::audit::audit;
use server::{App, listen, serve, sessions::demo};
use shared::ids::SessionId;
use shared::words::Language;
use std::sync::Arc;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

type Choice = Box<dyn Fn(&mut Config) + Send + Sync>;

/// A running server. It says goodbye to everybody when it is dropped or closed.
pub struct House {
    /// Its inside.
    pub app: App,
    /// Where it is.
    pub door: Arc<Door>,
    /// Where its database is.
    pub place: Place,
    choose: Choice,
    stop: Option<oneshot::Sender<()>>,
    served: Option<JoinHandle<anyhow::Result<()>>>,
}

impl House {
    /// A house with the usual limits.
    pub async fn open() -> Self {
        Self::chosen(|_| {}).await
    }

    /// A house whose operator chooses.
    ///
    /// # Panics
    /// If it does not open.
    pub async fn chosen(choose: impl Fn(&mut Config) + Send + Sync + 'static) -> Self {
        let (place, door) = (Place::new(), Arc::new(Door::default()));
        let choose: Choice = Box::new(choose);
        let (app, stop, served) = begin(&place, &door, &choose).await;
        Self {
            app,
            door,
            place,
            choose,
            stop: Some(stop),
            served: Some(served),
        }
    }

    /// The one table of a new session with four delegations, drafting.
    ///
    /// # Panics
    /// If it cannot be convened.
    pub async fn table(&self) -> Table {
        self.table_of(4).await
    }

    /// The one table of a new session with so many delegations, drafting.
    ///
    /// # Panics
    /// If it cannot be convened.
    pub async fn table_of(&self, delegations: usize) -> Table {
        let App { store, config, .. } = &self.app;
        let words = self.app.words(Language::ENGLISH);
        let size = (1, delegations);
        let made = demo::convene(store, words, SessionId::fresh(), size, &config.public_url).await;
        let made = serde_json::to_value(made.expect("a demo")).expect("a demo is JSON");
        Table::all_of(&made, &self.door).remove(0)
    }

    /// Whether every log and snapshot of it is what was committed, which is looked at as an operator would.
    ///
    /// # Panics
    /// If the store cannot be read.
    pub async fn is_sound(&self) -> bool {
        let report = audit(&self.app.store).await;
        report.expect("the store can be read").is_sound()
    }

    /// Stops as an operator stops it: when this returns, everybody has been told.
    ///
    /// # Panics
    /// If it does not stop well.
    pub async fn closes(&mut self) {
        drop(self.stop.take());
        if let Some(served) = self.served.take() {
            served
                .await
                .expect("the server does not panic")
                .expect("the server stops well");
        }
    }

    /// Stops and starts on the same database, behind another port.
    pub async fn restarts(&mut self) {
        self.closes().await;
        let (app, stop, served) = begin(&self.place, &self.door, &self.choose).await;
        (self.app, self.stop, self.served) = (app, Some(stop), Some(served));
    }
}

impl Drop for House {
    fn drop(&mut self) {
        // The server stops when this end of the channel is gone.
        drop(self.stop.take());
    }
}

async fn begin(
    place: &Place,
    door: &Door,
    choose: &Choice,
) -> (App, oneshot::Sender<()>, JoinHandle<anyhow::Result<()>>) {
    let listener = listen(([127, 0, 0, 1], 0).into()).expect("a port");
    let listening = listener.local_addr().expect("an address");
    door.moves(listening.to_string());
    let mut config = Config::new(place.database(), PublicUrl::of(listening));
    choose(&mut config);
    let app = App::open(config).await.expect("the house opens");
    let (stop, told) = oneshot::channel::<()>();
    let served = tokio::spawn(serve(app.clone(), listener, async { drop(told.await) }));
    (app, stop, served)
}
