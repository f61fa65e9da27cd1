//! `roundtable demo`.

use std::io;

use clap::Args;
use server::auth::secret::FreshId as _;
use server::config::PublicUrl;
use server::sessions::demo::{self, Link};
use shared::ids::SessionId;
use shared::words::Words;

use super::{Database, tell, words};

/// Make a session to try: the sample concept note, delegations, and a link for everybody. Its tables
/// are already drafting; a delegate's link is good at each of them.
#[derive(Debug, Args)]
pub struct Demo {
    #[command(flatten)]
    database: Database,
    /// How many tables it has.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    tables: usize,
    /// How many delegations sit at each table.
    #[arg(long, value_name = "NUMBER", default_value_t = 4)]
    delegations: usize,
    /// Where people find the server: links are made with it.
    #[arg(
        long,
        value_name = "URL",
        env = "ROUNDTABLE_PUBLIC_URL",
        default_value = "http://127.0.0.1:8080"
    )]
    public_url: PublicUrl,
    /// Print ids and links as JSON.
    #[arg(long)]
    json: bool,
}

impl Demo {
    /// Makes it and prints its links.
    pub async fn obey(self) -> anyhow::Result<()> {
        let store = self.database.open().await?;
        let words = words();
        let size = (self.tables, self.delegations);
        let id = SessionId::fresh();
        let demo = demo::convene(&store, &words, id, size, &self.public_url).await?;
        if self.json {
            tell(serde_json::to_string_pretty(&demo)?)?;
        } else {
            tell(words.say("house-demo"))?;
            print_links(&words, &demo.invitations)?;
        }
        Ok(store.close().await?)
    }
}

/// Prints a line for everybody: who, and the link.
pub fn print_links(words: &Words, links: &[Link]) -> io::Result<()> {
    let who = |link: &Link| match &link.whom {
        Some(delegation) => delegation.clone(),
        None => words.say(&format!("role-{}", link.role)),
    };
    let widest = links
        .iter()
        .map(|link| who(link).chars().count())
        .max()
        .unwrap_or(0);
    for link in links {
        tell(format_args!("  {:widest$}  {}", who(link), link.link))?;
    }
    Ok(())
}
