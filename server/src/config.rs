//! What an operator chooses.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use crate::auth::join_limiter::JoinLimits;
use crate::tables::limits::TableLimits;
use crate::tls::TlsFiles;

/// How the server is run.
#[derive(Clone)]
pub struct Config {
    /// Where the log is kept: `sqlite:FILE` or `postgres://…`. It may hold a password.
    pub database: String,
    /// Where processes on one database ring for each other: `nats://…`. It may hold a password.
    pub bus: Option<String>,
    /// Where people find it; links are made with it.
    pub public_url: PublicUrl,
    /// The certificate to show, if the server itself speaks TLS.
    pub tls: Option<TlsFiles>,
    /// How often it is looked whether there is a newer one.
    pub tls_look: Duration,
    /// How much the tables take.
    pub tables: TableLimits,
    /// How often an invitation may be tried.
    pub joining: JoinLimits,
    /// How long a connection may take to say what it wants, or say nothing between two requests.
    pub head_patience: Duration,
    /// How long a request may take; a websocket has answered long before.
    pub request_patience: Duration,
    /// How long nothing of an answer may be taken before the connection is given up.
    pub write_patience: Duration,
    /// Whether rates and seat counts are limited.
    pub limited: bool,
    /// This program, to be run for every file that is made of an outcome; without it, a thread makes them.
    pub program: Option<PathBuf>,
}

impl Config {
    /// A house with the usual limits.
    pub fn new(database: impl Into<String>, public_url: PublicUrl) -> Self {
        Self {
            database: database.into(),
            bus: None,
            public_url,
            tls: None,
            tls_look: Duration::from_secs(5),
            tables: TableLimits::default(),
            joining: JoinLimits::default(),
            head_patience: Duration::from_secs(20),
            request_patience: Duration::from_secs(30),
            write_patience: Duration::from_secs(30),
            limited: true,
            program: None,
        }
    }

    /// Lifts rates and seat counts. The gate stays as it is.
    #[must_use]
    pub fn unlimited(mut self) -> Self {
        self.tables = self.tables.lifted();
        self.joining.tries_per_minute = None;
        self.limited = false;
        self
    }
}

/// The address under which people reach the server, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

/// A text that is no address of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the public address must look like https://table.example.org, with nothing after the host and port"
)]
pub struct BadUrl;

impl PublicUrl {
    /// The address of a server that listens here and stands behind nothing.
    pub fn of(listening: SocketAddr) -> Self {
        let port = listening.port();
        if listening.ip().is_unspecified() {
            // A browser cannot go to "every address"; the machine itself always can go to this one.
            Self(format!("http://localhost:{port}"))
        } else {
            Self(format!("http://{listening}"))
        }
    }

    /// The same where the server itself speaks TLS.
    pub fn under_tls(listening: SocketAddr) -> Self {
        let Self(plain) = Self::of(listening);
        Self(plain.replacen("http://", "https://", 1))
    }

    /// The name or address in it, without the port.
    pub fn host(&self) -> &str {
        let host = self.0.split_once("://").map_or("", |(_, host)| host);
        if let Some(long) = host.strip_prefix('[') {
            return long.split(']').next().unwrap_or_default();
        }
        host.split(':').next().unwrap_or_default()
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether cookies must never travel in the clear.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// The link by which somebody is the same person on another device.
    pub fn device(&self, secret: &crate::auth::secret::Secret) -> String {
        format!("{}/device#{}", self.0, secret.reveal())
    }

    /// Where a table is.
    pub fn table(&self, table: &shared::ids::TableId) -> String {
        format!("{}/tables/{table}", self.0)
    }

    /// Where a code is typed.
    pub fn door(&self) -> String {
        format!("{}/join", self.0)
    }

    /// The link that carries this secret. It sits in the fragment, which browsers send nowhere.
    pub fn link(&self, secret: &crate::auth::secret::Secret) -> String {
        format!("{}/join#{}", self.0, secret.reveal())
    }
}

impl FromStr for PublicUrl {
    type Err = BadUrl;
    fn from_str(text: &str) -> Result<Self, BadUrl> {
        let text = text.strip_suffix('/').unwrap_or(text);
        let host = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .ok_or(BadUrl)?;
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte);
        if host.is_empty() || !host.bytes().all(fits) {
            return Err(BadUrl);
        }
        Ok(Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_scheme_and_a_host() {
        let url: PublicUrl = "https://table.example.org/".parse().unwrap();
        assert_eq!(url.as_str(), "https://table.example.org");
        assert!(url.is_https());
        for bad in [
            "table.example.org",
            "ftp://x",
            "http://",
            "http://x/path",
            "http://x#y",
            "",
        ] {
            assert_eq!(bad.parse::<PublicUrl>(), Err(BadUrl), "{bad}");
        }
    }

    #[test]
    fn listening_everywhere_is_reached_by_a_name() {
        let everywhere = "0.0.0.0:8080".parse().unwrap();
        assert_eq!(PublicUrl::of(everywhere).as_str(), "http://localhost:8080");
        assert_eq!(
            PublicUrl::under_tls(everywhere).as_str(),
            "https://localhost:8080"
        );
        assert_eq!(PublicUrl::of("[::1]:80".parse().unwrap()).host(), "::1");
        assert_eq!(PublicUrl::of(everywhere).host(), "localhost");
        let here = "127.0.0.1:81".parse().unwrap();
        assert_eq!(PublicUrl::of(here).as_str(), "http://127.0.0.1:81");
    }
}
