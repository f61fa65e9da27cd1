//! TLS without a proxy: the files, what they say, and their being replaced while everybody stays.
//!
//! Connections keep what they began with; those that come later get the newer certificate. Files that do not fit are not taken:
//! the certificate that was good goes on being shown.

mod certificate;
mod files;

pub use certificate::Certificate;
pub use files::{TlsError, TlsFiles};

use files::Loaded;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert, ServerConfig};
use tokio_rustls::rustls::sign::CertifiedKey;

/// HTTP/2, as it is named in a handshake.
pub const H2: &[u8] = b"h2";
/// HTTP/1.1, by which websockets come.
const HTTP1: &[u8] = b"http/1.1";

/// What the server shows in handshakes. A clone is another hold on the same.
#[derive(Clone)]
pub struct Tls(Arc<Inner>);

struct Inner {
    files: TlsFiles,
    shown: Arc<Shown>,
    acceptor: TlsAcceptor,
    reloads: AtomicU64,
    failed_reloads: AtomicU64,
    failed_handshakes: AtomicU64,
}

/// The certificate that is shown now.
struct Shown(RwLock<Arc<Loaded>>);

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Never the key.
        f.write_str("Shown")
    }
}

impl Shown {
    fn read(&self) -> Arc<Loaded> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.read().key))
    }
}

/// What is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsMetrics {
    /// How often newer files were taken.
    pub reloads: u64,
    /// How often newer files could not be taken.
    pub failed_reloads: u64,
    /// How many handshakes came to nothing.
    pub failed_handshakes: u64,
    /// The certificate that is shown.
    pub certificate: Certificate,
}

impl Tls {
    /// Reads the files, which must fit.
    pub fn of(files: &TlsFiles) -> Result<Self, TlsError> {
        let loaded = files.load()?;
        let shown = Arc::new(Shown(RwLock::new(Arc::new(loaded))));
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let config = config
            .with_safe_default_protocol_versions()
            .map_err(TlsError::Library)?;
        let mut config = config
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&shown) as _);
        config.alpn_protocols = vec![H2.to_vec(), HTTP1.to_vec()];
        Ok(Self(Arc::new(Inner {
            files: files.clone(),
            shown,
            acceptor: TlsAcceptor::from(Arc::new(config)),
            reloads: AtomicU64::new(0),
            failed_reloads: AtomicU64::new(0),
            failed_handshakes: AtomicU64::new(0),
        })))
    }

    /// What shakes hands.
    pub fn acceptor(&self) -> &TlsAcceptor {
        &self.0.acceptor
    }

    /// A handshake came to nothing.
    pub fn handshake_failed(&self) {
        self.0.failed_handshakes.fetch_add(1, Relaxed);
    }

    /// What is known of it.
    pub fn metrics(&self) -> TlsMetrics {
        TlsMetrics {
            reloads: self.0.reloads.load(Relaxed),
            failed_reloads: self.0.failed_reloads.load(Relaxed),
            failed_handshakes: self.0.failed_handshakes.load(Relaxed),
            certificate: self.0.shown.read().certificate.clone(),
        }
    }

    /// Looks at the files again and again, and takes what is new. What is written just now is waited for: two files are never
    /// replaced in one moment.
    pub async fn follows(self, every: Duration) {
        let mut taken = self.0.shown.read().digest.clone();
        let mut before = taken.clone();
        let mut looks = tokio::time::interval(every);
        looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            looks.tick().await;
            let files = self.0.files.clone();
            // The disk may be a slow one.
            let Ok(found) = tokio::task::spawn_blocking(move || files.digest()).await else {
                continue;
            };
            let rests = std::mem::replace(&mut before, found.clone()) == found;
            if rests && found != taken {
                taken = found;
                self.reload();
            }
        }
    }

    fn reload(&self) {
        match self.0.files.load() {
            Ok(loaded) => {
                let until = shared::words::moment(loaded.certificate.until);
                let mut shown = self
                    .0
                    .shown
                    .0
                    .write()
                    .unwrap_or_else(PoisonError::into_inner);
                *shown = Arc::new(loaded);
                self.0.reloads.fetch_add(1, Relaxed);
                tracing::info!(%until, "the certificate was replaced");
            }
            Err(error) => {
                self.0.failed_reloads.fetch_add(1, Relaxed);
                tracing::error!(%error, "the new certificate was not taken; the one before it is shown");
            }
        }
    }
}
